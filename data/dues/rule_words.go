package dues

import (
	"fmt"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/money"
)

// Percent writes a rate in millionths: 0.5%.
func Percent(ppm int64) string {
	s := strings.TrimRight(fmt.Sprintf("%d.%04d", ppm/10000, ppm%10000), "0")
	return strings.TrimSuffix(s, ".") + "%"
}

// ParsePercent reads a rate such as 0.5 or 0.5% into millionths.
func ParsePercent(text string) (int64, error) {
	t := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(text), "%"), "％"))
	whole, frac, _ := strings.Cut(t, ".")
	n, err := strconv.ParseInt(whole+(frac + "0000")[:max(4, len(frac))], 10, 64)
	if err != nil || len(frac) > 4 || whole == "" || n < 0 {
		return 0, fmt.Errorf("“%s”不是百分数，请写成 0.5 这样，最多四位小数。", text)
	}
	return n, nil
}

// Words says the rule in one line: 基数去掉 10 元以下，乘 0.5%.
func (r Rule) Words() string {
	parts := []string{r.howMuch()}
	if r.Round != "fen" && r.FixedFen == 0 {
		parts = append(parts, map[string]string{"jiao": "得数四舍五入到角", "yuan": "得数四舍五入到元"}[r.Round])
	}
	if r.months() > 1 {
		parts = append(parts, periods[r.Period].word+"收一次")
	}
	return strings.Join(parts, "，")
}

func (r Rule) howMuch() string {
	if r.FixedFen > 0 {
		word := "每月"
		if r.FixedPer == PerPeriod {
			word = periods[r.Period].word
		}
		return fmt.Sprintf("每人%s %s 元", word, r.FixedFen.Grouped())
	}
	base := "基数"
	if r.DeductYuan > 0 {
		base += fmt.Sprintf("减 %d 元", r.DeductYuan)
	}
	if r.FloorYuan > 0 {
		if r.DeductYuan > 0 {
			base += "，"
		}
		base += fmt.Sprintf("去掉 %d 元以下", r.FloorYuan)
	}
	if len(r.Steps) == 0 {
		if base != "基数" {
			base += "，"
		}
		return base + "乘 " + Percent(r.RatePPM)
	}
	var steps []string
	rated := false
	for i, s := range r.Steps {
		text := fmt.Sprintf("满 %s 元", whole(s.FromYuan))
		if i == 0 && len(r.Steps) > 1 {
			text = fmt.Sprintf("不满 %s 元", whole(r.Steps[1].FromYuan))
		}
		switch {
		case s.RatePPM > 0:
			text += "按 " + Percent(s.RatePPM)
			rated = true
		case s.AmountFen == 0:
			text += "不收"
		default:
			text += fmt.Sprintf("每月 %s 元", s.AmountFen.Grouped())
		}
		steps = append(steps, text)
	}
	words := "按基数分档：" + strings.Join(steps, "，")
	if rated && base != "基数" {
		words += "（" + base + "）"
	}
	return words
}

func whole(yuan int64) string { return strings.TrimSuffix(money.Fen(yuan*100).Grouped(), ".00") }

// Example works the rule out for a wage: 工资 5,678.90 → 每月 28.35.
func (r Rule) Example(base money.Fen) string {
	first := civil.YearMonth{Year: 2022, Month: 1}
	var least, most, sum money.Fen
	for i := range r.months() {
		a := r.Amount(first.Add(i), base)
		sum += a
		most = max(most, a)
		if i == 0 || a < least {
			least = a
		}
	}
	text := "每月 " + least.Grouped()
	if most != least {
		text += " 至 " + most.Grouped()
	}
	if r.months() > 1 {
		text += fmt.Sprintf("，%s %s", periods[r.Period].word, sum.Grouped())
	}
	if !r.NeedsBase() {
		return "不论工资 → " + text
	}
	return fmt.Sprintf("工资 %s → %s", base.Grouped(), text)
}

// Terms says, a line each, when dues begin and end, when they are billed and paid,
// what the base is made of and what is rounded.
func (r Rule) Terms() []string {
	month := func(when string) string {
		if when == NextMonth {
			return "次月"
		}
		return "当月"
	}
	lines := []string{
		fmt.Sprintf("入会、转入从%s起缴；恢复会籍从%s起缴", month(r.Joining), month(r.Returning)),
		fmt.Sprintf("离会从%s起停缴；保留会籍从%s起停缴", month(r.Leaving), month(r.Retaining)),
	}
	if len(r.WageItems) > 0 && r.NeedsBase() {
		lines = append(lines, "计入基数："+strings.Join(r.WageItems, "、"))
	}
	if t := r.timing(); t != "" {
		lines = append(lines, t)
	}
	if r.NeedsBase() {
		lines = append(lines, "每月的得数四舍五入到"+map[string]string{"fen": "分", "jiao": "角", "yuan": "元"}[r.Round])
	} else if r.FixedPer == PerPeriod && r.months() > 1 {
		lines = append(lines, "定额分到各月，加起来正好是一期的数；中途进出的按月数算")
	}
	return lines
}

// timing says when is billed and paid: 每月 10 日前开账.
func (r Rule) timing() string {
	day := func(in, day int, what string) string {
		if day == 0 {
			return ""
		}
		text := periods[r.Period].word
		if r.months() > 1 {
			text += fmt.Sprintf("第 %d 个月", in)
		}
		if day == 31 {
			return text + "月底前" + what
		}
		return fmt.Sprintf("%s %d 日前%s", text, day, what)
	}
	return strings.Trim(day(r.BillIn, r.BillByDay, "开账")+"；"+day(r.PayIn, r.PayByDay, "缴清"), "；")
}
