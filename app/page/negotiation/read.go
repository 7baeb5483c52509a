package negotiation

import (
	"context"
	"slices"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
	"unionledger/data/rule"
)

// facts is everything the page shows, read in one go.
type facts struct {
	today    civil.Date
	rounds   []roundLine // newest first
	all      []negotiation.Dossier
	d        negotiation.Dossier
	has      bool // whether there is a round at all
	profile  *rule.Profile
	profiles []*rule.Profile
	cal      *calendar.Calendar
	steps    []negotiation.Step
	problems []problem.Problem
	log      []logLine // changes of the round, newest first
}

// roundLine is a round in the list of rounds.
type roundLine struct {
	id                 int64
	title, words, note string
	urgent             tone
	year               string
	kind               string // empty for the unit's own contract on wages
	raise              float64
}

// logLine is an operation that changed the round; keys are the facts it changed.
type logLine struct {
	op   ledger.Operation
	keys []string
}

// read reads all rounds and opens the wanted one, the newest where it is 0 or gone.
func read(ctx context.Context, l *ledger.Ledger, law law.Law, wanted int64, today civil.Date) (facts, error) {
	f := facts{today: today, cal: law.Calendar, profiles: law.Rules.Profiles()}
	var err error
	if f.all, err = negotiation.All(ctx, l.Read()); err != nil || len(f.all) == 0 {
		return f, err
	}
	f.has, f.d = true, f.all[0]
	rounds := make([]negotiation.Round, len(f.all))
	for i, d := range f.all {
		rounds[i] = d.Round
		if d.ID == wanted {
			f.d = d
		}
		p := law.Rules.GetOrDefault(d.Get("profile"))
		f.rounds = append(f.rounds, lineOf(d, p, law.Calendar, today))
	}
	f.profile = law.Rules.GetOrDefault(f.d.Get("profile"))
	f.steps = negotiation.Steps(f.d, f.profile, f.cal, today)
	f.problems = negotiation.Check(f.d, f.profile, f.cal)
	for _, p := range negotiation.CheckSeries(rounds) {
		if p.Record == f.d.ID {
			f.problems = append(f.problems, p)
		}
	}
	f.log, err = readLog(ctx, l, f.d.ID)
	return f, err
}

// readLog lists the operations that changed the round's own row.
func readLog(ctx context.Context, l *ledger.Ledger, id int64) ([]logLine, error) {
	changes, err := l.RowHistory(ctx, negotiation.RoundFields.Name, id)
	if err != nil {
		return nil, err
	}
	var out []logLine
	for _, c := range slices.Backward(changes) {
		line := logLine{op: c.Operation}
		for key := range c.New {
			line.keys = append(line.keys, key)
		}
		out = append(out, line)
	}
	return out, nil
}
