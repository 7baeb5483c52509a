package sheet

import (
	"context"
	"fmt"
	"math"
	"slices"
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
	code     string
}

// calculable are the functions that are calculated: those of wage and dues tables.
// Others could be made to fill the memory or reach beyond the table, and cells that
// use them stay Failed.
var calculable = func() map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(`ABS AND AVERAGE AVERAGEIF CEILING CHOOSE CONCATENATE COUNT COUNTA COUNTBLANK COUNTIF
		DATE DATEDIF DAY DAYS EDATE EOMONTH EXACT FALSE FIND FLOOR HLOOKUP HOUR IF IFERROR IFNA IFS INDEX INT ISBLANK
		ISERROR ISNA ISNUMBER ISTEXT LEFT LEN LOOKUP LOWER MATCH MAX MEDIAN MID MIN MINUTE MOD MONTH MROUND NA NETWORKDAYS
		NOT NOW OR POWER PRODUCT QUOTIENT RANK RIGHT ROUND ROUNDDOWN ROUNDUP ROW SEARCH SECOND SIGN SMALL LARGE SQRT
		SUBTOTAL SUM SUMIF SUMIFS COUNTIFS AVERAGEIFS SUMPRODUCT TEXT TIME TODAY TRIM TRUE TRUNC UPPER VALUE VLOOKUP
		WEEKDAY WORKDAY YEAR`) {
		set[name] = true
	}
	return set
}()

const (
	// formulaReach bounds the cells one formula may look at, calculationReach those
	// all formulas of a book look at together.
	formulaReach, calculationReach = 200_000, 20_000_000
	// formulaLength bounds a formula; spreadsheets take 8,192 signs.
	formulaLength = 8192
)

// calculation works out the pending formulas of a book. They are calculated one
// after the other, each when all it looks at is known, over plain values: no formula
// can run on, pile up or see more than the book's cells.
type calculation struct {
	book    *Book
	pkg     *pkg
	pending []pendingFormula
	index   map[*Cell]int // pending cell -> its place in pending
	needs   [][]int       // for each formula, the pending ones it looks at
	copied  map[*Cell]bool
	reach   int
	file    *excelize.File
}

// calculate works out pending formulas, if there are any. What cannot be worked out,
// or not in the time and number allowed, stays Failed.
func (p *pkg) calculate(book *Book) error {
	if len(p.pending) == 0 {
		return nil
	}
	c := &calculation{book: book, pkg: p, pending: p.pending, index: map[*Cell]int{}, copied: map[*Cell]bool{}}
	if p.limits.Formulas > 0 && len(c.pending) > p.limits.Formulas {
		c.pending = c.pending[:p.limits.Formulas]
	}
	ctx, cancel := context.WithCancel(p.ctx)
	defer cancel()
	if p.limits.FormulaTime > 0 {
		ctx, cancel = context.WithTimeout(ctx, p.limits.FormulaTime)
		defer cancel()
	}
	if err := c.prepare(ctx); err != nil {
		return p.ctx.Err() // out of time, or sheet names the library refuses
	}
	defer c.file.Close()
	for _, i := range c.order() {
		if ctx.Err() != nil {
			break
		}
		c.evaluate(i)
	}
	return p.ctx.Err()
}

// prepare lays out the values the formulas look at in a workbook of the library.
func (c *calculation) prepare(ctx context.Context) error {
	c.file = excelize.NewFile()
	for i, s := range c.book.Sheets {
		if i == 0 {
			if err := c.file.SetSheetName("Sheet1", s.Name); err != nil {
				return err
			}
		} else if _, err := c.file.NewSheet(s.Name); err != nil {
			return err
		}
	}
	for i, p := range c.pending {
		if cell := p.sheet.at(p.row, p.col); cell != nil {
			c.index[cell] = i
		}
	}
	c.needs = make([][]int, len(c.pending))
	for i, p := range c.pending {
		if err := ctx.Err(); err != nil {
			return err
		}
		code := "NA()"
		if c.look(i) {
			code = p.code
		} else {
			c.needs[i] = nil
		}
		if err := c.file.SetCellFormula(p.sheet.Name, CellName(p.col, p.row), code); err != nil {
			return err
		}
	}
	return nil
}

// look checks that a formula may be calculated, and copies the values it looks at.
func (c *calculation) look(i int) bool {
	p := c.pending[i]
	if len(p.code) > formulaLength || !knownWords(p.code) {
		return false
	}
	fits, reach := true, 0
	mapRefs(p.code, func(qualifier string, first, second *reference) {
		s, found := p.sheet, true
		if qualifier != "" {
			s, found = c.book.Sheet(qualifier)
		}
		if fits = fits && found; !fits {
			return
		}
		if second == nil {
			second = first
		}
		area := Range{0, 1, 1<<14 - 1, maxRow}
		if col, _, ok := parseRef([]byte(first.col + "1")); ok {
			area.Col1 = col
		}
		if col, _, ok := parseRef([]byte(second.col + "1")); ok {
			area.Col2 = col
		}
		if first.row > 0 {
			area.Row1, area.Row2 = first.row, second.row
		}
		if cells := (area.Col2 - area.Col1 + 1) * (area.Row2 - area.Row1 + 1); area.Row2 < maxRow && cells > formulaReach {
			fits = false // the library lays out such an area in full
			return
		}
		seen := c.copy(i, s, area)
		reach, c.reach = reach+seen, c.reach+seen
		fits = reach <= formulaReach && c.reach <= calculationReach
	})
	return fits
}

