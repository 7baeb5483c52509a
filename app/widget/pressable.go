package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"
)

// pressable is what every block that can be pressed shares: hover, press, focus
// ring, Enter and Space, tip. A block embeds it, calls bind with itself, and reads
// the flags when it draws.
type pressable struct {
	fw.DisableableWidget
	self    pressTarget
	press   func()
	gained  func() // told when the keyboard comes otherwise than by the mouse
	tip     hint
	hovered bool
	down    bool
	ring    bool
	byMouse bool // pressed last by the mouse, which left the keyboard with it
}

type pressTarget interface {
	fyne.Widget
	fyne.Focusable
}

func (p *pressable) bind(self pressTarget, press func()) {
	p.self, p.press = self, press
	p.ExtendBaseWidget(self)
}

func (p *pressable) Tapped(*fyne.PointEvent) {
	p.tip.leave()
	if !p.Disabled() && p.press != nil {
		p.press()
	}
}

func (p *pressable) FocusGained() {
	p.ring = !p.down
	if p.ring {
		if p.gained != nil {
			p.gained()
		}
		p.tip.enter(p.self)
	}
	p.self.Refresh()
}

func (p *pressable) onFocus(gained func()) { p.gained = gained }

func (p *pressable) FocusLost() {
	p.ring = false
	p.tip.leave()
	p.self.Refresh()
}

func (p *pressable) TypedRune(rune) {}

func (p *pressable) TypedKey(key *fyne.KeyEvent) {
	if isPress(key) {
		p.byMouse = false
		if !p.letGo() {
			p.Tapped(nil)
		}
		return
	}
	forward(p.self, key)
}

// letGo gives the keyboard up where the block has gone out of sight with its page: the
// toolkit leaves it the focus, and Enter would press what nobody sees. An object that
// is in no tree has no place; in a window nothing that can be pressed lies in the very
// corner.
func (p *pressable) letGo() bool {
	d := fyne.CurrentApp().Driver()
	for _, w := range d.AllWindows() {
		c := w.Canvas()
		if c.Focused() == fyne.Focusable(p.self) && c.Content() != fyne.CanvasObject(p.self) && d.AbsolutePositionForObject(p.self) == (fyne.Position{}) {
			c.Unfocus()
			return true
		}
	}
	return false
}

func (p *pressable) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	p.tip.enter(p.self)
	p.self.Refresh()
}

func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

func (p *pressable) MouseOut() {
	p.hovered, p.down = false, false
	p.tip.leave()
	p.self.Refresh()
}

// MouseDown takes the focus from an entry first, so that the entry reads its text
// before the press does its work.
func (p *pressable) MouseDown(*desktop.MouseEvent) {
	if p.Disabled() {
		return
	}
	p.down, p.byMouse = true, true
	focus(p.self, p.self)
	p.self.Refresh()
}

func (p *pressable) MouseUp(*desktop.MouseEvent) {
	p.down = false
	p.self.Refresh()
}
