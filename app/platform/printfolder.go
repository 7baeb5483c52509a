package platform

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// printFolder is where files lie that were only made to be printed. It is the
// user's own: they hold what people's papers hold.
func printFolder() (string, error) {
	dir := filepath.Join(Where().Passing, "print")
	return dir, os.MkdirAll(dir, 0o700)
}

// PrintFile gives a new name below the folder for print files, which ClearPrints
// empties.
func PrintFile(name string) (string, error) {
	dir, err := printFolder()
	if err == nil {
		dir, err = os.MkdirTemp(dir, "")
	}
	if err != nil {
		return "", fmt.Errorf("没有地方放打印用的文件：%w", err)
	}
	return filepath.Join(dir, name), nil
}

// ClearPrints removes print files that were made more than age ago. One that is
// still open elsewhere stays for the next time.
func ClearPrints(age time.Duration) {
	dir, err := printFolder()
	if err != nil {
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > age {
			_ = os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}
