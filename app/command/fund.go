package command

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"unionledger/data/fund"
	"unionledger/data/fund/report"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// fundVerb are the verbs about the union's account.
type fundVerb struct {
	Open      fundOpenVerb      `cmd:"" help:"建立一年的经费账"`
	Subjects  fundSubjectsVerb  `cmd:"" help:"列出科目和年初余额；增加、改名、停用"`
	Accounts  fundAccountsVerb  `cmd:"" help:"列出现金和银行账户和余额；添加账户"`
	Post      fundPostVerb      `cmd:"" help:"记一笔收入、支出或账户互转"`
	Free      fundFreeVerb      `cmd:"" help:"记一张多行凭证，自己写借贷"`
	Edit      fundEditVerb      `cmd:"" help:"修改一张凭证（未结账的月份）"`
	Reverse   fundReverseVerb   `cmd:"" help:"冲销一张凭证"`
	Attach    fundAttachVerb    `cmd:"" help:"给凭证添加附件"`
	Opening   fundOpeningVerb   `cmd:"" help:"填年初余额"`
	Reconcile fundReconcileVerb `cmd:"" help:"银行对账：和对账单余额核对"`
	Journal   fundJournalVerb   `cmd:"" help:"序时账；加 --subject 看明细账，加 --account 看日记账"`
	Trial     fundTrialVerb     `cmd:"" help:"科目余额表"`
	Statement fundStatementVerb `cmd:"" help:"收入支出表"`
	Balance   fundBalanceVerb   `cmd:"" help:"资产负债表，不平时说明为什么"`
	Dues      fundDuesVerb      `cmd:"" help:"会费和账上核对；写月份就把那个月的会费入账"`
	Check     fundCheckVerb     `cmd:"" help:"核对账是否平、号是否连、年初是否和上年末一致"`
	Levy      fundLevyVerb      `cmd:"" help:"工资总额、应缴和已缴的拨缴经费；登记工资总额"`
	PayLevy   fundPayLevyVerb   `cmd:"" help:"登记拨缴经费的缴纳、到账或返还，或撤回一笔"`
	LevyRule  fundLevyRuleVerb  `cmd:"" help:"拨缴方式和留成、上缴的比例"`
	Rebate    fundRebateVerb    `cmd:"" help:"小额缴费返还的条件逐条对照，不代替上级决定"`
	Budget    fundBudgetVerb    `cmd:"" help:"年度预算和决算；填、调整、按上年提出"`
	Limits    fundLimitsVerb    `cmd:"" help:"职工福利标准和实际人均；填标准"`
	Give      fundGiveVerb      `cmd:"" help:"记一笔福利支出，写项目和人数"`
	Close     fundCloseVerb     `cmd:"" help:"结账到一个月，或年结"`
	Reopen    fundReopenVerb    `cmd:"" help:"反结账，要写原因"`
}

// fundYear is the year a verb is about.
type fundYear struct {
	ledgerFlag
	Year int `help:"年度，默认最近一年" placeholder:"年"`
}

// books opens the ledger and hands over the books of the year.
func (v *fundYear) books(r *run, write bool, fn func(*ledger.Ledger, *fund.Books) error) error {
	return r.with(v.Ledger, write, func(l *ledger.Ledger) error {
		b, err := v.load(r, l)
		if err != nil {
			return err
		}
		return fn(l, b)
	})
}

func (v *fundYear) load(r *run, l *ledger.Ledger) (*fund.Books, error) {
	years, err := fund.Years(r.ctx, l.Read())
	if err != nil {
		return nil, err
	}
	if len(years) == 0 {
		return nil, ledger.Refuse("还没有建经费账。请先用 fund open 建账，或在窗口的“经费”里建。")
	}
	if v.Year == 0 {
		v.Year = years[0]
	}
	b, err := fund.Load(r.ctx, l.Read(), v.Year)
	if errors.Is(err, fund.ErrNoYear) {
		return nil, ledger.Refuse("%d 年还没有建经费账。", v.Year)
	}
	return b, err
}

// fundReport are the flags of verbs whose answer can be written as a file.
type fundReport struct {
	fundYear
	Month int    `help:"月份，1 到 12" placeholder:"月"`
	Out   string `help:"写成文件：.xlsx 或 .pdf" placeholder:"文件"`
}

// span is the months asked for: one, or all up to the last.
func (v *fundReport) span() (from, to time.Month, err error) {
	if v.Month < 0 || v.Month > 12 {
		return 0, 0, usageError{fmt.Errorf("月份 %d 不对，要在 1 到 12 之间。", v.Month)}
	}
	if v.Month == 0 {
		return 1, 12, nil
	}
	return time.Month(v.Month), time.Month(v.Month), nil
}

