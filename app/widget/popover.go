package widget

import (
	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// popover is a box that floats below a block (or above, where there is no room)
// until something in it is chosen, Esc is pressed, or the mouse presses outside.
type popover struct {
	fw.BaseWidget
	canvas  fyne.Canvas
	content fyne.CanvasObject
	at      fyne.Position // top left of the anchor
	anchor  fyne.Size
	over    bool    // lies on the anchor instead of below it
	menu    bool    // of a button, which does not keep the keyboard
	top     float32 // where the box begins, as long as the window keeps its size
	within  fyne.Size
	closed  func()
	keys    func(*fyne.KeyEvent)
	tips    *tipLayer
}

// openPopover shows content at the anchor. keys, if not nil, gets what nothing in
// the popover used; Esc always closes. closed is called once, after closing.
func openPopover(anchor, content fyne.CanvasObject, over bool, keys func(*fyne.KeyEvent), closed func()) *popover {
	c := canvasOf(anchor)
	if c == nil {
		return nil
	}
	p := &popover{canvas: c, content: NewSurface(theme.ColorPanel, theme.ColorControl, content), over: over, closed: closed, tips: newTipLayer()}
	p.at, p.anchor = fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor), anchor.Size()
	p.ExtendBaseWidget(p)
	p.keys = c.OnTypedKey()
	c.SetOnTypedKey(func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyEscape {
			p.close()
		} else if keys != nil {
			keys(key)
		}
	})
	c.Overlays().Add(p)
	return p
}

// focus gives something in the popover the keyboard. It asks its own canvas: what
// has not been drawn yet does not know the canvas it lies on.
func (p *popover) focus(f fyne.Focusable) {
	if p.canvas != nil {
		p.canvas.Focus(f)
	}
}

func (p *popover) tipLayer() *tipLayer { return p.tips }

// close takes the popover away and gives keys back to who had them.
func (p *popover) close() {
	if p.canvas == nil {
		return
	}
	c := p.canvas
	p.canvas = nil
	c.Overlays().Remove(p)
	c.SetOnTypedKey(p.keys)
	if p.menu {
		handBack(c)
	}
	if p.closed != nil {
		p.closed()
	}
}

// Tapped and TappedSecondary outside the box close it.
func (p *popover) Tapped(e *fyne.PointEvent)          { p.outside(e) }
func (p *popover) TappedSecondary(e *fyne.PointEvent) { p.outside(e) }

func (p *popover) outside(e *fyne.PointEvent) {
	at, size := p.content.Position(), p.content.Size()
	if e.Position.X < at.X || e.Position.Y < at.Y || e.Position.X > at.X+size.Width || e.Position.Y > at.Y+size.Height {
		p.close()
	}
}

// CreateRenderer belongs to Fyne.
func (p *popover) CreateRenderer() fyne.WidgetRenderer {
	r := &objects{owner: p, list: []fyne.CanvasObject{p.content, p.tips}}
	r.layout = func(size fyne.Size) {
		own := p.content.MinSize()
		width := min(max(own.Width, p.anchor.Width), size.Width-2*theme.Gap4)
		x := min(max(p.at.X, theme.Gap4), max(size.Width-width-theme.Gap4, theme.Gap4))
		y := p.at.Y
		if !p.over {
			y += p.anchor.Height + 2
		}
		height := min(own.Height, size.Height-2*theme.Gap4)
		if lowest := size.Height - theme.Gap4 - height; y > lowest { // no room below
			y = p.at.Y - 2 - height
			if p.over || p.anchor.IsZero() || y < theme.Gap4 {
				y = lowest // stays where the eyes are, and not above
			}
		}
		if p.over && p.within == size { // what is typed in does not move under the eyes
			y = min(y, p.top)
		}
		p.top, p.within = max(y, theme.Gap4), size
		place(p.content, x, p.top, width, height)
		place(p.tips, 0, 0, size.Width, size.Height)
	}
	r.min = func() fyne.Size { return fyne.Size{} }
	r.refresh = func() { r.layout(p.Size()) }
	return r
}
