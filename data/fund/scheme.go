// Package fund keeps the union's account: subjects by year, cash and bank, vouchers
// whose entries balance, closings, and everything that is read off them: journal,
// subject ledgers, cash books, trial balance, statement and balance sheet. Schemes of
// subjects are dated data; money is whole fen. What is stored are the vouchers and
// openings, all else is added up from them (Books).
package fund

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"unionledger/assets"
	"unionledger/data/civil"
)

// The kinds of subjects.
const (
	Asset     = "资产"
	Liability = "负债"
	NetAsset  = "净资产"
	Income    = "收入"
	Expense   = "支出"
)

// Kinds are the kinds of subjects in the order of their codes.
var Kinds = []string{Asset, Liability, NetAsset, Income, Expense}

// Scheme is a set of subjects with the statements made of them, from a day on.
type Scheme struct {
	ID        string `yaml:"id"`
	Name      string `yaml:"name"`
	Effective string `yaml:"effective"`
	Basis     string `yaml:"basis"`
	// Sureness is sourced or memory, for all subjects that do not say otherwise.
	Sureness string `yaml:"sureness"`
	// Cash and Bank are the subjects of the accounts, Surplus takes what a year leaves,
	// Dues is the income from dues.
	Cash    string `yaml:"cash"`
	Bank    string `yaml:"bank"`
	Surplus string `yaml:"surplus"`
	Dues    string `yaml:"dues"`
	// Welfare are the subjects of benefits, where a voucher says what was given to how
	// many people.
	Welfare []string `yaml:"welfare"`
	// Carry says what became of the subjects of the scheme before.
	Carry     map[string]string `yaml:"carry"`
	Subjects  []SchemeSubject   `yaml:"subjects"`
	Statement Layout            `yaml:"statement"`
	Balance   Layout            `yaml:"balance"`
}

// SchemeSubject is a subject as a scheme names it.
type SchemeSubject struct {
	Code string `yaml:"code"`
	Name string `yaml:"name"`
	Kind string `yaml:"kind"`
	Sure string `yaml:"sure"`
}

// Layout says how a statement is headed and which rows it has.
type Layout struct {
	Title string      `yaml:"title"`
	Form  string      `yaml:"form"`
	Rows  []LayoutRow `yaml:"rows"`
}

// LayoutRow is one row of a statement: a subject with what is below it, the sum of a
// kind, or income less expense.
type LayoutRow struct {
	Words   string `yaml:"words"`
	Code    string `yaml:"code"`
	Total   string `yaml:"total"`
	Surplus bool   `yaml:"surplus"`
}

// Schemes are those that come with the program, the oldest first.
var Schemes = sync.OnceValue(func() []Scheme {
	names, err := fs.Glob(assets.Files, "fund/scheme-*.yaml")
	var out []Scheme
	for _, name := range names {
		text, e := assets.Files.ReadFile(name)
		s, bad := ParseScheme(text)
		err = errors.Join(err, e, bad)
		out = append(out, s)
	}
	if err != nil {
		panic(err) // the program's own files, read by a test
	}
	slices.SortFunc(out, func(a, b Scheme) int { return strings.Compare(a.Effective, b.Effective) })
	return out
})

// ParseScheme reads a scheme and refuses one that could not be kept books with.
func ParseScheme(text []byte) (Scheme, error) {
	var s Scheme
	if err := assets.Decode(text, &s); err != nil {
		return s, fmt.Errorf("科目方案写错了：%w", err)
	}
	if d, err := civil.Parse(s.Effective); err != nil || !d.Complete() {
		return s, fmt.Errorf("科目方案“%s”的生效日期 %q 不对", s.Name, s.Effective)
	}
	kinds := map[string]string{}
	for _, sub := range s.Subjects {
		switch parent := parentOf(sub.Code); {
		case !validCode(sub.Code) || strings.TrimSpace(sub.Name) == "" || !slices.Contains(Kinds, sub.Kind):
			return s, fmt.Errorf("科目方案“%s”的科目“%s %s”不对：编号是 3 位，每下一级加 2 位，类别是 %s", s.Name, sub.Code, sub.Name, strings.Join(Kinds, "、"))
		case kinds[sub.Code] != "":
			return s, fmt.Errorf("科目方案“%s”里科目 %s 写了两次", s.Name, sub.Code)
		case parent != "" && kinds[parent] != sub.Kind:
			return s, fmt.Errorf("科目方案“%s”里科目 %s 的上级 %s 要写在它前面，类别相同", s.Name, sub.Code, parent)
		}
		kinds[sub.Code] = sub.Kind
	}
	for code, kind := range map[string]string{s.Cash: Asset, s.Bank: Asset, s.Surplus: NetAsset, s.Dues: Income} {
		if kinds[code] != kind {
			return s, fmt.Errorf("科目方案“%s”要有%s类科目 %q", s.Name, kind, code)
		}
	}
	for _, code := range s.Welfare {
		if kinds[code] != Expense {
			return s, fmt.Errorf("科目方案“%s”的 welfare 要是支出科目，%q 不是", s.Name, code)
		}
	}
	for _, to := range s.Carry {
		if kinds[to] == "" {
			return s, fmt.Errorf("科目方案“%s”的 carry 转到了没有的科目 %q", s.Name, to)
		}
	}
	return s, s.checkLayout(kinds)
}

// checkLayout sees to it that every row of the statement can be computed.
func (s Scheme) checkLayout(kinds map[string]string) error {
	for _, row := range s.Statement.Rows {
		known := row.Surplus || row.Total == Income || row.Total == Expense || kinds[row.Code] == Income || kinds[row.Code] == Expense
		if !known {
			return fmt.Errorf("科目方案“%s”的收入支出表里有算不出的一行：“%s%s”", s.Name, row.Code, row.Words)
		}
	}
	return nil
}

// IsWelfare tells whether benefits are paid under a subject.
func (s Scheme) IsWelfare(code string) bool {
	return slices.ContainsFunc(s.Welfare, func(w string) bool { return strings.HasPrefix(code, w) })
}

// SchemeOn gives the scheme in force in a year; years before the first one take that.
func SchemeOn(year int) Scheme {
	all := Schemes()
	for _, s := range slices.Backward(all) {
		if s.Effective <= civil.Of(year, 1, 1).String() {
			return s
		}
	}
	return all[0]
}

// SchemeNamed gives a scheme by its id.
func SchemeNamed(id string) (Scheme, error) {
	for _, s := range Schemes() {
		if s.ID == id {
			return s, nil
		}
	}
	return Scheme{}, fmt.Errorf("没有叫“%s”的科目方案，可能要用更新的程序打开", id)
}

// Sure reports whether a subject stands in a printed source as the scheme has it.
func (s Scheme) Sure(code string) bool {
	for _, sub := range s.Subjects {
		if sub.Code == code {
			return sub.Sure == "sourced" || sub.Sure == "" && s.Sureness == "sourced"
		}
	}
	return false
}

// validCode tells a code of a subject: three digits, and two more for each step down.
func validCode(code string) bool {
	for _, r := range code {
		if r < '0' || r > '9' {
			return false
		}
	}
	return len(code) >= 3 && len(code) <= 11 && len(code)%2 == 1
}

// parentOf is the code of the subject above, "" for one at the top.
func parentOf(code string) string {
	if len(code) <= 3 {
		return ""
	}
	return code[:len(code)-2]
}
