// Package books are the tabs of the page 经费 that keep the account: overview, vouchers,
// books, reports, subjects and accounts, closing. Amounts and sentences come from
// data/fund; here they are only shown and asked for.
package books

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
)

// Read is what the tabs show of a year, read aside in one go.
type Read struct {
	Books    *fund.Books
	Newest   bool // no later year is open
	Dues     []fund.DuesMonth
	Papers   map[int64]int // how many files are attached to a voucher
	Problems []problem.Problem
	Checks   []fund.Reconcile
	Levy     *fund.LevyYear
	Rebate   *fund.RebateYear
	Budget   *fund.Budget
	Welfare  *fund.WelfareYear
	// collected is kept for the next reading.
	collected fund.Collected
}

// ReadYear reads a year, or the newest of those there are where it is not among them.
// last is what was read before.
func ReadYear(ctx context.Context, r ledger.Reader, years []int, year int, today civil.Date, last Read) (Read, error) {
	if !slices.Contains(years, year) {
		year = years[0]
	}
	b, err := fund.Load(ctx, r, year)
	if err != nil {
		return Read{}, err
	}
	out := Read{Books: b, Newest: year == years[0], Problems: b.Check()}
	if out.collected, err = last.collected.Fresh(ctx, r, year); err != nil {
		return out, err
	}
	out.Dues = b.DuesBeside(out.collected)
	if out.Papers, err = fund.AttachedTo(ctx, r); err != nil {
		return out, err
	}
	if out.Checks, err = fund.Reconciles(ctx, r, year); err != nil {
		return out, err
	}
	if out.Levy, err = fund.LevyOfYear(ctx, r, year, today); err != nil {
		return out, err
	}
	if out.Rebate, err = fund.RebateOf(ctx, r, year, today); err != nil {
		return out, err
	}
	if out.Budget, err = b.BudgetOf(ctx, r, time.December); err != nil {
		return out, err
	}
	out.Welfare, err = b.WelfareOf(ctx, r)
	return out, err
}

// Desk is what the tabs share: the window, the books read last, and the dialogs.
type Desk struct {
	shell page.Shell
	read  Read
	// Open brings another tab of the page to the front.
	Open    func(name string)
	ledgers *Ledgers
}

// NewDesk makes it.
func NewDesk(shell page.Shell) *Desk { return &Desk{shell: shell, Open: func(string) {}} }

// Last is what was read last, for the next reading.
func (d *Desk) Last() Read { return d.read }

// Put hands over what was read.
func (d *Desk) Put(read Read) { d.read = read }

// Books are the books shown, nil before the first reading.
func (d *Desk) Books() *fund.Books { return d.read.Books }

func (d *Desk) canvas() fyne.Canvas { return d.shell.Window().Canvas() }

// do carries out a change from a dialog, which stays open with the sentence where it is
// refused. A voucher is written at once: it is a handful of rows.
func (d *Desk) do(kind, title, said string, fn func(*ledger.Tx) error) error {
	l := d.shell.Ledger()
	if l == nil {
		return errors.New("台账已经关闭，没有写入。")
	}
	op, err := l.Write(context.Background(), ledger.Op{Kind: kind, Title: title}, fn)
	if err == nil {
		d.shell.Done(said, op)
	}
	return err
}

// write is do where no dialog stands open.
func (d *Desk) write(title, said string, fn func(*ledger.Tx) error) {
	if err := d.do(fund.SubjectOp, title, said, fn); err != nil {
		d.shell.Fail(err)
	}
}

// day is a date within the year shown that is nearest to today.
func (d *Desk) day() civil.Date {
	today := d.shell.Today()
	switch y := d.read.Books.Year; {
	case today.Year < y:
		return civil.Of(y, 1, 1)
	case today.Year > y:
		return civil.Of(y, 12, 31)
	}
	return today
}

// month is the month looked at until.
func (d *Desk) month() time.Month { return d.day().Month }

// amount is a cell with money: nothing for zero, red below it.
func amount(fen money.Fen) grid.Cell {
	if fen == 0 {
		return grid.Cell{}
	}
	return sum(fen)
}

// sum is amount that also shows zero.
func sum(fen money.Fen) grid.Cell {
	c := grid.Cell{Text: fen.Grouped()}
	if fen < 0 {
		c.Tone = grid.ToneError
	}
	return c
}

func bold(c grid.Cell) grid.Cell {
	c.Bold = true
	return c
}

// table are rows of cells made beforehand.
type table [][]grid.Cell

func (t table) Len() int { return len(t) }

func (t table) Cell(row, col int) grid.Cell {
	if row >= len(t) || col >= len(t[row]) {
		return grid.Cell{}
	}
	return t[row][col]
}

// inset is the usual space around the body of a tab.
func inset(o fyne.CanvasObject) fyne.CanvasObject {
	return widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16, o)
}

// OpenSubject brings the ledger of a subject to the front.
func (d *Desk) OpenSubject(code string) {
	d.ledgers.showSubject(code)
	d.Open("账簿")
}

// number64 is the number chosen in a picker, 0 for none.
func number64(p *widget.Picker) int64 { return page.Number(p.Value()) }

// noteAndRest sets a block that may grow above one that takes the rest; the upper is
// first given its width, which breaks its lines.
type noteAndRest struct{}

// MinSize asks for no more than the upper block and a few rows.
func (noteAndRest) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[1].MinSize().Width, o[0].MinSize().Height+o[1].MinSize().Height)
}

// Layout sets one below the other.
func (noteAndRest) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(size.Width, o[0].MinSize().Height))
	top := o[0].MinSize().Height
	widget.Put(o[0], 0, 0, size.Width, top)
	widget.Put(o[1], 0, top, size.Width, size.Height-top)
}
