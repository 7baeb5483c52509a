package dues

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/union"
)

// facts is everything the page shows of a year, read aside in one go.
type facts struct {
	today  civil.Date
	year   int
	years  []int // those with bills and the one of the day, newest first
	book   dues.Book
	rule   dues.Rule
	rows   []dues.MemberYear // the whole union, in register order
	groups []union.Group
	months [12]dues.MonthTotal // the whole union; a zero Month was not billed
	last   civil.YearMonth     // the last month billed at all
	bands  []band
	// keys are what finds a member by name: set when somebody searches.
	index *member.Index
}

// band counts those who owe for as many consecutive months, up to the next band.
type band struct {
	months int
	names  []string // at most three
	count  int
}

// read reads a year. Those long gone, with nothing but 已离会 to show, are left out.
func read(ctx context.Context, l *ledger.Ledger, year int, today civil.Date) (facts, error) {
	f := facts{today: today, year: year}
	r := l.Read()
	var err error
	if f.book, err = dues.BookOf(ctx, r); err != nil {
		return f, err
	}
	if f.rule, err = f.book.On(civil.YearMonth{Year: year, Month: 12}); err != nil {
		return f, err
	}
	if f.groups, err = union.Groups(ctx, r); err != nil {
		return f, err
	}
	if err = f.readMonths(ctx, r); err != nil {
		return f, err
	}
	if f.rows, err = dues.Year(ctx, r, year, nil); err != nil {
		return f, fmt.Errorf("读 %d 年的会费：%w", year, err)
	}
	now := f.rows
	if year != f.last.Year && !f.last.IsZero() {
		if now, err = dues.Year(ctx, r, f.last.Year, nil); err != nil {
			return f, err
		}
	}
	f.bands = bandsOf(f.book, now)
	kept := f.rows[:0]
	for _, y := range f.rows {
		if !y.Gone() {
			kept = append(kept, y)
		}
	}
	f.rows = kept
	return f, nil
}

// readMonths reads which months were billed, and the sums of the year.
func (f *facts) readMonths(ctx context.Context, r ledger.Reader) error {
	all, err := dues.Totals(ctx, r, civil.YearMonth{Year: 1950, Month: 1}, civil.YearMonth{Year: 2199, Month: 12})
	if err != nil {
		return err
	}
	seen := map[int]bool{f.today.Year: true, f.year: true}
	for _, t := range all {
		seen[t.Month.Year] = true
		f.last = t.Month
		if t.Month.Year == f.year {
			f.months[t.Month.Month-1] = t
		}
	}
	for y := 2199; y >= 1950; y-- {
		if seen[y] {
			f.years = append(f.years, y)
		}
	}
	return nil
}

// bandsOf counts who owes for how many consecutive months, by the book's steps.
func bandsOf(book dues.Book, rows []dues.MemberYear) []band {
	var out []band
	for i, a := range book.Arrears {
		b := band{months: a.Months}
		for _, y := range rows {
			if y.Arrears < a.Months || i+1 < len(book.Arrears) && y.Arrears >= book.Arrears[i+1].Months {
				continue
			}
			if b.count++; len(b.names) < 3 {
				b.names = append(b.names, y.Name)
			}
		}
		out = append(out, b)
	}
	return out
}

// owing lists who of some members owes for a month, and how much; nil members
// means everybody.
func (f facts) owing(month civil.YearMonth, members map[int64]bool) (ids []int64, sum money.Fen) {
	if month.Year != f.year {
		return nil, 0
	}
	for _, y := range f.rows {
		if fen := y.Months[month.Month-1].Owing(); fen > 0 && (members == nil || members[y.Member]) {
			ids = append(ids, y.Member)
			sum += fen
		}
	}
	return ids, sum
}
