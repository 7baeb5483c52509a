package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var ctx = context.Background()

func newLedger(t testing.TB) *Ledger {
	t.Helper()
	clock := time.Date(2022, 5, 6, 1, 42, 0, 0, time.UTC)
	l, err := Create(ctx, filepath.Join(t.TempDir(), "测试 100%#?.ghtz"), Options{Operator: "沈雪娟", Now: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func write(t testing.TB, l *Ledger, title string, fn func(*Tx) error) int64 {
	t.Helper()
	id, err := l.Write(ctx, Op{Kind: "test", Title: title}, fn)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func addMember(name string) func(*Tx) error {
	return func(tx *Tx) error {
		_, err := tx.Insert("member", []string{"name", "name_key"}, []any{name, name})
		return err
	}
}

func count(t testing.TB, l *Ledger, query string) (n int) {
	t.Helper()
	if err := l.Read().QueryRowContext(ctx, query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWriteJournalsOldAndNew(t *testing.T) {
	l := newLedger(t)
	write(t, l, "入会", addMember("段兰娟"))
	op := write(t, l, "改电话", func(tx *Tx) error { return tx.Update("member", 1, []string{"phone"}, []any{"19900000335"}) })
	got, err := l.Changes(ctx, op, 0)
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	c := got[0]
	if c.Operation.Operator != "沈雪娟" || c.Table != "member" || c.Row != 1 || c.Action != "修改" {
		t.Errorf("%+v", c)
	}
	if !reflect.DeepEqual(c.Old, map[string]any{"phone": nil}) || !reflect.DeepEqual(c.New, map[string]any{"phone": "19900000335"}) {
		t.Errorf("old %v new %v", c.Old, c.New)
	}
}

func TestFailedWriteChangesNothing(t *testing.T) {
	l := newLedger(t)
	_, err := l.Write(ctx, Op{Title: "坏"}, func(tx *Tx) error {
		for i := range 2000 { // more than are held in memory
			if err := addMember(fmt.Sprint(i))(tx); err != nil {
				return err
			}
		}
		return errors.New("停")
	})
	if err == nil || count(t, l, "SELECT count(*) FROM member") != 0 || count(t, l, "SELECT count(*) FROM journal_block") != 0 {
		t.Fatal("something was written", err)
	}
	write(t, l, "好", addMember("张三")) // the shapes ask for their numbers again
	if v, _ := l.Verify(ctx); len(v.Problems) > 0 {
		t.Error(v.Problems)
	}
}

func TestNothingChangedIsNoOperation(t *testing.T) {
	l := newLedger(t)
	write(t, l, "入会", addMember("张三"))
	if id := write(t, l, "空", func(tx *Tx) error { return tx.Update("member", 1, []string{"name"}, []any{"张三"}) }); id != 0 {
		t.Error("operation", id)
	}
}

func TestUndoRefusesAndNames(t *testing.T) {
	l := newLedger(t)
	imported := write(t, l, "导入", addMember("王柏俊"))
	write(t, l, "改", func(tx *Tx) error { return tx.Update("member", 1, []string{"phone"}, []any{"1"}) })
	_, err := l.Undo(ctx, imported)
	if !IsKind(err, "conflict") || !strings.Contains(err.Error(), "会员“王柏俊”") || !strings.Contains(err.Error(), "第 2 号操作“改”") {
		t.Fatal(err)
	}
	if count(t, l, "SELECT count(*) FROM member") != 1 {
		t.Error("the member is gone")
	}
	// Taken back in order, both go.
	for range 2 {
		if _, err := l.Undo(ctx, 0); err != nil {
			t.Fatal(err)
		}
	}
	if count(t, l, "SELECT count(*) FROM member") != 0 {
		t.Error("the member is still there")
	}
	if _, err := l.Undo(ctx, 0); !IsKind(err, "no_operation") {
		t.Error(err)
	}
}

func TestUndoRefusesDanglingReferences(t *testing.T) {
	l := newLedger(t)
	imported := write(t, l, "导入", addMember("王柏俊"))
	write(t, l, "入会", func(tx *Tx) error {
		_, err := tx.Insert("membership_event", []string{"member_id", "kind"}, []any{1, "入会"})
		return err
	})
	_, err := l.Undo(ctx, imported)
	if !IsKind(err, "conflict") || !strings.Contains(err.Error(), "会籍记录“王柏俊”") {
		// the member row is gone inside the transaction, so the event may be named by number
		if !IsKind(err, "conflict") || !strings.Contains(err.Error(), "会籍记录") {
			t.Fatal(err)
		}
	}
}

func TestRedo(t *testing.T) {
	l := newLedger(t)
	first := write(t, l, "导入", addMember("张三"))
	for i, want := range []int{0, 1, 0, 1} {
		id := first
		if want == 1 { // take back the undo
			h, err := l.History(ctx, 1)
			if err != nil {
				t.Fatal(err)
			}
			id = h[0].ID
		}
		if _, err := l.Undo(ctx, id); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		if got := count(t, l, "SELECT count(*) FROM member"); got != want {
			t.Errorf("step %d: %d members", i, got)
		}
	}
	h, _ := l.History(ctx, 1)
	if o, err := l.Undo(ctx, h[0].ID); err != nil || o.ID != first {
		t.Error("taking back a redo takes back the operation", o, err)
	}
	if _, err := l.Undo(ctx, first); !IsKind(err, "conflict") {
		t.Error("undone twice", err)
	}
}

// dump gives the whole contents of every journalled table, for comparing.
func dump(t interface{ Fatal(...any) }, l *Ledger) string {
	var b strings.Builder
	for _, tbl := range []string{"member", "membership_event", "union_group", "setting", "negotiation"} {
		rows, err := l.Read().QueryContext(ctx, "SELECT * FROM "+tbl+" ORDER BY rowid")
		if err != nil {
			t.Fatal(err)
		}
		cols, _ := rows.Columns()
		for rows.Next() {
			vals := make([]sql.NullString, len(cols))
			dest := make([]any, len(cols))
			for i := range vals {
				dest[i] = &vals[i]
			}
			if err := rows.Scan(dest...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, tbl, vals)
		}
		rows.Close()
	}
	return b.String()
}

// Random operations, all undone, give the first state; and the chain holds.
func TestUndoAllGivesTheFirstState(t *testing.T) {
	l := newLedger(t)
	write(t, l, "开始", func(tx *Tx) error {
		for i := range 5 {
			if err := addMember(fmt.Sprintf("会员%d", i))(tx); err != nil {
				return err
			}
		}
		return nil
	})
	rapid.Check(t, func(rt *rapid.T) {
		before := dump(rt, l)
		var ops []int64
		for range rapid.IntRange(1, 6).Draw(rt, "operations") {
			id, err := l.Write(ctx, Op{Title: "随机"}, func(tx *Tx) error {
				for range rapid.IntRange(1, 5).Draw(rt, "changes") {
					if err := randomChange(rt, tx); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				rt.Fatal(err)
			}
			if id != 0 {
				ops = append(ops, id)
			}
		}
		for i := len(ops) - 1; i >= 0; i-- {
			if _, err := l.Undo(ctx, ops[i]); err != nil {
				rt.Fatal(err)
			}
		}
		if after := dump(rt, l); after != before {
			rt.Fatalf("before:\n%s\nafter:\n%s", before, after)
		}
	})
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v.Problems, err)
	}
}

func randomChange(rt *rapid.T, tx *Tx) error {
	value := rapid.OneOf(rapid.Just(any(nil)), rapid.Map(rapid.String(), func(s string) any { return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "") })).Draw(rt, "value")
	id := rapid.Int64Range(1, 8).Draw(rt, "row")
	switch rapid.IntRange(0, 4).Draw(rt, "change") {
	case 0:
		return addMember(rapid.StringMatching(`[一-龥]{2,3}`).Draw(rt, "name"))(tx)
	case 1:
		_, err := tx.Exec("UPDATE member SET note = ?, dues_base_fen = ? WHERE id = ?", value, rapid.Int64().Draw(rt, "fen"), id)
		return err
	case 2:
		_, err := tx.Exec("DELETE FROM member WHERE id = ? AND id NOT IN (SELECT member_id FROM membership_event)", id)
		return err
	case 3:
		_, err := tx.Exec("INSERT INTO membership_event (member_id, kind, note) SELECT id, '入会', ? FROM member WHERE id = ?", value, id)
		return err
	}
	_, err := tx.Exec("DELETE FROM membership_event WHERE member_id = ?", id)
	return err
}

func TestVerifyFindsEveryTampering(t *testing.T) {
	for _, c := range []struct{ name, sql string }{
		{"a value", `UPDATE journal_block SET data = replace(data, '张三', '李四') WHERE id = 1`},
		{"a line removed", `DELETE FROM journal_block WHERE id = 2`},
		{"who did it", `UPDATE journal_operation SET operator = '别人' WHERE id = 1`},
		{"an operation removed", `DELETE FROM journal_operation WHERE id = 1`},
		{"a line moved", `UPDATE journal_block SET op = 2 WHERE id = 1`},
	} {
		l := newLedger(t)
		for _, name := range []string{"张三", "李四", "王五"} {
			write(t, l, "入会 "+name, addMember(name))
		}
		if v, err := l.Verify(ctx); err != nil || len(v.Problems) != 0 || v.Operations != 3 {
			t.Fatal(c.name, v, err)
		}
		if _, err := l.writer.ExecContext(ctx, c.sql); err != nil {
			t.Fatal(err)
		}
		if v, _ := l.Verify(ctx); len(v.Problems) == 0 {
			t.Errorf("%s: not found", c.name)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	at := func(name, content string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	good := filepath.Join(dir, "好.ghtz")
	l, err := Create(ctx, good, Options{})
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	whole, _ := os.ReadFile(good)
	newer, _ := sql.Open("sqlite", dsn(at("新.ghtz", string(whole)), false))
	newer.Exec("PRAGMA user_version = 999")
	newer.Close()
	foreign, _ := sql.Open("sqlite", dsn(at("别的.ghtz", ""), false))
	foreign.Exec("CREATE TABLE x (a); PRAGMA user_version = 3")
	foreign.Close()
	for _, c := range []struct{ path, kind string }{
		{filepath.Join(dir, "没有.ghtz"), "not_found"},
		{dir, "not_a_ledger"},
		{at("文本.ghtz", "姓名,性别"), "not_a_ledger"},
		{at("空.ghtz", ""), "not_a_ledger"},
		{filepath.Join(dir, "别的.ghtz"), "not_a_ledger"},
		{filepath.Join(dir, "新.ghtz"), "newer"},
		{at("断.ghtz", string(whole[:5000])), "damaged"},
	} {
		before, _ := os.ReadFile(c.path)
		l, err := Open(ctx, c.path, Options{})
		if err == nil {
			v, _ := l.Verify(ctx)
			if c.kind == "damaged" && len(v.Problems) > 0 {
				l.Close()
				continue
			}
			l.Close()
		}
		if !IsKind(err, c.kind) {
			t.Errorf("%s: %v, want kind %s", filepath.Base(c.path), err, c.kind)
		}
		if after, _ := os.ReadFile(c.path); string(before) != string(after) {
			t.Errorf("%s was changed", c.path)
		}
	}
}

// SQLite calls a path that is too long for it a file that cannot be opened; the sentence
// must not send anybody to look for a broken disk. On Windows such a path is none.
func TestALongPathIsNoBrokenDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("很长的文件夹"+string(filepath.Separator), 30), "长.ghtz")
	l, err := Create(ctx, path, Options{})
	if runtime.GOOS == "windows" {
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		return
	}
	if !IsKind(err, "bad_name") || !strings.Contains(err.Error(), "路径太长") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("half a ledger was left")
	}
}

func TestOpenElsewhere(t *testing.T) {
	l := newLedger(t)
	_, err := Open(ctx, l.Path(), Options{Operator: "第二人"})
	if !IsKind(err, "in_use") || !strings.Contains(err.Error(), "沈雪娟") {
		t.Fatal(err)
	}
	write(t, l, "入会", addMember("张三"))
	r, err := Open(ctx, l.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if count(t, r, "SELECT count(*) FROM member") != 1 {
		t.Error("the reader does not see what was written")
	}
	if _, err := r.Write(ctx, Op{}, addMember("李四")); !IsKind(err, "read_only") {
		t.Error(err)
	}
}

func TestReadingLeavesNothingBehind(t *testing.T) {
	l := newLedger(t)
	write(t, l, "入会", addMember("张三"))
	l.Close()
	r, err := Open(ctx, l.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if count(t, r, "SELECT count(*) FROM member") != 1 {
		t.Error("nothing read")
	}
	r.Close()
	if left, _ := os.ReadDir(filepath.Dir(l.Path())); len(left) != 1 {
		t.Error(left)
	}
}

func TestBackupIsWholeAndChecked(t *testing.T) {
	l := newLedger(t)
	write(t, l, "入会", addMember("张三"))
	b, err := l.Backup(ctx, "导入前")
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Backups(); len(got) != 1 || got[0].Reason != "导入前" || got[0].Path != b.Path {
		t.Fatal(got)
	}
	to := filepath.Join(t.TempDir(), "恢复.ghtz")
	if err := Restore(ctx, b.Path, to); err != nil {
		t.Fatal(err)
	}
	r, err := Open(ctx, to, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if v, err := r.Verify(ctx); err != nil || len(v.Problems) > 0 || v.Operations != 1 {
		t.Error(v, err)
	}
	if err := Restore(ctx, b.Path, to); !IsKind(err, "exists") {
		t.Error("written over", err)
	}
	broken, _ := os.ReadFile(b.Path)
	copy(broken[8192:], make([]byte, 4096))
	os.WriteFile(b.Path, broken, 0o644)
	if err := Restore(ctx, b.Path, to+"2"); err == nil {
		t.Error("a damaged backup was restored")
	}
}

func TestWorthKeeping(t *testing.T) {
	start := time.Date(2022, 5, 6, 12, 0, 0, 0, time.Local)
	var all []BackupFile
	for h := range 24 * 365 { // one every hour for a year
		all = append(all, BackupFile{At: start.Add(-time.Duration(h) * time.Hour)})
	}
	n := 0
	for i, good := range worthKeeping(all) {
		if good {
			n++
		}
		if i < 24 && !good {
			t.Errorf("the backup of %d hours ago is gone", i)
		}
	}
	// 24 hours, 13 more days, 7 more weeks, 12 more months, less those that
	// serve two spans.
	if n < 45 || n > 60 {
		t.Errorf("%d backups kept", n)
	}
}
