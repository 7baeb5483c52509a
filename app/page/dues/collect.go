package dues

import (
	"context"
	"fmt"

	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
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
