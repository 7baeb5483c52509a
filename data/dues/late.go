package dues

import (
	"context"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Late is a billed month in which somebody has to pay who was not billed, or was billed
// and has nothing to pay: a membership entered late, corrected or declared void, an
// agreement, a base that was lacking. Another base alone is no such thing.
type Late struct {
	Month   civil.YearMonth `json:"month"`
	Members int             `json:"members"`
	// First is the name of one of them.
	First string `json:"first"`
	// Difference is what billing the month again adds to what is due, or takes from it.
	Difference money.Fen `json:"difference_fen"`
}

// lateMonths is how many months back are looked at: what is older is the business of
// whoever bills or corrects that month, and a large ledger is read in a moment.
const lateMonths = 12

// LateFacts finds the months, of the last ones billed and still open, whose bills no
// longer say who has to pay; the oldest first. members nil means everybody.
func LateFacts(ctx context.Context, r ledger.Reader, members []int64) ([]Late, error) {
	book, err := BookOf(ctx, r)
	if err != nil {
		return nil, err
	}
	rows, err := r.QueryContext(ctx, `SELECT month FROM (SELECT DISTINCT month FROM dues_bill ORDER BY month DESC LIMIT ?)
		WHERE month NOT IN (SELECT month FROM dues_closing WHERE reopened_on IS NULL) ORDER BY month`, lateMonths)
	if err != nil {
		return nil, fmt.Errorf("读已开账的月份：%w", err)
	}
	months, err := scanMonths(rows)
	if err != nil {
		return nil, err
	}
	only := ""
	if members != nil {
		only = " AND m.id IN (" + idList(members) + ")"
	}
	var out []Late
	for _, m := range months {
		late, err := lateIn(ctx, r, book, m, only)
		if err != nil {
			return nil, fmt.Errorf("核对 %s 的账：%w", m, err)
		}
		if late.Members > 0 {
			out = append(out, late)
		}
	}
	return out, nil
}

func lateIn(ctx context.Context, r ledger.Reader, book Book, month civil.YearMonth, only string) (Late, error) {
	out := Late{Month: month}
	rule, err := book.On(month)
	if err != nil {
		return out, err
	}
	agreed, err := anyAgreed(ctx, r, month)
	if err != nil {
		return out, err
	}
	err = r.QueryRowContext(ctx, `SELECT count(*), coalesce(min(p.name), ''), coalesce(sum(n.amount - coalesce(d.amount_fen, 0)), 0)
		FROM (`+rule.assessSQL(month, agreed, only)+`) n JOIN member p ON p.id = n.id LEFT JOIN dues_due d ON d.month = ?1 AND d.member_id = n.id
		WHERE CASE WHEN d.id IS NULL THEN n.exempt IS NULL ELSE (n.exempt IS NULL) <> (d.exempt IS NULL) END`, month, month.Last()).
		Scan(&out.Members, &out.First, &out.Difference)
	return out, err
}

// LateWords sums the months up: 2021-10、2021-11 的账有 3 笔要跟着更正.
func LateWords(list []Late) string {
	if len(list) == 0 {
		return ""
	}
	n := 0
	var months []string
	for _, x := range list {
		n += x.Members
		months = append(months, x.Month.String())
	}
	if len(months) > 3 {
		months = []string{fmt.Sprintf("%s 至 %s 的 %d 个月", months[0], months[len(months)-1], len(months))}
	}
	return fmt.Sprintf("%s 已开的会费账有 %d 笔要跟着更正或补开", strings.Join(months, "、"), n)
}
