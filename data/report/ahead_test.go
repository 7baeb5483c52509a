package report

import (
	"errors"
	"iter"
	"testing"

	"pgregory.net/rapid"
)

// numbered yields n rows out of one record, as sources do, then err; ended tells
// whether the reading was brought to its end.
func numbered(n int, err error, ended *bool) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		defer func() { *ended = true }()
		values := MemberFields.NewRecord()
		for i := range n {
			values.Set("name", string(rune('一'+i)))
			if !yield(Row{Record: int64(i), Values: values}, nil) {
				return
			}
		}
		if err != nil {
			yield(Row{}, err)
		}
	}
}

func TestAheadGivesTheSameRows(t *testing.T) {
	bad := errors.New("bad")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 3*batchRows).Draw(t, "rows")
		stop := rapid.IntRange(0, 3*batchRows).Draw(t, "stop")
		var err error
		if rapid.Bool().Draw(t, "fails") {
			err = bad
		}
		ended, got := false, 0
		var failed error
		for r, e := range ahead(numbered(n, err, &ended)) {
			if e != nil {
				failed = e
				break
			}
			if r.Record != int64(got) || r.Values.Get("name") != string(rune('一'+got)) {
				t.Fatalf("row %d is %d %q", got, r.Record, r.Values.Get("name"))
			}
			if got++; got == stop {
				break
			}
		}
		if !ended {
			t.Fatal("the reading goes on")
		}
		whole := stop == 0 || stop > n
		if whole && (got != n || failed != err) || !whole && got != stop {
			t.Fatalf("%d of %d rows, %v", got, n, failed)
		}
	})
}
