package fund

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
)

// whatever is what may be done to the books, in any order; a refusal changes nothing.
type whatever struct {
	l      *ledger.Ledger
	closed map[time.Month]string // what a closed month looked like when it was closed
}

// Whatever is done, in whatever order: journal, statement, balances and openings agree,
// numbers run without gaps, and closed months stay as they are.
func TestBooksAlwaysAgree(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &whatever{l: begun(t), closed: map[time.Month]string{}}
		rt.Repeat(map[string]func(*rapid.T){
			"enter": w.enter, "free": w.free, "edit": w.edit, "reverse": w.reverse, "opening": w.opening,
			"close": w.close, "close the year": w.closeYear, "reopen": w.reopen, "undo": w.undo, "undo any": w.undoAny, "dues": w.dues, "": func(rt *rapid.T) { w.agree(rt) },
		})
	})
}

// try fails on every error that is no refusal.
func (w *whatever) try(rt *rapid.T, err error) {
	if err != nil && !ledger.IsKind(err, "conflict") && !ledger.IsKind(err, "no_operation") {
		rt.Fatal(err)
	}
}

func (w *whatever) books(rt *rapid.T) *Books {
	b, err := Load(ctx, w.l.Read(), 2022)
	if err != nil {
		rt.Fatal(err)
	}
	return b
}

func anyDay(rt *rapid.T) civil.Date {
	return civil.Of(2022, time.Month(rapid.IntRange(1, 12).Draw(rt, "month")), rapid.IntRange(1, 28).Draw(rt, "day"))
}

func anyAmount(rt *rapid.T) money.Fen { return money.Fen(rapid.Int64Range(1, 100000).Draw(rt, "fen")) }

func (w *whatever) enter(rt *rapid.T) {
	s := Simple{Date: anyDay(rt), Words: "某事", Account: rapid.Int64Range(1, 2).Draw(rt, "account"), To: rapid.Int64Range(1, 2).Draw(rt, "to"), Amount: anyAmount(rt)}
	s.Kind = rapid.SampledFrom([]string{Receipt, Payment, Transfer}).Draw(rt, "kind")
	s.Subject = rapid.SampledFrom([]string{"401", "402", "50102", "50405", "221", "131"}).Draw(rt, "subject")
	v, err := w.books(rt).Voucher(s)
	if err == nil {
		_, _, err = Enter(ctx, w.l, v)
	}
	w.try(rt, err)
}

func (w *whatever) free(rt *rapid.T) {
	a, b := anyAmount(rt), anyAmount(rt)
	v := Voucher{Date: anyDay(rt), Words: "转", Entries: []Entry{{Subject: "503", Debit: a}, {Subject: "131", Debit: b}, {Subject: "221", Credit: a + b}}}
	if rapid.Bool().Draw(rt, "wrong") {
		v.Entries[2].Credit++
	}
	_, _, err := Enter(ctx, w.l, v)
	w.try(rt, err)
}

// one draws a voucher; false where there is none.
func (w *whatever) one(rt *rapid.T) (Voucher, bool) {
	all := w.books(rt).Vouchers
	if len(all) == 0 {
		return Voucher{}, false
	}
	return rapid.SampledFrom(all).Draw(rt, "voucher"), true
}

func (w *whatever) edit(rt *rapid.T) {
	v, ok := w.one(rt)
	if !ok {
		return
	}
	fen := anyAmount(rt)
	v.Entries = []Entry{{Subject: "50102", Debit: fen}, {Subject: "102", Account: 2, Credit: fen}}
	_, err := write(w.l, func(tx *ledger.Tx) error { return Edit(tx, v) })
	w.try(rt, err)
}

func (w *whatever) reverse(rt *rapid.T) {
	if v, ok := w.one(rt); ok {
		_, err := write(w.l, func(tx *ledger.Tx) error { _, err := Reverse(tx, v.ID, anyDay(rt), ""); return err })
		w.try(rt, err)
	}
}

func (w *whatever) opening(rt *rapid.T) {
	o := Opening{Subject: rapid.SampledFrom([]string{"131", "221", "401"}).Draw(rt, "subject"), Amount: anyAmount(rt)}
	_, err := write(w.l, func(tx *ledger.Tx) error {
		if err := SetOpening(tx, 2022, o); err != nil {
			return err
		}
		return BalanceOpenings(tx, 2022)
	})
	w.try(rt, err)
}

func (w *whatever) close(rt *rapid.T) {
	_, err := Close(ctx, w.l, 2022, time.Month(rapid.IntRange(1, 12).Draw(rt, "month")))
	w.try(rt, err)
}

func (w *whatever) closeYear(rt *rapid.T) {
	_, err := Close(ctx, w.l, 2022, 0)
	w.try(rt, err)
}

func (w *whatever) reopen(rt *rapid.T) {
	_, err := OpenAgain(ctx, w.l, 2022, time.Month(rapid.IntRange(0, 12).Draw(rt, "month")), "试")
	w.try(rt, err)
}

func (w *whatever) undo(rt *rapid.T) {
	if o, err := w.l.LastUndoable(ctx); err == nil && o.Kind != SubjectOp { // the year itself stays
		_, err = w.l.Undo(ctx, o.ID)
		w.try(rt, err)
	}
}

