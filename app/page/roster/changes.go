package roster

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/member"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// changes is the dialog 会籍变动情况: a period, its figures, and the people behind the
// one that was chosen.
type changes struct {
	v        *view
	dialog   *widget.Dialog
	period   *widget.Picker
	from, to *widget.TextField
	figures  *fyne.Container
	people   *fyne.Container
	remark   *widget.Text
	export   *widget.Button
	list     *widget.Button

	periods []member.Period
	turn    int
	shown   member.Movement
	chosen  member.Figure
}

// ownPeriod is the choice of days of one's own.
const ownPeriod = "own"

func (v *view) askChanges() {
	c := &changes{v: v, periods: member.Periods(v.shell.Today()), figures: widget.Column(0), people: widget.Column(0), remark: note("")}
	var options []widget.Option
	for i, p := range c.periods {
		options = append(options, form.Option(strconv.Itoa(i), p.Name))
	}
	c.period = widget.NewPicker("", append(options, form.Option(ownPeriod, "自己写起止日期"))...).Wide(200)
	c.from, c.to = widget.NewDateField(false), widget.NewDateField(false)
	c.period.OnChanged = c.pick
	c.from.OnChanged = func(string) { c.period.SetValue(ownPeriod); c.read() }
	c.to.OnChanged = c.from.OnChanged
	c.export = widget.NewPlain("导出表格", "upload", c.save)
	c.list = widget.NewLink("列到名册", "", c.toRoster).Small()
	head := widget.Row(theme.Gap8, widget.Sized(200, 0, c.period), widget.Sized(132, 0, c.from), widget.Body("至"), widget.Sized(132, 0, c.to))
	left := widget.Sized(230, 330, c.figures)
	right := widget.Border(widget.NewSplitRow(theme.Gap8, nil, c.remark, []fyne.CanvasObject{c.list}), nil, nil, nil,
		widget.Sized(380, 300, container.NewVScroll(c.people)))
	c.dialog = widget.NewDialog("会籍变动情况", widget.Column(theme.Gap12, head, widget.Border(nil, nil, left, nil, widget.Inset(0, 0, theme.Gap12, 0, right))), "").Wide(680)
	c.dialog.Note = "保留会籍的人不计入会员数"
	c.period.SetValue("0")
	c.dialog.Open(v.shell.Window().Canvas(), c.export)
	c.pick("0")
}

// pick takes a named period.
func (c *changes) pick(value string) {
	if n, err := strconv.Atoi(value); err == nil {
		c.from.SetValue(c.periods[n].From.String())
		c.to.SetValue(c.periods[n].To.String())
	}
	c.read()
}

// read works the figures out aside.
func (c *changes) read() {
	from, to := field.ParseDate(c.from.Value()), field.ParseDate(c.to.Value())
	c.turn++
	turn, l := c.turn, c.v.shell.Ledger()
	c.remark.SetText("正在统计…")
	c.list.Hide()
	var m member.Movement
	var err error
	c.v.aside(func() { m, err = member.Movements(context.Background(), l.Read(), from, to) }, func() {
		if turn != c.turn || c.v.shell.Ledger() != l {
			return
		}
		if err != nil {
			c.dialog.Refuse(err.Error())
			return
		}
		c.dialog.Refuse("")
		c.shown = m
		c.show()
	})
}

// show lists the figures; the first that has people behind it is opened.
func (c *changes) show() {
	c.figures.RemoveAll()
	c.chosen = member.Figure{}
	for _, f := range c.shown.Figures() {
		count := strconv.Itoa(f.Count)
		if f.Sign != "" && f.Count > 0 {
			count = f.Sign + count
		}
		var number fyne.CanvasObject = widget.Body(count)
		if f.Kind == "" {
			number = widget.Strong(count)
		}
		if f.Kind != "" && f.Count > 0 {
			number = widget.NewLink(count, "", func() { c.open(f) }).Small().Tip("看是哪些人")
			if c.chosen.Kind == "" {
				c.chosen = f
			}
		}
		label := note(f.Label).Cut()
		if f.Kind == "" {
			label = widget.Body(f.Label).Cut()
		}
		c.figures.Add(widget.Sized(0, 26, widget.NewSplitRow(theme.Gap8, nil, label, []fyne.CanvasObject{number})))
	}
	c.open(c.chosen)
	c.dialog.Refresh()
}

// mostBehind is how many people are listed in the dialog.
const mostBehind = 100

// open lists the people behind a figure.
func (c *changes) open(f member.Figure) {
	c.chosen = f
	c.people.RemoveAll()
	c.list.Hidden = f.Kind == ""
	if f.Kind == "" {
		c.remark.SetText("这段时间没有会籍变动")
		c.people.Refresh()
		return
	}
	behind := c.shown.Behind(f)
	c.remark.SetText(fmt.Sprintf("%s %d 人", f.Label, len(behind)))
	for i, p := range behind {
		if i == mostBehind {
			c.people.Add(widget.Note(fmt.Sprintf("还有 %d 人，请导出或列到名册里看。", len(behind)-i)))
			break
		}
		said := p.Group
		for _, more := range []string{p.OtherUnion, p.Reason} {
			if more != "" {
				said += "，" + more
			}
		}
		c.people.Add(widget.Sized(0, 26, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Sized(84, 0, note(p.Date.String())), widget.Sized(76, 0, widget.Body(p.Name).Cut())},
			note(said).Cut(), nil)))
	}
	c.people.Refresh()
	c.dialog.Refresh()
}

// toRoster lists the people on the roster.
func (c *changes) toRoster() {
	var ids []int64
	for _, p := range c.shown.Behind(c.chosen) {
		ids = append(ids, p.Member)
	}
	c.dialog.Close()
	c.v.Show(page.Members{Title: fmt.Sprintf("%s 至 %s %s", c.shown.From, c.shown.To, c.chosen.Label), IDs: ids})
}

// save writes figures and people as a workbook.
func (c *changes) save() {
	m, l := c.shown, c.v.shell.Ledger()
	if m.From == (civil.Date{}) {
		return
	}
	name := fmt.Sprintf("会籍变动情况表 %s 至 %s.xlsx", m.From, m.To)
	c.v.shell.AskSave("导出会籍变动情况表", safeName(name), page.Workbooks, func(path string) {
		c.v.shell.Work("导出会籍变动情况表", func(ctx context.Context, _ page.Progress) error {
			u, err := union.Load(ctx, l.Read())
			if err != nil {
				return err
			}
			return sheet.WriteFile(path, func(out io.Writer) error { return member.WriteMovement(out, m, u.Union.Get("name")) })
		}, func(err error) {
			if err != nil {
				c.v.shell.Fail(err)
				return
			}
			c.v.shell.Done("已导出会籍变动情况表到 "+filepath.Base(path), 0)
			c.v.shell.OpenFile(path)
		})
	})
}
