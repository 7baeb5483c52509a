package member

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

const samples = "../../testdata/samples/"

// sampleKey is the answer key beside a sample file.
type sampleKey struct {
	Counts struct {
		Members       int `json:"members"`
		DataRows      int `json:"data_rows"`
		DuplicateRows int `json:"duplicate_rows"`
	} `json:"counts"`
	Sheets []struct {
		Name     string `json:"name"`
		Role     string `json:"role"`
		FirstRow int    `json:"first_data_row"`
		LastRow  int    `json:"last_data_row"`
		Columns  []struct {
			Col, Header, Field string
		} `json:"columns"`
		OtherRows []struct {
			Row  int
			Kind string
		} `json:"other_rows"`
		MustNotImport []string `json:"must_not_import"`
	} `json:"sheets"`
	Damaged    []keyCell        `json:"damaged"`
	Traps      []keyCell        `json:"traps"`
	Duplicates []keyDuplicate   `json:"duplicates"`
	Members    []map[string]any `json:"members"`
}

type keyCell struct {
	Cell, Field, Kind, Action string
	Row                       int
	Raw, To                   any
	MayKeep                   []any `json:"may_keep"`
	Optional                  bool
}

type keyDuplicate struct {
	Row   int
	Kind  string
	First struct{ Row int }
}

func readKey(t testing.TB, name string) sampleKey {
	t.Helper()
	data, err := os.ReadFile(samples + name + ".key.json")
	if err != nil {
		t.Fatal(err)
	}
	var key sampleKey
	if err := json.Unmarshal(data, &key); err != nil {
		t.Fatal(err)
	}
	return key
}

