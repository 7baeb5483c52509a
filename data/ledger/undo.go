package ledger

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Undo takes back an operation as one new operation, which can be taken back in
// turn. op 0 means the last operation that still stands and is neither an undo nor
// only Noted.
// Where a row has been changed since, nothing is changed and the error names it.
// It returns the operation that was taken back.
func (l *Ledger) Undo(ctx context.Context, op int64) (Operation, error) {
	o, err := l.undoable(ctx, op)
	if err != nil {
		return o, explain(l.path, err)
	}
	_, err = l.Write(ctx, Op{Kind: "undo", Title: undoTitle(o), undoes: o.ID}, func(tx *Tx) error {
		if err := tx.DeferReferences(); err != nil {
			return err
		}
		if err := tx.takeBack(o.ID); err != nil {
			return err
		}
		for _, check := range undoChecks {
			if err := check(tx); err != nil {
				return err
			}
		}
		return tx.checkReferences()
	})
	return o, err
}

// undoChecks look at what taking back leaves.
var undoChecks []func(*Tx) error

// OnUndo has a room look at what the taking back of an operation leaves, before it is
// kept; an error says why it cannot be taken back. It is called while the program
// starts.
func OnUndo(check func(*Tx) error) { undoChecks = append(undoChecks, check) }

// LastUndoable is the operation that Undo takes back when none is named.
func (l *Ledger) LastUndoable(ctx context.Context) (Operation, error) {
	o, err := l.undoable(ctx, 0)
	return o, explain(l.path, err)
}

// undoTitle calls the taking back of an undo by what it does: 重做.
func undoTitle(o Operation) string {
	const undo = "撤销："
	if o.Undoes != 0 {
		return "重做：" + strings.TrimPrefix(o.Title, undo)
	}
	return undo + o.Title
}

// undoable finds the operation that Undo is asked to take back.
func (l *Ledger) undoable(ctx context.Context, op int64) (Operation, error) {
	if op != 0 {
		o, err := operation(ctx, l.Read(), op)
		for err == nil && o.Undoes != 0 {
			// Taking back a redo is taking back what it did again.
			undo, e := operation(ctx, l.Read(), o.Undoes)
			if err = e; err != nil || undo.Undoes == 0 {
				break
			}
			o, err = operation(ctx, l.Read(), undo.Undoes)
		}
		if err == nil && o.UndoneBy != 0 {
			err = Refuse("第 %d 号操作“%s”已经撤销过了。", o.ID, o.Title)
		}
		return o, err
	}
	all, err := l.History(ctx, 0)
	if err != nil {
		return Operation{}, err
	}
	for _, o := range all {
		if o.UndoneBy == 0 && o.Undoes == 0 && o.Kind != Noted {
			return o, nil
		}
	}
	return Operation{}, &Error{Kind: "no_operation", Message: "没有可以撤销的操作。"}
}

// takeBack replays the changes of an operation backwards, a block at a time, so
// that an import of any size fits in memory. Blocks of several tables were written
// side by side; their order does not matter while references wait for the end.
func (t *Tx) takeBack(op int64) error {
	for next := int64(1<<63 - 1); ; {
		var tbl, columns string
		var data []byte
		err := t.QueryRow(`SELECT b.id, b.tbl, b.data, s.columns FROM journal_block b JOIN journal_shape s ON s.id = b.shape
			WHERE b.op = ? AND b.id < ? ORDER BY b.id DESC LIMIT 1`, op, next).Scan(&next, &tbl, &data, &columns)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		entries, err := readBlock(tbl, columns, data)
		if err != nil {
			return err
		}
		for i := len(entries) - 1; i >= 0; i-- {
			if err := t.reverse(entries[i]); err != nil {
				return err
			}
		}
	}
}

