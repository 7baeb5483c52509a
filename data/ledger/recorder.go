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
	shapes  map[string]*shape // by table, as the columns are now
	op      int64             // the running operation, 0 between operations
	pending []change
	total   int
	hash    hash.Hash
	err     error // what went wrong inside the hook
}

// shape is the list of columns of a table, with its number in the journal.
type shape struct {
	id      int64 // 0 until first used
	columns []string
}

// change is one row changed, with its values as JSON.
type change struct {
	tbl      string
	shape    *shape
	row      int64
	action   int
	old, new []byte
}

// flushAt is the number of changes held in memory before they are written.
const flushAt = 500

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
	return !strings.HasPrefix(table, "journal_") && !strings.HasPrefix(table, "sqlite_") && table != "table_label"
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
	c := change{tbl: d.TableName, shape: s}
	n := len(s.columns)
	var before, after []any
	if d.Op != sqlite3.SQLITE_INSERT {
		before = make([]any, n)
		r.err = d.Old(before...)
	}
	if d.Op != sqlite3.SQLITE_DELETE && r.err == nil {
		after = make([]any, n)
		r.err = d.New(after...)
	}
	switch d.Op {
	case sqlite3.SQLITE_INSERT:
		c.action, c.row, c.new = inserted, d.NewRowID, appendArray(nil, after)
	case sqlite3.SQLITE_DELETE:
		c.action, c.row, c.old = deleted, d.OldRowID, appendArray(nil, before)
	default:
		c.action, c.row = updated, d.OldRowID
		c.old, c.new = appendDiffering(s.columns, before, after)
		if c.old == nil {
			return // written, but with the same values
		}
	}
	r.pending = append(r.pending, c)
}

// flush writes the changes held in memory into the journal.
func (r *recorder) flush(ctx context.Context, tx *sql.Tx) error {
	if r.err != nil {
		return fmt.Errorf("记录改动：%w", r.err)
	}
	const rowsAtOnce = 50
	for start := 0; start < len(r.pending); start += rowsAtOnce {
		batch := r.pending[start:min(start+rowsAtOnce, len(r.pending))]
		args := make([]any, 0, len(batch)*7)
		for _, c := range batch {
			if err := c.shape.number(ctx, tx, c.tbl); err != nil {
				return err
			}
			args = append(args, r.op, c.shape.id, c.tbl, c.row, c.action, text(c.old), text(c.new))
			hashChange(r.hash, c.tbl, c.row, c.action, c.old, c.new)
		}
		query := `INSERT INTO journal_change (op, shape, tbl, row, action, old, new) VALUES (?,?,?,?,?,?,?)` +
			strings.Repeat(",(?,?,?,?,?,?,?)", len(batch)-1)
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
	r.total += len(r.pending)
	r.pending = r.pending[:0]
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
	if _, err := tx.ExecContext(ctx, `INSERT INTO journal_shape (tbl, columns) VALUES (?, ?) ON CONFLICT DO NOTHING`, tbl, string(cols)); err != nil {
		return err
	}
	return tx.QueryRowContext(ctx, `SELECT id FROM journal_shape WHERE tbl = ? AND columns = ?`, tbl, string(cols)).Scan(&s.id)
}

// forgetShapes makes the shapes ask for their numbers again, after a rollback
// took the rows that held them.
func (r *recorder) forgetShapes() {
	for _, s := range r.shapes {
		s.id = 0
	}
}

// hashChange adds one change to the hash of its operation. Lengths go before
// texts, so that no two different changes give the same bytes.
func hashChange(h hash.Hash, tbl string, row int64, action int, before, after []byte) {
	var n [8]byte
	put := func(v uint64) { binary.BigEndian.PutUint64(n[:], v); h.Write(n[:]) }
	put(uint64(row))
	put(uint64(action))
	for _, part := range [][]byte{[]byte(tbl), before, after} {
		put(uint64(len(part)))
		h.Write(part)
	}
}

func text(b []byte) any {
	if b == nil {
		return nil
	}
	return string(b)
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

// appendValue writes one value of SQLite as JSON; a blob becomes {"b":"base64"}.
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
