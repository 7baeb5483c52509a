package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// fuzzLimits are tight, so that a slow input shows.
var fuzzLimits = Limits{FileBytes: 8 << 20, UnzippedBytes: 32 << 20, Sheets: 64, Columns: 512, Cells: 1_000_000, Formulas: 200, Time: 3 * time.Second, FormulaTime: time.Second}

// bounded runs read and fails when it takes long or much memory.
func bounded(t *testing.T, read func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	read()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; took > 5*time.Second || used > 512<<20 {
		t.Fatalf("took %v and %d MB", took, used>>20)
	}
}

// checkBook holds what a Book promises.
func checkBook(t *testing.T, b *Book, err error) {
	t.Helper()
	if err != nil {
		if kind := kindOf(err); kind == err.Error() || !strings.ContainsAny(err.Error(), "。") {
			t.Fatalf("no sentence for people: %v", err)
		}
		if strings.Contains(errorCause(err), "panic") {
			t.Fatal(errorCause(err))
		}
		return
	}
	for _, s := range b.Sheets {
		last := 0
		for _, r := range s.Rows {
			if r.Number <= last || len(r.Cells) == 0 || len(r.Cells) > fuzzLimits.Columns {
				t.Fatalf("row %d of %d cells after row %d", r.Number, len(r.Cells), last)
			}
			last = r.Number
			for _, c := range r.Cells {
				if (c.Kind == Blank) != (c.Text == "") {
					t.Fatalf("cell %+v", c)
				}
			}
		}
	}
}

func errorCause(err error) string {
	if own, ok := err.(*Error); ok && own.Cause != nil {
		return own.Cause.Error()
	}
	return ""
}

func seedFiles(f *testing.F, pattern string) {
	files, err := filepath.Glob(filepath.Join(samples, pattern))
	must(f, err)
	for _, path := range files {
		data, err := os.ReadFile(path)
		must(f, err)
		f.Add(data)
	}
}

// FuzzOpenXLSX fuzzes the parts of a workbook, since a changed zip is mostly no zip.
func FuzzOpenXLSX(f *testing.F) {
	f.Add(workbookXML, sharedXML, stylesXML, `<worksheet><sheetData><row r="1" hidden="1"><c r="B1" t="s" s="1"><v>1</v></c><c><f>SUM(A1:B1)&amp;"x"</f></c><c t="inlineStr"><is><t>a_x000D_&#65;</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`)
	f.Add(workbookXML, sharedXML, stylesXML, `<x:worksheet><x:row><x:c t="d"><x:v>2021-01-01T00:00:00</x:v></x:c><x:c s="2"><x:f t="shared" si="0">A1*2</x:f><x:v>1E+17</x:v></x:c><![CDATA[x]]><!-- --></x:row>`)
	f.Fuzz(func(t *testing.T, workbook, shared, styles, sheet string) {
		var buf bytes.Buffer
		zw := zip.NewWriter(&buf)
		for name, body := range map[string]string{"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": relsXML, "xl/sharedStrings.xml": shared, "xl/styles.xml": styles, "xl/worksheets/sheet1.xml": sheet} {
			w, err := zw.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
			must(t, err)
			w.Write([]byte(body))
		}
		must(t, zw.Close())
		bounded(t, func() {
			b, err := openData(buf.Bytes(), Options{Limits: fuzzLimits})
			checkBook(t, b, err)
		})
	})
}

// FuzzOpenXLS fuzzes old workbooks: whole files and the stream inside.
func FuzzOpenXLS(f *testing.F) {
	seedFiles(f, "上传*.xls")
	f.Add(biffBook(rec(recSST, uint32(1), uint32(1), 2, byte(1), wide("甲乙")), rec(recLabelSST, 0, 0, 0, uint32(0)), 0))
	f.Fuzz(func(t *testing.T, data []byte) {
		bounded(t, func() {
			var b *Book
			var err error
			if bytes.HasPrefix(data, []byte("\xD0\xCF")) {
				b, err = openData(data, Options{Limits: fuzzLimits, Password: "x"})
			} else {
				b, err = newGuard(context.Background(), "旧.xls", Options{Limits: fuzzLimits}).readXLS(data)
			}
			checkBook(t, b, err)
		})
	})
}

// FuzzOpenText fuzzes separated values, web pages and whatever else there is.
func FuzzOpenText(f *testing.F) {
	seedFiles(f, "*.csv")
	f.Add([]byte("a;\"b\n\"\"c\"\r\n=\"1\",2"))
	f.Add([]byte(`<html><table><tr><td colspan=3 rowspan=2>a<br>b<td>c<table><tr><td>x</table></table>`))
	f.Add([]byte("\xFF\xFEa\x00,\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		bounded(t, func() {
			b, err := openData(data, Options{Limits: fuzzLimits})
			checkBook(t, b, err)
		})
	})
}

// FuzzFill fuzzes the form to be filled. What comes out must be readable wherever the
// form was.
func FuzzFill(f *testing.F) {
	f.Add(`<worksheet><dimension ref="A1"/><cols><col min="1" max="2" style="1"/></cols><sheetData><row r="1"><c r="A1" s="1"><f>SUM(A2:A3)</f></c></row><row r="2" s="1"/><row r="4"><c r="A4" t="s"><v>0</v></c></row></sheetData><mergeCells count="2"><mergeCell ref="A4:B4"/><mergeCell ref="A3:B3"/></mergeCells><dataValidations><dataValidation sqref="A2:A3 B9"><formula1>$A$2:$A$3</formula1></dataValidation></dataValidations><rowBreaks><brk id="4"/></rowBreaks></worksheet>`, 2, 2, 3, "=值")
	f.Add(`<x:worksheet><x:sheetData/></x:worksheet>`, 1, 1, 0, "")
	f.Fuzz(func(t *testing.T, sheet string, first, blank, count int, text string) {
		if count < 0 || count > 200 || blank > 10_000 {
			return
		}
		form := workbookOf(t, sheet, nil)
		_, before := openData(form, Options{Limits: fuzzLimits})
		bounded(t, func() {
			rows := func(yield func([]Value) bool) {
				for range count {
					if !yield([]Value{{Text: text}, {Text: text, Number: true}}) {
						return
					}
				}
			}
			var out bytes.Buffer
			err := FillForm(form, &out, Fill{Sheet: "一", FirstRow: first, BlankRows: blank, Columns: 2, Rows: rows})
			if strings.Contains(errorCause(err), "panic") {
				t.Fatal(errorCause(err))
			}
			if err != nil || before != nil {
				return
			}
			b, err := openData(out.Bytes(), Options{Limits: fuzzLimits})
			if err != nil {
				t.Fatalf("%v: %s\nfrom %q to %q", err, errorCause(err), sheet, partOf(t, out.Bytes(), "xl/worksheets/sheet1.xml"))
			}
			if count > 0 && text != "" {
				if c := b.Sheets[0].at(max(first, 1), 0); c == nil {
					t.Fatalf("no row %d", first)
				}
			}
		})
	})
}
