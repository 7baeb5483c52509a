package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash"
	"strconv"
	"strings"
	"unicode/utf8"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The kinds of change to a row, as stored in the journal.
const (
	inserted = 1
	updated  = 2
	deleted  = 3
)

// recorder sees every change made on the writing connection, through SQLite's
// pre-update hook, and writes it into the journal within the same transaction.
// No other code writes the journal, so nothing can be changed past it.
type recorder struct {
	shapes   map[string]*shape // by table, as the columns are now
	op       int64             // the running operation, 0 between operations
	blocks   []*block          // not written yet, one a table
	pending  int               // changes in them
	total    int
	hash     hash.Hash
	err      error // what went wrong inside the hook
	old, new []any
}

// shape is the list of columns of a table, with its number in the journal.
type shape struct {
	id      int64 // 0 until first used
	columns []string
	text    string // the columns as JSON, from the first use on
}

// block is a run of changes to one table, a line of JSON each.
type block struct {
	tbl         string
	shape       *shape
	first, last int64
	changes     int
	data        []byte
}

// flushAt is the number of changes held in memory before they are written.
const flushAt = 1000

func newRecorder(ctx context.Context, conn *sql.Conn) (*recorder, error) {
	r := &recorder{shapes: map[string]*shape{}}
	if err := r.readShapes(ctx, conn); err != nil {
		return nil, err
	}
	err := conn.Raw(func(driver any) error {
		h, ok := driver.(sqlite.HookRegisterer)
		if !ok {
			return fmt.Errorf("%T has no pre-update hook", driver)
		}
		h.RegisterPreUpdateHook(r.saw)
		return nil
	})
	return r, err
}

// readShapes learns the columns of all tables; the schema does not change while
// a ledger is open.
func (r *recorder) readShapes(ctx context.Context, conn *sql.Conn) error {
	rows, err := conn.QueryContext(ctx, `SELECT m.name, p.name FROM sqlite_schema m, pragma_table_info(m.name) p
		WHERE m.type = 'table' ORDER BY m.name, p.cid`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var tbl, col string
		if err := rows.Scan(&tbl, &col); err != nil {
			return err
		}
		if !journalled(tbl) {
			continue
		}
		if r.shapes[tbl] == nil {
			r.shapes[tbl] = &shape{}
		}
		r.shapes[tbl].columns = append(r.shapes[tbl].columns, col)
	}
	return rows.Err()
}

func journalled(table string) bool {
	return !strings.HasPrefix(table, "journal_") && !strings.HasPrefix(table, "sqlite_") && table != "table_label" && table != contentTable
}

func (r *recorder) begin(op int64) {
	*r = recorder{shapes: r.shapes, op: op, hash: sha256.New()}
}

// saw is called by SQLite before each change of a row.
func (r *recorder) saw(d sqlite.SQLitePreUpdateData) {
	s, ok := r.shapes[d.TableName]
	if !ok || r.err != nil {
		return
	}
	if r.op == 0 {
		r.err = fmt.Errorf("表 %s 在操作之外被改动", d.TableName)
		return
	}
	before, after := r.values(d, len(s.columns))
	if r.err != nil {
		return
	}
	switch d.Op {
	case sqlite3.SQLITE_INSERT:
		r.whole(d.TableName, s, d.NewRowID, inserted, after)
	case sqlite3.SQLITE_DELETE:
		r.whole(d.TableName, s, d.OldRowID, deleted, before)
	default:
		if d.OldRowID != d.NewRowID { // another number makes it another row
			r.whole(d.TableName, s, d.OldRowID, deleted, before)
			r.whole(d.TableName, s, d.NewRowID, inserted, after)
			return
		}
		old, new := appendDiffering(s.columns, before, after)
		if old == nil {
			return // written, but with the same values
		}
		b := r.begun(d.TableName, s, d.OldRowID, updated)
		b.data = append(append(append(b.data, old...), ','), new...)
		r.ended(b)
	}
}

// whole writes the line of a row that comes or goes.
func (r *recorder) whole(tbl string, s *shape, row int64, action int, values []any) {
	b := r.begun(tbl, s, row, action)
	if action == inserted {
		b.data = appendArray(append(b.data, "null,"...), values)
	} else {
		b.data = append(appendArray(b.data, values), ",null"...)
	}
	r.ended(b)
}

// values reads the row as it was and as it will be, as far as there is one. The
// slices are used again for the next row.
func (r *recorder) values(d sqlite.SQLitePreUpdateData, n int) (before, after []any) {
	for len(r.old) < n {
		r.old, r.new = append(r.old, nil), append(r.new, nil)
	}
	if d.Op != sqlite3.SQLITE_INSERT {
		before = r.old[:n]
		r.err = d.Old(before...)
	}
	if d.Op != sqlite3.SQLITE_DELETE && r.err == nil {
		after = r.new[:n]
		r.err = d.New(after...)
	}
	return before, after
}

