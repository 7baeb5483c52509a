package window

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"time"

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
	dir, err := os.UserConfigDir()
	if err != nil {
		return n // nothing is remembered then
	}
	n.path = filepath.Join(dir, "unionledger", "notes.json")
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

// keepBackedUp backs the ledger up at once and then every half hour in which
// something was written, until ctx ends. tell hears of every backup and failure.
func keepBackedUp(ctx context.Context, l *ledger.Ledger, tell func(ledger.BackupFile, error)) {
	var mu sync.Mutex
	changed := len(l.Backups()) == 0
	l.OnWrite(func(ledger.Operation) {
		mu.Lock()
		changed = true
		mu.Unlock()
	})
	if recent := l.Backups(); len(recent) > 0 {
		tell(recent[0], nil)
		changed = changed || time.Since(recent[0].At) > 24*time.Hour
	}
	for {
		mu.Lock()
		due := changed
		changed = false
		mu.Unlock()
		if due {
			tell(l.Backup(ctx, "自动"))
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(backupEvery):
		}
	}
}
