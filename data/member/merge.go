package member

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// Merging is two records of one person side by side, and what is to be taken of
// which. Nothing is written before Write.
type Merging struct {
	// Keep stays, Drop goes into it.
	Keep, Drop Side
	// Fields are those in which at least one of the two says something.
	Fields []MergeField
	// DropEvents has the history of Drop hold instead of that of Keep; the other one
	// stays with the record that was merged away.
	DropEvents bool
}

// Side is one of the two records.
type Side struct {
	Member
	Events []Event
	// edited is the operation that last changed each field.
	edited map[string]int64
}

// MergeField is one field of both records.
type MergeField struct {
	Field      field.Field
	Keep, Drop string
	// TakeDrop takes the value of Drop; Why says why that was proposed, "" where
	// both say the same.
	TakeDrop bool
	Why      string
}

// Differs reports whether the two say different things.
func (f MergeField) Differs() bool { return f.Keep != f.Drop }

// Taken is the value the result has.
func (f MergeField) Taken() string {
	if f.TakeDrop {
		return f.Drop
	}
	return f.Keep
}

// ReadMerging lays two records side by side and proposes, field by field, the one
// that is better known.
func ReadMerging(ctx context.Context, l *ledger.Ledger, keep, drop int64) (*Merging, error) {
	if keep == drop {
		return nil, ledger.Refuse("要合并的是同一条记录，没有合并。请写两个不同的会员编号。")
	}
	m := &Merging{}
	for _, side := range []struct {
		id int64
		of *Side
	}{{keep, &m.Keep}, {drop, &m.Drop}} {
		if err := side.of.read(ctx, l, side.id); err != nil {
			return nil, err
		}
	}
	m.DropEvents = better(m.Drop, m.Keep)
	m.propose()
	return m, nil
}

func (s *Side) read(ctx context.Context, l *ledger.Ledger, id int64) (err error) {
	if s.Member, err = unmerged(ctx, l.Read(), id, civil.FromTime(l.Now())); err != nil {
		return err
	}
	if s.Events, err = Events(ctx, l.Read(), id); err != nil {
		return err
	}
	s.edited = map[string]int64{}
	for _, table := range []string{Fields.Name, "member_own"} {
		changes, err := l.RowHistory(ctx, table, id)
		if err != nil {
			return err
		}
		for _, c := range changes {
			for col := range c.New {
				s.edited[col] = c.Operation.ID
			}
		}
	}
	return nil
}

// unmerged reads a member who is not merged away already.
func unmerged(ctx context.Context, r ledger.Reader, id int64, on civil.Date) (Member, error) {
	m, err := Get(ctx, r, id, on)
	if err == nil && m.State == Merged {
		err = ledger.Refuse("编号 %d 的“%s”已经合并过了，没有再合并。", id, m.Get("name"))
	}
	return m, err
}

// better reports whether the history of a holds against that of b: who is on the
// roster before who has left, then the longer history.
func better(a, b Side) bool {
	rank := func(s Side) int {
		switch s.State {
		case Active:
			return 3
		case Retained, Applying:
			return 2
		case "":
			return 0
		}
		return 1
	}
	if rank(a) != rank(b) {
		return rank(a) > rank(b)
	}
	return len(a.Events) > len(b.Events)
}

// propose chooses a side for every field.
func (m *Merging) propose() {
	m.Fields = nil
	for i, f := range m.Keep.Fields().All() {
		mf := MergeField{Field: f, Keep: m.Keep.At(i), Drop: m.Drop.At(i)}
		if mf.Keep == "" && mf.Drop == "" {
			continue
		}
		if mf.Differs() {
			mf.TakeDrop, mf.Why = m.choose(f, mf.Keep, mf.Drop)
		}
		m.Fields = append(m.Fields, mf)
	}
}

// choose proposes one of two different values: what is known over what is not, a
// usable number over a damaged one, a whole date over a vague one, what an usable
// number tells, else what was entered last.
func (m *Merging) choose(f field.Field, keep, drop string) (takeDrop bool, why string) {
	_, goodKeep := UsableID(m.Keep.Record, lastDay)
	_, goodDrop := UsableID(m.Drop.Record, lastDay)
	surer := goodKeep != goodDrop
	switch {
	case f.Key == "id_as_written" && surer:
		return goodDrop, "随证件号码"
	case keep == "":
		return true, "另一边没有填"
	case drop == "":
		return false, "另一边没有填"
	case f.Key == "id_number" && surer:
		return goodDrop, "通过校验的号码"
	case (f.Key == "birth_date" || f.Key == "gender") && surer:
		return goodDrop, "和证件号码一致"
	case f.Kind == field.Date && strings.HasPrefix(drop, keep):
		return true, "日期更完整"
	case f.Kind == field.Date && strings.HasPrefix(keep, drop):
		return false, "日期更完整"
	case f.Key == "join_date":
		return m.DropEvents, "随会籍记录"
	}
	if m.Drop.edited[f.Key] > m.Keep.edited[f.Key] {
		return true, "后来填的"
	}
	return false, "保留的一边"
}

