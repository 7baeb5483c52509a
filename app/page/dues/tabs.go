package dues

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page/dues/arrears"
	"unionledger/app/page/dues/bases"
	"unionledger/app/page/dues/billing"
	"unionledger/app/page/dues/charts"
	"unionledger/app/page/dues/collect"
	"unionledger/app/page/dues/receipts"
	"unionledger/app/page/dues/rules"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
)

// part is what stands under a tab beside the year.
type part interface {
	Content() fyne.CanvasObject
	Show()
}

// layTabs puts the tabs below the title, as on the page 经费; the first one is the year.
func (v *view) layTabs() {
	v.billing, v.collect = billing.New(v.shell), collect.New(v.shell)
	v.parts = []part{v.billing, rules.New(v.shell), bases.New(v.shell), v.collect, receipts.New(v.shell), arrears.New(v.shell),
		charts.New(v.shell, func() int { return v.shownYear }, v.openList)}
	v.tabs = widget.NewTabs(func(int) { v.showTab() }, tabNames...)
	v.under = container.NewStack(v.content)
	strip := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(nil, widget.Divider(), nil, nil, widget.Inset(0, 0, theme.Gap16, theme.Gap16, v.tabs)))
	v.whole = widget.Border(widget.Column(0, v.head, strip), nil, nil, nil, v.under)
}

// tabNames are the tabs in order; the first one is the year.
var tabNames = []string{"全年一览", "开账", "规则与约定", "基数", "收缴", "收据", "欠缴", "图表"}

// openBilling shows what the bill of a month is or would be; it is posted there.
func (v *view) openBilling(month civil.YearMonth) {
	v.billing.Choose(month)
	v.openTab("开账")
}

// openCollect leads to 收缴 with a month: of the group that is shown, and of those who owe
// the ones listed, or only chosen, ticked where that is not everybody.
func (v *view) openCollect(month civil.YearMonth, chosen bool) {
	var in map[int64]bool
	switch {
	case chosen:
		rows := v.grid.SelectedRows()
		in = v.t.members(&rows)
	case v.t.Len() < len(v.f.rows):
		in = v.t.members(nil)
	}
	v.collect.Choose(month, v.by.group, in)
	v.openTab("收缴")
}

// openTab shows a tab by its name, anew where it is open already.
func (v *view) openTab(name string) {
	i := slices.Index(tabNames, name)
	if i == v.tabs.Selected() {
		v.showTab()
		return
	}
	v.tabs.Select(i)
}

// showTab brings what belongs to the chosen tab to the front and reads it anew.
func (v *view) showTab() {
	i := v.tabs.Selected()
	v.headFor(i)
	if i == 0 {
		v.under.Objects = []fyne.CanvasObject{v.content}
		v.under.Refresh()
		v.read()
		return
	}
	v.under.Objects = []fyne.CanvasObject{v.parts[i-1].Content()}
	v.under.Refresh()
	v.parts[i-1].Show()
}

// again shows the charts of another year, where they are in front.
func (v *view) again() {
	if i := v.tabs.Selected(); i > 0 {
		v.parts[i-1].Show()
	}
}

// headFor shows in the head what a tab follows: the group only the year, the year also
// the charts; what leads to another tab stands above the year, as each tab has its own
// next step.
func (v *view) headFor(tab int) {
	for control, wanted := range map[fyne.CanvasObject]bool{v.year: tab == 0 || tabNames[tab] == "图表", v.group: tab == 0, v.collectButton: tab == 0, v.bill: tab == 0} {
		if wanted {
			control.Show()
		} else {
			control.Hide()
		}
	}
	v.head.Refresh()
}

// openList shows the year narrowed to a group and a state, 0 and "" for all.
func (v *view) openList(group int64, state string) {
	v.by = filter{group: group, state: state}
	v.tabs.Select(0) // reads the year, and shows it so
}
