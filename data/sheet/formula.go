package sheet

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// pendingFormula is a formula cell whose file holds no result, as payroll programs
// write them. Until it is calculated the cell is Failed and holds the formula.
type pendingFormula struct {
	sheet    *Sheet
	row, col int
	style    int
}

// calculate works out such cells, if there are any, on the same bytes. What cannot
// be worked out, or not in the time and number allowed, stays Failed.
func (p *pkg) calculate(book *Book) error {
	if len(p.pending) == 0 {
		return nil
	}
	pending := p.pending
	if p.limits.Formulas > 0 && len(pending) > p.limits.Formulas {
		pending = pending[:p.limits.Formulas]
	}
	ctx, cancel := context.WithCancel(p.ctx)
	defer cancel()
	if p.limits.FormulaTime > 0 {
		ctx, cancel = context.WithTimeout(ctx, p.limits.FormulaTime)
		defer cancel()
	}
	// The library cannot be called off in the middle of a formula, so it works
	// beside this goroutine and is left behind when the time is up.
	results := make(chan formulaResult, 64)
	go evaluate(ctx, p.data, p.limits.UnzippedBytes, pending, results)
	for {
		select {
		case r, open := <-results:
			if !open {
				return p.ctx.Err()
			}
			p.settle(pending[r.index], r.text)
		case <-ctx.Done():
			return p.ctx.Err()
		}
	}
}

type formulaResult struct {
	index int
	text  string
}

// evaluate sends the result of each formula that has one.
func evaluate(ctx context.Context, data []byte, unzipped int64, pending []pendingFormula, results chan<- formulaResult) {
	defer close(results)
	defer func() { _ = recover() }() // a formula the library trips over stays Failed
	if unzipped <= 0 {
		unzipped = math.MaxInt32
	}
	// Equal limits keep the library from spilling personal data to a temporary file.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: unzipped, UnzipXMLSizeLimit: unzipped, RawCellValue: true})
	if err != nil {
		return
	}
	defer f.Close()
	for i, cell := range pending {
		text, err := evaluateOne(f, cell)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			continue
		}
		select {
		case results <- formulaResult{i, text}:
		case <-ctx.Done():
			return
		}
	}
}

func evaluateOne(f *excelize.File, cell pendingFormula) (text string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("formula cannot be calculated: %v", r)
		}
	}()
	return f.CalcCellValue(cell.sheet.Name, CellName(cell.col, cell.row), excelize.Options{RawCellValue: true})
}

// settle puts a result into its cell.
func (p *pkg) settle(at pendingFormula, text string) {
	cell := at.sheet.at(at.row, at.col)
	if cell == nil {
		return
	}
	*cell = p.resultCell(text, at.style)
}

// resultCell tells what a result is; the library gives all of them as text. A text
// that a number would not be written as (a leading zero, more than fifteen digits,
// as in an identity number put together by a formula) stays text.
func (p *pkg) resultCell(text string, style int) Cell {
	cell := Cell{Kind: Text, Formula: true, Text: text}
	switch {
	case text == "":
		return Cell{}
	case text == "TRUE" || text == "FALSE":
		cell.Kind = Bool
		if text == "TRUE" {
			cell.Number = 1
		}
		return cell
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) || !looksNumeric(text) {
		return cell
	}
	cell.Kind, cell.Text = Number, numberText(v)
	cell.Number, _ = strconv.ParseFloat(cell.Text, 64)
	return asShown(cell, p.isDate(style), p.from1904)
}

func looksNumeric(text string) bool {
	text = strings.TrimPrefix(text, "-")
	if strings.ContainsAny(text, "eE") {
		return true
	}
	whole, _, fraction := strings.Cut(text, ".")
	return strings.Trim(text, "0123456789.") == "" && (len(whole) == 1 || !strings.HasPrefix(whole, "0")) && (fraction || len(whole) <= 15)
}

// at gives the cell at row (from 1) and col, nil where the sheet keeps none.
func (s *Sheet) at(row, col int) *Cell {
	lo, hi := 0, len(s.Rows)
	for lo < hi {
		if mid := (lo + hi) / 2; s.Rows[mid].Number < row {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(s.Rows) || s.Rows[lo].Number != row || col >= len(s.Rows[lo].Cells) {
		return nil
	}
	return &s.Rows[lo].Cells[col]
}
