package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// wideFrom is the width from which the window has room for long words and side
// panes.
const wideFrom = 1400

// frame lays out the window: top bar, left bar, page, status bar. It tells when
// the window becomes wide or narrow.
type frame struct {
	top, nav, body, status fyne.CanvasObject
	wide                   bool
	onWide                 func(bool)
}

func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(800, 480) }

func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if wide := size.Width >= wideFrom; wide != f.wide {
		f.wide = wide
		f.onWide(wide)
	}
	top, status, nav := theme.TopHeight(), theme.StatusHeight(), f.nav.MinSize().Width
	middle := size.Height - top - status
	widget.Put(f.top, 0, 0, size.Width, top)
	widget.Put(f.nav, 0, top, nav, middle)
	widget.Put(f.body, nav, top, size.Width-nav, middle)
	widget.Put(f.status, 0, size.Height-status, size.Width, status)
}

// bar is a strip with a line at one edge: below the top bar, above the status bar.
func bar(fill fyne.ThemeColorName, lineAbove bool, content fyne.CanvasObject) fyne.CanvasObject {
	line := widget.Divider()
	inner := widget.Inset(0, 0, theme.Gap12, theme.Gap12, content)
	surface := widget.NewSurface(fill, "", nil).Square()
	if lineAbove {
		return container.NewStack(surface, widget.Border(line, nil, nil, nil, inner))
	}
	return container.NewStack(surface, widget.Border(nil, line, nil, nil, inner))
}

// seal is the red mark of the program.
func seal() fyne.CanvasObject {
	ground := canvas.NewRectangle(theme.Color(theme.ColorSeal))
	ground.CornerRadius = theme.Radius
	word := canvas.NewText("工", theme.Color(theme.ColorOnAccent))
	word.TextSize = theme.Scaled(16)
	word.TextStyle.Bold = true
	word.Alignment = fyne.TextAlignCenter
	side := theme.Scaled(24)
	return container.NewCenter(container.NewGridWrap(fyne.NewSize(side, side), container.NewStack(ground, word)))
}

// navBar stacks the entries, the last one at the foot.
func navBar(buttons []*navButton) fyne.CanvasObject {
	list := container.New(navLayout{})
	for _, b := range buttons {
		list.Add(b)
	}
	return container.NewStack(widget.NewSurface(theme.ColorNav, "", nil).Square(),
		widget.Border(nil, nil, nil, rightLine(), widget.Inset(theme.Gap4, theme.Gap4, 0, 0, list)))
}

// navLayout stacks from above and sets the last at the foot; in a low window with large
// text all of them give way alike, so that none is covered.
type navLayout struct{}

func (navLayout) MinSize(list []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range list {
		size = size.Max(o.MinSize())
	}
	return size
}

func (l navLayout) Layout(list []fyne.CanvasObject, size fyne.Size) {
	height := min(l.MinSize(list).Height, size.Height/float32(len(list)))
	for at, o := range list {
		y := float32(at) * height
		if at == len(list)-1 {
			y = size.Height - height
		}
		widget.Put(o, 0, y, size.Width, height)
	}
}

func rightLine() fyne.CanvasObject {
	line := canvas.NewRectangle(theme.Color(theme.ColorLine))
	line.SetMinSize(fyne.NewSize(theme.LineWidth, 1))
	return line
}
