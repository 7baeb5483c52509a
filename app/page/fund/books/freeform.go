package books

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/fund"
	"unionledger/data/ledger"
)

// freeForm asks for a voucher line by line, for those who know debit and credit.
type freeForm struct {
	d           *Desk
	date, words *widget.TextField
	papers      *widget.TextField
	lines       []*freeLine
	rows        *fyne.Container
	total       *widget.Text
	head        *widget.Form
	options     []widget.Option
}

type freeLine struct {
	subject       *widget.Picker
	debit, credit widget.Control
	// What was given to how many, in a row that is shown where the subject is one of benefits.
	item  *widget.Picker
	heads *widget.TextField
	asked fyne.CanvasObject
}

// accountPrefix marks an option that is an account.
const accountPrefix = "a"

// AskFree asks for a voucher with any lines.
func (d *Desk) AskFree() {
	if d.read.Books != nil {
		d.askFree(fund.Voucher{Date: d.day(), Papers: 1})
	}
}

// askFree shows a voucher to be entered, or changed where it has an id.
func (d *Desk) askFree(v fund.Voucher) {
	b := d.read.Books
	f := &freeForm{d: d, date: widget.NewDateField(false), words: widget.NewTextField(""), papers: widget.NewNumberField("0", 0), rows: widget.Column(theme.Gap4), total: widget.Secondary("")}
	for _, a := range b.Accounts {
		if !a.Unused {
			f.options = append(f.options, widget.Option{Value: fmt.Sprint(accountPrefix, a.ID), Text: a.Name, Note: a.Kind, Keys: form.Keys(a.Name)})
		}
	}
	f.options = append(f.options, subjectOptions(b, fund.Expense, fund.Income, fund.Liability, fund.Asset, fund.NetAsset)...)
	f.date.SetValue(v.Date.String())
	f.words.SetValue(v.Words)
	f.papers.SetValue(fmt.Sprint(v.Papers))
	f.head = widget.NewForm(3, widget.NewField("日期", f.date).Required(), widget.NewField("摘要", f.words).Required(), widget.NewField("附件张数", f.papers))
	for _, e := range v.Entries {
		f.add(e)
	}
	for len(f.lines) < 4 {
		f.add(fund.Entry{})
	}
	heads := widget.NewSplitRow(theme.Gap8, nil, widget.Secondary("科目或账户"), []fyne.CanvasObject{widget.Sized(130, 0, widget.Secondary("借方（元）")), widget.Sized(130, 0, widget.Secondary("贷方（元）"))})
	title, accept := "转账凭证", "保存"
	if v.ID != 0 {
		title = "修改 " + v.Name() + " 凭证"
	}
	scroll := container.NewVScroll(f.rows)
	scroll.SetMinSize(fyne.NewSize(0, theme.Scaled(190)))
	dialog := widget.NewDialog(title, widget.Column(theme.Gap8, f.head, heads, scroll, f.total), accept).Wide(700)
	dialog.AcceptForm(f.head, func() error { return f.save(v) })
	dialog.Open(d.canvas(), widget.NewPlain("加一行", "plus", func() { f.add(fund.Entry{}); dialog.Refresh() }))
	f.say()
}

