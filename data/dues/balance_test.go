package dues

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/union"
)

// game is a ledger in which anything is done in any order.
type game struct {
	*rapid.T
	l       *ledger.Ledger
	members int64
}

// moves are what can be done; a file of tests adds its own in an init. What the ledger
// refuses with a sentence is no failure.
var moves = map[string]func(*game) error{
	"bill":    func(g *game) error { _, err := Bill(ctx, g.l, g.month()); return err },
	"correct": func(g *game) error { _, err := Correct(ctx, g.l, month("2022-01"), g.month(), nil); return err },
	"collect": func(g *game) error {
		_, err := Collect(ctx, g.l, g.month(), []int64{g.who()}, "现金", g.month().Last())
		return err
	},
	"pay": func(g *game) error {
		m, id, fen, on := g.month(), g.who(), money.Fen(rapid.Int64Range(1, 3000).Draw(g.T, "fen")), g.month().Last()
		return g.write(func(tx *ledger.Tx) error { return Pay(tx, m, id, fen, "现金", on) })
	},
	"base": func(g *game) error {
		m, id, fen := g.month(), g.who(), money.Fen(rapid.Int64Range(0, 1000000).Draw(g.T, "base"))
		return g.write(func(tx *ledger.Tx) error { return SetBase(tx, id, m, fen, "手工") })
	},
	"event": func(g *game) error {
		e := member.Event{Member: g.who(), Kind: member.EventKind(rapid.SampledFrom([]string{"保留", "恢复", "转出", "转入"}).Draw(g.T, "event")), Date: g.month().First()}
		return g.write(func(tx *ledger.Tx) error { _, err := member.Happen(tx, e); return err })
	},
	"override": func(g *game) error {
		_, err := SetOverride(ctx, g.l, Override{Member: g.who(), From: g.month(), To: g.month(), Kind: AgreedFixed, Amount: 500, Reason: "困难"})
		return err
	},
	"rule": func(g *game) error {
		r := Rule{Effective: g.month().First().String(), RatePPM: rapid.Int64Range(1, 20000).Draw(g.T, "rate"), Joining: NextMonth,
			Period: rapid.SampledFrom([]string{"month", "quarter"}).Draw(g.T, "period")}
		r.fill()
		_, err := SetRule(ctx, g.l, r, "试")
		return err
	},
	"move": func(g *game) error {
		id, group := g.who(), rapid.Int64Range(0, 2).Draw(g.T, "group")
		return g.write(func(tx *ledger.Tx) error {
			return tx.Update("member", id, []string{"department"}, []any{orNull(group, group != 0)})
		})
	},
	"close":  func(g *game) error { _, err := CloseMonth(ctx, g.l, g.month()); return err },
	"reopen": func(g *game) error { _, err := Reopen(ctx, g.l, g.month(), "试"); return err },
}

// holds are what a file of tests wants to be true after every step.
var holds []func(*game)

func (g *game) month() civil.YearMonth {
	return civil.YearMonth{Year: 2022, Month: time.Month(rapid.IntRange(1, 4).Draw(g.T, "month"))}
}

func (g *game) who() int64 { return rapid.Int64Range(1, g.members).Draw(g.T, "who") }

func (g *game) write(fn func(*ledger.Tx) error) error {
	_, err := g.l.Write(ctx, ledger.Op{Title: "试"}, fn)
	return err
}

// TestAnySequence holds, after every step of any sequence of operations, that bills
// and corrections less payments and advances are the balance: per member, group and
// ledger, and by every way of reading. Undo gives the balances of before.
func TestAnySequence(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := &game{T: rt, l: newLedger(t), members: rapid.Int64Range(1, 4).Draw(rt, "members")}
		for i := range g.members {
			enrol(rt, g.l, person{fmt.Sprint("会员", i), fmt.Sprint(rapid.Int64Range(0, 5000000).Draw(rt, "wage")), []string{"入会 2010-02"}})
		}
		if err := g.write(func(tx *ledger.Tx) error {
			for _, name := range []string{"一组", "二组"} {
				if _, err := union.AddGroup(tx, union.Group{Name: name}); err != nil {
					return err
				}
			}
			return tx.Update("member", 1, []string{"department"}, []any{1})
		}); err != nil {
			rt.Fatal(err)
		}
		names := slices.Sorted(maps.Keys(moves))
		was := []string{g.state()}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			if rapid.IntRange(0, 4).Draw(rt, "undo") == 0 && len(was) > 1 {
				if _, err := g.l.Undo(ctx, 0); err != nil {
					if !ledger.IsKind(err, "conflict") {
						rt.Fatal(err)
					}
					continue
				}
				was = was[:len(was)-1]
				if now := g.state(); now != was[len(was)-1] {
					rt.Fatalf("undone:\n%s\nbefore:\n%s", now, was[len(was)-1])
				}
				continue
			}
			done, _ := g.l.History(ctx, 1)
			name := rapid.SampledFrom(names).Draw(rt, "move")
			if err := moves[name](g); err != nil && !ledger.IsKind(err, "conflict") {
				rt.Fatalf("%s: %v", name, err)
			}
			if after, _ := g.l.History(ctx, 1); after[0].ID != done[0].ID {
				was = append(was, g.state())
			} else if now := g.state(); now != was[len(was)-1] {
				rt.Fatalf("%s was refused and changed\n%s\nto\n%s", name, was[len(was)-1], now)
			}
		}
		if v, err := g.l.Verify(ctx); err != nil || len(v.Problems) > 0 {
			rt.Fatalf("the journal does not add up to the tables: %v %v", v.Problems, err)
		}
	})
}

