package platform

import (
	"errors"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"github.com/ncruces/zenity"
)

// nativeAvailable tells whether the system has dialogs of its own to call.
func nativeAvailable() bool { return zenity.IsAvailable() }

// nativeChooser calls the system's dialogs. They block their own goroutine, not
// the window.
type nativeChooser struct {
	window fyne.Window
	asking bool
}

func (n *nativeChooser) Open(q Question, answer func(string, error)) {
	n.ask(q, answer, func(options []zenity.Option) (string, error) {
		return zenity.SelectFile(append(options, filters(q.Kinds))...)
	})
}

func (n *nativeChooser) Save(q Question, answer func(string, error)) {
	n.ask(q, answer, func(options []zenity.Option) (string, error) {
		path, err := zenity.SelectFileSave(append(options, filters(q.Kinds), zenity.ConfirmOverwrite())...)
		if err != nil {
			return "", err
		}
		return withEnding(path, q.Kinds), nil
	})
}

func (n *nativeChooser) Folder(q Question, answer func(string, error)) {
	n.ask(q, answer, func(options []zenity.Option) (string, error) {
		return zenity.SelectFile(append(options, zenity.Directory())...)
	})
}

// ask runs a dialog aside and brings its answer back to Fyne's goroutine.
func (n *nativeChooser) ask(q Question, answer func(string, error), dialog func([]zenity.Option) (string, error)) {
	if n.asking {
		answer("", nil)
		return
	}
	n.asking = true
	options := []zenity.Option{zenity.Title(q.Title), zenity.Filename(start(q))}
	if id := handleOf(n.window); id != nil {
		options = append(options, zenity.Attach(id), zenity.Modal())
	}
	go func() {
		defer forDialogs()()
		path, err := dialog(options)
		fyne.Do(func() {
			n.asking = false
			answer(path, sentence(err))
		})
	}()
}

// start is the folder and name a dialog begins with; a folder ends in a separator.
func start(q Question) string {
	if q.Folder == "" {
		return q.Name
	}
	return filepath.Clean(q.Folder) + string(filepath.Separator) + q.Name
}

func filters(kinds []Kind) zenity.Option {
	out := zenity.FileFilters{}
	for _, kind := range kinds {
		out = append(out, zenity.FileFilter{Name: kind.Name, Patterns: kind.Patterns, CaseFold: true})
	}
	return out
}

// sentence turns what a dialog returned into words; giving up is no error.
func sentence(err error) error {
	if err == nil || errors.Is(err, zenity.ErrCanceled) {
		return nil
	}
	return fmt.Errorf("系统的选文件窗口没有打开（%w）。请再试一次，或把文件拖进窗口。", err)
}
