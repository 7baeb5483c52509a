package dues

import (
	"slices"

	"unionledger/data/money"
	"unionledger/data/union"
)

// The states the year at a glance can be narrowed to.
const (
	StateOwing     = "欠缴"
	StatePaidUp    = "已缴清"
	StateExempt    = "有免缴"
	StateNoBase    = "缺基数"
	StateCorrected = "有更正"
	StateAhead     = "有预缴"
	StateOver      = "多缴"
)

// States lists the states in the order menus offer them.
var States = []string{StateOwing, StatePaidUp, StateExempt, StateNoBase, StateCorrected, StateAhead, StateOver}

// In reports whether the member's year is in a state; "" is any.
func (y *MemberYear) In(state string) bool {
	has := func(ok func(MonthCell) bool) bool { return slices.ContainsFunc(y.Months[:], ok) }
	switch state {
	case StateOwing:
		return y.Owing() > 0
	case StatePaidUp:
		return y.Owing() == 0 && y.Due() > 0
	case StateExempt:
		return has(func(c MonthCell) bool {
			return c.free() && c.Exempt != NotYetIn && c.Exempt != HasLeft && c.Exempt != NotYetDue
		})
	case StateNoBase:
		return has(func(c MonthCell) bool { return c.Exempt == NoBase })
	case StateCorrected:
		return has(func(c MonthCell) bool { return c.Corrected })
	case StateAhead:
		return y.Held > 0 || has(func(c MonthCell) bool { return c.Ahead })
	case StateOver:
		return y.Over() > 0
	}
	return true
}

// free says that nothing is due for a reason other than a missing base.
func (c MonthCell) free() bool { return c.Billed && c.Exempt != "" && c.Exempt != NoBase }

// Reasons lists why the member pays nothing in some months, each once.
func (y *MemberYear) Reasons() (out []string) {
	for _, c := range y.Months {
		if c.free() && !slices.Contains(out, c.Exempt) {
			out = append(out, c.Exempt)
		}
	}
	return out
}

// Gone says that the member has left, owes nothing and is owed nothing, for the whole year.
func (y *MemberYear) Gone() bool {
	if y.Owing() > 0 || y.Over() > 0 {
		return false
	}
	left := false
	for _, c := range y.Months {
		if c.Billed && c.Exempt != HasLeft {
			return false
		}
		left = left || c.Billed
	}
	return left
}

// YearSums are the sums of some members' years, by month and in all.
type YearSums struct {
	Members     int           `json:"members"`
	Before      money.Fen     `json:"before_fen"`
	MonthDue    [12]money.Fen `json:"month_due_fen"`
	MonthPaid   [12]money.Fen `json:"month_paid_fen"`
	Due         money.Fen     `json:"due_fen"`
	Paid        money.Fen     `json:"paid_fen"`
	Owing       money.Fen     `json:"owing_fen"`
	OwingPeople int           `json:"owing_members"`
}

// Add takes a member's year in.
func (s *YearSums) Add(y *MemberYear) {
	s.Members++
	s.Before += y.Before
	for m, c := range y.Months {
		s.MonthDue[m] += c.Due
		s.MonthPaid[m] += c.Paid
		s.Due += c.Due
		s.Paid += c.Paid
	}
	if owing := y.Owing(); owing > 0 {
		s.Owing += owing
		s.OwingPeople++
	}
}

// GroupYear is the year of a group: its own members, not those of groups below it.
type GroupYear struct {
	Group   int64        `json:"group"`
	Name    string       `json:"department"`
	Members []MemberYear `json:"-"`
	YearSums
}

// Rate is what part of the dues came in, in thousandths, cut off: 1000 is said only
// when all is paid. Without dues it is 1000.
func (s *YearSums) Rate() int {
	if s.Due <= 0 {
		return 1000
	}
	return int(min(int64(s.Paid)*1000/int64(s.Due), 1000))
}

// ByGroup puts members under their groups, in the order of the union's tree; those
// without a group come last. Groups without members are left out.
func ByGroup(all []MemberYear, groups []union.Group) []GroupYear {
	names := union.Names(groups)
	ordered, _ := union.Tree(groups)
	at := map[int64]int{}
	var out []GroupYear
	for i, g := range append(slices.Clone(ordered), union.Group{}) {
		at[g.ID] = i
		out = append(out, GroupYear{Group: g.ID, Name: names[g.ID]})
	}
	for i := range all {
		k, known := at[all[i].Group]
		if !known {
			k = len(out) - 1
		}
		out[k].Members = append(out[k].Members, all[i])
		out[k].Add(&all[i])
	}
	return slices.DeleteFunc(out, func(g GroupYear) bool { return len(g.Members) == 0 })
}
