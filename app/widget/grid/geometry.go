package grid

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
)

// frozenEdge is the width of the line at the right of the frozen columns.
const frozenEdge float32 = 2

// colView is a column as it stands on the screen: x from the grid's left edge.
type colView struct {
	col  int
	x, w float32
}

// geometry is where everything stands at present; it is worked out anew for each
// drawing, in time proportional to the columns, never to the rows.
type geometry struct {
	size       fyne.Size
	lead       float32   // numbers and check boxes
	numbers    float32   // of that, the numbers
	frozen     []colView // columns that stay
	scroll     []colView // columns that move, only those in sight
	scrollFrom float32   // x where moving columns begin
	width      float32   // of all moving columns together
	right      float32   // x where the scroll bar begins, or the right edge
	bodyEnd    float32   // y where rows are cut off by totals or bar
	rowsEnd    float32   // y under the last row drawn
	totals     float32   // y of the first totals row
	vbar, hbar bool
}

// shown returns the column numbers shown, in view order.
func (g *Grid) shown() []int {
	shown := make([]int, 0, len(g.order))
	for _, i := range g.order {
		if !g.columns[i].Hidden {
			shown = append(shown, i)
		}
	}
	return shown
}

// geometry works out the layout for the present size and scroll place.
func (g *Grid) geometry() geometry {
	l := geometry{size: g.Size()}
	if g.ShowNumbers {
		digits := len(strconv.Itoa(max(g.Len(), 1)))
		l.numbers = max(g.m.numberLeast, float32(digits)*g.m.digit+2*g.m.pad)
		l.lead += l.numbers
	}
	if g.ShowChecks {
		l.lead += g.m.checkCol
	}
	shown := g.shown()
	widths := g.widths(shown, l.size.Width-l.lead)
	totalsHeight := float32(len(g.Totals)) * g.m.row
	rows := float32(g.Len()) * g.m.row
	room := l.size.Height - g.m.head - totalsHeight
	l.vbar = rows > room
	l.right = l.size.Width
	if l.vbar {
		l.right -= g.m.bar
		// What stretches must not lie under the bar.
		widths = g.widths(shown, l.right-l.lead)
	}
	all := l.lead
	for _, w := range widths {
		all += w
	}
	l.hbar = all > l.right+0.5
	l.bodyEnd = g.m.head + room
	if l.hbar {
		l.bodyEnd -= g.m.bar
		if !l.vbar && rows > room-g.m.bar {
			l.vbar = true
			l.right -= g.m.bar
		}
	}
	g.place(&l, shown, widths)
	drawn := float32(g.Len()-g.top) * g.m.row
	l.rowsEnd = min(g.m.head+drawn, l.bodyEnd)
	l.totals = l.rowsEnd
	if g.Len() > g.fullRows(l) {
		l.totals = l.bodyEnd
	}
	return l
}

// place puts the columns: frozen ones from the left, the others moved by left.
func (g *Grid) place(l *geometry, shown []int, widths []float32) {
	x := l.lead
	n := 0
	// On a small window frozen columns may not eat the room to scroll in.
	for n < min(g.Frozen, len(shown)) && x+widths[n] <= l.right*0.6 {
		l.frozen = append(l.frozen, colView{shown[n], x, widths[n]})
		x += widths[n]
		n++
	}
	l.scrollFrom = x
	for _, w := range widths[n:] {
		l.width += w
	}
	g.left = max(0, min(g.left, l.width-(l.right-l.scrollFrom)))
	x -= g.left
	for i := n; i < len(shown); i++ {
		// With spans the columns out of sight at the left count too, since a span may
		// reach from there into the window.
		if (g.Spans || x+widths[i] > l.scrollFrom) && x < l.right {
			l.scroll = append(l.scroll, colView{shown[i], x, widths[i]})
		}
		x += widths[i]
	}
}

// widths returns the widths of the shown columns; columns that stretch share
// what is left of room.
func (g *Grid) widths(shown []int, room float32) []float32 {
	widths := make([]float32, len(shown))
	stretch := 0
	for i, c := range shown {
		widths[i] = max(g.columns[c].Width*g.m.scale, g.sortedWidth(c))
		room -= widths[i]
		if g.columns[c].Stretch {
			stretch++
		}
	}
	if stretch == 0 || room <= 0 {
		return widths
	}
	share := float32(int(room / float32(stretch)))
	for i, c := range shown {
		if g.columns[c].Stretch {
			widths[i] += share
		}
	}
	return widths
}

// sortedWidth is what a column that is sorted by needs to show its title and the
// arrow behind it, 0 for the others: a title that is cut to an arrow says nothing.
func (g *Grid) sortedWidth(col int) float32 {
	at := slices.IndexFunc(g.sort, func(k SortKey) bool { return k.Column == col })
	if at < 0 {
		return 0
	}
	return g.fonts.width(g.columns[col].Title, face{size: g.m.small, bold: true}) + g.arrowWidth() + 2*g.m.pad
}

// arrowWidth is the room of a sort arrow, with its number where there are several.
func (g *Grid) arrowWidth() float32 {
	if len(g.sort) > 1 {
		return g.m.arrow + g.m.small*0.66
	}
	return g.m.arrow
}

// fullRows is how many rows fit wholly.
func (g *Grid) fullRows(l geometry) int {
	return max(1, int((l.bodyEnd-g.m.head)/g.m.row))
}

// visibleRows is how many rows are at least partly in sight.
func (g *Grid) visibleRows() int {
	return int(g.Size().Height/g.m.row) + 1
}

// rowY is the y of a row, which may be out of sight.
func (g *Grid) rowY(row int) float32 { return g.m.head + float32(row-g.top)*g.m.row }

// find returns the column's place on the screen.
func (l *geometry) find(col int) (v colView, frozen, ok bool) {
	for _, v := range l.frozen {
		if v.col == col {
			return v, true, true
		}
	}
	for _, v := range l.scroll {
		if v.col == col {
			return v, false, true
		}
	}
	return colView{}, false, false
}

func (l *geometry) isFrozen(col int) bool {
	_, frozen, _ := l.find(col)
	return frozen
}

// at returns the column drawn at x.
func (l *geometry) at(x float32) (colView, bool) {
	for _, v := range l.frozen {
		if x >= v.x && x < v.x+v.w {
			return v, true
		}
	}
	if x < l.scrollFrom {
		return colView{}, false
	}
	for _, v := range l.scroll {
		if x >= v.x && x < v.x+v.w {
			return v, true
		}
	}
	return colView{}, false
}

// nearest returns the column at x, or the outermost one beyond the edges.
func (l *geometry) nearest(x float32) (int, bool) {
	if v, ok := l.at(x); ok {
		return v.col, true
	}
	all := slices.Concat(l.frozen, l.scroll)
	if len(all) == 0 {
		return 0, false
	}
	if x >= l.scrollFrom {
		return all[len(all)-1].col, true
	}
	return all[0].col, true
}