func openSample(t testing.TB, name string) *sheet.Book {
	t.Helper()
	book, err := sheet.Open(context.Background(), samples+name, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// asRead is the day the samples are taken in on; the sheets are of 2021.
var asRead = civil.MustParse("2022-05-06")

// TestSamples holds the intake to the keys of all sample rosters, field by field.
func TestSamples(t *testing.T) {
	for _, name := range []string{"会员花名册(车间手工台账).xlsx", "会员花名册.csv", "会员花名册(旧版).xls"} {
		t.Run(filepath.Ext(name), func(t *testing.T) {
			res, err := intake.Read(context.Background(), openSample(t, name), RosterKind(Fields), intake.Options{Today: asRead})
			if err != nil {
				t.Fatal(err)
			}
			compareWithKey(t, res, readKey(t, name))
		})
	}
}

// compareWithKey is the whole comparison of what was read with an answer key.
func compareWithKey(t *testing.T, res *intake.Result, key sampleKey) {
	t.Helper()
	k := &keyed{T: t, res: res, key: key, rows: map[int]*intake.Row{}, damaged: map[int][]keyCell{}}
	for i := range res.Rows {
		k.rows[res.Rows[i].Number] = &res.Rows[i]
	}
	for _, d := range key.Damaged {
		k.damaged[d.Row] = append(k.damaged[d.Row], d)
	}
	k.counts()
	k.members()
	k.reports()
	k.falseAlarms()
	k.strangers()
}

type keyed struct {
	*testing.T
	res     *intake.Result
	key     sampleKey
	rows    map[int]*intake.Row
	damaged map[int][]keyCell
}

func (k *keyed) counts() {
	k.Helper()
	c, want := k.res.Counts(), k.key.Counts
	if c.Taken != want.Members || c.Refused != want.DuplicateRows || len(k.res.Rows) != want.DataRows {
		k.Errorf("counts %+v; want %+v", c, want)
	}
	if c.Read != c.Taken+c.Refused+c.NotData {
		k.Errorf("%+v does not add up", c)
	}
	for _, s := range k.key.Sheets {
		if s.Role != "roster" {
			continue
		}
		kinds := map[string]intake.RowKind{"subtotal": intake.Subtotal, "blank": intake.Empty, "total": intake.Total, "notes": intake.Notes, "signatures": intake.Signature}
		named := map[int]intake.RowKind{}
		for _, n := range k.res.NotData {
			named[n.Row] = n.Kind
		}
		for _, o := range s.OtherRows {
			if named[o.Row] != kinds[o.Kind] {
				k.Errorf("row %d is a %s, was named %q", o.Row, o.Kind, named[o.Row])
			}
		}
		for _, col := range s.Columns {
			found := ""
			for _, m := range k.res.Tables[0].Columns {
				if m.Letter == col.Col {
					found = m.Field
				}
			}
			if found != col.Field {
				k.Errorf("column %s %q holds %q, was mapped to %q", col.Col, col.Header, col.Field, found)
			}
		}
	}
}

// members compares every field of every member with the key.
func (k *keyed) members() {
	k.Helper()
	for _, m := range k.key.Members {
		at := int(m["rows"].([]any)[0].(map[string]any)["row"].(float64))
		row := k.rows[at]
		if row == nil || row.Refused {
			k.Errorf("row %d (%v) was not taken", at, m["name"])
			continue
		}
		for name, v := range m {
			if name == "person" || name == "rows" {
				continue
			}
			got := row.Record.Get(name)
			if want := canonical(v); !sameValue(name, got, want) && !k.mayKeep(at, name, got) {
				k.Errorf("row %d %v: %s is %q, want %q", at, m["name"], name, got, want)
			}
		}
	}
}

// canonical is a value of the key as a record keeps it.
func canonical(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "1"
		}
		return "0"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return v.(string)
}

// sameValue compares; a month of the key is met by any day of it.
func sameValue(name, got, want string) bool {
	if strings.HasSuffix(name, "_date") && len(want) == 7 && len(got) >= 7 {
		got = got[:7]
	}
	return got == want
}

// mayKeep reports whether the key allows the value for a damaged cell. What was
// written may be kept as a number with its report, or beside it.
func (k *keyed) mayKeep(row int, name, got string) bool {
	for _, d := range k.damaged[row] {
		if name == "id_as_written" && d.Field == "id_number" && got == "" {
			return k.rows[row].Record.Get("id_number") != ""
		}
		if d.Field != name || d.Action == "repair" {
			continue
		}
		for _, may := range d.MayKeep {
			if sameValue(name, got, canonical(may)) {
				return true
			}
		}
	}
	return false
}

// reports holds that every flag of the key is reported, on the cell or its row.
func (k *keyed) reports() {
	k.Helper()
	for _, d := range k.key.Damaged {
		reported := k.reportedAt(d)
		if d.Action == "repair" || d.Optional || reported {
			continue
		}
		k.Errorf("%s (%s, %s %v) is not reported", d.Cell, d.Field, d.Kind, d.Raw)
	}
	for _, d := range k.key.Duplicates {
		row := k.rows[d.Row]
		if row == nil || !row.Refused || len(row.Problems) == 0 {
			k.Errorf("row %d, the same person as row %d, was not refused with a reason", d.Row, d.First.Row)
		}
	}
}

func (k *keyed) reportedAt(d keyCell) bool {
	if row := k.rows[d.Row]; row != nil {
		return len(row.Problems) > 0
	}
	return slices.ContainsFunc(k.res.Problems(), func(p problem.Problem) bool { return p.Row == d.Row })
}

// falseAlarms holds that no row is reported that the key calls clean.
func (k *keyed) falseAlarms() {
	k.Helper()
	bad := map[int]bool{}
	for _, d := range k.key.Damaged {
		bad[d.Row] = bad[d.Row] || d.Action != "repair"
	}
	for _, d := range k.key.Duplicates {
		bad[d.Row] = true
	}
	for _, p := range k.res.Problems() {
		if !bad[p.Row] {
			k.Errorf("false alarm: %s (%s %s %q)", p, p.Field, p.Kind, p.Value)
		}
		if p.Message == "" || p.Sheet == "" {
			k.Errorf("a problem without a sentence or a place: %+v", p)
		}
	}
}

// strangers holds that nobody was taken from another sheet, and traps were kept.
func (k *keyed) strangers() {
	k.Helper()
	taken := map[string]bool{}
	for _, row := range k.res.Rows {
		taken[row.Record.Get("name")] = true
	}
	for _, s := range k.key.Sheets {
		for _, name := range s.MustNotImport {
			if taken[name] {
				k.Errorf("%s of sheet %s was imported", name, s.Name)
			}
		}
	}
	for _, trap := range k.key.Traps {
		if got := k.rows[trap.Row].Record.Get(trap.Field); got != canonical(trap.To) {
			k.Errorf("%s: %q became %q", trap.Cell, trap.To, got)
		}
	}
}
