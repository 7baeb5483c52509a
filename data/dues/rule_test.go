package dues

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// TestShippedVariations works every variation found in practice out by hand.
func TestShippedVariations(t *testing.T) {
	for id, c := range map[string]struct {
		words, period string
		monthly       map[money.Fen]money.Fen
		sum           money.Fen // of the period that 2022-02 lies in, for a base of 5,678.90
		payBy         string
	}{
		"official":   {"基数去掉 10 元以下，乘 0.5%", "2022-02", map[money.Fen]money.Fen{567890: 2835, 999: 0, 1000: 5}, 2835, ""},
		"university": {"基数去掉 100 元以下，乘 0.5%，每半年收一次", "2022 年上半年", map[money.Fen]money.Fen{567890: 2800, 9999: 0}, 6 * 2800, "2022-06-10"},
		"mine":       {"基数乘 0.5%，每季收一次", "2022 年第 1 季度", map[money.Fen]money.Fen{567890: 2839, 100: 1, 99: 0}, 3 * 2839, ""},
		"annual":     {"基数去掉 10 元以下，乘 0.5%，每年收一次", "2022 年", map[money.Fen]money.Fen{567890: 2835}, 12 * 2835, ""},
		"travel":     {"基数减 500 元，乘 1%", "2022-02", map[money.Fen]money.Fen{567890: 5179, 50000: 0, 40000: 0, 50050: 1}, 5179, ""},
		"quarterly":  {"每人每季 15.00 元，每季收一次", "2022 年第 1 季度", map[money.Fen]money.Fen{567890: 500, 0: 500}, 1500, ""},
		"steps": {"按基数分档：不满 3,000 元每月 5.00 元，满 3,000 元每月 10.00 元，满 6,000 元按 0.5%（基数去掉 10 元以下），得数四舍五入到角", "2022-02",
			map[money.Fen]money.Fen{299999: 500, 300000: 1000, 599999: 1000, 600000: 3000, 601990: 3010}, 1000, ""},
	} {
		book, err := LoadBook(id)
		if err != nil {
			t.Fatal(err)
		}
		rule, err := book.On(month("2022-02"))
		if err != nil {
			t.Fatal(err)
		}
		if rule.Words() != c.words {
			t.Errorf("%s: %s", id, rule.Words())
		}
		if rule.Basis == "" || rule.Sureness == "" {
			t.Errorf("%s says not what it rests on", id)
		}
		for base, want := range c.monthly {
			if got := rule.Amount(month("2022-02"), base); got != want {
				t.Errorf("%s of %s: %s, want %s", id, base, got, want)
			}
		}
		p, err := book.PeriodOf(month("2022-02"))
		if err != nil || p.Words() != c.period || c.payBy != "" && p.PayBy.String() != c.payBy {
			t.Errorf("%s: %s, pay by %s %v", id, p.Words(), p.PayBy, err)
		}
		var sum money.Fen
		for _, m := range p.Months() {
			sum += rule.Amount(m, 567890)
		}
		if sum != c.sum {
			t.Errorf("%s: the period comes to %s, want %s", id, sum, c.sum)
		}
	}
	books, err := Shipped()
	if err != nil || len(books) != 7 || books[0].ID != "official" {
		t.Error(len(books), err)
	}
}

func TestRuleWords(t *testing.T) {
	book, _ := LoadBook("official")
	rule, _ := book.On(month("2022-02"))
	if got := rule.Example(567890); got != "工资 5,678.90 → 每月 28.35" {
		t.Error(got)
	}
	if got := strings.Join(rule.Terms(), "|"); got != "入会、转入从当月起缴；恢复会籍从当月起缴|离会从当月起停缴；保留会籍从当月起停缴|计入基数：基本工资、岗位工资|每月 10 日前开账|每月的得数四舍五入到分" {
		t.Error(got)
	}
	fixed := Rule{Effective: "2022-01-01", FixedFen: 1000, FixedPer: PerPeriod, Period: "quarter", Joining: NextMonth}
	fixed.fill()
	if got := fixed.Example(567890); got != "不论工资 → 每月 3.33 至 3.34，每季 10.00" {
		t.Error(got)
	}
	if Percent(12345) != "1.2345%" || Percent(10000) != "1%" || Percent(5000) != "0.5%" {
		t.Error(Percent(12345), Percent(10000))
	}
}