func (w *whatever) undoAny(rt *rapid.T) {
	all, err := w.l.History(ctx, 0)
	if err != nil {
		rt.Fatal(err)
	}
	if o := rapid.SampledFrom(all).Draw(rt, "operation"); o.Kind != SubjectOp {
		_, err = w.l.Undo(ctx, o.ID)
		w.try(rt, err)
	}
}

// dues collects an amount of a member and posts what is not in the account.
func (w *whatever) dues(rt *rapid.T) {
	on := anyDay(rt)
	fen := rapid.Int64Range(-500, 3000).Draw(rt, "fen")
	_, err := w.l.Write(ctx, ledger.Op{Kind: "collect", Title: "收"}, func(tx *ledger.Tx) error {
		var id int64
		if err := tx.QueryRow(`SELECT coalesce(max(id), 0) FROM member`).Scan(&id); err != nil {
			return err
		}
		if id == 0 {
			var err error
			if id, err = tx.Insert("member", []string{"name", "name_key"}, []any{"某", "mou"}); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`INSERT OR IGNORE INTO dues_bill (month, member_id, amount_fen, rule) VALUES (?, ?, 0, 'x')`, on.YearMonth(), id); err != nil {
			return err
		}
		_, err := tx.Insert("dues_payment", []string{"month", "member_id", "amount_fen", "paid_on", "method"}, []any{on.YearMonth(), id, fen, on, rapid.SampledFrom([]string{"现金", "转账"}).Draw(rt, "way")})
		return err
	})
	w.try(rt, err)
	_, _, err = EnterDues(ctx, w.l, on.YearMonth(), LastDay(2022, on.Month, day), 1, 2)
	if err == nil {
		for _, d := range w.duesOf(rt) {
			if d.Month == on.YearMonth() && !d.Agrees() {
				rt.Fatalf("posted, and still %+v", d)
			}
		}
	}
	w.try(rt, err)
}

func (w *whatever) duesOf(rt *rapid.T) []DuesMonth {
	out, err := w.books(rt).Dues(ctx, w.l.Read())
	if err != nil {
		rt.Fatal(err)
	}
	return out
}

// agree adds everything up a second time, from the rows, and compares.
func (w *whatever) agree(rt *rapid.T) {
	b := w.books(rt)
	for _, p := range b.Check() {
		if p.Severity == problem.Error {
			rt.Fatalf("%s", p)
		}
	}
	account := map[int64]money.Fen{}
	for _, o := range b.Openings {
		account[o.Account] += o.Amount
	}
	var earned, spent [13]money.Fen
	looks := map[time.Month]string{}
	for _, v := range b.Vouchers {
		debit, credit := v.Sums()
		if debit != credit {
			rt.Fatalf("%s does not balance", v.Name())
		}
		for _, e := range v.Entries {
			s, _ := b.Subject(e.Subject)
			if e.Account != 0 {
				account[e.Account] += e.Debit - e.Credit
			}
			if v.Source == FromYearEnd {
				continue
			}
			switch s.Kind {
			case Income:
				earned[v.Month] += e.Credit - e.Debit
			case Expense:
				spent[v.Month] += e.Debit - e.Credit
			}
		}
		if v.Source != FromYearEnd {
			looks[v.Month] += fmt.Sprintln(v.Number, v.Date, v.Words, v.Entries)
		}
	}
	for _, a := range b.Accounts {
		if x := b.CashBook(a.ID, 1, 12); x.Closing != account[a.ID] || b.Balance(a.ID, 12) != account[a.ID] || x.Opening+x.Debit-x.Credit != x.Closing {
			rt.Fatalf("account %s: book %s, entries %s", a.Name, x.Closing, account[a.ID])
		}
	}
	var year [2]money.Fen
	for m := time.January; m <= time.December; m++ {
		st := b.Statement(m)
		year[0] += earned[m]
		year[1] += spent[m]
		if st.Income != [2]money.Fen{earned[m], year[0]} || st.Expense != [2]money.Fen{spent[m], year[1]} {
			rt.Fatalf("statement of %d: %v %v, journal %s %s", m, st.Income, st.Expense, earned[m], spent[m])
		}
		var rows money.Fen
		for _, r := range st.Rows {
			if r.Depth == 1 && r.Code < "5" {
				rows += r.Year
			}
		}
		if rows != year[0] {
			rt.Fatalf("the rows of %d add up to %s, income is %s", m, rows, year[0])
		}
		if sh := b.BalanceSheet(m); sh.Gap != [2]money.Fen{} {
			rt.Fatalf("month %d does not balance: %v", m, sh.Gap)
		}
		if t := TotalsOf(b.Trial(1, m)); t.Debit != t.Credit || t.ClosingDebit != t.ClosingCredit {
			rt.Fatalf("trial balance of %d: %+v", m, t)
		}
		w.stays(rt, b, m, looks[m])
	}
}

// stays holds a closed month against what it was when it was first seen closed.
func (w *whatever) stays(rt *rapid.T, b *Books, m time.Month, looks string) {
	was, known := w.closed[m]
	switch {
	case !b.Closed(m):
		delete(w.closed, m)
		if b.Closed(m+1) && m < 12 {
			rt.Fatalf("%d is closed and %d is not: %v", m+1, m, slices.Clone(b.Closings))
		}
	case !known:
		w.closed[m] = looks
	case was != looks:
		rt.Fatalf("closed month %d was\n%s\nand is\n%s", m, was, looks)
	}
}
