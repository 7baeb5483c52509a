package fund

import (
	"time"

	"unionledger/data/civil"
	"unionledger/data/money"
)

// TrialRow is a subject with its balances; its own entries and those of the subjects
// below it. Balances are positive on the side on which the subject grows.
type TrialRow struct {
	Subject Subject   `json:"subject"`
	Opening money.Fen `json:"opening_fen"`
	Debit   money.Fen `json:"debit_fen"`
	Credit  money.Fen `json:"credit_fen"`
	Closing money.Fen `json:"closing_fen"`
}

// Side tells on which side a balance stands: 借, 贷 or 平.
func (r TrialRow) Side(balance money.Fen) string {
	switch {
	case balance == 0:
		return "平"
	case onDebit(r.Subject.Kind) == (balance > 0):
		return "借"
	}
	return "贷"
}

// Moved reports whether there is anything to say of the subject.
func (r TrialRow) Moved() bool {
	return r.Opening != 0 || r.Debit != 0 || r.Credit != 0 || r.Closing != 0
}

// Trial is the table of all subjects from a month to another, both included.
func (b *Books) Trial(from, to time.Month) []TrialRow {
	out := make([]TrialRow, len(b.Subjects))
	for i, s := range b.Subjects {
		out[i].Subject = s
	}
	for _, o := range b.Openings {
		b.upwards(o.Subject, func(i int) { out[i].Opening += o.Amount })
	}
	for _, v := range b.Vouchers {
		if v.Month > to {
			continue
		}
		for _, e := range v.Entries {
			b.upwards(e.Subject, func(i int) {
				if v.Month >= from {
					out[i].Debit += e.Debit
					out[i].Credit += e.Credit
				} else {
					out[i].Opening += natural(out[i].Subject.Kind, e)
				}
			})
		}
	}
	for i := range out {
		out[i].Closing = out[i].Opening + natural(out[i].Subject.Kind, Entry{Debit: out[i].Debit, Credit: out[i].Credit})
	}
	return out
}

// upwards hands over the places of a subject and of those above it.
func (b *Books) upwards(code string, do func(i int)) {
	for ; code != ""; code = parentOf(code) {
		if i, ok := b.index[code]; ok {
			do(i)
		}
	}
}

// natural is what an entry adds to a subject of a kind.
func natural(kind string, e Entry) money.Fen {
	if onDebit(kind) {
		return e.Debit - e.Credit
	}
	return e.Credit - e.Debit
}

// Totals adds up the subjects at the top of a trial balance: what stands in debit and
// in credit, at the beginning, moved, and at the end.
type Totals struct {
	OpeningDebit, OpeningCredit, Debit, Credit, ClosingDebit, ClosingCredit money.Fen
}

// TotalsOf adds up a trial balance.
func TotalsOf(rows []TrialRow) (t Totals) {
	for _, r := range rows {
		if r.Subject.Depth() > 0 {
			continue
		}
		t.Debit += r.Debit
		t.Credit += r.Credit
		if onDebit(r.Subject.Kind) {
			t.OpeningDebit += r.Opening
			t.ClosingDebit += r.Closing
		} else {
			t.OpeningCredit += r.Opening
			t.ClosingCredit += r.Closing
		}
	}
	return t
}

// Line is one line of a subject ledger or cash book. Balance is positive on the side
// on which the subject grows.
type Line struct {
	Voucher Voucher   `json:"-"`
	Number  string    `json:"voucher"`
	Date    string    `json:"date"`
	Words   string    `json:"words"`
	Other   string    `json:"other"`
	Debit   money.Fen `json:"debit_fen"`
	Credit  money.Fen `json:"credit_fen"`
	Balance money.Fen `json:"balance_fen"`
}

// Extract is a subject ledger or cash book of some months.
type Extract struct {
	Opening money.Fen `json:"opening_fen"`
	Lines   []Line    `json:"lines"`
	Debit   money.Fen `json:"debit_fen"`
	Credit  money.Fen `json:"credit_fen"`
	Closing money.Fen `json:"closing_fen"`
}

// SubjectLedger is what was entered under a subject and those below it.
func (b *Books) SubjectLedger(code string, from, to time.Month) Extract {
	s, _ := b.Subject(code)
	in := func(c string) bool {
		for ; c != ""; c = parentOf(c) {
			if c == code {
				return true
			}
		}
		return false
	}
	return b.extract(s.Kind, from, to, func(o Opening) bool { return in(o.Subject) }, func(e Entry) bool { return in(e.Subject) })
}

// CashBook is what went into and out of an account, day by day.
func (b *Books) CashBook(account int64, from, to time.Month) Extract {
	return b.extract(Asset, from, to, func(o Opening) bool { return o.Account == account }, func(e Entry) bool { return e.Account == account })
}

func (b *Books) extract(kind string, from, to time.Month, opening func(Opening) bool, in func(Entry) bool) Extract {
	x := Extract{Lines: []Line{}}
	for _, o := range b.Openings {
		if opening(o) {
			x.Opening += o.Amount
		}
	}
	for _, v := range b.Journal(1, to) {
		for _, e := range v.Entries {
			if !in(e) {
				continue
			}
			if v.Month < from {
				x.Opening += natural(kind, e)
				continue
			}
			x.Debit += e.Debit
			x.Credit += e.Credit
			x.Lines = append(x.Lines, Line{Voucher: v, Number: v.short(), Date: v.Date.String(), Words: v.Words, Other: b.others(v, e), Debit: e.Debit, Credit: e.Credit})
		}
	}
	x.Closing = x.Opening
	for i := range x.Lines {
		l := &x.Lines[i]
		x.Closing += natural(kind, Entry{Debit: l.Debit, Credit: l.Credit})
		l.Balance = x.Closing
	}
	return x
}

// Journal lists the vouchers of some months by date.
func (b *Books) Journal(from, to time.Month) []Voucher {
	out := []Voucher{}
	for _, v := range b.Vouchers {
		if v.Month >= from && v.Month <= to {
			out = append(out, v)
		}
	}
	sortByDate(out)
	return out
}

// Balance is what lies in an account at the end of a month.
func (b *Books) Balance(account int64, month time.Month) (sum money.Fen) {
	for _, o := range b.Openings {
		if o.Account == account {
			sum += o.Amount
		}
	}
	for _, v := range b.Vouchers {
		if v.Month > month {
			continue
		}
		for _, e := range v.Entries {
			if e.Account == account {
				sum += e.Debit - e.Credit
			}
		}
	}
	return sum
}

// Held is what lies in all accounts of a kind at the end of a month.
func (b *Books) Held(kind string, month time.Month) (sum money.Fen) {
	for _, a := range b.Accounts {
		if a.Kind == kind {
			sum += b.Balance(a.ID, month)
		}
	}
	return sum
}

// lastMonth is the month a year is looked at until: that of a day, or its last.
func lastMonth(year int, on civil.Date) time.Month {
	switch {
	case on.Year < year:
		return time.January
	case on.Year > year:
		return time.December
	}
	return on.Month
}
