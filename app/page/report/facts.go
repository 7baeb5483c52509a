package report

import (
	"context"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/law"
	"unionledger/data/ledger"
	data "unionledger/data/report"
)

// request is what the page is asked to show: a form, for a day and months.
type request struct {
	profile     string
	on          civil.Date
	first, last civil.YearMonth
}

// facts are what the page shows of a request.
type facts struct {
	request
	info   data.Info
	result data.Result
	// why is a sentence where the check could not run, such as a month not billed.
	why    string
	months []civil.YearMonth
	runs   []data.Run
}

// read runs the check of a form and reads what was exported before.
func read(ctx context.Context, l *ledger.Ledger, q request) (facts, error) {
	f := facts{request: q}
	r := l.Read()
	var err error
	if f.runs, err = data.Runs(ctx, r); err != nil {
		return f, err
	}
	totals, err := dues.Totals(ctx, r, civil.YearMonth{Year: 1, Month: 1}, q.on.YearMonth().Add(1))
	if err != nil {
		return f, err
	}
	for i := len(totals) - 1; i >= 0; i-- {
		f.months = append(f.months, totals[i].Month)
	}
	p, err := data.Load(q.profile)
	if err != nil {
		return f, err
	}
	f.info = p.Info()
	s, err := source(ctx, l, p, q)
	if err == nil {
		f.result, err = data.Check(ctx, p, s, data.Options{AsOf: q.on})
	}
	if err != nil && ctx.Err() == nil {
		f.why = err.Error()
		err = nil
	}
	return f, err
}

func source(ctx context.Context, l *ledger.Ledger, p *data.Profile, q request) (data.Source, error) {
	law, err := law.Of(ctx, l.Read())
	if err != nil {
		return nil, err
	}
	return p.SourceOf(ctx, data.From{Ledger: l.Read(), Rules: law.Rules, Calendar: law.Calendar, On: q.on, First: q.first, Last: q.last})
}

// export writes the form and notes it in the ledger.
func export(ctx context.Context, l *ledger.Ledger, q request, to string) (data.Report, error) {
	p, err := data.Load(q.profile)
	if err != nil {
		return data.Report{}, err
	}
	s, err := source(ctx, l, p, q)
	if err != nil {
		return data.Report{}, err
	}
	out, found, err := data.CheckAndExport(ctx, p, s, to, data.Options{AsOf: q.on})
	if err != nil {
		return out, err
	}
	_, err = data.Record(ctx, l, p, out, found)
	return out, err
}

// isDues reports whether a form speaks of months.
func isDues(info data.Info) bool {
	return info.Source == "dues_summary" || info.Source == "dues_detail"
}
