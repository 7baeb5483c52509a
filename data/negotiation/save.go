package negotiation

import (
	"context"
	"fmt"
	"strconv"

	"unionledger/data/field"
	"unionledger/data/ledger"
)

// The kinds of marks.
const (
	paperKind  = "文件"
	clauseKind = "条款"
)

// OpKind is the kind of every journalled operation on negotiations.
const OpKind = "negotiation"

// Save stores a round, a new one where its ID is 0, in one journalled write, and
// returns its id.
func Save(ctx context.Context, l *ledger.Ledger, r Round) (int64, error) {
	title := "修改协商轮次：" + r.Title()
	if r.ID == 0 {
		title = "新建协商轮次：" + r.Title()
	}
	id := r.ID
	_, err := l.Write(ctx, ledger.Op{Kind: OpKind, Title: title}, func(tx *ledger.Tx) (err error) {
		id, err = Put(tx, r)
		return err
	})
	return id, err
}

// Put is Save within a write that is already running.
func Put(tx *ledger.Tx, r Round) (int64, error) {
	r.Record = r.Clone()
	if y := r.Int("year"); y < firstYear || y > lastYear {
		return 0, fmt.Errorf("协商轮次的年度“%s”不对，请写成 2022 这样的四位年份", r.Get("year"))
	}
	r.complete()
	if err := valid(r.Record); err != nil {
		return 0, err
	}
	return store(tx, RoundFields, Item(r), nil, nil)
}

// SaveItem stores a row of one of Parts. It returns the operation, as all below do that
// write by themselves; 0 where nothing was changed.
func SaveItem(ctx context.Context, l *ledger.Ledger, round Round, it Item) (int64, error) {
	if err := valid(it.Record); err != nil {
		return 0, err
	}
	title := "修改"
	if it.ID == 0 {
		title = "登记"
	}
	title += it.Fields().Label + "：" + it.name()
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: title}, func(tx *ledger.Tx) error {
		_, err := PutItem(tx, round.ID, it)
		return err
	})
}

// PutItem is SaveItem within a write that is already running, for the round with the id.
func PutItem(tx *ledger.Tx, round int64, it Item) (int64, error) {
	if err := valid(it.Record); err != nil {
		return 0, err
	}
	return store(tx, it.Fields(), it, []string{"negotiation_id"}, []any{round})
}

// store writes a row of a set; cols and vals are further columns.
func store(tx *ledger.Tx, set *field.Set, it Item, cols []string, vals []any) (int64, error) {
	cols = append(cols, columns(set)...)
	vals = append(vals, it.Args()...)
	var err error
	if it.ID == 0 {
		it.ID, err = tx.Insert(set.Name, cols, vals)
	} else {
		err = tx.Update(set.Name, it.ID, cols, vals)
	}
	if err != nil {
		return 0, fmt.Errorf("存%s：%w", set.Label, err)
	}
	return it.ID, nil
}

// inBounds refuses a score beyond its points.
func inBounds(r field.Record) error {
	if r.Fields() != ScoreFields {
		return nil
	}
	points, _ := strconv.ParseFloat(r.Get("points"), 64)
	own, err := strconv.ParseFloat(r.Get("own"), 64)
	switch {
	case points < 0:
		return fmt.Errorf("分值 %s 不能是负数", r.Get("points"))
	case err == nil && own < 0:
		return fmt.Errorf("自评分 %s 不能是负数", r.Get("own"))
	case err == nil && r.Get("points") != "" && own > points:
		return fmt.Errorf("自评分 %s 超过分值 %s", r.Get("own"), r.Get("points"))
	}
	return nil
}

// valid refuses values that cannot be stored, whatever the form let through.
func valid(r field.Record) error {
	if err := inBounds(r); err != nil {
		return err
	}
	set := r.Fields()
	for i, f := range set.All() {
		v := r.At(i)
		var err error
		switch {
		case v == "" && f.Required:
			return fmt.Errorf("%s没有填“%s”", set.Label, f.Label)
		case v == "":
		case f.Kind == field.Date && field.ParseDate(v).IsZero():
			return fmt.Errorf("“%s”的“%s”不是日期，请写成 2022-04-28 这样的年-月-日", f.Label, v)
		case f.Kind == field.Integer || f.Kind == field.Money:
			if _, err = strconv.ParseInt(v, 10, 64); err != nil {
				return fmt.Errorf("“%s”的“%s”不是整数", f.Label, v)
			}
		case f.Kind == field.YesNo && v != "1" && v != "0":
			return fmt.Errorf("“%s”的“%s”不是“是”或“否”", f.Label, v)
		case f.Kind == field.Percent:
			if p, err := strconv.ParseFloat(v, 64); err != nil || p < -1000 || p > 1000 || p != p {
				return fmt.Errorf("“%s”的“%s”不是百分数，6.5%% 请写 6.5", f.Label, v)
			}
		}
	}
	return nil
}

// repeated are the lists that begin where something has to be done again, with the fact
// of the round that each of their fields stands for.
var repeated = map[*field.Set]map[string]string{
	VoteFields: {"date": "congress", "renegotiated": "renegotiated", "entitled": "entitled", "present": "present", "agreed": "agreed", "against": "against", "abstained": "abstained"},
	FilingFields: {"filed": "filed", "copies": "filed_copies", "filed_to": "filed_to", "accept_no": "accept_no", "accepted": "accepted", "objection": "objection",
		"opinion": "opinion"},
}

