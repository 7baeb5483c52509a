package grid

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// driverModifiers asks the toolkit which of Shift, Ctrl and Alt are held.
func driverModifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// FocusGained shows that keys now go here.
func (g *Grid) FocusGained() {
	g.focused = true
	g.redraw()
}

// FocusLost shows that keys go elsewhere.
func (g *Grid) FocusLost() {
	g.focused = false
	g.redraw()
}

// AcceptsTab keeps Tab for moving between cells where cells can be edited; other
// grids let it pass to the next control, so that nobody is caught in a list.
func (g *Grid) AcceptsTab() bool {
	return slices.ContainsFunc(g.columns, func(c Column) bool { return c.Editable && !c.Hidden })
}

// TypedRune begins editing with what was typed, as sheets do. A word for a cell with
// choices may be typed as well; only the word that opens a menu by itself is chosen.
func (g *Grid) TypedRune(r rune) {
	if r == ' ' || !g.editable(g.current) || g.hasChoices(g.current) && g.cell(g.current.row, g.current.col).Shape == ShapeChoice {
		return
	}
	g.edit(g.current, string(r))
}

// TypedKey moves and acts. Keys that mean nothing here go to the window.
func (g *Grid) TypedKey(ev *fyne.KeyEvent) {
	if g.current.row < 0 && isMove(ev.Name) {
		g.SetCurrent(g.top, -1)
		return
	}
	mods := g.modifiers()
	if g.move(ev.Name, mods) || g.act(ev.Name, mods) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		if f := c.OnTypedKey(); f != nil {
			f(ev)
		}
	}
}

func isMove(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyPageUp, fyne.KeyPageDown,
		fyne.KeyHome, fyne.KeyEnd, fyne.KeyTab:
		return true
	}
	return false
}

// move handles the keys that move the current cell, or with Shift the far corner
// of the range. It says whether the key was one.
func (g *Grid) move(key fyne.KeyName, mods fyne.KeyModifier) bool {
	extend := mods&fyne.KeyModifierShift != 0
	if (key == fyne.KeyLeft || key == fyne.KeyRight) && !extend && g.foldByKey(key) {
		return true
	}
	page := max(1, g.fullRows(g.geometry())-1)
	switch key {
	case fyne.KeyUp:
		g.step(-1, 0, extend)
	case fyne.KeyDown:
		g.step(1, 0, extend)
	case fyne.KeyLeft:
		g.step(0, -1, extend)
	case fyne.KeyRight:
		g.step(0, 1, extend)
	case fyne.KeyPageUp:
		g.step(-page, 0, extend)
	case fyne.KeyPageDown:
		g.step(page, 0, extend)
	case fyne.KeyHome:
		g.step(0, -len(g.columns), extend)
	case fyne.KeyEnd:
		g.step(0, len(g.columns), extend)
	case fyne.KeyTab:
		if extend {
			g.tab(-1)
		} else {
			g.tab(1)
		}
	default:
		return false
	}
	return true
}

// step moves by rows and columns, stopping at the edges.
func (g *Grid) step(rows, cols int, extend bool) {
	from := g.current
	if extend {
		from = g.head
	}
	shown := g.shown()
	if from.row < 0 || len(shown) == 0 {
		return
	}
	at := slices.Index(shown, from.col) + cols
	to := place{
		row: min(max(from.row+rows, 0), g.Len()-1),
		col: shown[min(max(at, 0), len(shown)-1)],
	}
	if extend {
		g.reveal(to)
		g.extendTo(to)
		return
	}
	if !g.ShowChecks {
		g.dropMarks()
	}
	g.SetCurrent(to.row, to.col)
}

// tab goes to the next cell, at the end of a row to the next row.
func (g *Grid) tab(n int) {
	shown := g.shown()
	at := slices.Index(shown, g.current.col) + n
	row := g.current.row
	switch {
	case at < 0 && row > 0:
		at, row = len(shown)-1, row-1
	case at >= len(shown) && row < g.Len()-1:
		at, row = 0, row+1
	case at < 0 || at >= len(shown):
		g.leave(n)
		return
	}
	g.SetCurrent(row, shown[at])
}

// leave hands the focus on when Tab comes to the first or last cell.
func (g *Grid) leave(n int) {
	c := fyne.CurrentApp().Driver().CanvasForObject(g)
	switch {
	case c == nil:
	case n > 0:
		c.FocusNext()
	default:
		c.FocusPrevious()
	}
}

