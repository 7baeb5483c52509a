package schedule

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/report"
)

// Occurrence is one report that is due: for a period, by a day.
type Occurrence struct {
	Entry Entry `json:"entry"`
	// First and Last bound the period it speaks of, Due is its last day; from Opens on
	// it is called out, Next is when the one after it opens, unknown for none.
	First civil.Date `json:"first"`
	Last  civil.Date `json:"last"`
	Due   civil.Date `json:"due"`
	Opens civil.Date `json:"opens"`
	Next  civil.Date `json:"next,omitzero"`
	// Reported says that it was made: on a day, by a run or, where Run is 0, by hand
	// with a note.
	Reported   bool       `json:"reported"`
	ReportedOn civil.Date `json:"reported_on,omitzero"`
	Run        int64      `json:"run,omitempty"`
	Note       string     `json:"note,omitempty"`
	// Missed is the one before, where it was not made and is long past.
	Missed *Occurrence `json:"missed,omitempty"`
}

// lapsed is how many days a report that was not made is asked for after its last day;
// then the next one is, and it is only said that this one is missing.
const lapsed = 60

// Period names the period in the ledger.
func (o Occurrence) Period() string { return o.First.String() + "/" + o.Last.String() }

// PeriodWords names it for people: 2022 年, 2022 年第 1 季度, 2021-10 至 2022-09.
func (o Occurrence) PeriodWords() string {
	y := o.Last.Year
	switch {
	case o.First == o.Last:
		return o.Due.String()
	case o.Entry.Every == Monthly:
		return fmt.Sprintf("%d 年 %d 月", y, o.Last.Month)
	case o.Entry.Every == Quarterly:
		return fmt.Sprintf("%d 年第 %d 季度", y, (int(o.Last.Month)+2)/3)
	case o.Entry.Year == CalendarYear && o.Entry.Every == HalfYearly:
		return fmt.Sprintf("%d 年%s半年", y, map[bool]string{true: "上", false: "下"}[o.Last.Month == time.June])
	case o.Entry.Year == CalendarYear:
		return fmt.Sprintf("%d 年", y)
	}
	return o.First.YearMonth().String() + " 至 " + o.Last.YearMonth().String()
}

// Title names the report and its period.
func (o Occurrence) Title() string { return o.Entry.Name + "，" + o.PeriodWords() }

// The states of a report.
const (
	Done   = "已报"
	Open   = "待报"
	Broken = "读不懂"
)

// State is Done, Open or, of an entry that cannot be read, Broken.
func (o Occurrence) State() string {
	switch {
	case o.Entry.Broken != "":
		return Broken
	case o.Reported:
		return Done
	}
	return Open
}

// months is how long a period of the cycle is.
func (c Cycle) months() int {
	return map[Cycle]int{Monthly: 1, Quarterly: 3, HalfYearly: 6, Yearly: 12}[c]
}

// around gives the occurrence that is open on a day, and the one to come; open is
// false where none has been yet. A report made once is open for good.
func (e Entry) around(on civil.Date) (now, next Occurrence, open bool) {
	if e.Every == Once {
		o := Occurrence{Entry: e, First: e.Date, Last: e.Date, Due: e.Date, Opens: e.Date.AddDays(-e.Ahead)}
		return o, o, !o.Opens.After(on)
	}
	// Periods are counted in months from the start of a year; a few before and behind
	// the day are looked at, since reminders reach far ahead.
	n := e.Every.months()
	start := 0
	if e.Year == StatisticsYear {
		start = 9
	}
	at := (on.Year*12 + int(on.Month) - 1 - start) / n
	for k := at - 2; ; k++ {
		o := e.at(civil.YearMonth{Year: 1, Month: time.January}.Add(k*n + start - 12))
		if o.Opens.After(on) {
			now.Next = o.Opens
			return now, o, open
		}
		now, open = o, true
	}
}

// at is the occurrence whose last day lies in the period that begins with a month.
func (e Entry) at(first civil.YearMonth) Occurrence {
	n := e.Every.months()
	due := first // a report of the period before is due in the first month
	if e.Of == ThisPeriod {
		due = first.Add(n - 1)
	}
	if e.Every == Yearly {
		due = first
		for int(due.Month) != e.Month {
			due = due.Add(1)
		}
	}
	o := Occurrence{Entry: e, First: first.First(), Last: first.Add(n - 1).Last()}
	if e.Of == LastPeriod {
		o.First, o.Last = first.Add(-n).First(), first.Add(-1).Last()
	}
	o.Due = civil.Of(due.Year, due.Month, min(e.Day, due.Last().Day))
	o.Opens = o.Due.AddDays(-e.Ahead)
	return o
}

