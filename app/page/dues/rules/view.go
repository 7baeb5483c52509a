// Package rules is the tab 规则与约定 of the page 会费: the rules in force and the
// unit's own, and what was agreed with single members.
package rules

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/dues"
	"unionledger/data/ledger"
)

// View is the tab.
type View struct {
	shell   page.Shell
	content fyne.CanvasObject
	body    *fyne.Container
	book    dues.Book
	own     []dues.OwnRule
	agreed  []dues.Override
}

// New makes the tab.
func New(shell page.Shell) *View {
	v := &View{shell: shell, body: widget.Column(theme.Gap12)}
	v.content = container.NewVScroll(widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16, v.body))
	return v
}

// Content is the tab from top to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Show reads rules and agreements anew.
func (v *View) Show() {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	var book dues.Book
	var own []dues.OwnRule
	var agreed []dues.Override
	v.shell.Load("读取会费规则", func(ctx context.Context, _ page.Progress) (err error) {
		if book, err = dues.BookOf(ctx, l.Read()); err != nil {
			return err
		}
		if own, err = dues.OwnRules(ctx, l.Read()); err != nil {
			return err
		}
		agreed, err = dues.Overrides(ctx, l.Read(), 0)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case v.shell.Ledger() == l:
			v.book, v.own, v.agreed = book, own, agreed
			v.fill()
		}
	})
}

func (v *View) fill() {
	v.body.RemoveAll()
	add := widget.NewPrimary("定新规则", "plus", func() { v.openRule() })
	v.body.Add(widget.NewPanel("会费规则", v.ruleRows(), add.Small()))
	agree := widget.NewPlain("记新约定", "plus", func() { v.openOverride(dues.Override{}) })
	v.body.Add(widget.NewPanel("个人约定", v.overrideRows(), agree.Small()).Note("免缴、另定数额或比例，开账时按月代替规则"))
	v.body.Refresh()
}

// ruleRows say every rule in words, the newest first.
func (v *View) ruleRows() fyne.CanvasObject {
	col := widget.Column(theme.Gap4)
	for i := len(v.book.Rules) - 1; i >= 0; i-- {
		x := v.book.Rules[i]
		tag := widget.NewTag("随程序", widget.Neutral)
		var after []fyne.CanvasObject
		if x.Own {
			tag = widget.NewTag("本会", widget.OK)
			after = append(after, widget.NewLink("取消", "", func() { v.dropRule(x) }).Small())
		} else if x.Sureness != "sourced" {
			tag = widget.NewTag("待核实", widget.Warn)
		}
		col.Add(widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{tag, widget.Strong("自 " + x.Effective + " 起")}, widget.Body(x.Words()).Cut(), after))
		col.Add(widget.BodyParagraph(x.Example(567890)))
		for _, line := range x.Terms() {
			col.Add(widget.NoteParagraph(line))
		}
		if x.Basis != "" {
			col.Add(widget.NoteParagraph("依据：" + x.Basis))
		}
		if x.Own {
			for _, o := range v.own {
				if o.Rule.Effective == x.Effective {
					col.Add(widget.NoteParagraph("为什么：" + o.Reason))
				}
			}
		}
	}
	return col
}

// mostAgreed is how many agreements are listed; more are counted.
const mostAgreed = 200

func (v *View) overrideRows() fyne.CanvasObject {
	col := widget.Column(theme.Gap4)
	if len(v.agreed) == 0 {
		col.Add(widget.Secondary("没有个人约定，都按规则缴。"))
	}
	for _, o := range v.agreed[:min(len(v.agreed), mostAgreed)] {
		col.Add(widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Sized(80, 0, widget.NewLink(o.Name, "", func() { v.shell.Go(page.Roster, page.Member{ID: o.Member}) })),
			widget.Sized(150, 0, widget.Body(o.What()).Cut()), widget.Sized(150, 0, widget.Body(o.Span()).Cut())},
			widget.Secondary(o.Reason).Cut(),
			[]fyne.CanvasObject{widget.NewLink("改", "", func() { v.openOverride(o) }).Small(), widget.NewLink("取消", "", func() { v.dropOverride(o) }).Small()}))
	}
	if more := len(v.agreed) - mostAgreed; more > 0 {
		col.Add(widget.Secondary(fmt.Sprintf("还有 %d 条", more)))
	}
	return col
}

func (v *View) dropRule(x dues.Rule) {
	widget.Confirm(v.shell.Window().Canvas(), "取消本会规则", fmt.Sprintf("取消自 %s 起的规则（%s），它之前的一条接着有效。已开的账不会变。", x.Effective, x.Words()), "取消规则", true, func() {
		v.write("取消会费规则", func(ctx context.Context, l *ledger.Ledger) (string, int64, error) {
			op, err := dues.DropRule(ctx, l, x.Effective)
			return "已取消自 " + x.Effective + " 起的规则", op, err
		})
	})
}

func (v *View) dropOverride(o dues.Override) {
	widget.Confirm(v.shell.Window().Canvas(), "取消个人约定", fmt.Sprintf("取消%s的约定（%s，%s）。已开的账不会变，要改请到“开账”里更正。", o.Name, o.What(), o.Span()), "取消约定", true, func() {
		v.write("取消个人约定", func(ctx context.Context, l *ledger.Ledger) (string, int64, error) {
			op, err := dues.DropOverride(ctx, l, o.ID)
			return "已取消" + o.Name + "的会费约定", op, err
		})
	})
}

func (v *View) write(title string, job func(context.Context, *ledger.Ledger) (string, int64, error)) {
	l := v.shell.Ledger()
	var said string
	var op int64
	v.shell.Work(title, func(ctx context.Context, _ page.Progress) (err error) {
		said, op, err = job(ctx, l)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.shell.Done(said, op)
		v.Show()
	})
}
