package books

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/fund"
	"unionledger/data/fund/report"
	"unionledger/data/ledger"
)

// titles call the dialogs by the kind of voucher.
var titles = map[string]string{fund.Receipt: "记收入", fund.Payment: "记支出", fund.Transfer: "账户互转"}

var moneyField = field.Field{Key: "amount", Label: "金额（元）", Kind: field.Money, Required: true}

// voucherForm asks for a voucher as a clerk thinks of it.
type voucherForm struct {
	d                    *Desk
	kind                 string
	date, words, party   *widget.TextField
	papers               *widget.TextField
	amount               widget.Control
	subject, account, to *widget.Picker
	benefit              benefitFields
	resized              func() // fields came or went
	fields               *widget.Form
}

func (d *Desk) newVoucherForm(kind string) *voucherForm {
	b := d.read.Books
	f := &voucherForm{d: d, kind: kind, date: widget.NewDateField(false), words: widget.NewTextField(""), party: widget.NewTextField("单位或人"),
		papers: widget.NewNumberField("0", 0), amount: form.Control(moneyField), subject: widget.NewPicker("输入编号、名称或拼音找"), account: widget.NewPicker("请选择"), to: widget.NewPicker("请选择")}
	f.account.SetOptions(accountOptions(b)...)
	f.to.SetOptions(accountOptions(b)...)
	date, amount := widget.NewField("日期", f.date).Required(), widget.NewField("金额（元）", f.amount).Required()
	words, papers := widget.NewField("摘要", f.words).Required(), widget.NewField("附件张数", f.papers)
	switch kind {
	case fund.Transfer:
		f.words.SetValue("提取现金")
		f.fields = widget.NewForm(2, amount, date, widget.NewField("转出账户", f.account).Required(), widget.NewField("转入账户", f.to).Required(), words, papers)
		return f
	case fund.Receipt:
		f.subject.SetOptions(subjectOptions(b, fund.Income, fund.Liability, fund.Asset)...)
		f.fields = widget.NewForm(2, amount, date, widget.NewField("收的什么钱（科目）", f.subject).Required(), widget.NewField("收到哪个账户", f.account).Required(), words, widget.NewField("付款方", f.party), papers)
	default:
		f.subject.SetOptions(subjectOptions(b, fund.Expense, fund.Liability, fund.Asset)...)
		f.benefit = newBenefitFields()
		f.fields = widget.NewForm(2, amount, date, widget.NewField("用在什么上（科目）", f.subject).Required(), widget.NewField("从哪个账户付", f.account).Required(), f.benefit.itemField, f.benefit.headsField,
			words, widget.NewField("收款方", f.party), papers)
		f.subject.OnChanged = func(string) { f.askBenefit() }
	}
	return f
}

// subjectOptions offer the subjects of some kinds, the first kind first, found by code,
// name and pinyin; those of cash and bank are chosen as accounts.
func subjectOptions(b *fund.Books, kinds ...string) (out []widget.Option) {
	for _, kind := range kinds {
		for _, s := range b.Usable(kind) {
			if s.Code == b.Scheme.Cash || s.Code == b.Scheme.Bank {
				continue
			}
			out = append(out, subjectOption(b, s))
		}
	}
	return out
}

func subjectOption(b *fund.Books, s fund.Subject) widget.Option {
	note := s.Kind
	if above, ok := b.Subject(s.Parent); ok {
		note = above.Name
	}
	return widget.Option{Value: s.Code, Text: s.String(), Note: note, Keys: form.Keys(s.Name)}
}

func accountOptions(b *fund.Books) (out []widget.Option) {
	for _, a := range b.Accounts {
		if !a.Unused {
			o := form.Option(fmt.Sprint(a.ID), a.Name)
			o.Note = b.Balance(a.ID, 12).Grouped()
			out = append(out, o)
		}
	}
	return out
}

// show puts a voucher into the form.
func (f *voucherForm) show(s fund.Simple) {
	f.date.SetValue(s.Date.String())
	f.words.SetValue(s.Words)
	f.party.SetValue(s.Party)
	f.papers.SetValue(fmt.Sprint(s.Papers))
	f.subject.SetValue(s.Subject)
	f.benefit.show(s.Welfare, s.Heads)
	f.askBenefit()
	f.account.SetValue(number(s.Account))
	f.to.SetValue(number(s.To))
	if s.Amount != 0 {
		f.amount.SetValue(fmt.Sprint(int64(s.Amount)))
	}
}

func number(id int64) string {
	if id == 0 {
		return ""
	}
	return fmt.Sprint(id)
}

