package books

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/fund"
	"unionledger/data/fund/report"
	"unionledger/data/money"
)

// Vouchers is the tab 凭证: all of a year or month, newest first, with what can be done
// to each.
type Vouchers struct {
	d                     *Desk
	month, kind           *widget.Picker
	find                  *widget.TextField
	grid                  *grid.Grid
	edit, reverse, attach *widget.Button
	rows                  []fund.Voucher
	whole                 fyne.CanvasObject
}

// Vouchers makes the tab.
func (d *Desk) Vouchers() *Vouchers {
	t := &Vouchers{d: d, month: monthPicker(true), kind: widget.NewPicker("种类").Wide(96)}
	t.kind.SetOptions(widget.Option{Value: "", Text: "收付转"}, widget.Option{Value: fund.Receipt, Text: "收款"}, widget.Option{Value: fund.Payment, Text: "付款"}, widget.Option{Value: fund.Transfer, Text: "转账"})
	t.kind.SetValue("")
	t.month.OnChanged = func(string) { t.fill() }
	t.kind.OnChanged = func(string) { t.fill() }
	t.find = widget.NewSearchField("摘要、对方、金额", func(string) { t.fill() }).Wide(150)
	t.edit = widget.NewPlain("修改", "edit", t.onChosen(d.EditVoucher))
	t.reverse = widget.NewPlain("冲销", "undo", t.onChosen(d.AskReverse))
	t.attach = widget.NewPlain("附件", "attach", t.onChosen(d.ShowAttachments))
	t.grid = grid.New([]grid.Column{
		{Key: "date", Title: "日期", Width: 88}, {Key: "number", Title: "凭证", Width: 64}, {Key: "words", Title: "摘要", Width: 190, MinWidth: 120, Stretch: true},
		{Key: "what", Title: "用途（科目）", Width: 130}, {Key: "where", Title: "账户", Width: 104}, {Key: "in", Title: "收入", Width: 92, Align: grid.AlignTrailing},
		{Key: "out", Title: "支出", Width: 92, Align: grid.AlignTrailing}, {Key: "party", Title: "对方", Width: 96}, {Key: "papers", Title: "附件", Width: 56, Align: grid.AlignTrailing}, {Key: "state", Title: "", Width: 64},
	}, nil)
	t.grid.Label = "凭证"
	t.grid.OnActivate = func(int, int) { t.onChosen(d.ShowVoucher)() }
	t.grid.OnCurrent = func(int, int) { t.enable() }
	t.grid.OnContext = func(row, col int, at fyne.Position) {
		if row < len(t.rows) {
			widget.ShowMenuAt(d.canvas(), at, d.voucherMenu(t.rows[row]))
		}
	}
	bar := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{t.month, t.kind, t.find}, nil,
		[]fyne.CanvasObject{t.edit, t.reverse, t.attach, d.exportButton("导出", func() report.Report { return t.report() })})
	t.whole = inset(widget.Border(widget.Inset(0, theme.Gap8, 0, 0, bar), nil, nil, nil, widget.NewBox(t.grid).Flush()))
	return t
}

// Object is the tab.
func (t *Vouchers) Object() fyne.CanvasObject { return t.whole }

// Load shows the books.
func (t *Vouchers) Load(*fund.Books) { t.fill() }

// monthPicker offers the months of a year, and the whole of it.
func monthPicker(all bool) *widget.Picker {
	p := widget.NewPicker("月份").Wide(92)
	var options []widget.Option
	if all {
		options = append(options, widget.Option{Value: "", Text: "全年"})
	}
	for m := 1; m <= 12; m++ {
		options = append(options, widget.Option{Value: fmt.Sprint(m), Text: fmt.Sprintf("%d 月", m)})
	}
	p.SetOptions(options...)
	p.SetValue(options[0].Value)
	return p
}

// period is the span of months a picker names.
func period(p *widget.Picker) (from, to time.Month) {
	if m := time.Month(page.Number(p.Value())); m > 0 {
		return m, m
	}
	return 1, 12
}

func (t *Vouchers) report() report.Report {
	from, to := period(t.month)
	return report.Journal(t.d.read.Books, from, to)
}

