package member

import (
	"testing"

	"unionledger/data/civil"
)

func TestTooYoung(t *testing.T) {
	today := civil.Of(2026, 11, 24)
	for _, c := range []struct {
		birth, joined string
		young         bool
	}{
		{"2014-01-01", "2026-11-24", true},
		{"2010-11-24", "2026-11-24", false},
		{"2010-11-25", "2026-11-24", true},
		{"2000-01-01", "2012-01-01", true},
		{"2000-01-01", "", false},
		{"", "2026-11-24", false},
	} {
		rec := Fields.NewRecord()
		rec.Set("birth_date", c.birth)
		rec.Set("join_date", c.joined)
		if got := TooYoung(rec, today); (got != "") != c.young {
			t.Errorf("born %q, joined %q: %q", c.birth, c.joined, got)
		}
	}
}
