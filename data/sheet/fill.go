package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"
)

// Fill says what to write into one sheet of a blank form.
type Fill struct {
	// Sheet is the sheet's name.
	Sheet string
	// Set gives single cells outside the data rows, such as "A3", a new text; they
	// keep their style. They are named as in the blank form.
	Set map[string]string
	// FirstRow is the first data row, from 1; BlankRows is how many blank data rows
	// the form brings, at least one. Rows below them are notes or signatures.
	FirstRow, BlankRows int
	// Columns is how many columns are filled, from A; 0 means as many as the blank
	// data rows have cells.
	Columns int
	// Rows gives the data rows; the slice it yields may be used again for the next.
	// Nil leaves the data rows as they are.
	Rows iter.Seq[[]Value]
	// Count is how many rows Rows yields. When it is 0 they are gathered in memory
	// first; a long list should give it.
	Count int
	// KeepBlank leaves unused blank rows in place. Otherwise they are removed, since
	// receivers read rows until the last one; a single one stays when there is no row.
	KeepBlank bool
}

// form is a blank form being filled.
type form struct {
	*pkg
	zip      *zip.Reader
	main     string
	book     workbook
	shared   *sharedWriter
	sharedAt string // name of the shared strings part
	quotes   *quoteStyles
	sheets   map[string]*sheetForm // by part
	formulas bool
}

// FillForm fills the blank form (an xlsx file) and writes the result to out. Parts
// of the form other than those that hold the cells, their texts and the names of
// their ranges are copied byte for byte. Data rows take over the style, height and
// column styles of the blank ones; rows beyond the last blank one repeat it and are
// inserted above what stands below, whose merged ranges, links, page breaks,
// drop-downs, conditional formats, names and formulas follow; ranges over the data
// rows are stretched or cut with them.
//
// Values are typed strings or numbers and never formulas; text that starts with
// = + - or @ gets the cell style's quotePrefix besides, so that it stays text when
// someone edits the cell. Errors are of type *Error where the form or a value is at
// fault.
func FillForm(template []byte, out io.Writer, fills ...Fill) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &Error{Kind: "damaged", Message: "空白表读不懂，没有填写。请换一份空白表。", Cause: fmt.Errorf("panic while filling: %v", r)}
		}
	}()
	f, err := openForm(template)
	if err != nil {
		return formError(err)
	}
	for _, fill := range fills {
		if err := f.prepare(fill); err != nil {
			return formError(err)
		}
	}
	if err := f.begin(); err != nil {
		return formError(err)
	}
	return f.write(out)
}

// formError words an error of reading the form.
func formError(err error) error {
	if own := (*Error)(nil); errors.As(err, &own) {
		return err
	}
	return &Error{Kind: "damaged", Message: "空白表读不懂，没有填写。请换一份空白表，或用 WPS 打开它另存为 .xlsx 再试。", Cause: err}
}

func openForm(template []byte) (*form, error) {
	g := newGuard(context.Background(), "空白表", Options{})
	if !bytes.HasPrefix(template, []byte("PK\x03\x04")) {
		return nil, g.fail("unsupported", nil, "不是 .xlsx 文件，不能填写。请用 WPS 打开它，另存为 .xlsx 再用。")
	}
	p, err := openPackage(g, template)
	if err != nil {
		return nil, err
	}
	zr, err := zip.NewReader(bytes.NewReader(template), int64(len(template)))
	if err != nil {
		return nil, err
	}
	f := &form{pkg: p, zip: zr, sheets: map[string]*sheetForm{}}
	if f.main, err = p.mainPart(); err != nil {
		return nil, err
	}
	f.book, err = p.readWorkbook(f.main)
	return f, err
}

// part reads a part whole.
func (f *form) part(name string) ([]byte, error) {
	file, found := f.parts[strings.ToLower(name)]
	if !found {
		return nil, errors.New("no part " + name)
	}
	r, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(partReader{r, f.guard})
}

