package books

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/fund"
	"unionledger/data/problem"
)

// Closing is the tab 结账: the months with what happened in each and whether it is
// closed, what is not in order, dues against the account, and the bank's statements.
type Closing struct {
	d             *Desk
	grid          *grid.Grid
	shut, reopen  *widget.Button
	year          *widget.Button
	checks, banks *fyne.Container
	bar, right    *fyne.Container
	whole         fyne.CanvasObject
}

// Closing makes the tab.
func (d *Desk) Closing() *Closing {
	t := &Closing{d: d, checks: widget.Column(0), banks: widget.Column(0)}
	t.grid = grid.New([]grid.Column{{Key: "month", Title: "月份", Width: 64}, {Key: "count", Title: "凭证", Width: 56, Align: grid.AlignTrailing}, {Key: "in", Title: "收入", Width: 104, Align: grid.AlignTrailing},
		{Key: "out", Title: "支出", Width: 104, Align: grid.AlignTrailing}, {Key: "dues", Title: "会费未入账", Width: 92, Align: grid.AlignTrailing}, {Key: "state", Title: "结账", Width: 150, MinWidth: 100, Stretch: true}}, nil)
	t.grid.Label = "月份"
	t.grid.OnCurrent = func(int, int) { t.enable() }
	t.shut = widget.NewPlain("结账", "lock", t.askClose)
	t.reopen = widget.NewPlain("反结账", "undo", t.askReopen)
	t.year = widget.NewPlain("年结", "", t.askYear)
	t.bar = widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{t.shut, t.reopen, t.year}, widget.Note("结了账的月份不能再改，要改先反结账").Cut(), nil)
	left := widget.Border(widget.Inset(0, theme.Gap8, 0, 0, t.bar), nil, nil, nil, widget.NewBox(t.grid).Flush())
	checks := widget.NewPanel("账要平", t.checks, widget.NewLink("会费入账", "", d.AskDues).Small()).Flush()
	banks := widget.NewPanel("银行和现金核对", t.banks, widget.NewLink("核对", "plus", t.askCheck).Small()).Flush()
	t.right = widget.Column(theme.Gap12, checks, banks)
	right := container.NewVScroll(t.right)
	t.whole = inset(widget.Border(nil, nil, nil, widget.Inset(0, 0, theme.Gap12, 0, widget.Sized(400, 0, right)), left))
	return t
}

// Object is the tab.
func (t *Closing) Object() fyne.CanvasObject { return t.whole }

// Load shows the books.
func (t *Closing) Load(b *fund.Books) {
	var cells table
	dues := map[time.Month]fund.DuesMonth{}
	for _, d := range t.d.read.Dues {
		dues[d.Month.Month] = d
	}
	for m := time.January; m <= time.December; m++ {
		st, count := b.Statement(m), 0
		for _, v := range b.Vouchers {
			if v.Month == m {
				count++
			}
		}
		row := []grid.Cell{{Text: fmt.Sprintf("%d 月", int(m))}, {}, amount(st.Income[0]), amount(st.Expense[0]), amount(dues[m].Missing()), closingState(b, m)}
		if count > 0 {
			row[1].Text = fmt.Sprint(count)
		}
		if !dues[m].Agrees() {
			row[4].Tone = grid.ToneWarn
		}
		cells = append(cells, row)
	}
	st := b.Statement(12)
	state := grid.Cell{Text: "未年结", Tone: grid.ToneMuted}
	if b.Closed(0) {
		state = closingState(b, 0)
	}
	t.grid.Totals = [][]grid.Cell{{{Text: "全年", Bold: true}, {Text: fmt.Sprint(len(b.Vouchers)), Bold: true}, bold(sum(st.Income[1])), bold(sum(st.Expense[1])), {}, state}}
	t.grid.SetSource(cells)
	t.grid.Refresh()
	t.year.SetText(fmt.Sprintf("%d 年年结", b.Year))
	t.fillChecks(b)
	t.fillBanks(b)
	t.right.Refresh()
	t.bar.Refresh()
	t.enable()
}

