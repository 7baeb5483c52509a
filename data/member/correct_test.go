package member

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

func day(s string) civil.Date { return civil.MustParse(s) }

func write(l *ledger.Ledger, fn func(*ledger.Tx) error) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "member", Title: "试"}, fn)
}

func correctEvent(l *ledger.Ledger, wrong int64, right Event) error {
	_, err := write(l, func(tx *ledger.Tx) error { _, err := Correct(tx, wrong, right); return err })
	return err
}

func voidEvent(l *ledger.Ledger, wrong int64) error {
	_, err := write(l, func(tx *ledger.Tx) error {
		_, err := Void(tx, wrong, Event{Date: day("2023-01-01"), Why: "录错了人"})
		return err
	})
	return err
}

// storied is a ledger with one member who joined in 2020-01, was retained on
// 2021-03-01, resumed on 2021-09-01 and moved out on 2022-04-29: entries 1 to 4.
func storied(t *testing.T) *ledger.Ledger {
	l := newLedger(t)
	enrol(t, l, "段兰娟")
	for _, e := range []Event{
		{Kind: Retain, Date: day("2021-03-01"), Document: "退休审批表"}, {Kind: Resumed, Date: day("2021-09-01")}, {Kind: MovedOut, Date: day("2022-04-29")},
	} {
		e.Member = 1
		if err := happen(l, e); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// story is a membership in words: its facts in order.
func story(t *testing.T, l *ledger.Ledger) string {
	t.Helper()
	events, err := Events(ctx, l.Read(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range events {
		out = append(out, e.words())
	}
	return strings.Join(out, "；")
}

func TestCorrectionsAreEntries(t *testing.T) {
	for _, c := range []struct {
		name  string
		do    func(*ledger.Ledger) error
		story string
		// refused is a part of the sentence, where it is refused.
		refused string
	}{
		{"another date", func(l *ledger.Ledger) error {
			return correctEvent(l, 2, Event{Kind: Retain, Date: day("2021-04-01"), Why: "看错了批文"})
		}, "2020-01 入会；2021-04-01 保留；2021-09-01 恢复；2022-04-29 转出", ""},
		{"another kind", func(l *ledger.Ledger) error {
			return correctEvent(l, 4, Event{Kind: Withdrew, Date: day("2022-04-29")})
		}, "2020-01 入会；2021-03-01 保留；2021-09-01 恢复；2022-04-29 退会", ""},
		{"behind the next entry", func(l *ledger.Ledger) error {
			return correctEvent(l, 2, Event{Kind: Retain, Date: day("2021-10-01")})
		}, "", "“2021-09-01 恢复”就接不上了"},
		{"a kind the next cannot follow", func(l *ledger.Ledger) error {
			return correctEvent(l, 2, Event{Kind: Withdrew, Date: day("2021-03-01")})
		}, "", "“2021-09-01 恢复”就接不上了"},
		{"nothing changed", func(l *ledger.Ledger) error {
			return correctEvent(l, 2, Event{Kind: Retain, Date: day("2021-03-01"), Document: "退休审批表", Why: "看看"})
		}, "", "没有更正"},
		{"no such entry", func(l *ledger.Ledger) error { return correctEvent(l, 99, Event{Kind: Retain}) }, "", "没有第 99 号"},
		{"void the last", func(l *ledger.Ledger) error { return voidEvent(l, 4) }, "2020-01 入会；2021-03-01 保留；2021-09-01 恢复", ""},
		{"void one that others rest on", func(l *ledger.Ledger) error { return voidEvent(l, 2) }, "", "“2021-09-01 恢复”就接不上了"},
		{"corrected twice", func(l *ledger.Ledger) error {
			if err := correctEvent(l, 4, Event{Kind: Withdrew, Date: day("2022-04-29")}); err != nil {
				return err
			}
			return correctEvent(l, 4, Event{Kind: MovedOut, Date: day("2022-05-29")})
		}, "", "已经更正或作废过"},
		{"late between others", func(l *ledger.Ledger) error {
			if err := happen(l, Event{Member: 1, Kind: Withdrew, Date: day("2020-06-01")}); err == nil {
				return fmt.Errorf("left in between")
			}
			return happen(l, Event{Member: 1, Kind: Resumed, Date: day("2021-05-01")})
		}, "", "“2021-09-01 恢复”就接不上了"},
		{"before joining", func(l *ledger.Ledger) error {
			return happen(l, Event{Member: 1, Kind: Retain, Date: day("2019-01-01")})
		},
			"", "早于最早的一条记录（2020-01 入会）"},
		{"application entered late", func(l *ledger.Ledger) error {
			return happen(l, Event{Member: 1, Kind: Applied, Date: day("2019-12-20")})
		}, "2019-12-20 申请；2020-01 入会；2021-03-01 保留；2021-09-01 恢复；2022-04-29 转出", ""},
		{"application of the same month", func(l *ledger.Ledger) error {
			return happen(l, Event{Member: 1, Kind: Applied, Date: day("2020-01")})
		}, "2020-01 申请；2020-01 入会；2021-03-01 保留；2021-09-01 恢复；2022-04-29 转出", ""},
		{"too vague to be placed", func(l *ledger.Ledger) error { return happen(l, Event{Member: 1, Kind: MovedIn, Date: day("2022")}) },
			"", "只写到“2022”"},
		{"without a date", func(l *ledger.Ledger) error { return happen(l, Event{Member: 1, Kind: MovedIn}) }, "", "要写日期"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := storied(t)
			before := story(t, l)
			err := c.do(l)
			if c.refused != "" {
				if !ledger.IsKind(err, "conflict") || !strings.Contains(err.Error(), c.refused) {
					t.Errorf("refused with %v, want %q", err, c.refused)
				}
				return
			}
			if err != nil || story(t, l) != c.story {
				t.Errorf("%v\n%s\nwant %s\nwas  %s", err, story(t, l), c.story, before)
			}
			all, err := Entries(ctx, l.Read(), 1)
			if err != nil || len(all) < 4 {
				t.Errorf("entries went: %v %v", all, err)
			}
		})
	}
}

// TestOneOfTheSameDayIsCorrectedInItsPlace: three entries of one day keep their order.
func TestOneOfTheSameDayIsCorrectedInItsPlace(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, "段兰娟")
	for _, k := range []EventKind{Retain, Resumed, MovedOut} {
		if err := happen(l, Event{Member: 1, Kind: k, Date: day("2021-03-01")}); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []int64{3, 2, 5} { // 5 is what 3 became
		if err := correctEvent(l, id, Event{Kind: map[int64]EventKind{2: Retain, 3: Resumed, 5: Resumed}[id], Date: day("2021-03-01"), Reason: "失业", Note: fmt.Sprint(id)}); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := story(t, l), "2020-01 入会；2021-03-01 保留；2021-03-01 恢复；2021-03-01 转出"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if m, err := Get(ctx, l.Read(), 1, day("2021-03-01")); err != nil || m.State != Transferred {
		t.Error(m.State, err)
	}
}

// TestJoinDateAndJoiningStateOneFact: whichever is changed, the other follows.
func TestJoinDateAndJoiningStateOneFact(t *testing.T) {
	l := newLedger(t)
	_, err := write(l, func(tx *ledger.Tx) error {
		rec := Fields.NewRecord()
		rec.Set("name", "段兰娟")
		rec.Set("join_date", "2020-01")
		_, err := Add(tx, rec, Event{Date: day("2020-01")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	update := func(value string) error {
		_, err := write(l, func(tx *ledger.Tx) error { return Update(tx, 1, map[string]string{"join_date": value}) })
		return err
	}
	joined := func() string {
		m, err := Get(ctx, l.Read(), 1, civil.Date{})
		if err != nil {
			t.Fatal(err)
		}
		return m.Get("join_date")
	}
	if err := update("2020-01-15"); err != nil || story(t, l) != "2020-01-15 入会" {
		t.Fatal(err, story(t, l))
	}
	if err := happen(l, Event{Member: 1, Kind: Withdrew, Date: day("2021-01-01")}); err != nil {
		t.Fatal(err)
	}
	if err := update("2021-02-01"); !ledger.IsKind(err, "conflict") || joined() != "2020-01-15" {
		t.Error("joined after having left:", err, joined())
	}
	if err := happen(l, Event{Member: 1, Kind: Joined, Date: day("2022-05-06")}); err != nil || joined() != "2022-05-06" {
		t.Error("joined again:", err, joined())
	}
	entries, _ := Events(ctx, l.Read(), 1)
	if err := voidEvent(l, entries[2].ID); err != nil || joined() != "2020-01-15" {
		t.Error("void:", err, joined())
	}
	entries, _ = Entries(ctx, l.Read(), 1)
	if entries[1].Date != day("2020-01-15") {
		t.Fatal(entries)
	}
	right := entries[1]
	right.Date, right.Why = day("2020-01-20"), "看申请书"
	if err := correctEvent(l, entries[1].ID, right); err != nil || joined() != "2020-01-20" {
		t.Error("corrected:", err, joined())
	}
}

// TestAnyHistoryHoldsTogether: whatever is accepted, the chain stays valid, the
// state is the same in Go and in SQL on every day, and undoing all of it gives the
// first state.
func TestAnyHistoryHoldsTogether(t *testing.T) {
	path := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		l, err := ledger.Create(ctx, fmt.Sprintf("%s/%d.ghtz", path, n), ledger.Options{Operator: "测试"})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		op, err := write(l, func(tx *ledger.Tx) error {
			rec := Fields.NewRecord()
			rec.Set("name", "段兰娟")
			_, err := Add(tx, rec, Event{Date: date.Draw(t, "joined")})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		first, ops := everything(t, l), []int64{}
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			op, err := write(l, randomStep(t, l))
			if err != nil && !ledger.IsKind(err, "conflict") {
				t.Fatal(err)
			}
			if op != 0 {
				ops = append(ops, op)
			}
			holds(t, l)
		}
		for i := len(ops) - 1; i >= 0; i-- {
			if _, err := l.Undo(ctx, ops[i]); err != nil {
				t.Fatal(err)
			}
		}
		if now := everything(t, l); now != first {
			t.Fatalf("undone: %s, was %s (operation %d)", now, first, op)
		}
	})
}

// date draws days of two years, some known to the month or year only.
var date = rapid.Custom(func(t *rapid.T) civil.Date {
	d := civil.Date{Year: rapid.IntRange(2021, 2022).Draw(t, "year"), Month: time.Month(rapid.IntRange(0, 4).Draw(t, "month"))}
	if d.Month > 0 {
		d.Day = rapid.SampledFrom([]int{0, 1, 1, 2, 15}).Draw(t, "day")
	}
	return d
})

func randomStep(t *rapid.T, l *ledger.Ledger) func(*ledger.Tx) error {
	e := Event{Member: 1, Kind: rapid.SampledFrom(Kinds).Draw(t, "kind"), Date: date.Draw(t, "date"), Why: "核对", Note: rapid.SampledFrom([]string{"", "甲", "乙"}).Draw(t, "note")}
	entries, err := Entries(ctx, l.Read(), 1)
	if err != nil {
		t.Fatal(err)
	}
	at := rapid.SampledFrom(entries).Draw(t, "entry")
	what := rapid.IntRange(0, 3).Draw(t, "what")
	return func(tx *ledger.Tx) (err error) {
		switch what {
		case 0:
			_, err = Correct(tx, at.ID, e)
		case 1:
			_, err = Void(tx, at.ID, e)
		default:
			_, err = Happen(tx, e)
		}
		return err
	}
}

func holds(t *rapid.T, l *ledger.Ledger) {
	events, err := Events(ctx, l.Read(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if n, at := chain(events).breaks(); n > 0 {
		t.Fatalf("%v breaks at %d", events, at)
	}
	for _, on := range []civil.Date{date.Draw(t, "on"), date.Draw(t, "on"), {}} {
		m, err := Get(ctx, l.Read(), 1, on)
		if want := StateOf(events, on); err != nil || m.State != want {
			t.Fatalf("on %s SQL says %s, the events %s (%v)", on, m.State, want, err)
		}
	}
}

// everything is what the tables hold of members.
func everything(t *rapid.T, l *ledger.Ledger) string {
	var out string
	err := l.Read().QueryRowContext(ctx, `SELECT (SELECT coalesce(join_date, '-') FROM member) || group_concat(format('%d %s %s %s', id, kind, date, corrected_by))
		FROM membership_event`).Scan(&out)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
