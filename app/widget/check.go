package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"unionledger/app/theme"
)

// Check is how a box stands.
type Check uint8

// The states of a box; Partly is shown only, a press makes it Checked.
const (
	Unchecked Check = iota
	Checked
	Partly
)

// CheckBox is a box with words, ticked by click or Space; by Enter only where no
// dialog lies, since there Enter is the main button.
type CheckBox struct {
	pressable
	OnChanged func(checked bool)
	text      string
	state     Check
}

// NewCheckBox makes an empty box; text may be "" in a grid.
func NewCheckBox(text string, changed func(checked bool)) *CheckBox {
	c := &CheckBox{text: text, OnChanged: changed}
	c.bind(c, c.toggle)
	return c
}

// TypedKey belongs to Fyne.
func (c *CheckBox) TypedKey(key *fyne.KeyEvent) {
	if canvas := canvasOf(c); isEnter(key) && canvas != nil && IsOpen(canvas) {
		forward(c, key)
		return
	}
	c.pressable.TypedKey(key)
}

func (c *CheckBox) toggle() {
	c.SetChecked(c.state != Checked)
	if c.OnChanged != nil {
		c.OnChanged(c.state == Checked)
	}
}

// Checked tells whether the box is ticked.
func (c *CheckBox) Checked() bool { return c.state == Checked }

// SetChecked sets the box without calling OnChanged.
func (c *CheckBox) SetChecked(on bool) {
	if on {
		c.SetState(Checked)
		return
	}
	c.SetState(Unchecked)
}

// SetState sets the box, Partly included, without calling OnChanged.
func (c *CheckBox) SetState(s Check) {
	c.state = s
	c.Refresh()
}

// CreateRenderer belongs to Fyne.
func (c *CheckBox) CreateRenderer() fyne.WidgetRenderer {
	ring, square, dash := box(nil, nil, 0, theme.Radius), box(nil, nil, 0, 2), box(nil, nil, 0, 0)
	tick, label := canvas.NewImageFromResource(nil), canvas.NewText("", nil)
	r := &objects{owner: c, list: []fyne.CanvasObject{ring, square, dash, tick, label}}
	r.refresh = func() { c.draw(ring, square, dash, tick, label) }
	r.min = func() fyne.Size {
		if c.text == "" {
			return fyne.NewSquareSize(theme.IconSize())
		}
		text := fyne.MeasureText(c.text, theme.Scaled(theme.SizeBody), fyne.TextStyle{})
		return fyne.NewSize(theme.IconSize()+theme.Gap8+text.Width, theme.ControlHeight())
	}
	r.layout = func(size fyne.Size) {
		side := theme.Scaled(14)
		x, y := float32(1), (size.Height-side)/2
		if c.text == "" {
			x = (size.Width - side) / 2
		}
		place(square, x, y, side, side)
		place(dash, x+3, y+side/2-1, side-6, 2)
		place(tick, x+1, y+1, side-2, side-2)
		place(ring, x-3, y-3, side+6, side+6)
		line := label.MinSize().Height
		place(label, x+side+theme.Gap8, (size.Height-line)/2, size.Width, line)
	}
	r.refresh()
	return r
}

func (c *CheckBox) draw(ring, square, dash *canvas.Rectangle, tick *canvas.Image, label *canvas.Text) {
	edge, ink := theme.Control(), theme.ColorText
	if c.hovered {
		edge = theme.Accent()
	}
	if c.Disabled() {
		edge, ink = theme.LineStrong(), theme.ColorOff
	}
	paint(square, theme.Panel(), edge, theme.LineWidth)
	if c.state == Checked {
		paint(square, theme.AccentFill(), nil, 0)
	}
	paint(dash, nil, nil, 0)
	if c.state == Partly {
		paint(square, theme.Panel(), theme.Accent(), theme.LineWidth)
		paint(dash, theme.Accent(), nil, 0)
	}
	name := ""
	if c.state == Checked {
		name = "check"
	}
	setIcon(tick, name, theme.ColorOnAccent)
	paint(ring, nil, nil, 0)
	if c.ring {
		paint(ring, nil, theme.Accent(), theme.FocusLine)
	}
	label.Text, label.Color, label.TextSize = c.text, theme.Color(ink), theme.Scaled(theme.SizeBody)
}
