package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Noted is the kind of operations that only note that something was done, such as
// an export or the showing of a masked number. 撤销 of the last operation passes
// over them, since they changed no fact.
const Noted = "noted"

// Op names what a write does, for the journal and for 撤销.
type Op struct {
	// Kind is a stable word such as import, member, bill, negotiation.
	Kind string
	// Title is the sentence people read: 导入花名册：新增 38，更新 226.
	Title string
	// undoes is the operation this one takes back.
	undoes int64
}

// Tx is a running write. It is also a Reader that sees its own changes.
type Tx struct {
	ctx   context.Context
	tx    *sql.Tx
	rec   *recorder
	stmts map[string]*sql.Stmt
	now   func() time.Time
	title string
	by    string // the operator
	// broken is the error after which nothing more may be written.
	broken error
}

// Write runs fn in one transaction and journals every row it changes. When fn
// fails, panics or ctx ends, nothing is changed. It returns the number of the
// operation, or 0 when fn changed nothing. fn must not call Write itself.
func (l *Ledger) Write(ctx context.Context, op Op, fn func(*Tx) error) (int64, error) {
	if l.ReadOnly() {
		return 0, &Error{Kind: "read_only", Message: fmt.Sprintf("台账“%s”是以只读方式打开的，没有写入。", l.path)}
	}
	done, err := l.write(ctx, op, fn)
	if err != nil {
		if e := ctx.Err(); e != nil {
			return 0, e // SQLite only says that it was interrupted
		}
		return 0, explain(l.path, err)
	}
	if done.ID != 0 {
		l.mu.Lock()
		listeners := l.listeners
		l.mu.Unlock()
		for _, tell := range listeners { // free to read and write in turn
			tell(done)
		}
	}
	return done.ID, nil
}

func (l *Ledger) write(ctx context.Context, op Op, fn func(*Tx) error) (done Operation, err error) {
	l.writing.Lock()
	defer l.writing.Unlock()
	if l.closed {
		return Operation{}, l.closedError()
	}
	// The context must not end the transaction: database/sql would roll it back from
	// a goroutine of its own.
	sqlTx, err := l.writer.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return Operation{}, err
	}
	committed := false
	defer func() {
		if !committed {
			sqlTx.Rollback()
			l.recorder.forgetShapes()
		}
		l.recorder.begin(0)
	}()
	id, prev, err := head(ctx, sqlTx)
	if err != nil {
		return Operation{}, err
	}
	l.recorder.begin(id + 1)
	tx := &Tx{ctx: ctx, tx: sqlTx, rec: l.recorder, stmts: map[string]*sql.Stmt{}, now: l.opt.Now, title: op.Title, by: l.Operator()}
	if err = fn(tx); err == nil {
		err = tx.flush()
	}
	if err != nil {
		return Operation{}, err
	}
	if l.recorder.total == 0 {
		return Operation{}, nil
	}
	done = Operation{ID: id + 1, Kind: op.Kind, Title: tx.title, Operator: tx.by,
		At: l.opt.Now().UTC().Truncate(time.Second), Undoes: op.undoes, Changes: l.recorder.total}
	if err = tx.conclude(done, prev); err != nil {
		return Operation{}, err
	}
	committed = true
	return done, nil
}

