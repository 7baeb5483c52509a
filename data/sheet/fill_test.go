package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// blankForm is a form as a city union hands it out, made by another program: title,
// header in row 2, blank rows 3 to 4, a note, a total and much that hangs on rows.
func blankForm(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Family: "仿宋", Size: 11}})
	must(t, err)
	money, err := f.NewStyle(&excelize.Style{NumFmt: 2})
	must(t, err)
	s := "Sheet1"
	must(t, f.SetSheetRow(s, "A1", &[]any{"表", "", "合计"}))
	must(t, f.SetSheetRow(s, "A2", &[]any{"序号", "姓名", "金额"}))
	must(t, f.SetCellStyle(s, "A3", "B4", text))
	must(t, f.SetCellStyle(s, "C3", "C4", money))
	must(t, f.SetRowHeight(s, 3, 30))
	must(t, f.SetRowHeight(s, 4, 21))
	must(t, f.SetCellFormula(s, "D1", "SUM(C3:C4)+$C$4"))
	must(t, f.SetCellValue(s, "A5", "说明：行数不够时在本说明之上插入行"))
	must(t, f.SetCellFormula(s, "C6", "SUM(C3:C4)"))
	must(t, f.MergeCell(s, "A1", "B1"))
	must(t, f.MergeCell(s, "A5", "C5"))
	must(t, f.SetCellHyperLink(s, "A6", "https://example.invalid/", "External"))
	must(t, f.InsertPageBreak(s, "A6"))
	must(t, f.AddComment(s, excelize.Comment{Cell: "A6", Author: "a", Text: "注"}))
	dv := excelize.NewDataValidation(true)
	dv.SetSqref("B3:B4")
	must(t, dv.SetDropList([]string{"甲", "乙"}))
	must(t, f.AddDataValidation(s, dv))
	style, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "FF0000"}})
	must(t, err)
	must(t, f.SetConditionalFormat(s, "B3:B4", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "COUNTIF($B$3:$B$4,B3)>1", Format: &style}}))
	must(t, f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "Sheet1!$A$1:$C$6", Scope: s}))
	must(t, f.SetDefinedName(&excelize.DefinedName{Name: "名单", RefersTo: "Sheet1!$B$3:$B$4"}))
	_, err = f.NewSheet("汇总")
	must(t, err)
	must(t, f.SetCellFormula("汇总", "A1", "Sheet1!C6+A2"))
	must(t, f.ProtectSheet(s, &excelize.SheetProtectionOptions{Password: "1", EditScenarios: true}))
	buf, err := f.WriteToBuffer()
	must(t, err)
	return buf.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func fillBytes(t testing.TB, form []byte, fills ...Fill) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, FillForm(form, &out, fills...))
	return out.Bytes()
}

// people yields n rows: number, name, amount.
func people(n int) func(func([]Value) bool) {
	return func(yield func([]Value) bool) {
		for i := range n {
			if !yield([]Value{{Text: fmt.Sprint(i + 1)}, {Text: fmt.Sprintf("张三%d", i)}, {Text: fmt.Sprintf("%d.5", i), Number: true}}) {
				return
			}
		}
	}
}

func excel(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

// TestFillCarriesEverythingAlong fills more, fewer, as many and no rows.
func TestFillCarriesEverythingAlong(t *testing.T) {
	for _, n := range []int{5, 2, 1, 0} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			out := fillBytes(t, blankForm(t), Fill{Sheet: "Sheet1", FirstRow: 3, BlankRows: 2, Columns: 3, Rows: people(n), Set: map[string]string{"A1": "某某公司", "B6": "=1+1", "F9": "新"}})
			last := 2 + max(n, 1) // the last data row
			f := excel(t, out)
			checkReferences(t, f, last)
			checkAttached(t, f, last)
			checkRows(t, f, last)
			checkValues(t, out, n, last)
		})
	}
}

