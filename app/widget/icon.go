package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Icon is a named drawing of package theme, 16 units square unless Side says
// otherwise, centred in the height it is given.
type Icon struct {
	fw.BaseWidget
	name  string
	color fyne.ThemeColorName
	side  float32
}

// NewIcon makes an icon in a colour token.
func NewIcon(name string, color fyne.ThemeColorName) *Icon {
	i := &Icon{name: name, color: color, side: 16}
	i.ExtendBaseWidget(i)
	return i
}

// Side sets the size in unscaled units and returns the same Icon.
func (i *Icon) Side(units float32) *Icon { i.side = units; return i }

// Set replaces drawing and colour.
func (i *Icon) Set(name string, color fyne.ThemeColorName) {
	i.name, i.color = name, color
	i.Refresh()
}

// CreateRenderer belongs to Fyne.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	image := canvas.NewImageFromResource(nil)
	r := &objects{owner: i, list: []fyne.CanvasObject{image}}
	r.refresh = func() { setIcon(image, i.name, i.color) }
	r.layout = func(size fyne.Size) {
		side := theme.Scaled(i.side)
		place(image, (size.Width-side)/2, (size.Height-side)/2, side, side)
	}
	r.min = func() fyne.Size { return fyne.NewSquareSize(theme.Scaled(i.side)) }
	r.refresh()
	return r
}
