package fund

import (
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// LevyPay is a payment to be entered: which month's, in which step, and where it came
// into the union's account, if it did.
type LevyPay struct {
	Month    civil.YearMonth
	Kind     string
	Amount   money.Fen
	On       civil.Date
	Document string
	Note     string
	// Account takes what comes into the union's own account, or gives what the union
	// hands up; such money is posted.
	Account int64
	Party   string
	Papers  int
	// Confirmed lets more be paid than is owed.
	Confirmed bool
}

// LevyKinds are the steps that a month's payment may be entered under: those of the
// way in use, and what comes back on conditions.
func (r LevyRule) LevyKinds() []LevyStep {
	return append(append([]LevyStep{}, r.Flow.Steps...), r.plan.Extra...)
}

// PayLevy enters what was paid or came back in a step. What comes into the union's
// account is posted as a voucher in the same operation.
func PayLevy(tx *ledger.Tx, p LevyPay, today civil.Date) (LevyPayment, error) {
	y, err := LoadLevy(tx.Context(), tx, p.Month, p.Month, today)
	if err != nil {
		return LevyPayment{}, err
	}
	step, err := p.check(y.Months[0], today)
	if err != nil {
		return LevyPayment{}, err
	}
	out := LevyPayment{Month: p.Month, Kind: p.Kind, Amount: p.Amount, PaidOn: p.On, Document: strings.TrimSpace(p.Document), Note: strings.TrimSpace(p.Note)}
	var voucher any
	if step.Books {
		v, err := p.post(tx, y.Months[0].Rule, step)
		if err != nil {
			return out, err
		}
		out.Voucher, voucher = v.ID, v.ID
	}
	out.ID, err = tx.Insert("fund_levy_payment", []string{"month", "kind", "amount_fen", "paid_on", "document", "voucher_id", "note"},
		[]any{out.Month, out.Kind, int64(out.Amount), out.PaidOn, orNull(out.Document), voucher, orNull(out.Note)})
	tx.SetTitle(fmt.Sprintf("拨缴：%s %s %s 元", p.Month, p.Kind, p.Amount.Grouped()))
	return out, err
}

func (p LevyPay) check(m LevyMonth, today civil.Date) (LevyStep, error) {
	step, ok := m.Rule.plan.step(p.Kind)
	switch {
	case !ok:
		var kinds []string
		for _, s := range m.Rule.LevyKinds() {
			kinds = append(kinds, s.Kind)
		}
		return step, ledger.Refuse("没有叫“%s”的步骤。%s 的方式是“%s”，可以登记：%s。", p.Kind, p.Month, m.Rule.Flow.Name, strings.Join(kinds, "、"))
	case p.Month.Year < 1990 || p.Month.Year > 2199:
		return step, ledger.Refuse("请写是哪个月的经费，如 2022-05。")
	case p.Amount <= 0:
		return step, ledger.Refuse("金额要大于 0。记错的请“撤回”那一笔，再重新登记。")
	case p.Amount > money.Limit:
		return step, ledger.Refuse("金额过大，请核对。")
	case !p.On.Complete() || p.On.After(today):
		return step, ledger.Refuse("付款日期 %s 不对：要写到日，不能晚于今天。", p.On)
	}
	if p.Confirmed {
		return step, nil
	}
	for _, l := range m.Steps {
		if l.Kind == p.Kind && m.Known && p.Amount > max(l.Owing(), 0) {
			return step, ledger.Refuse("%s %s应为 %s 元，已登记 %s 元，再登记 %s 元就多了 %s 元。确实如此请确认后再登记。", p.Month, p.Kind, l.Due.Grouped(), l.Paid.Grouped(), p.Amount.Grouped(), (p.Amount - max(l.Owing(), 0)).Grouped())
		}
	}
	return step, nil
}

// post enters the voucher of money that moved in the union's account. Of what is held
// for the upper union nothing is income: it is owed until it is handed up.
func (p LevyPay) post(tx *ledger.Tx, rule LevyRule, step LevyStep) (Voucher, error) {
	b, err := yearOf(tx, p.On)
	if err != nil {
		return Voucher{}, err
	}
	words := fmt.Sprintf("%d 年 %d 月%s", p.Month.Year, int(p.Month.Month), step.Words)
	s := Simple{Date: p.On, Kind: Receipt, Words: words, Account: p.Account, Amount: p.Amount, Party: p.Party, Papers: p.Papers}
	switch plan := rule.plan; {
	case len(step.Parts) == 0:
		s.Subject = b.usable(plan.Returned)
	case step.ByUnion():
		s.Kind, s.Subject = Payment, b.usable(plan.Payable)
	default:
		s.Subject = b.usable(plan.Income)
	}
	v, err := b.Voucher(s)
	if err != nil {
		return v, err
	}
	if of := rule.Shares.of(step.Parts); of > 0 && len(step.Held) > 0 {
		v.Entries = b.hold(v.Entries, part(p.Amount, rule.Shares.of(step.Held), of), b.usable(rule.plan.Payable))
	}
	v.Source, v.SourceID = FromLevy, int64(p.Month.Year*100+int(p.Month.Month))
	return b.post(tx, v)
}

// hold takes what is held for another out of the credit side of a receipt.
func (b *Books) hold(entries []Entry, held money.Fen, code string) (out []Entry) {
	for _, e := range entries {
		if e.Credit > 0 && held > 0 {
			if e.Credit -= held; e.Credit > 0 {
				out = append(out, e)
			}
			e = Entry{Subject: code, Credit: held}
		}
		out = append(out, e)
	}
	return out
}

// usable is the subject of a scheme that may be posted to.
func (b *Books) usable(codes map[string]string) string {
	code := codes[b.Scheme.ID]
	if s, ok := b.Subject(code); !ok || s.Unused || b.hasBelow(code) {
		return b.firstBelow(code)
	}
	return code
}

// firstBelow is the first subject that may be posted to below one, or the one itself.
func (b *Books) firstBelow(code string) string {
	for _, s := range b.Usable(Income, Expense, Liability) {
		if strings.HasPrefix(s.Code, code) {
			return s.Code
		}
	}
	if parent := parentOf(code); parent != "" {
		return b.firstBelow(parent)
	}
	return code
}

// TakeBackLevy takes a payment back: one that was posted by reversing its voucher, so
// that the numbers stay whole; another is taken away.
func TakeBackLevy(tx *ledger.Tx, id int64, on civil.Date, reason string) error {
	var p LevyPayment
	err := tx.QueryRow(`SELECT month, kind, amount_fen, coalesce(voucher_id, 0) FROM fund_levy_payment WHERE id = ?`, id).Scan(&p.Month, &p.Kind, &p.Amount, &p.Voucher)
	if err != nil {
		return ledger.Refuse("这笔拨缴记录已经不在了，请刷新后再看。")
	}
	if strings.TrimSpace(reason) == "" {
		return ledger.Refuse("请写撤回的原因，以后查得到。")
	}
	if p.Voucher != 0 {
		_, err = Reverse(tx, p.Voucher, on, reason)
	} else {
		err = tx.Delete("fund_levy_payment", id)
	}
	if err == nil {
		tx.SetTitle(fmt.Sprintf("撤回拨缴：%s %s %s 元（%s）", p.Month, p.Kind, p.Amount.Grouped(), strings.TrimSpace(reason)))
	}
	return err
}
