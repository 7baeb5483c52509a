package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"unionledger/app/theme"
)

// Chip is a filter in force, with × to lift it: 工会小组：装配一小组 ×.
type Chip struct {
	pressable
	text string
}

// NewChip makes a chip; lift is called when it is pressed.
func NewChip(text string, lift func()) *Chip {
	c := &Chip{text: text}
	c.tip.text = "去掉这个筛选"
	c.bind(c, lift)
	return c
}

// Text is the filter's words.
func (c *Chip) Text() string { return c.text }

// CreateRenderer belongs to Fyne.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	ring, back := box(nil, nil, 0, theme.Radius+2), box(nil, nil, 0, theme.RadiusTag)
	label, icon := canvas.NewText("", nil), canvas.NewImageFromResource(nil)
	r := &objects{owner: c, list: []fyne.CanvasObject{ring, back, label, icon}}
	r.refresh = func() {
		fill := theme.Accent50()
		if c.hovered {
			fill = theme.Accent100()
		}
		paint(back, fill, theme.Accent(), theme.LineWidth)
		paint(ring, nil, nil, 0)
		if c.ring {
			paint(ring, nil, theme.Accent(), theme.FocusLine)
		}
		label.Text, label.Color, label.TextSize = c.text, theme.Accent(), theme.Scaled(theme.SizeNote)
		setIcon(icon, "close", theme.ColorAccent)
	}
	r.min = func() fyne.Size {
		text := fyne.MeasureText(c.text, theme.Scaled(theme.SizeNote), fyne.TextStyle{}).Width
		return fyne.NewSize(text+theme.TagIconSize()+3*theme.Gap8, theme.SmallHeight())
	}
	r.layout = func(size fyne.Size) {
		height := theme.SmallHeight()
		top := (size.Height - height) / 2
		place(back, 0, top, size.Width, height)
		place(ring, -3, top-3, size.Width+6, height+6)
		side, line := theme.TagIconSize(), label.MinSize().Height
		place(label, theme.Gap8, (size.Height-line)/2, size.Width-side-3*theme.Gap8, line)
		place(icon, size.Width-side-theme.Gap8, (size.Height-side)/2, side, side)
	}
	r.refresh()
	return r
}
