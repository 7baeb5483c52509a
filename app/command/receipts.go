package command

import (
	"fmt"
	"path/filepath"

	"unionledger/app/platform"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/paper"
	"unionledger/data/union"
)

// receiptsVerb is the register of receipts.
type receiptsVerb struct {
	ledgerFlag
	From  string  `help:"从哪天起" placeholder:"日期"`
	To    string  `help:"到哪天止" placeholder:"日期"`
	Find  string  `help:"缴款人、事由或收据号" placeholder:"文字"`
	State string  `help:"有效 或 作废" placeholder:"状态"`
	Batch int64   `help:"只看这一批的" placeholder:"批号"`
	Print []int64 `help:"打印这几号，要写 --out；印过的标“补打”" placeholder:"号"`
	Start int64   `help:"第一张收据从几号开始（接着纸质收据本）；开过收据就不能改" placeholder:"号"`
	Out   string  `help:"存成：xlsx 登记簿；和 --print 一起是 PDF" placeholder:"文件"`
}

func (v *receiptsVerb) Run(r *run) error {
	by := dues.ReceiptFilter{Text: v.Find, State: v.State, Batch: v.Batch}
	var err error
	if v.From != "" {
		if by.From, err = r.day(v.From); err != nil {
			return err
		}
	}
	if v.To != "" {
		if by.To, err = r.day(v.To); err != nil {
			return err
		}
	}
	if v.State != "" && v.State != dues.ReceiptsValid && v.State != dues.ReceiptsVoided {
		return usageError{fmt.Errorf("--state 只能写“有效”或“作废”。")}
	}
	if len(v.Print) > 0 && v.Out == "" {
		return usageError{fmt.Errorf("还缺一项：--out 写成的 PDF 文件。")}
	}
	return r.with(v.Ledger, len(v.Print) > 0 || v.Start != 0, func(l *ledger.Ledger) error {
		if v.Start != 0 {
			op, err := dues.StartReceipts(r.ctx, l, v.Start)
			switch {
			case err != nil:
				return err
			case v.JSON:
				return r.json(map[string]any{"operation": op, "start": v.Start})
			}
			r.say("第一张收据从 %07d 号开始。", v.Start)
			return nil
		}
		if len(v.Print) > 0 {
			return v.print(r, l)
		}
		list, err := dues.Receipts(r.ctx, l.Read(), by)
		if err != nil {
			return err
		}
		sums := dues.SumReceipts(list)
		if v.Out != "" {
			if err := dues.WriteReceipts(v.Out, "", list); err != nil {
				return err
			}
		}
		if v.JSON {
			return r.json(map[string]any{"receipts": list, "valid": sums.Valid, "voided": sums.Voided, "amount_fen": sums.Amount, "path": v.Out})
		}
		for _, x := range list {
			state := ""
			if x.Voided() {
				state = "\t作废 " + x.Reason
			}
			r.say("%07d\t%s\t%s\t%s\t%s\t%s 元%s", x.Number, x.On, x.Payer, x.Words, x.Method, x.Amount.Grouped(), state)
		}
		r.say("%s。", sums.Words())
		if v.Out != "" {
			r.say("已存成 %s。", filepath.Base(v.Out))
		}
		return nil
	})
}

func (v *receiptsVerb) print(r *run, l *ledger.Ledger) error {
	list, err := dues.ReceiptsByNumber(r.ctx, l.Read(), v.Print)
	if err != nil {
		return err
	}
	q, err := v.request(r, l, "receipt")
	if err != nil {
		return err
	}
	q.Receipts = list
	doc, err := paper.Make(r.ctx, l.Read(), q, nil)
	if err != nil {
		return err
	}
	if err := doc.WriteFile(r.ctx, v.Out, nil); err != nil {
		return err
	}
	if _, err := dues.MarkPrinted(r.ctx, l, list); err != nil {
		return err
	}
	if v.JSON {
		return r.json(map[string]any{"path": v.Out, "pages": len(doc.Pages), "receipts": len(list)})
	}
	r.say("已写成 %s：收据 %d 张，%d 页", filepath.Base(v.Out), len(list), len(doc.Pages))
	return nil
}

