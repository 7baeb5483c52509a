package ledger

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
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
func (l *Ledger) BackupDir() string { return strings.TrimSuffix(l.path, Extension) + "-备份" }

// Backup writes a copy of the ledger into the backup folder, reopens it and
// checks it before it takes its name. Backups that have had their day are
// removed: 24 hourly, 14 daily, 8 weekly and 24 monthly ones stay.
func (l *Ledger) Backup(ctx context.Context, reason string) (BackupFile, error) {
	dir := l.BackupDir()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return BackupFile{}, explain(dir, err)
	}
	now := l.opt.Now().Truncate(time.Second)
	base := strings.TrimSuffix(filepath.Base(l.path), Extension)
	b := BackupFile{filepath.Join(dir, fmt.Sprintf("%s %s %s%s", base, now.Format(backupStamp), reason, Extension)), now, reason}
	partial := b.Path + ".partial"
	os.Remove(partial)
	defer os.Remove(partial)
	if err := l.copyTo(ctx, partial); err != nil {
		return BackupFile{}, explain(b.Path, err)
	}
	if err := os.Rename(partial, b.Path); err != nil {
		return BackupFile{}, explain(b.Path, err)
	}
	l.prune()
	return b, nil
}

// copyTo writes a checked, synced copy. SQLite does not sync the file of VACUUM
// INTO itself.
func (l *Ledger) copyTo(ctx context.Context, path string) error {
	from, err := sql.Open("sqlite", dsn(l.path, true))
	if err != nil {
		return err
	}
	defer from.Close()
	if _, err := from.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = f.Sync()
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		_, err = CheckBackup(ctx, path)
	}
	return err
}

// CheckBackup opens a backup and reads it whole. It returns the hash of the last
// operation it holds, in hex; the error says what is wrong.
func CheckBackup(ctx context.Context, path string) (headHash string, err error) {
	if err := looksLikeLedger(path); err != nil {
		return "", err
	}
	db, err := sql.Open("sqlite", dsn(path, true))
	if err != nil {
		return "", explain(path, err)
	}
	defer db.Close()
	var result string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&result); err != nil {
		return "", explain(path, err)
	}
	if result != "ok" {
		return "", &Error{Kind: "damaged", Message: fmt.Sprintf("备份“%s”已损坏（%s），请改用另一份。", filepath.Base(path), result)}
	}
	_, sum, err := head(ctx, db)
	return hex.EncodeToString(sum), explain(path, err)
}

// Backups lists the backups of the ledger, newest first.
func (l *Ledger) Backups() []BackupFile {
	dir := l.BackupDir()
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // no folder, no backups
	}
	prefix := strings.TrimSuffix(filepath.Base(l.path), Extension) + " "
	var out []BackupFile
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), prefix)
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

// worthKeeping marks, newest first, the backups that no span lets go of.
func worthKeeping(all []BackupFile) []bool {
	out := make([]bool, len(all))
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
	in, err := os.Open(backup)
	if err != nil {
		return explain(backup, err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if os.IsExist(err) {
		return &Error{Kind: "exists", Message: fmt.Sprintf("“%s”已经存在，没有覆盖它。请换一个文件名。", to)}
	}
	if err != nil {
		return explain(to, err)
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if e := out.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(to)
	}
	return explain(to, err)
}
