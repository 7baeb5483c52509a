package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"unionledger/app/theme"
)

// ButtonKind is how much a button says press me. A page has one Primary.
type ButtonKind uint8

// The kinds of button.
const (
	Plain   ButtonKind = iota // outlined
	Primary                   // filled: the next step
	Link                      // text in the accent colour
	Danger                    // outlined in red: takes away
)

// Button does one thing when clicked, or when Enter or Space is pressed on it.
// A button that is closed says why in its own text: 导出（还差 23 处）.
type Button struct {
	pressable
	OnTapped func()

	kind       ButtonKind
	text, icon string
	after      string // icon after the text, such as chevron-down
	small      bool
}

var (
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Tappable     = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
	_ desktop.Mouseable = (*Button)(nil)
)

// NewButton makes a button of a kind; icon is a name of theme.Icon or "".
func NewButton(kind ButtonKind, text, icon string, tapped func()) *Button {
	b := &Button{kind: kind, text: text, icon: icon, OnTapped: tapped}
	b.bind(b, func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	})
	return b
}

// NewPrimary makes the filled button of the next step.
func NewPrimary(text, icon string, tapped func()) *Button {
	return NewButton(Primary, text, icon, tapped)
}

// NewPlain makes an outlined button.
func NewPlain(text, icon string, tapped func()) *Button {
	return NewButton(Plain, text, icon, tapped)
}

// NewLink makes a button that is text in the accent colour.
func NewLink(text, icon string, tapped func()) *Button {
	return NewButton(Link, text, icon, tapped)
}

// NewDanger makes a button outlined in red, for what takes away.
func NewDanger(text, icon string, tapped func()) *Button {
	return NewButton(Danger, text, icon, tapped)
}

// NewIconButton is a button of an icon alone; tip says what it does and is shown
// beside the mouse and on keyboard focus.
func NewIconButton(kind ButtonKind, icon, tip string, tapped func()) *Button {
	return NewButton(kind, "", icon, tapped).Tip(tip)
}

// Small makes the button 24 high and returns it.
func (b *Button) Small() *Button { b.small = true; return b }

// Tip sets the text shown beside the mouse and returns the button.
func (b *Button) Tip(text string) *Button { b.tip.text = text; return b }

// Then sets an icon after the text, such as chevron-down, and returns the button.
func (b *Button) Then(icon string) *Button { b.after = icon; return b }

// Text is what the button says, or its tip where it is an icon alone.
func (b *Button) Text() string {
	if b.text == "" {
		return b.tip.text
	}
	return b.text
}

// SetText replaces the text.
func (b *Button) SetText(text string) {
	if b.text != text {
		b.text = text
		b.Refresh()
	}
}

// SetKind changes how much the button says press me.
func (b *Button) SetKind(kind ButtonKind) {
	b.kind = kind
	b.Refresh()
}

// Cursor is a hand over a link.
func (b *Button) Cursor() desktop.Cursor {
	if b.kind == Link && !b.Disabled() {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// look gives fill, edge and text of the button as it is now; nil is none.
func (b *Button) look() (fill, edge color.Color, text fyne.ThemeColorName) {
	if b.Disabled() {
		if b.kind == Link {
			return nil, nil, theme.ColorOff
		}
		return theme.DisabledFill(), theme.LineStrong(), theme.ColorOff
	}
	pick := func(still, hover, down fyne.ThemeColorName) color.Color {
		switch {
		case b.down:
			return theme.Color(down)
		case b.hovered:
			return theme.Color(hover)
		case still == "":
			return nil
		}
		return theme.Color(still)
	}
	switch b.kind {
	case Primary:
		return pick(theme.ColorAccentFill, theme.ColorAccentHover, theme.ColorAccentDown), nil, theme.ColorOnAccent
	case Link:
		return pick("", theme.ColorAccent50, theme.ColorAccent100), nil, theme.ColorAccent
	case Danger:
		return pick(theme.ColorPanel, theme.ColorErrorFill, theme.ColorErrorDown), theme.Error(), theme.ColorError
	}
	edge = pick(theme.ColorControl, theme.ColorAccent, theme.ColorAccent)
	return pick(theme.ColorPanel, theme.ColorAccent50, theme.ColorAccent100), edge, theme.ColorText
}

// CreateRenderer belongs to Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	ring := box(nil, nil, 0, theme.Radius+2)
	back := box(nil, nil, 0, theme.Radius)
	icon, after := canvas.NewImageFromResource(nil), canvas.NewImageFromResource(nil)
	label := canvas.NewText("", nil)
	p := &buttonParts{b, ring, back, icon, after, label}
	r := &objects{owner: b, list: []fyne.CanvasObject{ring, back, icon, label, after}}
	r.refresh = p.refresh
	r.layout = p.layout
	r.min = p.min
	p.refresh()
	return r
}
