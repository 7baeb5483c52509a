package sheet

import (
	"strconv"
	"strings"
)

// moveMerge carries a merged range along. One inside a single data row is repeated
// in every row that takes after that row.
func (p *sheetForm) moveMerge(m Range) []Range {
	if m.Row1 != m.Row2 || m.Row1 < p.shift.first || m.Row1 >= p.shift.below() {
		a, b, ok := p.shift.span(m.Row1, m.Row2)
		if !ok {
			return nil
		}
		return []Range{{m.Col1, a, m.Col2, b}}
	}
	var out []Range
	if m.Row1 <= p.shift.last() {
		out = append(out, m)
	}
	if m.Row1 == p.shift.below()-1 {
		for row := m.Row1 + 1; row <= p.shift.last(); row++ {
			out = append(out, Range{m.Col1, row, m.Col2, row})
		}
	}
	return out
}

// outside rewrites what stands around the rows.
func (p *sheetForm) outside(data []byte) ([]byte, error) {
	part := p.part()
	merged, betweenColumns := false, false
	return rewriter{
		tag: func(kind tokenKind, name string, raw []byte) []byte {
			switch {
			case name == "colBreaks":
				betweenColumns = kind == tokenStart
			case name == "mergeCells" && len(p.merges) == 0:
				return nil
			case name == "mergeCell":
				if kind == tokenStart && !merged {
					merged = true
					return p.mergeCells()
				}
				return nil
			case kind == tokenEnd:
				return raw
			case name == "mergeCells":
				return setAttr(raw, "count", strconv.Itoa(len(p.merges)))
			case name == "dimension":
				return setAttr(raw, "ref", p.dimension())
			case name == "brk" && !betweenColumns:
				return p.moveBreak(raw)
			}
			return p.moveTag(name, raw)
		},
		text: func(element, text string) string {
			switch {
			case formulaElement(element):
				return p.form.move(text, part)
			case element == "sqref":
				return p.shift.list(text)
			}
			return text
		},
	}.apply(data)
}

// moveTag carries along the ranges that elements of a sheet name in attributes.
func (p *sheetForm) moveTag(name string, raw []byte) []byte {
	switch name {
	case "dataValidation", "conditionalFormatting", "protectedRange", "ignoredError", "hyperlink", "autoFilter", "sortState", "sortCondition", "table", "comment", "selection":
	default:
		return raw
	}
	changed := false
	out := editTag(raw, func(attr, value string) (string, bool) {
		old := value
		switch attr {
		case "sqref", "ref":
			if value = p.shift.list(value); name == "comment" {
				value, _, _ = strings.Cut(value, ":") // a note belongs to one cell
			}
		case "activeCell":
			if moved, ok := p.shift.ref(value); ok {
				value, _, _ = strings.Cut(moved, ":")
			} else {
				value = "A1"
			}
		}
		changed = changed || value != old
		return value, true
	})
	if changed {
		return out
	}
	return raw
}

// moveBreak carries a page break between rows along; its id is the row above it.
func (p *sheetForm) moveBreak(raw []byte) []byte {
	return editTag(raw, func(attr, value string) (string, bool) {
		if n, ok := digits([]byte(value)); attr == "id" && ok && n >= p.shift.first {
			_, n, _ = p.shift.span(1, n)
			return strconv.Itoa(n), true
		}
		return value, true
	})
}

func (p *sheetForm) mergeCells() []byte {
	var b []byte
	for _, m := range p.merges {
		b = append(append(append(b, '<'), p.prefix...), `mergeCell ref="`...)
		b = append(append(b, CellName(m.Col1, m.Row1)+":"+CellName(m.Col2, m.Row2)...), `"/>`...)
	}
	return b
}

// dimension is the rectangle all cells stand in.
func (p *sheetForm) dimension() string {
	first, last, left := maxRow, 1, p.width
	see := func(row int) { first, last = min(first, row), max(last, row) }
	for _, row := range p.rows {
		inBlock := row.number >= p.shift.first && row.number < p.shift.below()
		if len(row.cells) > 0 && !inBlock {
			see(p.shift.row(row.number))
		}
		for _, c := range row.cells {
			left = min(left, c.col)
		}
	}
	for name := range p.fill.Set {
		col, row, _ := parseRef([]byte(name))
		see(p.shift.row(row))
		left = min(left, col)
	}
	if p.fill.Rows != nil && p.fill.Columns > 0 {
		see(p.shift.first)
		see(p.shift.last())
		left = 0
	}
	if first > last || p.width == 0 {
		return "A1"
	}
	if from, to := CellName(left, first), CellName(p.width-1, last); from != to {
		return from + ":" + to
	}
	return CellName(left, first)
}

// editAttached gives the function that carries along what is attached to rows of a
// filled sheet in a part of its own: tables, notes and drawings. Nil for any other
// part.
func (f *form) editAttached(name string) func([]byte) ([]byte, error) {
	for part, p := range f.sheets {
		rels, err := f.relations(part)
		if err != nil {
			continue
		}
		for _, r := range rels {
			if !strings.EqualFold(r.target, name) {
				continue
			}
			switch r.kind {
			case "table", "comments":
				return rewriter{tag: func(kind tokenKind, name string, raw []byte) []byte {
					if kind == tokenEnd {
						return raw
					}
					return p.moveTag(name, raw)
				}}.apply
			case "drawing", "vmlDrawing":
				return rewriter{text: p.moveAnchor}.apply
			}
		}
	}
	return nil
}

// moveAnchor carries a drawing along: xdr:row and x:Row count from 0, x:Anchor has
// the rows in its third and seventh place.
func (p *sheetForm) moveAnchor(element, text string) string {
	move := func(s string) string {
		n, ok := digits([]byte(strings.TrimSpace(s)))
		if !ok || n >= maxRow {
			return s
		}
		return strconv.Itoa(p.shift.row(n+1) - 1)
	}
	switch element {
	case "row", "Row":
		return move(text)
	case "Anchor":
		if parts := strings.Split(text, ","); len(parts) == 8 {
			parts[2], parts[6] = move(parts[2]), move(parts[6])
			return strings.Join(parts, ",")
		}
	}
	return text
}
