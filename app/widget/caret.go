package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	fw "fyne.io/fyne/v2/widget"
)

// Caret tells an input method where the caret of an entry stands. It is embedded in a
// control built on the toolkit's Entry, whose CreateRenderer passes through Watch.
type Caret struct {
	of   *fw.Entry
	made fyne.WidgetRenderer
}

// Watch keeps the renderer of an entry, which knows how far its text is scrolled.
func (c *Caret) Watch(e *fw.Entry, r fyne.WidgetRenderer) fyne.WidgetRenderer {
	c.of, c.made = e, r
	return r
}

// CaretPosition is the upper end of the caret, seen from the entry's corner.
func (c *Caret) CaretPosition() fyne.Position {
	if c.of == nil {
		return fyne.Position{}
	}
	at := c.of.CursorPosition()
	for _, o := range c.made.Objects() {
		if s, ok := o.(*container.Scroll); ok {
			at = at.Add(s.Position()).Subtract(s.Offset)
		}
	}
	return at
}

// CaretHeight is the height of a line of the entry.
func (c *Caret) CaretHeight() float32 {
	if c.of == nil {
		return 0
	}
	return fyne.MeasureText("国", c.of.Theme().Size(base.SizeNameText), c.of.TextStyle).Height
}
