package home

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/demo"
	"unionledger/data/ledger"
)

// way is one of the three ways to begin.
type way struct {
	icon, title, words, action string
	recommended                bool
	do                         func()
}

// newStart is the page of somebody who has no ledger yet.
func newStart(s page.Shell) fyne.CanvasObject {
	ways := []way{
		{"download", "从花名册导入", "有现成的 xlsx、xls、csv 就选它。先看预览，再写入；不对可整批撤销。", "选文件", true, func() { fromRoster(s) }},
		{"eye", "看示范台账", "326 名虚构会员、四轮协商、两年会费。随便点，不影响您自己的台账。", "打开示范", false, func() { openDemo(s) }},
		{"plus", "从空白开始", "只填单位名称和工会名称，会员一个一个登记，或以后再导入。", "建空白台账", false, func() { newLedger(s, "建空白台账", nil) }},
	}
	cards := container.New(layout.NewGridLayout(len(ways)))
	for _, w := range ways {
		cards.Add(card(w))
	}
	steps := container.New(layout.NewGridLayout(4))
	for _, t := range [][2]string{{"1 导入名册", "约 5 分钟，先预览"}, {"2 补齐待补项", "程序列出缺什么"}, {"3 登记协商日期", "自动算每步期限"}, {"4 本月开账", "按缴费基数收会费"}} {
		steps.Add(widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, widget.Column(2, widget.Strong(t[0]), widget.Note(t[1]))))
	}
	foot := container.NewCenter(widget.Row(theme.Gap12, widget.NewIcon("lock", theme.ColorText2), widget.Secondary("数据只在这台电脑上，不联网；每天自动备份。"),
		widget.NewLink("从备份恢复", "undo", func() { restore(s) }), widget.NewLink("打开已有台账", "folder", func() { s.AskOpen("打开台账", page.Ledgers, func(path string) { s.OpenLedger(path, nil) }) })))
	body := widget.Column(theme.Gap16,
		widget.NewText("还没有台账", theme.SizeFigure-2, theme.ColorText).Bold().Align(fyne.TextAlignCenter),
		widget.NewText("这里管会员、集体协商、会费和上报。先做一件事：把会员名册放进来。", theme.SizePanel, theme.ColorText2).Align(fyne.TextAlignCenter),
		cards, widget.NewSurface(theme.ColorPanel, theme.ColorLine, steps), foot)
	middle := container.New(&middleLayout{width: 884}, body)
	return widget.Border(head("工作台", "欢迎使用"), nil, nil, nil, container.NewVScroll(middle))
}

// middleLayout keeps one block in the middle, not wider than width.
type middleLayout struct{ width float32 }

func (l *middleLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (l *middleLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := min(theme.Scaled(l.width), size.Width-2*theme.Gap16)
	h := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(w, h))
	o[0].Move(fyne.NewPos((size.Width-w)/2, max((size.Height-h)/2, 0)))
}

func card(w way) fyne.CanvasObject {
	button := widget.NewPlain(w.action, "", w.do)
	edge := theme.ColorLine
	var mark fyne.CanvasObject = layout.NewSpacer()
	if w.recommended {
		button, edge, mark = widget.NewPrimary(w.action, "", w.do), theme.ColorAccent, widget.NewTag("推荐", widget.Accent)
	}
	top := widget.Row(0, widget.NewIcon(w.icon, theme.ColorAccent).Side(22), layout.NewSpacer(), mark)
	text := widget.Column(theme.Gap8, top, widget.Section(w.title), widget.BodyParagraph(w.words).For(240))
	return widget.NewSurface(theme.ColorPanel, edge, widget.Inset(theme.Gap16, theme.Gap16, theme.Gap16, theme.Gap16,
		widget.Border(nil, widget.Inset(theme.Gap16, 0, 0, 0, button), nil, nil, text)))
}

// newLedger asks for names and a file, makes the ledger and opens it; then, where
// it is given, is called once it stands open. The unit's name is asked for here,
// because every table and the file itself bear it.
func newLedger(s page.Shell, title string, then func()) {
	enterprise, union := widget.NewTextField("营业执照上的全称"), widget.NewTextField("如 某某有限公司工会委员会")
	form := widget.NewForm(1, widget.NewField("单位名称", enterprise).Required(), widget.NewField("工会名称", union))
	widget.ShowForm(s.Window().Canvas(), title, form, "选存放位置", func() error {
		name := union.Value()
		if name == "" {
			name = enterprise.Value()
		}
		s.AskSave("台账存放在", name+ledger.Extension, page.Ledgers, func(path string) {
			create(s, path, enterprise.Value(), union.Value(), then)
		})
		return nil
	})
}

func create(s page.Shell, path, enterprise, union string, then func()) {
	s.Work("建立台账", func(ctx context.Context, _ page.Progress) error {
		return begin(ctx, path, enterprise, union)
	}, func(err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		s.OpenLedger(path, then)
	})
}

// fromRoster begins a ledger with the import of a roster.
func fromRoster(s page.Shell) {
	s.AskOpen("选会员花名册", page.Spreadsheets, func(sheet string) {
		newLedger(s, "先建台账，再导入", func() { s.Go(page.Roster, page.ImportFile{Path: sheet}) })
	})
}

// openDemo makes the demonstration ledger in the user's folder and opens it; one
// that is there already is opened as it was left.
func openDemo(s page.Shell) {
	path := demoPath()
	if exists(path) {
		s.OpenLedger(path, nil)
		return
	}
	s.Work("准备示范台账", func(ctx context.Context, _ page.Progress) error { return demo.Create(ctx, path, 326) }, func(err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		s.OpenLedger(path, nil)
	})
}

// restore copies a backup to a new file and opens that.
func restore(s page.Shell) {
	s.AskOpen("选一份备份", page.Ledgers, func(backup string) {
		s.AskSave("恢复成新的台账", "恢复 "+filepath.Base(backup), page.Ledgers, func(path string) {
			s.Work("从备份恢复", func(ctx context.Context, _ page.Progress) error { return ledger.Restore(ctx, backup, path) }, func(err error) {
				if err != nil {
					s.Fail(err)
					return
				}
				s.OpenLedger(path, nil)
			})
		})
	})
}
