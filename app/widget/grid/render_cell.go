package grid

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"

	"unionledger/app/theme"
)

// noteGap is the space between text and note.
const noteGap float32 = 3

// tightPad is what is left of the padding where a text would not fit otherwise.
const tightPad float32 = 2

func number(n int) string { return strconv.Itoa(n) }

// drawCells draws one row's cells in cols.
func (r *renderer) drawCells(p *pane, row int, cols []colView) {
	g := r.g
	y := g.rowY(row)
	for i := 0; i < len(cols); i++ {
		c := cols[i]
		cell := g.cell(row, c.col)
		if cell.Span > 1 {
			n := min(cell.Span, len(cols)-i)
			end := cols[i+n-1]
			c.w = end.x + end.w - c.x
			i += n - 1
		}
		if row == g.current.row && c.col == g.current.col {
			p.fills.add(c.x, y, c.w, r.m.row, r.colours.panel) // plain paper inside its frame
		}
		r.drawCell(p, cell, c, y, row)
	}
}

// drawCell draws one cell at y in the width of c.
func (r *renderer) drawCell(p *pane, cell Cell, c colView, y float32, row int) {
	colours := r.colours
	align := r.align(cell, c.col)
	f := face{size: r.m.body, bold: cell.Bold}
	if cell.Small || cell.Shape == ShapeTag || cell.Shape == ShapeChoice {
		f.size = r.m.small
	}
	ink := colours.ink(cell.Tone)
	if cell.Tone == ToneMuted && row == r.g.current.row {
		ink = colours.secondary // note text is too pale on the focus row
	}
	x, room := c.x+r.m.pad, c.w-2*r.m.pad
	switch cell.Shape {
	case ShapeTag:
		r.drawTag(p, cell, f, ink, align, x, y, room)
		return
	case ShapeChoice:
		r.drawChoice(p, cell, f, ink, c, y)
		return
	case ShapeFill:
		w := c.w - 1
		p.fills.add(c.x, y, w, r.m.row, colours.tint(cell.Tone))
		if cell.Span > 1 {
			p.lines.add(c.x, y, w, r.m.row, colours.tint(cell.Tone)) // hides the lines it covers
		}
	case ShapeError:
		p.fills.add(c.x, y, c.w, r.m.row, colours.errTint)
		p.lines.frame(c.x, y, c.w, r.m.row, 1, colours.err)
		ink = colours.text
	}
	r.drawText(p, cell, f, ink, align, x, y, room)
}

// drawText draws the text and, behind it, the note.
func (r *renderer) drawText(p *pane, cell Cell, f face, ink color.Color, align fyne.TextAlign, x, y, room float32) {
	g, colours := r.g, r.colours
	noteFace := face{size: r.m.small}
	var noteWidth float32
	if cell.Note != "" {
		noteWidth = g.fonts.width(cell.Note, noteFace) + noteGap
	}
	if g.fonts.width(cell.Text, f) > room-noteWidth {
		// Rather close to the edge than cut: 欠5.00 in a month's column. The side the
		// text is aligned to stays in line with its neighbours.
		spare := r.m.pad - tightPad
		room += spare
		switch align {
		case fyne.TextAlignTrailing:
			x -= spare
		case fyne.TextAlignCenter:
			x, room = x-spare, room+spare
		}
	}
	text, width := g.fonts.fit(cell.Text, f, room-noteWidth)
	p.texts.add(words{text: text, x: x, y: y, w: room - noteWidth, h: r.m.row, face: f, ink: ink, align: align})
	if cell.Note == "" {
		return
	}
	at := x + width + noteGap
	if align == fyne.TextAlignTrailing {
		at = x + room - noteWidth + noteGap
	}
	tone := cell.NoteTone
	if tone == ToneNormal {
		tone = ToneWarn
	}
	p.texts.add(words{text: cell.Note, x: at, y: y, w: noteWidth, h: r.m.row, face: noteFace, ink: colours.ink(tone)})
}

// drawTag draws a tinted box around the text.
func (r *renderer) drawTag(p *pane, cell Cell, f face, ink color.Color, align fyne.TextAlign, x, y, room float32) {
	text, width := r.g.fonts.fit(cell.Text, f, room-2*r.m.pad)
	if text == "" {
		p.texts.add(words{ink: ink})
		return
	}
	w := width + 2*r.m.pad
	switch align {
	case fyne.TextAlignCenter:
		x += (room - w) / 2
	case fyne.TextAlignTrailing:
		x += room - w
	}
	p.boxes.add(x, y+(r.m.row-r.m.tag)/2, w, r.m.tag, r.colours.tint(cell.Tone), nil, 0, theme.RadiusTag)
	p.texts.add(words{text: text, x: x, y: y, w: w, h: r.m.row, face: f, ink: ink, align: fyne.TextAlignCenter})
}

// drawChoice draws an outlined box with an arrow, which opens the choices.
func (r *renderer) drawChoice(p *pane, cell Cell, f face, ink color.Color, c colView, y float32) {
	colours := r.colours
	fill, edge := colours.panel, colours.control
	if cell.Tone == ToneWarn {
		fill, edge = colours.warnTint, colours.warnBar
	}
	x, w := c.x+r.m.choiceEdge, c.w-1-2*r.m.choiceEdge
	p.boxes.add(x, y+(r.m.row-r.m.choice)/2, w, r.m.choice, fill, edge, 1, 4)
	text, _ := r.g.fonts.fit(cell.Text, f, w-30)
	p.texts.add(words{text: text, x: x + 7, y: y, w: w - 30, h: r.m.row, face: f, ink: ink})
	mx, my := x+w-13, y+r.m.row/2
	p.signs.path(ink, 1.5, fyne.NewPos(mx-4, my-2), fyne.NewPos(mx, my+2), fyne.NewPos(mx+4, my-2))
}

func (r *renderer) align(cell Cell, col int) fyne.TextAlign {
	a := cell.Align
	if a == AlignColumn {
		a = r.g.columns[col].Align
	}
	return toolkitAlign(a)
}

func toolkitAlign(a Align) fyne.TextAlign {
	switch a {
	case AlignCenter:
		return fyne.TextAlignCenter
	case AlignTrailing:
		return fyne.TextAlignTrailing
	}
	return fyne.TextAlignLeading
}
