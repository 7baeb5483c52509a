package command

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"unionledger/app/platform"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/fund"
	"unionledger/data/fund/report"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// changed is the answer to a verb that changed something of the plan.
type changed struct {
	Operation int64  `json:"operation"`
	Title     string `json:"title"`
}

// give answers a program.
func (v *ledgerFlag) give(r *run, value any) error {
	if !v.JSON {
		return nil
	}
	return r.json(value)
}

// write carries out one change and says what it was.
func (v *ledgerFlag) write(r *run, l *ledger.Ledger, kind string, fn func(*ledger.Tx) error) error {
	op, err := l.Write(r.ctx, ledger.Op{Kind: kind, Title: "经费"}, fn)
	if err != nil {
		return err
	}
	o, err := l.LastUndoable(r.ctx)
	if err != nil {
		return err
	}
	r.say("已登记。%s", o.Title)
	return v.give(r, changed{op, o.Title})
}

type fundLevyVerb struct {
	fundReport
	Wages    string `help:"登记 --month 的工资总额（元）" placeholder:"金额"`
	Staff    int    `help:"职工人数" placeholder:"人"`
	From     string `help:"登记 --month 的工资总额，从工资表里加出来" placeholder:"文件"`
	Propose  bool   `help:"只算出 --month 的会费基数合计，供参考"`
	Paste    string `help:"登记多个月，文本文件里每行：月份 工资总额 人数" placeholder:"文件"`
	Clear    bool   `help:"清除 --month 的工资总额"`
	Note     string `help:"说明，如为什么没有按时缴" placeholder:"文字"`
	Confirm  bool   `help:"已核对，金额异常也登记"`
	Payments bool   `help:"列出每一笔缴纳和返还"`
}

func (v *fundLevyVerb) Run(r *run) error {
	if _, _, err := v.span(); err != nil {
		return err
	}
	set := v.Wages != "" || v.From != "" || v.Clear
	if (set || v.Propose) && v.Month == 0 {
		return usageError{fmt.Errorf("请用 --month 写是几月。")}
	}
	if v.Year == 0 {
		v.Year = r.today().Year
	}
	return r.with(v.Ledger, set || v.Paste != "", func(l *ledger.Ledger) error {
		month := civil.YearMonth{Year: v.Year, Month: time.Month(v.Month)}
		switch {
		case v.Propose:
			w, err := fund.ProposeWages(r.ctx, l.Read(), month)
			if err != nil {
				return err
			}
			r.say("%s 会费基数合计 %s 元，%d 人。只是会员的基数，和工资总额会有出入。", month, w.Wages.Grouped(), w.Staff)
			return v.give(r, w)
		case v.Clear:
			return v.write(r, l, fund.LevyOp, func(tx *ledger.Tx) error { return fund.ClearWages(tx, month) })
		case v.Paste != "":
			return v.paste(r, l)
		case set:
			w, err := v.wages(r, l, month)
			if err != nil {
				return err
			}
			return v.write(r, l, fund.LevyOp, func(tx *ledger.Tx) error { return fund.SetWages(tx, w, v.Confirm) })
		}
		y, err := fund.LevyOfYear(r.ctx, l.Read(), v.Year, r.today())
		if err != nil {
			return err
		}
		if y.Owing() != 0 {
			r.status = problems
		}
		if v.Payments {
			return v.answer(r, l, report.LevyPayments(y), y.Payments)
		}
		return v.answer(r, l, report.Levy(y), y)
	})
}

// wages are those typed, or the sum of a wage sheet.
func (v *fundLevyVerb) wages(r *run, l *ledger.Ledger, month civil.YearMonth) (fund.LevyWages, error) {
	if v.From != "" {
		return wageTotal(r, l, v.From, month, v.Note)
	}
	fen, err := r.amount(v.Wages)
	return fund.LevyWages{Month: month, Wages: fen, Staff: v.Staff, Source: "手工", Note: v.Note}, err
}

// wageTotal adds up the rows of a wage sheet.
func wageTotal(r *run, l *ledger.Ledger, path string, month civil.YearMonth, note string) (fund.LevyWages, error) {
	book, err := sheet.Open(r.ctx, path, sheet.Options{})
	if err != nil {
		return fund.LevyWages{}, err
	}
	w, err := dues.ReadWages(r.ctx, l.Read(), book, month, intake.Options{})
	if err != nil {
		return fund.LevyWages{}, err
	}
	total, heads, without := w.Total()
	if without > 0 {
		r.say("工资表里有 %d 行没有读出工资，没有加进去。", without)
	}
	return fund.LevyWages{Month: month, Wages: total, Staff: heads, Source: "工资表", Note: note}, nil
}

// paste enters the wages of several months as one operation.
func (v *fundLevyVerb) paste(r *run, l *ledger.Ledger) error {
	text, err := platform.ReadText(v.Paste)
	if err != nil {
		return err
	}
	all, bad := fund.PasteWages(text, v.Year)
	if len(bad) > 0 || len(all) == 0 {
		return ledger.Refuse("有 %d 行读不懂，没有登记：%s", len(bad), strings.Join(bad, "；"))
	}
	return v.write(r, l, fund.LevyOp, func(tx *ledger.Tx) error {
		for _, w := range all {
			if err := fund.SetWages(tx, w, v.Confirm); err != nil {
				return err
			}
		}
		tx.SetTitle(fmt.Sprintf("工资总额：%d 个月", len(all)))
		return nil
	})
}

