// Package charts is the tab 图表 of the page 会费: dues by month, the rate of collection
// by group, and what is owed. A click leads to the list behind.
package charts

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/dues"
	"unionledger/data/union"
)

// View is the tab.
type View struct {
	shell   page.Shell
	year    func() int
	open    func(group int64, state string)
	content fyne.CanvasObject
	words   *widget.Text
	months  *widget.Chart
	groups  *grid.Grid
	list    []dues.GroupYear
	asked   int
}

var columns = []grid.Column{
	{Key: "name", Title: "分会、小组", Width: 150},
	{Key: "members", Title: "人数", Width: 60, Align: grid.AlignTrailing},
	{Key: "due", Title: "应收", Width: 92, Align: grid.AlignTrailing},
	{Key: "paid", Title: "实收", Width: 92, Align: grid.AlignTrailing},
	{Key: "rate", Title: "收缴率", Width: 72, Align: grid.AlignTrailing},
	{Key: "bar", Title: "收缴率图", Width: 210},
	{Key: "owing", Title: "欠缴（连同往年）", Width: 120, Align: grid.AlignTrailing},
	{Key: "people", Title: "欠缴人数", Width: 76, Align: grid.AlignTrailing, Stretch: true},
}

// New makes the tab. year is the year the page shows, open leads to its list.
func New(shell page.Shell, year func() int, open func(group int64, state string)) *View {
	v := &View{shell: shell, year: year, open: open, words: widget.NewText("", theme.SizeBody, theme.ColorText).Cut(), months: widget.NewBarChart()}
	v.months.OnPoint = func(int) { v.open(0, "") }
	v.groups = grid.New(columns, v)
	v.groups.Label, v.groups.Frozen = "各组收缴率", 1
	v.groups.OnActivate = func(row, _ int) {
		if row < len(v.list) {
			v.open(v.list[row].Group, dues.StateOwing)
		}
	}
	owing := widget.NewLink("看欠缴的人", "", func() { v.open(0, dues.StateOwing) }).Small()
	top := widget.NewPanel("各月会费", v.months, widget.Legend("应收", "实收"))
	below := widget.NewPanel("各组收缴率和欠缴（双击看这个组欠缴的人）", v.groups, owing)
	both := container.NewGridWithRows(2, top, below)
	v.content = widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16,
		widget.Border(widget.Inset(0, theme.Gap8, 0, 0, v.words), nil, nil, nil, both))
	return v
}

// Content is the tab from top to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Show reads the year anew.
func (v *View) Show() {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	v.asked++
	asked, year := v.asked, v.year()
	var list []dues.GroupYear
	v.shell.Load("读取会费", func(ctx context.Context, _ page.Progress) error {
		groups, err := union.Groups(ctx, l.Read())
		if err != nil {
			return err
		}
		all, err := dues.Year(ctx, l.Read(), year, nil)
		if err != nil {
			return err
		}
		list = dues.ByGroup(slices.DeleteFunc(all, func(y dues.MemberYear) bool { return y.Gone() }), groups)
		return nil
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case v.shell.Ledger() == l && asked == v.asked:
			v.fill(year, list)
		}
	})
}

func (v *View) fill(year int, list []dues.GroupYear) {
	v.list = list
	var points []widget.Point
	var due, paid, owing int64
	people := 0
	for m := range 12 {
		var a, b int64
		for i := range list {
			a, b = a+int64(list[i].MonthDue[m]), b+int64(list[i].MonthPaid[m])
		}
		p := widget.Point{Name: fmt.Sprintf("%d 月", m+1), Before: float64(a) / 100, Value: float64(b) / 100}
		switch {
		case a > 0:
			p.Label = fmt.Sprintf("%d%%", min(b*100/a, 100)) // cut off: 100% is said only when all is paid
		default:
			p.Words = "未开"
		}
		points = append(points, p)
	}
	for i := range list {
		due, paid, owing = due+int64(list[i].Due), paid+int64(list[i].Paid), owing+int64(list[i].Owing)
		people += list[i].OwingPeople
	}
	v.months.Set(points)
	v.words.SetText(fmt.Sprintf("%d 年：应收 %s 元，实收 %s 元；连同往年还欠 %s 元，%d 人。", year, yuan(due), yuan(paid), yuan(owing), people))
	v.groups.SetSource(v)
	v.groups.Refresh()
}
