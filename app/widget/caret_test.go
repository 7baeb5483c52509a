package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"unionledger/app/theme"
)

// The caret that is told to an input method is where it is seen: in a field whose text
// is longer than itself, in one of several lines, in a dialog.
func TestCaretIsWhereItIsSeen(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(false, 1))
	long, lines := NewTextField(""), NewTextArea("", 3)
	w := test.NewTempWindow(t, container.NewWithoutLayout(long, lines))
	w.Resize(fyne.NewSize(600, 400))
	place(long, 20, 20, 160, theme.ControlHeight())
	place(lines, 20, 100, 160, 90)

	long.Focus()
	e := w.Canvas().Focused().(*fieldEntry)
	before := e.CaretPosition()
	test.Type(e, "王")
	if after := e.CaretPosition(); after.X <= before.X || after.Y != before.Y {
		t.Errorf("the caret went from %v to %v", before, after)
	}
	test.Type(e, strings.Repeat("工会委员会", 12))
	if at := e.CaretPosition(); at.X > e.Size().Width || at.X < e.Size().Width/2 {
		t.Errorf("in a field %v wide the caret is at %v", e.Size().Width, at.X)
	}
	if h := e.CaretHeight(); h < 12 || h > 30 {
		t.Errorf("a line is %v high", h)
	}

	lines.Focus()
	e = w.Canvas().Focused().(*fieldEntry)
	first := e.CaretPosition().Y
	for range 2 {
		test.Type(e, "甲")
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if third := e.CaretPosition().Y; third < first+2*e.CaretHeight()-4 {
		t.Errorf("the third line is at %v, the first at %v", third, first)
	}
	for range 20 {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if last := e.CaretPosition().Y; last > e.Size().Height || last < 0 {
		t.Errorf("in a field %v high the caret is at %v", e.Size().Height, last)
	}
}
