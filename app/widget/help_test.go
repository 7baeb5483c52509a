package widget

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"unionledger/app/theme"
)

// One app for all tests: each new one would read the faces anew.
func TestMain(m *testing.M) {
	test.NewApp().Settings().SetTheme(theme.New(false, 1))
	os.Exit(m.Run())
}

// show puts blocks on the small window, with our theme, and gives its canvas.
func show(t *testing.T, blocks ...fyne.CanvasObject) fyne.Canvas {
	t.Helper()
	w := test.NewTempWindow(t, NewRoot(Inset(1, 0, 1, 0, Column(theme.Gap8, blocks...))))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1093, 614))
	return w.Canvas()
}

// press types a key on what has the focus, or on the canvas where nothing has.
func press(c fyne.Canvas, keys ...fyne.KeyName) {
	for _, key := range keys {
		event := &fyne.KeyEvent{Name: key}
		if f := c.Focused(); f != nil {
			f.TypedKey(event)
		} else if c.OnTypedKey() != nil {
			c.OnTypedKey()(event)
		}
	}
}

// tap clicks in the middle of a block.
func tap(o fyne.Tappable) {
	size := o.(fyne.CanvasObject).Size()
	o.Tapped(&fyne.PointEvent{Position: fyne.NewPos(size.Width/2, size.Height/2)})
}

// write types text into what has the focus.
func write(c fyne.Canvas, text string) {
	for _, r := range text {
		c.Focused().TypedRune(r)
	}
}
