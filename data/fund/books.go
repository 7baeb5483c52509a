package fund

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Books is all that is known of a year. A union writes some hundreds of vouchers a
// year, so everything is read at once and added up in memory.
type Books struct {
	Year     int
	OpenedOn civil.Date
	Scheme   Scheme
	Subjects []Subject
	Accounts []Account
	Openings []Opening
	// Vouchers stand in the order of their numbers, month by month.
	Vouchers []Voucher
	Closings []Closing
	// before is what the year before leaves to this one; nil where there is none.
	before []Opening
	index  map[string]int
	below  map[string]bool
}

// Opening is a balance at the beginning of a year, positive on the side on which the
// subject grows.
type Opening struct {
	Subject string    `json:"subject"`
	Account int64     `json:"account,omitempty"`
	Amount  money.Fen `json:"amount_fen"`
}

// Closing is the closing of a month; month 0 is the year.
type Closing struct {
	Month      time.Month `json:"month"`
	ClosedOn   civil.Date `json:"closed_on"`
	ReopenedOn civil.Date `json:"reopened_on"`
	Reason     string     `json:"reason,omitempty"`
}

// ErrNoYear says that a year has not been opened.
var ErrNoYear = errors.New("这一年还没有建账")

// Years lists the years that were opened, the newest first.
func Years(ctx context.Context, r ledger.Reader) ([]int, error) {
	rows, err := r.QueryContext(ctx, `SELECT year FROM fund_year ORDER BY year DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int
	for rows.Next() {
		var y int
		if err := rows.Scan(&y); err != nil {
			return nil, err
		}
		out = append(out, y)
	}
	return out, rows.Err()
}

// Load reads the books of a year; ErrNoYear where it has not been opened.
func Load(ctx context.Context, r ledger.Reader, year int) (*Books, error) {
	b, err := loadYear(ctx, r, year)
	if err != nil {
		return nil, err
	}
	last, err := loadYear(ctx, r, year-1)
	switch {
	case errors.Is(err, ErrNoYear):
		return b, nil
	case err != nil:
		return nil, err
	}
	b.before = last.leaves(b)
	return b, nil
}

func loadYear(ctx context.Context, r ledger.Reader, year int) (*Books, error) {
	b := &Books{Year: year}
	var scheme string
	err := r.QueryRowContext(ctx, `SELECT scheme, opened_on FROM fund_year WHERE year = ?`, year).Scan(&scheme, &b.OpenedOn)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoYear
	}
	if err == nil {
		b.Scheme, err = SchemeNamed(scheme)
	}
	if err != nil {
		return nil, err
	}
	if b.Subjects, err = Subjects(ctx, r, year); err != nil {
		return nil, err
	}
	if b.Accounts, err = Accounts(ctx, r); err != nil {
		return nil, err
	}
	b.index, b.below = map[string]int{}, map[string]bool{}
	for i, s := range b.Subjects {
		b.index[s.Code] = i
		if !s.Unused {
			b.below[s.Parent] = true
		}
	}
	for _, read := range []func(context.Context, ledger.Reader) error{b.readOpenings, b.readVouchers, b.readEntries, b.readClosings} {
		if err := read(ctx, r); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *Books) readOpenings(ctx context.Context, r ledger.Reader) error {
	return eachRow(ctx, r, `SELECT subject, coalesce(account_id, 0), amount_fen FROM fund_opening WHERE year = ? ORDER BY subject, account_id`, b.Year, func(scan func(...any) error) error {
		var o Opening
		err := scan(&o.Subject, &o.Account, &o.Amount)
		b.Openings = append(b.Openings, o)
		return err
	})
}

func (b *Books) readVouchers(ctx context.Context, r ledger.Reader) error {
	return eachRow(ctx, r, `SELECT v.id, v.year, v.month, v.number, v.date, v.kind, v.words, coalesce(v.party, ''), v.papers, coalesce(v.prepared, ''),
		coalesce(v.source, ''), coalesce(v.source_id, 0), coalesce(v.reverses, 0), coalesce((SELECT o.id FROM fund_voucher o WHERE o.reverses = v.id), 0)
		FROM fund_voucher v WHERE v.year = ? ORDER BY v.month, v.number`, b.Year, func(scan func(...any) error) error {
		var v Voucher
		err := scan(&v.ID, &v.Year, &v.Month, &v.Number, &v.Date, &v.Kind, &v.Words, &v.Party, &v.Papers, &v.Prepared, &v.Source, &v.SourceID, &v.Reverses, &v.ReversedBy)
		b.Vouchers = append(b.Vouchers, v)
		return err
	})
}

func (b *Books) readEntries(ctx context.Context, r ledger.Reader) error {
	at := make(map[int64]int, len(b.Vouchers))
	for i, v := range b.Vouchers {
		at[v.ID] = i
	}
	return eachRow(ctx, r, `SELECT e.voucher_id, e.subject, coalesce(e.account_id, 0), e.debit_fen, e.credit_fen, coalesce(e.welfare, ''), coalesce(e.heads, 0)
		FROM fund_voucher v JOIN fund_entry e ON e.voucher_id = v.id WHERE v.year = ? ORDER BY e.voucher_id, e.line`, b.Year, func(scan func(...any) error) error {
		var id int64
		var e Entry
		err := scan(&id, &e.Subject, &e.Account, &e.Debit, &e.Credit, &e.Welfare, &e.Heads)
		v := &b.Vouchers[at[id]]
		v.Entries = append(v.Entries, e)
		return err
	})
}

func (b *Books) readClosings(ctx context.Context, r ledger.Reader) error {
	return eachRow(ctx, r, `SELECT month, closed_on, reopened_on, coalesce(reopen_reason, '') FROM fund_closing WHERE year = ? ORDER BY id`, b.Year, func(scan func(...any) error) error {
		var c Closing
		err := scan(&c.Month, &c.ClosedOn, &c.ReopenedOn, &c.Reason)
		b.Closings = append(b.Closings, c)
		return err
	})
}

// eachRow runs a query about a year and hands over its rows.
func eachRow(ctx context.Context, r ledger.Reader, query string, year int, row func(scan func(...any) error) error) error {
	rows, err := r.QueryContext(ctx, query, year)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Subject finds a subject by its code.
func (b *Books) Subject(code string) (Subject, bool) {
	i, ok := b.index[code]
	if !ok {
		return Subject{Code: code}, false
	}
	return b.Subjects[i], true
}

// Account finds an account.
func (b *Books) Account(id int64) (Account, bool) {
	i := slices.IndexFunc(b.Accounts, func(a Account) bool { return a.ID == id })
	if i < 0 {
		return Account{}, false
	}
	return b.Accounts[i], true
}

// VoucherByID finds a voucher of the year.
func (b *Books) VoucherByID(id int64) (Voucher, bool) {
	i := slices.IndexFunc(b.Vouchers, func(v Voucher) bool { return v.ID == id })
	if i < 0 {
		return Voucher{}, false
	}
	return b.Vouchers[i], true
}

// Usable lists the subjects of some kinds that may be posted to: in use, and without
// any below; those of cash and bank only by the accounts.
func (b *Books) Usable(kinds ...string) (out []Subject) {
	for _, s := range b.Subjects {
		if slices.Contains(kinds, s.Kind) && !s.Unused && !b.hasBelow(s.Code) {
			out = append(out, s)
		}
	}
	return out
}

func (b *Books) hasBelow(code string) bool { return b.below[code] }

// SubjectOf is the subject that an account is kept under.
func (b *Books) SubjectOf(a Account) string {
	if a.Kind == Cash {
		return b.Scheme.Cash
	}
	return b.Scheme.Bank
}

// moneyKind tells whether a subject is one of cash or bank, or below it; else "".
func (b *Books) moneyKind(code string) string {
	switch {
	case strings.HasPrefix(code, b.Scheme.Cash):
		return Cash
	case strings.HasPrefix(code, b.Scheme.Bank):
		return Bank
	}
	return ""
}

// Closed reports whether a month, or with 0 the year, is closed.
func (b *Books) Closed(month time.Month) bool {
	for _, c := range b.Closings {
		if c.ReopenedOn.IsZero() && (c.Month == month || c.Month == 0) {
			return true
		}
	}
	return false
}

// LastClosed is the last closed month, 0 when none is.
func (b *Books) LastClosed() time.Month {
	for m := time.December; m > 0; m-- {
		if b.Closed(m) {
			return m
		}
	}
	return 0
}
