package fund

import (
	"context"
	"fmt"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Begin is an account with what lies in it when the books are begun.
type Begin struct {
	Account
	Amount money.Fen
}

// OpenYear opens the books of a year. The first year takes the subjects of the scheme
// in force and the accounts with what lies in them, for which the surplus stands on
// the other side. A later year follows the one before without a gap: it takes its
// subjects, or those of a new scheme, and its closing balances.
func OpenYear(tx *ledger.Tx, year int, on civil.Date, begin []Begin) error {
	if year < 1990 || year > 2199 {
		return ledger.Refuse("“%d”不像年份，请写成 2022 这样。", year)
	}
	years, err := Years(tx.Context(), tx)
	switch {
	case err != nil:
		return err
	case slices.Contains(years, year):
		return ledger.Refuse("%d 年已经建过账了。", year)
	case len(years) > 0 && year != years[0]+1:
		return ledger.Refuse("账要一年接一年：最近一年是 %d 年，下一年只能建 %d 年。", years[0], years[0]+1)
	case year > on.Year+1:
		return ledger.Refuse("%d 年还没有到，最多提前一年建账。", year)
	}
	scheme := SchemeOn(year)
	if _, err := tx.Insert("fund_year", []string{"year", "scheme", "opened_on"}, []any{year, scheme.ID, on}); err != nil {
		return err
	}
	if len(years) == 0 {
		for _, s := range scheme.Subjects {
			if err := putSubject(tx, year, s.Code, s.Name, s.Kind, false); err != nil {
				return err
			}
		}
		return beginBooks(tx, year, begin)
	}
	last, err := loadYear(tx.Context(), tx, years[0])
	if err != nil {
		return err
	}
	if err := last.takeSubjects(tx, year, scheme); err != nil {
		return err
	}
	return CarryOpenings(tx, year)
}

// Open is OpenYear as an operation of its own.
func Open(ctx context.Context, l *ledger.Ledger, year int, begin []Begin) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: SubjectOp, Title: fmt.Sprintf("建立 %d 年经费账", year)}, func(tx *ledger.Tx) error {
		return OpenYear(tx, year, civil.FromTime(l.Now()), begin)
	})
}

func putSubject(tx *ledger.Tx, year int, code, name, kind string, unused bool) error {
	_, err := tx.Insert("fund_subject", []string{"year", "code", "name", "kind", "parent", "unused"}, []any{year, code, name, kind, orNull(parentOf(code)), unused})
	return err
}

// takeSubjects gives the subjects of the year before to the next one; under a new
// scheme only those of that scheme, since the old codes mean something else there.
func (b *Books) takeSubjects(tx *ledger.Tx, year int, scheme Scheme) error {
	if b.Scheme.ID == scheme.ID {
		for _, s := range b.Subjects {
			if err := putSubject(tx, year, s.Code, s.Name, s.Kind, s.Unused); err != nil {
				return err
			}
		}
		return nil
	}
	for _, s := range scheme.Subjects {
		if err := putSubject(tx, year, s.Code, s.Name, s.Kind, false); err != nil {
			return err
		}
	}
	return nil
}

// beginBooks enters the accounts of a first year.
func beginBooks(tx *ledger.Tx, year int, begin []Begin) error {
	if !slices.ContainsFunc(begin, func(b Begin) bool { return b.Name != "" }) {
		return ledger.Refuse("至少要有一个账户：现金，或工会的银行账户。")
	}
	known, err := Accounts(tx.Context(), tx)
	if err != nil {
		return err
	}
	scheme := SchemeOn(year)
	for _, a := range begin {
		if a.Name == "" {
			continue
		}
		if a.Amount < 0 {
			return ledger.Refuse("账户“%s”的余额不能是负数。", a.Name)
		}
		if i := slices.IndexFunc(known, func(o Account) bool { return o.Name == a.Name }); i >= 0 {
			a.ID = known[i].ID
		}
		id, err := PutAccount(tx, a.Account)
		if err != nil {
			return err
		}
		code := scheme.Bank
		if a.Kind == Cash {
			code = scheme.Cash
		}
		if err := putOpening(tx, year, Opening{code, id, a.Amount}); err != nil {
			return err
		}
	}
	return BalanceOpenings(tx, year)
}

// SetOpening enters a balance at the beginning of a year; 0 takes it away.
func SetOpening(tx *ledger.Tx, year int, o Opening) error {
	b, err := Load(tx.Context(), tx, year)
	if err != nil {
		return err
	}
	s, ok := b.Subject(o.Subject)
	kind := b.moneyKind(o.Subject)
	account, has := b.Account(o.Account)
	switch {
	case !ok:
		return ledger.Refuse("%d 年没有编号为“%s”的科目。", year, o.Subject)
	case s.Kind == Income || s.Kind == Expense:
		return ledger.Refuse("“%s”是%s科目，每年从 0 开始，没有年初余额。", s, s.Kind)
	case kind != "" && (!has || account.Kind != kind):
		return ledger.Refuse("“%s”的年初余额要分账户填，请选一个%s账户。", s, kind)
	case kind == "" && o.Account != 0:
		return ledger.Refuse("“%s”不是现金或银行存款，不用选账户。", s)
	case b.LastClosed() > 0:
		return ledger.Refuse("%d 年已有月份结账，年初余额不能改动。请先反结账。", year)
	case max(o.Amount, -o.Amount) > money.Limit:
		return ledger.Refuse("金额过大，请核对。")
	}
	return putOpening(tx, year, o)
}

