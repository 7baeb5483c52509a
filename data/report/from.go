package report

import (
	"context"
	"fmt"

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
	// First and Last are the months of a report of dues; unknown is the last month
	// that was billed.
	First, Last civil.YearMonth
}

// SourceOf gives the source whose rows the profile asks for.
func (p *Profile) SourceOf(ctx context.Context, from From) (Source, error) {
	switch p.Source {
	case "member":
		return Members{Ledger: from.Ledger, On: from.On}, nil
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
	return d, nil
}
