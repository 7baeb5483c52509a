package grid

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// zone is what lies under the mouse.
type zone uint8

const (
	zoneNone zone = iota
	zoneCell
	zoneNumber   // row number: selects the row
	zoneCheck    // check box of a row
	zoneCheckAll // check box in the header
	zoneHandle   // corner of the range, to fill
	zoneTitle    // header of a column
	zoneBorder   // right edge of a header, to widen
	zoneVertical // scroll bar at the right
	zoneHorizontal
)

// drag is what moving the mouse with the button down does.
type drag uint8

const (
	dragNone drag = iota
	dragRange
	dragFill
	dragMarks
	dragWidth
	dragColumn
	dragVThumb
	dragHThumb
)

// mouseState is what is remembered between mouse events.
type mouseState struct {
	over   zone
	drag   drag
	col    int           // column being widened or moved
	start  fyne.Position // where the button went down
	width  float32       // width before widening
	grip   float32       // place on the thumb that was gripped
	fillTo int           // row the handle was drawn to
	moved  bool          // the drag has really begun
	wheel  float32       // part of a row the wheel has turned so far

	clickAt    time.Time // for double clicks, told apart by place as well as time
	clickPlace place
	clickZone  zone
	double     bool
}

// borderReach is how near the mouse must be to a header's edge to widen.
const borderReach float32 = 4

// doubleClick is the time within which a second click counts as one gesture.
const doubleClick = 400 * time.Millisecond

// zoneAt says what lies at a point, with the row and column there.
func (g *Grid) zoneAt(at fyne.Position) (z zone, p place) {
	l := g.geometry()
	p = place{-1, -1}
	switch {
	case l.vbar && at.X >= l.right:
		return zoneVertical, p
	case l.hbar && at.Y >= l.size.Height-g.m.bar:
		return zoneHorizontal, p
	case at.Y < g.m.head:
		return g.headerZone(l, at)
	case at.Y >= l.rowsEnd:
		return zoneNone, p
	}
	p.row = g.top + int((at.Y-g.m.head)/g.m.row)
	if g.overHandle(l, at) {
		return zoneHandle, p
	}
	if at.X < l.lead {
		if at.X < l.numbers {
			return zoneNumber, p
		}
		return zoneCheck, p
	}
	v, ok := l.at(at.X)
	if _, band := g.band(p.row); band {
		p.col = g.current.col
		return zoneCell, p
	}
	if !ok {
		return zoneNone, p
	}
	p.col = g.spanStart(l, p.row, v.col)
	return zoneCell, p
}

// headerZone tells edge from title.
func (g *Grid) headerZone(l geometry, at fyne.Position) (zone, place) {
	p := place{-1, -1}
	if at.X < l.lead {
		if g.ShowChecks && at.X >= l.numbers {
			return zoneCheckAll, p
		}
		return zoneNone, p
	}
	for _, v := range slices.Concat(l.frozen, l.scroll) {
		edge := v.x + v.w
		hidden := v.x < l.scrollFrom && edge < l.scrollFrom && !l.isFrozen(v.col)
		if !hidden && at.X > edge-borderReach && at.X < edge+borderReach {
			p.col = v.col
			return zoneBorder, p
		}
	}
	v, ok := l.at(at.X)
	if !ok {
		return zoneNone, p
	}
	p.col = v.col
	return zoneTitle, p
}

// spanStart returns the column whose span covers col, or col itself.
func (g *Grid) spanStart(l geometry, row, col int) int {
	if !g.Spans {
		return col
	}
	for _, cols := range [][]colView{l.frozen, l.scroll} {
		for i := 0; i < len(cols); i++ {
			n := max(1, g.cell(row, cols[i].col).Span)
			for j := i; j < min(i+n, len(cols)); j++ {
				if cols[j].col == col {
					return cols[i].col
				}
			}
			i += n - 1
		}
	}
	return col
}