// checkGroups holds the balances of the groups as they are now to sums made anew from
// the tables, and the totals of each month to its bills by the group they were made
// out in, which a later move does not touch.
func (g *game) checkGroups(groups map[int64]Balance) {
	r := g.l.Read()
	for id, b := range groups {
		var owing money.Fen
		if err := r.QueryRowContext(ctx, `SELECT coalesce(sum((SELECT coalesce(sum(amount_fen), 0) FROM dues_due WHERE member_id = m.id)
			- (SELECT coalesce(sum(amount_fen), 0) FROM dues_payment WHERE member_id = m.id)
			- (SELECT coalesce(sum(amount_fen), 0) FROM dues_advance WHERE member_id = m.id)), 0)
			FROM member m WHERE coalesce(m.department, 0) = ?`, id).Scan(&owing); err != nil {
			g.Fatal(err)
		}
		if owing != b.Owing() {
			g.Fatalf("group %d: %+v, but %s owing", id, b, owing)
		}
	}
	for m := month("2022-01"); m.Before(month("2022-05")); m = m.Add(1) {
		b, err := ReadBilling(ctx, r, m)
		if err != nil {
			g.Fatal(err)
		}
		var sum money.Fen
		for _, t := range b.Groups {
			var due money.Fen
			if err := r.QueryRowContext(ctx, `SELECT coalesce(sum(d.amount_fen + coalesce((SELECT sum(c.amount_fen) FROM dues_correction c WHERE c.bill_id = d.id), 0)), 0)
				FROM dues_bill d WHERE d.month BETWEEN ? AND ? AND coalesce(d.department, 0) = ?`, b.Period.First, b.Period.Last, t.Group).Scan(&due); err != nil {
				g.Fatal(err)
			}
			if sum += t.Total; due != t.Total {
				g.Fatalf("%s, group %d: %s, but bills and corrections of %s", m, t.Group, t.Total, due)
			}
		}
		if sum != b.Total {
			g.Fatalf("%s: groups come to %s, the ledger to %s", m, sum, b.Total)
		}
	}
}

// state checks that all ways of reading the balances agree, and writes them down.
func (g *game) state() string {
	r := g.l.Read()
	for _, hold := range holds {
		hold(g)
	}
	list, err := Balances(ctx, r)
	if err != nil {
		g.Fatal(err)
	}
	var all Balance
	groups, text := map[int64]Balance{}, ""
	for _, b := range list {
		all = all.Add(b.Balance)
		groups[b.Group] = groups[b.Group].Add(b.Balance)
		var due, paid, held money.Fen
		if err := r.QueryRowContext(ctx, `SELECT coalesce((SELECT sum(amount_fen) FROM dues_due WHERE member_id = ?1), 0),
			coalesce((SELECT sum(amount_fen) FROM dues_payment WHERE member_id = ?1), 0), coalesce((SELECT sum(amount_fen) FROM dues_advance WHERE member_id = ?1), 0)`, b.Member).
			Scan(&due, &paid, &held); err != nil {
			g.Fatal(err)
		}
		if b.Billed+b.Corrected != due || b.Owing() != due-paid-held {
			g.Fatalf("member %d: %+v, but due %s, paid %s, held %s", b.Member, b, due, paid, held)
		}
		text += fmt.Sprintln(b.Member, b.Balance)
	}
	g.checkGroups(groups)
	var byGroup Balance
	for _, b := range groups {
		byGroup = byGroup.Add(b)
	}
	years, err := Year(ctx, r, 2022, nil)
	if err != nil {
		g.Fatal(err)
	}
	var due, paid money.Fen
	for _, y := range years {
		due, paid = due+y.Due(), paid+y.Paid()
	}
	if byGroup != all || due != all.Billed+all.Corrected || paid != all.Paid {
		g.Fatalf("ledger %+v, groups %+v, year %s and %s", all, byGroup, due, paid)
	}
	var bad int
	if err := r.QueryRowContext(ctx, `SELECT count(*) FROM dues_due WHERE exempt IS NOT NULL AND amount_fen <> 0 OR amount_fen < 0`).Scan(&bad); err != nil || bad > 0 {
		g.Fatal("a bill is due though nothing is, or less than nothing", bad, err)
	}
	return text
}
