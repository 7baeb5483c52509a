package ledger

import (
	"regexp"
	"strings"
	"testing"
)

// A ledger is opened by other programs too: SQLite before 3.47 takes only a literal as
// the sentence of RAISE, and refuses the whole schema where a trigger computes one.
func TestTriggersRaiseLiteralSentences(t *testing.T) {
	raise := regexp.MustCompile(`(?is)\bRAISE\s*\(`)
	literal := regexp.MustCompile(`(?is)^(IGNORE|(ABORT|FAIL|ROLLBACK)\s*,\s*'(?:[^']|'')*')\s*\)`)
	sentences := 0
	check := func(sql string) (bad []string) {
		for _, at := range raise.FindAllStringIndex(sql, -1) {
			sentences++
			if rest := sql[at[1]:]; !literal.MatchString(strings.TrimSpace(rest)) {
				bad = append(bad, rest[:min(len(rest), 80)])
			}
		}
		return bad
	}
	if len(check("SELECT RAISE(ABORT, 'a' || 1)")) != 1 || len(check("SELECT raise(ABORT, format('%d', 1))")) != 1 || len(check("SELECT RAISE(ABORT, 'it''s')")) != 0 {
		t.Fatal("the test cannot tell a literal from an expression")
	}
	sentences = 0
	rows, err := newLedger(t).Read().QueryContext(t.Context(), `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var name, sql string
		must(t, rows.Scan(&name, &sql))
		for _, b := range check(sql) {
			t.Errorf("trigger %s computes what it says: %s", name, b)
		}
	}
	must(t, rows.Err())
	if sentences < 20 {
		t.Errorf("only %d sentences were found", sentences)
	}
}
