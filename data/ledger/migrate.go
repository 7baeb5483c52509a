package ledger

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrationFiles lists the numbered files in order; file k brings version k-1
// to version k.
func migrationFiles() []string {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic(err)
	}
	for i, name := range names {
		n, err := strconv.Atoi(name[len("migrations/"):][:4])
		if err != nil || n != i+1 {
			panic("migration " + name + " is out of order")
		}
	}
	return names
}

// migrate brings the file up to date: a copy of an older ledger is kept first,
// then each numbered file runs in a transaction of its own, so that a program
// killed on the way goes on where it stopped. Migrations run outside the journal:
// a later one may add tables, indexes and columns that start empty; what changes
// rows has to be written as an operation, or Verify will name those rows.
func (l *Ledger) migrate(ctx context.Context) error {
	version, id, err := versionOf(ctx, l.writer.QueryRowContext)
	if err != nil {
		return err
	}
	files := migrationFiles()
	if created := l.fresh && version == 0 && id == 0; !created {
		if err := judge(l.path, version, id); err != nil {
			return err
		}
	}
	if version > 0 && version < len(files) {
		b, err := l.backup(ctx, "升级前")
		if err != nil {
			return fmt.Errorf("升级前备份：%w", err)
		}
		l.upgraded = upgrade{version, b}
	}
	for v := version; v < len(files); v++ {
		text, err := migrations.ReadFile(files[v])
		if err != nil {
			return err
		}
		script := fmt.Sprintf("BEGIN IMMEDIATE;\n%s\n;PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;", text, applicationID, v+1)
		if _, err := l.writer.ExecContext(ctx, script); err != nil {
			l.writer.ExecContext(ctx, "ROLLBACK")
			return fmt.Errorf("升级台账到第 %d 版：%w", v+1, err)
		}
	}
	return nil
}

// upgrade is what opening an older ledger did: from which version, and what it was.
type upgrade struct {
	from   int
	backup BackupFile
}

// Upgraded tells, where opening brought an older ledger up to date, from which version,
// and the backup of it as it was.
func (l *Ledger) Upgraded() (from int, backup BackupFile, ok bool) {
	return l.upgraded.from, l.upgraded.backup, l.upgraded.from > 0
}

// checkVersion refuses what is no ledger, what is too new and, for a reader that
// cannot bring it up to date, what is too old. It changes nothing.
func (l *Ledger) checkVersion(ctx context.Context) error {
	version, id, err := versionOf(ctx, l.readers.QueryRowContext)
	if err != nil {
		return err
	}
	if err := judge(l.path, version, id); err != nil {
		return err
	}
	if version < len(migrationFiles()) && l.opt.ReadOnly {
		return &Error{Kind: "older", Message: fmt.Sprintf("台账“%s”是旧版本的，请先用窗口打开一次，程序会备份后升级它。", l.path)}
	}
	return nil
}

// judge refuses files that are no ledger or come from a newer program.
func judge(path string, version, id int) error {
	if id != applicationID {
		return &Error{Kind: "not_a_ledger", Message: fmt.Sprintf("“%s”是数据库，但不是工会台账文件。", path)}
	}
	if known := len(migrationFiles()); version > known {
		return &Error{Kind: "newer", Message: fmt.Sprintf("台账“%s”由更新版本的程序写成（第 %d 版，本程序只到第 %d 版）。请先升级程序；台账没有改动。", path, version, known)}
	}
	return nil
}

func versionOf(ctx context.Context, row func(context.Context, string, ...any) *sql.Row) (version, id int, err error) {
	if err = row(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, 0, err
	}
	err = row(ctx, "PRAGMA application_id").Scan(&id)
	return version, id, err
}
