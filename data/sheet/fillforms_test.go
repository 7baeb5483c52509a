package sheet

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// cityKey is the answer key of the samples' city form.
type cityKey struct {
	Fill struct {
		Sheet    string
		FirstRow int `json:"first_data_row"`
		Blank    int `json:"blank_data_rows"`
	}
	Columns   []struct{ Col string }
	Unchanged struct {
		Fixed  map[string]map[string]string `json:"fixed_cells"`
		Merged map[string][]string
		Valid  map[string][]struct{ Range, Type, Formula1 string } `json:"validations"`
	}
	Cases []struct{ Cells map[string]string } `json:"fill_cases"`
}

// TestCityForm fills the invented form of the samples and compares with its key.
func TestCityForm(t *testing.T) {
	name := "市总下发模板-会员.xlsx"
	template, err := os.ReadFile(filepath.Join(samples, name))
	must(t, err)
	keyData, err := os.ReadFile(filepath.Join(samples, name+".key.json"))
	must(t, err)
	var key cityKey
	must(t, json.Unmarshal(keyData, &key))
	const n = 37
	rows := func(yield func([]Value) bool) {
		for i := range n {
			row := make([]Value, len(key.Columns))
			row[0].Text = fmt.Sprint(i + 1)
			for j, c := range key.Columns[1:] {
				row[j+1].Text = key.Cases[i%len(key.Cases)].Cells[c.Col]
			}
			if !yield(row) {
				return
			}
		}
	}
	out := fillBytes(t, template, Fill{Sheet: key.Fill.Sheet, FirstRow: key.Fill.FirstRow, BlankRows: key.Fill.Blank, Columns: len(key.Columns), Rows: rows, Count: n})
	book, err := openData(out, Options{})
	must(t, err)
	for i := range n {
		for col, want := range key.Cases[i%len(key.Cases)].Cells {
			if c := cellAt(t, book, key.Fill.Sheet, fmt.Sprint(col, key.Fill.FirstRow+i)); c.Kind != Text || c.Text != want {
				t.Errorf("%s of row %d: %+v, want %q", col, i, c, want)
			}
		}
	}
	checkCityForm(t, key, book, excel(t, out), n)
	untouched(t, template, out, "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
}

// checkCityForm checks that the rest of the form is what it was.
func checkCityForm(t *testing.T, key cityKey, book *Book, f *excelize.File, n int) {
	t.Helper()
	shift := rowShift{key.Fill.FirstRow, key.Fill.Blank, n}
	for sheet, cells := range key.Unchanged.Fixed {
		for ref, want := range cells {
			if col, row, _ := parseRef([]byte(ref)); sheet == key.Fill.Sheet {
				ref = CellName(col, shift.row(row))
			}
			if c := cellAt(t, book, sheet, ref); c.Text != want {
				t.Errorf("%s %s: %q, want %q", sheet, ref, c.Text, want)
			}
		}
	}
	dvs, err := f.GetDataValidations(key.Fill.Sheet)
	must(t, err)
	for i, want := range key.Unchanged.Valid[key.Fill.Sheet] {
		col := want.Range[:1]
		if dvs[i].Sqref != fmt.Sprintf("%s%d:%s%d", col, shift.first, col, shift.last()) || html.UnescapeString(dvs[i].Formula1) != want.Formula1 {
			t.Errorf("validation %+v, want %+v", dvs[i], want)
		}
	}
	merges, err := f.GetMergeCells(key.Fill.Sheet)
	must(t, err)
	if len(merges) != len(key.Unchanged.Merged[key.Fill.Sheet]) || merges[3].GetStartAxis() != fmt.Sprint("A", 24+shift.delta()) {
		t.Errorf("merges %v", merges)
	}
	style, _ := f.GetCellStyle(key.Fill.Sheet, "D4")
	for _, row := range []int{23, 24, shift.last()} {
		if id, _ := f.GetCellStyle(key.Fill.Sheet, fmt.Sprint("D", row)); id != style {
			t.Errorf("row %d has style %d, want %d", row, id, style)
		}
	}
}

// TestGivenForms fills the forms in the folder UNIONLEDGER_TEMPLATES names: every
// sheet's last filled row below a header of at least five words is taken as notes,
// the rows between as data.
func TestGivenForms(t *testing.T) {
	dir := os.Getenv("UNIONLEDGER_TEMPLATES")
	if dir == "" {
		t.Skip("UNIONLEDGER_TEMPLATES is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	must(t, err)
	for _, path := range files {
		blank := mustOpen(t, path)
		template, err := os.ReadFile(path)
		must(t, err)
		rows := blank.Sheets[0].Rows
		header, notes := rows[len(rows)-2], rows[len(rows)-1]
		for _, n := range []int{2, 50} {
			out := fillBytes(t, template, Fill{Sheet: blank.Sheets[0].Name, FirstRow: header.Number + 1, BlankRows: notes.Number - header.Number - 1, Columns: len(header.Cells), Rows: people(n)})
			book, err := openData(out, Options{})
			must(t, err)
			got := book.Sheets[0].Rows
			if len(got) != len(rows)+n || got[len(got)-1].Cells[0] != notes.Cells[0] || got[len(got)-1].Number != header.Number+n+1 {
				t.Errorf("%s: %d rows, the last is %+v", path, len(got), got[len(got)-1])
			}
			excel(t, out)
			untouched(t, template, out, "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/drawings/drawing1.xml")
		}
	}
}
