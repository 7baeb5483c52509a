//go:build !windows

package platform

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
)

// OpenFile shows a file or a folder with the program the system has for it. The
// error is a sentence for people.
func OpenFile(path string) error {
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	cmd := exec.Command(opener, path)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("打不开“%s”：这台电脑没有 %s。请自己到文件管理器里打开它。", path, opener)
	}
	go cmd.Wait() // so that no finished process is left behind
	return nil
}

// ShowInFolder opens the folder a file lies in. The error is a sentence for people.
func ShowInFolder(path string) error { return OpenFile(filepath.Dir(path)) }

// printDirectly is only known on Windows.
func printDirectly(string) bool { return false }
