package member

import (
	"fmt"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// manyMembers is a ledger of n members with two events each.
func manyMembers(b *testing.B, n int) *ledger.Ledger {
	l := newLedger(b)
	_, err := l.Write(ctx, ledger.Op{Kind: "member", Title: "入会"}, func(tx *ledger.Tx) error {
		for i := range n {
			rec := Fields.NewRecord()
			rec.Set("name", fmt.Sprintf("会员%d", i))
			id, err := Add(tx, rec, Event{Date: civil.Of(2010+i%10, 1, 1)})
			if err == nil && i%5 == 0 {
				_, err = Happen(tx, Event{Member: id, Kind: Retain, Date: civil.Of(2021, 3, 1+i%28)})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return l
}

// BenchmarkStates derives the states of 100,000 members: those of a list, the
// counts by state, and the counts on twelve days.
func BenchmarkStates(b *testing.B) {
	l, on := manyMembers(b, 100_000), civil.MustParse("2021-03-15")
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			if ids, err := List(ctx, l.Read(), Query{On: on, States: []State{Active, Applying, Retained}}); err != nil || len(ids) != 100_000 {
				b.Fatal(len(ids), err)
			}
		}
	})
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			if _, err := Counts(ctx, l.Read(), on); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("days", func(b *testing.B) {
		var days []civil.Date
		for m := range 12 {
			days = append(days, civil.Of(2021, 1, 1).AddMonths(m))
		}
		for b.Loop() {
			if _, err := ActiveAt(ctx, l.Read(), days); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkMovements tells what happened in a month to 100,000 members.
func BenchmarkMovements(b *testing.B) {
	l := manyMembers(b, 100_000)
	for b.Loop() {
		if m, err := Movements(ctx, l.Read(), civil.MustParse("2021-03-01"), civil.MustParse("2021-03-31")); err != nil || m.Closing != 80_000 {
			b.Fatal(m.Closing, err)
		}
	}
}
