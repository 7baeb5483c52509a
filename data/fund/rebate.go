package fund

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// RebateCondition is a condition of a rebate. Check names what the program can count;
// without it a person has to judge. Amount is fen, or heads.
type RebateCondition struct {
	Check  string `yaml:"check"`
	Amount int64  `yaml:"amount"`
	Words  string `yaml:"words"`
}

// Rebate is a rebate of what was handed up, for years that begin in a month.
type Rebate struct {
	ID         string            `yaml:"id"`
	Name       string            `yaml:"name"`
	Begins     time.Month        `yaml:"begins"`
	From       string            `yaml:"from"`
	To         string            `yaml:"to"`
	Basis      string            `yaml:"basis"`
	Sureness   string            `yaml:"sureness"`
	Local      string            `yaml:"local"`
	Apply      string            `yaml:"apply"`
	Conditions []RebateCondition `yaml:"conditions"`
}

// Rebates are those that come with the program.
var Rebates = sync.OnceValue(func() (out []Rebate) {
	text, err := assets.Files.ReadFile("fund/rebate.yaml")
	if err == nil {
		err = assets.Decode(text, &out)
	}
	if err != nil {
		panic(err) // the program's own file, read by a test
	}
	return out
})

// The outcomes of a condition.
const (
	Met     = "满足"
	NotMet  = "不满足"
	Unknown = "资料不全"
	Judge   = "请自行判断"
)

// ConditionResult is a condition with what the program found.
type ConditionResult struct {
	Words   string `json:"words"`
	Result  string `json:"result"`
	Details string `json:"details,omitempty"`
}

// RebateYear holds a rebate against the levy of one of its years. Whether the unit gets
// it is not decided here.
type RebateYear struct {
	Rebate     string            `json:"rebate"`
	Basis      string            `json:"basis"`
	Local      string            `json:"local"`
	Apply      string            `json:"apply"`
	From       civil.YearMonth   `json:"from"`
	To         civil.YearMonth   `json:"to"`
	InForce    bool              `json:"in_force"`
	HandedUp   money.Fen         `json:"handed_up_fen"`
	Conditions []ConditionResult `json:"conditions"`
}

// RebateOf holds the rebate that ends in a year (October before to September, as the
// data says) against what was paid; none where no rebate is known for it.
func RebateOf(ctx context.Context, r ledger.Reader, year int, today civil.Date) (*RebateYear, error) {
	all := Rebates()
	if len(all) == 0 {
		return nil, nil
	}
	rebate := all[len(all)-1]
	to := civil.YearMonth{Year: year, Month: rebate.Begins}.Add(-1)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].From <= to.Last().String() {
			rebate = all[i]
			break
		}
		rebate = all[i]
	}
	to = civil.YearMonth{Year: year, Month: rebate.Begins}.Add(-1)
	from := to.Add(-11)
	y, err := LoadLevy(ctx, r, from, to, today)
	if err != nil {
		return nil, err
	}
	out := &RebateYear{Rebate: rebate.Name, Basis: rebate.Basis, Local: rebate.Local, Apply: rebate.Apply, From: from, To: to, HandedUp: y.HandedUp,
		InForce: rebate.From <= to.Last().String() && from.First().String() <= rebate.To}
	for _, c := range rebate.Conditions {
		res := y.condition(c)
		res.Words = c.Words
		out.Conditions = append(out.Conditions, res)
	}
	return out, nil
}

// condition counts what can be counted. What is not known of some months can make a
// condition fail, and never makes it met.
func (y *LevyYear) condition(c RebateCondition) ConditionResult {
	var unknown, short, late []string
	staff, heads := 0, 0
	for _, m := range y.Months {
		name := m.Month.String()
		if !m.Known {
			unknown = append(unknown, name)
			continue
		}
		if m.Owing() > 0 {
			short = append(short, fmt.Sprintf("%s 差 %s 元", name, m.Owing().Grouped()))
		}
		if m.Wages.Staff > 0 {
			staff++
			heads += m.Wages.Staff
		}
	}
	for _, p := range y.Payments {
		if step, ok := (levyRules{}).on(p.Month).plan.step(p.Kind); ok && step.By != "upper" && !p.Reversed && p.PaidOn.YearMonth().After(p.Month.Add(1)) {
			late = append(late, fmt.Sprintf("%s 的%s %s 才缴", p.Month, p.Kind, p.PaidOn))
		}
	}
	missing := ""
	if len(unknown) > 0 {
		missing = fmt.Sprintf("%d 个月没有工资总额：%s", len(unknown), listed(unknown))
	}
	switch c.Check {
	case "handed_up_below":
		limit := money.Fen(c.Amount)
		words := fmt.Sprintf("已登记上缴 %s 元，界限 %s 元", y.HandedUp.Grouped(), limit.Grouped())
		var owed money.Fen
		for _, m := range y.Months {
			owed += m.Parts.Upper
		}
		switch {
		case max(y.HandedUp, owed) >= limit:
			return ConditionResult{Result: NotMet, Details: fmt.Sprintf("%s，应上缴 %s 元", words, owed.Grouped())}
		case missing != "":
			return ConditionResult{Result: Unknown, Details: words + "；" + missing}
		}
		return ConditionResult{Result: Met, Details: words}
	case "paid_in_full":
		switch {
		case len(short) > 0:
			return ConditionResult{Result: NotMet, Details: listed(short)}
		case missing != "":
			return ConditionResult{Result: Unknown, Details: missing}
		case len(late) > 0:
			return ConditionResult{Result: Judge, Details: "已足额；晚于次月的：" + listed(late)}
		}
		return ConditionResult{Result: Met, Details: "12 个月都已足额缴纳，没有晚于次月的"}
	case "staff_above":
		if staff == 0 {
			return ConditionResult{Result: Judge, Details: "没有登记职工人数"}
		}
		return ConditionResult{Result: Judge, Details: fmt.Sprintf("登记的职工平均 %d 人，小微企业返还的界限 %d 人", heads/staff, c.Amount)}
	}
	return ConditionResult{Result: Judge}
}

// listed names up to three of many.
func listed(words []string) string {
	if len(words) > 3 {
		return fmt.Sprintf("%s 等 %d 项", strings.Join(words[:3], "、"), len(words))
	}
	return strings.Join(words, "、")
}
