package grid

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

const shift = fyne.KeyModifierShift

func TestKeysMoveTheCurrentCell(t *testing.T) {
	const n = 100
	cases := []struct {
		name string
		from place
		keys []fyne.KeyName
		want place
	}{
		{"down", place{0, 0}, []fyne.KeyName{fyne.KeyDown}, place{1, 0}},
		{"up stops at the first row", place{1, 2}, []fyne.KeyName{fyne.KeyUp, fyne.KeyUp}, place{0, 2}},
		{"down stops at the last row", place{n - 1, 0}, []fyne.KeyName{fyne.KeyDown}, place{n - 1, 0}},
		{"right and left", place{3, 0}, []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft}, place{3, 1}},
		{"right stops at the last column", place{3, 3}, []fyne.KeyName{fyne.KeyRight}, place{3, 3}},
		{"home and end", place{3, 1}, []fyne.KeyName{fyne.KeyEnd}, place{3, 3}},
		{"home", place{3, 2}, []fyne.KeyName{fyne.KeyHome}, place{3, 0}},
		{"page down keeps one row of the page before", place{0, 1}, []fyne.KeyName{fyne.KeyPageDown}, place{8, 1}},
		{"page up", place{50, 1}, []fyne.KeyName{fyne.KeyPageUp}, place{42, 1}},
		{"tab goes on in the next row", place{3, 3}, []fyne.KeyName{fyne.KeyTab}, place{4, 0}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, n, nil)
			d.window.Canvas().Focus(d.Grid)
			d.SetCurrent(c.from.row, c.from.col)
			d.press(0, c.keys...)
			if d.current != c.want {
				t.Errorf("current cell %v, want %v", d.current, c.want)
			}
			l := d.geometry()
			if y := d.rowY(d.current.row); y < d.m.head || y+d.m.row > l.bodyEnd {
				t.Errorf("row %d was not scrolled into sight: y %v", d.current.row, y)
			}
			if v, _, ok := l.find(d.current.col); !ok || v.x+v.w > l.right+0.5 && v.w < l.right-l.scrollFrom {
				t.Errorf("column %d was not scrolled into sight: %+v", d.current.col, v)
			}
		})
	}
}

// TestKeysBeginWithoutACell: a page that has just come to the front has no current
// cell; its keys must do something all the same.
func TestKeysBeginWithoutACell(t *testing.T) {
	d := newDesk(t, 100, nil)
	d.current, d.head = place{-1, -1}, place{-1, -1}
	d.ctrl(fyne.KeyEnd, 0)
	if d.current != (place{99, 3}) {
		t.Fatal("Ctrl+End went to", d.current)
	}
}

func TestCtrlJumpsToTheCorners(t *testing.T) {
	d := newDesk(t, 100_000, nil)
	d.SetCurrent(500, 2)
	d.ctrl(fyne.KeyEnd, 0)
	if d.current != (place{99_999, 3}) || d.TopRow() < 99_980 {
		t.Fatalf("Ctrl+End: cell %v, first row shown %d", d.current, d.TopRow())
	}
	d.ctrl(fyne.KeyHome, 0)
	if d.current != (place{0, 0}) || d.TopRow() != 0 {
		t.Fatalf("Ctrl+Home: cell %v, first row shown %d", d.current, d.TopRow())
	}
}

func TestShiftArrowsSelectARange(t *testing.T) {
	d := newDesk(t, 100, nil)
	told := 0
	d.OnSelection = func() { told++ }
	d.window.Canvas().Focus(d.Grid)
	d.SetCurrent(5, 1)
	d.press(shift, fyne.KeyDown, fyne.KeyDown, fyne.KeyRight)
	r, ok := d.Range()
	if !ok || r.Rows != (Span{5, 7}) || !slices.Equal(r.Columns, []int{1, 2}) {
		t.Fatalf("range %+v", r)
	}
	if told != 3 {
		t.Errorf("told of %d changes, want 3", told)
	}
	d.press(0, fyne.KeyEscape)
	if d.hasRange() || d.current != (place{5, 1}) {
		t.Errorf("Esc left range %v, current %v", d.hasRange(), d.current)
	}
}

