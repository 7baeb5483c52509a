package member

import (
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

// lastDay lies behind all days a number may hold, where today does not matter.
var lastDay = civil.Of(9999, 12, 31)

// Taken counts what an import wrote.
type Taken struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Same      int `json:"same"`
	Conflicts int `json:"conflicts"`
	// Groups counts the groups that were made.
	Groups int `json:"groups"`
}

// Take carries a plan out within one write; progress, which may be nil, is told now and
// then how many people of all are written.
func Take(tx *ledger.Tx, plan *Plan, progress func(done, total int)) (Taken, error) {
	fields, err := FieldsOf(tx.Context(), tx)
	if err != nil {
		return Taken{}, err
	}
	w := &taking{tx: tx, fields: fields, today: plan.today, groups: map[string]int64{}}
	w.Same, w.Conflicts = len(plan.Same), len(plan.Conflicts)
	if err := w.readGroups(); err != nil {
		return Taken{}, err
	}
	tell := func() {
		if n := w.Added + w.Changed; progress != nil && n%256 == 0 {
			progress(n, len(plan.New)+len(plan.Changed))
		}
	}
	for _, d := range plan.New {
		tell()
		if err := w.add(d); err != nil {
			return Taken{}, err
		}
	}
	for _, d := range plan.Changed {
		tell()
		if err := w.change(d); err != nil {
			return Taken{}, err
		}
	}
	return w.Taken, tx.Context().Err()
}

type taking struct {
	Taken
	tx     *ledger.Tx
	fields *field.Set
	today  civil.Date
	groups map[string]int64
}

func (w *taking) readGroups() error {
	groups, err := union.Groups(w.tx.Context(), w.tx)
	for id, name := range union.Names(groups) {
		w.groups[name] = id
	}
	return err
}

// group is the id of the group with a name as canonical text, made where there is
// none.
func (w *taking) group(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	id, ok := w.groups[name]
	if !ok {
		var err error
		if id, err = union.EnsureGroup(w.tx, name); err != nil {
			return "", err
		}
		w.groups[name] = id
		w.Groups++
	}
	return fmt.Sprint(id), nil
}

// add enters a new member with the event that begins the membership, and the one
// that the row tells of since.
func (w *taking) add(d Draft) error {
	rec := w.fields.NewRecord()
	for i, f := range w.fields.All() {
		if f.Own {
			if at := d.rec.Fields().Index(f.Key); at >= 0 {
				rec.SetAt(i, d.rec.At(at))
			}
			continue
		}
		rec.SetAt(i, d.rec.At(i))
	}
	group, err := w.group(rec.Get("department"))
	if err != nil {
		return err
	}
	rec.Set("department", group)
	begin := Event{Kind: Joined, Date: rec.Date("join_date")}
	later := d.Event
	if State("").Allows(later.Kind) {
		begin, later = later, Event{}
		if begin.Date.IsZero() {
			begin.Date = rec.Date("join_date")
		}
	}
	if begin.Date.After(w.today) {
		// Reported as doubtful when it was read: the person is here, the day is wrong.
		begin.Date = civil.Date{}
	}
	id, err := Add(w.tx, rec, begin)
	if err == nil && later.Kind != "" {
		err = w.happen(id, later)
	}
	if err != nil {
		return rowError(d, err)
	}
	w.Added++
	return nil
}

func (w *taking) change(d Draft) error {
	values := map[string]string{}
	for _, c := range d.Changes {
		values[c.Field] = c.New
	}
	if name, ok := values["department"]; ok {
		group, err := w.group(name)
		if err != nil {
			return err
		}
		values["department"] = group
	}
	err := Update(w.tx, d.Member, values)
	if err == nil && d.Event.Kind != "" {
		err = w.happen(d.Member, d.Event)
	}
	if err != nil {
		return rowError(d, err)
	}
	w.Changed++
	return nil
}

func (w *taking) happen(member int64, e Event) error {
	e.Member = member
	_, err := Happen(w.tx, e)
	return err
}

// rowError says which row an import stopped at; the whole write is then undone.
func rowError(d Draft, err error) error {
	return fmt.Errorf("第 %d 行%s：%w（整个导入没有写入）", d.Row.Number, d.Row.Record.Get("name"), err)
}
