package dues

import (
	"context"
	"fmt"

	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Balance is what bills, corrections and money come to: what is still owed, or, when
// negative, held too much.
type Balance struct {
	Billed    money.Fen `json:"billed_fen"`
	Corrected money.Fen `json:"corrected_fen"`
	Paid      money.Fen `json:"paid_fen"`
	// Held is money taken in advance and not used or given back yet.
	Held money.Fen `json:"held_fen"`
}

// Owing is bills and corrections less payments and advances.
func (b Balance) Owing() money.Fen { return b.Billed + b.Corrected - b.Paid - b.Held }

// Add is the sum of two balances.
func (b Balance) Add(o Balance) Balance {
	return Balance{b.Billed + o.Billed, b.Corrected + o.Corrected, b.Paid + o.Paid, b.Held + o.Held}
}

// MemberBalance is the balance of a member, with the group he is in now, 0 for none.
type MemberBalance struct {
	Member int64
	Group  int64
	Balance
}

// Balances reads the balance of every member who has any bill or money, in the order
// of their records. The balances of groups and of the ledger are sums of these.
func Balances(ctx context.Context, r ledger.Reader) ([]MemberBalance, error) {
	rows, err := r.QueryContext(ctx, `SELECT m.id, coalesce(m.department, 0), sum(billed), sum(corrected), sum(paid), sum(held) FROM (
			SELECT member_id, amount_fen AS billed, 0 AS corrected, 0 AS paid, 0 AS held FROM dues_bill
			UNION ALL SELECT b.member_id, 0, c.amount_fen, 0, 0 FROM dues_correction c JOIN dues_bill b ON b.id = c.bill_id
			UNION ALL SELECT member_id, 0, 0, amount_fen, 0 FROM dues_payment
			UNION ALL SELECT member_id, 0, 0, 0, amount_fen FROM dues_advance) JOIN member m ON m.id = member_id
		GROUP BY m.id ORDER BY m.id`)
	if err != nil {
		return nil, fmt.Errorf("读会费结余：%w", err)
	}
	defer rows.Close()
	var out []MemberBalance
	for rows.Next() {
		var b MemberBalance
		if err := rows.Scan(&b.Member, &b.Group, &b.Billed, &b.Corrected, &b.Paid, &b.Held); err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, rows.Err()
}
