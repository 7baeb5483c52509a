package dues

import (
	"context"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Receipt is a line of the 收据登记簿.
type Receipt struct {
	ID     int64      `json:"-"`
	Number int64      `json:"number"`
	Member int64      `json:"member,omitempty"`
	Payer  string     `json:"payer"`
	On     civil.Date `json:"issued_on"`
	Amount money.Fen  `json:"amount_fen"`
	Method string     `json:"method"`
	// Words are what it is for.
	Words string `json:"words"`
	Batch int64  `json:"batch,omitempty"`
	// PrintedOn is when it was first printed; printed again it is marked 补打.
	PrintedOn civil.Date `json:"printed_on,omitzero"`
	VoidedOn  civil.Date `json:"voided_on,omitzero"`
	Reason    string     `json:"void_reason,omitempty"`
}

// Voided says whether the receipt no longer counts.
func (r Receipt) Voided() bool { return !r.VoidedOn.IsZero() }

// receiptBook hands out the numbers that follow.
type receiptBook struct{ first, last int64 }

func receiptsFrom(tx *ledger.Tx) (*receiptBook, error) {
	b := &receiptBook{}
	err := tx.QueryRow(`SELECT coalesce(max(number), (SELECT CAST(value AS INTEGER) - 1 FROM setting WHERE key = ?), 0) FROM dues_receipt`, receiptStart).Scan(&b.last)
	b.first = b.last + 1
	return b, err
}

// receiptStart is the setting with the number of the first receipt, 1 where it is unset;
// a trigger reads it as well.
const receiptStart = "receipt_start"

// mostReceipt is the largest number that stands on a receipt in seven digits.
const mostReceipt = 9_000_000

// StartReceipts lets the first receipt carry on a paper book. It is refused once one has
// been made out: the numbers that follow leave no gap.
func StartReceipts(ctx context.Context, l *ledger.Ledger, number int64) (int64, error) {
	if number < 1 || number > mostReceipt {
		return 0, ledger.Refuse("收据的起始号要在 1 到 %d 之间。", mostReceipt)
	}
	return l.Write(ctx, ledger.Op{Kind: "dues_receipt", Title: fmt.Sprintf("定收据起始号：%07d", number)}, func(tx *ledger.Tx) error {
		var any bool
		if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM dues_receipt)`).Scan(&any); err != nil {
			return err
		}
		if any {
			return ledger.Refuse("已经开过收据，起始号不能再改；收据号要连续。")
		}
		return tx.SetSetting(receiptStart, fmt.Sprint(number))
	})
}

// issued is a receipt to be made out; member 0 is nobody in particular.
type issued struct {
	member int64
	payer  string
	on     civil.Date
	fen    money.Fen
	method string
	words  string
	batch  int64
}

func (b *receiptBook) issue(tx *ledger.Tx, x issued) (int64, error) {
	b.last++
	var member, batch any
	if x.member != 0 {
		member = x.member
	}
	if x.batch != 0 {
		batch = x.batch
	}
	return tx.Insert("dues_receipt", []string{"number", "member_id", "payer", "issued_on", "amount_fen", "method", "words", "batch_id"},
		[]any{b.last, member, x.payer, x.on, int64(x.fen), x.method, x.words, batch})
}

// ReceiptFilter narrows the register; zero values leave it whole.
type ReceiptFilter struct {
	From, To civil.Date
	// Text is found in payer, purpose and number.
	Text string
	// State is ReceiptsValid or ReceiptsVoided.
	State string
	Batch int64
}

// The states a register is narrowed to.
const (
	ReceiptsValid  = "有效"
	ReceiptsVoided = "作废"
)

// Receipts reads the register by number, the newest first.
func Receipts(ctx context.Context, r ledger.Reader, by ReceiptFilter) ([]Receipt, error) {
	where, args := []string{"1"}, []any{}
	add := func(cond string, vals ...any) {
		where, args = append(where, cond), append(args, vals...)
	}
	if !by.From.IsZero() {
		add("issued_on >= ?", by.From)
	}
	if !by.To.IsZero() {
		add("issued_on <= ?", by.To)
	}
	if text := strings.TrimSpace(by.Text); text != "" {
		like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
		add(`(payer LIKE ? ESCAPE '\' OR words LIKE ? ESCAPE '\' OR number = ?)`, like, like, text)
	}
	switch by.State {
	case ReceiptsValid:
		add("voided_on IS NULL")
	case ReceiptsVoided:
		add("voided_on IS NOT NULL")
	}
	if by.Batch != 0 {
		add("batch_id = ?", by.Batch)
	}
	rows, err := r.QueryContext(ctx, `SELECT id, number, coalesce(member_id, 0), payer, issued_on, amount_fen, method, words, coalesce(batch_id, 0),
		printed_on, voided_on, coalesce(void_reason, '') FROM dues_receipt WHERE `+strings.Join(where, " AND ")+` ORDER BY number DESC`, args...)
	if err != nil {
		return nil, fmt.Errorf("读收据登记簿：%w", err)
	}
	defer rows.Close()
	out := []Receipt{}
	for rows.Next() {
		var x Receipt
		if err := rows.Scan(&x.ID, &x.Number, &x.Member, &x.Payer, &x.On, &x.Amount, &x.Method, &x.Words, &x.Batch, &x.PrintedOn, &x.VoidedOn, &x.Reason); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// ReceiptSums adds up a register.
type ReceiptSums struct {
	Valid, Voided int
	Amount        money.Fen // of the valid ones
}

// SumReceipts counts the valid and the voided, and adds the valid up.
func SumReceipts(list []Receipt) (s ReceiptSums) {
	for _, x := range list {
		if x.Voided() {
			s.Voided++
			continue
		}
		s.Valid++
		s.Amount += x.Amount
	}
	return s
}

// Words says the sums in one line.
func (s ReceiptSums) Words() string {
	words := fmt.Sprintf("有效 %d 张，合计 %s 元", s.Valid, s.Amount.Grouped())
	if s.Voided > 0 {
		words += fmt.Sprintf("；作废 %d 张", s.Voided)
	}
	return words
}

// ReceiptsByNumber reads some receipts in the order of their numbers.
func ReceiptsByNumber(ctx context.Context, r ledger.Reader, numbers []int64) ([]Receipt, error) {
	all, err := Receipts(ctx, r, ReceiptFilter{})
	if err != nil {
		return nil, err
	}
	want := map[int64]bool{}
	for _, n := range numbers {
		want[n] = true
	}
	out := []Receipt{}
	for i := len(all) - 1; i >= 0; i-- {
		if want[all[i].Number] {
			out = append(out, all[i])
			delete(want, all[i].Number)
		}
	}
	for _, n := range numbers {
		if want[n] {
			return nil, ledger.Refuse("没有第 %d 号收据。", n)
		}
	}
	return out, nil
}

// MarkPrinted notes that receipts were printed; once handed out, they are voided and
// not undone.
func MarkPrinted(ctx context.Context, l *ledger.Ledger, list []Receipt) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: ledger.Noted, Title: fmt.Sprintf("打印收据 %d 张", len(list))}, func(tx *ledger.Tx) error {
		on := civil.FromTime(tx.Now())
		for _, x := range list {
			if _, err := tx.Exec(`UPDATE dues_receipt SET printed_on = ? WHERE id = ? AND printed_on IS NULL`, on, x.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
