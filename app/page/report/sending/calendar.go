package sending

import (
	"context"
	"fmt"
	"strconv"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/report"
	"unionledger/data/schedule"
)

// OpenCalendar reads the calendar and then lists it.
func (p *Pane) OpenCalendar() {
	l, on := p.shell.Ledger(), p.shell.Today()
	var list []schedule.Occurrence
	var err error
	p.shell.Aside(func() { list, err = schedule.Current(context.Background(), l.Read(), on) }, func() {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.facts.due, p.ask.On = list, on
		p.Calendar()
	})
}

// calendar is the dialog that lists what is to be reported; it stays open and shows anew
// what was changed in it.
type calendar struct {
	p      *Pane
	dialog *widget.Dialog
	grid   *grid.Grid
	list   []schedule.Occurrence
}

// Calendar lists what is to be reported in a year.
func (p *Pane) Calendar() {
	c := &calendar{p: p}
	c.dialog, c.grid = listDialog(p.shell, "上报日历", "还没有要报的", []grid.Column{{Title: "", Width: 68}, {Title: "报什么", Width: 196}, {Title: "哪一期", Width: 128}, {Title: "截止", Width: 86}, {Title: "报了没有", Width: 136},
		{Title: "怎样算办完", Width: 140}, {Title: "依据", Width: 140, Stretch: true}}, &texts{})
	c.dialog.Note = "“待核实”的是程序默认或外地做法，以通知为准"
	c.show()
	p.calendar = c
	var menu *widget.Button
	items := func() []widget.MenuItem {
		row, _ := c.grid.Current()
		if row < 0 || row >= len(c.list) {
			return nil
		}
		return c.menu(c.list[row])
	}
	menu = widget.NewMenuButton("这一条…", "", items)
	c.grid.OnActivate = func(int, int) { widget.ShowMenu(menu, items()) }
	add := widget.NewPlain("增加", "plus", func() {
		c.edit(schedule.Entry{Every: schedule.Yearly, Year: schedule.CalendarYear, Of: schedule.ThisPeriod, Ahead: 15, Sureness: schedule.FromMemory})
	})
	c.dialog.Open(p.shell.Window().Canvas(), add, menu)
}

// show lists what the pane has read; the entry that was chosen stays it.
func (c *calendar) show() {
	row, _ := c.grid.Current()
	chosen := ""
	if row >= 0 && row < len(c.list) {
		chosen = c.list[row].Entry.Key
	}
	c.list = c.p.facts.due
	t := &texts{}
	row = max(0, min(row, len(c.list)-1))
	for i, o := range c.list {
		cells, tone := c.cells(o)
		t.rows, t.tones = append(t.rows, cells), append(t.tones, tone)
		if o.Entry.Key == chosen {
			row = i
		}
	}
	c.grid.SetSource(t)
	c.grid.SetCurrent(row, 1)
}

// cells are the line of an entry, with the tone of its state.
func (c *calendar) cells(o schedule.Occurrence) ([]string, grid.Tone) {
	tone, state := grid.ToneNeutral, o.State()
	switch {
	case o.Entry.Broken != "":
		return []string{state, o.Entry.Name, "", "", "", "", o.Entry.Broken}, grid.ToneError
	case o.Entry.Off:
		state = "停用"
	case o.Reported:
		tone = grid.ToneOK
	case o.Due.Before(c.p.ask.On):
		tone, state = grid.ToneError, "过期"
	case !o.Opens.After(c.p.ask.On):
		tone = grid.ToneWarn
	}
	return []string{state, o.Entry.Name, o.PeriodWords(), o.Due.String(), reportedWords(o), o.Entry.Done, o.Entry.Cite()}, tone
}

// reportedWords says how and when a report was made.
func reportedWords(o schedule.Occurrence) string {
	switch {
	case !o.Reported && o.Missed != nil:
		return "上一期没有登记"
	case !o.Reported:
		return ""
	case o.Run != 0:
		return fmt.Sprintf("%s，第 %d 次报送", o.ReportedOn, o.Run)
	case o.Note != "":
		return o.ReportedOn.String() + "，" + o.Note
	}
	return o.ReportedOn.String() + " 登记"
}