func putOpening(tx *ledger.Tx, year int, o Opening) error {
	var account any
	if o.Account != 0 {
		account = o.Account
	}
	var id int64
	if err := tx.QueryRow(`SELECT coalesce(max(id), 0) FROM fund_opening WHERE year = ? AND subject = ? AND account_id IS ?`, year, o.Subject, account).Scan(&id); err != nil {
		return err
	}
	switch {
	case id != 0 && o.Amount == 0:
		return tx.Delete("fund_opening", id)
	case id != 0:
		return tx.Update("fund_opening", id, []string{"amount_fen"}, []any{int64(o.Amount)})
	case o.Amount == 0:
		return nil
	}
	_, err := tx.Insert("fund_opening", []string{"year", "subject", "account_id", "amount_fen"}, []any{year, o.Subject, account, int64(o.Amount)})
	return err
}

// BalanceOpenings puts what is missing between the two sides into the surplus.
func BalanceOpenings(tx *ledger.Tx, year int) error {
	b, err := Load(tx.Context(), tx, year)
	if err != nil {
		return err
	}
	surplus := Opening{Subject: b.Scheme.Surplus, Amount: b.openingGap()}
	for _, o := range b.Openings {
		if o.Subject == surplus.Subject && o.Account == 0 {
			surplus.Amount += o.Amount
		}
	}
	return putOpening(tx, year, surplus)
}

// openingGap is assets less liabilities and net assets at the beginning of the year.
func (b *Books) openingGap() (gap money.Fen) {
	for _, o := range b.Openings {
		if s, _ := b.Subject(o.Subject); onDebit(s.Kind) {
			gap += o.Amount
		} else {
			gap -= o.Amount
		}
	}
	return gap
}

// CarryOpenings makes the openings of a year those that the year before leaves.
func CarryOpenings(tx *ledger.Tx, year int) error {
	b, err := Load(tx.Context(), tx, year)
	if err != nil {
		return err
	}
	if b.before == nil {
		return ledger.Refuse("%d 年前面没有账，年初余额要自己填。", year)
	}
	want := slices.Clone(b.before)
	for _, o := range b.Openings {
		if !slices.ContainsFunc(want, func(w Opening) bool { return w.Subject == o.Subject && w.Account == o.Account }) {
			want = append(want, Opening{o.Subject, o.Account, 0})
		}
	}
	for _, o := range want {
		if err := putOpening(tx, year, o); err != nil {
			return err
		}
	}
	return nil
}

// leaves is what a year leaves to the next one: the balances of all but income and
// expense, whose difference goes into the surplus, under the next year's subjects.
func (b *Books) leaves(next *Books) []Opening {
	type key struct {
		subject string
		account int64
	}
	sums := map[key]money.Fen{}
	add := func(code string, account int64, fen money.Fen) { // fen is a debit
		s, _ := b.Subject(code)
		if s.Kind == Income || s.Kind == Expense {
			code = b.Scheme.Surplus
		}
		to := b.carriedTo(next, code)
		if t, _ := next.Subject(to); !onDebit(t.Kind) {
			fen = -fen
		}
		sums[key{to, account}] += fen
	}
	for _, o := range b.Openings {
		fen := o.Amount
		if s, _ := b.Subject(o.Subject); !onDebit(s.Kind) {
			fen = -fen
		}
		add(o.Subject, o.Account, fen)
	}
	for _, v := range b.Vouchers {
		for _, e := range v.Entries {
			add(e.Subject, e.Account, e.Debit-e.Credit)
		}
	}
	out := []Opening{}
	for k, fen := range sums {
		if fen != 0 {
			out = append(out, Opening{k.subject, k.account, fen})
		}
	}
	slices.SortFunc(out, compareOpenings)
	return out
}

func compareOpenings(a, b Opening) int {
	if a.Subject != b.Subject {
		if a.Subject < b.Subject {
			return -1
		}
		return 1
	}
	return int(a.Account - b.Account)
}

// carriedTo is the subject of the next year for one of this: the same under the same
// scheme; else what the new scheme says, or the nearest above that it has.
func (b *Books) carriedTo(next *Books, code string) string {
	for c := code; c != ""; c = parentOf(c) {
		to, rest := c, code[len(c):]
		if b.Scheme.ID != next.Scheme.ID {
			if moved, ok := next.Scheme.Carry[c]; ok {
				to = moved
			}
		}
		if _, ok := next.Subject(to + rest); ok && rest != "" {
			return to + rest
		}
		if _, ok := next.Subject(to); ok {
			return to
		}
	}
	return next.Scheme.Surplus
}
