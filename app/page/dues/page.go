// Package dues is the page 会费: a year of months by member in words, billing,
// collecting, and who is in arrears.
//
// words.go, table.go and read.go know no window: they say what stands in a cell
// and add up; the other files show it. Amounts and reasons come from data/dues.
package dues

import (
	"context"
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/dues/billing"
	"unionledger/app/page/dues/collect"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// view is the page.
type view struct {
	shell   page.Shell
	content *fyne.Container
	head    fyne.CanvasObject
	board   fyne.CanvasObject
	whole   fyne.CanvasObject // the tabs and what is under them
	tabs    *widget.Tabs
	under   *fyne.Container
	parts   []part
	billing *billing.View
	collect *collect.View

	year, group   *widget.Picker
	collectButton *widget.Button
	bill          *widget.Button
	banner, strip *fyne.Container
	bannerText    *widget.Banner
	stripText     *widget.Text
	rule          *widget.Text
	find          *widget.TextField
	state         *widget.Picker
	grid          *grid.Grid
	shownYear     int
	f             facts
	t             *table
	by            filter
	wide          bool
	arranged      string // the arrangement of columns in force, as its widths are remembered under
	after         func() // what to do once the next reading is shown
	asked         int    // counts the readings, so that an older one does not overwrite a newer
}

// New makes the page.
func New(shell page.Shell) page.Page {
	v := &view{shell: shell, content: container.NewStack()}
	v.board = v.lay()
	v.layTabs()
	return v
}

// Content is the page.
func (v *view) Content() fyne.CanvasObject { return v.whole }

// Show reads the year aside; page.Month asks for a month, page.Arrears for those
// who owe.
func (v *view) Show(target any) {
	if target == nil && v.tabs.Selected() > 0 {
		v.showTab()
		return
	}
	if m, ok := target.(page.Month); ok && m.Bill {
		v.openBilling(m.Month)
		return
	}
	if tab, ok := target.(page.DuesTab); ok {
		v.openTab(tab.Name)
		return
	}
	if v.tabs.Selected() > 0 {
		v.tabs.Select(0)
	}
	switch t := target.(type) {
	case page.Month:
		v.shownYear = t.Month.Year
	case page.Arrears:
		v.after = v.openArrears
	}
	v.read()
}

// Find puts the caret into the search box.
func (v *view) Find() { v.find.Focus() }

// Print prints what the year shows.
func (v *view) Print() {
	if v.t != nil && v.t.Len() > 0 {
		v.printYear()
	}
}

func (v *view) read() {
	l := v.shell.Ledger()
	if l == nil {
		v.put(widget.NewEmptyState("ledger", "没有打开台账", "请先在工作台打开或新建台账。"))
		return
	}
	today := v.shell.Today()
	if v.shownYear == 0 {
		v.shownYear = today.Year
	}
	if len(v.content.Objects) == 0 {
		v.grid.EmptyText = "正在读取…"
		v.put(v.board)
	}
	var f facts
	v.asked++
	year, asked := v.shownYear, v.asked
	v.shell.Load("读取会费", func(ctx context.Context, _ page.Progress) (err error) {
		f, err = read(ctx, l, year, today)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case v.shell.Ledger() == l && asked == v.asked:
			v.fill(f)
		}
	})
}

// fill shows what was read, and then does what was asked for.
func (v *view) fill(f facts) {
	v.f = f
	if len(f.rows) == 0 && f.last.IsZero() {
		v.put(widget.NewEmptyState("money", "还没有会员可以开账", "导入花名册后，每月按缴费基数开账、收缴；这里按月看谁缴了、谁没缴，哪几个人连续欠缴。",
			widget.NewPrimary("导入花名册", "download", func() { v.shell.Go(page.Roster, page.ImportFile{}) })))
		return
	}
	years := make([]widget.Option, len(f.years))
	for i, y := range f.years {
		years[i] = widget.Option{Value: fmt.Sprint(y), Text: fmt.Sprintf("%d 年", y)}
	}
	v.year.SetOptions(years...)
	v.year.SetValue(fmt.Sprint(f.year))
	v.group.SetOptions(f.groupOptions()...)
	v.group.SetValue(fmt.Sprint(v.by.group))
	v.rule.SetText("规则：" + f.rule.Words())
	v.fillButtons()
	v.fillBanner()
	v.arrange()
	v.refilter()
	v.put(v.board)
	if then := v.after; then != nil {
		v.after = nil
		then()
	}
}

