package dues

import (
	"fmt"
	"strings"

	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/money"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// Total adds up what the rows of the sheet earned, whoever they are of, by the items of
// the rule: how much, for how many, and how many rows told no wage.
func (w *Wages) Total() (sum money.Fen, heads, without int) {
	for i := range w.Rows {
		fen, known := w.base(&w.Rows[i])
		if !known {
			without++
			continue
		}
		sum += fen
		heads++
	}
	return sum, heads, without
}

// checkTotals holds what the sheet itself says its wages and dues come to against its
// lines. A sheet with several rows of totals says it page by page: those are left alone.
func (w *Wages) checkTotals(book *sheet.Book) {
	var taken money.Fen
	saying := 0 // tables that say what was taken off
	for t, table := range w.Tables {
		var totals []int
		for _, n := range w.NotData {
			if n.Sheet == table.Sheet && n.Kind == intake.Total {
				totals = append(totals, n.Row)
			}
		}
		source, ok := book.Sheet(table.Sheet)
		if !ok || len(totals) != 1 {
			continue
		}
		for _, row := range source.Rows {
			if row.Number != totals[0] {
				continue
			}
			for _, f := range w.Kind.Fields.All() {
				if col, ok := table.Column(f.Key); ok && f.Kind == field.Money {
					if stated, ok := w.checkTotal(t, f, col, row); ok && f.Key == "dues_withheld_fen" {
						taken += stated
						saying++
					}
				}
			}
		}
	}
	if saying == len(w.Tables) { // the total of one sheet of several is not that of all
		w.Stated = &taken
	}
}

// checkTotal compares one cell of the row of totals with the lines of its table, and
// gives what it says where it can be compared.
func (w *Wages) checkTotal(table int, f field.Field, col int, total sheet.Row) (says money.Fen, ok bool) {
	stated, err := money.Parse(strings.NewReplacer(",", "", "，", "", "￥", "", "¥", "", "元", "").Replace(strings.TrimSpace(total.Cell(col).Text)))
	if err != nil || total.Cell(col).IsBlank() {
		return 0, false
	}
	var sum money.Fen
	for i := range w.Rows {
		if row := &w.Rows[i]; row.Table == table {
			if fen, ok := row.Record.Fen(f.Key); ok {
				sum += fen
			} else if row.HasProblem(f.Key) {
				return 0, false // a line that could not be read is told already
			}
		}
	}
	if stated == sum {
		return stated, true
	}
	name := w.Tables[table].Sheet
	w.Notices = append(w.Notices, problem.Problem{Severity: problem.Warning, Kind: "wage_total_differs", Sheet: name, Row: total.Number, Cell: sheet.CellName(col, total.Number),
		Label: f.Label, Value: stated.String(), New: sum.String(),
		Message: fmt.Sprintf("合计行的%s写的是 %s 元，各行加起来是 %s 元，相差 %s 元。请和财务核对是合计没有更新，还是少了、多了行。", f.Label, stated.Grouped(), sum.Grouped(), max(stated-sum, sum-stated).Grouped())})
	return stated, true
}
