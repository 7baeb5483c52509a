package report

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// cityBy gives the city's form as another program saved it, "" as it is.
func cityBy(t *testing.T, program string) []byte {
	t.Helper()
	from := samples + "市总下发模板-会员.xlsx"
	dir := t.TempDir()
	to := filepath.Join(dir, "form.xlsx")
	switch program {
	case "openpyxl":
		script := "import openpyxl,sys\nb=openpyxl.load_workbook(sys.argv[1])\nb.save(sys.argv[2])"
		if out, err := exec.Command("/usr/bin/python3", "-c", script, from, to).CombinedOutput(); err != nil {
			t.Skipf("python3-openpyxl is missing: %v %s", err, out)
		}
	case "LibreOffice":
		if _, err := exec.LookPath("soffice"); err != nil {
			t.Skip("soffice is missing")
		}
		plain := filepath.Join(t.TempDir(), "form.xlsx")
		if err := os.WriteFile(plain, mustRead(t, from), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "xlsx", "--outdir", dir, plain).CombinedOutput()
		if err != nil {
			t.Fatalf("soffice: %v %s", err, out)
		}
	default:
		to = from
	}
	return mustRead(t, to)
}

// A form comes back with nothing changed but the data, whoever wrote it and however
// many rows go in: compared part by part, and in what the changed part says.
func TestFormsComeBackAsTheyWere(t *testing.T) {
	for _, program := range []string{"", "openpyxl", "LibreOffice"} {
		form := cityBy(t, program)
		l, err := Learn(form, "市总下发模板-会员.xlsx", MemberFields)
		if err != nil {
			t.Fatalf("%s: %v", program, err)
		}
		p := finish(t, l, "市总会员表")
		for _, n := range []int{1, 3, 20, 57} {
			t.Run(fmt.Sprintf("%s %d rows", program, n), func(t *testing.T) {
				var rows []Row
				for i := range n {
					rows = append(rows, memberRow(int64(i+1), map[string]string{"name": fmt.Sprintf("会员%02d", i)}))
				}
				made, err := Export(ctx, p, memberSource(rows...), filepath.Join(t.TempDir(), "a.xlsx"), Options{AsOf: onDay})
				if err != nil {
					t.Fatal(err)
				}
				filled := mustRead(t, made.Path)
				sameParts(t, form, filled)
				sameLooks(t, p, form, filled, n)
				for _, lost := range arrives(t, made.Path, p, preview(t, p, memberSource(rows...))) {
					t.Error(lost)
				}
			})
		}
	}
}

// sameParts holds that every part of the package is there and, but for the filled
// sheet, the texts and the names of ranges, the same byte for byte.
func sameParts(t *testing.T, form, filled []byte) {
	t.Helper()
	before, after := parts(t, form), parts(t, filled)
	for name, data := range before {
		got, there := after[name]
		changes := slices.Contains([]string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}, name)
		if !there && name != "xl/calcChain.xml" || !changes && !bytes.Equal(data, got) {
			t.Errorf("%s is another one", name)
		}
	}
	for name := range after {
		if before[name] == nil && name != "xl/sharedStrings.xml" {
			t.Errorf("%s was added", name)
		}
	}
}

func parts(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// sameLooks holds the filled sheet against the blank one: cells outside the data rows,
// styles, widths, heights, merges, drop-downs, protection, printing and names. What
// stood below the data rows has moved with them.
func sameLooks(t *testing.T, p *Profile, form, filled []byte, n int) {
	t.Helper()
	before, after := open(t, form), open(t, filled)
	moved := max(n, 1) - p.Rows.Blank
	to := func(row int) int {
		if row >= p.Rows.First+p.Rows.Blank {
			return row + moved
		}
		return row
	}
	for row := 1; row <= p.Rows.Note; row++ {
		data := row >= p.Rows.First && row < p.Rows.First+p.Rows.Blank
		if data && row >= p.Rows.First+n {
			continue
		}
		a, _ := before.GetRowHeight(p.Sheet, row)
		b, _ := after.GetRowHeight(p.Sheet, to(row))
		if a != b {
			t.Errorf("row %d is %g high, was %g", to(row), b, a)
		}
		for col := 1; col <= len(p.Columns); col++ {
			was, _ := excelize.CoordinatesToCellName(col, row)
			is, _ := excelize.CoordinatesToCellName(col, to(row))
			x, _ := before.GetCellStyle(p.Sheet, was)
			y, _ := after.GetCellStyle(p.Sheet, is)
			if x != y {
				t.Errorf("%s has style %d, was %d", is, y, x)
			}
			if text, _ := before.GetCellValue(p.Sheet, was); !data {
				if got, _ := after.GetCellValue(p.Sheet, is); got != text {
					t.Errorf("%s is %q, was %q", is, got, text)
				}
			}
		}
	}
	// Rows beyond the blank ones look like the last of them.
	last, _ := after.GetCellStyle(p.Sheet, fmt.Sprint("D", p.Rows.First+n-1))
	if want, _ := before.GetCellStyle(p.Sheet, fmt.Sprint("D", p.Rows.First)); last != want {
		t.Errorf("the last row has style %d, want %d", last, want)
	}
	if want, got := around(t, before, p, moved), around(t, after, p, 0); got != want {
		t.Errorf("around the rows stands\n%s\nwas\n%s", got, want)
	}
}

func open(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// around lists what of the sheet is not in its rows, with the rows from the foot on
// moved.
func around(t *testing.T, f *excelize.File, p *Profile, moved int) string {
	t.Helper()
	var out []string
	shift := func(ref string) string { // of ranges that end or begin at the last data row or below
		if moved == 0 {
			return ref
		}
		last, foot := p.Rows.First+p.Rows.Blank-1, p.Rows.Note
		var words []string
		for _, w := range strings.Fields(ref) {
			for _, n := range []int{foot, last} {
				w = strings.ReplaceAll(w, fmt.Sprint(n), fmt.Sprint("#", n+moved))
			}
			words = append(words, strings.ReplaceAll(w, "#", ""))
		}
		return strings.Join(words, " ")
	}
	merges, _ := f.GetMergeCells(p.Sheet)
	for _, m := range merges {
		out = append(out, "merge "+shift(m.GetStartAxis())+":"+shift(m.GetEndAxis()))
	}
	rules, _ := f.GetDataValidations(p.Sheet)
	for _, r := range rules {
		out = append(out, fmt.Sprint("rule ", shift(r.Sqref), " ", r.Type, " ", r.Formula1, r.ShowErrorMessage))
	}
	formats, _ := f.GetConditionalFormats(p.Sheet)
	for ref, list := range formats {
		out = append(out, fmt.Sprint("format ", shift(ref), " ", len(list)))
	}
	for col := range p.Columns {
		name, _ := excelize.ColumnNumberToName(col + 1)
		w, _ := f.GetColWidth(p.Sheet, name)
		out = append(out, fmt.Sprint("width ", name, w))
	}
	protection, _ := f.GetSheetProtection(p.Sheet)
	page, _ := f.GetPageLayout(p.Sheet)
	margins, _ := f.GetPageMargins(p.Sheet)
	panes, _ := f.GetPanes(p.Sheet)
	foot, _ := f.GetHeaderFooter(p.Sheet)
	for _, x := range []any{protection, page, margins, panes, foot} {
		out = append(out, jsonText(t, x))
	}
	for _, n := range f.GetDefinedName() {
		out = append(out, "name "+n.Name+" "+n.Scope+" "+n.RefersTo)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func jsonText(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
