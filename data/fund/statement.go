package fund

import (
	"time"

	"unionledger/data/civil"
	"unionledger/data/money"
)

// StatementRow is one row of the 收入支出表.
type StatementRow struct {
	Words string `json:"words"`
	Code  string `json:"code,omitempty"`
	// Depth counts the rows above that this one is part of; 0 is a sum.
	Depth int       `json:"depth"`
	Month money.Fen `json:"month_fen"`
	Year  money.Fen `json:"year_fen"`
}

// Statement is income and expense of a month and of the year up to it.
type Statement struct {
	Title string         `json:"title"`
	Form  string         `json:"form,omitempty"`
	Year  int            `json:"year"`
	Month time.Month     `json:"month"`
	Rows  []StatementRow `json:"rows"`
	// Income and Expense are the sums: of the month, and of the year.
	Income  [2]money.Fen `json:"income_fen"`
	Expense [2]money.Fen `json:"expense_fen"`
}

// earned adds up what income and expense moved by subject, own entries only: in a
// month, and in the year up to it. What carries the surplus over does not count.
func (b *Books) earned(month time.Month) map[string][2]money.Fen {
	out := map[string][2]money.Fen{}
	for _, v := range b.Vouchers {
		if v.Month > month || v.Source == FromYearEnd {
			continue
		}
		for _, e := range v.Entries {
			s, _ := b.Subject(e.Subject)
			if s.Kind != Income && s.Kind != Expense {
				continue
			}
			fen := natural(s.Kind, e)
			was := out[e.Subject]
			if was[1] += fen; v.Month == month {
				was[0] += fen
			}
			out[e.Subject] = was
		}
	}
	return out
}

// Statement makes the 收入支出表: the rows of the scheme's layout, below each the
// subjects under it that moved. A subject the layout does not know stands behind the
// others of its kind, so that the sums are always those of the journal.
func (b *Books) Statement(month time.Month) Statement {
	own := b.earned(month)
	layout := b.Scheme.Statement
	st := Statement{Title: layout.Title, Form: layout.Form, Year: b.Year, Month: month}
	sums := make([][2]money.Fen, len(b.Subjects))
	for code, fen := range own {
		b.upwards(code, func(i int) { sums[i][0] += fen[0]; sums[i][1] += fen[1] })
	}
	listed := map[string]bool{}
	for _, row := range layout.Rows {
		listed[row.Code] = true
	}
	for i, s := range b.Subjects {
		if s.Depth() > 0 {
			continue
		}
		switch s.Kind {
		case Income:
			st.Income[0] += sums[i][0]
			st.Income[1] += sums[i][1]
		case Expense:
			st.Expense[0] += sums[i][0]
			st.Expense[1] += sums[i][1]
		}
	}
	kind := ""
	for _, row := range layout.Rows {
		if row.Code == "" { // a sum ends the rows of the kind before it
			st.Rows = append(st.Rows, b.unlisted(kind, listed, sums)...)
			kind = row.Total
		}
		switch {
		case row.Total == Income:
			st.Rows = append(st.Rows, StatementRow{Words: row.Words, Month: st.Income[0], Year: st.Income[1]})
		case row.Total == Expense:
			st.Rows = append(st.Rows, StatementRow{Words: row.Words, Month: st.Expense[0], Year: st.Expense[1]})
		case row.Surplus:
			st.Rows = append(st.Rows, StatementRow{Words: row.Words, Month: st.Income[0] - st.Expense[0], Year: st.Income[1] - st.Expense[1]})
		default:
			st.Rows = append(st.Rows, b.statementRows(row.Code, sums)...)
		}
	}
	return st
}

// unlisted are the rows of subjects of a kind that the layout has no row for.
func (b *Books) unlisted(kind string, listed map[string]bool, sums [][2]money.Fen) (out []StatementRow) {
	for _, s := range b.Subjects {
		if kind != "" && s.Kind == kind && s.Depth() == 0 && !listed[s.Code] {
			out = append(out, b.statementRows(s.Code, sums)...)
		}
	}
	return out
}

