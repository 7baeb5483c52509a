package grid

import (
	"slices"

	"fyne.io/fyne/v2"
)

// drawHeader draws the titles of cols between x0 and x1.
func (r *renderer) drawHeader(p *pane, cols []colView, x0, x1 float32) {
	if x1 <= x0 {
		return
	}
	p.back.add(x0, 0, x1-x0, r.m.head-1, r.colours.header)
	p.lines.add(x0, r.m.head-1, x1-x0, 1, r.colours.strong)
	for _, c := range cols {
		r.drawTitle(p, c)
	}
}

// drawTitle draws one column's title, its sort arrow and its right edge.
func (r *renderer) drawTitle(p *pane, c colView) {
	g, colours := r.g, r.colours
	col := &g.columns[c.col]
	p.lines.add(c.x+c.w-1, 0, 1, r.m.head-1, colours.line)
	at := slices.IndexFunc(g.sort, func(k SortKey) bool { return k.Column == c.col })
	ink := colours.secondary
	if at >= 0 || col.Highlight {
		ink = colours.accent
		p.fills.add(c.x, 0, c.w-1, r.m.head-1, colours.accent50)
	}
	align := col.HeaderAlign
	if align == AlignColumn {
		align = col.Align
	}
	x, room := c.x+r.m.pad, c.w-2*r.m.pad
	var arrow float32
	if at >= 0 {
		arrow = g.arrowWidth()
	}
	f := face{size: r.m.small, bold: true}
	text, width := g.fonts.fit(col.Title, f, room-arrow)
	// Title and arrow are aligned together.
	switch align {
	case AlignCenter:
		x += (room - width - arrow) / 2
	case AlignTrailing:
		x += room - width - arrow
	}
	p.texts.add(words{text: text, x: x, w: width, h: r.m.head, face: f, ink: ink})
	if at >= 0 {
		r.drawArrow(p, x+width+9, g.sort[at].Descending)
		if len(g.sort) > 1 {
			p.texts.add(words{text: number(at + 1), x: x + width + 14, w: 8, h: r.m.head,
				face: face{size: r.m.small}, ink: ink, align: fyne.TextAlignCenter})
		}
	}
}

// drawArrow points down for falling order, as in the sheets people know.
func (r *renderer) drawArrow(p *pane, x float32, descending bool) {
	y, d := r.m.head/2, float32(2)
	if !descending {
		d = -2
	}
	p.signs.path(r.colours.accent, 1.5, fyne.NewPos(x-4, y-d), fyne.NewPos(x, y+d), fyne.NewPos(x+4, y-d))
}

// drawCorner draws the header over numbers, check boxes and frozen columns.
func (r *renderer) drawCorner(p *pane) {
	g, l, c := r.g, &r.layout, r.colours
	r.drawHeader(p, l.frozen, 0, l.scrollFrom)
	if g.ShowNumbers {
		p.texts.add(words{text: "#", w: l.numbers - 1, h: r.m.head,
			face: face{size: r.m.small, bold: true}, ink: c.secondary, align: fyne.TextAlignCenter})
		p.lines.add(l.numbers-1, 0, 1, r.m.head-1, c.line)
	}
	if g.ShowChecks {
		r.drawCheck(p, l.numbers+(r.m.checkCol-r.m.check)/2, (r.m.head-r.m.check)/2, g.checkAll())
		p.lines.add(l.lead-1, 0, 1, r.m.head-1, c.line)
	}
}

// checkAll is the state of the check box in the header.
func (g *Grid) checkAll() int {
	switch n := g.marks.Len(); {
	case n == 0:
		return checkOff
	case n == g.Len():
		return checkOn
	}
	return checkPart
}

// drawTotals draws the rows under the grid for cols between x0 and x1.
func (r *renderer) drawTotals(p *pane, cols []colView, x0, x1 float32) {
	if x1 <= x0 {
		return
	}
	for i, cells := range r.g.Totals {
		y := r.layout.totals + float32(i)*r.m.row
		p.back.add(x0, y, x1-x0, r.m.row, r.colours.header)
		p.lines.add(x0, y, x1-x0, 1, r.colours.strong)
		for _, c := range cols {
			if c.col < len(cells) {
				r.drawCell(p, cells[c.col], c, y, noRow)
			}
		}
	}
}

// noRow stands for the row of cells that are not in the source.
const noRow = -2

// drawFrozenEdge draws the line beside the frozen columns, leaving out bands, whose
// words go on across it.
func (r *renderer) drawFrozenEdge(p *pane) {
	g, l := r.g, &r.layout
	from := float32(0)
	line := func(to float32) {
		if to > from {
			p.lines.add(l.scrollFrom-frozenEdge, from, frozenEdge, to-from, r.colours.strong)
		}
	}
	for row := g.top; row < g.Len() && g.rowY(row) < l.rowsEnd; row++ {
		if _, band := g.band(row); band {
			line(g.rowY(row))
			from = g.rowY(row) + r.m.row
		}
	}
	line(l.rowsEnd)
}

// drawEdges draws what lies over everything: frozen line, bars, the empty text.
func (r *renderer) drawEdges(p *pane) {
	g, l, c := r.g, &r.layout, r.colours
	if len(l.frozen) > 0 && l.width > 0 {
		r.drawFrozenEdge(p)
	}
	if g.Len() == 0 && g.EmptyText != "" {
		y := (r.m.head + l.bodyEnd - r.m.row) / 2
		p.texts.add(words{text: g.EmptyText, y: y, w: l.right, h: r.m.row,
			face: face{size: r.m.body}, ink: c.muted, align: fyne.TextAlignCenter})
	}
	if l.vbar {
		p.fills.add(l.right, 0, r.m.bar, l.size.Height, c.background)
		p.lines.add(l.right, 0, 1, l.size.Height, c.line)
		y, h := g.verticalThumb(*l)
		p.boxes.add(l.right+3, y, r.m.thumb, h, c.thumb, nil, 0, r.m.thumb/2)
	}
	if l.hbar {
		y := l.size.Height - r.m.bar
		p.fills.add(0, y, l.right, r.m.bar, c.background)
		p.lines.add(0, y, l.right, 1, c.line)
		x, w := g.horizontalThumb(*l)
		p.boxes.add(x, y+3, w, r.m.thumb, c.thumb, nil, 0, r.m.thumb/2)
	}
}
