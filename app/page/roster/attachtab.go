package roster

import (
	"context"
	"image"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/attachment"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
	"unionledger/data/trail"
)

// attached is an attachment as the drawer lists it.
type attached struct {
	attachment.Attachment
	by      string      // who added it, and when
	picture image.Image // small; nil for what is private or no picture
}

// pictureSide is the side small pictures are made in, in pixels: twice the place
// they stand in, for screens of twice the dots.
const pictureSide = 128

// fillAttachments reads the list aside, with small pictures of what may be seen.
func (d *drawer) fillAttachments() {
	turn, id, l, today := d.turn, d.person.ID, d.v.shell.Ledger(), d.v.shell.Today()
	var list []attached
	var err error
	d.v.aside(func() {
		ctx := context.Background()
		var all []attachment.Attachment
		all, err = attachment.Of(ctx, l.Read(), ownerOf(id))
		for _, a := range all {
			x := attached{Attachment: a, picture: d.pictures.of(ctx, l, a)}
			var changes []ledger.Change
			if changes, err = l.RowHistory(ctx, attachment.Table, a.ID); err != nil {
				return
			}
			if changes = trail.LastLife(changes); len(changes) > 0 {
				x.by = changes[0].Operation.Operator + " " + page.Moment(a.Added, today)
			}
			list = append(list, x)
		}
	}, func() {
		switch {
		case turn != d.turn || d.tab != tabAttachments || d.person.ID != id:
		case err != nil:
			d.object.SetBody(widget.NoteParagraph(err.Error()))
		default:
			d.object.SetBody(d.attachmentsBody(list))
		}
	})
}

func ownerOf(id int64) attachment.Owner { return attachment.Owner{Table: member.Fields.Name, ID: id} }

func (d *drawer) attachmentsBody(list []attached) fyne.CanvasObject {
	add := widget.NewPlain("添加附件", "plus", d.askAttachment).Tip("照片、证件扫描件、申请书；也可以把图片拖进窗口")
	if len(list) == 0 {
		return widget.Column(theme.Gap12, widget.NewEmptyState("attach", "还没有附件",
			"可以放照片、身份证扫描件、入会申请书。它们存在台账里，备份时一起带走。", add), widget.NoteParagraph(attachment.Shipped().Words()))
	}
	body := widget.Column(theme.Gap8, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{add}, nil, nil))
	for _, a := range list {
		body.Add(d.attachmentRow(a))
	}
	body.Add(widget.Divider())
	body.Add(widget.NoteParagraph(attachment.Shipped().Words()))
	return body
}

// attachmentRow is one file: its picture or sign, what it is, and what can be done.
func (d *drawer) attachmentRow(a attached) fyne.CanvasObject {
	var sign fyne.CanvasObject = widget.NewIcon("document", theme.ColorText2).Side(24)
	if a.picture != nil {
		sign = pictureOf(a.picture)
	}
	what := a.Kind + "，" + attachment.SizeWords(a.Size)
	words := widget.Column(0, widget.Strong(a.Name).Cut(), note(what).Cut(), note(a.by).Cut())
	open := widget.NewLink("打开", "", func() { d.openAttachment(a.Attachment) }).Small().Tip(openTip(a.Kind))
	var more *widget.Button
	more = widget.NewIconButton(widget.Link, "more", "另存、改名、删除", func() {
		widget.ShowMenu(more, []widget.MenuItem{
			{Text: "另存为…", Icon: "save", Do: func() { d.saveAttachment(a.Attachment) }},
			{Text: "改名称和种类…", Icon: "edit", Do: func() { d.changeAttachment(a.Attachment) }},
			{},
			{Text: "删除…", Icon: "trash", Danger: true, Do: func() { d.removeAttachment(a.Attachment) }},
		})
	})
	return widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Sized(44, 52, sign)}, words, []fyne.CanvasObject{open, more})
}

func openTip(kind string) string {
	if attachment.Shipped().Private(kind) {
		return "用系统的程序打开（只读），会记入操作记录"
	}
	return "用系统的程序打开（只读）"
}

func pictureOf(img image.Image) *canvas.Image {
	p := canvas.NewImageFromImage(img)
	p.FillMode, p.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	return p
}

// askAttachment asks for a file and takes it.
func (d *drawer) askAttachment() {
	kind := page.FileKind{Name: "图片和文档", Extensions: attachment.Endings()}
	d.v.shell.AskOpen("选要添加的附件", kind, d.takeFile)
}

// takeFile reads a file aside; a picture that is too large may be made smaller.
func (d *drawer) takeFile(path string) {
	d.loadFile(path, attachment.Load, func(err error) {
		if large, ok := err.(*attachment.TooLarge); ok && large.Picture {
			widget.Confirm(d.v.shell.Window().Canvas(), "缩小这张图片？", large.Error()+"原来的文件不动。", "缩小后添加", false, func() {
				d.loadFile(path, attachment.LoadSmaller, d.v.shell.Fail)
			})
			return
		}
		d.v.shell.Fail(err)
	})
}

func (d *drawer) loadFile(path string, load func(string, attachment.Limits) (attachment.File, error), failed func(error)) {
	id, name := d.person.ID, d.person.Get("name")
	var f attachment.File
	d.v.shell.Load("读附件", func(context.Context, page.Progress) (err error) {
		f, err = load(path, attachment.Shipped())
		return err
	}, func(err error) {
		if err != nil {
			failed(err)
			return
		}
		d.addFile(id, name, f)
	})
}

