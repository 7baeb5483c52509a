package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Dot is a small square in a colour token, before the word it belongs to.
type Dot struct {
	fw.BaseWidget
	color fyne.ThemeColorName
	side  float32
}

// NewDot makes a square of side unscaled units.
func NewDot(color fyne.ThemeColorName, side float32) *Dot {
	d := &Dot{color: color, side: side}
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer belongs to Fyne.
func (d *Dot) CreateRenderer() fyne.WidgetRenderer {
	square := box(nil, nil, 0, 0)
	r := &objects{owner: d, list: []fyne.CanvasObject{square}}
	r.refresh = func() { paint(square, theme.Color(d.color), nil, 0) }
	r.min = func() fyne.Size { return fyne.NewSquareSize(theme.Scaled(d.side)) }
	r.layout = func(size fyne.Size) {
		side := theme.Scaled(d.side)
		place(square, (size.Width-side)/2, (size.Height-side)/2, side, side)
	}
	r.refresh()
	return r
}

// label is a small text of a chart.
func label(text string, ink color.Color) *canvas.Text {
	t := canvas.NewText(text, ink)
	t.TextSize = theme.Scaled(theme.SizeNote)
	return t
}