// menu is what can be done with an entry.
func (c *calendar) menu(o schedule.Occurrence) []widget.MenuItem {
	e, p := o.Entry, c.p
	l := p.shell.Ledger()
	change := func(said string, do func(context.Context) (int64, error)) func() {
		return func() { p.write("上报日历", do, said, p.shell.Fail) }
	}
	drop := func() widget.MenuItem {
		word, said := "删除", "已删除："+e.Name
		if e.Shipped {
			word, said = "恢复随程序带的", "已恢复："+e.Name
		}
		return widget.MenuItem{Text: word, Icon: "trash", Danger: !e.Shipped, Do: change(said, func(ctx context.Context) (int64, error) { return schedule.Drop(ctx, l, e) })}
	}
	if e.Broken != "" {
		return []widget.MenuItem{drop()}
	}
	items := []widget.MenuItem{}
	if e.Profile != "" {
		items = append(items, widget.MenuItem{Text: "去上报", Icon: "upload", Do: func() { c.dialog.Close(); p.shell.Go(page.Report, page.Profile{ID: e.Profile}) }})
	}
	switch {
	case o.Reported && o.Run == 0:
		items = append(items, widget.MenuItem{Text: "改回待报", Icon: "undo", Do: change("已改回待报："+e.Name, func(ctx context.Context) (int64, error) { return schedule.Untick(ctx, l, o) })})
	case !o.Reported:
		items = append(items, widget.MenuItem{Text: "登记已报…", Icon: "check", Do: func() { c.tick(o) }})
	}
	if o.Missed != nil {
		items = append(items, widget.MenuItem{Text: "登记上一期已报…", Icon: "check", Do: func() { c.tick(*o.Missed) }})
	}
	off := e
	off.Off = !e.Off
	word, said := "停用，不再提醒", "已停用："+e.Name
	if e.Off {
		word, said = "启用", "已启用："+e.Name
	}
	items = append(items, widget.MenuItem{}, widget.MenuItem{Text: "修改…", Icon: "edit", Do: func() { c.edit(e) }},
		widget.MenuItem{Text: word, Icon: "clock", Do: change(said, func(ctx context.Context) (int64, error) { return schedule.Put(ctx, l, off) })})
	if e.Own {
		items = append(items, drop())
	}
	return items
}

// tick asks when and how a report was made.
func (c *calendar) tick(o schedule.Occurrence) {
	p := c.p
	day, how := widget.NewDateField(false), widget.NewTextField("如 网上填报、纸质交张干事")
	day.SetValue(p.ask.On.String())
	l := p.shell.Ledger()
	form := widget.NewForm(1, widget.NewField("哪一天报的", day).Required(), widget.NewField("怎么报的", how))
	widget.ShowForm(p.shell.Window().Canvas(), "登记已报："+o.Title(), form, "登记", func() error {
		on, note := field.ParseDate(day.Value()), how.Value()
		p.write("登记已报", func(ctx context.Context) (int64, error) { return schedule.Tick(ctx, l, o, on, note) }, "已登记："+o.Title(), p.shell.Fail)
		return nil
	})
}

// options names values for a picker.
func options(pairs ...string) (out []widget.Option) {
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, widget.Option{Value: pairs[i], Text: pairs[i+1]})
	}
	return out
}

