package ledger

import (
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

// lockFile takes the sign or says who has it.
func lockFile(path, operator string, now time.Time) (*fileLock, error) {
	name := path + lockSuffix
	l := &fileLock{flock.New(name)}
	ok, err := l.flock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("锁定台账：%w", err)
	}
	if !ok {
		return nil, inUse(path)
	}
	host, _ := os.Hostname()
	text, err := json.Marshal(holder{operator, host, os.Getpid(), now})
	if err != nil {
		return nil, err
	}
	// The first byte is the locked one; Windows lets nobody read it.
	if err := os.WriteFile(name, append([]byte{'\n'}, text...), 0o644); err != nil {
		l.release()
		return nil, err
	}
	return l, nil
}

// inUse says who has the ledger open, as far as it can be read.
func inUse(path string) error {
	msg := fmt.Sprintf("台账“%s”已在别处打开", filepath.Base(path))
	if f, err := os.Open(path + lockSuffix); err == nil {
		defer f.Close()
		buf := make([]byte, 4096)
		n, _ := f.ReadAt(buf, 1)
		var h holder
		if json.Unmarshal(buf[:n], &h) == nil && !h.Since.IsZero() {
			msg += fmt.Sprintf("（操作员 %s，电脑 %s，自 %s）", h.Operator, h.Host, h.Since.Local().Format("2006-01-02 15:04"))
		}
	}
	return &Error{Kind: "in_use", Message: msg + "。请先在那边关闭，再打开。"}
}

func (l *fileLock) release() {
	name := l.flock.Path()
	l.flock.Unlock()
	os.Remove(name)
}
