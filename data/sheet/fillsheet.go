package sheet

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// sheetForm is one sheet of a blank form, taken apart.
type sheetForm struct {
	form   *form
	fill   Fill
	shift  rowShift
	prefix string // of element names, "x:" or empty
	head   []byte // up to and with <sheetData>
	tail   []byte // from </sheetData> on
	rows   []formRow
	// columns are the styles that <cols> gives to whole columns.
	columns []columnStyle
	width   int // columns used anywhere
	merges  []Range
	buf     []byte
}

type columnStyle struct{ from, to, style int }

// formRow is one row of the blank form.
type formRow struct {
	number int
	attrs  []byte // of <row>, without its number and spans
	cells  []formCell
	raw    []byte
	// calculated marks a row with formulas.
	calculated bool
}

// formCell is one cell of the blank form: its attributes without the reference, and
// what stands between <c> and </c>.
type formCell struct {
	col          int
	style        int
	attrs, inner []byte
}

func parseSheetForm(f *form, fill Fill, shift rowShift, data []byte) (*sheetForm, error) {
	p := &sheetForm{form: f, fill: fill, shift: shift}
	s := newByteScanner(data)
	begun := false
	for {
		start := s.pos
		kind, err := s.next()
		if err == io.EOF && p.tail != nil {
			return p, p.settle()
		}
		if err != nil {
			return nil, err
		}
		switch name := string(s.name); {
		case kind == tokenText:
		case name == "sheetData" && kind == tokenStart:
			tag := start + bytes.LastIndexByte(data[start:s.pos-len(s.attrs)-1], '<')
			p.prefix = string(data[tag+1 : tag+1+bytes.Index(data[tag+1:], []byte("sheetData"))])
			p.head = append(bytes.Clone(data[:tag]), "<"+p.prefix+"sheetData>"...)
			if begun = true; s.empty {
				p.tail = append([]byte("</"+p.prefix+"sheetData>"), data[s.pos:]...)
			}
		case name == "sheetData":
			p.tail = data[start:]
		case name == "row" && kind == tokenStart && begun && p.tail == nil:
			row, err := p.parseRow(s, data, start)
			if err != nil {
				return nil, err
			}
			p.rows = append(p.rows, row)
		case name == "col" && kind == tokenStart && !begun:
			from, _ := digits([]byte(s.attr("min")))
			to, _ := digits([]byte(s.attr("max")))
			style, _ := digits([]byte(s.attr("style")))
			p.columns = append(p.columns, columnStyle{from - 1, to - 1, style})
		case name == "mergeCell" && kind == tokenStart:
			if m, ok := parseRange(s.attr("ref")); ok {
				p.merges = append(p.merges, p.moveMerge(m)...)
			}
		}
	}
}

// parseRow reads the row whose start tag the scanner stands behind.
func (p *sheetForm) parseRow(s *scanner, data []byte, start int) (formRow, error) {
	row := formRow{number: 1}
	if n := len(p.rows); n > 0 {
		row.number = p.rows[n-1].number + 1
	}
	row.attrs = plainAttrs(s.attrs, func(name, value string) bool {
		if n, ok := digits([]byte(value)); name == "r" && ok {
			row.number = n
		}
		return name != "r" && name != "spans"
	})
	if row.number < 1 || row.number > maxRow {
		return row, fmt.Errorf("row number %d", row.number)
	}
	for !s.empty {
		kind, err := s.next()
		if err != nil {
			return row, errUnclosed
		}
		if kind == tokenEnd && string(s.name) == "row" {
			break
		}
		if kind != tokenStart || string(s.name) != "c" {
			continue
		}
		if err := p.parseCell(s, data, &row); err != nil {
			return row, err
		}
		s.empty = false
	}
	row.raw = data[start:s.pos]
	return row, nil
}

func (p *sheetForm) parseCell(s *scanner, data []byte, row *formRow) error {
	cell := formCell{style: -1}
	if n := len(row.cells); n > 0 {
		cell.col = row.cells[n-1].col + 1
	}
	cell.attrs = plainAttrs(s.attrs, func(name, value string) bool {
		switch name {
		case "r":
			if col, _, ok := parseRef([]byte(value)); ok {
				cell.col = col
			}
		case "s":
			cell.style, _ = digits([]byte(value))
		}
		return name != "r" && name != "cm" && name != "vm"
	})
	if cell.col >= 1<<14 {
		return fmt.Errorf("cell in column %d", cell.col)
	}
	if !s.empty {
		inside := s.pos
		for {
			at := s.pos
			kind, err := s.next()
			if err != nil {
				return errUnclosed
			}
			if kind == tokenStart && string(s.name) == "f" {
				row.calculated, p.form.formulas = true, true
			}
			if kind == tokenEnd && string(s.name) == "c" {
				cell.inner = data[inside:at]
				break
			}
		}
	}
	row.cells = append(row.cells, cell)
	p.width = max(p.width, cell.col+1)
	return nil
}

// plainAttrs copies the attributes that keep lets through, as they stand.
func plainAttrs(b []byte, keep func(name, value string) bool) []byte {
	tag := editTag(append(append([]byte("<x"), b...), '>'), func(name, value string) (string, bool) {
		return value, keep(name, value)
	})
	return tag[2 : len(tag)-1]
}

// settle puts the rows in order and sees to it that the cells to be set are there.
func (p *sheetForm) settle() error {
	byNumber := func(a, b formRow) int { return a.number - b.number }
	if !slices.IsSortedFunc(p.rows, byNumber) {
		return fmt.Errorf("rows of the form are out of order")
	}
	for name := range p.fill.Set {
		col, row, ok := parseRef([]byte(name))
		if !ok || row > maxRow || col >= 1<<14 || row >= p.shift.first && row < p.shift.below() {
			return fmt.Errorf("%q is no cell outside the data rows", name)
		}
		p.width = max(p.width, col+1)
		i, found := slices.BinarySearchFunc(p.rows, formRow{number: row}, byNumber)
		if !found {
			p.rows = slices.Insert(p.rows, i, formRow{number: row})
		}
	}
	if n := len(p.rows); n > 0 && p.rows[n-1].number >= p.shift.below() && p.rows[n-1].number+p.shift.delta() > maxRow {
		return p.form.fail("too_large", nil, "放不下 %d 行。请分成几个文件导出。", p.fill.Count)
	}
	if p.fill.Columns == 0 {
		for _, row := range p.block() {
			for _, c := range row.cells {
				p.fill.Columns = max(p.fill.Columns, c.col+1)
			}
		}
	}
	p.width = max(p.width, p.fill.Columns)
	return nil
}

// block gives the blank data rows the form holds.
func (p *sheetForm) block() []formRow {
	at := func(number int) int {
		i, _ := slices.BinarySearchFunc(p.rows, number, func(r formRow, n int) int { return r.number - n })
		return i
	}
	return p.rows[at(p.shift.first):at(p.shift.below())]
}
