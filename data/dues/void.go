package dues

import (
	"context"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Voiding is money that was taken back in the books, with the receipts that no longer
// count and those made out for what stays.
type Voiding struct {
	Rows      int       `json:"rows"`
	Total     money.Fen `json:"total_fen"`
	Voided    []int64   `json:"voided_receipts"`
	Reissued  []int64   `json:"reissued_receipts"`
	Operation int64     `json:"operation"`
}

// Words says what was voided in one line.
func (v Voiding) Words() string {
	s := fmt.Sprintf("%d 笔，%s 元", v.Rows, v.Total.Grouped())
	if len(v.Voided) > 0 {
		s += fmt.Sprintf("，作废收据%s", numberWords(v.Voided))
	}
	if len(v.Reissued) > 0 {
		s += fmt.Sprintf("，其余另开收据%s", numberWords(v.Reissued))
	}
	return s
}

func numberWords(list []int64) string {
	if len(list) == 1 {
		return fmt.Sprintf("第 %d 号", list[0])
	}
	if last := list[len(list)-1]; last-list[0] == int64(len(list)-1) {
		return fmt.Sprintf("第 %d–%d 号", list[0], last)
	}
	return fmt.Sprintf(" %d 张", len(list))
}

// VoidBatch takes a whole batch back by rows of 冲销, with why; one operation.
func VoidBatch(ctx context.Context, l *ledger.Ledger, batch int64, on civil.Date, reason string) (Voiding, error) {
	return void(ctx, l, fmt.Sprintf("第 %d 批收款", batch), "batch_id = ?", batch, on, reason)
}

// VoidReceipt takes back what a receipt is for.
func VoidReceipt(ctx context.Context, l *ledger.Ledger, number int64, on civil.Date, reason string) (Voiding, error) {
	return void(ctx, l, fmt.Sprintf("第 %d 号收据", number), "receipt_id = (SELECT id FROM dues_receipt WHERE number = ?)", number, on, reason)
}

// VoidPayment takes back one payment: also one of a receipt for many, of which the
// rest is made out anew.
func VoidPayment(ctx context.Context, l *ledger.Ledger, payment int64, on civil.Date, reason string) (Voiding, error) {
	return void(ctx, l, "一笔收款", "id = ?", payment, on, reason)
}

// VoidMemberIn takes back what one member paid in a batch.
func VoidMemberIn(ctx context.Context, l *ledger.Ledger, batch, member int64, on civil.Date, reason string) (Voiding, error) {
	return void(ctx, l, fmt.Sprintf("第 %d 批里的一个人", batch), fmt.Sprintf("member_id = %d AND batch_id = ?", member), batch, on, reason)
}

// moneyRow is a row of dues_payment or dues_advance to be taken back.
type moneyRow struct {
	id, member, batch, receipt int64
	month                      civil.YearMonth
	fen                        money.Fen
	method, kind               string
}

func void(ctx context.Context, l *ledger.Ledger, what, where string, arg any, on civil.Date, reason string) (Voiding, error) {
	var out Voiding
	if reason = strings.TrimSpace(reason); reason == "" {
		return out, ledger.Refuse("请写明为什么作废，以后查得到。没有改动。")
	}
	op, err := l.Write(ctx, ledger.Op{Kind: "dues_void"}, func(tx *ledger.Tx) error {
		if err := openDay(tx, on); err != nil {
			return err
		}
		payments, err := moneyRows(tx, "dues_payment", "month", where, arg)
		if err != nil {
			return err
		}
		var advances []moneyRow
		if where != "id = ?" {
			if advances, err = moneyRows(tx, "dues_advance", "NULL", where+" AND payment_id IS NULL", arg); err != nil {
				return err
			}
		}
		if len(payments)+len(advances) == 0 {
			return ledger.Refuse("%s没有可以作废的收款：没有这个号，或已经作废过了。没有改动。", what)
		}
		if err := out.reverse(tx, payments, advances, on, reason); err != nil {
			return err
		}
		if err := out.receipts(tx, append(payments, advances...), on, reason); err != nil {
			return err
		}
		tx.SetTitle(fmt.Sprintf("作废%s：%s（%s）", what, out.Words(), reason))
		return nil
	})
	out.Operation = op
	return out, err
}

// moneyRows reads the rows that count and are no reversals themselves.
func moneyRows(tx *ledger.Tx, table, month, where string, arg any) ([]moneyRow, error) {
	rows, err := tx.Query(`SELECT id, member_id, coalesce(batch_id, 0), coalesce(receipt_id, 0), `+month+`, amount_fen, method, kind FROM `+table+` t
		WHERE `+where+` AND kind <> '`+Reversal+`' AND NOT EXISTS (SELECT 1 FROM `+table+` v WHERE v.voids = t.id) ORDER BY id`, arg)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []moneyRow
	for rows.Next() {
		var m moneyRow
		if err := rows.Scan(&m.id, &m.member, &m.batch, &m.receipt, &m.month, &m.fen, &m.method, &m.kind); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, rows.Err()
}

// reverse enters the rows of 冲销. What a payment took out of an advance goes back
// into it.
func (v *Voiding) reverse(tx *ledger.Tx, payments, advances []moneyRow, on civil.Date, reason string) error {
	optional := func(id int64) any {
		if id == 0 {
			return nil
		}
		return id
	}
	for _, p := range payments {
		if _, err := tx.Insert("dues_payment", []string{"month", "member_id", "amount_fen", "paid_on", "method", "note", "kind", "batch_id", "voids"},
			[]any{p.month, p.member, int64(-p.fen), on, p.method, reason, Reversal, optional(p.batch), p.id}); err != nil {
			return err
		}
		v.Rows++
		v.Total += p.fen
		if p.kind == PaymentTaken {
			continue
		}
		linked, err := moneyRows(tx, "dues_advance", "NULL", "payment_id = ?", p.id)
		if err != nil {
			return err
		}
		if err := v.reverseAdvances(tx, linked, on, reason, optional); err != nil {
			return err
		}
	}
	for _, a := range advances {
		v.Rows++
		v.Total += a.fen
	}
	return v.reverseAdvances(tx, advances, on, reason, optional)
}

func (v *Voiding) reverseAdvances(tx *ledger.Tx, list []moneyRow, on civil.Date, reason string, optional func(int64) any) error {
	for _, a := range list {
		if _, err := tx.Insert("dues_advance", []string{"member_id", "amount_fen", "kind", "taken_on", "method", "batch_id", "voids", "note"},
			[]any{a.member, int64(-a.fen), Reversal, on, a.method, optional(a.batch), a.id, reason}); err != nil {
			return err
		}
	}
	return nil
}

// receipts voids the receipts of rows taken back; where a receipt was for more, the
// rest of it is made out anew.
func (v *Voiding) receipts(tx *ledger.Tx, rows []moneyRow, on civil.Date, reason string) error {
	book, err := receiptsFrom(tx)
	if err != nil {
		return err
	}
	done := map[int64]bool{0: true}
	for _, m := range rows {
		if done[m.receipt] {
			continue
		}
		done[m.receipt] = true
		var old Receipt
		if err := tx.QueryRow(`SELECT number, coalesce(member_id, 0), payer, method, words, coalesce(batch_id, 0) FROM dues_receipt WHERE id = ?`, m.receipt).
			Scan(&old.Number, &old.Member, &old.Payer, &old.Method, &old.Words, &old.Batch); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE dues_receipt SET voided_on = ?, void_reason = ? WHERE id = ?`, on, reason, m.receipt); err != nil {
			return err
		}
		v.Voided = append(v.Voided, old.Number)
		if err := v.reissue(tx, book, m.receipt, old, on); err != nil {
			return err
		}
	}
	return nil
}

// restOf narrows to the rows of a receipt that still count.
const restOf = ` SET receipt_id = ?1 WHERE receipt_id = ?2 AND NOT EXISTS (SELECT 1 FROM %[1]s v WHERE v.voids = %[1]s.id)`

func (v *Voiding) reissue(tx *ledger.Tx, book *receiptBook, id int64, old Receipt, on civil.Date) error {
	var rest money.Fen
	if err := tx.QueryRow(`SELECT coalesce((SELECT sum(amount_fen) FROM dues_payment p WHERE receipt_id = ?1 AND NOT EXISTS (SELECT 1 FROM dues_payment v WHERE v.voids = p.id)), 0)
		+ coalesce((SELECT sum(amount_fen) FROM dues_advance a WHERE receipt_id = ?1 AND NOT EXISTS (SELECT 1 FROM dues_advance v WHERE v.voids = a.id)), 0)`, id).
		Scan(&rest); err != nil || rest <= 0 {
		return err
	}
	words := fmt.Sprintf("%s（替第 %d 号）", strings.Split(old.Words, "（替第")[0], old.Number)
	next, err := book.issue(tx, issued{member: old.Member, payer: old.Payer, on: on, fen: rest, method: old.Method, words: words, batch: old.Batch})
	if err != nil {
		return err
	}
	v.Reissued = append(v.Reissued, book.last)
	for _, table := range []string{"dues_payment", "dues_advance"} {
		if _, err := tx.Exec("UPDATE "+table+fmt.Sprintf(restOf, table), next, id); err != nil {
			return err
		}
	}
	return nil
}

// BatchLine is a batch in the list of what was taken.
type BatchLine struct {
	ID      int64      `json:"id"`
	On      civil.Date `json:"taken_on"`
	Method  string     `json:"method"`
	Source  string     `json:"source"`
	Note    string     `json:"note,omitempty"`
	Members int        `json:"members"`
	// Taken is what came in, Stands what of it still counts.
	Taken  money.Fen `json:"taken_fen"`
	Stands money.Fen `json:"stands_fen"`
	First  int64     `json:"first_receipt"`
	Last   int64     `json:"last_receipt"`
}

// State says in a word whether the batch still counts.
func (b BatchLine) State() string {
	switch {
	case b.Stands == 0:
		return "已作废"
	case b.Stands < b.Taken:
		return "部分作废"
	}
	return "有效"
}

// Batches lists the newest batches, at most limit; 0 is all.
func Batches(ctx context.Context, r ledger.Reader, limit int) ([]BatchLine, error) {
	if limit <= 0 {
		limit = -1
	}
	rows, err := r.QueryContext(ctx, `SELECT b.id, b.taken_on, b.method, b.source, coalesce(b.note, ''),
		(SELECT count(*) FROM (SELECT member_id FROM dues_payment p WHERE p.batch_id = b.id UNION SELECT member_id FROM dues_advance a WHERE a.batch_id = b.id)),
		coalesce((SELECT sum(amount_fen) FROM dues_payment p WHERE p.batch_id = b.id AND p.voids IS NULL), 0) + coalesce((SELECT sum(amount_fen) FROM dues_advance a WHERE a.batch_id = b.id AND a.voids IS NULL), 0),
		coalesce((SELECT sum(amount_fen) FROM dues_payment p WHERE p.batch_id = b.id), 0) + coalesce((SELECT sum(amount_fen) FROM dues_advance a WHERE a.batch_id = b.id), 0),
		coalesce((SELECT min(number) FROM dues_receipt c WHERE c.batch_id = b.id), 0), coalesce((SELECT max(number) FROM dues_receipt c WHERE c.batch_id = b.id), 0)
		FROM dues_batch b ORDER BY b.id DESC LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("读收缴批次：%w", err)
	}
	defer rows.Close()
	out := []BatchLine{}
	for rows.Next() {
		var b BatchLine
		if err := rows.Scan(&b.ID, &b.On, &b.Method, &b.Source, &b.Note, &b.Members, &b.Taken, &b.Stands, &b.First, &b.Last); err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, rows.Err()
}

// Payer is one of those whose money came in with a batch.
type Payer struct {
	Member int64     `json:"member"`
	Name   string    `json:"name"`
	Fen    money.Fen `json:"stands_fen"`
}

// Payers lists of whom something of a batch still counts, by name.
func Payers(ctx context.Context, r ledger.Reader, batch int64) ([]Payer, error) {
	rows, err := r.QueryContext(ctx, `SELECT m.id, m.name, sum(x.amount_fen) AS fen FROM
		(SELECT member_id, amount_fen FROM dues_payment WHERE batch_id = ?1 UNION ALL SELECT member_id, amount_fen FROM dues_advance WHERE batch_id = ?1) x
		JOIN member m ON m.id = x.member_id GROUP BY m.id HAVING fen <> 0 ORDER BY m.name_key, m.id`, batch)
	if err != nil {
		return nil, fmt.Errorf("读第 %d 批收款：%w", batch, err)
	}
	defer rows.Close()
	out := []Payer{}
	for rows.Next() {
		var p Payer
		if err := rows.Scan(&p.Member, &p.Name, &p.Fen); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}
