package sheet

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "名册[1].xlsx")
	must(t, os.WriteFile(path, []byte("old"), 0o640))
	stale := filepath.Join(dir, ".~名册[1].xlsx-9.tmp")
	must(t, os.WriteFile(stale, nil, 0o600))
	must(t, os.Chtimes(stale, time.Time{}, time.Now().Add(-time.Hour)))

	own := errors.New("no more rows")
	for name, write := range map[string]func(io.Writer) error{
		"error":      func(w io.Writer) error { w.Write(make([]byte, 1<<20)); return own },
		"panic":      func(w io.Writer) error { panic("x") },
		"late error": func(w io.Writer) error { io.WriteString(w, "new"); return own },
	} {
		func() {
			defer func() { _ = recover() }()
			if err := WriteFile(path, write); !errors.Is(err, own) {
				t.Errorf("%s: %v", name, err)
			}
		}()
		if got, _ := os.ReadFile(path); string(got) != "old" {
			t.Errorf("%s: the old file is now %q", name, got)
		}
		onlyFile(t, dir)
	}
	must(t, WriteFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }))
	if got, _ := os.ReadFile(path); string(got) != "new" {
		t.Errorf("written %q", got)
	}
	if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o640) {
		t.Errorf("mode %v", info.Mode())
	}
	onlyFile(t, dir)
}

func onlyFile(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	if len(entries) != 1 {
		t.Errorf("leftovers: %v", entries)
	}
}

// A ledger, a folder or a device is never covered by an export, whatever the name.
func TestWriteFileCovers(t *testing.T) {
	dir := t.TempDir()
	ledger := filepath.Join(dir, "台账.xlsx") // told by what it holds
	held := databaseMagic + "members"
	if err := os.WriteFile(ledger, []byte(held), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "名册.xlsx")
	if err := os.Symlink(ledger, link); err != nil {
		link = ledger // Windows asks for a right to make links
	}
	for _, path := range []string{ledger, link, dir, os.DevNull} {
		err := WriteFile(path, func(io.Writer) error { t.Errorf("%s: written", path); return nil })
		if e, ok := err.(*Error); !ok || e.Kind != "bad_name" || !strings.Contains(e.Message, "没有写成") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if got, err := os.ReadFile(ledger); err != nil || string(got) != held {
		t.Errorf("%v %q", err, got)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 2 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestWriteFileWithoutFolder(t *testing.T) {
	err := WriteFile(filepath.Join(t.TempDir(), "无", "a.xlsx"), func(io.Writer) error { return nil })
	if kindOf(err) != "in_use" || !strings.Contains(err.Error(), "a.xlsx") {
		t.Error(err)
	}
}

// TestFullDisk writes to a small disk where one can be had: UNIONLEDGER_SMALL_DISK
// names a folder on a disk of a few megabytes.
func TestFullDisk(t *testing.T) {
	dir := os.Getenv("UNIONLEDGER_SMALL_DISK")
	if dir == "" {
		t.Skip("UNIONLEDGER_SMALL_DISK is not set")
	}
	path := filepath.Join(dir, "a.xlsx")
	must(t, WriteFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "old"); return err }))
	err := WriteFile(path, func(w io.Writer) error {
		block := make([]byte, 1<<20)
		for range 1 << 12 {
			if _, err := w.Write(block); err != nil {
				return err
			}
		}
		return nil
	})
	if kindOf(err) != "disk_full" || !strings.Contains(err.Error(), path) {
		t.Error(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("the old file is now %q", got)
	}
	onlyFile(t, dir)
}
