package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"unionledger/app/theme"
)

func TestButtonIsPressedByMouseAndKeys(t *testing.T) {
	presses := 0
	b := NewPrimary("本月开账", "", func() { presses++ })
	c := show(t, b)
	c.Focus(b)
	press(c, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace)
	tap(b)
	if presses != 4 {
		t.Errorf("pressed %d times, want 4", presses)
	}
	b.Disable()
	tap(b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if presses != 4 {
		t.Error("a closed button was pressed")
	}
}

func TestUnusedKeysReachTheWindow(t *testing.T) {
	field, picker := NewTextField(""), NewWordPicker("", "甲")
	blocks := []fyne.CanvasObject{NewPlain("看名单", "", nil), NewChip("会籍：在册", nil), NewCheckBox("未选", nil), picker, NewYesNo(), field}
	c := show(t, blocks...)
	seen := 0
	c.SetOnTypedKey(func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyEscape || key.Name == fyne.KeyF5 {
			seen++
		}
	})
	for range blocks {
		c.FocusNext()
		press(c, fyne.KeyEscape, fyne.KeyF5)
	}
	if seen != 2*len(blocks) {
		t.Errorf("the window saw %d keys, want %d", seen, 2*len(blocks))
	}
}

func TestFocusRingIsForTheKeyboard(t *testing.T) {
	b := NewPlain("看名单", "", nil)
	c := show(t, b)
	c.FocusNext()
	if !b.ring {
		t.Error("no ring after Tab")
	}
	c.Unfocus()
	b.MouseDown(&desktop.MouseEvent{})
	if b.ring || c.Focused() != fyne.Focusable(b) {
		t.Errorf("after a mouse press: ring %v, focused %v", b.ring, c.Focused())
	}
}

func TestHeightsFollowTheDesign(t *testing.T) {
	show(t)
	for name, c := range map[string]struct {
		o    fyne.CanvasObject
		want float32
	}{
		"button": {NewPlain("上一步", "", nil), 28}, "small": {NewPlain("取消", "", nil).Small(), 24},
		"field": {NewTextField(""), 28}, "date": {NewDateField(true), 28}, "picker": {NewPicker(""), 28},
		"tag": {NewTag("在册", OK), 20}, "tabs": {NewTabs(nil, "会费"), 34}, "yes": {NewYesNo(), 28},
		"icon button": {NewIconButton(Plain, "redo", "重做", nil), 28},
	} {
		if got := c.o.MinSize().Height; got != c.want {
			t.Errorf("%s is %v high, want %v", name, got, c.want)
		}
	}
	if b := NewIconButton(Plain, "redo", "重做", nil).MinSize(); b.Width != b.Height {
		t.Errorf("an icon button is %v, not square", b)
	}
}

func TestTipIsShownAboveWhatIsOnTop(t *testing.T) {
	b := NewIconButton(Plain, "redo", "重做 Ctrl+Y", nil)
	c := show(t, b)
	if tipsOn(c) != c.Content().(*Root).tips {
		t.Error("without a dialog the window shows the tip")
	}
	d := NewDialog("提示", Body("…"), "")
	d.Open(c)
	if tipsOn(c) != d.tips {
		t.Error("over a dialog the dialog shows the tip")
	}
	d.tips.show("重做", fyne.NewPos(1080, 600), fyne.NewSize(28, 28))
	tip := d.tips
	if at, size := tip.at, tip.Size(); at.X > size.Width || theme.Scaled(1) != 1 {
		t.Errorf("tip at %v of %v", at, size)
	}
	if b.Text() != "重做 Ctrl+Y" {
		t.Errorf("an icon button reads %q", b.Text())
	}
}

// A button that has gone with its page keeps the focus of the toolkit; Enter must not
// press it.
func TestEnterDoesNotPressWhatIsGone(t *testing.T) {
	pressed := 0
	gone, stays := NewPlain("导入", "", func() { pressed++ }), NewPlain("别的", "", nil)
	page := Column(8, stays, gone)
	c := show(t, page)
	c.Focus(gone)
	press(c, fyne.KeyReturn)
	page.Remove(gone)
	press(c, fyne.KeyReturn)
	if pressed != 1 || c.Focused() != nil {
		t.Errorf("pressed %d times, focus at %v", pressed, c.Focused())
	}
}
