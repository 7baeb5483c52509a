package report

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"unionledger/data/civil"
	"unionledger/data/demo"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// preview gives all rows as they would be exported.
func preview(t testing.TB, p *Profile, s Source) [][]string {
	t.Helper()
	rows, err := Preview(ctx, p, s, Options{AsOf: onDay}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// arrives reads an export as the import program of a union above does, whatever the
// form: the first sheet, by position, from the first data row to the last row but the
// note's, no merged cell below the header but on the very last row, white space
// dropped, dates and numbers from text. It names every way in which what arrives is
// not what was meant.
func arrives(t testing.TB, path string, p *Profile, meant [][]string) (lost []string) {
	t.Helper()
	book, err := sheet.Open(ctx, path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	first := book.Sheets[0]
	end := first.Rows[len(first.Rows)-1].Number
	for _, m := range first.Merges {
		if m.Row1 >= p.Rows.First && m.Row1 != end && p.Total == nil {
			lost = append(lost, fmt.Sprintf("合并单元格 %v，整份退回", m))
		}
	}
	rows := map[int]sheet.Row{}
	for _, r := range first.Rows {
		rows[r.Number] = r
	}
	last := end
	if p.Rows.Note > 0 {
		last-- // the last row is taken for the note, whatever stands there
	}
	if p.Total != nil && len(meant) > 0 {
		last--
	}
	if n := last - p.Rows.First + 1; n != len(meant) {
		lost = append(lost, fmt.Sprintf("%d rows arrive, %d were meant", n, len(meant)))
	}
	for i, want := range meant {
		lost = append(lost, differing(p, rows[p.Rows.First+i], want)...)
	}
	return lost
}

// differing compares a row that arrived with the one that was meant.
func differing(p *Profile, row sheet.Row, want []string) (lost []string) {
	for i, c := range p.Columns {
		cell := row.Cell(c.col)
		got := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, cell.Text)
		switch {
		case cell.Formula, cell.Kind == sheet.Date, cell.Kind == sheet.Number && !c.Number:
			lost = append(lost, fmt.Sprintf("%s%d is no text", c.At, row.Number))
		case c.Number:
			a, errA := strconv.ParseFloat(got, 64)
			b, errB := strconv.ParseFloat(want[i], 64)
			if (errA == nil) != (errB == nil) || a != b {
				lost = append(lost, fmt.Sprintf("%s%d is %q, meant was %q", c.At, row.Number, got, want[i]))
			}
		case got != strings.ReplaceAll(want[i], " ", ""):
			lost = append(lost, fmt.Sprintf("%s%d is %q, meant was %q", c.At, row.Number, got, want[i]))
		}
		if l, ok := p.Lists[c.List]; ok && got != "" && len(l.known) > 0 && !l.known[got] {
			lost = append(lost, fmt.Sprintf("%s%d “%s” is no word of the form and is emptied", c.At, row.Number, got))
		}
	}
	return lost
}

// demoLedger is the demonstration ledger with its usual members.
func demoLedger(t testing.TB) (*ledger.Ledger, From) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	day := civil.Of(2022, 5, 6)
	if err := demo.CreateOn(ctx, path, 326, day); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(ctx, path, ledger.Options{Operator: "测试"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	law, err := law.Of(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	return l, From{Ledger: l.Read(), Rules: law.Rules, Calendar: law.Calendar, On: day}
}

// Every form the program ships, and one that was learnt, filled from the demonstration
// ledger: the receiver gets every row, word and date, and all programs see the same.
func TestEveryFormOfTheDemonstrationArrives(t *testing.T) {
	l, from := demoLedger(t)
	if _, _, err := Keep(ctx, l, finish(t, cityLearnt(t), "市总会员表")); err != nil {
		t.Fatal(err)
	}
	all, err := Available(ctx, l.Read())
	if err != nil || len(all) != 9 {
		t.Fatalf("%d forms, %v", len(all), err)
	}
	var written []string
	dir := t.TempDir()
	for _, info := range all {
		t.Run(info.ID, func(t *testing.T) {
			p, err := Find(ctx, l.Read(), info.ID)
			if err != nil {
				t.Fatal(err)
			}
			written = append(written, formArrives(t, p, from, dir))
		})
	}
	sameForAll(t, written)
}

// formArrives exports a form and holds what arrives against what was meant.
func formArrives(t *testing.T, p *Profile, from From, dir string) (path string) {
	t.Helper()
	s, err := p.SourceOf(ctx, from)
	if err != nil {
		t.Fatal(err)
	}
	opt := Options{AsOf: from.On}
	made, found, err := CheckAndExport(ctx, p, s, t.TempDir(), opt)
	if err != nil {
		t.Fatal(err)
	}
	// Under the name of the form, for all are laid into one folder below.
	path = filepath.Join(dir, p.ID+".xlsx")
	if err := os.WriteFile(path, mustRead(t, made.Path), 0o600); err != nil {
		t.Fatal(err)
	}
	meant, err := Preview(ctx, p, s, opt, 1<<20)
	if err != nil || len(meant) != made.Rows || made.Rows == 0 {
		t.Fatalf("%d rows meant, %d written, %v", len(meant), made.Rows, err)
	}
	for _, x := range arrives(t, path, p, meant) {
		t.Error(x)
	}
	for label, n := range made.Left { // what stays empty for want of a word or a day is named
		if said := slices.ContainsFunc(found.Problems, func(q problem.Problem) bool { return q.Label == label }); !said {
			t.Errorf("%s stays empty in %d rows and nothing is said", label, n)
		}
	}
	return path
}

// sameForAll holds that all programs see the same cells.
func sameForAll(t *testing.T, paths []string) {
	t.Helper()
	office := t.TempDir()
	if _, err := exec.LookPath("soffice"); err == nil { // once for all, since it takes long to start
		args := append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "xlsx", "--outdir", office}, paths...)
		if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v %s", err, out)
		}
	}
	for _, path := range paths {
		want := flat(t, path, "normal")
		others := map[string]map[string][]string{"readonly": flat(t, path, "readonly")}
		if saved := filepath.Join(office, filepath.Base(path)); exists(saved) {
			others["libreoffice"] = flat(t, saved, "normal")
		}
		for mode, sheets := range others {
			for name, cells := range want {
				if !slices.Equal(cells, sheets[name]) {
					t.Errorf("%s: %s shows other cells of “%s”", filepath.Base(path), mode, name)
				}
			}
		}
		sameForExcelize(t, path, want)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func sameForExcelize(t *testing.T, path string, want map[string][]string) {
	t.Helper()
	f := openBook(t, path)
	for name := range want {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range want[name] {
			var row, col int
			at, text, _ := strings.Cut(line, "=")
			fmt.Sscanf(at, "%d,%d", &row, &col)
			got := ""
			if row < len(rows) && col < len(rows[row]) {
				got = rows[row][col]
			}
			a, errA := strconv.ParseFloat(got, 64)
			b, errB := strconv.ParseFloat(text, 64)
			if got != text && (errA != nil || errB != nil || a != b) {
				t.Fatalf("%s: excelize shows %q at %s of “%s”, others %q", filepath.Base(path), got, at, name, text)
			}
		}
	}
}

// flat lists the cells that hold something: row,column=text.
func flat(t *testing.T, path, mode string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for name, rows := range readBack(t, path, mode) {
		for r, row := range rows {
			for c, cell := range row {
				if cell != nil && cell != "" {
					out[name] = append(out[name], fmt.Sprintf("%d,%d=%v", r, c, cell))
				}
			}
		}
	}
	return out
}
