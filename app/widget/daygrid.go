package widget

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

const yearCells = 20 // years shown at a time, five by four

// dayGrid is a month to choose a day from, or twenty years to choose a year from.
// Arrows go by one, PageUp and PageDown by month, Home and End by year; Enter takes.
type dayGrid struct {
	fw.BaseWidget
	day    time.Time // where the keys are
	chosen string    // the value the calendar was opened with
	years  bool
	ring   bool
	pick   func(time.Time)
	moved  func()
}

func newDayGrid(value string) *dayGrid {
	g := &dayGrid{day: startOf(value), chosen: value}
	g.ExtendBaseWidget(g)
	return g
}

func (g *dayGrid) firstYear() int { return g.day.Year() - g.day.Year()%yearCells }

// step goes by years and months, and by whole pages of years while those show.
func (g *dayGrid) step(years, months int) {
	if g.years {
		years, months = (years+months)*yearCells, 0
	}
	first := time.Date(g.day.Year()+years, g.day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := daysIn(first.Year(), first.Month())
	g.goTo(first.AddDate(0, 0, min(g.day.Day(), last)-1))
}

func (g *dayGrid) goTo(day time.Time) {
	if day.Year() < 1900 || day.Year() > 2199 {
		return
	}
	g.day = day
	g.moved()
	g.Refresh()
}

func (g *dayGrid) showYears(years bool) {
	g.years = years
	focus(g, g)
	g.moved()
	g.Refresh()
}

func (g *dayGrid) take(day time.Time) { g.pick(day) }

// first is the Monday the shown page of days starts with.
func (g *dayGrid) first() time.Time {
	month := time.Date(g.day.Year(), g.day.Month(), 1, 0, 0, 0, 0, time.UTC)
	return month.AddDate(0, 0, -(int(month.Weekday())+6)%7)
}

func (g *dayGrid) FocusGained()   { g.ring = true; g.Refresh() }
func (g *dayGrid) FocusLost()     { g.ring = false; g.Refresh() }
func (g *dayGrid) TypedRune(rune) {}

func (g *dayGrid) TypedKey(key *fyne.KeyEvent) {
	across, down := 1, 7
	if g.years {
		down = 5
	}
	move := map[fyne.KeyName]int{fyne.KeyLeft: -across, fyne.KeyRight: across, fyne.KeyUp: -down, fyne.KeyDown: down}[key.Name]
	switch {
	case move != 0 && g.years:
		g.goTo(time.Date(g.day.Year()+move, g.day.Month(), 1, 0, 0, 0, 0, time.UTC))
	case move != 0:
		g.goTo(g.day.AddDate(0, 0, move))
	case key.Name == fyne.KeyPageUp:
		g.step(0, -1)
	case key.Name == fyne.KeyPageDown:
		g.step(0, 1)
	case key.Name == fyne.KeyHome:
		g.step(-1, 0)
	case key.Name == fyne.KeyEnd:
		g.step(1, 0)
	case isPress(key) && g.years:
		g.showYears(false)
	case isPress(key):
		g.take(g.day)
	case key.Name == fyne.KeyEscape:
		forward(g, key)
	}
}

// Tapped takes the day, or goes to the year, under the mouse.
func (g *dayGrid) Tapped(e *fyne.PointEvent) {
	cell := g.cell()
	column, row := int(e.Position.X/cell.Width), int(e.Position.Y/cell.Height)
	if g.years {
		if column < 5 && row < 4 {
			g.day = time.Date(g.firstYear()+row*5+column, g.day.Month(), 1, 0, 0, 0, 0, time.UTC)
			g.showYears(false)
		}
		return
	}
	if column < 7 && row >= 1 {
		g.take(g.first().AddDate(0, 0, (row-1)*7+column))
	}
}

func (g *dayGrid) cell() fyne.Size {
	if g.years {
		return fyne.NewSize(theme.Scaled(34)*7/5, theme.Scaled(28)*7/4)
	}
	return fyne.NewSize(theme.Scaled(34), theme.Scaled(28))
}

// CreateRenderer belongs to Fyne.
func (g *dayGrid) CreateRenderer() fyne.WidgetRenderer {
	r := &objects{owner: g}
	r.refresh = func() {
		r.list = g.drawDays()
		if g.years {
			r.list = g.drawYears()
		}
	}
	r.layout = func(fyne.Size) { r.refresh() }
	r.min = func() fyne.Size { return fyne.NewSize(theme.Scaled(34)*7, theme.Scaled(28)*7) }
	r.refresh()
	return r
}

func (g *dayGrid) drawDays() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, name := range []string{"一", "二", "三", "四", "五", "六", "日"} {
		out = append(out, g.word(i, 0, name, theme.ColorText3, false))
	}
	for i := range 42 {
		day := g.first().AddDate(0, 0, i)
		ink := theme.ColorText
		if day.Month() != g.day.Month() {
			ink = theme.ColorText3
		}
		key := day.Format(time.DateOnly)
		out = append(out, g.mark(i%7, 1+i/7, key == g.chosen, day.Equal(g.day), day.Equal(today()))...)
		if key == g.chosen {
			ink = theme.ColorOnAccent
		}
		out = append(out, g.word(i%7, 1+i/7, strconv.Itoa(day.Day()), ink, day.Equal(today())))
	}
	return out
}

func (g *dayGrid) drawYears() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := range yearCells {
		year := g.firstYear() + i
		out = append(out, g.mark(i%5, i/5, false, year == g.day.Year(), year == today().Year())...)
		out = append(out, g.word(i%5, i/5, strconv.Itoa(year), theme.ColorText, year == today().Year()))
	}
	return out
}

// mark draws the ground of a cell: the chosen day filled, the key's place framed,
// today underlined.
func (g *dayGrid) mark(column, row int, chosen, here, now bool) []fyne.CanvasObject {
	cell := g.cell()
	x, y := float32(column)*cell.Width, float32(row)*cell.Height
	var out []fyne.CanvasObject
	add := func(b *canvas.Rectangle, dx, dy, width, height float32) {
		place(b, x+dx, y+dy, width, height)
		out = append(out, b)
	}
	if chosen {
		add(box(theme.AccentFill(), nil, 0, theme.RadiusTag), 1, 1, cell.Width-2, cell.Height-2)
	}
	if here {
		width := theme.LineWidth
		if g.ring {
			width = theme.FocusLine
		}
		add(box(nil, theme.Accent(), width, theme.RadiusTag), 1, 1, cell.Width-2, cell.Height-2)
	}
	if now && !chosen {
		add(box(theme.Accent(), nil, 0, 0), cell.Width/2-6, cell.Height-6, 12, 2)
	}
	return out
}

func (g *dayGrid) word(column, row int, text string, ink fyne.ThemeColorName, strong bool) fyne.CanvasObject {
	t := canvas.NewText(text, theme.Color(ink))
	t.TextSize = theme.Scaled(theme.SizeBody)
	t.TextStyle = fyne.TextStyle{Bold: strong}
	t.Alignment = fyne.TextAlignCenter
	cell := g.cell()
	line := t.MinSize().Height
	place(t, float32(column)*cell.Width, float32(row)*cell.Height+(cell.Height-line)/2, cell.Width, line)
	return t
}
