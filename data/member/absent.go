package member

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// absent lists the active members whom no row of the sheet may mean, by name or
// by number, taken or not.
func (c *comparing) absent() []Absent {
	said := map[string]bool{}
	for i := range c.res.Rows {
		rec := c.res.Rows[i].Record
		said[rec.Get("name")], said[rec.Get("id_number")] = true, true
	}
	delete(said, "")
	out := []Absent{}
	for name, entries := range c.book.name {
		for _, e := range entries {
			if e.state == Active && !said[name] && !said[e.Get("id_number")] {
				out = append(out, Absent{e.id, name})
			}
		}
	}
	slices.SortFunc(out, func(a, b Absent) int { return cmp.Compare(a.Member, b.Member) })
	return out
}

// namedAbsent is how many of the absent a sentence names.
const namedAbsent = 10

// absentWords says who of the ledger is not in the sheet, "" where nobody is
// missing.
func (p *Plan) absentWords() string {
	n := len(p.Absent)
	switch {
	case n == 0:
		return ""
	case n > namedAbsent:
		return fmt.Sprintf("。台账里有、这张表里没有的 %d 人，没有改动", n)
	}
	var names []string
	for _, a := range p.Absent {
		names = append(names, a.Name)
	}
	return fmt.Sprintf("。台账里有、这张表里没有的 %d 人：%s，没有改动；如果已经离开，请办理转出或退会", n, strings.Join(names, "、"))
}
