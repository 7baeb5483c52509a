package command

import (
	"fmt"
	"time"

	"unionledger/data/attachment"
	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// amount reads yuan of the command line.
func (r *run) amount(text string) (money.Fen, error) {
	if text == "" {
		return 0, nil
	}
	fen, err := money.Parse(text)
	if err != nil {
		return 0, usageError{err}
	}
	return fen, nil
}

type fundOpenVerb struct {
	fundYear
	Cash     string `help:"年初库存现金（元），第一年用" placeholder:"金额"`
	Bank     string `help:"年初银行存款（元），第一年用" placeholder:"金额"`
	BankName string `default:"工会基本户" help:"银行账户名称，第一年用" placeholder:"名称"`
}

func (v *fundOpenVerb) Run(r *run) error {
	if v.Year == 0 {
		v.Year = r.today().Year
	}
	cash, err := r.amount(v.Cash)
	if err != nil {
		return err
	}
	bank, err := r.amount(v.Bank)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		op, err := fund.Open(r.ctx, l, v.Year, []fund.Begin{{Account: fund.Account{Name: "库存现金", Kind: fund.Cash}, Amount: cash}, {Account: fund.Account{Name: v.BankName, Kind: fund.Bank}, Amount: bank}})
		if err != nil {
			return err
		}
		if v.JSON {
			return r.json(map[string]any{"year": v.Year, "scheme": fund.SchemeOn(v.Year).ID, "operation": op})
		}
		r.say("已建立 %d 年经费账，科目用%s。", v.Year, fund.SchemeOn(v.Year).Name)
		return nil
	})
}

type fundSubjectsVerb struct {
	fundYear
	Add    string `help:"增加科目，写名称；要写 --below 或 --code 和 --kind" placeholder:"名称"`
	Below  string `help:"加在哪个科目下" placeholder:"编号"`
	Code   string `help:"新科目的编号，或要改的科目" placeholder:"编号"`
	Kind   string `help:"新一级科目的类别：资产、负债、净资产、收入、支出" placeholder:"类别"`
	Rename string `help:"把 --code 的科目改名" placeholder:"名称"`
	Unused bool   `help:"停用 --code 的科目"`
	Used   bool   `help:"恢复使用 --code 的科目"`
}

func (v *fundSubjectsVerb) Run(r *run) error {
	change := v.Add != "" || v.Rename != "" || v.Unused || v.Used
	if change && v.Add == "" && v.Code == "" {
		return usageError{fmt.Errorf("请用 --code 写要改的科目编号。")}
	}
	return v.books(r, change, func(l *ledger.Ledger, b *fund.Books) error {
		if change {
			if err := v.change(r, l, b); err != nil {
				return err
			}
			var err error
			if b, err = v.load(r, l); err != nil {
				return err
			}
		}
		rows := b.Trial(1, 12)
		if v.JSON {
			return r.json(rows)
		}
		if change {
			return nil
		}
		r.say("%d 年科目，%s，%s", b.Year, b.Scheme.Name, b.Scheme.Basis)
		for _, row := range rows {
			words := row.Subject.String() + "\t" + row.Subject.Kind
			if row.Opening != 0 {
				words += "\t年初 " + row.Opening.Grouped()
			}
			if row.Subject.Unused {
				words += "\t已停用"
			} else if !b.Scheme.Sure(row.Subject.Code) {
				words += "\t待核实"
			}
			r.say("  %s", words)
		}
		return nil
	})
}

// change carries out what is asked for of the subjects.
func (v *fundSubjectsVerb) change(r *run, l *ledger.Ledger, b *fund.Books) error {
	said := ""
	_, err := l.Write(r.ctx, ledger.Op{Kind: fund.SubjectOp, Title: "修改科目"}, func(tx *ledger.Tx) (err error) {
		code := v.Code
		switch {
		case v.Add != "":
			code, err = fund.AddSubject(tx, fund.Subject{Year: b.Year, Parent: v.Below, Code: v.Code, Kind: v.Kind, Name: v.Add})
			said = "增加科目：" + code + " " + v.Add
		case v.Rename != "":
			err = fund.RenameSubject(tx, b.Year, code, v.Rename)
			said = "科目改名：" + code + " " + v.Rename
		default:
			err = fund.SetUnused(tx, b.Year, code, v.Unused)
			said = map[bool]string{true: "停用科目：", false: "恢复科目："}[v.Unused] + code
		}
		tx.SetTitle(said)
		return err
	})
	if err == nil && !v.JSON {
		r.say("已%s。", said)
	}
	return err
}

