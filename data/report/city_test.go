package report

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"unionledger/data/ledger"
	"unionledger/data/member"
)

// cityProfile lays the invented form of a city and its profile into one folder, as
// a clerk would, and loads them from there.
func cityProfile(t *testing.T) *Profile {
	t.Helper()
	dir := t.TempDir()
	for to, from := range map[string]string{"profile.yaml": "testdata/city/profile.yaml", "市总下发模板-会员.xlsx": samples + "市总下发模板-会员.xlsx"} {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, to), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := Load(filepath.Join(dir, "profile.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

type fillCase struct {
	Person  string            `json:"person"`
	Cells   map[string]string `json:"cells"`
	Unknown []string          `json:"required_but_unknown"`
	NoWord  []string          `json:"no_matching_word"`
}

func TestCityFormIsFilledAsItsKeySays(t *testing.T) {
	data, err := os.ReadFile(samples + "市总下发模板-会员.xlsx.key.json")
	if err != nil {
		t.Fatal(err)
	}
	var key struct {
		Cases []fillCase `json:"fill_cases"`
	}
	if err := json.Unmarshal(data, &key); err != nil || len(key.Cases) != 12 {
		t.Fatalf("%d cases, %v", len(key.Cases), err)
	}
	l := newLedger(t)
	ids := enrol(t, l, roster(t))
	for name, p := range map[string]*Profile{"by hand": cityProfile(t), "learnt": finish(t, cityLearnt(t), "市总会员表")} {
		t.Run(name, func(t *testing.T) { holdCity(t, l, p, ids, key.Cases) })
	}
	t.Run("from the clerk's roster", func(t *testing.T) {
		l := newLedger(t)
		im, err := member.ReadRoster(ctx, member.Fields, sampleBook(t, "会员花名册(车间手工台账).xlsx"), asFed)
		if err == nil {
			_, err = im.Write(ctx, l)
		}
		if err != nil {
			t.Fatal(err)
		}
		p := finish(t, cityLearnt(t), "市总会员表")
		made, err := Export(ctx, p, Members{l.Read(), onDay}, filepath.Join(t.TempDir(), "市总.xlsx"), Options{AsOf: onDay})
		if err != nil {
			t.Fatal(err)
		}
		holdCases(t, readBack(t, made.Path, "normal")[p.Sheet], key.Cases)
	})
}

// holdCases looks for the row of each case.
func holdCases(t *testing.T, rows [][]any, cases []fillCase) {
	t.Helper()
	for _, c := range cases {
		if slices.ContainsFunc(rows, func(row []any) bool { return maps.Equal(filled(row), c.Cells) }) {
			continue
		}
		t.Errorf("%s is not filled as the key says: want %v", c.Person, c.Cells)
		for _, row := range rows {
			if len(row) > 1 && row[1] == c.Cells["B"] {
				t.Logf("got %v", filled(row))
			}
		}
	}
}

// holdCity fills the city's form and holds it against the cases of its key; nothing but
// the data may be another.
func holdCity(t *testing.T, l *ledger.Ledger, p *Profile, ids map[string]int64, cases []fillCase) {
	t.Helper()
	source, opt := Members{l.Read(), onDay}, Options{AsOf: onDay}
	made, err := Export(ctx, p, source, filepath.Join(t.TempDir(), "市总.xlsx"), opt)
	if err != nil {
		t.Fatal(err)
	}
	result, err := Check(ctx, p, source, opt)
	if err != nil {
		t.Fatal(err)
	}
	rows := readBack(t, made.Path, "normal")[p.Sheet]
	holdCases(t, rows, cases)
	for _, c := range cases {
		reported := map[string]string{}
		for _, bad := range result.Problems {
			if bad.Record == ids[c.Person] {
				i := slices.IndexFunc(p.Columns, func(col Column) bool { return col.Field == bad.Field })
				reported[p.Columns[i].At] = bad.Kind
			}
		}
		for _, at := range c.Unknown {
			if reported[at] == "" {
				t.Errorf("%s: nothing is said of the empty %s", c.Person, at)
			}
		}
		for _, at := range c.NoWord {
			if reported[at] != "no_word" {
				t.Errorf("%s: %s is reported as %q, want no_word", c.Person, at, reported[at])
			}
		}
	}
	if len(rows) != 3+326+1 || !strings.HasPrefix(rows[len(rows)-1][0].(string), "填表说明") {
		t.Errorf("%d rows, the note is not the last", len(rows))
	}
	form, filled := mustRead(t, samples+"市总下发模板-会员.xlsx"), mustRead(t, made.Path)
	sameParts(t, form, filled)
	sameLooks(t, p, form, filled, 326)
}

// filled gives the cells of a row that hold something, without the number.
func filled(row []any) map[string]string {
	out := map[string]string{}
	for i, cell := range row {
		if text, ok := cell.(string); ok && i > 0 {
			out[string(rune('A'+i))] = text
		}
	}
	return out
}
