package dues

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// The ways a member's dues differ from those of the period before.
const (
	DuesNew    = "新增"
	DuesGone   = "不再缴"
	DuesHigher = "增加"
	DuesLower  = "减少"
)

// DifferenceKinds lists them in the order shown.
var DifferenceKinds = []string{DuesNew, DuesGone, DuesHigher, DuesLower}

// Difference is a member whose dues are not those of the period before, with why.
type Difference struct {
	Member int64     `json:"member"`
	Name   string    `json:"name"`
	Group  string    `json:"department"`
	Kind   string    `json:"kind"`
	Before money.Fen `json:"before_fen"`
	Now    money.Fen `json:"now_fen"`
	Why    string    `json:"why"`
}

// compare finds what differs from the period before. Where that one is of another
// length, the months next to each other are compared.
func (b *Billing) compare(ctx context.Context, r ledger.Reader, book Book) error {
	prev, err := book.PeriodOf(b.Period.First.Add(-1))
	if err != nil {
		return nil // no rule before, nothing to compare with
	}
	now := b.Period
	if prev.First.MonthsUntil(prev.Last) != now.First.MonthsUntil(now.Last) {
		prev.First, now.Last = prev.Last, now.First
	}
	var any bool
	if err := r.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM dues_bill WHERE month BETWEEN ? AND ?)`, prev.First, prev.Last).Scan(&any); err != nil || !any {
		return err
	}
	b.Against = &prev
	rows, err := r.QueryContext(ctx, differencesSQL(prev, now), prev.First, prev.Last, now.First, now.Last)
	if err != nil {
		return fmt.Errorf("和上期比：%w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var d Difference
		var was, is assessment
		var wasMonths, months *int
		if err := rows.Scan(&d.Member, &d.Name, &d.Group, &d.Before, &d.Now, &was.base, &is.base, &was.exempt, &is.exempt, &was.rule, &is.rule,
			&was.note, &is.note, &wasMonths, &months); err != nil {
			return err
		}
		d.sort()
		d.Why = whyDiffers(was, is)
		if wasMonths != nil && months != nil && *wasMonths != *months && d.Before > 0 && d.Now > 0 {
			d.Why = fmt.Sprintf("上期缴 %d 个月，这期 %d 个月", *wasMonths, *months)
		}
		b.Differences = append(b.Differences, d)
	}
	return rows.Err()
}

// differencesSQL asks for the members whose dues of two periods differ; its arguments are
// the first and last months of both.
func differencesSQL(prev, now Period) string {
	// The two are laid over each other and grouped: joined, the one would be gone through
	// again for every member of the other.
	before := func(column string) string { return "max(CASE WHEN later = 0 THEN " + column + " END)" }
	after := func(column string) string { return "max(CASE WHEN later = 1 THEN " + column + " END)" }
	return `WITH both AS (SELECT 0 AS later, * FROM (` + spanSQL(prev.First, prev.Last, "?1", "?2") + `) UNION ALL SELECT 1, * FROM (` + spanSQL(now.First, now.Last, "?3", "?4") + `)),
		pair AS (SELECT member_id, ` + after("department") + ` AS department, coalesce(` + before("amount") + `, 0) AS was, ` + after("amount") + ` AS now, ` + before("base_fen") + ` AS was_base, ` + after("base_fen") + ` AS base,
			CASE WHEN min(later) = 1 THEN '` + NotYetIn + `' ELSE coalesce(` + before("exempt") + `, '') END AS was_exempt, coalesce(` + after("exempt") + `, '') AS exempt,
			coalesce(` + before("rule") + `, ` + after("rule") + `) AS was_rule, ` + after("rule") + ` AS rule, coalesce(` + before("note") + `, '') AS was_note, coalesce(` + after("note") + `, '') AS note,
			` + before("billed") + ` AS was_billed, ` + after("billed") + ` AS billed
			FROM both GROUP BY member_id HAVING max(later) = 1)
		SELECT member_id, p.name, coalesce(g.name, ''), was, now, was_base, base, was_exempt, exempt, was_rule, rule, was_note, pair.note, was_billed, billed
		FROM pair JOIN member p ON p.id = pair.member_id LEFT JOIN union_group g ON g.id = pair.department
		WHERE was <> now AND exempt <> '` + IsMerged + `' ORDER BY p.name_key, p.id`
}

// sort says of which kind the difference is.
func (d *Difference) sort() {
	switch {
	case d.Before == 0:
		d.Kind = DuesNew
	case d.Now == 0:
		d.Kind = DuesGone
	case d.Now > d.Before:
		d.Kind = DuesHigher
	default:
		d.Kind = DuesLower
	}
}

// spanSQL sums up the bills of some months by member; what they rest on is that of
// the last month.
func spanSQL(first, last civil.YearMonth, from, to string) string {
	if first == last {
		return `SELECT member_id, department, amount_fen AS amount, base_fen, exempt, rule, note, exempt IS NULL AS billed FROM dues_due WHERE month = ` + from + ` AND ` + to + ` <> ''`
	}
	return `SELECT member_id, department, amount, base_fen, exempt, rule, note, billed FROM (
		SELECT member_id, department, sum(amount_fen) AS amount, base_fen, exempt, rule, note, sum(exempt IS NULL) AS billed, max(month) FROM dues_due
		WHERE month BETWEEN ` + from + ` AND ` + to + ` GROUP BY member_id)`
}
