package command

import (
	"fmt"
	"time"

	"unionledger/data/fund"
	"unionledger/data/fund/report"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

type fundBudgetVerb struct {
	fundReport
	Subject string `help:"要填或调整的科目" placeholder:"编号"`
	Set     string `help:"年初预算（元），0 是取消" placeholder:"金额"`
	Adjust  string `help:"调整，增加写正数，减少写负数（--adjust=-100）" placeholder:"金额"`
	Reason  string `help:"调整的原因" placeholder:"文字"`
	Propose *int   `help:"按上年决算填没有填的科目，增减百分之几（0 是照上年）" placeholder:"%"`
	Final   bool   `help:"决算表；不写是预算表"`
}

func (v *fundBudgetVerb) Run(r *run) error {
	change := v.Set != "" || v.Adjust != "" || v.Propose != nil
	if (v.Set != "" || v.Adjust != "") && v.Subject == "" {
		return usageError{fmt.Errorf("请用 --subject 写科目编号。")}
	}
	set, err := r.amount(v.Set)
	if err != nil {
		return err
	}
	by, err := r.amount(v.Adjust)
	if err != nil {
		return err
	}
	return v.books(r, change, func(l *ledger.Ledger, b *fund.Books) error {
		if change {
			return v.write(r, l, fund.BudgetOp, func(tx *ledger.Tx) (err error) {
				switch {
				case v.Propose != nil:
					_, err = fund.ProposeBudget(tx, b.Year, *v.Propose, r.today())
				case v.Set != "":
					err = fund.SetBudget(tx, b.Year, v.Subject, set, r.today())
				default:
					err = fund.AdjustBudget(tx, b.Year, v.Subject, by, r.today(), v.Reason)
				}
				return err
			})
		}
		until := time.December
		if v.Month > 0 {
			if _, until, err = v.span(); err != nil {
				return err
			}
		}
		t, err := b.BudgetOf(r.ctx, l.Read(), until)
		if err != nil {
			return err
		}
		if !v.Final {
			return v.answer(r, l, report.Budget(t), t)
		}
		for _, line := range t.Lines {
			if line.Over {
				r.status = problems
			}
		}
		return v.answer(r, l, report.Final(t), t)
	})
}

type fundLimitsVerb struct {
	fundReport
	Item     string `help:"要填标准的项目，如 逢年过节、生日" placeholder:"项目"`
	Set      string `help:"标准（元），0 是取消" placeholder:"金额"`
	Basis    string `help:"标准的依据：文件和文号" placeholder:"文字"`
	Take     bool   `help:"沿用以前年度的标准"`
	Examples bool   `help:"列出别处的标准，只供参考"`
}

func (v *fundLimitsVerb) Run(r *run) error {
	if v.Examples {
		r.say("浙江省的标准没有查到。下面是别处的，只供参考，不能照用：")
		for _, e := range fund.Welfare().Examples {
			r.say("  %s\t%s\t%s 元\t%s", e.Place, e.Item, e.Amount.Grouped(), e.Basis)
		}
		return v.give(r, fund.Welfare().Examples)
	}
	if v.Set != "" && v.Item == "" {
		return usageError{fmt.Errorf("请用 --item 写项目。")}
	}
	fen, err := r.amount(v.Set)
	if err != nil {
		return err
	}
	return v.books(r, v.Set != "" || v.Take, func(l *ledger.Ledger, b *fund.Books) error {
		if v.Set != "" || v.Take {
			return v.write(r, l, fund.BudgetOp, func(tx *ledger.Tx) error {
				if v.Take {
					_, err := fund.TakeLimits(tx, b.Year)
					return err
				}
				return fund.SetLimit(tx, fund.Limit{Year: b.Year, Item: v.Item, Amount: fen, Basis: v.Basis})
			})
		}
		w, err := b.WelfareOf(r.ctx, l.Read())
		if err != nil {
			return err
		}
		r.found(w.Problems)
		return v.answer(r, l, report.Welfare(w, r.today()), w)
	})
}

type fundGiveVerb struct {
	Item   string `arg:"" name:"项目" help:"如 逢年过节、生日、住院、春秋游"`
	Amount string `arg:"" name:"金额" help:"元"`
	Heads  int    `arg:"" name:"人数" help:"发给多少人"`
	ledgerFlag
	Occasion string `help:"哪个节日，如 春节" placeholder:"节日"`
	Words    string `help:"摘要" placeholder:"文字"`
	Subject  string `default:"50104" help:"科目编号" placeholder:"编号"`
	Account  string `help:"从哪个账户付，默认第一个" placeholder:"账户"`
	Date     string `help:"日期，默认今天" placeholder:"日期"`
	Party    string `help:"对方" placeholder:"名称"`
}

func (v *fundGiveVerb) Run(r *run) error {
	on, err := r.day(v.Date)
	if err != nil {
		return err
	}
	var fen money.Fen
	if fen, err = r.amount(v.Amount); err != nil {
		return err
	}
	y := fundYear{ledgerFlag: v.ledgerFlag, Year: on.Year}
	return y.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		g := fund.Give{Item: v.Item, Occasion: v.Occasion, Heads: v.Heads, Simple: fund.Simple{Date: on, Words: v.Words, Subject: v.Subject, Amount: fen, Party: v.Party}}
		if g.Words == "" {
			g.Words = fmt.Sprintf("%s%s %d 人", v.Item, v.Occasion, v.Heads)
		}
		if g.Account, err = accountNamed(b, v.Account); err != nil {
			return err
		}
		return v.write(r, l, fund.VoucherOp, func(tx *ledger.Tx) error { _, err := fund.EnterGiving(tx, g, r.today()); return err })
	})
}
