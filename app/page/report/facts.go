package report

import (
	"context"
	"errors"

	"unionledger/app/page/report/sending"
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

// ask is the request as the pane of what was sent takes it.
func (q request) ask() sending.Ask {
	return sending.Ask{Profile: q.profile, On: q.on, First: q.first, Last: q.last}
}

// facts are what the page shows of a request.
type facts struct {
	request
	info data.Info
	// forms are all that can be filled, mends what can be put right without asking.
	forms []data.Info
	// behaviour is what is known of the program that takes the form.
	behaviour []string
	mends     []data.Mend
	result    data.Result
	// why is a sentence where the check could not run, such as a month not billed.
	why    string
	months []civil.YearMonth
}

// read runs the check of a form.
func read(ctx context.Context, l *ledger.Ledger, q request) (facts, error) {
	f := facts{request: q}
	r := l.Read()
	totals, err := dues.Totals(ctx, r, civil.YearMonth{Year: 1, Month: 1}, q.on.YearMonth().Add(1))
	if err != nil {
		return f, err
	}
	for i := len(totals) - 1; i >= 0; i-- {
		f.months = append(f.months, totals[i].Month)
	}
	if f.forms, err = data.Available(ctx, r); err != nil {
		return f, err
	}
	if q.profile == "" {
		q.profile = f.forms[0].ID
	}
	p, err := find(ctx, r, q.profile)
	if err != nil {
		return f, err
	}
	f.info, f.behaviour = p.Info(), p.Behaviour
	f.profile = f.info.ID
	from, err := q.from(ctx, l)
	if err != nil {
		return f, err
	}
	s, err := p.SourceOf(ctx, from)
	if err == nil {
		f.result, err = data.Check(ctx, p, s, data.Options{AsOf: q.on})
	}
	if err == nil {
		f.mends, err = data.Mends(ctx, p, from)
	}
	if err != nil && ctx.Err() == nil {
		f.why = err.Error()
		err = nil
	}
	return f, err
}

// find gives a form; where one of the unit's own has gone since, the first that there is.
func find(ctx context.Context, r ledger.Reader, id string) (*data.Profile, error) {
	p, err := data.Find(ctx, r, id)
	var gone *data.Error
	if errors.As(err, &gone) && gone.Kind == "not_found" && data.IsOwn(id) {
		return data.Find(ctx, r, data.Profiles()[0].ID)
	}
	return p, err
}

// from is what the form is filled from.
func (q request) from(ctx context.Context, l *ledger.Ledger) (data.From, error) {
	law, err := law.Of(ctx, l.Read())
	return data.From{Ledger: l.Read(), Rules: law.Rules, Calendar: law.Calendar, On: q.on, First: q.first, Last: q.last}, err
}

// export writes the form and notes it in the ledger.
func export(ctx context.Context, l *ledger.Ledger, q request, to string) (data.Report, error) {
	p, err := data.Find(ctx, l.Read(), q.profile)
	if err != nil {
		return data.Report{}, err
	}
	from, err := q.from(ctx, l)
	if err != nil {
		return data.Report{}, err
	}
	s, err := p.SourceOf(ctx, from)
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

// mostMonths is how far back the months of a form reach that is not about dues.
const mostMonths = 48

// choices are the months the form may speak of, the newest first, and those it speaks
// of; none for a form as of a day.
func (f facts) choices() (months []civil.YearMonth, first, last civil.YearMonth) {
	first, last = f.first, f.last
	if isDues(f.info) {
		if len(f.months) > 0 && last.IsZero() {
			first, last = f.months[0], f.months[0]
		}
		return append([]civil.YearMonth{}, f.months...), first, last
	}
	usualFirst, usualLast, spans := data.UsualMonths(f.info.Source, f.on)
	if !spans {
		return nil, first, last
	}
	if last.IsZero() {
		first, last = usualFirst, usualLast
	}
	for i := range mostMonths {
		months = append(months, f.on.YearMonth().Add(-i))
	}
	return months, first, last
}

// isDues reports whether a form speaks of months.
func isDues(info data.Info) bool {
	return info.Source == "dues_summary" || info.Source == "dues_detail"
}
