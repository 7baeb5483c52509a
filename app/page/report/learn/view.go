// Package learn is 学习新表样: a blank workbook from a union above becomes a form that
// can be checked and exported. It stands in the place of the report page: choose the
// file, look at what goes into each column, name it. Nothing is kept before the last
// step. What a form is and what it means is known to package report of the data.
package learn

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/report"
)

// The steps, as they are numbered at the top.
const (
	stepFile = iota
	stepColumns
	stepName
)

// View is the work on one form. It is made for it and thrown away.
type View struct {
	shell   page.Shell
	content *fyne.Container
	// leave ends it; id is the form to show then, "" for the one before.
	leave func(id string)
	learn *report.Learning
	// changing is set while a form the unit has already is changed.
	changing bool
	step     int
	offset   fyne.Position // how far the columns were scrolled

	title              *widget.Text
	file, remark       *widget.Text
	steps              *widget.Steps
	banner, body, foot *fyne.Container
	name               *widget.TextField
	fileType           *widget.Picker
}

// New makes the work at its first step.
func New(shell page.Shell, leave func(id string)) *View {
	v := &View{shell: shell, leave: leave}
	v.title = widget.Title("学习新表样")
	v.file = widget.Secondary("").Cut()
	v.remark = widget.Secondary("").Cut().Align(fyne.TextAlignTrailing)
	v.steps = widget.NewSteps("选空白表", "对列", "起名存下")
	v.banner, v.body, v.foot = container.NewStack(), container.NewStack(), container.NewStack()
	back := widget.NewLink("上报", "chevron-left", v.abandon).Tip("回到上报")
	head := page.Head(widget.Row(theme.Gap16, back, v.title), v.file, widget.NewPlain("放弃", "close", v.abandon))
	strip := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(nil, widget.Divider(), nil, nil, widget.Sized(0, 40, widget.Inset(0, 0, theme.Gap16, theme.Gap16,
			widget.NewSplitRow(theme.Gap16, []fyne.CanvasObject{v.steps}, v.remark, nil)))))
	low := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(widget.Divider(), nil, nil, nil, widget.Sized(0, 48, widget.Inset(0, 0, theme.Gap16, theme.Gap16, v.foot))))
	middle := widget.Inset(theme.Gap8, theme.Gap8, theme.Gap16, theme.Gap16, widget.Border(v.banner, nil, nil, nil, v.body))
	v.content = widget.Border(widget.Column(0, head, strip), low, nil, nil, middle)
	v.show(stepFile, nil)
	return v
}

// Content is the work from header to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Begun reports whether a form is being settled that is not kept yet.
func (v *View) Begun() bool { return v.step != stepFile }

// abandon leaves; what was settled is asked about first.
func (v *View) abandon() {
	if v.step == stepFile {
		v.leave("")
		return
	}
	widget.Confirm(v.shell.Window().Canvas(), "放弃这张表？", "还没有存下。放弃后，这里对好的列不保留。", "放弃", false, func() { v.leave("") })
}

// Open takes a workbook, as when it was dropped on the page.
func (v *View) Open(path string) {
	v.changing = false
	v.title.SetText("学习新表样")
	var learnt *report.Learning
	l := v.shell.Ledger()
	v.shell.Load("读空白表", func(ctx context.Context, _ page.Progress) error {
		form, err := report.ReadFile(path)
		if err != nil {
			return err
		}
		set, err := report.MemberFieldsOf(ctx, l.Read())
		if err != nil {
			return err
		}
		learnt, err = report.Learn(form, path, set)
		return err
	}, func(err error) { v.begin(learnt, err) })
}

// Change opens a form the unit has already, to settle its columns anew.
func (v *View) Change(id string) {
	var learnt *report.Learning
	l := v.shell.Ledger()
	v.changing = true
	v.title.SetText("改对列")
	v.shell.Load("读表样", func(ctx context.Context, _ page.Progress) error {
		p, err := report.Find(ctx, l.Read(), id)
		if err != nil {
			return err
		}
		set, err := report.MemberFieldsOf(ctx, l.Read())
		if err != nil {
			return err
		}
		learnt, err = report.Relearn(p, set)
		return err
	}, func(err error) { v.begin(learnt, err) })
}

func (v *View) begin(learnt *report.Learning, err error) {
	if err != nil {
		v.show(stepFile, err)
		return
	}
	v.learn, v.offset, v.name = learnt, fyne.Position{}, nil
	v.show(stepColumns, nil)
}

