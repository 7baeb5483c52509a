//go:build !windows

package platform

import (
	"os/exec"
	"runtime"
)

// OpenFile shows a file or a folder with the program the system has for it.
func OpenFile(path string) error {
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	cmd := exec.Command(opener, path)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // so that no finished process is left behind
	return nil
}
