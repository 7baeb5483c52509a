package sheet

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// write writes the filled sheet.
func (p *sheetForm) write(w io.Writer) error {
	head, err := p.outside(p.head)
	if err != nil {
		return formError(err)
	}
	tail, err := p.outside(p.tail)
	if err != nil {
		return formError(err)
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	sets := map[int]map[int]string{}
	for name, text := range p.fill.Set {
		col, row, _ := parseRef([]byte(name))
		if sets[row] == nil {
			sets[row] = map[int]string{}
		}
		sets[row][col] = text
	}
	pending := p.fill.Rows != nil
	for _, row := range p.rows {
		if row.number >= p.shift.first && pending {
			pending = false
			if err := p.writeData(w); err != nil {
				return err
			}
		}
		if row.number >= p.shift.first && row.number < p.shift.below() {
			continue
		}
		if err := p.writeRow(w, row, sets[row.number]); err != nil {
			return err
		}
	}
	if pending {
		if err := p.writeData(w); err != nil {
			return err
		}
	}
	_, err = w.Write(tail)
	return err
}

// writeRow writes a row outside the block: as it stands where nothing changes.
func (p *sheetForm) writeRow(w io.Writer, row formRow, set map[int]string) error {
	number := p.shift.row(row.number)
	if number == row.number && set == nil && !row.calculated {
		_, err := w.Write(row.raw)
		return err
	}
	b := p.openRow(p.buf[:0], number, row.attrs)
	cells := row.cells
	for col := range set {
		if !slices.ContainsFunc(cells, func(c formCell) bool { return c.col == col }) {
			cells = append(slices.Clone(cells), formCell{col: col, style: p.styleAt(row.attrs, col)})
		}
	}
	slices.SortStableFunc(cells, func(a, b formCell) int { return a.col - b.col })
	for _, c := range cells {
		var err error
		if text, found := set[c.col]; found {
			b, err = p.form.cells(p.prefix).append(b, ColumnName(c.col), number, c.style, Value{Text: text})
		} else {
			b, err = p.appendCell(b, c, number, func(text string) string {
				return p.form.move(text, p.part())
			})
		}
		if err != nil {
			return err
		}
	}
	p.buf = p.closeRow(b)
	_, err := w.Write(p.buf)
	return err
}

func (f *form) cells(prefix string) cellWriter { return cellWriter{prefix, f.shared, f.quotes.of} }

func (p *sheetForm) part() string {
	for part, s := range p.form.sheets {
		if s == p {
			return part
		}
	}
	return ""
}

func (p *sheetForm) openRow(b []byte, number int, attrs []byte) []byte {
	b = append(append(append(b, '<'), p.prefix...), `row r="`...)
	b = append(strconv.AppendInt(b, int64(number), 10), '"')
	return append(append(b, attrs...), '>')
}

func (p *sheetForm) closeRow(b []byte) []byte {
	return append(append(append(b, "</"...), p.prefix...), "row>"...)
}

// appendCell writes a cell of the form in a new row, its formula changed by move.
func (p *sheetForm) appendCell(b []byte, c formCell, row int, move func(string) string) ([]byte, error) {
	inner := c.inner
	if bytes.Contains(inner, []byte("f>")) || bytes.Contains(inner, []byte("f ")) {
		var err error
		inner, err = rewriter{
			tag: func(kind tokenKind, name string, raw []byte) []byte {
				if kind != tokenStart || name != "f" {
					return raw
				}
				return editTag(raw, func(n, v string) (string, bool) {
					if n == "ref" {
						return move(v), true
					}
					return v, true
				})
			},
			text: func(element, text string) string {
				if element == "f" {
					return move(text)
				}
				return text
			}}.apply(inner)
		if err != nil {
			return nil, err
		}
	}
	b = append(append(append(b, '<'), p.prefix...), `c r="`...)
	b = append(append(b, ColumnName(c.col)...), strconv.Itoa(row)...)
	b = append(append(b, '"'), c.attrs...)
	if len(inner) == 0 {
		return append(b, "/>"...), nil
	}
	b = append(append(b, '>'), inner...)
	return append(append(append(b, "</"...), p.prefix...), "c>"...), nil
}

// styleAt gives the style of a cell the form does not hold: that of its row, or
// else of its column; -1 for none.
func (p *sheetForm) styleAt(attrs []byte, col int) int {
	style := -1
	plainAttrs(attrs, func(name, value string) bool {
		if name == "s" {
			style, _ = digits([]byte(value))
		}
		return false
	})
	if style >= 0 {
		return style
	}
	for _, c := range p.columns {
		if c.from <= col && col <= c.to && c.style > 0 {
			return c.style
		}
	}
	return -1
}

// rowPlan is how to write data rows like one of the form.
type rowPlan struct {
	row    formRow
	styles []int
	beyond []formCell // cells right of the filled columns
}

func (p *sheetForm) plan(row formRow) rowPlan {
	plan := rowPlan{row: row, styles: make([]int, p.fill.Columns)}
	for i := range plan.styles {
		plan.styles[i] = p.styleAt(row.attrs, i)
	}
	for _, c := range row.cells {
		if c.col < p.fill.Columns {
			plan.styles[c.col] = c.style
		} else {
			plan.beyond = append(plan.beyond, c)
		}
	}
	return plan
}

// writeData writes the data rows.
func (p *sheetForm) writeData(w io.Writer) error {
	block := p.block()
	cells := p.form.cells(p.prefix)
	plan, next := p.plan(formRow{}), 0
	names := make([]string, p.fill.Columns)
	for i := range names {
		names[i] = ColumnName(i)
	}
	number := p.shift.first
	emit := func(values []Value) error {
		for next < len(block) && block[next].number <= number {
			plan = p.plan(block[next])
			next++
		}
		if len(values) > p.fill.Columns {
			return fmt.Errorf("row %d has %d values for %d columns", number, len(values), p.fill.Columns)
		}
		b := p.openRow(p.buf[:0], number, plan.row.attrs)
		for i, name := range names {
			var v Value
			if i < len(values) {
				v = values[i]
			}
			var err error
			if b, err = cells.append(b, name, number, plan.styles[i], v); err != nil {
				return err
			}
		}
		b, err := p.appendBeyond(b, plan, number)
		if err != nil {
			return formError(err)
		}
		p.buf = p.closeRow(b)
		number++
		_, err = w.Write(p.buf)
		return err
	}
	count := 0
	for values := range p.fill.Rows {
		if count++; count > p.fill.Count {
			return fmt.Errorf("more than the %d rows announced", p.fill.Count)
		}
		if err := emit(values); err != nil {
			return err
		}
	}
	if count != p.fill.Count {
		return fmt.Errorf("%d rows came, %d were announced", count, p.fill.Count)
	}
	for number <= p.shift.last() {
		if err := emit(nil); err != nil {
			return err
		}
	}
	return nil
}

// appendBeyond writes the cells right of the filled columns. Rows the form brought
// keep them; further rows get their styles and their formulas, carried along.
func (p *sheetForm) appendBeyond(b []byte, plan rowPlan, number int) ([]byte, error) {
	for _, c := range plan.beyond {
		offset := number - plan.row.number
		if offset > 0 && (!bytes.Contains(c.inner, []byte("f>")) || bytes.Contains(c.inner, []byte("<v"))) {
			c.inner = formulaOnly(c.inner)
		}
		var err error
		b, err = p.appendCell(b, c, number, func(text string) string {
			if offset == 0 {
				return p.form.move(text, p.part())
			}
			return offsetFormula(text, 0, offset)
		})
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// formulaOnly keeps the formula of a cell without its result; a shared formula
// without text, and any plain value, is left out.
func formulaOnly(inner []byte) []byte {
	s := newByteScanner(inner)
	from := -1
	for {
		start := s.pos
		kind, err := s.next()
		if err != nil {
			return nil
		}
		if kind == tokenStart && string(s.name) == "f" && !s.empty && s.attr("t") == "" {
			from = start
		}
		if kind == tokenEnd && string(s.name) == "f" && from >= 0 {
			return inner[from:s.pos]
		}
	}
}
