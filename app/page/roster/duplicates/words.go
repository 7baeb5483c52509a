package duplicates

import (
	"fmt"
	"slices"
	"strings"

	"unionledger/data/field"
	"unionledger/data/member"
)

// The choices of a line.
const (
	takeLeft  = "取左边"
	takeRight = "取右边"
)

// line is one row of the comparison.
type line struct {
	label string
	// key is the field, "" for the lines that are none.
	key                string
	left, right, after string
	differs            bool
	drop               bool // the right one is taken
	events             bool // the line that chooses whose history holds
	why                string
}

// choice is the word of the side taken, "" where there is nothing to choose.
func (l line) choice() string {
	switch {
	case !l.differs || l.key == "" && !l.events:
		return ""
	case l.drop:
		return takeRight
	}
	return takeLeft
}

// linesOf lays the two records out: what differs first, what is the same below.
func linesOf(m *member.Merging, groups map[int64]string, full bool) []line {
	events := line{label: "会籍记录", left: eventWords(m.Keep.Events), right: eventWords(m.Drop.Events), events: true, drop: m.DropEvents}
	events.differs = events.left != events.right
	events.after = events.left
	state := line{label: "会籍", left: string(m.Keep.State), right: string(m.Drop.State), after: string(m.Keep.State)}
	if m.DropEvents {
		events.after, state.after = events.right, state.right
	}
	state.differs = state.left != state.right
	out := []line{state, events}
	for _, f := range m.Fields {
		show := func(value string) string { return shown(f.Field, value, groups, full) }
		l := line{label: f.Field.Label, key: f.Field.Key, left: show(f.Keep), right: show(f.Drop), after: show(f.Taken()),
			differs: f.Differs(), drop: f.TakeDrop, why: f.Why}
		if f.Differs() && l.left == l.right && l.left != "" {
			l.left, l.right = l.left+"（左）", l.right+"（右）" // they differ where the mask lies
		}
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b line) int {
		switch {
		case a.differs == b.differs:
			return 0
		case a.differs:
			return -1
		}
		return 1
	})
	return out
}

func shown(f field.Field, value string, groups map[int64]string, full bool) string {
	if f.Kind == field.Group {
		var id int64
		fmt.Sscan(value, &id)
		return groups[id]
	}
	if full {
		return f.Display(value)
	}
	return f.Shown(value)
}

// eventWords says a history in one line: 入会 2015-03，转出 2020-05-01.
func eventWords(events []member.Event) string {
	if len(events) == 0 {
		return "没有记录"
	}
	var parts []string
	for _, e := range events {
		parts = append(parts, strings.TrimSpace(string(e.Kind)+" "+e.Date.String()))
	}
	return strings.Join(parts, "，")
}

// pairWords names the two records of a pair.
func pairWords(s member.Same) string {
	if s.NameA == s.NameB {
		return s.NameA
	}
	return s.NameA + "、" + s.NameB
}

// remark says how many pairs there are.
func remark(pairs []member.Same) string {
	all, sure := 0, 0
	for _, s := range pairs {
		if s.Sure > member.NotSame {
			all++
		}
		if s.Sure == member.Certain {
			sure++
		}
	}
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("疑似重复 %d 对，其中确定 %d 对", all, sure)
}