// fill lists the vouchers that pass the filter.
func (t *Vouchers) fill() {
	b := t.d.read.Books
	if b == nil {
		return
	}
	from, to := period(t.month)
	find := strings.ToLower(strings.TrimSpace(t.find.Text()))
	t.rows = t.rows[:0:0]
	var cells table
	var in, out money.Fen
	for _, v := range slices.Backward(b.Vouchers) {
		if v.Month < from || v.Month > to || t.kind.Value() != "" && v.Kind != t.kind.Value() {
			continue
		}
		row := t.cells(b, v)
		if find != "" && !strings.Contains(strings.ToLower(row[2].Text+" "+row[3].Text+" "+v.Party+" "+v.Amount().String()+" "+v.Amount().Grouped()), find) {
			continue
		}
		i, o := moved(v)
		in += i
		out += o
		t.rows = append(t.rows, v)
		cells = append(cells, row)
	}
	t.grid.EmptyText = "没有符合条件的凭证"
	if len(b.Vouchers) == 0 {
		t.grid.EmptyText = "还没有凭证。用右上角的“记收入”“记支出”记第一笔"
	}
	total := make([]grid.Cell, 10)
	total[2], total[5], total[6] = grid.Cell{Text: fmt.Sprintf("合计 %d 张", len(cells)), Bold: true}, bold(sum(in)), bold(sum(out))
	t.grid.Totals = [][]grid.Cell{total}
	t.grid.SetSource(cells)
	t.grid.Refresh()
	t.enable()
}

// moved is what a voucher brings into the accounts and takes out of them; money moved
// between two is neither.
func moved(v fund.Voucher) (in, out money.Fen) {
	for _, e := range v.Entries {
		if e.Account != 0 {
			in += e.Debit
			out += e.Credit
		}
	}
	if v.Kind == fund.Transfer {
		return 0, 0
	}
	return in, out
}

func (t *Vouchers) cells(b *fund.Books, v fund.Voucher) []grid.Cell {
	in, out := moved(v)
	papers := grid.Cell{}
	if n := t.d.read.Papers[v.ID]; n > 0 {
		papers = grid.Cell{Text: fmt.Sprintf("%d 件", n), Tone: grid.ToneLink}
	} else if v.Papers > 0 {
		papers = grid.Cell{Text: fmt.Sprintf("%d 张", v.Papers), Tone: grid.ToneSecondary}
	}
	row := []grid.Cell{{Text: v.Date.String()}, {Text: v.Short(), Tone: grid.ToneSecondary}, {Text: v.Words}, {Text: b.What(v)}, {Text: b.Where(v)},
		amount(in), amount(out), {Text: v.Party}, papers, state(b, v)}
	if v.Kind == fund.Transfer {
		row[5] = grid.Cell{Text: v.Amount().Grouped(), Tone: grid.ToneMuted}
	}
	return row
}

// state says in a word what is particular about a voucher.
func state(b *fund.Books, v fund.Voucher) grid.Cell {
	word := ""
	switch {
	case v.Reverses != 0:
		word = "冲销"
	case v.ReversedBy != 0:
		return grid.Cell{Text: "已冲销", Shape: grid.ShapeTag, Tone: grid.ToneWarn}
	case v.Source != "":
		word = "自动"
	case b.Closed(v.Month):
		word = "已结账"
	default:
		return grid.Cell{}
	}
	return grid.Cell{Text: word, Shape: grid.ShapeTag, Tone: grid.ToneNeutral}
}

// onChosen does something with the voucher of the current row.
func (t *Vouchers) onChosen(do func(fund.Voucher)) func() {
	return func() {
		if row, _ := t.grid.Current(); row >= 0 && row < len(t.rows) {
			do(t.rows[row])
		}
	}
}

func (t *Vouchers) enable() {
	row, _ := t.grid.Current()
	for _, b := range []*widget.Button{t.edit, t.reverse, t.attach} {
		if row >= 0 && row < len(t.rows) {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// voucherMenu is what can be done with a voucher.
func (d *Desk) voucherMenu(v fund.Voucher) []widget.MenuItem {
	fixed := d.read.Books.Fixed(v)
	return []widget.MenuItem{
		{Text: "看分录", Icon: "eye", Shortcut: "Enter", Do: func() { d.ShowVoucher(v) }},
		{Text: "修改…", Icon: "edit", Closed: fixed, Do: func() { d.EditVoucher(v) }},
		{Text: "冲销…", Icon: "undo", Closed: d.read.Books.Irreversible(v), Do: func() { d.AskReverse(v) }},
		{Text: "附件…", Icon: "attach", Do: func() { d.ShowAttachments(v) }},
	}
}