// take reads the form.
func (f *voucherForm) take() fund.Simple {
	s := fund.Simple{Kind: f.kind, Date: field.ParseDate(f.date.Value()), Words: f.words.Value(), Party: f.party.Value(), Papers: int(page.Number(f.papers.Value())),
		Subject: f.subject.Value(), Account: page.Number(f.account.Value()), To: page.Number(f.to.Value()), Amount: field.ParseFen(f.amount.Value())}
	s.Welfare, s.Heads = f.benefit.take()
	return s
}

// shortage says that money is paid that is not there, "" where it is.
func shortage(b *fund.Books, s fund.Simple) string {
	a, ok := b.Account(s.Account)
	if !ok || s.Kind == fund.Receipt {
		return ""
	}
	there := b.Balance(s.Account, time.December)
	if left := there - s.Amount; left < 0 {
		return fmt.Sprintf("“%s”账上只有 %s 元，记了这一笔是 %s 元。", a.Name, there.Grouped(), left.Grouped())
	}
	return ""
}

// lastAccount remembers which account was used last for a kind.
const lastAccount = "fund.account."

// AskVoucher asks for money in, out, or moved between accounts, and enters it.
func (d *Desk) AskVoucher(kind string) {
	if d.read.Books == nil {
		return
	}
	d.askVoucher(kind, d.day())
}

func (d *Desk) askVoucher(kind string, on civil.Date) {
	f := d.newVoucherForm(kind)
	f.date.SetValue(on.String())
	f.papers.SetValue("1")
	if last := d.shell.Recall(lastAccount + kind); last != "" && slices.ContainsFunc(accountOptions(d.read.Books), func(o widget.Option) bool { return o.Value == last }) {
		f.account.SetValue(last)
	}
	dialog := widget.NewDialog(titles[kind], f.fields, "保存").Wide(620)
	f.resized = dialog.Refresh
	dialog.Note = fmt.Sprintf("%d 年账", d.read.Books.Year)
	agreed := "" // the shortage that was read and accepted
	save := func() error {
		s := f.take()
		if err := d.wrongDay(f.date, s.Date); err != nil {
			return err
		}
		if words := shortage(d.read.Books, s); words != "" && words != agreed {
			widget.Confirm(d.canvas(), "账上的钱不够，仍要记？", words+"先看金额和账户填得对不对，前面有没有漏记的收入。", "仍然记", true, func() {
				agreed = words
				dialog.Accept()
			})
			return widget.ErrStay
		}
		v, op, err := d.enter(s)
		if err != nil {
			return err
		}
		d.shell.Remember(lastAccount+kind, fmt.Sprint(s.Account))
		d.shell.Done(fmt.Sprintf("已%s：%s凭证，%s %s 元", titles[kind], v.Name(), v.Words, v.Amount().Grouped()), op)
		return nil
	}
	dialog.AcceptForm(f.fields, save)
	again := widget.NewPlain("保存，再记一笔", "plus", func() {
		dialog.AcceptForm(f.fields, func() error {
			err := save()
			if err == nil {
				d.askVoucher(kind, field.ParseDate(f.date.Value()))
			}
			return err
		})
		dialog.Accept()
		dialog.AcceptForm(f.fields, save)
	})
	dialog.Open(d.canvas(), again)
}

// wrongDay says at the field of the date, and to the dialog, why nothing can be entered
// on a day.
func (d *Desk) wrongDay(at *widget.TextField, on civil.Date) error {
	b, words := d.read.Books, ""
	switch {
	case !on.Complete():
		words = "日期要写到日。"
	case on.After(d.shell.Today()):
		words = fmt.Sprintf("%s 还没有到。", on)
	case on.Year != b.Year:
		words = fmt.Sprintf("不在 %d 年，每年一本账。", b.Year)
	case b.Closed(on.Month):
		words = fmt.Sprintf("%d 月已经结账，请改记到没有结账的月份，或先反结账。", int(on.Month))
	default:
		return nil
	}
	at.SetProblem(words)
	at.Focus()
	return fmt.Errorf("凭证日期：%s", words)
}

// enter posts a simple voucher.
func (d *Desk) enter(s fund.Simple) (fund.Voucher, int64, error) {
	v, err := d.read.Books.Voucher(s)
	if err != nil {
		return v, 0, err
	}
	return fund.Enter(ctx, d.shell.Ledger(), v)
}

// EditVoucher changes a voucher of an open month.
func (d *Desk) EditVoucher(v fund.Voucher) {
	b := d.read.Books
	if fixed := b.Fixed(v); fixed != "" {
		widget.Message(d.canvas(), "这张凭证不能直接改", v.Name()+"凭证"+fixed+"。要更正，请冲销后重新登记。")
		return
	}
	s, simple := b.Simple(v)
	if !simple {
		d.askFree(v)
		return
	}
	f := d.newVoucherForm(s.Kind)
	f.show(s)
	dialog := widget.ShowForm(d.canvas(), "修改 "+v.Name()+" 凭证", f.fields, "保存", func() error {
		changed, err := b.Voucher(f.take())
		if err != nil {
			return err
		}
		changed.ID = v.ID
		return d.do(fund.VoucherOp, "修改凭证", "已修改 "+v.Name()+" 凭证", func(tx *ledger.Tx) error { return fund.Edit(tx, changed) })
	}).Wide(620)
	f.resized = dialog.Refresh
	dialog.Refresh()
}

