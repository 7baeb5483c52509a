package paper

import (
	"context"
	"math"
)

// The widths of lines, mm.
const (
	thin  = 0.18
	frame = 0.3
)

// The room between a cell's edge and its text, mm.
const (
	padX = 1.2
	padY = 0.8
	// padFoot is above and below the text of a cell with something at its foot.
	padFoot = 2
)

// made is a cell with its lines broken.
type made struct {
	cell  *cell
	parts []part
	upper float64 // height of what stands above the foot
	lower float64 // of what stands at the foot
}

// part is one paragraph of a cell.
type part struct {
	para  para
	lines []textLine
	lead  float64
}

// band is a group of rows that stand together because cells reach over them.
type band struct {
	rows    []*row
	cells   [][]made
	heights []float64
}

func (b *band) height() (h float64) {
	for _, x := range b.heights {
		h += x
	}
	return h
}

// table sets a table row by row; its head stands again on each page.
func (s *setter) table(ctx context.Context, t *table, who *scope, list people) error {
	edges := []float64{s.x}
	for _, w := range t.columns {
		edges = append(edges, edges[len(edges)-1]+w)
	}
	g := &tableSetter{setter: s, tab: t, edges: edges, who: who}
	for i := 0; i < len(t.rows); {
		n := together(t.rows[i:])
		rows := t.rows[i : i+n]
		i += n
		switch {
		case rows[0].each && list != nil:
			err := list.each(ctx, func(number int, person *scope) error {
				person.number = number
				return g.person(rows, person)
			})
			if err != nil {
				return err
			}
		case rows[0].head:
			g.heads = append(g.heads, rows)
			if err := g.add(rows, who); err != nil {
				return err
			}
		default:
			if err := g.add(rows, who); err != nil {
				return err
			}
		}
	}
	g.end()
	return nil
}

// together counts the rows from the first on that cells hold together.
func together(rows []row) int {
	n := 1
	for i := 0; i < n && i < len(rows); i++ {
		for _, c := range rows[i].cells {
			n = max(n, i+c.down)
		}
	}
	return min(n, len(rows))
}

type tableSetter struct {
	*setter
	tab   *table
	edges []float64
	who   *scope
	heads [][]row
	// begun is set once a row of this table stands on the page.
	begun bool
}

// add puts a band on the page, on a new one where there is no room for it.
func (g *tableSetter) add(rows []row, who *scope) error {
	b := g.band(rows, who, 1)
	if g.full(b.height()) && !rows[0].head {
		if err := g.turn(); err != nil {
			return err
		}
	}
	if room := g.bottomY - g.y; b.height() > room+0.01 {
		b = g.shrunk(rows, who, room)
	}
	g.draw(b)
	return nil
}

// full reports whether a height does not fit below what is on the page already.
func (g *tableSetter) full(height float64) bool {
	return g.y+height > g.bottomY+0.01 && g.y > g.topY+0.01
}

// turn goes on with the table on a new page, below its head.
func (g *tableSetter) turn() error {
	g.end()
	if err := g.newPage(); err != nil {
		return err
	}
	for _, head := range g.heads {
		g.draw(g.band(head, g.who, 1))
	}
	return nil
}

// shrunk makes a band that is higher than the page smaller, first its type, and in
// the end what is told of by Doc.Cut.
func (g *tableSetter) shrunk(rows []row, who *scope, room float64) *band {
	for _, scale := range []float64{0.9, 0.8, 0.7, 0.6, 0.5} {
		if b := g.band(rows, who, scale); b.height() <= room+0.01 {
			return b
		}
	}
	b := g.band(rows, who, 0.5)
	share := room / b.height()
	for i := range b.heights {
		b.heights[i] *= share
		for k := range b.cells[i] {
			g.cutOff(&b.cells[i][k], b.heights[i])
		}
	}
	return b
}

// cutOff drops the lines a cell has no room for.
func (g *tableSetter) cutOff(m *made, room float64) {
	if m.high() > room {
		g.doc.Cut++
	}
	for len(m.parts) > 0 && m.high() > room {
		last := &m.parts[len(m.parts)-1]
		if len(last.lines) > 1 {
			last.lines = last.lines[:len(last.lines)-1]
			end := &last.lines[len(last.lines)-1]
			if n := len(end.units); n > 0 {
				dots := g.f.cut("…", last.para.points(0)*mmPerPoint, false, false)
				end.units = append(end.units[:n-1:n-1], dots...)
			}
		} else {
			m.parts = m.parts[:len(m.parts)-1]
			if m.cell.bottom > len(m.parts) {
				m.lower = 0
			}
		}
		m.measure()
	}
}

// band breaks the text of rows that stand together and finds their heights.
func (g *tableSetter) band(rows []row, who *scope, scale float64) *band {
	old := g.scale
	g.scale *= scale
	defer func() { g.scale = old }()
	b := &band{cells: make([][]made, len(rows)), heights: make([]float64, len(rows))}
	em := g.t.size * g.scale * mmPerPoint
	for i := range rows {
		b.rows = append(b.rows, &rows[i])
		b.heights[i] = max(rows[i].height*math.Min(scale, 1), em*1.35+2*padY)
		for k := range rows[i].cells {
			m := g.make(&rows[i].cells[k], who)
			b.cells[i] = append(b.cells[i], m)
			if m.cell.down == 1 {
				b.heights[i] = max(b.heights[i], m.high())
			}
		}
	}
	for i := range b.cells { // what reaches over rows lengthens the last of them
		for _, m := range b.cells[i] {
			last := min(i+m.cell.down, len(rows)) - 1
			sum := 0.0
			for k := i; k <= last; k++ {
				sum += b.heights[k]
			}
			if m.high() > sum {
				b.heights[last] += m.high() - sum
			}
		}
	}
	return b
}

