package window

import (
	"os"
	"path/filepath"
	"time"

	"unionledger/app/page"
	"unionledger/app/platform"
)

// AskOpen asks for a file to open, in the folder of the last time.
func (w *window) AskOpen(title string, kind page.FileKind, then func(string)) {
	w.chooser().Open(w.question("folder", title, "", kind), w.answered("folder", then))
}

// AskSave asks for a name to save under, in the folder of the last time something was
// saved: what is handed in rarely lies where the sheets to read lie.
func (w *window) AskSave(title, suggested string, kind page.FileKind, then func(string)) {
	w.chooser().Save(w.question(savedFolder, title, suggested, kind), w.answered(savedFolder, func(path string) {
		w.saving = &saving{path, time.Now()}
		then(path)
	}))
}

// AskFolder asks for a folder to save in.
func (w *window) AskFolder(title string, then func(string)) {
	w.chooser().Folder(w.question(savedFolder, title, "", page.FileKind{}), w.answered(savedFolder, then))
}

func (w *window) chooser() platform.FileChooser { return platform.NewFileChooser(w.win) }

// savedFolder is the note of the folder something was last saved in.
const savedFolder = "saved_folder"

func (w *window) question(note, title, name string, kind page.FileKind) platform.Question {
	q := platform.Question{Title: title, Folder: w.folder(note), Name: name}
	if len(kind.Extensions) > 0 {
		k := platform.Kind{Name: kind.Name}
		for _, e := range kind.Extensions {
			k.Patterns = append(k.Patterns, "*"+e)
		}
		q.Kinds = []platform.Kind{k}
	}
	return q
}

// folder is where a dialog begins: where the last file of its kind lay, else any last
// file, else the user's documents.
func (w *window) folder(note string) string {
	for _, f := range []string{w.notes.get(note), w.notes.get("folder"), platform.Where().Documents} {
		if info, err := os.Stat(f); err == nil && info.IsDir() {
			return f
		}
	}
	return ""
}

// answered hands a chosen path on and remembers its folder.
func (w *window) answered(note string, then func(string)) func(string, error) {
	return func(path string, err error) {
		if err != nil {
			w.Fail(err)
			return
		}
		if path != "" {
			w.notes.set(note, filepath.Dir(path))
			then(path)
		}
	}
}

// saving is a name chosen to save under, until it is said that something was done.
type saving struct {
	path string
	at   time.Time
}

// written gives the file that was written under the name chosen last, once.
func (w *window) written() (path string, ok bool) {
	s := w.saving
	w.saving = nil
	if s == nil {
		return "", false
	}
	info, err := os.Stat(s.path)
	// A disk may count its times in steps of two seconds.
	return s.path, err == nil && info.ModTime().After(s.at.Add(-3*time.Second))
}

// ShowInFolder opens the folder a file lies in and marks the file.
func (w *window) ShowInFolder(path string) {
	if err := platform.ShowInFolder(path); err != nil {
		w.Fail(err)
	}
}

// PrintFile prints a file with the system's own program, or opens it there.
func (w *window) PrintFile(path string) string {
	sent, err := platform.Print(path)
	switch {
	case err != nil:
		w.Fail(err)
		return "没有打印成"
	case sent:
		return "已送去打印"
	}
	return "已交给看 PDF 的程序，请在那里打印"
}

// OpenFile shows a file or a folder with the system's own program.
func (w *window) OpenFile(path string) {
	if err := platform.OpenFile(path); err != nil {
		w.Fail(err)
	}
}

// OpenCopy shows what the ledger holds, from a copy that is gone when the program
// ends.
func (w *window) OpenCopy(name string, data []byte) {
	path, err := platform.PrivateCopy(name, data)
	if err != nil {
		w.Fail(err)
		return
	}
	w.OpenFile(path)
}
