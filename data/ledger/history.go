package ledger

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Operation is one entry of the journal.
type Operation struct {
	ID       int64     `json:"id"`
	Kind     string    `json:"kind"`
	Title    string    `json:"title"`
	Operator string    `json:"operator"`
	At       time.Time `json:"at"`
	// Undoes is the operation this one took back, 0 for none; UndoneBy is the
	// one that took this back and still stands.
	Undoes   int64 `json:"undoes,omitempty"`
	UndoneBy int64 `json:"undone_by,omitempty"`
	// Changes counts the rows changed.
	Changes int `json:"changes"`
}

// Change is one row changed by an operation.
type Change struct {
	Operation Operation
	Table     string
	Row       int64
	// Action is 新增, 修改 or 删除.
	Action string
	// Old and New are the values by column: the changed ones of an update, all of
	// an insert or delete. Values are nil, int64, float64, string or []byte.
	Old, New map[string]any
}

// undoneBy finds the operation that took o back and was not taken back itself.
// An undo that was undone again (redo) therefore leaves o standing.
const selectOperations = `SELECT o.id, o.kind, o.title, o.operator, o.at, coalesce(o.undoes, 0), o.changes,
	coalesce((SELECT max(u.id) FROM journal_operation u WHERE u.undoes = o.id
		AND NOT EXISTS (SELECT 1 FROM journal_operation r WHERE r.undoes = u.id)), 0)
	FROM journal_operation o `