// prepare reads the sheet to be filled and checks what is asked for.
func (f *form) prepare(fill Fill) error {
	i := slices.IndexFunc(f.book.sheets, func(e sheetEntry) bool { return e.name == fill.Sheet })
	if i < 0 {
		return f.fail("unsupported", nil, "里没有叫“%s”的工作表，没有填写。请核对是不是拿错了表。", fill.Sheet)
	}
	part := strings.ToLower(f.book.sheets[i].part)
	if f.sheets[part] != nil {
		return fmt.Errorf("sheet %s is filled twice", fill.Sheet)
	}
	if fill.Rows == nil {
		fill.FirstRow, fill.BlankRows, fill.Count = maxRow, 0, 0
	} else if fill.FirstRow < 1 || fill.FirstRow+fill.BlankRows > maxRow {
		return fmt.Errorf("first data row %d and %d blank rows are no place in a sheet", fill.FirstRow, fill.BlankRows)
	} else {
		fill.BlankRows = max(fill.BlankRows, 1)
		fill.Rows, fill.Count = counted(fill.Rows, fill.Count)
	}
	filled := fill.Count
	if fill.Rows != nil {
		filled = max(filled, 1)
	}
	if fill.KeepBlank {
		filled = max(filled, fill.BlankRows)
	}
	if fill.Rows != nil && fill.FirstRow+filled > maxRow {
		return f.fail("too_large", nil, "放不下 %d 行。请分成几个文件导出。", fill.Count)
	}
	data, err := f.part(part)
	if err != nil {
		return err
	}
	sheet, err := parseSheetForm(f, fill, rowShift{fill.FirstRow, fill.BlankRows, filled}, data)
	f.sheets[part] = sheet
	return err
}

// counted gathers the rows when nobody has said how many they are.
func counted(rows iter.Seq[[]Value], count int) (iter.Seq[[]Value], int) {
	if count > 0 {
		return rows, count
	}
	var all [][]Value
	for row := range rows {
		all = append(all, slices.Clone(row))
	}
	return slices.Values(all), len(all)
}

// begin readies the shared strings and the styles.
func (f *form) begin() error {
	f.sharedAt = f.book.shared
	if f.sharedAt == "" {
		f.sharedAt = path.Join(path.Dir(f.main), "sharedStrings.xml")
		f.shared = newSharedWriter([]byte(xmlHeader+`<sst xmlns="`+mainSpace+`">`), "", 0)
	} else {
		data, err := f.part(f.sharedAt)
		if err != nil {
			return err
		}
		head, prefix, count, err := sharedHead(data)
		if err != nil {
			return err
		}
		f.shared = newSharedWriter(head, prefix, count)
	}
	f.quotes = &quoteStyles{added: map[int]int{}}
	if f.book.styles == "" {
		return nil
	}
	data, err := f.part(f.book.styles)
	if err != nil {
		return err
	}
	return f.quotes.read(data)
}

const (
	xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// sharedHead gives the shared strings part up to its end tag, the prefix of its
// elements and the number of strings. The counts, which are optional and of which
// readers make nothing, are left out.
func sharedHead(data []byte) (head []byte, prefix string, count int, err error) {
	s := newByteScanner(data)
	at := 0
	for {
		start := s.pos
		kind, err := s.next()
		if err != nil {
			return nil, "", 0, err
		}
		switch name := string(s.name); {
		case kind == tokenText:
		case name == "sst" && kind == tokenStart:
			raw := data[start+bytes.LastIndexByte(data[start:s.pos-len(s.attrs)-1], '<') : s.pos]
			prefix = string(raw[1:bytes.Index(raw, []byte("sst"))])
			tag := editTag(raw, func(n, v string) (string, bool) { return v, n != "count" && n != "uniqueCount" })
			tag = append(bytes.TrimRight(tag, "/>"), '>')
			head, at = append(append(head, data[:s.pos-len(raw)]...), tag...), s.pos
			if s.empty {
				return head, prefix, 0, nil
			}
		case name == "si" && (kind == tokenEnd || s.empty):
			count++
		case name == "sst":
			return append(head, data[at:start]...), prefix, count, nil
		}
	}
}
