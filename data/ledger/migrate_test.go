package ledger

import (
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/schema.sql anew")

// stoppedAt makes a ledger as a program leaves it that was killed after the
// numbered migration.
func stoppedAt(t *testing.T, path string, version int) {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path, false, "journal_mode(WAL)"))
	must(t, err)
	defer db.Close()
	for v, name := range migrationFiles()[:version] {
		text, err := migrations.ReadFile(name)
		must(t, err)
		_, err = db.Exec(fmt.Sprintf("BEGIN;%s;PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", text, applicationID, v+1))
		must(t, err)
	}
	_, err = db.Exec(`INSERT INTO table_label VALUES ('sign', '记号', 'tbl')`)
	must(t, err)
}

func TestUpgradeFromEveryVersion(t *testing.T) {
	all := len(migrationFiles())
	for version := 1; version < all; version++ {
		path := filepath.Join(t.TempDir(), "旧.ghtz")
		stoppedAt(t, path, version)
		if _, err := Open(ctx, path, Options{ReadOnly: true}); !IsKind(err, "older") {
			t.Errorf("version %d to read: %v", version, err)
		}
		l, err := Open(ctx, path, Options{})
		must(t, err)
		backups := l.Backups()
		if from, b, ok := l.Upgraded(); !ok || from != version || b.Path != backups[0].Path {
			t.Errorf("version %d: upgraded from %d, %v", version, from, b)
		}
		if len(backups) != 1 || backups[0].Reason != "升级前" {
			t.Fatalf("version %d: backups %v", version, backups)
		}
		if got := schemaOf(t, path); got != schemaOf(t, newLedger(t).path) {
			t.Errorf("version %d was brought to another schema:\n%s", version, got)
		}
		if n := count(t, l, "SELECT count(*) FROM table_label WHERE tbl = 'sign'"); n != 1 {
			t.Errorf("version %d: the old rows are gone", version)
		}
		write(t, l, "入会", addMember("张三"))
		if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
			t.Error(v.Problems, err)
		}
		must(t, l.Close())
		// The backup is the ledger as it was.
		db, err := sql.Open("sqlite", dsn(backups[0].Path, true))
		must(t, err)
		if was, _, err := versionOf(ctx, db.QueryRowContext); err != nil || was != version {
			t.Errorf("the backup of version %d has version %d (%v)", version, was, err)
		}
		must(t, db.Close())
	}
}

// A migration that fails half way leaves the version before it.
func TestUpgradeThatFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "旧.ghtz")
	stoppedAt(t, path, 1)
	db, err := sql.Open("sqlite", dsn(path, false))
	must(t, err)
	_, err = db.Exec(`CREATE TABLE negotiation_mark (x)`) // the last table of the second
	must(t, err)
	must(t, db.Close())
	before := schemaOf(t, path)
	if _, err := Open(ctx, path, Options{}); err == nil {
		t.Fatal("opened")
	}
	if after := schemaOf(t, path); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 2 { // the ledger and its backups
		t.Error(left)
	}
}

// schemaOf writes the schema of a ledger out, with what it calls its tables.
func schemaOf(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path, false))
	must(t, err)
	defer db.Close()
	version, _, err := versionOf(ctx, db.QueryRowContext)
	must(t, err)
	b := &strings.Builder{}
	fmt.Fprintf(b, "-- The schema of version %d; made by go test ./data/ledger -update.\n", version)
	for _, query := range []string{
		`SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name`,
		`SELECT '-- ' || tbl || ': ' || label || ', ' || name_column FROM table_label WHERE tbl <> 'sign' ORDER BY tbl`,
	} {
		rows, err := db.Query(query)
		must(t, err)
		must(t, eachRow(rows, func(values []any) error { _, err := fmt.Fprintln(b, values[0]); return err }))
	}
	return b.String()
}

// The schema is compared with a copy, so that nobody changes a migration that is in
// the hands of people: what is new goes into a new numbered file. Before the first
// release, and for a new file, -update makes the copy anew.
func TestSchemaIsTheReleasedOne(t *testing.T) {
	got := schemaOf(t, newLedger(t).path)
	golden := filepath.Join("testdata", "schema.sql")
	if *update {
		must(t, os.MkdirAll("testdata", 0o755))
		must(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("the schema changed; a released migration must not (else: go test ./data/ledger -run Schema -update)\n%s", got)
	}
}
