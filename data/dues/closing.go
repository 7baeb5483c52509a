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

// ClosedMonth is a month that was closed, and the reopening where there was one.
type ClosedMonth struct {
	Month    civil.YearMonth `json:"month"`
	ClosedOn civil.Date      `json:"closed_on"`
	// ReopenedOn is no date while the month is closed.
	ReopenedOn civil.Date `json:"reopened_on,omitzero"`
	Reason     string     `json:"reopen_reason,omitempty"`
}

// Closings lists every closing and reopening, the newest month first.
func Closings(ctx context.Context, r ledger.Reader) ([]ClosedMonth, error) {
	rows, err := r.QueryContext(ctx, `SELECT month, closed_on, reopened_on, coalesce(reopen_reason, '') FROM dues_closing ORDER BY month DESC, id DESC`)
	if err != nil {
		return nil, fmt.Errorf("读会费结账：%w", err)
	}
	defer rows.Close()
	var out []ClosedMonth
	for rows.Next() {
		var c ClosedMonth
		if err := rows.Scan(&c.Month, &c.ClosedOn, &c.ReopenedOn, &c.Reason); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// IsClosed tells whether a month of dues is closed.
func IsClosed(ctx context.Context, r ledger.Reader, month civil.YearMonth) (bool, error) {
	closed, err := closedIn(ctx, r, month, month)
	return len(closed) > 0, err
}

// closedIn lists the closed months from first to last.
func closedIn(ctx context.Context, r ledger.Reader, first, last civil.YearMonth) ([]civil.YearMonth, error) {
	rows, err := r.QueryContext(ctx, `SELECT month FROM dues_closing WHERE reopened_on IS NULL AND month BETWEEN ? AND ? ORDER BY month`, first, last)
	if err != nil {
		return nil, fmt.Errorf("读会费结账：%w", err)
	}
	return scanMonths(rows)
}

// closedError is the sentence for what a closed month does not take. Triggers of the
// schema hold it where nobody asks.
func closedError(month civil.YearMonth) error {
	return ledger.Refuse("%s 会费已经结账，不能再开账、更正或收款。要改请先重开 %s。什么都没有改动。", month, month)
}

// Closing is what closing a month would settle.
type Closing struct {
	Month  civil.YearMonth `json:"month"`
	Billed int             `json:"billed"`
	Due    money.Fen       `json:"due_fen"`
	// Paid is what was paid for the month, Taken what was received on its days.
	Paid  money.Fen `json:"paid_fen"`
	Taken money.Fen `json:"taken_fen"`
	// Pending are bills that no longer agree with the facts, Earlier months that are
	// billed and still open: said, not refused.
	Pending int               `json:"corrections_pending"`
	Earlier []civil.YearMonth `json:"earlier_open"`
	Words   []string          `json:"words"`
}

// Owing is what stays to be paid for the month.
func (c Closing) Owing() money.Fen { return c.Due - c.Paid }

// LookAtClosing tells what closing a month settles and what should be looked at first; a
// month that is not over on the day today is named.
func LookAtClosing(ctx context.Context, r ledger.Reader, month civil.YearMonth, today civil.Date) (Closing, error) {
	c := Closing{Month: month, Earlier: []civil.YearMonth{}, Words: []string{}}
	if closed, err := IsClosed(ctx, r, month); err != nil {
		return c, err
	} else if closed {
		return c, ledger.Refuse("%s 会费已经结过账了。", month)
	}
	var all int
	err := r.QueryRowContext(ctx, `SELECT count(*), count(*) - count(exempt), coalesce(sum(amount_fen), 0),
		(SELECT coalesce(sum(amount_fen), 0) FROM dues_payment WHERE month = ?1),
		(SELECT coalesce(sum(amount_fen), 0) FROM dues_payment WHERE paid_on BETWEEN ?2 AND ?3) FROM dues_due WHERE month = ?1`,
		month, month.First(), month.Last()).Scan(&all, &c.Billed, &c.Due, &c.Paid, &c.Taken)
	if err != nil {
		return c, fmt.Errorf("读要结账的月份：%w", err)
	}
	if all == 0 {
		return c, ledger.Refuse("%s 还没有开账，不能结账。请先开账。", month)
	}
	pending, err := PreviewCorrections(ctx, r, month, month, nil)
	if err != nil {
		return c, err
	}
	c.Pending = len(pending.Corrections)
	rows, err := r.QueryContext(ctx, `SELECT DISTINCT month FROM dues_bill b WHERE month < ? AND NOT EXISTS
		(SELECT 1 FROM dues_closing c WHERE c.month = b.month AND c.reopened_on IS NULL) ORDER BY month`, month)
	if err != nil {
		return c, err
	}
	if c.Earlier, err = scanMonths(rows); err != nil {
		return c, err
	}
	c.say()
	if last := month.Last(); today.Before(last) {
		c.Words = append(c.Words, fmt.Sprintf("%s 还没有过完（今天 %s）：结账以后，到 %s 为止收的钱、退的钱都记不进这个月。", month, today, last))
	}
	return c, nil
}

func (c *Closing) say() {
	c.Words = append(c.Words, fmt.Sprintf("%s 应收 %d 人 %s 元，已收 %s 元，欠 %s 元。", c.Month, c.Billed, c.Due.Grouped(), c.Paid.Grouped(), c.Owing().Grouped()))
	if c.Pending > 0 {
		c.Words = append(c.Words, fmt.Sprintf("有 %d 笔账和现在的资料不一致，结账后不能再更正，请先到“开账”里看。", c.Pending))
	}
	if n := len(c.Earlier); n > 0 {
		c.Words = append(c.Words, fmt.Sprintf("更早的 %d 个月（%s 起）还没有结账。", n, c.Earlier[0]))
	}
	if c.Owing() > 0 {
		c.Words = append(c.Words, "还欠的以后照样可以收，收款日期用没有结账的月份。")
	}
}

// CloseMonth closes a billed month as one operation: no bill, correction or money
// goes into it until it is reopened.
func CloseMonth(ctx context.Context, l *ledger.Ledger, month civil.YearMonth) (int64, error) {
	today := civil.FromTime(l.Now())
	if month.After(today.YearMonth()) {
		return 0, ledger.Refuse("%s 还没有到，不能结账。", month)
	}
	return l.Write(ctx, ledger.Op{Kind: "dues_close", Title: month.String() + " 会费结账"}, func(tx *ledger.Tx) error {
		if _, err := LookAtClosing(ctx, tx, month, month.Last()); err != nil {
			return err
		}
		_, err := tx.Insert("dues_closing", []string{"month", "closed_on"}, []any{month, today})
		return err
	})
}

// Reopen opens a closed month again, with why.
func Reopen(ctx context.Context, l *ledger.Ledger, month civil.YearMonth, reason string) (int64, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return 0, ledger.Refuse("请写明为什么重开 %s，以后查得到。没有重开。", month)
	}
	return l.Write(ctx, ledger.Op{Kind: "dues_close", Title: fmt.Sprintf("重开 %s 会费：%s", month, reason)}, func(tx *ledger.Tx) error {
		res, err := tx.Exec(`UPDATE dues_closing SET reopened_on = ?, reopen_reason = ? WHERE month = ? AND reopened_on IS NULL`, civil.FromTime(l.Now()), reason, month)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n > 0 {
			return err
		}
		all, err := Closings(ctx, tx)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(c ClosedMonth) bool { return c.Month == month }) {
			return ledger.Refuse("%s 会费已经重开过了，现在没有结账。", month)
		}
		return ledger.Refuse("%s 会费没有结账，不用重开。", month)
	})
}
