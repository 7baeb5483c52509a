package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// tipDelay is how long the mouse rests before a tip is shown.
const tipDelay = 600 * time.Millisecond

// hint is the tip of one block: entered, it waits and shows; left, it goes.
type hint struct {
	text  string
	timer *time.Timer
	layer *tipLayer
}

func (h *hint) enter(owner fyne.CanvasObject) {
	if h.text == "" || h.timer != nil {
		return
	}
	h.timer = time.AfterFunc(tipDelay, func() {
		fyne.Do(func() { h.show(owner) })
	})
}

func (h *hint) show(owner fyne.CanvasObject) {
	if h.timer == nil { // left in the meantime
		return
	}
	c := canvasOf(owner)
	if c == nil {
		return
	}
	if h.layer = tipsOn(c); h.layer != nil {
		h.layer.show(h.text, fyne.CurrentApp().Driver().AbsolutePositionForObject(owner), owner.Size())
	}
}

func (h *hint) leave() {
	if h.timer != nil {
		h.timer.Stop()
		h.timer = nil
	}
	if h.layer != nil {
		h.layer.hide()
		h.layer = nil
	}
}

// tipHost is what can show a tip above itself: a Root or a Dialog.
type tipHost interface{ tipLayer() *tipLayer }

// tipsOn finds the layer for tips that lies on top of a canvas.
func tipsOn(c fyne.Canvas) *tipLayer {
	var on fyne.CanvasObject = c.Content()
	if top := c.Overlays().Top(); top != nil {
		on = top
	}
	if host, ok := on.(tipHost); ok {
		return host.tipLayer()
	}
	return nil
}

// tipLayer draws one tip where it is told. It takes no mouse events.
type tipLayer struct {
	fw.BaseWidget
	text   string
	at     fyne.Position
	anchor fyne.Size
}

func newTipLayer() *tipLayer {
	l := &tipLayer{}
	l.ExtendBaseWidget(l)
	return l
}

// show puts the tip below the anchor, or above where there is no room.
func (l *tipLayer) show(text string, at fyne.Position, anchor fyne.Size) {
	l.text, l.at, l.anchor = text, at, anchor
	l.Refresh()
}

func (l *tipLayer) hide() {
	l.text = ""
	l.Refresh()
}

func (l *tipLayer) CreateRenderer() fyne.WidgetRenderer {
	back := box(nil, nil, 0, theme.Radius)
	label := canvas.NewText("", nil)
	r := &objects{owner: l, list: []fyne.CanvasObject{back, label}}
	r.refresh = func() {
		back.Hidden, label.Hidden = l.text == "", l.text == ""
		paint(back, theme.Color(theme.ColorBar), theme.LineStrong(), theme.LineWidth)
		label.Text, label.Color = l.text, theme.Color(theme.ColorOnBar)
		label.TextSize = theme.Scaled(theme.SizeNote)
		text := label.MinSize()
		width, height := text.Width+2*theme.Gap8, text.Height+2*theme.Gap4
		x := min(max(l.at.X+l.anchor.Width/2-width/2, 4), l.Size().Width-width-4)
		y := l.at.Y + l.anchor.Height + 6
		if y+height > l.Size().Height {
			y = l.at.Y - height - 6
		}
		place(back, x, y, width, height)
		place(label, x+theme.Gap8, y+theme.Gap4, text.Width, text.Height)
	}
	r.layout = func(fyne.Size) { r.refresh() }
	r.min = func() fyne.Size { return fyne.Size{} }
	r.refresh()
	return r
}
