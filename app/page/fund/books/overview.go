package books

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/fund"
	"unionledger/data/money"
	"unionledger/data/problem"
)

// Overview is the tab 总览: what there is, what came and went, what is in the way.
type Overview struct {
	d       *Desk
	figures [6]*widget.KeyFigure
	chart   *widget.Chart
	none    *fyne.Container // instead of a chart without bars
	notes   *fyne.Container
	last    *fyne.Container
	whole   fyne.CanvasObject
}

// Overview makes the tab.
func (d *Desk) Overview() *Overview {
	o := &Overview{d: d, chart: widget.NewBarChart(), notes: widget.Column(theme.Gap8), last: widget.Column(0)}
	row := container.New(&across{})
	for i, name := range []string{"库存现金", "本月收入", "本月支出", "银行存款", "本年收入", "本年支出"} {
		o.figures[i] = widget.NewKeyFigure(name)
		row.Add(widget.NewBox(widget.Inset(theme.Gap8, theme.Gap4, theme.Gap12, theme.Gap8, o.figures[i])).Flush())
	}
	o.none = widget.Inset(0, 0, 0, 0, widget.BodyParagraph("还没有收入和支出，记了账这里按月画出来。"))
	chart := widget.NewPanel("收入和支出", widget.Sized(0, 150, container.NewStack(o.chart, o.none)), widget.Legend("收入", "支出，元"))
	last := widget.NewPanel("最近的凭证", o.last, widget.NewLink("全部凭证", "", func() { d.Open("凭证") }).Small()).Flush()
	blocks := widget.Column(theme.Gap12, o.notes, row, container.New(&across{}, chart, last))
	o.whole = container.NewVScroll(inset(blocks))
	return o
}

// Object is the tab.
func (o *Overview) Object() fyne.CanvasObject { return o.whole }

// Load shows the books.
func (o *Overview) Load(b *fund.Books) {
	s := b.Summary(o.d.shell.Today())
	o.figures[0].Set(s.Cash.Grouped(), "元")
	o.figures[3].Set(s.Bank.Grouped(), "元")
	for i, fen := range []money.Fen{s.Income[0], s.Expense[0], s.Income[1], s.Expense[1]} {
		o.figures[[]int{1, 2, 4, 5}[i]].Set(fen.Grouped(), "元")
	}
	for i, f := range o.figures {
		note := fmt.Sprintf("截至 %d 月", int(s.Month))
		switch {
		case i == 1 || i == 2:
			note = fmt.Sprintf("%d 月", int(s.Month))
		case i == 5:
			note = "结余 " + (s.Income[1] - s.Expense[1]).Grouped() + " 元"
		}
		f.SetNote(note)
	}
	o.fillChart(b, s.Month)
	o.fillNotes(b)
	o.fillLast(b)
}

// fillChart shows income and expense month by month.
func (o *Overview) fillChart(b *fund.Books, until time.Month) {
	var points []widget.Point
	empty := true
	for m := time.January; m <= time.December; m++ {
		p := widget.Point{Name: fmt.Sprintf("%d月", int(m))}
		if m <= until {
			st := b.Statement(m)
			p.Before, p.Value = float64(st.Income[0])/100, float64(st.Expense[0])/100
			empty = empty && st.Income[0] == 0 && st.Expense[0] == 0
		}
		points = append(points, p)
	}
	if empty { // level lines of nothing say nothing
		points = nil
	}
	o.none.Hidden = !empty
	o.chart.Set(points)
}

