package dues

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// The kinds of rows of money held, and of payments that are no plain 收款.
const (
	AdvanceTaken    = "预缴"
	AdvanceUsed     = "抵扣"
	AdvanceReturned = "退还"
	PaymentTaken    = "收款"
	PaidFromAdvance = "预缴抵扣"
	PaymentRefunded = "退款"
	Reversal        = "冲销"
)

// Held is money of a member that is held for months to come.
type Held struct {
	Member int64     `json:"member"`
	Name   string    `json:"name"`
	Fen    money.Fen `json:"held_fen"`
}

// Advances lists whose money is held, by name.
func Advances(ctx context.Context, r ledger.Reader) ([]Held, error) {
	rows, err := r.QueryContext(ctx, `SELECT m.id, m.name, a.fen FROM (SELECT member_id, sum(amount_fen) AS fen FROM dues_advance GROUP BY member_id HAVING fen > 0) a
		JOIN member m ON m.id = a.member_id ORDER BY m.name_key, m.id`)
	if err != nil {
		return nil, fmt.Errorf("读预缴：%w", err)
	}
	defer rows.Close()
	out := []Held{}
	for rows.Next() {
		var h Held
		if err := rows.Scan(&h.Member, &h.Name, &h.Fen); err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, rows.Err()
}

// setOff pays bills out of what is held, oldest first. On a day of a closed month
// nothing is set off; the next billing does it.
func setOff(tx *ledger.Tx) (money.Fen, error) {
	on := civil.FromTime(tx.Now())
	held, err := Advances(tx.Context(), tx)
	if err != nil || len(held) == 0 {
		return 0, err
	}
	if closed, err := IsClosed(tx.Context(), tx, on.YearMonth()); err != nil || closed {
		return 0, err
	}
	ids := make([]int64, len(held))
	for i, h := range held {
		ids[i] = h.Member
	}
	owed, err := owingOf(tx.Context(), tx, ids, civil.YearMonth{})
	if err != nil {
		return 0, err
	}
	var sum money.Fen
	for _, h := range held {
		for _, p := range allocate(Line{h.Member, h.Fen}, owed[h.Member]).parts {
			id, err := tx.Insert("dues_payment", []string{"month", "member_id", "amount_fen", "paid_on", "method", "kind"},
				[]any{p.month, h.Member, int64(p.fen), on, AdvanceTaken, PaidFromAdvance})
			if err != nil {
				return 0, err
			}
			if _, err := tx.Insert("dues_advance", []string{"member_id", "amount_fen", "kind", "taken_on", "method", "payment_id"},
				[]any{h.Member, int64(-p.fen), AdvanceUsed, on, AdvanceTaken, id}); err != nil {
				return 0, err
			}
			sum += p.fen
		}
	}
	return sum, nil
}

// Return gives held money back to a member, as one operation.
func Return(ctx context.Context, l *ledger.Ledger, id int64, amount money.Fen, method string, on civil.Date, reason string) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "refund"}, func(tx *ledger.Tx) error {
		name, err := refundable(tx, id, amount, on, reason)
		if err != nil {
			return err
		}
		var held money.Fen
		if err := tx.QueryRow(`SELECT coalesce(sum(amount_fen), 0) FROM dues_advance WHERE member_id = ?`, id).Scan(&held); err != nil {
			return err
		}
		if amount > held {
			return ledger.Refuse("%s的预缴余额是 %s 元，退不了 %s 元，没有改动。请核对金额。", name, held.Grouped(), amount.Grouped())
		}
		tx.SetTitle(fmt.Sprintf("退还%s的预缴会费 %s 元（%s）：%s", name, amount.Grouped(), method, reason))
		_, err = tx.Insert("dues_advance", []string{"member_id", "amount_fen", "kind", "taken_on", "method", "note"},
			[]any{id, int64(-amount), AdvanceReturned, on, method, reason})
		return err
	})
}

