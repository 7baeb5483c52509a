package home

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/dues"
	"unionledger/data/member"
)

// board is the page of an open ledger.
type board struct {
	shell      page.Shell
	object     fyne.CanvasObject
	day        *widget.Text
	bill       *widget.Button
	due        *widget.Panel
	dueRows    *fyne.Container
	figures    [4]*widget.KeyFigure
	memberLine *widget.Chart
	duesBars   *widget.Chart
	last       *fyne.Container
}

func newBoard(s page.Shell) *board {
	b := &board{shell: s, day: widget.Secondary(""), dueRows: widget.Column(0), last: widget.Column(0), memberLine: widget.NewLineChart(), duesBars: widget.NewBarChart()}
	b.bill = widget.NewPlain("本月开账", "money", func() { s.Go(page.Dues, page.Month{Month: s.Today().YearMonth(), Bill: true}) })
	b.due = widget.NewPanel("要办的事", container.NewVScroll(b.dueRows)).Flush()
	for i, name := range []string{"在册会员", "会费收缴", "信息完整", "欠缴会员"} {
		b.figures[i] = widget.NewKeyFigure(name)
	}
	figures := widget.NewPanel("关键数字", quarters(b.figures), widget.Note("截至今天；小图为近 12 个月")).Flush()
	members := widget.NewPanel("在册会员", b.memberLine, widget.Note("近 12 个月，人"))
	money := widget.NewPanel("会费", b.duesBars, widget.Legend("应收", "实收，元"))
	last := widget.NewPanel("最近操作", container.NewVScroll(b.last), widget.NewLink("全部记录", "", func() { s.Go(page.Settings, page.History{}) }).Small()).Flush()
	top := head2(b)
	plan := &boardLayout{}
	body := container.New(&boardFrame{plan}, container.NewVScroll(container.New(plan, b.due, figures, members, money, last)))
	b.object = widget.Border(top, nil, nil, nil, widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16, body))
	return b
}

func head2(b *board) fyne.CanvasObject {
	return page.Head(widget.Title("工作台"), b.day,
		widget.NewPlain("登记入会", "plus", func() { b.shell.Go(page.Roster, page.NewMember{}) }),
		widget.NewPlain("导入", "download", func() { b.shell.Go(page.Roster, page.ImportFile{}) }), b.bill)
}

// boardFrame tells the plan of the board how wide the window is before the scroll
// around it asks how high it must be.
type boardFrame struct{ plan *boardLayout }

func (*boardFrame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 300) }

func (f *boardFrame) Layout(o []fyne.CanvasObject, size fyne.Size) {
	f.plan.width = size.Width
	widget.Put(o[0], 0, 0, size.Width, size.Height)
}

// boardLayout sets two panels above three, as wide as the window allows. Where the
// text is too large for that, they stand below each other and the board scrolls.
type boardLayout struct{ width float32 }

func (l *boardLayout) narrow() bool { return l.width < theme.Scaled(800) }

func (l *boardLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	height := theme.Gap12 + o[1].MinSize().Height + theme.Scaled(150)
	if l.narrow() {
		height = 3*theme.Gap12 + o[1].MinSize().Height + theme.Scaled(200+170+170)
	}
	return fyne.NewSize(0, height)
}

func (l *boardLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const gap = theme.Gap12
	if l.narrow() {
		due, figures, low, half := theme.Scaled(200), o[1].MinSize().Height, theme.Scaled(170), (size.Width-gap)/2
		widget.Put(o[0], 0, 0, size.Width, due)
		widget.Put(o[1], 0, due+gap, size.Width, figures)
		widget.Put(o[2], 0, due+figures+2*gap, half, low)
		widget.Put(o[3], half+gap, due+figures+2*gap, half, low)
		top := due + figures + low + 3*gap
		widget.Put(o[4], 0, top, size.Width, size.Height-top)
		return
	}
	upper := max(min((size.Height-gap)*0.62, theme.Scaled(404)), o[1].MinSize().Height)
	right := max(theme.Scaled(316), (size.Width-gap)*0.30)
	widget.Put(o[0], 0, 0, size.Width-gap-right, upper)
	widget.Put(o[1], size.Width-right, 0, right, upper)
	third := (size.Width - 2*gap) * 0.29
	lower := size.Height - gap - upper
	widget.Put(o[2], 0, upper+gap, third, lower)
	widget.Put(o[3], third+gap, upper+gap, third, lower)
	widget.Put(o[4], 2*(third+gap), upper+gap, size.Width-2*(third+gap), lower)
}

// quarters sets four figures in two rows with lines between them.
func quarters(f [4]*widget.KeyFigure) fyne.CanvasObject {
	cell := func(k *widget.KeyFigure) fyne.CanvasObject {
		return widget.Inset(theme.Gap8, theme.Gap4, theme.Gap12, theme.Gap12, k)
	}
	return container.New(quarterLayout{}, cell(f[0]), cell(f[1]), cell(f[2]), cell(f[3]), widget.Divider(), widget.Divider())
}

type quarterLayout struct{}