// until is the month asked for, else the one of today, or the year's last.
func (v *fundReport) until(r *run, b *fund.Books) (time.Month, error) {
	_, to, err := v.span()
	if err == nil && v.Month == 0 {
		return b.Summary(r.today()).Month, nil
	}
	return to, err
}

// answer gives a report as a file, as JSON (of value) or as lines.
func (v *fundReport) answer(r *run, l *ledger.Ledger, list report.Report, value any) error {
	if v.Out != "" {
		u, err := union.Load(r.ctx, l.Read())
		if err != nil {
			return err
		}
		list.Left = "编制单位：" + u.Union.Get("name")
		if err := r.writeStatement(&list, v.Out); err != nil {
			return err
		}
	}
	if v.JSON {
		return r.json(value)
	}
	if v.Out != "" {
		return nil
	}
	r.say("%s　%s　%s", list.Title, list.Middle, list.Right)
	for _, row := range list.Rows {
		r.say("  %s%s", strings.Repeat("　", row.Indent), strings.Join(row.Cells, "\t"))
	}
	for _, n := range list.Notes {
		r.say("%s", n)
	}
	return nil
}

type fundJournalVerb struct {
	fundReport
	Subject string `help:"看一个科目的明细账" placeholder:"编号"`
	Account string `help:"看一个账户的日记账" placeholder:"账户"`
}

func (v *fundJournalVerb) Run(r *run) error {
	from, to, err := v.span()
	if err != nil {
		return err
	}
	return v.books(r, false, func(l *ledger.Ledger, b *fund.Books) error {
		switch {
		case v.Subject != "":
			if _, ok := b.Subject(v.Subject); !ok {
				return ledger.Refuse("%d 年没有编号为“%s”的科目。", b.Year, v.Subject)
			}
			return v.answer(r, l, report.Subject(b, v.Subject, from, to), b.SubjectLedger(v.Subject, from, to))
		case v.Account != "":
			a, err := accountNamed(b, v.Account)
			if err != nil {
				return err
			}
			return v.answer(r, l, report.Cash(b, a, from, to), b.CashBook(a, from, to))
		}
		return v.answer(r, l, report.Journal(b, from, to), b.Journal(from, to))
	})
}

// accountNamed finds an account by its name; "" is the first in use of any kind.
func accountNamed(b *fund.Books, name string) (int64, error) {
	var names []string
	for _, a := range b.Accounts {
		if a.Name == name || name == "" && !a.Unused {
			return a.ID, nil
		}
		names = append(names, a.Name)
	}
	return 0, ledger.Refuse("没有叫“%s”的账户。现有：%s。", name, strings.Join(names, "、"))
}

type fundTrialVerb struct{ fundReport }

func (v *fundTrialVerb) Run(r *run) error {
	from, to, err := v.span()
	if err != nil {
		return err
	}
	return v.books(r, false, func(l *ledger.Ledger, b *fund.Books) error {
		return v.answer(r, l, report.Trial(b, from, to), b.Trial(from, to))
	})
}

type fundStatementVerb struct{ fundReport }

func (v *fundStatementVerb) Run(r *run) error {
	return v.books(r, false, func(l *ledger.Ledger, b *fund.Books) error {
		m, err := v.until(r, b)
		if err != nil {
			return err
		}
		return v.answer(r, l, report.Statement(b, m), b.Statement(m))
	})
}

type fundBalanceVerb struct{ fundReport }

func (v *fundBalanceVerb) Run(r *run) error {
	return v.books(r, false, func(l *ledger.Ledger, b *fund.Books) error {
		m, err := v.until(r, b)
		if err != nil {
			return err
		}
		sh := b.BalanceSheet(m)
		if sh.Gap != [2]money.Fen{} {
			r.status = problems
		}
		return v.answer(r, l, report.Balance(b, m), sh)
	})
}

type fundCheckVerb struct{ fundYear }

func (v *fundCheckVerb) Run(r *run) error {
	return v.books(r, false, func(l *ledger.Ledger, b *fund.Books) error {
		ps := b.Check()
		if v.JSON {
			r.found(ps)
			if ps == nil {
				ps = []problem.Problem{}
			}
			return r.json(ps)
		}
		if len(ps) == 0 {
			r.say("%d 年的账是平的：凭证 %d 张，借贷相等，号数不断，年初余额相符。", b.Year, len(b.Vouchers))
		}
		r.tell(ps)
		return nil
	})
}
