package grid

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// Copy puts the range, or all shown columns of the marked rows, or the current
// cell on the clipboard, as tab-separated text that WPS and Excel take.
func (g *Grid) Copy() {
	rows, cols := g.toCopy()
	if rows.Len() == 0 || len(cols) == 0 {
		return
	}
	var cells [][]string
	if g.CopyCells != nil {
		cells = g.CopyCells(rows, cols)
	} else {
		cells = g.cellTexts(rows, cols)
	}
	if cells != nil {
		fyne.CurrentApp().Clipboard().SetContent(FormatTSV(cells))
	}
}

// Paste gives the clipboard's cells to the page, starting at the first cell of
// the range or at the current cell.
func (g *Grid) Paste() {
	r, ok := g.Range()
	if !ok || g.OnPaste == nil {
		return
	}
	if cells := ParseTSV(fyne.CurrentApp().Clipboard().Content()); len(cells) > 0 {
		g.OnPaste(r.Rows.First, r.Columns[0], cells)
	}
}

func (g *Grid) toCopy() (rows RowSet, cols []int) {
	if !g.hasRange() && g.marks.Len() > 0 {
		return g.marks.Clone(), g.shown()
	}
	r, ok := g.Range()
	if !ok {
		return rows, nil
	}
	rows.AddSpan(r.Rows.First, r.Rows.Last)
	return rows, r.Columns
}

func (g *Grid) cellTexts(rows RowSet, cols []int) [][]string {
	cells := make([][]string, 0, rows.Len())
	rows.Each(func(row int) bool {
		line := make([]string, len(cols))
		for i, c := range cols {
			line[i] = g.cell(row, c).Text
		}
		cells = append(cells, line)
		return true
	})
	return cells
}

// clearCells hands the range, cut to what can be edited, to the page.
func (g *Grid) clearCells() {
	r, ok := g.Range()
	if !ok || g.OnClear == nil {
		return
	}
	cols := slices.DeleteFunc(r.Columns, func(c int) bool { return !g.columns[c].Editable })
	if len(cols) == 0 {
		return
	}
	var rows RowSet
	rows.AddSpan(r.Rows.First, r.Rows.Last)
	g.OnClear(rows, cols)
}

// FormatTSV writes cells as sheets put them on the clipboard: tabs between cells,
// CR LF after each row, quotes around cells that hold a tab, a break or a quote.
func FormatTSV(cells [][]string) string {
	var b strings.Builder
	for _, row := range cells {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			if strings.ContainsAny(cell, "\t\r\n\"") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

// GuardNumbers keeps sheets from spoiling numbers that are no amounts: 007 would lose
// its zeros and a long number its last digits. Both are written as ="007", which
// sheets show as the text. One cell alone stays as it is, since it may be meant for
// any other program.
func GuardNumbers(cells [][]string) [][]string {
	if len(cells) == 0 || len(cells) == 1 && len(cells[0]) <= 1 {
		return cells
	}
	out := make([][]string, len(cells))
	for i, row := range cells {
		out[i] = slices.Clone(row)
		for j, c := range row {
			if spoiled(c) {
				out[i][j] = `="` + c + `"`
			}
		}
	}
	return out
}

// mostDigits is how many digits sheets show of a number as they are.
const mostDigits = 11

func spoiled(cell string) bool {
	return strings.Trim(cell, "0123456789") == "" && (len(cell) > mostDigits || len(cell) > 1 && cell[0] == '0')
}

// plain takes the guard of GuardNumbers off again.
func plain(cell string) string {
	if inner, ok := strings.CutPrefix(cell, `="`); ok {
		if inner, ok = strings.CutSuffix(inner, `"`); ok && strings.Trim(inner, "0123456789") == "" {
			return inner
		}
	}
	return cell
}

// ParseTSV reads what sheets put on the clipboard. Quotes count only at the start
// of a cell, so that 5" stays 5"; an unclosed quote runs to the end. Rows may have
// different lengths. Empty text gives no rows.
func ParseTSV(text string) [][]string {
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.TrimRight(text, "\x00")
	var rows [][]string
	var row []string
	for text != "" {
		cell, rest, end := nextCell(text)
		row = append(row, plain(cell))
		text = rest
		switch {
		case end == '\n':
			rows = append(rows, row)
			row = nil
		case text == "" && end == '\t':
			row = append(row, "") // a tab at the very end stands before an empty cell
		}
	}
	if row != nil {
		rows = append(rows, row)
	}
	return rows
}

// nextCell cuts the first cell off; end is the sign after it: a tab, a line feed,
// or 0 at the end of the text.
func nextCell(text string) (cell, rest string, end byte) {
	var b strings.Builder
	if strings.HasPrefix(text, `"`) {
		text = text[1:]
		for {
			i := strings.IndexByte(text, '"')
			if i < 0 {
				b.WriteString(text)
				return b.String(), "", 0
			}
			b.WriteString(text[:i])
			text = text[i+1:]
			if !strings.HasPrefix(text, `"`) {
				break
			}
			b.WriteByte('"')
			text = text[1:]
		}
	}
	i := strings.IndexAny(text, "\t\r\n")
	if i < 0 {
		return b.String() + text, "", 0
	}
	b.WriteString(text[:i])
	switch {
	case text[i] == '\t':
		return b.String(), text[i+1:], '\t'
	case strings.HasPrefix(text[i:], "\r\n"):
		return b.String(), text[i+2:], '\n'
	}
	return b.String(), text[i+1:], '\n'
}
