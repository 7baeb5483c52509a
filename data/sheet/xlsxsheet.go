package sheet

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxRow is the last row a spreadsheet knows.
const maxRow = 1 << 20

// textArena keeps many short texts in few pieces of memory.
type textArena struct{ b strings.Builder }

func (a *textArena) keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if !utf8.Valid(b) {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	if a.b.Cap()-a.b.Len() < len(b) {
		a.b = strings.Builder{}
		a.b.Grow(max(64<<10, len(b)))
	}
	start := a.b.Len()
	a.b.Write(b)
	return a.b.String()[start:]
}

// sheetReader reads the rows of one sheet part.
type sheetReader struct {
	*pkg
	s     *scanner
	sheet *Sheet
	// cells is the row being read; arena gives finished rows their memory.
	cells []Cell
	arena []Cell
	value []byte
	code  []byte
	rich  richText
	col   int
	row   Row
	inRow bool
	// masters are the formulas that cells further on share, by their index.
	masters map[string]sharedFormula
}

// rawCell is what a <c> element says.
type rawCell struct {
	kind     byte // first sign of t, with 'S' for t="str" and 'I' for inline
	style    int
	formula  bool
	hasValue bool
	group    string // index of a shared formula, empty for none
	array    bool   // a formula over several cells, which is not calculated
}

// sharedFormula is a formula as it stands in the first of the cells that share it.
type sharedFormula struct {
	code     string
	col, row int
}

// readSheet reads one sheet. The part's <dimension> is not looked at: exports of
// WPS and others give it wrong.
func (p *pkg) readSheet(entry sheetEntry) (*Sheet, error) {
	s, closer, err := p.scan(entry.part)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	r := &sheetReader{pkg: p, s: s, sheet: &Sheet{Name: entry.name, Hidden: entry.hidden}}
	for {
		kind, err := s.next()
		if err == io.EOF {
			return r.finish()
		}
		if err != nil {
			return nil, err
		}
		switch {
		case kind == tokenStart && string(s.name) == "row":
			err = r.startRow()
		case kind == tokenStart && r.inRow && string(s.name) == "c":
			err = r.cell()
		case kind == tokenEnd && string(s.name) == "row":
			err = r.endRow()
		case kind == tokenStart && string(s.name) == "mergeCell":
			if m, ok := parseRange(s.attr("ref")); ok {
				r.sheet.Merges = append(r.sheet.Merges, m)
				err = r.addCells(1)
			}
		}
		if err != nil {
			return nil, err
		}
	}
}

// startRow begins a row; one without a number follows the row before it.
func (r *sheetReader) startRow() error {
	if err := r.endRow(); err != nil { // of a row that was never closed
		return err
	}
	r.row, r.col, r.inRow = Row{Number: r.row.Number + 1}, -1, !r.s.empty
	for b := r.s.attrs; len(b) > 0; {
		name, value, rest := nextAttr(b)
		switch string(name) {
		case "r":
			if n, ok := digits(value); ok {
				r.row.Number = n
			}
		case "hidden":
			r.row.Hidden = string(value) == "1" || string(value) == "true"
		}
		if b = rest; name == nil {
			break
		}
	}
	if r.row.Number < 1 || r.row.Number > maxRow {
		return r.damaged(errors.New("row number out of range"))
	}
	return r.addCells(0)
}

// cell reads one cell and puts it into the row. Cells that hold nothing, styled or
// not, cost nothing.
func (r *sheetReader) cell() error {
	r.col++
	var c rawCell
	for b := r.s.attrs; len(b) > 0; {
		name, value, rest := nextAttr(b)
		if len(name) == 1 {
			switch name[0] {
			case 'r':
				if col, row, ok := parseRef(value); ok {
					r.col = col
					if len(r.cells) == 0 && row <= maxRow {
						r.row.Number = row
					}
				}
			case 's':
				c.style, _ = digits(value)
			case 't':
				c.kind = cellType(value)
			}
		}
		if b = rest; name == nil {
			break
		}
	}
	if r.s.empty {
		return nil
	}
	if err := r.content(&c); err != nil {
		return err
	}
	cell := r.convert(c)
	if cell.Kind == Blank {
		return nil
	}
	if err := r.column(r.sheet.Name, r.col, r.row.Number); err != nil {
		return err
	}
	if r.col >= len(r.cells) {
		if r.col >= cap(r.cells) {
			r.cells = slices.Grow(r.cells, r.col+1-len(r.cells))
		}
		r.cells = r.cells[:r.col+1]
	}
	r.cells[r.col] = cell
	return nil
}

