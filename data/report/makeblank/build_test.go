package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"unionledger/data/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

const profiles = "../../../assets/profiles"

// Whoever changes a profile builds its form anew: go generate ./data/report.
func TestCommittedFormsAreFresh(t *testing.T) {
	for _, info := range report.Profiles() {
		t.Run(info.ID, func(t *testing.T) {
			p, err := report.Load(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			fresh, err := build(p)
			if err != nil {
				t.Fatal(err)
			}
			var buf bytes.Buffer
			if err := fresh.Write(&buf); err != nil {
				t.Fatal(err)
			}
			want, got := open(t, buf.Bytes()), open(t, p.Blank())
			for what, pair := range map[string][2]any{
				"cells and styles": {cells(t, want), cells(t, got)},
				"layout":           {layout(t, want), layout(t, got)},
			} {
				if !reflect.DeepEqual(pair[0], pair[1]) {
					t.Errorf("%s of the committed form differ from a fresh one; run go generate ./data/report", what)
				}
			}
			golden(t, info.ID, written(cells(t, got)))
		})
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

// cells lists every cell that has a text or a style, with what the style says.
func cells(t *testing.T, f *excelize.File) []string {
	t.Helper()
	var out []string
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for r := 1; r <= 60; r++ {
			for c := 1; c <= 50; c++ {
				at, _ := excelize.CoordinatesToCellName(c, r)
				text := ""
				if r <= len(rows) && c <= len(rows[r-1]) {
					text = rows[r-1][c-1]
				}
				id, _ := f.GetCellStyle(name, at)
				if text == "" && id == 0 {
					continue
				}
				style, err := f.GetStyle(id)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, fmt.Sprintf("%s!%s %q %s", name, at, text, look(style)))
			}
		}
	}
	return out
}

// look says in short what a style is.
func look(s *excelize.Style) string {
	format := fmt.Sprint(s.NumFmt)
	if s.CustomNumFmt != nil {
		format = *s.CustomNumFmt
	}
	align, font := "", ""
	if s.Alignment != nil {
		align = s.Alignment.Horizontal
	}
	if s.Font != nil {
		font = fmt.Sprint(s.Font.Family, s.Font.Size, s.Font.Bold)
	}
	return fmt.Sprintf("format %s, %s, %s, %d borders, fill %v", format, font, align, len(s.Border), s.Fill.Color)
}

// layout gathers what is not in a cell.
func layout(t *testing.T, f *excelize.File) []string {
	t.Helper()
	var out []string
	for _, name := range f.GetSheetList() {
		merges, _ := f.GetMergeCells(name)
		for _, m := range merges {
			out = append(out, m.GetStartAxis()+":"+m.GetEndAxis())
		}
		rules, _ := f.GetDataValidations(name)
		for _, r := range rules {
			out = append(out, r.Sqref+" "+r.Formula1)
		}
		for c := 1; c <= 50; c++ {
			letter, _ := excelize.ColumnNumberToName(c)
			w, _ := f.GetColWidth(name, letter)
			out = append(out, fmt.Sprint(letter, w))
		}
		for r := 1; r <= 30; r++ {
			h, _ := f.GetRowHeight(name, r)
			out = append(out, fmt.Sprint(r, h))
		}
		page, _ := f.GetPageLayout(name)
		out = append(out, fmt.Sprint(*page.Size, *page.Orientation))
	}
	for _, n := range f.GetDefinedName() {
		out = append(out, n.Name+" "+n.RefersTo)
	}
	return out
}

// written leaves out the cells without a text.
func written(cells []string) string {
	var b strings.Builder
	for _, c := range cells {
		if !strings.Contains(c, ` "" format`) {
			b.WriteString(c + "\n")
		}
	}
	return b.String()
}

func golden(t *testing.T, id, got string) {
	t.Helper()
	path := filepath.Join("testdata", id+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the form is not as in %s; if it should be, run go test ./data/report/makeblank -update", path)
	}
}

// A drop-down that does not fit into a cell rule must not be cut off.
func TestLongListMustStandOnItsOwnSheet(t *testing.T) {
	data, err := os.ReadFile(profiles + "/organisation-2018/profile.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := report.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	long := p.Lists["economy"]
	for i := range 60 {
		long.Words = append(long.Words, fmt.Sprint("经济类型", i))
	}
	p.Lists["economy"] = long
	if _, err := build(p); err == nil || !strings.Contains(err.Error(), "on_sheet") {
		t.Errorf("error is %v", err)
	}
}

func TestBuildAllWritesAFormBesideEveryProfile(t *testing.T) {
	root := t.TempDir()
	data, err := os.ReadFile(profiles + "/dues-summary/profile.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(root, "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "a", "profile.yaml"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := buildAll(root); err != nil {
		t.Fatal(err)
	}
	p, err := report.Load(filepath.Join(root, "a"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := excelize.OpenReader(bytes.NewReader(p.Blank())); err != nil {
		t.Error(err)
	}
}
