package wizard

import (
	"fmt"
	"slices"

	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/member"
)

// again reports a row that was refused for another one of the same person.
func (l line) again() bool {
	return l.Kind == member.ListedAgain && l.row != nil && len(l.row.Rivals) > 0
}

// otherStays says of such a row which one is taken instead.
func (l line) otherStays() string { return fmt.Sprintf("留第 %d 行", l.row.Rivals[0].Number) }

// unknownWord reports a word that no list knows; what it means is chosen for all
// rows at once.
func (l line) unknownWord() bool {
	return l.level == levelMissing && l.field.Kind == field.Code && l.Value != ""
}

// waits reports whether somebody should decide about a line and has not.
func (j *job) waits(l line) bool {
	if len(l.choices()) == 0 {
		return false
	}
	return j.decision(l) == doHold || l.Kind == member.SharedNumber && l.level == levelAsk && !j.preferred(l.row)
}

// sameWords say of each candidate that a row is about this member: by the group, which
// people know, and by the number where that does not tell them apart.
func sameWords(list []member.Candidate) []string {
	out := make([]string, len(list))
	for i, c := range list {
		name, group := c.Record.Get("name"), c.Record.Get("department")
		alike := 0
		for _, o := range list {
			if o.Record.Get("name") == name && o.Record.Get("department") == group {
				alike++
			}
		}
		switch {
		case group == "":
			out[i] = fmt.Sprintf("是 %s（编号 %d）", name, c.ID)
		case alike > 1:
			out[i] = fmt.Sprintf("是 %s（%s，编号 %d）", name, group, c.ID)
		default:
			out[i] = fmt.Sprintf("是 %s（%s）", name, group)
		}
	}
	return out
}

// choosesRow reports a line that asks which of several rows of the book holds.
func (l line) choosesRow() bool { return l.again() || l.Kind == member.SharedNumber }

// prefers takes a row before its rivals, or no more.
func (j *job) prefers(row *intake.Row, id intake.RowID, word string) (again bool) {
	j.leave(row, cellOf{id, ""}, word == doLeave)
	if word == doLeave {
		delete(j.prefer, id)
		return true
	}
	if delete(j.prefer, id); word == doThis || word == doOwner {
		for _, rival := range row.Rivals {
			delete(j.prefer, rival)
		}
		j.prefer[id] = true
	}
	return true
}

// becomes is the new value of a line after what was decided about it.
func (j *job) becomes(l line) string {
	if l.mayLeave && l.conflict == nil && !l.finding {
		switch j.decision(l) {
		case doBlank:
			return "→ 留空，待补"
		case doLeave:
			return "→ 不写入"
		}
	}
	return l.after()
}

// preferred reports whether people chose a row or one of its rivals.
func (j *job) preferred(row *intake.Row) bool {
	return row.Preferred || slices.ContainsFunc(row.Rivals, func(r intake.RowID) bool { return j.prefer[r] })
}
