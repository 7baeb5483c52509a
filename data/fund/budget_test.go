package fund

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

func budgetOf(t testing.TB, l *ledger.Ledger, year int) *Budget {
	t.Helper()
	b, err := books(t, l, year).BudgetOf(ctx, l.Read(), 12)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func must(t testing.TB, l *ledger.Ledger, fn func(*ledger.Tx) error) {
	t.Helper()
	if _, err := write(l, fn); err != nil {
		t.Fatal(err)
	}
}

func TestBudgetAndFinal(t *testing.T) {
	l := begun(t)
	enter(t, l, Receipt, "2022-01-05", "402", 2, 3_000_000)
	enter(t, l, Payment, "2022-03-08", "50102", 2, 345_600)
	enter(t, l, Payment, "2022-05-06", "503", 2, 10_000)
	set := func(code string, fen money.Fen) error {
		_, err := write(l, func(tx *ledger.Tx) error { return SetBudget(tx, 2022, code, fen, day) })
		return err
	}
	for code, fen := range map[string]money.Fen{"402": 4_000_000, "50102": 300_000, "501": 100_000} {
		if err := set(code, fen); err != nil {
			t.Fatal(err)
		}
	}
	for want, err := range map[string]error{"没有这样的科目": set("101", 1), "负数": set("501", -1)} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	adjust := func(code string, by money.Fen, why string) error {
		_, err := write(l, func(tx *ledger.Tx) error { return AdjustBudget(tx, 2022, code, by, day, why) })
		return err
	}
	for want, err := range map[string]error{"原因": adjust("50102", 1, " "), "是 0": adjust("50102", 0, "x"), "不能再减": adjust("50102", -300_001, "x")} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if err := adjust("50102", 20_000, "增加三八节活动"); err != nil {
		t.Fatal(err)
	}
	if err := set("402", 1); err == nil || !strings.Contains(err.Error(), "已经调整过") {
		t.Errorf("set after an adjustment: %v", err)
	}
	b := budgetOf(t, l, 2022)
	if b.Income.RateWords() != "75.0%" || b.Expense.Total() != 420_000 || b.Expense.RateWords() != "84.6%" || b.Expense.Over {
		t.Errorf("sums: %+v %+v", b.Income, b.Expense)
	}
	remarks := map[string]string{"50102": "超预算 256.00；增加三八节活动", "503": "没有预算"}
	for _, line := range b.Lines {
		if line.Remark() != remarks[line.Subject.Code] {
			t.Errorf("%s: %q", line.Words, line.Remark())
		}
	}
}

func TestProposedBudget(t *testing.T) {
	l := begun(t)
	enter(t, l, Receipt, "2022-01-05", "402", 2, 3_000_001)
	enter(t, l, Payment, "2022-03-08", "50102", 2, 345_600)
	if _, err := write(l, func(tx *ledger.Tx) error { _, err := ProposeBudget(tx, 2022, 0, day); return err }); err == nil || !strings.Contains(err.Error(), "没有 2021 年的账") {
		t.Errorf("nothing to propose from: %v", err)
	}
	if _, err := Open(ctx, l, 2023, nil); err != nil {
		t.Fatal(err)
	}
	must(t, l, func(tx *ledger.Tx) error { return SetBudget(tx, 2023, "50102", 100, day) })
	must(t, l, func(tx *ledger.Tx) error {
		n, err := ProposeBudget(tx, 2023, 10, day)
		if n != 1 {
			t.Errorf("%d filled", n)
		}
		return err
	})
	b := budgetOf(t, l, 2023)
	if !b.HasLast || b.Income.Last != 3_000_001 || b.Income.Initial != 3_310_000 || b.Expense.Initial != 100 {
		t.Errorf("%+v %+v", b.Income, b.Expense)
	}
}

// A new scheme numbers anew: last year's figures are found by their names.
func TestLastYearUnderAnotherScheme(t *testing.T) {
	l := newLedger(t)
	if _, err := Open(ctx, l, 2021, []Begin{{Account{Name: "基本户", Kind: Bank}, 5_000_000}}); err != nil {
		t.Fatal(err)
	}
	enter(t, l, Payment, "2021-03-08", "50205", 1, 1_500) // 送温暖费
	enter(t, l, Payment, "2021-03-09", "504", 1, 700)     // 行政支出
	if _, err := Open(ctx, l, 2022, nil); err != nil {
		t.Fatal(err)
	}
	for _, line := range budgetOf(t, l, 2022).Lines {
		if want := map[string]money.Fen{"50405": 1500, "504": 1500, "506": 700, "502": 0}; line.Subject.Code != "" && line.Last != want[line.Subject.Code] {
			t.Errorf("%s: last year %s", line.Subject, line.Last)
		}
	}
}

// Whatever rows a budget has: sums are those of the rows, and those of the lines.
func TestBudgetAddsUp(t *testing.T) {
	codes := []string{"401", "402", "501", "50101", "50102", "504", "50405"}
	rapid.Check(t, func(rt *rapid.T) {
		w := &whatever{l: begun(t)}
		code := func(rt *rapid.T) string { return rapid.SampledFrom(codes).Draw(rt, "code") }
		rt.Repeat(map[string]func(*rapid.T){
			"set": func(rt *rapid.T) {
				_, err := write(w.l, func(tx *ledger.Tx) error { return SetBudget(tx, 2022, code(rt), anyAmount(rt)-1, day) })
				w.try(rt, err)
			},
			"adjust": func(rt *rapid.T) {
				by := money.Fen(rapid.Int64Range(-50000, 50000).Draw(rt, "by"))
				_, err := write(w.l, func(tx *ledger.Tx) error { return AdjustBudget(tx, 2022, code(rt), by, day, "试") })
				w.try(rt, err)
			},
			"enter": w.enter, "reverse": w.reverse, "undo": w.undo, "undo any": w.undoAny,
			"": func(rt *rapid.T) {
				b := budgetOf(t, w.l, 2022)
				st := w.books(rt).Statement(12)
				var rows, lines [2]money.Fen
				for _, r := range b.Rows {
					rows[r.Subject[0]-'4'] += r.Amount
				}
				for _, line := range b.Lines {
					if !line.Sum && line.Depth == 0 {
						lines[line.Subject.Code[0]-'4'] += line.Total()
					}
					if line.Total() < 0 && !line.Sum {
						rt.Fatalf("%s has less than nothing: %+v", line.Words, line)
					}
				}
				if want := [2]money.Fen{b.Income.Total(), b.Expense.Total()}; rows != want || lines != want || b.Income.Actual != st.Income[1] || b.Expense.Actual != st.Expense[1] {
					rt.Fatalf("rows %v, lines %v, sums %v, actual %s %s", rows, lines, want, b.Income.Actual, b.Expense.Actual)
				}
			},
		})
	})
}

func TestWelfareAgainstLimits(t *testing.T) {
	l := begun(t)
	limit := func(item string, fen money.Fen, basis string) error {
		_, err := write(l, func(tx *ledger.Tx) error {
			return SetLimit(tx, Limit{Year: 2022, Item: item, Amount: fen, Basis: basis})
		})
		return err
	}
	for want, err := range map[string]error{"依据": limit("生日", 30_000, " "), "没有叫": limit("旅游", 1, "x"), "没有填过": limit("生日", 0, "")} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if err := limit("逢年过节", 100_000, "某总工会〔2022〕1号"); err != nil {
		t.Fatal(err)
	}
	give := func(item, occasion, date string, fen money.Fen, heads int) error {
		d := civil.MustParse(date)
		_, err := write(l, func(tx *ledger.Tx) error {
			_, err := EnterGiving(tx, Give{Simple: Simple{Date: d, Words: item + occasion, Subject: "50104", Account: 2, Amount: fen}, Item: item, Occasion: occasion, Heads: heads}, day)
			return err
		})
		return err
	}
	if err := give("生日", "", "2022-04-02", 100, 0); err == nil || !strings.Contains(err.Error(), "多少人") {
		t.Errorf("nobody: %v", err)
	}
	for _, err := range []error{give("逢年过节", "春节", "2022-01-20", 700_000, 10), give("逢年过节", "中秋节", "2022-09-05", 300_001, 10),
		give("逢年过节", "元宵节", "2022-02-14", 1_000, 10), give("春秋游", "", "2022-04-02", 500_000, 10)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	enter(t, l, Receipt, "2022-01-05", "401", 2, 100_000)
	w, err := books(t, l, 2022).WelfareOf(ctx, l.Read())
	if err != nil || w.Dues != 100_000 || w.Ceiling != 400_000 || w.Shortfall() != 400_000 {
		t.Fatalf("%+v %v", w, err)
	}
	var said []string
	for _, p := range w.Problems {
		said = append(said, p.Kind)
	}
	if got := strings.Join(said, " "); got != "welfare_over welfare_festival fund_dues_rule" || w.Lines[0].Highest != 100_101 {
		t.Errorf("%s, %+v", got, w.Lines[0])
	}
	// What is reversed was not given.
	must(t, l, func(tx *ledger.Tx) error { _, err := Reverse(tx, w.Givings[2].ID, day, ""); return err })
	after, _ := books(t, l, 2022).WelfareOf(ctx, l.Read())
	if len(after.Givings) != 3 {
		t.Errorf("%+v", after.Givings)
	}
}

func TestLimitsAreTakenOver(t *testing.T) {
	l := begun(t)
	must(t, l, func(tx *ledger.Tx) error {
		return SetLimit(tx, Limit{Year: 2021, Item: "生日", Amount: 30_000, Basis: "某文"})
	})
	must(t, l, func(tx *ledger.Tx) error { _, err := TakeLimits(tx, 2022); return err })
	got, err := Limits(ctx, l.Read(), 2022)
	if err != nil || len(got) != 1 || got[0].Amount != 30_000 {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := write(l, func(tx *ledger.Tx) error { _, err := TakeLimits(tx, 2022); return err }); err == nil {
		t.Error("taken over what was there")
	}
}
