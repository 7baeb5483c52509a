package books

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/fund"
	"unionledger/data/fund/report"
)

// Levy is the tab 拨缴: the wage bill, what is owed of it, what was paid and came back.
type Levy struct {
	d     *Desk
	which *widget.Picker
	note  *fyne.Container
	grid  *grid.Grid
	shown string
	whole fyne.CanvasObject
}

const (
	levyMonths   = "months"
	levyPayments = "payments"
	levyRebate   = "rebate"
)

// Levy makes the tab.
func (d *Desk) Levy() *Levy {
	t := &Levy{d: d, which: widget.NewPicker("表").Wide(150), note: widget.Column(theme.Gap8), grid: grid.New(nil, nil)}
	t.which.SetOptions(widget.Option{Value: levyMonths, Text: "应缴和已缴"}, widget.Option{Value: levyPayments, Text: "每笔缴纳"}, widget.Option{Value: levyRebate, Text: "小额返还条件"})
	t.which.SetValue(levyMonths)
	t.which.OnChanged = func(string) { t.fill() }
	t.grid.Label = "拨缴经费"
	t.grid.OnActivate = func(row, _ int) { t.activate(row) }
	bar := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{t.which, widget.NewPlain("填工资总额", "edit", func() { t.askWages(0) }), widget.NewPlain("登记缴纳或到账", "plus", func() { t.askPay(0) })}, nil,
		[]fyne.CanvasObject{widget.NewMenuButton("更多", "", t.more), d.exportButton("导出", t.report)})
	top := container.NewStack(widget.Inset(0, theme.Gap8, 0, 0, widget.Column(theme.Gap8, bar, t.note)))
	t.whole = inset(container.New(noteAndRest{}, top, widget.NewBox(t.grid).Flush()))
	return t
}

// Object is the tab.
func (t *Levy) Object() fyne.CanvasObject { return t.whole }

// Load shows the levy of the books' year.
func (t *Levy) Load(*fund.Books) { t.fill() }

func (t *Levy) report() report.Report {
	switch t.which.Value() {
	case levyPayments:
		return report.LevyPayments(t.d.read.Levy)
	case levyRebate:
		return report.Rebate(t.d.read.Rebate)
	}
	return report.Levy(t.d.read.Levy)
}

func (t *Levy) fill() {
	y := t.d.read.Levy
	if y == nil {
		return
	}
	r := t.report()
	sums := 1
	t.note.Objects = nil
	switch t.which.Value() {
	case levyRebate:
		sums = 0
		for _, n := range r.Notes {
			t.note.Add(widget.NoteParagraph(n).For(theme.Scaled(900)))
		}
	default:
		t.note.Add(t.words(y))
	}
	showReport(t.grid, r, t.which.Value(), &t.shown, sums)
	t.whole.Refresh()
}

// words say what is owed, and by which way and shares.
func (t *Levy) words(y *fund.LevyYear) fyne.CanvasObject {
	rule := y.Months[len(y.Months)-1].Rule
	paragraph := widget.NoteParagraph(rule.Words()).For(theme.Scaled(900))
	if y.Due == 0 && y.Paid == 0 {
		return paragraph
	}
	tone, text := widget.OK, fmt.Sprintf("应缴 %s 元，已缴 %s 元，没有差额。", y.Due.Grouped(), y.Paid.Grouped())
	switch owing := y.Owing(); {
	case owing > 0:
		tone, text = widget.Warn, fmt.Sprintf("应缴 %s 元，已缴 %s 元，还差 %s 元。", y.Due.Grouped(), y.Paid.Grouped(), owing.Grouped())
	case owing < 0:
		tone, text = widget.Warn, fmt.Sprintf("应缴 %s 元，已缴 %s 元，多 %s 元。", y.Due.Grouped(), y.Paid.Grouped(), (-owing).Grouped())
	}
	return widget.Column(theme.Gap8, widget.NewBanner(tone, text), paragraph)
}

// activate leads from a month to its wages, from a payment to taking it back.
func (t *Levy) activate(row int) {
	y := t.d.read.Levy
	switch t.which.Value() {
	case levyMonths:
		if row < len(y.Months) {
			t.askWages(y.Months[row].Month.Month)
		}
	case levyPayments:
		if row < len(y.Payments) {
			t.askTakeBack(y.Payments[row])
		}
	}
}

func (t *Levy) more() []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "粘贴多个月的工资总额…", Icon: "copy", Do: t.askPaste},
		{Text: "从工资表加出一个月…", Icon: "upload", Do: t.askSheet},
		{Text: "拨缴方式和比例…", Icon: "settings", Do: t.askRule},
		{},
		{Text: "撤回一笔…", Icon: "undo", Do: func() { t.which.SetValue(levyPayments); t.fill(); t.askLast() }},
	}
}

// askLast takes back the payment the cursor is on, or says how.
func (t *Levy) askLast() {
	if all := t.d.read.Levy.Payments; len(all) > 0 {
		widget.Message(t.d.canvas(), "撤回一笔", "在“每笔缴纳”里双击那一笔。已入账的会用红字凭证冲销，凭证号不断。")
		return
	}
	widget.Message(t.d.canvas(), "撤回一笔", "这一年还没有登记过缴纳。")
}
