package window

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

// OpenLedger closes the open ledger and opens another one aside; then, where it is
// given, is called once it stands open.
func (w *window) OpenLedger(path string, then func()) {
	var opened *ledger.Ledger
	w.Work("打开台账", func(ctx context.Context, _ page.Progress) (err error) {
		if w.ledger != nil && w.ledger.Path() == path {
			return nil
		}
		opened, err = ledger.Open(ctx, path, ledger.Options{Operator: w.operator()})
		return err
	}, func(err error) {
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
	})
}

// use makes an opened ledger the one that everything shows.
func (w *window) use(l *ledger.Ledger) {
	w.closeLedger()
	w.ledger = l
	w.notes.set("ledger", l.Path())
	l.OnWrite(func(ledger.Operation) { fyne.Do(w.written) })
	ctx, cancel := context.WithCancel(w.ctx)
	w.endBackup = cancel
	go keepBackedUp(ctx, l, func(b ledger.BackupFile, err error) {
		fyne.Do(func() { w.status.backup(b, err) })
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
	w.ledger.Close()
	w.ledger = nil
}

// written is called after every write: what is on the screen is read again.
func (w *window) written() {
	if w.ledger == nil {
		return
	}
	w.top.forget()
	w.status.refresh()
	if p, ok := w.pages[w.shown]; ok {
		p.Show(nil)
	}
}

// undoLast takes back the last operation that still stands.
func (w *window) undoLast() { w.Undo(0) }

// Undo takes back an operation aside and says what was done.
func (w *window) Undo(op int64) {
	if w.ledger == nil {
		return
	}
	var done ledger.Operation
	w.Work("撤销", func(ctx context.Context, _ page.Progress) (err error) {
		done, err = w.ledger.Undo(ctx, op)
		return err
	}, func(err error) {
		if err != nil {
			w.Fail(err)
			return
		}
		w.Done(fmt.Sprintf("已撤销：%s", done.Title), 0)
	})
}

// redo takes back the last undo, as long as nothing was done after it.
func (w *window) redo() {
	if w.ledger == nil {
		return
	}
	last, err := w.ledger.History(w.ctx, 1)
	if err != nil {
		w.Fail(err)
		return
	}
	if len(last) == 0 || last[0].Undoes == 0 {
		w.Done("没有可以重做的撤销", 0)
		return
	}
	w.Undo(last[0].ID)
}
