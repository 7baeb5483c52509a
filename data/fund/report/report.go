// Package report makes tables of the union's account that are printed or written as a
// workbook: journal, ledgers, trial balance, statement, balance sheet, vouchers.
package report

import (
	"fmt"
	"time"

	"unionledger/data/fund"
	"unionledger/data/money"
	"unionledger/data/paper"
	"unionledger/data/sheet"
)

// Report is a table of the books, to be printed or written as a workbook.
type Report = paper.Statement

var signs = []string{"工会主席：", "财务负责人：", "复核：", "制表："}

// span says which months a report is about.
func span(b *fund.Books, from, to time.Month) string {
	if from == to {
		return fmt.Sprintf("%d 年 %d 月", b.Year, int(from))
	}
	return fmt.Sprintf("%d 年 %d—%d 月", b.Year, int(from), int(to))
}

// Journal is the journal of some months, a row for each entry.
func Journal(b *fund.Books, from, to time.Month) Report {
	l := Report{Title: "序时账", Middle: span(b, from, to), Right: "单位：元", Across: true, Signs: signs, Columns: []paper.StatementColumn{
		{Title: "日期", Width: 22, Kind: sheet.CentredColumn}, {Title: "凭证", Width: 17, Kind: sheet.CentredColumn}, {Title: "摘要"}, {Title: "科目", Width: 62},
		{Title: "借方", Width: 28, Kind: sheet.MoneyColumn}, {Title: "贷方", Width: 28, Kind: sheet.MoneyColumn}, {Title: "附件", Width: 12, Kind: sheet.CentredColumn}}}
	var debit, credit money.Fen
	for _, v := range b.Journal(from, to) {
		for i, e := range v.Entries {
			s, _ := b.Subject(e.Subject)
			name := s.String()
			if a, ok := b.Account(e.Account); ok {
				name += "（" + a.Name + "）"
			}
			row := paper.StatementRow{Cells: []string{"", "", "", name, yuan(e.Debit), yuan(e.Credit), ""}}
			if i == 0 {
				row.Cells[0], row.Cells[1], row.Cells[2] = v.Date.String(), v.Short(), v.Words
				if v.Papers > 0 {
					row.Cells[6] = fmt.Sprint(v.Papers)
				}
			}
			debit += e.Debit
			credit += e.Credit
			l.Rows = append(l.Rows, row)
		}
	}
	l.Rows = append(l.Rows, paper.StatementRow{Strong: true, Cells: []string{"", "", "合计", "", sum(debit), sum(credit), ""}})
	return l
}

// extract is a subject ledger or cash book.
func extract(b *fund.Books, title, in, out, side string, from, to time.Month, x fund.Extract) Report {
	l := Report{Title: title, Middle: span(b, from, to), Right: "单位：元", Across: true, Signs: signs, Columns: []paper.StatementColumn{
		{Title: "日期", Width: 22, Kind: sheet.CentredColumn}, {Title: "凭证", Width: 17, Kind: sheet.CentredColumn}, {Title: "摘要"}, {Title: "对方科目", Width: 48},
		{Title: in, Width: 28, Kind: sheet.MoneyColumn}, {Title: out, Width: 28, Kind: sheet.MoneyColumn}, {Title: side, Width: 30, Kind: sheet.MoneyColumn}}}
	l.Rows = append(l.Rows, paper.StatementRow{Strong: true, Cells: []string{"", "", "期初余额", "", "", "", sum(x.Opening)}})
	for _, line := range x.Lines {
		l.Rows = append(l.Rows, paper.StatementRow{Cells: []string{line.Date, line.Voucher.Short(), line.Words, line.Other,
			yuan(line.Debit), yuan(line.Credit), sum(line.Balance)}})
	}
	l.Rows = append(l.Rows, paper.StatementRow{Strong: true, Cells: []string{"", "", "本期合计和期末余额", "", sum(x.Debit), sum(x.Credit), sum(x.Closing)}})
	return l
}

