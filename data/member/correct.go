package member

import (
	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// Happen enters an event, now or long past: an entry made late goes where its date
// belongs. One that cannot follow on the state of that day, or that the entries
// after it cannot follow on, is refused with a sentence that names the entry in the
// way.
func Happen(tx *ledger.Tx, e Event) (int64, error) {
	before, err := Events(tx.Context(), tx, e.Member)
	if err != nil {
		return 0, err
	}
	return happenAfter(tx, e, before)
}

func happenAfter(tx *ledger.Tx, e Event, before chain) (int64, error) {
	if err := e.NotYet(civil.FromTime(tx.Now())); err != nil {
		return 0, err
	}
	e, err := before.admit(e)
	if err != nil {
		return 0, err
	}
	id, err := insertEvent(tx, e)
	if err == nil && e.Kind == Joined {
		err = joinDateInStep(tx, e.Member, before)
	}
	return id, err
}

// admit checks a new event against the chain and places it.
func (c chain) admit(e Event) (Event, error) {
	if _, ok := leads[e.Kind]; !ok {
		return e, ledger.Refuse("没有“%s”这种会籍变化。", e.Kind)
	}
	if StateOf(c, civil.Date{}) == Merged {
		return e, refuseMerged()
	}
	e.place = 0
	return c.accept(e, c)
}

// Correct enters what an entry should have said: the wrong one stays, marked as
// corrected, and no longer counts. Right holds everything as it should be, with Why.
func Correct(tx *ledger.Tx, wrong int64, right Event) (int64, error) {
	if err := right.NotYet(civil.FromTime(tx.Now())); err != nil {
		return 0, err
	}
	old, before, err := standing(tx, wrong)
	if err != nil {
		return 0, err
	}
	id, err := correct(tx, old, right, before)
	if err == nil {
		err = joinDateInStep(tx, old.Member, before)
	}
	return id, err
}

func correct(tx *ledger.Tx, old, right Event, before chain) (int64, error) {
	right, err := before.replace(old, right)
	if err != nil {
		return 0, err
	}
	id, err := insertEvent(tx, right)
	if err == nil {
		err = tx.Update("membership_event", old.ID, []string{"corrected_by"}, []any{id})
	}
	return id, err
}

// replace checks a correction against the chain and places it.
func (c chain) replace(old, right Event) (Event, error) {
	if _, ok := leads[right.Kind]; !ok {
		return right, ledger.Refuse("没有“%s”这种会籍变化。", right.Kind)
	}
	right.ID, right.Member, right.CorrectedBy, right.place = 0, old.Member, 0, 0
	if right.Date == old.Date {
		right.place = old.place
	}
	if same := right; same.sameAs(old) {
		return right, ledger.Refuse("和原来的记录一样，没有更正。")
	}
	return c.without(old.ID).accept(right, c)
}

// sameAs reports whether two entries state the same.
func (e Event) sameAs(o Event) bool {
	e.ID, e.Why, e.place, e.CorrectedBy = o.ID, o.Why, o.place, o.CorrectedBy
	return e == o
}

// Void enters that an entry never happened. Say says when and why, and on what paper.
func Void(tx *ledger.Tx, wrong int64, say Event) (int64, error) {
	old, before, err := standing(tx, wrong)
	if err != nil {
		return 0, err
	}
	rest := before.without(wrong)
	was, _ := before.breaks()
	if n, at := rest.breaks(); n > was {
		return 0, ledger.Refuse("作废“%s”以后，后面的“%s”就接不上了。请先更正或作废后面那一条。", old.words(), rest[at].words())
	}
	id, err := insertEvent(tx, Event{Member: old.Member, Kind: Voided, Date: say.Date, Document: say.Document, MinuteNo: say.MinuteNo, Note: say.Note, Why: say.Why})
	if err != nil {
		return 0, err
	}
	if err := tx.Update("membership_event", wrong, []string{"corrected_by"}, []any{id}); err != nil {
		return 0, err
	}
	return id, joinDateInStep(tx, old.Member, before)
}

// standing reads an entry that is to be corrected, with the facts of its membership.
func standing(tx *ledger.Tx, id int64) (Event, chain, error) {
	e, err := Entry(tx.Context(), tx, id)
	switch {
	case err != nil:
		return e, nil, err
	case e.CorrectedBy != 0:
		return e, nil, ledger.Refuse("“%s”这条记录已经更正或作废过。请在会籍记录里看更正以后的那一条。", e.words())
	case e.Kind == Voided:
		return e, nil, ledger.Refuse("作废的说明不能再改。要恢复那条记录请撤销，或补登一条。")
	}
	before, err := Events(tx.Context(), tx, e.Member)
	if err == nil && StateOf(before, civil.Date{}) == Merged {
		err = refuseMerged()
	}
	return e, before, err
}

// refuseMerged keeps a record that went into another one as it was.
func refuseMerged() error {
	return ledger.Refuse("这条记录已经合并到另一条里，不能再改。合并错了，请在操作记录里撤销那次合并。")
}

// Changeable refuses changes to a record that went into another one.
func (m Member) Changeable() error {
	if m.State == Merged {
		return refuseMerged()
	}
	return nil
}

// joining is the last 入会 of a chain.
func (c chain) joining() (last Event) {
	for _, e := range c {
		if e.Kind == Joined {
			last = e
		}
	}
	return last
}

// joinDateInStep makes the 入会日期 on the roster that of the last 入会, where the
// events have changed it.
func joinDateInStep(tx *ledger.Tx, member int64, before chain) error {
	after, err := Events(tx.Context(), tx, member)
	if err != nil {
		return err
	}
	was, is := before.joining(), chain(after).joining()
	if was.ID == is.ID || was.Date == is.Date && was.ID != 0 {
		return nil
	}
	var now civil.Date
	if err := tx.QueryRow(`SELECT join_date FROM member WHERE id = ?`, member).Scan(&now); err != nil {
		return err
	}
	if now == is.Date || is.Date.IsZero() && now != was.Date {
		return nil
	}
	return tx.Update("member", member, []string{"join_date"}, []any{is.Date})
}

// correctJoining takes a 入会日期 that was changed on the roster over into the 入会
// that carried the old one.
func correctJoining(tx *ledger.Tx, member int64, joined string) error {
	var old civil.Date
	if err := tx.QueryRow(`SELECT join_date FROM member WHERE id = ?`, member).Scan(&old); err != nil {
		return err
	}
	day, err := civil.Parse(joined)
	if err != nil || day == old {
		return err
	}
	if err := (Event{Kind: Joined, Date: day}).NotYet(civil.FromTime(tx.Now())); err != nil {
		return err
	}
	events, err := Events(tx.Context(), tx, member)
	if err != nil {
		return err
	}
	before := chain(events)
	e := before.joining()
	if e.ID == 0 || e.Date != old {
		return nil
	}
	right := e
	right.Date, right.Why = day, "名册上改了入会日期"
	_, err = correct(tx, e, right, before)
	return err
}
