// Package report is 上报: the forms the union above asks for, the check of each
// with a jump to what must be mended, the export, and what was exported before.
package report

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/report/learn"
	"unionledger/app/page/report/sending"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/problem"
	data "unionledger/data/report"
)

// view is the page.
type view struct {
	shell   page.Shell
	content *fyne.Container
	// main is the page itself; learning, while it is open, stands in its place.
	main     fyne.CanvasObject
	learning *learn.View
	facts    facts
	lines    *lines
	asking   request
	asked    int // counts the readings, so that an older one does not overwrite a newer

	note        *widget.Text
	forms       *fyne.Container
	again       *widget.Button
	write       *widget.Button
	mend, how   *widget.Button
	anyway      *widget.Button
	first, last *widget.Picker
	months      *fyne.Container
	sum         *widget.Text
	share       *widget.Bar
	hint        *widget.Paragraph
	grid        *grid.Grid
	why         *widget.Paragraph
	sending     *sending.Pane
}

// New makes the page.
func New(shell page.Shell) page.Page {
	v := &view{shell: shell, note: widget.Secondary(""), forms: widget.Column(0),
		sum: widget.Body(""), share: widget.NewBar(), hint: widget.NoteParagraph(""), why: widget.NoteParagraph("")}
	v.sending = sending.New(shell, func() { v.load() })
	v.again = widget.NewPlain("重新体检", "check", func() { v.load() })
	v.write = widget.NewPrimary("导出", "upload", v.export)
	v.anyway = widget.NewLink("仍要导出", "", v.exportAnyway)
	v.mend = widget.NewPlain("", "check", v.askMend).Small().Tip("先看每一处改成什么，再一起改")
	v.mend.Hidden = true
	v.how = widget.NewLink("上级系统怎么收", "info", v.explainReceiver).Small()
	v.first, v.last = widget.NewPicker("起"), widget.NewPicker("止")
	v.first.OnChanged = func(string) { v.monthsChosen() }
	v.last.OnChanged = func(string) { v.monthsChosen() }
	v.months = widget.Row(theme.Gap8, widget.Note("月份"), v.first, widget.Note("至"), v.last)
	v.grid = grid.New([]grid.Column{
		{Key: "who", Title: "姓名", Width: 92}, {Key: "label", Title: "项目", Width: 84}, {Key: "value", Title: "现在写的", Width: 120},
		{Key: "message", Title: "为什么、怎么办", Width: 220, Stretch: true}, {Key: "jump", Title: "", Width: 52, Align: grid.AlignCenter},
	}, nil)
	v.grid.Spans = true
	v.grid.Label = "体检发现的问题"
	v.grid.OnActivate = func(row, _ int) { v.activate(row) }
	v.grid.OnCurrent = func(row, _ int) { v.explain(row) }
	v.main = v.layout()
	v.content = container.NewStack(v.main)
	return v
}

func (v *view) Content() fyne.CanvasObject { return v.content }

// Show checks the form again, since anything may have changed.
func (v *view) Show(target any) {
	if v.learning != nil && target == nil {
		return // something was written while a form is being learnt
	}
	if p, ok := target.(page.Profile); ok && p.ID != "" {
		v.asking = request{profile: p.ID}
	}
	v.load()
	switch t := target.(type) {
	case page.Answer:
		v.sending.ReadAnswer(t.Path)
	case page.ReportCalendar:
		v.sending.OpenCalendar()
	}
}

func (v *view) layout() fyne.CanvasObject {
	head := page.Head(widget.Title("上报"), v.note.Cut(), v.anyway, widget.NewMenuButton("更多", "", v.sending.Menu),
		widget.NewPlain("读回反馈", "download", v.sending.AskAnswer), v.again, v.write)
	left := pane(theme.Scaled(168), true, widget.Border(widget.Inset(theme.Gap12, theme.Gap8, theme.Gap12, theme.Gap12, widget.Note("要报的表")),
		v.adding(), nil, nil, container.NewVScroll(v.forms)))
	right := pane(theme.Scaled(240), false, v.sending.Object())
	check := widget.NewBox(widget.Column(theme.Gap8, widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{widget.PanelTitle("体检")}, v.sum.Cut(), []fyne.CanvasObject{v.mend, v.months}),
		v.share, widget.Border(nil, nil, nil, container.NewVBox(v.how), v.hint)))
	list := widget.NewBox(widget.Border(nil, widget.Inset(theme.Gap4, theme.Gap8, theme.Gap12, theme.Gap12, v.why), nil, nil, v.grid)).Flush()
	middle := widget.Border(widget.Inset(0, theme.Gap8, 0, 0, check), nil, nil, nil, list)
	return widget.Border(head, nil, nil, nil, container.New(sides{}, left,
		widget.Inset(theme.Gap12, theme.Gap12, theme.Gap12, theme.Gap12, middle), right))
}

