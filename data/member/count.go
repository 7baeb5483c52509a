package member

import (
	"context"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// ActiveAt counts the members 在册 at the end of each of the days, which must be
// in order. It reads all events once, whatever the number of days.
func ActiveAt(ctx context.Context, r ledger.Reader, days []civil.Date) ([]int, error) {
	rows, err := r.QueryContext(ctx, `SELECT member_id, kind, coalesce(date, '') FROM membership_fact
		WHERE member_id NOT IN (SELECT id FROM member_merged) ORDER BY member_id, date, place`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make([]int, len(days))
	ends := make([]string, len(days))
	for i, d := range days {
		ends[i] = d.Last().String()
	}
	var who int64
	var state State
	at := 0 // the first day not yet decided for this member
	settle := func(until string) {
		for at < len(ends) && (until == "" || ends[at] < until) {
			if state.Counted() {
				out[at]++
			}
			at++
		}
	}
	for rows.Next() {
		var id int64
		var kind EventKind
		var date string
		if err := rows.Scan(&id, &kind, &date); err != nil {
			return nil, err
		}
		if id != who {
			settle("")
			who, state, at = id, "", 0
		}
		if date != "" {
			settle(date)
		}
		state = leads[kind]
	}
	settle("")
	return out, rows.Err()
}

// Incomplete counts the members 在册 on a day who lack a field that every report
// asks for, given by keys.
func Incomplete(ctx context.Context, r ledger.Reader, on civil.Date, keys ...string) (n int, err error) {
	var lacking []string
	for _, k := range keys {
		lacking = append(lacking, "m."+Fields.Must(k).Key+" IS NULL")
	}
	err = r.QueryRowContext(ctx, "SELECT count(*) FROM member m WHERE ("+strings.Join(lacking, " OR ")+") AND "+stateSQL+" = ?", asOf(on), string(Active)).Scan(&n)
	return n, err
}
