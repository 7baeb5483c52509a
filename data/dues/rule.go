// Package dues computes what each member owes for a month and keeps what was
// billed and paid. Rates and floors are dated data; money is whole fen. The room
// reads members, and members know nothing of it.
package dues

import (
	"fmt"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/money"
)

// Rule says how dues follow from a wage, from a day on.
type Rule struct {
	Effective    string   `yaml:"effective"`
	RatePermille int64    `yaml:"rate_permille"`
	FloorYuan    int64    `yaml:"floor_yuan"`
	Period       string   `yaml:"period"`
	Joining      string   `yaml:"joining"`
	BillByDay    int      `yaml:"bill_by_day"`
	WageItems    []string `yaml:"wage_items"`
	Basis        string   `yaml:"basis"`
	Sureness     string   `yaml:"sureness"`
	// Defaults names what no source settles, and in what words it is shown.
	Defaults map[string]string `yaml:"defaults"`
}

// Arrears is what is said of somebody who has not paid for so many months.
type Arrears struct {
	Months int    `yaml:"months"`
	Words  string `yaml:"words"`
	Basis  string `yaml:"basis"`
}

// Book is a named list of rules.
type Book struct {
	ID      string    `yaml:"id"`
	Name    string    `yaml:"name"`
	Rules   []Rule    `yaml:"rules"`
	Arrears []Arrears `yaml:"arrears"`
}

// LoadBook reads a shipped rule book by its id, such as official.
func LoadBook(id string) (Book, error) {
	text, err := assets.Files.ReadFile("rules/dues/" + id + ".yaml")
	if err != nil {
		return Book{}, fmt.Errorf("没有叫“%s”的会费规则", id)
	}
	return ParseBook(text)
}

// ParseBook reads a rule book and refuses one that could not be computed with.
func ParseBook(text []byte) (Book, error) {
	var b Book
	if err := assets.Decode(text, &b); err != nil {
		return Book{}, fmt.Errorf("会费规则写错了：%w", err)
	}
	if len(b.Rules) == 0 {
		return Book{}, fmt.Errorf("会费规则“%s”里一条规则也没有", b.Name)
	}
	for i, r := range b.Rules {
		if _, err := civil.Parse(r.Effective); err != nil || r.Effective == "" {
			return Book{}, fmt.Errorf("会费规则“%s”第 %d 条的生效日期 %q 不对", b.Name, i+1, r.Effective)
		}
		if r.RatePermille <= 0 || r.RatePermille > 1000 || r.FloorYuan < 0 || r.FloorYuan > 10000 {
			return Book{}, fmt.Errorf("会费规则“%s”第 %d 条的比例或去尾单位不对", b.Name, i+1)
		}
		if r.BillByDay < 0 || r.BillByDay > 28 {
			return Book{}, fmt.Errorf("会费规则“%s”第 %d 条的开账日要在 1 到 28 之间", b.Name, i+1)
		}
		if r.Joining != "this_month" && r.Joining != "next_month" {
			return Book{}, fmt.Errorf("会费规则“%s”第 %d 条的 joining 只能是 this_month 或 next_month", b.Name, i+1)
		}
		if i > 0 && r.Effective <= b.Rules[i-1].Effective {
			return Book{}, fmt.Errorf("会费规则“%s”要按生效日期先后排列", b.Name)
		}
	}
	return b, nil
}

// On gives the rule in force in a month.
func (b Book) On(m civil.YearMonth) (Rule, error) {
	for i := len(b.Rules) - 1; i >= 0; i-- {
		if from, err := civil.Parse(b.Rules[i].Effective); err == nil && !from.First().After(m.First()) {
			return b.Rules[i], nil
		}
	}
	return Rule{}, fmt.Errorf("%s 还没有生效的会费规则", m)
}

// floorFen is the unit everything below which is cut off, in fen.
func (r Rule) floorFen() money.Fen { return money.Fen(max(r.FloorYuan*100, 1)) }

// Amount is the dues of a month for a wage: the wage with the part below the
// floor unit cut off, times the rate. Half a fen and more is rounded up; with
// the official rule nothing is left to round.
func (r Rule) Amount(wage money.Fen) money.Fen {
	unit := r.floorFen()
	return (wage/unit*unit*money.Fen(r.RatePermille) + 500) / 1000
}

// Words says the rule in one line: 基数去掉 10 元以下，乘 0.5%.
func (r Rule) Words() string {
	rate := fmt.Sprintf("%d.%d%%", r.RatePermille/10, r.RatePermille%10)
	if r.FloorYuan == 0 {
		return "基数乘 " + rate
	}
	return fmt.Sprintf("基数去掉 %d 元以下，乘 %s", r.FloorYuan, rate)
}
