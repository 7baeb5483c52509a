package grid

import "slices"

// Range is a block of cells: rows First … Last, columns by number in view order.
type Range struct {
	Rows    Span
	Columns []int
}

// Current returns the current cell, or -1, -1 when there is none.
func (g *Grid) Current() (row, col int) { return g.current.row, g.current.col }

// SetCurrent makes a cell current, drops the range and scrolls to the cell. A row
// below 0 leaves no cell current.
func (g *Grid) SetCurrent(row, col int) {
	before := g.current
	g.current = g.clamp(place{row, col})
	hadRange := before != g.head
	g.head = g.current
	if g.current.row >= 0 {
		g.reveal(g.current)
	}
	g.redraw()
	if hadRange {
		g.selectionChanged()
	}
	if g.current != before && g.OnCurrent != nil {
		g.OnCurrent(g.current.row, g.current.col)
	}
}

// Marked returns the marked (checked) rows.
func (g *Grid) Marked() RowSet { return g.marks.Clone() }

// SetMarked replaces the marked rows.
func (g *Grid) SetMarked(rows RowSet) {
	g.marks = rows.Clone()
	g.marks.RemoveSpan(g.Len(), int(^uint(0)>>1))
	g.redraw()
	g.selectionChanged()
}

// MarkAll marks every row; it costs no more than marking one.
func (g *Grid) MarkAll() {
	g.marks.Clear()
	if n := g.Len(); n > 0 {
		g.marks.AddSpan(0, n-1)
	}
	g.redraw()
	g.selectionChanged()
}

// ClearMarks unmarks every row.
func (g *Grid) ClearMarks() { g.SetMarked(RowSet{}) }

// SelectedRows returns the rows an operation is about: the marked ones, else
// those of the range, else the current one.
func (g *Grid) SelectedRows() RowSet {
	if g.marks.Len() > 0 {
		return g.marks.Clone()
	}
	var s RowSet
	if g.current.row >= 0 {
		s.AddSpan(g.current.row, g.head.row)
	}
	return s
}

// Range returns the selected block of cells. Without a range it is the current
// cell; ok is false when there is not even that.
func (g *Grid) Range() (r Range, ok bool) {
	if g.current.row < 0 {
		return Range{}, false
	}
	r.Rows = Span{min(g.current.row, g.head.row), max(g.current.row, g.head.row)}
	shown := g.shown()
	a, b := slices.Index(shown, g.current.col), slices.Index(shown, g.head.col)
	if a < 0 || b < 0 {
		return Range{}, false
	}
	r.Columns = slices.Clone(shown[min(a, b) : max(a, b)+1])
	return r, true
}

// SelectRange selects the block between two cells. The first stays current.
func (g *Grid) SelectRange(row, col, headRow, headCol int) {
	before := g.current
	g.current = g.clamp(place{row, col})
	g.head = g.clamp(place{headRow, headCol})
	g.redraw()
	g.selectionChanged()
	if g.current != before && g.OnCurrent != nil {
		g.OnCurrent(g.current.row, g.current.col)
	}
}

// ColumnAfter returns the shown column n places to the right of col (to the left
// when n is negative), and false beyond the edge.
func (g *Grid) ColumnAfter(col, n int) (int, bool) {
	shown := g.shown()
	i := slices.Index(shown, col)
	if i < 0 || i+n < 0 || i+n >= len(shown) {
		return 0, false
	}
	return shown[i+n], true
}

func (g *Grid) hasRange() bool { return g.current != g.head && g.current.row >= 0 }

func (g *Grid) selectionChanged() {
	if g.OnSelection != nil {
		g.OnSelection()
	}
}
