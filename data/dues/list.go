package dues

import (
	"context"
	"fmt"
	"strings"

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
	// Owing and Over are added up month by month: what was paid too much for one month
	// does not pay for another.
	Owing, Over money.Fen
	Method      string
	PaidOn      civil.Date
	// Exempt counts months that are not due, ExemptWords says why.
	Exempt      int
	ExemptWords string
}

// Remark says in a few words what the amounts alone do not: 免缴 2 个月（保留会籍）.
func (d Detail) Remark() string {
	var out []string
	if d.Exempt > 0 {
		out = append(out, fmt.Sprintf("免缴 %d 个月（%s）", d.Exempt, d.ExemptWords))
	}
	if d.Over > 0 {
		out = append(out, fmt.Sprintf("多缴 %s 元", d.Over.Grouped()))
	}
	return strings.Join(out, "，")
}

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
	rows, err := r.QueryContext(ctx, `WITH paid AS (SELECT member_id, month, sum(amount_fen) AS fen, max(method) AS method, max(paid_on) AS paid_on
			FROM dues_payment WHERE month BETWEEN ?1 AND ?2 GROUP BY member_id, month),
		x AS (SELECT d.member_id, d.month, d.exempt, d.amount_fen AS due, coalesce(p.fen, 0) AS paid, p.method, p.paid_on, d.exempt IS NULL OR p.fen IS NOT NULL AS listed
			FROM dues_due d LEFT JOIN paid p ON p.member_id = d.member_id AND p.month = d.month WHERE d.month BETWEEN ?1 AND ?2),
		s AS (SELECT member_id, min(iif(listed, month, NULL)) AS first, max(iif(listed, month, NULL)) AS last, sum(exempt IS NULL) AS months, sum(iif(listed, due, 0)) AS due, sum(paid) AS paid,
			sum(iif(listed, max(due - paid, 0), 0)) AS owing, sum(iif(listed, max(paid - due, 0), 0)) AS over, coalesce(max(method), '') AS method, max(paid_on) AS paid_on,
			sum(exempt IS NOT NULL) AS free, coalesce(max(exempt), '') AS words FROM x GROUP BY member_id HAVING max(listed))
		SELECT m.id, coalesce(g.id, 0), m.name, coalesce(m.card_no, ''), d.base_fen, d.amount_fen,
			s.first, s.last, s.months, s.due, s.paid, s.owing, s.over, s.method, s.paid_on, s.free, s.words
		FROM s JOIN dues_due d ON d.member_id = s.member_id AND d.month = s.last
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
		if err := rows.Scan(&d.Member, &group, &d.Name, &d.CardNo, &d.Wage, &d.Monthly, &d.First, &d.Last, &d.Months, &d.Due, &d.Paid, &d.Owing, &d.Over, &d.Method, &d.PaidOn, &d.Exempt, &d.ExemptWords); err != nil {
			return nil, err
		}
		d.Group = names[group]
		d.Base = rule.Counted(d.Wage)
		out = append(out, d)
	}
	return out, rows.Err()
}