// closingState says since when a month is closed, or why it was opened again.
func closingState(b *fund.Books, m time.Month) grid.Cell {
	last := fund.Closing{}
	for _, c := range b.Closings {
		if c.Month == m {
			last = c
		}
	}
	switch {
	case last.ClosedOn.IsZero() && b.Closed(m):
		return grid.Cell{Text: "已结账", Tone: grid.ToneOK}
	case last.ClosedOn.IsZero():
		return grid.Cell{Text: "未结账", Tone: grid.ToneMuted}
	case last.ReopenedOn.IsZero():
		return grid.Cell{Text: last.ClosedOn.String() + " 结账", Tone: grid.ToneOK}
	}
	return grid.Cell{Text: last.ReopenedOn.String() + " 反结账：" + last.Reason, Tone: grid.ToneWarn}
}

// fillChecks lists what is not in order.
func (t *Closing) fillChecks(b *fund.Books) {
	t.checks.Objects = nil
	add := func(tone widget.Tone, word, text string) {
		t.checks.Add(widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, widget.Border(nil, nil, widget.Inset(0, 0, 0, theme.Gap8, container.NewVBox(widget.NewTag(word, tone))), nil, widget.BodyParagraph(text).For(theme.Scaled(290)))))
	}
	for _, p := range t.d.read.Problems {
		if p.Severity == problem.Error {
			add(widget.Bad, "不平", p.Message)
		} else {
			add(widget.Warn, "要看", p.Message)
		}
	}
	for _, d := range t.d.read.Dues {
		if !d.Agrees() {
			add(widget.Warn, "会费", fmt.Sprintf("%s 收到会费 %s 元，账上记了 %s 元，相差 %s 元。", d.Month, (d.CollectedCash+d.CollectedBank).Grouped(), (d.PostedCash+d.PostedBank).Grouped(), d.Missing().Grouped()))
		}
	}
	if len(t.checks.Objects) == 0 {
		add(widget.OK, "平", "凭证借贷相等、号数不断，年初和期末资产都等于负债加净资产，会费和账上一致。")
	}
	t.checks.Refresh()
}

// fillBanks lists the statements that were held against the books.
func (t *Closing) fillBanks(b *fund.Books) {
	t.banks.Objects = nil
	for _, c := range t.d.read.Checks {
		a, _ := b.Account(c.Account)
		books := b.Balance(a.ID, c.Month.Month)
		tag := widget.NewTag("相符", widget.OK)
		if c.Left(books) != 0 {
			tag = widget.NewTag("差 "+c.Left(books).Grouped(), widget.Bad)
		} else if books != c.Statement {
			tag = widget.NewTag("未达已调平", widget.OK)
		}
		words := fmt.Sprintf("账上 %s，对账单 %s", books.Grouped(), c.Statement.Grouped())
		t.banks.Add(widget.Inset(theme.Gap4, theme.Gap4, theme.Gap12, theme.Gap4, widget.NewSplitRow(theme.Gap8, nil,
			widget.Column(0, widget.Strong(c.Month.String()+" "+a.Name).Cut(), widget.Note(words).Cut()), []fyne.CanvasObject{tag, widget.NewLink("看", "", func() { t.d.AskCheck(a.ID, c.Month.Month) }).Small()})))
		t.banks.Add(widget.Divider())
	}
	if len(t.d.read.Checks) == 0 {
		t.banks.Add(widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, widget.BodyParagraph("每月把银行对账单的余额填进来，和账上比一比；不一样的，找出未达账项或记错的凭证。").For(theme.Scaled(370))))
	}
	t.banks.Refresh()
}

// chosen is the month of the current row; 0 is none.
func (t *Closing) chosen() time.Month {
	if row, _ := t.grid.Current(); row >= 0 && row < 12 {
		return time.Month(row + 1)
	}
	return 0
}

