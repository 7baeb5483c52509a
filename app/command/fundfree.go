package command

import (
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/ledger"
)

// fundLines reads the lines of a voucher: 借:50104:300:工会基本户. The account stands for
// the subject of cash or bank, which may then be left empty.
func (r *run) fundLines(b *fund.Books, lines []string) (out []fund.Entry, err error) {
	for _, text := range lines {
		parts := strings.Split(strings.ReplaceAll(text, "：", ":"), ":")
		if len(parts) < 3 || len(parts) > 4 || parts[0] != "借" && parts[0] != "贷" {
			return nil, usageError{fmt.Errorf("“%s”不是分录，请写成 借:50104:300.00 或 贷:102:300.00:账户名称。", text)}
		}
		fen, err := r.amount(parts[2])
		if err != nil {
			return nil, err
		}
		e := fund.Entry{Subject: parts[1]}
		if len(parts) == 4 {
			if e.Account, err = accountNamed(b, parts[3]); err != nil {
				return nil, err
			}
			if a, _ := b.Account(e.Account); e.Subject == "" {
				e.Subject = b.SubjectOf(a)
			}
		}
		if parts[0] == "借" {
			e.Debit = fen
		} else {
			e.Credit = fen
		}
		out = append(out, e)
	}
	return out, nil
}

type fundFreeVerb struct {
	Words string   `arg:"" name:"摘要" help:"为什么记这张凭证"`
	Lines []string `arg:"" name:"分录" help:"借:科目:金额 或 贷:科目:金额，现金和银行再加 :账户名称"`
	ledgerFlag
	Date    string  `help:"日期，默认今天" placeholder:"日期"`
	Party   string  `help:"对方" placeholder:"名称"`
	Papers  int     `help:"附件张数" placeholder:"张"`
	Welfare *string `help:"福利科目那一行发的什么福利，如 逢年过节·春节" placeholder:"项目"`
	Heads   *int    `help:"发给多少人" placeholder:"人"`
}

func (v *fundFreeVerb) Run(r *run) error {
	on, err := r.day(v.Date)
	if err != nil {
		return err
	}
	y := fundYear{ledgerFlag: v.ledgerFlag, Year: on.Year}
	return y.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		entries, err := r.fundLines(b, v.Lines)
		if err != nil {
			return err
		}
		if err := putBenefit(b, entries, "这张", v.Welfare, v.Heads); err != nil {
			return err
		}
		voucher, op, err := fund.Enter(r.ctx, l, fund.Voucher{Date: on, Words: v.Words, Party: v.Party, Papers: v.Papers, Entries: entries})
		return r.posted(voucher, op, v.JSON, err)
	})
}

type fundEditVerb struct {
	Voucher string `arg:"" name:"凭证" help:"月-号，如 5-12"`
	fundYear
	Words   *string  `help:"新的摘要" placeholder:"摘要"`
	Date    string   `help:"新的日期，要在同一个月" placeholder:"日期"`
	Party   *string  `help:"新的对方" placeholder:"名称"`
	Papers  *int     `help:"新的附件张数" placeholder:"张"`
	Line    []string `help:"换成这些分录（每行一个 --line），如 借:50104:300.00" placeholder:"分录"`
	Welfare *string  `help:"支出行上发的什么福利，如 逢年过节·春节" placeholder:"项目"`
	Heads   *int     `help:"发给多少人" placeholder:"人"`
}

func (v *fundEditVerb) Run(r *run) error {
	return v.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		one, err := voucherNamed(b, v.Voucher)
		if err != nil {
			return err
		}
		if err := v.change(r, b, &one); err != nil {
			return err
		}
		op, err := l.Write(r.ctx, ledger.Op{Kind: fund.VoucherOp, Title: "修改凭证"}, func(tx *ledger.Tx) error { return fund.Edit(tx, one) })
		switch {
		case err != nil:
			return err
		case v.JSON:
			return r.json(map[string]any{"voucher": one.ID, "operation": op})
		}
		r.say("已修改 %s凭证：%s %s 元", one.Name(), one.Words, one.Amount().Grouped())
		return nil
	})
}

// change puts what was asked for into the voucher.
func (v *fundEditVerb) change(r *run, b *fund.Books, one *fund.Voucher) (err error) {
	if v.Words != nil {
		one.Words = *v.Words
	}
	if v.Party != nil {
		one.Party = *v.Party
	}
	if v.Papers != nil {
		one.Papers = *v.Papers
	}
	if v.Date != "" {
		if one.Date, err = r.day(v.Date); err != nil {
			return err
		}
	}
	if len(v.Line) > 0 {
		if one.Entries, err = r.fundLines(b, v.Line); err != nil {
			return err
		}
	}
	one.Entries = slices.Clone(one.Entries)
	return putBenefit(b, one.Entries, one.Name(), v.Welfare, v.Heads)
}

