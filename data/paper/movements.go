package paper

import (
	"cmp"
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
	// Changes are those changes by date.
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

// movementsOf tells what member.Movements says of a period as the paper shows it:
// only the changes that touch the count, and the women among everybody.
func movementsOf(ctx context.Context, r ledger.Reader, from, to civil.Date) (*Movements, error) {
	m, err := member.Movements(ctx, r, from, to)
	if err != nil {
		return nil, err
	}
	women := map[int64]bool{}
	all, err := womenOf(ctx, r, member.Query{})
	if err != nil {
		return nil, err
	}
	for _, id := range all {
		women[id] = true
	}
	before, err := womenOf(ctx, r, member.Query{On: from.AddDays(-1), States: []member.State{member.Active}})
	if err != nil {
		return nil, err
	}
	after, err := womenOf(ctx, r, member.Query{On: to, States: []member.State{member.Active}})
	if err != nil {
		return nil, err
	}
	out := &Movements{From: from, To: to, Kinds: map[member.EventKind]Figure{},
		Opening: Figure{m.Opening, len(before)}, Closing: Figure{m.Closing, len(after)}}
	for _, line := range m.Lines {
		for _, p := range line.People {
			if p.Effect == 0 {
				continue
			}
			f := out.Kinds[line.Kind]
			f.All++
			if women[p.Member] {
				f.Women++
			}
			out.Kinds[line.Kind] = f
			out.Changes = append(out.Changes, member.Event{ID: p.Event, Member: p.Member, Kind: line.Kind, Date: p.Date,
				Reason: p.Reason, Document: p.Document, MinuteNo: p.MinuteNo, OtherUnion: p.OtherUnion})
		}
	}
	slices.SortStableFunc(out.Changes, func(a, b member.Event) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

func womenOf(ctx context.Context, r ledger.Reader, q member.Query) ([]int64, error) {
	q.Equal = map[string]string{"gender": "女"}
	return member.List(ctx, r, q)
}
