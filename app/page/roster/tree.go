package roster

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// tree draws the lines at the left. Up and Down move, Left and Right fold, Enter
// chooses; a click on the arrow folds, anywhere else chooses.
type tree struct {
	fw.BaseWidget
	items   []treeItem
	active  int
	focused bool
	hover   int
	// from and onto are the lines that a drag began on and is over, -1 for none;
	// dragged is set until the next press, for a drag ends with a tap as well.
	from, onto int
	dragged    bool

	choose  func(treeItem)
	fold    func(treeItem)
	context func(treeItem, fyne.Position)
	drop    func(group, onto int64)
}

func newTree() *tree {
	t := &tree{hover: -1, from: -1, onto: -1}
	t.ExtendBaseWidget(t)
	return t
}

// set replaces the lines.
func (t *tree) set(items []treeItem) {
	t.items = items
	for i, it := range items {
		if it.chosen {
			t.active = i
		}
	}
	t.active = min(t.active, len(items)-1)
	t.Refresh()
}

// lineHeight is that of one line, headTop the extra room above a heading.
func lineHeight() float32 { return theme.Scaled(26) }
func headTop() float32    { return theme.Scaled(20) }

// top is where line i begins.
func (t *tree) top(i int) float32 {
	y := theme.Gap8
	for _, it := range t.items[:i] {
		y += t.height(it)
	}
	return y
}

func (t *tree) height(it treeItem) float32 {
	if it.kind == headingLine {
		return lineHeight() + headTop()
	}
	return lineHeight()
}

func (t *tree) at(y float32) int {
	top := theme.Gap8
	for i, it := range t.items {
		if y >= top && y < top+t.height(it) && it.kind != headingLine {
			return i
		}
		top += t.height(it)
	}
	return -1
}

// Tapped folds on the arrow and chooses elsewhere.
func (t *tree) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(t)
	}
	i := t.at(e.Position.Y)
	if i < 0 || t.dragged {
		return
	}
	it := t.items[i]
	t.active = i
	if it.folds && e.Position.X < t.indent(it)+theme.IconSize()+theme.Gap4 {
		t.fold(it)
		return
	}
	t.choose(it)
}

// hasMenu tells whether a line can be changed: groups, and what was saved here.
func (it treeItem) hasMenu() bool { return it.kind == groupLine || it.view != 0 }

// TappedSecondary opens the menu of a group or a saved view.
func (t *tree) TappedSecondary(e *fyne.PointEvent) {
	if i := t.at(e.Position.Y); i >= 0 && t.items[i].hasMenu() {
		t.context(t.items[i], e.AbsolutePosition)
	}
}

func (t *tree) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }
func (t *tree) MouseOut()                     { t.hover = -1; t.Refresh() }
func (t *tree) MouseMoved(e *desktop.MouseEvent) {
	if i := t.at(e.Position.Y); i != t.hover {
		t.hover = i
		t.Refresh()
	}
}

func (t *tree) FocusGained()   { t.focused = true; t.Refresh() }
func (t *tree) FocusLost()     { t.focused = false; t.Refresh() }
func (t *tree) TypedRune(rune) {}

func (t *tree) TypedKey(key *fyne.KeyEvent) {
	if t.active < 0 || t.active >= len(t.items) {
		return
	}
	it := t.items[t.active]
	switch key.Name {
	case fyne.KeyDown:
		t.step(1)
	case fyne.KeyUp:
		t.step(-1)
	case fyne.KeyLeft:
		if it.folds && !it.folded {
			t.fold(it)
		}
	case fyne.KeyRight:
		if it.folds && it.folded {
			t.fold(it)
		}
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.choose(it)
	case desktop.KeyMenu:
		if it.hasMenu() {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
			t.context(it, at.AddXY(t.indent(it), t.top(t.active)+lineHeight()))
		}
	}
}

func (t *tree) step(n int) {
	for i := t.active + n; i >= 0 && i < len(t.items); i += n {
		if t.items[i].kind != headingLine {
			t.active = i
			t.Refresh()
			return
		}
	}
}

