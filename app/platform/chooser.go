// Package platform is what the program asks of the system it runs on: choosing
// files in the system's own dialogs, opening a file with its program. Each wish is
// an interface or a plain function, with an implementation for Windows and one for
// the rest. Only this package may use syscall, x/sys or a native dialog library;
// it knows nothing of members or dues.
package platform

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
)

// Kind is one kind of file to choose among: its name for people and its patterns,
// such as "工会台账" and "*.ghtz".
type Kind struct {
	Name     string
	Patterns []string
}

// Question is what a FileChooser asks for.
type Question struct {
	Title  string
	Folder string // where to start; "" leaves it to the system
	Name   string // the file name proposed when saving
	Kinds  []Kind // none: every file
}

// FileChooser asks for a file or a folder. A call returns at once; the answer is
// called later, on Fyne's goroutine: with the path, with "" when nothing was
// chosen, or with an error whose text is a sentence for people. While one
// question is open another is answered with "".
type FileChooser interface {
	// Open asks for a file that is there.
	Open(q Question, answer func(path string, err error))
	// Save asks where to write; an existing file has been agreed to be replaced,
	// and a name without ending has the ending of the first kind.
	Save(q Question, answer func(path string, err error))
	// Folder asks for a folder that is there.
	Folder(q Question, answer func(path string, err error))
}

// NewFileChooser gives the system's own dialogs for a window where there are
// any, else a plain dialog of our own inside the window. Fyne's is not used: it
// stands still for minutes on a network drive that is gone.
func NewFileChooser(w fyne.Window) FileChooser {
	if nativeAvailable() {
		return &nativeChooser{window: w}
	}
	return &plainChooser{window: w}
}

// withEnding adds the ending of the first kind to a name that has none of the kinds'.
func withEnding(path string, kinds []Kind) string {
	first := ""
	for _, kind := range kinds {
		for _, pattern := range kind.Patterns {
			ending := strings.TrimPrefix(pattern, "*")
			if strings.ContainsAny(ending, "*?[") || ending == "" {
				continue
			}
			if strings.HasSuffix(strings.ToLower(path), strings.ToLower(ending)) {
				return path
			}
			if first == "" {
				first = ending
			}
		}
	}
	return path + first
}

// fits tells whether a file name is of one of the kinds.
func fits(name string, kinds []Kind) bool {
	if len(kinds) == 0 {
		return true
	}
	for _, kind := range kinds {
		for _, pattern := range kind.Patterns {
			if ok, err := filepath.Match(strings.ToLower(pattern), strings.ToLower(name)); ok && err == nil {
				return true
			}
		}
	}
	return false
}
