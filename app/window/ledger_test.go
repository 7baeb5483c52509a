package window

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"unionledger/data/ledger"
)

// open makes a ledger whose clock is the one given.
func open(t *testing.T, now func() time.Time) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Create(context.Background(), filepath.Join(t.TempDir(), "台账.ghtz"), ledger.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func set(t *testing.T, l *ledger.Ledger, kind, value string) {
	t.Helper()
	if _, err := l.Write(context.Background(), ledger.Op{Kind: kind, Title: value}, func(tx *ledger.Tx) error { return tx.SetSetting("word", value) }); err != nil {
		t.Fatal(err)
	}
}

// TestUndoAndRedo presses 撤销 (-) and 重做 (+) in turns and says what stands then.
func TestUndoAndRedo(t *testing.T) {
	for keys, want := range map[string]string{
		"": "c", "-": "b", "--": "a", "--+": "b", "--++": "c", "--+++": "c", "-+-": "b", "--+-": "a", "--+-+": "b", "--+-++": "c", "---+": "a",
	} {
		l := open(t, nil)
		for _, value := range []string{"a", "b", "c"} {
			set(t, l, "setting", value)
		}
		ctx := context.Background()
		for _, key := range keys {
			op := int64(0)
			if key == '+' {
				all, err := l.History(ctx, 0)
				if err != nil {
					t.Fatal(err)
				}
				if op = lastUndo(all); op == 0 {
					continue
				}
			}
			if _, err := l.Undo(ctx, op); err != nil {
				t.Fatalf("%s: %v", keys, err)
			}
		}
		if got, err := ledger.Setting(ctx, l.Read(), "word", ""); err != nil || got != want {
			t.Errorf("%q leaves %q, want %q (%v)", keys, got, want, err)
		}
	}
}

func TestNothingToRedoAfterAChange(t *testing.T) {
	ctx := context.Background()
	l := open(t, nil)
	set(t, l, "setting", "a")
	if _, err := l.Undo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	set(t, l, "setting", "b")
	if all, err := l.History(ctx, 0); err != nil || lastUndo(all) != 0 {
		t.Errorf("%v %v", all, err)
	}
}

// TestBackupAtOpening asks for a backup when a ledger is opened, and only where the
// newest one lacks something.
func TestBackupAtOpening(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2022, 5, 6, 9, 0, 0, 0, time.Local)
	l := open(t, func() time.Time { return now })
	if _, lacking := lacks(ctx, l); !lacking {
		t.Error("there is no backup at all")
	}
	set(t, l, "setting", "a")
	now = now.Add(time.Minute)
	made, err := l.Backup(ctx, "自动")
	if err != nil {
		t.Fatal(err)
	}
	if newest, lacking := lacks(ctx, l); lacking || newest.Path != made.Path {
		t.Errorf("%v lacks something", newest)
	}
	now = now.Add(time.Minute)
	set(t, l, "setting", "b")
	if _, lacking := lacks(ctx, l); !lacking {
		t.Error("what was written since is in no backup")
	}
}
