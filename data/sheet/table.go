package sheet

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// ColumnKind says how a column of a table looks.
type ColumnKind uint8

// The kinds of columns.
const (
	// TextColumn is text at the left, kept as text whatever is typed into it later.
	TextColumn ColumnKind = iota
	// CentredColumn is short text in the middle: 性别, a date.
	CentredColumn
	// WrappedColumn is long text that breaks into lines: a reason, a note.
	WrappedColumn
	// CountColumn is whole or other plain numbers at the right.
	CountColumn
	// MoneyColumn is yuan with two decimals at the right.
	MoneyColumn
)

// Column is one column of a table. Width is in characters of a digit's width, two
// to a Chinese character; 0 is a width that suits the title.
type Column struct {
	Title string
	Width float64
	Kind  ColumnKind
}

// Table is a list to be written as a workbook of its own.
type Table struct {
	// Sheet names the sheet; signs that sheets may not have in their name are
	// replaced.
	Sheet string
	// Title stands over the table, Note below the title; both may be empty.
	Title, Note string
	Columns     []Column
	// Rows gives the rows; the slice it yields may be used again for the next.
	Rows iter.Seq[[]Value]
	// Count is how many rows Rows yields. When it is 0 they are gathered in memory
	// first; a long list should give it.
	Count int
}

// WriteTable writes a new workbook with one sheet for each table: title, header that
// stays in view and is repeated on every printed page, A4 across, page numbers. Rows
// are streamed, so memory stays flat. Numbers are real numbers and texts are texts,
// never formulas.
func WriteTable(out io.Writer, tables ...Table) error {
	if len(tables) == 0 {
		return errors.New("no table to write")
	}
	zw := zip.NewWriter(out)
	useFast(zw)
	t := &tableWriter{
		zip:    zw,
		shared: newSharedWriter([]byte(xmlHeader+`<sst xmlns="`+mainSpace+`">`), "", 0),
		styles: &tableStyles{index: map[look]int{}},
	}
	names := sheetNames(tables)
	for name, body := range tableParts(tables, names) {
		if err := t.put(name, body); err != nil {
			return err
		}
	}
	for i, table := range tables {
		w, err := zw.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
		if err != nil {
			return err
		}
		if err := t.sheet(w, table, i == 0); err != nil {
			return err
		}
	}
	if err := t.put("xl/styles.xml", t.styles.xml()); err != nil {
		return err
	}
	if err := t.shared.finish(zw, zip.FileHeader{Name: "xl/sharedStrings.xml"}); err != nil {
		return err
	}
	return zw.Close()
}

type tableWriter struct {
	zip    *zip.Writer
	shared *sharedWriter
	styles *tableStyles
}

func (t *tableWriter) put(name, body string) error {
	w, err := t.zip.Create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, body)
	return err
}

// headerRow is the row the header stands in.
func (t Table) headerRow() int {
	row := 1
	if t.Title != "" {
		row++
	}
	if t.Note != "" {
		row++
	}
	return row
}

// sheet writes one sheet.
func (t *tableWriter) sheet(w io.Writer, table Table, selected bool) error {
	n := len(table.Columns)
	if n == 0 || n > 1<<14 {
		return fmt.Errorf("table %q has %d columns", table.Sheet, n)
	}
	if table.Rows == nil {
		table.Rows, table.Count = func(func([]Value) bool) {}, 0
	}
	table.Rows, table.Count = counted(table.Rows, table.Count)
	header := table.headerRow()
	if header+table.Count > maxRow {
		return &Error{Kind: "too_large", Message: fmt.Sprintf("一张工作表放不下 %d 行。请分成几个文件导出。", table.Count)}
	}
	right := ColumnName(n - 1)
	if _, err := io.WriteString(w, tableHead(table, header, selected)); err != nil {
		return err
	}
	if err := t.rows(w, table, header); err != nil {
		return err
	}
	var tail strings.Builder
	tail.WriteString("</sheetData>")
	if merged := header - 1; merged > 0 && n > 1 {
		fmt.Fprintf(&tail, `<mergeCells count="%d">`, merged)
		for row := 1; row <= merged; row++ {
			fmt.Fprintf(&tail, `<mergeCell ref="A%d:%s%d"/>`, row, right, row)
		}
		tail.WriteString("</mergeCells>")
	}
	tail.WriteString(`<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>`)
	_, err := io.WriteString(w, tail.String())
	return err
}

