// Package trail tells out of the journal what happened to one member: who changed
// which field when, from what to what, in the member's own row, its events,
// attachments and bases of dues. One field can be given back a value it once had.
// The room stands above the domains; nothing of it is stored.
package trail

import (
	"cmp"
	"context"
	"slices"

	"unionledger/data/attachment"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// Step is what one operation did to a member.
type Step struct {
	Operation ledger.Operation `json:"operation"`
	Entries   []Entry          `json:"entries"`
}

// Entry is one value that changed, or one row that came or went.
type Entry struct {
	Table string `json:"table"`
	Row   int64  `json:"row"`
	// Action is 新增, 修改 or 删除.
	Action string `json:"action"`
	// Subject names the row where it is not the member's own: 会籍记录“入会 2021-03”.
	Subject string `json:"subject,omitempty"`
	// Field is the key of a field of the member, Label the word for what changed;
	// both empty where a whole row came or went.
	Field string `json:"field,omitempty"`
	Label string `json:"label,omitempty"`
	// Old and New are in people's words, 空 for none; of a row that came or went, one
	// of them lists what it held.
	Old string `json:"old"`
	New string `json:"new"`
	// Masked reports that there is a number which Full would show whole.
	Masked bool `json:"masked,omitempty"`
	// Restorable reports that Old is not what stands there now, and can be brought
	// back by Restore.
	Restorable bool `json:"restorable,omitempty"`
}

// Options say what of a history is wanted.
type Options struct {
	// Topic limits to a field of the member, by key, or to a table; "" is all.
	Topic string
	// Full shows numbers whole; who asks has journalled it.
	Full bool
}

// Of tells the history of a member, newest first.
func Of(ctx context.Context, l *ledger.Ledger, id int64, opt Options) ([]Step, error) {
	changes, err := l.RowHistory(ctx, member.Fields.Name, id)
	if err != nil {
		return nil, err
	}
	changes = LastLife(changes)
	var born int64
	if len(changes) > 0 {
		born = changes[0].Operation.ID
	}
	for _, ref := range references {
		more, err := referring(ctx, l, ref.table, ref.where(id), born)
		if err != nil {
			return nil, err
		}
		changes = append(changes, more...)
	}
	more, err := l.RowHistory(ctx, ownTable, id)
	if err != nil {
		return nil, err
	}
	changes = append(changes, since(more, born)...)
	slices.SortStableFunc(changes, func(a, b ledger.Change) int { return cmp.Compare(b.Operation.ID, a.Operation.ID) })
	w, err := newWording(ctx, l)
	if err != nil {
		return nil, err
	}
	w.full = opt.Full
	if w.now, err = member.Get(ctx, l.Read(), id, civil.Date{}); err != nil && !ledger.IsKind(err, "not_found") {
		return nil, err
	}
	var steps []Step
	for _, c := range changes {
		entries, err := w.entries(c)
		if err != nil {
			return nil, err
		}
		if len(entries) == 0 {
			continue
		}
		if n := len(steps); n == 0 || steps[n-1].Operation.ID != c.Operation.ID {
			steps = append(steps, Step{Operation: c.Operation})
		}
		last := &steps[len(steps)-1]
		last.Entries = append(last.Entries, entries...)
	}
	return Only(steps, opt.Topic), nil
}

// Only limits a history to a topic; "" is all of it.
func Only(steps []Step, topic string) (out []Step) {
	if topic == "" {
		return steps
	}
	for _, s := range steps {
		var kept []Entry
		for _, e := range s.Entries {
			if e.Topic() == topic {
				kept = append(kept, e)
			}
		}
		if len(kept) > 0 {
			out = append(out, Step{s.Operation, kept})
		}
	}
	return out
}

// references are the tables whose rows belong to a member.
var references = []struct {
	table string
	where func(member int64) map[string]any
}{
	{"membership_event", byMember},
	{attachment.Table, func(id int64) map[string]any {
		return map[string]any{"owner_table": member.Fields.Name, "owner_id": id}
	}},
	{"dues_base", byMember},
}

func byMember(id int64) map[string]any { return map[string]any{"member_id": id} }

// LastLife leaves out what happened to an earlier row of the same number: numbers
// are given again after 撤销 of an import. A row that a redo or an undo brought back
// is the same row as before.
func LastLife(changes []ledger.Change) []ledger.Change {
	for i, c := range slices.Backward(changes) {
		if c.Action == "新增" && c.Operation.Undoes == 0 {
			return changes[i:]
		}
	}
	return changes
}

// since leaves out what happened before an operation.
func since(changes []ledger.Change, born int64) []ledger.Change {
	return slices.DeleteFunc(changes, func(c ledger.Change) bool { return c.Operation.ID < born })
}

// referring lists the changes of rows that refer, or referred, to a member, from the
// operation on with which it came: before that, the number was another's.
func referring(ctx context.Context, l *ledger.Ledger, table string, where map[string]any, born int64) (out []ledger.Change, err error) {
	rows, err := l.RowsEver(ctx, table, where)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		all, err := l.RowHistory(ctx, table, row)
		if err != nil {
			return nil, err
		}
		for len(all) > 0 {
			life := LastLife(all)
			all = all[:len(all)-len(life)]
			if slices.ContainsFunc(life, func(c ledger.Change) bool { return has(c.New, where) || has(c.Old, where) }) {
				out = append(out, since(life, born)...)
			}
		}
	}
	return out, nil
}

func has(values, where map[string]any) bool {
	for col, v := range where {
		if values[col] != v {
			return false
		}
	}
	return true
}

// Topic is what an entry can be picked by: a field, or the table.
func (e Entry) Topic() string {
	if e.Field != "" {
		return e.Field
	}
	return e.Table
}

// Topic is one thing a history can be limited to.
type Topic struct{ Key, Label string }

// IsTable reports whether a history can be limited to the rows of a table.
func IsTable(key string) bool { return tableWords[key] != "" }

// Topics lists what a history tells about: fields by their labels, then tables.
func Topics(steps []Step) (out []Topic) {
	seen := map[string]bool{}
	for _, s := range steps {
		for _, e := range s.Entries {
			if e.Field != "" && !seen[e.Field] {
				out = append(out, Topic{e.Field, e.Label})
			}
			seen[e.Topic()] = true
		}
	}
	slices.SortFunc(out, func(a, b Topic) int {
		return cmp.Or(place(a.Key)-place(b.Key), cmp.Compare(a.Key, b.Key))
	})
	for _, table := range []string{"membership_event", attachment.Table, "dues_base"} {
		if seen[table] {
			out = append(out, Topic{table, tableWords[table]})
		}
	}
	return out
}

// place is where a field of the member stands; the unit's own stand behind.
func place(key string) int {
	if i := member.Fields.Index(key); i >= 0 {
		return i
	}
	return member.Fields.Len()
}
