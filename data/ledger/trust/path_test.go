package trust_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/ledger"
)

func TestOddPaths(t *testing.T) {
	for _, name := range []string{
		"100% #1 ?a=b&c.ghtz", "工会 台账（2022）.ghtz", "a'b\"c;--.ghtz", "%41%2f.ghtz", "没有扩展名", " 空格 .ghtz",
		strings.Repeat("很长", 39) + ".ghtz",
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "子 文件夹#", name)
		create(t, path, 2)
		l := open(t, path, ledger.Options{})
		b, err := l.Backup(ctx, "导入前")
		must(t, err)
		if all := l.Backups(); len(all) != 1 || all[0].Path != b.Path || all[0].Reason != "导入前" {
			t.Errorf("%s: backups %v", name, all)
		}
		restored := filepath.Join(dir, name)
		must(t, ledger.Restore(ctx, b.Path, restored))
		must(t, l.Close())
		whole(t, open(t, restored, ledger.Options{}))
		if got := names(t, filepath.Dir(path)); len(got) != 2 || got[0] != name && got[1] != name {
			t.Errorf("%s became %v", name, got)
		}
	}
	_, err := ledger.Create(ctx, in(t, strings.Repeat("太长", 60)+".ghtz"), ledger.Options{})
	wantKind(t, err, "bad_name")
}

func TestWhatLiesThere(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "文件夹.ghtz")
	must(t, os.Mkdir(folder, 0o755))
	_, err := ledger.Open(ctx, folder, ledger.Options{})
	wantKind(t, err, "not_a_ledger")
	_, err = ledger.Create(ctx, folder, ledger.Options{})
	wantKind(t, err, "exists")

	dangling := filepath.Join(dir, "断链.ghtz")
	must(t, os.Symlink(filepath.Join(dir, "无"), dangling))
	_, err = ledger.Open(ctx, dangling, ledger.Options{})
	wantKind(t, err, "not_found")
	_, err = ledger.Create(ctx, dangling, ledger.Options{})
	wantKind(t, err, "exists")

	// A ledger that lost its file, but not its log.
	gone := filepath.Join(dir, "没了.ghtz")
	leaveLog(t, gone)
	must(t, os.Remove(gone))
	_, err = ledger.Open(ctx, gone, ledger.Options{})
	wantKind(t, err, "not_found")
	create(t, gone, 1)
	l := open(t, gone, ledger.Options{})
	if v := whole(t, l); v.Operations != 1 {
		t.Error("the log of the old ledger was read into the new one:", v)
	}
}

// leaveLog makes a ledger whose last operations are still in its log.
func leaveLog(t *testing.T, path string) {
	t.Helper()
	create(t, path, 0)
	c := start(t, "write", path, "旧")
	for range 5 {
		if c.line() == "" {
			t.Fatal("the child wrote nothing")
		}
	}
	c.kill()
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		t.Fatal("no log was left", err)
	}
}

// A restored ledger does not take up the log of the one that lay there before.
func TestRestoreBesideAnOldLog(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "好.ghtz")
	create(t, other, 7)
	l := open(t, other, ledger.Options{})
	b, err := l.Backup(ctx, "手动")
	must(t, err)
	path := filepath.Join(dir, "台账.ghtz")
	leaveLog(t, path)
	must(t, os.Remove(path))
	must(t, ledger.Restore(ctx, b.Path, path))
	if left := names(t, dir); strings.Contains(strings.Join(left, " "), "台账.ghtz-") {
		t.Error("beside the restored ledger lie", left)
	}
	r := open(t, path, ledger.Options{})
	if n := count(t, r.Read(), "SELECT count(*) FROM member"); n != 7 || whole(t, r).Operations != 1 {
		t.Error(n, "members were restored")
	}
}

// What still is in the log of a ledger is restored with it.
func TestRestoreFromALedgerWithALog(t *testing.T) {
	dir := t.TempDir()
	path, to := filepath.Join(dir, "台账.ghtz"), filepath.Join(dir, "新.ghtz")
	leaveLog(t, path)
	must(t, ledger.Restore(ctx, path, to))
	if v := whole(t, open(t, to, ledger.Options{})); v.Operations < 5 {
		t.Error(v)
	}
}

// openOnce opens a ledger, or creates one where the second word is new, and says
// how it went.
func openOnce(args []string) error {
	l, err := (*ledger.Ledger)(nil), error(nil)
	switch args[1] {
	case "new":
		l, err = ledger.Create(ctx, args[0], ledger.Options{})
	default:
		l, err = ledger.Open(ctx, args[0], ledger.Options{ReadOnly: args[1] == "read"})
	}
	if err == nil {
		var n int
		err = l.Read().QueryRowContext(ctx, "SELECT count(*) FROM member").Scan(&n)
		l.Close()
		if err == nil {
			fmt.Println("members", n)
		}
	}
	if err != nil {
		for _, kind := range []string{"read_only", "io", "in_use", "disk_full"} {
			if ledger.IsKind(err, kind) {
				fmt.Print(kind, " ")
			}
		}
		fmt.Println(err)
	}
	return nil
}

// TestNoRightToWrite runs as a user without rights, which root has to lend it.
func TestNoRightToWrite(t *testing.T) {
	drop, err := exec.LookPath("setpriv")
	if err != nil || os.Geteuid() != 0 {
		t.Skip("only root can become a user without rights, with setpriv")
	}
	dir := t.TempDir()
	must(t, os.Chmod(filepath.Dir(dir), 0o755))
	self := filepath.Join(dir, "self")
	copyFile(t, self)
	path := filepath.Join(dir, "台账.ghtz")
	create(t, path, 2)
	try := func(path, how string) string {
		return startCommand(t, "open", exec.Command(drop, "--reuid=65534", "--regid=65534", "--clear-groups", self, path, how)).line()
	}
	for how, want := range map[string]string{"write": "read_only ", "read": "members 2"} {
		if got := try(path, how); !strings.HasPrefix(got, want) {
			t.Errorf("%s in a folder without rights: %s", how, got)
		}
	}
	if got := try(filepath.Join(dir, "新.ghtz"), "new"); !strings.HasPrefix(got, "read_only ") {
		t.Error("create:", got)
	}
	must(t, os.Chmod(dir, 0o777)) // now only the file is read-only
	if got := try(path, "write"); !strings.HasPrefix(got, "read_only ") {
		t.Error("a read-only file:", got)
	}
	if left := names(t, dir); len(left) != 2 {
		t.Error("left behind:", left)
	}
}

func copyFile(t *testing.T, to string) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	in, err := os.Open(self)
	must(t, err)
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	must(t, err)
	_, err = io.Copy(out, in)
	must(t, err)
	must(t, out.Close())
}
