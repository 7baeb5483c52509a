package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"unionledger/app/widget/flat"
)

// The pools below let the drawing be written as if everything were drawn anew each
// time, while the toolkit sees the same few hundred objects: the k-th rectangle
// drawn is the k-th object of the pool, and only what differs is touched.

// still is the layout of a pool: objects stay where they were put. It exists
// because a container without a layout asks all its objects for their size.
type still struct{}

func (still) Layout([]fyne.CanvasObject, fyne.Size) {}
func (still) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

func newStill(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: still{}, Objects: objects}
}

// hideFrom hides the objects that this drawing did not use.
func hideFrom(box *fyne.Container, n int) {
	for _, o := range box.Objects[n:] {
		if o.Visible() {
			o.Hide()
		}
	}
}

// flats draws plain areas, which is most of a grid.
type flats struct {
	box *fyne.Container
	n   int
}

// add draws one area.
func (p *flats) add(x, y, w, h float32, fill color.Color) {
	if p.n == len(p.box.Objects) {
		p.box.Objects = append(p.box.Objects, flat.New(fill))
	}
	o := p.box.Objects[p.n]
	p.n++
	flat.Paint(o, fill)
	put(o, x, y, w, h)
}

// frame draws the four sides of an area, inside it.
func (p *flats) frame(x, y, w, h, stroke float32, edge color.Color) {
	p.add(x, y, w, stroke, edge)
	p.add(x, y+h-stroke, w, stroke, edge)
	p.add(x, y+stroke, stroke, h-2*stroke, edge)
	p.add(x+w-stroke, y+stroke, stroke, h-2*stroke, edge)
}

// rects draws rounded boxes; for plain areas see flats.
type rects struct {
	box *fyne.Container
	n   int
}

// add draws a rectangle with an edge, both inside w and h.
func (p *rects) add(x, y, w, h float32, fill, edge color.Color, stroke, radius float32) {
	if p.n == len(p.box.Objects) {
		p.box.Objects = append(p.box.Objects, canvas.NewRectangle(fill))
	}
	r := p.box.Objects[p.n].(*canvas.Rectangle)
	p.n++
	r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = fill, edge, stroke, radius
	put(r, x, y, w, h)
}

// texts draws texts.
type texts struct {
	box *fyne.Container
	n   int
}

// words is one text to draw inside a box; it stands in the middle of h.
type words struct {
	text       string
	x, y, w, h float32
	face       face
	ink        color.Color
	align      fyne.TextAlign
}

func (p *texts) add(s words) {
	if p.n == len(p.box.Objects) {
		p.box.Objects = append(p.box.Objects, canvas.NewText("", s.ink))
	}
	t := p.box.Objects[p.n].(*canvas.Text)
	p.n++
	if s.text == "" {
		// Kept in its place all the same, so that the next row's texts fall on the
		// same objects as before and stay untouched.
		if t.Visible() {
			t.Hide()
		}
		return
	}
	t.Text, t.Color, t.TextSize, t.Alignment = s.text, s.ink, s.face.size, s.align
	t.TextStyle.Bold = s.face.bold
	put(t, s.x, s.y, s.w, s.h)
}

// strokes draws short lines: ticks and arrows.
type strokes struct {
	box *fyne.Container
	n   int
}

// path draws lines from point to point.
func (p *strokes) path(ink color.Color, width float32, points ...fyne.Position) {
	for i := 1; i < len(points); i++ {
		if p.n == len(p.box.Objects) {
			p.box.Objects = append(p.box.Objects, canvas.NewLine(ink))
		}
		l := p.box.Objects[p.n].(*canvas.Line)
		p.n++
		l.StrokeColor, l.StrokeWidth = ink, width
		l.Position1, l.Position2 = points[i-1], points[i]
		if !l.Visible() {
			l.Show()
		}
	}
}

// put moves, sizes and shows an object, touching only what differs.
func put(o fyne.CanvasObject, x, y, w, h float32) {
	if pos := fyne.NewPos(x, y); o.Position() != pos {
		o.Move(pos)
	}
	if size := fyne.NewSize(w, h); o.Size() != size {
		o.Resize(size)
	}
	if !o.Visible() {
		o.Show()
	}
}

// pane is one stretch of the grid, with its layers from back to front.
type pane struct {
	box   *fyne.Container
	back  flats // row colours
	fills flats // tints of columns, cells and range
	lines flats // between columns, frames of cells
	boxes rects // tags and check boxes
	texts texts
	signs strokes
}

func newPane() *pane {
	p := &pane{}
	p.back.box, p.fills.box, p.lines.box, p.boxes.box = newStill(), newStill(), newStill(), newStill()
	p.texts.box, p.signs.box = newStill(), newStill()
	p.box = newStill(p.back.box, p.fills.box, p.lines.box, p.boxes.box, p.texts.box, p.signs.box)
	return p
}

func (p *pane) begin() {
	p.back.n, p.fills.n, p.lines.n, p.boxes.n, p.texts.n, p.signs.n = 0, 0, 0, 0, 0, 0
}

func (p *pane) end(size fyne.Size) {
	hideFrom(p.back.box, p.back.n)
	hideFrom(p.fills.box, p.fills.n)
	hideFrom(p.lines.box, p.lines.n)
	hideFrom(p.boxes.box, p.boxes.n)
	hideFrom(p.texts.box, p.texts.n)
	hideFrom(p.signs.box, p.signs.n)
	for _, o := range p.box.Objects {
		put(o, 0, 0, size.Width, size.Height)
	}
	put(p.box, 0, 0, size.Width, size.Height)
}
