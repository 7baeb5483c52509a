package books

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/fund"
	"unionledger/data/fund/report"
)

// Reports is the tab 报表: statement of a month and balance sheet at its end.
type Reports struct {
	d     *Desk
	which *widget.Picker
	month *widget.Picker
	note  *fyne.Container
	grid  *grid.Grid
	shown string
	year  int // the year the month was chosen for
	whole fyne.CanvasObject
}

const (
	reportStatement = "statement"
	reportBalance   = "balance"
)

// Reports makes the tab.
func (d *Desk) Reports() *Reports {
	t := &Reports{d: d, which: widget.NewPicker("报表").Wide(150), month: monthPicker(false), note: widget.Column(0), grid: grid.New(nil, nil)}
	t.which.SetOptions(widget.Option{Value: reportStatement, Text: "收入支出表"}, widget.Option{Value: reportBalance, Text: "资产负债表"})
	t.which.SetValue(reportStatement)
	t.which.OnChanged = func(string) { t.fill() }
	t.month.OnChanged = func(string) { t.fill() }
	t.grid.Label = "报表"
	t.grid.OnActivate = func(row, _ int) { t.activate(row) }
	bar := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{t.which, t.month}, nil, []fyne.CanvasObject{d.exportButton("导出", t.report)})
	top := widget.Column(theme.Gap8, bar, t.note)
	t.whole = inset(container.New(noteAndRest{}, container.NewStack(widget.Inset(0, theme.Gap8, 0, 0, top)), widget.NewBox(t.grid).Flush()))
	return t
}

// Object is the tab.
func (t *Reports) Object() fyne.CanvasObject { return t.whole }

// Load shows the books, in a year seen anew the month looked at until.
func (t *Reports) Load(b *fund.Books) {
	if t.year != b.Year {
		t.year, t.shown = b.Year, ""
		t.month.SetValue(fmt.Sprint(int(t.d.month())))
	}
	t.fill()
}

func (t *Reports) chosen() time.Month { return time.Month(page.Number(t.month.Value())) }

func (t *Reports) report() report.Report {
	if t.which.Value() == reportBalance {
		return report.Balance(t.d.read.Books, t.chosen())
	}
	return report.Statement(t.d.read.Books, t.chosen())
}

func (t *Reports) fill() {
	b := t.d.read.Books
	if b == nil {
		return
	}
	t.note.Objects = nil
	if t.which.Value() == reportBalance {
		t.note.Add(t.balanceWords(b))
	} else if b.Scheme.Sureness != "sourced" {
		t.note.Add(widget.NoteParagraph("表式和科目编号为程序默认（待核实）：" + b.Scheme.Basis))
	}
	showReport(t.grid, t.report(), t.which.Value(), &t.shown, 1)
	t.whole.Refresh()
}

// balanceWords says that the sheet balances, or why it does not.
func (t *Reports) balanceWords(b *fund.Books) fyne.CanvasObject {
	sh := b.BalanceSheet(t.chosen())
	for i, when := range []string{"年初", "期末"} {
		if gap := sh.Gap[i]; gap != 0 {
			text := fmt.Sprintf("%s不平：资产和负债、净资产相差 %s 元。", when, gap.Grouped())
			if ps := t.d.read.Problems; len(ps) > 0 {
				text += ps[0].Message
			}
			return widget.NewBanner(widget.Bad, text, widget.NewLink("去核对", "", func() { t.d.Open("科目与账户") }))
		}
	}
	return widget.NewBanner(widget.OK, "平：资产等于负债加净资产，年初和期末都相符。")
}

// activate leads from a row of the statement to the vouchers behind it.
func (t *Reports) activate(row int) {
	if t.which.Value() != reportStatement {
		return
	}
	if rows := t.d.read.Books.Statement(t.chosen()).Rows; row < len(rows) && rows[row].Code != "" {
		t.d.OpenSubject(rows[row].Code)
	}
}
