package dues

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Methods are the ways dues are collected.
var Methods = []string{"工资代扣", "现金", "转账"}

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
	wanted := map[int64]bool{}
	for _, id := range members {
		wanted[id] = true
	}
	op, err := l.Write(ctx, ledger.Op{Kind: "collect"}, func(tx *ledger.Tx) error {
		owing, err := monthOwing(ctx, tx, month)
		if err != nil {
			return err
		}
		for _, o := range owing {
			if members != nil && !wanted[o.member] {
				continue
			}
			_, err := tx.Insert("dues_payment", []string{"month", "member_id", "amount_fen", "paid_on", "method"},
				[]any{month, o.member, int64(o.fen), on, method})
			if err != nil {
				return err
			}
			out.Members++
			out.Total += o.fen
		}
		tx.SetTitle(fmt.Sprintf("收缴 %s 会费 %d 人，%s 元（%s）", month, out.Members, out.Total.Grouped(), method))
		return nil
	})
	if err == nil && out.Members == 0 {
		err = ledger.Refuse("%s 没有待收的会费：可能还没有开账，或都已缴清。", month)
	}
	out.Operation = op
	return out, err
}

type owed struct {
	member int64
	fen    money.Fen
}

// monthOwing lists who still owes for a month, and how much.
func monthOwing(ctx context.Context, r ledger.Reader, month civil.YearMonth) ([]owed, error) {
	rows, err := r.QueryContext(ctx, `SELECT d.member_id, d.amount_fen - coalesce((SELECT sum(p.amount_fen) FROM dues_payment p
		WHERE p.member_id = d.member_id AND p.month = d.month), 0) AS owing
		FROM dues_due d WHERE d.month = ? AND d.exempt IS NULL AND owing > 0 ORDER BY d.member_id`, month)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []owed
	for rows.Next() {
		var o owed
		if err := rows.Scan(&o.member, &o.fen); err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, rows.Err()
}

// Pay enters one payment of a member for a month: part of it, or by another way
// than the rest. More than is owed is refused.
func Pay(tx *ledger.Tx, month civil.YearMonth, id int64, amount money.Fen, method string, on civil.Date) error {
	if amount <= 0 {
		return ledger.Refuse("收款金额要大于 0。")
	}
	owing, err := monthOwing(tx.Context(), tx, month)
	if err != nil {
		return err
	}
	for _, o := range owing {
		if o.member == id && amount <= o.fen {
			_, err := tx.Insert("dues_payment", []string{"month", "member_id", "amount_fen", "paid_on", "method"}, []any{month, id, int64(amount), on, method})
			return err
		}
		if o.member == id {
			return ledger.Refuse("%s 只欠 %s 元，收不了 %s 元。请核对金额。", month, o.fen.Grouped(), amount.Grouped())
		}
	}
	return ledger.Refuse("这位会员 %s 没有欠缴的会费。", month)
}

// Collected is what has been paid for a month, by everybody.
func Collected(ctx context.Context, r ledger.Reader, month civil.YearMonth) (sum money.Fen, err error) {
	err = r.QueryRowContext(ctx, `SELECT coalesce(sum(amount_fen), 0) FROM dues_payment WHERE month = ?`, month).Scan(&sum)
	return sum, err
}
