// Package ledger keeps one ledger: a SQLite file that is opened by one program at
// a time, changed through one journalled write path, undone, verified and backed
// up. It is the only package that knows SQLite's ways, and it knows nothing of
// members, dues or negotiations beyond the tables that its migrations lay out.
package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver called sqlite

	"unionledger/data/held"
)

// Extension ends the name of every ledger file.
const Extension = ".ghtz"

// applicationID marks a SQLite file as a ledger ("GHTZ").
const applicationID = 0x4748545A

// Options say how a ledger is opened.
type Options struct {
	// Operator is the name written into the journal; empty becomes 未设.
	Operator string
	// ReadOnly opens without the right to write, also where another program has
	// the ledger open.
	ReadOnly bool
	// Now is the clock, for tests; nil is the computer's.
	Now func() time.Time
}

// Reader runs queries; a Ledger's Read and a Tx both are one.
type Reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Ledger is an open ledger. Its methods may be called from several goroutines;
// writes run one after the other.
type Ledger struct {
	path     string
	opt      Options
	lock     *fileLock
	readers  *sql.DB
	writerDB *sql.DB
	writer   *sql.Conn
	recorder *recorder
	fresh    bool // being created, so that a file without tables is right
	upgraded upgrade

	// writing and backing are held by the one who writes and the one who backs up;
	// Close takes both, in this order, so that it waits for them.
	writing sync.Mutex
	backing sync.Mutex
	closed  bool // set under both, so that either is enough to read it

	mu        sync.Mutex // guards what follows and opt.Operator, held for moments only
	listeners []func(Operation)
}

// Create makes a new, empty ledger at path and opens it. A file that is already
// there is refused, never overwritten. The file appears whole: a program killed on
// the way leaves none.
func Create(ctx context.Context, path string, opt Options) (*Ledger, error) {
	opt.ReadOnly = false
	opt = opt.filled()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, explain(path, err)
	}
	lock, err := lockNew(path, opt.Operator, opt.Now())
	if err != nil {
		return nil, err
	}
	err = place(path, func(partial string) error {
		l := &Ledger{path: partial, opt: opt, fresh: true}
		err := l.openWriter(ctx)
		return errors.Join(err, l.Close())
	})
	if err != nil {
		lock.release()
		return nil, explain(path, err)
	}
	l, err := open(ctx, path, opt, lock)
	return l, explain(path, err)
}

// Open opens the ledger at path. An older ledger is backed up and brought up to
// date first. Errors are sentences, see Error; the one about a damaged ledger
// names the newest good backup.
func Open(ctx context.Context, path string, opt Options) (*Ledger, error) {
	err := present(path)
	var l *Ledger
	if err == nil {
		l, err = open(ctx, path, opt.filled(), nil)
	}
	if err != nil {
		return nil, offerBackup(ctx, path, explain(path, err))
	}
	return l, nil
}

func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Operator == "" {
		o.Operator = "未设"
	}
	return o
}

// open opens a file that is there. lock is nil unless it is held already.
func open(ctx context.Context, path string, opt Options, lock *fileLock) (_ *Ledger, err error) {
	l := &Ledger{path: path, opt: opt, lock: lock}
	defer func() {
		if err != nil {
			l.Close()
		}
	}()
	if !opt.ReadOnly {
		if l.lock == nil {
			if l.lock, err = lockFile(path, opt.Operator, opt.Now()); err != nil {
				return nil, err
			}
		}
		if err = writable(path); err != nil {
			return nil, err
		}
	}
	// What is no ledger, or too new, is told apart before anything is written.
	if err = l.openReaders(ctx); err == nil && !opt.ReadOnly {
		err = l.openWriter(ctx)
	}
	if err != nil {
		return nil, err
	}
	return l, nil
}

// writable asks for the right to write, because SQLite falls back to reading and
// would only complain at the first change. It opens and closes the file, so it comes
// before SQLite does, and under the lock.
func writable(path string) error {
	var f *os.File
	err := held.Patiently(func() (err error) { f, err = os.OpenFile(path, os.O_RDWR, 0); return err })
	if err != nil {
		return err
	}
	return f.Close()
}

// openReaders opens the connections that read and looks at the version.
func (l *Ledger) openReaders(ctx context.Context) (err error) {
	name := dsn(l.path, l.opt.ReadOnly, "query_only(1)")
	if err = l.readBy(ctx, name); err == nil || !l.opt.ReadOnly || ctx.Err() != nil {
		return err
	}
	// SQLite says of a file that may not be read only that it cannot be opened.
	if f, e := os.Open(l.path); e == nil {
		f.Close()
	} else if errors.Is(e, fs.ErrPermission) {
		return &Error{Kind: "not_allowed", Message: fmt.Sprintf("没有权限读“%s”。请管理员放开这个文件和文件夹的读取权限，或换有权限的人登录电脑再打开。", l.path), Cause: e}
	}
	// Even to read, SQLite wants to put files beside the ledger. Where the disk or
	// folder forbids that, nobody is writing either, unless there is a log.
	if kind, _ := explainSQLite(err); kind != "io" && kind != "read_only" {
		return err
	}
	if _, e := os.Stat(l.path + "-wal"); !errors.Is(e, fs.ErrNotExist) {
		return err
	}
	l.readers.Close()
	return l.readBy(ctx, name+"&immutable=1")
}

