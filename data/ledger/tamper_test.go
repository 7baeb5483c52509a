package ledger

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// busyLedger is a ledger with a journal of several operations, shapes and blocks.
func busyLedger(t testing.TB) *Ledger {
	l := newLedger(t)
	for i := range 6 {
		write(t, l, fmt.Sprint("操作", i), func(tx *Tx) error {
			for k := range 3 + 90*(i%2) {
				if err := addMember(fmt.Sprint("会员", i, "-", k))(tx); err != nil {
					return err
				}
			}
			_, err := tx.Exec(`INSERT INTO membership_event (member_id, kind, date) SELECT id, '入会', '2022-05' FROM member WHERE id % 3 = ?`, i%3)
			if err == nil {
				_, err = tx.Exec(`UPDATE member SET phone = '1990000' || id, note = ? WHERE id % 4 = ?`, fmt.Sprint("第", i), i%4)
			}
			return err
		})
	}
	write(t, l, "删", func(tx *Tx) error {
		_, err := tx.Exec(`DELETE FROM membership_event WHERE id % 2 = 0`)
		return err
	})
	return l
}

// tamperings change one thing of the journal each; %d is a number drawn at random,
// ? a row.
var tamperings = []string{
	`UPDATE journal_block SET data = substr(data, 1, %[1]d %% length(data)) || 'x' || substr(data, 2 + %[1]d %% length(data)) WHERE id = ? AND substr(data, 1 + %[1]d %% length(data), 1) <> 'x'`,
	`UPDATE journal_block SET data = substr(data, 1, %d %% length(data)) WHERE id = ?`,
	`UPDATE journal_block SET data = data || '[%d,3,[],null]' || char(10), changes = changes + 1 WHERE id = ?`,
	`UPDATE journal_block SET first_row = first_row - 1 - %d %% 9 WHERE id = ?`,
	`UPDATE journal_block SET last_row = last_row + 1 + %d %% 9 WHERE id = ?`,
	`UPDATE journal_block SET changes = changes + 1 + %d %% 9 WHERE id = ?`,
	`UPDATE journal_block SET op = op + 1 + %d %% 9 WHERE id = ?`,
	`UPDATE journal_block SET tbl = tbl || '%d' WHERE id = ?`,
	`UPDATE journal_block SET shape = shape + 1 + %d %% 2 WHERE id = ?`,
	`DELETE FROM journal_block WHERE id = ? AND %d >= 0`,
	`UPDATE journal_block SET data = (SELECT data FROM journal_block o WHERE o.id <> journal_block.id ORDER BY (o.id * 7 + %d) %% 11 LIMIT 1) WHERE id = ?`,
	`INSERT INTO journal_block (op, shape, tbl, first_row, last_row, changes, data) SELECT op, shape, tbl, first_row, last_row, changes, data FROM journal_block WHERE id = ? AND %d >= 0`,
	`UPDATE journal_operation SET title = title || %d WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`UPDATE journal_operation SET operator = '别人%d' WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`UPDATE journal_operation SET kind = 'k%d' WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`UPDATE journal_operation SET at = '2021-01-02T03:04:%02[2]dZ' WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`UPDATE journal_operation SET at = at || ' %d' WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`UPDATE journal_operation SET changes = changes + 1 + %d WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`UPDATE journal_operation SET undoes = 1 + %d %% 3 WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`UPDATE journal_operation SET prev = x'%02[2]d' WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`UPDATE journal_operation SET hash = randomblob(32 + %d %% 2) WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`DELETE FROM journal_operation WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation) AND %d >= 0`,
	`UPDATE journal_operation SET id = id + 100 + %d WHERE id = 1 + ? %% (SELECT count(*) FROM journal_operation)`,
	`UPDATE journal_shape SET columns = replace(columns, 'name', 'nam%d') WHERE id = 1 + ? %% (SELECT count(*) FROM journal_shape) AND columns LIKE '%%name%%'`,
	`UPDATE journal_shape SET tbl = 'x%d' WHERE id = 1 + ? %% (SELECT count(*) FROM journal_shape)`,
	`DELETE FROM journal_shape WHERE id = 1 + ? %% (SELECT count(*) FROM journal_shape) AND %d >= 0`,
	`UPDATE member SET name = name || %d WHERE id = 1 + ?`,
	`UPDATE member SET dues_base_fen = %d WHERE id = 1 + ?`,
	`UPDATE member SET id = id + 5000 + %d WHERE id = 1 + ? AND id NOT IN (SELECT member_id FROM membership_event)`,
	`INSERT INTO member (id, name, name_key) VALUES (3000 + ?, '影子', '%d')`,
	`DELETE FROM membership_event WHERE id = (SELECT min(id) FROM membership_event WHERE id > ?) AND %d >= 0`,
	`UPDATE membership_event SET reason = '退休%d' WHERE id = (SELECT min(id) FROM membership_event WHERE id > ?)`,
}

func TestVerifyFindsRandomTampering(t *testing.T) {
	l := busyLedger(t)
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 || v.Operations != 7 {
		t.Fatal(v, err)
	}
	must(t, l.Close())
	whole, err := os.ReadFile(l.path)
	must(t, err)
	path := filepath.Join(t.TempDir(), "改.ghtz")
	rapid.Check(t, func(rt *rapid.T) {
		must(t, os.WriteFile(path, whole, 0o644))
		n := rapid.IntRange(0, 1e6).Draw(rt, "number")
		stmt := rapid.SampledFrom(tamperings).Draw(rt, "statement")
		stmt = strings.TrimSuffix(fmt.Sprintf(stmt, n, n%60), fmt.Sprintf("%%!(EXTRA int=%d)", n%60))
		db, err := sql.Open("sqlite", dsn(path, false))
		must(t, err)
		res, err := db.Exec(stmt, rapid.Int64Range(1, 24).Draw(rt, "row"))
		db.Close()
		if err != nil {
			rt.Fatal(stmt, err)
		}
		if changed, _ := res.RowsAffected(); changed == 0 {
			return
		}
		r, err := Open(ctx, path, Options{ReadOnly: true})
		if err != nil {
			rt.Fatal(err)
		}
		defer r.Close()
		if v, err := r.Verify(ctx); err != nil || len(v.Problems) == 0 {
			rt.Fatalf("not found: %s %v", stmt, err)
		}
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// problemsAfter runs raw SQL past the journal and gives what Verify says.
func problemsAfter(t testing.TB, l *Ledger, statements string) string {
	t.Helper()
	_, err := l.writer.ExecContext(ctx, statements)
	l.recorder.begin(0) // the test is somebody else's tool, which no recorder watches
	must(t, err)
	v, err := l.Verify(ctx)
	must(t, err)
	return strings.Join(v.Problems, "\n")
}

func TestVerifyNamesRowsChangedPastTheJournal(t *testing.T) {
	for _, c := range []struct{ sql, want string }{
		{`UPDATE member SET phone = '1' WHERE id = 2`, "会员“会员0-1”的“phone”和操作记录不一致：有人绕过程序改过数据"},
		{`INSERT INTO member (id, name, name_key) VALUES (9999, '影子', 'x')`, "会员“影子”在操作记录里没有，台账里却有：有人绕过程序改过数据"},
		{`DELETE FROM membership_event WHERE id = 1`, "会籍记录第 1 行在台账里不见了，操作记录里却没有删除：有人绕过程序改过数据"},
		{`INSERT INTO membership_event (id, member_id, kind) VALUES (2, 1, '入会')`, "会籍记录“会员0-0”在操作记录里已经删除，台账里却有：有人绕过程序改过数据"},
	} {
		if got := problemsAfter(t, busyLedger(t), c.sql); got != c.want {
			t.Errorf("%s:\n%s", c.sql, got)
		}
	}
	l := busyLedger(t)
	if got := problemsAfter(t, l, `UPDATE member SET phone = '1'`); strings.Count(got, "\n") != named || !strings.Contains(got, "另有") {
		t.Error(got)
	}
	// Written again in order, the rows are as the journal says.
	write(t, l, "重登", func(tx *Tx) error { _, err := tx.Exec(`UPDATE member SET phone = '2'`); return err })
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v.Problems, err)
	}
}

// cutOff removes the last operation, in the journal and in the tables, so that the
// chain left over is sound.
const cutOff = `DELETE FROM journal_block WHERE op = 2; DELETE FROM journal_operation WHERE id = 2; DELETE FROM member WHERE id = 2;`

func TestVerifyHoldsTheEndAgainstBackups(t *testing.T) {
	l := newLedger(t)
	write(t, l, "一", addMember("张三"))
	write(t, l, "二", addMember("李四"))
	b, err := l.Backup(ctx, "手动")
	must(t, err)
	write(t, l, "三", addMember("王五"))
	if got := problemsAfter(t, l, ``); got != "" {
		t.Fatal(got)
	}
	got := problemsAfter(t, l, `DELETE FROM journal_block WHERE op = 3; DELETE FROM journal_operation WHERE id = 3; DELETE FROM member WHERE id = 3;`)
	if got != "" {
		t.Fatal("the backup does not reach that far", got)
	}
	if got = problemsAfter(t, l, cutOff); !strings.Contains(got, b.Path) || !strings.Contains(got, "第 2 号操作") {
		t.Fatal(got)
	}
	must(t, os.Remove(b.Path))
	if got = problemsAfter(t, l, ``); got != "" {
		t.Error(got)
	}
}

// Every kind of value goes through the journal and back unchanged.
func TestJournalKeepsValues(t *testing.T) {
	l := newLedger(t)
	values := []any{"", "普通", `引"号\n`, "换\n行\t\u2028<&>", "坏\xff字节", nil, "\"", "{\"b\":1}", "],[", "😀"}
	write(t, l, "入会", func(tx *Tx) error {
		for _, v := range values {
			if _, err := tx.Insert("member", []string{"name", "name_key", "note", "dues_base_fen"}, []any{"甲", "甲", v, int64(-1 << 63)}); err != nil {
				return err
			}
		}
		for _, f := range []any{5, 5.0, 1e300, -0.1, nil} { // 5 is stored as 5.0
			if _, err := tx.Insert("negotiation", []string{"year", "contract_kind", "raise_percent"}, []any{2022, "工资", f}); err != nil {
				return err
			}
		}
		return nil
	})
	before := dump(t, l)
	steps := []func(*Tx) error{
		func(tx *Tx) error {
			_, err := tx.Exec(`UPDATE member SET note = note || 'x', name = note WHERE note IS NOT NULL`)
			return err
		},
		func(tx *Tx) error {
			_, err := tx.Exec(`UPDATE negotiation SET raise_percent = raise_percent * 2, year = 1`)
			return err
		},
		func(tx *Tx) error { _, err := tx.Exec(`UPDATE member SET id = id + 100`); return err },
		func(tx *Tx) error {
			_, err := tx.Exec(`REPLACE INTO member (id, name, name_key) VALUES (101, '乙', '乙')`)
			return err
		},
		func(tx *Tx) error { _, err := tx.Exec(`DELETE FROM member`); return err },
		func(tx *Tx) error { _, err := tx.Exec(`DELETE FROM negotiation`); return err },
	}
	for i, step := range steps {
		write(t, l, "改", step)
		if got := problemsAfter(t, l, ``); got != "" {
			t.Fatalf("step %d: %s", i, got)
		}
	}
	for range steps {
		_, err := l.Undo(ctx, 0)
		must(t, err)
	}
	if after := dump(t, l); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	if got := problemsAfter(t, l, ``); got != "" {
		t.Error(got)
	}
	if _, err := l.Write(ctx, Op{}, addMember("空\x00字")); !IsKind(err, "bad_text") {
		t.Error(err)
	}
}