func (t *tree) indent(it treeItem) float32 {
	return theme.Gap8 - 2 + float32(it.depth)*theme.Scaled(10)
}

// CreateRenderer belongs to Fyne.
func (t *tree) CreateRenderer() fyne.WidgetRenderer {
	r := &treeRenderer{t: t}
	r.Refresh()
	return r
}

type treeRenderer struct {
	t     *tree
	list  []fyne.CanvasObject
	drawn fyne.Size // the size the lines were drawn for
}

func (r *treeRenderer) Destroy()                     {}
func (r *treeRenderer) Objects() []fyne.CanvasObject { return r.list }

// Layout draws anew only for another size: new objects make the toolkit lay out
// again, which would never end and keep a core busy.
func (r *treeRenderer) Layout(size fyne.Size) {
	if size != r.drawn {
		r.draw()
	}
}

func (r *treeRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Scaled(120), r.t.top(len(r.t.items))+theme.Gap8)
}

func (r *treeRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.t)
}

func (r *treeRenderer) draw() {
	r.list, r.drawn = r.list[:0], r.t.Size()
	y := theme.Gap8
	for i, it := range r.t.items {
		r.line(i, it, y)
		y += r.t.height(it)
	}
}

func (r *treeRenderer) put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	r.list = append(r.list, o)
}

func (r *treeRenderer) fill(color fyne.ThemeColorName, x, y, w, h float32) {
	r.put(canvas.NewRectangle(theme.Color(color)), x, y, w, h)
}

// line draws one line: its ground, arrow or star, words and count.
func (r *treeRenderer) line(i int, it treeItem, y float32) {
	t, width, height := r.t, r.t.Size().Width, lineHeight()
	if it.kind == headingLine {
		r.fill(theme.ColorLine, theme.Gap8, y+headTop()/2, width-2*theme.Gap8, theme.LineWidth)
		r.put(widget.NewText(it.text, theme.SizeNote, theme.ColorText2), theme.Gap8, y+headTop(), width-2*theme.Gap8, height)
		return
	}
	switch {
	case t.from >= 0 && i == t.onto:
		r.fill(theme.ColorAccent100, 0, y, width, height)
	case it.chosen:
		r.fill(theme.ColorAccent50, 0, y, width, height)
	case i == t.hover:
		r.fill(theme.ColorZebra, 0, y, width, height)
	}
	if t.focused && i == t.active {
		ring := canvas.NewRectangle(nil)
		ring.StrokeColor, ring.StrokeWidth = theme.Accent(), theme.FocusLine
		r.put(ring, 1, y, width-2, height)
	}
	x := t.indent(it)
	side := theme.Scaled(12)
	switch {
	case it.kind == savedLine:
		x = theme.Gap8
		r.put(widget.NewIcon("star", theme.ColorText2).Side(12), x, y, side, height)
	case it.folds && it.folded:
		r.put(widget.NewIcon("chevron-right", theme.ColorText2).Side(12), x, y, side, height)
	case it.folds:
		r.put(widget.NewIcon("chevron-down", theme.ColorText2).Side(12), x, y, side, height)
	}
	ink, countInk := theme.ColorText, theme.ColorText2
	if it.chosen {
		ink, countInk = theme.ColorAccent, theme.ColorAccent
	}
	text := widget.NewText(it.text, theme.SizeBody, ink).Cut()
	count := widget.NewText("", theme.SizeNote, countInk).Align(fyne.TextAlignTrailing)
	if it.count >= 0 {
		count.SetText(strconv.Itoa(it.count))
	}
	if it.chosen {
		text.Bold()
		count.Bold()
	}
	right := count.MinSize().Width
	r.put(count, width-theme.Gap12-right, y, right, height)
	x += side + theme.Gap4
	r.put(text, x, y, width-theme.Gap12-right-theme.Gap4-x, height)
}
