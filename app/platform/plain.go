package platform

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// plainChooser is a dialog of our own for systems without one: a line for the
// path and the list of the folder it is in.
type plainChooser struct {
	window fyne.Window
	asking bool
}

type wish uint8

const (
	wishOpen wish = iota
	wishSave
	wishFolder
)

func (p *plainChooser) Open(q Question, answer func(string, error))   { p.ask(q, wishOpen, answer) }
func (p *plainChooser) Save(q Question, answer func(string, error))   { p.ask(q, wishSave, answer) }
func (p *plainChooser) Folder(q Question, answer func(string, error)) { p.ask(q, wishFolder, answer) }

// browser is one open dialog.
type browser struct {
	q      Question
	wish   wish
	folder string
	names  []string // folders first, with a separator at their end
	path   *widget.TextField
	list   *fw.List
	agreed string // the existing file the user has agreed to replace
}

func (p *plainChooser) ask(q Question, w wish, answer func(string, error)) {
	if p.asking {
		answer("", nil)
		return
	}
	p.asking = true
	b := newBrowser(q, w)
	word := map[wish]string{wishOpen: "打开", wishSave: "保存", wishFolder: "选这个文件夹"}[w]
	body := widget.Column(theme.Gap8, b.path, widget.Sized(0, 280, b.list))
	d := widget.NewDialog(q.Title, body, word).Wide(560)
	d.Note = "单击文件夹进入"
	chosen := ""
	d.OnAccept = func() (err error) {
		if chosen, err = b.accept(); err == nil {
			p.asking = false
			answer(chosen, nil)
		}
		return err
	}
	d.OnCancel = func() {
		p.asking = false
		answer("", nil)
	}
	b.path.OnSubmitted = func(string) { d.Accept() }
	d.Open(p.window.Canvas())
}

func newBrowser(q Question, w wish) *browser {
	b := &browser{q: q, wish: w, path: widget.NewTextField("文件或文件夹的路径")}
	b.list = fw.NewList(func() int { return len(b.names) },
		func() fyne.CanvasObject { return widget.Body("").Cut() },
		func(i fw.ListItemID, o fyne.CanvasObject) { o.(*widget.Text).SetText(b.names[i]) })
	b.list.HideSeparators = true
	b.list.OnSelected = func(i fw.ListItemID) {
		b.list.Unselect(i)
		b.enter(b.names[i])
	}
	folder := q.Folder
	if folder == "" {
		folder, _ = os.UserHomeDir()
	}
	b.goTo(folder)
	if w == wishSave {
		b.path.SetValue(filepath.Join(folder, q.Name))
	}
	return b
}

// goTo lists a folder; one that cannot be read shows nothing but the way up.
func (b *browser) goTo(folder string) {
	b.folder = filepath.Clean(folder)
	b.names = []string{".." + string(filepath.Separator)}
	entries, err := os.ReadDir(b.folder)
	if err == nil {
		b.names = append(b.names, b.listing(entries)...)
	}
	name := ""
	if b.wish == wishSave {
		name = filepath.Base(b.path.Text())
		if b.path.Text() == "" {
			name = b.q.Name
		}
	}
	b.path.SetValue(filepath.Join(b.folder, name))
	b.list.Refresh()
}

func (b *browser) listing(entries []os.DirEntry) []string {
	var folders, files []string
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			folders = append(folders, e.Name()+string(filepath.Separator))
		case b.wish != wishFolder && fits(e.Name(), b.q.Kinds):
			files = append(files, e.Name())
		}
	}
	sort.Strings(folders)
	sort.Strings(files)
	return append(folders, files...)
}

// enter goes into a folder of the list, or puts a file into the path.
func (b *browser) enter(name string) {
	path := filepath.Join(b.folder, name)
	if strings.HasSuffix(name, string(filepath.Separator)) {
		b.goTo(path)
		return
	}
	b.path.SetValue(path)
}

// accept checks the path against the wish. A folder where a file is wanted is
// entered instead.
func (b *browser) accept() (string, error) {
	path := strings.TrimSpace(b.path.Text())
	if path == "" {
		return "", errors.New("请先选一个，或写下路径。")
	}
	info, err := os.Stat(path)
	isFolder := err == nil && info.IsDir()
	switch {
	case b.wish == wishFolder && isFolder, b.wish == wishOpen && err == nil && !isFolder:
		return path, nil
	case isFolder:
		b.goTo(path)
		return "", errors.New("这是文件夹，请在里面选文件。")
	case b.wish != wishSave:
		return "", fmt.Errorf("没有找到 %s，请看路径写得对不对。", path)
	}
	return b.acceptSave(withEnding(path, b.q.Kinds))
}

func (b *browser) acceptSave(path string) (string, error) {
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "", fmt.Errorf("没有 %s 这个文件夹，请换一个地方。", filepath.Dir(path))
	}
	if _, err := os.Stat(path); err == nil && b.agreed != path {
		b.agreed = path
		return "", fmt.Errorf("%s 已经有了。再按一次“保存”就替换它。", filepath.Base(path))
	}
	return path, nil
}