// made reports whether a run is this report. One of months must cover the period; any
// other counts that was made while it was open, or speaks of the period's last day.
func (o Occurrence) made(run report.Run) bool {
	switch {
	case o.Entry.Profile == "" || run.Profile != o.Entry.Profile:
		return false
	case !run.Last.IsZero():
		return !run.First.First().After(o.First) && !run.Last.Last().Before(o.Last)
	case o.Last != o.First && run.AsOf == o.Last:
		return true
	}
	return !run.MadeOn.Before(o.Opens) && (o.Next.IsZero() || run.MadeOn.Before(o.Next))
}

// tick is a report that somebody said was made.
type tick struct {
	day  civil.Date
	note string
}

// Current gives for every entry the occurrence that is open on a day or, where none has
// been yet, the one to come, with whether it was made; in the order of their last days.
// Those of Broken entries come first and have none.
func Current(ctx context.Context, r ledger.Reader, on civil.Date) ([]Occurrence, error) {
	entries, err := Of(ctx, r)
	if err != nil {
		return nil, err
	}
	runs, err := report.Runs(ctx, r)
	if err != nil {
		return nil, err
	}
	ticks, err := readTicks(ctx, r)
	if err != nil {
		return nil, err
	}
	settle := func(o Occurrence) Occurrence {
		if t, ok := ticks[o.Entry.Key+" "+o.Period()]; ok {
			o.Reported, o.ReportedOn, o.Note = true, t.day, t.note
			return o
		}
		if i := slices.IndexFunc(runs, o.made); i >= 0 {
			o.Reported, o.ReportedOn, o.Run = true, runs[i].MadeOn, runs[i].ID
		}
		return o
	}
	begun, err := beginning(ctx, r)
	if err != nil {
		return nil, err
	}
	out := make([]Occurrence, len(entries))
	for i, e := range entries {
		if out[i].Entry = e; e.Broken != "" {
			continue
		}
		now, next, open := e.around(on)
		if !open {
			now = next
		}
		out[i] = settle(now)
		// What is done and over, was due before there was a ledger, or is long past makes
		// room for what comes next.
		was := out[i]
		if !open || e.Every == Once || !was.Due.Before(on) {
			continue
		}
		switch old := was.Due.AddDays(lapsed).Before(on); {
		case was.Reported, was.Due.Before(begun):
			out[i] = settle(next)
		case old:
			out[i] = settle(next)
			out[i].Missed = &was
		}
	}
	slices.SortStableFunc(out, func(a, b Occurrence) int { return a.Due.Compare(b.Due) })
	return out, nil
}

// beginning is the day of the first operation; unknown in an empty ledger.
func beginning(ctx context.Context, r ledger.Reader) (civil.Date, error) {
	var at string
	if err := r.QueryRowContext(ctx, `SELECT coalesce(min(at), '') FROM journal_operation`).Scan(&at); err != nil || at == "" {
		return civil.Date{}, err
	}
	t, err := time.Parse(time.RFC3339, at)
	return civil.FromTime(t.Local()), err
}

// CurrentOf is Current for one entry.
func CurrentOf(ctx context.Context, r ledger.Reader, e Entry, on civil.Date) (Occurrence, error) {
	list, err := Current(ctx, r, on)
	if err != nil {
		return Occurrence{}, err
	}
	i := slices.IndexFunc(list, func(o Occurrence) bool { return o.Entry.Key == e.Key })
	if i < 0 {
		return Occurrence{}, fmt.Errorf("上报日历里没有“%s”", e.Name)
	}
	if e.Broken != "" {
		return Occurrence{}, fmt.Errorf("“%s”：%s", e.Name, e.Broken)
	}
	return list[i], nil
}

// Ticked is the period of an entry that somebody was the last to say was reported.
func Ticked(ctx context.Context, r ledger.Reader, e Entry) (Occurrence, error) {
	var period string
	o := Occurrence{Entry: e, Reported: true}
	err := r.QueryRowContext(ctx, `SELECT period, day, note FROM report_done WHERE key = ? ORDER BY id DESC LIMIT 1`, e.Key).Scan(&period, &o.ReportedOn, &o.Note)
	if errors.Is(err, sql.ErrNoRows) {
		return o, fmt.Errorf("“%s”没有登记过已报，没有可改回的。", e.Name)
	}
	if err != nil {
		return o, fmt.Errorf("读已报的登记：%w", err)
	}
	first, last, _ := strings.Cut(period, "/")
	if o.First, err = civil.Parse(first); err == nil {
		o.Last, err = civil.Parse(last)
	}
	o.Due = o.Last // so that a report made once is named by its day
	return o, err
}

func readTicks(ctx context.Context, r ledger.Reader) (map[string]tick, error) {
	rows, err := r.QueryContext(ctx, `SELECT key, period, day, note FROM report_done`)
	if err != nil {
		return nil, fmt.Errorf("读已报的登记：%w", err)
	}
	defer rows.Close()
	out := map[string]tick{}
	for rows.Next() {
		var key, period string
		var t tick
		if err := rows.Scan(&key, &period, &t.day, &t.note); err != nil {
			return nil, err
		}
		out[key+" "+period] = t
	}
	return out, rows.Err()
}
