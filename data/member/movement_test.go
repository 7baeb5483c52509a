package member

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

func TestMovements(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, "甲", "乙", "丙", "丁", "戊") // 2020-01
	for _, e := range []Event{
		{Member: 1, Kind: Retain, Date: day("2021-02-28")},
		{Member: 1, Kind: MovedOut, Date: day("2021-03-10")}, // was not counted when it went
		{Member: 2, Kind: Retain, Date: day("2021-03-01"), Reason: "退休"},
		{Member: 2, Kind: Resumed, Date: day("2021-03-31")},
		{Member: 3, Kind: Withdrew, Date: day("2021-03")},
		{Member: 4, Kind: Died, Date: day("2021-04-01")},
		{Member: 3, Kind: Joined, Date: day("2021-03-20")},
	} {
		if err := happen(l, e); err != nil {
			t.Fatal(err)
		}
	}
	m, err := Movements(ctx, l.Read(), day("2021-03-01"), day("2021-03-31"))
	if err != nil {
		t.Fatal(err)
	}
	if m.Opening != 4 || m.Closing != 4 || m.OpeningRetained != 1 || m.ClosingRetained != 0 {
		t.Errorf("%+v", m)
	}
	for kind, want := range map[EventKind]string{Joined: "1 +1", Resumed: "1 +1", Retain: "1 -1", Withdrew: "1 -1", MovedOut: "0 +0", Died: "0 +0"} {
		if line := m.Line(kind); fmt.Sprintf("%d %+d", line.Counting(), line.Effect) != want {
			t.Errorf("%s: %+v, want %s", kind, line, want)
		}
	}
	if p := m.Line(MovedOut).People; len(p) != 1 || p[0].Name != "甲" || p[0].Before != Retained {
		t.Errorf("moved out: %+v", p)
	}
	if p := m.Line(Retain).People; len(p) != 1 || p[0].Reason != "退休" || p[0].Member != 2 {
		t.Errorf("retained: %+v", p)
	}
	if _, err := Movements(ctx, l.Read(), day("2021-03-31"), day("2021-03-01")); !ledger.IsKind(err, "conflict") {
		t.Error("a period that runs backwards:", err)
	}
}