func cellType(t []byte) byte {
	switch string(t) {
	case "str":
		return 'S'
	case "inlineStr":
		return 'I'
	case "s", "b", "e", "d", "n":
		return t[0]
	}
	return 'n'
}

// content gathers the value and the formula up to </c>.
func (r *sheetReader) content(c *rawCell) error {
	r.value, r.code = r.value[:0], r.code[:0]
	inValue, inFormula, inline := false, false, false
	for {
		kind, err := r.s.next()
		if err != nil {
			if err == io.EOF {
				err = errUnclosed
			}
			return err
		}
		if inline {
			r.rich.take(r.s, kind)
		}
		if kind == tokenText {
			switch {
			case inValue:
				r.value = r.s.appendText(r.value)
			case inFormula:
				r.code = r.s.appendText(r.code)
			}
			continue
		}
		open := kind == tokenStart && !r.s.empty
		switch string(r.s.name) {
		case "v":
			inValue, c.hasValue = open, true
		case "f":
			inFormula, c.formula = open, true
			if kind == tokenStart && len(r.s.attrs) > 0 {
				r.formulaKind(c)
			}
		case "is":
			inline, c.hasValue = open, true
			if kind == tokenEnd {
				r.value = append(r.value[:0], r.rich.done()...)
			}
		case "c":
			if kind == tokenEnd {
				return nil
			}
		case "row", "sheetData":
			return errUnclosed
		}
	}
}

func (r *sheetReader) formulaKind(c *rawCell) {
	switch r.s.attr("t") {
	case "shared":
		c.group = r.s.attr("si")
	case "array", "dataTable":
		c.array = true
	}
}

// sharedCode gives the formula of a cell, carried over from the first of the cells
// that share it.
func (r *sheetReader) sharedCode(c rawCell) string {
	code := r.text.keep(r.code)
	if c.group == "" {
		return code
	}
	if code != "" {
		if r.masters == nil {
			r.masters = map[string]sharedFormula{}
		}
		r.masters[c.group] = sharedFormula{code, r.col, r.row.Number}
		return code
	}
	if m, found := r.masters[c.group]; found {
		return offsetFormula(m.code, r.col-m.col, r.row.Number-m.row)
	}
	return ""
}

// convert makes the cell of what was gathered.
func (r *sheetReader) convert(c rawCell) Cell {
	pending := c.formula && len(r.value) == 0 && !(c.hasValue && (c.kind == 'S' || c.kind == 'I'))
	if pending || c.group != "" {
		code := r.sharedCode(c)
		if pending {
			if code != "" && !c.array && r.col < 1<<14 {
				r.pending = append(r.pending, pendingFormula{r.sheet, r.row.Number, r.col, c.style, code})
			}
			return Cell{Kind: Failed, Formula: true, Text: "=" + code}
		}
	}
	if len(r.value) == 0 {
		return Cell{}
	}
	cell := Cell{Kind: Text, Formula: c.formula}
	switch c.kind {
	case 's':
		if n, ok := digits(trimSpace(r.value)); ok && n < len(r.shared) {
			cell.Text = r.shared[n]
		} else {
			cell.Kind, cell.Text = Failed, "#REF!" // points to a text that is not there
		}
	case 'I':
		cell.Text = r.text.keep(r.value)
	case 'S':
		cell.Text = r.text.keep(unescape(r.value))
	case 'e':
		cell.Kind, cell.Text = Failed, r.text.keep(r.value)
	case 'b':
		cell.Kind, cell.Text = Bool, "FALSE"
		if v := trimSpace(r.value); string(v) == "1" || string(v) == "true" {
			cell.Text, cell.Number = "TRUE", 1
		}
	case 'd':
		cell = r.isoDate(cell)
	default:
		cell = r.number(cell, c.style)
	}
	if cell.Text == "" {
		return Cell{}
	}
	return cell
}

