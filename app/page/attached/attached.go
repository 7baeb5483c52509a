// Package attached shows the files that hang on a row (a voucher, a round of
// negotiation) in a dialog, and takes more. It is a part of pages, not a page.
package attached

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/attachment"
)

// Files are the files of one row.
type Files struct {
	Shell page.Shell
	Owner attachment.Owner
	// Name is what the row is called, Kind the kind of what is attached to it.
	Name, Kind string
	// Ask is the title of the dialog that asks for a file, Empty says what may be
	// attached.
	Ask, Empty string
}

// Show reads the files and lists them.
func (f Files) Show() {
	l := f.Shell.Ledger()
	var list []attachment.Attachment
	f.Shell.Load("读附件", func(ctx context.Context, _ page.Progress) (err error) {
		list, err = attachment.Of(ctx, l.Read(), f.Owner)
		return err
	}, func(err error) {
		if err != nil {
			f.Shell.Fail(err)
			return
		}
		f.list(list)
	})
}

func (f Files) canvas() fyne.Canvas { return f.Shell.Window().Canvas() }

func (f Files) list(list []attachment.Attachment) {
	body := widget.Column(theme.Gap8)
	var dialog *widget.Dialog
	add := widget.NewPlain("添加附件", "plus", func() {
		kind := page.FileKind{Name: "图片和文档", Extensions: attachment.Endings()}
		f.Shell.AskOpen(f.Ask, kind, func(path string) { dialog.Close(); f.attach(path, attachment.Load) })
	})
	for _, a := range list {
		drop := widget.NewIconButton(widget.Link, "trash", "删除，可以撤销", func() { dialog.Close(); f.detach(a) })
		body.Add(widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewIcon("document", theme.ColorText2).Side(20)},
			widget.Column(0, widget.Strong(a.Name).Cut(), widget.Note(attachment.SizeWords(a.Size))), []fyne.CanvasObject{widget.NewLink("打开", "", func() { f.look(a) }).Small(), drop}))
	}
	if len(list) == 0 {
		body.Add(widget.NewEmptyState("attach", "还没有附件", f.Empty))
	}
	body.Add(widget.NoteParagraph(attachment.Shipped().Words()).For(theme.Scaled(440)))
	dialog = widget.NewDialog(f.Name+" 的附件", body, "").Wide(480)
	dialog.Open(f.canvas(), add)
}

// attach reads a file aside and attaches it; a picture that is too large may be made
// smaller.
func (f Files) attach(path string, load func(string, attachment.Limits) (attachment.File, error)) {
	l := f.Shell.Ledger()
	var op int64
	var remark string
	f.Shell.Work("添加附件", func(ctx context.Context, _ page.Progress) error {
		file, err := load(path, attachment.Shipped())
		if err == nil {
			op, remark, err = attachment.Add(ctx, l, f.Owner, f.Name, f.Kind, file)
		}
		return err
	}, func(err error) {
		if large, ok := err.(*attachment.TooLarge); ok && large.Picture {
			widget.Confirm(f.canvas(), "缩小这张图片？", large.Error()+"原来的文件不动。", "缩小后添加", false, func() { f.attach(path, attachment.LoadSmaller) })
			return
		}
		if err != nil {
			f.Shell.Fail(err)
			return
		}
		said := "已给" + f.Name + "添加附件"
		if remark != "" {
			said += "。" + remark
		}
		f.Shell.Done(said, op)
		f.Show()
	})
}

func (f Files) look(a attachment.Attachment) {
	l := f.Shell.Ledger()
	var data []byte
	f.Shell.Work("读附件", func(ctx context.Context, _ page.Progress) (err error) {
		if data, err = attachment.Content(ctx, l.Read(), a); err == nil {
			err = attachment.Look(ctx, l, a, f.Name)
		}
		return err
	}, func(err error) {
		if err != nil {
			f.Shell.Fail(err)
			return
		}
		f.Shell.OpenCopy(a.FileName(), data)
	})
}

func (f Files) detach(a attachment.Attachment) {
	widget.Confirm(f.canvas(), "删除这份附件？", fmt.Sprintf("“%s”不再附在%s上。可以撤销。", a.Name, f.Name), "删除", true, func() {
		op, err := attachment.Remove(context.Background(), f.Shell.Ledger(), a, f.Name)
		if err != nil {
			f.Shell.Fail(err)
			return
		}
		f.Shell.Done("已删除附件："+a.Name, op)
	})
}