// checkReferences checks formulas, names and ranges that point to the data rows or
// to those below, last being the last data row.
func checkReferences(t *testing.T, f *excelize.File, last int) {
	t.Helper()
	s := "Sheet1"
	ref := func(format string) string { return strings.ReplaceAll(format, "L", fmt.Sprint(last)) }
	for cell, want := range map[string]string{"D1": "SUM(C3:CL)+$C$" + fmt.Sprint(min(last, 4)), CellName(2, last+2): "SUM(C3:CL)"} {
		if got, _ := f.GetCellFormula(s, cell); got != ref(want) {
			t.Errorf("formula %s: %s, want %s", cell, got, ref(want))
		}
	}
	if got, _ := f.GetCellFormula("汇总", "A1"); got != fmt.Sprintf("Sheet1!C%d+A2", last+2) {
		t.Error(got)
	}
	dvs, _ := f.GetDataValidations(s)
	if len(dvs) != 1 || !oneOf(dvs[0].Sqref, ref("B3:BL")) {
		t.Errorf("validations %+v", dvs)
	}
	cf, _ := f.GetConditionalFormats(s)
	for at, rules := range cf {
		if !oneOf(at, ref("B3:BL")) || rules[0].Criteria != ref("COUNTIF($B$3:$B$L,B3)>1") {
			t.Errorf("conditional format %s %s", at, rules[0].Criteria)
		}
	}
	for _, name := range f.GetDefinedName() {
		want := fmt.Sprintf("Sheet1!$A$1:$C$%d", last+2)
		if name.Name == "名单" {
			want = fmt.Sprintf("Sheet1!$B$3:$B$%d", last)
		}
		if name.RefersTo != want {
			t.Errorf("%s refers to %s, want %s", name.Name, name.RefersTo, want)
		}
	}
	if dim, _ := f.GetSheetDimension(s); dim != fmt.Sprintf("A1:F%d", 9+last-4) {
		t.Errorf("dimension %s", dim)
	}
}

