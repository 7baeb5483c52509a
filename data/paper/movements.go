package paper

import (
	"context"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// shownKinds are the changes a 会籍变动情况表 has a line for, in its order.
var shownKinds = []member.EventKind{member.Joined, member.MovedIn, member.Resumed,
	member.MovedOut, member.Retain, member.Withdrew, member.LapsedByRule, member.WasExpelled, member.Died}

// Figure counts people, and the women among them.
type Figure struct{ All, Women int }

func (f *Figure) add(o Figure) { f.All, f.Women = f.All+o.All, f.Women+o.Women }

// Movements is what a 会籍变动情况表 tells of a period, both days included.
// Opening and the changes of Kinds together give Closing.
type Movements struct {
	From, To         civil.Date
	Opening, Closing Figure
	// Kinds counts the changes by which somebody became or ceased to be a counted
	// member.
	Kinds map[member.EventKind]Figure
	// Changes are those changes by date; Members reads who they are about.
	Changes []member.Event
}

// Added and Lost sum the changes up.
func (m *Movements) Added() Figure { return m.sum(true) }
func (m *Movements) Lost() Figure  { return m.sum(false) }

func (m *Movements) sum(in bool) (out Figure) {
	for k, f := range m.Kinds {
		if slices.Contains(joining, k) == in {
			out.add(f)
		}
	}
	return out
}

// joining are the changes that make somebody a counted member.
var joining = []member.EventKind{member.Joined, member.MovedIn, member.Resumed}

// movementsOf reads the changes of a period, and tells the women apart.
func movementsOf(ctx context.Context, r ledger.Reader, from, to civil.Date) (*Movements, error) {
	moved, err := member.Movements(ctx, r, from, to)
	if err != nil {
		return nil, err
	}
	female := map[string]string{"gender": "女"}
	ids, err := member.List(ctx, r, member.Query{Equal: female})
	if err != nil {
		return nil, err
	}
	woman := make(map[int64]bool, len(ids))
	for _, id := range ids {
		woman[id] = true
	}
	before, err := member.List(ctx, r, member.Query{On: from.AddDays(-1), States: []member.State{member.Active}, Equal: female})
	if err != nil {
		return nil, err
	}
	out := &Movements{From: from, To: to, Kinds: map[member.EventKind]Figure{}, Opening: Figure{moved.Opening, len(before)}}
	for _, line := range moved.Lines {
		f := Figure{}
		for _, p := range line.People {
			if p.Effect == 0 {
				continue
			}
			f.add(Figure{1, 0})
			if woman[p.Member] {
				f.Women++
			}
			out.Changes = append(out.Changes, member.Event{ID: p.Event, Member: p.Member, Kind: line.Kind, Date: p.Date})
		}
		out.Kinds[line.Kind] = f
	}
	in, lost := out.Added(), out.Lost()
	out.Closing = Figure{moved.Closing, out.Opening.Women + in.Women - lost.Women}
	slices.SortStableFunc(out.Changes, func(a, b member.Event) int { return a.Date.Compare(b.Date) })
	return out, nil
}
