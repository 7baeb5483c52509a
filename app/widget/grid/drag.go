package grid

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Dragged goes on with what MouseDown began.
func (g *Grid) Dragged(ev *fyne.DragEvent) {
	m := &g.mouse
	if g.editor.open() {
		return
	}
	l := g.geometry()
	switch m.drag {
	case dragRange, dragMarks:
		g.dragTo(l, ev.Position)
	case dragFill:
		m.moved = true
		g.dragHandle(l, ev.Position)
	case dragWidth:
		m.moved = true
		c := &g.columns[m.col]
		c.Stretch = false // the user's width counts from now on
		c.Width = max((m.width+ev.Position.X-m.start.X)/g.m.scale, c.minWidth())
		g.clampScroll()
		g.redraw()
	case dragColumn:
		if delta := ev.Position.X - m.start.X; delta > 6 || delta < -6 {
			m.moved = true
			g.dropColumn(l, ev.Position.X)
		}
	case dragVThumb:
		g.dragVertical(l, ev.Position.Y-m.grip)
	case dragHThumb:
		g.dragHorizontal(l, ev.Position.X-m.grip)
	}
}

// dragTo stretches range or marks to the point, scrolling when it lies outside.
func (g *Grid) dragTo(l geometry, at fyne.Position) {
	if g.current.row < 0 {
		return
	}
	row := g.top + int((at.Y-g.m.head)/g.m.row)
	switch {
	case at.Y < g.m.head:
		row = g.top - 1
	case at.Y > l.bodyEnd:
		row = g.top + g.fullRows(l)
	}
	col, ok := l.nearest(at.X)
	if !ok {
		return
	}
	to := g.clamp(place{max(row, 0), col})
	g.reveal(place{to.row, g.current.col})
	if g.mouse.drag == dragMarks {
		g.marks.Clear()
		g.marks.AddSpan(g.current.row, to.row)
		g.redraw()
		g.selectionChanged()
		return
	}
	g.extendTo(to)
}

// extendTo moves the far corner of the range.
func (g *Grid) extendTo(to place) {
	if to == g.head {
		g.redraw()
		return
	}
	g.head = to
	g.redraw()
	g.selectionChanged()
}

// dropColumn puts the dragged column where the mouse is, at once, so that the
// user sees the new order while dragging.
func (g *Grid) dropColumn(l geometry, x float32) {
	v, ok := l.at(x)
	if !ok || v.col == g.mouse.col {
		return
	}
	from, to := slices.Index(g.order, g.mouse.col), slices.Index(g.order, v.col)
	w := g.drawnWidth(g.mouse.col)
	// A wide column passed over must not jump back under the mouse.
	if (to > from && x < v.x+v.w-w) || (to < from && x > v.x+w) {
		return
	}
	g.order = slices.Delete(g.order, from, from+1)
	g.order = slices.Insert(g.order, to, g.mouse.col)
	g.redraw()
}

// DragEnd finishes; the page hears of new widths and order once, here.
func (g *Grid) DragEnd() {
	m := &g.mouse
	if m.moved && (m.drag == dragWidth || m.drag == dragColumn) {
		g.columnsChanged()
	}
	if m.moved && m.drag == dragFill {
		g.dropHandle()
	}
	m.drag = dragNone
}

// MouseUp completes a click: sorting, fitting, opening.
func (g *Grid) MouseUp(ev *desktop.MouseEvent) {
	m := &g.mouse
	if ev.Button != desktop.MouseButtonPrimary || m.moved || g.editor.open() {
		return
	}
	z, p := g.zoneAt(ev.Position)
	if z != m.clickZone || p != m.clickPlace {
		m.drag = dragNone
		return
	}
	plain := ev.Modifier == 0
	switch {
	case z == zoneTitle:
		g.titleClicked(p.col, ev.Modifier)
	case z == zoneBorder && m.double:
		g.FitColumn(p.col)
	case z == zoneCell && plain && m.double:
		g.doubleClicked(p)
	case z == zoneCell && plain:
		g.cellClicked(p)
	}
	m.drag = dragNone
}

// cellClicked opens what shows that it can be opened.
func (g *Grid) cellClicked(p place) {
	if g.fold(p.row) {
		return
	}
	cell := g.cell(p.row, p.col)
	switch {
	case cell.Shape == ShapeChoice:
		g.openChoices(p)
	case cell.Tone == ToneLink && g.OnActivate != nil:
		g.OnActivate(p.row, p.col)
	}
}

