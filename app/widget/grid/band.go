package grid

import "fyne.io/fyne/v2"

// Band is a row that heads a group of rows: its name, what it comes to, and whether
// the rows below it are folded away.
type Band struct {
	Title, Note string
	Folded      bool
	Rows        int // of the group that are shown below it; 0 when folded
}

// BandSource is a [Source] some of whose rows are bands. A band is drawn over all
// columns, needs row numbers, check boxes or a frozen column to be drawn beside,
// and cannot be edited. Its cells are asked for, and should be empty.
type BandSource interface {
	Source
	// Band is the band in a row, and false for an ordinary row.
	Band(row int) (Band, bool)
	// Number is what stands as the number of an ordinary row, from 1.
	Number(row int) int
}

// band is the band in a row, if it is one.
func (g *Grid) band(row int) (Band, bool) {
	s, ok := g.source.(BandSource)
	if !ok || row < 0 || row >= g.Len() {
		return Band{}, false
	}
	return s.Band(row)
}

// fold tells the page to fold a band away or back. It says whether the row is one.
func (g *Grid) fold(row int) bool {
	if _, ok := g.band(row); !ok {
		return false
	}
	if g.OnFold != nil {
		g.OnFold(row)
	}
	return true
}

// foldByKey folds with Left and opens with Right, where the current row is a band.
func (g *Grid) foldByKey(key fyne.KeyName) bool {
	b, ok := g.band(g.current.row)
	if !ok || key == fyne.KeyLeft && b.Folded || key == fyne.KeyRight && !b.Folded {
		return ok
	}
	return g.fold(g.current.row)
}

// toggleBand marks or unmarks a band with all the rows shown below it.
func (g *Grid) toggleBand(row int, b Band) {
	if g.marks.Has(row) {
		g.marks.RemoveSpan(row, row+b.Rows)
		return
	}
	g.marks.AddSpan(row, row+b.Rows)
}

// drawBand draws a band over all columns; it belongs to the pane that lies over the
// columns that move.
func (r *renderer) drawBand(p *pane, row int, b Band) {
	g, l, c := r.g, &r.layout, r.colours
	y := g.rowY(row)
	ground := c.header
	if row == g.current.row {
		ground = c.accent100
	}
	p.boxes.add(0, y, l.right, r.m.row, ground, nil, 0, 0)
	p.boxes.add(0, y+r.m.row-1, l.right, 1, c.line, nil, 0, 0)
	if row == g.current.row {
		p.boxes.add(0, y, 3, r.m.row, c.accent, nil, 0, 0)
	}
	if g.ShowChecks {
		state := checkOff
		if g.marks.Has(row) {
			state = checkOn
		}
		r.drawCheck(p, l.numbers+(r.m.checkCol-r.m.check)/2, y+(r.m.row-r.m.check)/2, state)
	}
	x := l.lead + r.m.pad
	mx, my, d := x+5, y+r.m.row/2, float32(4)
	if b.Folded {
		p.signs.path(c.secondary, 1.5, fyne.NewPos(mx-2, my-d), fyne.NewPos(mx+2, my), fyne.NewPos(mx-2, my+d))
	} else {
		p.signs.path(c.secondary, 1.5, fyne.NewPos(mx-d, my-2), fyne.NewPos(mx, my+2), fyne.NewPos(mx+d, my-2))
	}
	x += 2*r.m.pad + 6
	bold := face{size: r.m.body, bold: true}
	title, width := g.fonts.fit(b.Title, bold, l.right-x-r.m.pad)
	p.texts.add(words{text: title, x: x, y: y, w: width, h: r.m.row, face: bold, ink: c.text})
	x += width + 2*r.m.pad
	small := face{size: r.m.small}
	note, width := g.fonts.fit(b.Note, small, l.right-x-r.m.pad)
	p.texts.add(words{text: note, x: x, y: y, w: width, h: r.m.row, face: small, ink: c.secondary})
}
