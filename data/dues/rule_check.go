package dues

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"unionledger/data/civil"
)

// The bounds within which a rule can be computed with, and beyond which it is a slip
// of the pen.
const (
	maxRate  = 100_000 // 10 %
	maxFixed = 10_000_000
	maxFloor = 10_000
	maxSteps = 20
)

// Check says in a sentence why a rule cannot be used.
func (r Rule) Check() error {
	from, err := civil.Parse(r.Effective)
	switch {
	case err != nil || r.Effective == "" || !from.Complete():
		return fmt.Errorf("生效日期“%s”不对，要写到日，如 2022-01-01", r.Effective)
	case r.FloorYuan < 0 || r.FloorYuan > maxFloor:
		return fmt.Errorf("去尾的单位要在 0 到 %d 元之间", maxFloor)
	case r.DeductYuan < 0 || r.DeductYuan > 100_000:
		return errors.New("先减去的数要在 0 到 100000 元之间")
	case rounding[r.Round] == 0:
		return fmt.Errorf("得数取到“%s”不对，只能是 fen、jiao、yuan", r.Round)
	case r.months() == 0:
		return fmt.Errorf("收缴周期“%s”不对，只能是 month、quarter、half_year、year", r.Period)
	case r.BillByDay < 0 || r.BillByDay > 31 || r.PayByDay < 0 || r.PayByDay > 31:
		return errors.New("开账日、缴费日要在 1 到 31 之间")
	case r.BillIn < 1 || r.BillIn > r.months() || r.PayIn < 1 || r.PayIn > r.months():
		return fmt.Errorf("开账月、缴费月要在这个周期的 %d 个月以内", r.months())
	}
	for _, when := range []struct{ of, what string }{{r.Joining, "入会（joining）"}, {r.Returning, "恢复（returning）"}, {r.Leaving, "离会（leaving）"}, {r.Retaining, "保留（retaining）"}} {
		if when.of != ThisMonth && when.of != NextMonth {
			return fmt.Errorf("%s只能是当月（this_month）或次月（next_month）", when.what)
		}
	}
	if i := slices.IndexFunc(r.WageItems, func(s string) bool { return s == "" || utf8.RuneCountInString(s) > 30 }); i >= 0 {
		return errors.New("计入基数的工资项目有一个是空的，或超过 30 个字")
	}
	return r.checkAmount()
}

// checkAmount holds that exactly one way leads to the amount.
func (r Rule) checkAmount() error {
	ways := 0
	for _, has := range []bool{r.RatePPM != 0, r.FixedFen != 0, len(r.Steps) > 0} {
		if has {
			ways++
		}
	}
	switch {
	case ways != 1:
		return errors.New("比例、定额、分档要写其中一种，而且只能写一种")
	case r.RatePPM < 0 || r.RatePPM > maxRate:
		return errors.New("比例要大于 0，不超过 10%")
	case r.FixedFen < 0 || r.FixedFen > maxFixed:
		return errors.New("定额要大于 0，不超过 100,000 元")
	case r.FixedFen > 0 && r.FixedPer != PerMonth && r.FixedPer != PerPeriod:
		return errors.New("定额要写明是每月（month）还是每期（period）")
	case len(r.Steps) > maxSteps:
		return fmt.Errorf("最多分 %d 档", maxSteps)
	}
	for i, s := range r.Steps {
		switch {
		case i == 0 && s.FromYuan != 0:
			return errors.New("第 1 档要从 0 元起，不然收入低的算不出来")
		case i > 0 && s.FromYuan <= r.Steps[i-1].FromYuan || s.FromYuan > 100_000_000:
			return fmt.Errorf("第 %d 档的起点要比上一档高", i+1)
		case (s.AmountFen != 0) == (s.RatePPM != 0) && !(s.AmountFen == 0 && i == 0):
			return fmt.Errorf("第 %d 档要写一个数额，或者一个比例", i+1)
		case s.AmountFen < 0 || s.AmountFen > maxFixed || s.RatePPM < 0 || s.RatePPM > maxRate:
			return fmt.Errorf("第 %d 档的数额或比例不对", i+1)
		}
	}
	return nil
}