// refundable holds what every giving back needs: an amount, a reason, an open day.
func refundable(tx *ledger.Tx, id int64, amount money.Fen, on civil.Date, reason string) (string, error) {
	names, err := namesOf(tx.Context(), tx, []int64{id})
	if err != nil {
		return "", err
	}
	name := names[id]
	switch {
	case name == "":
		return "", ledger.Refuse("台账里没有这个会员，没有改动。")
	case amount <= 0:
		return "", ledger.Refuse("退的金额要大于 0，没有改动。")
	case strings.TrimSpace(reason) == "":
		return "", ledger.Refuse("请写明为什么退，以后查得到。没有改动。")
	}
	return name, openDay(tx, on)
}

// openDay refuses a day that money cannot be dated on.
func openDay(tx *ledger.Tx, on civil.Date) error {
	if !on.Complete() {
		return ledger.Refuse("日期要写到日，没有改动。")
	}
	closed, err := IsClosed(tx.Context(), tx, on.YearMonth())
	if err == nil && closed {
		err = ledger.Refuse("%s 所在的月份已经结账，没有改动。请用没有结账的日期，或先重开 %s。", on, on.YearMonth())
	}
	return err
}

// Overpaid is a month for which a member paid more than is due by now.
type Overpaid struct {
	Member int64           `json:"member"`
	Name   string          `json:"name"`
	Month  civil.YearMonth `json:"month"`
	Fen    money.Fen       `json:"overpaid_fen"`
}

// AllOverpaid lists the months paid too much for, such as after a correction, by name.
func AllOverpaid(ctx context.Context, r ledger.Reader) ([]Overpaid, error) {
	out := []Overpaid{}
	var ids []int64
	err := eachBill(ctx, r, civil.YearMonth{Year: 9999, Month: 12}, func(b billed) {
		if over := b.cell.Paid - b.cell.Due; over > 0 {
			ids = append(ids, b.member)
			out = append(out, Overpaid{Member: b.member, Month: b.month, Fen: over})
		}
	})
	if err != nil || len(out) == 0 {
		return out, err
	}
	slices.Sort(ids)
	names, err := namesOf(ctx, r, slices.Compact(ids))
	for i := range out {
		out[i].Name = names[out[i].Member]
	}
	return out, err
}

// Refund gives back what was paid too much for a month, or, with ToAdvance as the
// method, holds it for months to come; one operation.
func Refund(ctx context.Context, l *ledger.Ledger, id int64, month civil.YearMonth, amount money.Fen, method string, on civil.Date, reason string) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "refund"}, func(tx *ledger.Tx) error {
		name, err := refundable(tx, id, amount, on, reason)
		if err != nil {
			return err
		}
		var due, paid money.Fen
		if err := tx.QueryRow(`SELECT coalesce((SELECT amount_fen FROM dues_due WHERE member_id = ?1 AND month = ?2), 0),
			coalesce((SELECT sum(amount_fen) FROM dues_payment WHERE member_id = ?1 AND month = ?2), 0)`, id, month).Scan(&due, &paid); err != nil {
			return err
		}
		if over := max(paid-due, 0); amount > over {
			return ledger.Refuse("%s %s 应缴 %s 元、已缴 %s 元，多缴 %s 元，退不了 %s 元，没有改动。收错了的请作废那笔收款。",
				name, month, due.Grouped(), paid.Grouped(), over.Grouped(), amount.Grouped())
		}
		pay, err := tx.Insert("dues_payment", []string{"month", "member_id", "amount_fen", "paid_on", "method", "kind", "note"},
			[]any{month, id, int64(-amount), on, method, PaymentRefunded, reason})
		if err != nil {
			return err
		}
		title := "退%s的 %s 会费 %s 元（%s）：%s"
		if method == ToAdvance {
			if _, err = tx.Insert("dues_advance", []string{"member_id", "amount_fen", "kind", "taken_on", "method", "payment_id", "note"},
				[]any{id, int64(amount), AdvanceTaken, on, method, pay, reason}); err != nil {
				return err
			}
		}
		tx.SetTitle(fmt.Sprintf(title, name, month, amount.Grouped(), method, reason))
		return nil
	})
}

// ToAdvance is the method of a refund that is kept for months to come.
const ToAdvance = "转作预缴"
