package window

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/trouble"
	"unionledger/app/widget"
	"unionledger/data/ledger"
)

// running is a piece of work going on aside. Several may go on at once: reading
// never waits for reading, and writes follow one another in the ledger anyway.
type running struct {
	title string
	// reading is set for what changes and writes nothing: nobody minds if it is cut off.
	reading bool
	cancel  context.CancelFunc
	// ledger is the one that was open when the work began.
	ledger *ledger.Ledger
	// shown is set once the work has lasted long enough to be worth a word.
	shown       bool
	done, total int
}

// Work runs job aside. What becomes of work on a ledger that has been closed
// meanwhile is of no interest to anybody.
func (w *window) Work(title string, job func(context.Context, page.Progress) error, then func(error)) {
	w.run(&running{title: title}, trouble.CalledFrom(0), job, then)
}

// Load runs a reading aside.
func (w *window) Load(title string, job func(context.Context, page.Progress) error, then func(error)) {
	w.run(&running{title: title, reading: true}, trouble.CalledFrom(0), job, then)
}

func (w *window) run(r *running, from trouble.Caller, job func(context.Context, page.Progress) error, then func(error)) {
	ctx, cancel := context.WithCancel(w.ctx)
	r.cancel, r.ledger = cancel, w.ledger
	w.works = append(w.works, r)
	// What is done within a moment needs no words in the status bar.
	show := time.AfterFunc(200*time.Millisecond, func() {
		fyne.Do(func() { r.shown = true; w.status.working() })
	})
	var told time.Time
	progress := func(done, total int) {
		if now := time.Now(); now.Sub(told) > 100*time.Millisecond {
			told = now
			fyne.Do(func() { r.done, r.total = done, total; w.status.working() })
		}
	}
	begun := time.Now()
	go func() {
		err := guarded(ctx, job, progress)
		slog.Info("work", "from", from, trouble.Took(begun), "err", err)
		fyne.Do(func() {
			show.Stop()
			cancel()
			w.works = slices.DeleteFunc(w.works, func(x *running) bool { return x == r })
			w.status.working()
			if r.ledger == w.ledger {
				then(err)
			}
		})
	}()
}

// Aside runs a short reading aside. A mistake of the program in it is said like any
// other error, instead of ending the program.
func (w *window) Aside(job, then func()) {
	l := w.ledger
	go func() {
		err := guarded(w.ctx, func(context.Context, page.Progress) error { job(); return nil }, nil)
		fyne.Do(func() {
			switch {
			case w.ledger != l:
			case err != nil:
				w.Fail(err)
			default:
				then()
			}
		})
	}()
}

// latest is the work begun last that is worth a word, nil for none.
func (w *window) latest() *running {
	for _, r := range slices.Backward(w.works) {
		if r.shown {
			return r
		}
	}
	return nil
}

// writing is the first work that closing the window would spoil, nil for none.
func (w *window) writing() *running {
	for _, r := range w.works {
		if r.shown && !r.reading {
			return r
		}
	}
	return nil
}

// guarded turns a mistake of the program into an error, so that the window and
// the ledger stay usable.
func guarded(ctx context.Context, job func(context.Context, page.Progress) error, progress page.Progress) (err error) {
	defer func() {
		if r := recover(); r != nil {
			slog.Error("panic", "value", fmt.Sprint(r), "stack", trouble.Trace(debug.Stack()))
			err = fmt.Errorf("程序在这一步出错，没有写入：%v。请在“帮助”里存一个诊断包，交给维护人员。", r)
		}
	}()
	return job(ctx, progress)
}

// Done says what was done, with 撤销 where op names an operation.
func (w *window) Done(text string, op int64) {
	if path, ok := w.written(); ok && op == 0 {
		w.root.Written(text, func() { w.ShowInFolder(path) })
		return
	}
	if op == 0 {
		w.root.Done(text, nil)
		return
	}
	l := w.ledger
	w.root.Done(text, func() {
		if w.ledger == l { // the number means nothing in another one
			w.Undo(op)
		}
	})
}

// Fail shows an error; a cancelled work needs no words but that.
func (w *window) Fail(err error) {
	if err == nil {
		return
	}
	if errors.Is(err, context.Canceled) {
		w.root.Done("已取消，没有写入", nil)
		return
	}
	slog.Warn("failed", "from", trouble.CalledFrom(0), "err", err)
	widget.Message(w.win.Canvas(), "没有办成", err.Error())
}
