package sheet

import (
	"io"
	"slices"
	"strconv"
)

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
			r.lost++
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