type fundPayLevyVerb struct {
	Kind   string `arg:"" name:"步骤" optional:"" help:"如 税务代收、行政拨付、上级返还、行政全额拨付、本会上缴、筹备金、小额返还"`
	Amount string `arg:"" name:"金额" optional:"" help:"元"`
	ledgerFlag
	Month    string `help:"哪个月的经费，如 2022-05" placeholder:"月份"`
	On       string `help:"缴纳或到账日期，默认今天" placeholder:"日期"`
	Account  string `help:"进（本会上缴时为出）本工会哪个账户，默认第一个" placeholder:"账户"`
	Document string `help:"票据号" placeholder:"号码"`
	Party    string `help:"对方" placeholder:"名称"`
	Note     string `help:"备注" placeholder:"文字"`
	Confirm  bool   `help:"已核对，比应缴的多也登记"`
	TakeBack int64  `help:"撤回一笔（编号见 fund levy --payments --json），要写 --note" placeholder:"编号"`
}

func (v *fundPayLevyVerb) Run(r *run) error {
	on, err := r.day(v.On)
	if err != nil {
		return err
	}
	fen, err := r.amount(v.Amount)
	if err != nil {
		return err
	}
	if v.TakeBack != 0 {
		return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
			return v.write(r, l, fund.LevyOp, func(tx *ledger.Tx) error { return fund.TakeBackLevy(tx, v.TakeBack, on, v.Note) })
		})
	}
	month, err := civil.ParseYearMonth(v.Month)
	if err != nil || v.Kind == "" || v.Amount == "" {
		return usageError{fmt.Errorf("请写步骤、金额和 --month，如：fund pay-levy 税务代收 1200 --month 2022-05")}
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		accounts, err := fund.Accounts(r.ctx, l.Read())
		if err != nil {
			return err
		}
		p := fund.LevyPay{Month: month, Kind: v.Kind, Amount: fen, On: on, Document: v.Document, Note: v.Note, Party: v.Party, Confirmed: v.Confirm}
		for _, a := range accounts {
			if p.Account == 0 && !a.Unused && (a.Name == v.Account || v.Account == "" && a.Kind == fund.Bank) {
				p.Account = a.ID
			}
		}
		return v.write(r, l, fund.LevyOp, func(tx *ledger.Tx) error { _, err := fund.PayLevy(tx, p, r.today()); return err })
	})
}

type fundLevyRuleVerb struct {
	ledgerFlag
	From  string `help:"从哪个月起，如 2022-01；不写就只看现在用的" placeholder:"月份"`
	Flow  string `help:"tax_upper 税务代收上缴部分；tax_full 税务全额代收再返还；union_full 单位全额拨给本工会再上缴；preparatory 建会筹备金" placeholder:"方式"`
	Own   string `help:"留成的百分比，如 60" placeholder:"%"`
	Upper string `help:"上缴的百分比" placeholder:"%"`
	Fee   string `help:"税务代收手续费的百分比" placeholder:"%"`
	Basis string `help:"依据：哪个文件" placeholder:"文字"`
}

func (v *fundLevyRuleVerb) Run(r *run) error {
	return r.with(v.Ledger, v.From != "", func(l *ledger.Ledger) error {
		month := r.today().YearMonth()
		if v.From != "" {
			var err error
			if month, err = civil.ParseYearMonth(v.From); err != nil {
				return usageError{err}
			}
		}
		rule, err := fund.LevyRuleOn(r.ctx, l.Read(), month)
		if err != nil {
			return err
		}
		if v.From == "" {
			r.say("%s", rule.Words())
			return v.give(r, rule)
		}
		rule.From = month
		if v.Flow != "" {
			rule.FlowID = v.Flow
		}
		if v.Basis != "" {
			rule.Basis = v.Basis
		}
		for _, p := range []struct {
			text string
			to   *int
		}{{v.Own, &rule.Shares.Own}, {v.Upper, &rule.Shares.Upper}, {v.Fee, &rule.Shares.Fee}} {
			if p.text == "" {
				continue
			}
			f, err := strconv.ParseFloat(p.text, 64)
			if err != nil || f < 0 || f > 100 {
				return usageError{fmt.Errorf("百分比“%s”要在 0 到 100 之间。", p.text)}
			}
			*p.to = int(f*100 + 0.5)
		}
		return v.write(r, l, fund.LevyOp, func(tx *ledger.Tx) error { return fund.SetLevyRule(tx, rule) })
	})
}

type fundRebateVerb struct {
	ledgerFlag
	Year int `help:"到哪一年 9 月为止的一年" placeholder:"年"`
}

func (v *fundRebateVerb) Run(r *run) error {
	if v.Year == 0 {
		v.Year = r.today().Year
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		y, err := fund.RebateOf(r.ctx, l.Read(), v.Year, r.today())
		if err != nil {
			return err
		}
		r.say("%s，%s 至 %s，依据：%s。%s。", y.Rebate, y.From, y.To, y.Basis, y.Local)
		if !y.InForce {
			r.say("这一年不在程序知道的执行期内。")
		}
		for _, c := range y.Conditions {
			r.say("  %s\t%s\t%s", c.Result, c.Words, c.Details)
		}
		r.say("是否返还由上级工会决定；%s。", y.Apply)
		return v.give(r, y)
	})
}
