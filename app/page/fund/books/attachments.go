package books

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/attachment"
	"unionledger/data/fund"
)

func ownerOf(v fund.Voucher) attachment.Owner {
	return attachment.Owner{Table: fund.VoucherTable, ID: v.ID}
}

// nameOfVoucher calls a voucher in the journal of what is attached.
func nameOfVoucher(v fund.Voucher) string { return v.Name() + "凭证" }

// ShowAttachments lists the papers attached to a voucher, and takes more.
func (d *Desk) ShowAttachments(v fund.Voucher) {
	l := d.shell.Ledger()
	var list []attachment.Attachment
	d.shell.Work("读附件", func(ctx context.Context, _ page.Progress) (err error) {
		list, err = attachment.Of(ctx, l.Read(), ownerOf(v))
		return err
	}, func(err error) {
		if err != nil {
			d.shell.Fail(err)
			return
		}
		d.showAttachments(v, list)
	})
}

func (d *Desk) showAttachments(v fund.Voucher, list []attachment.Attachment) {
	body := widget.Column(theme.Gap8)
	var dialog *widget.Dialog
	add := widget.NewPlain("添加附件", "plus", func() {
		kind := page.FileKind{Name: "图片和文档", Extensions: attachment.Endings()}
		d.shell.AskOpen("选发票、收据的照片或扫描件", kind, func(path string) { dialog.Cancel(); d.attach(v, path, attachment.Load) })
	})
	for _, a := range list {
		drop := widget.NewIconButton(widget.Link, "trash", "删除，可以撤销", func() { dialog.Cancel(); d.detach(v, a) })
		body.Add(widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewIcon("document", theme.ColorText2).Side(20)},
			widget.Column(0, widget.Strong(a.Name).Cut(), widget.Note(attachment.SizeWords(a.Size))), []fyne.CanvasObject{widget.NewLink("打开", "", func() { d.look(v, a) }).Small(), drop}))
	}
	if len(list) == 0 {
		body.Add(widget.NewEmptyState("attach", "还没有附件", "可以放发票、收据、签收单的照片或扫描件，存在台账里，备份时一起带走。"))
	}
	body.Add(widget.NoteParagraph(attachment.Shipped().Words()).For(theme.Scaled(440)))
	dialog = widget.NewDialog(v.Name()+" 凭证的附件", body, "").Wide(480)
	dialog.Open(d.canvas(), add)
}

// attach reads a file aside and attaches it; a picture that is too large may be made
// smaller.
func (d *Desk) attach(v fund.Voucher, path string, load func(string, attachment.Limits) (attachment.File, error)) {
	l := d.shell.Ledger()
	var op int64
	var remark string
	d.shell.Work("添加附件", func(ctx context.Context, _ page.Progress) error {
		f, err := load(path, attachment.Shipped())
		if err == nil {
			op, remark, err = attachment.Add(ctx, l, ownerOf(v), nameOfVoucher(v), fund.PaperKind, f)
		}
		return err
	}, func(err error) {
		if large, ok := err.(*attachment.TooLarge); ok && large.Picture {
			widget.Confirm(d.canvas(), "缩小这张图片？", large.Error()+"原来的文件不动。", "缩小后添加", false, func() { d.attach(v, path, attachment.LoadSmaller) })
			return
		}
		if err != nil {
			d.shell.Fail(err)
			return
		}
		said := "已给" + nameOfVoucher(v) + "添加附件"
		if remark != "" {
			said += "。" + remark
		}
		d.shell.Done(said, op)
		d.ShowAttachments(v)
	})
}

func (d *Desk) look(v fund.Voucher, a attachment.Attachment) {
	l := d.shell.Ledger()
	var data []byte
	d.shell.Work("读附件", func(ctx context.Context, _ page.Progress) (err error) {
		if data, err = attachment.Content(ctx, l.Read(), a); err == nil {
			err = attachment.Look(ctx, l, a, nameOfVoucher(v))
		}
		return err
	}, func(err error) {
		if err != nil {
			d.shell.Fail(err)
			return
		}
		d.shell.OpenCopy(a.FileName(), data)
	})
}

func (d *Desk) detach(v fund.Voucher, a attachment.Attachment) {
	widget.Confirm(d.canvas(), "删除这份附件？", fmt.Sprintf("“%s”不再附在%s上。可以撤销。", a.Name, nameOfVoucher(v)), "删除", true, func() {
		op, err := attachment.Remove(context.Background(), d.shell.Ledger(), a, nameOfVoucher(v))
		if err != nil {
			d.shell.Fail(err)
			return
		}
		d.shell.Done("已删除附件："+a.Name, op)
	})
}
