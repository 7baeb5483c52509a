package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
	block "unionledger/app/widget"
	"unionledger/app/widget/flat"
)

// editorState is the entry over a cell, and the sentence under a refused one.
type editorState struct {
	layer   *fyne.Container
	entry   *cellEntry
	paper   fyne.CanvasObject // behind the entry's round corners
	frame   *canvas.Rectangle // over its edge
	at      place
	before  string // the text editing began with
	message string
	box     *canvas.Rectangle // behind message
	words   *canvas.Text
}

func (e *editorState) open() bool { return e.entry != nil }

// cellEntry is an entry that hands Esc, Enter and Tab to the grid.
type cellEntry struct {
	widget.Entry
	block.Caret
	g *Grid
}

// CreateRenderer belongs to Fyne.
func (e *cellEntry) CreateRenderer() fyne.WidgetRenderer {
	return e.Watch(&e.Entry, e.Entry.CreateRenderer())
}

// AcceptsTab keeps Tab here, where it means "done, next cell".
func (e *cellEntry) AcceptsTab() bool { return true }

// TypedKey acts on the keys that end editing.
func (e *cellEntry) TypedKey(ev *fyne.KeyEvent) {
	g := e.g
	switch ev.Name {
	case fyne.KeyEscape:
		g.StopEditing(false)
	case fyne.KeyReturn, fyne.KeyEnter:
		g.finish(func() { g.step(1, 0, false) })
	case fyne.KeyTab:
		n := 1
		if g.modifiers()&fyne.KeyModifierShift != 0 {
			n = -1
		}
		g.finish(func() { g.tab(n) })
	case fyne.KeyUp:
		g.finish(func() { g.step(-1, 0, false) })
	case fyne.KeyDown:
		g.finish(func() { g.step(1, 0, false) })
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut acts on Ctrl+Enter; the rest is the entry's own.
func (e *cellEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierControl && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) {
		e.g.fillTyped()
		return
	}
	e.Entry.TypedShortcut(s)
}

// FocusLost takes the text when the user went elsewhere in the window. When the
// whole window lost the focus the entry stays as it is; which of the two it was
// can only be seen once the toolkit has finished moving the focus.
func (e *cellEntry) FocusLost() {
	e.Entry.FocusLost()
	fyne.Do(func() {
		g := e.g
		c := fyne.CurrentApp().Driver().CanvasForObject(g)
		if g.editor.entry != e || c == nil || c.Focused() == fyne.Focusable(e) {
			return
		}
		g.StopEditing(true)
	})
}

// finish takes the text and, when it was not refused, moves on.
func (g *Grid) finish(next func()) {
	g.StopEditing(true)
	if !g.editor.open() {
		next()
	}
}

// editable says whether F2 opens something for the cell.
func (g *Grid) editable(p place) bool {
	if _, band := g.band(p.row); band {
		return false
	}
	if p.row < 0 || !g.validColumn(p.col) || !g.columns[p.col].Editable || g.OnEdit == nil {
		return false
	}
	if s, ok := g.source.(PagedSource); ok && !s.Loaded(p.row) {
		return false
	}
	return g.CanEdit == nil || g.CanEdit(p.row, p.col)
}

// Edit opens the cell for editing, if it can be edited: an entry with its text, or
// the menu of its choices.
func (g *Grid) Edit(row, col int) {
	p := g.clamp(place{row, col})
	if !g.editable(p) {
		return
	}
	if p != g.current { // the range stays, so that Ctrl+Enter can fill it
		g.SetCurrent(p.row, p.col)
	}
	if g.openChoices(p) {
		return
	}
	g.edit(p, "")
}

// Editing returns the cell being edited.
func (g *Grid) Editing() (row, col int, ok bool) {
	return g.editor.at.row, g.editor.at.col, g.editor.open()
}

// edit opens the entry; typed replaces the text when it is not empty.
func (g *Grid) edit(p place, typed string) {
	if g.view == nil || g.editor.open() {
		return
	}
	g.reveal(p)
	e := &cellEntry{g: g}
	e.ExtendBaseWidget(e)
	text := g.cell(p.row, p.col).Text
	if g.EditText != nil {
		text = g.EditText(p.row, p.col)
	}
	s := &g.editor
	s.at, s.before, s.message = p, text, ""
	if typed != "" {
		text = typed
	}
	e.SetText(text)
	s.paper = flat.New(g.view.colours.panel)
	s.frame = canvas.NewRectangle(color.Transparent)
	s.frame.StrokeColor, s.frame.StrokeWidth = g.view.colours.accent, theme.FocusLine
	s.box = canvas.NewRectangle(g.view.colours.errTint)
	s.box.StrokeColor, s.box.StrokeWidth, s.box.CornerRadius = g.view.colours.err, 1, 3
	s.words = canvas.NewText("", g.view.colours.err)
	s.words.TextSize = g.m.small
	s.entry = e
	s.layer.Objects = []fyne.CanvasObject{s.paper, e, s.frame, s.box, s.words}
	g.redraw()
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(e)
	}
	e.CursorColumn = len([]rune(text))
	if typed == "" {
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	e.Refresh()
}

// StopEditing closes the entry. With take the text goes to OnEdit first; when that
// refuses it, the entry stays open with the reason under it.
func (g *Grid) StopEditing(take bool) {
	s := &g.editor
	if !s.open() {
		return
	}
	text := s.entry.Text
	if take && text != s.before && g.OnEdit != nil {
		if err := g.OnEdit(s.at.row, s.at.col, text); err != nil {
			s.message = err.Error()
			s.frame.StrokeColor = g.view.colours.err
			g.redraw()
			if g.OnInvalid != nil {
				g.OnInvalid(s.at.row, s.at.col, err)
			}
			return
		}
	}
	entry := s.entry
	s.entry = nil
	s.layer.Objects = nil
	s.message = ""
	g.redraw()
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && c.Focused() == fyne.Focusable(entry) {
		c.Focus(g)
	}
}

// placeEditor keeps the entry over its cell and the message under it.
func (g *Grid) placeEditor(l geometry) {
	s := &g.editor
	if s.layer == nil {
		return
	}
	put(s.layer, 0, 0, l.size.Width, l.size.Height)
	if !s.open() {
		return
	}
	v, _, ok := l.find(s.at.col)
	y := g.rowY(s.at.row)
	if !ok || y < g.m.head || y >= l.bodyEnd {
		// Scrolled away: kept, but out of sight, until the cell comes back.
		v, y = colView{x: -2 * l.size.Width, w: 80}, 0
	}
	w := max(v.w, min(g.fonts.width(s.before, face{size: g.m.body})+24, 240))
	put(s.paper, v.x, y, w, g.m.row)
	put(s.frame, v.x, y, w, g.m.row)
	put(s.entry, v.x, y, w, g.m.row)
	if s.message == "" {
		s.box.Hide()
		s.words.Hide()
		return
	}
	text, width := g.fonts.fit(s.message, face{size: g.m.small}, l.right-2*g.m.pad)
	x := max(0, min(v.x, l.right-width-2*g.m.pad))
	my := y + g.m.row + 2
	if my+g.m.tag > l.size.Height {
		my = y - g.m.tag - 2
	}
	s.words.Text = text
	put(s.box, x, my, width+2*g.m.pad, g.m.tag)
	put(s.words, x+g.m.pad, my, width, g.m.tag)
}

func (g *Grid) hasChoices(p place) bool {
	return p.row >= 0 && g.Choices != nil && len(g.Choices(p.row, p.col)) > 0
}

// openChoices shows the words a cell can take, under the cell. It says whether
// there were any.
func (g *Grid) openChoices(p place) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(g)
	if c == nil || !g.hasChoices(p) || g.OnEdit == nil {
		return false
	}
	now := g.cell(p.row, p.col).Text
	var items []block.MenuItem
	for _, choice := range g.Choices(p.row, p.col) {
		items = append(items, block.MenuItem{Text: choice, Chosen: choice == now, Do: func() { g.choose(p, choice) }})
	}
	block.ShowMenuAt(c, g.below(p), items)
	return true
}

// choose takes a word from the menu.
func (g *Grid) choose(p place, choice string) {
	if err := g.OnEdit(p.row, p.col, choice); err != nil && g.OnInvalid != nil {
		g.OnInvalid(p.row, p.col, err)
	}
	g.RefreshRow(p.row)
}