// begun starts a line in the block of a table: [row,action, and leaves old and new
// to the caller.
func (r *recorder) begun(tbl string, s *shape, row int64, action int) *block {
	var b *block
	for _, x := range r.blocks {
		if x.tbl == tbl {
			b = x
		}
	}
	if b == nil {
		b = &block{tbl: tbl, shape: s, first: row, last: row}
		r.blocks = append(r.blocks, b)
	}
	b.first, b.last = min(b.first, row), max(b.last, row)
	b.changes++
	b.data = strconv.AppendInt(append(b.data, '['), row, 10)
	b.data = strconv.AppendInt(append(b.data, ','), int64(action), 10)
	b.data = append(b.data, ',')
	return b
}

func (r *recorder) ended(b *block) {
	b.data = append(b.data, "]\n"...)
	r.pending++
}

// flush writes the changes held in memory into the journal.
func (r *recorder) flush(ctx context.Context, tx *sql.Tx) error {
	if r.err != nil {
		return fmt.Errorf("记录改动：%w", r.err)
	}
	for _, b := range r.blocks {
		if err := b.shape.number(ctx, tx, b.tbl); err != nil {
			return err
		}
		hashBlock(r.hash, b.tbl, b.shape.text, b.data)
		_, err := tx.ExecContext(ctx, `INSERT INTO journal_block (op, shape, tbl, first_row, last_row, changes, data) VALUES (?,?,?,?,?,?,?)`,
			r.op, b.shape.id, b.tbl, b.first, b.last, b.changes, string(b.data))
		if err != nil {
			return err
		}
		r.total += b.changes
	}
	r.blocks, r.pending = nil, 0
	return nil
}

// number gives the shape its place in the journal at first use.
func (s *shape) number(ctx context.Context, tx *sql.Tx, tbl string) error {
	if s.id != 0 {
		return nil
	}
	cols, err := json.Marshal(s.columns)
	if err != nil {
		return err
	}
	s.text = string(cols)
	if _, err := tx.ExecContext(ctx, `INSERT INTO journal_shape (tbl, columns) VALUES (?, ?) ON CONFLICT DO NOTHING`, tbl, s.text); err != nil {
		return err
	}
	return tx.QueryRowContext(ctx, `SELECT id FROM journal_shape WHERE tbl = ? AND columns = ?`, tbl, s.text).Scan(&s.id)
}

// forgetShapes makes the shapes ask for their numbers again, after a rollback
// took the rows that held them.
func (r *recorder) forgetShapes() {
	for _, s := range r.shapes {
		s.id = 0
	}
}

// hashBlock adds a block to the hash of its operation. Lengths go before texts, so
// that no two different blocks give the same bytes.
func hashBlock(h hash.Hash, tbl, columns string, data []byte) {
	var n [8]byte
	for _, part := range [][]byte{[]byte(tbl), []byte(columns), data} {
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		h.Write(n[:])
		h.Write(part)
	}
}

// appendArray writes values as a JSON array.
func appendArray(b []byte, values []any) []byte {
	b = append(b, '[')
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, v)
	}
	return append(b, ']')
}

// appendDiffering writes, as two JSON objects, the columns in which before and
// after differ; nil where none does.
func appendDiffering(columns []string, before, after []any) (old, new []byte) {
	for i, col := range columns {
		o, n := appendValue(nil, before[i]), appendValue(nil, after[i])
		if string(o) == string(n) {
			continue
		}
		key := strconv.Quote(col) + ":"
		old = append(append(append(old, separator(old)...), key...), o...)
		new = append(append(append(new, separator(new)...), key...), n...)
	}
	if old == nil {
		return nil, nil
	}
	return append(old, '}'), append(new, '}')
}

func separator(b []byte) string {
	if b == nil {
		return "{"
	}
	return ","
}

// appendValue writes one value of SQLite as JSON; a blob becomes {"b":"base64"},
// a number with a point {"f":"1.5"}, a text that is no UTF-8 {"t":"base64"}.
func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case string:
		return appendString(b, v)
	case []byte:
		b = append(b, `{"b":"`...)
		b = base64.StdEncoding.AppendEncode(b, v)
		return append(b, `"}`...)
	case float64:
		b = strconv.AppendFloat(append(b, `{"f":"`...), v, 'g', -1, 64)
		return append(b, `"}`...)
	}
	panic(fmt.Sprintf("SQLite gave a %T", v))
}

// appendString writes a JSON string; most need no escaping and are copied.
func appendString(b []byte, s string) []byte {
	if !utf8.ValidString(s) { // which JSON would mend, and undo would then change
		b = append(b, `{"t":"`...)
		b = base64.StdEncoding.AppendEncode(b, []byte(s))
		return append(b, `"}`...)
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c == 0x7f {
			quoted, _ := json.Marshal(s) // a string always has JSON
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
