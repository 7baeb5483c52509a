//go:build !windows

package platform

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// socketBell is a lock and a socket in the user's own folder for such things.
type socketBell struct {
	lock     *flock.Flock
	listener net.Listener
	path     string
}

func newDoorbell() doorbell { return &socketBell{} }

// runFolder is private to the user and, mostly, gone when he logs out.
func runFolder() (string, error) {
	base := os.Getenv("XDG_RUNTIME_DIR")
	if !filepath.IsAbs(base) {
		base = filepath.Join(os.TempDir(), fmt.Sprintf("unionledger-%d", os.Getuid()))
	}
	dir := filepath.Join(base, "unionledger")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	// Where anybody may make folders, one of this name may be somebody else's.
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm()&0o077 != 0 {
		return "", errors.Join(err, errors.New("the folder is open to others"))
	}
	return dir, nil
}

func (s *socketBell) claim(name string) (bool, error) {
	dir, err := runFolder()
	if err != nil {
		return false, err
	}
	s.path = filepath.Join(dir, name)
	s.lock = flock.New(s.path + ".lock")
	mine, err := s.lock.TryLock()
	if err != nil || !mine {
		return false, err
	}
	os.Remove(s.path + ".socket") // of one that died
	if s.listener, err = net.Listen("unix", s.path+".socket"); err != nil {
		s.lock.Unlock()
		return false, err
	}
	return true, nil
}

func (s *socketBell) answer(serve func(io.ReadWriter)) {
	go func() {
		for {
			c, err := s.listener.Accept()
			if err != nil {
				return // released
			}
			_ = c.SetDeadline(time.Now().Add(answerWithin))
			serve(c)
			c.Close()
		}
	}()
}

func (s *socketBell) ring(string) (io.ReadWriteCloser, error) {
	return net.Dial("unix", s.path+".socket")
}

func (s *socketBell) release() {
	s.listener.Close() // which removes the socket
	s.lock.Unlock()
}