type fundPostVerb struct {
	Kind   string `arg:"" name:"收付转" enum:"收,付,转" help:"收、付，或转（在两个账户之间）"`
	Amount string `arg:"" name:"金额" help:"元，如 1234.50"`
	Words  string `arg:"" name:"摘要" help:"为什么收、付"`
	ledgerFlag
	Subject string `help:"用途：科目编号" placeholder:"编号"`
	Account string `help:"账户名称，默认第一个" placeholder:"账户"`
	To      string `help:"转入账户（转）" placeholder:"账户"`
	Date    string `help:"日期，默认今天" placeholder:"日期"`
	Party   string `help:"对方" placeholder:"名称"`
	Papers  int    `help:"附件张数" placeholder:"张"`
}

func (v *fundPostVerb) Run(r *run) error {
	on, err := r.day(v.Date)
	if err != nil {
		return err
	}
	fen, err := r.amount(v.Amount)
	if err != nil {
		return err
	}
	y := fundYear{ledgerFlag: v.ledgerFlag, Year: on.Year}
	return y.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		s := fund.Simple{Kind: v.Kind, Date: on, Words: v.Words, Subject: v.Subject, Amount: fen, Party: v.Party, Papers: v.Papers}
		if s.Account, err = accountNamed(b, v.Account); err != nil {
			return err
		}
		if v.To != "" {
			if s.To, err = accountNamed(b, v.To); err != nil {
				return err
			}
		}
		voucher, err := b.Voucher(s)
		if err != nil {
			return err
		}
		voucher, op, err := fund.Enter(r.ctx, l, voucher)
		return r.posted(voucher, op, v.JSON, err)
	})
}

// posted tells what was entered.
func (r *run) posted(v fund.Voucher, op int64, asJSON bool, err error) error {
	switch {
	case err != nil:
		return err
	case asJSON:
		return r.json(struct {
			fund.Voucher
			Operation int64 `json:"operation"`
		}{v, op})
	}
	r.say("已记 %s凭证：%s %s %s 元", v.Name(), v.Kind, v.Words, v.Amount().Grouped())
	return nil
}

// voucherNamed finds a voucher by month and number, as 5-12.
func voucherNamed(b *fund.Books, name string) (fund.Voucher, error) {
	var month, number int
	if n, _ := fmt.Sscanf(name, "%d-%d", &month, &number); n != 2 {
		return fund.Voucher{}, usageError{fmt.Errorf("“%s”不是凭证号，请写成 5-12 这样的月-号。", name)}
	}
	for _, v := range b.Vouchers {
		if int(v.Month) == month && v.Number == number {
			return v, nil
		}
	}
	return fund.Voucher{}, ledger.Refuse("%d 年 %d 月没有第 %d 号凭证。", b.Year, month, number)
}

type fundReverseVerb struct {
	Voucher string `arg:"" name:"凭证" help:"月-号，如 5-12"`
	fundYear
	On     string `help:"冲销日期，默认今天（往年默认年末）" placeholder:"日期"`
	Reason string `help:"原因" placeholder:"原因"`
}

func (v *fundReverseVerb) Run(r *run) error {
	return v.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		on := fund.LastDay(b.Year, time.December, r.today())
		if b.Year == r.today().Year {
			on = r.today()
		}
		if v.On != "" {
			var err error
			if on, err = r.day(v.On); err != nil {
				return err
			}
		}
		old, err := voucherNamed(b, v.Voucher)
		if err != nil {
			return err
		}
		var red fund.Voucher
		op, err := l.Write(r.ctx, ledger.Op{Kind: fund.VoucherOp, Title: "冲销凭证"}, func(tx *ledger.Tx) (err error) {
			red, err = fund.Reverse(tx, old.ID, on, v.Reason)
			return err
		})
		return r.posted(red, op, v.JSON, err)
	})
}

type fundAttachVerb struct {
	Voucher string `arg:"" name:"凭证" help:"月-号，如 5-12"`
	File    string `arg:"" name:"文件" help:"发票、收据的照片或扫描件"`
	fundYear
}

func (v *fundAttachVerb) Run(r *run) error {
	return v.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		one, err := voucherNamed(b, v.Voucher)
		if err != nil {
			return err
		}
		f, err := attachment.Load(v.File, attachment.Shipped())
		if err != nil {
			return err
		}
		op, remark, err := attachment.Add(r.ctx, l, attachment.Owner{Table: fund.VoucherTable, ID: one.ID}, one.Name()+"凭证", fund.PaperKind, f)
		switch {
		case err != nil:
			return err
		case v.JSON:
			return r.json(map[string]any{"voucher": one.ID, "operation": op, "remark": remark})
		}
		r.say("已给 %s凭证添加附件：%s。%s", one.Name(), f.Name, remark)
		return nil
	})
}

type fundAccountsVerb struct {
	fundYear
	Add  string `help:"添加账户，写名称" placeholder:"名称"`
	Kind string `help:"现金或银行" default:"银行" enum:"现金,银行"`
}

