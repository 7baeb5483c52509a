package dues

import (
	"context"
	"fmt"

	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// GroupTotal is what a group has to pay: by the group that each bill was made out in.
type GroupTotal struct {
	Group   int64     `json:"group"`
	Name    string    `json:"department"`
	Members int       `json:"members"` // with an amount
	Exempt  int       `json:"exempt"`
	Total   money.Fen `json:"total_fen"`
}

// billed counts the members with an amount in the period, and their sum.
func (b *Billing) billed(ctx context.Context, r ledger.Reader) (n int, sum money.Fen, err error) {
	count := "count(*)"
	if b.Period.First != b.Period.Last {
		count = "count(DISTINCT member_id)"
	}
	err = r.QueryRowContext(ctx, `SELECT `+count+`, coalesce(sum(amount_fen), 0) FROM dues_due WHERE month BETWEEN ? AND ? AND exempt IS NULL`,
		b.Period.First, b.Period.Last).Scan(&n, &sum)
	return n, sum, err
}

func (b *Billing) read(ctx context.Context, r ledger.Reader, book Book) (err error) {
	if b.Billed, b.Total, err = b.billed(ctx, r); err != nil {
		return fmt.Errorf("读会费账：%w", err)
	}
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return err
	}
	names := union.Names(groups)
	if err := b.readGroups(ctx, r, groups, names); err != nil {
		return fmt.Errorf("读各组的会费：%w", err)
	}
	left, err := b.readExempt(ctx, r, names)
	if err != nil {
		return fmt.Errorf("读不收会费的人：%w", err)
	}
	if b.New == b.Billed+left {
		return nil // all bills were made just now, from the facts as they are
	}
	for _, m := range b.Period.Months() {
		list, err := pending(ctx, r, book, m, nil)
		if err != nil {
			return fmt.Errorf("核对已开的账：%w", err)
		}
		b.Corrections = append(b.Corrections, list...)
	}
	for _, c := range b.Corrections {
		b.Problems = append(b.Problems, problem.Problem{Severity: problem.Warning, Kind: "bill_outdated", Table: "member", Record: c.Member, Who: c.Name,
			Field: "dues_base_fen", Label: "缴费基数", Value: c.Before.String(), New: c.After.String(), Message: c.Words() + "已开的账没有改动；要改请更正。"})
	}
	return nil
}

func (b *Billing) readGroups(ctx context.Context, r ledger.Reader, groups []union.Group, names map[int64]string) error {
	rows, err := r.QueryContext(ctx, `SELECT coalesce(department, 0), count(DISTINCT CASE WHEN exempt IS NULL THEN member_id END), count(DISTINCT member_id), sum(amount_fen)
		FROM dues_due WHERE month BETWEEN ? AND ? AND exempt IS NOT '`+IsMerged+`' GROUP BY 1`, b.Period.First, b.Period.Last)
	if err != nil {
		return err
	}
	defer rows.Close()
	of := map[int64]GroupTotal{}
	for rows.Next() {
		var g GroupTotal
		var all int
		if err := rows.Scan(&g.Group, &g.Members, &all, &g.Total); err != nil {
			return err
		}
		g.Exempt, g.Name = all-g.Members, names[g.Group]
		of[g.Group] = g
	}
	for _, g := range append(groups, union.Group{}) { // in the order of the union, those without a group last
		if t, ok := of[g.ID]; ok {
			b.Groups = append(b.Groups, t)
		}
	}
	return rows.Err()
}

// readExempt lists who is left out, for the whole period or for some of its months,
// and counts those who are left out altogether.
func (b *Billing) readExempt(ctx context.Context, r ledger.Reader, names map[int64]string) (left int, err error) {
	rows, err := r.QueryContext(ctx, `SELECT d.member_id, m.name, coalesce(d.department, 0), d.exempt, coalesce(d.note, ''), d.free, d.months FROM (
			SELECT member_id, department, max(exempt) AS exempt, note, count(exempt) AS free, count(*) AS months FROM dues_due
			WHERE month BETWEEN ?1 AND ?2 GROUP BY member_id) d JOIN member m ON m.id = d.member_id
		WHERE d.free > 0 AND d.exempt <> '`+IsMerged+`' ORDER BY d.exempt, m.name_key`, b.Period.First, b.Period.Last)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var e Exempted
		var group int64
		var months int
		if err := rows.Scan(&e.Member, &e.Name, &group, &e.Reason, &e.Note, &e.Months, &months); err != nil {
			return 0, err
		}
		e.Group = names[group]
		if e.Months == months {
			left++
			e.Months = 0
		}
		b.Exempt = append(b.Exempt, e)
		if e.Reason == NoBase {
			b.Problems = append(b.Problems, problem.Problem{Severity: problem.Error, Kind: "dues_base_missing", Table: "member", Record: e.Member,
				Who: e.Name, Field: "dues_base_fen", Label: "缴费基数", Message: e.Name + "没有缴费基数（或为负数），算不出会费。请补上基数后再开账。"})
		}
	}
	return left, rows.Err()
}
