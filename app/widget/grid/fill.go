package grid

import (
	"slices"

	"fyne.io/fyne/v2"
)

// handleSide is the side of the square at the corner of the range that is drawn
// down to fill; handleReach is how near the mouse must be.
const (
	handleSide  float32 = 7
	handleReach float32 = 5
)

// fillDown repeats the first row of the range over the rest of it, or the cell
// above the current one, as Ctrl+D does in sheets.
func (g *Grid) fillDown() {
	r, ok := g.Range()
	if !ok || g.OnFill == nil {
		return
	}
	from := Span{r.Rows.First, r.Rows.First}
	to := Span{r.Rows.First + 1, r.Rows.Last}
	if r.Rows.First == r.Rows.Last {
		from, to = Span{r.Rows.First - 1, r.Rows.First - 1}, r.Rows
	}
	if from.First >= 0 {
		g.fillRange(from, to, r.Columns)
	}
}

// fillRange hands a fill to the page, cut to the columns that can be edited.
func (g *Grid) fillRange(from, to Span, cols []int) {
	cols = slices.DeleteFunc(slices.Clone(cols), func(c int) bool { return !g.columns[c].Editable })
	if len(cols) > 0 && g.OnFill != nil {
		g.OnFill(from, to, cols)
	}
}

// fillTyped closes the editor and gives its text to every cell of the range, as
// Ctrl+Enter does in sheets. Without a range it is like Enter that stays.
func (g *Grid) fillTyped() {
	r, ok := g.Range()
	if !ok || !g.hasRange() || g.OnFillText == nil {
		g.StopEditing(true)
		return
	}
	text := g.editor.entry.Text
	g.StopEditing(false)
	cols := slices.DeleteFunc(r.Columns, func(c int) bool { return !g.columns[c].Editable })
	if len(cols) == 0 {
		return
	}
	var rows RowSet
	rows.AddSpan(r.Rows.First, r.Rows.Last)
	g.OnFillText(rows, cols, text)
}

// handle is the middle of the square at the lower right corner of the range; ok is
// false where it is out of sight or there is nothing to fill.
func (g *Grid) handle(l geometry) (at fyne.Position, ok bool) {
	r, ok := g.Range()
	if !ok || g.OnFill == nil || !g.focused || !slices.ContainsFunc(r.Columns, func(c int) bool { return g.columns[c].Editable }) {
		return at, false
	}
	v, _, ok := l.find(r.Columns[len(r.Columns)-1])
	y := g.rowY(r.Rows.Last + 1)
	return fyne.NewPos(v.x+v.w-1, y-1), ok && y > g.m.head && y <= l.bodyEnd && v.x+v.w <= l.right
}

func (g *Grid) overHandle(l geometry, at fyne.Position) bool {
	h, ok := g.handle(l)
	return ok && at.X > h.X-handleReach && at.X < h.X+handleReach && at.Y > h.Y-handleReach && at.Y < h.Y+handleReach
}

// dragHandle follows the mouse down with the frame of what would be filled.
func (g *Grid) dragHandle(l geometry, at fyne.Position) {
	r, ok := g.Range()
	if !ok {
		return
	}
	row := g.top + int((at.Y-g.m.head)/g.m.row)
	if at.Y > l.bodyEnd {
		row = g.top + g.fullRows(l)
	}
	g.mouse.fillTo = min(max(row, r.Rows.Last), g.Len()-1)
	g.reveal(place{g.mouse.fillTo, g.current.col})
	g.redraw()
}

// dropHandle fills what the handle was drawn over.
func (g *Grid) dropHandle() {
	r, ok := g.Range()
	to := g.mouse.fillTo
	g.mouse.fillTo = 0
	if ok && to > r.Rows.Last {
		g.SelectRange(r.Rows.First, r.Columns[0], to, r.Columns[len(r.Columns)-1])
		g.fillRange(r.Rows, Span{r.Rows.Last + 1, to}, r.Columns)
	}
	g.redraw()
}

// drawHandle draws the square, and the frame while it is drawn down.
func (r *renderer) drawHandle(p *pane, cols []colView) {
	g, l := r.g, r.layout
	at, ok := g.handle(l)
	if !ok {
		return
	}
	block, _ := g.Range()
	last := block.Columns[len(block.Columns)-1]
	if !slices.ContainsFunc(cols, func(v colView) bool { return v.col == last }) {
		return
	}
	if g.mouse.drag == dragFill && g.mouse.fillTo > block.Rows.Last {
		first, _, seen := l.find(block.Columns[0])
		if !seen {
			first.x = l.scrollFrom
		}
		end := min(g.rowY(g.mouse.fillTo+1), l.bodyEnd)
		p.lines.frame(first.x, at.Y, at.X-first.x, end-at.Y, 2, r.colours.accent)
	}
	p.boxes.add(at.X-handleSide/2, at.Y-handleSide/2, handleSide, handleSide, r.colours.accent, r.colours.panel, 1, 0)
}
