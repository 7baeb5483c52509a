package grid

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/theme"
)

// slowSource has only the rows that were fetched.
type slowSource struct {
	sheet
	have  map[int]bool
	asked []Span
}

func (s *slowSource) Loaded(row int) bool    { return s.have[row] }
func (s *slowSource) Ensure(first, last int) { s.asked = append(s.asked, Span{first, last}) }

func (s *slowSource) Cell(row, col int) Cell {
	if !s.have[row] {
		panic("asked for a row that is not there")
	}
	return s.sheet.Cell(row, col)
}

func TestRowsNotThereAreAskedForAndWaitedFor(t *testing.T) {
	d := newDesk(t, 1, nil)
	s := &slowSource{sheet: sheet{rows: 100_000}, have: map[int]bool{}}
	d.SetSource(s)
	d.ScrollTo(500)
	if len(s.asked) == 0 {
		t.Fatal("nothing was asked for")
	}
	want := s.asked[len(s.asked)-1]
	if want.First > 500 || want.Last < 509 || want.Last > 540 {
		t.Fatalf("asked for rows %v around 500", want)
	}
	for r := want.First; r <= want.Last; r++ {
		s.have[r] = true
	}
	s.asked = nil
	d.RefreshRows(want.First, want.Last)
	if len(s.asked) != 0 {
		t.Errorf("asked again for %v", s.asked)
	}
	d.SetCurrent(90_000, 1) // far away and not there: no cell may be asked for
	d.window.Canvas().Focus(d.Grid)
	d.press(0, fyne.KeyF2)
	if d.editor.open() {
		t.Error("a row that is not there was opened for editing")
	}
}

func TestFewerRowsKeepWhatTheyCan(t *testing.T) {
	d := newDesk(t, 1000, nil)
	d.SetCurrent(900, 2)
	d.SetMarked(NewRowSet(1, 900))
	d.source.rows = 20
	d.Refresh()
	if m := d.Marked(); d.current != (place{19, 2}) || !slices.Equal(m.Spans(), []Span{{1, 1}}) || d.TopRow() > 11 {
		t.Errorf("current %v, marked %v, first row %d", d.current, m.Spans(), d.TopRow())
	}
	d.SetSource(&sheet{rows: 0})
	if row, _ := d.Current(); row != -1 || d.SelectedRows().spans != nil {
		t.Errorf("without rows the current one is %d", row)
	}
	d.SetSource(nil)
	d.window.Canvas().Focus(d.Grid)
	d.press(0, fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyF2, fyne.KeyDelete, fyne.KeySpace, fyne.KeyTab)
	d.Copy()
}

func TestColumnStatesAreRestored(t *testing.T) {
	d := newDesk(t, 10, nil)
	d.SetWidth(1, 150)
	d.SetHidden(3, true)
	d.MoveColumn(2, 0)
	states := d.ColumnStates()
	e := newDesk(t, 10, nil)
	columns := append(four(), Column{Key: "new", Title: "新列"})
	e.SetColumns(columns)
	e.ApplyColumnStates(append(states, ColumnState{Key: "gone", Width: 5}))
	if got := e.ViewOrder(); !slices.Equal(got, []int{2, 0, 1, 3, 4}) {
		t.Errorf("order %v", got)
	}
	if c := e.Columns(); c[1].Width != 150 || !c[3].Hidden || c[4].Hidden {
		t.Errorf("columns %+v", c)
	}
}

func TestSpansTakeTheClick(t *testing.T) {
	d := newDesk(t, 10, func(g *Grid) { g.Spans = true })
	d.SetSource(spanned{})
	d.click(d.middle(2, 2), 0, 1)
	if d.current != (place{2, 1}) {
		t.Errorf("a click on what the span covers made %v current", d.current)
	}
}

// spanned has one span over columns 1 and 2 in each row.
type spanned struct{}

func (spanned) Len() int { return 10 }
func (spanned) Cell(_, col int) Cell {
	if col == 1 {
		return Cell{Text: "免缴", Span: 2}
	}
	return Cell{}
}

func TestAnotherThemeTakesHold(t *testing.T) {
	d := newDesk(t, 50, nil)
	light, row := d.view.colours.panel, d.m.row
	fyne.CurrentApp().Settings().SetTheme(theme.New(true, 1.5))
	d.Refresh()
	if d.view.colours.panel == light || d.m.row != row*1.5 {
		t.Errorf("paper %v, row height %v", d.view.colours.panel, d.m.row)
	}
}
