package trust_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// writeForever writes operations of all sizes and says each once it is written.
func writeForever(args []string) error {
	l, err := ledger.Open(ctx, args[0], ledger.Options{Operator: "孩子"})
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		title := fmt.Sprintf("%s 第 %d 次", args[1], i)
		id, err := l.Write(ctx, ledger.Op{Kind: "test", Title: title}, func(tx *ledger.Tx) error {
			switch {
			case i%7 == 3:
				_, err := tx.Exec("UPDATE member SET note = ? WHERE id % 3 = 0", title)
				return err
			case i%7 == 5:
				_, err := tx.Exec("DELETE FROM member WHERE id % 5 = 1")
				return err
			}
			return addMembers(title, 1+rand.IntN(1500)/(1+i%4*100))(tx) // above and below one block
		})
		if err != nil {
			return err
		}
		fmt.Printf("%d %s\n", id, title)
	}
}

func TestKilledWhileWriting(t *testing.T) {
	path := in(t, "台账.ghtz")
	create(t, path, 10)
	acknowledged := map[string]string{} // titles by number
	for round := range times(50, 200) {
		if round%10 == 0 { // the journal grows, and Verify with it
			path = in(t, "台账.ghtz")
			create(t, path, 10)
			clear(acknowledged)
		}
		said := start(t, "write", path, fmt.Sprint("轮", round)).killWithin(60 * time.Millisecond)
		if len(said) == 0 {
			t.Fatal("the child wrote nothing")
		}
		for _, line := range said {
			id, title, _ := strings.Cut(line, " ")
			acknowledged[id] = title
		}
		l, err := ledger.Open(ctx, path, ledger.Options{})
		must(t, err)
		whole(t, l)
		operations, err := l.History(ctx, 0)
		must(t, err)
		found := map[string]string{}
		for _, o := range operations {
			found[fmt.Sprint(o.ID)] = o.Title
		}
		for id, title := range acknowledged {
			if found[id] != title {
				t.Fatalf("round %d: operation %s %q is now %q", round, id, title, found[id])
			}
		}
		last := operations[0]
		if undone, err := l.Undo(ctx, last.ID); err != nil || undone.ID != last.ID {
			t.Fatalf("round %d: undo of %d: %v", round, last.ID, err)
		}
		must(t, l.Close())
	}
	if left := names(t, filepath.Dir(path)); len(left) != 1 {
		t.Error("left behind:", left)
	}
}

// backUpForever backs up, an hour later each time.
func backUpForever(args []string) error {
	clock := time.Now()
	l, err := ledger.Open(ctx, args[0], ledger.Options{Now: func() time.Time { return clock }})
	if err != nil {
		return err
	}
	fmt.Println("open")
	for {
		if _, err := l.Backup(ctx, "自动"); err != nil {
			return err
		}
		clock = clock.Add(time.Hour)
	}
}

func TestKilledWhileBackingUp(t *testing.T) {
	path := in(t, "台账.ghtz")
	create(t, path, 5000)
	halves := 0
	for range times(50, 200) {
		start(t, "backup", path).killWithin(150 * time.Millisecond)
		l, err := ledger.Open(ctx, path, ledger.Options{})
		must(t, err)
		for _, b := range l.Backups() {
			if _, err := ledger.CheckBackup(ctx, b.Path); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range names(t, l.BackupDir()) {
			if isPartial(name) {
				halves++
			}
		}
		if _, err := l.Backup(ctx, "手动"); err != nil {
			t.Fatal(err)
		}
		for _, name := range names(t, l.BackupDir()) {
			if filepath.Ext(name) != ledger.Extension {
				t.Fatal("left behind:", name)
			}
		}
		must(t, l.Close())
	}
	if halves == 0 {
		t.Error("no kill met a backup half way")
	}
}

// createForever makes new ledgers in a folder.
func createForever(args []string) error {
	fmt.Println("begin")
	for i := 0; ; i++ {
		l, err := ledger.Create(ctx, filepath.Join(args[0], fmt.Sprint(i, ledger.Extension)), ledger.Options{})
		if err != nil {
			return err
		}
		l.Close()
	}
}

// A ledger whose making was killed is not there, or is whole and empty.
func TestKilledWhileCreating(t *testing.T) {
	for range times(30, 150) {
		dir := t.TempDir()
		start(t, "create", dir).killWithin(120 * time.Millisecond)
		last := 0
		for _, name := range names(t, dir) {
			if filepath.Ext(name) != ledger.Extension {
				continue
			}
			l, err := ledger.Open(ctx, filepath.Join(dir, name), ledger.Options{})
			must(t, err)
			if v := whole(t, l); v.Operations != 0 {
				t.Error(v)
			}
			must(t, l.Close())
			last++
		}
		// The one that was killed can be made now.
		l, err := ledger.Create(ctx, filepath.Join(dir, fmt.Sprint(last, ledger.Extension)), ledger.Options{})
		must(t, err)
		must(t, l.Close())
		for _, name := range names(t, dir) {
			if filepath.Ext(name) != ledger.Extension {
				t.Fatal("left behind:", name)
			}
		}
	}
}

// exportForever writes the same file again and again, other contents each time.
func exportForever(args []string) error {
	fmt.Println("begin")
	for i := byte(1); ; i++ {
		if err := sheet.WriteFile(args[0], func(w io.Writer) error { return writeOf(w, i) }); err != nil {
			return err
		}
	}
}

const pages = 200

func writeOf(w io.Writer, i byte) error {
	page := bytes.Repeat([]byte{i}, 8192)
	for range pages {
		if _, err := w.Write(page); err != nil {
			return err
		}
	}
	return nil
}

func TestKilledWhileExporting(t *testing.T) {
	path := in(t, "名册.xlsx")
	must(t, sheet.WriteFile(path, func(w io.Writer) error { return writeOf(w, 1) }))
	for range times(50, 200) {
		start(t, "export", path).killWithin(30 * time.Millisecond)
		got, err := os.ReadFile(path)
		must(t, err)
		if len(got) != pages*8192 || bytes.Count(got, got[:1]) != len(got) {
			t.Fatalf("neither the old file nor the new one: %d bytes", len(got))
		}
	}
	for _, name := range names(t, filepath.Dir(path)) {
		if name != filepath.Base(path) && !strings.HasPrefix(name, ".~名册.xlsx-") {
			t.Error("left behind:", name)
		}
	}
}
