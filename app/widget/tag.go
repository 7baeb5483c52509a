package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Tone is what a status means, whatever its word.
type Tone uint8

// The tones: 保留 is Neutral, 已缴 OK, 还剩 14 天 Warn, 逾期 Error, 新增 Accent.
const (
	Neutral Tone = iota
	OK
	Warn
	Bad
	Accent
)

// Colors gives the tokens of a tone: its text, its tint, and the bar beside.
func (t Tone) Colors() (text, fill, bar fyne.ThemeColorName) {
	switch t {
	case OK:
		return theme.ColorOK, theme.ColorOKFill, theme.ColorOK
	case Warn:
		return theme.ColorWarn, theme.ColorWarnFill, theme.ColorWarnBar
	case Bad:
		return theme.ColorError, theme.ColorErrorFill, theme.ColorError
	case Accent:
		return theme.ColorAccent, theme.ColorAccent50, theme.ColorAccent
	}
	return theme.ColorNeutral, theme.ColorNeutralFill, theme.ColorLineStrong
}

// Tag is a status word in a tint: never the colour without the word.
type Tag struct {
	fw.BaseWidget
	text, icon string
	tone       Tone
}

// NewTag makes a tag.
func NewTag(text string, tone Tone) *Tag {
	t := &Tag{text: text, tone: tone}
	t.ExtendBaseWidget(t)
	return t
}

// Icon sets a small icon before the word and returns the same Tag.
func (t *Tag) Icon(name string) *Tag { t.icon = name; return t }

// Text is the word.
func (t *Tag) Text() string { return t.text }

// Set replaces word and tone.
func (t *Tag) Set(text string, tone Tone) {
	if t.text != text || t.tone != tone {
		t.text, t.tone = text, tone
		t.Refresh()
	}
}

// CreateRenderer belongs to Fyne.
func (t *Tag) CreateRenderer() fyne.WidgetRenderer {
	back := box(nil, nil, 0, theme.RadiusTag)
	label := canvas.NewText("", nil)
	icon := canvas.NewImageFromResource(nil)
	r := &objects{owner: t, list: []fyne.CanvasObject{back, icon, label}}
	r.refresh = func() {
		text, fill, _ := t.tone.Colors()
		paint(back, theme.Color(fill), nil, 0)
		label.Text, label.Color, label.TextSize = t.text, theme.Color(text), theme.Scaled(theme.SizeNote)
		setIcon(icon, t.icon, text)
	}
	r.min = func() fyne.Size {
		size := fyne.MeasureText(t.text, theme.Scaled(theme.SizeNote), fyne.TextStyle{})
		width := size.Width + 2*6
		if t.icon != "" {
			width += theme.TagIconSize() + theme.Gap4
		}
		return fyne.NewSize(width, theme.Scaled(20))
	}
	r.layout = func(size fyne.Size) {
		own := r.min()
		width := min(own.Width, size.Width)
		top := (size.Height - own.Height) / 2
		place(back, 0, top, width, own.Height)
		x := float32(6)
		if t.icon != "" {
			side := theme.TagIconSize()
			place(icon, x, (size.Height-side)/2, side, side)
			x += side + theme.Gap4
		}
		line := label.MinSize().Height
		place(label, x, (size.Height-line)/2, width-x-6, line)
	}
	r.refresh()
	return r
}
