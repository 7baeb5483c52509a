package widget

import (
	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Banner is one line across a page that says what is wrong, where, and what to
// do, with the way to it at the right.
type Banner struct {
	fw.BaseWidget
	tone Tone
	text *Paragraph
	body fyne.CanvasObject
}

// NewBanner makes the line; Bad, Warn, OK or Accent. actions are usually NewLink.
func NewBanner(tone Tone, text string, actions ...fyne.CanvasObject) *Banner {
	b := &Banner{tone: tone, text: BodyParagraph(text).For(600)}
	ink, _, _ := tone.Colors()
	icon := map[Tone]string{Bad: "error", Warn: "warning", OK: "check", Accent: "info", Neutral: "info"}[tone]
	row := NewSplitRow(theme.Gap8, []fyne.CanvasObject{NewIcon(icon, ink)}, b.text, actions)
	b.body = Inset(5, 5, theme.Gap12, theme.Gap12, row)
	b.ExtendBaseWidget(b)
	return b
}

// SetText replaces the sentence.
func (b *Banner) SetText(text string) { b.text.SetText(text) }

// Text is the sentence.
func (b *Banner) Text() string { return b.text.Text() }

// CreateRenderer belongs to Fyne.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	ink, fill, bar := b.tone.Colors()
	edge := ink
	if b.tone == Warn {
		edge = bar
	}
	return fw.NewSimpleRenderer(NewSurface(fill, edge, b.body))
}
