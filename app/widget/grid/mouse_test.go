package grid

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

const ctrl = fyne.KeyModifierControl

func TestClickSelectsCellAndRow(t *testing.T) {
	var told []place
	d := newDesk(t, 50, func(g *Grid) { g.OnCurrent = func(r, c int) { told = append(told, place{r, c}) } })
	d.click(d.middle(3, 1), 0, 1)
	d.click(d.middle(3, 1), 0, 1)
	d.click(d.middle(5, 0), 0, 1)
	if want := []place{{3, 1}, {5, 0}}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

func TestCtrlAndShiftMarkRows(t *testing.T) {
	d := newDesk(t, 50, nil)
	d.click(d.middle(2, 0), 0, 1)
	d.click(d.middle(5, 0), ctrl, 1)
	if m := d.Marked(); !slices.Equal(m.Spans(), []Span{{2, 2}, {5, 5}}) {
		t.Fatalf("Ctrl marked %v", m.Spans())
	}
	d.click(d.middle(7, 0), shift, 1)
	if m := d.Marked(); !slices.Equal(m.Spans(), []Span{{5, 7}}) {
		t.Fatalf("Shift marked %v", m.Spans())
	}
	d.click(d.middle(1, 0), 0, 1)
	if m := d.Marked(); m.Len() != 0 {
		t.Fatalf("a plain click left %v marked", m.Spans())
	}
}

// rangeOf are the cells selected and how many rows are marked besides.
func rangeOf(d *desk) (marked int, r Range, ok bool) {
	m := d.Marked()
	r, ok = d.Range()
	return m.Len(), r, ok
}

func TestCheckBoxesSurviveAPlainClick(t *testing.T) {
	d := newDesk(t, 50, func(g *Grid) { g.ShowChecks, g.ShowNumbers = true, true })
	box := func(row int) fyne.Position { return fyne.NewPos(d.geometry().numbers+5, d.rowY(row)+5) }
	d.click(box(1), 0, 1)
	d.click(box(4), 0, 1)
	d.click(d.middle(2, 2), 0, 1)
	if m := d.Marked(); !slices.Equal(m.Spans(), []Span{{1, 1}, {4, 4}}) {
		t.Fatalf("marked %v", m.Spans())
	}
	d.click(d.middle(5, 1), shift, 1)
	if m, r, _ := rangeOf(d); m != 2 || r.Rows != (Span{2, 5}) || !slices.Equal(r.Columns, []int{1, 2}) {
		t.Fatalf("Shift selected %v with %d marked", r, m)
	}
	all := fyne.NewPos(d.geometry().numbers+5, 5)
	d.click(all, 0, 1)
	if m := d.Marked(); m.Len() != 50 {
		t.Fatalf("the header's box marked %d", m.Len())
	}
	d.click(all, 0, 1)
	if m := d.Marked(); m.Len() != 0 {
		t.Fatalf("the header's box left %d marked", m.Len())
	}
}

func TestDragSelectsARange(t *testing.T) {
	d := newDesk(t, 50, nil)
	d.pull(d.middle(2, 0), d.middle(4, 2))
	r, _ := d.Range()
	if r.Rows != (Span{2, 4}) || !slices.Equal(r.Columns, []int{0, 1, 2}) {
		t.Errorf("range %+v", r)
	}
}

func TestHeaderClickAsksForSorting(t *testing.T) {
	var orders [][]SortKey
	d := newDesk(t, 50, func(g *Grid) { g.OnSort = func(o []SortKey) { orders = append(orders, o) } })
	d.click(d.middle(-1, 1), 0, 1)
	d.click(d.middle(-1, 1), 0, 1)
	d.click(d.middle(-1, 0), shift, 1)
	d.click(d.middle(-1, 2), 0, 1) // does not sort
	d.click(d.middle(-1, 0), 0, 1)
	want := [][]SortKey{
		{{Column: 1}},
		{{Column: 1, Descending: true}},
		{{Column: 1, Descending: true}, {Column: 0}},
		{{Column: 0}},
	}
	if !slices.EqualFunc(orders, want, slices.Equal[[]SortKey]) {
		t.Errorf("asked for %v, want %v", orders, want)
	}
}

func TestCtrlOnATitleSelectsTheColumn(t *testing.T) {
	d := newDesk(t, 100_000, nil)
	d.click(d.middle(-1, 1), ctrl, 1)
	r, _ := d.Range()
	if r.Rows != (Span{0, 99_999}) || !slices.Equal(r.Columns, []int{1}) {
		t.Errorf("range %+v", r)
	}
}

func TestDraggingAnEdgeWidens(t *testing.T) {
	told := 0
	d := newDesk(t, 50, func(g *Grid) { g.OnColumns = func() { told++ } })
	edge := d.rightEdge(1)
	d.pull(edge, edge.AddXY(35, 0))
	if w := d.Columns()[1].Width; w != 135 {
		t.Errorf("width %v, want 135", w)
	}
	edge = d.rightEdge(1)
	d.pull(edge, edge.AddXY(-500, 0))
	if w := d.Columns()[1].Width; w != defaultMinWidth {
		t.Errorf("width %v, want the least, %v", w, defaultMinWidth)
	}
	if told != 2 {
		t.Errorf("page told %d times, want once per drag", told)
	}
}

func TestDoubleClickOnAnEdgeFits(t *testing.T) {
	d := newDesk(t, 50, nil)
	d.source.texts[place{3, 1}] = "一段相当长的文字，超出了这一列原来的宽度"
	d.click(d.rightEdge(1), 0, 2)
	want := d.fonts.width(d.source.texts[place{3, 1}], face{size: d.m.body})
	if w := d.Columns()[1].Width; w < want || w > want+20 {
		t.Errorf("width %v for a text of %v", w, want)
	}
}

func TestDraggingATitleMovesTheColumn(t *testing.T) {
	d := newDesk(t, 50, nil)
	d.pull(d.middle(-1, 1), d.middle(-1, 2).AddXY(30, 0))
	if got := d.ViewOrder(); !slices.Equal(got, []int{0, 2, 1, 3}) {
		t.Errorf("order %v", got)
	}
	if len(d.Sort()) != 0 {
		t.Error("moving a column sorted by it")
	}
}

func TestWheelMovesByWholeRowsAndShiftSideways(t *testing.T) {
	d := newDesk(t, 50, nil)
	turn := func(dy float32, mods fyne.KeyModifier) {
		d.held = mods
		d.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)})
		d.held = 0
	}
	turn(-wheelNotch, 0)
	if d.TopRow() != 3 {
		t.Errorf("one notch: first row %d, want 3", d.TopRow())
	}
	for range 3 {
		turn(-wheelNotch/9, 0) // a touchpad
	}
	if d.TopRow() != 4 {
		t.Errorf("three small moves: first row %d, want 4", d.TopRow())
	}
	turn(-wheelNotch, shift)
	if d.left <= 0 || d.TopRow() != 4 {
		t.Errorf("Shift: left %v, first row %d", d.left, d.TopRow())
	}
}

