package dues

import (
	"context"
	"errors"
	"fmt"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

// MonthCell is one member's month.
type MonthCell struct {
	// Billed reports whether the month was billed for the member at all.
	Billed bool
	// Exempt is the reason why nothing is due, or ""; 未入会 also stands where
	// nothing was billed because the membership had not begun.
	Exempt    string
	Due, Paid money.Fen
	// Corrected says that the bill was corrected after it was posted, Ahead that it was
	// paid out of money taken in advance, or, not billed yet, that such money will do.
	Corrected, Ahead bool
}

// Owing is what is still to be paid.
func (c MonthCell) Owing() money.Fen { return max(c.Due-c.Paid, 0) }

// Words names the cell for people: 已缴, 预缴, 未缴, 欠5.00, 免缴, 未入会, 缺基数, or "".
func (c MonthCell) Words() string {
	switch {
	case !c.Billed && c.Ahead:
		return "预缴"
	case !c.Billed && c.Exempt == "":
		return ""
	case c.Exempt == NotYetIn || c.Exempt == HasLeft || c.Exempt == NotYetDue:
		return c.Exempt
	case c.Exempt == NoBase:
		return "缺基数"
	case c.Exempt != "":
		return "免缴"
	case c.Owing() == 0 && c.Ahead:
		return "预缴"
	case c.Owing() == 0:
		return "已缴"
	case c.Paid > 0:
		return "欠" + c.Owing().String()
	}
	return "未缴"
}

// MemberYear is a line of the year at a glance.
type MemberYear struct {
	Member int64
	Name   string
	Group  int64
	// Monthly is the amount of the last month billed.
	Monthly money.Fen
	// Before is what was owed from earlier years.
	Before money.Fen
	// Held is money taken in advance that no bill has used yet.
	Held   money.Fen
	Months [12]MonthCell
	// Arrears counts the consecutive months unpaid up to the last one billed.
	Arrears int
}

// Due, Paid and Owing are the sums of the year; Owing has the earlier years in it.
func (y MemberYear) Due() (sum money.Fen) {
	for _, c := range y.Months {
		sum += c.Due
	}
	return sum
}

// Paid is the sum paid for months of the year.
func (y MemberYear) Paid() (sum money.Fen) {
	for _, c := range y.Months {
		sum += c.Paid
	}
	return sum
}

// Owing is what is still owed for the year and earlier ones.
func (y MemberYear) Owing() money.Fen {
	sum := y.Before
	for _, c := range y.Months {
		sum += c.Owing()
	}
	return sum
}

// Over is what was paid for months of the year beyond what is due, and not given back.
func (y MemberYear) Over() (sum money.Fen) {
	for _, c := range y.Months {
		sum += max(c.Paid-c.Due, 0)
	}
	return sum
}

// Year reads the dues of a year for members of the groups (nil is everybody),
// in register order. Members without any bill in that year are listed too while
// they are on the roster.
func Year(ctx context.Context, r ledger.Reader, year int, groups []int64) ([]MemberYear, error) {
	in := map[int64]bool{}
	for _, g := range groups {
		in[g] = true
	}
	rows, err := r.QueryContext(ctx, `SELECT id, name, coalesce(department, 0),
		coalesce((SELECT min(e.date) FROM membership_fact e WHERE e.member_id = m.id), '') FROM member m WHERE `+member.NotMerged+` ORDER BY name_key, id`)
	if err != nil {
		return nil, err
	}
	var out []MemberYear
	at := map[int64]int{}
	for rows.Next() {
		var y MemberYear
		var began string
		if err := rows.Scan(&y.Member, &y.Name, &y.Group, &began); err != nil {
			rows.Close()
			return nil, err
		}
		y.notYetIn(year, began)
		if groups == nil || in[y.Group] {
			at[y.Member] = len(out)
			out = append(out, y)
		}
	}
	rows.Close()
	if err := rows.Err(); err != nil {
		return nil, err
	}
	err = eachBill(ctx, r, civil.YearMonth{Year: year, Month: 12}, func(b billed) {
		i, ok := at[b.member]
		if !ok {
			return
		}
		y := &out[i]
		if b.cell.Exempt == "" {
			if y.Arrears++; b.cell.Owing() == 0 {
				y.Arrears = 0
			}
		}
		if b.month.Year < year {
			y.Before += b.cell.Owing()
			return
		}
		y.Months[b.month.Month-1] = b.cell
		if b.cell.Exempt == "" {
			y.Monthly = b.cell.Due
		}
	})
	if err != nil {
		return nil, err
	}
	return out, ahead(ctx, r, out, at)
}

// ahead reads what was taken in advance, and marks the months not billed yet that it
// will pay for.
func ahead(ctx context.Context, r ledger.Reader, all []MemberYear, at map[int64]int) error {
	rows, err := r.QueryContext(ctx, "SELECT member_id, sum(amount_fen) FROM dues_advance GROUP BY member_id HAVING sum(amount_fen) > 0")
	if err != nil {
		return fmt.Errorf("读预缴的会费：%w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var member int64
		var held money.Fen
		if err := rows.Scan(&member, &held); err != nil {
			return err
		}
		if i, ok := at[member]; ok {
			all[i].hold(held)
		}
	}
	return rows.Err()
}

// hold spreads money taken in advance over the months after the last one billed.
func (y *MemberYear) hold(held money.Fen) {
	y.Held = held
	last := -1
	for m, c := range y.Months {
		if c.Billed {
			last = m
		}
	}
	if last < 0 || y.Monthly <= 0 {
		return
	}
	for m := last + 1; m < 12 && held >= y.Monthly; m++ {
		y.Months[m].Ahead = true
		held -= y.Monthly
	}
}

// notYetIn marks the months before the membership began (YYYY-MM-DD or shorter, ""
// when unknown): who joined later was not there to be billed.
func (y *MemberYear) notYetIn(year int, began string) {
	for i := range y.Months {
		if month := (civil.YearMonth{Year: year, Month: time.Month(i + 1)}).String(); began != "" && month < began[:min(len(began), 7)] {
			y.Months[i].Exempt = NotYetIn
		}
	}
}

type billed struct {
	member int64
	month  civil.YearMonth
	cell   MonthCell
}

// eachBill hands over all bills up to a month, member by member, oldest first.
// Bills and payments are read side by side in the same order: adding up the
// payments of every single bill takes several times as long.
func eachBill(ctx context.Context, r ledger.Reader, last civil.YearMonth, fn func(billed)) error {
	payments, err := r.QueryContext(ctx, `SELECT member_id, month, sum(amount_fen), max(kind = '预缴抵扣') FROM dues_payment WHERE month <= ?
		GROUP BY member_id, month ORDER BY member_id, month`, last)
	if err != nil {
		return err
	}
	defer payments.Close()
	bills, err := r.QueryContext(ctx, `SELECT member_id, month, coalesce(exempt, ''), amount_fen, corrected FROM dues_due WHERE month <= ?
		ORDER BY member_id, month`, last)
	if err != nil {
		return err
	}
	defer bills.Close()
	var paid struct {
		member int64
		month  string
		sum    money.Fen
		ahead  bool
	}
	for bills.Next() {
		b := billed{cell: MonthCell{Billed: true}}
		var month string
		if err := bills.Scan(&b.member, &month, &b.cell.Exempt, &b.cell.Due, &b.cell.Corrected); err != nil {
			return err
		}
		for (paid.member < b.member || paid.member == b.member && paid.month < month) && payments.Next() {
			if err := payments.Scan(&paid.member, &paid.month, &paid.sum, &paid.ahead); err != nil {
				return err
			}
		}
		if paid.member == b.member && paid.month == month {
			b.cell.Paid, b.cell.Ahead = paid.sum, paid.ahead
		}
		if b.month, err = civil.ParseYearMonth(month); err != nil {
			return err
		}
		fn(b)
	}
	return errors.Join(bills.Err(), payments.Err())
}

// MonthTotal is the dues of a month in sum.
type MonthTotal struct {
	Month civil.YearMonth
	// Members counts those with an amount, PaidUp those who owe nothing more.
	Members, PaidUp int
	Due, Paid       money.Fen
}

// Totals sums up the billed months from first to last, in order.
func Totals(ctx context.Context, r ledger.Reader, first, last civil.YearMonth) ([]MonthTotal, error) {
	rows, err := r.QueryContext(ctx, `SELECT month, count(*), sum(paid >= amount_fen), sum(amount_fen), sum(paid) FROM (
		SELECT d.month, d.amount_fen, coalesce((SELECT sum(p.amount_fen) FROM dues_payment p WHERE p.member_id = d.member_id AND p.month = d.month), 0) AS paid
		FROM dues_due d WHERE d.month BETWEEN ? AND ? AND d.exempt IS NULL) GROUP BY month ORDER BY month`, first, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []MonthTotal
	for rows.Next() {
		var t MonthTotal
		if err := rows.Scan(&t.Month, &t.Members, &t.PaidUp, &t.Due, &t.Paid); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// LastBilled is the newest month that was billed, and whether there is one.
func LastBilled(ctx context.Context, r ledger.Reader) (month civil.YearMonth, billed bool, err error) {
	err = r.QueryRowContext(ctx, `SELECT max(month) FROM dues_bill`).Scan(&month)
	return month, !month.IsZero(), err
}
