package platform

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestCopiesArePrivateAndGo(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("LOCALAPPDATA", os.Getenv("XDG_CACHE_HOME"))
	base, err := copiesFolder()
	if err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(base, copiesPrefix+"killed")
	if err := os.MkdirAll(left, 0o700); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(left, old, old); err != nil {
		t.Fatal(err)
	}
	first, err := PrivateCopy("../身份证.pdf", []byte("甲"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := PrivateCopy("身份证.pdf", []byte("乙"))
	if err != nil || first == second || filepath.Base(first) != "身份证.pdf" {
		t.Fatal(first, second, err)
	}
	if data, err := os.ReadFile(first); err != nil || string(data) != "甲" {
		t.Error(string(data), err)
	}
	info, err := os.Stat(first)
	if err != nil || info.Mode().Perm()&0o277 != 0 {
		t.Error(info.Mode(), err)
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Error("what a killed run left is still there")
	}
	RemoveCopies()
	for _, path := range []string{first, second} {
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("%s is still there", path)
		}
	}
}