// Subject is the ledger of a subject.
func Subject(b *fund.Books, code string, from, to time.Month) Report {
	s, _ := b.Subject(code)
	side := "余额（贷）"
	if s.OnDebit() {
		side = "余额（借）"
	}
	return extract(b, "明细账："+s.String(), "借方", "贷方", side, from, to, b.SubjectLedger(code, from, to))
}

// Cash is the book of an account.
func Cash(b *fund.Books, account int64, from, to time.Month) Report {
	a, _ := b.Account(account)
	title := map[string]string{fund.Cash: "现金日记账：", fund.Bank: "银行存款日记账："}[a.Kind] + a.Name
	return extract(b, title, "收入", "付出", "余额", from, to, b.CashBook(account, from, to))
}

// Trial is the table of all subjects with something to say.
func Trial(b *fund.Books, from, to time.Month) Report {
	l := Report{Title: "科目余额表", Middle: span(b, from, to), Right: "单位：元", Across: true, Signs: signs, Columns: []paper.StatementColumn{
		{Title: "科目"}, {Title: "期初", Width: 34, Kind: sheet.MoneyColumn}, {Title: "方向", Width: 14, Kind: sheet.CentredColumn}, {Title: "借方发生", Width: 34, Kind: sheet.MoneyColumn},
		{Title: "贷方发生", Width: 34, Kind: sheet.MoneyColumn}, {Title: "期末", Width: 34, Kind: sheet.MoneyColumn}, {Title: "方向", Width: 14, Kind: sheet.CentredColumn}}}
	rows := b.Trial(from, to)
	for _, r := range rows {
		if !r.Moved() {
			continue
		}
		l.Rows = append(l.Rows, paper.StatementRow{Indent: r.Subject.Depth(), Cells: []string{r.Subject.String(), yuan(abs(r.Opening)), r.Side(r.Opening),
			yuan(r.Debit), yuan(r.Credit), yuan(abs(r.Closing)), r.Side(r.Closing)}})
	}
	t := fund.TotalsOf(rows)
	for _, sum := range []struct {
		words string
		cells []string
	}{{"借方合计", []string{sum(t.OpeningDebit), "", sum(t.Debit), "", sum(t.ClosingDebit), ""}},
		{"贷方合计", []string{sum(t.OpeningCredit), "", "", sum(t.Credit), sum(t.ClosingCredit), ""}}} {
		l.Rows = append(l.Rows, paper.StatementRow{Strong: true, Cells: append([]string{sum.words}, sum.cells...)})
	}
	return l
}

// Statement is the 收入支出表.
func Statement(b *fund.Books, month time.Month) Report {
	st := b.Statement(month)
	l := Report{Title: st.Title, Middle: span(b, month, month), Right: right(st.Form), Signs: signs, Columns: []paper.StatementColumn{
		{Title: "项目"}, {Title: "科目编号", Width: 24, Kind: sheet.CentredColumn}, {Title: "本月数", Width: 38, Kind: sheet.MoneyColumn}, {Title: "本年累计数", Width: 38, Kind: sheet.MoneyColumn}}}
	for _, r := range st.Rows {
		l.Rows = append(l.Rows, paper.StatementRow{Indent: r.Depth, Strong: r.Depth == 0, Cells: []string{r.Words, r.Code, amount(r.Month, r.Depth == 0), amount(r.Year, r.Depth == 0)}})
	}
	return l
}

func right(form string) string {
	if form == "" {
		return "单位：元"
	}
	return form + "　单位：元"
}

