package member

import (
	"context"
	"fmt"
	"slices"
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
	// rec is what a new member is entered with.
	rec field.Record
	// Event is what the row says happened to the membership since, with an empty
	// Kind for nothing.
	Event Event
}

// Plan is what an import will do.
type Plan struct {
	New, Changed, Same []Draft
	// Conflicts are rows that will not be written because somebody must decide.
	Conflicts []Conflict
	// Kept are differences that were only told, since the field is not overwritten.
	Kept []problem.Problem
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
func Compare(ctx context.Context, r ledger.Reader, res *intake.Result, terms Terms, today civil.Date) (*Plan, error) {
	book, err := readBook(ctx, r, civil.Date{})
	if err != nil {
		return nil, fmt.Errorf("和台账比较：%w", err)
	}
	c := &comparing{plan: &Plan{today: today}, book: book, res: res, today: today, terms: terms,
		events: func(id int64) (chain, error) { return Events(ctx, r, id) }}
	found := make([]match, len(res.Rows))
	said := make([]bool, len(res.Rows)) // rows somebody decided about, before all others
	for i := range res.Rows {
		if row := &res.Rows[i]; !row.Refused && len(terms.Decided) > 0 {
			found[i], said[i] = c.decided(row)
		}
	}
	// Numbers first, so that a namesake does not take somebody's place.
	for i := range res.Rows {
		if row := &res.Rows[i]; row.Refused {
			c.plan.Refused = append(c.plan.Refused, row)
		} else if !said[i] {
			found[i] = book.byNumber(row.Record)
		}
	}
	for i := range res.Rows {
		row := &res.Rows[i]
		if row.Refused {
			continue
		}
		if found[i].entry == nil && found[i].conflict == "" && !said[i] {
			found[i] = book.byName(row.Record, endsOf(res, row))
		}
		if err := c.draft(row, found[i]); err != nil {
			return nil, fmt.Errorf("和台账比较：%w", err)
		}
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	c.plan.Absent = c.absent()
	return c.plan, ctx.Err()
}

type comparing struct {
	plan  *Plan
	book  *registered
	res   *intake.Result
	today civil.Date
	terms Terms
	// events reads the facts of a membership.
	events func(member int64) (chain, error)
}

// draft files one row under what is to be done with it.
func (c *comparing) draft(row *intake.Row, m match) error {
	if m.conflict != "" {
		c.conflict(row, m.kind, m.conflict, m.maybe...)
		return nil
	}
	if err := c.settleGroup(row.Record, m.entry); err != nil {
		c.conflict(row, "group_ambiguous", err.Error()+"这一行没有写入。")
		return nil
	}
	d := Draft{Row: row, Event: eventOf(row.Record)}
	if m.entry == nil {
		if err := d.Event.NotYet(c.today); err != nil && !State("").Allows(d.Event.Kind) { // who begins so is here, only the day is wrong
			c.conflict(row, "event_too_early", err.Error()+"这一行没有写入。")
			return nil
		}
		if d.rec = c.fresh(row); c.terms.Only != UpdateOnly || m.fresh {
			c.plan.New = append(c.plan.New, d)
		} else {
			c.conflict(row, "not_in_ledger", "台账里没有这个人，这次只更新、不新增，没有写入。")
		}
		return nil
	}
	d.Member, d.Matched = m.entry.id, m.how
	if c.terms.Only == AddOnly && m.how != ByHand {
		c.plan.Same = append(c.plan.Same, d)
		return nil
	}
	d.Changes = changes(m.entry.Record, row.Record)
	c.settle(&d)
	if ok, err := c.happens(&d, m.entry); err != nil || !ok {
		return err
	}
	if len(d.Changes) == 0 && d.Event.Kind == "" {
		c.plan.Same = append(c.plan.Same, d)
	} else {
		c.plan.Changed = append(c.plan.Changed, d)
	}
	return nil
}

// settleGroup says which of several groups of one name a row means: the one a known
// member is in; for anybody else the name does not tell.
func (c *comparing) settleGroup(rec field.Record, known *entry) error {
	text := rec.Get("department")
	same := c.book.namesakes[text]
	if same == nil {
		return nil
	}
	names := union.Names(c.book.groups)
	told := false // a group directly below the union has no longer words than its name
	for _, g := range same {
		if known != nil && known.Get("department") == names[g.ID] {
			rec.Set("department", names[g.ID])
			return nil
		}
		told = told || names[g.ID] == text
	}
	if told {
		return nil
	}
	return union.Ambiguous(c.book.groups, same)
}

// happens keeps the event of a row only where it leads to another state than the
// member is in. An event that cannot follow, and a 入会日期 that the later events
// contradict, are conflicts.
func (c *comparing) happens(d *Draft, known *entry) (ok bool, err error) {
	if d.Event.Kind == "" || leads[d.Event.Kind] == known.state {
		d.Event = Event{}
	}
	joined, moved := civil.Date{}, false
	for _, x := range d.Changes {
		if x.Field == "join_date" && known.facts > 1 {
			joined, moved = d.Row.Record.Date("join_date"), true
		}
	}
	if d.Event.Kind == "" && !moved {
		return true, nil
	}
	events, err := c.events(known.id)
	if err != nil {
		return false, err
	}
	if e := events.joining(); moved && e.Date == known.Date("join_date") {
		right := e
		right.Date = joined
		if right, err = events.replace(e, right); err == nil {
			events, _ = events.without(e.ID).put(right)
		}
	}
	kind := "join_date_impossible"
	if err == nil {
		kind, err = "event_too_early", d.Event.NotYet(c.today)
	}
	if err == nil && d.Event.Kind != "" {
		if kind = "event_impossible"; known.state.Allows(d.Event.Kind) {
			kind = "event_too_early"
		}
		_, err = events.admit(d.Event)
	}
	if err != nil && d.Matched == ByHand {
		// Decided with both records side by side: what cannot be is left out.
		d.Event = Event{}
		d.Changes = slices.DeleteFunc(d.Changes, func(x Change) bool { return moved && x.Field == "join_date" })
		return true, nil
	}
	if err != nil {
		c.conflict(d.Row, kind, err.Error()+"这一行没有写入。", known)
	}
	return err == nil, nil
}

func (c *comparing) conflict(row *intake.Row, kind, message string, maybe ...*entry) {
	c.plan.Conflicts = append(c.plan.Conflicts, Conflict{row, problem.Problem{Severity: problem.Error, Kind: kind, Sheet: c.res.Sheet(row), Row: row.Number,
		Cell: c.res.Cell(row, "name"), Who: row.Record.Get("name"), Field: "name", Label: "姓名", Value: row.Record.Get("name"), Message: message}, candidates(maybe)})
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
	for i, f := range old.Fields().All() {
		at := i
		if f.Own { // the unit may have changed them since the row was read
			if at = row.Fields().Index(f.Key); at < 0 {
				continue
			}
		}
		was, is := old.At(i), row.At(at)
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
	b := &registered{number: map[string]*entry{}, name: map[string][]*entry{}, groups: groups, namesakes: union.Namesakes(groups)}
	facts, err := factCounts(ctx, r)
	if err != nil {
		return nil, err
	}
	err = each(ctx, r, nil, "WHERE "+NotMerged+" ORDER BY m.id", on, func(m Member) error {
		m.Set("department", names[m.Int("department")])
		e := &entry{id: m.ID, Record: m.Record, state: m.State, facts: facts[m.ID]}
		if n := m.Get("id_number"); n != "" && b.number[n] == nil {
			b.number[n] = e
		}
		b.name[m.Get("name")] = append(b.name[m.Get("name")], e)
		return nil
	})
	return b, err
}

// factCounts counts the facts of each membership.
func factCounts(ctx context.Context, r ledger.Reader) (map[int64]int, error) {
	rows, err := r.QueryContext(ctx, `SELECT member_id, count(*) FROM membership_fact GROUP BY member_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]int{}
	for rows.Next() {
		var id int64
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return nil, err
		}
		out[id] = n
	}
	return out, rows.Err()
}
