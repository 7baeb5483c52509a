package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// results is the list below the search box. It is no popup: a popup would take
// the keyboard away from the box that is being typed in.
type results struct {
	object fyne.CanvasObject
	rows   *fyne.Container
	panel  *widget.Surface
}

// result is a line of the list; take is nil for one that only says something.
type result struct {
	text string
	take func()
}

func newResults(below fyne.CanvasObject) *results {
	r := &results{rows: container.NewVBox()}
	r.panel = widget.NewSurface(theme.ColorPanel, theme.ColorLineStrong, widget.Inset(theme.Gap4, theme.Gap4, theme.Gap4, theme.Gap4, r.rows))
	r.panel.Hide()
	r.object = container.New(&belowLayout{below}, r.panel)
	return r
}

func (r *results) show(lines []result) {
	r.rows.RemoveAll()
	for _, l := range lines {
		if l.take == nil {
			r.rows.Add(widget.Inset(theme.Gap4, theme.Gap4, theme.Gap8, theme.Gap8, widget.Note(l.text)))
			continue
		}
		r.rows.Add(container.NewHBox(widget.NewLink(l.text, "", func() { r.hide(); l.take() })))
	}
	r.panel.Show()
	r.object.Refresh()
}

func (r *results) hide() { r.panel.Hide() }

// belowLayout puts the list under the box it belongs to, as wide as its lines
// need and at least as wide as the box.
type belowLayout struct{ box fyne.CanvasObject }

func (l *belowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *belowLayout) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.box)
	size := objects[0].MinSize()
	objects[0].Move(fyne.NewPos(at.X, theme.TopHeight()-theme.Gap4))
	objects[0].Resize(fyne.NewSize(max(size.Width, l.box.Size().Width), size.Height))
}
