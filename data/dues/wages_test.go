package dues

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

const wageSample, rosterSample = "2021年11月工资表.xlsx", "会员花名册(车间手工台账).xlsx"

var asRead = intake.Options{Today: civil.MustParse("2022-05-06")}

func openSample(t testing.TB, name string) *sheet.Book {
	t.Helper()
	b, err := sheet.Open(ctx, filepath.Join("..", "..", "testdata", "samples", name), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type personKey struct {
	Row                int
	Person, Name, Kind string
	Cell               string
	IDNumber           string     `json:"id_number"`
	Old                money.Fen  `json:"roster_dues_base_fen"`
	New                money.Fen  `json:"wage_base_plus_post_fen"`
	Base               *money.Fen `json:"base_fen"`
	Post               money.Fen  `json:"post_fen"`
}

type wageKey struct {
	Rows, Damaged []personKey
	Missing       []personKey                `json:"members_missing_here"`
	Strangers     []personKey                `json:"people_not_in_roster"`
	Changed       []personKey                `json:"dues_base_differs_from_roster"`
	Proposed      struct{ Persons []string } `json:"identity_number_known_here_but_not_in_roster"`
	Counts        struct {
		Formulas int `json:"formula_cells"`
		Matched  int `json:"matched_to_roster"`
	}
}

func readWageKey(t testing.TB) (k wageKey) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "samples", wageSample+".key.json"))
	if err == nil {
		err = json.Unmarshal(b, &k)
	}
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// withRoster is a ledger with the members of the sample.
func withRoster(t testing.TB) *ledger.Ledger {
	t.Helper()
	l := newLedger(t)
	im, err := member.ReadRoster(ctx, member.Fields, openSample(t, rosterSample), asRead)
	if err == nil {
		_, err = im.Write(ctx, l)
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestWageSample holds the findings to the key: each one, and no other.
func TestWageSample(t *testing.T) {
	key, l, book := readWageKey(t), withRoster(t), openSample(t, wageSample)
	formulas := 0
	for _, row := range book.Sheets[0].Rows {
		for _, c := range row.Cells {
			if c.Formula && c.Kind == sheet.Number {
				formulas++
			}
		}
	}
	if formulas < key.Counts.Formulas {
		t.Errorf("%d formulas have a value, the key has %d", formulas, key.Counts.Formulas)
	}
	w, err := ReadWages(ctx, l.Read(), book, civil.YearMonth{}, asRead)
	if err != nil {
		t.Fatal(err)
	}
	if w.Month != month("2021-11") || w.Figures.(wageFigures).Matched != key.Counts.Matched {
		t.Errorf("month %s, %+v", w.Month, w.Figures)
	}
	want := map[string]bool{}
	for _, d := range key.Damaged {
		kind := map[string]string{"wage_negative": "number_negative", "wage_missing": "number_missing"}[d.Kind]
		if kind == "" {
			kind = d.Kind
		}
		want[kind+" "+d.Cell] = true
	}
	row := map[string]int{}
	for _, r := range key.Rows {
		row[r.Person] = r.Row
	}
	for _, m := range key.Missing {
		want["missing_here "+m.Name] = true
	}
	for _, s := range key.Strangers {
		want[fmt.Sprintf("not_in_roster B%d", s.Row)] = true
	}
	for _, p := range key.Proposed.Persons {
		want[fmt.Sprintf("id_number_known_here C%d", row[p])] = true
	}
	for _, c := range key.Changed {
		want[fmt.Sprintf("dues_base_changed E%d", c.Row)] = true
	}
	got := map[string]bool{}
	for _, p := range w.Problems() {
		place := p.Cell
		if place == "" {
			place = p.Who
		}
		got[p.Kind+" "+place] = true
		checkSentence(t, p)
	}
	compareKeys(t, got, want)
}

func compareKeys(t *testing.T, got, want map[string]bool) {
	t.Helper()
	for _, k := range slices.Sorted(maps.Keys(want)) {
		if !got[k] {
			t.Errorf("not reported: %s", k)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(got)) {
		if !want[k] {
			t.Errorf("reported: %s", k)
		}
	}
}

// checkSentence holds what people read to be a sentence without anybody's number.
func checkSentence(t *testing.T, p problem.Problem) {
	t.Helper()
	if !strings.HasSuffix(p.Message, "。") || strings.Contains(p.Message, "330101") {
		t.Errorf("%s: %q", p.Kind, p.Message)
	}
}

// TestWageBases writes the sample: the bases of the key, no member added, nothing
// written the second time, all as before after undo.
func TestWageBases(t *testing.T) {
	key, l := readWageKey(t), withRoster(t)
	before := dump(t, l)
	w, err := ReadWages(ctx, l.Read(), openSample(t, wageSample), civil.YearMonth{}, asRead)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Look(ctx, l); err != nil || dump(t, l) != before {
		t.Fatalf("looking changed the ledger, %v", err)
	}
	old := map[int]money.Fen{}
	for _, ch := range w.Changes {
		if ch.Old != nil {
			old[ch.Row] = *ch.Old
		}
	}
	op, err := w.Write(ctx, l)
	if err != nil || op == 0 {
		t.Fatalf("operation %d, %v", op, err)
	}
	for _, c := range key.Changed {
		if old[c.Row] != c.Old {
			t.Errorf("row %d: old base %s, want %s", c.Row, old[c.Row], c.Old)
		}
	}
	for _, r := range key.Rows {
		if r.IDNumber == "" || r.Base == nil || *r.Base < 0 {
			continue
		}
		var fen money.Fen
		if err := l.Read().QueryRowContext(ctx, `SELECT dues_base_fen FROM member WHERE id_number = ?`, r.IDNumber).Scan(&fen); err == nil && fen != *r.Base+r.Post {
			t.Errorf("row %d: base %s, want %s", r.Row, fen, *r.Base+r.Post)
		}
	}
	if ops, err := l.History(ctx, 1); err != nil || !strings.HasPrefix(ops[0].Title, "导入 2021-11 工资表：更新基数 ") {
		t.Errorf("%v, %v", ops, err)
	}
	again, err := ReadWages(ctx, l.Read(), openSample(t, wageSample), month("2021-11"), asRead)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := again.Write(ctx, l); err != nil || second != 0 {
		t.Errorf("the second import wrote operation %d, %v", second, err)
	}
	if _, err := l.Undo(ctx, op); err != nil || dump(t, l) != before {
		t.Errorf("undo did not restore the ledger, %v", err)
	}
}

// dump is what the ledger says of members and bases.
func dump(t testing.TB, l *ledger.Ledger) string {
	t.Helper()
	var out, bases string
	err := l.Read().QueryRowContext(ctx, `SELECT (SELECT group_concat(id || name || coalesce(id_number, '-') || coalesce(dues_base_fen, '-')) FROM member),
		coalesce((SELECT group_concat(member_id || from_month || base_fen) FROM dues_base), '')`).Scan(&out, &bases)
	if err != nil {
		t.Fatal(err)
	}
	return out + bases
}

// wageBook is a sheet of rows whose cells are divided by |.
func wageBook(title string, lines ...string) *sheet.Book {
	s := &sheet.Sheet{Name: "Sheet1"}
	for i, text := range append([]string{title, "工号|姓名|身份证号|部门|基本工资|岗位工资|代扣会费"}, lines...) {
		row := sheet.Row{Number: i + 1}
		for _, v := range strings.Split(text, "|") {
			kind := sheet.Text
			if v == "" {
				kind = sheet.Blank
			}
			row.Cells = append(row.Cells, sheet.Cell{Kind: kind, Text: v})
		}
		s.Rows = append(s.Rows, row)
	}
	return &sheet.Book{Path: "工资.xlsx", Format: "xlsx", Sheets: []*sheet.Sheet{s}}
}

func TestWageLines(t *testing.T) {
	joined := []string{"入会 2015-01"}
	for _, c := range []struct {
		name    string
		lines   []string
		kinds   string
		changes string
	}{
		{"changed", []string{"|甲|||3000|500|17.5"}, "dues_base_changed", "甲3500.00"},
		{"same", []string{"|甲|||2500|500|15"}, "", ""},
		{"first base", []string{"|乙|||3000||15"}, "", "乙3000.00"},
		{"no main item", []string{"|甲||||500|"}, "number_missing", ""},
		{"negative post", []string{"|甲|||3000|-500|"}, "number_negative", ""},
		{"far off", []string{"|甲|||300000|0|1500"}, "wage_far_off", ""},
		{"far off below", []string{"|甲|||30|0|0.15"}, "wage_far_off", ""},
		{"twice the same", []string{"|甲|||2500|500|15", "|甲|||2500|500|15"}, "wage_line_twice", ""},
		{"twice and different", []string{"|甲|||2500|500|15", "|甲|||2600|500|15.5"}, "wage_line_twice wage_line_twice", ""},
		{"namesakes", []string{"|丙|||3000|0|15"}, "several_in_ledger", ""},
		{"stranger who pays", []string{"|丁|||3000|0|15"}, "not_in_roster", ""},
		{"not withheld", []string{"|甲|||2500|500|"}, "dues_zero", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLedger(t)
			enrol(t, l, person{"甲", "300000", joined}, person{"乙", "", joined}, person{"丙", "300000", joined}, person{"丙", "300000", joined})
			w, err := ReadWages(ctx, l.Read(), wageBook("2022年4月工资表", c.lines...), civil.YearMonth{}, asRead)
			if err != nil {
				t.Fatal(err)
			}
			var kinds []string
			for _, p := range w.Problems() {
				checkSentence(t, p)
				if p.Kind != "missing_here" && p.Kind != "many_missing_here" {
					kinds = append(kinds, p.Kind)
				}
			}
			if got := strings.Join(kinds, " "); got != c.kinds {
				t.Errorf("problems %q, want %q", got, c.kinds)
			}
			changes := ""
			for _, ch := range w.Changes {
				changes += ch.Name + ch.New.String()
			}
			if changes != c.changes {
				t.Errorf("changes %q, want %q", changes, c.changes)
			}
			if n := w.Counts(); n.Read != n.Taken+n.Refused+n.NotData {
				t.Errorf("%+v", n)
			}
		})
	}
}

func TestWageMonth(t *testing.T) {
	l := newLedger(t)
	line := "|甲|||3000|500|17.5"
	for _, c := range []struct{ title, path, given, want, kind string }{
		{"某公司2022年3月份工资发放表", "", "", "2022-03", ""},
		{"工资表", "C:\\x\\202203工资.xlsx", "", "2022-03", ""},
		{"工资表", "3月.xlsx", "", "", "no_month"},
		{"工资表", "3月.xlsx", "2022-03", "2022-03", ""},
		{"2022年3月工资表", "", "2022-04", "2022-04", ""},
		{"2023年3月工资表", "", "", "", "no_month"},
	} {
		b := wageBook(c.title, line)
		b.Path = c.path
		given := civil.YearMonth{}
		if c.given != "" {
			given = month(c.given)
		}
		w, err := ReadWages(ctx, l.Read(), b, given, asRead)
		var refused *intake.Error
		switch {
		case c.kind != "":
			if ok := asError(err, &refused); !ok || refused.Kind != c.kind {
				t.Errorf("%+v: %v", c, err)
			}
		case err != nil || w.Month.String() != c.want:
			t.Errorf("%+v: %v, %v", c, w, err)
		case c.given != "" && strings.HasPrefix(c.title, "2022") != (w.Notices != nil):
			t.Errorf("%+v: %v", c, w.Notices)
		}
	}
}

func asError(err error, into **intake.Error) bool {
	e, ok := err.(*intake.Error)
	*into = e
	return ok
}

// A month billed before keeps the base it was billed by.
func TestBaseFromAMonthLeavesEarlierMonths(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"甲", "300000", []string{"入会 2015-01"}})
	if _, err := Bill(ctx, l, month("2022-03")); err != nil {
		t.Fatal(err)
	}
	w, err := ReadWages(ctx, l.Read(), wageBook("2022年4月工资表", "|甲|||3000|500|17.5"), civil.YearMonth{}, asRead)
	if err == nil {
		_, err = w.Write(ctx, l)
	}
	if err != nil {
		t.Fatal(err)
	}
	for m, want := range map[string]money.Fen{"2022-03": 1500, "2022-04": 1750, "2022-02": 1500} {
		b, err := Bill(ctx, l, month(m))
		if err != nil || b.Total != want || len(b.Problems) != 0 {
			t.Errorf("%s: %s, %v, %v", m, b.Total, b.Problems, err)
		}
	}
}

func TestWageProblemList(t *testing.T) {
	l := withRoster(t)
	w, err := ReadWages(ctx, l.Read(), openSample(t, wageSample), civil.YearMonth{}, asRead)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := w.WriteProblems(&out, "问题"); err != nil || out.Len() == 0 {
		t.Fatal(err)
	}
	text, err := json.Marshal(w)
	var said struct {
		Read, Taken, Refused int
		NotData              int `json:"not_data"`
		Problems             []any
		Plan                 struct{ Changed []any }
	}
	if err == nil {
		err = json.Unmarshal(text, &said)
	}
	if err != nil || said.Read != 327 || said.Read != said.Taken+said.Refused+said.NotData || len(said.Problems) != len(w.Problems()) || len(said.Plan.Changed) == 0 {
		t.Errorf("%+v, %v", said, err)
	}
}
