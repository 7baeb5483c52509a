//go:build !windows

package sheet

import (
	"context"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// A pipe to which nobody writes is refused, not waited for.
func TestOpenPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "名册.csv")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	refused := make(chan error, 1)
	go func() {
		_, err := Open(context.Background(), path, Options{})
		refused <- err
	}()
	select {
	case err := <-refused:
		if kindOf(err) != "not_a_workbook" {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("still waiting")
	}
}