// anyRule draws a rule that can be computed with.
func anyRule(t *rapid.T) Rule {
	when := rapid.SampledFrom([]string{ThisMonth, NextMonth})
	r := Rule{Effective: "1990-01-01", FloorYuan: rapid.SampledFrom([]int64{0, 10, 100}).Draw(t, "floor"), DeductYuan: rapid.SampledFrom([]int64{0, 500, 3500}).Draw(t, "deduct"),
		Round: rapid.SampledFrom([]string{"fen", "jiao", "yuan"}).Draw(t, "round"), Period: rapid.SampledFrom([]string{"month", "quarter", "half_year", "year"}).Draw(t, "period"),
		Joining: when.Draw(t, "joining"), Returning: when.Draw(t, "returning"), Leaving: when.Draw(t, "leaving"), Retaining: when.Draw(t, "retaining")}
	rate := rapid.Int64Range(1, maxRate)
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		r.RatePPM = rate.Draw(t, "rate")
	case 1:
		r.FixedFen = money.Fen(rapid.Int64Range(1, maxFixed).Draw(t, "fixed"))
		r.FixedPer = rapid.SampledFrom([]string{PerMonth, PerPeriod}).Draw(t, "per")
	default:
		for i, from := range []int64{0, 3000, 6000}[:rapid.IntRange(1, 3).Draw(t, "steps")] {
			s := Step{FromYuan: from, AmountFen: money.Fen(100 * (i + 1))}
			if rapid.Bool().Draw(t, "by rate") {
				s.AmountFen, s.RatePPM = 0, rate.Draw(t, "rate")
			}
			r.Steps = append(r.Steps, s)
		}
	}
	r.fill()
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestTheSameArithmeticTwice holds the Go and the SQL arithmetic of any rule together.
func TestTheSameArithmeticTwice(t *testing.T) {
	l := newLedger(t)
	rapid.Check(t, func(rt *rapid.T) {
		r := anyRule(rt)
		m := civil.YearMonth{Year: 2022, Month: time.Month(rapid.IntRange(1, 12).Draw(rt, "month"))}
		base := money.Fen(rapid.OneOf(rapid.Int64Range(0, 2_000_000), rapid.Int64Range(0, int64(money.Limit))).Draw(rt, "base"))
		var got money.Fen
		if err := l.Read().QueryRowContext(ctx, `SELECT `+r.amountSQL(m, "base")+` FROM (SELECT ?1 AS base)`, int64(base)).Scan(&got); err != nil {
			rt.Fatal(err)
		}
		if want := r.Amount(m, base); got != want {
			rt.Fatalf("%+v for %s: SQL %s, Go %s", r, base, got, want)
		}
	})
}

// TestWrittenRuleIsRead holds that a rule of the unit's own comes back as it was set,
// and that a fixed amount of a period is neither more nor less over its months.
func TestWrittenRuleIsRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := anyRule(rt)
		r.Own = true
		text, err := assets.Encode(r)
		if err != nil {
			rt.Fatal(err)
		}
		back, err := ParseRule(text)
		if err != nil || fmt.Sprint(back) != fmt.Sprint(r) {
			rt.Fatalf("%v\n%v\n%v\n%s", err, r, back, text)
		}
		if r.FixedPer == PerPeriod {
			p, _ := (Book{Rules: []Rule{r}}).PeriodOf(month("2022-05"))
			var sum money.Fen
			for _, m := range p.Months() {
				sum += r.Amount(m, 0)
			}
			if sum != r.FixedFen {
				rt.Fatalf("%s over the months, %s a period", sum, r.FixedFen)
			}
		}
	})
}