// reverse takes back one change, by a statement that finds the row only where it
// is still as the change left it.
func (t *Tx) reverse(e entry) error {
	cols, vals, err := e.decode(e.new)
	if err != nil {
		return err
	}
	oldCols, old, err := e.decode(e.old)
	if err != nil {
		return err
	}
	if e.action == deleted {
		_, err = t.Insert(e.tbl, append([]string{"rowid"}, oldCols...), append([]any{e.row}, old...))
		if isConstraint(err) && !IsKind(err, "conflict") {
			return t.changedSince(e, "又有了同号或同名的一行")
		}
		return err
	}
	asLeft := " WHERE rowid = ? AND " + strings.Join(cols, " IS ? AND ") + " IS ?"
	query, args := "DELETE FROM "+e.tbl+asLeft, append([]any{e.row}, vals...)
	if e.action == updated {
		query = "UPDATE " + e.tbl + " SET " + strings.Join(oldCols, " = ?, ") + " = ?" + asLeft
		args = append(old, args...)
	}
	res, err := t.Exec(query, args...)
	if isConstraint(err) && !IsKind(err, "conflict") { // a rule of the schema says itself what is in the way
		return t.changedSince(e, "和后来登记的内容冲突")
	}
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return t.whatChanged(e, cols, vals)
}

// whatChanged says why a row is not as a change left it.
func (t *Tx) whatChanged(e entry, cols []string, vals []any) error {
	for i, col := range cols {
		var as bool
		err := t.QueryRow("SELECT "+col+" IS ? FROM "+e.tbl+" WHERE rowid = ?", vals[i], e.row).Scan(&as)
		if errors.Is(err, sql.ErrNoRows) {
			break
		}
		if err != nil {
			return err
		}
		if !as {
			return t.changedSince(e, "后来又改过")
		}
	}
	return t.changedSince(e, "后来已被删除")
}

// changedSince is the refusal that names the row in people's words, and the operation
// that stands in the way.
func (t *Tx) changedSince(e entry, what string) error {
	id, title, err := t.lastTouched(e.tbl, e.row)
	if err != nil {
		return err
	}
	return Refuse("不能撤销：%s%s，是第 %d 号操作“%s”。请先撤销那次操作。什么都没有改动。", nameOf(t.ctx, t, e.tbl, e.row), what, id, title)
}

// lastTouched is the newest operation that changed a row.
func (t *Tx) lastTouched(table string, row int64) (id int64, title string, err error) {
	rows, err := t.Query(`SELECT o.id, o.title, b.data FROM journal_block b JOIN journal_operation o ON o.id = b.op
		WHERE b.tbl = ? AND b.first_row <= ? AND b.last_row >= ? ORDER BY b.id DESC`, table, row, row)
	if err != nil {
		return 0, "", err
	}
	defer rows.Close()
	start := fmt.Appendf(nil, "[%d,", row)
	for rows.Next() {
		var data []byte
		if err := rows.Scan(&id, &title, &data); err != nil {
			return 0, "", err
		}
		if len(pick(data, func(line []byte) bool { return bytes.HasPrefix(line, start) })) > 0 {
			break
		}
	}
	return id, title, rows.Err()
}

// checkReferences refuses an undo that would leave rows pointing at nothing,
// such as bills of a member whose import is taken back.
func (t *Tx) checkReferences() error {
	rows, err := t.Query("PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var tbl, parent string
		var row, fk int64
		if err := rows.Scan(&tbl, &row, &parent, &fk); err != nil {
			return err
		}
		if len(names) < 3 {
			names = append(names, nameOf(t.ctx, t, tbl, row))
		} else {
			names = append(names, "") // only counted
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	loose, err := ownerless(t.ctx, t)
	if names = append(names, loose...); err != nil || len(names) == 0 {
		return err
	}
	list := strings.Join(names[:min(len(names), 3)], "、")
	if len(names) > 3 {
		list += fmt.Sprintf("等 %d 处", len(names))
	}
	return Refuse("不能撤销：后来又登记了%s，它们用到这次操作加进来的内容。请先撤销那些操作。什么都没有改动。", list)
}