func (l *Ledger) readBy(ctx context.Context, name string) (err error) {
	if l.readers, err = sql.Open("sqlite", name); err != nil {
		return err
	}
	l.readers.SetMaxOpenConns(4)
	return l.checkVersion(ctx)
}

// openWriter takes the one connection that writes, reads every page once, so that
// nobody goes on working in a damaged file, brings the schema up to date and starts to record every change made on it.
func (l *Ledger) openWriter(ctx context.Context) (err error) {
	l.writerDB, err = sql.Open("sqlite", dsn(l.path, false,
		"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "wal_autocheckpoint(4000)"))
	if err != nil {
		return err
	}
	l.writerDB.SetMaxOpenConns(1)
	if l.writer, err = l.writerDB.Conn(ctx); err != nil {
		return err
	}
	if err = quickCheck(ctx, l.writer, l.path); err != nil { // half a second at most for 100,000 members
		return err
	}
	if err = l.migrate(ctx); err != nil {
		return err
	}
	l.recorder, err = newRecorder(ctx, l.writer)
	return err
}

// dsn names the file for the driver. busy_timeout comes first, so that the
// pragmas behind it wait too.
func dsn(path string, readOnly bool, pragmas ...string) string {
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(5000)")
	q.Add("_pragma", "cache_size(-32000)")
	q.Add("_pragma", "temp_store(MEMORY)")
	for _, p := range pragmas {
		q.Add("_pragma", p)
	}
	if readOnly {
		q.Set("mode", "ro")
	}
	q.Set("_txlock", "immediate")
	p := filepath.ToSlash(path)
	if abs, err := filepath.Abs(path); err == nil {
		p = filepath.ToSlash(abs)
	}
	if p[0] != '/' {
		p = "/" + p
	}
	return "file://" + (&url.URL{Path: p}).EscapedPath() + "?" + q.Encode()
}

// present tells apart what needs no look inside. It does not open the file, because
// on Unix closing it would take away the locks SQLite holds on it in this process.
func present(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return &Error{Kind: "read_only", Message: fmt.Sprintf("没有权限打开“%s”所在的文件夹。请换一个用户，或请管理员放开权限。", path), Cause: err}
	case err != nil:
		return &Error{Kind: "not_found", Message: fmt.Sprintf("找不到台账“%s”。请检查路径和文件名。", path), Cause: err}
	case info.IsDir():
		return &Error{Kind: "not_a_ledger", Message: fmt.Sprintf("“%s”是文件夹，不是台账文件。", path)}
	case !info.Mode().IsRegular():
		return &Error{Kind: "not_a_ledger", Message: fmt.Sprintf("“%s”不是文件，不能当台账打开。", path)}
	case info.Size() == 0:
		return &Error{Kind: "not_a_ledger", Message: fmt.Sprintf("“%s”是空文件，里面没有台账。可能没有拷贝完整，请重新拷贝一份，或从备份恢复。", path)}
	}
	return nil
}

// Close lets go of the file, after a write or a backup that is running. The
// write-ahead log is folded into it first, so that the ledger is one file that can
// be copied. What is called afterwards says that the ledger is closed.
func (l *Ledger) Close() error {
	l.writing.Lock()
	defer l.writing.Unlock()
	l.backing.Lock()
	defer l.backing.Unlock()
	if l.closed {
		return nil
	}
	l.closed = true
	if l.readers != nil {
		l.readers.Close()
	}
	var err error
	if l.writer != nil {
		l.writer.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
		l.writer.Close()
	}
	if l.writerDB != nil {
		err = l.writerDB.Close()
	}
	if l.lock != nil {
		l.lock.release()
	} else if l.opt.ReadOnly {
		l.tidy()
	}
	return err
}

func (l *Ledger) closedError() error {
	return &Error{Kind: "closed", Message: fmt.Sprintf(closedText, l.path)}
}

// tidy folds away the files SQLite left beside a ledger that was only read, unless
// somebody else has it open. Where the disk cannot be written they stay.
func (l *Ledger) tidy() {
	if _, err := os.Stat(l.path + "-shm"); err != nil {
		return
	}
	lock, err := lockFile(l.path, l.opt.Operator, l.opt.Now())
	if err != nil {
		return
	}
	defer lock.release()
	if db, err := sql.Open("sqlite", dsn(l.path, false)); err == nil {
		db.Exec("PRAGMA wal_checkpoint(TRUNCATE)") // closing the last connection removes the files
		db.Close()
	}
}

// Path is the file the ledger was opened from.
func (l *Ledger) Path() string { return l.path }

// Operator is the name that writes are journalled under.
func (l *Ledger) Operator() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.opt.Operator
}

// SetOperator changes the name for the writes to come.
func (l *Ledger) SetOperator(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.opt.Operator = name
}

// Now is the ledger's clock.
func (l *Ledger) Now() time.Time { return l.opt.Now() }

// ReadOnly reports whether the ledger was opened without the right to write.
func (l *Ledger) ReadOnly() bool { return l.opt.ReadOnly }

// Read gives the reading side; it sees what has been committed.
func (l *Ledger) Read() Reader { return l.readers }

// OnWrite calls fn after every committed write, in the goroutine that wrote.
func (l *Ledger) OnWrite(fn func(Operation)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.listeners = append(l.listeners, fn)
}
