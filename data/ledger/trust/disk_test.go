package trust_test

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// smallDisk gives a folder on a disk of its own, and how to mount it again.
func smallDisk(t *testing.T) (dir string, remount func(options string)) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can mount a small disk")
	}
	dir = t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be had here: %s", out)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	return dir, func(options string) {
		if out, err := exec.Command("mount", "-o", "remount,"+options, dir).CombinedOutput(); err != nil {
			t.Fatalf("%s", out)
		}
	}
}

// fill leaves at most free bytes on a disk and returns how to free the rest again.
func fill(t *testing.T, dir string, free int64) (empty func()) {
	t.Helper()
	path := filepath.Join(dir, "ballast")
	f, err := os.Create(path)
	must(t, err)
	defer f.Close()
	for block := make([]byte, 64<<10); ; {
		if _, err := f.Write(block); err != nil {
			break
		}
	}
	info, err := f.Stat()
	must(t, err)
	must(t, f.Truncate(info.Size()-free))
	return func() { must(t, os.Remove(path)) }
}

func TestFullDisk(t *testing.T) {
	dir, _ := smallDisk(t)
	path := filepath.Join(dir, "台账.ghtz")
	create(t, path, 2000)
	l := open(t, path, ledger.Options{})
	for _, free := range []int64{0, 100 << 10, 1 << 20} {
		empty := fill(t, dir, free)
		before := names(t, dir)
		_, err := l.Write(ctx, ledger.Op{Title: "导入"}, addMembers("新", 20000))
		wantKind(t, err, "disk_full")
		if n := count(t, l.Read(), "SELECT count(*) FROM member"); n != 2000 {
			t.Errorf("%d members after a write that failed", n)
		}
		if free < 1<<20 {
			_, err = l.Backup(ctx, "手动")
			wantKind(t, err, "disk_full")
			if left := names(t, l.BackupDir()); len(left) > 0 {
				t.Error("the failed backup left", left)
			}
			must(t, os.RemoveAll(l.BackupDir()))
		}
		_, err = ledger.Create(ctx, filepath.Join(dir, "新.ghtz"), ledger.Options{})
		if err == nil {
			t.Error("a ledger was made on a full disk")
		}
		if after := names(t, dir); strings.Join(after, " ") != strings.Join(before, " ") {
			t.Error("left behind:", after)
		}
		empty()
		whole(t, l)
		if _, err := l.Write(ctx, ledger.Op{Title: "入会"}, addMembers("后来", 10)); err != nil {
			t.Error("after space was freed:", err)
		}
		if _, err := l.Undo(ctx, 0); err != nil {
			t.Error(err)
		}
		whole(t, l)
	}
}

// A ledger closed on a full disk loses nothing, and opens, or says why not.
func TestCloseAndOpenOnAFullDisk(t *testing.T) {
	dir, _ := smallDisk(t)
	path := filepath.Join(dir, "台账.ghtz")
	create(t, path, 10)
	l := open(t, path, ledger.Options{})
	_, err := l.Write(ctx, ledger.Op{Title: "导入"}, addMembers("新", 3000))
	must(t, err)
	empty := fill(t, dir, 0)
	l.Close() // the log cannot be folded in; it stays
	if l, err = ledger.Open(ctx, path, ledger.Options{}); err != nil {
		wantKind(t, err, "disk_full")
	} else {
		l.Close()
	}
	empty()
	l = open(t, path, ledger.Options{})
	if n := count(t, l.Read(), "SELECT count(*) FROM member"); n != 3010 {
		t.Errorf("%d members", n)
	}
	whole(t, l)
}

func TestExportOnAFullDisk(t *testing.T) {
	dir, _ := smallDisk(t)
	path := filepath.Join(dir, "名册.xlsx")
	must(t, os.WriteFile(path, []byte("old"), 0o644))
	fill(t, dir, 1<<20)
	err := sheet.WriteFile(path, func(w io.Writer) error { return writeOf(w, 'x') })
	var own *sheet.Error
	if !errors.As(err, &own) || own.Kind != "disk_full" {
		t.Error(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("the old file is now %q", got)
	}
	if left := names(t, dir); len(left) != 2 {
		t.Error("left behind:", left)
	}
}

func TestReadOnlyDisk(t *testing.T) {
	dir, remount := smallDisk(t)
	path := filepath.Join(dir, "台账.ghtz")
	create(t, path, 4)
	remount("ro")
	_, err := ledger.Open(ctx, path, ledger.Options{})
	wantKind(t, err, "read_only")
	_, err = ledger.Create(ctx, filepath.Join(dir, "新.ghtz"), ledger.Options{})
	wantKind(t, err, "read_only")
	r := open(t, path, ledger.Options{ReadOnly: true})
	if n := count(t, r.Read(), "SELECT count(*) FROM member"); n != 4 {
		t.Error("read", n)
	}
	whole(t, r)
}