func TestSpaceTogglesAndCtrlAMarksAll(t *testing.T) {
	d := newDesk(t, 100_000, func(g *Grid) { g.ShowChecks = true })
	d.window.Canvas().Focus(d.Grid)
	d.SetCurrent(3, 0)
	d.press(0, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	if m := d.Marked(); !slices.Equal(m.Spans(), []Span{{3, 4}}) {
		t.Fatalf("marked %v", m.Spans())
	}
	d.TypedShortcut(&fyne.ShortcutSelectAll{})
	m := d.Marked()
	if m.Len() != 100_000 || d.checkAll() != checkOn {
		t.Fatalf("Ctrl+A marked %d", m.Len())
	}
	d.press(0, fyne.KeySpace)
	if m := d.Marked(); m.Len() != 99_999 || d.checkAll() != checkPart {
		t.Fatalf("after one was unmarked: %d", m.Len())
	}
}

func TestEnterAndMenuKeyReachThePage(t *testing.T) {
	var got []place
	d := newDesk(t, 10, func(g *Grid) {
		g.OnActivate = func(row, col int) { got = append(got, place{row, col}) }
		g.OnContext = func(row, col int, at fyne.Position) { got = append(got, place{row, col}) }
	})
	d.window.Canvas().Focus(d.Grid)
	d.SetCurrent(4, 2)
	d.press(0, fyne.KeyReturn, desktop.KeyMenu)
	d.press(shift, fyne.KeyF10)
	if want := []place{{4, 2}, {4, 2}, {4, 2}}; !slices.Equal(got, want) {
		t.Errorf("page heard %v, want %v", got, want)
	}
}

func TestDeleteTakesOnlyColumnsThatCanBeEdited(t *testing.T) {
	var cols []int
	var rows RowSet
	d := newDesk(t, 10, func(g *Grid) { g.OnClear = func(r RowSet, c []int) { rows, cols = r, c } })
	d.window.Canvas().Focus(d.Grid)
	d.SelectRange(2, 0, 4, 3)
	d.press(0, fyne.KeyDelete)
	if rows.Len() != 3 || !slices.Equal(cols, []int{1, 2}) {
		t.Errorf("cleared %v of columns %v", rows.Spans(), cols)
	}
}

// A grid with the focus must not swallow the window's own keys.
func TestUnknownKeysGoToTheWindow(t *testing.T) {
	d := newDesk(t, 10, nil)
	var heard []fyne.KeyName
	c := d.window.Canvas()
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { heard = append(heard, ev.Name) })
	c.Focus(d.Grid)
	d.press(0, fyne.KeyF1, fyne.KeyDown, fyne.KeyEscape)
	if !slices.Equal(heard, []fyne.KeyName{fyne.KeyF1, fyne.KeyEscape}) {
		t.Errorf("the window heard %v", heard)
	}
}

func TestTabLeavesAGridThatCannotBeEdited(t *testing.T) {
	d := newDesk(t, 10, nil)
	if !d.AcceptsTab() {
		t.Error("Tab moves between cells where they can be edited")
	}
	for _, col := range []int{1, 2} {
		d.columns[col].Editable = false
	}
	if d.AcceptsTab() {
		t.Error("Tab was kept in a list")
	}
	// Nor is Enter kept, which is the main button of the dialog around the list.
	c, heard := d.window.Canvas(), 0
	c.SetOnTypedKey(func(*fyne.KeyEvent) { heard++ })
	c.Focus(d.Grid)
	d.SetCurrent(4, 2)
	if d.press(0, fyne.KeyReturn, fyne.KeyEnter); heard != 2 {
		t.Errorf("the window heard %d of two", heard)
	}
}
