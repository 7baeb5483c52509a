package fund

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

func ym(month time.Month) civil.YearMonth { return civil.YearMonth{Year: 2022, Month: month} }

func wages(t testing.TB, l *ledger.Ledger, month time.Month, fen money.Fen, staff int) {
	t.Helper()
	if _, err := write(l, func(tx *ledger.Tx) error {
		return SetWages(tx, LevyWages{Month: ym(month), Wages: fen, Staff: staff, Source: "手工"}, true)
	}); err != nil {
		t.Fatal(err)
	}
}

func pay(t testing.TB, l *ledger.Ledger, month time.Month, kind string, fen money.Fen) LevyPayment {
	t.Helper()
	var p LevyPayment
	if _, err := write(l, func(tx *ledger.Tx) (err error) {
		p, err = PayLevy(tx, LevyPay{Month: ym(month), Kind: kind, Amount: fen, On: civil.Of(2022, month, 20), Account: 2, Party: "某公司"}, day)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return p
}

func levyOf(t testing.TB, l *ledger.Ledger) *LevyYear {
	t.Helper()
	y, err := LevyOfYear(ctx, l.Read(), 2022, day)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func TestLevyMonthByMonth(t *testing.T) {
	l := begun(t)
	wages(t, l, 1, 15_000_000, 30)
	wages(t, l, 2, 15_123_457, 30)
	pay(t, l, 1, "税务代收", 120_000)
	pay(t, l, 1, "行政拨付", 180_000)
	pay(t, l, 2, "行政拨付", 100_000)
	y := levyOf(t, l)
	if m := y.Months[0]; m.Due != 300_000 || m.Owing() != 0 || m.HandedUp != 120_000 || m.Reason != "" {
		t.Errorf("January: %+v", m)
	}
	if m := y.Months[1]; m.Due != 302_469 || m.Owing() != 202_469 || m.Reason != "税务代收 1,209.88 元还没有缴；行政拨付少缴 814.81 元" {
		t.Errorf("February: %+v", m)
	}
	// What came to the union stands in the books, once.
	b := books(t, l, 2022)
	if len(b.Vouchers) != 2 || b.Vouchers[0].Source != FromLevy || b.earned(12)["402"][1] != 280_000 {
		t.Errorf("books: %+v", b.Vouchers)
	}
}

func TestTheOtherFlows(t *testing.T) {
	l := begun(t)
	if _, err := write(l, func(tx *ledger.Tx) error {
		return SetLevyRule(tx, LevyRule{From: ym(3), FlowID: "tax_full", Shares: Shares{Own: 5950, Upper: 4000, Fee: 50}, Basis: "某发〔2022〕1号"})
	}); err != nil {
		t.Fatal(err)
	}
	wages(t, l, 2, 10_000_000, 0)
	wages(t, l, 3, 10_000_000, 0)
	pay(t, l, 3, "税务代收", 200_000)
	pay(t, l, 3, "上级返还", 119_000)
	y := levyOf(t, l)
	feb, mar := y.Months[1], y.Months[2]
	if feb.Rule.FlowID != "tax_upper" || feb.Rule.Sure || feb.Owing() != 200_000 {
		t.Errorf("February: %+v", feb)
	}
	if mar.Owing() != 0 || mar.Parts != (Parts{119_000, 80_000, 1_000}) || mar.HandedUp != 80_000 || mar.Steps[1].Owing() != 0 || mar.Reason != "" {
		t.Errorf("March: %+v", mar)
	}
	_, err := write(l, func(tx *ledger.Tx) error {
		return SetLevyRule(tx, LevyRule{From: ym(4), FlowID: "preparatory", Shares: Shares{6000, 3000, 0}})
	})
	if err == nil || !strings.Contains(err.Error(), "90%") {
		t.Errorf("shares of 90 %%: %v", err)
	}
	if _, err := write(l, func(tx *ledger.Tx) error {
		return SetLevyRule(tx, LevyRule{From: ym(4), FlowID: "preparatory", Shares: Shares{6000, 4000, 0}})
	}); err != nil {
		t.Fatal(err)
	}
	wages(t, l, 4, 10_000_000, 0)
	pay(t, l, 4, "筹备金", 200_000)
	if m := levyOf(t, l).Months[3]; m.Owing() != 0 || m.HandedUp != 80_000 {
		t.Errorf("April: %+v", m)
	}
}

func TestDoubtfulWagesAreHeld(t *testing.T) {
	l := begun(t)
	wages(t, l, 1, 15_000_000, 30)
	for name, c := range map[string]struct {
		w       LevyWages
		refused string // even when confirmed
		held    string
	}{
		"negative":         {LevyWages{Month: ym(2), Wages: -1}, "负数", "负数"},
		"absent":           {LevyWages{Month: ym(2)}, "", "是 0"},
		"a hundred times":  {LevyWages{Month: ym(2), Wages: 1_500_000_000}, "", "100 倍"},
		"a hundredth":      {LevyWages{Month: ym(2), Wages: 150_000}, "", "分之一"},
		"a head has much":  {LevyWages{Month: ym(2), Wages: 20_000_000, Staff: 2}, "", "平均每人"},
		"nothing special":  {LevyWages{Month: ym(2), Wages: 16_000_000, Staff: 31}, "", ""},
		"above all limits": {LevyWages{Month: ym(2), Wages: money.Limit + 1}, "过大", "过大"},
	} {
		for confirmed, want := range map[bool]string{false: c.held, true: c.refused} {
			op, err := write(l, func(tx *ledger.Tx) error { return SetWages(tx, c.w, confirmed) })
			if (want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s, confirmed %v: %v, want %q", name, confirmed, err, want)
			}
			if err == nil {
				if _, err := l.Undo(ctx, op); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestMoreThanOwedIsHeldAndTakenBack(t *testing.T) {
	l := begun(t)
	wages(t, l, 1, 15_000_000, 0)
	p := LevyPay{Month: ym(1), Kind: "行政拨付", Amount: 180_001, On: civil.Of(2022, 1, 20), Account: 2}
	try := func() error {
		_, err := write(l, func(tx *ledger.Tx) error { _, err := PayLevy(tx, p, day); return err })
		return err
	}
	if err := try(); err == nil || !strings.Contains(err.Error(), "多了 0.01 元") {
		t.Fatal(err)
	}
	if p.Confirmed = true; try() != nil {
		t.Fatal(try())
	}
	y := levyOf(t, l)
	if !strings.Contains(y.Months[0].Reason, "行政拨付多缴 0.01 元") {
		t.Error(y.Months[0].Reason)
	}
	if _, err := write(l, func(tx *ledger.Tx) error { return TakeBackLevy(tx, y.Payments[0].ID, day, "记错") }); err != nil {
		t.Fatal(err)
	}
	y = levyOf(t, l)
	if !y.Payments[0].Reversed || y.Paid != 0 || books(t, l, 2022).earned(12)["402"][1] != 0 {
		t.Errorf("taken back: %+v", y.Payments)
	}
}

func TestPastedWages(t *testing.T) {
	got, bad := PasteWages("1月\t150,000.00\t30\r\n2\t151234.57\n\n2022-03 160000\n四月\t1\n5月\t12元3\n", 2022)
	if len(got) != 3 || got[0] != (LevyWages{Month: ym(1), Wages: 15_000_000, Staff: 30, Source: "粘贴"}) || got[1].Wages != 15_123_457 || got[2].Month != ym(3) || len(bad) != 2 {
		t.Errorf("%+v %q", got, bad)
	}
}

func FuzzPasteWages(f *testing.F) {
	f.Add("1月\t150000\t30\n2\t-5")
	f.Fuzz(func(t *testing.T, text string) {
		got, _ := PasteWages(text, 2022)
		for _, w := range got {
			if w.Month.Month < 1 || w.Month.Month > 12 {
				t.Errorf("%q: %+v", text, w)
			}
		}
	})
}

func TestRebateCountsAndDoesNotDecide(t *testing.T) {
	l := begun(t)
	for m := civil.MustParse("2021-10").YearMonth(); !m.After(ym(9)); m = m.Add(1) {
		if _, err := write(l, func(tx *ledger.Tx) error {
			if err := SetWages(tx, LevyWages{Month: m, Wages: 5_000_000, Staff: 12, Source: "手工"}, true); err != nil {
				return err
			}
			for kind, fen := range map[string]money.Fen{"税务代收": 40_000, "行政拨付": 60_000} {
				if _, err := PayLevy(tx, LevyPay{Month: m, Kind: kind, Amount: fen, On: LastDay(2022, max(m.Month%10, 1), m.Last()), Account: 2, Confirmed: true}, day); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	r, err := RebateOf(ctx, l.Read(), 2022, day)
	if err != nil || r.HandedUp != 480_000 || r.InForce {
		t.Fatalf("%+v %v", r, err)
	}
	if got := []string{r.Conditions[0].Result, r.Conditions[2].Result, r.Conditions[3].Result}; got[0] != Met || got[1] != Judge || got[2] != Judge {
		t.Errorf("%+v", r.Conditions)
	}
	if _, err := write(l, func(tx *ledger.Tx) error { return ClearWages(tx, ym(5)) }); err != nil {
		t.Fatal(err)
	}
	r, _ = RebateOf(ctx, l.Read(), 2022, day)
	if r.Conditions[0].Result != Unknown || r.Conditions[1].Result == Met {
		t.Errorf("a month unknown: %+v", r.Conditions)
	}
	wages(t, l, 5, 500_000_000, 12)
	r, _ = RebateOf(ctx, l.Read(), 2022, day)
	if r.Conditions[0].Result != NotMet || r.Conditions[1].Result != NotMet {
		t.Errorf("a large month: %+v", r.Conditions)
	}
}

func TestPlansAreRefused(t *testing.T) {
	for _, text := range []string{"[]", "- {effective: 2022, rate: 200}", "- {effective: '2022-01-01', rate: 200, shares: {own: 1, upper: 1, fee: 0}, flow: x}"} {
		if _, err := ParseLevyPlans([]byte(text)); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
}

// Shares add up to the whole to the fen, and none is negative.
func TestSharesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Shares{Own: rapid.IntRange(0, whole).Draw(t, "own")}
		s.Fee = rapid.IntRange(0, whole-s.Own).Draw(t, "fee")
		s.Upper = whole - s.Own - s.Fee
		fen := money.Fen(rapid.Int64Range(0, int64(money.Limit)).Draw(t, "fen"))
		p := s.Cut(fen)
		if p.Own+p.Upper+p.Fee != fen || p.Own < 0 || p.Upper < 0 || p.Fee < 0 {
			t.Fatalf("%+v of %d: %+v", s, fen, p)
		}
		for _, one := range []struct {
			got money.Fen
			n   int
		}{{p.Own, s.Own}, {p.Upper, s.Upper}, {p.Fee, s.Fee}} {
			if exact := fen * money.Fen(one.n); abs(one.got*whole-exact) > whole {
				t.Fatalf("%+v of %d: %d is more than a fen away", s, fen, one.got)
			}
		}
	})
}

// Whatever is entered, paid, taken back and undone: due less paid is owing, by month,
// step and year; and what came in stands in the books.
func TestLevyAlwaysAgrees(t *testing.T) {
	kinds := []string{"税务代收", "行政拨付", "上级返还", "筹备金", "小额返还"}
	rapid.Check(t, func(rt *rapid.T) {
		w := &whatever{l: begun(t)}
		month := func(rt *rapid.T) time.Month { return time.Month(rapid.IntRange(1, 3).Draw(rt, "month")) }
		rt.Repeat(map[string]func(*rapid.T){
			"wages": func(rt *rapid.T) {
				_, err := write(w.l, func(tx *ledger.Tx) error {
					return SetWages(tx, LevyWages{Month: ym(month(rt)), Wages: anyAmount(rt) * 1000, Source: "手工"}, rapid.Bool().Draw(rt, "sure"))
				})
				w.try(rt, err)
			},
			"clear": func(rt *rapid.T) {
				_, err := write(w.l, func(tx *ledger.Tx) error { return ClearWages(tx, ym(month(rt))) })
				w.try(rt, err)
			},
			"rule": func(rt *rapid.T) {
				own := rapid.IntRange(0, whole).Draw(rt, "own")
				_, err := write(w.l, func(tx *ledger.Tx) error {
					return SetLevyRule(tx, LevyRule{From: ym(month(rt)), FlowID: rapid.SampledFrom([]string{"tax_upper", "tax_full", "preparatory"}).Draw(rt, "flow"), Shares: Shares{own, whole - own, 0}})
				})
				w.try(rt, err)
			},
			"pay": func(rt *rapid.T) {
				p := LevyPay{Month: ym(month(rt)), Kind: rapid.SampledFrom(kinds).Draw(rt, "kind"), Amount: anyAmount(rt), On: anyDay(rt), Account: 2, Confirmed: rapid.Bool().Draw(rt, "sure")}
				_, err := write(w.l, func(tx *ledger.Tx) error { _, err := PayLevy(tx, p, day); return err })
				w.try(rt, err)
			},
			"take back": func(rt *rapid.T) {
				if all := levyOf(t, w.l).Payments; len(all) > 0 {
					p := rapid.SampledFrom(all).Draw(rt, "payment")
					_, err := write(w.l, func(tx *ledger.Tx) error { return TakeBackLevy(tx, p.ID, anyDay(rt), "试") })
					w.try(rt, err)
				}
			},
			"reverse": w.reverse, "close": w.close, "undo": w.undo, "undo any": w.undoAny,
			"": func(rt *rapid.T) { levyAgrees(rt, w) },
		})
	})
}

func levyAgrees(rt *rapid.T, w *whatever) {
	y, err := LevyOfYear(ctx, w.l.Read(), 2022, day)
	if err != nil {
		rt.Fatal(err)
	}
	var due, paid, byUnit, byStep, booked, owing money.Fen
	for _, m := range y.Months {
		var steps money.Fen
		for _, s := range m.Steps {
			if s.ByUnit {
				steps += s.Due
				byStep += s.Paid
			}
			if s.Owing() != s.Due-s.Paid {
				rt.Fatalf("%s: %+v", m.Month, s)
			}
		}
		if steps != m.Due || m.Parts.Own+m.Parts.Upper+m.Parts.Fee != m.Due || m.HandedUp > m.Paid {
			rt.Fatalf("%s: the steps add up to %s, due is %s, handed up %s of %s", m.Month, steps, m.Due, m.HandedUp, m.Paid)
		}
		due += m.Due
		paid += m.Paid
		owing += m.Owing()
	}
	for _, p := range y.Payments {
		step, _ := LevyPlans()[0].step(p.Kind)
		if p.Reversed {
			continue
		}
		if step.ByUnit() {
			byUnit += p.Amount
		}
		if step.Books {
			booked += p.Amount
		}
	}
	var inBooks money.Fen
	for _, v := range w.books(rt).Vouchers {
		if v.Source == FromLevy {
			inBooks += v.Amount()
		}
	}
	if due != y.Due || paid != y.Paid || owing != y.Due-y.Paid || byUnit != y.Paid || byStep != y.Paid || booked != inBooks {
		rt.Fatalf("due %s %s, paid %s %s %s %s, booked %s, in the books %s", due, y.Due, paid, y.Paid, byUnit, byStep, booked, inBooks)
	}
}

// The unit pays all to its union, which keeps its share and owes the rest until it
// hands it up; nothing of what is owed is income.
func TestTheUnionHandsUp(t *testing.T) {
	l := begun(t)
	l.SetOperator("沈雪英")
	if _, err := write(l, func(tx *ledger.Tx) error {
		return SetLevyRule(tx, LevyRule{From: ym(1), FlowID: "union_full", Shares: Shares{Own: 6000, Upper: 4000}})
	}); err != nil {
		t.Fatal(err)
	}
	wages(t, l, 1, 15_000_001, 30)
	pay(t, l, 1, "行政全额拨付", 300_000)
	m := levyOf(t, l).Months[0]
	if m.Owing() != 0 || m.HandedUp != 0 || m.Reason != "本会上缴 1,200.00 元还没有缴" {
		t.Errorf("received: %+v", m)
	}
	b := books(t, l, 2022)
	v := b.Vouchers[0]
	if len(v.Entries) != 3 || v.Entries[1].Subject != "402" || v.Entries[1].Credit != 180_000 || v.Entries[2].Subject != "211" || v.Entries[2].Credit != 120_000 || v.Prepared != "沈雪英" {
		t.Errorf("voucher: %+v", v)
	}
	p := pay(t, l, 1, "本会上缴", 120_000)
	m = levyOf(t, l).Months[0]
	if m.HandedUp != 120_000 || m.Reason != "" {
		t.Errorf("handed up: %+v", m)
	}
	if v = books(t, l, 2022).Vouchers[1]; v.Kind != Payment || v.Entries[0].Subject != "211" || v.Entries[0].Debit != 120_000 {
		t.Errorf("handed up: %+v", v)
	}
	if _, err := write(l, func(tx *ledger.Tx) error { return TakeBackLevy(tx, p.ID, p.PaidOn, "记错") }); err != nil {
		t.Fatal(err)
	}
	if m = levyOf(t, l).Months[0]; m.HandedUp != 0 {
		t.Errorf("taken back: %+v", m)
	}
}