// fillNotes says what is not in order or waits to be done, each with the way to it.
func (o *Overview) fillNotes(b *fund.Books) {
	o.notes.Objects = nil
	add := func(tone widget.Tone, text, word string, do func()) {
		o.notes.Add(widget.NewBanner(tone, text, widget.NewLink(word, "", do)))
	}
	for i, p := range o.d.read.Problems {
		if i == 3 {
			add(widget.Warn, fmt.Sprintf("另有 %d 处要核对。", len(o.d.read.Problems)-3), "看全部", func() { o.d.Open("结账") })
			break
		}
		tone := widget.Warn
		if p.Severity == problem.Error {
			tone = widget.Bad
		}
		if p.Table == "fund_opening" {
			add(tone, p.Message, "核对年初余额", func() { o.d.Open("科目与账户") })
		} else {
			add(tone, p.Message, "看凭证", func() { o.d.Open("凭证") })
		}
	}
	months := 0
	var left fund.DuesMonth
	for _, m := range o.d.read.Dues {
		if !m.Agrees() && !m.Closed {
			months++
			left.CollectedBank += m.Missing()
		}
	}
	if months > 0 {
		add(widget.Accent, fmt.Sprintf("有 %d 个月收到的会费还没有入账，共 %s 元。", months, left.CollectedBank.Grouped()), "会费入账", o.d.AskDues)
	}
	if y := b.Year + 1; o.d.read.Newest && y <= o.d.shell.Today().Year {
		add(widget.Accent, fmt.Sprintf("%d 年还没有建账。", y), fmt.Sprintf("建立 %d 年账", y), func() { o.d.AskNextYear(y) })
	}
	o.notes.Refresh()
}

// fillLast lists the newest vouchers.
func (o *Overview) fillLast(b *fund.Books) {
	o.last.Objects = nil
	for i := len(b.Vouchers) - 1; i >= 0 && len(o.last.Objects) < 12; i-- {
		v := b.Vouchers[i]
		sum := widget.Strong(v.Amount().Grouped())
		open := widget.NewLink(v.Words, "", func() { o.d.ShowVoucher(v) }).Small()
		o.last.Add(widget.Inset(1, 1, theme.Gap12, theme.Gap12, widget.NewSplitRow(theme.Gap8,
			[]fyne.CanvasObject{widget.Sized(78, 0, widget.Secondary(v.Date.String())), widget.Sized(20, 0, widget.Secondary(v.Kind)), widget.Inset(4, 0, 0, 0, open)},
			nil, []fyne.CanvasObject{sum})))
		if i > 0 && len(o.last.Objects) < 12 {
			o.last.Add(widget.Divider())
		}
	}
	if len(b.Vouchers) == 0 {
		o.last.Add(widget.Inset(theme.Gap12, theme.Gap12, theme.Gap12, theme.Gap12, widget.BodyParagraph("还没有凭证。用右上角的“记收入”“记支出”记第一笔。")))
	}
	o.last.Refresh()
}

// across sets blocks side by side in equal widths, in as many rows as they need.
type across struct{ width float32 }

func (a *across) columns(o []fyne.CanvasObject) int {
	widest := float32(0)
	for _, c := range o {
		widest = max(widest, c.MinSize().Width)
	}
	n := len(o)
	for n > 1 && a.width > 0 && float32(n)*(max(widest, theme.Scaled(190))+theme.Gap12) > a.width+theme.Gap12 {
		n = (n + 1) / 2
	}
	return n
}

// MinSize is the height of all rows at the width last given.
func (a *across) MinSize(o []fyne.CanvasObject) fyne.Size {
	n, height := a.columns(o), float32(0)
	for i := 0; i < len(o); i += n {
		row := float32(0)
		for _, c := range o[i:min(i+n, len(o))] {
			row = max(row, c.MinSize().Height)
		}
		height += row + theme.Gap12
	}
	return fyne.NewSize(0, max(height-theme.Gap12, 0))
}

// Layout sets the rows.
func (a *across) Layout(o []fyne.CanvasObject, size fyne.Size) {
	a.width = size.Width
	n, y := a.columns(o), float32(0)
	width := (size.Width - float32(n-1)*theme.Gap12) / float32(n)
	for i := 0; i < len(o); i += n {
		row := float32(0)
		for _, c := range o[i:min(i+n, len(o))] {
			row = max(row, c.MinSize().Height)
		}
		for k, c := range o[i:min(i+n, len(o))] {
			widget.Put(c, float32(k)*(width+theme.Gap12), y, width, row)
		}
		y += row + theme.Gap12
	}
}
