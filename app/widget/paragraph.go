package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Paragraph is text of several lines, broken by the rules of Chinese text. Its
// height follows from the width it is given; in more height it stands in the middle.
type Paragraph struct {
	fw.BaseWidget
	text   string
	size   float32
	color  fyne.ThemeColorName
	align  fyne.TextAlign
	width  float32 // the width the lines were broken for
	lines  []string
	scaled float32          // the text size the widths were measured at
	widths map[rune]float32 // of the characters met so far
}

// NewParagraph makes a paragraph in a size of package theme and a colour token.
func NewParagraph(text string, size float32, color fyne.ThemeColorName) *Paragraph {
	p := &Paragraph{text: text, size: size, color: color, width: 240, widths: map[rune]float32{}}
	p.ExtendBaseWidget(p)
	return p
}

// BodyParagraph is a paragraph of body size.
func BodyParagraph(text string) *Paragraph {
	return NewParagraph(text, theme.SizeBody, theme.ColorText)
}

// NoteParagraph is a paragraph of note size.
func NoteParagraph(text string) *Paragraph {
	return NewParagraph(text, theme.SizeNote, theme.ColorText2)
}

// Align sets leading, centre or trailing and returns the same Paragraph.
func (p *Paragraph) Align(a fyne.TextAlign) *Paragraph { p.align = a; return p }

// For says how wide the paragraph will be, so that its first MinSize is right
// before any layout; it returns the same Paragraph.
func (p *Paragraph) For(width float32) *Paragraph { p.width = width; return p }

// Text is the text as it was given.
func (p *Paragraph) Text() string { return p.text }

// SetText replaces the text.
func (p *Paragraph) SetText(text string) {
	if p.text != text {
		p.text, p.lines = text, nil
		p.Refresh()
	}
}

// SetColor replaces the colour token.
func (p *Paragraph) SetColor(color fyne.ThemeColorName) {
	p.color = color
	p.Refresh()
}

// Resize breaks the lines anew when the width changes.
func (p *Paragraph) Resize(size fyne.Size) {
	if size.Width > 0 && size.Width != p.width {
		p.width, p.lines = size.Width, nil
		p.BaseWidget.Resize(size)
		p.Refresh()
		return
	}
	p.BaseWidget.Resize(size)
}

func (p *Paragraph) broken() []string {
	if p.lines == nil {
		p.lines = wrap(p.text, p.width, p.measure)
	}
	return p.lines
}

func (p *Paragraph) measure(r rune) float32 {
	w, ok := p.widths[r]
	if !ok {
		w = fyne.MeasureText(string(r), theme.Scaled(p.size), fyne.TextStyle{}).Width
		p.widths[r] = w
	}
	return w
}

// lineHeight is by design a little more than the face asks for.
func (p *Paragraph) lineHeight() float32 { return theme.Scaled(p.size * 1.54) }

// CreateRenderer belongs to Fyne.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &objects{owner: p}
	r.refresh = func() {
		if size := theme.Scaled(p.size); size != p.scaled {
			p.scaled, p.lines, p.widths = size, nil, map[rune]float32{}
		}
		lines := p.broken()
		for len(r.list) < len(lines) {
			r.list = append(r.list, canvas.NewText("", nil))
		}
		r.list = r.list[:len(lines)]
		top := max(0, (p.Size().Height-float32(len(lines))*p.lineHeight())/2)
		for i, line := range lines {
			t := r.list[i].(*canvas.Text)
			t.Text, t.Color, t.TextSize = line, theme.Color(p.color), theme.Scaled(p.size)
			t.Alignment = p.align
			place(t, 0, top+float32(i)*p.lineHeight(), p.width, p.lineHeight())
		}
	}
	r.layout = func(fyne.Size) { r.refresh() }
	r.min = func() fyne.Size {
		widest := min(p.width, theme.Scaled(p.size)*6)
		return fyne.NewSize(widest, float32(len(p.broken()))*p.lineHeight())
	}
	r.refresh()
	return r
}

// String is the paragraph as it stands broken, for tests and messages.
func (p *Paragraph) String() string { return strings.Join(p.broken(), "\n") }
