package grid

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is added and taken away, the set agrees with a plain map, and its runs
// stay sorted and apart.
func TestRowSetAgreesWithAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s RowSet
		plain := map[int]bool{}
		row := rapid.IntRange(0, 40)
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			a, b := row.Draw(t, "a"), row.Draw(t, "b")
			op := rapid.SampledFrom([]string{"add", "remove", "toggle"}).Draw(t, "op")
			for r := min(a, b); op != "toggle" && r <= max(a, b); r++ {
				plain[r] = op == "add"
			}
			switch op {
			case "add":
				s.AddSpan(a, b)
			case "remove":
				s.RemoveSpan(a, b)
			case "toggle":
				s.Toggle(a)
				plain[a] = !plain[a]
			}
		}
		var want, got []int
		for r := range 41 {
			if plain[r] {
				want = append(want, r)
			}
			if s.Has(r) != plain[r] {
				t.Fatalf("Has(%d) is %v", r, s.Has(r))
			}
		}
		s.Each(func(r int) bool { got = append(got, r); return true })
		if !slices.Equal(got, want) || s.Len() != len(want) {
			t.Fatalf("set %v, want %v", got, want)
		}
		spans := s.Spans()
		for i := 1; i < len(spans); i++ {
			if spans[i].First <= spans[i-1].Last+1 {
				t.Fatalf("runs touch: %v", spans)
			}
		}
		if again := NewRowSet(got...); !slices.Equal(again.Spans(), spans) {
			t.Fatalf("made anew: %v, want %v", again.Spans(), spans)
		}
	})
}

func TestCloneStaysAsItWas(t *testing.T) {
	s := NewRowSet(1, 2, 3)
	c := s.Clone()
	s.AddSpan(4, 9)
	s.RemoveSpan(1, 1)
	if !slices.Equal(c.Spans(), []Span{{1, 3}}) {
		t.Errorf("the clone changed to %v", c.Spans())
	}
}
