package dues

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Unpaid is how long somebody has not paid.
type Unpaid struct {
	// Months counts the consecutive months unpaid up to the last one billed, Since is
	// the first of them; Owing is all that is owed.
	Months int
	Since  civil.YearMonth
	Owing  money.Fen
}

// UnpaidOf tells how long the members have not paid, by their bills alone; those who
// owe nothing are left out. It reads the bills of these members only.
func UnpaidOf(ctx context.Context, r ledger.Reader, members []int64) (map[int64]Unpaid, error) {
	out := map[int64]Unpaid{}
	if len(members) == 0 {
		return out, nil
	}
	ids := make([]string, len(members))
	for i, id := range members {
		ids[i] = strconv.FormatInt(id, 10)
	}
	rows, err := r.QueryContext(ctx, `SELECT d.member_id, d.month, d.amount_fen - coalesce((SELECT sum(p.amount_fen) FROM dues_payment p
			WHERE p.member_id = d.member_id AND p.month = d.month), 0)
		FROM dues_due d WHERE d.member_id IN (`+strings.Join(ids, ",")+`) AND d.exempt IS NULL ORDER BY d.member_id, d.month`)
	if err != nil {
		return nil, fmt.Errorf("读欠缴的月份：%w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var month civil.YearMonth
		var owing money.Fen
		if err := rows.Scan(&id, &month, &owing); err != nil {
			return nil, err
		}
		u := out[id]
		if owing <= 0 {
			u.Months, u.Since = 0, civil.YearMonth{}
		} else {
			if u.Months++; u.Months == 1 {
				u.Since = month
			}
			u.Owing += owing
		}
		out[id] = u
	}
	for id, u := range out {
		if u.Owing == 0 {
			delete(out, id)
		}
	}
	return out, rows.Err()
}
