package collect

import (
	"context"
	"errors"
	"fmt"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// giveFields are what is asked when money is given back.
var giveFields = field.NewSet("refund", "退款",
	field.Field{Key: "who", Label: "给谁", Required: true},
	field.Field{Key: "amount", Label: "金额（元）", Kind: field.Money, Required: true},
	field.Field{Key: "method", Label: "方式", Required: true},
	field.Field{Key: "on", Label: "日期", Kind: field.Date, Required: true},
	field.Field{Key: "reason", Label: "原因", Required: true, MaxLen: 60})

// given is money that can be given back: paid too much for a month, or, with no month,
// held in advance.
type given struct {
	member int64
	name   string
	month  civil.YearMonth
	most   money.Fen
}

func (g given) words() string {
	if g.month.IsZero() {
		return fmt.Sprintf("%s　预缴 %s 元", g.name, g.most.Grouped())
	}
	return fmt.Sprintf("%s　%s 多缴 %s 元", g.name, g.month, g.most.Grouped())
}

// giveMenu offers to give back what was paid too much or in advance.
func (v *View) giveMenu() []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "多缴的会费，退还或转为预缴…", Do: func() { v.openGive("多缴") }},
		{Text: "退预缴的会费…", Do: func() { v.openGive("预缴") }},
	}
}

// openGive reads who can be given money back, and asks whom, how much and why.
func (v *View) openGive(what string) {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	var list []given
	v.shell.Load("读取"+what, func(ctx context.Context, _ page.Progress) error {
		if what == "预缴" {
			held, err := dues.Advances(ctx, l.Read())
			for _, h := range held {
				list = append(list, given{member: h.Member, name: h.Name, most: h.Fen})
			}
			return err
		}
		over, err := dues.AllOverpaid(ctx, l.Read())
		for _, o := range over {
			list = append(list, given{o.Member, o.Name, o.Month, o.Fen})
		}
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case v.shell.Ledger() != l:
		case len(list) == 0:
			v.shell.Fail(ledger.Refuse("现在没有人有%s的会费，没有可以退的。", what))
		default:
			v.askGive(l, what, list)
		}
	})
}

// askGive is the form; the amount offered is all there is.
func (v *View) askGive(l *ledger.Ledger, what string, list []given) {
	f := form.New(giveFields)
	var who []widget.Option
	for i, g := range list {
		who = append(who, widget.Option{Value: fmt.Sprint(i), Text: g.words(), Keys: form.Keys(g.name)})
	}
	f.Offer("who", false, who...)
	methods := dues.Methods
	if what == "多缴" {
		methods = append([]string{dues.ToAdvance}, methods...)
	}
	f.Offer("method", false, form.Words(methods...)...)
	r := giveFields.NewRecord()
	r.Set("who", "0")
	r.SetFen("amount", list[0].most)
	r.Set("method", methods[0])
	r.SetDate("on", v.shell.Today())
	f.Show(r)
	f.OnChanged(func(key, value string) {
		if i := int(page.Number(value)); key == "who" && value != "" && i < len(list) {
			f.Field("amount").Control.SetValue(fmt.Sprint(int64(list[i].most)))
		}
	})
	if what == "多缴" {
		f.Field("method").Hint("转预缴不动钱，抵以后月份的会费；其余是把钱退给本人")
	}
	title, accept := "退预缴的会费", "退款"
	if what == "多缴" {
		title, accept = "多缴的会费：退还本人，或转为预缴", "确定"
	}
	widget.ShowForm(v.shell.Window().Canvas(), title, f.In(1), accept, func() error {
		f.Take(r)
		g, amount, on := list[page.Number(r.Get("who"))], field.ParseFen(r.Get("amount")), r.Date("on")
		switch {
		case amount <= 0 || amount > g.most:
			return fmt.Errorf("%s，退不了 %s 元。请核对金额。", g.words(), amount.Grouped())
		case !on.Complete() || on.After(v.shell.Today()):
			return errors.New("日期要写到日，不能在今天之后。")
		}
		v.give(l, g, amount, r.Get("method"), on, r.Get("reason"))
		return nil
	}).Wide(460).Refresh()
}

// give writes it as one operation.
func (v *View) give(l *ledger.Ledger, g given, amount money.Fen, method string, on civil.Date, reason string) {
	var op int64
	v.shell.Work("退款", func(ctx context.Context, _ page.Progress) (err error) {
		if g.month.IsZero() {
			op, err = dues.Return(ctx, l, g.member, amount, method, on, reason)
		} else {
			op, err = dues.Refund(ctx, l, g.member, g.month, amount, method, on, reason)
		}
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		done := fmt.Sprintf("已退 %s %s 元", g.name, amount.Grouped())
		if method == dues.ToAdvance {
			done = fmt.Sprintf("已把 %s 多缴的 %s 元转为预缴", g.name, amount.Grouped())
		}
		v.shell.Done(done+"（"+reason+"）", op)
	})
}