// sides sets a strip left and right of the check, wider where there is room to spare.
// Where large text leaves the check no room between them, the right one goes below the
// left.
type sides struct{}

func (sides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 300) }

func (sides) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left, right := o[0].MinSize().Width, o[2].MinSize().Width
	if spare := size.Width - left - right - theme.Scaled(700); spare > 0 {
		left += min(spare/10, theme.Scaled(40))
		right += min(spare/5, theme.Scaled(80))
	}
	if size.Width-left-right >= theme.Scaled(480) {
		widget.Put(o[0], 0, 0, left, size.Height)
		widget.Put(o[1], left, 0, size.Width-left-right, size.Height)
		widget.Put(o[2], size.Width-right, 0, right, size.Height)
		return
	}
	wide := max(left, right)
	widget.Put(o[0], 0, 0, wide, size.Height*0.6)
	widget.Put(o[1], wide, 0, size.Width-wide, size.Height)
	widget.Put(o[2], 0, size.Height*0.6, wide, size.Height*0.4)
}

// pane is a white strip at a side of the page with a line towards the middle.
func pane(width float32, left bool, content fyne.CanvasObject) fyne.CanvasObject {
	line := widget.Sized(1, 0, widget.NewSurface(theme.ColorLine, "", nil).Square())
	body := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(), widget.Sized(width/theme.Scaled(1), 0, content))
	if left {
		return widget.Border(nil, nil, nil, line, body)
	}
	return widget.Border(nil, nil, line, nil, body)
}

// load runs the check aside.
func (v *view) load() {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	v.asking.on = v.shell.Today()
	v.asked++
	q, asked := v.asking, v.asked
	v.sending.Load(q.ask())
	if v.facts.request != q {
		v.fill(v.waiting(q, "正在体检…"))
	}
	var f facts
	v.shell.Load("体检", func(ctx context.Context, _ page.Progress) (err error) {
		f, err = read(ctx, l, q)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
			f = v.waiting(q, "体检没有做完，可以点“重新体检”再来一次。")
		case f.info.ID != "":
			q.profile = f.info.ID
		}
		if asked == v.asked {
			if v.asking.profile != q.profile { // the first form is known only now
				v.sending.Name(q.profile)
			}
			v.asking = q
			v.fill(f)
		}
	})
}

// waiting is shown of a request of which nothing is known yet: no count, no problem, and
// above all not that there is none.
func (v *view) waiting(q request, why string) facts {
	f := facts{request: q, forms: v.facts.forms, months: v.facts.months, why: why}
	for _, info := range f.forms {
		if info.ID == q.profile {
			f.info = info
		}
	}
	return f
}

// fill shows what was read.
func (v *view) fill(f facts) {
	before := v.lines
	if v.facts.request.profile != f.request.profile {
		before = nil
	}
	row, col := v.grid.Current()
	v.facts = f
	v.lines = newLines(f.result, before)
	v.fillForms()
	v.fillMonths()
	v.fillCheck()
	v.fillMend()
	v.grid.SetSource(v.lines)
	if before != nil { // back from mending: where it was left, not at the top
		if p, ok := before.at(row); ok {
			v.grid.SetCurrent(v.lines.find(p, row), col)
		}
	}
	row, _ = v.grid.Current()
	v.explain(row)
	v.content.Refresh()
}