// copy copies the filled cells of an area and notes the pending ones. It gives how
// many cells that took to look at.
func (c *calculation) copy(i int, s *Sheet, area Range) int {
	seen := 0
	from, _ := slices.BinarySearchFunc(s.Rows, area.Row1, func(r Row, n int) int { return r.Number - n })
	for _, row := range s.Rows[from:] {
		if row.Number > area.Row2 || seen > formulaReach {
			break
		}
		for col := area.Col1; col <= area.Col2 && col < len(row.Cells); col++ {
			seen++
			cell := &row.Cells[col]
			if at, pending := c.index[cell]; pending {
				if n := len(c.needs[i]); n == 0 || c.needs[i][n-1] != at {
					c.needs[i] = append(c.needs[i], at)
				}
			} else if cell.Kind != Blank && !c.copied[cell] {
				c.copied[cell] = true
				c.put(s.Name, CellName(col, row.Number), cell)
			}
		}
	}
	return seen + 1
}

// put copies one value; an error value, or one that cannot be copied, spoils what
// depends on it.
func (c *calculation) put(sheet, at string, cell *Cell) {
	var err error
	switch cell.Kind {
	case Number, Date:
		err = c.file.SetCellFloat(sheet, at, cell.Number, -1, 64)
	case Bool:
		err = c.file.SetCellBool(sheet, at, cell.Number != 0)
	case Text:
		err = c.file.SetCellStr(sheet, at, cell.Text)
	}
	if cell.Kind == Failed || err != nil {
		_ = c.file.SetCellFormula(sheet, at, "NA()")
	}
}

// order sorts the formulas so that each comes after those it looks at. Formulas that
// look at each other in a circle, and what depends on them, are left out.
func (c *calculation) order() []int {
	waits := make([]int, len(c.pending))
	wanted := make([][]int, len(c.pending))
	for i, needs := range c.needs {
		waits[i] = len(needs)
		for _, n := range needs {
			wanted[n] = append(wanted[n], i)
		}
	}
	var out []int
	for i, n := range waits {
		if n == 0 {
			out = append(out, i)
		}
	}
	for k := 0; k < len(out); k++ {
		for _, i := range wanted[out[k]] {
			if waits[i]--; waits[i] == 0 {
				out = append(out, i)
			}
		}
	}
	return out
}

// evaluate works out one formula and puts the result into its cell.
func (c *calculation) evaluate(i int) {
	p := c.pending[i]
	at := CellName(p.col, p.row)
	text, err := calcOne(c.file, p.sheet.Name, at)
	if err == nil && len(text) > maxCellText {
		err = fmt.Errorf("result too long")
		_ = c.file.SetCellFormula(p.sheet.Name, at, "NA()") // or texts could double from cell to cell
	}
	if cell := p.sheet.at(p.row, p.col); err == nil && cell != nil {
		*cell = c.pkg.resultCell(text, p.style)
	}
}

// calcOne keeps a panic of the library inside: such a formula stays Failed.
func calcOne(f *excelize.File, sheet, cell string) (text string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("formula cannot be calculated: %v", r)
		}
	}()
	return f.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
}

// knownWords reports that all words of a formula are calculable functions or
// references; names defined in the book are not looked up.
func knownWords(f string) bool {
	for i := 0; i < len(f); {
		switch c := f[i]; {
		case c == '"' || c == '\'':
			i += quoted(f[i:], c)
		case c == '{' || c == '[':
			return false // arrays, tables and other books
		case c == '$' || wordByte(c):
			n := 1
			for i+n < len(f) && (f[i+n] == '$' || wordByte(f[i+n])) {
				n++
			}
			word, next := f[i:i+n], byte(0)
			if i+n < len(f) {
				next = f[i+n]
			}
			if _, isRef := parseReference(word); next == '(' && !calculable[strings.ToUpper(word)] ||
				next != '(' && next != '!' && !isRef && !isNumber(word) && !strings.EqualFold(word, "TRUE") && !strings.EqualFold(word, "FALSE") && !exponent(word) {
				return false
			}
			i += n
		default:
			i++
		}
	}
	return true
}

// exponent reports the 1E of 1E+5.
func exponent(word string) bool {
	digits, ok := strings.CutSuffix(strings.ToUpper(word), "E")
	return ok && isNumber(digits)
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
	case strings.HasSuffix(text, "INF") || text == "NAN":
		return Cell{Kind: Failed, Formula: true, Text: "#NUM!"}
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
		return isNumber(text)
	}
	whole, _, fraction := strings.Cut(text, ".")
	return strings.Trim(text, "0123456789.") == "" && (len(whole) == 1 || !strings.HasPrefix(whole, "0")) && (fraction || len(whole) <= 15)
}

// at gives the cell at row (from 1) and col, nil where the sheet keeps none.
func (s *Sheet) at(row, col int) *Cell {
	i, found := slices.BinarySearchFunc(s.Rows, row, func(r Row, n int) int { return r.Number - n })
	if !found || col >= len(s.Rows[i].Cells) {
		return nil
	}
	return &s.Rows[i].Cells[col]
}
