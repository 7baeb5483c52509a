package member

import (
	"fmt"
	"maps"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

func TestAgesAreFullYears(t *testing.T) {
	on := civil.MustParse("2022-05-06")
	for birth, want := range map[string]string{
		"1996-05-07": "25 岁及以下", "1996-05-06": "26—35 岁", "1986-05-06": "36—45 岁", "1966-05": "56 岁及以上",
		"1976": "46—55 岁", "": Unknown, "不详": Unknown,
	} {
		if got := ageBand(birth, on); got != want {
			t.Errorf("born %q: %s, want %s", birth, got, want)
		}
	}
}

// Whatever happened to whom and when: on any day the groups add up to the whole,
// every member stands in one band of each kind, and the number is that of Counts.
func TestFiguresAddUp(t *testing.T) {
	l := newLedger(t)
	rapid.Check(t, func(r *rapid.T) {
		_, err := l.Write(ctx, ledger.Op{Title: "名册"}, func(tx *ledger.Tx) error {
			for _, table := range []string{"membership_event", "member", "union_group"} {
				if _, err := tx.Exec("DELETE FROM " + table); err != nil {
					return err
				}
			}
			groups := []string{""}
			for i := range rapid.IntRange(0, 3).Draw(r, "groups") {
				id, err := union.AddGroup(tx, union.Group{Name: fmt.Sprint("组", i)})
				if err != nil {
					return err
				}
				groups = append(groups, fmt.Sprint(id))
			}
			for i := range rapid.IntRange(0, 12).Draw(r, "members") {
				if err := anybody(r, tx, i, groups); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			r.Fatal(err)
		}
		day := func(name string) civil.Date {
			return civil.Of(2020, 1, 1).AddDays(rapid.IntRange(0, 900).Draw(r, name))
		}
		on := day("on")
		f, err := Count(ctx, l.Read(), on)
		if err != nil {
			r.Fatal(err)
		}
		var sum Tally
		sum.Add(&Tally{})
		for _, g := range f.Groups {
			sum.Add(g)
		}
		if fmt.Sprint(sum) != fmt.Sprint(f.Total) {
			r.Fatalf("the groups give %v, the whole is %v", sum, f.Total)
		}
		for _, bands := range []map[string]int{f.Total.Ages, f.Total.Education, f.Total.Skill} {
			n := 0
			for v := range maps.Values(bands) {
				n += v
			}
			if n != f.Total.Members {
				r.Fatalf("%d in bands, %d members", n, f.Total.Members)
			}
		}
		counts, err := Counts(ctx, l.Read(), on)
		if err != nil || counts[Active] != f.Total.Members {
			r.Fatalf("%d counted, %d 在册, %v", f.Total.Members, counts[Active], err)
		}
	})
}

// anybody enters somebody to whom some things happened.
func anybody(r *rapid.T, tx *ledger.Tx, i int, groups []string) error {
	rec := Fields.NewRecord()
	rec.Set("name", fmt.Sprint("会员", i))
	rec.Set("gender", rapid.SampledFrom([]string{"男", "女", ""}).Draw(r, "gender"))
	rec.Set("department", rapid.SampledFrom(groups).Draw(r, "group"))
	rec.Set("political", rapid.SampledFrom([]string{"", "中共党员", "群众"}).Draw(r, "political"))
	rec.Set("birth_date", rapid.SampledFrom([]string{"", "1990", "1964-02-29", "2001-12"}).Draw(r, "birth"))
	day := civil.Of(2020, 1, 1).AddDays(rapid.IntRange(-100, 600).Draw(r, "joined"))
	id, err := Add(tx, rec, Event{Kind: rapid.SampledFrom([]EventKind{Joined, Applied, MovedIn}).Draw(r, "first"), Date: day})
	state := StateOf(mustEvents(tx, id), civil.Date{})
	for range rapid.IntRange(0, 4).Draw(r, "events") {
		next := state.Possible()
		if err != nil || len(next) == 0 {
			return err
		}
		e := Event{Member: id, Kind: rapid.SampledFrom(next).Draw(r, "kind")}
		day = day.AddDays(rapid.IntRange(0, 200).Draw(r, "later"))
		e.Date = day
		_, err = Happen(tx, e)
		state = leads[e.Kind]
	}
	return err
}

func mustEvents(tx *ledger.Tx, id int64) []Event {
	events, err := Events(ctx, tx, id)
	if err != nil {
		panic(err)
	}
	return events
}
