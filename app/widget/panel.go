package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
	"unionledger/app/widget/flat"
)

// Surface is a flat box behind a block: fill and edge are colour tokens, "" for none.
type Surface struct {
	fw.BaseWidget
	content    fyne.CanvasObject
	fill, edge fyne.ThemeColorName
	radius     float32
}

// NewSurface puts content on a box with the radius of panels.
func NewSurface(fill, edge fyne.ThemeColorName, content fyne.CanvasObject) *Surface {
	s := &Surface{content: content, fill: fill, edge: edge, radius: theme.Radius}
	s.ExtendBaseWidget(s)
	return s
}

// Square takes the rounding away and returns the same Surface.
func (s *Surface) Square() *Surface { s.radius = 0; return s }

// SetFill replaces the fill token.
func (s *Surface) SetFill(fill fyne.ThemeColorName) {
	s.fill = fill
	s.Refresh()
}

// CreateRenderer belongs to Fyne.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	if s.radius == 0 && s.edge == "" {
		return s.plain()
	}
	back := box(nil, nil, 0, s.radius)
	r := &objects{owner: s, list: []fyne.CanvasObject{back}}
	if s.content != nil {
		r.list = append(r.list, s.content)
	}
	r.refresh = func() {
		var fill, edge color.Color
		if s.fill != "" {
			fill = theme.Color(s.fill)
		}
		if s.edge != "" {
			edge = theme.Color(s.edge)
		}
		paint(back, fill, edge, theme.LineWidth)
	}
	r.layout = func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		if s.content != nil {
			place(s.content, 0, 0, size.Width, size.Height)
		}
	}
	r.min = func() fyne.Size {
		if s.content == nil {
			return fyne.Size{}
		}
		return s.content.MinSize()
	}
	r.refresh()
	return r
}

// plain draws a ground without edge or rounding: bars, panes and whole pages, whose
// size makes the toolkit's rectangle dear.
func (s *Surface) plain() fyne.WidgetRenderer {
	back := flat.New(theme.Color(s.fill))
	r := &objects{owner: s, list: []fyne.CanvasObject{back}}
	if s.content != nil {
		r.list = append(r.list, s.content)
	}
	r.refresh = func() { flat.Paint(back, theme.Color(s.fill)) }
	r.layout = func(size fyne.Size) {
		for _, o := range r.list {
			place(o, 0, 0, size.Width, size.Height)
		}
	}
	r.min = func() fyne.Size {
		if s.content == nil {
			return fyne.Size{}
		}
		return s.content.MinSize()
	}
	return r
}

// Panel is a white box with a name row: title, tag or note behind it, actions at
// the right, a line, and the content below.
type Panel struct {
	fw.BaseWidget
	title   *Text
	note    *Text
	head    *fyne.Container
	content fyne.CanvasObject
	pad     float32
	bare    bool
}

// NewPanel makes a panel; content is inset by 12. beside is what stands at the
// right end of the name row.
func NewPanel(title string, content fyne.CanvasObject, beside ...fyne.CanvasObject) *Panel {
	p := &Panel{title: PanelTitle(title), note: Note("").Cut(), content: content, pad: theme.Gap12}
	p.head = NewSplitRow(theme.Gap8, []fyne.CanvasObject{p.title}, p.note, beside)
	p.ExtendBaseWidget(p)
	return p
}

// NewBox is a panel without a name row.
func NewBox(content fyne.CanvasObject) *Panel {
	p := NewPanel("", content)
	p.bare = true
	return p
}

// Flush lets the content reach the edges, for lists and grids.
func (p *Panel) Flush() *Panel { p.pad = 0; return p }

// Note sets the small text behind the title and returns the panel.
func (p *Panel) Note(text string) *Panel { p.note.SetText(text); return p }

// SetTitle replaces the name.
func (p *Panel) SetTitle(text string) { p.title.SetText(text) }

// SetNote replaces the small text behind the title.
func (p *Panel) SetNote(text string) { p.note.SetText(text) }

// SetContent replaces what the panel holds.
func (p *Panel) SetContent(content fyne.CanvasObject) {
	p.content = content
	p.Refresh()
}

// CreateRenderer belongs to Fyne.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	back := box(nil, nil, 0, theme.Radius)
	line := box(nil, nil, 0, 0)
	r := &objects{owner: p, list: []fyne.CanvasObject{back, line, p.head, p.content}}
	head := func() float32 {
		if p.bare {
			return 0
		}
		return theme.PanelHeaderHeight()
	}
	r.layout = func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(p.head, theme.Gap12, 0, size.Width-2*theme.Gap12, head())
		place(line, theme.LineWidth, head()-theme.LineWidth, size.Width-2*theme.LineWidth, theme.LineWidth)
		edge := max(p.pad, theme.LineWidth)
		top := head() + p.pad
		if p.bare {
			top = edge
		}
		place(p.content, edge, top, size.Width-2*edge, size.Height-top-edge)
	}
	r.refresh = func() {
		paint(back, theme.Panel(), theme.Line(), theme.LineWidth)
		paint(line, theme.Line(), nil, 0)
		p.head.Hidden, line.Hidden = p.bare, p.bare
		r.list[3] = p.content
		r.layout(p.Size())
	}
	r.min = func() fyne.Size {
		inner := p.content.MinSize().AddWidthHeight(2*max(p.pad, 1), 2*max(p.pad, 1))
		if p.bare {
			return inner
		}
		named := p.title.MinSize().Width + 2*theme.Gap12
		return fyne.NewSize(max(inner.Width, named), inner.Height+head())
	}
	r.refresh()
	return r
}

// Divider is a line of one unit between things that stand one below the other.
func Divider() fyne.CanvasObject {
	return Sized(0, 1, NewSurface(theme.ColorLine, "", nil).Square())
}
