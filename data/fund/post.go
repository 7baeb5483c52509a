package fund

import (
	"context"
	"errors"
	"fmt"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// VoucherOp is the kind of operations that enter, change or reverse vouchers.
const VoucherOp = "voucher"

// yearOf loads the books that a date belongs into.
func yearOf(tx *ledger.Tx, date civil.Date) (*Books, error) {
	b, err := Load(tx.Context(), tx, date.Year)
	if errors.Is(err, ErrNoYear) {
		return nil, ledger.Refuse("%d 年还没有建账，记不了 %s 的账。请先在“经费”里建立 %d 年账套，或核对日期。", date.Year, date, date.Year)
	}
	return b, err
}

// Enter posts a voucher as an operation of its own. Dates to come are refused.
func Enter(ctx context.Context, l *ledger.Ledger, v Voucher) (Voucher, int64, error) {
	if err := notToCome(l, v.Date); err != nil {
		return v, 0, err
	}
	op, err := l.Write(ctx, ledger.Op{Kind: VoucherOp, Title: "记账"}, func(tx *ledger.Tx) (err error) {
		if v, err = Post(tx, v); err == nil {
			tx.SetTitle("记账：" + describe(v))
		}
		return err
	})
	return v, op, err
}

func notToCome(l *ledger.Ledger, d civil.Date) error {
	if today := civil.FromTime(l.Now()); d.After(today) {
		return ledger.Refuse("凭证日期 %s 还没有到，请核对。", d)
	}
	return nil
}

// describe says in a few words what a voucher is: 2022-05 第 12 号 付 慰问 500.00 元.
func describe(v Voucher) string {
	return fmt.Sprintf("%s %s %s %s 元", v.Name(), v.Kind, v.Words, v.Amount().Grouped())
}

// Post checks a voucher, gives it the next number of its month and enters it. Kind,
// year, month and number follow from the rest.
func Post(tx *ledger.Tx, v Voucher) (Voucher, error) {
	b, err := yearOf(tx, v.Date)
	if err != nil {
		return v, err
	}
	return b.post(tx, v)
}

// PostSimple makes the entries of a simple voucher and posts it.
func PostSimple(tx *ledger.Tx, s Simple, source string, sourceID int64) (Voucher, error) {
	b, err := yearOf(tx, s.Date)
	if err != nil {
		return Voucher{}, err
	}
	v, err := b.Voucher(s)
	if err != nil {
		return v, err
	}
	v.Source, v.SourceID = source, sourceID
	return b.post(tx, v)
}

func (b *Books) post(tx *ledger.Tx, v Voucher) (Voucher, error) {
	if err := b.check(&v, nil); err != nil {
		return v, err
	}
	v.Year, v.Month, v.Prepared = b.Year, v.Date.Month, tx.Operator()
	if b.Closed(v.Month) && v.Source != FromYearEnd {
		return v, ledger.Refuse("%d 年 %d 月已经结账，不能再记账。请改记到还没有结账的月份，或先反结账。", b.Year, int(v.Month))
	}
	if err := tx.QueryRow(`SELECT 1 + coalesce(max(number), 0) FROM fund_voucher WHERE year = ? AND month = ?`, v.Year, int(v.Month)).Scan(&v.Number); err != nil {
		return v, err
	}
	var sourceID, reverses any
	if v.Source != "" {
		sourceID = v.SourceID
	}
	if v.Reverses != 0 {
		reverses = v.Reverses
	}
	var err error
	v.ID, err = tx.Insert("fund_voucher", []string{"year", "month", "number", "date", "kind", "words", "party", "papers", "prepared", "source", "source_id", "reverses"},
		[]any{v.Year, int(v.Month), v.Number, v.Date, v.Kind, v.Words, orNull(v.Party), v.Papers, orNull(v.Prepared), orNull(v.Source), sourceID, reverses})
	if err != nil {
		return v, err
	}
	for i, e := range v.Entries {
		if _, err := tx.Insert("fund_entry", append([]string{"voucher_id", "line"}, entryColumns...), append([]any{v.ID, i + 1}, entryValues(v.Year, e)...)); err != nil {
			return v, err
		}
	}
	return v, nil
}

var entryColumns = []string{"year", "subject", "account_id", "debit_fen", "credit_fen", "welfare", "heads"}

func entryValues(year int, e Entry) []any {
	var account, heads any
	if e.Account != 0 {
		account = e.Account
	}
	if e.Heads != 0 {
		heads = e.Heads
	}
	return []any{year, e.Subject, account, int64(e.Debit), int64(e.Credit), orNull(e.Welfare), heads}
}

// Edit changes a voucher of an open month; it keeps its month and number. What the
// program made itself, reverses another or is reversed stays as it is.
func Edit(tx *ledger.Tx, v Voucher) error {
	b, old, err := voucherOf(tx, v.ID)
	if err != nil {
		return err
	}
	switch {
	case old.Source != "":
		return ledger.Refuse("%s凭证是程序自动生成的，不能直接改。请先冲销它，再重新生成。", old.Name())
	case old.Reverses != 0 || old.ReversedBy != 0:
		return ledger.Refuse("%s凭证和冲销有关，不能再改。请另记一张。", old.Name())
	case b.Closed(old.Month):
		return ledger.Refuse("%d 年 %d 月已经结账，第 %d 号凭证不能改。请在未结账的月份冲销重记，或先反结账。", b.Year, int(old.Month), old.Number)
	}
	v.Year, v.Month, v.Number, v.Source, v.Reverses = old.Year, old.Month, old.Number, "", 0
	if err := b.check(&v, &old); err != nil {
		return err
	}
	if v.Date.Month != old.Month {
		return ledger.Refuse("凭证号按月连续编，第 %d 号不能改到 %d 月。请冲销后在 %d 月重新登记。", old.Number, int(v.Date.Month), int(v.Date.Month))
	}
	if err := tx.Update("fund_voucher", v.ID, []string{"date", "kind", "words", "party", "papers"}, []any{v.Date, v.Kind, v.Words, orNull(v.Party), v.Papers}); err != nil {
		return err
	}
	tx.SetTitle("修改凭证：" + describe(v))
	return putEntries(tx, v, len(old.Entries))
}

// putEntries writes the entries of a voucher over those it had.
func putEntries(tx *ledger.Tx, v Voucher, had int) error {
	for i, e := range v.Entries {
		var err error
		if i < had {
			_, err = tx.Exec(`UPDATE fund_entry SET year = ?, subject = ?, account_id = ?, debit_fen = ?, credit_fen = ?, welfare = ?, heads = ? WHERE voucher_id = ? AND line = ?`,
				append(entryValues(v.Year, e), v.ID, i+1)...)
		} else {
			_, err = tx.Insert("fund_entry", append([]string{"voucher_id", "line"}, entryColumns...), append([]any{v.ID, i + 1}, entryValues(v.Year, e)...))
		}
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(`DELETE FROM fund_entry WHERE voucher_id = ? AND line > ?`, v.ID, len(v.Entries))
	return err
}

// voucherOf loads a voucher with the books it stands in.
func voucherOf(tx *ledger.Tx, id int64) (*Books, Voucher, error) {
	var year int
	if err := tx.QueryRow(`SELECT coalesce(max(year), 0) FROM fund_voucher WHERE id = ?`, id).Scan(&year); err != nil {
		return nil, Voucher{}, err
	}
	if year == 0 {
		return nil, Voucher{}, ledger.Refuse("这张凭证已经不在了，请重新打开这一页。")
	}
	b, err := Load(tx.Context(), tx, year)
	if err != nil {
		return nil, Voucher{}, err
	}
	v, _ := b.VoucherByID(id)
	return b, v, nil
}

// Reverse takes a voucher back by a new one with the same entries in red, dated on a
// day of an open month of the same year.
func Reverse(tx *ledger.Tx, id int64, on civil.Date, reason string) (Voucher, error) {
	b, old, err := voucherOf(tx, id)
	if err != nil {
		return Voucher{}, err
	}
	switch {
	case old.ReversedBy != 0:
		by, _ := b.VoucherByID(old.ReversedBy)
		return old, ledger.Refuse("%s凭证已经由 %s冲销过了。", old.Name(), by.Name())
	case old.Reverses != 0:
		return old, ledger.Refuse("%s凭证本身就是冲销，不能再冲销。请重新登记一张正确的。", old.Name())
	case old.Source == FromYearEnd:
		return old, ledger.Refuse("%s凭证是年末结转，不能单独冲销。请用年度反结账。", old.Name())
	case on.Before(old.Date):
		return old, ledger.Refuse("冲销日期 %s 早于原凭证的 %s，请核对。", on, old.Date)
	case on.Year != old.Year:
		return old, ledger.Refuse("%s凭证要在 %d 年内冲销。那一年已经结账的，请先反结账，或在今年用“其他收入/其他支出”调整。", old.Name(), old.Year)
	}
	return b.reverse(tx, old, on, reason)
}

func (b *Books) reverse(tx *ledger.Tx, old Voucher, on civil.Date, reason string) (Voucher, error) {
	v := old
	v.ID, v.Number, v.Date, v.Month, v.Reverses, v.ReversedBy, v.Papers = 0, 0, on, on.Month, old.ID, 0, 0
	v.Words = "冲销 " + old.Name() + "：" + old.Words
	if reason != "" {
		v.Words = "冲销 " + old.Name() + "（" + reason + "）：" + old.Words
	}
	if r := []rune(v.Words); len(r) > 120 {
		v.Words = string(r[:119]) + "…"
	}
	v.Entries = make([]Entry, len(old.Entries))
	for i, e := range old.Entries {
		e.Debit, e.Credit, e.Heads = -e.Debit, -e.Credit, -e.Heads
		v.Entries[i] = e
	}
	v, err := b.post(tx, v)
	if err == nil {
		tx.SetTitle("冲销凭证：" + describe(v))
	}
	return v, err
}

// LastDay is the day within a month that is nearest to a wanted one: used to date what
// belongs into a month.
func LastDay(year int, month time.Month, want civil.Date) civil.Date {
	m := civil.YearMonth{Year: year, Month: month}
	if want.YearMonth() == m {
		return want
	}
	if want.YearMonth().Before(m) {
		return m.First()
	}
	return m.Last()
}

// Fixed says in a few words why a voucher cannot be edited, "" where it can.
func (b *Books) Fixed(v Voucher) string {
	switch {
	case v.Source != "":
		return "是程序自动生成的"
	case v.Reverses != 0:
		return "是一张冲销凭证"
	case v.ReversedBy != 0:
		return "已经冲销"
	case b.Closed(v.Month):
		return fmt.Sprintf("在已结账的 %d 月", int(v.Month))
	}
	return ""
}

// Irreversible says in a few words why a voucher cannot be reversed, "" where it can.
func (b *Books) Irreversible(v Voucher) string {
	switch {
	case v.Source == FromYearEnd:
		return "是年末结转，随年结来去"
	case v.Reverses != 0:
		return "本身就是冲销"
	case v.ReversedBy != 0:
		return "已经冲销过了"
	case b.Closed(0):
		return fmt.Sprintf("在已经年结的 %d 年", b.Year)
	}
	return ""
}
