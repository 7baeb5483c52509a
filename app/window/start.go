package window

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/platform"
	"unionledger/app/trouble"
	"unionledger/app/widget"
	"unionledger/assets"
	"unionledger/data/sheet"
)

// errCrashed is what is left to say when the window has to be given up.
var errCrashed = errors.New("程序出错，只好关闭。台账里已写入的内容不受影响。请重新打开；再开时可以存一个诊断包，交给维护人员。")

// Run opens the window on a ledger, or on a sheet to import into the ledger of the last
// time, and returns when it is closed. Without a path the ledger of the last time is
// opened, or the page that offers a beginning. Where a window is open already, it takes
// the path and comes to the front.
func Run(ctx context.Context, path string) (err error) {
	logs := platform.Where().Logs
	v := &visits{started: make(chan struct{})}
	only := platform.Claim(path, v.visited)
	if only == nil {
		return nil
	}
	defer only.Release()
	defer trouble.Log(logs)()
	defer trouble.Watch(logs)()
	defer func() {
		switch r := recover(); r {
		case nil, leaving{}:
			slog.Info("end", "err", err)
		default:
			trouble.Recovered(logs, r)
			err = errCrashed
			platform.Alert("工会台账", err.Error())
		}
	}()
	slog.Info("start", "version", assets.Version, "system", platform.SystemName())
	return show(ctx, path, v)
}

// leaving unwinds the toolkit's loop when the window is closed. Left to end by itself, the
// loop closes a queue that a goroutine of the toolkit's is just sending to (Fyne 2.8.1,
// on a busy machine), and the program crashes after all has been done.
type leaving struct{}

// leave ends the program once the loop is out of the system's calls.
func leave() {
	fyne.Do(func() { panic(leaving{}) })
}

// visits are what later starts of the program bring.
type visits struct {
	w       *window
	started chan struct{} // closed once w is there and shown
}

// takenWithin is how long a visit waits for the window, less than the visitor does.
const takenWithin = 1500 * time.Millisecond

// visited reports whether the window took what was brought.
func (v *visits) visited(file string) bool {
	late := time.After(takenWithin)
	select {
	case <-v.started:
	case <-late:
		return false
	}
	taken := make(chan struct{})
	fyne.Do(func() {
		close(taken)
		v.w.visit(file)
	})
	select {
	case <-taken:
		return true
	case <-late:
		return false // it opens twice, should the window wake up after all
	}
}

// visit comes to the front and opens what was brought. What is being filled in is not
// taken away from under the user's hands.
func (w *window) visit(file string) {
	platform.Raise(w.win)
	switch {
	case file == "":
	case w.ledger != nil && sameFile(file, w.ledger.Path()):
	default:
		w.offered(file, "再双击一次")
	}
}

// offered takes a file unless something is being filled in, which belongs to the ledger
// that is open; then it asks to do the same again afterwards.
func (w *window) offered(file, again string) {
	if c := w.win.Canvas(); widget.IsOpen(c) {
		widget.Message(c, "还有窗口没填完", "“"+filepath.Base(file)+"”没有打开：这里还有一个窗口没填完。请先填完或关掉它，"+again+"。")
		return
	}
	w.take(file)
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// begin opens what the program was started with, or the ledger of the last time, and
// then says whether it crashed then.
func (w *window) begin(path string) {
	last := w.notes.get("ledger")
	if _, err := os.Stat(last); err != nil {
		last = ""
	}
	switch {
	case path != "" && !sheet.Named(path):
		w.OpenLedger(path, nil)
	case path != "" && last != "":
		w.OpenLedger(last, func() { w.take(path) })
	case path != "":
		w.take(path)
	case last != "":
		w.OpenLedger(last, nil)
	}
	if trouble.Untold(platform.Where().Logs) {
		w.tellCrash()
	}
}

// tellCrash says that the last run ended badly and offers what helps to find out why.
func (w *window) tellCrash() {
	d := widget.NewDialog("上次程序是出错关闭的", widget.BodyParagraph("很抱歉。台账里已写入的内容不受影响，没有写完的那一步没有写入。可以存一个诊断包，交给维护人员找原因；里面没有姓名、证件号码，也没有台账的内容。").For(388), "存诊断包").Wide(440)
	told := func() { trouble.Told(platform.Where().Logs) }
	d.OnAccept = func() error { told(); w.diagnose(); return nil }
	d.OnCancel = told
	d.Open(w.win.Canvas())
}