// MouseDown begins whatever the place and the keys held mean.
func (g *Grid) MouseDown(ev *desktop.MouseEvent) {
	g.StopEditing(true)
	if g.editor.open() {
		return // the text was refused; it must be put right or given up first
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
	z, p := g.zoneAt(ev.Position)
	if ev.Button == desktop.MouseButtonSecondary {
		g.secondaryDown(z, p)
		return
	}
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	m := &g.mouse
	now := time.Now()
	m.double = z == m.clickZone && p == m.clickPlace && now.Sub(m.clickAt) < doubleClick
	m.clickAt, m.clickZone, m.clickPlace = now, z, p
	if m.double {
		m.clickAt = time.Time{} // a third click begins anew
	}
	m.drag, m.moved, m.start, m.col = dragNone, false, ev.Position, p.col
	switch z {
	case zoneCell:
		g.cellDown(p, ev.Modifier)
	case zoneHandle:
		m.drag, m.fillTo = dragFill, 0
	case zoneNumber:
		g.rowDown(p.row, ev.Modifier)
	case zoneCheck:
		g.checkDown(p.row, ev.Modifier)
	case zoneCheckAll:
		g.toggleAll()
	case zoneTitle:
		m.drag = dragColumn
	case zoneBorder:
		m.drag, m.width = dragWidth, g.drawnWidth(p.col)
	case zoneVertical, zoneHorizontal:
		g.barDown(z, ev.Position)
	}
}

// secondaryDown makes the cell under the menu current, unless it is selected.
func (g *Grid) secondaryDown(z zone, p place) {
	if z != zoneCell && z != zoneNumber && z != zoneCheck {
		return
	}
	if g.marks.Has(p.row) || g.inRange(p) {
		return
	}
	if !g.ShowChecks {
		g.dropMarks()
	}
	g.SetCurrent(p.row, p.col)
}

func (g *Grid) inRange(p place) bool {
	r, ok := g.Range()
	if !ok || !g.hasRange() || p.row < r.Rows.First || p.row > r.Rows.Last {
		return false
	}
	for _, c := range r.Columns {
		if c == p.col {
			return true
		}
	}
	return false
}

// cellDown is a click on a cell: alone it makes the cell current, with Ctrl it
// marks the row. With Shift it selects the cells from the current one, as sheets do;
// where no check boxes mark people, all those rows.
func (g *Grid) cellDown(p place, mods fyne.KeyModifier) {
	switch {
	case mods&fyne.KeyModifierShift != 0 && g.current.row >= 0 && g.ShowChecks:
		g.SelectRange(g.current.row, g.current.col, p.row, p.col)
		return
	case mods&fyne.KeyModifierShift != 0 && g.current.row >= 0:
		g.markSpan(g.current.row, p.row)
		return
	case mods&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0:
		g.toggleMark(p)
		return
	}
	if !g.ShowChecks {
		g.dropMarks()
	}
	g.SetCurrent(p.row, p.col)
	g.mouse.drag = dragRange
}

// rowDown is a click on a row number.
func (g *Grid) rowDown(row int, mods fyne.KeyModifier) {
	switch {
	case mods&fyne.KeyModifierShift != 0 && g.current.row >= 0:
		g.markSpan(g.current.row, row)
		return
	case mods&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0:
		g.toggleMark(place{row, g.current.col})
		return
	}
	g.marks.Clear()
	g.SetCurrent(row, g.current.col)
	g.markSpan(row, row)
	g.mouse.drag = dragMarks
}

// checkDown is a click on a check box; with Shift all rows from the current one.
func (g *Grid) checkDown(row int, mods fyne.KeyModifier) {
	if mods&fyne.KeyModifierShift != 0 && g.current.row >= 0 {
		g.markSpan(g.current.row, row)
		return
	}
	g.toggleMark(place{row, g.current.col})
}

// toggleMark turns one row's mark; without check boxes the row that was current
// before belongs to what is being gathered.
func (g *Grid) toggleMark(p place) {
	if !g.ShowChecks && g.marks.Len() == 0 && g.current.row >= 0 && g.current.row != p.row {
		g.marks.AddSpan(g.current.row, g.current.row)
	}
	if b, ok := g.band(p.row); ok {
		g.toggleBand(p.row, b)
	} else {
		g.marks.Toggle(p.row)
	}
	g.SetCurrent(p.row, p.col)
	g.redraw()
	g.selectionChanged()
}

func (g *Grid) markSpan(from, to int) {
	if !g.ShowChecks {
		g.marks.Clear()
	}
	g.marks.AddSpan(from, to)
	g.head = g.current
	g.redraw()
	g.selectionChanged()
}

// dropMarks unmarks all rows before a plain click starts something else.
func (g *Grid) dropMarks() {
	if g.marks.Len() > 0 {
		g.marks.Clear()
		g.selectionChanged()
	}
}

func (g *Grid) toggleAll() {
	if g.marks.Len() == g.Len() {
		g.ClearMarks()
		return
	}
	g.MarkAll()
}

// barDown grips a thumb, or brings it to the mouse when the track was clicked.
func (g *Grid) barDown(z zone, at fyne.Position) {
	l := g.geometry()
	if z == zoneVertical {
		y, h := g.verticalThumb(l)
		g.mouse.drag, g.mouse.grip = dragVThumb, at.Y-y
		if at.Y < y || at.Y > y+h {
			g.mouse.grip = h / 2
			g.dragVertical(l, at.Y-h/2)
		}
		return
	}
	x, w := g.horizontalThumb(l)
	g.mouse.drag, g.mouse.grip = dragHThumb, at.X-x
	if at.X < x || at.X > x+w {
		g.mouse.grip = w / 2
		g.dragHorizontal(l, at.X-w/2)
	}
}