// checkAttached checks what hangs on the rows below the data.
func checkAttached(t *testing.T, f *excelize.File, last int) {
	t.Helper()
	merges, _ := f.GetMergeCells("Sheet1")
	var got []string
	for _, m := range merges {
		got = append(got, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	if want := []string{"A1:B1", fmt.Sprintf("A%d:C%d", last+1, last+1)}; !slices.Equal(got, want) {
		t.Errorf("merges %v, want %v", got, want)
	}
	if has, _, _ := f.GetCellHyperLink("Sheet1", CellName(0, last+2)); !has {
		t.Error("the link was left behind")
	}
	if notes, _ := f.GetComments("Sheet1"); len(notes) != 1 || notes[0].Cell != CellName(0, last+2) {
		t.Errorf("notes %+v", notes)
	}
}

// checkRows checks that data rows look like those of the blank form.
func checkRows(t *testing.T, f *excelize.File, last int) {
	t.Helper()
	for row := 3; row <= last; row++ {
		if h, _ := f.GetRowHeight("Sheet1", row); h != map[bool]float64{true: 30, false: 21}[row == 3] {
			t.Errorf("row %d is %v high", row, h)
		}
		id, _ := f.GetCellStyle("Sheet1", CellName(0, row))
		if style, err := f.GetStyle(id); err != nil || style.NumFmt != 49 || style.Font.Family != "仿宋" {
			t.Errorf("row %d lost its style", row)
		}
	}
}

// checkValues reads the values back with our own reader.
func checkValues(t *testing.T, out []byte, n, last int) {
	t.Helper()
	book, err := openData(out, Options{})
	must(t, err)
	if n > 0 {
		if c := cellAt(t, book, "Sheet1", CellName(2, last)); c.Kind != Number || c.Text != fmt.Sprintf("%d.5", n-1) {
			t.Errorf("amount %+v", c)
		}
		if c := cellAt(t, book, "Sheet1", CellName(1, last)); c.Kind != Text || c.Text != fmt.Sprintf("张三%d", n-1) {
			t.Errorf("name %+v", c)
		}
	}
	if c := cellAt(t, book, "Sheet1", CellName(1, last+2)); c.Kind != Text || c.Formula || c.Text != "=1+1" {
		t.Errorf("set cell %+v", c)
	}
	if c := cellAt(t, book, "Sheet1", "A1"); c.Text != "某某公司" {
		t.Errorf("title %+v", c)
	}
}

func oneOf(got, want string) bool {
	first, last, _ := strings.Cut(want, ":")
	return got == want || first == last && got == first
}

func TestKeepBlank(t *testing.T) {
	out := fillBytes(t, blankForm(t), Fill{Sheet: "Sheet1", FirstRow: 3, BlankRows: 2, Columns: 3, Rows: people(1), KeepBlank: true})
	book, err := openData(out, Options{})
	must(t, err)
	if c := cellAt(t, book, "Sheet1", "A5"); !strings.HasPrefix(c.Text, "说明") {
		t.Errorf("%+v", c)
	}
}

// TestDangerousText checks that no text becomes a formula or breaks the file.
func TestDangerousText(t *testing.T) {
	texts := []string{"=1+1", "+8", "-1", "@x", "a<b>&\"'", " 前后 ", "两\n行", "_x000D_", "\x01\x0b\r", "坏\xff字", "𠮷", "=" + strings.Repeat("长", 32766)}
	out := fillBytes(t, blankForm(t), Fill{Sheet: "Sheet1", FirstRow: 3, BlankRows: 2, Rows: func(yield func([]Value) bool) {
		for _, s := range texts {
			if !yield(Texts("1", s)) {
				return
			}
		}
	}})
	f := excel(t, out)
	book, err := openData(out, Options{})
	must(t, err)
	for i, want := range texts {
		want = strings.ToValidUTF8(want, "\uFFFD")
		if c := cellAt(t, book, "Sheet1", CellName(1, i+3)); c.Kind != Text || c.Formula || c.Text != want {
			t.Errorf("got %q, want %q", c.Text, want)
		}
		if got, _ := f.GetCellFormula("Sheet1", CellName(1, i+3)); got != "" {
			t.Errorf("%q became the formula %s", want, got)
		}
	}
	styles := partOf(t, out, "xl/styles.xml")
	if strings.Count(styles, `quotePrefix="1"`) != 1 {
		t.Errorf("want one style with quotePrefix in %s", styles)
	}
}

func partOf(t testing.TB, data []byte, name string) string {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	f, err := zr.Open(name)
	must(t, err)
	defer f.Close()
	b, err := io.ReadAll(f)
	must(t, err)
	return string(b)
}

// untouched checks that all parts but some are the same, byte for byte.
func untouched(t *testing.T, before, after []byte, but ...string) {
	t.Helper()
	a, err := zip.NewReader(bytes.NewReader(before), int64(len(before)))
	must(t, err)
	for _, f := range a.File {
		if !slices.Contains(but, f.Name) && partOf(t, before, f.Name) != partOf(t, after, f.Name) {
			t.Errorf("%s was changed", f.Name)
		}
	}
}

func TestFillErrors(t *testing.T) {
	form := blankForm(t)
	for name, c := range map[string]struct {
		form []byte
		fill Fill
		kind string
	}{
		"no such sheet":  {form, Fill{Sheet: "无"}, "unsupported"},
		"no workbook":    {[]byte("x"), Fill{}, "unsupported"},
		"cut workbook":   {form[:len(form)/2], Fill{Sheet: "Sheet1"}, "damaged"},
		"too many rows":  {form, Fill{Sheet: "Sheet1", FirstRow: 3, BlankRows: 2, Rows: people(1), Count: maxRow}, "too_large"},
		"too long":       {form, Fill{Sheet: "Sheet1", Set: map[string]string{"A1": strings.Repeat("长", 32768)}}, "too_large"},
		"a cell of data": {form, Fill{Sheet: "Sheet1", FirstRow: 3, BlankRows: 2, Rows: people(1), Set: map[string]string{"A3": "x"}}, "damaged"},
		"wrong count":    {form, Fill{Sheet: "Sheet1", FirstRow: 3, BlankRows: 2, Columns: 3, Rows: people(3), Count: 2}, "more than the 2 rows announced"},
	} {
		if err := FillForm(c.form, io.Discard, c.fill); kindOf(err) != c.kind {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
}

func TestFillWithoutSharedStrings(t *testing.T) {
	for _, sheet := range []string{
		`<worksheet xmlns="` + mainSpace + `"><sheetData/></worksheet>`,
		`<x:worksheet xmlns:x="` + mainSpace + `"><x:sheetData></x:sheetData></x:worksheet>`,
	} {
		form := zipOf(t, map[string]string{
			"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
			"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
			"xl/workbook.xml":            `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relSpace + `"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relSpace + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
			"xl/worksheets/sheet1.xml":   sheet,
		})
		out := fillBytes(t, form, Fill{Sheet: "一", FirstRow: 1, Columns: 2, Rows: slices.Values([][]Value{Texts("甲", "乙")})})
		book, err := openData(out, Options{})
		must(t, err)
		if got := dump(book.Sheets[0]); got != "1:T甲|T乙|" {
			t.Error(got)
		}
		if v, _ := excel(t, out).GetCellValue("一", "B1"); v != "乙" && !strings.Contains(sheet, "x:") { // which knows no prefixes
			t.Errorf("another reader sees %q", v)
		}
	}
}
