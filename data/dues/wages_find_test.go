package dues

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// TestPayrollSample holds the findings to the key: each one, and no other.
func TestPayrollSample(t *testing.T) {
	key, l := readWageKey(t), withRoster(t)
	w, err := ReadWages(ctx, l.Read(), openSample(t, wageSample), civil.YearMonth{}, asRead)
	if err != nil {
		t.Fatal(err)
	}
	row := map[string]int{}
	for _, r := range key.Rows {
		row[r.Person] = r.Row
	}
	want := map[string]bool{}
	for _, m := range key.Missing {
		want["leaver "+m.Name] = true
	}
	for _, s := range key.Strangers {
		want[fmt.Sprintf("joiner B%d", s.Row)] = true
	}
	for _, p := range key.Proposed.Persons {
		want[fmt.Sprintf("number C%d", row[p])] = true
	}
	for _, c := range key.Changed {
		want[fmt.Sprintf("base E%d %s", c.Row, changeWords(c.Old, c.New))] = true
	}
	kinds := map[string]FindingKind{"wage_negative": WageHeld, "wage_missing": WageHeld, "name_typing_error": NameDiffers, "dues_typed_over": NotWithheld, "dues_zero": NotWithheld}
	for _, d := range key.Damaged {
		want[fmt.Sprintf("%s %s", kinds[d.Kind], d.Cell)] = true
	}
	got := map[string]bool{}
	for _, f := range w.Findings {
		at := f.Cell
		if at == "" {
			at = f.Name
		}
		if f.Kind == BaseChanged {
			if f.Old == "" {
				continue // the key lists changed bases only
			}
			at += " " + strings.TrimSuffix(strings.SplitN(f.Message, "，", 2)[1], "（2021-11 起）。")
		}
		got[string(f.Kind)+" "+at] = true
		if !strings.HasSuffix(f.Message, "。") || strings.Contains(f.Message+f.Old+f.New, "330101") {
			t.Errorf("%+v", f)
		}
	}
	compareKeys(t, got, want)
}

// TestPayrollApply accepts everything of the sample, as somebody would who ticked
// each box, and takes it back.
func TestPayrollApply(t *testing.T) {
	key, l := readWageKey(t), withRoster(t)
	w, err := ReadWages(ctx, l.Read(), openSample(t, wageSample), civil.YearMonth{}, asRead)
	if err != nil {
		t.Fatal(err)
	}
	before := everything(t, l)
	if out, err := w.Apply(ctx, l, w.PaperOf(asRead.Today)); err != nil || out.Operation != 0 || everything(t, l) != before {
		t.Fatal("something was written that nobody accepted", out, err)
	}
	for _, k := range FindingKinds {
		w.AcceptKind(k, "")
	}
	for i := range w.Findings {
		if f := &w.Findings[i]; f.Kind == Leaver {
			if f.Accepted != "" {
				t.Error("a wage sheet ended a membership")
			}
			if f.Name == key.Missing[0].Name {
				f.Accept(string(member.MovedOut))
			}
		}
	}
	out, err := w.Apply(ctx, l, w.PaperOf(asRead.Today))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{WriteName: 1, WriteID: 31, WriteBase: 20, string(member.Applied): 1, string(member.MovedOut): 1}
	if fmt.Sprint(out.Counts) != fmt.Sprint(want) || out.Gone != 0 {
		t.Errorf("%v, %d gone", out.Counts, out.Gone)
	}
	s := key.Strangers[0]
	ids, err := member.List(ctx, l.Read(), member.Query{Equal: map[string]string{"id_number": s.IDNumber}})
	if err != nil || len(ids) != 1 {
		t.Fatal("the new one is not there", err)
	}
	m, err := member.Get(ctx, l.Read(), ids[0], asRead.Today)
	if err != nil || m.State != member.Applying || m.Get("birth_date") == "" {
		t.Errorf("%v %v", m, err)
	}
	again, err := ReadWages(ctx, l.Read(), openSample(t, wageSample), civil.YearMonth{}, asRead)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range again.Findings {
		if slices.Contains([]FindingKind{NumberKnown, BaseChanged, NameDiffers}, f.Kind) {
			t.Errorf("found again: %+v", f)
		}
	}
	if _, err := l.Undo(ctx, out.Operation); err != nil || everything(t, l) != before {
		t.Error("undo did not give the first state", err)
	}
}

