package roster

import (
	"fyne.io/fyne/v2"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// panes lays out tree, middle and drawer side by side; the drawer may be hidden.
type panes struct{ wide func() bool }

func (p *panes) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(480), theme.Scaled(200))
}

func (p *panes) Layout(o []fyne.CanvasObject, size fyne.Size) {
	tree, middle, drawer := o[0], o[1], o[2]
	left := theme.Scaled(154)
	if p.wide() {
		left = theme.Scaled(184)
	}
	right := float32(0)
	if drawer.Visible() {
		right = drawer.MinSize().Width
		if p.wide() {
			right = theme.Scaled(340)
		}
	}
	widget.Put(tree, 0, 0, left, size.Height)
	widget.Put(middle, left, 0, size.Width-left-right, size.Height)
	widget.Put(drawer, size.Width-right, 0, right, size.Height)
}
