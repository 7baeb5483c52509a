package member

import (
	"context"

	"unionledger/data/ledger"
)

// LeadsTo is the state an event leads to.
func (k EventKind) LeadsTo() State { return leads[k] }

// eventCells are the columns that scanEvent reads.
const eventCells = `id, member_id, kind, date, coalesce(reason, ''), coalesce(document, ''), coalesce(minute_no, ''),
		coalesce(other_union, ''), dues_from, coalesce(note, '')`

func scanEvent(scan func(...any) error) (e Event, err error) {
	err = scan(&e.ID, &e.Member, &e.Kind, &e.Date, &e.Reason, &e.Document, &e.MinuteNo, &e.OtherUnion, &e.DuesFrom, &e.Note)
	return e, err
}

// LastEvents gives the newest event of one of the kinds for each of the members
// that has one, by the member's id.
func LastEvents(ctx context.Context, r ledger.Reader, members []int64, kinds ...EventKind) (map[int64]Event, error) {
	out := map[int64]Event{}
	if len(members) == 0 || len(kinds) == 0 {
		return out, nil
	}
	wanted := map[EventKind]bool{}
	for _, k := range kinds {
		wanted[k] = true
	}
	err := eachEvent(ctx, r, "WHERE member_id IN ("+intList(members)+") ORDER BY member_id, date, id", func(e Event) {
		if wanted[e.Kind] {
			out[e.Member] = e
		}
	})
	return out, err
}

// EventsByID gives events by their ids.
func EventsByID(ctx context.Context, r ledger.Reader, ids []int64) (map[int64]Event, error) {
	out := make(map[int64]Event, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	err := eachEvent(ctx, r, "WHERE id IN ("+intList(ids)+")", func(e Event) { out[e.ID] = e })
	return out, err
}

func eachEvent(ctx context.Context, r ledger.Reader, tail string, fn func(Event)) error {
	rows, err := r.QueryContext(ctx, "SELECT "+eventCells+" FROM membership_event "+tail)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		e, err := scanEvent(rows.Scan)
		if err != nil {
			return err
		}
		fn(e)
	}
	return rows.Err()
}
