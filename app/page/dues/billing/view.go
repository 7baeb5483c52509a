// Package billing is the tab 开账 of the page 会费: what a period's bill is or would
// be, with everybody left out, what differs from the period before, what later facts
// change, and the closing of a month.
package billing

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
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
)

// View is the tab.
type View struct {
	shell      page.Shell
	content    fyne.CanvasObject
	month      *widget.Picker
	wanted     civil.YearMonth // what Choose asked for, none once it is shown
	kind       *widget.Picker
	post       *widget.Button
	close      *widget.Button
	head, note *widget.Text
	rule       *widget.Paragraph
	groups     *widget.Paragraph
	grid       *grid.Grid
	seen       dues.Billing
	late       []dues.Late
	closed     []dues.ClosedMonth
	rows       []row // all of them
	shown      []row // those of the kind chosen
	asked      int
}

// New makes the tab.
func New(shell page.Shell) *View {
	v := &View{shell: shell, month: widget.NewPicker("月份").Wide(140), kind: widget.NewPicker("看哪些").Wide(150)}
	v.month.OnChanged = func(string) { v.read() }
	v.kind.OnChanged = func(string) { v.fill() }
	v.post = widget.NewPrimary("开账", "", v.doPost)
	v.close = widget.NewPlain("结账", "", v.doClose)
	v.head = widget.Section("").Cut()
	v.note = widget.NewText("", theme.SizeNote, theme.ColorText2).Cut()
	v.rule = widget.NewParagraph("", theme.SizeNote, theme.ColorText2)
	v.groups = widget.NewParagraph("", theme.SizeNote, theme.ColorText2)
	v.grid = grid.New(columns, nil)
	v.grid.Label, v.grid.Frozen = "开账的说明", 2
	v.grid.OnActivate = func(at, _ int) {
		if at >= len(v.shown) || v.shown[at].member == 0 {
			return
		}
		if r := v.shown[at]; r.kind == noBase {
			v.shell.Go(page.Roster, page.MemberField{ID: r.member, Field: "dues_base_fen"})
		} else {
			v.shell.Go(page.Roster, page.Member{ID: r.member})
		}
	}
	top := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Body("月份"), v.month, v.kind}, nil, []fyne.CanvasObject{v.close, v.post})
	words := widget.Column(theme.Gap4, top, v.head, v.note, v.rule, v.groups)
	v.content = widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16,
		widget.Border(container.NewStack(widget.Inset(0, theme.Gap8, 0, 0, words)), nil, nil, nil, widget.NewBox(v.grid).Flush()))
	return v
}

// Content is the tab from top to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Choose sets the month that Show will show.
func (v *View) Choose(month civil.YearMonth) { v.wanted = month }

// Show reads the period anew.
func (v *View) Show() {
	now := v.shell.Today().YearMonth()
	want := v.month.Value()
	switch {
	case !v.wanted.IsZero():
		want = v.wanted.String()
	case want == "":
		want = now.String()
	}
	v.wanted = civil.YearMonth{}
	v.offer(want)
	v.read()
}

// offer lists the months around today, and says of those that later facts change how much
// is to be corrected.
func (v *View) offer(want string) {
	now := v.shell.Today().YearMonth()
	var options []widget.Option
	for back := -1; back < 36; back++ {
		m := now.Add(-back)
		o := widget.Option{Value: m.String(), Text: fmt.Sprintf("%d 年 %d 月", m.Year, int(m.Month))}
		for _, late := range v.late {
			if late.Month == m {
				o.Note = fmt.Sprintf("要更正 %d 笔", late.Members)
			}
		}
		options = append(options, o)
	}
	if !slices.ContainsFunc(options, func(o widget.Option) bool { return o.Value == want }) {
		options = append(options, widget.Option{Value: want, Text: want})
	}
	v.month.SetOptions(options...)
	v.month.SetValue(want)
}

// read reckons the period aside; nothing is kept.
func (v *View) read() {
	l := v.shell.Ledger()
	month, err := civil.ParseYearMonth(v.month.Value())
	if l == nil || err != nil {
		return
	}
	v.asked++
	asked := v.asked
	v.post.Disable()
	v.close.Disable()
	var seen dues.Billing
	var late []dues.Late
	var closed []dues.ClosedMonth
	v.shell.Load("预算开账", func(ctx context.Context, _ page.Progress) (err error) {
		if closed, err = dues.Closings(ctx, l.Read()); err != nil {
			return err
		}
		if late, err = dues.LateFacts(ctx, l.Read(), nil); err != nil {
			return err
		}
		seen, err = dues.Preview(ctx, l, month)
		return err
	}, func(err error) {
		if asked != v.asked || v.shell.Ledger() != l {
			return
		}
		v.seen, v.closed, v.late = seen, closed, late
		v.offer(v.month.Value())
		v.rows = rowsOf(seen)
		if err != nil {
			v.seen, v.rows = dues.Billing{}, nil
			v.head.SetText("这个月开不了账")
			v.note.SetText(err.Error())
			v.rule.SetText("")
			v.groups.SetText("")
			v.fill()
			return
		}
		v.say()
		v.fill()
	})
}

