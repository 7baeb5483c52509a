package member

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// Movement is what happened to the memberships in a period: how many members there
// were before it, what came and went, how many there are at its end. 保留会籍 is not
// counted, so who is retained leaves the count and who resumes comes back to it.
type Movement struct {
	From civil.Date `json:"from"`
	To   civil.Date `json:"to"`
	// Opening and Closing count the members 在册 at the end of the day before From,
	// and at the end of To; Retained counts those with 保留会籍 besides.
	Opening         int `json:"opening"`
	Closing         int `json:"closing"`
	OpeningRetained int `json:"opening_retained"`
	ClosingRetained int `json:"closing_retained"`
	// Lines has one line for every kind of event, in the order shown.
	Lines []MovementLine `json:"lines"`
}

// MovementLine is one kind of event in a period with the persons behind it.
type MovementLine struct {
	Kind EventKind `json:"kind"`
	// Effect is by how many the line changes the number of members.
	Effect int `json:"effect"`
	// People are all to whom it happened, in order of their days; not each of them
	// changes the count: who moves out while retained was not counted before.
	People []Moved `json:"people"`
}

// Moved is one person behind a figure.
type Moved struct {
	Event  int64      `json:"event"`
	Member int64      `json:"member"`
	Name   string     `json:"name"`
	Group  string     `json:"department,omitempty"`
	Date   civil.Date `json:"date"`
	// Before is the state the event found somebody in.
	Before     State  `json:"before"`
	Reason     string `json:"reason,omitempty"`
	Document   string `json:"document,omitempty"`
	MinuteNo   string `json:"minute_no,omitempty"`
	OtherUnion string `json:"other_union,omitempty"`
	// Effect is 1 where the number of members grew by it, -1 where it shrank, else 0.
	Effect int `json:"effect"`
}

// Counting is how many people of the line changed the number of members.
func (l MovementLine) Counting() (n int) {
	for _, p := range l.People {
		if p.Effect != 0 {
			n++
		}
	}
	return n
}

// Line gives the line of a kind.
func (m Movement) Line(k EventKind) MovementLine {
	for _, l := range m.Lines {
		if l.Kind == k {
			return l
		}
	}
	return MovementLine{Kind: k}
}

// movementOrder is how the kinds stand in the table: what adds, what takes away, and
// what does not touch the count.
var movementOrder = []EventKind{Joined, MovedIn, Resumed, Retain, MovedOut, Withdrew, LapsedByRule, WasExpelled, Died, Applied, Refused}

// Movements tells what happened from one day to another, both included. It reads all
// facts once, in a second reading those of the period with their persons.
func Movements(ctx context.Context, r ledger.Reader, from, to civil.Date) (Movement, error) {
	out := Movement{From: from, To: to}
	if !from.Complete() || !to.Complete() || to.Before(from) {
		return out, ledger.Refuse("期间 %s 至 %s 不对：要写到日，先后不能颠倒。", from, to)
	}
	before := from.AddDays(-1).String()
	people, err := movedIn(ctx, r, before, to.String())
	if err != nil {
		return out, fmt.Errorf("统计会籍变动：%w", err)
	}
	lines := map[EventKind]*MovementLine{}
	for _, k := range movementOrder {
		lines[k] = &MovementLine{Kind: k, People: []Moved{}}
	}
	opening := map[int64]State{} // of those to whom something happened
	err = eachFact(ctx, r, to.String(), func(id, member int64, kind EventKind, date string, state State) {
		if date <= before {
			return
		}
		if _, known := opening[member]; !known {
			opening[member] = state
		}
		p := people[id]
		p.Event, p.Member, p.Before = id, member, state
		p.Effect = counts(leads[kind]) - counts(state)
		l := lines[kind]
		l.People = append(l.People, p)
		l.Effect += p.Effect
	}, func(member int64, state State) {
		out.Closing += counts(state)
		retained := state == Retained
		if was, moved := opening[member]; moved {
			out.Opening += counts(was)
			if was == Retained {
				out.OpeningRetained++
			}
		} else {
			out.Opening += counts(state)
			if retained {
				out.OpeningRetained++
			}
		}
		if retained {
			out.ClosingRetained++
		}
	})
	for _, k := range movementOrder {
		sortMoved(lines[k].People)
		out.Lines = append(out.Lines, *lines[k])
	}
	return out, err
}

func counts(s State) int {
	if s.Counted() {
		return 1
	}
	return 0
}

func sortMoved(list []Moved) {
	slices.SortFunc(list, func(a, b Moved) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Event, b.Event))
	})
}

// eachFact hands over all facts up to a day, member by member, oldest first, with
// the state each one found; done hears of every member's last state.
func eachFact(ctx context.Context, r ledger.Reader, until string, fact func(id, member int64, kind EventKind, date string, before State), done func(member int64, last State)) error {
	rows, err := r.QueryContext(ctx, `SELECT id, member_id, kind, coalesce(date, '') FROM membership_fact
		WHERE (date IS NULL OR date <= ?) AND member_id NOT IN (SELECT id FROM member_merged) ORDER BY member_id, date, place`, until)
	if err != nil {
		return err
	}
	defer rows.Close()
	var who int64
	var state State
	for rows.Next() {
		var id, member int64
		var kind EventKind
		var date string
		if err := rows.Scan(&id, &member, &kind, &date); err != nil {
			return err
		}
		if member != who {
			if who != 0 {
				done(who, state)
			}
			who, state = member, ""
		}
		fact(id, member, kind, date, state)
		state = leads[kind]
	}
	if who != 0 {
		done(who, state)
	}
	return rows.Err()
}

// movedIn reads the facts behind a day, up to another, with their persons, by id.
func movedIn(ctx context.Context, r ledger.Reader, after, until string) (map[int64]Moved, error) {
	rows, err := r.QueryContext(ctx, `SELECT f.id, m.name, coalesce(g.name, ''), f.date, coalesce(f.reason, ''), coalesce(f.document, ''),
		coalesce(f.minute_no, ''), coalesce(f.other_union, '')
		FROM membership_fact f JOIN member m ON m.id = f.member_id LEFT JOIN union_group g ON g.id = m.department
		WHERE f.date > ? AND f.date <= ? AND `+NotMerged, after, until)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]Moved{}
	for rows.Next() {
		var p Moved
		if err := rows.Scan(&p.Event, &p.Name, &p.Group, &p.Date, &p.Reason, &p.Document, &p.MinuteNo, &p.OtherUnion); err != nil {
			return nil, err
		}
		out[p.Event] = p
	}
	return out, rows.Err()
}