// number fills in a Number or Date cell; what is no number stays Text.
func (r *sheetReader) number(cell Cell, style int) Cell {
	raw := trimSpace(r.value)
	cell.Text = r.text.keep(raw)
	v, err := strconv.ParseFloat(cell.Text, 64)
	if err != nil {
		return cell
	}
	cell.Kind, cell.Number = Number, v
	return asShown(cell, r.isDate(style), r.from1904)
}

// asShown writes a number the way it is shown: as a day where its format is one.
func asShown(cell Cell, date, from1904 bool) Cell {
	if date {
		if text, ok := serialText(cell.Number, from1904); ok {
			cell.Kind, cell.Text = Date, text
			return cell
		}
	}
	cell.Text = shownDigits(cell.Text, cell.Number)
	return cell
}

func (r *sheetReader) isoDate(cell Cell) Cell {
	cell.Text = r.text.keep(trimSpace(r.value))
	if v, ok := isoSerial(cell.Text, r.from1904); ok {
		if text, ok := serialText(v, r.from1904); ok {
			cell.Kind, cell.Number, cell.Text = Date, v, text
		}
	}
	return cell
}

func (p *pkg) isDate(style int) bool { return style >= 0 && style < len(p.dates) && p.dates[style] }

// endRow keeps the row if it holds anything.
func (r *sheetReader) endRow() error {
	r.inRow = false
	n := len(r.cells)
	if n == 0 {
		return nil
	}
	if err := r.addCells(n); err != nil {
		return err
	}
	if len(r.arena) < n {
		r.arena = make([]Cell, max(16<<10, n))
	}
	r.row.Cells = r.arena[:n:n]
	r.arena = r.arena[n:]
	copy(r.row.Cells, r.cells)
	clear(r.cells)
	r.cells = r.cells[:0]
	r.sheet.Rows = append(r.sheet.Rows, r.row)
	return nil
}

// finish puts rows in order where the file did not, and joins rows given twice.
func (r *sheetReader) finish() (*Sheet, error) {
	byNumber := func(a, b Row) int { return cmp.Compare(a.Number, b.Number) }
	rows := r.sheet.Rows
	if !slices.IsSortedFunc(rows, byNumber) {
		slices.SortStableFunc(rows, byNumber)
	}
	out := rows[:0]
	for _, row := range rows {
		if n := len(out); n > 0 && out[n-1].Number == row.Number {
			out[n-1].Cells = overlay(out[n-1].Cells, row.Cells)
			continue
		}
		out = append(out, row)
	}
	r.sheet.Rows = out
	return r.sheet, nil
}

// overlay lays the cells of b over those of a.
func overlay(a, b []Cell) []Cell {
	out := make([]Cell, max(len(a), len(b)))
	copy(out, a)
	for i, c := range b {
		if c.Kind != Blank {
			out[i] = c
		}
	}
	return out
}

// digits reads a whole number of at most nine digits.
func digits(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// parseRef reads a cell's name such as E26 or $E$26, column from 0.
func parseRef(b []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(b); i++ {
		c := b[i] &^ 0x20
		if b[i] == '$' {
			continue
		}
		if c < 'A' || c > 'Z' {
			break
		}
		if col = col*26 + int(c-'A') + 1; col > 1<<24 {
			return 0, 0, false
		}
	}
	row, ok = digits(b[i:])
	return col - 1, row, ok && col > 0 && row > 0
}

// parseRange reads a range such as A1:F2; a single cell is a range too.
func parseRange(s string) (Range, bool) {
	from, to, two := strings.Cut(s, ":")
	c1, r1, ok1 := parseRef([]byte(from))
	if !two {
		return Range{c1, r1, c1, r1}, ok1
	}
	c2, r2, ok2 := parseRef([]byte(to))
	return Range{min(c1, c2), min(r1, r2), max(c1, c2), max(r1, r2)}, ok1 && ok2
}

func trimSpace(b []byte) []byte {
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	return b
}
