package dues

import (
	"context"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/union"
)

// Detail is a line of the 会费收缴明细表: one member over the period.
type Detail struct {
	Member              int64
	Group, Name, CardNo string
	Wage, Base, Monthly money.Fen
	First, Last         civil.YearMonth
	Months              int
	Due, Paid           money.Fen
	Method              string
	PaidOn              civil.Date
}

// Owing is what is still to be paid for the period.
func (d Detail) Owing() money.Fen { return max(d.Due-d.Paid, 0) }

// Details lists what each member had to pay and paid for the months from first
// to last, by group and name. Exempt months do not count, but money taken for one
// that was exempted afterwards does: the sums are those of the books.
func Details(ctx context.Context, r ledger.Reader, first, last civil.YearMonth) ([]Detail, error) {
	book, err := BookOf(ctx, r)
	if err != nil {
		return nil, err
	}
	rule, err := book.On(last)
	if err != nil {
		return nil, err
	}
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return nil, err
	}
	names := union.Names(groups) // two groups of one name are two lines
	rows, err := r.QueryContext(ctx, `SELECT m.id, coalesce(g.id, 0), m.name, coalesce(m.card_no, ''), d.base_fen, d.amount_fen,
		s.first, s.last, s.months, s.due,
		(SELECT coalesce(sum(p.amount_fen), 0) FROM dues_payment p WHERE p.member_id = m.id AND p.month BETWEEN ?1 AND ?2),
		(SELECT coalesce(max(p.method), '') FROM dues_payment p WHERE p.member_id = m.id AND p.month BETWEEN ?1 AND ?2),
		(SELECT max(p.paid_on) FROM dues_payment p WHERE p.member_id = m.id AND p.month BETWEEN ?1 AND ?2)
		FROM (SELECT member_id, min(month) AS first, max(month) AS last, sum(exempt IS NULL) AS months, sum(amount_fen) AS due FROM dues_due x
			WHERE month BETWEEN ?1 AND ?2 AND (exempt IS NULL OR EXISTS (SELECT 1 FROM dues_payment p WHERE p.member_id = x.member_id AND p.month = x.month))
			GROUP BY member_id) s
		JOIN dues_due d ON d.member_id = s.member_id AND d.month = s.last
		JOIN member m ON m.id = s.member_id LEFT JOIN union_group g ON g.id = d.department
		ORDER BY g.sort, g.id, m.name_key, m.id`, first, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Detail
	for rows.Next() {
		var d Detail
		var group int64
		if err := rows.Scan(&d.Member, &group, &d.Name, &d.CardNo, &d.Wage, &d.Monthly, &d.First, &d.Last, &d.Months, &d.Due, &d.Paid, &d.Method, &d.PaidOn); err != nil {
			return nil, err
		}
		d.Group = names[group]
		d.Base = rule.Counted(d.Wage)
		out = append(out, d)
	}
	return out, rows.Err()
}