// Balance is the 资产负债表.
func Balance(b *fund.Books, month time.Month) Report {
	sh := b.BalanceSheet(month)
	l := Report{Title: sh.Title, Middle: fmt.Sprintf("%d 年 %d 月末", b.Year, int(month)), Right: right(sh.Form), Across: true, Signs: signs, Columns: []paper.StatementColumn{
		{Title: "资产"}, {Title: "年初数", Width: 36, Kind: sheet.MoneyColumn}, {Title: "期末数", Width: 36, Kind: sheet.MoneyColumn}, {Title: "负债和净资产", Width: 62}, {Title: "年初数", Width: 36, Kind: sheet.MoneyColumn}, {Title: "期末数", Width: 36, Kind: sheet.MoneyColumn}}}
	cells := func(rows []fund.SheetRow, i int) []string {
		if i < 0 || i >= len(rows) {
			return []string{"", "", ""}
		}
		r := rows[i]
		return []string{r.Words, amount(r.Opening, r.Sum), amount(r.Closing, r.Sum)}
	}
	left, right := shown(sh.Left), shown(sh.Right)
	n := max(len(left), len(right))
	for i := range n {
		at := i
		if i == n-1 { // the two totals stand side by side
			at = len(left) - 1
		} else if i >= len(left)-1 {
			at = -1
		}
		other := i
		if i == n-1 {
			other = len(right) - 1
		} else if i >= len(right)-1 {
			other = -1
		}
		l.Rows = append(l.Rows, paper.StatementRow{Strong: i == n-1, Cells: append(cells(left, at), cells(right, other)...)})
	}
	for i, when := range []string{"年初", "期末"} {
		if gap := sh.Gap[i]; gap != 0 {
			l.Notes = append(l.Notes, fmt.Sprintf("%s不平：资产比负债和净资产%s %s 元。", when, map[bool]string{true: "多", false: "少"}[gap > 0], abs(gap).Grouped()))
		}
	}
	for _, p := range b.Check() {
		if len(l.Notes) > 0 {
			l.Notes = append(l.Notes, p.Message)
		}
	}
	return l
}

// shown leaves out the rows of a balance sheet that hold nothing.
func shown(rows []fund.SheetRow) (out []fund.SheetRow) {
	for _, r := range rows {
		if r.Sum || r.Opening != 0 || r.Closing != 0 {
			out = append(out, r)
		}
	}
	return out
}

// Voucher is a voucher to be printed and put over its papers.
func Voucher(b *fund.Books, v fund.Voucher) Report {
	l := Report{Title: map[string]string{fund.Receipt: "收款凭证", fund.Payment: "付款凭证", fund.Transfer: "转账凭证"}[v.Kind], Middle: v.Date.String(), Right: fmt.Sprintf("第 %d-%d 号　附件 %d 张", int(v.Month), v.Number, v.Papers),
		Signs: []string{"工会主席：", "审核：", "出纳：", "制单：" + v.Prepared}, Columns: []paper.StatementColumn{{Title: "摘要"}, {Title: "科目", Width: 62}, {Title: "借方金额", Width: 32, Kind: sheet.MoneyColumn}, {Title: "贷方金额", Width: 32, Kind: sheet.MoneyColumn}}}
	for i, e := range v.Entries {
		s, _ := b.Subject(e.Subject)
		name := s.String()
		if a, ok := b.Account(e.Account); ok {
			name += "（" + a.Name + "）"
		}
		words := ""
		if i == 0 {
			words = v.Words
		}
		l.Rows = append(l.Rows, paper.StatementRow{Cells: []string{words, name, yuan(e.Debit), yuan(e.Credit)}})
	}
	debit, credit := v.Sums()
	l.Rows = append(l.Rows, paper.StatementRow{Strong: true, Cells: []string{"合计", "", sum(debit), sum(credit)}})
	if v.Party != "" {
		l.Notes = []string{"对方：" + v.Party}
	}
	return l
}

func abs(fen money.Fen) money.Fen { return max(fen, -fen) }

// amount is an amount of a table, such as 1,234.56; zero is left empty unless it is told.
func amount(fen money.Fen, zero bool) string {
	if fen == 0 && !zero {
		return ""
	}
	return fen.Grouped()
}

func yuan(fen money.Fen) string { return amount(fen, false) }

// sum is an amount that is written also when it is zero.
func sum(fen money.Fen) string { return amount(fen, true) }