// TestMovementsBalance: opening plus what came less what went is closing, and both
// are the counts of their days, for any histories and any period.
func TestMovementsBalance(t *testing.T) {
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		l, err := ledger.Create(ctx, fmt.Sprintf("%s/%d.ghtz", dir, n), ledger.Options{Operator: "测试"})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		_, err = write(l, func(tx *ledger.Tx) error {
			for range rapid.IntRange(1, 6).Draw(t, "members") {
				rec := Fields.NewRecord()
				rec.Set("name", "会员")
				id, err := Add(tx, rec, Event{Kind: rapid.SampledFrom([]EventKind{Joined, Applied, MovedIn}).Draw(t, "begin"), Date: date.Draw(t, "begun")})
				if err != nil {
					return err
				}
				for range rapid.IntRange(0, 6).Draw(t, "events") {
					_, err := Happen(tx, Event{Member: id, Kind: rapid.SampledFrom(Kinds).Draw(t, "kind"), Date: date.Draw(t, "date")})
					if err != nil && !ledger.IsKind(err, "conflict") {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		from := civil.Of(2020, 12, 25).AddDays(rapid.IntRange(0, 600).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(0, 400).Draw(t, "length"))
		m, err := Movements(ctx, l.Read(), from, to)
		if err != nil {
			t.Fatal(err)
		}
		sum, ends := m.Opening, []civil.Date{from.AddDays(-1), to}
		for _, line := range m.Lines {
			sum += line.Effect
		}
		days, err := ActiveAt(ctx, l.Read(), ends)
		if err != nil || sum != m.Closing || days[0] != m.Opening || days[1] != m.Closing {
			t.Fatalf("%s to %s: %d + … = %d, closing %d, counted %v (%v)", from, to, m.Opening, sum, m.Closing, days, err)
		}
		for i, on := range ends {
			states, err := Counts(ctx, l.Read(), on)
			if want := []int{m.OpeningRetained, m.ClosingRetained}[i]; err != nil || states[Retained] != want {
				t.Fatalf("retained on %s: %d, want %d (%v)", on, want, states[Retained], err)
			}
		}
	})
}

func TestAnEventOfADayToComeIsRefused(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, "单雄信")
	today := civil.FromTime(l.Now())
	for name, e := range map[string]Event{
		"tomorrow":   {Kind: Retain, Date: today.AddDays(1)},
		"next month": {Kind: Died, Date: civil.Date{Year: today.AddMonths(1).Year, Month: today.AddMonths(1).Month}},
	} {
		if _, err := write(l, func(tx *ledger.Tx) error { return HappenAll(tx, e, []int64{1}) }); err == nil || !strings.Contains(err.Error(), "还没有到") {
			t.Errorf("%s was entered: %v", name, err)
		}
		if _, err := Foresee(ctx, l.Read(), e, []int64{1}, today); err == nil {
			t.Errorf("%s was foreseen", name)
		}
		if _, err := write(l, func(tx *ledger.Tx) error {
			events, err := Events(ctx, tx, 1)
			if err == nil {
				_, err = Correct(tx, events[0].ID, Event{Kind: Joined, Date: e.Date, Why: "核对"})
			}
			return err
		}); err == nil || !strings.Contains(err.Error(), "还没有到") {
			t.Errorf("corrected to %s: %v", name, err)
		}
		if _, err := write(l, func(tx *ledger.Tx) error {
			return Update(tx, 1, map[string]string{"join_date": e.Date.String()})
		}); err == nil || !strings.Contains(err.Error(), "还没有到") {
			t.Errorf("joined %s by the roster: %v", name, err)
		}
	}
	if err := happen(l, Event{Member: 1, Kind: Retain, Date: civil.Date{Year: today.Year, Month: today.Month}}); err != nil {
		t.Errorf("this month, without its day: %v", err)
	}
}

func TestBatchAndPastedLists(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, "单雄信 330101196801061440", "解兰英", "李琳萍", "李琳萍", "王 建国")
	if err := happen(l, Event{Member: 2, Kind: Retain, Date: day("2021-03-01")}); err != nil {
		t.Fatal(err)
	}
	e := Event{Kind: MovedOut, Date: day("2020-12-31")}
	o, err := Foresee(ctx, l.Read(), e, []int64{1, 2, 3}, day("2031-01-01"))
	if err != nil || fmt.Sprint(o.Can) != "[1 3]" || len(o.Cannot) != 1 || o.Cannot[0].Name != "解兰英" || o.Cannot[0].Why == "" {
		t.Fatalf("%+v %v", o, err)
	}
	if op, err := write(l, func(tx *ledger.Tx) error { return HappenAll(tx, e, []int64{1, 2}) }); err == nil || op != 0 {
		t.Error("half of it was written")
	}
	op, err := write(l, func(tx *ledger.Tx) error { return HappenAll(tx, e, o.Can) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	lines, err := FindLines(ctx, l.Read(), "1、单雄信\n\n330101196801061440\r\n解兰英\t装配\n李琳萍\n没有的人\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range lines {
		got = append(got, fmt.Sprint(line.Member, line.Why != ""))
	}
	if fmt.Sprint(got) != "[1 false 0 true 2 false 0 true 0 true]" {
		t.Errorf("%v %+v", got, lines)
	}
}

func TestPeriods(t *testing.T) {
	for on, want := range map[string]string{
		"2026-11-23": "2026-11-01/2026-11-30 2026-10-01/2026-10-31 2026-10-01/2026-12-31 2026-07-01/2026-09-30 2026-01-01/2026-12-31 2025-01-01/2025-12-31 2026-10-01/2027-09-30 2025-10-01/2026-09-30 ",
		"2026-01-31": "2026-01-01/2026-01-31 2025-12-01/2025-12-31 2026-01-01/2026-03-31 2025-10-01/2025-12-31 2026-01-01/2026-12-31 2025-01-01/2025-12-31 2025-10-01/2026-09-30 2024-10-01/2025-09-30 ",
	} {
		got := ""
		for _, p := range Periods(day(on)) {
			got += fmt.Sprintf("%s/%s ", p.From, p.To)
		}
		if got != want {
			t.Errorf("%s: %s", on, got)
		}
	}
}
