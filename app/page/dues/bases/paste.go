package bases

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
)

// paste is the dialog that takes bases, shows what they change, and writes them.
type paste struct {
	v      *View
	from   *widget.Picker
	text   *widget.TextField
	agree  *widget.CheckBox
	seen   *fyne.Container
	dialog *widget.Dialog
	plan   *dues.BasePlan
}

// shownLines is how many lines stand in the dialog; those that need a look come first.
const shownLines = 30

func (v *View) openPaste() {
	p := &paste{v: v, from: widget.NewPicker("月份").Wide(140), text: widget.NewTextArea("张三\t5678.90\n李四\t6000\n一行一人：姓名、证件号码或工号，再是基数；可以从 WPS 复制两列粘贴", 6), seen: container.NewStack()}
	p.text.Paste = func(text string) string { return text }
	p.from.SetOptions(monthOptions(v.shell.Today().YearMonth())...)
	p.from.SetValue(v.month.Value())
	p.from.OnChanged = func(string) { p.look() }
	p.text.OnTyped = func(string) { p.stale() }
	p.agree = widget.NewCheckBox("相差 100 倍以上和为 0 的已核对无误，一起写入", func(bool) { p.look() })
	look := widget.NewPlain("看会改什么", "", p.look)
	top := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Body("从"), p.from, widget.Body("起")}, nil, []fyne.CanvasObject{look})
	p.dialog = widget.NewDialog("录入、粘贴基数", widget.Column(theme.Gap8, top, p.text, p.agree, p.seen), "写入").Wide(640)
	p.dialog.Note = "写入可以撤销"
	p.dialog.AcceptButton().Disable()
	p.dialog.OnAccept = p.write
	p.dialog.Open(v.shell.Window().Canvas())
}

// stale closes the main button until the text has been looked at again.
func (p *paste) stale() {
	p.plan = nil
	p.dialog.AcceptButton().Disable()
}

func (p *paste) look() {
	l := p.v.shell.Ledger()
	from, err := civil.ParseYearMonth(p.from.Value())
	text, agreed := p.text.Text(), p.agree.Checked()
	if l == nil || err != nil {
		return
	}
	var plan *dues.BasePlan
	p.v.shell.Work("核对基数", func(ctx context.Context, _ page.Progress) (err error) {
		plan, err = dues.PlanBases(ctx, l.Read(), from, "手工录入", dues.ParseBases(text))
		return err
	}, func(err error) {
		if err != nil {
			p.dialog.Refuse(err.Error())
			return
		}
		if p.text.Text() != text {
			return // typed on meanwhile
		}
		for i := range plan.Lines {
			plan.Lines[i].Agreed = agreed
		}
		p.plan = plan
		p.show()
	})
}

// show lists what would be written and what not, with why.
func (p *paste) show() {
	plan := p.plan
	head := fmt.Sprintf("写入 %d 行，没有变化 %d 行，等核对 %d 行，不能用 %d 行", plan.Writes(), plan.Count(dues.BaseSame), plan.Count(dues.BaseHeld), plan.Count(dues.BaseRefused))
	rows := []fyne.CanvasObject{widget.Strong(head)}
	if len(plan.Billed) > 0 {
		rows = append(rows, widget.NoteParagraph(fmt.Sprintf("%s 起已开账的 %d 个月不会自己变；写入后到“开账”里更正，差额会列出来。", plan.Billed[0], len(plan.Billed))).For(theme.Scaled(600)))
	}
	n := 0
	for _, verdict := range []string{dues.BaseRefused, dues.BaseHeld, dues.BaseWritten, dues.BaseSame} {
		for _, b := range plan.Lines {
			if b.Verdict != verdict {
				continue
			}
			if n++; n <= shownLines {
				rows = append(rows, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewTag(verdicts[verdict].word, verdicts[verdict].tone),
					widget.Sized(130, 0, widget.Body(fmt.Sprintf("%d 行 %s", b.Line, b.Name)).Cut())}, widget.BodyParagraph(b.Words()).For(theme.Scaled(380)), nil))
			}
		}
	}
	if n > shownLines {
		rows = append(rows, widget.Secondary(fmt.Sprintf("还有 %d 行", n-shownLines)))
	}
	p.seen.Objects = []fyne.CanvasObject{widget.Column(theme.Gap8, rows...)}
	p.seen.Refresh()
	button := p.dialog.AcceptButton()
	button.SetText(fmt.Sprintf("写入 %d 人", plan.Writes()))
	button.Enable()
	if plan.Writes() == 0 {
		button.Disable()
	}
	p.dialog.Refresh()
}

var verdicts = map[string]struct {
	word string
	tone widget.Tone
}{dues.BaseRefused: {"不能用", widget.Bad}, dues.BaseHeld: {"要核对", widget.Warn}, dues.BaseWritten: {"写入", widget.OK}, dues.BaseSame: {"不变", widget.Neutral}}

func (p *paste) write() error {
	plan, l := p.plan, p.v.shell.Ledger()
	if plan == nil {
		return nil
	}
	var op int64
	p.v.shell.Work("写入基数", func(ctx context.Context, _ page.Progress) (err error) {
		op, err = plan.Write(ctx, l)
		return err
	}, func(err error) {
		if err != nil {
			p.v.shell.Fail(err)
			return
		}
		p.v.shell.Done(fmt.Sprintf("已更新 %d 人的缴费基数（%s 起）", plan.Writes(), plan.From), op)
		p.v.read()
	})
	return nil
}
