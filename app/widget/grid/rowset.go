package grid

import "slices"

// Span is a run of rows, both ends included.
type Span struct{ First, Last int }

// RowSet is a set of rows kept as sorted runs, so that "all 100,000" costs as
// little as one. The zero RowSet is empty.
type RowSet struct {
	spans []Span
}

// NewRowSet makes a set of single rows, in any order.
func NewRowSet(rows ...int) RowSet {
	var s RowSet
	for _, r := range slices.Sorted(slices.Values(rows)) {
		s.AddSpan(r, r) // rising order only ever touches the last run
	}
	return s
}

// Len is the number of rows in the set.
func (s *RowSet) Len() int {
	n := 0
	for _, sp := range s.spans {
		n += sp.Last - sp.First + 1
	}
	return n
}

// Has says whether row is in the set.
func (s *RowSet) Has(row int) bool {
	i := s.find(row)
	return i < len(s.spans) && s.spans[i].First <= row
}

// Spans returns the runs in rising order.
func (s *RowSet) Spans() []Span { return slices.Clone(s.spans) }

// Each calls f for every row in rising order until f returns false.
func (s *RowSet) Each(f func(row int) bool) {
	for _, sp := range s.spans {
		for r := sp.First; r <= sp.Last; r++ {
			if !f(r) {
				return
			}
		}
	}
}

// First returns the lowest row, and false when the set is empty.
func (s *RowSet) First() (int, bool) {
	if len(s.spans) == 0 {
		return 0, false
	}
	return s.spans[0].First, true
}

// AddSpan puts rows first … last (either way round) into the set.
func (s *RowSet) AddSpan(first, last int) {
	if first > last {
		first, last = last, first
	}
	// Runs that touch or overlap the new one melt into it.
	i := s.find(first - 1)
	j := i
	for j < len(s.spans) && s.spans[j].First <= last+1 {
		first = min(first, s.spans[j].First)
		last = max(last, s.spans[j].Last)
		j++
	}
	s.spans = slices.Replace(s.spans, i, j, Span{first, last})
}

// RemoveSpan takes rows first … last (either way round) out of the set.
func (s *RowSet) RemoveSpan(first, last int) {
	if first > last {
		first, last = last, first
	}
	kept := make([]Span, 0, len(s.spans)+1)
	for _, sp := range s.spans {
		if sp.Last < first || sp.First > last {
			kept = append(kept, sp)
			continue
		}
		if sp.First < first {
			kept = append(kept, Span{sp.First, first - 1})
		}
		if sp.Last > last {
			kept = append(kept, Span{last + 1, sp.Last})
		}
	}
	s.spans = kept
}

// Toggle puts row in when it was out, and out when it was in.
func (s *RowSet) Toggle(row int) {
	if s.Has(row) {
		s.RemoveSpan(row, row)
		return
	}
	s.AddSpan(row, row)
}

// Clone returns a set that later changes to s do not touch.
func (s *RowSet) Clone() RowSet { return RowSet{spans: slices.Clone(s.spans)} }

// Clear empties the set.
func (s *RowSet) Clear() { s.spans = nil }

// find returns the place of the first run that ends at or after row.
func (s *RowSet) find(row int) int {
	i, _ := slices.BinarySearchFunc(s.spans, row, func(sp Span, r int) int { return sp.Last - r })
	return i
}