// act handles the keys that do something with the current cell.
func (g *Grid) act(key fyne.KeyName, mods fyne.KeyModifier) bool {
	switch key {
	case fyne.KeyReturn, fyne.KeyEnter:
		return g.enter()
	case fyne.KeyF2:
		g.Edit(g.current.row, g.current.col)
	case fyne.KeySpace:
		if mods&fyne.KeyModifierShift != 0 {
			g.selectRows()
		} else if g.current.row >= 0 {
			g.toggleMark(g.current)
		}
	case fyne.KeyF1:
		if g.OnHelp == nil {
			return false
		}
		g.OnHelp()
	case fyne.KeyDelete, fyne.KeyBackspace:
		g.clearCells()
	case fyne.KeyEscape:
		return g.escape()
	case desktop.KeyMenu:
		g.contextAtCurrent()
	case fyne.KeyF10:
		if mods&fyne.KeyModifierShift == 0 {
			return false
		}
		g.contextAtCurrent()
	default:
		return false
	}
	return true
}

// enter does what Enter does to the current cell. In a list where that is nothing, it
// goes on to the window, where it is the main button of a dialog.
func (g *Grid) enter() bool {
	p := g.current
	switch {
	case p.row >= 0 && g.fold(p.row):
	case p.row >= 0 && g.hasChoices(p) && g.cell(p.row, p.col).Shape == ShapeChoice:
		g.openChoices(p)
	case p.row >= 0 && g.OnActivate != nil:
		g.OnActivate(p.row, p.col)
	case !g.AcceptsTab():
		return false
	case p.row >= 0:
		g.Edit(p.row, p.col)
	}
	return true
}

// escape gives up the range, then the marks a plain click would drop, and only
// then what the page does with Esc.
func (g *Grid) escape() bool {
	switch {
	case g.hasRange():
		g.head = g.current
		g.redraw()
		g.selectionChanged()
	case g.marks.Len() > 0 && !g.ShowChecks:
		g.ClearMarks()
	case g.OnEscape != nil:
		g.OnEscape()
	default:
		return false
	}
	return true
}

// contextAtCurrent opens the menu under the current cell.
func (g *Grid) contextAtCurrent() {
	if g.OnContext == nil || g.current.row < 0 {
		return
	}
	g.reveal(g.current)
	g.redraw()
	g.OnContext(g.current.row, g.current.col, g.below(g.current))
}

// below is the place in the window under a cell's left edge.
func (g *Grid) below(p place) fyne.Position {
	l := g.geometry()
	v, _, _ := l.find(p.col)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
	return at.AddXY(max(v.x, 0), g.rowY(p.row)+g.m.row)
}

// TypedShortcut handles what is pressed with Ctrl. What means nothing here goes to
// the window, so that Ctrl+K, Ctrl+Z or Alt+2 work while the grid has the focus.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		g.Copy()
		return
	case *fyne.ShortcutCut:
		if g.OnClear != nil {
			g.Copy()
			g.clearCells()
		}
		return
	case *fyne.ShortcutPaste:
		g.Paste()
		return
	case *fyne.ShortcutSelectAll:
		g.MarkAll()
		return
	case *desktop.CustomShortcut:
		if s.Modifier&^fyne.KeyModifierShift == fyne.KeyModifierControl && g.jump(s.KeyName, s.Modifier) {
			return
		}
		if s.Modifier == fyne.KeyModifierAlt && s.KeyName == fyne.KeyDown && g.openChoices(g.current) {
			return
		}
	}
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(g).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// jump handles Ctrl with a moving key, and the other keys of sheets with Ctrl.
func (g *Grid) jump(key fyne.KeyName, mods fyne.KeyModifier) bool {
	extend := mods&fyne.KeyModifierShift != 0
	rows, cols := g.Len(), len(g.columns)
	if g.current.row < 0 && isMove(key) { // nothing was clicked yet: from the first row in sight
		g.current = g.clamp(place{g.top, -1})
		g.head = g.current
	}
	switch key {
	case fyne.KeyHome:
		g.step(-rows, -cols, extend)
	case fyne.KeyEnd:
		g.step(rows, cols, extend)
	case fyne.KeyUp:
		g.goEdge(-1, 0, extend)
	case fyne.KeyDown:
		g.goEdge(1, 0, extend)
	case fyne.KeyLeft:
		g.goEdge(0, -1, extend)
	case fyne.KeyRight:
		g.goEdge(0, 1, extend)
	case fyne.KeySpace:
		g.selectColumns()
	case fyne.KeyD:
		if g.OnFill == nil || extend {
			return false
		}
		g.fillDown()
	default:
		return false
	}
	return true
}
