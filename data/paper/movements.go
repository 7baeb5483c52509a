package paper

import (
	"context"
	"fmt"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// shownKinds are the changes a 会籍变动情况表 has a line for, in its order.
var shownKinds = []member.EventKind{member.Joined, member.MovedIn, member.Resumed,
	member.MovedOut, member.Retain, member.Withdrew, member.LapsedByRule, member.WasExpelled, member.Died}

// Figure counts people, and the women among them.
type Figure struct{ All, Women int }

func (f *Figure) add(o Figure) { f.All, f.Women = f.All+o.All, f.Women+o.Women }

// Movements is what a 会籍变动情况表 tells of a period, both days included.
// Opening and the changes of Kinds together give Closing.
type Movements struct {
	From, To         civil.Date
	Opening, Closing Figure
	// Kinds counts the changes by which somebody became or ceased to be a counted
	// member.
	Kinds map[member.EventKind]Figure
	// Changes are those changes by date; Members reads who they are about.
	Changes []member.Event
}

// Added and Lost sum the changes up.
func (m *Movements) Added() Figure { return m.sum(true) }
func (m *Movements) Lost() Figure  { return m.sum(false) }

func (m *Movements) sum(in bool) (out Figure) {
	for k, f := range m.Kinds {
		if slices.Contains(joining, k) == in {
			out.add(f)
		}
	}
	return out
}

// joining are the changes that make somebody a counted member.
var joining = []member.EventKind{member.Joined, member.MovedIn, member.Resumed}

// movementsOf reads the changes of a period from the events of all members, once.
func movementsOf(ctx context.Context, r ledger.Reader, from, to civil.Date) (*Movements, error) {
	rows, err := r.QueryContext(ctx, `SELECT e.id, e.member_id, e.kind, coalesce(e.date, ''), m.gender = '女'
		FROM membership_event e JOIN member m ON m.id = e.member_id ORDER BY e.member_id, e.date, e.id`)
	if err != nil {
		return nil, fmt.Errorf("读会籍记录：%w", err)
	}
	defer rows.Close()
	out := &Movements{From: from, To: to, Kinds: map[member.EventKind]Figure{}}
	first, last := from.String(), to.String()
	var was person
	for rows.Next() {
		var e member.Event
		var date string
		var woman *bool
		if err := rows.Scan(&e.ID, &e.Member, &e.Kind, &date, &woman); err != nil {
			return nil, err
		}
		if e.Member != was.id {
			was.settle(out)
			was = person{id: e.Member, figure: Figure{All: 1}}
			if woman != nil && *woman {
				was.figure.Women = 1
			}
		}
		after := e.Kind.LeadsTo().Counted()
		switch {
		case date > last:
			continue
		case date >= first && after != was.counted:
			f := out.Kinds[e.Kind]
			f.add(was.figure)
			out.Kinds[e.Kind] = f
			e.Date, err = civil.Parse(date)
			if err != nil {
				return nil, err
			}
			out.Changes = append(out.Changes, e)
		case date < first:
			was.opening = after
		}
		was.counted = after
	}
	was.settle(out)
	slices.SortStableFunc(out.Changes, func(a, b member.Event) int { return a.Date.Compare(b.Date) })
	return out, rows.Err()
}

// person is what is known of one member while the events are read.
type person struct {
	id               int64
	figure           Figure
	opening, counted bool
}

func (p *person) settle(m *Movements) {
	if p.opening {
		m.Opening.add(p.figure)
	}
	if p.counted {
		m.Closing.add(p.figure)
	}
}