// say puts the words above the grid and names the buttons by what they do.
func (v *View) say() {
	s := v.seen
	v.head.SetText(fmt.Sprintf("%s：%d 人要缴，共 %s 元", s.Period.Words(), s.Billed, s.Total.Grouped()))
	v.note.SetText(standing(s, v.late))
	v.rule.SetText("规则：" + s.Rule + "。依据：" + s.Basis)
	v.groups.SetText(groupWords(s))
	v.kind.SetOptions(kindOptions(v.rows, len(s.Groups))...)
	if v.kind.Value() == "" {
		v.kind.SetValue(everything)
	}
	v.post.SetText(postWords(s))
	if len(s.Closed) == 0 && (s.New > 0 || len(s.Corrections) > 0) {
		v.post.Enable()
	}
	v.close.SetText("结账")
	if len(s.Closed) > 0 {
		v.close.SetText("重开")
	}
	if len(s.Closed) > 0 || s.New == 0 {
		v.close.Enable()
	}
}

// fill shows the rows of the kind chosen.
func (v *View) fill() {
	v.shown = nil
	if v.kind.Value() == byGroup {
		v.shown = groupRows(v.seen)
	}
	for _, r := range v.rows {
		if k := v.kind.Value(); k == "" || k == everything || k == r.kind {
			v.shown = append(v.shown, r)
		}
	}
	v.grid.EmptyText = "没有不收的人，也没有不同"
	v.grid.SetSource(list(v.shown))
	v.grid.Refresh()
}

// doPost posts what was seen, as one operation.
func (v *View) doPost() {
	l, month, n := v.shell.Ledger(), v.seen.Month, len(v.seen.Corrections)
	v.write("会费开账", func(ctx context.Context) (string, int64, error) {
		post := dues.Bill
		if n > 0 {
			post = dues.Rebill
		}
		done, err := post(ctx, l, month)
		if err != nil {
			return "", 0, err
		}
		said := fmt.Sprintf("已开 %s 会费：%d 人，%s 元", done.Period.Words(), done.Billed, done.Total.Grouped())
		if n > 0 {
			said += fmt.Sprintf("，更正 %d 笔", len(done.Corrections))
		}
		return said, done.Operation, nil
	})
}

func (v *View) write(title string, job func(context.Context) (string, int64, error)) {
	var said string
	var op int64
	v.shell.Work(title, func(ctx context.Context, _ page.Progress) (err error) {
		said, op, err = job(ctx)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.shell.Done(said, op)
		v.read()
	})
}

// doClose closes or reopens the month chosen, after saying what that means.
func (v *View) doClose() {
	l, c := v.shell.Ledger(), v.shell.Window().Canvas()
	month, err := civil.ParseYearMonth(v.month.Value())
	if l == nil || err != nil {
		return
	}
	if isClosed(v.closed, month) {
		v.reopen(l, month)
		return
	}
	var look dues.Closing
	today := v.shell.Today()
	v.shell.Work("核对结账", func(ctx context.Context, _ page.Progress) (err error) {
		look, err = dues.LookAtClosing(ctx, l.Read(), month, today)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		rows := []fyne.CanvasObject{}
		for _, line := range look.Words {
			rows = append(rows, widget.BodyParagraph(line).For(theme.Scaled(440)))
		}
		rows = append(rows, widget.NoteParagraph("结账后这个月不再收进账、更正和当月日期的收款，要改先重开。").For(theme.Scaled(440)))
		d := widget.NewDialog(month.String()+" 会费结账", widget.Column(theme.Gap8, rows...), "结账")
		d.OnAccept = func() error {
			v.write("会费结账", func(ctx context.Context) (string, int64, error) {
				op, err := dues.CloseMonth(ctx, l, month)
				return "已结 " + month.String() + " 会费", op, err
			})
			return nil
		}
		d.Open(c)
	})
}

func (v *View) reopen(l *ledger.Ledger, month civil.YearMonth) {
	why := widget.NewTextField("如 漏记一人")
	form := widget.NewForm(1, widget.NewField("为什么重开", why).Required())
	widget.ShowForm(v.shell.Window().Canvas(), "重开 "+month.String()+" 会费", form, "重开", func() error {
		v.write("重开会费", func(ctx context.Context) (string, int64, error) {
			op, err := dues.Reopen(ctx, l, month, why.Value())
			return "已重开 " + month.String() + " 会费", op, err
		})
		return nil
	})
}
