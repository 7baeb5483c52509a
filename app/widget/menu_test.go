package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"unionledger/app/theme"
)

func TestMenuTallerThanTheWindowScrollsToTheActiveLine(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(false, 1))
	anchor := Body("办理")
	w := test.NewTempWindow(t, anchor)
	w.Resize(fyne.NewSize(300, 200))
	taken := -1
	var items []MenuItem
	for i := range 30 {
		items = append(items, MenuItem{Text: "一项", Do: func() { taken = i }})
	}
	ShowMenu(anchor, items)
	m := w.Canvas().Focused().(*menu)
	if m.scroll.Size().Height > 200 {
		t.Fatal("the menu is higher than the window:", m.scroll.Size())
	}
	for range 29 {
		m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	if end := m.scroll.Offset.Y + m.scroll.Size().Height; end < m.Size().Height-2*theme.Gap4 {
		t.Errorf("the last line is out of sight: %v of %v", end, m.Size().Height)
	}
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if taken != 29 {
		t.Error("taken", taken)
	}
}
