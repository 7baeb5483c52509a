package settings

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/paper"
)

// paperSection is where the unit changes the wording of the papers it prints: a
// list, the text, and the page as it will be.
type paperSection struct {
	shell   page.Shell
	whole   fyne.CanvasObject
	list    *fyne.Container
	text    *widget.TextField
	about   *widget.Paragraph
	problem *widget.Banner
	picture *canvas.Image
	sheet   *widget.Text
	save    *widget.Button
	restore *widget.Button

	all    []paper.Info
	key    string
	stored string // the text in force of the chosen paper
	line   int    // where its text is wrong
	shown  int    // the page in the picture
	pages  int
	// stopDrawing gives up the preview that is under way; aside runs a job off the
	// main goroutine and then calls then on it.
	stopDrawing context.CancelFunc
	aside       func(job, then func())
	// pause is how long nothing may be typed before the page is drawn anew.
	pause time.Duration
}

func newPaperSection(s page.Shell) *paperSection {
	p := &paperSection{shell: s, list: widget.Column(0), about: widget.NoteParagraph(""), sheet: widget.Note(""), pause: 400 * time.Millisecond, stopDrawing: func() {}}
	p.aside = s.Aside
	p.problem = widget.NewBanner(widget.Bad, "", widget.NewLink("到那一行", "", func() { p.text.GoToLine(p.line) }).Small())
	p.text = widget.NewTextArea("", 12)
	// Lines are pasted as they are: to cut off their ends would join two of them.
	p.text.Paste = func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
	p.text.OnTyped = func(string) { p.typed() }
	p.picture = canvas.NewImageFromImage(image.NewGray(image.Rect(0, 0, 1, 1)))
	p.picture.FillMode = canvas.ImageFillContain
	p.save = widget.NewPrimary("存好", "save", p.store)
	p.restore = widget.NewLink("恢复原样", "undo", p.putBack)
	p.whole = p.layout()
	return p
}

func (p *paperSection) object() fyne.CanvasObject { return p.whole }

func (p *paperSection) layout() fyne.CanvasObject {
	left := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(nil, nil, nil, widget.Sized(1, 0, widget.NewSurface(theme.ColorLine, "", nil).Square()), widget.Sized(150, 0, container.NewVScroll(p.list))))
	more := widget.NewIconButton(widget.Plain, "more", "存出、读入、看 PDF", nil)
	more.OnTapped = func() { widget.ShowMenu(more, p.fileMenu()) }
	tools := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewMenuButton("插入栏目", "plus", p.markMenu), widget.NewMenuButton("插入写法", "", p.orderMenu)}, nil,
		[]fyne.CanvasObject{p.restore, more, p.save})
	middle := widget.Border(widget.Column(theme.Gap8, tools, p.about, p.problem), nil, nil, nil, widget.Inset(theme.Gap8, 0, 0, 0, p.text))
	turn := widget.NewSplitRow(theme.Gap4, []fyne.CanvasObject{widget.NewIconButton(widget.Link, "chevron-left", "上一页", func() { p.leaf(-1) })},
		container.NewCenter(p.sheet), []fyne.CanvasObject{widget.NewIconButton(widget.Link, "chevron-right", "下一页", func() { p.leaf(1) })})
	right := widget.Border(nil, turn, nil, nil, container.NewStack(widget.NewSurface(theme.ColorPage, theme.ColorLine, nil),
		widget.Inset(theme.Gap8, theme.Gap8, theme.Gap8, theme.Gap8, p.picture)))
	return container.New(paperPanes{}, left, widget.Inset(theme.Gap12, theme.Gap12, theme.Gap12, theme.Gap12, middle), widget.Inset(theme.Gap12, theme.Gap8, 0, theme.Gap12, right))
}

// paperPanes gives the list what it needs, and the text and the page halves of the
// rest, the page not more than it can use.
type paperPanes struct{}

func (paperPanes) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 300) }

func (paperPanes) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := o[0].MinSize().Width
	right := min((size.Width-left)*0.46, size.Height*0.85)
	widget.Put(o[0], 0, 0, left, size.Height)
	widget.Put(o[1], left, 0, size.Width-left-right, size.Height)
	widget.Put(o[2], size.Width-right, 0, right, size.Height)
}

// load reads the list, and the chosen paper anew where nobody is typing in it.
func (p *paperSection) load() {
	l := p.shell.Ledger()
	if l == nil {
		return
	}
	all, err := paper.List(context.Background(), l.Read())
	if err != nil {
		p.shell.Fail(err)
		return
	}
	p.all = all
	if p.key == "" && len(all) > 0 {
		p.key = all[0].Key
	}
	p.fillList()
	if !p.changed() {
		p.choose(p.key)
	}
}

