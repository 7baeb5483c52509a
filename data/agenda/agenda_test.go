package agenda

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/demo"
	"unionledger/data/dues"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
	"unionledger/data/schedule"
	"unionledger/data/union"
)

var ctx = context.Background()

func shippedLaw(t *testing.T) law.Law {
	t.Helper()
	shipped, err := law.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return shipped
}

func open(t *testing.T, members int, on string) *ledger.Ledger {
	t.Helper()
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.CreateOn(ctx, path, members, civil.MustParse(on)); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(ctx, path, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// find gives the item of a kind, and fails where there is not exactly one.
func find(t *testing.T, items []Item, kind Kind) Item {
	t.Helper()
	var found []Item
	for _, it := range items {
		if it.Kind == kind {
			found = append(found, it)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d items of kind %s in %+v", len(found), kind, items)
	}
	return found[0]
}

func TestDemonstrationLedger(t *testing.T) {
	l := open(t, 326, "2022-05-06")
	items, _, err := On(ctx, l.Read(), shippedLaw(t), civil.MustParse("2022-05-06"))
	if err != nil {
		t.Fatal(err)
	}
	for i, it := range items {
		if it.Title == "" || it.Words == "" || it.Action == "" {
			t.Errorf("item %d says too little: %+v", i, it)
		}
		if i > 0 && it.Severity > items[i-1].Severity {
			t.Errorf("%s stands behind something less pressing", it.Title)
		}
	}
	if it := find(t, items, Arrears); !strings.Contains(it.Title, "满 6 个月：1 人") || it.Severity != problem.Error || it.Basis == "" {
		t.Errorf("%+v", it)
	}
	bill := find(t, items, Billing)
	if bill.Month.String() != "2022-05" || bill.Raw.String() != "2022-05-10" || *bill.DaysLeft != 4 || bill.Words != "还剩 4 天" || bill.Severity != problem.Warning {
		t.Errorf("%+v", bill)
	}
	if it := find(t, items, Negotiation); it.Step != 9 || it.Round == 0 || !strings.Contains(it.Basis, "第四十条") {
		t.Errorf("%+v", it)
	}
}

// TestMonthLeftOutIsAskedFor goes on from the last month billed, not from this one.
func TestMonthLeftOutIsAskedFor(t *testing.T) {
	l := open(t, 20, "2022-05-06") // billed up to April
	for on, want := range map[string]string{"2022-05-31": "2022-05 已过 21 天 本月开账", "2022-07-04": "2022-05 已过 55 天 补开账"} {
		items, _, err := On(ctx, l.Read(), shippedLaw(t), civil.MustParse(on))
		if err != nil {
			t.Fatal(err)
		}
		it := find(t, items, Billing)
		if got := it.Month.String() + " " + it.Words + " " + it.Action; got != want {
			t.Errorf("%s: %s, want %s", on, got, want)
		}
	}
}

// TestLateFactsAreCalledOut leads to the first month that somebody's leaving, entered late,
// makes wrong.
func TestLateFactsAreCalledOut(t *testing.T) {
	l := open(t, 20, "2022-05-06") // billed up to April
	late := func() (out []Item) {
		items, _, err := On(ctx, l.Read(), shippedLaw(t), civil.MustParse("2022-05-06"))
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range items {
			if it.Kind == Correction {
				out = append(out, it)
			}
		}
		return out
	}
	for list := late(); len(list) > 0; list = late() { // somebody of the demonstration left after a bill
		if _, err := dues.Rebill(ctx, l, list[0].Month); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Write(ctx, ledger.Op{Title: "转出"}, func(tx *ledger.Tx) error {
		_, err := member.Happen(tx, member.Event{Member: 7, Kind: member.MovedOut, Date: civil.MustParse("2022-02-10"), OtherUnion: "某厂工会"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if after := late(); len(after) != 1 || after[0].Month.String() != "2022-02" || after[0].Action != "去更正" {
		t.Errorf("%+v", after)
	}
}

func TestTermsAreCalledOutInTime(t *testing.T) {
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "新.ghtz"), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	u, err := union.Load(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	u.Union.Set("name", "甲公司工会")
	u.Enterprise.Set("name", "甲公司")
	for _, c := range []struct {
		field, end string
		listed     bool
		words      string
		severity   problem.Severity
	}{
		{"term_end", "2022-08-05", false, "", 0}, // 91 days ahead
		{"term_end", "2022-08-04", true, "还剩 90 天", problem.Hint},
		{"term_end", "2022-05-05", true, "已过 1 天", problem.Error},
		{"certificate_end", "2022-06-06", false, "", 0},                    // 31 days ahead
		{"certificate_end", "2022-05-07", true, "还剩 1 天", problem.Warning}, // a make-up Saturday
	} {
		u.Union.Set("term_end", "")
		u.Union.Set("certificate_end", "")
		u.Union.Set(c.field, c.end)
		if _, err := l.Write(ctx, ledger.Op{Title: "任期"}, func(tx *ledger.Tx) error { return union.Save(tx, u) }); err != nil {
			t.Fatal(err)
		}
		items, err := terms(ctx, l.Read(), shippedLaw(t), civil.MustParse("2022-05-06"))
		if err != nil {
			t.Fatal(err)
		}
		if !c.listed {
			if len(items) != 0 {
				t.Errorf("%s %s: listed %+v", c.field, c.end, items)
			}
			continue
		}
		if len(items) != 1 || items[0].Words != c.words || items[0].Severity != c.severity || items[0].Field != c.field || items[0].Basis == "" {
			t.Errorf("%s %s: %+v", c.field, c.end, items)
		}
	}
}

// TestTermsOfEveryBody reads the terms that were entered, and no more what the
// unit's form said before.
func TestTermsOfEveryBody(t *testing.T) {
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "新.ghtz"), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	u, err := union.Load(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	u.Union.Set("name", "甲公司工会")
	u.Enterprise.Set("name", "甲公司")
	u.Union.Set("term_end", "2022-05-01")
	write := func(fn func(*ledger.Tx) error) {
		t.Helper()
		if _, err := l.Write(ctx, ledger.Op{Title: "机构"}, fn); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *ledger.Tx) error { return union.Save(tx, u) })
	var ids []int64
	for i, kind := range []string{union.Committee, "女职工委员会", "经费审查委员会"} {
		write(func(tx *ledger.Tx) error {
			id, err := union.AddBody(tx, kind)
			if err != nil {
				return err
			}
			ids = append(ids, id)
			old := union.Term{Body: id, Record: union.TermFields.NewRecord()}
			old.Set("term_start", "2016-06-01")
			old.Set("years", "3")
			if _, err := union.PutTerm(tx, old); err != nil {
				return err
			}
			now := union.Term{Body: id, Record: union.TermFields.NewRecord()}
			now.Set("term_start", []string{"2019-06-10", "2019-04-01", "2021-01-01"}[i])
			now.Set("years", "3")
			_, err = union.PutTerm(tx, now)
			return err
		})
	}
	items, err := terms(ctx, l.Read(), shippedLaw(t), civil.MustParse("2022-05-06"))
	if err != nil || len(items) != 2 {
		t.Fatalf("%+v, %v", items, err)
	}
	for i, want := range []string{"工会委员会任期届满，准备换届 还剩 34 天", "女职工委员会任期届满，准备换届 已过 36 天"} {
		if got := items[i].Title + " " + items[i].Words; got != want || items[i].Body != ids[i] {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestEmptyLedgerAsksForItsNames(t *testing.T) {
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "空.ghtz"), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	items, _, err := On(ctx, l.Read(), shippedLaw(t), civil.MustParse("2022-05-06"))
	if err != nil || len(items) != 1 || items[0].Kind != Unit {
		t.Error(items, err)
	}
}

// A report of the calendar is called out with 待报, then 已报, then not at all; what the
// union above sent back is called out as one.
func TestReportsAreCalledOut(t *testing.T) {
	l := open(t, 20, "2022-05-06")
	at := func(on string) (found []Item) {
		items, _, err := On(ctx, l.Read(), shippedLaw(t), civil.MustParse(on))
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range items {
			if it.Kind == Report && it.Profile == "member-2018" || it.Kind == Feedback {
				found = append(found, it)
			}
		}
		return found
	}
	if got := at("2023-04-19"); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	got := at("2023-05-18")
	if len(got) != 1 || got[0].State != "待报" || got[0].Severity != problem.Warning || !strings.Contains(got[0].Basis, "待核实") || !strings.Contains(got[0].Detail, "2023 年") {
		t.Fatalf("%+v", got)
	}
	list, err := schedule.Current(ctx, l.Read(), civil.MustParse("2023-05-18"))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range list {
		if o.Entry.Key == "members" {
			if _, err := schedule.Tick(ctx, l, o, civil.MustParse("2023-05-18"), "网上填的"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := at("2023-05-19"); len(got) != 1 || got[0].State != "已报" || got[0].Severity != problem.Hint {
		t.Fatalf("%+v", got)
	}
	if _, err := l.Write(ctx, ledger.Op{Kind: "test", Title: "退回"}, func(tx *ledger.Tx) error {
		_, err := tx.Insert("report_feedback", []string{"run", "file", "date", "row", "name", "ok", "reason", "class"}, []any{"a", "结果.xls", "2023-06-01", 5, "某某", 0, "电话为空", "phone_missing"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	// An entry that cannot be read is named; all else is called out as before.
	if _, err := l.Write(ctx, ledger.Op{Kind: "test", Title: "坏"}, func(tx *ledger.Tx) error {
		_, err := tx.Insert("report_calendar", []string{"key", "name", "text"}, []any{"own-1", "坏的一条", "every: ["})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if items, _, err := On(ctx, l.Read(), shippedLaw(t), civil.MustParse("2023-05-19")); err != nil || !slices.ContainsFunc(items, func(it Item) bool {
		return it.Severity == problem.Warning && strings.Contains(it.Title, "坏的一条") && it.Words == "读不懂"
	}) {
		t.Errorf("%+v %v", items, err)
	}
	if got := at("2023-06-02"); len(got) != 1 || got[0].Kind != Feedback || got[0].Words != "1 条" || !strings.Contains(got[0].Detail, "某某") {
		t.Fatalf("%+v", got)
	}
}

// TestOneRoomThatFailsLosesNoOther: what one room cannot read is named in its place, and
// the days of all others stand.
func TestOneRoomThatFailsLosesNoOther(t *testing.T) {
	l := open(t, 20, "2022-05-06")
	before, _, err := On(ctx, l.Read(), shippedLaw(t), civil.MustParse("2022-05-06"))
	if err != nil {
		t.Fatal(err)
	}
	well := sources[0].list
	defer func() { sources[0].list = well }()
	sources[0].list = func(context.Context, ledger.Reader, law.Law, civil.Date) ([]Item, error) {
		return nil, errors.New("第 3 轮的送达日期读不懂")
	}
	after, _, err := On(ctx, l.Read(), shippedLaw(t), civil.MustParse("2022-05-06"))
	if err != nil {
		t.Fatal(err)
	}
	lost := find(t, after, Negotiation)
	if lost.Words != "没列全" || !strings.HasPrefix(lost.Detail, "第 3 轮的送达日期读不懂。") || lost.Err == nil || lost.Severity != problem.Error {
		t.Errorf("%+v", lost)
	}
	count := func(list []Item) (n int) {
		for _, it := range list {
			if it.Kind != Negotiation {
				n++
			}
		}
		return n
	}
	if count(before) == 0 || count(before) != count(after) {
		t.Errorf("%d of the other rooms before, %d after", count(before), count(after))
	}
}