func (v *fundAccountsVerb) Run(r *run) error {
	return v.books(r, v.Add != "", func(l *ledger.Ledger, b *fund.Books) error {
		if v.Add != "" {
			if _, err := l.Write(r.ctx, ledger.Op{Kind: fund.SubjectOp, Title: "添加账户：" + v.Add}, func(tx *ledger.Tx) error {
				_, err := fund.PutAccount(tx, fund.Account{Name: v.Add, Kind: v.Kind})
				return err
			}); err != nil {
				return err
			}
			var err error
			if b, err = v.load(r, l); err != nil {
				return err
			}
		}
		type line struct {
			fund.Account
			Balance money.Fen `json:"balance_fen"`
		}
		lines := []line{}
		for _, a := range b.Accounts {
			lines = append(lines, line{a, b.Balance(a.ID, time.December)})
		}
		if v.JSON {
			return r.json(lines)
		}
		for _, a := range lines {
			r.say("%s\t%s\t%s\t%s", a.Kind, a.Name, a.Number, a.Balance.Grouped())
		}
		return nil
	})
}

type fundDuesVerb struct {
	Month string `arg:"" optional:"" name:"月份" help:"把这个月收到的会费入账，如 2022-05"`
	fundYear
	Date string `help:"凭证日期，默认当月最近的一天" placeholder:"日期"`
	Cash string `help:"现金收的进哪个账户" placeholder:"账户"`
	Bank string `help:"代扣、转账的进哪个账户" placeholder:"账户"`
}

func (v *fundDuesVerb) Run(r *run) error {
	if v.Month == "" {
		return v.list(r)
	}
	month, err := civil.ParseYearMonth(v.Month)
	if err != nil {
		return usageError{err}
	}
	v.Year = month.Year
	return v.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		on := fund.LastDay(month.Year, month.Month, r.today())
		if v.Date != "" {
			if on, err = r.day(v.Date); err != nil {
				return err
			}
		}
		cash, bank := firstOf(b, fund.Cash, v.Cash), firstOf(b, fund.Bank, v.Bank)
		voucher, op, err := fund.EnterDues(r.ctx, l, month, on, cash, bank)
		return r.posted(voucher, op, v.JSON, err)
	})
}

// firstOf is the account of a kind with a name, or the first in use.
func firstOf(b *fund.Books, kind, name string) int64 {
	for _, a := range b.Accounts {
		if a.Kind == kind && !a.Unused && (name == "" || a.Name == name) {
			return a.ID
		}
	}
	return 0
}

// list holds dues and account against each other, month by month.
func (v *fundDuesVerb) list(r *run) error {
	return v.books(r, false, func(l *ledger.Ledger, b *fund.Books) error {
		months, err := b.Dues(r.ctx, l.Read())
		if err != nil {
			return err
		}
		for _, m := range months {
			if !m.Agrees() {
				r.status = problems
			}
		}
		if v.JSON {
			return r.json(months)
		}
		for _, m := range months {
			word := "一致"
			if !m.Agrees() {
				word = "相差 " + m.Missing().Grouped() + " 元"
			}
			r.say("%s  收到 %s 元，账上 %s 元，%s", m.Month, (m.CollectedCash + m.CollectedBank).Grouped(), (m.PostedCash + m.PostedBank).Grouped(), word)
		}
		return nil
	})
}

type fundCloseVerb struct {
	Month int `arg:"" name:"月份" help:"结账到几月；0 为年结"`
	fundYear
}

func (v *fundCloseVerb) Run(r *run) error {
	return v.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		op, err := fund.Close(r.ctx, l, b.Year, time.Month(v.Month))
		return v.said(r, b, op, "结账", v.Month, err)
	})
}

// said tells that a month was closed or opened.
func (v *fundYear) said(r *run, b *fund.Books, op int64, what string, month int, err error) error {
	switch {
	case err != nil:
		return err
	case v.JSON:
		return r.json(map[string]any{"year": b.Year, "month": month, "operation": op})
	case month == 0:
		r.say("已%s：%d 年年度。", what, b.Year)
	default:
		r.say("已%s：%d 年 %d 月。", what, b.Year, month)
	}
	return nil
}

type fundReopenVerb struct {
	Month int `arg:"" name:"月份" help:"反结账从几月起；0 为年结"`
	fundYear
	Reason string `required:"" help:"原因" placeholder:"原因"`
}

func (v *fundReopenVerb) Run(r *run) error {
	return v.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		op, err := fund.OpenAgain(r.ctx, l, b.Year, time.Month(v.Month), v.Reason)
		return v.said(r, b, op, "反结账", v.Month, err)
	})
}