func TestScrollBarReachesTheLastRow(t *testing.T) {
	d := newDesk(t, 100_000, nil)
	l := d.geometry()
	y, h := d.verticalThumb(l)
	d.pull(fyne.NewPos(l.right+5, y+h/2), fyne.NewPos(l.right+5, 1000))
	if last := d.TopRow() + d.fullRows(l); last != 100_000 {
		t.Errorf("the bar at its end shows rows up to %d", last)
	}
	d.pull(fyne.NewPos(l.right+5, l.bodyEnd-5), fyne.NewPos(l.right+5, -1000))
	if d.TopRow() != 0 {
		t.Errorf("the bar at its top shows row %d first", d.TopRow())
	}
}

func TestRightClickKeepsTheSelection(t *testing.T) {
	var at place
	d := newDesk(t, 50, func(g *Grid) { g.OnContext = func(r, c int, _ fyne.Position) { at = place{r, c} } })
	d.SetMarked(NewRowSet(1, 2))
	right := func(p fyne.Position) {
		d.MouseDown(mouse(p, desktop.MouseButtonSecondary, 0))
		d.TappedSecondary(&fyne.PointEvent{Position: p, AbsolutePosition: p})
	}
	right(d.middle(2, 1))
	if m := d.Marked(); m.Len() != 2 || at != (place{2, 1}) {
		t.Errorf("on a marked row: %v marked, menu at %v", m.Spans(), at)
	}
	right(d.middle(6, 1))
	if m := d.Marked(); m.Len() != 0 || d.current != (place{6, 1}) {
		t.Errorf("elsewhere: %v marked, current %v", m.Spans(), d.current)
	}
}
