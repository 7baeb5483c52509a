package fund

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

// CloseOp is the kind of operations that close and reopen months.
const CloseOp = "fund_close"

// CloseMonth closes a month and all open ones before it. Books that are not in order
// are refused, with the first reason.
func CloseMonth(tx *ledger.Tx, year int, month time.Month, today civil.Date) error {
	b, err := yearBooks(tx, year)
	if err != nil {
		return err
	}
	return b.closeMonths(tx, month, today)
}

func yearBooks(tx *ledger.Tx, year int) (*Books, error) {
	b, err := Load(tx.Context(), tx, year)
	if errors.Is(err, ErrNoYear) {
		return nil, ledger.Refuse("%d 年还没有建账。", year)
	}
	return b, err
}

func (b *Books) closeMonths(tx *ledger.Tx, month time.Month, today civil.Date) error {
	switch {
	case month < 1 || month > 12:
		return ledger.Refuse("月份要在 1 到 12 之间。")
	case b.Closed(month):
		return ledger.Refuse("%d 年 %d 月已经结过账了。", b.Year, int(month))
	case civil.Of(b.Year, month, 1).After(today):
		return ledger.Refuse("%d 年 %d 月还没有到，不能结账。", b.Year, int(month))
	}
	for _, p := range b.Check() {
		if p.Severity == problem.Error {
			return ledger.Refuse("账还没有平，不能结账。%s", p.Message)
		}
	}
	for m := time.January; m <= month; m++ {
		if b.Closed(m) {
			continue
		}
		if err := b.putClosing(tx, m, today); err != nil {
			return err
		}
	}
	return nil
}

func (b *Books) putClosing(tx *ledger.Tx, month time.Month, today civil.Date) error {
	_, err := tx.Insert("fund_closing", []string{"year", "month", "closed_on"}, []any{b.Year, int(month), today})
	return err
}

// CloseYear closes what is open of a year, carries income and expense into the surplus
// by a voucher at its end, and closes the year.
func CloseYear(tx *ledger.Tx, year int, today civil.Date) error {
	b, err := yearBooks(tx, year)
	if err != nil {
		return err
	}
	if b.Closed(0) {
		return ledger.Refuse("%d 年已经年结过了。", year)
	}
	if !b.Closed(12) {
		if err := b.closeMonths(tx, 12, today); err != nil {
			return err
		}
	}
	v := Voucher{Date: civil.Of(year, 12, 31), Words: fmt.Sprintf("结转 %d 年收支差额", year), Source: FromYearEnd, SourceID: int64(year), Entries: b.carryEntries()}
	if len(v.Entries) > 1 {
		if _, err := b.post(tx, v); err != nil {
			return err
		}
	}
	return b.putClosing(tx, 0, today)
}

// carryEntries empty the subjects of income and expense into the surplus.
func (b *Books) carryEntries() (out []Entry) {
	own := map[string]Entry{}
	for _, v := range b.Vouchers {
		for _, e := range v.Entries {
			sum := own[e.Subject]
			sum.Debit += e.Debit
			sum.Credit += e.Credit
			own[e.Subject] = sum
		}
	}
	surplus := Entry{Subject: b.Scheme.Surplus}
	for _, s := range b.Subjects {
		left := natural(s.Kind, own[s.Code])
		if left == 0 {
			continue
		}
		switch s.Kind {
		case Income:
			out = append(out, Entry{Subject: s.Code, Debit: left})
			surplus.Credit += left
		case Expense:
			out = append(out, Entry{Subject: s.Code, Credit: left})
			surplus.Credit -= left
		}
	}
	if surplus.Credit != 0 {
		out = append(out, surplus)
	}
	return out
}

// Reopen opens a month again, and with it those after it and the year; month 0 means
// December, which a closed year takes with it. What carried the surplus over is
// reversed. It says which months were opened.
func Reopen(tx *ledger.Tx, year int, month time.Month, reason string, today civil.Date) error {
	b, err := yearBooks(tx, year)
	reason = strings.TrimSpace(reason)
	if month == 0 {
		month = time.December
	}
	switch {
	case err != nil:
		return err
	case reason == "":
		return ledger.Refuse("反结账要写明原因，经审时要看。")
	case month < 1 || month > 12 || !b.Closed(month):
		return ledger.Refuse("%d 年 %d 月没有结账，不用反结账。", year, int(month))
	}
	wasYear := b.Closed(0)
	months := []time.Month{} // from the last one back
	if wasYear {
		months = append(months, 0)
	}
	for m := time.December; m >= month; m-- {
		months = append(months, m)
	}
	for _, m := range months {
		_, err := tx.Exec(`UPDATE fund_closing SET reopened_on = ?, reopen_reason = ? WHERE year = ? AND month = ? AND reopened_on IS NULL`, today, reason, year, int(m))
		if err != nil {
			return err
		}
	}
	if !wasYear {
		return nil
	}
	for _, v := range b.Vouchers {
		if v.Source == FromYearEnd && v.Reverses == 0 && v.ReversedBy == 0 {
			_, err = b.reverse(tx, v, v.Date, "反结账")
			return err
		}
	}
	return nil
}

// Close closes up to a month, or with 0 the year, as an operation of its own.
func Close(ctx context.Context, l *ledger.Ledger, year int, month time.Month) (int64, error) {
	today := civil.FromTime(l.Now())
	return l.Write(ctx, ledger.Op{Kind: CloseOp, Title: closeTitle("结账", year, month)}, func(tx *ledger.Tx) error {
		if month == 0 {
			return CloseYear(tx, year, today)
		}
		return CloseMonth(tx, year, month, today)
	})
}

// OpenAgain is Reopen as an operation of its own.
func OpenAgain(ctx context.Context, l *ledger.Ledger, year int, month time.Month, reason string) (int64, error) {
	title := closeTitle("反结账", year, month) + "：" + reason
	return l.Write(ctx, ledger.Op{Kind: CloseOp}, func(tx *ledger.Tx) error {
		err := Reopen(tx, year, month, reason, civil.FromTime(l.Now()))
		tx.SetTitle(title)
		return err
	})
}

func closeTitle(what string, year int, month time.Month) string {
	if month == 0 {
		return fmt.Sprintf("%d 年经费年度%s", year, what)
	}
	return fmt.Sprintf("%d 年 %d 月经费%s", year, int(month), what)
}

func init() { ledger.OnUndo(closedYearsCarried) }

// closedYearsCarried refuses to take something back that would leave a closed year
// whose income and expense are not carried over whole.
func closedYearsCarried(tx *ledger.Tx) error {
	rows, err := tx.Query(`SELECT DISTINCT e.year FROM fund_closing c JOIN fund_entry e ON e.year = c.year JOIN fund_subject s ON s.year = e.year AND s.code = e.subject
		WHERE c.month = 0 AND c.reopened_on IS NULL AND s.kind IN ('` + Income + `', '` + Expense + `') GROUP BY e.year, e.subject HAVING sum(e.debit_fen) <> sum(e.credit_fen)`)
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		var year int
		if err := rows.Scan(&year); err != nil {
			return err
		}
		return ledger.Refuse("不能撤销：年结之后 %d 年的账改动过，照原样恢复会使收支没有结转干净。请重新年结。什么都没有改动。", year)
	}
	return rows.Err()
}
