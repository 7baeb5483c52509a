package widget

import (
	"fyne.io/fyne/v2"

	"unionledger/app/theme"
)

// Columns sets the parts of a row at the same places in all rows of a list. A part of 1
// or more is so many unscaled units wide; the others share what those leave.
type Columns []float32

// MinSize is room enough for six parts.
func (Columns) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(640), theme.ControlHeight())
}

// Layout belongs to Fyne.
func (c Columns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	rest := size.Width - float32(len(c)+1)*theme.Gap12
	for _, width := range c {
		if width >= 1 {
			rest -= theme.Scaled(width)
		}
	}
	x := theme.Gap12
	for i, width := range c {
		if width >= 1 {
			width = theme.Scaled(width)
		} else {
			width *= rest
		}
		place(o[i], x, 0, width, size.Height)
		x += width + theme.Gap12
	}
}

// ColumnTitle is what stands over a column of such a list.
func ColumnTitle(text string) *Text { return NewText(text, theme.SizeNote, theme.ColorText2).Bold() }
