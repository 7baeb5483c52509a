package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Text is one line of text. It centres itself in the height it is given and, once
// Cut is called, ends in … where the width is too small.
type Text struct {
	fw.BaseWidget
	text  string
	size  float32
	bold  bool
	color fyne.ThemeColorName
	align fyne.TextAlign
	cut   bool
}

// NewText makes a line in a size of package theme (unscaled) and a colour token.
func NewText(text string, size float32, color fyne.ThemeColorName) *Text {
	t := &Text{text: text, size: size, color: color}
	t.ExtendBaseWidget(t)
	return t
}

// Title names a page.
func Title(text string) *Text { return NewText(text, theme.SizeTitle, theme.ColorText).Bold() }

// Section names a section of a page.
func Section(text string) *Text { return NewText(text, theme.SizeSection, theme.ColorText).Bold() }

// PanelTitle names a panel.
func PanelTitle(text string) *Text { return NewText(text, theme.SizePanel, theme.ColorText).Bold() }

// Body is text of the usual size.
func Body(text string) *Text { return NewText(text, theme.SizeBody, theme.ColorText) }

// Strong is body text in bold.
func Strong(text string) *Text { return Body(text).Bold() }

// Note is a note or the name of a field.
func Note(text string) *Text { return NewText(text, theme.SizeNote, theme.ColorText3) }

// Secondary is body text a step fainter.
func Secondary(text string) *Text { return NewText(text, theme.SizeBody, theme.ColorText2) }

// Figure is a key figure.
func Figure(text string) *Text { return NewText(text, theme.SizeFigure, theme.ColorText).Bold() }

// Bold asks for the bold face and returns the same Text. A character the bold
// face lacks turns the whole line regular.
func (t *Text) Bold() *Text { t.bold = true; return t }

// Cut lets the line be narrower than its text and returns the same Text.
func (t *Text) Cut() *Text { t.cut = true; return t }

// Align sets leading, centre or trailing and returns the same Text.
func (t *Text) Align(a fyne.TextAlign) *Text { t.align = a; return t }

// In sets the colour token and returns the same Text.
func (t *Text) In(color fyne.ThemeColorName) *Text { t.color = color; return t }

// Text is the whole text, cut or not.
func (t *Text) Text() string { return t.text }

// SetText replaces the text.
func (t *Text) SetText(text string) {
	if t.text != text {
		t.text = text
		t.Refresh()
	}
}

// SetColor replaces the colour token.
func (t *Text) SetColor(color fyne.ThemeColorName) {
	if t.color != color {
		t.color = color
		t.Refresh()
	}
}

// CreateRenderer belongs to Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewText("", nil)
	r := &objects{owner: t, list: []fyne.CanvasObject{line}}
	r.refresh = func() {
		line.Color = theme.Color(t.color)
		line.TextSize = theme.Scaled(t.size)
		line.TextStyle = t.style()
		line.Alignment = t.align
		line.Text = t.text
		if t.cut && t.Size().Width > 0 {
			line.Text = cutTo(t.text, t.Size().Width, line.TextSize, line.TextStyle)
		}
	}
	r.layout = func(size fyne.Size) {
		r.refresh()
		height := line.MinSize().Height
		place(line, 0, (size.Height-height)/2, size.Width, height)
		if t.cut {
			canvas.Refresh(line)
		}
	}
	r.min = t.measure
	r.refresh()
	return r
}

func (t *Text) style() fyne.TextStyle {
	if t.bold {
		return theme.Bold(t.text)
	}
	return fyne.TextStyle{}
}

func (t *Text) measure() fyne.Size {
	size := fyne.MeasureText(t.text, theme.Scaled(t.size), t.style())
	if t.cut {
		size.Width = min(size.Width, theme.Scaled(t.size)*2)
	}
	return size
}

// cutTo shortens text to a width by whole characters, ending in ….
func cutTo(text string, width, size float32, style fyne.TextStyle) string {
	if fyne.MeasureText(text, size, style).Width <= width+0.5 {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high { // the longest start that fits with the sign
		middle := (low + high + 1) / 2
		if fyne.MeasureText(string(runes[:middle])+"…", size, style).Width <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return string(runes[:low]) + "…"
}
