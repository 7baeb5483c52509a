package fund

import (
	"context"
	"fmt"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// DuesMonth holds the dues that were collected in a month against what the account
// shows of them, in cash and by bank.
type DuesMonth struct {
	Month         civil.YearMonth `json:"month"`
	CollectedCash money.Fen       `json:"collected_cash_fen"`
	CollectedBank money.Fen       `json:"collected_bank_fen"`
	PostedCash    money.Fen       `json:"posted_cash_fen"`
	PostedBank    money.Fen       `json:"posted_bank_fen"`
	// Closed says that the month takes no voucher any more.
	Closed bool `json:"closed,omitempty"`
}

// Missing is what was collected and is not in the account.
func (d DuesMonth) Missing() money.Fen {
	return d.CollectedCash + d.CollectedBank - d.PostedCash - d.PostedBank
}

// Agrees reports whether cash and bank both show what was collected.
func (d DuesMonth) Agrees() bool {
	return d.CollectedCash == d.PostedCash && d.CollectedBank == d.PostedBank
}

// collectedSQL adds up what was paid by month and way: dues, and advances as they came
// in; what is paid out of an advance was taken in before.
const collectedSQL = `SELECT day, method = '现金', sum(fen) FROM (
	SELECT substr(paid_on, 1, 7) AS day, method, sum(amount_fen) AS fen FROM dues_payment WHERE kind <> '预缴抵扣' AND paid_on BETWEEN ?1 AND ?2 GROUP BY 1, 2
	UNION ALL SELECT substr(taken_on, 1, 7), method, sum(amount_fen) FROM dues_advance WHERE kind <> '抵扣' AND taken_on BETWEEN ?1 AND ?2 GROUP BY 1, 2)
	GROUP BY 1, 2`

// Collected is what was collected in each month of a year. With very many members that
// takes a second to add up, so it is kept by who asks often, see Fresh.
type Collected struct {
	year   int
	as     int64 // the operation that changed payments last
	months [13]DuesMonth
}

// lastPaid is the operation that changed payments last.
func lastPaid(ctx context.Context, r ledger.Reader) (op int64, err error) {
	err = r.QueryRowContext(ctx, `SELECT coalesce(max(op), 0) FROM journal_block WHERE tbl IN ('dues_payment', 'dues_advance')`).Scan(&op)
	return op, err
}

// Fresh gives what was collected in a year: the same again where no payment has been
// changed since, else read anew.
func (c Collected) Fresh(ctx context.Context, r ledger.Reader, year int) (Collected, error) {
	as, err := lastPaid(ctx, r)
	if err != nil || c.year == year && c.as == as {
		return c, err
	}
	return collected(ctx, r, year, as)
}

func collected(ctx context.Context, r ledger.Reader, year int, as int64) (Collected, error) {
	c := Collected{year: year, as: as}
	rows, err := r.QueryContext(ctx, collectedSQL, civil.Of(year, 1, 1), civil.Of(year, 12, 31))
	if err != nil {
		return c, err
	}
	defer rows.Close()
	for rows.Next() {
		var month civil.YearMonth
		var cash bool
		var fen money.Fen
		if err := rows.Scan(&month, &cash, &fen); err != nil {
			return c, err
		}
		if cash {
			c.months[month.Month].CollectedCash += fen
		} else {
			c.months[month.Month].CollectedBank += fen
		}
	}
	return c, rows.Err()
}

// Dues reads what was collected and holds it against the account.
func (b *Books) Dues(ctx context.Context, r ledger.Reader) ([]DuesMonth, error) {
	c, err := collected(ctx, r, b.Year, 0)
	if err != nil {
		return nil, err
	}
	return b.DuesBeside(c), nil
}

// DuesBeside holds dues and account against each other, for the months of the year in
// which there is anything to hold.
func (b *Books) DuesBeside(c Collected) []DuesMonth {
	months := c.months
	b.postedDues(&months)
	out := []DuesMonth{}
	for m := time.January; m <= time.December; m++ {
		if d := months[m]; d != (DuesMonth{}) {
			d.Month, d.Closed = civil.YearMonth{Year: b.Year, Month: m}, b.Closed(m)
			out = append(out, d)
		}
	}
	return out
}

// postedDues adds up the vouchers that posted dues; one that is reversed adds nothing.
func (b *Books) postedDues(months *[13]DuesMonth) {
	for _, v := range b.Vouchers {
		if v.Source != FromDues {
			continue
		}
		d := &months[v.SourceID%100]
		for _, e := range v.Entries {
			switch b.moneyKind(e.Subject) {
			case Cash:
				d.PostedCash += e.Debit - e.Credit
			case Bank:
				d.PostedBank += e.Debit - e.Credit
			}
		}
	}
}

// PostDues enters what was collected in a month and is not in the account yet as one
// voucher of 会费收入; what was paid back since makes it a negative one. on is its date,
// cash and bank the accounts the money lies in.
func PostDues(tx *ledger.Tx, month civil.YearMonth, on civil.Date, cash, bank int64) (Voucher, error) {
	b, err := yearOf(tx, on)
	if err != nil {
		return Voucher{}, err
	}
	if on.Year != month.Year {
		return Voucher{}, ledger.Refuse("%s 收的会费要记在 %d 年的账里，凭证日期 %s 不在那一年。", month, month.Year, on)
	}
	all, err := b.Dues(tx.Context(), tx)
	if err != nil {
		return Voucher{}, err
	}
	var d DuesMonth
	for _, one := range all {
		if one.Month == month {
			d = one
		}
	}
	if d.Agrees() {
		return Voucher{}, ledger.Refuse("%s 没有要入账的会费：收到的 %s 元都已入账。", month, (d.CollectedCash + d.CollectedBank).Grouped())
	}
	v := Voucher{Date: on, Words: fmt.Sprintf("%d 年 %d 月会费收入", month.Year, int(month.Month)), Source: FromDues, SourceID: int64(month.Year*100 + int(month.Month))}
	if d.PostedCash != 0 || d.PostedBank != 0 {
		v.Words = fmt.Sprintf("%d 年 %d 月会费收入（补记差额）", month.Year, int(month.Month))
	}
	for _, part := range []struct {
		subject string
		account int64
		fen     money.Fen
	}{{b.Scheme.Cash, cash, d.CollectedCash - d.PostedCash}, {b.Scheme.Bank, bank, d.CollectedBank - d.PostedBank}} {
		if part.fen != 0 {
			v.Entries = append(v.Entries, Entry{Subject: part.subject, Account: part.account, Debit: part.fen})
		}
	}
	if fen := d.Missing(); fen != 0 {
		v.Entries = append(v.Entries, Entry{Subject: b.duesSubject(), Credit: fen})
	}
	return b.post(tx, v)
}

// duesSubject is where dues are posted: the subject, or the first in use below it.
func (b *Books) duesSubject() string {
	code := b.Scheme.Dues
	for _, s := range b.Subjects {
		if s.Parent == code && !s.Unused {
			code = s.Code
		}
	}
	return code
}

// EnterDues is PostDues as an operation of its own, dated within the month as near to
// the day as it goes.
func EnterDues(ctx context.Context, l *ledger.Ledger, month civil.YearMonth, on civil.Date, cash, bank int64) (v Voucher, op int64, err error) {
	if err := notToCome(l, on); err != nil {
		return v, 0, err
	}
	op, err = l.Write(ctx, ledger.Op{Kind: VoucherOp, Title: "会费入账"}, func(tx *ledger.Tx) (err error) {
		if v, err = PostDues(tx, month, on, cash, bank); err == nil {
			tx.SetTitle("会费入账：" + describe(v))
		}
		return err
	})
	return v, op, err
}
