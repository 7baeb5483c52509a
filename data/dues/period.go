package dues

import (
	"fmt"

	"unionledger/data/civil"
)

// periods are the months billed together, by the word of a rule.
var periods = map[string]struct {
	months int
	word   string // how often: 每季
}{"month": {1, "每月"}, "quarter": {3, "每季"}, "half_year": {6, "每半年"}, "year": {12, "每年"}}

// months is the length of the rule's period, 0 for an unknown one.
func (r Rule) months() int { return periods[r.Period].months }

// Period is the months that are billed together and when that is to be done. Bills
// stay per member and month.
type Period struct {
	First civil.YearMonth `json:"first"`
	Last  civil.YearMonth `json:"last"`
	// BillBy and PayBy are the days told by the rule; no date where it tells none.
	BillBy civil.Date `json:"bill_by,omitzero"`
	PayBy  civil.Date `json:"pay_by,omitzero"`
}

// PeriodOf is the period that a month belongs to. Where another rule begins or ends
// within it, the period is what of its months has one rule.
func (b Book) PeriodOf(month civil.YearMonth) (Period, error) {
	rule, err := b.On(month)
	if err != nil {
		return Period{}, err
	}
	n := rule.months()
	start := month.Add(-(int(month.Month-1) % n))
	p := Period{First: month, Last: month, BillBy: dayIn(start.Add(rule.BillIn-1), rule.BillByDay), PayBy: dayIn(start.Add(rule.PayIn-1), rule.PayByDay)}
	same := func(m civil.YearMonth) bool {
		other, err := b.On(m)
		return err == nil && other.Effective == rule.Effective
	}
	for p.First.After(start) && same(p.First.Add(-1)) {
		p.First = p.First.Add(-1)
	}
	for p.Last.Before(start.Add(n-1)) && same(p.Last.Add(1)) {
		p.Last = p.Last.Add(1)
	}
	return p, nil
}

// dayIn is a day of a month, the last one where it is shorter.
func dayIn(m civil.YearMonth, day int) civil.Date {
	if day == 0 {
		return civil.Date{}
	}
	return civil.Of(m.Year, m.Month, min(day, m.Last().Day))
}

// Months lists the months of the period.
func (p Period) Months() (out []civil.YearMonth) {
	for m := p.First; !m.After(p.Last); m = m.Add(1) {
		out = append(out, m)
	}
	return out
}

// Words names the period: 2022-03, 2022 年第 1 季度, 2022 年上半年, 2022 年.
func (p Period) Words() string {
	n := p.First.MonthsUntil(p.Last) + 1
	first := int(p.First.Month)
	switch {
	case n == 1:
		return p.First.String()
	case n == 3 && first%3 == 1:
		return fmt.Sprintf("%d 年第 %d 季度", p.First.Year, first/3+1)
	case n == 6 && first == 1:
		return fmt.Sprintf("%d 年上半年", p.First.Year)
	case n == 6 && first == 7:
		return fmt.Sprintf("%d 年下半年", p.First.Year)
	case n == 12 && first == 1:
		return fmt.Sprintf("%d 年", p.First.Year)
	}
	return fmt.Sprintf("%s 至 %s", p.First, p.Last)
}
