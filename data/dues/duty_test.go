package dues

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

func setRule(t rapid.TB, l *ledger.Ledger, change func(*Rule)) {
	t.Helper()
	r := Rule{Effective: "2000-01-01", RatePPM: 5000, FloorYuan: 10, Joining: ThisMonth}
	change(&r)
	r.fill()
	if _, err := SetRule(ctx, l, r, "试"); err != nil {
		t.Fatal(err)
	}
}

// left bills a month and gives the reasons of those left out.
func left(t rapid.TB, l *ledger.Ledger, m string) map[string]string {
	t.Helper()
	b, err := Preview(ctx, l, month(m))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range b.Exempt {
		out[e.Name] = e.Reason
	}
	return out
}

// TestNextMonth holds a rule under which everything counts from the next month on.
func TestNextMonth(t *testing.T) {
	l := newLedger(t)
	setRule(t, l, func(r *Rule) {
		r.Joining, r.Returning, r.Leaving, r.Retaining = NextMonth, NextMonth, NextMonth, NextMonth
	})
	enrol(t, l,
		person{"在册", "443600", []string{"入会 2010-02"}},
		person{"当月入会", "443600", []string{"入会 2022-03-05"}},
		person{"告知当月起", "443600", []string{"入会 2022-03-05 2022-03"}},
		person{"当月保留", "443600", []string{"入会 2010-02", "保留 2022-03-10"}},
		person{"告知当月停", "443600", []string{"入会 2010-02", "保留 2022-03-10 2022-03"}},
		person{"当月转出", "443600", []string{"入会 2010-02", "转出 2022-03-10"}},
		person{"当月入又出", "443600", []string{"入会 2022-03-05", "转出 2022-03-10"}},
		person{"当月恢复", "443600", []string{"入会 2010-02", "保留 2021-03", "恢复 2022-03-01"}},
		person{"停一下", "443600", []string{"入会 2010-02", "保留 2022-03-02", "恢复 2022-03-20"}},
		person{"申请后入会", "443600", []string{"申请 2022-02-20", "入会 2022-03-05"}},
		person{"日期不明", "443600", []string{"入会"}},
	)
	want := map[string]string{"当月入会": NotYetDue, "告知当月停": IsRetained, "当月入又出": NotYetDue, "当月恢复": NotYetDue, "申请后入会": NotYetDue}
	got := left(t, l, "2022-03")
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("March: %v\nwant %v", got, want)
	}
	want = map[string]string{"当月保留": IsRetained, "告知当月停": IsRetained, "当月转出": HasLeft, "当月入又出": HasLeft}
	if got := left(t, l, "2022-04"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("April: %v\nwant %v", got, want)
	}
}

// TestDutyAgainstALoop holds the SQL of who owes against a plain loop over the events,
// for any rule and any history that the ledger takes: the last event that counts
// already decides.
func TestDutyAgainstALoop(t *testing.T) {
	l := newLedger(t)
	member1 := int64(0)
	rapid.Check(t, func(rt *rapid.T) {
		when := rapid.SampledFrom([]string{ThisMonth, NextMonth})
		rule := Rule{Effective: "2000-01-01", RatePPM: 5000, Joining: when.Draw(rt, "joining"), Returning: when.Draw(rt, "returning"),
			Leaving: when.Draw(rt, "leaving"), Retaining: when.Draw(rt, "retaining")}
		rule.fill()
		begins := map[string]string{"入会": rule.Joining, "转入": rule.Joining, "恢复": rule.Returning}
		ends := map[string]string{"保留": rule.Retaining, "转出": rule.Leaving, "退会": rule.Leaving}
		enrol(rt, l, person{"甲", "443600", []string{"入会 2022-01-05"}})
		member1++
		day := civil.MustParse("2022-01-05")
		type event struct {
			kind string
			on   civil.Date
		}
		for range rapid.IntRange(0, 5).Draw(rt, "events") {
			day = day.AddDays(rapid.IntRange(0, 25).Draw(rt, "days"))
			kind := rapid.SampledFrom([]string{"保留", "恢复", "转出", "入会", "转入", "退会"}).Draw(rt, "kind")
			_, _ = l.Write(ctx, ledger.Op{Title: "变化"}, func(tx *ledger.Tx) error {
				_, err := member.Happen(tx, member.Event{Member: member1, Kind: member.EventKind(kind), Date: day})
				return err // a history that cannot be is refused
			})
		}
		// Of one day's events the ledger chooses the order that can be.
		rows, err := l.Read().QueryContext(ctx, `SELECT kind, date FROM membership_fact WHERE member_id = ? ORDER BY date, place`, member1)
		if err != nil {
			rt.Fatal(err)
		}
		var events []event
		for rows.Next() {
			var e event
			if err := rows.Scan(&e.kind, &e.on); err != nil {
				rt.Fatal(err)
			}
			events = append(events, e)
		}
		rows.Close()
		for _, m := range []string{"2021-12", "2022-01", "2022-02", "2022-03", "2022-04", "2022-05"} {
			owes := false
			for _, e := range events {
				from := e.on.YearMonth()
				if begins[e.kind]+ends[e.kind] == NextMonth {
					from = from.Add(1)
				}
				if !from.After(month(m)) {
					owes = begins[e.kind] != ""
				}
			}
			var due bool
			err := l.Read().QueryRowContext(ctx, `SELECT exempt IS NULL FROM (`+rule.assessSQL(month(m), false, fmt.Sprint(" AND m.id = ", member1))+`)`, month(m), month(m).Last()).Scan(&due)
			if err != nil || due != owes {
				rt.Fatalf("%s: due %v, owes %v by %v under %+v %v", m, due, owes, events, rule, err)
			}
		}
	})
}

