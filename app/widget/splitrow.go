package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewSplitRow is a row whose middle takes what the two ends leave: an icon, a
// text that may be cut, buttons. middle may be nil.
func NewSplitRow(gap float32, before []fyne.CanvasObject, middle fyne.CanvasObject, after []fyne.CanvasObject) *fyne.Container {
	all := append([]fyne.CanvasObject{}, before...)
	if middle != nil {
		all = append(all, middle)
	}
	all = append(all, after...)
	return container.New(&splitRow{gap, middle, len(before)}, all...)
}

type splitRow struct {
	gap    float32
	middle fyne.CanvasObject
	before int
}

func (l *splitRow) MinSize(list []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, o := range visible(list) {
		m := o.MinSize()
		size.Width += m.Width
		size.Height = max(size.Height, m.Height)
		if i > 0 {
			size.Width += l.gap
		}
	}
	return size
}

func (l *splitRow) Layout(list []fyne.CanvasObject, size fyne.Size) {
	right := size.Width
	for i := len(list) - 1; i >= 0 && list[i] != l.middle && i >= l.before; i-- {
		if !list[i].Visible() {
			continue
		}
		width := list[i].MinSize().Width
		place(list[i], right-width, 0, width, size.Height)
		right -= width + l.gap
	}
	x := float32(0)
	for _, o := range visible(list[:l.before]) {
		width := o.MinSize().Width
		place(o, x, 0, width, size.Height)
		x += width + l.gap
	}
	if l.middle != nil {
		place(l.middle, x, 0, max(right-x, 0), size.Height)
	}
}

func visible(list []fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, o := range list {
		if o.Visible() {
			out = append(out, o)
		}
	}
	return out
}
