package grid

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"unionledger/app/theme"
	"unionledger/app/widget/flat"
)

// renderer holds the retained objects. Its panes lie over each other so that no
// clipping is needed: moving columns first, frozen columns over them, then header,
// totals and bars.
type renderer struct {
	g       *Grid
	ground  fyne.CanvasObject // paper, where there are no rows
	stripes *canvas.Shader    // paper and zebra of all rows; nil without OpenGL
	body    *pane
	cover   *canvas.Shader // stripes again, between moved and frozen columns
	frozen  *pane
	head    *pane
	corner  *pane // header of the frozen columns
	totals  *pane
	stays   *pane // totals of the frozen columns
	edge    *pane // frozen line, bars, message
	objects []fyne.CanvasObject

	colours *palette
	m       metrics
	layout  geometry
}

// CreateRenderer is the toolkit's way to ask for the drawn objects.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{g: g, ground: flat.New(color.White), body: newPane(), frozen: newPane(),
		colours: readPalette(),
		head:    newPane(), corner: newPane(), totals: newPane(), stays: newPane(), edge: newPane()}
	g.view = r
	g.m = readMetrics()
	g.editor.layer = newStill()
	r.objects = []fyne.CanvasObject{r.ground, r.body.box, r.frozen.box, r.totals.box, r.stays.box,
		r.head.box, r.corner.box, r.edge.box, g.editor.layer}
	if r.stripes, r.cover = flat.NewStripes(), flat.NewStripes(); r.stripes != nil {
		r.objects = slices.Insert(r.objects, 2, fyne.CanvasObject(r.cover))
		r.objects = slices.Insert(r.objects, 1, fyne.CanvasObject(r.stripes))
	}
	r.draw()
	return r
}

func (r *renderer) MinSize() fyne.Size           { return r.g.MinSize() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }

// Destroy is called when the grid has been out of sight for a while; a new
// renderer is made when it comes back. A half-written text is given up.
func (r *renderer) Destroy() {
	if r.g.view == r {
		r.g.StopEditing(false)
		r.g.view = nil
	}
}

// Layout is also called by the toolkit when nothing moved, so it looks first.
func (r *renderer) Layout(size fyne.Size) {
	if r.layout.size == size {
		return
	}
	r.g.clampScroll()
	r.draw()
}

// Refresh is the toolkit's; see Grid.Refresh.
func (r *renderer) Refresh() { r.g.Refresh() }

// redraw brings the objects up to date and asks for a new frame.
func (g *Grid) redraw() {
	if g.view == nil {
		return
	}
	g.view.draw()
	// One small object is enough to make the window paint again; refreshing the
	// whole widget would walk all its objects to free textures that are still good.
	canvas.Refresh(g.view.ground)
}

// draw works out the layout and fills all panes.
func (r *renderer) draw() {
	g := r.g
	r.m = g.m
	r.layout = g.geometry()
	l := &r.layout
	if l.size.IsZero() {
		return
	}
	g.requestRows(*l)
	r.drawGround()
	r.fill(r.body, func(p *pane) { r.drawRows(p, l.scroll, l.scrollFrom, l.right, false) })
	r.fill(r.frozen, func(p *pane) { r.drawRows(p, l.frozen, 0, l.scrollFrom, true) })
	r.fill(r.totals, func(p *pane) { r.drawTotals(p, l.scroll, l.scrollFrom, l.right) })
	r.fill(r.stays, func(p *pane) { r.drawTotals(p, l.frozen, 0, l.scrollFrom) })
	r.fill(r.head, func(p *pane) { r.drawHeader(p, l.scroll, l.scrollFrom, l.right) })
	r.fill(r.corner, r.drawCorner)
	r.fill(r.edge, r.drawEdges)
	g.placeEditor(*l)
}

// drawGround draws paper and zebra. The stripes fill the window once; drawing zebra
// rows over paper would fill half of it twice.
func (r *renderer) drawGround() {
	l, c := &r.layout, r.colours
	flat.Paint(r.ground, c.panel)
	if r.stripes == nil {
		put(r.ground, 0, 0, l.size.Width, l.size.Height)
		return
	}
	rows := r.lastRow() - r.g.top
	height := float32(rows) * r.m.row
	end := r.m.head + height
	put(r.ground, 0, end, l.size.Width, max(0, l.size.Height-end))
	for _, s := range []*canvas.Shader{r.stripes, r.cover} {
		flat.PaintStripes(s, rows, r.g.top%2 == 1, c.panel, c.zebra)
	}
	put(r.stripes, 0, r.m.head, l.right, height)
	if r.g.left > 0 {
		put(r.cover, 0, r.m.head, l.scrollFrom, height)
	} else if r.cover.Visible() {
		r.cover.Hide() // nothing has moved under the frozen columns
	}
}

// lastRow is the first row that is out of sight below.
func (r *renderer) lastRow() int {
	return min(r.g.top+int((r.layout.bodyEnd-r.m.head)/r.m.row)+1, r.g.Len())
}

// onPaper says whether the ground already shows the row's colour.
func (r *renderer) onPaper(fill color.Color, lead bool) bool {
	if r.stripes != nil {
		return fill == r.colours.panel || fill == r.colours.zebra
	}
	return fill == r.colours.panel && !lead
}

func (r *renderer) fill(p *pane, draw func(*pane)) {
	p.begin()
	draw(p)
	p.end(r.layout.size)
}

