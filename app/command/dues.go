package command

import (
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
)

type billVerb struct {
	Month string `arg:"" name:"月份" help:"月份，如 2021-11"`
	ledgerFlag
}

func (v *billVerb) Run(r *run) error {
	month, err := civil.ParseYearMonth(v.Month)
	if err != nil {
		return usageError{err}
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		b, err := dues.Bill(r.ctx, l, month)
		if err != nil {
			return err
		}
		collected, err := dues.Collected(r.ctx, l.Read(), month)
		if err != nil {
			return err
		}
		r.found(b.Problems)
		if v.JSON {
			return r.json(billingJSON(b, collected))
		}
		r.tell(b.Problems)
		if b.New == 0 {
			r.say("%s 已经开过账，没有新的人要开。", month)
		}
		r.say("%s 会费：应收 %d 人 %s 元，已收 %s 元，欠 %s 元（%s）", month, b.Billed, b.Total.Grouped(), collected.Grouped(), (b.Total - collected).Grouped(), b.Rule)
		for _, e := range b.Exempt {
			r.say("  不收 %s %s：%s", e.Group, e.Name, e.Reason)
		}
		return nil
	})
}

// billingJSON adds what has been collected and is owing to a billing.
func billingJSON(b dues.Billing, collected money.Fen) any {
	if b.Exempt == nil {
		b.Exempt = []dues.Exempted{}
	}
	if b.Problems == nil {
		b.Problems = []problem.Problem{}
	}
	return struct {
		dues.Billing
		Collected int64 `json:"collected_fen"`
		Owing     int64 `json:"owing_fen"`
	}{b, int64(collected), int64(b.Total - collected)}
}
