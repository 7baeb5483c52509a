package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// endButton is the small button inside the right edge of a field. It takes no
// focus, so that Tab goes from field to field; its key is named in the tip.
type endButton struct {
	fw.BaseWidget
	icon    string
	of      fyne.Disableable
	tapped  func()
	tip     hint
	hovered bool
}

func newEndButton(icon, tip string, of fyne.Disableable, tapped func()) *endButton {
	b := &endButton{icon: icon, of: of, tapped: tapped}
	b.tip.text = tip
	b.ExtendBaseWidget(b)
	return b
}

func (b *endButton) Tapped(*fyne.PointEvent) {
	b.tip.leave()
	if !b.of.Disabled() {
		b.tapped()
	}
}

func (b *endButton) MouseIn(*desktop.MouseEvent) {
	b.hovered = true
	b.tip.enter(b)
	b.Refresh()
}

func (b *endButton) MouseMoved(*desktop.MouseEvent) {}

func (b *endButton) MouseOut() {
	b.hovered = false
	b.tip.leave()
	b.Refresh()
}

func (b *endButton) CreateRenderer() fyne.WidgetRenderer {
	back, icon := box(nil, nil, 0, theme.RadiusTag), canvas.NewImageFromResource(nil)
	r := &objects{owner: b, list: []fyne.CanvasObject{back, icon}}
	r.refresh = func() {
		ink := theme.ColorText
		if b.of.Disabled() {
			ink = theme.ColorOff
		}
		setIcon(icon, b.icon, ink)
		paint(back, nil, nil, 0)
		if b.hovered && !b.of.Disabled() {
			paint(back, theme.Accent50(), nil, 0)
		}
	}
	r.min = func() fyne.Size { return fyne.NewSize(theme.IconSize()+14, theme.IconSize()) }
	r.layout = func(size fyne.Size) {
		side := theme.IconSize()
		place(back, 0, 0, size.Width, size.Height)
		place(icon, (size.Width-side)/2, (size.Height-side)/2, side, side)
	}
	r.refresh()
	return r
}
