package grid

import "fyne.io/fyne/v2"

// ScrollTo makes row the first one shown, as far as there are rows below it.
func (g *Grid) ScrollTo(row int) { g.scrollTo(row, g.left) }

// TopRow is the first row shown.
func (g *Grid) TopRow() int { return g.top }

// Span is where a row stands on the canvas, by height; false where it is out of sight.
func (g *Grid) Span(row int) (top, bottom float32, ok bool) {
	l := g.geometry()
	y := g.m.head + float32(row-g.top)*g.m.row
	if row < g.top || row >= g.Len() || y >= l.rowsEnd {
		return 0, 0, false
	}
	y += fyne.CurrentApp().Driver().AbsolutePositionForObject(g).Y
	return y, y + g.m.row, true
}

// Reveal scrolls as little as needed to show the cell.
func (g *Grid) Reveal(row, col int) {
	if p := g.clamp(place{row, col}); p.row >= 0 {
		g.reveal(p)
		g.redraw()
	}
}

func (g *Grid) scrollTo(top int, left float32) {
	oldTop, oldLeft := g.top, g.left
	g.top, g.left = top, left
	g.clampScroll()
	if g.top == oldTop && g.left == oldLeft {
		return
	}
	g.redraw()
}

// clampScroll keeps the scroll place within rows and columns. Rows move by whole
// rows, so that the first one is never cut, as in the sheets people know.
func (g *Grid) clampScroll() {
	if g.Size().IsZero() {
		return // not laid out yet; a place wished for before stays
	}
	l := g.geometry() // also clamps left
	g.top = max(0, min(g.top, g.Len()-g.fullRows(l)))
}

// reveal scrolls as little as needed to show the cell wholly.
func (g *Grid) reveal(p place) {
	l := g.geometry()
	full := g.fullRows(l)
	if p.row < g.top {
		g.top = p.row
	} else if p.row >= g.top+full {
		g.top = p.row - full + 1
	}
	if x, w, ok := g.scrollX(l, p.col); ok {
		room := l.right - l.scrollFrom
		if x < g.left || w > room {
			g.left = x
		} else if x+w > g.left+room {
			g.left = x + w - room
		}
	}
	g.clampScroll()
}

// scrollX returns where a column begins among those that scroll, and its width.
func (g *Grid) scrollX(l geometry, col int) (x, w float32, ok bool) {
	shown := g.shown()
	room := l.right - l.lead
	widths := g.widths(shown, room)
	for i := len(l.frozen); i < len(shown); i++ {
		if shown[i] == col {
			return x, widths[i], true
		}
		x += widths[i]
	}
	return 0, 0, false
}

// Scrolled moves by whole rows with the wheel, sideways with Shift or a
// sideways wheel.
func (g *Grid) Scrolled(ev *fyne.ScrollEvent) {
	dx, dy := ev.Scrolled.DX, ev.Scrolled.DY
	if g.modifiers()&fyne.KeyModifierShift != 0 && dx == 0 {
		dx, dy = dy, 0
	}
	// One notch of a wheel is three rows; a touchpad sends less, which adds up.
	g.mouse.wheel += dy / wheelNotch * 3
	rows := int(g.mouse.wheel * 1.001) // three thirds are a row, however they were rounded
	g.mouse.wheel -= float32(rows)
	g.scrollTo(g.top-rows, g.left-dx*2)
}

// wheelNotch is what the toolkit sends for one notch of an ordinary wheel.
const wheelNotch = 25.0

// thumb returns start and length of a scroll bar's thumb on a track.
func thumb(track, least, content, seen, offset float32) (start, length float32) {
	if content <= 0 {
		return 0, track
	}
	length = max(least, track*min(1, seen/content))
	if hidden := content - seen; hidden > 0 {
		start = (track - length) * min(1, offset/hidden)
	}
	return start, length
}

// verticalThumb returns y and height of the thumb on the right.
func (g *Grid) verticalThumb(l geometry) (y, h float32) {
	full := float32(g.fullRows(l))
	start, length := thumb(l.bodyEnd-g.m.head-4, g.m.thumbLeast, float32(g.Len()), full, float32(g.top))
	return g.m.head + 2 + start, length
}

// horizontalThumb returns x and width of the thumb at the bottom.
func (g *Grid) horizontalThumb(l geometry) (x, w float32) {
	start, length := thumb(l.right-l.scrollFrom-4, g.m.thumbLeast, l.width, l.right-l.scrollFrom, g.left)
	return l.scrollFrom + 2 + start, length
}

// dragVertical scrolls so that the thumb begins at y.
func (g *Grid) dragVertical(l geometry, y float32) {
	_, h := g.verticalThumb(l)
	track := l.bodyEnd - g.m.head - 4 - h
	if track <= 0 {
		return
	}
	part := (y - g.m.head - 2) / track
	g.scrollTo(int(part*float32(g.Len()-g.fullRows(l))+0.5), g.left)
}

// dragHorizontal scrolls so that the thumb begins at x.
func (g *Grid) dragHorizontal(l geometry, x float32) {
	_, w := g.horizontalThumb(l)
	room := l.right - l.scrollFrom
	track := room - 4 - w
	if track <= 0 {
		return
	}
	g.scrollTo(g.top, (x-l.scrollFrom-2)/track*(l.width-room))
}

// requestRows asks a paged source for the rows in sight and a page around them.
func (g *Grid) requestRows(l geometry) {
	p, ok := g.source.(PagedSource)
	if !ok || g.Len() == 0 {
		return
	}
	n := g.fullRows(l) + 1
	from, to := max(0, g.top-n), min(g.top+2*n, g.Len()-1)
	for r := from; r <= to; r++ {
		if !p.Loaded(r) {
			p.Ensure(from, to)
			return
		}
	}
}