// add puts one more line.
func (f *freeForm) add(e fund.Entry) {
	amountOf := func() widget.Control {
		return form.Control(field.Field{Key: "amount", Label: "金额", Kind: field.Money})
	}
	l := &freeLine{subject: widget.NewPicker("输入编号、名称或拼音找"), debit: amountOf(), credit: amountOf(), item: newBenefitPicker(), heads: widget.NewNumberField("0", 0)}
	if l.item.SetValue(e.Welfare); e.Heads != 0 {
		l.heads.SetValue(fmt.Sprint(e.Heads))
	}
	l.subject.SetOptions(f.options...)
	switch {
	case e.Account != 0:
		l.subject.SetValue(fmt.Sprint(accountPrefix, e.Account))
	case e.Subject != "":
		l.subject.SetValue(e.Subject)
	}
	if e.Debit != 0 {
		l.debit.SetValue(fmt.Sprint(int64(e.Debit)))
	}
	if e.Credit != 0 {
		l.credit.SetValue(fmt.Sprint(int64(e.Credit)))
	}
	form.OnChanged(l.debit, func(string) { f.say() })
	form.OnChanged(l.credit, func(string) { f.say() })
	f.lines = append(f.lines, l)
	l.asked = widget.Inset(0, 0, theme.Gap16, 0, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Secondary("发的什么福利")}, l.item,
		[]fyne.CanvasObject{widget.Secondary("发给多少人"), widget.Sized(130, 0, l.heads)}))
	f.askBenefit(l)
	l.subject.OnChanged = func(string) { f.askBenefit(l); f.rows.Refresh() }
	f.rows.Add(widget.NewSplitRow(theme.Gap8, nil, l.subject, []fyne.CanvasObject{widget.Sized(130, 0, l.debit), widget.Sized(130, 0, l.credit)}))
	f.rows.Add(l.asked)
}

// askBenefit asks below a line for its benefit, or no more.
func (f *freeForm) askBenefit(l *freeLine) {
	if f.d.read.Books.Scheme.IsWelfare(l.subject.Value()) {
		l.asked.Show()
	} else {
		l.asked.Hide()
	}
}

// say tells how the two sides stand.
func (f *freeForm) say() {
	v := fund.Voucher{Entries: f.entries()}
	debit, credit := v.Sums()
	text := fmt.Sprintf("借方合计 %s 元，贷方合计 %s 元", debit.Grouped(), credit.Grouped())
	if debit == credit {
		text += "，平"
	} else {
		text += fmt.Sprintf("，相差 %s 元", (debit - credit).Grouped())
	}
	f.total.SetText(text)
}

// entries are the lines in which something stands.
func (f *freeForm) entries() (out []fund.Entry) {
	b := f.d.read.Books
	for _, l := range f.lines {
		e := fund.Entry{Subject: l.subject.Value(), Debit: field.ParseFen(l.debit.Value()), Credit: field.ParseFen(l.credit.Value())}
		if l.asked.Visible() {
			e.Welfare, e.Heads = l.item.Value(), int(page.Number(l.heads.Value()))
		}
		if id, ok := strings.CutPrefix(e.Subject, accountPrefix); ok {
			a, _ := b.Account(page.Number(id))
			e.Account, e.Subject = a.ID, b.SubjectOf(a)
		}
		if e.Subject != "" || e.Debit != 0 || e.Credit != 0 {
			out = append(out, e)
		}
	}
	return out
}

func (f *freeForm) save(old fund.Voucher) error {
	for _, l := range f.lines {
		for _, c := range []widget.Control{l.debit, l.credit} {
			c.Value()
			if c.Problem() != "" {
				c.Focus()
				return fmt.Errorf("金额“%s”读不懂，请改成 1234.50 这样。", c.Value())
			}
		}
	}
	v := fund.Voucher{ID: old.ID, Date: field.ParseDate(f.date.Value()), Words: f.words.Value(), Party: old.Party, Papers: int(page.Number(f.papers.Value())), Entries: f.entries()}
	if v.ID != 0 {
		return f.d.do(fund.VoucherOp, "修改凭证", "已修改 "+old.Name()+" 凭证", func(tx *ledger.Tx) error { return fund.Edit(tx, v) })
	}
	if err := f.d.wrongDay(f.date, v.Date); err != nil {
		return err
	}
	v, op, err := fund.Enter(ctx, f.d.shell.Ledger(), v)
	if err == nil {
		f.d.shell.Done(fmt.Sprintf("已记账：%s凭证，%s 元", v.Name(), v.Amount().Grouped()), op)
	}
	return err
}