func TestOverrides(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"免的", "443600", []string{"入会 2010-02"}}, person{"定额的", "", []string{"入会 2010-02"}},
		person{"减半的", "443600", []string{"入会 2010-02"}}, person{"保留的", "443600", []string{"入会 2010-02", "保留 2020-01"}}, person{"照常", "443600", []string{"入会 2010-02"}})
	put := func(o Override) error {
		_, err := SetOverride(ctx, l, o)
		return err
	}
	for _, o := range []Override{
		{Member: 1, From: month("2022-02"), To: month("2022-03"), Kind: AgreedFree, Reason: "困难职工"},
		{Member: 2, From: month("2022-01"), Kind: AgreedFixed, Amount: 1050, Reason: "计件"},
		{Member: 3, From: month("2022-01"), Kind: AgreedRate, RatePPM: 2500, Reason: "病假"},
		{Member: 4, From: month("2022-01"), Kind: AgreedFixed, Amount: 500, Reason: "白写"},
	} {
		if err := put(o); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []Override{
		{Member: 1, From: month("2022-03"), Kind: AgreedFixed, Amount: 100, Reason: "重了"},
		{Member: 1, From: month("2021-01"), Kind: AgreedFree, Reason: "重了"},
		{Member: 5, From: month("2022-03"), To: month("2022-02"), Kind: AgreedFree, Reason: "倒了"},
		{Member: 5, From: month("2022-03"), Kind: AgreedFree},
		{Member: 5, From: month("2022-03"), Kind: AgreedFixed, Reason: "没有数"},
		{Member: 5, From: month("2022-03"), Kind: AgreedRate, RatePPM: maxRate + 1, Reason: "过高"},
		{Member: 5, From: month("2022-03"), Kind: "随便", Reason: "x"},
		{Member: 5, Kind: AgreedFree, Reason: "没有月份"},
		{Member: 99, From: month("2022-03"), Kind: AgreedFree, Reason: "没有人"},
	} {
		if err := put(bad); !ledger.IsKind(err, "conflict") {
			t.Errorf("%+v was taken: %v", bad, err)
		}
	}
	b, err := Bill(ctx, l, month("2022-03"))
	if err != nil {
		t.Fatal(err)
	}
	if b.Total != 1050+1108+2215 || b.Billed != 3 || len(b.Exempt) != 2 {
		t.Errorf("%+v", b)
	}
	notes := map[string]string{}
	rows, err := l.Read().QueryContext(ctx, `SELECT m.name, d.amount_fen || ' ' || coalesce(d.exempt, '') || ' ' || coalesce(d.note, '') FROM dues_due d JOIN member m ON m.id = d.member_id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, note string
		if err := rows.Scan(&name, &note); err != nil {
			t.Fatal(err)
		}
		notes[name] = note
	}
	want := map[string]string{"免的": "0 约定免缴 免缴：困难职工", "定额的": "1050  定额 10.50 元：计件", "减半的": "1108  比例 0.25%：病假", "保留的": "0 保留会籍 ", "照常": "2215  "}
	if fmt.Sprint(notes) != fmt.Sprint(want) {
		t.Errorf("%v\nwant %v", notes, want)
	}
	if b, err := Preview(ctx, l, month("2022-04")); err != nil || b.Billed != 4 {
		t.Errorf("an agreement that ended: %+v %v", b, err)
	}
	list, err := Overrides(ctx, l.Read(), 1)
	if err != nil || len(list) != 1 || list[0].What() != "免缴" || list[0].Span() != "2022-02 至 2022-03" {
		t.Error(list, err)
	}
	o := list[0]
	o.To = month("2022-02")
	if err := put(o); err != nil {
		t.Error("an agreement is in its own way", err)
	}
	if _, err := DropOverride(ctx, l, o.ID); err != nil {
		t.Error(err)
	}
	if _, err := DropOverride(ctx, l, o.ID); !ledger.IsKind(err, "conflict") {
		t.Error("dropped twice", err)
	}
}

func TestFixedNeedsNoBase(t *testing.T) {
	l := newLedger(t)
	setRule(t, l, func(r *Rule) {
		r.RatePPM, r.FloorYuan, r.FixedFen, r.FixedPer, r.Period = 0, 0, 1000, PerPeriod, "quarter"
	})
	enrol(t, l, person{"甲", "", []string{"入会 2010-02"}}, person{"乙", "", []string{"入会 2022-02-10"}})
	b, err := Bill(ctx, l, month("2022-02"))
	if err != nil || b.Total != 1000+333+334 || b.Billed != 2 || b.New != 2 || b.Period.Words() != "2022 年第 1 季度" {
		t.Errorf("%+v %v", b, err)
	}
	if len(b.Exempt) != 1 || b.Exempt[0].Months != 1 || b.Exempt[0].Reason != NotYetIn {
		t.Errorf("%+v", b.Exempt)
	}
	if len(b.Groups) != 1 || b.Groups[0].Members != 2 || b.Groups[0].Total != money.Fen(1667) {
		t.Errorf("%+v", b.Groups)
	}
}
