package fund

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"unionledger/data/ledger"
)

// SubjectOp is the kind of operations that change subjects, accounts and openings.
const SubjectOp = "fund_setup"

// Subject is a subject of a year, first taken from its scheme and then the unit's own.
type Subject struct {
	ID     int64  `json:"-"`
	Year   int    `json:"-"`
	Code   string `json:"code"`
	Name   string `json:"name"`
	Kind   string `json:"kind"`
	Parent string `json:"parent,omitempty"`
	Unused bool   `json:"unused,omitempty"`
}

// String gives code and name: 50102 文体活动费.
func (s Subject) String() string { return s.Code + " " + s.Name }

// Depth counts the subjects above.
func (s Subject) Depth() int { return (len(s.Code) - 3) / 2 }

// OnDebit reports whether the subject grows on the debit side.
func (s Subject) OnDebit() bool { return onDebit(s.Kind) }

// onDebit reports whether a kind of subject grows on the debit side.
func onDebit(kind string) bool { return kind == Asset || kind == Expense }

// Subjects reads the subjects of a year in the order of their codes, each behind the
// one above it.
func Subjects(ctx context.Context, r ledger.Reader, year int) ([]Subject, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, year, code, name, kind, coalesce(parent, ''), unused FROM fund_subject WHERE year = ? ORDER BY code`, year)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Subject
	for rows.Next() {
		var s Subject
		if err := rows.Scan(&s.ID, &s.Year, &s.Code, &s.Name, &s.Kind, &s.Parent, &s.Unused); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// subject reads one subject of a year.
func subject(tx *ledger.Tx, year int, code string) (Subject, error) {
	all, err := Subjects(tx.Context(), tx, year)
	if err != nil {
		return Subject{}, err
	}
	if i := slices.IndexFunc(all, func(s Subject) bool { return s.Code == code }); i >= 0 {
		return all[i], nil
	}
	return Subject{}, ledger.Refuse("%d 年没有编号为“%s”的科目。请核对编号，或先添加科目。", year, code)
}

// AddSubject adds a subject to a year: below a parent, where no code is given under
// the next free one; or at the top, with code and kind. It returns the code.
func AddSubject(tx *ledger.Tx, s Subject) (string, error) {
	name, err := subjectName(s.Name)
	if err != nil {
		return "", err
	}
	s.Name = name
	all, err := Subjects(tx.Context(), tx, s.Year)
	if err != nil {
		return "", err
	}
	if s.Parent != "" {
		parent, err := subject(tx, s.Year, s.Parent)
		if err != nil {
			return "", err
		}
		if s.Kind = parent.Kind; s.Code == "" {
			s.Code = freeBelow(all, s.Parent)
		}
	}
	if !validCode(s.Code) || parentOf(s.Code) != s.Parent {
		return "", ledger.Refuse("科目编号“%s”不对：一级科目是 3 位数字，每下一级在上级编号后面加 2 位。", s.Code)
	}
	if scheme := SchemeOn(s.Year); s.Parent != "" && (strings.HasPrefix(s.Parent, scheme.Cash) || strings.HasPrefix(s.Parent, scheme.Bank)) {
		return "", ledger.Refuse("现金和银行存款不分明细科目，请在“账户”里添加账户。")
	}
	if !slices.Contains(Kinds, s.Kind) {
		return "", ledger.Refuse("科目类别只能是%s。", strings.Join(Kinds, "、"))
	}
	for _, o := range all {
		if o.Code == s.Code {
			return "", ledger.Refuse("编号 %s 已经是“%s”，请换一个编号。", s.Code, o.Name)
		}
		if o.Name == s.Name && o.Parent == s.Parent {
			return "", ledger.Refuse("同一级已经有“%s”了，不用再添加。", o)
		}
	}
	_, err = tx.Insert("fund_subject", []string{"year", "code", "name", "kind", "parent"}, []any{s.Year, s.Code, s.Name, s.Kind, orNull(s.Parent)})
	return s.Code, err
}

// freeBelow is the first code below a parent that nobody has.
func freeBelow(all []Subject, parent string) string {
	for n := 1; n < 100; n++ {
		code := fmt.Sprintf("%s%02d", parent, n)
		if !slices.ContainsFunc(all, func(s Subject) bool { return s.Code == code }) {
			return code
		}
	}
	return ""
}

func subjectName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || utf8.RuneCountInString(name) > 30 {
		return "", ledger.Refuse("科目名称要有 1 到 30 个字。")
	}
	return name, nil
}

// RenameSubject gives a subject of a year another name; codes never change.
func RenameSubject(tx *ledger.Tx, year int, code, name string) error {
	s, err := subject(tx, year, code)
	if err != nil {
		return err
	}
	if name, err = subjectName(name); err != nil {
		return err
	}
	return tx.Update("fund_subject", s.ID, []string{"name"}, []any{name})
}

// SetUnused marks a subject as not in use any more, or again in use. What is needed by
// the books themselves, or still has a balance, stays in use.
func SetUnused(tx *ledger.Tx, year int, code string, unused bool) error {
	b, err := Load(tx.Context(), tx, year)
	if err != nil {
		return err
	}
	s, ok := b.Subject(code)
	if !ok {
		return ledger.Refuse("%d 年没有编号为“%s”的科目。", year, code)
	}
	if unused {
		for _, need := range []string{b.Scheme.Cash, b.Scheme.Bank, b.Scheme.Surplus, b.Scheme.Dues} {
			if code == need {
				return ledger.Refuse("“%s”是记账要用到的科目，不能停用。", s)
			}
		}
		for _, row := range b.Trial(1, 12) {
			if row.Subject.Code == code && row.Closing != 0 && s.Kind != Income && s.Kind != Expense {
				return ledger.Refuse("“%s”还有余额 %s 元，不能停用。请先把余额转走。", s, row.Closing.Grouped())
			}
		}
	}
	return tx.Update("fund_subject", s.ID, []string{"unused"}, []any{unused})
}

// orNull keeps an unknown text as NULL.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
