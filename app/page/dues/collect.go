package dues

import (
	"context"
	"fmt"
	"slices"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Whom a collection is for, as a picker's values; any other value is the id of a group.
const (
	scopeAll    = "all"
	scopeListed = "listed"
	scopeChosen = "chosen"
)

// payFields are what is asked of every payment.
var payFields = field.NewSet("payment", "收款",
	field.Field{Key: "paid_on", Label: "收款日期", Kind: field.Date, Required: true},
	field.Field{Key: "method", Label: "收缴方式", Required: true},
	field.Field{Key: "amount", Label: "金额（元）", Kind: field.Money, Required: true})

// methodNote is where the method chosen last is remembered.
const methodNote = "dues.method"

// payForm makes the form of a payment, dated on the day and by the method chosen last.
func (v *view) payForm(keys ...string) *form.Form {
	f := form.New(payFields, keys...)
	f.Offer("method", true, form.Words(dues.Methods...)...)
	r := payFields.NewRecord()
	r.SetDate("paid_on", v.f.today)
	r.Set("method", v.shell.Recall(methodNote))
	f.Show(r)
	return f
}

// day is the date of a payment, which must be a full one that is not to come.
func (v *view) day(f *form.Form) (civil.Date, error) {
	d := field.ParseDate(f.Field("paid_on").Control.Value())
	switch {
	case !d.Complete():
		return d, fmt.Errorf("收款日期要写到日，如 %s。", v.f.today)
	case d.After(v.f.today):
		return d, fmt.Errorf("收款日期 %s 还没有到，请核对。", d)
	}
	return d, nil
}

// method is how a payment was made, remembered for the next one.
func (v *view) method(f *form.Form) string {
	method := f.Field("method").Control.Value()
	v.shell.Remember(methodNote, method)
	return method
}

// openPay asks for one payment of a member for a month: all of it or a part.
func (v *view) openPay(y *dues.MemberYear, month civil.YearMonth) {
	owing := y.Months[month.Month-1].Owing()
	f := v.payForm("amount", "paid_on", "method")
	f.Field("amount").Control.SetValue(fmt.Sprint(int64(owing)))
	f.Field("amount").Hint(fmt.Sprintf("还欠 %s 元；可以只收一部分", owing.Grouped()))
	id, name := y.Member, y.Name
	widget.ShowForm(v.canvas(), fmt.Sprintf("收 %s 的 %s 会费", name, month), f.In(1), "收款", func() error {
		on, err := v.day(f)
		if err != nil {
			return err
		}
		amount := field.ParseFen(f.Field("amount").Control.Value())
		if amount <= 0 || amount > owing {
			return fmt.Errorf("只欠 %s 元，收不了 %s 元。请核对金额。", owing.Grouped(), amount.Grouped())
		}
		method := v.method(f)
		title := fmt.Sprintf("收 %s 的 %s 会费 %s 元（%s）", name, month, amount.Grouped(), method)
		v.write("收款", func(ctx context.Context, l *ledger.Ledger) (string, int64, error) {
			op, err := l.Write(ctx, ledger.Op{Kind: "collect", Title: title}, func(tx *ledger.Tx) error {
				return dues.Pay(tx, month, id, amount, method, on)
			})
			return "已" + title, op, err
		})
		return nil
	}).Wide(420).Refresh()
}

// collecting is the dialog for many members at once.
type collecting struct {
	v            *view
	scope, month *widget.Picker
	pay          *form.Form
	total        *widget.Field
	words        *widget.Paragraph
	dialog       *widget.Dialog
}

// openCollect asks for whom, how and when, and for the sum counted by hand, which
// must agree before anything is entered.
func (v *view) openCollect(month civil.YearMonth, scope string) {
	c := &collecting{v: v, scope: widget.NewPicker("给谁"), month: widget.NewPicker("月份"), pay: v.payForm("method", "paid_on"),
		words: widget.BodyParagraph("").For(theme.Scaled(500))}
	scopes := v.scopes()
	c.scope.SetOptions(scopes...)
	c.scope.SetValue(scopeAll)
	if slices.ContainsFunc(scopes, func(o widget.Option) bool { return o.Value == scope }) {
		c.scope.SetValue(scope)
	}
	var months []widget.Option
	for m := 12; m >= 1; m-- {
		if t := v.f.months[m-1]; t.Members > t.PaidUp {
			months = append(months, widget.Option{Value: t.Month.String(), Text: fmt.Sprintf("%d 年 %d 月", t.Month.Year, m), Note: fmt.Sprintf("%d 人欠", t.Members-t.PaidUp)})
		}
	}
	c.month.SetOptions(months...)
	c.month.SetValue(month.String())
	c.total = widget.NewField("核对合计（元）", form.Control(payFields.Must("amount"))).Required().Hint("照工资代扣表或实点的现金填")
	c.scope.OnChanged = func(string) { c.say() }
	c.month.OnChanged = func(string) { c.say() }
	rows := []*widget.Field{widget.NewField("月份", c.month).Required(), widget.NewField("收缴范围", c.scope).Required(),
		c.pay.Field("method"), c.pay.Field("paid_on"), c.total}
	c.say()
	fields := widget.NewForm(2, rows...)
	c.dialog = widget.NewDialog("收缴会费", widget.Column(theme.Gap12, fields, c.words), "收缴").Wide(560)
	c.dialog.Note = "一次收清欠缴；收一部分请在格子上按 Enter"
	c.dialog.AcceptForm(fields, c.do)
	c.dialog.Open(v.canvas())
	if method := c.pay.Field("method").Control; method.Value() == "" {
		method.Focus()
		return
	}
	c.total.Control.Focus()
}

// scopes are whom a collection may be for: the whole union, what is shown or chosen,
// or any group with those below it.
func (v *view) scopes() []widget.Option {
	out := []widget.Option{{Value: scopeAll, Text: "全会"}}
	if v.t.Len() < len(v.f.rows) {
		out = append(out, widget.Option{Value: scopeListed, Text: fmt.Sprintf("列表里的 %d 人", v.t.Len())})
	}
	if n := v.chosen(); n > 1 {
		out = append(out, widget.Option{Value: scopeChosen, Text: fmt.Sprintf("选中的 %d 人", n)})
	}
	return append(out, v.f.groupOptions()[1:]...) // the first is the whole union
}

// owing lists who pays now, and how much.
func (c *collecting) owing() (ids []int64, sum money.Fen, month civil.YearMonth) {
	month, err := civil.ParseYearMonth(c.month.Value())
	if err != nil {
		return nil, 0, month
	}
	var in map[int64]bool
	switch scope := c.scope.Value(); scope {
	case scopeAll:
	case scopeListed:
		in = c.v.t.members(nil)
	case scopeChosen:
		rows := c.v.grid.SelectedRows()
		in = c.v.t.members(&rows)
	default:
		in = newTable(&c.v.f, filter{group: page.Number(scope)}, nil).members(nil)
	}
	ids, sum = c.v.f.owing(month, in)
	return ids, sum, month
}

// say tells how many pay and how much.
func (c *collecting) say() {
	ids, sum, _ := c.owing()
	text := fmt.Sprintf("要收 %d 人，共 %s 元。", len(ids), sum.Grouped())
	if len(ids) == 0 {
		text = "这个范围里没有人欠这个月的会费。"
	}
	c.words.SetText(text)
}

// do checks the sum counted by hand and enters the payments in one operation.
func (c *collecting) do() error {
	ids, sum, month := c.owing()
	on, err := c.v.day(c.pay)
	counted := field.ParseFen(c.total.Control.Value())
	switch {
	case err != nil:
		return err
	case len(ids) == 0:
		return fmt.Errorf("这个范围里没有人欠这个月的会费，请换月份或范围。")
	case counted != sum:
		return fmt.Errorf("合计不符：要收 %s 元，填的是 %s 元，相差 %s 元。请核对名单或金额；有人只缴一部分的，先在他的格子上收。", sum.Grouped(), counted.Grouped(), (counted - sum).Grouped())
	}
	method := c.v.method(c.pay)
	c.v.write("收缴会费", func(ctx context.Context, l *ledger.Ledger) (string, int64, error) {
		got, err := dues.Collect(ctx, l, month, ids, method, on)
		if err != nil {
			return "", 0, err
		}
		return fmt.Sprintf("已收缴 %s 会费 %d 人，%s 元（%s）", month, got.Members, got.Total.Grouped(), method), got.Operation, nil
	})
	return nil
}
