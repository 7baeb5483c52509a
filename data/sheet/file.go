package sheet

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"unionledger/data/held"
)

// WriteBytes is WriteFile of what is at hand.
func WriteBytes(path string, b []byte) error {
	return WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// WriteFile writes the file at path whole or not at all: write fills a temporary
// file in the same folder, which is brought safely to the disk and then takes the
// place of the old one. On any failure, a full disk included, the old file stands
// untouched and the temporary one is gone. Errors of the disk are of type *Error;
// those of write come back as they are. A new file is readable by its owner only.
// What is a ledger, or no plain file, is never covered.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	if err := coverable(path); err != nil {
		return err
	}
	folder, base := filepath.Split(path)
	if folder == "" {
		folder = "."
	}
	prefix := ".~" + base + "-"
	sweep(folder, prefix)
	temp, err := os.CreateTemp(folder, prefix+"*.tmp")
	if err != nil {
		return writeError(path, err)
	}
	done := false
	defer func() {
		if !done { // after an error or a panic of write
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	out := bufio.NewWriterSize(diskWriter{temp, path}, 256<<10)
	if err := write(out); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil {
		_ = temp.Chmod(info.Mode().Perm()) // best effort: a share may not know modes
	}
	if err := errors.Join(temp.Sync(), temp.Close()); err != nil {
		return writeError(path, err)
	}
	if err := held.Patiently(func() error { return os.Rename(temp.Name(), path) }); err != nil {
		return writeError(path, err)
	}
	done = true
	return syncFolder(folder)
}

// coverable refuses what no export may take the place of: a slip in a file name must
// not cost the clerk the whole ledger, which no undo would bring back.
func coverable(path string) error {
	info, err := os.Stat(path)
	text := ""
	switch {
	case err != nil: // nothing there, or the writing says why not
		return nil
	case info.IsDir():
		text = "没有写成：这是文件夹。请在后面加上文件名。"
	case !info.Mode().IsRegular():
		text = "没有写成：它不是普通的文件。请换一个文件名。"
	case holdsDatabase(path):
		text = "没有写成：它是台账文件，不能被盖掉。请换一个文件名。"
	default:
		return nil
	}
	return &Error{Kind: "bad_name", Message: fmt.Sprintf("“%s”", path) + text}
}

// holdsDatabase reports a SQLite file, as every ledger and every backup is.
func holdsDatabase(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, len(databaseMagic))
	_, err = io.ReadFull(f, start)
	return err == nil && string(start) == databaseMagic
}

const databaseMagic = "SQLite format 3\x00"

// diskWriter words the errors of the disk, so that they are told from others.
type diskWriter struct {
	f    *os.File
	path string
}

func (w diskWriter) Write(b []byte) (int, error) {
	n, err := w.f.Write(b)
	if err != nil {
		err = writeError(w.path, err)
	}
	return n, err
}

// sweep removes what a killed program left behind for the same file; such leftovers
// hold personal data. Young ones may belong to a program still at work.
func sweep(folder, prefix string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefix) || !strings.HasSuffix(e.Name(), ".tmp") {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > 10*time.Minute {
			os.Remove(filepath.Join(folder, e.Name()))
		}
	}
}

// syncFolder brings the new name to the disk. Windows does so by itself and cannot
// open folders; a network share that cannot either has the file all the same.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(folder)
	if err != nil {
		return nil
	}
	_ = d.Sync()
	return d.Close()
}

// diskFull reports a full disk or a used-up quota.
func diskFull(err error) bool {
	n := held.Number(err)
	if runtime.GOOS == "windows" {
		return n == 112 || n == 39
	}
	return n == 28 || runtime.GOOS == "linux" && n == 122 || runtime.GOOS == "darwin" && n == 69
}

// writeError words an error of the disk for people.
func writeError(path string, err error) error {
	kind, text := "in_use", "写入失败，所在的磁盘可能有问题。请换一个文件夹再导出。"
	switch {
	case diskFull(err):
		kind, text = "disk_full", "没有写成：磁盘满了。原来的文件没有动。请清理磁盘或换一个位置再导出。"
	case held.Is(err):
		text = "没有写成：它正被" + held.By + "打开着，或者不许写入。请关闭它再导出，或者换一个文件名、换一个文件夹，例如桌面。"
	case errors.Is(err, fs.ErrPermission):
		text = "没有写成：这个文件夹或文件不许写入。请换一个文件夹，例如桌面。"
	case errors.Is(err, fs.ErrNotExist):
		text = "没有写成：这个文件夹不在了，U 盘可能已经拔出。请换一个文件夹。"
	}
	return &Error{Kind: kind, Message: fmt.Sprintf("“%s”", path) + text, Cause: err}
}
