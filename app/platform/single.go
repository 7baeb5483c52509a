package platform

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"time"
)

// answerWithin is how long a second start waits for the first window. A window that
// hangs, or died in a way the system has not noticed, must not keep anybody out.
var answerWithin = 2 * time.Second // shorter in tests

// visit is what a second start brings to the first window.
type visit struct {
	// File is what was to be opened, as an absolute path; "" only raises the window.
	File string `json:"file"`
}

// doorbell is what the system has for one window of a user on a screen to be found by
// the next start: a place that only one process holds, let go of however that process
// ends, and a line to it. name tells apart screens and settings.
type doorbell interface {
	// claim takes the place, or reports that another process has it.
	claim(name string) (mine bool, err error)
	// answer has each visitor's line served, one after the other, until release.
	answer(serve func(io.ReadWriter))
	// ring opens the line to who has the place, who then may come to the front.
	ring(name string) (io.ReadWriteCloser, error)
	// release gives the place back.
	release()
}

// Only is the right to show the one window.
type Only struct{ bell doorbell }

// Claim asks for the right to show the one window of this user on this screen. Where
// another process shows it already, the file (or "") is handed over, that window comes
// to the front, and mine is nil. A process that has the place and does not answer is
// passed over. visited is called, on a goroutine of its own, with what later starts
// bring, and reports whether the window took it.
func Claim(file string, visited func(file string) bool) (mine *Only) {
	return claim(newDoorbell(), Where().Settings, file, visited)
}

func claim(bell doorbell, settings, file string, visited func(string) bool) *Only {
	name := bellName(settings)
	got, err := bell.claim(name)
	switch {
	case err != nil: // a system without such things: every start has its window
		return &Only{nil}
	case got:
		bell.answer(func(line io.ReadWriter) {
			if v, ok := readVisit(line); ok && visited(v.File) {
				_, _ = line.Write([]byte{'\n'})
			}
		})
		return &Only{bell}
	case handOver(bell, name, file):
		return nil
	}
	return &Only{nil}
}

// Release gives the place back; it may be called on nil.
func (o *Only) Release() {
	if o != nil && o.bell != nil {
		o.bell.release()
	}
}

// bellName tells apart who has other settings, such as a program on a stick, and,
// where one user may sit at several screens, the screens.
func bellName(settings string) string {
	sum := sha256.Sum256([]byte(settings + "\x00" + os.Getenv("DISPLAY") + "\x00" + os.Getenv("WAYLAND_DISPLAY")))
	return "unionledger-" + hex.EncodeToString(sum[:6])
}

// handOver tells the window that is there what was to be opened, and waits for its
// word that it took it.
func handOver(bell doorbell, name, file string) bool {
	if file != "" {
		if abs, err := filepath.Abs(file); err == nil {
			file = abs
		}
	}
	text, err := json.Marshal(visit{File: file})
	if err != nil {
		return false
	}
	taken := make(chan bool, 1) // the line may hang, so nobody waits for this goroutine
	go func() {
		line, err := bell.ring(name)
		if err == nil {
			defer line.Close()
			if _, err = line.Write(append(text, '\n')); err == nil {
				_, err = io.ReadFull(line, make([]byte, 1))
			}
		}
		taken <- err == nil
	}()
	select {
	case ok := <-taken:
		return ok
	case <-time.After(answerWithin):
		return false
	}
}

// longestVisit is more than the longest path takes.
const longestVisit = 256 << 10

func readVisit(r io.Reader) (v visit, ok bool) {
	line, err := bufio.NewReader(io.LimitReader(r, longestVisit)).ReadBytes('\n')
	return v, err == nil && json.Unmarshal(line, &v) == nil
}