// show goes to a step; err, if any, is said above it and nothing is lost.
func (v *View) show(step int, err error) {
	v.step = step
	v.steps.SetCurrent(step)
	if v.learn != nil {
		v.file.SetText(v.learn.File)
		name, rows := v.learn.Sheet()
		v.remark.SetText(fmt.Sprintf("工作表“%s”，表头到第 %d 行，从第 %d 行起填", name, rows.Header[1], rows.First))
	}
	v.banner.Objects = nil
	if err != nil {
		v.say(widget.Bad, err.Error())
	}
	switch step {
	case stepFile:
		v.fileStep()
	case stepColumns:
		v.columnStep()
	case stepName:
		v.nameStep()
	}
	v.content.Refresh()
}

// say puts a sentence above the step.
func (v *View) say(tone widget.Tone, text string) {
	v.banner.Objects = []fyne.CanvasObject{widget.Inset(0, theme.Gap8, 0, 0, widget.NewBanner(tone, text))}
}

// put sets what a step shows, and its foot: words at the left, buttons at the right.
func (v *View) put(body, words fyne.CanvasObject, buttons ...fyne.CanvasObject) {
	v.body.Objects = []fyne.CanvasObject{body}
	v.foot.Objects = []fyne.CanvasObject{widget.NewSplitRow(theme.Gap8, nil, words, buttons)}
	v.body.Refresh()
	v.foot.Refresh()
}

func (v *View) fileStep() {
	choose := widget.NewPrimary("选空白表", "folder", func() { v.shell.AskOpen("选上级发的空白表", page.Workbooks, v.Open) })
	words := "选市总发下来的 .xlsx 空白表，也可以直接拖进窗口。程序认出表头、每列填什么、下拉菜单里的词；导出时照原表填，别的都不动。"
	v.put(widget.NewBox(widget.NewEmptyState("document", "学一张新的表样", words, choose)), widget.Note("点“存下这张表”之前，什么都不会写进台账。"))
}

// nameStep asks for the name and what file the union above takes.
func (v *View) nameStep() {
	if v.name == nil {
		v.name = widget.NewTextField("如：建德市总会员采集表")
		v.name.SetValue(v.learn.Name())
		v.fileType = widget.NewPicker("", widget.Option{Value: "xlsx", Text: "xlsx（多数系统）"}, widget.Option{Value: "xls", Text: "xls（上级只收旧格式）"})
		v.fileType.SetValue(v.learn.Type())
	}
	name := widget.NewField("叫什么", v.name).Wide()
	kind := widget.NewField("上级收哪种文件", v.fileType)
	text := "以后上级换了新表，再学一次、用同一个名字，就存成新的一版；旧版留着，报过的记录说得出是哪一版。用别的名字，就另存成一张表。"
	if v.changing {
		text = "改好的存成新的一版，旧版留着。"
	}
	form := widget.NewForm(2, name, kind)
	body := widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16, widget.Column(theme.Gap12, form, widget.NoteParagraph(text)))
	save := widget.NewPrimary("存下这张表", "check", v.save)
	v.name.OnSubmitted = func(string) { v.save() }
	v.put(widget.NewBox(widget.Border(body, nil, nil, nil, nil)).Flush(), widget.Note("可以撤销。"),
		widget.NewPlain("上一步", "", func() { v.show(stepColumns, nil) }), save)
}

// save keeps the form and shows it on the report page.
func (v *View) save() {
	if err := v.learn.SetType(v.fileType.Value()); err != nil {
		v.show(stepName, err)
		return
	}
	p, err := v.learn.Finish(v.name.Value())
	if err != nil {
		v.show(stepName, err)
		return
	}
	l := v.shell.Ledger()
	var info report.Info
	var op int64
	v.shell.Work("存表样", func(ctx context.Context, _ page.Progress) (err error) {
		info, op, err = report.Keep(ctx, l, p)
		return err
	}, func(err error) {
		if err != nil {
			v.show(stepName, err)
			return
		}
		if op == 0 {
			v.shell.Done(fmt.Sprintf("“%s”和已有的第 %d 版一样，没有再存", info.Name, info.Version), 0)
		} else {
			v.shell.Done(fmt.Sprintf("学会了“%s”，第 %d 版", info.Name, info.Version), op)
		}
		v.leave(info.ID)
	})
}
