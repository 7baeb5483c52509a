package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// Head is the strip at the top of every page: its name, a remark beside it, and
// the actions at the right. note may be nil.
func Head(title, note fyne.CanvasObject, actions ...fyne.CanvasObject) fyne.CanvasObject {
	row := widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{title}, note, actions)
	pad := (theme.PageHeaderHeight() - theme.ControlHeight()) / 2
	strip := widget.Inset(pad, pad, theme.Gap16, theme.Gap16, row)
	return container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(nil, widget.Divider(), nil, nil, strip))
}
