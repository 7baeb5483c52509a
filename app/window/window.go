// Package window is the main window: top bar with search, left bar, the pages,
// status bar with running work. It opens and closes ledgers and is the Shell that
// pages talk to. What a page shows, the page knows alone.
package window

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"unionledger/app/page"
	"unionledger/app/page/dues"
	"unionledger/app/page/fund"
	"unionledger/app/page/home"
	"unionledger/app/page/negotiation"
	"unionledger/app/page/report"
	"unionledger/app/page/roster"
	"unionledger/app/page/settings"
	"unionledger/app/platform"
	"unionledger/app/platform/ime"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// AppID is the stable name of the program to the system.
const AppID = "cn.unionledger.desktop"

// window is the one window of the program.
type window struct {
	ctx    context.Context
	app    fyne.App
	win    fyne.Window
	root   *widget.Root
	frame  *frame
	nav    []*navButton
	body   *fyne.Container
	top    *topBar
	status *statusBar
	notes  *notes
	pages  map[page.Name]page.Page
	shown  page.Name

	ledger    *ledger.Ledger
	opening   bool // while another ledger is being opened
	endBackup context.CancelFunc
	backup    func() // says again how the last backup went
	saving    *saving
	works     []*running
}

// printsKept is how long files that were made to be printed are kept; they hold
// what people's papers hold.
const printsKept = time.Hour

// show shows the window and returns when it is closed.
func show(ctx context.Context, path string, v *visits) error {
	if err := drawable(readNotes()); err != nil {
		return err
	}
	w := newWindow(ctx)
	defer w.closeLedger()
	defer platform.RemoveCopies()
	v.w = w
	w.app.Lifecycle().SetOnStarted(func() {
		noteDrawn()
		platform.FitToScreen(w.win)
		ime.Attach(w.win)
		close(v.started)
		w.begin(path)
	})
	go platform.ClearPrints(printsKept)
	context.AfterFunc(ctx, leave)
	w.win.ShowAndRun()
	return nil
}

func newWindow(ctx context.Context) *window {
	w := &window{ctx: ctx, notes: readNotes(), pages: map[page.Name]page.Page{}, backup: func() {}}
	w.app = app.NewWithID(AppID)
	keepStill(w.app)
	icon, _ := assets.Files.ReadFile("icons/app.png")
	w.app.SetIcon(fyne.NewStaticResource("app.png", icon))
	w.app.Settings().SetTheme(theme.New(w.Look()))
	w.win = w.app.NewWindow("工会台账")
	w.build()
	w.keys()
	w.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { w.dropped(uris) })
	w.win.SetCloseIntercept(w.close)
	w.win.Resize(fyne.NewSize(1093, 614))
	w.win.SetPadded(false)
	w.Go(page.Home, nil)
	return w
}

// Look is what the user chose; light and 100 % at first.
func (w *window) Look() (dark bool, scale float32) {
	if _, err := fmt.Sscan(w.notes.get("scale"), &scale); err != nil {
		scale = 1
	}
	return w.notes.get("dark") == "1", scale
}

// SetLook remembers a look and builds the window anew in it.
func (w *window) SetLook(dark bool, scale float32) {
	w.notes.set("dark", map[bool]string{true: "1"}[dark])
	w.notes.set("scale", fmt.Sprint(scale))
	w.app.Settings().SetTheme(theme.New(dark, scale))
	w.build()
	w.Go(page.Settings, page.LookTab{})
}

// build makes everything the window shows; it is called again when the theme
// changes, since fixed colours are taken at making.
func (w *window) build() {
	w.nav = nil
	for i, e := range entries {
		w.nav = append(w.nav, newNavButton(e, i+1, func() { w.Go(e.name, nil) }))
	}
	w.top, w.status, w.body = newTopBar(w), newStatusBar(w), container.NewStack()
	w.frame = &frame{top: w.top.object, nav: navBar(w.nav), body: w.body, status: w.status.object}
	w.frame.onWide = func(wide bool) {
		for _, b := range w.nav {
			b.setWide(wide)
		}
	}
	ground := widget.NewSurface(theme.ColorPage, "", nil).Square()
	content := container.NewStack(ground, container.New(w.frame, w.frame.top, w.frame.nav, w.frame.body, w.frame.status), w.top.results.object)
	w.root = widget.NewRoot(content)
	w.win.SetContent(w.root)
	w.root.OnFree = func() {
		if k, ok := w.pages[w.shown].(page.KeyTaker); ok && w.ledger != nil {
			k.TakeKeys()
		}
	}
	w.pages = map[page.Name]page.Page{}
	w.status.refresh()
	w.backup()
}

