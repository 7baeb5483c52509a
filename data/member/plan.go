package member

import (
	"context"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// Change is one field of a member that an import would change.
type Change struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// Draft is one row of a roster against what the ledger holds.
type Draft struct {
	Row *intake.Row
	// Member is the one the row was found to be, 0 for a new one.
	Member int64
	// Matched says by what: 证件号码, 姓名和出生日期, …
	Matched string
	// Changes are the fields whose value changes; nothing known is ever changed
	// to unknown.
	Changes []Change
	// Event is what the row says happened to the membership since, with an empty
	// Kind for nothing.
	Event Event
}

// Plan is what an import will do.
type Plan struct {
	New, Changed, Same []Draft
	// Conflicts are rows that will not be written because somebody must decide.
	Conflicts []problem.Problem
	// Refused are the rows that were refused when they were read.
	Refused []*intake.Row
	// Absent are the members on the roster today of whom the sheet says nothing.
	// Nothing is done to them: the sheet may list one workshop only.
	Absent []Absent

	today civil.Date
}

// Absent is a member whom a sheet does not list.
type Absent struct {
	Member int64  `json:"member"`
	Name   string `json:"name"`
}

// Only limits what an import does.
type Only string

// The limits.
const (
	Everything Only = ""
	AddOnly    Only = "add"    // known members stay as they are
	UpdateOnly Only = "update" // nobody is added
)

// Compare matches the rows taken of a roster with the members of the ledger.
func Compare(ctx context.Context, r ledger.Reader, res *intake.Result, only Only, today civil.Date) (*Plan, error) {
	book, err := readBook(ctx, r, civil.Date{})
	if err != nil {
		return nil, fmt.Errorf("和台账比较：%w", err)
	}
	c := &comparing{plan: &Plan{today: today}, book: book, res: res, today: today}
	found := make([]match, len(res.Rows))
	// Numbers first, so that a namesake does not take somebody's place.
	for i := range res.Rows {
		if row := &res.Rows[i]; row.Refused {
			c.plan.Refused = append(c.plan.Refused, row)
		} else {
			found[i] = book.byNumber(row.Record)
		}
	}
	for i := range res.Rows {
		row := &res.Rows[i]
		if row.Refused {
			continue
		}
		if found[i].entry == nil && found[i].conflict == "" {
			found[i] = book.byName(row.Record)
		}
		c.draft(row, found[i], only)
	}
	c.plan.Absent = c.absent()
	return c.plan, ctx.Err()
}

type comparing struct {
	plan  *Plan
	book  *registered
	res   *intake.Result
	today civil.Date
}

// draft files one row under what is to be done with it.
func (c *comparing) draft(row *intake.Row, m match, only Only) {
	if m.conflict != "" {
		c.conflict(row, m.kind, m.conflict)
		return
	}
	d := Draft{Row: row, Event: eventOf(row.Record)}
	if m.entry == nil {
		if only != UpdateOnly {
			c.plan.New = append(c.plan.New, d)
		} else {
			c.conflict(row, "not_in_ledger", "台账里没有这个人，这次只更新、不新增，没有写入。")
		}
		return
	}
	d.Member, d.Matched = m.entry.id, m.how
	if only == AddOnly {
		c.plan.Same = append(c.plan.Same, d)
		return
	}
	d.Changes = changes(m.entry.Record, row.Record)
	if !c.happens(&d, m.entry) {
		return
	}
	if len(d.Changes) == 0 && d.Event.Kind == "" {
		c.plan.Same = append(c.plan.Same, d)
	} else {
		c.plan.Changed = append(c.plan.Changed, d)
	}
}

// happens keeps the event of a row only where it leads to another state than the
// member is in; one that cannot follow is a conflict.
func (c *comparing) happens(d *Draft, known *entry) bool {
	switch e := d.Event; {
	case e.Kind == "" || leads[e.Kind] == known.state:
		d.Event = Event{}
		return true
	case !contains(known.state.Possible(), e.Kind):
		c.conflict(d.Row, "event_impossible", fmt.Sprintf("表里写的会籍变化是“%s”，台账里现在是“%s”，对不上，这一行没有写入。请先看会籍记录。", e.Kind, known.state))
		return false
	case !e.Date.IsZero() && e.Date.Last().Before(known.last.First()):
		c.conflict(d.Row, "event_too_early", fmt.Sprintf("表里写的%s日期 %s 早于台账里的上一条会籍记录（%s），这一行没有写入。请先看会籍记录。", e.Kind, e.Date, known.last))
		return false
	}
	return true
}

func (c *comparing) conflict(row *intake.Row, kind, message string) {
	c.plan.Conflicts = append(c.plan.Conflicts, problem.Problem{Severity: problem.Error, Kind: kind, Sheet: c.res.Sheet(row), Row: row.Number,
		Cell: c.res.Cell(row, "name"), Who: row.Record.Get("name"), Field: "name", Label: "姓名", Value: row.Record.Get("name"), Message: message})
}

// eventOf reads the columns of the last change of the membership.
func eventOf(rec field.Record) Event {
	kind := EventKind(rec.Get("change_kind"))
	if kind == "" {
		return Event{}
	}
	return Event{Kind: kind, Date: rec.Date("change_date"), Reason: rec.Get("change_reason")}
}

// changes lists the fields in which a row says something else than the ledger and
// knows as much: an unknown value or a vaguer date changes nothing, and a doubtful
// number does not replace a good one.
func changes(old, row field.Record) []Change {
	var out []Change
	add := func(f field.Field, value string) {
		out = append(out, Change{f.Key, f.Label, old.Get(f.Key), value})
	}
	for i, f := range Fields.All() {
		was, is := old.At(i), row.At(i)
		switch {
		case is == "" || is == was:
			continue
		case f.Kind == field.Date && was != "" && strings.HasPrefix(was, is):
			continue
		case f.Key == "id_number" && betterNumber(old, row):
			continue
		case f.Key == "id_as_written" && (old.Get("id_number") != "" || row.Get("id_number") != ""):
			continue
		}
		add(f, is)
	}
	if old.Get("id_as_written") != "" && row.Get("id_number") != "" {
		add(Fields.Must("id_as_written"), "")
	}
	return out
}

// betterNumber reports whether the ledger's number passes its check and the row's
// does not.
func betterNumber(old, row field.Record) bool {
	_, good := UsableID(old, civil.Date{Year: 9999, Month: 12, Day: 31})
	_, also := UsableID(row, civil.Date{Year: 9999, Month: 12, Day: 31})
	return good && !also
}

// readBook reads all members with what a roster may say about them, and their
// states on a day.
func readBook(ctx context.Context, r ledger.Reader, on civil.Date) (*registered, error) {
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return nil, err
	}
	names := union.Names(groups)
	b := &registered{number: map[string]*entry{}, name: map[string][]*entry{}}
	last, err := lastDays(ctx, r)
	if err != nil {
		return nil, err
	}
	err = each(ctx, r, "ORDER BY m.id", on, func(m Member) error {
		m.Set("department", names[m.Int("department")])
		e := &entry{id: m.ID, Record: m.Record, state: m.State, last: last[m.ID]}
		if n := m.Get("id_number"); n != "" && b.number[n] == nil {
			b.number[n] = e
		}
		b.name[m.Get("name")] = append(b.name[m.Get("name")], e)
		return nil
	})
	return b, err
}

// lastDays gives the day of the last event of each member, where one is known.
func lastDays(ctx context.Context, r ledger.Reader) (map[int64]civil.Date, error) {
	rows, err := r.QueryContext(ctx, `SELECT member_id, max(date) FROM membership_event WHERE date IS NOT NULL GROUP BY member_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]civil.Date{}
	for rows.Next() {
		var id int64
		var day civil.Date
		if err := rows.Scan(&id, &day); err != nil {
			return nil, err
		}
		out[id] = day
	}
	return out, rows.Err()
}
