package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Drawer is the side pane at the right of a page: a head that stays, a body that
// scrolls, a foot of buttons that stays. It stands out by its edge. The page
// shows and hides it, and gives it Esc.
type Drawer struct {
	fw.BaseWidget
	head, body, foot fyne.CanvasObject
	scroll           *container.Scroll
	wide             bool
}

// NewDrawer makes a pane; foot may be nil.
func NewDrawer(head, body, foot fyne.CanvasObject) *Drawer {
	d := &Drawer{head: head, foot: foot}
	d.scroll = container.NewVScroll(nil)
	d.SetBody(body)
	d.ExtendBaseWidget(d)
	return d
}

// SetBody replaces what scrolls.
func (d *Drawer) SetBody(body fyne.CanvasObject) {
	d.body = body
	d.scroll.Content = Inset(theme.Gap12, theme.Gap12, theme.Gap12, theme.Gap12, body)
	d.scroll.ScrollToTop()
	d.scroll.Refresh()
}

// Reveal scrolls the body just so far that something in it is seen.
func (d *Drawer) Reveal(o fyne.CanvasObject) { reveal(d.scroll, o) }

// reveal scrolls just so far that something in the content is seen.
func reveal(scroll *container.Scroll, o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	if driver.CanvasForObject(o) == nil || driver.CanvasForObject(scroll.Content) == nil {
		return
	}
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(scroll.Content).Y - theme.Gap12
	bottom := top + o.Size().Height + 2*theme.Gap12
	at, height := scroll.Offset, scroll.Size().Height
	switch {
	case top < at.Y:
		at.Y = max(top, 0)
	case bottom > at.Y+height:
		at.Y = min(bottom-height, top)
	default:
		return
	}
	scroll.ScrollToOffset(at)
}

// SetWide makes the pane 340 instead of 308 wide, for windows from 1400 on.
func (d *Drawer) SetWide(wide bool) {
	d.wide = wide
	d.Refresh()
}

// CreateRenderer belongs to Fyne.
func (d *Drawer) CreateRenderer() fyne.WidgetRenderer {
	back, edge, line := box(nil, nil, 0, 0), box(nil, nil, 0, 0), box(nil, nil, 0, 0)
	r := &objects{owner: d, list: []fyne.CanvasObject{back, edge, d.head, d.scroll}}
	if d.foot != nil {
		r.list = append(r.list, line, d.foot)
	}
	r.refresh = func() {
		paint(back, theme.Panel(), nil, 0)
		paint(edge, theme.LineStrong(), nil, 0)
		paint(line, theme.Line(), nil, 0)
	}
	r.min = func() fyne.Size {
		width := theme.Scaled(308)
		if d.wide {
			width = theme.Scaled(340)
		}
		return fyne.NewSize(width, 120)
	}
	r.layout = func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(edge, 0, 0, theme.LineWidth, size.Height)
		inner := size.Width - 2*theme.Gap12
		d.head.Resize(fyne.NewSize(inner, d.head.MinSize().Height))
		head := d.head.MinSize().Height
		place(d.head, theme.Gap12, theme.Gap8, inner, head)
		foot := float32(0)
		if d.foot != nil {
			foot = theme.Scaled(44)
			place(line, theme.LineWidth, size.Height-foot, size.Width, theme.LineWidth)
			place(d.foot, theme.Gap12, size.Height-foot, inner, foot)
		}
		top := head + 2*theme.Gap8
		place(d.scroll, theme.LineWidth, top, size.Width-theme.LineWidth, max(size.Height-top-foot, 0))
	}
	r.refresh()
	return r
}