// History lists the last operations, newest first; limit 0 gives all.
func (l *Ledger) History(ctx context.Context, limit int) ([]Operation, error) {
	if limit <= 0 {
		limit = -1
	}
	rows, err := l.Read().QueryContext(ctx, selectOperations+`ORDER BY o.id DESC LIMIT ?`, limit)
	if err != nil {
		return nil, explain(l.path, err)
	}
	defer rows.Close()
	var out []Operation
	for rows.Next() {
		o, err := scanOperation(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, explain(l.path, rows.Err())
}

func operation(ctx context.Context, r Reader, id int64) (Operation, error) {
	o, err := scanOperation(r.QueryRowContext(ctx, selectOperations+`WHERE o.id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return o, &Error{Kind: "no_operation", Message: fmt.Sprintf("没有第 %d 号操作。用“操作记录”查看有哪些。", id)}
	}
	return o, err
}

func scanOperation(row interface{ Scan(...any) error }) (o Operation, err error) {
	var at string
	if err = row.Scan(&o.ID, &o.Kind, &o.Title, &o.Operator, &at, &o.Undoes, &o.Changes, &o.UndoneBy); err != nil {
		return o, err
	}
	o.At, err = time.Parse(time.RFC3339, at)
	return o, err
}

// RowHistory lists every change of one row, oldest first.
func (l *Ledger) RowHistory(ctx context.Context, table string, row int64) ([]Change, error) {
	start := fmt.Appendf(nil, "[%d,", row)
	return l.changes(ctx, func(line []byte) bool { return bytes.HasPrefix(line, start) }, 0,
		`b.tbl = ? AND b.first_row <= ? AND b.last_row >= ? ORDER BY b.id`, table, row, row)
}

// RowsEver lists the rows of a table that have these values now, or had them when
// they were deleted, such as all events a member ever had. Only the blocks in which
// something was deleted are read, so that a large import costs nothing here.
func (l *Ledger) RowsEver(ctx context.Context, table string, where map[string]any) ([]int64, error) {
	seen := map[int64]bool{}
	query, args := "SELECT rowid FROM "+table+" WHERE 1", []any(nil)
	values := map[string]string{}
	for col, v := range where {
		query, args = query+" AND "+col+" IS ?", append(args, v)
		values[col] = string(appendValue(nil, v))
	}
	rows, err := l.Read().QueryContext(ctx, query, args...)
	if err == nil {
		err = eachRow(rows, func(v []any) error { seen[v[0].(int64)] = true; return nil })
	}
	if err != nil {
		return nil, explain(l.path, err)
	}
	rows, err = l.Read().QueryContext(ctx, `SELECT b.data, s.columns FROM journal_block b JOIN journal_shape s ON s.id = b.shape
		WHERE b.tbl = ? AND instr(b.data, ?) > 0`, table, ",3,[")
	if err == nil {
		err = eachRow(rows, func(v []any) error {
			entries, err := readBlock(table, fmt.Sprint(v[1]), pick([]byte(fmt.Sprint(v[0])), func(line []byte) bool { return mayHaveHad(line, values) }))
			for _, e := range entries {
				if err == nil {
					seen[e.row], err = e.had(values, seen[e.row])
				}
			}
			return err
		})
	}
	if err != nil {
		return nil, explain(l.path, err)
	}
	maps.DeleteFunc(seen, func(_ int64, has bool) bool { return !has })
	return slices.Sorted(maps.Keys(seen)), nil
}

// mayHaveHad tells a line of a block that is about a deleted row with these values
// from nearly all others, without taking it apart.
func mayHaveHad(line []byte, values map[string]string) bool {
	_, rest, _ := bytes.Cut(line, []byte{','})
	if !bytes.HasPrefix(rest, []byte("3,")) {
		return false
	}
	for _, v := range values {
		if !bytes.Contains(rest, []byte(v)) {
			return false
		}
	}
	return true
}

// had reports whether a deleted row held these values, in the journal's writing, or
// is known to be wanted already.
func (e entry) had(values map[string]string, known bool) (bool, error) {
	if known {
		return true, nil
	}
	has := 0
	err := e.each(e.old, func(col string, value []byte) error {
		if want, asked := values[col]; asked && want == string(value) {
			has++
		}
		return nil
	})
	return has == len(values), err
}

// pick keeps the lines of a block that are wanted, so that only they are taken
// apart.
func pick(data []byte, wanted func(line []byte) bool) (out []byte) {
	for line := range bytes.Lines(data) {
		if wanted(line) {
			out = append(out, line...)
		}
	}
	return out
}

// Changes lists the rows an operation changed, in order; limit 0 gives all.
func (l *Ledger) Changes(ctx context.Context, op int64, limit int) ([]Change, error) {
	return l.changes(ctx, func([]byte) bool { return true }, limit, `b.op = ? ORDER BY b.id`, op)
}

// changes lists the changes wanted of the blocks that a condition picks.
func (l *Ledger) changes(ctx context.Context, wanted func(line []byte) bool, limit int, where string, args ...any) ([]Change, error) {
	rows, err := l.Read().QueryContext(ctx, `SELECT o.id, o.kind, o.title, o.operator, o.at, coalesce(o.undoes, 0), o.changes, 0,
		b.tbl, b.data, s.columns
		FROM journal_block b JOIN journal_operation o ON o.id = b.op JOIN journal_shape s ON s.id = b.shape WHERE `+where, args...)
	if err != nil {
		return nil, explain(l.path, err)
	}
	defer rows.Close()
	var out []Change
	for rows.Next() {
		var tbl, columns string
		var data []byte
		o, err := scanOperation(scanMore{rows, []any{&tbl, &data, &columns}})
		if err != nil {
			return nil, err
		}
		entries, err := readBlock(tbl, columns, pick(data, wanted))
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if limit > 0 && len(out) == limit {
				return out, nil
			}
			c := Change{Operation: o, Table: tbl, Row: e.row, Action: [...]string{"", "新增", "修改", "删除"}[e.action]}
			if c.Old, err = e.valuesOf(e.old); err == nil {
				c.New, err = e.valuesOf(e.new)
			}
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	return out, rows.Err()
}

// scanMore scans further columns behind those its user asks for.
type scanMore struct {
	rows *sql.Rows
	more []any
}

func (s scanMore) Scan(dest ...any) error { return s.rows.Scan(append(dest, s.more...)...) }

// valuesOf decodes old or new by column; nil for none.
func (e entry) valuesOf(stored []byte) (map[string]any, error) {
	cols, vals, err := e.decode(stored)
	if err != nil || cols == nil {
		return nil, err
	}
	out := make(map[string]any, len(cols))
	for i, c := range cols {
		out[c] = vals[i]
	}
	return out, nil
}

// NameRow names the row of a change in people's words: 会员“张三”. A row that is gone
// is named by what the change knew of it.
func (l *Ledger) NameRow(ctx context.Context, c Change) string {
	name := nameOf(ctx, l.Read(), c.Table, c.Row)
	for _, values := range []map[string]any{c.New, c.Old} {
		if s, ok := values["name"].(string); ok && !strings.Contains(name, "“") {
			return strings.TrimSuffix(name, fmt.Sprintf("第 %d 行", c.Row)) + "“" + s + "”"
		}
	}
	return name
}

// nameOf names a row as it stands, by number where it has no name.
func nameOf(ctx context.Context, r Reader, tbl string, row int64) string {
	label, column := tbl, ""
	if err := r.QueryRowContext(ctx, `SELECT label, name_column FROM table_label WHERE tbl = ?`, tbl).Scan(&label, &column); err != nil {
		return fmt.Sprintf("%s第 %d 行", tbl, row)
	}
	var name any
	if err := r.QueryRowContext(ctx, "SELECT "+column+" FROM "+tbl+" WHERE rowid = ?", row).Scan(&name); err != nil || name == nil {
		return fmt.Sprintf("%s第 %d 行", label, row)
	}
	return fmt.Sprintf("%s“%v”", label, name)
}
