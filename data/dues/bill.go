package dues

import (
	"context"
	"errors"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
)

// Exempted is somebody a bill leaves out, with the reason.
type Exempted struct {
	Member int64  `json:"member"`
	Name   string `json:"name"`
	Group  string `json:"department,omitempty"`
	Reason string `json:"reason"`
	// Note is what was agreed, where that is the reason.
	Note string `json:"note,omitempty"`
	// Months are how many months of the period the reason covers, where others are billed.
	Months int `json:"months,omitempty"`
}

// Billing is the result of billing a period.
type Billing struct {
	// Month is the first month of the period.
	Month  civil.YearMonth `json:"month"`
	Period Period          `json:"period"`
	Rule   string          `json:"rule"`
	Basis  string          `json:"basis"`
	// Billed counts the members with an amount, Total is their sum in fen.
	Billed int       `json:"billed"`
	Total  money.Fen `json:"total_fen"`
	// New counts the members whom this run added; 0 when the period stood already.
	// NewBilled counts those of them with an amount.
	New       int          `json:"new"`
	NewBilled int          `json:"new_billed"`
	Exempt    []Exempted   `json:"exempt"`
	Groups    []GroupTotal `json:"groups"`
	// Corrections are the bills that no longer agree with the facts: what Rebill posts.
	Corrections []Correction `json:"corrections"`
	// Closed are months of the period that are closed; nothing is posted into them.
	Closed []civil.YearMonth `json:"closed,omitempty"`
	// Against is the period before, and Differences are what differs from it; only a
	// preview has them.
	Against     *Period      `json:"against,omitempty"`
	Differences []Difference `json:"differences,omitempty"`
	// Problems names who should pay but cannot be billed, and bills that no
	// longer agree with the facts.
	Problems  []problem.Problem `json:"problems"`
	Operation int64             `json:"operation,omitempty"`
}

// Words sums the billing up in one line.
func (b Billing) Words() string {
	return fmt.Sprintf("%s 会费开账：%d 人，%s 元", b.Period.Words(), b.Billed, b.Total.Grouped())
}

// Bill posts the dues of the period a month belongs to as one operation. Members
// billed before are not touched; where a later fact would change their bill, a
// problem says so, and Rebill corrects it.
func Bill(ctx context.Context, l *ledger.Ledger, month civil.YearMonth) (Billing, error) {
	return bill(ctx, l, month, posting{})
}

// Rebill is Bill that also corrects the bills a later fact changes.
func Rebill(ctx context.Context, l *ledger.Ledger, month civil.YearMonth) (Billing, error) {
	return bill(ctx, l, month, posting{correct: true})
}

// Preview tells what Bill and Rebill would post for the period of a month, with what
// differs from the one before, and changes nothing.
func Preview(ctx context.Context, l *ledger.Ledger, month civil.YearMonth) (Billing, error) {
	out, err := bill(ctx, l, month, posting{look: true})
	if errors.Is(err, errPreview) {
		err = nil
	}
	return out, err
}

var errPreview = errors.New("only looked at")

// posting is what bill is to do beside posting new bills: correct the old ones, or
// take all back in the end.
type posting struct{ correct, look bool }

func bill(ctx context.Context, l *ledger.Ledger, month civil.YearMonth, do posting) (Billing, error) {
	out, book, rule, err := begin(ctx, l.Read(), month)
	if err != nil {
		return out, err
	}
	if now := civil.FromTime(l.Now()).YearMonth(); out.Period.First.After(now.Add(1)) {
		return out, ledger.Refuse("%s 还没有到，最多提前一个月开账。请核对月份。", out.Period.Words())
	}
	out.Operation, err = l.Write(ctx, ledger.Op{Kind: "bill", Title: out.Period.Words() + " 会费开账"}, func(tx *ledger.Tx) error {
		if err := out.post(ctx, tx, book, rule, do); err != nil {
			return err
		}
		if do.look {
			if err := out.compare(ctx, tx, book); err != nil {
				return err
			}
			return errPreview
		}
		return nil
	})
	return out, err
}

// begin finds the period and the rule of a month.
func begin(ctx context.Context, r ledger.Reader, month civil.YearMonth) (out Billing, book Book, rule Rule, err error) {
	out = Billing{Month: month}
	if book, err = BookOf(ctx, r); err != nil {
		return out, book, rule, err
	}
	if rule, err = book.On(month); err != nil {
		return out, book, rule, err
	}
	if out.Period, err = book.PeriodOf(month); err != nil {
		return out, book, rule, err
	}
	out.Month = out.Period.First
	out.Rule, out.Basis = rule.Words(), rule.Basis
	out.Closed, err = closedIn(ctx, r, out.Period.First, out.Period.Last)
	return out, book, rule, err
}

// post enters the bills that are missing and, where asked for, the corrections.
func (b *Billing) post(ctx context.Context, tx *ledger.Tx, book Book, rule Rule, do posting) error {
	if len(b.Closed) > 0 && !do.look {
		return closedError(b.Closed[0])
	}
	before, _, err := b.billed(ctx, tx)
	if err != nil {
		return err
	}
	if len(b.Closed) == 0 {
		for _, m := range b.Period.Months() {
			n, err := postMonth(ctx, tx, book, rule, m)
			if err != nil {
				return fmt.Errorf("%s 开账：%w", m, err)
			}
			b.New = max(b.New, n)
		}
	}
	if err := b.read(ctx, tx, book); err != nil {
		return err
	}
	b.NewBilled = b.Billed - before
	title := b.Words()
	if do.correct && len(b.Corrections) > 0 {
		if err := postCorrections(tx, b.Corrections); err != nil {
			return err
		}
		title += fmt.Sprintf("；更正 %d 笔", len(b.Corrections))
		if b.Billed, b.Total, err = b.billed(ctx, tx); err != nil {
			return err
		}
	}
	used, err := setOff(tx)
	if err != nil {
		return err
	}
	if used > 0 {
		title += fmt.Sprintf("；预缴抵扣 %s 元", used.Grouped())
	}
	tx.SetTitle(title)
	return nil
}

// postMonth enters a bill for everybody on the roster who has none for the month.
func postMonth(ctx context.Context, tx *ledger.Tx, book Book, rule Rule, month civil.YearMonth) (int, error) {
	agreed, err := anyAgreed(ctx, tx, month)
	if err != nil {
		return 0, err
	}
	res, err := tx.Exec(`INSERT INTO dues_bill (month, member_id, department, base_fen, amount_fen, exempt, rule, note)
		SELECT ?1, id, department, base, amount, exempt, ?3, note FROM (`+
		rule.assessSQL(month, agreed, ` AND NOT EXISTS (SELECT 1 FROM dues_bill d WHERE d.month = ?1 AND d.member_id = m.id)`)+`)`,
		month, month.Last(), book.label(rule))
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// ReadBilling reads the period of a month as it was billed; Billed and Exempt are
// empty when it was not.
func ReadBilling(ctx context.Context, r ledger.Reader, month civil.YearMonth) (Billing, error) {
	out, book, _, err := begin(ctx, r, month)
	if err != nil {
		return out, err
	}
	return out, out.read(ctx, r, book)
}
