package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A button that was clicked gives the keyboard on when its menu is gone; one that
// was reached by keyboard keeps it.
func TestAClickedButtonGivesTheKeyboardBack(t *testing.T) {
	test.NewTempApp(t)
	b := NewMenuButton("办理", "", func() []MenuItem { return []MenuItem{{Text: "转出"}} })
	root := NewRoot(b)
	w := test.NewTempWindow(t, root)
	freed := 0
	root.OnFree = func() { freed++ }
	escape := func() { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) }
	b.MouseDown(nil)
	b.MouseUp(nil)
	b.Tapped(nil)
	escape()
	if freed != 1 {
		t.Error("after a click", freed)
	}
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	escape()
	if freed != 1 {
		t.Error("by keyboard", freed)
	}
}

// The bar leaves free what it speaks of, until it says something else.
func TestTheBarKeepsClear(t *testing.T) {
	test.NewTempApp(t)
	root := NewRoot(NewText("", 12, ""))
	w := test.NewTempWindow(t, root)
	w.Resize(fyne.NewSize(1000, 600))
	root.Done("已登记", nil)
	at := root.Bar().Position().Y
	KeepClear(w.Canvas(), at+5, at+25)
	if low := root.Bar().Position().Y + root.Bar().Size().Height; low > at+5 {
		t.Error("covers what begins at", at+5, "down to", low)
	}
	root.Done("已撤销", nil)
	if root.Bar().Position().Y != at {
		t.Error("does not come back")
	}
}