// changed reports whether the text differs from what is in force.
func (p *paperSection) changed() bool { return p.stored != "" && p.text.Text() != p.stored }

func (p *paperSection) fillList() {
	p.list.RemoveAll()
	for _, info := range p.all {
		text := info.Name
		if !info.Since.IsZero() {
			text += "（改过）"
		}
		ground, mark := widget.NewSurface(theme.ColorPanel, "", nil).Square(), widget.NewSurface(theme.ColorPanel, "", nil).Square()
		if info.Key == p.key {
			ground.SetFill(theme.ColorAccent50)
			mark.SetFill(theme.ColorAccent)
		}
		name := widget.NewLink(text, "", func() { p.leave(info.Key) })
		p.list.Add(container.NewStack(ground, widget.Border(nil, nil, widget.Sized(theme.BarWidth, 0, mark), nil, widget.Row(0, name))))
	}
	p.list.Refresh()
}

// leave goes to another paper; a text that was not stored is asked about.
func (p *paperSection) leave(key string) {
	if !p.changed() {
		p.choose(key)
		return
	}
	d := widget.NewDialog("改了还没有存", widget.BodyParagraph("这份文书的文字改了还没有存好。要不要丢掉这些改动？").For(theme.Scaled(388)), "丢掉改动").Wide(420).Dangerous()
	d.OnAccept = func() error { p.choose(key); return nil }
	d.Open(p.shell.Window().Canvas())
}

// choose shows a paper as it is in force.
func (p *paperSection) choose(key string) {
	text, err := paper.Source(context.Background(), p.shell.Ledger().Read(), key)
	if err != nil {
		p.shell.Fail(err)
		return
	}
	if key != p.key {
		p.shown = 0
	}
	p.key, p.stored = key, text
	p.text.SetValue(text)
	p.fillList()
	p.tell()
	p.draw(0)
}

func (p *paperSection) info() paper.Info {
	i, _ := paper.Named(p.all, p.key)
	return i
}

// tell says what the paper rests on and whether its wording is the unit's own.
func (p *paperSection) tell() {
	i := p.info()
	text := fmt.Sprintf("程序自带的文字（%s）。依据：%s", i.Date, i.Basis)
	p.restore.Hidden = i.Since.IsZero()
	if !i.Since.IsZero() {
		text = fmt.Sprintf("本单位 %s 改过。依据：%s", i.Since, i.Basis)
		if i.Newer {
			text += "。程序自带的文字在那以后也变了，可以存出本单位的，恢复原样再比较。"
		}
	}
	p.about.SetText(text)
	p.state()
}

// state shows whether there is something to store and whether it can be.
func (p *paperSection) state() {
	_, err := paper.Parse(p.key, p.text.Text())
	p.problem.Hidden = err == nil
	var wrong *paper.Error
	if p.line = 0; errors.As(err, &wrong) {
		p.line = wrong.Line
	}
	switch {
	case err != nil:
		p.problem.SetText(err.Error())
		p.save.SetText("存好（还有错）")
		p.save.Disable()
	case !p.changed():
		p.save.SetText("已存好")
		p.save.Disable()
	default:
		p.save.SetText("存好")
		p.save.Enable()
	}
	p.whole.Refresh()
}

func (p *paperSection) typed() {
	p.state()
	p.draw(p.pause)
}

// store keeps the text as one operation.
func (p *paperSection) store() {
	l, key, text := p.shell.Ledger(), p.key, p.text.Text()
	p.change("存文书模板", "已存好："+p.info().Name, func(ctx context.Context) (int64, error) { return paper.Save(ctx, l, key, text) })
}

func (p *paperSection) putBack() {
	l, key := p.shell.Ledger(), p.key
	widget.Confirm(p.shell.Window().Canvas(), "恢复程序自带的文字？", "本单位改过的文字会换成程序自带的。以后可以撤销。", "恢复原样", false, func() {
		p.change("恢复文书模板", "已恢复原样："+p.info().Name, func(ctx context.Context) (int64, error) { return paper.Restore(ctx, l, key) })
	})
}

func (p *paperSection) change(title, done string, job func(context.Context) (int64, error)) {
	var op int64
	p.shell.Work(title, func(ctx context.Context, _ page.Progress) (err error) {
		op, err = job(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.stored = "" // what is in force now is read anew
		p.load()
		p.shell.Done(done, op)
	})
}
