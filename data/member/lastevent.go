package member

import (
	"context"
	"slices"

	"unionledger/data/ledger"
)

// LastEvents gives the newest event of one of the kinds for each of the members
// that has one, by the member's id.
func LastEvents(ctx context.Context, r ledger.Reader, members []int64, kinds ...EventKind) (map[int64]Event, error) {
	out := map[int64]Event{}
	if len(members) == 0 || len(kinds) == 0 {
		return out, nil
	}
	all, err := eventsOf(ctx, r, members)
	for id, events := range all {
		for _, e := range events {
			if slices.Contains(kinds, e.Kind) {
				out[id] = e
			}
		}
	}
	return out, err
}