// conclude writes the line of the operation and commits.
func (t *Tx) conclude(o Operation, prev []byte) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO journal_operation (id, kind, title, operator, at, undoes, changes, prev, hash)
		VALUES (?,?,?,?,?,?,?,?,?)`, o.ID, o.Kind, o.Title, o.Operator, o.At.Format(time.RFC3339),
		sql.NullInt64{Int64: o.Undoes, Valid: o.Undoes != 0}, o.Changes, prev, o.seal(prev, t.rec.hash.Sum(nil)))
	if err == nil {
		err = t.ctx.Err()
	}
	if err != nil {
		return err
	}
	return t.tx.Commit()
}

// head returns the number and hash of the last operation; 0 and 32 zero bytes
// for an empty journal.
func head(ctx context.Context, r Reader) (id int64, hash []byte, err error) {
	err = r.QueryRowContext(ctx, `SELECT id, hash FROM journal_operation ORDER BY id DESC LIMIT 1`).Scan(&id, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, make([]byte, sha256.Size), nil
	}
	return id, hash, err
}

// seal chains an operation to the one before it: its hash covers its own words,
// the hash of its changes and the hash before.
func (o Operation) seal(prev, changes []byte) []byte {
	h := sha256.New()
	h.Write(prev)
	var n [8]byte
	for _, part := range []string{fmt.Sprint(o.ID), o.Kind, o.Title, o.Operator, o.At.UTC().Format(time.RFC3339), fmt.Sprint(o.Undoes), fmt.Sprint(o.Changes)} {
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		h.Write(n[:])
		h.Write([]byte(part))
	}
	h.Write(changes)
	return h.Sum(nil)
}

// Now is the ledger's clock, by which an entry may be too early.
func (t *Tx) Now() time.Time { return t.now() }

// Operator is the name the write is journalled under.
func (t *Tx) Operator() string { return t.by }

// SetTitle changes what the journal calls the write, where its counts are only
// known at the end.
func (t *Tx) SetTitle(title string) { t.title = title }

// Context is the context of the write.
func (t *Tx) Context() context.Context { return t.ctx }

// Exec runs one statement that changes rows. Statements are prepared once a
// write. After an error that SQLite answers by rolling the transaction back (a full
// disk) every further call fails too, so that nothing is written outside the
// transaction by a caller that carries on. The context is looked at between
// statements: the driver starts a goroutine for every statement that it can end,
// which makes an import a third slower.
func (t *Tx) Exec(query string, args ...any) (sql.Result, error) {
	if t.broken == nil {
		t.broken = t.ctx.Err()
	}
	if t.broken != nil {
		return nil, t.broken
	}
	for _, a := range args {
		if s, ok := a.(string); ok && strings.IndexByte(s, 0) >= 0 {
			return nil, &Error{Kind: "bad_text", Message: fmt.Sprintf("文字“%s”里夹着看不见的空字符，没有写入。请重新输入。", strings.ReplaceAll(s, "\x00", "·"))}
		}
	}
	res, err := t.exec(query, args)
	if err != nil && !isConstraint(err) {
		t.broken = err
	}
	if sentence, ok := ruled(err); ok {
		err = &Error{Kind: "conflict", Message: sentence, Cause: err}
	}
	return res, err
}

func (t *Tx) exec(query string, args []any) (sql.Result, error) {
	stmt, ok := t.stmts[query]
	if !ok {
		var err error
		if stmt, err = t.tx.Prepare(query); err != nil {
			return nil, err
		}
		t.stmts[query] = stmt
	}
	res, err := stmt.Exec(args...)
	if err != nil {
		return nil, err
	}
	if t.rec.pending >= flushAt {
		err = t.flush()
	}
	return res, err
}

// Insert adds a row and returns its id.
func (t *Tx) Insert(table string, cols []string, vals []any) (int64, error) {
	query := "INSERT INTO " + table + " (" + strings.Join(cols, ", ") + ") VALUES (?" + strings.Repeat(",?", len(cols)-1) + ")"
	res, err := t.Exec(query, vals...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// Unused is a number that no row of a table ever had, not even one whose making was
// undone: for rows that others name without a foreign key, so that they never come
// to mean another one.
func (t *Tx) Unused(table string) (id int64, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM "+table+"), (SELECT coalesce(max(last_row), 0) FROM journal_block WHERE tbl = ?))", table).Scan(&id)
	return id, err
}

// Update changes the named columns of the row with id.
func (t *Tx) Update(table string, id int64, cols []string, vals []any) error {
	_, err := t.Exec("UPDATE "+table+" SET "+strings.Join(cols, " = ?, ")+" = ? WHERE id = ?", append(append([]any(nil), vals...), id)...)
	return err
}

// Delete removes the row with id.
func (t *Tx) Delete(table string, id int64) error {
	_, err := t.Exec("DELETE FROM "+table+" WHERE id = ?", id)
	return err
}

// QueryContext runs a query that sees the changes of this write. An ended context
// is noticed before it, not within.
func (t *Tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return t.tx.Query(query, args...)
}

// QueryRowContext is QueryContext for one row.
func (t *Tx) QueryRowContext(_ context.Context, query string, args ...any) *sql.Row {
	return t.tx.QueryRow(query, args...)
}

// Query is QueryContext in the context of the write.
func (t *Tx) Query(query string, args ...any) (*sql.Rows, error) {
	return t.QueryContext(t.ctx, query, args...)
}

// QueryRow is QueryRowContext in the context of the write.
func (t *Tx) QueryRow(query string, args ...any) *sql.Row { return t.tx.QueryRow(query, args...) }

func (t *Tx) flush() error {
	if t.broken != nil {
		return t.broken
	}
	return t.rec.flush(t.ctx, t.tx)
}
