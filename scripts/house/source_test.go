package house_test

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// root is the folder of the project, seen from this test's.
const root = "../.."

// module is the path of the project's own module.
const module = "unionledger"

// source is one parsed Go file.
type source struct {
	// path is slash-separated and below root; room is its folder.
	path, room string
	isTest     bool
	fset       *token.FileSet
	file       *ast.File
	lines      int
}

// imports gives the paths the file imports; those of the project without its
// module's name, so that they read like rooms.
func (s source) imports(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, spec := range s.file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatalf("%s: %v", s.path, err)
		}
		all = append(all, strings.TrimPrefix(name, module+"/"))
	}
	return all
}

// sources parses every Go file of the project, tests too.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if hidden := strings.HasPrefix(entry.Name(), ".") && below != "."; hidden || below == "build" {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		slashed := filepath.ToSlash(below)
		all = append(all, source{
			path: slashed, room: path.Dir(slashed), isTest: strings.HasSuffix(slashed, "_test.go"),
			fset: fset, file: file, lines: bytes.Count(text, []byte("\n")),
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("found only %d Go files: looking in the wrong place", len(all))
	}
	return all
}

// committed lists the files that git tracks, or every file where this is no
// clone but an unpacked archive.
func committed(t *testing.T) []string {
	t.Helper()
	list := exec.Command("git", "-c", "safe.directory=*", "ls-files", "-z")
	list.Dir = root
	if out, err := list.Output(); err == nil {
		return strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 })
	}
	var all []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name == "build":
			return fs.SkipDir
		case entry.Type().IsRegular():
			all = append(all, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// text reads a committed file, or gives nil for one removed from the working copy.
func text(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}
