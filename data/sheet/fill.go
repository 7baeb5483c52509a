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
	"strconv"
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
		return f.fail("unsupported", nil, "里没有叫「%s」的工作表，没有填写。请核对是不是拿错了表。", fill.Sheet)
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

// write copies the package, changed parts in their places, texts and styles last.
func (f *form) write(out io.Writer) error {
	zw := zip.NewWriter(out)
	useFast(zw)
	var last []*zip.File
	chain := f.relative("calcChain.xml")
	for _, file := range f.zip.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(file.Name, `\`, "/"), "/"))
		if name == strings.ToLower(f.sharedAt) || name == strings.ToLower(f.book.styles) {
			last = append(last, file)
			continue
		}
		if name == chain {
			continue // the list of formula cells, which spreadsheets make anew
		}
		if err := f.copyPart(zw, file, name); err != nil {
			return err
		}
	}
	for _, file := range last {
		if strings.EqualFold(file.Name, f.sharedAt) {
			continue
		}
		if len(f.quotes.order) == 0 {
			if err := zw.Copy(file); err != nil {
				return err
			}
		} else if err := put(zw, file, f.quotes.write()); err != nil {
			return err
		}
	}
	header := zip.FileHeader{Name: f.sharedAt}
	if file := f.parts[strings.ToLower(f.sharedAt)]; file != nil {
		header = file.FileHeader
	}
	if err := f.shared.finish(zw, header); err != nil {
		return err
	}
	return zw.Close()
}

func (f *form) relative(name string) string {
	return strings.ToLower(path.Join(path.Dir(f.main), name))
}

// copyPart copies one part, changed where the filling asks for it.
func (f *form) copyPart(zw *zip.Writer, file *zip.File, name string) error {
	var edit func([]byte) ([]byte, error)
	switch {
	case f.sheets[name] != nil:
		w, err := zw.CreateHeader(&zip.FileHeader{Name: file.Name, Modified: file.Modified, Method: zip.Deflate})
		if err != nil {
			return err
		}
		return f.sheets[name].write(w)
	case name == strings.ToLower(f.main):
		edit = f.editWorkbook
	case name == "[content_types].xml":
		edit = f.editTypes
	case name == strings.ToLower(path.Join(path.Dir(f.main), "_rels", path.Base(f.main)+".rels")):
		edit = f.editRelations
	case f.isSheet(name):
		edit = f.editOtherSheet
	default:
		edit = f.editAttached(name)
	}
	if edit == nil {
		return zw.Copy(file)
	}
	data, err := f.part(name)
	if err != nil {
		return formError(err)
	}
	changed, err := edit(data)
	if err != nil {
		return formError(err)
	}
	if bytes.Equal(data, changed) {
		return zw.Copy(file)
	}
	return put(zw, file, changed)
}

func put(zw *zip.Writer, file *zip.File, data []byte) error {
	w, err := zw.CreateHeader(&zip.FileHeader{Name: file.Name, Modified: file.Modified, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func (f *form) isSheet(name string) bool {
	return slices.ContainsFunc(f.book.sheets, func(e sheetEntry) bool { return strings.EqualFold(e.part, name) })
}

// move carries the references of a formula along with the rows of all filled sheets.
func (f *form) move(formula, ownPart string) string {
	for part, s := range f.sheets {
		formula = s.shift.formula(formula, part == ownPart, s.fill.Sheet)
	}
	return formula
}

// editWorkbook carries along defined names, and asks for formulas to be calculated
// anew when the filled sheets have any.
func (f *form) editWorkbook(data []byte) ([]byte, error) {
	r := rewriter{text: func(element, text string) string {
		if element == "definedName" {
			return f.move(text, "")
		}
		return text
	}}
	if f.formulas {
		r.tag = func(kind tokenKind, name string, raw []byte) []byte {
			if name == "calcPr" && kind == tokenStart {
				return setAttr(raw, "fullCalcOnLoad", "1")
			}
			return raw
		}
	}
	return r.apply(data)
}

// editOtherSheet carries along formulas that look into a filled sheet.
func (f *form) editOtherSheet(data []byte) ([]byte, error) {
	return rewriter{text: func(element, text string) string {
		if formulaElement(element) {
			return f.move(text, "")
		}
		return text
	}}.apply(data)
}

func formulaElement(name string) bool {
	return name == "f" || name == "formula" || name == "formula1" || name == "formula2"
}

// editTypes adds the shared strings and takes off the list of formula cells.
func (f *form) editTypes(data []byte) ([]byte, error) {
	chain := "/" + f.relative("calcChain.xml")
	return f.editList(data, "Types", "PartName", func(v string) bool { return strings.EqualFold(v, chain) },
		`<Override PartName="/`+f.sharedAt+`" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>`)
}

// editRelations does the same in the workbook's relations.
func (f *form) editRelations(data []byte) ([]byte, error) {
	return f.editList(data, "Relationships", "Type", func(v string) bool { return strings.HasSuffix(v, "/calcChain") },
		`<Relationship Id="rIdUnionStrings" Type="`+relSpace+`/sharedStrings" Target="`+path.Base(f.sharedAt)+`"/>`)
}

// editList drops the entries whose attribute is unwanted and, where the form has no
// shared strings, adds an entry for them at the end of the list.
func (f *form) editList(data []byte, list, attr string, unwanted func(string) bool, added string) ([]byte, error) {
	return rewriter{tag: func(kind tokenKind, name string, raw []byte) []byte {
		if kind == tokenEnd && name == list && f.book.shared == "" {
			return append([]byte(added), raw...)
		}
		drop := false
		if kind == tokenStart {
			editTag(raw, func(n, v string) (string, bool) {
				drop = drop || n == attr && unwanted(v)
				return v, true
			})
		}
		if drop {
			return nil
		}
		return raw
	}}.apply(data)
}

// quoteStyles adds cell styles with quotePrefix beside those of the form.
type quoteStyles struct {
	data   []byte
	styles [][]byte // raw <xf> elements of cellXfs
	end    int      // where </cellXfs> starts
	head   [2]int   // where the <cellXfs> tag stands
	added  map[int]int
	order  []int
}

func (q *quoteStyles) read(data []byte) error {
	s := newByteScanner(data)
	q.data = data
	in, xf := false, 0
	for {
		start := s.pos
		kind, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch name := string(s.name); {
		case kind == tokenText:
		case name == "cellXfs" && kind == tokenStart:
			in, q.head = true, [2]int{start, s.pos}
		case name == "cellXfs":
			q.end = start
			return nil
		case in && name == "xf":
			if kind == tokenStart {
				xf = start
			}
			if kind == tokenEnd || s.empty {
				q.styles = append(q.styles, data[xf:s.pos])
			}
		}
	}
}

// of gives the style like base whose cells keep text that looks like a formula; the
// style itself where the form's styles cannot be read.
func (q *quoteStyles) of(base int) int {
	if q.end == 0 || base < 0 || base >= len(q.styles) {
		return base
	}
	n, found := q.added[base]
	if !found {
		n = len(q.styles) + len(q.order)
		q.added[base] = n
		q.order = append(q.order, base)
	}
	return n
}

// write gives the styles part with the added styles.
func (q *quoteStyles) write() []byte {
	out := append([]byte(nil), q.data[:q.head[0]]...)
	out = append(out, setAttr(q.data[q.head[0]:q.head[1]], "count", strconv.Itoa(len(q.styles)+len(q.order)))...)
	out = append(out, q.data[q.head[1]:q.end]...)
	for _, base := range q.order {
		raw := q.styles[base]
		tag := bytes.IndexByte(raw, '>') + 1
		out = append(append(out, setAttr(raw[:tag], "quotePrefix", "1")...), raw[tag:]...)
	}
	return append(out, q.data[q.end:]...)
}