// fillButtons names the months the buttons are about.
func (v *view) fillButtons() {
	now := v.f.today.YearMonth()
	if v.f.billed(now) || !v.f.last.Before(now) {
		v.bill.SetKind(widget.Plain)
		v.bill.SetText(fmt.Sprintf("%d 月已开账", int(now.Month)))
	} else {
		v.bill.SetKind(widget.Primary)
		v.bill.SetText(fmt.Sprintf("本月开账（%d 月）", int(now.Month)))
	}
	if m, ok := v.lastOwing(); ok {
		v.collectButton.SetText(fmt.Sprintf("收缴 %d 月", int(m.Month)))
		return
	}
	v.collectButton.SetText("收缴")
}

// lastOwing is the last month of the year for which somebody owes.
func (v *view) lastOwing() (civil.YearMonth, bool) {
	for m := 12; m >= 1; m-- {
		if t := v.f.months[m-1]; t.PaidUp < t.Members {
			return t.Month, true
		}
	}
	return civil.YearMonth{}, false
}

func (v *view) fillBanner() {
	words := v.f.bandWords()
	v.bannerText.SetText(words)
	show(v.banner, words != "")
	line := v.f.monthWords()
	v.stripText.SetText(line)
	show(v.strip, line != "" && v.shell.Wide())
	v.content.Refresh()
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// arrange sets the columns when the window or the year changed; widths that the
// user chose are kept for each arrangement.
func (v *view) arrange() {
	v.wide = v.shell.Wide()
	columns := v.f.columns(v.wide)
	key := "dues.columns"
	if v.wide {
		key += ".wide"
	}
	if v.f.owedBefore() {
		key += ".before"
	}
	states := v.grid.ColumnStates()
	v.grid.ShowNumbers = v.wide
	v.grid.SetColumns(columns)
	if key != v.arranged {
		v.arranged, states = key, nil
		if json.Unmarshal([]byte(v.shell.Recall(key)), &states) != nil {
			states = nil
		}
	}
	if len(states) > 0 {
		v.grid.ApplyColumnStates(states)
	}
}

func (v *view) keepWidths() {
	if text, err := json.Marshal(v.grid.ColumnStates()); err == nil {
		v.shell.Remember(v.arranged, string(text))
	}
}

// refilter shows the rows that pass the filter, with their totals.
func (v *view) refilter() {
	v.t = newTable(&v.f, v.by, v.grid.Sort())
	s := v.t.sums()
	v.grid.EmptyText = "没有符合条件的会员"
	v.grid.Totals = s.totals(fmt.Sprintf("%d 人", s.people), v.grid.Columns())
	v.grid.SetSource(v.t)
	v.grid.Refresh()
	v.state.SetValue(v.by.state)
}

// search narrows the list to names found by text, pinyin or initials.
func (v *view) search(text string) {
	if text == "" {
		if v.by.found != nil {
			v.by.found = nil
			v.refilter()
		}
		return
	}
	v.withIndex(func() {
		if v.find.Text() != text {
			return // typed on meanwhile
		}
		v.by.found = map[int64]bool{}
		for _, id := range v.f.index.Search(text) {
			v.by.found[id] = true
		}
		v.refilter()
	})
}

func (v *view) withIndex(then func()) {
	if v.f.index != nil {
		then()
		return
	}
	l := v.shell.Ledger()
	var built *member.Index
	v.shell.Load("准备查找", func(ctx context.Context, _ page.Progress) (err error) {
		built, err = member.BuildIndex(ctx, l.Read())
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.f.index = built
		then()
	})
}

func (v *view) put(o fyne.CanvasObject) {
	if len(v.content.Objects) == 1 && v.content.Objects[0] == o {
		return
	}
	v.content.Objects = []fyne.CanvasObject{o}
	v.content.Refresh()
}

// write runs one journalled change aside and says what was done. The window calls
// Show after every write.
func (v *view) write(title string, job func(context.Context, *ledger.Ledger) (said string, op int64, err error)) {
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
	})
}

// canvas is where dialogs lie.
func (v *view) canvas() fyne.Canvas { return v.shell.Window().Canvas() }

// inset is the usual space around the body of a page.
func inset(o fyne.CanvasObject) fyne.CanvasObject {
	return widget.Inset(theme.Gap8, theme.Gap12, theme.Gap16, theme.Gap16, o)
}