// A group of its own name, else the one most people of the department are in, says
// who was moved; a department spread over many groups says nothing.
func TestTransfers(t *testing.T) {
	l := newLedger(t)
	ids := map[string]string{}
	_, err := l.Write(ctx, ledger.Op{Title: "小组"}, func(tx *ledger.Tx) error {
		for _, g := range []struct{ name, in string }{{"一分会", ""}, {"铸造小组", "一分会"}, {"质检小组", ""}} {
			var parent int64
			fmt.Sscan(ids[g.in], &parent)
			id, err := union.AddGroup(tx, union.Group{Name: g.name, Parent: parent})
			if err != nil {
				return err
			}
			ids[g.name] = fmt.Sprint(id)
		}
		for i, group := range []string{"铸造小组", "铸造小组", "铸造小组", "质检小组", "质检小组", ""} {
			rec := member.Fields.NewRecord()
			rec.Set("name", "会员"+string([]rune("甲乙丙丁戊己")[i]))
			rec.Set("department", ids[group])
			rec.Set("dues_base_fen", "300000")
			if _, err := member.Add(tx, rec, member.Event{Date: civil.MustParse("2015-01")}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, depts, want string }{
		{"below the group of its name", "一分会 一分会 一分会 质检小组 质检小组 质检小组", "会员己:→质检小组"},
		{"by most of the people", "熔炼 熔炼 熔炼 熔炼 质检小组 质检小组", "会员丁:质检小组→铸造小组 会员己:→质检小组"},
		{"spread", "车间 车间 其他 车间 车间 车间", ""},
	} {
		var lines []string
		for i, d := range strings.Fields(c.depts) {
			lines = append(lines, fmt.Sprintf("|会员%c||%s|3000||15", []rune("甲乙丙丁戊己")[i], d))
		}
		w, err := ReadWages(ctx, l.Read(), wageBook("2022年4月工资表", lines...), civil.YearMonth{}, asRead)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range w.Findings {
			if f.Kind == Transfer {
				got = append(got, f.Name+":"+f.Old+"→"+f.New)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
		if n := w.AcceptKind(Transfer, ""); n != len(got) {
			t.Errorf("%s: accepted %d", c.name, n)
		}
		if out, err := w.Apply(ctx, l, Paper{}); err != nil || out.Counts[WriteGroup] != len(got) {
			t.Errorf("%s: %v %v", c.name, out, err)
		} else if out.Operation != 0 {
			l.Undo(ctx, out.Operation)
		}
	}
}

// Of two groups of one name the department means the one its people are in, or by
// its path.
func TestTransfersBetweenNamesakes(t *testing.T) {
	l := newLedger(t)
	_, err := l.Write(ctx, ledger.Op{Title: "小组"}, func(tx *ledger.Tx) error {
		for _, g := range []union.Group{{Name: "一分会", Kind: "分会"}, {Name: "甲班", Parent: 1}, {Name: "二分会", Kind: "分会"}, {Name: "甲班", Parent: 3}} {
			if _, err := union.AddGroup(tx, g); err != nil {
				return err
			}
		}
		for i, group := range []string{"4", "4", "4", "2"} {
			rec := member.Fields.NewRecord()
			rec.Set("name", "会员"+string([]rune("甲乙丙丁")[i]))
			rec.Set("department", group)
			rec.Set("dues_base_fen", "300000")
			if _, err := member.Add(tx, rec, member.Event{Date: civil.MustParse("2015-01")}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ depts, want string }{
		{"甲班 甲班 甲班 甲班", "会员丁:一分会/甲班→二分会/甲班"},
		{"甲班 甲班 一分会/甲班 一分会/甲班", "会员丙:二分会/甲班→一分会/甲班"},
	} {
		var lines []string
		for i, d := range strings.Fields(c.depts) {
			lines = append(lines, fmt.Sprintf("|会员%c||%s|3000||15", []rune("甲乙丙丁")[i], d))
		}
		w, err := ReadWages(ctx, l.Read(), wageBook("2022年4月工资表", lines...), civil.YearMonth{}, asRead)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range w.Findings {
			if f.Kind == Transfer {
				got = append(got, f.Name+":"+f.Old+"→"+f.New)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", c.depts, got)
		}
	}
}

// What was compared yesterday may be written with the date of today, not of tomorrow.
func TestWrittenAfterMidnight(t *testing.T) {
	for _, c := range []struct {
		days int
		ok   bool
	}{{-1, true}, {0, true}, {1, false}} {
		l := newLedger(t)
		enrol(t, l, person{"甲", "300000", []string{"入会 2015-01"}}, person{"乙", "300000", []string{"入会 2015-01"}})
		yesterday := asRead
		yesterday.Today = asRead.Today.AddDays(-1)
		w, err := ReadWages(ctx, l.Read(), wageBook("2022年4月工资表", "|甲|||3000|0|"), civil.YearMonth{}, yesterday)
		if err != nil || w.AcceptKind(Leaver, string(member.Withdrew)) != 1 {
			t.Fatal("nobody leaves", err)
		}
		if out, err := w.Apply(ctx, l, w.PaperOf(asRead.Today.AddDays(c.days))); (err == nil) != c.ok || (out.Operation != 0) != c.ok {
			t.Errorf("%d days later: %+v %v", c.days, out, err)
		}
	}
}

// Somebody who has left and is paid again may come back; what no longer holds when
// it is written is passed over and counted.
func TestReturnedAndGone(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"甲", "300000", []string{"入会 2015-01", "转出 2020-03-01"}}, person{"乙", "300000", []string{"入会 2015-01"}}, person{"丙", "300000", []string{"入会 2015-01"}})
	w, err := ReadWages(ctx, l.Read(), wageBook("2022年4月工资表", "|甲|||3000|0|", "|乙|||4000|0|20"), civil.YearMonth{}, asRead)
	if err != nil {
		t.Fatal(err)
	}
	kinds := ""
	for _, f := range w.Findings {
		kinds += fmt.Sprint(string(f.Kind), f.Choices, " ")
	}
	if kinds != "returned[转入] leaver[转出 退会] base[写基数] " {
		t.Fatal(kinds)
	}
	if w.AcceptKind(Returned, string(member.MovedIn)) != 1 || w.AcceptKind(BaseChanged, "") != 1 || w.AcceptKind(Leaver, "除名") != 0 {
		t.Fatal("not accepted")
	}
	if _, err := l.Write(ctx, ledger.Op{Title: "基数"}, func(tx *ledger.Tx) error { return SetBase(tx, 2, month("2022-04"), 400000, "手工") }); err != nil {
		t.Fatal(err)
	}
	out, err := w.Apply(ctx, l, w.PaperOf(asRead.Today))
	if err != nil || out.Gone != 1 || out.Counts[string(member.MovedIn)] != 1 || out.Counts[WriteBase] != 0 {
		t.Errorf("%+v %v", out, err)
	}
}

func TestGuessWages(t *testing.T) {
	l := newLedger(t)
	for file, want := range map[string]SheetGuess{wageSample: IsWages, rosterSample: NotWages, "会员花名册.csv": NotWages, "工资集体协商历年台账.xlsx": NotWages} {
		if got, err := GuessWages(ctx, l.Read(), openSample(t, file), asRead.Today); err != nil || got != want {
			t.Errorf("%s: %d, %v", file, got, err)
		}
	}
	both := wageBook("2022年4月工资表", "|甲|||3000|0|")
	header := &both.Sheets[0].Rows[1]
	for _, word := range []string{"性别", "手机", "出生日期"} {
		header.Cells = append(header.Cells, sheet.Cell{Kind: sheet.Text, Text: word})
	}
	if got, err := GuessWages(ctx, l.Read(), both, asRead.Today); err != nil || got != PerhapsWages {
		t.Errorf("%d, %v", got, err)
	}
}

func TestChangeWords(t *testing.T) {
	for _, c := range []struct {
		old, now money.Fen
		want     string
	}{{500000, 525000, "多 250.00 元，+5.0%"}, {525000, 500000, "少 250.00 元，-4.8%"}, {0, 500000, "多 5,000.00 元"}} {
		if got := changeWords(c.old, c.now); got != c.want {
			t.Errorf("%s", got)
		}
	}
}
