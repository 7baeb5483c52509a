package ledger

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

func hasChinese(err error) bool {
	return err != nil && strings.ContainsFunc(err.Error(), func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// damages change the bytes of a ledger, all so that something is lost.
var damages = []struct {
	name string
	do   func(b []byte) []byte
}{
	{"empty", func(b []byte) []byte { return nil }},
	{"one byte", func(b []byte) []byte { return b[:1] }},
	{"half", func(b []byte) []byte { return b[:len(b)/2] }},
	{"half a page", func(b []byte) []byte { return b[:len(b)-2048] }},
	{"all zero", func(b []byte) []byte { return make([]byte, len(b)) }},
	{"header overwritten", func(b []byte) []byte { copy(b, bytes.Repeat([]byte("垃圾"), 16)); return b }},
	{"first page zeroed behind the header", func(b []byte) []byte { clear(b[100:4096]); return b }},
	{"text instead", func(b []byte) []byte { return []byte("姓名,性别\n") }},
}

// A damaged ledger is told to be one, with the backup to take, and is not touched.
func TestOpenNamesTheNewestGoodBackup(t *testing.T) {
	l := busyLedger(t)
	var backups []BackupFile
	for _, reason := range []string{"甲", "乙", "丙"} { // made in one moment, told apart by age below
		b, err := l.Backup(ctx, reason)
		must(t, err)
		backups = append(backups, b)
	}
	must(t, l.Close())
	for i := range backups { // 甲 is the newest, and damaged; 乙 is good
		to := strings.Replace(backups[i].Path, "2022-05-06", fmt.Sprintf("2022-05-%02d", 9-i), 1)
		must(t, os.Rename(backups[i].Path, to))
		backups[i].Path = to
	}
	must(t, os.Truncate(backups[0].Path, 5000))
	whole, err := os.ReadFile(l.path)
	must(t, err)
	for _, d := range damages {
		broken := d.do(bytes.Clone(whole))
		must(t, os.WriteFile(l.path, broken, 0o644))
		for _, readOnly := range []bool{false, true} {
			r, err := Open(ctx, l.path, Options{ReadOnly: readOnly})
			if err == nil {
				v, bad := r.Verify(ctx)
				if err = bad; bad == nil && len(v.Problems) == 0 {
					t.Errorf("%s was not found", d.name)
				}
				r.Close()
				continue
			}
			if !IsKind(err, "damaged") || !strings.Contains(err.Error(), filepath.Base(backups[1].Path)) {
				t.Errorf("%s: %v", d.name, err)
			}
		}
		if after, _ := os.ReadFile(l.path); !bytes.Equal(after, broken) {
			t.Errorf("%s: the file was changed", d.name)
		}
		os.Remove(l.path + "-wal")
		os.Remove(l.path + "-shm")
	}
	if b, ok := NewestGoodBackup(ctx, l.path); !ok || b.Path != backups[1].Path || b.Reason != "乙" {
		t.Error(b, ok)
	}
	must(t, os.RemoveAll(l.BackupDir()))
	must(t, os.WriteFile(l.path, damages[2].do(bytes.Clone(whole)), 0o644))
	if r, err := Open(ctx, l.path, Options{}); err == nil {
		r.Close()
	} else if !IsKind(err, "damaged") || !strings.Contains(err.Error(), "没有找到好的备份") {
		t.Error(err)
	}
}

// Whatever page is lost, nothing crashes: opening, verifying or backing up say so in
// Chinese, and no backup is made that does not read well.
func TestLostPages(t *testing.T) {
	l := busyLedger(t)
	must(t, l.Close())
	whole, err := os.ReadFile(l.path)
	must(t, err)
	found := 0
	const rounds = 60
	for range rounds {
		b := bytes.Clone(whole)
		page := b[4096*(1+rand.IntN(len(b)/4096-1)):][:4096]
		if rand.IntN(2) == 0 {
			clear(page)
		} else {
			for i := range page {
				page[i] = byte(rand.Uint32())
			}
		}
		must(t, os.WriteFile(l.path, b, 0o644))
		r, err := Open(ctx, l.path, Options{})
		if err != nil {
			if !hasChinese(err) {
				t.Error(err)
			}
			found++
			continue
		}
		v, err := r.Verify(ctx)
		if err != nil && !hasChinese(err) {
			t.Error(err)
		}
		if err != nil || len(v.Problems) > 0 {
			found++
		}
		backup, err := r.Backup(ctx, "手动")
		if err != nil && !hasChinese(err) {
			t.Error(err)
		}
		if err == nil {
			if _, err := CheckBackup(ctx, backup.Path); err != nil {
				t.Error("a bad backup under its final name:", err)
			}
		}
		if _, err := r.Undo(ctx, 0); err != nil && !hasChinese(err) {
			t.Error(err)
		}
		r.Close()
		must(t, os.RemoveAll(r.BackupDir()))
	}
	if found != rounds { // integrity_check reads every page that is in use
		t.Errorf("%d of %d lost pages were found", found, rounds)
	}
}
