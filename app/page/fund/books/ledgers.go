package books

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/fund"
	"unionledger/data/fund/report"
	"unionledger/data/sheet"
)

// What the tab 账簿 shows, as its picker's values; a cash book is bookAccount with the
// account's id behind it.
const (
	bookJournal = "journal"
	bookSubject = "subject"
	bookTrial   = "trial"
	bookAccount = "account:"
)

// Ledgers is the tab 账簿: journal, cash books, subject ledgers, trial balance.
type Ledgers struct {
	d             *Desk
	book, subject *widget.Picker
	month         *widget.Picker
	grid          *grid.Grid
	rows          []fund.Voucher // of the rows, where they are vouchers
	codes         []string       // of the rows, where they are subjects
	shown         string         // the columns laid
	bar           *fyne.Container
	whole         fyne.CanvasObject
}

// Ledgers makes the tab.
func (d *Desk) Ledgers() *Ledgers {
	t := &Ledgers{d: d, book: widget.NewPicker("账簿").Wide(190), subject: widget.NewPicker("科目").Wide(220), month: monthPicker(true), grid: grid.New(nil, nil)}
	d.ledgers = t
	t.book.SetValue(bookJournal)
	t.book.OnChanged = func(string) { t.fill() }
	t.subject.OnChanged = func(string) { t.fill() }
	t.month.OnChanged = func(string) { t.fill() }
	t.grid.Label = "账簿"
	t.grid.EmptyText = "这段时间没有记账"
	t.grid.OnActivate = t.activate
	t.bar = widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{t.book, t.subject, t.month}, nil, []fyne.CanvasObject{d.exportButton("导出", t.report)})
	t.whole = inset(widget.Border(widget.Inset(0, theme.Gap8, 0, 0, t.bar), nil, nil, nil, widget.NewBox(t.grid).Flush()))
	return t
}

// Object is the tab.
func (t *Ledgers) Object() fyne.CanvasObject { return t.whole }

// Load shows the books.
func (t *Ledgers) Load(b *fund.Books) {
	options := []widget.Option{form.Option(bookJournal, "序时账")}
	for _, a := range b.Accounts {
		o := form.Option(bookAccount+fmt.Sprint(a.ID), a.Name+"日记账")
		o.Note = a.Kind
		options = append(options, o)
	}
	t.book.SetOptions(append(options, form.Option(bookSubject, "明细账"), form.Option(bookTrial, "科目余额表"))...)
	var subjects []widget.Option
	for _, s := range b.Subjects {
		subjects = append(subjects, subjectOption(b, s))
	}
	t.subject.SetOptions(subjects...)
	if t.subject.Value() == "" {
		t.subject.SetValue(b.Scheme.Dues)
	}
	t.fill()
}

// report is what is shown, to be printed.
func (t *Ledgers) report() report.Report {
	from, to := period(t.month)
	b := t.d.read.Books
	switch book := t.book.Value(); {
	case strings.HasPrefix(book, bookAccount):
		return report.Cash(b, page.Number(strings.TrimPrefix(book, bookAccount)), from, to)
	case book == bookSubject:
		return report.Subject(b, t.subject.Value(), from, to)
	case book == bookTrial:
		return report.Trial(b, from, to)
	}
	return report.Journal(b, from, to)
}

// fill shows the book as it is printed.
func (t *Ledgers) fill() {
	b := t.d.read.Books
	if b == nil {
		return
	}
	book := t.book.Value()
	if book == bookSubject {
		t.subject.Show()
	} else {
		t.subject.Hide()
	}
	r := t.report()
	from, to := period(t.month)
	t.rows, t.codes = nil, nil
	switch {
	case strings.HasPrefix(book, bookAccount), book == bookSubject:
		x := b.SubjectLedger(t.subject.Value(), from, to)
		if book != bookSubject {
			x = b.CashBook(page.Number(strings.TrimPrefix(book, bookAccount)), from, to)
		}
		t.rows = append(t.rows, fund.Voucher{})
		for _, l := range x.Lines {
			t.rows = append(t.rows, l.Voucher)
		}
	case book == bookTrial:
		for _, row := range b.Trial(from, to) {
			if row.Moved() {
				t.codes = append(t.codes, row.Subject.Code)
			}
		}
	default:
		for _, v := range b.Journal(from, to) {
			for range v.Entries {
				t.rows = append(t.rows, v)
			}
		}
	}
	sums := 1
	if book == bookTrial {
		sums = 2
	}
	t.bar.Refresh()
	showReport(t.grid, r, book, &t.shown, sums)
}

// showReport puts a report into a grid: its last rows, so many as are sums, below it.
// which names the arrangement, so that widths the user chose stay.
func showReport(g *grid.Grid, r report.Report, which string, shown *string, sums int) {
	if *shown != which {
		*shown = which
		g.SetColumns(reportColumns(r))
	}
	var cells table
	for _, row := range r.Rows {
		line := make([]grid.Cell, len(row.Cells))
		for i, c := range row.Cells {
			line[i] = grid.Cell{Text: c, Bold: row.Strong}
			if r.Columns[i].Kind == sheet.MoneyColumn && strings.HasPrefix(c, "-") {
				line[i].Tone = grid.ToneError
			}
			if i == 0 {
				line[i].Text = strings.Repeat("　", row.Indent) + line[i].Text
			}
		}
		cells = append(cells, line)
	}
	n := len(cells) - sums
	g.Totals = cells[n:]
	g.SetSource(cells[:n:n])
	g.Refresh()
}

// reportColumns are the columns of a report, widths in millimetres made those of the
// screen.
func reportColumns(r report.Report) (out []grid.Column) {
	for i, c := range r.Columns {
		col := grid.Column{Key: fmt.Sprint(i), Title: c.Title, Width: float32(c.Width) * 3.7}
		switch {
		case c.Width == 0:
			col.Width, col.Stretch, col.MinWidth = 200, true, 120
		case c.Kind == sheet.MoneyColumn:
			col.Align = grid.AlignTrailing
		case c.Kind == sheet.CentredColumn:
			col.Align = grid.AlignCenter
		}
		out = append(out, col)
	}
	return out
}

// activate looks at the voucher of a row, or at the ledger of a subject.
func (t *Ledgers) activate(row, _ int) {
	switch {
	case row < len(t.codes):
		t.subject.SetValue(t.codes[row])
		t.book.SetValue(bookSubject)
		t.fill()
	case row < len(t.rows) && t.rows[row].ID != 0:
		t.d.ShowVoucher(t.rows[row])
	}
}

// showSubject puts the ledger of a subject into the tab.
func (t *Ledgers) showSubject(code string) {
	t.book.SetValue(bookSubject)
	t.subject.SetValue(code)
}
