package dues

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

// billDialog is the dialog that shows what a month's bill would be before it is
// posted.
type billDialog struct {
	v       *view
	month   *widget.Picker
	content *fyne.Container
	dialog  *widget.Dialog
	seen    dues.Billing
}

// openBilling shows the bill of a month and posts it when told so.
func (v *view) openBilling(month civil.YearMonth) {
	b := &billDialog{v: v, month: widget.NewPicker("月份").Wide(140), content: container.NewStack()}
	var options []widget.Option
	now := v.f.today.YearMonth()
	for back := -1; back < 24; back++ {
		m := now.Add(-back)
		options = append(options, widget.Option{Value: m.String(), Text: fmt.Sprintf("%d 年 %d 月", m.Year, int(m.Month))})
	}
	b.month.SetOptions(options...)
	b.month.SetValue(month.String())
	b.month.OnChanged = func(string) { b.preview() }
	top := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Body("月份"), b.month}, nil, nil)
	b.dialog = widget.NewDialog("会费开账", widget.Column(theme.Gap12, top, b.content), "开账").Wide(600)
	b.dialog.Note = "开账可以撤销"
	b.dialog.OnAccept = b.post
	b.dialog.AcceptButton().Disable()
	b.content.Objects = []fyne.CanvasObject{widget.Secondary("正在算…")}
	b.dialog.Open(v.canvas())
	b.preview()
}

// preview reckons the month aside and shows it; nothing is kept.
func (b *billDialog) preview() {
	month, err := civil.ParseYearMonth(b.month.Value())
	l := b.v.shell.Ledger()
	if err != nil || l == nil {
		return
	}
	b.dialog.AcceptButton().Disable() // until the month now chosen has been seen
	var seen dues.Billing
	b.v.shell.Work("预算开账", func(ctx context.Context, _ page.Progress) (err error) {
		seen, err = dues.Preview(ctx, l, month)
		return err
	}, func(err error) {
		if b.month.Value() != month.String() {
			return // another month was chosen meanwhile
		}
		b.seen = seen
		b.dialog.Refuse("")
		if err != nil {
			b.show(nil)
			b.dialog.Refuse(err.Error())
			return
		}
		b.show(b.rows())
	})
}

// show puts rows into the dialog and names the button by what it does.
func (b *billDialog) show(rows []fyne.CanvasObject) {
	b.content.Objects = []fyne.CanvasObject{widget.Column(theme.Gap8, rows...)}
	b.content.Refresh()
	button := b.dialog.AcceptButton()
	button.Enable()
	switch {
	case rows == nil:
		button.SetText("开账")
		button.Disable()
	default:
		button.SetText(postWords(b.seen))
		if b.seen.New == 0 {
			button.Disable()
		}
	}
	b.dialog.Refresh()
}

// rows say who is billed, who is left out and why, and what is wrong.
func (b *billDialog) rows() []fyne.CanvasObject {
	s := b.seen
	head := fmt.Sprintf("%d 人要缴，共 %s 元", s.Billed, s.Total.Grouped())
	rows := []fyne.CanvasObject{widget.Strong(head), widget.NewParagraph("规则："+s.Rule+"。依据："+s.Basis, theme.SizeNote, theme.ColorText2).For(theme.Scaled(560))}
	if already := s.Billed + len(s.Exempt) - s.New; already > 0 {
		text := fmt.Sprintf("这个月已经开过账，这次补 %d 人，其中 %d 人要缴；已开的不会改动。", s.New, s.NewBilled)
		if s.New == 0 {
			text = "这个月已经开过账，没有要补的人。"
		}
		rows = append(rows, widget.BodyParagraph(text).For(theme.Scaled(560)))
	}
	if lines := leftOut(s.Exempt); len(lines) > 0 {
		rows = append(rows, widget.Strong(fmt.Sprintf("不开账 %d 人", len(s.Exempt))))
		for _, l := range lines {
			t := widget.Neutral
			if l.reason == dues.NoBase {
				t = widget.Warn
			}
			rows = append(rows, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewTag(l.reason, t), widget.Body(fmt.Sprintf("%d 人", l.count))},
				widget.Secondary(l.words()).Cut(), nil))
		}
	}
	return append(rows, b.problems(s.Problems)...)
}

// problemsShown is how many problems stand in the dialog; more are counted.
const problemsShown = 6

func (b *billDialog) problems(list []problem.Problem) []fyne.CanvasObject {
	if len(list) == 0 {
		return nil
	}
	rows := []fyne.CanvasObject{widget.Strong(fmt.Sprintf("要看 %d 处", len(list)))}
	for _, p := range list[:min(len(list), problemsShown)] {
		t, icon := theme.ColorWarn, "warning"
		if p.Severity == problem.Error {
			t, icon = theme.ColorError, "error"
		}
		fix := widget.NewLink("去补", "", func() {
			b.dialog.Cancel()
			b.v.shell.Go(page.Roster, page.MemberField{ID: p.Record, Field: p.Field})
		}).Small()
		rows = append(rows, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewIcon(icon, t)}, widget.BodyParagraph(p.Message).For(theme.Scaled(480)), []fyne.CanvasObject{fix}))
	}
	if more := len(list) - problemsShown; more > 0 {
		rows = append(rows, widget.Secondary(fmt.Sprintf("还有 %d 处，补好上面的再看。", more)))
	}
	return rows
}

// post enters the bill in one operation.
func (b *billDialog) post() error {
	month := b.seen.Month
	b.v.shownYear = month.Year
	b.v.write("会费开账", func(ctx context.Context, l *ledger.Ledger) (string, int64, error) {
		done, err := dues.Bill(ctx, l, month)
		if err != nil {
			return "", 0, err
		}
		return fmt.Sprintf("已开 %s 会费：%d 人，%s 元", month, done.Billed, done.Total.Grouped()), done.Operation, nil
	})
	return nil
}
