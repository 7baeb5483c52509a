package report

import (
	"strings"
	"testing"

	"unionledger/data/ledger"
)

// TestOpenRowsAreLookedUp asks SQLite for its plan: the answer gone through anew for every
// open row is nothing at 12 of them and takes minutes at 10,000.
func TestOpenRowsAreLookedUp(t *testing.T) {
	l := rosterLedger(t)
	rows, err := l.Read().QueryContext(ctx, "EXPLAIN QUERY PLAN "+openSQL)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	looked := false
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		looked = looked || strings.HasPrefix(step, "SEARCH later USING INDEX report_feedback_who (<expr>=? AND rowid>?)")
	}
	if err := rows.Err(); err != nil || !looked {
		t.Errorf("later answers are not looked up; %v", err)
	}
}

// Many rows of people nobody knows, some of one name, in two answers: only those of the
// later one are open, and at once.
func TestManyUnknownReturned(t *testing.T) {
	l := rosterLedger(t)
	const many = 20000
	for _, run := range []string{"前", "后"} {
		write(t, l, func(tx *ledger.Tx) error {
			_, err := tx.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
				INSERT INTO report_feedback (run, file, date, row, name, ok, class) SELECT ?1, '反馈.xls', '2022-05-06', i, CASE WHEN i % 2 THEN '外人' ELSE '外人' || i END, 0, 'other' FROM n`, run, many)
			return err
		})
	}
	open, err := OpenFeedback(ctx, l.Read())
	if err != nil || len(open) != many || open[0].answer != "后" {
		t.Errorf("%d open, %v", len(open), err)
	}
}