// putBenefit writes benefit and heads, where they are given, on the first line of benefits.
func putBenefit(b *fund.Books, entries []fund.Entry, name string, welfare *string, heads *int) error {
	if welfare == nil && heads == nil {
		return nil
	}
	i := slices.IndexFunc(entries, func(e fund.Entry) bool { return b.Scheme.IsWelfare(e.Subject) })
	if i < 0 {
		return ledger.Refuse("%s凭证没有福利科目的分录，记不了福利项目和人数。", name)
	}
	if welfare != nil {
		entries[i].Welfare = *welfare
	}
	if heads != nil {
		entries[i].Heads = *heads
	}
	return nil
}

type fundOpeningVerb struct {
	Subject string `arg:"" name:"科目" help:"科目编号"`
	Amount  string `arg:"" name:"金额" help:"年初余额（元），0 为没有"`
	fundYear
	Account string `help:"账户名称（现金、银行）" placeholder:"账户"`
	Balance bool   `help:"差额转到结余，使年初两边相等"`
}

func (v *fundOpeningVerb) Run(r *run) error {
	fen, err := r.amount(v.Amount)
	if err != nil {
		return err
	}
	return v.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		o := fund.Opening{Subject: v.Subject, Amount: fen}
		if v.Account != "" {
			if o.Account, err = accountNamed(b, v.Account); err != nil {
				return err
			}
		}
		s, _ := b.Subject(v.Subject)
		op, err := l.Write(r.ctx, ledger.Op{Kind: fund.SubjectOp, Title: fmt.Sprintf("年初余额：%s %s 元", s, fen.Grouped())}, func(tx *ledger.Tx) error {
			if err := fund.SetOpening(tx, b.Year, o); err != nil || !v.Balance {
				return err
			}
			return fund.BalanceOpenings(tx, b.Year)
		})
		switch {
		case err != nil:
			return err
		case v.JSON:
			return r.json(map[string]any{"year": b.Year, "opening": o, "operation": op})
		}
		r.say("已填 %d 年年初余额：%s %s 元。", b.Year, s, fen.Grouped())
		return nil
	})
}

type fundReconcileVerb struct {
	Month     string `arg:"" name:"月份" help:"如 2022-05"`
	Statement string `arg:"" name:"余额" help:"对账单（或盘点）月末余额，元"`
	ledgerFlag
	Account string `help:"账户名称，默认第一个银行账户" placeholder:"账户"`
	BankIn  string `help:"银行已收、账上未记" placeholder:"金额"`
	BankOut string `help:"银行已付、账上未记" placeholder:"金额"`
	BookIn  string `help:"账上已收、银行未收" placeholder:"金额"`
	BookOut string `help:"账上已付、银行未付" placeholder:"金额"`
	Note    string `help:"说明" placeholder:"说明"`
}

func (v *fundReconcileVerb) Run(r *run) error {
	m, err := civil.ParseYearMonth(v.Month)
	if err != nil {
		return usageError{err}
	}
	c := fund.Reconcile{Month: m, Note: v.Note, MadeOn: r.today()}
	if c.Statement, err = r.amount(v.Statement); err != nil {
		return err
	}
	if c.BankIn, err = r.amount(v.BankIn); err != nil {
		return err
	}
	if c.BankOut, err = r.amount(v.BankOut); err != nil {
		return err
	}
	if c.BookIn, err = r.amount(v.BookIn); err != nil {
		return err
	}
	if c.BookOut, err = r.amount(v.BookOut); err != nil {
		return err
	}
	y := fundYear{ledgerFlag: v.ledgerFlag, Year: m.Year}
	return y.books(r, true, func(l *ledger.Ledger, b *fund.Books) error {
		if c.Account = firstOf(b, fund.Bank, ""); v.Account != "" {
			if c.Account, err = accountNamed(b, v.Account); err != nil {
				return err
			}
		}
		return v.keep(r, l, b, c)
	})
}

// keep writes the reconciliation down and tells what stays unexplained.
func (v *fundReconcileVerb) keep(r *run, l *ledger.Ledger, b *fund.Books, c fund.Reconcile) error {
	a, _ := b.Account(c.Account)
	op, err := l.Write(r.ctx, ledger.Op{Kind: fund.VoucherOp, Title: fmt.Sprintf("银行对账：%s %s", a.Name, c.Month)}, func(tx *ledger.Tx) error { return fund.PutReconcile(tx, c, r.today()) })
	if err != nil {
		return err
	}
	month := c.Month.Month
	books := b.Balance(c.Account, month)
	left := c.Left(books)
	why := b.Suspects(c.Account, month, left)
	if left != 0 {
		r.status = problems
	}
	if v.JSON {
		return r.json(map[string]any{"reconcile": c, "books_fen": books, "left_fen": left, "suspects": why, "operation": op})
	}
	if left == 0 {
		r.say("%s %s：账上 %s 元，对账单 %s 元，调节后相符。", a.Name, c.Month, books.Grouped(), c.Statement.Grouped())
		return nil
	}
	r.say("%s %s：账上 %s 元，对账单 %s 元，还差 %s 元。\n%s", a.Name, c.Month, books.Grouped(), c.Statement.Grouped(), left.Grouped(), strings.Join(why, "\n"))
	return nil
}
