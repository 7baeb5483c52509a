package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"unionledger/app/theme"
)

// buttonParts are the shapes a button is drawn with.
type buttonParts struct {
	b           *Button
	ring, back  *canvas.Rectangle
	icon, after *canvas.Image
	label       *canvas.Text
}

func (p *buttonParts) refresh() {
	fill, edge, text := p.b.look()
	paint(p.back, fill, edge, theme.LineWidth)
	paint(p.ring, nil, nil, 0)
	if p.b.ring && !p.b.Disabled() {
		paint(p.ring, theme.Panel(), theme.Accent(), theme.FocusLine)
	}
	p.label.Text, p.label.Color = p.b.text, theme.Color(text)
	p.label.TextSize = theme.Scaled(theme.SizeBody)
	p.label.TextStyle = fyne.TextStyle{}
	if p.b.small {
		p.label.TextSize = theme.Scaled(theme.SizeNote)
	}
	if p.b.kind == Primary {
		p.label.TextStyle = theme.Bold(p.b.text)
	}
	setIcon(p.icon, p.b.icon, text)
	setIcon(p.after, p.b.after, text)
	p.layout(p.b.Size())
}

// setIcon gives an image a named icon in a colour, or hides it without a name.
func setIcon(image *canvas.Image, name string, color fyne.ThemeColorName) {
	image.Hidden = name == ""
	if name == "" {
		return
	}
	next := theme.IconIn(name, color)
	if image.Resource == nil || image.Resource.Name() != next.Name() {
		image.Resource = next
		image.Refresh()
	}
}

func (p *buttonParts) height() float32 {
	if p.b.small {
		return theme.SmallHeight()
	}
	return theme.ControlHeight()
}

// parts gives the widths of icon, text and after-icon with the gaps between.
func (p *buttonParts) content() (icon, text, after, gap float32) {
	gap = theme.Gap8
	if p.b.small || p.b.kind == Link {
		gap = 6
	}
	if p.b.icon != "" {
		icon = theme.IconSize()
	}
	if p.b.after != "" {
		after = theme.IconSize()
	}
	text = fyne.MeasureText(p.label.Text, p.label.TextSize, p.label.TextStyle).Width
	return icon, text, after, gap
}

func (p *buttonParts) min() fyne.Size {
	icon, text, after, gap := p.content()
	width := icon + text + after
	if icon > 0 && text > 0 {
		width += gap
	}
	if after > 0 && text > 0 {
		width += gap
	}
	switch {
	case p.b.text == "":
		width += 2 * (p.height() - theme.IconSize()) / 2
	case p.b.kind == Link:
		width += 2 * theme.Gap4
	case p.b.small:
		width += 2 * theme.Gap8
	case p.b.kind == Primary:
		width += 2 * 14
	default:
		width += 2 * theme.Gap12
	}
	return fyne.NewSize(width, p.height())
}

func (p *buttonParts) layout(size fyne.Size) {
	height := p.height()
	top := (size.Height - height) / 2
	place(p.back, 0, top, size.Width, height)
	place(p.ring, -3, top-3, size.Width+6, height+6)

	icon, text, after, gap := p.content()
	whole := icon + text + after
	if icon > 0 && text > 0 {
		whole += gap
	}
	if after > 0 && text > 0 {
		whole += gap
	}
	x, middle := (size.Width-whole)/2, size.Height/2
	if icon > 0 {
		place(p.icon, x, middle-icon/2, icon, icon)
		x += icon + gap
	}
	line := p.label.MinSize().Height
	place(p.label, x, middle-line/2, text, line)
	if after > 0 {
		place(p.after, x+text+gap, middle-after/2, after, after)
	}
}
