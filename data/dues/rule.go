// Package dues computes what each member owes for a month and keeps what was
// billed and paid. Rates and floors are dated data; money is whole fen. The room
// reads members, and members know nothing of it.
package dues

import (
	"fmt"
	"sort"
	"strings"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/money"
)

// Rule says how dues follow from a wage, from a day on. Exactly one of RatePPM,
// FixedFen and Steps says how much.
type Rule struct {
	Effective string `yaml:"effective" json:"effective"`
	// RatePPM is the rate in millionths: 5000 is 0.5 %.
	RatePPM int64 `yaml:"rate_ppm,omitempty" json:"rate_ppm,omitempty"`
	// DeductYuan is taken off the base first; then everything below FloorYuan is cut off.
	DeductYuan int64 `yaml:"deduct_yuan,omitempty" json:"deduct_yuan,omitempty"`
	FloorYuan  int64 `yaml:"floor_yuan,omitempty" json:"floor_yuan,omitempty"`
	// FixedFen is the same for everybody, a month or a period as FixedPer says.
	FixedFen money.Fen `yaml:"fixed_fen,omitempty" json:"fixed_fen,omitempty"`
	FixedPer string    `yaml:"fixed_per,omitempty" json:"fixed_per,omitempty"`
	Steps    []Step    `yaml:"steps,omitempty" json:"steps,omitempty"`
	// Round is what a month's dues are rounded to, half up: fen, jiao or yuan.
	Round string `yaml:"round,omitempty" json:"round,omitempty"`
	// Period says which months are billed together: month, quarter, half_year, year.
	Period string `yaml:"period,omitempty" json:"period,omitempty"`
	// BillIn is the month of the period, counted from 1, by whose BillByDay it is to be
	// billed; PayIn and PayByDay say the same of paying, 0 where nothing is said.
	BillIn    int `yaml:"bill_in,omitempty" json:"bill_in,omitempty"`
	BillByDay int `yaml:"bill_by_day,omitempty" json:"bill_by_day,omitempty"`
	PayIn     int `yaml:"pay_in,omitempty" json:"pay_in,omitempty"`
	PayByDay  int `yaml:"pay_by_day,omitempty" json:"pay_by_day,omitempty"`
	// Joining and Returning (恢复) say from when dues are owed, Leaving and Retaining
	// (保留) from when no more: this_month or next_month.
	Joining   string   `yaml:"joining" json:"joining"`
	Returning string   `yaml:"returning,omitempty" json:"returning,omitempty"`
	Leaving   string   `yaml:"leaving,omitempty" json:"leaving,omitempty"`
	Retaining string   `yaml:"retaining,omitempty" json:"retaining,omitempty"`
	WageItems []string `yaml:"wage_items,omitempty" json:"wage_items,omitempty"`
	Basis     string   `yaml:"basis,omitempty" json:"basis,omitempty"`
	Sureness  string   `yaml:"sureness,omitempty" json:"sureness,omitempty"`
	// Defaults names what no source settles, and in what words it is shown.
	Defaults map[string]string `yaml:"defaults,omitempty" json:"defaults,omitempty"`
	// Own says that the unit set the rule itself.
	Own bool `yaml:"-" json:"own"`
}

// Step is what is due from a base of FromYuan on: an amount or a rate of the whole base.
type Step struct {
	FromYuan  int64     `yaml:"from_yuan" json:"from_yuan"`
	AmountFen money.Fen `yaml:"amount_fen,omitempty" json:"amount_fen,omitempty"`
	RatePPM   int64     `yaml:"rate_ppm,omitempty" json:"rate_ppm,omitempty"`
}

// The words of a rule that stand for a choice.
const (
	ThisMonth = "this_month"
	NextMonth = "next_month"
	PerMonth  = "month"
	PerPeriod = "period"
)

// Arrears is what is said of somebody who has not paid for so many months.
type Arrears struct {
	Months int    `yaml:"months"`
	Words  string `yaml:"words"`
	Basis  string `yaml:"basis"`
	// Conditions must all be met, and be confirmed by people, before what Words says
	// follows.
	Conditions []string `yaml:"conditions"`
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

// Shipped reads all rule books that come with the program, the official one first;
// the others are found variations to take over and change.
func Shipped() ([]Book, error) {
	files, err := assets.Files.ReadDir("rules/dues")
	if err != nil {
		return nil, err
	}
	var out []Book
	for _, f := range files {
		b, err := LoadBook(strings.TrimSuffix(f.Name(), ".yaml"))
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].ID == official && out[j].ID != official })
	return out, nil
}

// official is the book that holds where the ledger names no other.
const official = "official"

// ParseBook reads a rule book and refuses one that could not be computed with.
func ParseBook(text []byte) (Book, error) {
	var b Book
	if err := assets.Decode(text, &b); err != nil {
		return Book{}, fmt.Errorf("会费规则写错了：%w", err)
	}
	if len(b.Rules) == 0 {
		return Book{}, fmt.Errorf("会费规则“%s”里一条规则也没有", b.Name)
	}
	for i := range b.Rules {
		b.Rules[i].fill()
		if err := b.Rules[i].Check(); err != nil {
			return Book{}, fmt.Errorf("会费规则“%s”第 %d 条：%w", b.Name, i+1, err)
		}
		if i > 0 && b.Rules[i].Effective <= b.Rules[i-1].Effective {
			return Book{}, fmt.Errorf("会费规则“%s”要按生效日期先后排列", b.Name)
		}
	}
	return b, nil
}

// Complete puts in what holds where a rule leaves it out.
func (r *Rule) Complete() { r.fill() }

// fill puts in what holds where a rule leaves it out.
func (r *Rule) fill() {
	for _, d := range []struct {
		of        *string
		otherwise string
	}{{&r.Round, "fen"}, {&r.Period, "month"}, {&r.FixedPer, PerMonth}, {&r.Returning, r.Joining}, {&r.Leaving, ThisMonth}, {&r.Retaining, ThisMonth}} {
		if *d.of == "" {
			*d.of = d.otherwise
		}
	}
	if r.FixedFen == 0 {
		r.FixedPer = ""
	}
	r.BillIn = max(r.BillIn, 1)
	if r.PayIn == 0 {
		r.PayIn = r.months()
	}
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

// label names a rule on a bill.
func (b Book) label(r Rule) string {
	if r.Own {
		return "own " + r.Effective
	}
	return b.ID + " " + r.Effective
}
