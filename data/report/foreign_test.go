package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The forms the shipped profiles were drawn from are somebody else's and not
// shipped. Whoever has them names their folder in UNIONLEDGER_TEMPLATES; then they
// are filled with the same profiles, and nothing else in them may change.
func TestForeignFormsAreFilledInPlace(t *testing.T) {
	folder := os.Getenv("UNIONLEDGER_TEMPLATES")
	if folder == "" {
		t.Skip("UNIONLEDGER_TEMPLATES names no folder of forms")
	}
	l, _ := sampleLedger(t)
	cases := []struct {
		profile, form string
		source        Source
	}{
		{"member-2018", "会员信息采集表-2018式样.xlsx", Members{l.Read(), onDay}},
		{"organisation-2018", "工会组织信息采集表-2018式样.xlsx", Organisation{l.Read(), onDay}},
	}
	for _, c := range cases {
		t.Run(c.profile, func(t *testing.T) {
			form := filepath.Join(folder, c.form)
			data, err := os.ReadFile(form)
			if err != nil {
				t.Fatal(err)
			}
			p := *mustLoad(t, c.profile)
			p.blank = data
			made, err := Export(ctx, &p, c.source, filepath.Join(t.TempDir(), "填好.xlsx"), Options{AsOf: onDay})
			if err != nil {
				t.Fatal(err)
			}
			sameButForRows(t, &p, form, made)
			own, err := Export(ctx, mustLoad(t, c.profile), c.source, filepath.Join(t.TempDir(), "自带.xlsx"), Options{AsOf: onDay})
			if err != nil {
				t.Fatal(err)
			}
			sameRows(t, &p, made, own)
			if p.Source == "member" {
				learnt, err := Learn(data, c.form, MemberFields)
				if err != nil {
					t.Fatal(err)
				}
				if _, rows := learnt.Sheet(); rows != p.Rows {
					t.Errorf("learnt is %v, want %v", rows, p.Rows)
				}
			}
		})
	}
}

func openBook(t *testing.T, path string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// sameButForRows compares all but the data rows and the cells the profile fills.
func sameButForRows(t *testing.T, p *Profile, form string, made Report) {
	t.Helper()
	before, after := openBook(t, form), openBook(t, made.Path)
	moved := max(made.Rows, 1) - p.Rows.Blank
	// All cells of a merged range show the text of its first.
	fills := map[string]bool{}
	for _, s := range p.Cells {
		if s.Fill != "" {
			text, _ := after.GetCellValue(p.Sheet, s.At)
			fills[text] = true
		}
	}
	for _, name := range before.GetSheetList() {
		rows, err := before.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for r := 1; r <= len(rows)+2; r++ {
			if name == p.Sheet && r >= p.Rows.First && r < p.Rows.First+p.Rows.Blank {
				continue
			}
			to := r
			if name == p.Sheet && r >= p.Rows.First+p.Rows.Blank {
				to += moved
			}
			for col := 1; col <= 24; col++ {
				at, _ := excelize.CoordinatesToCellName(col, r)
				now, _ := excelize.CoordinatesToCellName(col, to)
				old, _ := before.GetCellValue(name, at)
				got, _ := after.GetCellValue(name, now)
				oldStyle, _ := before.GetCellStyle(name, at)
				newStyle, _ := after.GetCellStyle(name, now)
				if oldStyle != newStyle || old != got && !fills[got] {
					t.Errorf("%s %s: %q with style %d became %q with style %d", name, at, old, oldStyle, got, newStyle)
				}
			}
		}
		oldRules, _ := before.GetDataValidations(name)
		newRules, _ := after.GetDataValidations(name)
		if len(oldRules) != len(newRules) {
			t.Errorf("%s: %d drop-downs became %d", name, len(oldRules), len(newRules))
		}
	}
	for i, c := range p.Columns {
		row := p.Rows.Header[1]
		if c.Tall {
			row = p.Rows.Header[0]
		}
		at, _ := excelize.CoordinatesToCellName(i+1, row)
		if got, _ := after.GetCellValue(p.Sheet, at); got != c.Header {
			t.Errorf("header %s is %q, the profile says %q", at, got, c.Header)
		}
	}
}

// sameRows holds that both forms carry the same texts in the same places.
func sameRows(t *testing.T, p *Profile, a, b Report) {
	t.Helper()
	one, two := openBook(t, a.Path), openBook(t, b.Path)
	if a.Rows != b.Rows {
		t.Fatalf("%d and %d rows", a.Rows, b.Rows)
	}
	for r := range a.Rows {
		for col := range p.Columns {
			at, _ := excelize.CoordinatesToCellName(col+1, p.Rows.First+r)
			x, _ := one.GetCellValue(p.Sheet, at)
			y, _ := two.GetCellValue(p.Sheet, at)
			if strings.TrimSpace(x) != strings.TrimSpace(y) {
				t.Fatalf("%s is %q in the foreign form and %q in ours", at, x, y)
			}
		}
	}
}
