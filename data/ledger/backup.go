package ledger

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

// BackupFile is one backup lying in the backup folder.
type BackupFile struct {
	Path string
	// At is when it was made, Reason why (每天, 导入前, 升级前 …).
	At     time.Time
	Reason string
}

const backupStamp = "2006-01-02 150405"

// BackupDir is the folder the backups of a ledger are kept in.
func (l *Ledger) BackupDir() string { return backupDir(l.path) }

func backupDir(path string) string { return strings.TrimSuffix(path, Extension) + "-备份" }

// backupName begins the names of the backups of a ledger. A very long name is cut,
// because file systems allow 255 bytes; the folder tells the ledgers apart.
func backupName(path string) string {
	name := []rune(strings.TrimSuffix(filepath.Base(path), Extension))
	return string(name[:min(len(name), 40)]) + " "
}

// Backup writes a copy of the ledger into the backup folder, reopens it and
// checks it before it takes its name. Backups that have had their day are
// removed: the ten newest, 24 hourly, 14 daily, 8 weekly and 24 monthly ones stay.
func (l *Ledger) Backup(ctx context.Context, reason string) (BackupFile, error) {
	l.backing.Lock()
	defer l.backing.Unlock()
	if l.closed {
		return BackupFile{}, l.closedError()
	}
	return l.backup(ctx, reason)
}

func (l *Ledger) backup(ctx context.Context, reason string) (BackupFile, error) {
	dir := l.BackupDir()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return BackupFile{}, explain(dir, err)
	}
	now := l.opt.Now().Truncate(time.Second)
	b := BackupFile{filepath.Join(dir, backupName(l.path)+now.Format(backupStamp)+" "+reason+Extension), now, reason}
	if !l.ReadOnly() {
		l.sweep()
	}
	if err := place(b.Path, func(partial string) error { return copyLedger(ctx, l.path, partial) }); err != nil {
		return BackupFile{}, explain(b.Path, err)
	}
	l.prune()
	return b, nil
}

// sweep removes what backups left that were killed half way; only one program
// writes to the ledger, so that nobody is at work on them.
func (l *Ledger) sweep() {
	entries, err := os.ReadDir(l.BackupDir())
	if err != nil {
		return // the backup will say so
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), Extension+partialSuffix) {
			os.Remove(filepath.Join(l.BackupDir(), e.Name()))
		}
	}
}

// copyLedger writes a copy that is one file and reads it again whole.
func copyLedger(ctx context.Context, from, to string) error {
	db, err := sql.Open("sqlite", dsn(from, true))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return explain(from, err)
	}
	_, err = CheckBackup(ctx, to)
	return err
}

// CheckBackup opens a backup and reads it whole. It returns the hash of the last
// operation it holds, in hex; the error says what is wrong.
func CheckBackup(ctx context.Context, path string) (headHash string, err error) {
	if err := present(path); err != nil {
		return "", err
	}
	db, err := sql.Open("sqlite", dsn(path, true))
	if err != nil {
		return "", explain(path, err)
	}
	defer db.Close()
	version, id, err := versionOf(ctx, db.QueryRowContext)
	if err == nil {
		err = judge(path, version, id)
	}
	if err == nil {
		err = quickCheck(ctx, db, path)
	}
	if err != nil {
		return "", explain(path, err)
	}
	_, sum, err := head(ctx, db)
	return hex.EncodeToString(sum), explain(path, err)
}

// quickCheck reads every page of a file.
func quickCheck(ctx context.Context, r Reader, path string) error {
	var result string
	if err := r.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&result); err != nil {
		return err
	}
	if result != "ok" {
		return &Error{Kind: "damaged", Message: fmt.Sprintf("“%s”已损坏（%s），没有改动它。", filepath.Base(path), result)}
	}
	return nil
}

// NewestGoodBackup finds the newest backup of the ledger at path that reads well,
// by opening one after the other; false where there is none. The ledger itself
// need not be there, or be whole.
func NewestGoodBackup(ctx context.Context, path string) (BackupFile, bool) {
	for _, b := range backupsOf(path) {
		if _, err := CheckBackup(ctx, b.Path); err == nil {
			return b, true
		}
	}
	return BackupFile{}, false
}