func TestRuleChecks(t *testing.T) {
	good := Rule{Effective: "2022-01-01", RatePPM: 5000, Joining: ThisMonth}
	for name, spoil := range map[string]func(*Rule){
		"no day":            func(r *Rule) { r.Effective = "2022-01" },
		"no way":            func(r *Rule) { r.RatePPM = 0 },
		"two ways":          func(r *Rule) { r.FixedFen, r.FixedPer = 500, PerMonth },
		"rate":              func(r *Rule) { r.RatePPM = maxRate + 1 },
		"negative":          func(r *Rule) { r.RatePPM = -5000 },
		"floor":             func(r *Rule) { r.FloorYuan = -10 },
		"deduct":            func(r *Rule) { r.DeductYuan = -1 },
		"round":             func(r *Rule) { r.Round = "up" },
		"period":            func(r *Rule) { r.Period = "week" },
		"day":               func(r *Rule) { r.BillByDay = 32 },
		"month of period":   func(r *Rule) { r.PayIn = 2 },
		"when":              func(r *Rule) { r.Leaving = "明年" },
		"steps not from 0":  func(r *Rule) { r.RatePPM, r.Steps = 0, []Step{{FromYuan: 100, AmountFen: 5}} },
		"steps out of line": func(r *Rule) { r.RatePPM, r.Steps = 0, []Step{{AmountFen: 5}, {FromYuan: 0, AmountFen: 5}} },
		"step of both":      func(r *Rule) { r.RatePPM, r.Steps = 0, []Step{{AmountFen: 5, RatePPM: 5}} },
		"empty item":        func(r *Rule) { r.WageItems = []string{""} },
	} {
		r := good
		r.fill()
		if err := r.Check(); err != nil {
			t.Fatal(err)
		}
		spoil(&r)
		if err := r.Check(); err == nil {
			t.Errorf("%s was accepted: %+v", name, r)
		}
	}
}

func TestOwnRules(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"张三", "567890", []string{"入会 2010-02"}})
	for _, m := range []string{"2022-02", "2022-03"} {
		if _, err := Bill(ctx, l, month(m)); err != nil {
			t.Fatal(err)
		}
	}
	travel, _ := LoadBook("travel")
	rule := travel.Rules[0]
	rule.Effective = "2022-03-15"
	if _, err := SetRule(ctx, l, rule, "决定"); !ledger.IsKind(err, "conflict") {
		t.Error("a rule from the middle of a month", err)
	}
	rule.Effective = "2022-03-01"
	if _, err := SetRule(ctx, l, rule, " "); !ledger.IsKind(err, "conflict") {
		t.Error("a rule without a reason", err)
	}
	e, err := EffectOf(ctx, l.Read(), rule)
	if err != nil || e.Replaces || fmt.Sprint(e.Billed) != "[2022-03]" || !strings.Contains(strings.Join(e.Words, ""), "已经按原来的规则开过账") {
		t.Errorf("%+v %v", e, err)
	}
	op, err := SetRule(ctx, l, rule, "职代会决定")
	if err != nil || op == 0 {
		t.Fatal(err)
	}
	if op, err := SetRule(ctx, l, rule, "职代会决定"); err != nil || op != 0 {
		t.Error("the same rule again is an operation", op, err)
	}
	book, err := BookOf(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	for m, want := range map[string]string{"2022-02": "基数去掉 10 元以下，乘 0.5%", "2022-03": "基数减 500 元，乘 1%", "2030-01": "基数减 500 元，乘 1%"} {
		if r, err := book.On(month(m)); err != nil || r.Words() != want {
			t.Errorf("%s: %s %v", m, r.Words(), err)
		}
	}
	quarter := rule
	quarter.Effective, quarter.Period = "2022-05-01", "quarter"
	quarter.fill()
	quarter.PayIn = 3
	if e, err := EffectOf(ctx, l.Read(), quarter); err != nil || !strings.Contains(strings.Join(e.Words, ""), "第一期只到 2022-06") {
		t.Errorf("%+v %v", e, err)
	}
	if _, err := SetRule(ctx, l, quarter, "改为按季"); err != nil {
		t.Fatal(err)
	}
	if e, err := EffectOf(ctx, l.Read(), rule); err != nil || !e.Replaces || e.Until != month("2022-04") {
		t.Errorf("%+v %v", e, err)
	}
	book, _ = BookOf(ctx, l.Read())
	if p, _ := book.PeriodOf(month("2022-06")); p.Words() != "2022-05 至 2022-06" {
		t.Error(p.Words())
	}
	if _, err := DropRule(ctx, l, "2022-05-01"); err != nil {
		t.Error(err)
	}
	if _, err := DropRule(ctx, l, "2022-05-01"); !ledger.IsKind(err, "conflict") {
		t.Error("dropped twice", err)
	}
}
