package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

const lockSuffix = "-lock"

// fileLock is the sign beside a ledger that one program has it open. The
// operating system lets go of it when the program ends, however it ends.
type fileLock struct{ flock *flock.Flock }

// holder says who has a ledger open.
type holder struct {
	Operator string    `json:"operator"`
	Host     string    `json:"host"`
	PID      int       `json:"pid"`
	Since    time.Time `json:"since"`
}

// lockName is the name of the sign: one for a file, whichever link leads to it.
func lockName(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	} else if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(dir, filepath.Base(path)) // a ledger still to be created
	}
	return path + lockSuffix
}

// lockFile takes the sign or says who has it.
func lockFile(path, operator string, now time.Time) (*fileLock, error) {
	l := &fileLock{flock.New(lockName(path), flock.SetPermissions(0o644))}
	for {
		ok, err := l.flock.TryLock()
		if err != nil {
			return nil, explain(path, err)
		}
		if !ok {
			return nil, inUse(path)
		}
		if l.named() {
			break
		}
		l.flock.Unlock() // locked just when its last holder took it away
	}
	host, _ := os.Hostname()
	if text, err := json.Marshal(holder{operator, host, os.Getpid(), now}); err == nil {
		// Only the sentence for others hangs on this, so that a full disk keeps
		// nobody out. The first byte is the locked one; Windows lets nobody touch it.
		if f, err := os.OpenFile(l.flock.Path(), os.O_WRONLY, 0); err == nil {
			f.WriteAt(append(text, '\n'), 1)
			f.Close()
		}
	}
	return l, nil
}

// named reports whether the locked file is still the one others will find; a lock
// on a file that lost its name would hold nobody off.
func (l *fileLock) named() bool {
	mine, err := l.flock.Stat()
	if err != nil {
		return false
	}
	found, err := os.Stat(l.flock.Path())
	return err == nil && os.SameFile(mine, found)
}

// inUse says who has the ledger open, as far as it can be read.
func inUse(path string) error {
	msg := fmt.Sprintf("台账“%s”已在别处打开", filepath.Base(path))
	if f, err := os.Open(lockName(path)); err == nil {
		defer f.Close()
		buf := make([]byte, 4096)
		n, _ := f.ReadAt(buf, 1)
		var h holder
		// A longer text of an earlier holder may follow.
		if json.NewDecoder(bytes.NewReader(buf[:n])).Decode(&h) == nil && !h.Since.IsZero() {
			msg += fmt.Sprintf("（操作员 %s，电脑 %s，自 %s）", h.Operator, h.Host, h.Since.Local().Format("2006-01-02 15:04"))
		}
	}
	return &Error{Kind: "in_use", Message: msg + "。请先在那边关闭，再打开。"}
}

// release takes the sign away while it is still held, since afterwards it may be
// somebody else's. Windows removes no open file, so there it goes last, and stays
// when another program was quicker.
func (l *fileLock) release() {
	name := l.flock.Path()
	removed := os.Remove(name) == nil
	l.flock.Unlock()
	if !removed {
		os.Remove(name)
	}
}