// request reads the unit's paper of a key.
func (ledgerFlag) request(r *run, l *ledger.Ledger, key string) (q paper.Request, err error) {
	text, err := paper.Source(r.ctx, l.Read(), key)
	if err != nil {
		return q, err
	}
	t, err := paper.Parse(key, text)
	return paper.Request{Template: t, Today: r.today(), Fonts: platform.FontFiles()}, err
}

// arrearsVerb lists who owes.
type arrearsVerb struct {
	ledgerFlag
	Group  string `help:"只看这个分会或小组" placeholder:"名称"`
	Months int    `help:"只看连续欠缴满这么多个月的" placeholder:"月数"`
	Month  string `help:"看到哪个月为止，默认最后开账的月" placeholder:"月份"`
	Out    string `help:"存成欠费名单：xlsx 或 pdf" placeholder:"文件"`
	Slips  string `help:"给名单上的人印催缴单" placeholder:"文件.pdf"`
}

func (v *arrearsVerb) Run(r *run) error {
	upTo, err := monthOrNone(v.Month)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		list, upTo, err := v.list(r, l, upTo)
		if err != nil {
			return err
		}
		if err := v.files(r, l, list, upTo); err != nil {
			return err
		}
		book, err := dues.BookOf(r.ctx, l.Read())
		if err != nil {
			return err
		}
		for _, d := range list {
			if d.Words != "" {
				r.status = problems
			}
		}
		if v.JSON {
			return r.json(map[string]any{"month": upTo, "debtors": list})
		}
		for _, d := range list {
			r.say("%d\t%s\t%s\t连续 %d 个月，共 %d 个月（%s）\t%s 元\t%s", d.Member, d.Group, d.Name, d.Months, d.Unpaid, d.SinceWords(), d.Owing.Grouped(), d.Words)
		}
		r.say("截至 %s：%s。", upTo, dues.DebtorWords(list, book))
		for _, a := range book.Arrears {
			for i, c := range a.Conditions {
				if i == 0 {
					r.say("满 %d 个月的，要同时具备以下各项，由工会委员会认定，程序不作认定（%s）：", a.Months, a.Basis)
				}
				r.say("  %d. %s", i+1, c)
			}
		}
		return nil
	})
}

func (v *arrearsVerb) list(r *run, l *ledger.Ledger, upTo civil.YearMonth) ([]dues.Debtor, civil.YearMonth, error) {
	if upTo.IsZero() {
		var err error
		if upTo, _, err = dues.LastBilled(r.ctx, l.Read()); err != nil {
			return nil, upTo, err
		}
	}
	all, err := dues.Debtors(r.ctx, l.Read(), upTo)
	if err != nil {
		return nil, upTo, err
	}
	var in map[int64]bool
	if v.Group != "" {
		groups, err := union.Groups(r.ctx, l.Read())
		if err != nil {
			return nil, upTo, err
		}
		id, err := groupNamed(groups, v.Group)
		if err != nil {
			return nil, upTo, err
		}
		in = setOf(union.Below(groups, id))
	}
	list := []dues.Debtor{}
	for _, d := range all {
		if d.Months >= v.Months && (in == nil || in[d.GroupID]) {
			list = append(list, d)
		}
	}
	return list, upTo, nil
}

// files writes the list and the slips where they were asked for.
func (v *arrearsVerb) files(r *run, l *ledger.Ledger, list []dues.Debtor, upTo civil.YearMonth) error {
	ids := make([]int64, len(list))
	for i, d := range list {
		ids[i] = d.Member
	}
	if v.Out != "" && filepath.Ext(v.Out) == ".xlsx" {
		if err := dues.WriteDebtors(v.Out, "截至 "+upTo.String(), list); err != nil {
			return err
		}
		r.say("已存成 %s。", filepath.Base(v.Out))
	}
	for key, path := range map[string]string{"arrears": v.Out, "reminder": v.Slips} {
		if path == "" || filepath.Ext(path) == ".xlsx" || len(ids) == 0 {
			continue
		}
		q, err := v.request(r, l, key)
		if err != nil {
			return err
		}
		q.Members, q.Title = ids, v.Group
		doc, err := paper.Make(r.ctx, l.Read(), q, nil)
		if err == nil {
			err = doc.WriteFile(r.ctx, path, nil)
		}
		if err != nil {
			return err
		}
		r.say("已写成 %s：%d 页。", filepath.Base(path), len(doc.Pages))
	}
	return nil
}
