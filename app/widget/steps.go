package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Steps is the head of a wizard: the names of its steps behind circles, those
// done ticked, the one at hand filled.
type Steps struct {
	fw.BaseWidget
	names   []string
	current int
}

// NewSteps makes the head; the first step is at hand.
func NewSteps(names ...string) *Steps {
	s := &Steps{names: names}
	s.ExtendBaseWidget(s)
	return s
}

// Current is the index of the step at hand; as many as there are steps means
// that all is done.
func (s *Steps) Current() int { return s.current }

// SetCurrent changes the step at hand.
func (s *Steps) SetCurrent(index int) {
	s.current = index
	s.Refresh()
}

// CreateRenderer belongs to Fyne.
func (s *Steps) CreateRenderer() fyne.WidgetRenderer {
	r := &objects{owner: s}
	r.refresh = func() { r.list, _ = s.draw(s.Size().Height) }
	r.layout = func(fyne.Size) { r.refresh() }
	r.min = func() fyne.Size {
		_, width := s.draw(0)
		return fyne.NewSize(width, theme.Scaled(28))
	}
	r.refresh()
	return r
}

func (s *Steps) draw(height float32) (out []fyne.CanvasObject, width float32) {
	side := theme.Scaled(20)
	for i, name := range s.names {
		if i > 0 {
			line := box(theme.LineStrong(), nil, 0, 0)
			place(line, width, height/2, 20, 1)
			out, width = append(out, line), width+20+theme.Gap8
		}
		ink := theme.ColorText2
		if i < s.current {
			ink = theme.ColorOK
		} else if i == s.current {
			ink = theme.ColorAccent
		}
		out = append(out, circle(width, (height-side)/2, side, stateOf(i, s.current), strconv.Itoa(i+1))...)
		t := canvas.NewText(name, theme.Color(ink))
		t.TextSize = theme.Scaled(theme.SizeBody)
		t.TextStyle = fyne.TextStyle{Bold: i == s.current}
		least := t.MinSize()
		place(t, width+side+6, (height-least.Height)/2, least.Width, least.Height)
		out, width = append(out, t), width+side+6+least.Width+theme.Gap8
	}
	return out, width
}

// StepState is where a step of a wizard or a time line stands.
type StepState uint8

// The states: to come, at hand, done, and done with something in it that is wrong.
const (
	StepAhead StepState = iota
	StepNow
	StepDone
	StepWrong
)

func stateOf(index, current int) StepState {
	switch {
	case index < current:
		return StepDone
	case index == current:
		return StepNow
	}
	return StepAhead
}

// circle draws the sign of a step: ticked, filled with its number, or empty with
// it. A text of "" leaves the number out.
func circle(x, y, side float32, state StepState, number string) []fyne.CanvasObject {
	fill, edge, ink := theme.Panel(), theme.Control(), theme.TextSecondary()
	switch state {
	case StepDone:
		edge = theme.OK()
	case StepWrong:
		edge, ink = theme.Error(), theme.Error()
	case StepNow:
		fill, edge, ink = theme.AccentFill(), theme.AccentFill(), theme.OnAccent()
	}
	ring := canvas.NewCircle(fill)
	ring.StrokeColor, ring.StrokeWidth = edge, 1.2
	place(ring, x, y, side, side)
	out := []fyne.CanvasObject{ring}
	if state == StepDone {
		tick := canvas.NewImageFromResource(theme.IconIn("check", theme.ColorOK))
		small := side * 0.6
		place(tick, x+(side-small)/2, y+(side-small)/2, small, small)
		return append(out, tick)
	}
	t := label(number, ink)
	t.TextStyle = fyne.TextStyle{Bold: state == StepNow}
	least := t.MinSize()
	place(t, x+(side-least.Width)/2, y+(side-least.Height)/2, least.Width, least.Height)
	return append(out, t)
}
