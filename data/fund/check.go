package fund

import (
	"fmt"
	"slices"
	"time"

	"unionledger/data/money"
	"unionledger/data/problem"
)

// Check says why the books do not balance or are not in order: which voucher, which
// opening, by how much. An Error keeps months from being closed.
func (b *Books) Check() (out []problem.Problem) {
	say := func(severity problem.Severity, kind, table string, id int64, who, format string, args ...any) {
		out = append(out, problem.Problem{Severity: severity, Kind: kind, Table: table, Record: id, Who: who, Message: fmt.Sprintf(format, args...)})
	}
	if gap := b.openingGap(); gap != 0 {
		say(problem.Error, "fund_opening_unbalanced", "fund_opening", 0, "年初余额",
			"%d 年的年初余额不平：资产比负债加净资产%s %s 元。请在“科目与账户”里核对年初余额，或用“差额计入结余”。", b.Year, moreOrLess(gap), abs(gap).Grouped())
	}
	for _, r := range b.Trial(1, 12) {
		if s := r.Subject; b.Closed(0) && s.Depth() == 0 && (s.Kind == Income || s.Kind == Expense) && r.Closing != 0 {
			say(problem.Error, "fund_year_not_carried", "fund_subject", s.ID, s.Name, "%d 年已经年结，“%s”却还有余额 %s 元没有结转。请反结账后重新年结。", b.Year, s, r.Closing.Grouped())
		}
	}
	b.checkVouchers(say)
	b.checkOpenings(say)
	b.checkMoney(say)
	return out
}

type sayer func(severity problem.Severity, kind, table string, id int64, who, format string, args ...any)

// checkVouchers looks for vouchers that do not balance, subjects nobody knows, and gaps
// in the numbers: none can come about by this program.
func (b *Books) checkVouchers(say sayer) {
	next := map[time.Month]int{}
	for _, v := range b.Vouchers {
		if debit, credit := v.Sums(); debit != credit || len(v.Entries) == 0 {
			say(problem.Error, "fund_voucher_unbalanced", "fund_voucher", v.ID, v.Name(), "%s凭证“%s”借贷不平：借方 %s 元，贷方 %s 元，相差 %s 元。请核对原始凭证后冲销重记。",
				v.Name(), v.Words, debit.Grouped(), credit.Grouped(), (debit - credit).Grouped())
		}
		for _, e := range v.Entries {
			if _, ok := b.Subject(e.Subject); !ok {
				say(problem.Error, "fund_subject_unknown", "fund_voucher", v.ID, v.Name(), "%s凭证“%s”用了科目表里没有的科目“%s”。请冲销重记。", v.Name(), v.Words, e.Subject)
			}
		}
		if next[v.Month]++; v.Number != next[v.Month] {
			say(problem.Error, "fund_number_gap", "fund_voucher", v.ID, v.Name(), "%d 月的凭证断号：第 %d 号前面缺第 %d 号。", int(v.Month), v.Number, next[v.Month])
			next[v.Month] = v.Number
		}
	}
}

// checkOpenings holds the openings against what the year before leaves.
func (b *Books) checkOpenings(say sayer) {
	if b.before == nil {
		return
	}
	amount := func(list []Opening, o Opening) (sum money.Fen) {
		for _, x := range list {
			if x.Subject == o.Subject && x.Account == o.Account {
				sum += x.Amount
			}
		}
		return sum
	}
	all := slices.Concat(b.before, b.Openings)
	slices.SortFunc(all, compareOpenings)
	all = slices.CompactFunc(all, func(x, y Opening) bool { return x.Subject == y.Subject && x.Account == y.Account })
	for _, o := range all {
		was, is := amount(b.before, o), amount(b.Openings, o)
		if was == is {
			continue
		}
		name := b.Words(Entry{Subject: o.Subject, Account: o.Account})
		say(problem.Warning, "fund_opening_differs", "fund_opening", 0, name, "%s的年初余额是 %s 元，%d 年末结转过来应为 %s 元，相差 %s 元。%d 年的账在结转之后改过的，请用“重新结转年初余额”。",
			name, is.Grouped(), b.Year-1, was.Grouped(), (is - was).Grouped(), b.Year-1)
	}
}

// checkMoney names the first day on which an account holds less than nothing.
func (b *Books) checkMoney(say sayer) {
	for _, a := range b.Accounts {
		x := b.CashBook(a.ID, 1, 12)
		if x.Opening < 0 {
			say(problem.Warning, "fund_account_negative", "fund_account", a.ID, a.Name, "账户“%s”的年初余额是负数（%s 元），请核对。", a.Name, x.Opening.Grouped())
			continue
		}
		for i, l := range x.Lines {
			endOfDay := i == len(x.Lines)-1 || x.Lines[i+1].Date != l.Date
			if endOfDay && l.Balance < 0 {
				say(problem.Warning, "fund_account_negative", "fund_account", a.ID, a.Name, "账户“%s”在 %s 的余额成了负数（%s 元），最后一笔是 %s凭证“%s”。可能漏记了收入或取现，或选错了账户。",
					a.Name, l.Date, l.Balance.Grouped(), l.Voucher.Name(), l.Words)
				break
			}
		}
	}
}

func moreOrLess(fen money.Fen) string {
	if fen > 0 {
		return "多"
	}
	return "少"
}

func abs(fen money.Fen) money.Fen { return max(fen, -fen) }
