package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Point is one place on a chart's level axis: its name, its value, in a BarChart
// a second value beside it, and a figure or words above it.
type Point struct {
	Name   string
	Value  float64
	Before float64 // the first bar of a pair, such as 应收; 0 is none
	Label  string  // above the bars, such as 98%
	Words  string  // instead of bars, such as 待开账
}

// Chart draws points as a line, or as bars from zero, over three level lines.
type Chart struct {
	fw.BaseWidget
	// OnPoint is called with the place of the point that was clicked.
	OnPoint func(index int)
	points  []Point
	bars    bool
	area    plane // of the last drawing
}

// NewLineChart draws values as a line whose last value is written beside it.
func NewLineChart() *Chart { return newChart(false) }

// NewBarChart draws values as bars from zero; with Before, as pairs.
func NewBarChart() *Chart { return newChart(true) }

func newChart(bars bool) *Chart {
	c := &Chart{bars: bars}
	c.ExtendBaseWidget(c)
	return c
}

// Set replaces the points.
func (c *Chart) Set(points []Point) {
	c.points = points
	c.Refresh()
}

// Tapped belongs to Fyne: it finds the point whose column was clicked.
func (c *Chart) Tapped(e *fyne.PointEvent) {
	if n := len(c.points); c.OnPoint != nil && n > 0 && c.area.width > 0 && e.Position.X >= c.area.left {
		c.OnPoint(min(int((e.Position.X-c.area.left)/c.area.width*float32(n)), n-1))
	}
}

// CreateRenderer belongs to Fyne.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	r := &objects{owner: c}
	r.refresh = func() { r.list = c.draw(c.Size()) }
	r.layout = func(fyne.Size) { r.refresh() }
	r.min = func() fyne.Size { return fyne.NewSize(theme.Scaled(160), theme.Scaled(90)) }
	return r
}

// plane is the area of the points and how a value lies in it.
type plane struct {
	left, top, width, height float32
	low, high                float64
}

func (p plane) y(v float64) float32 { return p.top + p.height*(1-part(v, p.low, p.high)) }

func (p plane) x(i, n int) float32 { return p.left + p.width*(float32(i)+0.5)/float32(n) }

func (c *Chart) draw(size fyne.Size) []fyne.CanvasObject {
	if len(c.points) == 0 || size.Width < 60 || size.Height < 50 {
		return nil
	}
	var values []float64
	for _, p := range c.points {
		if p.Words == "" {
			values = append(values, p.Value)
			if p.Before != 0 {
				values = append(values, p.Before)
			}
		}
	}
	if len(values) == 0 {
		values = []float64{0}
	}
	low, high := bounds(values)
	lines := steps(low, high, c.bars)
	foot := theme.Scaled(22)
	axis := float32(0)
	for _, v := range lines {
		axis = max(axis, label(amount(v), theme.TextNote()).MinSize().Width)
	}
	p := plane{axis + theme.Gap8, theme.Scaled(14), size.Width - axis - theme.Gap8, 0, lines[0], lines[2]}
	p.height = size.Height - p.top - foot
	c.area = p
	out := c.frame(p, lines, size)
	if c.bars {
		return append(out, c.columns(p)...)
	}
	return append(out, c.line(p)...)
}

// frame draws the level lines with their figures and the names below.
func (c *Chart) frame(p plane, lines [3]float64, size fyne.Size) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, v := range lines {
		l := canvas.NewLine(theme.Line())
		l.Position1, l.Position2 = fyne.NewPos(p.left, p.y(v)), fyne.NewPos(size.Width, p.y(v))
		figure := label(amount(v), theme.TextNote())
		min := figure.MinSize()
		place(figure, p.left-theme.Gap8-min.Width, p.y(v)-min.Height/2, min.Width, min.Height)
		out = append(out, l, figure)
	}
	every := c.every(p)
	for i, point := range c.points {
		if (len(c.points)-1-i)%every != 0 {
			continue
		}
		name := label(point.Name, theme.TextNote())
		min := name.MinSize()
		x := p.x(i, len(c.points)) - min.Width/2
		place(name, fyne.Min(x, size.Width-min.Width), p.top+p.height+3, min.Width, min.Height)
		out = append(out, name)
	}
	return out
}

// every says which names are written: each, or each second, and so on, so that
// they do not run into one another. The last is always written.
func (c *Chart) every(p plane) int {
	widest := float32(1)
	for _, point := range c.points {
		widest = max(widest, label(point.Name, nil).MinSize().Width+theme.Gap8)
	}
	step := p.width / float32(len(c.points))
	return max(1, int(widest/step)+1)
}

func (c *Chart) line(p plane) []fyne.CanvasObject {
	n := len(c.points)
	at := func(i int) fyne.Position { return fyne.NewPos(p.x(i, n), p.y(c.points[i].Value)) }
	out := polyline(n, at, 1.8)
	every := c.every(p)
	for i := range c.points {
		if (n-1-i)%every == 0 {
			out = append(out, mark(at(i)))
		}
	}
	last := label(amount(c.points[n-1].Value), theme.Text())
	last.TextStyle = fyne.TextStyle{Bold: true}
	min := last.MinSize()
	place(last, fyne.Min(at(n-1).X-min.Width/2, p.left+p.width-min.Width), at(n-1).Y-min.Height-5, min.Width, min.Height)
	return append(out, last)
}

func (c *Chart) columns(p plane) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	n := len(c.points)
	width := min(p.width/float32(n)*0.36, theme.Scaled(18))
	bar := func(x float32, v float64, token fyne.ThemeColorName) {
		b := box(theme.Color(token), nil, 0, 0)
		place(b, x, p.y(v), width, p.top+p.height-p.y(v))
		out = append(out, b)
	}
	for i, point := range c.points {
		x, words, top := p.x(i, n), point.Label, max(point.Value, point.Before)
		switch {
		case point.Words != "":
			words, top = point.Words, p.low
		case point.Before != 0:
			bar(x-width-1, point.Before, theme.ColorSeries)
			bar(x+1, point.Value, theme.ColorAccentFill)
		default:
			bar(x-width/2, point.Value, theme.ColorAccentFill)
		}
		if words != "" {
			t := label(words, theme.TextSecondary())
			min := t.MinSize()
			place(t, x-min.Width/2, p.y(top)-min.Height-1, min.Width, min.Height)
			out = append(out, t)
		}
	}
	return out
}

// Legend names the two series of a BarChart, for the name row of its panel.
func Legend(before, value string) fyne.CanvasObject {
	swatch := func(token fyne.ThemeColorName) fyne.CanvasObject {
		return NewDot(token, 10)
	}
	return Row(6, swatch(theme.ColorSeries), Note(before).In(theme.ColorText2), swatch(theme.ColorAccentFill), Note(value).In(theme.ColorText2))
}