// pageNamed makes a page when it is first shown.
func (w *window) pageNamed(name page.Name) page.Page {
	if p, ok := w.pages[name]; ok {
		return p
	}
	makers := map[page.Name]func(page.Shell) page.Page{
		page.Home: home.New, page.Roster: roster.New, page.Negotiation: negotiation.New,
		page.Dues: dues.New, page.Fund: fund.New, page.Report: report.New, page.Settings: settings.New,
	}
	p := makers[name](w)
	w.pages[name] = p
	return p
}

// Go brings a page to the front. Without a ledger only the home page has
// something to say.
func (w *window) Go(to page.Name, target any) {
	if w.ledger == nil {
		to, target = page.Home, nil
	}
	w.top.results.hide()
	p := w.pageNamed(to)
	if w.shown != to {
		w.win.Canvas().Unfocus() // Enter must not press what is out of sight
	}
	w.shown = to
	for _, b := range w.nav {
		b.choose(b.name == to)
	}
	w.body.Objects = []fyne.CanvasObject{p.Content()}
	w.body.Refresh()
	// What had the keys may lie on the page that was left. Show may give them on.
	w.win.Canvas().Unfocus()
	if k, ok := p.(page.KeyTaker); ok && w.ledger != nil {
		k.TakeKeys()
	}
	p.Show(target)
}

// keys are the shortcuts of the whole window.
func (w *window) keys() {
	c := w.win.Canvas()
	on := func(key fyne.KeyName, mod fyne.KeyModifier, do func()) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod}, func(fyne.Shortcut) { w.unlessAsked(do) })
	}
	numbers := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7}
	for i, e := range entries {
		on(numbers[i], fyne.KeyModifierAlt, func() { w.Go(e.name, nil) })
	}
	on(fyne.KeyK, fyne.KeyModifierControl, func() { w.top.focus() })
	on(fyne.KeyF, fyne.KeyModifierControl, func() {
		if f, ok := w.pages[w.shown].(page.Finder); ok {
			f.Find()
		} else {
			w.top.focus()
		}
	})
	on(fyne.KeyP, fyne.KeyModifierControl, w.print)
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { w.unlessAsked(w.undoLast) })
	c.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { w.unlessAsked(w.redo) })
	c.SetOnTypedKey(func(key *fyne.KeyEvent) {
		switch key.Name {
		case fyne.KeyEscape:
			w.top.results.hide()
		case fyne.KeyF1:
			w.help()
		}
	})
}

// unlessAsked does what a shortcut stands for unless a dialog waits for an answer.
func (w *window) unlessAsked(do func()) {
	if !widget.IsOpen(w.win.Canvas()) {
		do()
	}
}

func (w *window) print() {
	if p, ok := w.pages[w.shown].(page.Printer); ok && w.ledger != nil {
		p.Print()
	}
}

// dropped takes a file let go over the window.
func (w *window) dropped(uris []fyne.URI) {
	if len(uris) > 0 {
		w.offered(uris[0].Path(), "再拖一次")
	}
}

// take takes a file that was let go over the window or brought by another start: a
// ledger is opened, a sheet is imported or, where it holds wages, compared, unless the
// page in front has a use for it.
func (w *window) take(path string) {
	switch {
	case strings.EqualFold(filepath.Ext(path), ledger.Extension):
		w.OpenLedger(path, nil)
		return
	case w.ledger == nil:
		widget.Message(w.win.Canvas(), "还没有打开台账", "花名册要导入到台账里。请先打开或新建一个台账，再把“"+filepath.Base(path)+"”拖进来。")
		return
	}
	if d, ok := w.pages[w.shown].(page.Dropper); ok && d.Dropped(path) {
		return
	}
	w.droppedSheet(path)
}

// close ends the program, asking first while something is being written.
func (w *window) close() {
	busy := w.writing()
	if busy == nil {
		leave()
		return
	}
	widget.Confirm(w.win.Canvas(), "还有工作没做完", "正在"+busy.title+"。现在关闭会取消它，已写入的内容不受影响。", "取消工作并关闭", true, func() {
		for _, r := range w.works {
			r.cancel()
		}
		leave()
	})
}

// Ledger, Window, Wide and Today answer pages.
func (w *window) Ledger() *ledger.Ledger { return w.ledger }
func (w *window) Window() fyne.Window    { return w.win }
func (w *window) Wide() bool             { return w.frame.wide }
func (w *window) Today() civil.Date      { return civil.FromTime(time.Now()) }

// Remember and Recall keep small things about the look.
func (w *window) Remember(key, value string) { w.notes.set("look."+key, value) }
func (w *window) Recall(key string) string   { return w.notes.get("look." + key) }
