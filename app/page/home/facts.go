package home

import (
	"context"
	"log/slog"
	"slices"

	"unionledger/data/agenda"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// facts are what the page shows, read in one go.
type facts struct {
	today  civil.Date
	items  []agenda.Item
	counts map[member.State]int
	// months are the last twelve, this one last; active are the members 在册 at the
	// end of each (today for this one).
	months []civil.YearMonth
	active []int
	// incomplete counts the members without ID number or phone.
	incomplete int
	totals     map[civil.YearMonth]dues.MonthTotal
	debtors    []dues.Debtor
	operations []ledger.Operation
}

const lastOperations = 30

func read(ctx context.Context, l *ledger.Ledger, today civil.Date) (f facts, err error) {
	r := l.Read()
	f = facts{today: today, totals: map[civil.YearMonth]dues.MonthTotal{}}
	law, err := law.Of(ctx, r)
	if err != nil {
		return f, err
	}
	if f.items, f.debtors, err = agenda.On(ctx, r, law, today); err != nil {
		return f, err
	}
	for _, it := range f.items {
		if it.Err != nil {
			slog.Warn("agenda", "kind", string(it.Kind), "err", it.Err)
		}
	}
	if f.counts, err = member.Counts(ctx, r, today); err != nil {
		return f, err
	}
	this := today.YearMonth()
	var days []civil.Date
	for k := 11; k >= 0; k-- {
		f.months = append(f.months, this.Add(-k))
		days = append(days, this.Add(-k).Last())
	}
	days[11] = today
	if f.active, err = member.ActiveAt(ctx, r, days); err != nil {
		return f, err
	}
	if f.incomplete, err = member.Incomplete(ctx, r, today, "id_number", "phone"); err != nil {
		return f, err
	}
	totals, err := dues.Totals(ctx, r, f.months[0], this)
	if err != nil {
		return f, err
	}
	for _, t := range totals {
		f.totals[t.Month] = t
	}
	// What was only noted, as the columns remembered behind an import, changed nothing
	// that could be taken back; 操作记录 has it.
	f.operations, err = l.History(ctx, 3*lastOperations)
	f.operations = slices.DeleteFunc(f.operations, func(o ledger.Operation) bool { return o.Kind == ledger.Noted })
	f.operations = f.operations[:min(len(f.operations), lastOperations)]
	return f, err
}

// lastBilled is the newest month with dues, and whether there is one.
func (f facts) lastBilled() (dues.MonthTotal, bool) {
	for i := len(f.months) - 1; i >= 0; i-- {
		if t, ok := f.totals[f.months[i]]; ok {
			return t, true
		}
	}
	return dues.MonthTotal{}, false
}
