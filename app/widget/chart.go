package widget

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Sparkline is a trend without figures, its last value marked. It stands beside
// a figure, never alone.
type Sparkline struct {
	fw.BaseWidget
	values []float64
}

// NewSparkline makes an empty one.
func NewSparkline() *Sparkline {
	s := &Sparkline{}
	s.ExtendBaseWidget(s)
	return s
}

// Set replaces the values; fewer than two draw nothing.
func (s *Sparkline) Set(values []float64) {
	s.values = values
	s.Refresh()
}

// CreateRenderer belongs to Fyne.
func (s *Sparkline) CreateRenderer() fyne.WidgetRenderer {
	r := &objects{owner: s}
	r.refresh = func() {
		r.list = nil
		size := s.Size()
		if len(s.values) < 2 || size.Width < 8 {
			return
		}
		low, high := bounds(s.values)
		ground := canvas.NewLine(theme.LineStrong())
		ground.Position1, ground.Position2 = fyne.NewPos(0, size.Height-1), fyne.NewPos(size.Width, size.Height-1)
		r.list = append(r.list, ground)
		at := func(i int) fyne.Position {
			x := 2 + float32(i)*(size.Width-6)/float32(len(s.values)-1)
			return fyne.NewPos(x, size.Height-5-part(s.values[i], low, high)*(size.Height-10))
		}
		r.list = append(r.list, polyline(len(s.values), at, 1.2)...)
		r.list = append(r.list, mark(at(len(s.values)-1)))
	}
	r.layout = func(fyne.Size) { r.refresh() }
	r.min = func() fyne.Size { return fyne.NewSize(theme.Scaled(40), theme.Scaled(20)) }
	r.refresh()
	return r
}

// polyline joins n points by lines in the accent colour.
func polyline(n int, at func(int) fyne.Position, width float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := 1; i < n; i++ {
		l := canvas.NewLine(theme.Accent())
		l.StrokeWidth = width
		l.Position1, l.Position2 = at(i-1), at(i)
		out = append(out, l)
	}
	return out
}

// mark is a small square on a point.
func mark(at fyne.Position) fyne.CanvasObject {
	m := box(theme.Accent(), nil, 0, 0)
	place(m, at.X-2.5, at.Y-2.5, 5, 5)
	return m
}

func bounds(values []float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	return low, high
}

// part is where v lies between low and high, 0 to 1.
func part(v, low, high float64) float32 {
	if high <= low {
		return 0.5
	}
	return float32((v - low) / (high - low))
}

// steps rounds a range outwards to three level lines with round figures. From
// zero, the lowest is zero.
func steps(low, high float64, fromZero bool) (lines [3]float64) {
	if fromZero {
		low = 0
	}
	if high-low < 1e-6*max(1, math.Abs(high)) { // one value, or as good as one
		high = low + 2
	}
	size := math.Pow(10, math.Floor(math.Log10((high-low)/2)))
	for _, f := range []float64{1, 2, 4, 5, 10, 20} {
		step := size * f
		first := math.Floor(low/step) * step
		if first+2*step >= high {
			return [3]float64{first, first + step, first + 2*step}
		}
	}
	return [3]float64{low, (low + high) / 2, high}
}

// amount writes the figure of a level line, with commas and no needless decimals.
func amount(v float64) string {
	if (v == math.Trunc(v) || math.Abs(v) >= 1e4) && math.Abs(v) < 1e15 {
		return group(int(math.Round(v)))
	}
	return strconv.FormatFloat(v, 'g', 4, 64)
}