// statementRows are the row of a subject and, where they moved, of those below it.
func (b *Books) statementRows(code string, sums [][2]money.Fen) (out []StatementRow) {
	for i, s := range b.Subjects {
		switch {
		case s.Code == code:
		case len(s.Code) > len(code) && s.Code[:len(code)] == code && sums[i] != [2]money.Fen{}:
		default:
			continue
		}
		out = append(out, StatementRow{Words: s.Name, Code: s.Code, Depth: 1 + s.Depth(), Month: sums[i][0], Year: sums[i][1]})
	}
	return out
}

// SheetRow is one row of the 资产负债表.
type SheetRow struct {
	Words   string    `json:"words"`
	Code    string    `json:"code,omitempty"`
	Sum     bool      `json:"sum,omitempty"`
	Opening money.Fen `json:"opening_fen"`
	Closing money.Fen `json:"closing_fen"`
}

// Sheet is the balance sheet at the end of a month: what there is at the left, whose it
// is at the right.
type Sheet struct {
	Title string     `json:"title"`
	Form  string     `json:"form,omitempty"`
	Year  int        `json:"year"`
	Month time.Month `json:"month"`
	Left  []SheetRow `json:"left"`
	Right []SheetRow `json:"right"`
	// Gap is the left sum less the right one, at the beginning of the year and at the
	// end of the month; 0 in books that are in order.
	Gap [2]money.Fen `json:"gap_fen"`
}

// BalanceSheet makes the 资产负债表. Until the year is closed, income less expense is a
// row of its own among the net assets.
func (b *Books) BalanceSheet(month time.Month) Sheet {
	sh := Sheet{Title: b.Scheme.Balance.Title, Form: b.Scheme.Balance.Form, Year: b.Year, Month: month}
	rows := b.Trial(1, month)
	left := SheetRow{Words: "资产合计", Sum: true}
	var right [2]SheetRow
	right[0], right[1] = SheetRow{Words: "负债合计", Sum: true}, SheetRow{Words: "净资产合计", Sum: true}
	surplus := SheetRow{Words: "本期收支差额"}
	add := func(sum *SheetRow, r SheetRow) { sum.Opening += r.Opening; sum.Closing += r.Closing }
	var parts [2][]SheetRow
	for _, r := range rows {
		if r.Subject.Depth() > 0 {
			continue
		}
		row := SheetRow{Words: r.Subject.Name, Code: r.Subject.Code, Opening: r.Opening, Closing: r.Closing}
		switch r.Subject.Kind {
		case Asset:
			sh.Left = append(sh.Left, row)
			add(&left, row)
		case Liability:
			parts[0] = append(parts[0], row)
			add(&right[0], row)
		case NetAsset:
			parts[1] = append(parts[1], row)
			add(&right[1], row)
		case Income:
			surplus.Closing += r.Closing
		case Expense:
			surplus.Closing -= r.Closing
		}
	}
	add(&right[1], surplus)
	sh.Left = append(sh.Left, left)
	sh.Right = append(append(parts[0], right[0]), append(append(parts[1], surplus), right[1])...)
	total := SheetRow{Words: "负债和净资产合计", Sum: true, Opening: right[0].Opening + right[1].Opening, Closing: right[0].Closing + right[1].Closing}
	sh.Right = append(sh.Right, total)
	sh.Gap = [2]money.Fen{left.Opening - total.Opening, left.Closing - total.Closing}
	return sh
}

// Summary are the key figures of a year as of a day.
type Summary struct {
	Month   time.Month   `json:"month"`
	Cash    money.Fen    `json:"cash_fen"`
	Bank    money.Fen    `json:"bank_fen"`
	Income  [2]money.Fen `json:"income_fen"` // of the month and of the year
	Expense [2]money.Fen `json:"expense_fen"`
}

// Summary gives the key figures as of a day.
func (b *Books) Summary(on civil.Date) Summary {
	m := lastMonth(b.Year, on)
	st := b.Statement(m)
	return Summary{Month: m, Cash: b.Held(Cash, m), Bank: b.Held(Bank, m), Income: st.Income, Expense: st.Expense}
}
