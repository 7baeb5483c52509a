package dues

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

func init() {
	// An entry of a membership is set right or declared void, whatever was billed on it.
	moves["amend"] = func(g *game) error {
		entries, err := member.Entries(ctx, g.l.Read(), g.who())
		if err != nil {
			return err
		}
		e := rapid.SampledFrom(entries).Draw(g.T, "entry")
		return g.write(func(tx *ledger.Tx) (err error) {
			if rapid.Bool().Draw(g.T, "void") {
				_, err = member.Void(tx, e.ID, member.Event{Why: "试"})
				return err
			}
			right := e
			right.Date, right.Why = g.month().First(), "试"
			_, err = member.Correct(tx, e.ID, right)
			return err
		})
	}
	moves["rebill"] = func(g *game) error {
		done, err := Rebill(ctx, g.l, g.month())
		if err != nil {
			return err
		}
		late, err := LateFacts(ctx, g.l.Read(), nil)
		if slices.ContainsFunc(late, func(x Late) bool { return !x.Month.Before(done.Period.First) && !x.Month.After(done.Period.Last) }) {
			g.Fatalf("billed %s again, and still %+v", done.Period.Words(), late)
		}
		return err
	}
}

// amend corrects (to another day) or voids the last entry of a member.
func amend(t *testing.T, l *ledger.Ledger, id int64, to string) {
	t.Helper()
	if _, err := l.Write(ctx, ledger.Op{Title: "更正"}, func(tx *ledger.Tx) error {
		entries, err := member.Entries(ctx, tx, id)
		if err != nil {
			return err
		}
		e := entries[len(entries)-1]
		if to == "" {
			_, err = member.Void(tx, e.ID, member.Event{Why: "没有这回事"})
			return err
		}
		right := e
		right.Date, right.Why = civil.MustParse(to), "日期写错"
		_, err = member.Correct(tx, e.ID, right)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// TestLateMemberships finds every billed month that a membership entered late, set right
// or declared void makes wrong, and nothing else; billing again settles it beside the
// bills.
func TestLateMemberships(t *testing.T) {
	l := newLedger(t)
	in := []string{"入会 2010-02"}
	enrol(t, l, person{"迟报", "443600", in}, person{"早走", "443600", []string{"入会 2010-02", "转出 2022-03-15"}},
		person{"没走", "443600", []string{"入会 2010-02", "退会 2022-02-10"}}, person{"没变", "443600", in}, person{"只涨了", "443600", in})
	for _, m := range []string{"2021-12", "2022-01", "2022-02", "2022-03"} {
		if _, err := Bill(ctx, l, month(m)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := CloseMonth(ctx, l, month("2021-12")); err != nil {
		t.Fatal(err)
	}
	happen(t, l, 1, "保留", "2021-11-20") // entered late
	amend(t, l, 2, "2022-02-15")        // had left earlier
	amend(t, l, 3, "")                  // has never left
	setBase(t, l, 5, "2022-02", 600000)
	enrol(t, l, person{"新补", "300000", []string{"入会 2022-03-02"}})

	list, err := LateFacts(ctx, l.Read(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range list {
		got = append(got, fmt.Sprint(x.Month, " ", x.Members, " ", x.Difference))
	}
	// January: 迟报; February: 迟报, 早走 off, 没走 on; March: 迟报 off, 没走 and 新补 on.
	if want := "[2022-01 1 -22.15 2022-02 3 -22.15 2022-03 3 15.00]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
	if words := LateWords(list); words != "2022-01、2022-02、2022-03 已开的会费账有 7 笔要跟着更正或补开" {
		t.Error(words)
	}
	if one, err := LateFacts(ctx, l.Read(), []int64{2}); err != nil || len(one) != 1 || one[0].First != "早走" || one[0].Month != month("2022-02") {
		t.Errorf("%+v %v", one, err)
	}
	for _, m := range []string{"2022-01", "2022-02", "2022-03"} {
		if _, err := Rebill(ctx, l, month(m)); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := LateFacts(ctx, l.Read(), nil); err != nil || len(list) != 0 || LateWords(list) != "" {
		t.Errorf("%+v %v", list, err)
	}
}

// TestLeftAndPaid keeps somebody in the year who turns out to have left before it, as long
// as what he paid is not given back.
func TestLeftAndPaid(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"早走", "443600", []string{"入会 2010-02"}})
	if _, err := Bill(ctx, l, month("2022-01")); err != nil {
		t.Fatal(err)
	}
	if _, err := Collect(ctx, l, month("2022-01"), []int64{1}, "现金", civil.MustParse("2022-01-20")); err != nil {
		t.Fatal(err)
	}
	happen(t, l, 1, "转出", "2021-12-01")
	if _, err := Rebill(ctx, l, month("2022-01")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		over money.Fen
		gone bool
	}{{2215, false}, {0, true}} {
		list, err := Year(ctx, l.Read(), 2022, nil)
		if err != nil || len(list) != 1 || list[0].Over() != want.over || list[0].Gone() != want.gone || list[0].In(StateOver) == want.gone {
			t.Fatalf("%+v %v, want %+v", list, err, want)
		}
		if want.over > 0 {
			if _, err := Refund(ctx, l, 1, month("2022-01"), want.over, "现金", civil.MustParse("2022-02-01"), "已离会"); err != nil {
				t.Fatal(err)
			}
		}
	}
}