// Again stores a further vote or filing. While its list is empty, what the round states
// itself becomes the first row, so that the one that failed stays on record. One
// operation.
func Again(ctx context.Context, l *ledger.Ledger, round int64, it Item) (int64, error) {
	set := it.Fields()
	if err := valid(it.Record); err != nil {
		return 0, err
	}
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: "再次" + set.Label + "：" + it.name()}, func(tx *ledger.Tx) error {
		d, err := Load(ctx, tx, round)
		if err != nil {
			return err
		}
		first := set.All()[0].Key
		if facts := repeated[set]; len(d.Items(set)) == 0 && d.Get(facts[first]) != "" {
			before := NewItem(set)
			for key, fact := range facts {
				before.Set(key, d.Get(fact))
			}
			if _, err := PutItem(tx, round, before); err != nil {
				return err
			}
		}
		_, err = PutItem(tx, round, it)
		return err
	})
}

// MarkPaper records that a paper of the round is there, with the number of
// copies, or that it is not.
func MarkPaper(ctx context.Context, l *ledger.Ledger, round Round, key string, there bool, m Mark) (int64, error) {
	return mark(ctx, l, round, paperKind, key, there, m)
}

// MarkClause records that the contract settles a clause (the note: where), or
// that it does not.
func MarkClause(ctx context.Context, l *ledger.Ledger, round Round, clause string, there bool, m Mark) (int64, error) {
	return mark(ctx, l, round, clauseKind, clause, there, m)
}

func mark(ctx context.Context, l *ledger.Ledger, round Round, kind, item string, there bool, m Mark) (int64, error) {
	name := item
	if kind == paperKind {
		name = round.PaperTitle(item)
	}
	title := fmt.Sprintf("登记%s：%s", kind, name)
	if !there {
		title = fmt.Sprintf("取消%s：%s", kind, name)
	}
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: title}, func(tx *ledger.Tx) error {
		if !there {
			_, err := tx.Exec(`DELETE FROM negotiation_mark WHERE negotiation_id = ? AND kind = ? AND item = ?`, round.ID, kind, item)
			return err
		}
		_, err := tx.Exec(`INSERT INTO negotiation_mark (negotiation_id, kind, item, copies, note) VALUES (?,?,?,?,?)
			ON CONFLICT (negotiation_id, kind, item) DO UPDATE SET copies = excluded.copies, note = excluded.note`,
			round.ID, kind, item, m.Copies, m.Note)
		return err
	})
}

// Remove deletes a row of one of Parts.
func Remove(ctx context.Context, l *ledger.Ledger, it Item) (int64, error) {
	set := it.Fields()
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: "删除" + set.Label + "：" + it.name()}, func(tx *ledger.Tx) error {
		return tx.Delete(set.Name, it.ID)
	})
}

// Delete deletes a round with everything that belongs to it.
func Delete(ctx context.Context, l *ledger.Ledger, r Round) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: "删除协商轮次：" + r.Title()}, func(tx *ledger.Tx) error {
		tables := []string{"negotiation_mark"}
		for _, set := range Parts {
			tables = append(tables, set.Name)
		}
		for _, table := range tables {
			if _, err := tx.Exec("DELETE FROM "+table+" WHERE negotiation_id = ?", r.ID); err != nil {
				return err
			}
		}
		// The next round may get the same id: files left behind would hang on it.
		if _, err := tx.Exec("DELETE FROM attachment WHERE owner_table = ? AND owner_id = ?", RoundFields.Name, r.ID); err != nil {
			return err
		}
		return tx.Delete(RoundFields.Name, r.ID)
	})
}

// Take enters the rounds of an import: a record of RoundFields of a year and kind
// that is not there yet is added, one that is there is filled with what the
// record knows; an empty value never erases one, and one that already says the same is neither
// added nor updated. The kind is 工资专项 where the
// record names none.
func Take(ctx context.Context, tx *ledger.Tx, records []field.Record) (added, updated int, err error) {
	for _, rec := range records {
		r, was, err := merged(ctx, tx, rec)
		if err != nil {
			return added, updated, err
		}
		if r.ID != 0 && r.String() == was {
			continue
		}
		if _, err := Put(tx, r); err != nil {
			return added, updated, fmt.Errorf("%s 年：%w", r.Get("year"), err)
		}
		if r.ID != 0 {
			updated++
		} else {
			added++
		}
	}
	return added, updated, nil
}

// merged is the round of the record's year and kind as it will stand once the
// record is taken, and the text of its values before; the ID is 0 for a new one.
func merged(ctx context.Context, r ledger.Reader, rec field.Record) (round Round, was string, err error) {
	round = Round{Record: rec.Clone()}
	round.complete()
	old, there, err := ForYear(ctx, r, int(round.Int("year")), round.Kind())
	if err != nil || !there {
		if err != nil {
			err = fmt.Errorf("查找 %s 年的协商轮次：%w", round.Get("year"), err)
		}
		return round, "", err
	}
	for i := range RoundFields.All() {
		if rec.At(i) == "" && old.At(i) != "" {
			round.SetAt(i, old.At(i))
		}
	}
	round.ID = old.ID
	return round, old.String(), nil
}
