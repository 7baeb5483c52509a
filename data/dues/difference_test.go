package dues

import (
	"strings"
	"testing"
)

// TestDifferencesGoThroughTheBillsOnce asks SQLite for its plan: a table that is gone
// through anew for each row of another is nothing at 300 members and never ends at 100,000.
func TestDifferencesGoThroughTheBillsOnce(t *testing.T) {
	l := newLedger(t)
	for _, span := range [][2]Period{
		{{First: month("2022-01"), Last: month("2022-01")}, {First: month("2022-02"), Last: month("2022-02")}},
		{{First: month("2021-10"), Last: month("2021-12")}, {First: month("2022-01"), Last: month("2022-03")}},
	} {
		prev, now := span[0], span[1]
		rows, err := l.Read().QueryContext(ctx, "EXPLAIN QUERY PLAN "+differencesSQL(prev, now), prev.First, prev.Last, now.First, now.Last)
		if err != nil {
			t.Fatal(err)
		}
		steps := 0
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			steps++
			if strings.HasPrefix(step, "SCAN") && strings.Contains(step, "JOIN") {
				t.Errorf("%s: %s", now.Words(), step)
			}
		}
		if err := rows.Err(); err != nil || steps == 0 {
			t.Fatalf("%d steps, %v", steps, err)
		}
	}
}
