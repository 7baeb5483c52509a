// Package home is 工作台: what is due with the button that does it, the figures
// worth knowing, two charts, and the last operations with 撤销. Without a ledger
// it offers the three ways to begin.
package home

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
)

// view is the page. Its panels are made once and filled anew by show.
type view struct {
	shell   page.Shell
	content *fyne.Container
	start   fyne.CanvasObject
	board   *board
	asked   int // counts the readings, so that an older one does not overwrite a newer
}

// New makes the page.
func New(shell page.Shell) page.Page {
	return &view{shell: shell, content: container.NewStack()}
}

func (v *view) Content() fyne.CanvasObject { return v.content }

// Show reads everything aside and then fills the panels.
func (v *view) Show(any) {
	if v.shell.Ledger() == nil {
		if v.start == nil {
			v.start = newStart(v.shell)
		}
		v.put(v.start)
		return
	}
	if v.board == nil {
		v.board = newBoard(v.shell)
	}
	v.put(v.board.object)
	l, today := v.shell.Ledger(), v.shell.Today()
	v.asked++
	asked := v.asked
	var f facts
	v.shell.Load("读取工作台", func(ctx context.Context, _ page.Progress) (err error) {
		f, err = read(ctx, l, today)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		if v.shell.Ledger() == l && asked == v.asked {
			v.board.fill(f)
		}
	})
}

func (v *view) put(o fyne.CanvasObject) {
	if len(v.content.Objects) == 1 && v.content.Objects[0] == o {
		return
	}
	v.content.Objects = []fyne.CanvasObject{o}
	v.content.Refresh()
}

// head is the strip at the top of the page.
func head(title, note string, actions ...fyne.CanvasObject) fyne.CanvasObject {
	return page.Head(widget.Title(title), widget.NewText(note, theme.SizeBody, theme.ColorText2), actions...)
}
