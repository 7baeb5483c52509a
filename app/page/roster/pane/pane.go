// Package pane lays out a page without the gaps that the toolkit's own border
// layout leaves between its parts: strips at the edges that touch what they frame.
// It knows sizes only.
package pane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Frame puts a strip above and one below a middle that takes the rest; either may
// be nil.
func Frame(top, bottom, middle fyne.CanvasObject) *fyne.Container {
	f := &frame{top, bottom, middle}
	var all []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{middle, top, bottom} {
		if o != nil {
			all = append(all, o)
		}
	}
	return container.New(f, all...)
}

type frame struct{ top, bottom, middle fyne.CanvasObject }

func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size {
	size := f.middle.MinSize()
	for _, o := range []fyne.CanvasObject{f.top, f.bottom} {
		if o != nil && o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
		}
	}
	return size
}

func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	y, low := float32(0), size.Height
	if f.top != nil && f.top.Visible() {
		f.top.Resize(fyne.NewSize(size.Width, f.top.MinSize().Height)) // may break its lines
		h := f.top.MinSize().Height
		Put(f.top, 0, 0, size.Width, h)
		y = h
	}
	if f.bottom != nil && f.bottom.Visible() {
		h := f.bottom.MinSize().Height
		low -= h
		Put(f.bottom, 0, low, size.Width, h)
	}
	Put(f.middle, 0, y, size.Width, max(low-y, 0))
}

// Put moves and resizes in one go.
func Put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