func (t *Closing) enable() {
	b, m := t.d.read.Books, t.chosen()
	set := func(button *widget.Button, on bool) {
		if on {
			button.Enable()
		} else {
			button.Disable()
		}
	}
	set(t.shut, m != 0 && !b.Closed(m))
	set(t.reopen, m != 0 && b.Closed(m))
	today := t.d.shell.Today()
	set(t.year, !b.Closed(0) && (today.Year > b.Year || today.Year == b.Year && today.Month == time.December))
	t.shut.SetText("结账")
	if m != 0 && !b.Closed(m) {
		t.shut.SetText(fmt.Sprintf("结账到 %d 月", int(m)))
	}
}

func (t *Closing) askClose() {
	b, m := t.d.read.Books, t.chosen()
	if m == 0 {
		return
	}
	months := fmt.Sprintf("%d 月", int(m))
	if first := b.LastClosed() + 1; first < m {
		months = fmt.Sprintf("%d 月到 %d 月", int(first), int(m))
	}
	text := fmt.Sprintf("%d 年 %s不再能记账、改账。", b.Year, months)
	for _, d := range t.d.read.Dues {
		if d.Month.Month <= m && !d.Agrees() && !d.Closed {
			text += fmt.Sprintf("注意：%s 收到的会费还有 %s 元没有入账。", d.Month, d.Missing().Grouped())
		}
	}
	widget.Confirm(t.d.canvas(), fmt.Sprintf("结账到 %d 月？", int(m)), text+"以后要改，可以反结账，写明原因。", "结账", false, func() { t.close(m) })
}

func (t *Closing) askYear() {
	b := t.d.read.Books
	st := b.Statement(12)
	text := fmt.Sprintf("全年收入 %s 元、支出 %s 元，差额 %s 元由一张 12 月 31 日的转账凭证结转到结余，然后全年封账。", st.Income[1].Grouped(), st.Expense[1].Grouped(), (st.Income[1] - st.Expense[1]).Grouped())
	widget.Confirm(t.d.canvas(), fmt.Sprintf("%d 年年结？", b.Year), text, "年结", false, func() { t.close(0) })
}

func (t *Closing) close(m time.Month) {
	b := t.d.read.Books
	op, err := fund.Close(context.Background(), t.d.shell.Ledger(), b.Year, m)
	if err != nil {
		t.d.shell.Fail(err)
		return
	}
	said := fmt.Sprintf("已结账到 %d 年 %d 月", b.Year, int(m))
	if m == 0 {
		said = fmt.Sprintf("%d 年已年结", b.Year)
	}
	t.d.shell.Done(said, op)
}

func (t *Closing) askReopen() {
	b, m := t.d.read.Books, t.chosen()
	if m == 0 {
		return
	}
	text := fmt.Sprintf("%d 月", int(m))
	if last := b.LastClosed(); last > m {
		text += fmt.Sprintf("到 %d 月", int(last))
	}
	text += "会重新打开，原因留在账上，经审能看到。"
	if b.Closed(0) {
		text += "年结也一起打开，结转凭证自动冲销。"
	}
	reason := widget.NewTextField("如：漏记 3 月的慰问费")
	fields := widget.NewForm(1, widget.NewField("原因", reason).Required())
	dialog := widget.NewDialog(fmt.Sprintf("反结账 %d 年 %d 月", b.Year, int(m)), widget.Column(theme.Gap12, widget.BodyParagraph(text).For(theme.Scaled(440)), fields), "反结账").Wide(480)
	dialog.AcceptForm(fields, func() error {
		op, err := fund.OpenAgain(context.Background(), t.d.shell.Ledger(), b.Year, m, reason.Value())
		if err == nil {
			t.d.shell.Done(fmt.Sprintf("已反结账 %d 年 %d 月", b.Year, int(m)), op)
		}
		return err
	})
	dialog.Open(t.d.canvas())
}

func (t *Closing) askCheck() {
	b := t.d.read.Books
	m := t.chosen()
	if m == 0 {
		m = t.d.month()
	}
	for _, a := range b.Accounts {
		if a.Kind == fund.Bank && !a.Unused {
			t.d.AskCheck(a.ID, m)
			return
		}
	}
	if len(b.Accounts) > 0 {
		t.d.AskCheck(b.Accounts[0].ID, m)
	}
}
