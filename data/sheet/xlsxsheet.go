package sheet

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxRow is the last row a spreadsheet knows.
const maxRow = 1 << 20

// textArena keeps many short texts in few pieces of memory.
type textArena struct {
	b    strings.Builder
	size int
}

func (a *textArena) keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if !utf8.Valid(b) {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	if a.b.Cap()-a.b.Len() < len(b) {
		a.size = min(max(1<<10, 2*a.size), 64<<10)
		a.b = strings.Builder{}
		a.b.Grow(max(a.size, len(b)))
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
	slab  int // how many cells the arena was last made for
	value []byte
	code  []byte
	rich  richText
	col   int
	row   Row
	inRow bool
	// masters are the formulas that cells further on share, by their index.
	masters map[string]sharedFormula
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
	root, closed := "", true
	for {
		kind, err := s.next()
		if err == io.EOF && !closed {
			err = errUnclosed // people further down would be missing, and nobody would know
		}
		if err == io.EOF {
			return r.finish()
		}
		if err != nil {
			return nil, err
		}
		switch {
		case kind == tokenStart && root == "":
			root, closed = string(s.name), s.empty // a chart sheet has another one
		case kind == tokenEnd && string(s.name) == root:
			closed = true
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
	if r.row.Number == maxRow+1 {
		return r.fail("too_large", nil, "超过 %d 行，太大了，没有读入。请分成几个文件再导入。", maxRow)
	}
	if r.row.Number < 1 || r.row.Number > maxRow {
		return r.damaged(errors.New("row number out of range"))
	}
	return r.addCells(0)
}

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
		r.slab = min(max(64, 2*r.slab), 16<<10)
		r.arena = make([]Cell, max(r.slab, n))
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
