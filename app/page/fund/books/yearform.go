package books

import (
	"context"
	"fmt"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/fund"
)

// AskFirstYear asks for what a first year is begun with: what lies in cash and bank.
func (d *Desk) AskFirstYear() {
	year := widget.NewNumberField("", 0)
	year.Display = nil
	year.SetValue(fmt.Sprint(d.shell.Today().Year))
	amountOf := func() widget.Control {
		return form.Control(field.Field{Key: "amount", Label: "金额", Kind: field.Money})
	}
	cash, bank := amountOf(), amountOf()
	name, number := widget.NewTextField("如：工会基本户"), widget.NewTextField("可不填")
	name.SetValue("工会基本户")
	fields := widget.NewForm(2, widget.NewField("年度", year).Required(), widget.NewField("年初库存现金（元）", cash).Hint("没有就空着"),
		widget.NewField("银行账户名称", name).Hint("没有银行账户就清空"), widget.NewField("年初银行存款（元）", bank),
		widget.NewField("银行账号", number))
	note := widget.NoteParagraph(beginWords(fund.SchemeOn(d.shell.Today().Year))).For(theme.Scaled(560))
	dialog := widget.NewDialog("建立经费账", widget.Column(theme.Gap12, fields, note), "建账").Wide(600)
	form.OnChanged(year, func(text string) {
		if y := int(page.Number(text)); y >= 1990 && y <= 2199 { // not while it is being typed
			note.SetText(beginWords(fund.SchemeOn(y)))
			dialog.Refresh()
		}
	})
	dialog.AcceptForm(fields, func() error {
		y := int(page.Number(year.Value()))
		begin := []fund.Begin{{Account: fund.Account{Name: "库存现金", Kind: fund.Cash}, Amount: field.ParseFen(cash.Value())}}
		if name.Value() != "" {
			begin = append(begin, fund.Begin{Account: fund.Account{Name: name.Value(), Kind: fund.Bank, Number: number.Value()}, Amount: field.ParseFen(bank.Value())})
		} else if field.ParseFen(bank.Value()) != 0 {
			return fmt.Errorf("填了银行存款，请也写上银行账户的名称。")
		}
		op, err := fund.Open(context.Background(), d.shell.Ledger(), y, begin)
		if err == nil {
			d.shell.Done(fmt.Sprintf("已建立 %d 年经费账", y), op)
		}
		return err
	})
	dialog.Open(d.canvas())
}

// beginWords say which subjects a first year begins with.
func beginWords(s fund.Scheme) string {
	return "科目用" + s.Name + "的，建好后可以改名、增加明细、停用。依据：" + s.Basis + "。现金和银行的钱，建账时记在“" + nameOf(s, s.Surplus) + "”里，其他年初余额可以后补。"
}

func nameOf(s fund.Scheme, code string) string {
	for _, sub := range s.Subjects {
		if sub.Code == code {
			return sub.Name
		}
	}
	return code
}

// AskNextYear opens the year after the newest one, after saying what that does.
func (d *Desk) AskNextYear(year int) {
	scheme := fund.SchemeOn(year)
	text := fmt.Sprintf("%d 年的年初余额从 %d 年末结转过来，收支差额转入“%s”。%d 年以后还能接着记，改动之后在“科目与账户”里重新结转一次。", year, year-1, nameOf(scheme, scheme.Surplus), year-1)
	if scheme.ID != fund.SchemeOn(year-1).ID {
		text += "从这一年起科目换成" + scheme.Name + "：" + scheme.Basis + "。"
	}
	widget.Confirm(d.canvas(), fmt.Sprintf("建立 %d 年账？", year), text, "建账", false, func() {
		op, err := fund.Open(context.Background(), d.shell.Ledger(), year, nil)
		if err != nil {
			d.shell.Fail(err)
			return
		}
		d.shell.Done(fmt.Sprintf("已建立 %d 年经费账，年初余额已结转", year), op)
	})
}

// AskDues posts the dues of a month that are not in the account yet.
func (d *Desk) AskDues() {
	b := d.read.Books
	if b == nil {
		return
	}
	month, cash, bank := widget.NewPicker("请选择"), widget.NewPicker("请选择"), widget.NewPicker("请选择")
	byMonth := map[string]fund.DuesMonth{}
	var months []widget.Option
	for _, m := range d.read.Dues {
		if m.Agrees() {
			continue
		}
		byMonth[m.Month.String()] = m
		months = append(months, widget.Option{Value: m.Month.String(), Text: fmt.Sprintf("%d 年 %d 月", m.Month.Year, int(m.Month.Month)), Note: m.Missing().Grouped() + " 元"})
	}
	if len(months) == 0 {
		widget.Message(d.canvas(), "会费都已入账", fmt.Sprintf("%d 年收到的会费和账上的会费收入一致，没有要入账的。", b.Year))
		return
	}
	month.SetOptions(months...)
	month.SetValue(months[0].Value)
	for kind, p := range map[string]*widget.Picker{fund.Cash: cash, fund.Bank: bank} {
		var options []widget.Option
		for _, a := range b.Accounts {
			if a.Kind == kind && !a.Unused {
				options = append(options, form.Option(fmt.Sprint(a.ID), a.Name))
			}
		}
		p.SetOptions(options...)
		if len(options) > 0 {
			p.SetValue(options[0].Value)
		}
	}
	date := widget.NewDateField(false)
	words := widget.BodyParagraph("").For(theme.Scaled(500))
	say := func() {
		m := byMonth[month.Value()]
		date.SetValue(fund.LastDay(m.Month.Year, m.Month.Month, d.shell.Today()).String())
		words.SetText(fmt.Sprintf("会费页上收到 %s 元（现金 %s，工资代扣和转账 %s），账上已有 %s 元，这次入账 %s 元。", (m.CollectedCash + m.CollectedBank).Grouped(), m.CollectedCash.Grouped(), m.CollectedBank.Grouped(),
			(m.PostedCash + m.PostedBank).Grouped(), m.Missing().Grouped()))
	}
	month.OnChanged = func(string) { say() }
	say()
	fields := widget.NewForm(2, widget.NewField("收款月份", month).Required(), widget.NewField("凭证日期", date).Required(), widget.NewField("现金收的进", cash), widget.NewField("代扣、转账的进", bank))
	dialog := widget.NewDialog("会费入账", widget.Column(theme.Gap12, fields, words), "入账").Wide(560)
	dialog.AcceptForm(fields, func() error {
		m, err := civil.ParseYearMonth(month.Value())
		if err != nil {
			return err
		}
		v, op, err := fund.EnterDues(context.Background(), d.shell.Ledger(), m, field.ParseDate(date.Value()), number64(cash), number64(bank))
		if err == nil {
			d.shell.Done(fmt.Sprintf("已入账：%s凭证，%s 元", v.Name(), byMonth[month.Value()].Missing().Grouped()), op)
		}
		return err
	})
	dialog.Open(d.canvas())
}
