package window

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"unionledger/app/platform"
	"unionledger/data/ledger"
)

// notes are the small things remembered between starts: the last ledger, the
// operator's name, widths. They lie in a file of their own, written whole, because
// the toolkit's preferences are lost when the program is killed while writing.
// Nothing that matters lives here.
type notes struct {
	mu   sync.Mutex
	path string
	m    map[string]string
}

func readNotes() *notes {
	n := &notes{m: map[string]string{}}
	dir := platform.Where().Settings
	if dir == "" {
		return n // nothing is remembered then
	}
	n.path = filepath.Join(dir, "notes.json")
	if text, err := os.ReadFile(n.path); err == nil && json.Unmarshal(text, &n.m) != nil {
		n.m = map[string]string{}
	}
	return n
}

func (n *notes) get(key string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.m[key]
}

func (n *notes) set(key, value string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.m[key] == value {
		return
	}
	n.m[key] = value
	if n.path == "" {
		return
	}
	text, err := json.MarshalIndent(n.m, "", " ")
	if err != nil {
		return
	}
	if os.MkdirAll(filepath.Dir(n.path), 0o700) != nil {
		return
	}
	if os.WriteFile(n.path+".new", text, 0o600) == nil {
		os.Rename(n.path+".new", n.path)
	}
}

// backupEvery is how often an open ledger that has changed is backed up.
const backupEvery = 30 * time.Minute

// lacks gives the newest backup, if there is any, and reports whether the ledger
// holds something that it lacks; where that cannot be read, it does.
func lacks(ctx context.Context, l *ledger.Ledger) (newest ledger.BackupFile, lacking bool) {
	all := l.Backups()
	if len(all) == 0 {
		return newest, true
	}
	last, err := l.History(ctx, 1)
	return all[0], err != nil || len(last) > 0 && !last[0].At.Before(all[0].At)
}

// keepBackedUp backs the ledger up at once, where the newest backup lacks what was
// written since, and then every half hour in which something was written, until ctx
// ends. tell hears of every backup and failure.
func keepBackedUp(ctx context.Context, l *ledger.Ledger, tell func(ledger.BackupFile, error)) {
	var changed atomic.Bool
	newest, lacking := lacks(ctx, l)
	if newest.Path != "" {
		tell(newest, nil)
	}
	changed.Store(lacking)
	l.OnWrite(func(ledger.Operation) { changed.Store(true) })
	for {
		if changed.Swap(false) {
			b, err := l.Backup(ctx, "自动")
			if err != nil {
				changed.Store(true) // tried again the next time
			}
			if ctx.Err() == nil {
				tell(b, err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(backupEvery):
		}
	}
}
