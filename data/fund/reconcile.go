package fund

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Reconcile holds what a bank's statement (or the cash counted) says at the end of a
// month against the books, as 银行存款余额调节表 does: what only one of the two has
// taken in or paid yet.
type Reconcile struct {
	ID        int64           `json:"-"`
	Account   int64           `json:"account"`
	Month     civil.YearMonth `json:"month"`
	Statement money.Fen       `json:"statement_fen"`
	// BankIn and BankOut are in the statement and not in the books yet; BookIn and
	// BookOut the other way round.
	BankIn  money.Fen  `json:"bank_in_fen"`
	BankOut money.Fen  `json:"bank_out_fen"`
	BookIn  money.Fen  `json:"book_in_fen"`
	BookOut money.Fen  `json:"book_out_fen"`
	Note    string     `json:"note,omitempty"`
	MadeOn  civil.Date `json:"made_on"`
}

// Left is what stays unexplained between the books' balance and the statement.
func (r Reconcile) Left(books money.Fen) money.Fen {
	return books + r.BankIn - r.BankOut - (r.Statement + r.BookIn - r.BookOut)
}

// Reconciles reads those of a year.
func Reconciles(ctx context.Context, r ledger.Reader, year int) ([]Reconcile, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, account_id, month, statement_fen, bank_in_fen, bank_out_fen, book_in_fen, book_out_fen, coalesce(note, ''), made_on
		FROM fund_reconcile WHERE month LIKE ? ORDER BY month, account_id`, fmt.Sprintf("%04d-%%", year))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Reconcile
	for rows.Next() {
		var c Reconcile
		if err := rows.Scan(&c.ID, &c.Account, &c.Month, &c.Statement, &c.BankIn, &c.BankOut, &c.BookIn, &c.BookOut, &c.Note, &c.MadeOn); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// PutReconcile keeps what was found for an account and month, instead of what was
// found before.
func PutReconcile(tx *ledger.Tx, c Reconcile, today civil.Date) error {
	b, err := yearBooks(tx, c.Month.Year)
	if err != nil {
		return err
	}
	a, ok := b.Account(c.Account)
	switch {
	case !ok:
		return ledger.Refuse("请选要核对的账户。")
	case c.Month.First().After(today):
		return ledger.Refuse("%s 还没有到，没有对账单可核对。", c.Month)
	case min(c.BankIn, c.BankOut, c.BookIn, c.BookOut) < 0:
		return ledger.Refuse("未达账项的金额不能是负数。")
	}
	if err := tx.QueryRow(`SELECT id FROM fund_reconcile WHERE account_id = ? AND month = ?`, a.ID, c.Month).Scan(&c.ID); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	cols := []string{"account_id", "month", "statement_fen", "bank_in_fen", "bank_out_fen", "book_in_fen", "book_out_fen", "note", "made_on"}
	vals := []any{a.ID, c.Month, int64(c.Statement), int64(c.BankIn), int64(c.BankOut), int64(c.BookIn), int64(c.BookOut), orNull(c.Note), today}
	if c.ID != 0 {
		return tx.Update("fund_reconcile", c.ID, cols, vals)
	}
	_, err = tx.Insert("fund_reconcile", cols, vals)
	return err
}

// Suspects says in sentences what a difference between books and statement may come
// from: a voucher of that amount, one of half of it entered on the wrong side, or two
// digits that changed places. diff is the books less the statement.
func (b *Books) Suspects(account int64, month time.Month, diff money.Fen) (out []string) {
	if diff == 0 {
		return nil
	}
	for _, v := range b.Journal(1, month) {
		if v.ReversedBy != 0 || v.Reverses != 0 {
			continue
		}
		for _, e := range v.Entries {
			moved := e.Debit - e.Credit
			switch {
			case e.Account != account:
			case moved == diff:
				out = append(out, fmt.Sprintf("%s “%s”正好 %s 元：账上记了，银行可能还没有%s。", v.Name(), v.Words, abs(moved).Grouped(), inOrOut(moved)))
			case 2*moved == diff:
				out = append(out, fmt.Sprintf("%s “%s” %s 元是差额的一半：可能收付记反了。", v.Name(), v.Words, abs(moved).Grouped()))
			}
		}
	}
	if len(out) == 0 {
		out = append(out, fmt.Sprintf("账上没有正好 %s 元的凭证：可能是银行收付了、账上还没有记，请对着对账单逐笔勾对。", abs(diff).Grouped()))
	}
	if diff%9 == 0 {
		out = append(out, "差额能被 9 除尽：也可能是某笔金额两位数字写颠倒了。")
	}
	return out
}

func inOrOut(moved money.Fen) string {
	if moved > 0 {
		return "入账"
	}
	return "付出"
}

// AttachedTo counts the files attached to vouchers.
func AttachedTo(ctx context.Context, r ledger.Reader) (map[int64]int, error) {
	rows, err := r.QueryContext(ctx, `SELECT owner_id, count(*) FROM attachment WHERE owner_table = 'fund_voucher' GROUP BY owner_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]int{}
	for rows.Next() {
		var id int64
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return nil, err
		}
		out[id] = n
	}
	return out, rows.Err()
}