// AskReverse asks for day and reason, and takes a voucher back by one in red.
func (d *Desk) AskReverse(v fund.Voucher) {
	if why := d.read.Books.Irreversible(v); why != "" {
		widget.Message(d.canvas(), "不能冲销", v.Name()+"凭证"+why+"。")
		return
	}
	date, reason := widget.NewDateField(false), widget.NewTextField("如：金额记错、重复登记")
	date.SetValue(d.day().String())
	fields := widget.NewForm(1, widget.NewField("冲销日期", date).Required().Hint("记在还没有结账的月份"), widget.NewField("原因", reason).Required())
	dialog := widget.NewDialog("冲销 "+v.Name()+" 凭证", widget.Column(theme.Gap12,
		widget.BodyParagraph(fmt.Sprintf("“%s” %s 元。冲销会另记一张同样科目的红字凭证，原凭证留着，号数不断。", v.Words, v.Amount().Grouped())).For(theme.Scaled(440)), fields), "冲销").Wide(480)
	dialog.AcceptForm(fields, func() error {
		return d.do(fund.VoucherOp, "冲销凭证", "已冲销 "+v.Name()+" 凭证", func(tx *ledger.Tx) error {
			_, err := fund.Reverse(tx, v.ID, field.ParseDate(date.Value()), reason.Value())
			return err
		})
	})
	dialog.Open(d.canvas())
}

// ShowVoucher shows a voucher with its entries.
func (d *Desk) ShowVoucher(v fund.Voucher) {
	b := d.read.Books
	var cells table
	for _, e := range v.Entries {
		s, _ := b.Subject(e.Subject)
		name := s.String()
		if a, ok := b.Account(e.Account); ok {
			name += "（" + a.Name + "）"
		}
		if e.Welfare != "" {
			name += "　" + e.Welfare
		}
		if e.Heads != 0 {
			name += fmt.Sprintf("　%d 人", e.Heads)
		}
		cells = append(cells, []grid.Cell{{Text: name}, amount(e.Debit), amount(e.Credit)})
	}
	g := grid.New([]grid.Column{{Key: "subject", Title: "科目", Width: 260, Stretch: true}, {Key: "debit", Title: "借方", Width: 120, Align: grid.AlignTrailing}, {Key: "credit", Title: "贷方", Width: 120, Align: grid.AlignTrailing}}, cells)
	g.Label = "分录"
	debit, credit := v.Sums()
	g.Totals = [][]grid.Cell{{{Text: "合计", Bold: true}, bold(sum(debit)), bold(sum(credit))}}
	words := fmt.Sprintf("%s　%s字　附件 %d 张", v.Date, v.Kind, v.Papers)
	if v.Party != "" {
		words += "　对方：" + v.Party
	}
	if v.Prepared != "" {
		words += "　制单：" + v.Prepared
	}
	if other := v.Reverses + v.ReversedBy; other != 0 {
		o, _ := b.VoucherByID(other)
		words += map[bool]string{true: "　冲销的是 ", false: "　已由 "}[v.Reverses != 0] + o.Name() + map[bool]string{true: "", false: " 冲销"}[v.Reverses != 0]
	}
	body := widget.Column(theme.Gap8, widget.Strong(v.Words).Cut(), widget.NoteParagraph(words).For(theme.Scaled(580)), widget.Sized(580, float32(96+30*min(len(cells), 8)), widget.NewBox(g).Flush()))
	dialog := widget.NewDialog(v.Name()+" 凭证", body, "").Wide(640)
	files := "附件"
	if n := d.read.Papers[v.ID]; n > 0 {
		files = fmt.Sprintf("附件 %d 件", n)
	}
	var extra []fyne.CanvasObject
	extra = append(extra, widget.NewPlain(files, "attach", func() { dialog.Close(); d.ShowAttachments(v) }), d.exportButton("打印", func() report.Report { return report.Voucher(b, v) }))
	if b.Fixed(v) == "" {
		extra = append(extra, widget.NewPlain("修改", "edit", func() { dialog.Close(); d.EditVoucher(v) }))
	}
	if b.Irreversible(v) == "" {
		extra = append(extra, widget.NewPlain("冲销", "undo", func() { dialog.Close(); d.AskReverse(v) }))
	}
	dialog.Open(d.canvas(), extra...)
}
