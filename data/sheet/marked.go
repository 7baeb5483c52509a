package sheet

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Mark colours one cell and says why in a note.
type Mark struct {
	Sheet    string
	Col, Row int // column from 0, row from 1
	// Color is a fill such as "FFC7CE".
	Color string
	Note  string
}

const (
	// markedCells and markedNotes bound what is coloured and what gets a note: a sheet
	// with more is read by its lists, and a spreadsheet is slow with so many notes.
	markedCells = 20_000
	markedNotes = 2_000
	// markedBytes is the largest workbook that is copied with all its looks.
	markedBytes = 32 << 20
	noteAuthor  = "工会台账"
)

// WriteMarked writes a coloured copy of a book with lists behind its own sheets. A
// workbook (xlsx, xlsm) is kept as it is save for the marks, its password too; any
// other file becomes a workbook of what was read from it. The file it was read from
// is not touched.
func WriteMarked(ctx context.Context, out io.Writer, book *Book, password string, marks []Mark, lists ...Table) error {
	f, kept := openKept(book, password)
	if !kept {
		var err error
		if f, err = rebuilt(ctx, book); err != nil {
			return err
		}
		password = ""
	}
	defer f.Close()
	if err := markCells(ctx, f, marks); err != nil {
		return fmt.Errorf("标色的表没有写成：%w", err)
	}
	for _, t := range lists {
		if err := addList(ctx, f, t); err != nil {
			return fmt.Errorf("标色的表没有写成：%w", err)
		}
	}
	var opt []excelize.Options
	if password != "" {
		opt = append(opt, excelize.Options{Password: password})
	}
	return f.Write(out, opt...)
}

// openKept opens the workbook itself; false where it must be rebuilt from what was
// read.
func openKept(book *Book, password string) (f *excelize.File, kept bool) {
	if book.Format != "xlsx" {
		return nil, false
	}
	defer func() {
		if r := recover(); r != nil { // of the library, on an odd file
			f, kept = nil, false
		}
	}()
	info, err := os.Stat(book.Path)
	if err != nil || info.Size() > markedBytes {
		return nil, false
	}
	data, err := os.ReadFile(book.Path)
	if err != nil {
		return nil, false
	}
	f, err = excelize.OpenReader(bytes.NewReader(data), excelize.Options{Password: password, UnzipSizeLimit: DefaultLimits.UnzippedBytes, UnzipXMLSizeLimit: DefaultLimits.UnzippedBytes})
	return f, err == nil
}

// rebuilt makes a workbook of what was read, every cell in its place.
func rebuilt(ctx context.Context, book *Book) (*excelize.File, error) {
	f := excelize.NewFile()
	for i, s := range book.Sheets {
		name := freeName(f, s.Name)
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(name); err != nil {
			return nil, err
		}
		w, err := f.NewStreamWriter(name)
		if err != nil {
			return nil, err
		}
		for _, row := range s.Rows {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			cells := make([]any, len(row.Cells))
			for c, cell := range row.Cells {
				if cell.Kind != Blank {
					cells[c] = cell.Text
				}
			}
			if err := w.SetRow(fmt.Sprintf("A%d", row.Number), cells); err != nil {
				return nil, err
			}
		}
		if err := w.Flush(); err != nil {
			return nil, err
		}
	}
	var buf bytes.Buffer // a sheet that was streamed takes marks only once it is read again
	if err := f.Write(&buf); err != nil {
		return nil, err
	}
	f.Close()
	return excelize.OpenReader(&buf)
}

// freeName is a name for a sheet that the workbook does not have yet.
func freeName(f *excelize.File, name string) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, name), "' ")
	if r := []rune(name); len(r) > 26 {
		name = string(r[:26])
	}
	if name == "" {
		name = "表"
	}
	for free, n := name, 2; ; n++ {
		if !slices.ContainsFunc(f.GetSheetList(), func(s string) bool { return strings.EqualFold(s, free) && s != "Sheet1" }) {
			return free
		}
		free = fmt.Sprintf("%s (%d)", name, n)
	}
}