func tableHead(t Table, header int, selected bool) string {
	var b strings.Builder
	b.WriteString(xmlHeader + `<worksheet xmlns="` + mainSpace + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	last := CellName(len(t.Columns)-1, header+t.Count)
	if last == "A1" {
		b.WriteString(`<dimension ref="A1"/>`)
	} else {
		fmt.Fprintf(&b, `<dimension ref="A1:%s"/>`, last)
	}
	view := ""
	if selected {
		view = ` tabSelected="1"`
	}
	fmt.Fprintf(&b, `<sheetViews><sheetView%s workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>`, view, header, header+1)
	for i, c := range t.Columns {
		width := c.Width
		if width <= 0 {
			width = float64(max(8, 2*len([]rune(c.Title))+4))
		}
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%s" customWidth="1"/>`, i+1, i+1, strconv.FormatFloat(min(width, 255), 'f', -1, 64))
	}
	b.WriteString("</cols><sheetData>")
	return b.String()
}

// rows writes title, note, header and all rows.
func (t *tableWriter) rows(w io.Writer, table Table, header int) error {
	titles := make([]Value, len(table.Columns))
	for i, c := range table.Columns {
		titles[i].Text = c.Title
	}
	row := 1
	for _, l := range []struct {
		height int
		part   tablePart
		values []Value
	}{{32, titlePart, Texts(table.Title)}, {20, notePart, Texts(table.Note)}, {30, headerPart, titles}} {
		if l.part != headerPart && l.values[0].Text == "" {
			continue
		}
		style := t.styles.of(look{part: l.part})
		b := fmt.Appendf(nil, `<row r="%d" ht="%d" customHeight="1">`, row, l.height)
		for i, v := range l.values {
			var err error
			if b, err = t.cells().append(b, ColumnName(i), row, style, v); err != nil {
				return err
			}
		}
		if _, err := w.Write(append(b, "</row>"...)); err != nil {
			return err
		}
		row++
	}
	return t.dataRows(w, table, header)
}

func (t *tableWriter) cells() cellWriter { return cellWriter{"", t.shared, t.styles.quoted} }

func (t *tableWriter) dataRows(w io.Writer, table Table, header int) error {
	names := make([]string, len(table.Columns))
	plain := make([]int, len(table.Columns))
	for i, c := range table.Columns {
		names[i], plain[i] = ColumnName(i), t.styles.of(look{kind: c.Kind})
	}
	cells, count := t.cells(), 0
	var b []byte
	for values := range table.Rows {
		if count++; count > table.Count || len(values) > len(names) {
			return fmt.Errorf("row %d of table %q: %d values for %d columns, %d rows announced", count, table.Sheet, len(values), len(names), table.Count)
		}
		b = append(strconv.AppendInt(append(b[:0], `<row r="`...), int64(header+count), 10), `">`...)
		for i, name := range names {
			var v Value
			if i < len(values) {
				v = values[i]
			}
			style := plain[i]
			if v.Mark != "" {
				style = t.styles.of(look{kind: table.Columns[i].Kind, mark: v.Mark})
			}
			var err error
			if b, err = cells.append(b, name, header+count, style, v); err != nil {
				return err
			}
		}
		b = append(b, "</row>"...)
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	if count != table.Count {
		return fmt.Errorf("table %q: %d rows came, %d were announced", table.Sheet, count, table.Count)
	}
	return nil
}
