package ime

import (
	"math"

	"fyne.io/fyne/v2"
)

// typing is a control that text is typed into. CaretPosition is the upper end of its
// caret, seen from its own corner, after scrolling; CaretHeight is as high as a line.
type typing interface {
	fyne.CanvasObject
	CaretPosition() fyne.Position
	CaretHeight() float32
}

// CaretOf finds the caret of what has the keyboard in a canvas, below dialogs and in
// cells alike, in pixels of the window; false where nothing is typed into.
func CaretOf(c fyne.Canvas, at func(fyne.CanvasObject) fyne.Position) (Caret, bool) {
	field, ok := c.Focused().(typing)
	if !ok {
		return Caret{}, false
	}
	corner, size := at(field), field.Size()
	return caretIn(corner, size, field.CaretPosition(), field.CaretHeight(), c.Size(), c.Scale()), true
}

// caretIn keeps the caret inside its field and the field inside the window: of text that
// is scrolled out of sight the list opens at the edge.
func caretIn(corner fyne.Position, size fyne.Size, caret fyne.Position, height float32, window fyne.Size, scale float32) Caret {
	left, top := within(corner.X, 0, window.Width), within(corner.Y, 0, window.Height)
	right, bottom := within(corner.X+size.Width, left, window.Width), within(corner.Y+size.Height, top, window.Height)
	height = within(height, 1, max(bottom-top, 1))
	x := within(corner.X+caret.X, left, right)
	y := within(corner.Y+caret.Y, top, max(bottom-height, top))
	px := func(v float32) int32 { return int32(math.Round(float64(v * scale))) }
	return Caret{At: Point{px(x), px(y)}, Height: px(height), Field: Rect{px(left), px(top), px(right), px(bottom)}}
}

func within(v, least, most float32) float32 { return max(least, min(v, most)) }
