package dues

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/union"
)

// Deducted is the method of a deduction from wages; its batch has one receipt.
const Deducted = "工资代扣"

// Methods are the ways dues are collected.
var Methods = []string{Deducted, "现金", "转账"}

// Collection says how many members paid, how much in fen, and the operation that
// entered it.
type Collection struct {
	Members   int
	Total     money.Fen
	Operation int64
}

// Collect enters, as one operation, that the members paid what they still owe
// for the month; nil means everybody billed. Members who owe nothing are passed
// over; that nobody owes is an error.
func Collect(ctx context.Context, l *ledger.Ledger, month civil.YearMonth, members []int64, method string, on civil.Date) (Collection, error) {
	var out Collection
	op, err := l.Write(ctx, ledger.Op{Kind: "collect"}, func(tx *ledger.Tx) error {
		owed, err := owingOf(ctx, tx, members, month)
		if err != nil {
			return err
		}
		b := Batch{On: on, Method: method, Source: month.String() + " 会费", Month: month}
		for _, id := range inOrder(members, owed) {
			if list := owed[id]; len(list) > 0 {
				b.Lines = append(b.Lines, Line{id, list[0].fen})
			}
		}
		if len(b.Lines) == 0 {
			return ledger.Refuse("%s 没有待收的会费：可能还没有开账，或都已缴清。", month)
		}
		posted, err := b.post(tx)
		out.Members, out.Total = posted.Members, posted.Total
		tx.SetTitle(fmt.Sprintf("收缴 %s 会费 %d 人，%s 元（%s）", month, out.Members, out.Total.Grouped(), method))
		return err
	})
	out.Operation = op
	return out, err
}

// oneReceipt has a deduction from wages made out to the unit, for all.
func (b *Batch) oneReceipt(ctx context.Context, r ledger.Reader) error {
	if b.Method != Deducted || b.OneReceipt {
		return nil
	}
	unit, err := union.Load(ctx, r)
	b.OneReceipt, b.Payer = true, unit.Enterprise.Get("name")
	if b.Payer == "" {
		b.Payer = "本单位"
	}
	return err
}

// Pay enters one payment of a member for a month: part of it, or by another way
// than the rest. More than is owed is refused.
func Pay(tx *ledger.Tx, month civil.YearMonth, id int64, amount money.Fen, method string, on civil.Date) error {
	owed, err := owingOf(tx.Context(), tx, []int64{id}, month)
	if err != nil {
		return err
	}
	switch list := owed[id]; {
	case amount <= 0:
		return ledger.Refuse("收款金额要大于 0。")
	case len(list) == 0:
		return ledger.Refuse("这位会员 %s 没有欠缴的会费。", month)
	case amount > list[0].fen:
		return ledger.Refuse("%s 只欠 %s 元，收不了 %s 元。请核对金额。", month, list[0].fen.Grouped(), amount.Grouped())
	}
	_, err = Batch{On: on, Method: method, Source: "本人", Month: month, Lines: []Line{{id, amount}}}.post(tx)
	return err
}

// Collected is what has been paid for a month, by everybody.
func Collected(ctx context.Context, r ledger.Reader, month civil.YearMonth) (sum money.Fen, err error) {
	err = r.QueryRowContext(ctx, `SELECT coalesce(sum(amount_fen), 0) FROM dues_payment WHERE month = ?`, month).Scan(&sum)
	return sum, err
}
