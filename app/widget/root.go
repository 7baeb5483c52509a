package widget

import (
	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Root is what a window is given as its content: the window's own blocks, above
// them the bar that says what was done, above that the tips. Without a Root as
// the content of its canvas a block shows no tip.
type Root struct {
	fw.BaseWidget
	// OnFree is called when a menu or dialog is gone that was opened by a click.
	OnFree func()

	content fyne.CanvasObject
	bar     *Snackbar
	tips    *tipLayer
	// top and bottom are heights that the bar leaves free.
	top, bottom float32
}

// NewRoot lays the two layers over content.
func NewRoot(content fyne.CanvasObject) *Root {
	r := &Root{content: content, bar: newSnackbar(), tips: newTipLayer()}
	r.ExtendBaseWidget(r)
	return r
}

// Done shows what was done, with its count, for eight seconds; undo may be nil.
// The bar is laid anew, because its width is that of its words.
func (r *Root) Done(text string, undo func()) { r.say(text, undo, nil) }

// Written does so for a file that was written; show opens the folder it lies in.
func (r *Root) Written(text string, show func()) { r.say(text, nil, show) }

func (r *Root) say(text string, undo, show func()) {
	r.bar.Say(text, undo, show)
	r.top, r.bottom = 0, 0
	r.Refresh()
}

// KeepClear moves the bar, while it is shown, off the heights of a canvas where that
// stands which it speaks of.
func KeepClear(c fyne.Canvas, top, bottom float32) {
	if r, ok := c.Content().(*Root); ok && r.bar.Visible() {
		r.top, r.bottom = top, bottom
		r.Refresh()
	}
}

// Bar is the bar that says what was done.
func (r *Root) Bar() *Snackbar { return r.bar }

func (r *Root) tipLayer() *tipLayer { return r.tips }

// CreateRenderer belongs to Fyne.
func (r *Root) CreateRenderer() fyne.WidgetRenderer {
	o := &objects{owner: r, list: []fyne.CanvasObject{r.content, r.bar, r.tips}}
	o.layout = func(size fyne.Size) {
		place(r.content, 0, 0, size.Width, size.Height)
		place(r.tips, 0, 0, size.Width, size.Height)
		bar := r.bar.MinSize()
		width := min(max(bar.Width, theme.Scaled(420)), size.Width-2*theme.Gap16)
		// It stays above the foot of a page, whose buttons are wanted just then.
		foot := theme.StatusHeight() + theme.Scaled(48)
		y := size.Height - foot - bar.Height - theme.Gap4
		if r.bottom > y && r.top < y+bar.Height {
			y = max(r.top-theme.Gap4-bar.Height, 0)
		}
		place(r.bar, (size.Width-width)/2, y, width, bar.Height)
	}
	o.min = r.content.MinSize
	o.refresh = func() { o.layout(r.Size()) }
	return o
}
