package ledger

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"unionledger/data/held"
)

// partialSuffix ends the name of a file that is not whole yet.
const partialSuffix = ".partial"

// companions are the files SQLite keeps beside an open ledger.
var companions = []string{"-wal", "-shm", "-journal"}

// place makes the file at path whole or not at all: fill writes a file of another
// name, which is brought to the disk and then renamed. A program that is killed
// leaves at most the other file, which the next placing removes.
func place(path string, fill func(partial string) error) error {
	partial := path + partialSuffix
	if err := removeWhole(partial); err != nil {
		return err
	}
	defer removeWhole(partial)
	if err := fill(partial); err != nil {
		return err
	}
	if err := syncPath(partial, os.O_RDWR); err != nil {
		return err
	}
	// A log that outlived its ledger would be replayed into the new one.
	if err := removeAll(path, companions...); err != nil {
		return err
	}
	if err := held.Patiently(func() error { return os.Rename(partial, path) }); err != nil {
		return err
	}
	if runtime.GOOS != "windows" { // where folders cannot be opened, and need not
		_ = syncPath(filepath.Dir(path), os.O_RDONLY) // some shares cannot; the file is whole all the same
	}
	return nil
}

// removeWhole removes a file with what SQLite keeps beside it.
func removeWhole(path string) error { return removeAll(path, append([]string{""}, companions...)...) }

func removeAll(path string, suffixes ...string) error {
	for _, suffix := range suffixes {
		err := held.Patiently(func() error { return os.Remove(path + suffix) })
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func syncPath(path string, flag int) error {
	var f *os.File
	err := held.Patiently(func() (err error) { f, err = os.OpenFile(path, flag, 0); return err })
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