// offerBackup adds to the sentence about a damaged ledger which backup to take. A
// file that is no database any more, but has backups, was a ledger.
func offerBackup(ctx context.Context, path string, err error) error {
	lost := IsKind(err, "not_a_ledger") && len(backupsOf(path)) > 0
	if !lost && !IsKind(err, "damaged") {
		return err
	}
	say := "没有找到好的备份，请把这个文件另存一份，再找会修复的人。"
	if b, ok := NewestGoodBackup(ctx, path); ok {
		say = fmt.Sprintf("请用“从备份恢复”打开最近一份好的备份：%s（%s，%s）。", filepath.Base(b.Path), b.At.Format("2006-01-02 15:04"), b.Reason)
	}
	return &Error{Kind: "damaged", Message: fmt.Sprintf("台账“%s”已损坏，没有改动它。%s", path, say), Cause: err}
}

// Backups lists the backups of the ledger, newest first.
func (l *Ledger) Backups() []BackupFile { return backupsOf(l.path) }

func backupsOf(path string) []BackupFile {
	dir := backupDir(path)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // no folder, no backups
	}
	var out []BackupFile
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), backupName(path))
		rest, ext := strings.CutSuffix(rest, Extension)
		if !ok || !ext || len(rest) < len(backupStamp) {
			continue
		}
		at, err := time.ParseInLocation(backupStamp, rest[:len(backupStamp)], time.Local)
		if err == nil {
			out = append(out, BackupFile{filepath.Join(dir, e.Name()), at, strings.TrimSpace(rest[len(backupStamp):])})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].At.After(out[j].At) })
	return out
}

// keep are the spans backups are thinned out to: the newest of each hour for 24
// hours that have one, and so on.
var keep = []struct {
	count int
	key   func(time.Time) string
}{
	{24, func(t time.Time) string { return t.Format("2006-01-02 15") }},
	{14, func(t time.Time) string { return t.Format("2006-01-02") }},
	{8, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, " ", w) }},
	{24, func(t time.Time) string { return t.Format("2006-01") }},
}

// alwaysKept is how many of the newest backups stay whenever they were made, so that
// the one made before an import is not gone half an hour later.
const alwaysKept = 10

// worthKeeping marks, newest first, the backups that no span lets go of.
func worthKeeping(all []BackupFile) []bool {
	out := make([]bool, len(all))
	for i := range min(alwaysKept, len(all)) {
		out[i] = true
	}
	for _, span := range keep {
		seen := map[string]bool{}
		for i, b := range all {
			k := span.key(b.At)
			if !seen[k] && len(seen) < span.count {
				seen[k], out[i] = true, true
			}
		}
	}
	return out
}

func (l *Ledger) prune() {
	all := l.Backups()
	for i, good := range worthKeeping(all) {
		if !good {
			os.Remove(all[i].Path)
		}
	}
}

// Restore copies a checked backup to a path where nothing lies yet. What the
// backup is to replace is never written over; the user opens the copy instead.
func Restore(ctx context.Context, backup, to string) error {
	if _, err := CheckBackup(ctx, backup); err != nil {
		return err
	}
	lock, err := lockNew(to, "恢复备份", time.Now())
	if err != nil {
		return err
	}
	defer lock.release()
	return explain(to, place(to, func(partial string) error { return copyLedger(ctx, backup, partial) }))
}

// lockNew takes the lock of a ledger still to be made, where nothing may lie.
func lockNew(path, operator string, now time.Time) (*fileLock, error) {
	taken := &Error{Kind: "exists", Message: fmt.Sprintf("“%s”已经存在，没有覆盖它。请换一个文件名，或直接打开它。", path)}
	if _, err := os.Lstat(path); err == nil {
		return nil, taken // said before a lock file is made in a folder of others
	}
	lock, err := lockFile(path, operator, now)
	if IsKind(err, "in_use") {
		return nil, taken // somebody is just making it
	}
	if err != nil {
		return nil, explain(path, err)
	}
	if _, err := os.Lstat(path); err == nil {
		lock.release()
		return nil, taken
	}
	return lock, nil
}
