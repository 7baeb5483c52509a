package member

import (
	"fmt"

	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/problem"
)

// Policy says what an import does with a field in which sheet and ledger differ.
type Policy string

// The policies. The sheet overwrites unless something else is said.
const (
	Overwrite Policy = ""
	FillOnly  Policy = "fill"  // only what the ledger does not know is taken
	CheckOnly Policy = "check" // nothing is written, differences are told
)

// Label names a policy to people.
func (p Policy) Label() string {
	switch p {
	case FillOnly:
		return "只补空白"
	case CheckOnly:
		return "只核对不写"
	}
	return "用表里的"
}

// Decision is what somebody decided about a row that could not be matched. The zero
// value leaves it open.
type Decision struct {
	// Member is whom the row is about; New makes it a new person.
	Member int64
	New    bool
}

// Terms are what people set for an import before it is written.
type Terms struct {
	// Only limits the import to new or to known people.
	Only Only
	// Policies are by key of the field; a field not named is overwritten.
	Policies map[string]Policy
	// Decided are the rows somebody decided about.
	Decided map[intake.RowID]Decision
}

// Candidate is a member a row in conflict may be about; department holds the name of
// the group.
type Candidate struct {
	ID     int64
	Record field.Record
	State  State
}

// Conflict is a row that is not written before somebody decides.
type Conflict struct {
	Row *intake.Row
	problem.Problem
	// Candidates are the members it may be about, none where the ledger has no such
	// person.
	Candidates []Candidate
}

func candidates(list []*entry) []Candidate {
	var out []Candidate
	for _, e := range list {
		out = append(out, Candidate{e.id, e.Record, e.state})
	}
	return out
}

// decided gives the match that somebody chose for a row; false where nobody did.
func (c *comparing) decided(row *intake.Row) (match, bool) {
	d, ok := c.terms.Decided[c.res.ID(row)]
	switch {
	case !ok || d == Decision{}:
		return match{}, false
	case d.New:
		return match{how: ByHand, fresh: true}, true
	}
	e := c.book.byID(d.Member)
	switch {
	case e == nil:
		return match{kind: "no_such_member", conflict: fmt.Sprintf("台账里没有编号为 %d 的会员，这一行没有写入。请重新选。", d.Member)}, true
	case e.taken:
		return match{kind: "same_member_twice", maybe: []*entry{e}, conflict: fmt.Sprintf("另一行已经是“%s”了，同一个人不能写两次，这一行没有写入。请重新选。", e.Get("name"))}, true
	}
	e.taken = true
	return match{entry: e, how: ByHand}, true
}

// ByHand is how a row was matched that somebody decided about.
const ByHand = "您指定"

// byID finds a member of the ledger by its number.
func (b *registered) byID(id int64) *entry {
	if b.ids == nil {
		b.ids = map[int64]*entry{}
		for _, list := range b.name {
			for _, e := range list {
				b.ids[e.id] = e
			}
		}
	}
	return b.ids[id]
}

// fresh is the record a new person is entered with: without what is only to be
// compared, and without a number the ledger has somebody else under.
func (c *comparing) fresh(row *intake.Row) field.Record {
	rec := row.Record
	number := rec.Get("id_number")
	other := number != "" && c.book.number[number] != nil
	if !other && len(c.terms.Policies) == 0 {
		return rec
	}
	rec = rec.Clone()
	if other {
		rec.Set("id_number", "")
		rec.Set("id_as_written", number)
	}
	for key, p := range c.terms.Policies {
		if p == CheckOnly && key != "name" && rec.Fields().Index(key) >= 0 {
			rec.Set(key, "")
		}
	}
	return rec
}

// settle applies the policies to the changes of a known member; what is kept from
// being written is told.
func (c *comparing) settle(d *Draft) {
	kept := d.Changes[:0]
	for _, ch := range d.Changes {
		policy := c.terms.Policies[ch.Field]
		if policy == Overwrite || policy == FillOnly && ch.Old == "" {
			kept = append(kept, ch)
			continue
		}
		c.plan.Kept = append(c.plan.Kept, problem.Problem{Severity: problem.Hint, Kind: "differs_kept", Sheet: c.res.Sheet(d.Row), Row: d.Row.Number,
			Cell: c.res.Cell(d.Row, ch.Field), Who: d.Row.Record.Get("name"), Field: ch.Field, Label: ch.Label, Value: ch.New, New: ch.Old,
			Message: fmt.Sprintf("%s和台账里的不同，按“%s”没有改台账。", ch.Label, policy.Label())})
	}
	d.Changes = kept
}
