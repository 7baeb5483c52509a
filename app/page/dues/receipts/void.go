package receipts

import (
	"context"
	"fmt"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// reasonFields are what a voiding is asked; member only where one of a batch is voided.
var reasonFields = field.NewSet("void", "作废",
	field.Field{Key: "member", Label: "谁的收款", Required: true},
	field.Field{Key: "reason", Label: "为什么作废", Required: true, MaxLen: 60})

// voiding takes money back in the books on a day, for a reason.
type voiding func(ctx context.Context, l *ledger.Ledger, on civil.Date, reason string) (dues.Voiding, error)

// void asks why, and takes the money of a receipt or of its batch back in the books.
func (v *View) void(x dues.Receipt, batch bool) {
	f := form.New(reasonFields, "reason")
	if batch {
		v.ask(fmt.Sprintf("作废第 %d 批的全部收款", x.Batch), f, func(ctx context.Context, l *ledger.Ledger, on civil.Date, reason string) (dues.Voiding, error) {
			return dues.VoidBatch(ctx, l, x.Batch, on, reason)
		})
		return
	}
	v.ask(fmt.Sprintf("作废第 %07d 号收据（%s，%s 元）", x.Number, x.Payer, x.Amount.Grouped()), f, func(ctx context.Context, l *ledger.Ledger, on civil.Date, reason string) (dues.Voiding, error) {
		return dues.VoidReceipt(ctx, l, x.Number, on, reason)
	})
}

// voidOne asks whose money of a batch is taken back; a receipt that was for several is
// made out anew for the others.
func (v *View) voidOne(x dues.Receipt) {
	l := v.shell.Ledger()
	var payers []dues.Payer
	v.shell.Load("读取这一批", func(ctx context.Context, _ page.Progress) (err error) {
		payers, err = dues.Payers(ctx, l.Read(), x.Batch)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		f := form.New(reasonFields)
		var who []widget.Option
		for _, p := range payers {
			who = append(who, widget.Option{Value: fmt.Sprint(p.Member), Text: fmt.Sprintf("%s　%s 元", p.Name, p.Fen.Grouped()), Keys: form.Keys(p.Name)})
		}
		f.Offer("member", false, who...)
		v.ask(fmt.Sprintf("作废第 %d 批里一个人的收款", x.Batch), f, func(ctx context.Context, l *ledger.Ledger, on civil.Date, reason string) (dues.Voiding, error) {
			return dues.VoidMemberIn(ctx, l, x.Batch, page.Number(f.Field("member").Control.Value()), on, reason)
		})
	})
}

// ask shows the form and does what it is for.
func (v *View) ask(title string, f *form.Form, do voiding) {
	l := v.shell.Ledger()
	f.Field("reason").Hint("收款冲销，收据号保留，标“作废”；可以撤销")
	widget.ShowForm(v.canvas(), title, f.In(1), "作废", func() error {
		reason, today := f.Field("reason").Control.Value(), v.shell.Today()
		var done dues.Voiding
		v.shell.Work("作废", func(ctx context.Context, _ page.Progress) (err error) {
			done, err = do(ctx, l, today, reason)
			return err
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.shell.Done("已作废："+done.Words(), done.Operation)
		})
		return nil
	}).Dangerous().Wide(460).Refresh()
}