func (g *Grid) doubleClicked(p place) {
	if g.fold(p.row) {
		return // each click folds
	}
	if cell := g.cell(p.row, p.col); cell.Shape == ShapeChoice || cell.Tone == ToneLink {
		return // the first click has done it
	}
	if g.editable(p) {
		g.Edit(p.row, p.col)
		return
	}
	if g.OnActivate != nil {
		g.OnActivate(p.row, p.col)
	}
}

// titleClicked sorts; with Ctrl it selects the column.
func (g *Grid) titleClicked(col int, mods fyne.KeyModifier) {
	if mods&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 {
		if n := g.Len(); n > 0 {
			g.SelectRange(0, col, n-1, col)
		}
		return
	}
	g.sortBy(col, mods&fyne.KeyModifierShift != 0)
}

// sortBy turns the column's order; add keeps the order there is and adds to it.
func (g *Grid) sortBy(col int, add bool) {
	if !g.columns[col].Sortable || g.OnSort == nil {
		return
	}
	i := slices.IndexFunc(g.sort, func(k SortKey) bool { return k.Column == col })
	switch {
	case add && i >= 0:
		g.sort[i].Descending = !g.sort[i].Descending
	case add:
		g.sort = append(g.sort, SortKey{Column: col})
	case i == 0 && len(g.sort) == 1:
		g.sort[0].Descending = !g.sort[0].Descending
	default:
		g.sort = []SortKey{{Column: col}}
	}
	g.redraw()
	g.OnSort(g.Sort())
}

// TappedSecondary opens the menu for a cell or a header.
func (g *Grid) TappedSecondary(ev *fyne.PointEvent) {
	z, p := g.zoneAt(ev.Position)
	switch z {
	case zoneCell, zoneNumber, zoneCheck:
		if g.OnContext != nil {
			g.OnContext(p.row, p.col, ev.AbsolutePosition)
		}
	case zoneTitle, zoneBorder:
		if g.OnHeaderContext != nil {
			g.OnHeaderContext(p.col, ev.AbsolutePosition)
		}
	}
}

// MouseIn, MouseMoved and MouseOut follow the mouse for row tint and cursor.
func (g *Grid) MouseIn(ev *desktop.MouseEvent) { g.MouseMoved(ev) }

// MouseMoved redraws only when the mouse comes to another row.
func (g *Grid) MouseMoved(ev *desktop.MouseEvent) {
	z, p := g.zoneAt(ev.Position)
	g.mouse.over = z
	if p.row != g.hover {
		g.hover = p.row
		g.redraw()
	}
}

// MouseOut takes the tint away.
func (g *Grid) MouseOut() {
	g.mouse.over = zoneNone
	if g.hover >= 0 {
		g.hover = -1
		g.redraw()
	}
}

// Cursor shows where a header can be widened.
func (g *Grid) Cursor() desktop.Cursor {
	if g.mouse.over == zoneHandle || g.mouse.drag == dragFill {
		return desktop.CrosshairCursor
	}
	if g.mouse.over == zoneBorder || g.mouse.drag == dragWidth {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// drawnWidth is a column's width as it stands on the screen.
func (g *Grid) drawnWidth(col int) float32 {
	l := g.geometry()
	if v, _, ok := l.find(col); ok {
		return v.w
	}
	return g.columns[col].Width * g.m.scale
}

// fitRows is how many rows around the window FitColumn looks at; all of them
// would take too long and would not be loaded.
const fitRows = 200

// FitColumn makes a column as wide as its title and the cells near the window.
func (g *Grid) FitColumn(col int) {
	if !g.validColumn(col) {
		return
	}
	c := &g.columns[col]
	w := g.fonts.width(c.Title, face{size: g.m.small, bold: true}) + 2*g.m.arrow
	p, paged := g.source.(PagedSource)
	from := max(0, g.top-fitRows/2)
	for row := from; row < min(from+fitRows, g.Len()); row++ {
		if paged && !p.Loaded(row) {
			continue
		}
		if cell := g.source.Cell(row, col); cell.Span <= 1 {
			w = max(w, g.cellWidth(cell))
		}
	}
	c.Stretch = false
	c.Width = max(min((w+2*g.m.pad+1)/g.m.scale, 600), c.minWidth())
	g.columnsChanged()
}

// cellWidth is what a cell's contents need.
func (g *Grid) cellWidth(cell Cell) float32 {
	f := face{size: g.m.body, bold: cell.Bold}
	if cell.Small || cell.Shape == ShapeTag || cell.Shape == ShapeChoice {
		f.size = g.m.small
	}
	w := g.fonts.width(cell.Text, f)
	if cell.Note != "" {
		w += noteGap + g.fonts.width(cell.Note, face{size: g.m.small})
	}
	switch cell.Shape {
	case ShapeTag:
		w += 2 * g.m.pad
	case ShapeChoice:
		w += 30
	}
	return w
}