// markCells colours cells and hangs the notes on, joined where a cell has several.
func markCells(ctx context.Context, f *excelize.File, marks []Mark) error {
	styles := map[string]int{} // fill over a style: its number
	notes := map[[2]string]string{}
	var order [][2]string
	for i, m := range marks {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		at := [2]string{m.Sheet, CellName(m.Col, m.Row)}
		before, known := notes[at]
		if !known {
			order = append(order, at)
		}
		if notes[at] = strings.TrimPrefix(before+"\n"+m.Note, "\n"); known || i >= markedCells {
			continue
		}
		if err := fill(f, styles, m.Sheet, at[1], m.Color); err != nil {
			return err
		}
	}
	own := map[string][]excelize.Comment{}
	for i, at := range order {
		if i >= markedNotes {
			break
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if _, seen := own[at[0]]; !seen {
			own[at[0]], _ = f.GetComments(at[0])
		}
		if err := hang(f, own[at[0]], at[0], at[1], notes[at]); err != nil {
			return err
		}
	}
	return nil
}

// fill gives a cell a colour and leaves the rest of its looks.
func fill(f *excelize.File, styles map[string]int, sheet, cell, color string) error {
	old, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		return err
	}
	key := fmt.Sprint(old, color)
	id, ok := styles[key]
	if !ok {
		style, err := f.GetStyle(old)
		if err != nil {
			style = &excelize.Style{}
		}
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
		if id, err = f.NewStyle(style); err != nil {
			return err
		}
		styles[key] = id
	}
	return f.SetCellStyle(sheet, cell, cell, id)
}

// hang adds a note to a cell, below the one it has.
func hang(f *excelize.File, own []excelize.Comment, sheet, cell, text string) error {
	for _, c := range own {
		if c.Cell == cell {
			was := c.Text
			for _, p := range c.Paragraph {
				was += p.Text
			}
			if err := f.DeleteComment(sheet, cell); err != nil {
				return err
			}
			text = strings.TrimSpace(was) + "\n" + text
		}
	}
	lines := 2 + len([]rune(text))/18 + strings.Count(text, "\n")
	return f.AddComment(sheet, excelize.Comment{Author: noteAuthor, Cell: cell, Text: text, Width: 260, Height: uint(min(18*lines, 360))})
}

// addList puts a table on a sheet of its own behind the others.
func addList(ctx context.Context, f *excelize.File, t Table) error {
	name := freeName(f, t.Sheet)
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EDF0F4"}}})
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		if err := w.SetColWidth(i+1, i+1, max(c.Width, 8)); err != nil {
			return err
		}
	}
	if err := printWide(f, name, t); err != nil {
		return err
	}
	number := 0
	put := func(cells []any) error {
		number++
		return w.SetRow(fmt.Sprintf("A%d", number), cells)
	}
	if t.Note != "" {
		if err := put([]any{t.Note}); err != nil {
			return err
		}
	}
	var head []any
	for _, c := range t.Columns {
		head = append(head, excelize.Cell{StyleID: bold, Value: c.Title})
	}
	if err = put(head); err != nil {
		return err
	}
	for values := range t.Rows {
		cells := make([]any, len(values))
		for i, v := range values {
			cells[i] = v.Text
		}
		if err = put(cells); err != nil {
			return err
		}
		if number%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return w.Flush()
}

// printWide makes a list print on sheets of A4 lying across, as small as its width
// asks for, with its head on each of them. A sheet that is streamed has no “fit to
// page”, so the scale is reckoned.
func printWide(f *excelize.File, name string, t Table) error {
	const paper = 987 // dots of A4 across between the usual margins
	wide := 0.0
	for _, c := range t.Columns {
		wide += max(c.Width, 8)*7 + 5
	}
	size, across := 9, "landscape"
	scale := uint(max(10, min(100, int(paper*100/max(wide, 1)))))
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, AdjustTo: &scale}); err != nil {
		return err
	}
	head := 1
	if t.Note != "" {
		head = 2
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", strings.ReplaceAll(name, "'", "''"), head, head)})
}

// MarkedName is the name under which a coloured copy of a file is offered: the
// ending of a workbook stays, since one with macros opens under its own only.
func MarkedName(path string) string {
	base, ext := filepath.Base(path), strings.ToLower(filepath.Ext(path))
	if ext != ".xlsm" {
		ext = ".xlsx"
	}
	return strings.TrimSuffix(base, filepath.Ext(base)) + " 标色" + ext
}
