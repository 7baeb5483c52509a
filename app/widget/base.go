package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"unionledger/app/theme"
)

// Row sets blocks side by side, gap units apart, each as high as the highest;
// the blocks of this package centre themselves in that height.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(gap), objects...)
}

// Column sets blocks one below the other, gap units apart, all of one width.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Inset leaves empty space around a block.
func Inset(top, bottom, left, right float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), object)
}

// Spacer pushes apart what stands before and after it in a Row or Column.
func Spacer() fyne.CanvasObject { return layout.NewSpacer() }

// Sized gives a block at least this width and height, in unscaled units; 0 leaves
// the block's own.
func Sized(width, height float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(atLeast{width, height}, object)
}

type atLeast struct{ width, height float32 }

func (l atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(fyne.NewSize(theme.Scaled(l.width), theme.Scaled(l.height)))
}

func (l atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// objects is a renderer over a fixed list; the blocks fill in what they need.
type objects struct {
	owner   fyne.CanvasObject
	list    []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func()
}

func (r *objects) Destroy()                     {}
func (r *objects) Objects() []fyne.CanvasObject { return r.list }
func (r *objects) Layout(size fyne.Size)        { r.layout(size) }
func (r *objects) MinSize() fyne.Size           { return r.min() }

func (r *objects) Refresh() {
	r.refresh()
	for _, o := range r.list {
		canvas.Refresh(o)
	}
	canvas.Refresh(r.owner) // the list itself may be new
}

// place moves and resizes in one go.
func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// box is a rectangle with an edge; fill or edge may be nil.
func box(fill, edge color.Color, width, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(fill)
	paint(r, fill, edge, width)
	r.CornerRadius = radius
	return r
}

// paint sets the colours of a box; nil is nothing.
func paint(r *canvas.Rectangle, fill, edge color.Color, width float32) {
	if fill == nil {
		fill = color.Transparent
	}
	if edge == nil {
		edge, width = color.Transparent, 0
	}
	r.FillColor, r.StrokeColor, r.StrokeWidth = fill, edge, width
}

// canvasOf is the canvas an object lies on, or nil while it lies on none.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	if a := fyne.CurrentApp(); a != nil {
		return a.Driver().CanvasForObject(o)
	}
	return nil
}

// forward hands a key that a focused block has no use for to whoever decides
// about keys on its canvas: the window, or the dialog or popup above it.
func forward(o fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := canvasOf(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(key)
	}
}

// forwardShortcut hands on what is pressed with Ctrl or Alt in the same way.
func forwardShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := canvasOf(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// focus gives a block the keyboard, if it lies on a canvas.
func focus(o fyne.CanvasObject, f fyne.Focusable) {
	if c := canvasOf(o); c != nil {
		c.Focus(f)
	}
}

// handBack gives the keyboard to what the page in front works with when the menu or
// dialog that a button opened is gone: a button clicked in passing must not keep it.
// Who came to the button by keyboard stays there.
func handBack(c fyne.Canvas) {
	b, pressed := c.Focused().(*Button)
	root, ok := c.Content().(*Root)
	if ok && pressed && b.byMouse && c.Overlays().Top() == nil && root.OnFree != nil {
		root.OnFree()
	}
}

// isEnter and isPress say which keys submit, and which press a button.
func isEnter(key *fyne.KeyEvent) bool {
	return key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter
}

func isPress(key *fyne.KeyEvent) bool { return isEnter(key) || key.Name == fyne.KeySpace }
