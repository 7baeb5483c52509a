package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// MenuItem is one line of a menu. Closed is why it cannot be chosen now; Chosen
// ticks what holds already, and there the arrows begin, so that Enter alone
// changes nothing; a line without Text divides.
type MenuItem struct {
	Text, Icon, Shortcut string
	Closed               string
	Danger, Chosen       bool
	Do                   func()
}

// NewMenuButton is a button that opens a menu below itself; items is asked each
// time it opens.
func NewMenuButton(text, icon string, items func() []MenuItem) *Button {
	b := NewPlain(text, icon, nil).Then("chevron-down")
	b.OnTapped = func() { ShowMenu(b, items()) }
	return b
}

// ShowMenu opens a menu below a block.
func ShowMenu(below fyne.CanvasObject, items []MenuItem) {
	m := newMenu(items)
	m.pop = openPopover(below, m.box, false, m.TypedKey, nil)
	if m.pop != nil {
		m.pop.menu = true
		m.pop.focus(m)
	}
}

// ShowMenuAt opens a menu at a place of a canvas, for a right click.
func ShowMenuAt(c fyne.Canvas, at fyne.Position, items []MenuItem) {
	m := newMenu(items)
	m.pop = openPopover(c.Content(), m.box, false, m.TypedKey, nil)
	if m.pop != nil {
		// Beside the pointer: a second click where it stands takes nothing.
		m.pop.at, m.pop.anchor = at.AddXY(1, 0), fyne.Size{}
		m.pop.Refresh()
		m.pop.focus(m)
	}
}

// menu is an open menu: arrows move, Enter takes, Esc closes.
type menu struct {
	fw.BaseWidget
	items  []MenuItem
	active int
	pop    *popover
	// box is as large as the menu where the window allows it; in a lower one the
	// menu scrolls in it.
	box    fyne.CanvasObject
	scroll *container.Scroll
}

func newMenu(items []MenuItem) *menu {
	m := &menu{items: items, active: -1}
	m.ExtendBaseWidget(m)
	m.scroll = container.NewVScroll(m)
	m.box = container.New(whole{m}, m.scroll)
	m.move(1)
	for i, item := range items {
		if item.Chosen && item.Closed == "" {
			m.active = i
		}
	}
	return m
}

// move goes to the next line up or down that can be chosen.
func (m *menu) move(step int) {
	for i := m.active + step; i >= 0 && i < len(m.items); i += step {
		if m.items[i].Text != "" && m.items[i].Closed == "" {
			m.active = i
			break
		}
	}
	m.reveal()
	m.Refresh()
}

// reveal scrolls the active line into sight.
func (m *menu) reveal() {
	high := m.scroll.Size().Height
	if m.active < 0 || high <= 0 {
		return
	}
	top := theme.Gap4
	for i := range m.active {
		top += m.height(i)
	}
	if y := max(top+m.height(m.active)-high, min(m.scroll.Offset.Y, top)); y != m.scroll.Offset.Y {
		m.scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
}

// whole lays one object out and asks for the room another one needs.
type whole struct{ needs fyne.CanvasObject }

func (w whole) MinSize([]fyne.CanvasObject) fyne.Size { return w.needs.MinSize() }
func (w whole) Layout(list []fyne.CanvasObject, size fyne.Size) {
	for _, o := range list {
		place(o, 0, 0, size.Width, size.Height)
	}
}

func (m *menu) take(index int) {
	if index < 0 || index >= len(m.items) || m.items[index].Text == "" || m.items[index].Closed != "" {
		return
	}
	m.pop.close()
	if do := m.items[index].Do; do != nil {
		do()
	}
}

func (m *menu) FocusGained()   {}
func (m *menu) FocusLost()     {}
func (m *menu) TypedRune(rune) {}

func (m *menu) TypedKey(key *fyne.KeyEvent) {
	switch {
	case key.Name == fyne.KeyDown:
		m.move(1)
	case key.Name == fyne.KeyUp:
		m.move(-1)
	case isPress(key):
		m.take(m.active)
	case key.Name == fyne.KeyEscape:
		m.pop.close()
	}
}

// Tapped takes the line under the mouse; MouseIn and MouseMoved mark it.
func (m *menu) Tapped(e *fyne.PointEvent)     { m.take(m.at(e.Position.Y)) }
func (m *menu) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }
func (m *menu) MouseOut()                     {}
func (m *menu) MouseMoved(e *desktop.MouseEvent) {
	i := m.at(e.Position.Y)
	if i >= 0 && i != m.active && m.items[i].Text != "" && m.items[i].Closed == "" {
		m.active = i
		m.Refresh()
	}
}

// height is that of one line, at finds the line at a height.
func (m *menu) height(i int) float32 {
	if m.items[i].Text == "" {
		return 9
	}
	return theme.RowHeight()
}

func (m *menu) at(y float32) int {
	top := theme.Gap4
	for i := range m.items {
		if y >= top && y < top+m.height(i) {
			return i
		}
		top += m.height(i)
	}
	return -1
}

// CreateRenderer belongs to Fyne.
func (m *menu) CreateRenderer() fyne.WidgetRenderer {
	r := &objects{owner: m}
	r.refresh = func() { r.list = m.draw(m.Size()) }
	r.layout = func(fyne.Size) { r.refresh() }
	r.min = func() fyne.Size {
		size := fyne.NewSize(theme.Scaled(140), 2*theme.Gap4)
		for i, item := range m.items {
			text, right := m.words(item)
			width := 9 + theme.IconSize() + theme.Gap8 + text.MinSize().Width + theme.Gap16
			if right.Text != "" {
				width += right.MinSize().Width + theme.Gap16
			}
			size.Width = max(size.Width, width)
			size.Height += m.height(i)
		}
		return size
	}
	return r
}

// words are the text of a line and the small words at its right: its shortcut,
// or why it is closed.
func (m *menu) words(item MenuItem) (text, right *canvas.Text) {
	ink, small := theme.Text(), item.Shortcut
	switch {
	case item.Closed != "":
		ink, small = theme.Disabled(), item.Closed
	case item.Danger:
		ink = theme.Error()
	}
	text = canvas.NewText(item.Text, ink)
	text.TextSize = theme.Scaled(theme.SizeBody)
	return text, label(small, theme.TextSecondary())
}

func (m *menu) draw(size fyne.Size) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	y := theme.Gap4
	for i, item := range m.items {
		height := m.height(i)
		if item.Text == "" {
			line := box(theme.Line(), nil, 0, 0)
			place(line, 0, y+4, size.Width, 1)
			out, y = append(out, line), y+height
			continue
		}
		if i == m.active {
			back := box(theme.Accent100(), nil, 0, 0)
			place(back, 1, y, size.Width-2, height)
			out = append(out, back)
		}
		if item.Chosen {
			item.Icon = "check"
		}
		if item.Icon != "" {
			ink := theme.ColorText
			if item.Danger {
				ink = theme.ColorError
			}
			if item.Closed != "" {
				ink = theme.ColorOff
			}
			icon, side := canvas.NewImageFromResource(theme.IconIn(item.Icon, ink)), theme.IconSize()
			place(icon, 9, y+(height-side)/2, side, side)
			out = append(out, icon)
		}
		text, right := m.words(item)
		least := text.MinSize()
		place(text, 9+theme.IconSize()+theme.Gap8, y+(height-least.Height)/2, least.Width, least.Height)
		least = right.MinSize()
		place(right, size.Width-least.Width-theme.Gap12, y+(height-least.Height)/2, least.Width, least.Height)
		out, y = append(out, text, right), y+height
	}
	return out
}
