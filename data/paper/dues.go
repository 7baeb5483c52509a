package paper

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"unionledger/data/dues"
	"unionledger/data/ledger"
)

// addDues adds what receipts and reminders tell.
func addDues(add func(string, string, func(*scope) string)) {
	of := func(name string, value func(*scope, *dues.Receipt) string) {
		add("收据", name, func(s *scope) string {
			if s.receipt == nil {
				return ""
			}
			return value(s, s.receipt)
		})
	}
	of("收据号", func(_ *scope, x *dues.Receipt) string { return fmt.Sprintf("%07d", x.Number) })
	of("缴款人", func(_ *scope, x *dues.Receipt) string { return x.Payer })
	of("收据金额", func(_ *scope, x *dues.Receipt) string { return x.Amount.Grouped() })
	of("大写金额", func(_ *scope, x *dues.Receipt) string { return x.Amount.Capital() })
	of("收款事由", func(_ *scope, x *dues.Receipt) string { return x.Words })
	of("收款方式", func(_ *scope, x *dues.Receipt) string { return x.Method })
	of("收款日期", func(s *scope, x *dues.Receipt) string { return s.date(x.On) })
	of("收据标记", func(_ *scope, x *dues.Receipt) string {
		switch {
		case x.Voided():
			return "【作废】"
		case !x.PrintedOn.IsZero():
			return "【补打】"
		}
		return ""
	})
	add("收据", "联次", func(s *scope) string { return copyWords(s.copy) })
	owes := func(name string, value func(*dues.Debtor) string) {
		add("欠缴", name, func(s *scope) string {
			if s.member == nil || s.debts[s.member.ID] == nil {
				return ""
			}
			return value(s.debts[s.member.ID])
		})
	}
	owes("欠缴金额", func(d *dues.Debtor) string { return d.Owing.Grouped() })
	owes("欠缴大写", func(d *dues.Debtor) string { return d.Owing.Capital() })
	owes("欠缴月数", func(d *dues.Debtor) string { return strconv.Itoa(d.Unpaid) })
	owes("欠缴起月", func(d *dues.Debtor) string { return d.Oldest.String() })
	owes("连续欠缴月数", func(d *dues.Debtor) string { return strconv.Itoa(d.Months) })
	owes("欠缴说明", (*dues.Debtor).SinceWords)
	owes("欠缴规定", ruleWords)
	add("欠缴", "欠缴合计", func(s *scope) string {
		if s.debts == nil || s.owing == 0 {
			return ""
		}
		return s.owing.Grouped()
	})
}

// ruleWords is what the rules say of a debtor; where they say nothing yet, how long it is,
// as an empty mark would be printed as a line to write on.
func ruleWords(d *dues.Debtor) string {
	switch {
	case d.Words != "":
		return d.Words
	case d.Months == 0:
		return "最近月份的会费已经缴了，欠的是以前月份的。"
	}
	return fmt.Sprintf("到最近开账的月份，已连续 %d 个月没有缴。", d.Months)
}

// copyWords are what the copies of a receipt are for, in the usual order.
func copyWords(n int) string {
	words := []string{"存根联", "收据联（交缴款人）", "记账联"}
	switch {
	case n < 1:
		return ""
	case n > len(words):
		return fmt.Sprintf("第%d联", n)
	}
	return "第" + string([]rune("一二三")[n-1]) + "联　" + words[n-1]
}

// debtsFor reads who owes, where the paper tells of it.
func debtsFor(ctx context.Context, r ledger.Reader, q *Request) (map[int64]*dues.Debtor, error) {
	asked := false
	for _, m := range Marks() {
		asked = asked || strings.Contains(m.Name, "欠缴") && q.Template.tells(m.Name)
	}
	last, billed, err := dues.LastBilled(ctx, r)
	if !asked || err != nil || !billed {
		return nil, err
	}
	list, err := dues.Debtors(ctx, r, last)
	out := make(map[int64]*dues.Debtor, len(list))
	for i := range list {
		out[list[i].Member] = &list[i]
	}
	return out, err
}

// receipts hands a receipt over as many times as a page has slots.
type receipts struct {
	*filling
	list   []dues.Receipt
	copies int
}

func (x *receipts) each(ctx context.Context, fn func(number int, who *scope) error) error {
	for i := range x.list {
		for c := range x.copies {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := fn(i*x.copies+c+1, &scope{filling: x.filling, receipt: &x.list[i], copy: c + 1}); err != nil {
				return err
			}
		}
	}
	return nil
}

func layReceipts(ctx context.Context, q Request, f *faces, fl *filling) (*Doc, error) {
	l := q.Template.labels
	doc, err := lay(ctx, q.Template, f, fl, &receipts{fl, q.Receipts, l.columns * l.rows}, 0)
	if err == nil {
		doc.People = len(q.Receipts)
	}
	return doc, err
}
