package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Stage is one step of a Timeline.
type Stage struct {
	Name  string
	Date  string // 03-07, or 现在办
	Words string // 提前 4 天, 还剩 1 天
	Tone  Tone   // of Words; on the chosen or urgent stage they stand in a tag
	State StepState
}

// Timeline is the list of the steps of one course, joined by a line: done
// ticked, at hand filled, to come empty. Up and Down choose, a click too.
type Timeline struct {
	fw.BaseWidget
	OnSelected func(index int)
	stages     []Stage
	selected   int
	ring       bool
}

// NewTimeline makes a list without stages.
func NewTimeline(selected func(index int)) *Timeline {
	t := &Timeline{OnSelected: selected, selected: -1}
	t.ExtendBaseWidget(t)
	return t
}

// Set replaces the stages and chooses one, -1 for none, without calling back.
func (t *Timeline) Set(stages []Stage, selected int) {
	t.stages, t.selected = stages, selected
	t.Refresh()
}

// Selected is the index of the chosen stage.
func (t *Timeline) Selected() int { return t.selected }

// Select chooses a stage and calls OnSelected if that is a change.
func (t *Timeline) Select(index int) {
	if index < 0 || index >= len(t.stages) || index == t.selected {
		return
	}
	t.selected = index
	t.Refresh()
	if t.OnSelected != nil {
		t.OnSelected(index)
	}
}

// FocusGained shows that the keys belong to the list.
func (t *Timeline) FocusGained() { t.ring = true; t.Refresh() }

// FocusLost shows that they no longer do.
func (t *Timeline) FocusLost() { t.ring = false; t.Refresh() }

// TypedRune has no use for signs.
func (t *Timeline) TypedRune(rune) {}

// TypedKey chooses by Up, Down, Home and End.
func (t *Timeline) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDown:
		t.Select(t.selected + 1)
	case fyne.KeyUp:
		t.Select(t.selected - 1)
	case fyne.KeyHome:
		t.Select(0)
	case fyne.KeyEnd:
		t.Select(len(t.stages) - 1)
	default:
		forward(t, key)
	}
}

// Tapped chooses the stage under the mouse.
func (t *Timeline) Tapped(e *fyne.PointEvent) {
	focus(t, t)
	t.Select(int(e.Position.Y / t.row()))
}

// row is the height of a stage: tall where there is room, 28 at least.
func (t *Timeline) row() float32 {
	n := max(len(t.stages), 1)
	return min(max(t.Size().Height/float32(n), theme.RowHeight()), theme.Scaled(52))
}

// CreateRenderer belongs to Fyne.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer {
	r := &objects{owner: t}
	r.refresh = func() { r.list = t.draw(t.Size()) }
	r.layout = func(fyne.Size) { r.refresh() }
	r.min = func() fyne.Size {
		return fyne.NewSize(theme.Scaled(220), float32(len(t.stages))*theme.RowHeight())
	}
	r.refresh()
	return r
}

func (t *Timeline) draw(size fyne.Size) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	row, side := t.row(), theme.Scaled(22)
	middle := theme.Gap12 + side/2
	for i, s := range t.stages {
		y := float32(i) * row
		out = append(out, t.ground(i, y, size.Width, row)...)
		if i+1 < len(t.stages) {
			ink := theme.LineStrong()
			if s.State == StepDone {
				ink = theme.OK()
			}
			line := box(ink, nil, 0, 0)
			place(line, middle-0.75, y+row/2+side/2, 1.5, row-side)
			out = append(out, line)
		}
		out = append(out, circle(theme.Gap12, y+(row-side)/2, side, s.State, strconv.Itoa(i+1))...)
		out = append(out, t.words(s, i == t.selected, y, size.Width, row)...)
	}
	return out
}

// ground marks the chosen stage by a tint and a bar, and the focus by a frame.
func (t *Timeline) ground(i int, y, width, row float32) []fyne.CanvasObject {
	if i != t.selected {
		return nil
	}
	back, bar := box(theme.Accent50(), nil, 0, 0), box(theme.Accent(), nil, 0, 0)
	if t.ring {
		paint(back, theme.Accent100(), nil, 0)
	}
	place(back, 0, y, width, row)
	place(bar, 0, y, theme.BarWidth, row)
	return []fyne.CanvasObject{back, bar}
}

// words sets name, date and state in three columns.
func (t *Timeline) words(s Stage, chosen bool, y, width, row float32) []fyne.CanvasObject {
	ink := theme.Text()
	switch {
	case chosen:
		ink = theme.Accent()
	case s.State == StepAhead:
		ink = theme.TextSecondary()
	}
	name := canvas.NewText(s.Name, ink)
	name.TextSize, name.TextStyle = theme.Scaled(theme.SizeBody), fyne.TextStyle{Bold: chosen}
	date := label(s.Date, theme.TextSecondary())
	tone, fill, _ := s.Tone.Colors()
	state := label(s.Words, theme.Color(tone))
	var out []fyne.CanvasObject
	least := state.MinSize()
	right := width - theme.Gap8 - least.Width
	if s.Words != "" && (s.Tone == Bad || s.Tone == Warn) {
		right -= 6
		back := box(theme.Color(fill), nil, 0, theme.RadiusTag)
		place(back, right-6, y+(row-theme.Scaled(20))/2, least.Width+12, theme.Scaled(20))
		out = append(out, back)
	}
	set := func(o *canvas.Text, x float32) {
		least := o.MinSize()
		place(o, x, y+(row-least.Height)/2, least.Width, least.Height)
		out = append(out, o)
	}
	set(name, theme.Gap12+theme.Scaled(22)+theme.Gap8)
	nameEnd := theme.Gap12 + theme.Scaled(22) + theme.Gap8 + name.MinSize().Width
	at := min(width*0.52, right-theme.Gap8-theme.Gap4-date.MinSize().Width)
	if s.Words == "" {
		at = width * 0.52
	}
	if at > nameEnd+theme.Gap4 { // long words leave no room for it
		set(date, at)
	}
	set(state, right)
	return out
}
