package ledger

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"unionledger/data/held"
)

// Error is a sentence for people about a ledger. Kind is for programs: not_found,
// exists, not_a_ledger, newer, older, in_use, damaged, disk_full, read_only, io,
// bad_name, bad_text, conflict, constraint, closed, no_operation, not_allowed.
type Error struct {
	Kind    string
	Message string
	Cause   error
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause, for programs.
func (e *Error) Unwrap() error { return e.Cause }

// Refuse is the sentence for something that was not done because of what the ledger
// holds or what was asked for.
func Refuse(format string, args ...any) error {
	return &Error{Kind: "conflict", Message: fmt.Sprintf(format, args...)}
}

// IsKind reports whether err is, or wraps, a ledger Error of the kind.
func IsKind(err error, kind string) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// isConstraint reports a statement that SQLite refused by itself, without harm to
// the transaction around it.
func isConstraint(err error) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && se.Code()&0xff == sqlite3.SQLITE_CONSTRAINT
}

// ruled gives the sentence of a rule that the schema keeps by a trigger.
func ruled(err error) (string, bool) {
	var se *sqlite.Error
	if !errors.As(err, &se) || se.Code() != sqlite3.SQLITE_CONSTRAINT_TRIGGER {
		return "", false
	}
	text := strings.TrimPrefix(se.Error(), "constraint failed: ")
	return text[:max(0, strings.LastIndex(text, " ("))], true
}

// explain turns an error of SQLite or of the file system into a sentence for
// people; errors that are sentences already, and those of other rooms, pass
// unchanged.
func explain(path string, err error) error {
	if err == nil {
		return nil
	}
	var own *Error
	if errors.As(err, &own) {
		return err
	}
	kind, text := explainSQLite(err)
	if errors.Is(err, sql.ErrConnDone) || err.Error() == "sql: database is closed" { // which has no name
		kind, text = "closed", closedText
	}
	if kind == "" {
		kind, text = explainFile(err)
	}
	if kind == "" {
		return err
	}
	if kind == "io" && tooLong(path) {
		kind, text = "bad_name", "“%s”的路径太长，数据库打不开。请把台账移到外层的文件夹里，例如桌面，再打开。"
	}
	return &Error{Kind: kind, Message: fmt.Sprintf(text, path), Cause: err}
}

// tooLong reports a path beyond what SQLite takes, the names of its companions included:
// 512 bytes, some 170 Chinese characters; on Windows there is no such limit.
func tooLong(path string) bool {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return runtime.GOOS != "windows" && len(path+partialSuffix+companions[2]) >= 512
}

const closedText = "台账“%s”已经关闭。请重新打开它。"

const fullText = "磁盘已满，“%s”没有写入任何改动，原有内容完好。请清理磁盘后重做这一步。"

func explainFile(err error) (kind, text string) {
	cause := ""
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		cause = pe.Err.Error()
	case errors.As(err, &le):
		cause = le.Err.Error()
	default:
		return "", ""
	}
	switch {
	case isDiskFull(err):
		return "disk_full", fullText
	case held.Is(err):
		return "in_use", "“%s”正被" + held.By + "占用，或者不许写入，没有写入任何改动。请关掉那个程序再试；还不行就换一个文件夹，或请管理员放开权限。"
	case errors.Is(err, fs.ErrPermission):
		return "read_only", "没有权限写“%s”。请换一个文件夹，或请管理员放开权限。"
	case cause == "read-only file system":
		return "read_only", "“%s”在只读的磁盘上，没有写入。请复制到本机的磁盘再打开。"
	case cause == "file name too long":
		return "bad_name", "“%s”的文件名太长。请换一个短些的名字（不超过 60 个字）。"
	}
	return "io", "读写“%s”时磁盘出错（" + strings.ReplaceAll(cause, "%", "%%") + "），没有写入任何改动。请检查磁盘或 U 盘后再试。"
}

func explainSQLite(err error) (kind, text string) {
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return "", ""
	}
	switch se.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return "disk_full", fullText
	case sqlite3.SQLITE_NOTADB:
		return "not_a_ledger", "“%s”不是工会台账文件。"
	case sqlite3.SQLITE_CORRUPT:
		return "damaged", "台账“%s”已损坏，没有改动它。请用“从备份恢复”打开最近一份好的备份。"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return "in_use", "台账“%s”正被另一个程序使用，请关闭后再试。"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return "read_only", "台账“%s”是只读的，没有写入。请检查文件属性和文件夹权限。"
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		if se.Code() == sqlite3.SQLITE_IOERR_SHMSIZE {
			return "disk_full", fullText // the only reason not to get 32 KB
		}
		return "io", "读写“%s”时磁盘出错，没有写入任何改动。请检查磁盘或 U 盘后再试。"
	case sqlite3.SQLITE_CONSTRAINT:
		return "constraint", "“%s”里有内容互相冲突（" + strings.ReplaceAll(se.Error(), "%", "%%") + "），没有写入任何改动。"
	}
	return "", ""
}