// edit asks for all of an entry.
func (c *calendar) edit(e schedule.Entry) {
	p := c.p
	name, done, basis := widget.NewTextField(""), widget.NewTextField(""), widget.NewTextField("通知的名称和文号")
	every := widget.NewPicker("", options(string(schedule.Monthly), "每月", string(schedule.Quarterly), "每季", string(schedule.HalfYearly), "每半年", string(schedule.Yearly), "每年", string(schedule.Once), "只报一次")...)
	year := widget.NewPicker("", options(schedule.CalendarYear, "公历年", schedule.StatisticsYear, "统计年度（10 月至次年 9 月）")...)
	of := widget.NewPicker("", options(schedule.ThisPeriod, "本期", schedule.LastPeriod, "刚过去的一期")...)
	month, day, ahead := widget.NewNumberField("每年一次的才填", 0), widget.NewNumberField("1–31", 0), widget.NewNumberField("天", 0)
	date, sure, off := widget.NewDateField(false), widget.NewYesNo(), widget.NewSwitch("提醒", "停用")
	form := widget.NewPicker("不用程序报", p.formOptions()...)
	name.SetValue(e.Name)
	done.SetValue(e.Done)
	basis.SetValue(e.Basis)
	every.SetValue(string(e.Every))
	year.SetValue(e.Year)
	of.SetValue(e.Of)
	form.SetValue(e.Profile)
	date.SetValue(e.Date.String())
	for _, n := range []struct {
		to *widget.TextField
		n  int
	}{{month, e.Month}, {day, e.Day}, {ahead, e.Ahead}} {
		if n.n != 0 {
			n.to.SetValue(strconv.Itoa(n.n))
		}
	}
	sure.SetValue(map[bool]string{true: "1", false: "0"}[e.Sureness == schedule.Sourced])
	off.SetValue(map[bool]string{true: "0", false: "1"}[e.Off])
	f := widget.NewForm(3, widget.NewField("报什么", name).Required().Wide(), widget.NewField("多久一次", every).Required(), widget.NewField("按哪种年度", year), widget.NewField("报哪一期", of),
		widget.NewField("截止月", month), widget.NewField("截止日", day), widget.NewField("只报一次的截止日", date), widget.NewField("用哪张表报", form), widget.NewField("提前几天提醒", ahead), widget.NewField("提醒", off),
		widget.NewField("怎样算办完", done).Wide(), widget.NewField("依据", basis).Wide(), widget.NewField("依据对照通知核对过", sure))
	title := "修改：" + e.Name
	if e.Key == "" {
		title = "上报日历增加一条"
	}
	dialog := widget.NewDialog(title, f, "保存").Wide(720)
	dialog.AcceptForm(f, func() error {
		number := func(t *widget.TextField) int { n, _ := strconv.Atoi(t.Value()); return n }
		n := e
		n.Name, n.Done, n.Basis, n.Every, n.Year, n.Of, n.Profile = name.Value(), done.Value(), basis.Value(), schedule.Cycle(every.Value()), year.Value(), of.Value(), form.Value()
		n.Month, n.Day, n.Ahead, n.Date, n.Off = number(month), number(day), number(ahead), field.ParseDate(date.Value()), off.Value() == "0"
		n.Sureness = map[bool]string{true: schedule.Sourced, false: schedule.FromMemory}[sure.Value() == "1"]
		if n.Every == schedule.Once {
			n.Year, n.Of, n.Month, n.Day = "", "", 0, 0
		}
		if err := n.Check(); err != nil {
			return fmt.Errorf("%w。", err)
		}
		l := p.shell.Ledger()
		p.write("保存上报日历", func(ctx context.Context) (int64, error) { return schedule.Put(ctx, l, n) }, "已保存："+n.Name, p.shell.Fail)
		return nil
	})
	dialog.Open(p.shell.Window().Canvas())
}

// formOptions are the forms a report can be made with.
func (p *Pane) formOptions() []widget.Option {
	out := []widget.Option{{Value: "", Text: "不用程序报"}}
	for _, info := range p.forms() {
		out = append(out, widget.Option{Value: info.ID, Text: info.Name})
	}
	return out
}

// forms are those that there are; where they cannot be read, those the program ships.
func (p *Pane) forms() []report.Info {
	var l *ledger.Ledger
	if l = p.shell.Ledger(); l != nil {
		if all, err := report.Available(context.Background(), l.Read()); err == nil {
			return all
		}
	}
	return report.Profiles()
}
