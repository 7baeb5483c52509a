package window

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

// OpenLedger closes the open ledger and opens another one aside; then, where it is
// given, is called once it stands open.
func (w *window) OpenLedger(path string, then func()) {
	if w.opening {
		w.Done("正在打开台账，请稍候", 0)
		return
	}
	w.opening = true
	there := w.ledger != nil && w.ledger.Path() == path
	options := ledger.Options{Operator: w.operator()}
	var opened *ledger.Ledger
	w.Work("打开台账", func(ctx context.Context, _ page.Progress) (err error) {
		if !there {
			opened, err = ledger.Open(ctx, path, options)
		}
		return err
	}, func(err error) {
		w.opening = false
		if err != nil {
			w.Fail(err)
			return
		}
		if opened != nil {
			w.use(opened)
		}
		w.Go(page.Home, nil)
		if then != nil {
			then()
		}
		if opened != nil {
			w.tellUpgrade(opened)
		}
	})
}

// use makes an opened ledger the one that everything shows.
func (w *window) use(l *ledger.Ledger) {
	w.closeLedger()
	w.ledger, w.backup = l, func() {}
	w.status.newest = time.Time{}
	w.notes.set("ledger", l.Path())
	l.OnWrite(func(ledger.Operation) { fyne.Do(w.changed) })
	ctx, cancel := context.WithCancel(w.ctx)
	w.endBackup = cancel
	go keepBackedUp(ctx, l, func(b ledger.BackupFile, err error) {
		fyne.Do(func() {
			if w.ledger == l {
				w.backup = func() { w.status.backup(b, err) }
				w.backup()
			}
		})
	})
	// Pages hold what they read from the old ledger; they are made anew.
	w.pages = map[page.Name]page.Page{}
	w.top.forget()
	w.top.enable()
	w.status.refresh()
	if u, err := union.Load(w.ctx, l.Read()); err == nil {
		w.win.SetTitle("工会台账 - " + u.Name())
	}
}

// tellUpgrade says that a ledger of an older version was brought up to date, and where
// it lies as it was.
func (w *window) tellUpgrade(l *ledger.Ledger) {
	from, backup, ok := l.Upgraded()
	if !ok {
		return
	}
	text := fmt.Sprintf("这个台账是旧版本程序的（第 %d 版），已升级到第 %d 版，内容没有变。升级前的备份在：\n%s\n旧版本的程序打不开升级后的台账；要用旧程序，就用那份备份。", from, ledger.SchemaVersion(), backup.Path)
	d := widget.NewDialog("台账已升级", widget.BodyParagraph(text).For(theme.Scaled(408)), "").Wide(440)
	d.Open(w.win.Canvas(), widget.NewPlain("打开备份文件夹", "folder", func() { d.Cancel(); w.ShowInFolder(backup.Path) }))
}

// operator is the name the user gave, or the one the system knows.
func (w *window) operator() string {
	if name := w.notes.get("look.operator"); name != "" {
		return name
	}
	return platform.UserName()
}

func (w *window) closeLedger() {
	if w.ledger == nil {
		return
	}
	w.endBackup()
	for _, r := range w.works {
		if r.reading { // nobody waits for it any more, and the ledger closes after it only
			r.cancel()
		}
	}
	w.ledger.Close()
	w.ledger = nil
}

// changed is called after every write: what is on the screen is read again.
func (w *window) changed() {
	if w.ledger == nil {
		return
	}
	w.top.forget()
	w.status.refresh()
	if p, ok := w.pages[w.shown]; ok {
		p.Show(nil)
	}
}

// largeUndo is the number of changed rows from which 撤销 asks first: one key should
// not take a whole import away unawares.
const largeUndo = 50

// undoLast takes back the last operation that still stands.
func (w *window) undoLast() {
	if w.ledger == nil {
		return
	}
	last, err := w.ledger.LastUndoable(w.ctx)
	unstored := ""
	if h, ok := w.pages[w.shown].(page.Holder); ok {
		unstored = h.Unstored()
	}
	switch {
	case err != nil:
		w.Fail(err)
	case unstored != "":
		widget.Confirm(w.win.Canvas(), "撤销台账的上一步操作？", unstoredWords(unstored, last.Title), "撤销那一步", true, func() { w.Undo(last.ID) })
	case last.Changes > largeUndo:
		text := fmt.Sprintf("%s。共 %d 处改动，将全部恢复到那之前；撤销以后还能用 Ctrl+Y 重做。", last.Title, last.Changes)
		widget.Confirm(w.win.Canvas(), "撤销这次操作？", text, "撤销", false, func() { w.Undo(last.ID) })
	default:
		w.Undo(last.ID)
	}
}

// unstoredWords tells who may have meant what was typed last what 撤销 takes back.
func unstoredWords(unstored, last string) string {
	return fmt.Sprintf("%s改了还没有存好。这里撤销的不是刚才打的字，是台账里已存好的“%s”。要撤销打的字，请先点到文字里，再按 Ctrl+Z。", unstored, last)
}

// Undo takes back an operation aside and says what was done.
func (w *window) Undo(op int64) {
	l := w.ledger
	if l == nil {
		return
	}
	var done ledger.Operation
	w.Work("撤销", func(ctx context.Context, _ page.Progress) (err error) {
		done, err = l.Undo(ctx, op)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			w.Fail(err)
		case done.Undoes != 0:
			w.Done("已重做："+strings.TrimPrefix(done.Title, "撤销："), 0)
		default:
			w.Done("已撤销："+done.Title+"（Ctrl+Y 重做）", 0)
		}
	})
}

// redo takes back the last undo that stands, as long as nothing was done after it.
func (w *window) redo() {
	if w.ledger == nil {
		return
	}
	all, err := w.ledger.History(w.ctx, 0)
	if err != nil {
		w.Fail(err)
		return
	}
	if op := lastUndo(all); op != 0 {
		w.Undo(op)
		return
	}
	w.Done("没有可以重做的撤销", 0)
}

// lastUndo finds, in operations with the newest first, the undo that 重做 takes
// back; 0 for none. Undos that were taken back and the operations that did so lie
// above it when several are taken back in a row.
func lastUndo(all []ledger.Operation) int64 {
	redone := map[int64]bool{} // the undos that were taken back
	for _, o := range all {
		switch {
		case o.Kind == ledger.Noted:
		case o.Undoes == 0:
			return 0
		case redone[o.ID]:
		case isUndo(all, o.Undoes):
			redone[o.Undoes] = true
		default:
			return o.ID
		}
	}
	return 0
}

// isUndo reports whether the operation with an id took another one back.
func isUndo(all []ledger.Operation, id int64) bool {
	for _, o := range all {
		if o.ID == id {
			return o.Undoes != 0
		}
	}
	return false
}
