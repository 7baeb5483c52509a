package dues

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
)

// lay makes the head and puts banner, tools and grid together.
func (v *view) lay() fyne.CanvasObject {
	v.year = widget.NewPicker("年").Wide(96)
	v.year.OnChanged = func(y string) { v.shownYear = int(page.Number(y)); v.read(); v.again() }
	v.group = widget.NewPicker("小组").Wide(170)
	v.group.OnChanged = func(id string) { v.by.group = page.Number(id); v.refilter() }
	v.collectButton = widget.NewMenuButton("收缴", "", v.collectMenu)
	v.bill = widget.NewPrimary("本月开账", "", func() { v.openBilling(v.f.today.YearMonth()) })
	wages := widget.NewPlain("对照工资表", "", func() { v.shell.Go(page.Roster, page.WageSheet{}) }).Tip("把这个月的工资表和名册对一对，更新缴费基数")
	v.head = page.Head(widget.Title("会费"), nil, v.year, v.group, wages, v.collectButton, v.bill)
	v.bannerText = widget.NewBanner(widget.Warn, "", widget.NewLink("看名单", "", v.openArrears))
	v.banner = container.NewStack(v.bannerText)
	v.stripText = widget.NewText("", theme.SizeBody, theme.ColorText).Cut()
	v.strip = container.NewStack(widget.NewBox(v.stripText))
	v.banner.Hide() // until there is something to say
	v.strip.Hide()
	v.makeGrid()
	body := container.New(topAndRest{}, v.banner, v.strip, v.tools(), widget.NewBox(v.grid).Flush())
	return inset(body)
}

// tools is the row above the grid: what the words mean, the rule, search, filter, export.
func (v *view) tools() fyne.CanvasObject {
	legend := []fyne.CanvasObject{widget.NewTag("已缴", widget.OK), widget.NewTag("未缴", widget.Bad), widget.NewTag("欠 x 元", widget.Warn),
		widget.NewTag("免缴", widget.Neutral)}
	v.rule = widget.NewText("", theme.SizeNote, theme.ColorText2).Align(fyne.TextAlignTrailing).Cut()
	v.find = widget.NewSearchField("姓名、拼音", v.search).Wide(140)
	v.state = widget.NewPicker("情况", stateOptions()...).Wide(104)
	v.state.OnChanged = func(s string) { v.by.state = s; v.refilter() }
	out := widget.NewMenuButton("打印、导出", "print", v.paperMenu)
	return widget.NewSplitRow(theme.Gap8, legend, v.rule, []fyne.CanvasObject{v.find, v.state, out})
}

func (v *view) makeGrid() {
	v.grid = grid.New(nil, nil)
	v.grid.Label = "会员按月缴费"
	v.grid.Frozen, v.grid.Spans = 1, true
	v.grid.OnSort = func([]grid.SortKey) { v.refilter() }
	v.grid.OnColumns = v.keepWidths
	v.grid.OnActivate = v.activate
	v.grid.OnContext = func(row, col int, at fyne.Position) {
		if row < v.t.Len() {
			widget.ShowMenuAt(v.canvas(), at, v.cellMenu(row, col))
		}
	}
}

// activate is Enter: the story of a month, else the member.
func (v *view) activate(row, col int) {
	if row >= v.t.Len() {
		return
	}
	y := v.t.at(row)
	if m := col - colMonth; m >= 0 && m < 12 {
		v.openStory(y, civil.YearMonth{Year: v.f.year, Month: y0(m)})
		return
	}
	v.shell.Go(page.Roster, page.Member{ID: y.Member})
}

// cellMenu is what can be done with a member's month.
func (v *view) cellMenu(row, col int) []widget.MenuItem {
	y := v.t.at(row)
	var items []widget.MenuItem
	if m := col - colMonth; m >= 0 && m < 12 {
		month := civil.YearMonth{Year: v.f.year, Month: y0(m)}
		item := widget.MenuItem{Text: fmt.Sprintf("收 %s 的 %d 月会费…", y.Name, m+1), Icon: "money", Do: func() { v.openPay(y, month) }}
		if c := y.Months[m]; c.Owing() == 0 {
			item.Closed = "没有欠缴"
			if !c.Billed {
				item.Closed = "还没有开账"
			}
		}
		items = append(items, widget.MenuItem{Text: fmt.Sprintf("%d 月的来龙去脉…", m+1), Icon: "clock", Shortcut: "Enter", Do: func() { v.openStory(y, month) }}, item)
	}
	items = append(items, widget.MenuItem{Text: "看这位会员", Icon: "person", Do: func() { v.shell.Go(page.Roster, page.Member{ID: y.Member}) }})
	if n := v.chosen(); n > 1 {
		m, ok := v.lastOwing()
		if at := col - colMonth; at >= 0 && at < 12 {
			m, ok = civil.YearMonth{Year: v.f.year, Month: y0(at)}, true
		}
		if ok {
			items = append(items, widget.MenuItem{}, widget.MenuItem{Text: fmt.Sprintf("收缴选中的 %d 人的 %d 月…", n, int(m.Month)), Icon: "money", Do: func() { v.openCollect(m, true) }})
		}
	}
	return items
}

// chosen counts the rows selected.
func (v *view) chosen() int {
	rows := v.grid.SelectedRows()
	return rows.Len()
}

// collectMenu lists the months somebody owes for, the last one first.
func (v *view) collectMenu() []widget.MenuItem {
	var items []widget.MenuItem
	for m := 12; m >= 1; m-- {
		t := v.f.months[m-1]
		if t.Members == t.PaidUp {
			continue
		}
		items = append(items, widget.MenuItem{Text: fmt.Sprintf("收缴 %d 月…", m), Shortcut: fmt.Sprintf("%d 人欠 %s 元", t.Members-t.PaidUp, (t.Due - t.Paid).Grouped()),
			Do: func() { v.openCollect(t.Month, false) }})
	}
	if len(items) == 0 {
		return []widget.MenuItem{{Text: "收缴", Closed: fmt.Sprintf("%d 年没有欠缴", v.f.year)}}
	}
	return items
}

// topAndRest sets blocks one below the other at their own height, 8 apart; the
// last takes the rest.
type topAndRest struct{}

func (topAndRest) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, c := range o {
		if c.Visible() {
			m := c.MinSize()
			size.Width = max(size.Width, m.Width)
			size.Height += m.Height + theme.Gap8
		}
	}
	return size
}

func (topAndRest) Layout(o []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i, c := range o {
		if !c.Visible() {
			continue
		}
		h := size.Height - y
		if i < len(o)-1 {
			c.Resize(fyne.NewSize(size.Width, c.MinSize().Height)) // breaks its lines
			h = c.MinSize().Height
		}
		c.Move(fyne.NewPos(0, y))
		c.Resize(fyne.NewSize(size.Width, h))
		y += h + theme.Gap8
	}
}