func (m *made) high() float64 { return m.upper + m.lower + 2*m.pad() }

// pad is the room above and below the text.
func (m *made) pad() float64 {
	if m.cell.bottom >= 0 {
		return padFoot
	}
	return padY
}

func (m *made) measure() {
	m.upper, m.lower = 0, 0
	for i, p := range m.parts {
		h := float64(len(p.lines)) * p.lead
		if m.cell.bottom >= 0 && i >= m.cell.bottom {
			m.lower += h
		} else {
			m.upper += h
		}
	}
}

func (g *tableSetter) make(c *cell, who *scope) made {
	m := made{cell: c}
	width := g.edges[c.column+c.span] - g.edges[c.column] - 2*padX
	for _, p := range c.paras {
		p.factor = -g.points(&p) / g.scale // keeps the size when the scale goes back
		q := p
		lines, lead := g.broken(&q, who, max(width, 1), true)
		q.factor *= g.scale
		m.parts = append(m.parts, part{q, lines, lead})
	}
	m.measure()
	return m
}

// draw puts a band at the present place.
func (g *tableSetter) draw(b *band) {
	for i := range b.rows {
		if g.tab.lined {
			g.open.row(g.page, g.edges, b.rows[i], g.y, !g.begun)
			g.begun = true
		}
		for _, m := range b.cells[i] {
			h := 0.0
			for k := i; k < min(i+m.cell.down, len(b.rows)); k++ {
				h += b.heights[k]
			}
			g.write(m, g.y, h)
		}
		g.y += b.heights[i]
	}
}

// write sets the text of a cell: in the middle, or from the top where something
// stands at its foot.
func (g *tableSetter) write(m made, y, height float64) {
	x := g.edges[m.cell.column] + padX
	width := g.edges[m.cell.column+m.cell.span] - padX - x
	at := y + (height-m.upper)/2
	if m.cell.bottom >= 0 {
		at = y + padFoot
	}
	old := g.scale
	g.scale = 1 // the parts carry their size
	defer func() { g.scale = old }()
	for i, p := range m.parts {
		if i == m.cell.bottom {
			at = y + height - padFoot - m.lower
		}
		for _, l := range p.lines {
			at += p.lead
			g.put(l, x, width, at-g.drop(p.lead, &p.para), &p.para)
		}
	}
}

// end closes the lines of the table.
func (g *tableSetter) end() {
	if g.tab.lined && g.begun {
		g.page.Lines = append(g.page.Lines, Line{X1: float32(g.edges[0]), Y1: float32(g.y), X2: float32(g.edges[len(g.edges)-1]), Y2: float32(g.y), Width: frame})
	}
	g.open.flush(g.page, g.y)
	g.begun = false
}

// verticals are the upright lines of a table that go on from row to row, so that a
// long list has a few lines on a page and not some for each cell.
type verticals struct {
	from  map[int]float64 // by edge: where the line began
	edges []float64
	// reach says for the first column of a cell that reaches down over how many more
	// rows it does, and how many columns wide it is.
	reach map[int]cell
}

// row draws the line above a row and begins or ends upright ones.
func (v *verticals) row(p *Page, edges []float64, r *row, y float64, first bool) {
	width := float32(thin)
	if first {
		v.from, v.edges, v.reach = map[int]float64{}, edges, map[int]cell{}
		width = frame
	}
	now := map[int]bool{0: true, len(edges) - 1: true}
	for column, c := range v.reach {
		now[column], now[column+c.span] = true, true
		if c.down--; c.down == 0 {
			delete(v.reach, column)
		} else {
			v.reach[column] = c
		}
	}
	level := len(p.Lines)
	for i := range r.cells {
		c := &r.cells[i]
		now[c.column], now[c.column+c.span] = true, true
		p.Lines = append(p.Lines, Line{X1: float32(edges[c.column]), Y1: float32(y), X2: float32(edges[c.column+c.span]), Y2: float32(y), Width: width})
		if c.down > 1 {
			v.reach[c.column] = cell{span: c.span, down: c.down - 1}
		}
	}
	p.join(level)
	for e := range edges {
		_, open := v.from[e]
		switch {
		case now[e] && !open:
			v.from[e] = y
		case !now[e] && open:
			v.stop(p, e, y)
		}
	}
}

func (v *verticals) stop(p *Page, edge int, y float64) {
	width := float32(thin)
	if edge == 0 || edge == len(v.edges)-1 {
		width = frame
	}
	x := float32(v.edges[edge])
	p.Lines = append(p.Lines, Line{X1: x, Y1: float32(v.from[edge]), X2: x, Y2: float32(y), Width: width})
	delete(v.from, edge)
}

// flush ends all upright lines.
func (v *verticals) flush(p *Page, y float64) {
	for e := range v.edges {
		if _, open := v.from[e]; open {
			v.stop(p, e, y)
		}
	}
	v.from, v.edges = nil, nil
}

// join makes one of level lines that touch, from a place in the list on.
func (p *Page) join(from int) {
	out := p.Lines[:from]
	for _, l := range p.Lines[from:] {
		if n := len(out); n > from && out[n-1].X2 == l.X1 {
			out[n-1].X2 = l.X2
			continue
		}
		out = append(out, l)
	}
	p.Lines = out
}
