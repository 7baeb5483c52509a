package window

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/widget"
)

// running is the work going on aside. One at a time is enough: writes follow one
// another anyway, and a clerk watches one thing.
type running struct {
	title  string
	cancel context.CancelFunc
	queue  []func()
}

// Work runs job aside; while another job runs it waits its turn.
func (w *window) Work(title string, job func(context.Context, page.Progress) error, then func(error)) {
	if w.work != nil {
		w.work.queue = append(w.work.queue, func() { w.Work(title, job, then) })
		return
	}
	ctx, cancel := context.WithCancel(w.ctx)
	w.work = &running{title: title, cancel: cancel}
	// What is done within a moment needs no words in the status bar.
	show := time.AfterFunc(200*time.Millisecond, func() { fyne.Do(func() { w.status.working(w.work) }) })
	var told time.Time
	progress := func(done, total int) {
		if now := time.Now(); now.Sub(told) > 100*time.Millisecond {
			told = now
			fyne.Do(func() { w.status.progress(done, total) })
		}
	}
	go func() {
		err := guarded(ctx, job, progress)
		fyne.Do(func() {
			show.Stop()
			cancel()
			queue := w.work.queue
			w.work = nil
			w.status.working(nil)
			then(err)
			for _, next := range queue {
				next()
			}
		})
	}()
}

// guarded turns a mistake of the program into an error, so that the window and
// the ledger stay usable.
func guarded(ctx context.Context, job func(context.Context, page.Progress) error, progress page.Progress) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("程序在这一步出错，没有写入：%v。请把这句话告诉维护人员。", r)
		}
	}()
	return job(ctx, progress)
}

// Done says what was done, with 撤销 where op names an operation.
func (w *window) Done(text string, op int64) {
	if op == 0 {
		w.root.Done(text, nil)
		return
	}
	w.root.Done(text, func() { w.Undo(op) })
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
	widget.Message(w.win.Canvas(), "没有办成", err.Error())
}
