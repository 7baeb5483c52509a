package ledger

import (
	"errors"
	"fmt"
	"io/fs"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Error is a sentence for people about a ledger. Kind is for programs: not_found,
// exists, not_a_ledger, newer, in_use, damaged, disk_full, read_only, conflict,
// no_operation.
type Error struct {
	Kind    string
	Message string
	Cause   error
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause, for programs.
func (e *Error) Unwrap() error { return e.Cause }

// IsKind reports whether err is, or wraps, a ledger Error of the kind.
func IsKind(err error, kind string) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// explain turns an error of SQLite or of the file system into a sentence for
// people; errors that are sentences already pass unchanged.
func explain(path string, err error) error {
	if err == nil {
		return nil
	}
	var own *Error
	if errors.As(err, &own) {
		return err
	}
	say := func(kind, format string, args ...any) error {
		return &Error{Kind: kind, Message: fmt.Sprintf(format, args...), Cause: err}
	}
	if errors.Is(err, fs.ErrPermission) {
		return say("read_only", "没有权限写“%s”。请换一个文件夹，或请管理员放开权限。", path)
	}
	if isDiskFull(err) {
		return say("disk_full", "磁盘已满，“%s”没有写入任何改动，原有内容完好。请清理磁盘后重做这一步。", path)
	}
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return err
	}
	switch se.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return say("disk_full", "磁盘已满，“%s”没有写入任何改动，原有内容完好。请清理磁盘后重做这一步。", path)
	case sqlite3.SQLITE_NOTADB:
		return say("not_a_ledger", "“%s”不是工会台账文件。", path)
	case sqlite3.SQLITE_CORRUPT:
		return say("damaged", "台账“%s”已损坏，没有改动它。请用“从备份恢复”打开最近一份好的备份。", path)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return say("in_use", "台账“%s”正被另一个程序使用，请关闭后再试。", path)
	case sqlite3.SQLITE_READONLY:
		return say("read_only", "台账“%s”是只读的，没有写入。请检查文件属性和文件夹权限。", path)
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return say("io", "读写“%s”时磁盘出错，没有写入任何改动。请检查磁盘或 U 盘后再试。", path)
	}
	return err
}
