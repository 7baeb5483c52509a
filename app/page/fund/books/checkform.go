package books

import (
	"fmt"
	"time"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/fund"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// checkForm holds a statement's balance against the books.
type checkForm struct {
	d              *Desk
	account, month *widget.Picker
	statement      *widget.TextField
	parts          [4]widget.Control
	note           *widget.TextField
	words          *widget.Paragraph
	dialog         *widget.Dialog
}

// partNames are what only one of the two has entered.
var partNames = [4]string{"加：银行已收，账上未记", "减：银行已付，账上未记", "账上已收，银行未收", "账上已付，银行未付"}

// AskCheck asks for what the bank's statement, or the cash counted, says at the end of
// a month, and what explains a difference.
func (d *Desk) AskCheck(account int64, month time.Month) {
	f := &checkForm{d: d, account: widget.NewPicker("请选择"), month: monthPicker(false), statement: widget.NewMoneyField(), note: widget.NewTextField("可不填"), words: widget.BodyParagraph("").For(theme.Scaled(560))}
	f.account.SetOptions(accountOptions(d.read.Books)...)
	f.account.SetValue(fmt.Sprint(account))
	f.month.SetValue(fmt.Sprint(int(month)))
	rows := []*widget.Field{widget.NewField("对账单（或实点现金）余额", f.statement).Required(), widget.NewField("账户", f.account).Required(), widget.NewField("月末", f.month).Required()}
	for i, name := range partNames {
		f.parts[i] = form.Control(field.Field{Key: "part", Label: name, Kind: field.Money})
		form.OnChanged(f.parts[i], func(string) { f.say() })
		rows = append(rows, widget.NewField(name, f.parts[i]))
	}
	rows = append(rows, widget.NewField("说明", f.note))
	f.account.OnChanged = func(string) { f.show() }
	f.month.OnChanged = func(string) { f.show() }
	f.statement.OnChanged = func(string) { f.say() }
	fields := widget.NewForm(2, rows...)
	f.dialog = widget.NewDialog("银行和现金核对", widget.Column(theme.Gap12, fields, f.words), "保存").Wide(620)
	f.dialog.AcceptForm(fields, func() error {
		c := f.take()
		a, _ := d.read.Books.Account(c.Account)
		title := fmt.Sprintf("核对余额：%s %s", a.Name, c.Month)
		return d.do(fund.SubjectOp, title, "已"+title, func(tx *ledger.Tx) error { return fund.PutReconcile(tx, c, d.shell.Today()) })
	})
	f.show()
	f.dialog.Open(d.canvas())
}

// show puts in what was found before for the account and month.
func (f *checkForm) show() {
	was := fund.Reconcile{}
	known := false
	for _, c := range f.d.read.Checks {
		if c.Account == number64(f.account) && c.Month.Month == time.Month(page.Number(f.month.Value())) {
			was, known = c, true
		}
	}
	f.statement.SetValue("")
	if known {
		f.statement.SetValue(fmt.Sprint(int64(was.Statement)))
	}
	for i, fen := range []money.Fen{was.BankIn, was.BankOut, was.BookIn, was.BookOut} {
		f.parts[i].SetValue("")
		if fen != 0 {
			f.parts[i].SetValue(fmt.Sprint(int64(fen)))
		}
	}
	f.note.SetValue(was.Note)
	f.dialog.Filled()
	f.say()
}

func (f *checkForm) take() fund.Reconcile {
	part := func(i int) money.Fen { return field.ParseFen(f.parts[i].Value()) }
	return fund.Reconcile{Account: number64(f.account), Month: civil.YearMonth{Year: f.d.read.Books.Year, Month: time.Month(page.Number(f.month.Value()))},
		Statement: field.ParseFen(f.statement.Value()), BankIn: part(0), BankOut: part(1), BookIn: part(2), BookOut: part(3), Note: f.note.Value()}
}

// say tells what the books have, and where a difference may come from.
func (f *checkForm) say() {
	c, b := f.take(), f.d.read.Books
	books := b.Balance(c.Account, c.Month.Month)
	text := fmt.Sprintf("账上 %s 月末余额 %s 元。", c.Month, books.Grouped())
	if f.statement.Value() != "" {
		left := c.Left(books)
		if left == 0 {
			text += "调节后相符。"
		} else {
			text += fmt.Sprintf("还差 %s 元没有说明。", left.Grouped())
			for i, s := range b.Suspects(c.Account, c.Month.Month, left) {
				if i < 3 {
					text += s
				}
			}
		}
	}
	f.words.SetText(text)
	f.dialog.Refresh() // which has grown or shrunk with it
}
