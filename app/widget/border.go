package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Border sets blocks along the edges and gives the middle what is left, without
// any gap: the toolkit's own border leaves one, and bars, lines and panes of this
// program touch. Each block but the middle may be nil.
func Border(top, bottom, left, right, middle fyne.CanvasObject) *fyne.Container {
	b := &border{top, bottom, left, right, middle}
	c := container.New(b)
	for _, o := range []fyne.CanvasObject{middle, top, bottom, left, right} {
		if o != nil {
			c.Objects = append(c.Objects, o)
		}
	}
	return c
}

type border struct{ top, bottom, left, right, middle fyne.CanvasObject }

// least is the size of an edge block, nothing for one that is missing or hidden.
func least(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

func (b *border) MinSize([]fyne.CanvasObject) fyne.Size {
	top, bottom, left, right, middle := least(b.top), least(b.bottom), least(b.left), least(b.right), least(b.middle)
	return fyne.NewSize(
		max(top.Width, bottom.Width, left.Width+middle.Width+right.Width),
		top.Height+bottom.Height+max(left.Height, middle.Height, right.Height))
}

func (b *border) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		if o != nil && o.Visible() {
			place(o, x, y, max(w, 0), max(h, 0))
		}
	}
	if b.top != nil && b.top.Visible() {
		b.top.Resize(fyne.NewSize(size.Width, least(b.top).Height)) // may break its lines
	}
	top, bottom, left, right := least(b.top).Height, least(b.bottom).Height, least(b.left).Width, least(b.right).Width
	height := size.Height - top - bottom
	put(b.top, 0, 0, size.Width, top)
	put(b.bottom, 0, size.Height-bottom, size.Width, bottom)
	put(b.left, 0, top, left, height)
	put(b.right, size.Width-right, top, right, height)
	put(b.middle, left, top, size.Width-left-right, height)
}

// Put moves and resizes a block in one go, for layouts of a page's own.
func Put(o fyne.CanvasObject, x, y, width, height float32) { place(o, x, y, width, height) }
