package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
)

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