// Take chooses the side for a field by its key.
func (m *Merging) Take(key string, drop bool) error {
	for i := range m.Fields {
		if f := &m.Fields[i]; f.Field.Key == key {
			f.TakeDrop, f.Why = drop, "您选的"
			return nil
		}
	}
	if _, ok := m.Keep.Fields().Field(key); ok {
		return nil // empty on both sides
	}
	return fmt.Errorf("会员没有“%s”这一项", key)
}

// TakeEvents chooses whose history holds; the day of joining follows it where
// nobody has chosen it.
func (m *Merging) TakeEvents(drop bool) {
	m.DropEvents = drop
	for i := range m.Fields {
		if f := &m.Fields[i]; f.Field.Key == "join_date" && f.Why == "随会籍记录" {
			f.TakeDrop = drop
		}
	}
}

// Result is the record as it will be.
func (m *Merging) Result() field.Record {
	rec := m.Keep.Record.Clone()
	for _, f := range m.Fields {
		rec.Set(f.Field.Key, f.Taken())
	}
	return rec
}

// Title is what the journal calls the merging.
func (m *Merging) Title() string {
	return fmt.Sprintf("合并会员：%s（编号 %d）并入%s（编号 %d）", m.Drop.Get("name"), m.Drop.ID, m.Keep.Get("name"), m.Keep.ID)
}

// Write merges as one operation. Where one of the two was changed since they were
// read, it is refused: what was agreed to is not what would be written.
func (m *Merging) Write(ctx context.Context, l *ledger.Ledger) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "member", Title: m.Title()}, func(tx *ledger.Tx) error {
		_, err := m.merge(tx, civil.FromTime(l.Now()))
		return err
	})
}

var errOnlyTried = errors.New("only tried")

// Try tells in sentences what moves along with the record, or why the two cannot
// be merged, and changes nothing.
func (m *Merging) Try(ctx context.Context, l *ledger.Ledger) (notes []string, err error) {
	_, err = l.Write(ctx, ledger.Op{Kind: "member", Title: m.Title()}, func(tx *ledger.Tx) error {
		if notes, err = m.merge(tx, civil.FromTime(l.Now())); err != nil {
			return err
		}
		return errOnlyTried
	})
	if errors.Is(err, errOnlyTried) {
		err = nil
	}
	return notes, err
}

func (m *Merging) merge(tx *ledger.Tx, today civil.Date) (notes []string, err error) {
	for _, side := range []Side{m.Keep, m.Drop} {
		now, err := unmerged(tx.Context(), tx, side.ID, today)
		if err != nil {
			return nil, err
		}
		for i := range side.Fields().All() {
			if now.Fields() != side.Fields() || now.At(i) != side.At(i) {
				return nil, ledger.Refuse("“%s”的资料刚才又改过，没有合并。请重新看一遍再合并。", now.Get("name"))
			}
		}
	}
	// What belongs together moves table by table and is whole again at the end.
	if err := tx.DeferReferences(); err != nil {
		return nil, err
	}
	if m.DropEvents {
		if _, err := tx.Exec(`UPDATE membership_event SET member_id = CASE member_id WHEN ?1 THEN ?2 ELSE ?1 END WHERE member_id IN (?1, ?2)`, m.Keep.ID, m.Drop.ID); err != nil {
			return nil, err
		}
	}
	if err := carryApart(tx, m.Keep.ID, m.Drop.ID); err != nil {
		return nil, err
	}
	if notes, err = moveAll(tx, m.Keep.ID, m.Drop.ID); err != nil {
		return nil, err
	}
	changes := map[string]string{}
	for _, f := range m.Fields {
		if f.Taken() != f.Keep {
			changes[f.Field.Key] = f.Taken()
		}
	}
	if err := Update(tx, m.Keep.ID, changes); err != nil {
		return nil, err
	}
	event, err := insertEvent(tx, Event{Member: m.Drop.ID, Kind: MergedAway, Date: today,
		Note: fmt.Sprintf("并入%s（编号 %d）", m.Result().Get("name"), m.Keep.ID)})
	if err != nil {
		return nil, err
	}
	return notes, tx.Update("membership_event", event, []string{"merged_into"}, []any{m.Keep.ID})
}
