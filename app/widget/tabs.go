package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Tabs is a row of names, one chosen; what belongs to it is the page's business.
// Left and Right change the choice while it has the focus.
type Tabs struct {
	fw.BaseWidget
	OnChanged func(index int)
	tabs      []*tab
	row       *fyne.Container
	selected  int
}

// NewTabs makes the row; the first name is chosen.
func NewTabs(changed func(index int), names ...string) *Tabs {
	t := &Tabs{OnChanged: changed, row: Row(theme.Gap16)}
	for i, name := range names {
		b := &tab{of: t, index: i, name: name}
		b.bind(b, func() { t.Select(i) })
		t.tabs = append(t.tabs, b)
		t.row.Add(b)
	}
	t.ExtendBaseWidget(t)
	return t
}

// Selected is the index of the chosen name.
func (t *Tabs) Selected() int { return t.selected }

// Select chooses a name and calls OnChanged if that is a change.
func (t *Tabs) Select(index int) {
	if index < 0 || index >= len(t.tabs) || index == t.selected {
		return
	}
	t.selected = index
	t.row.Refresh()
	for _, b := range t.tabs {
		b.Refresh()
	}
	if t.OnChanged != nil {
		t.OnChanged(index)
	}
}

// SetName replaces a name, such as 需要看的 77.
func (t *Tabs) SetName(index int, name string) {
	t.tabs[index].name = name
	t.row.Refresh()
}

// CreateRenderer belongs to Fyne.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	line := box(nil, nil, 0, 0)
	r := &objects{owner: t, list: []fyne.CanvasObject{line, t.row}}
	r.refresh = func() { paint(line, theme.Line(), nil, 0) }
	r.min = func() fyne.Size { return fyne.NewSize(t.row.MinSize().Width, theme.TabHeight()) }
	r.layout = func(size fyne.Size) {
		place(line, 0, size.Height-theme.LineWidth, size.Width, theme.LineWidth)
		place(t.row, 0, 0, size.Width, size.Height)
	}
	r.refresh()
	return r
}

// tab is one name.
type tab struct {
	pressable
	of    *Tabs
	index int
	name  string
}

func (b *tab) TypedKey(key *fyne.KeyEvent) {
	step := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[key.Name]
	next := b.index + step
	if step == 0 || next < 0 || next >= len(b.of.tabs) {
		b.pressable.TypedKey(key)
		return
	}
	b.of.Select(next)
	focus(b, b.of.tabs[next])
}

func (b *tab) CreateRenderer() fyne.WidgetRenderer {
	label, bar, ring := canvas.NewText("", nil), box(nil, nil, 0, 0), box(nil, nil, 0, theme.Radius)
	r := &objects{owner: b, list: []fyne.CanvasObject{ring, label, bar}}
	r.refresh = func() {
		label.Text, label.TextSize = b.name, theme.Scaled(theme.SizeBody)
		label.Color, label.TextStyle = theme.TextSecondary(), fyne.TextStyle{}
		paint(bar, nil, nil, 0)
		paint(ring, nil, nil, 0)
		if b.of.selected == b.index {
			label.Color, label.TextStyle = theme.Accent(), theme.Bold(b.name)
			paint(bar, theme.Accent(), nil, 0)
		} else if b.hovered {
			label.Color = theme.Accent()
		}
		if b.ring {
			paint(ring, nil, theme.Accent(), theme.FocusLine)
		}
	}
	r.min = func() fyne.Size {
		// room for bold, so that choosing moves nothing
		text := fyne.MeasureText(b.name, theme.Scaled(theme.SizeBody), theme.Bold(b.name))
		return fyne.NewSize(text.Width, theme.TabHeight())
	}
	r.layout = func(size fyne.Size) {
		line := label.MinSize().Height
		place(label, 0, (size.Height-line)/2, size.Width, line)
		place(bar, 0, size.Height-theme.FocusLine, size.Width, theme.FocusLine)
		place(ring, -5, 4, size.Width+10, size.Height-8)
	}
	r.refresh()
	return r
}
