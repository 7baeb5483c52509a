package report

import (
	"context"
	"fmt"
	"time"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/rule"
)

// From is the ledger a report is made from, the law it is judged by, and the day
// and months it speaks of.
type From struct {
	Ledger   ledger.Reader
	Rules    *rule.Book
	Calendar *calendar.Calendar
	// On is the day of a report as of a day.
	On civil.Date
	// First and Last are the months of a report of a period; unknown is the period
	// asked for last: of dues the last month that was billed, of changes the month
	// before, of the survey its last whole year.
	First, Last civil.YearMonth
}

// SourceOf gives the source whose rows the profile asks for.
func (p *Profile) SourceOf(ctx context.Context, from From) (Source, error) {
	switch p.Source {
	case "member":
		return MembersOf(ctx, from.Ledger, from.On)
	case "member_change":
		return Changes{from.span(p.Source)}, nil
	case "survey":
		return Survey{from.span(p.Source)}, nil
	case "organisation":
		return Organisation{Ledger: from.Ledger, On: from.On}, nil
	case "negotiation":
		return Negotiations{Ledger: from.Ledger, Rules: from.Rules, Calendar: from.Calendar, On: from.On}, nil
	case "dues_summary", "dues_detail":
		period, err := from.period(ctx)
		if err != nil {
			return nil, err
		}
		if p.Source == "dues_summary" {
			return DuesSummary{period}, nil
		}
		return DuesDetail{period}, nil
	}
	return nil, fail("profile", "报表“%s”要的数据“%s”，本程序还没有。", p.Name, p.Source)
}

// OfMonths reports whether the forms of a source speak of months and not of a day.
func OfMonths(source string) bool {
	_, _, spans := UsualMonths(source, civil.Date{Year: 2000, Month: time.January, Day: 1})
	return spans || source == "dues_summary" || source == "dues_detail"
}

// UsualMonths are those a form of a source is usually asked for around a day: of the
// changes the month before, of the survey its last whole year. spans is false for a
// source that speaks of a day, or of the months that were billed.
func UsualMonths(source string, on civil.Date) (first, last civil.YearMonth, spans bool) {
	switch source {
	case "member_change":
		first, last = lastMonth(on)
	case "survey":
		first, last = lastSurvey(on)
	default:
		return first, last, false
	}
	return first, last, true
}

// span is the months asked for in days, else the usual ones.
func (f From) span(source string) Span {
	if f.Last.IsZero() {
		f.First, f.Last, _ = UsualMonths(source, f.On)
	}
	if f.First.IsZero() {
		f.First = f.Last
	}
	return Span{Ledger: f.Ledger, From: f.First.First(), To: f.Last.Last()}
}

func lastMonth(on civil.Date) (first, last civil.YearMonth) {
	last = on.YearMonth().Add(-1)
	return last, last
}

// lastSurvey is the last year from October to September that is over.
func lastSurvey(on civil.Date) (first, last civil.YearMonth) {
	last = civil.YearMonth{Year: on.Year, Month: time.September}
	if on.Month < time.October {
		last.Year--
	}
	return last.Add(-11), last
}

// period is the months asked for, or the last one billed.
func (f From) period(ctx context.Context) (DuesPeriod, error) {
	d := DuesPeriod{Ledger: f.Ledger, First: f.First, Last: f.Last}
	if d.Last.IsZero() {
		month, billed, err := dues.LastBilled(ctx, f.Ledger)
		if err != nil {
			return d, fmt.Errorf("找最近开账的月份：%w", err)
		}
		if !billed {
			return d, fail("no_rows", "还没有开过会费，没有可以导出的月份。请先开账。")
		}
		d.Last = month
	}
	if d.First.IsZero() {
		d.First = d.Last
	}
	billed, err := dues.Totals(ctx, f.Ledger, d.First, d.Last)
	if err == nil && len(billed) == 0 {
		err = fail("no_rows", "%s没有开过会费，没有可以导出的。请换有账的月份，或先开账。", d.words())
	}
	return d, err
}
