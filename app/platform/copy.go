package platform

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// copiesPrefix begins the names of the folders copies are shown from.
const copiesPrefix = "unionledger-copies-"

// copies is the folder of this program's run, made when it is first needed.
var copies struct {
	sync.Mutex
	folder string
}

// PrivateCopy writes data into a file that only this user can read and nobody is to
// change, for another program to show. RemoveCopies takes all of them away again. The
// error is a sentence for people.
func PrivateCopy(name string, data []byte) (string, error) {
	copies.Lock()
	defer copies.Unlock()
	if copies.folder == "" {
		sweepCopies()
		folder, err := copiesFolder()
		if err == nil {
			folder, err = os.MkdirTemp(folder, copiesPrefix)
		}
		if err != nil {
			return "", fmt.Errorf("没有地方放要打开的文件（%w）。请清理磁盘后再试。", err)
		}
		copies.folder = folder
	}
	folder, err := os.MkdirTemp(copies.folder, "") // two files may have one name
	if err == nil {
		path := filepath.Join(folder, filepath.Base(name))
		if err = os.WriteFile(path, data, 0o400); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("写不出要打开的文件（%w）。请清理磁盘后再试。", err)
}

// copiesFolder is where the folders of all runs lie.
func copiesFolder() (string, error) {
	dir := filepath.Join(Where().Passing, "copies")
	return dir, os.MkdirAll(dir, 0o700)
}

// RemoveCopies removes the copies of this run. What another program still holds open
// on Windows stays, and goes when copies are next made.
func RemoveCopies() {
	copies.Lock()
	defer copies.Unlock()
	if copies.folder != "" {
		removeFolder(copies.folder)
		copies.folder = ""
	}
}

// sweepCopies removes what runs left that were killed. A day is waited, since a
// second window may be open.
func sweepCopies() {
	base, err := copiesFolder()
	if err != nil {
		return
	}
	entries, err := os.ReadDir(base)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && e.IsDir() && strings.HasPrefix(e.Name(), copiesPrefix) && time.Since(info.ModTime()) > 24*time.Hour {
			removeFolder(filepath.Join(base, e.Name()))
		}
	}
}

// removeFolder removes files that are only to be read too, which Windows refuses.
func removeFolder(folder string) {
	_ = filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			_ = os.Chmod(path, 0o600)
		}
		return nil
	})
	_ = os.RemoveAll(folder) // what is held open stays
}