// addFile asks what a file is, and attaches it.
func (d *drawer) addFile(id int64, who string, f attachment.File) {
	kind, name := attachmentFields(attachment.Attachment{Name: f.Name, Kind: likelyKind(f)})
	title := "给" + who + "添加附件"
	widget.ShowForm(d.v.shell.Window().Canvas(), title, widget.NewForm(1, kind.field, name.field), "添加", func() error {
		f.Name = attachment.CleanName(name.Value())
		k := kind.Value()
		remark := ""
		var op int64
		l := d.v.shell.Ledger()
		d.v.shell.Work(title, func(ctx context.Context, _ page.Progress) (err error) {
			op, remark, err = attachment.Add(ctx, l, ownerOf(id), who, k, f)
			return err
		}, func(err error) {
			if err != nil {
				d.v.shell.Fail(err)
				return
			}
			done := "已给" + who + "添加" + k
			if remark != "" {
				done += "。" + remark
			}
			d.v.shell.Done(done, op)
		})
		return nil
	})
}

// likelyKind guesses what a file is from its form and name.
func likelyKind(f attachment.File) string {
	switch {
	case strings.Contains(f.Name, "申请"):
		return "申请书"
	case strings.Contains(f.Name, "证"):
		return "证件"
	case strings.HasPrefix(f.Mime, "image/"):
		return attachment.Photo
	}
	return "其他"
}

// askedField is a control with the field it stands in.
type askedField struct {
	widget.Control
	field *widget.Field
}

func attachmentFields(a attachment.Attachment) (kind, name askedField) {
	kinds := widget.NewWordPicker("请选择", attachment.Shipped().KindNames()...)
	kinds.SetValue(a.Kind)
	text := widget.NewTextField("")
	text.SetValue(a.Name)
	return askedField{kinds, widget.NewField("种类", kinds).Required()}, askedField{text, widget.NewField("名称", text).Required()}
}

// openAttachment shows a copy with the system's program, once that is journalled
// where it must be.
func (d *drawer) openAttachment(a attachment.Attachment) {
	d.withContent(a, func(data []byte) { d.v.shell.OpenCopy(a.FileName(), data) })
}

func (d *drawer) saveAttachment(a attachment.Attachment) {
	kind := page.FileKind{Name: "附件", Extensions: []string{filepath.Ext(a.FileName())}}
	d.v.shell.AskSave("另存附件", a.FileName(), kind, func(path string) {
		d.withContent(a, func(data []byte) {
			err := sheet.WriteFile(path, func(w io.Writer) error { _, err := w.Write(data); return err })
			if err != nil {
				d.v.shell.Fail(err)
				return
			}
			d.v.shell.Done("已另存为 "+filepath.Base(path), 0)
		})
	})
}

// withContent reads what an attachment holds, notes that it is seen, and hands it on.
func (d *drawer) withContent(a attachment.Attachment, then func([]byte)) {
	l, who := d.v.shell.Ledger(), d.person.Get("name")
	var data []byte
	d.v.shell.Work("读附件", func(ctx context.Context, _ page.Progress) (err error) {
		if data, err = attachment.Content(ctx, l.Read(), a); err == nil {
			err = attachment.Look(ctx, l, a, who)
		}
		return err
	}, func(err error) {
		if err != nil {
			d.v.shell.Fail(err)
			return
		}
		then(data)
	})
}

func (d *drawer) changeAttachment(a attachment.Attachment) {
	kind, name := attachmentFields(a)
	who := d.person.Get("name")
	widget.ShowForm(d.v.shell.Window().Canvas(), "改名称和种类", widget.NewForm(1, kind.field, name.field), "保存", func() error {
		op, err := attachment.Change(context.Background(), d.v.shell.Ledger(), a, who, kind.Value(), name.Value())
		if err == nil && op != 0 {
			d.v.shell.Done("已修改"+who+"的附件", op)
		}
		return err
	})
}

func (d *drawer) removeAttachment(a attachment.Attachment) {
	who := d.person.Get("name")
	text := who + "的" + a.Kind + "“" + a.Name + "”不再列出。可以撤销；内容留在台账里，供撤销用。"
	widget.Confirm(d.v.shell.Window().Canvas(), "删除这份附件？", text, "删除", true, func() {
		d.v.write("删除附件", "已删除"+who+"的附件："+a.Kind, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			return attachment.Remove(ctx, l, a, who)
		})
	})
}

// Dropped takes a picture or paper let go over the page: it is attached to the member
// whose drawer is open. Sheets are left to the import.
func (v *view) Dropped(path string) bool {
	ending := strings.ToLower(filepath.Ext(path))
	if v.wizard != nil || slices.Contains(page.Spreadsheets.Extensions, ending) || !slices.Contains(attachment.Endings(), ending) {
		return false
	}
	if !v.drawer.object.Visible() {
		widget.Message(v.shell.Window().Canvas(), "给谁添加附件？", "请先打开一个会员的资料，再把“"+filepath.Base(path)+"”拖进来。")
		return true
	}
	v.drawer.tabs.Select(tabAttachments)
	v.drawer.takeFile(path)
	return true
}