// drawRows draws the rows in sight between x0 and x1.
func (r *renderer) drawRows(p *pane, cols []colView, x0, x1 float32, lead bool) {
	if x1 <= x0 {
		return
	}
	g, last := r.g, r.lastRow()
	tones, _ := g.source.(ToneSource)
	for row := g.top; row < last; row++ {
		if fill := r.rowColour(row, tones); !r.onPaper(fill, lead) {
			p.back.add(x0, g.rowY(row), x1-x0, r.m.row, fill)
		}
	}
	if last > g.top {
		r.drawColumnTints(p, cols)
	}
	x, y, w, h, selected := r.rangeIn(cols)
	if selected {
		p.fills.add(x, y, w, h, r.colours.accent100)
	}
	height := g.rowY(last) - r.m.head
	for _, c := range cols {
		p.lines.add(c.x+c.w-1, r.m.head, 1, height, r.colours.cellLine)
	}
	for row := g.top; row < last; row++ {
		if _, ok := g.band(row); ok {
			continue
		}
		if lead {
			r.drawLead(p, row)
		}
		r.drawCells(p, row, cols)
	}
	if lead {
		r.drawLeadLines(p, height)
	}
	if selected {
		p.lines.frame(x, y, w, h, 1, r.colours.accent)
	}
	r.drawCurrent(p, cols)
	r.drawHandle(p, cols)
	for row := g.top; lead && row < last; row++ {
		if b, ok := g.band(row); ok {
			r.drawBand(p, row, b)
		}
	}
}

func (r *renderer) rowColour(row int, tones ToneSource) color.Color {
	g, c := r.g, r.colours
	switch {
	case row == g.current.row:
		return c.accent100
	case g.marks.Has(row):
		return c.accent50
	case row == g.hover:
		return c.hover
	}
	if tones != nil {
		if t := tones.RowTone(row); t != ToneNormal {
			return c.tint(t)
		}
	}
	if row%2 == 1 {
		return c.zebra
	}
	return c.panel
}

func (r *renderer) drawColumnTints(p *pane, cols []colView) {
	for _, c := range cols {
		if r.g.columns[c.col].Highlight {
			p.fills.add(c.x, r.m.head, c.w-1, r.layout.rowsEnd-r.m.head, r.colours.accent50)
		}
	}
}

// rangeIn is the selected block, as far as it lies in cols.
func (r *renderer) rangeIn(cols []colView) (x, y, w, h float32, ok bool) {
	g := r.g
	block, ok := g.Range()
	if !ok || !g.hasRange() {
		return 0, 0, 0, 0, false
	}
	found := false
	for _, c := range cols {
		if !slices.Contains(block.Columns, c.col) {
			continue
		}
		if !found {
			x, found = c.x, true
		}
		w = c.x + c.w - x
	}
	// Far rows are cut to the neighbourhood of the window; a rectangle a hundred
	// thousand rows high would lose its edge to rounding.
	y = g.rowY(max(block.Rows.First, g.top-1))
	h = g.rowY(min(block.Rows.Last, g.top+g.visibleRows()+1)+1) - y
	return x, y, w, h, found && h > 0
}

// drawCurrent frames the current cell.
func (r *renderer) drawCurrent(p *pane, cols []colView) {
	g := r.g
	if _, band := g.band(g.current.row); band {
		return
	}
	for _, c := range cols {
		if c.col != g.current.col || g.current.row < g.top || g.current.row > g.top+g.visibleRows() {
			continue
		}
		edge := r.colours.accent
		if !g.focused {
			edge = r.colours.control // keys go elsewhere
		}
		p.lines.frame(c.x, g.rowY(g.current.row), c.w, r.m.row, theme.FocusLine, edge)
	}
}

// number is what stands beside a row.
func (g *Grid) number(row int) int {
	if s, ok := g.source.(BandSource); ok {
		return s.Number(row)
	}
	return row + 1
}

// drawLead draws row number and check box.
func (r *renderer) drawLead(p *pane, row int) {
	g, l, c := r.g, &r.layout, r.colours
	y := g.rowY(row)
	if row == g.current.row {
		p.lines.add(0, y, theme.BarWidth, r.m.row, c.accent)
	}
	if g.ShowNumbers {
		ink := c.muted
		if row == g.current.row {
			ink = c.secondary
		}
		p.texts.add(words{text: number(g.number(row)), w: l.numbers - 1, y: y, h: r.m.row,
			face: face{size: r.m.body}, ink: ink, align: fyne.TextAlignCenter})
	}
	if g.ShowChecks {
		state := checkOff
		if g.marks.Has(row) {
			state = checkOn
		}
		r.drawCheck(p, l.numbers+(r.m.checkCol-r.m.check)/2, y+(r.m.row-r.m.check)/2, state)
	}
}

func (r *renderer) drawLeadLines(p *pane, height float32) {
	g, l := r.g, &r.layout
	if g.ShowNumbers {
		p.lines.add(l.numbers-1, r.m.head, 1, height, r.colours.cellLine)
	}
	if g.ShowChecks {
		p.lines.add(l.lead-1, r.m.head, 1, height, r.colours.cellLine)
	}
}

// States of a check box; the header's is in part when some rows are marked.
const (
	checkOff = iota
	checkOn
	checkPart
)

func (r *renderer) drawCheck(p *pane, x, y float32, state int) {
	c, s := r.colours, r.m.scale
	switch state {
	case checkOn:
		p.boxes.add(x, y, r.m.check, r.m.check, c.fill, nil, 0, 2)
		p.signs.path(c.onFill, 1.5, fyne.NewPos(x+3*s, y+7*s), fyne.NewPos(x+6*s, y+10*s), fyne.NewPos(x+11*s, y+4.5*s))
	case checkPart:
		p.boxes.add(x, y, r.m.check, r.m.check, c.panel, c.accent, 1.5, 2)
		p.boxes.add(x+4*s, y+5.5*s, 6*s, 3*s, c.accent, nil, 0, 0)
	default:
		p.boxes.add(x, y, r.m.check, r.m.check, c.panel, c.control, 1, 2)
	}
}