func (quarterLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(2*m.Width, 2*m.Height)
}

func (quarterLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w, h := size.Width/2, size.Height/2
	for i, c := range o[:4] {
		c.Move(fyne.NewPos(float32(i%2)*w, float32(i/2)*h+(h-c.MinSize().Height)/2))
		c.Resize(fyne.NewSize(w, c.MinSize().Height))
	}
	o[4].Move(fyne.NewPos(0, h))
	o[4].Resize(fyne.NewSize(size.Width, theme.LineWidth))
	o[5].Move(fyne.NewPos(w, 0))
	o[5].Resize(fyne.NewSize(theme.LineWidth, size.Height))
}

// fill shows what was read.
func (b *board) fill(f facts) {
	b.day.SetText(fmt.Sprintf("%s %s", f.today, f.today.Weekday()))
	b.fillDue(f)
	b.fillFigures(f)
	b.fillCharts(f)
	b.fillOperations(f)
	b.object.Refresh()
}

func (b *board) fillFigures(f facts) {
	active, before := f.active[11], f.active[10]
	members := b.figures[0]
	members.Set(fmt.Sprint(active), "人")
	members.SetChange(change(active - before))
	members.SetNote(fmt.Sprintf("保留 %d，申请中 %d", f.counts[member.Retained], f.counts[member.Applying]))
	members.SetTrend(floats(f.active))

	paid := b.figures[1]
	if t, ok := f.lastBilled(); ok && t.Due > 0 {
		paid.Set(fmt.Sprintf("%.1f", 100*float64(t.Paid)/float64(t.Due)), "%")
		all := map[bool]widget.Tone{true: widget.OK, false: widget.Neutral}[t.PaidUp == t.Members]
		paid.SetChange(fmt.Sprintf("%d 月 %d / %d 人缴清", int(t.Month.Month), t.PaidUp, t.Members), all)
		paid.SetNote(fmt.Sprintf("欠 %s 元", (t.Due - t.Paid).Grouped()))
		paid.SetTrend(rates(f))
	} else {
		paid.Set("–", "")
		paid.SetChange("还没有开过账", widget.Neutral)
		paid.SetNote("")
	}

	whole := b.figures[2]
	whole.Set(fmt.Sprint(active-f.incomplete), "人")
	if active > 0 {
		whole.SetChange(fmt.Sprintf("占在册 %.1f%%", 100*float64(active-f.incomplete)/float64(active)), widget.Neutral)
	}
	whole.SetNote(fmt.Sprintf("%d 人缺证件或手机", f.incomplete))

	owing := b.figures[3]
	owing.Set(fmt.Sprint(len(f.debtors)), "人")
	words, tone := arrearsWords(f.debtors)
	owing.SetChange(words, tone)
	owing.SetNote("")
}

// arrearsWords counts those of four, five and six months: 满 4、5、6 月：3、2、1;
// it warns only where there is somebody.
func arrearsWords(debtors []dues.Debtor) (string, widget.Tone) {
	var n [3]int
	for _, d := range debtors {
		if d.Months >= 4 {
			n[min(d.Months, 6)-4]++
		}
	}
	if n == [3]int{} {
		return "没有满 4 个月的", widget.Neutral
	}
	return fmt.Sprintf("满 4、5、6 月：%d、%d、%d", n[0], n[1], n[2]), widget.Warn
}

// change says how many more or fewer there are than a month ago.
func change(by int) (string, widget.Tone) {
	switch {
	case by < 0:
		return fmt.Sprintf("较上月 %d", by), widget.Warn
	case by > 0:
		return fmt.Sprintf("较上月 +%d", by), widget.OK
	}
	return "和上月一样", widget.Neutral
}

func floats(n []int) []float64 {
	out := make([]float64, len(n))
	for i, v := range n {
		out[i] = float64(v)
	}
	return out
}

// rates are the shares collected of each month that was billed.
func rates(f facts) (out []float64) {
	for _, m := range f.months {
		if t, ok := f.totals[m]; ok && t.Due > 0 {
			out = append(out, 100*float64(t.Paid)/float64(t.Due))
		}
	}
	return out
}

func (b *board) fillCharts(f facts) {
	var line, bars []widget.Point
	for i, m := range f.months {
		line = append(line, widget.Point{Name: fmt.Sprintf("%d月", int(m.Month)), Value: float64(f.active[i])})
	}
	for _, m := range f.months[7:] {
		p := widget.Point{Name: fmt.Sprintf("%d月", int(m.Month)), Words: "待开账"}
		if t, ok := f.totals[m]; ok {
			p.Words, p.Before, p.Value = "", float64(t.Due)/100, float64(t.Paid)/100
			if t.Due > 0 {
				p.Label = fmt.Sprintf("%.0f%%", 100*float64(t.Paid)/float64(t.Due))
			}
		}
		bars = append(bars, p)
	}
	b.memberLine.Set(line)
	b.duesBars.Set(bars)
	_, billed := f.totals[f.today.YearMonth()]
	b.bill.SetText(map[bool]string{true: "看本月会费", false: "本月开账"}[billed])
}
