package dues

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

var ctx = context.Background()

func newLedger(t testing.TB) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "测试.ghtz"), ledger.Options{Operator: "测试",
		Now: func() time.Time { return time.Date(2022, 5, 6, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func month(s string) civil.YearMonth { return civil.MustParse(s).YearMonth() }

// person is a member with the events given as "入会 2020-01" or "保留 2022-03 2022-04"
// (the last being the month told to the member).
type person struct {
	name   string
	base   string
	events []string
}

func enrol(t rapid.TB, l *ledger.Ledger, people ...person) {
	t.Helper()
	_, err := l.Write(ctx, ledger.Op{Title: "入会"}, func(tx *ledger.Tx) error {
		for _, p := range people {
			rec := member.Fields.NewRecord()
			rec.Set("name", p.name)
			rec.Set("dues_base_fen", p.base)
			var id int64
			for i, text := range p.events {
				f := append(strings.Fields(text), "", "")
				e := member.Event{Member: id, Kind: member.EventKind(f[0]), Date: civil.MustParse(f[1])}
				if f[2] != "" {
					e.DuesFrom = month(f[2])
				}
				var err error
				if i == 0 {
					id, err = member.Add(tx, rec, e)
				} else {
					_, err = member.Happen(tx, e)
				}
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAmount(t *testing.T) {
	book, err := LoadBook("official")
	if err != nil {
		t.Fatal(err)
	}
	rule, err := book.On(month("2021-11"))
	if err != nil {
		t.Fatal(err)
	}
	for wage, want := range map[money.Fen]money.Fen{
		0: 0, 999: 0, 1000: 5, 443600: 2215, 486000: 2430, 443699: 2215, 444000: 2220, 100000000: 500000,
	} {
		if got := rule.Amount(month("2021-11"), wage); got != want {
			t.Errorf("wage %s: %s, want %s", wage, got, want)
		}
	}
	if got := (Rule{RatePPM: 5000, Round: "fen"}).Amount(month("2021-11"), 443699); got != 2218 {
		t.Errorf("without a floor: %s", got)
	}
	if got := (Rule{RatePPM: 5000, FloorYuan: 100, Round: "fen"}).Amount(month("2021-11"), 443699); got != 2200 {
		t.Errorf("floor 100: %s", got)
	}
	if rule.Words() != "基数去掉 10 元以下，乘 0.5%" {
		t.Error(rule.Words())
	}
}

func TestWhoIsBilledAndWhy(t *testing.T) {
	l := newLedger(t)
	enrol(t, l,
		person{"在册", "443600", []string{"入会 2010-02"}},
		person{"当月入会", "443600", []string{"入会 2022-03-31"}},
		person{"日期不明", "443600", []string{"入会"}},
		person{"次月入会", "443600", []string{"入会 2022-04-01"}},
		person{"告知次月起", "443600", []string{"转入 2022-03-05 2022-04"}},
		person{"保留", "443600", []string{"入会 2010-02", "保留 2022-03-10"}},
		person{"保留未到停缴月", "443600", []string{"入会 2010-02", "保留 2022-03-10 2022-04"}},
		person{"已转出", "443600", []string{"入会 2010-02", "转出 2022-02"}},
		person{"恢复", "443600", []string{"入会 2010-02", "保留 2021-03", "恢复 2022-03-01"}},
		person{"申请", "443600", []string{"申请 2022-03-01"}},
		person{"缺基数", "", []string{"入会 2010-02"}},
		person{"负数", "-1000", []string{"入会 2010-02"}},
	)
	got, err := Bill(ctx, l, month("2022-03"))
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]string{}
	for _, e := range got.Exempt {
		reasons[e.Name] = e.Reason
	}
	want := map[string]string{"次月入会": NotYetIn, "告知次月起": NotYetDue, "保留": IsRetained, "已转出": HasLeft,
		"申请": IsApplying, "缺基数": NoBase, "负数": NoBase}
	if fmt.Sprint(reasons) != fmt.Sprint(want) {
		t.Errorf("left out: %v\nwant %v", reasons, want)
	}
	if got.Billed != 5 || got.Total != 5*2215 || got.New != 12 || len(got.Problems) != 2 {
		t.Errorf("%+v", got)
	}
	again, err := Bill(ctx, l, month("2022-03"))
	if err != nil || again.New != 0 || again.Operation != 0 || again.Total != got.Total {
		t.Errorf("billed again: %+v %v", again, err)
	}
}

func TestLaterFactsAreSaidNotEdited(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"张三", "443600", []string{"入会 2010-02"}})
	if _, err := Bill(ctx, l, month("2022-03")); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Write(ctx, ledger.Op{Title: "基数"}, func(tx *ledger.Tx) error { return SetBase(tx, 1, month("2022-03"), 546500, "3 月工资表") }); err != nil {
		t.Fatal(err)
	}
	got, err := Bill(ctx, l, month("2022-03"))
	if err != nil || got.Total != 2215 || len(got.Problems) != 1 || got.Problems[0].Kind != "bill_outdated" || got.Problems[0].New != "27.30" {
		t.Errorf("%+v %v", got, err)
	}
	// A base holds from its month on; before, the one of the roster did.
	if b, err := Bill(ctx, l, month("2022-02")); err != nil || b.Total != 2215 {
		t.Errorf("%+v %v", b, err)
	}
}

// TestBaseCorrectedOnTheRoster holds that a base corrected by hand counts from the
// newest month on, also where wage sheets set bases before and after.
func TestBaseCorrectedOnTheRoster(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"章一", "300000", []string{"入会 2020-01"}})
	set := func(from string, fen money.Fen) {
		t.Helper()
		if _, err := l.Write(ctx, ledger.Op{Title: "工资表"}, func(tx *ledger.Tx) error { return SetBase(tx, 1, month(from), fen, from+" 工资表") }); err != nil {
			t.Fatal(err)
		}
	}
	correct := func(fen string) {
		t.Helper()
		if _, err := l.Write(ctx, ledger.Op{Title: "改基数"}, func(tx *ledger.Tx) error {
			return member.Update(tx, 1, map[string]string{"dues_base_fen": fen})
		}); err != nil {
			t.Fatal(err)
		}
	}
	set("2021-11", 400000)
	correct("500000")
	set("2021-10", 350000) // an older sheet does not undo the correction
	set("2022-03", 600000)
	for m, want := range map[string]money.Fen{"2021-09": 1500, "2021-10": 1750, "2021-11": 2500, "2022-02": 2500, "2022-03": 3000} {
		if b, err := Preview(ctx, l, month(m)); err != nil || b.Total != want {
			t.Errorf("%s: %v %v, want %v", m, b.Total, err, want)
		}
	}
	correct("")
	if b, err := Preview(ctx, l, month("2022-04")); err != nil || len(b.Problems) != 1 || b.Total != 0 {
		t.Errorf("a base that was taken away: %+v %v", b, err)
	}
}

func TestTooEarly(t *testing.T) {
	l := newLedger(t)
	if _, err := Bill(ctx, l, month("2022-07")); !ledger.IsKind(err, "conflict") {
		t.Error(err)
	}
}

func TestCollectAndYear(t *testing.T) {
	l := newLedger(t)
	enrol(t, l,
		person{"甲", "443600", []string{"入会 2010-02"}},
		person{"乙", "500000", []string{"入会 2010-02"}},
		person{"丙", "300000", []string{"入会 2022-02-01"}})
	for _, m := range []string{"2021-12", "2022-01", "2022-02"} {
		if _, err := Bill(ctx, l, month(m)); err != nil {
			t.Fatal(err)
		}
	}
	day := civil.MustParse("2022-01-10")
	got, err := Collect(ctx, l, month("2022-01"), []int64{1}, "现金", day)
	if err != nil || got.Members != 1 || got.Total != 2215 {
		t.Fatal(got, err)
	}
	if last, err := l.History(ctx, 1); err != nil || got.Operation != last[0].ID {
		t.Fatalf("operation %d, last %v (%v)", got.Operation, last, err)
	}
	if _, err := l.Write(ctx, ledger.Op{Title: "部分"}, func(tx *ledger.Tx) error { return Pay(tx, month("2022-02"), 2, 1000, "现金", day) }); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Write(ctx, ledger.Op{Title: "多收"}, func(tx *ledger.Tx) error { return Pay(tx, month("2022-02"), 2, 1501, "现金", day) }); !ledger.IsKind(err, "conflict") {
		t.Error("more than owed was taken", err)
	}
	year, err := Year(ctx, l.Read(), 2022, nil)
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	for _, y := range year {
		words[y.Name] = fmt.Sprintf("%s|%s|%s 欠%s 连%d", y.Months[0].Words(), y.Months[1].Words(), y.Months[2].Words(), y.Owing(), y.Arrears)
	}
	for name, want := range map[string]string{
		"甲": "已缴|未缴| 欠44.30 连1", "乙": "未缴|欠15.00| 欠65.00 连3", "丙": "未入会|未缴| 欠15.00 连1",
	} {
		if words[name] != want {
			t.Errorf("%s: %s, want %s", name, words[name], want)
		}
	}
	debtors, err := Debtors(ctx, l.Read(), month("2022-02"))
	if err != nil || len(debtors) != 3 || debtors[0].Name != "乙" || debtors[0].Months != 3 || debtors[0].Owing != 6500 {
		t.Error(debtors, err)
	}
	details, err := Details(ctx, l.Read(), month("2022-01"), month("2022-02"))
	if err != nil || len(details) != 3 {
		t.Fatal(details, err)
	}
	var billed, paid money.Fen
	for _, d := range details {
		billed, paid = billed+d.Due, paid+d.Paid
	}
	if billed != 2215*2+2500*2+1500 || paid != 3215 {
		t.Error(billed, paid)
	}
	if _, err := Collect(ctx, l, month("2022-03"), nil, "现金", day); !ledger.IsKind(err, "conflict") {
		t.Error("a month without bills was collected", err)
	}
}

// TestBillIsNotUndoneUnderAPayment refuses to take a bill back that was paid, and
// names who paid.
func TestBillIsNotUndoneUnderAPayment(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"章一", "300000", []string{"入会 2020-01"}}, person{"章二", "300000", []string{"入会 2020-01"}})
	b, err := Bill(ctx, l, month("2022-01"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Collect(ctx, l, month("2022-01"), []int64{2}, "现金", civil.MustParse("2022-02-01")); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Undo(ctx, b.Operation); !ledger.IsKind(err, "conflict") || !strings.Contains(err.Error(), "章二 2022-01") {
		t.Errorf("undone under a payment: %v", err)
	}
	for range 2 { // the payment, then the bill
		if _, err := l.Undo(ctx, 0); err != nil {
			t.Error(err)
		}
	}
	if b, err := ReadBilling(ctx, l.Read(), month("2022-01")); err != nil || b.Billed != 0 {
		t.Errorf("%+v %v", b, err)
	}
}

func TestParseBookRefuses(t *testing.T) {
	for _, text := range []string{
		"", "x", "rules: []", "rules: !!str !!str", // the last one makes the decoder panic
		"name: 空\nrules: []",
		"name: a\nrules: [{effective: '2020-13-01', rate_ppm: 5000, joining: this_month}]",
		"name: a\nrules: [{effective: '2020-01-01', rate_ppm: -5000, joining: this_month}]",
		"name: a\nrules: [{effective: '2020-01-01', rate_ppm: 5000, joining: 明年}]",
		"name: a\nrules: [{effective: '2020-01-01', rate_ppm: 5000, joining: this_month}, {effective: '2019-01-01', rate_ppm: 5000, joining: this_month}]",
		"name: a\nunknown: 1\nrules: [{effective: '2020-01-01', rate_ppm: 5000, joining: this_month}]",
	} {
		if _, err := ParseBook([]byte(text)); err == nil {
			t.Errorf("accepted %q", text)
		}
	}
}

func FuzzParseBook(f *testing.F) {
	f.Add([]byte("name: a\nrules: [{effective: '2020-01-01', rate_ppm: 5000, joining: this_month}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if b, err := ParseBook(text); err == nil && len(b.Rules) == 0 {
			t.Error("accepted a book without rules")
		}
	})
}

func BenchmarkBill(b *testing.B) {
	l := newLedger(b)
	var people []person
	for i := range 100000 {
		people = append(people, person{fmt.Sprintf("会员%d", i), fmt.Sprint(300000 + i%700*1000), []string{"入会 2010-02"}})
	}
	enrol(b, l, people...)
	b.ResetTimer()
	m := month("2012-01")
	for b.Loop() {
		m = m.Add(1)
		if got, err := Bill(ctx, l, m); err != nil || got.Billed != 100000 {
			b.Fatal(got.Billed, err)
		}
	}
}