// stateTag says whether the chosen form can go out.
func (v *view) stateTag() fyne.CanvasObject {
	switch n := v.facts.result.Count(problem.Error); {
	case v.facts.why != "":
		return widget.NewTag("还不能导出", widget.Neutral)
	case n > 0:
		return widget.NewTag(fmt.Sprintf("%d 处必须改", n), widget.Bad)
	}
	return widget.NewTag("可导出", widget.OK)
}

// fillMonths offers the billed months to the forms that speak of months.
func (v *view) fillMonths() {
	months, first, last := v.facts.choices()
	v.months.Hidden = months == nil
	var options []widget.Option
	for _, m := range months {
		options = append(options, widget.Option{Value: m.String()})
	}
	v.first.SetOptions(options...)
	v.last.SetOptions(options...)
	v.first.SetValue(first.String())
	v.last.SetValue(last.String())
}

func (v *view) monthsChosen() {
	first, err1 := civil.ParseYearMonth(v.first.Value())
	last, err2 := civil.ParseYearMonth(v.last.Value())
	if err1 != nil || err2 != nil {
		return
	}
	if last.Before(first) {
		last = first
	}
	v.asking.first, v.asking.last = first, last
	v.load()
}

func (v *view) fillCheck() {
	res := v.facts.result
	errors, warnings := res.Count(problem.Error), res.Count(problem.Warning)
	v.anyway.Hidden = errors == 0 || v.facts.why != ""
	switch {
	case v.facts.why != "":
		v.sum.SetText(v.facts.why)
		v.grid.EmptyText = ""
		v.write.SetText("导出")
		v.write.Disable()
	case errors > 0:
		v.write.SetText(fmt.Sprintf("导出（还差 %d 处）", errors))
		v.write.Disable()
	default:
		v.write.SetText("导出")
		v.write.Enable()
	}
	if v.facts.why == "" {
		v.grid.EmptyText = "没有问题"
		v.sum.SetText(fmt.Sprintf("%d %s中 %d %s合格，%d 处必须改，%d 处建议看", res.Rows, unit(v.facts.info), res.Clean, unit(v.facts.info), errors, warnings))
	}
	if res.Rows > 0 {
		good := float32(res.Clean) / float32(res.Rows)
		v.share.Set(widget.Share{Part: good, Color: theme.ColorOK}, widget.Share{Part: 1 - good, Color: theme.ColorError})
	} else {
		v.share.Set()
	}
	v.note.SetText(v.facts.info.Name)
	if v.hint.Hidden = v.facts.info.ID == ""; v.hint.Hidden {
		return
	}
	hint := "依据：" + v.facts.info.Basis + "。导出按表样原样填，一律文本格式，末行的填表说明不动；不知道的留空，从不编造。"
	for _, word := range slices.Sorted(maps.Keys(res.Skipped)) {
		hint += fmt.Sprintf("没有列入%s %d 人。", word, res.Skipped[word])
	}
	v.hint.SetText(hint)
}

// explain shows the whole sentence of the problem in a row, which its cell may cut.
func (v *view) explain(row int) {
	text := "点一行看为什么；“去改”跳到要改的地方。"
	if p, ok := v.lines.at(row); ok {
		text = p.Message
		if p.Basis != "" {
			text += "（" + p.Basis + "）"
		}
	}
	v.why.SetText(text)
	v.content.Refresh()
}

// unit is what a row of the form stands for.
func unit(info data.Info) string {
	if info.Source == "member" || info.Source == "dues_detail" {
		return "人"
	}
	if info.Source == "survey" {
		return "项"
	}
	return "行"
}

// activate folds a group, or goes to where a problem is mended.
func (v *view) activate(row int) {
	if v.lines.toggle(row) {
		v.grid.Refresh()
		return
	}
	p, ok := v.lines.at(row)
	if !ok || p.Record == 0 {
		return
	}
	switch p.Table {
	case "member":
		field := p.Field
		if field == "change_date" { // a form's word for the day somebody joined
			field = "join_date"
		}
		v.shell.Go(page.Roster, page.MemberField{ID: p.Record, Field: field})
	case "figure":
		v.shell.Go(page.Settings, page.Organisation{})
	case "negotiation":
		v.shell.Go(page.Negotiation, page.Round{ID: p.Record})
	default:
		v.shell.Go(page.Settings, page.UnitField{Field: p.Field})
	}
}
