package grid

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"
)

// filledDesk has a few empty cells in column 2.
func filledDesk(t *testing.T, set func(*Grid)) *desk {
	d := newDesk(t, 20, set)
	for _, row := range []int{5, 6, 7, 12} {
		d.source.texts[place{row, 2}] = ""
	}
	d.window.Canvas().Focus(d.Grid)
	return d
}

func TestCtrlArrowsGoToTheEdgeOfTheData(t *testing.T) {
	d := filledDesk(t, nil)
	for _, c := range []struct {
		from place
		key  fyne.KeyName
		want place
	}{
		{place{0, 2}, fyne.KeyDown, place{4, 2}},   // end of the run
		{place{4, 2}, fyne.KeyDown, place{8, 2}},   // over the gap
		{place{6, 2}, fyne.KeyDown, place{8, 2}},   // out of the gap
		{place{13, 2}, fyne.KeyDown, place{19, 2}}, // to the last row
		{place{12, 2}, fyne.KeyUp, place{11, 2}},
		{place{19, 2}, fyne.KeyUp, place{13, 2}},
		{place{3, 1}, fyne.KeyDown, place{19, 1}},
		{place{3, 0}, fyne.KeyRight, place{3, 3}},
		{place{5, 0}, fyne.KeyRight, place{5, 1}},
		{place{5, 3}, fyne.KeyLeft, place{5, 1}},
		{place{0, 0}, fyne.KeyUp, place{0, 0}},
	} {
		d.SetCurrent(c.from.row, c.from.col)
		d.ctrl(c.key, 0)
		if d.current != c.want {
			t.Errorf("%s from %v comes to %v, want %v", c.key, c.from, d.current, c.want)
		}
	}
	d.SetCurrent(0, 2)
	d.ctrl(fyne.KeyDown, shift)
	if r, _ := d.Range(); r.Rows != (Span{0, 4}) {
		t.Error("with Shift the range is", r)
	}
}

func TestWholeRowsAndColumns(t *testing.T) {
	d := filledDesk(t, nil)
	d.SetCurrent(3, 1)
	d.ctrl(fyne.KeySpace, 0)
	if r, _ := d.Range(); r.Rows != (Span{0, 19}) || !slices.Equal(r.Columns, []int{1}) {
		t.Error("Ctrl+Space", r)
	}
	d.SetCurrent(3, 1)
	d.press(shift, fyne.KeySpace)
	if r, _ := d.Range(); r.Rows != (Span{3, 3}) || len(r.Columns) != 4 {
		t.Error("Shift+Space", r)
	}
	if d.marks.Len() != 0 {
		t.Error("a row was marked too")
	}
}

func TestFillDownAndHandle(t *testing.T) {
	type filled struct {
		from, to Span
		cols     []int
	}
	var got []filled
	d := filledDesk(t, func(g *Grid) {
		g.OnFill = func(from, to Span, cols []int) { got = append(got, filled{from, to, cols}) }
		g.OnEdit = func(int, int, string) error { return nil }
	})
	d.SelectRange(2, 0, 5, 2)
	d.ctrl(fyne.KeyD, 0)
	d.SetCurrent(4, 2)
	d.ctrl(fyne.KeyD, 0)
	d.SetCurrent(0, 2) // nothing above
	d.ctrl(fyne.KeyD, 0)
	d.SetCurrent(4, 0) // not editable
	d.ctrl(fyne.KeyD, 0)
	d.SelectRange(1, 1, 2, 1)
	at, ok := d.handle(d.geometry())
	if !ok {
		t.Fatal("no handle")
	}
	d.pull(at, d.middle(5, 1))
	want := []filled{{Span{2, 2}, Span{3, 5}, []int{1, 2}}, {Span{3, 3}, Span{4, 4}, []int{2}}, {Span{1, 2}, Span{3, 5}, []int{1}}}
	if len(got) != 3 || !slices.EqualFunc(got, want, func(a, b filled) bool { return a.from == b.from && a.to == b.to && slices.Equal(a.cols, b.cols) }) {
		t.Errorf("filled %v, want %v", got, want)
	}
	if r, _ := d.Range(); r.Rows != (Span{1, 5}) {
		t.Error("the filled range is not selected", r)
	}
}

func TestCtrlEnterFillsTheRange(t *testing.T) {
	var rows RowSet
	var cols []int
	var text string
	edited := 0
	d := filledDesk(t, func(g *Grid) {
		g.OnEdit = func(int, int, string) error { edited++; return nil }
		g.OnFillText = func(r RowSet, c []int, s string) { rows, cols, text = r, c, s }
	})
	d.SelectRange(1, 1, 3, 2)
	d.TypedRune('电')
	d.editor.entry.SetText("电工")
	d.editor.entry.TypedShortcut(ctrlEnter())
	if d.editor.open() || rows.Len() != 3 || !slices.Equal(cols, []int{1, 2}) || text != "电工" || edited != 0 {
		t.Error(rows.Spans(), cols, text, edited)
	}
	d.SetCurrent(1, 1)
	d.press(0, fyne.KeyF2)
	d.editor.entry.SetText("x")
	d.editor.entry.TypedShortcut(ctrlEnter())
	if edited != 1 || d.editor.open() {
		t.Error("a single cell was not taken", edited)
	}
}

func TestF1AsksForHelp(t *testing.T) {
	asked := 0
	d := filledDesk(t, func(g *Grid) { g.OnHelp = func() { asked++ } })
	d.press(0, fyne.KeyF1)
	if asked != 1 || len(Keys) < 15 {
		t.Error(asked)
	}
}

// bandSheet has a band over every five rows.
type bandSheet struct{ *sheet }

func (s bandSheet) Band(row int) (Band, bool) {
	return Band{Title: "一车间", Note: "5 人", Rows: 5, Folded: row == 12}, row%6 == 0
}

func (s bandSheet) Number(row int) int { return row - row/6 }

func TestBandsFoldMarkAndAreNotEdited(t *testing.T) {
	var folded []int
	d := newDesk(t, 30, func(g *Grid) {
		g.ShowNumbers, g.ShowChecks = true, true
		g.OnFold = func(row int) { folded = append(folded, row) }
		g.OnEdit = func(int, int, string) error { t.Error("a band was edited"); return nil }
		g.OnActivate = func(int, int) { t.Error("a band was opened") }
	})
	d.SetSource(bandSheet{d.source})
	d.window.Canvas().Focus(d.Grid)
	d.SetCurrent(6, 1)
	d.press(0, fyne.KeyReturn, fyne.KeyF2, fyne.KeyLeft, fyne.KeyRight)
	d.TypedRune('x')
	if d.editor.open() || !slices.Equal(folded, []int{6, 6}) {
		t.Error("Enter and Left fold, Right does nothing here:", folded)
	}
	d.SetCurrent(12, 1)
	d.press(0, fyne.KeyLeft, fyne.KeyRight)
	if !slices.Equal(folded[2:], []int{12}) {
		t.Error("Right opens a folded one:", folded)
	}
	d.press(0, fyne.KeySpace)
	if m := d.Marked(); m.Len() != 6 || !m.Has(17) {
		t.Error("the band was not marked with its rows", m.Spans())
	}
	d.press(0, fyne.KeySpace)
	if m := d.Marked(); m.Len() != 0 {
		t.Error("nor unmarked", m.Spans())
	}
	d.ScrollTo(0)
	d.click(d.middle(0, 1), 0, 1)
	if folded[len(folded)-1] != 0 {
		t.Error("a click does not fold", folded)
	}
	d.SetCurrent(3, 1)
	d.ctrl(fyne.KeyDown, 0)
	if d.current.row != 29 {
		t.Error("bands stop Ctrl+Down at", d.current)
	}
}

// What is copied comes back as it was, whatever the cells hold.
func TestClipboardRoundTrip(t *testing.T) {
	cell := rapid.OneOf(rapid.String(), rapid.StringMatching(`0?[0-9]{0,20}`), rapid.SampledFrom([]string{"a\tb", "a\nb", `5"`, `"x"`, "\r\n", "=1+1"}))
	rapid.Check(t, func(t *rapid.T) {
		wide := rapid.IntRange(1, 4).Draw(t, "wide")
		cells := rapid.SliceOfN(rapid.SliceOfN(cell, wide, wide), 1, 5).Draw(t, "cells")
		for _, row := range cells {
			for i := range row {
				row[i] = strings.NewReplacer("\x00", "", "\ufeff", "", `="`, "=").Replace(row[i])
			}
		}
		got := ParseTSV(FormatTSV(GuardNumbers(cells)))
		if !slices.EqualFunc(got, cells, slices.Equal) {
			t.Fatalf("%q came back as %q", cells, got)
		}
	})
}

func TestNumbersAreGuardedInBlocksOnly(t *testing.T) {
	if got := FormatTSV(GuardNumbers([][]string{{"330101199602031231"}})); got != "330101199602031231\r\n" {
		t.Errorf("%q", got)
	}
	got := GuardNumbers([][]string{{"007", "19900010001", "330101199602031231", "0", "12.50", "A01"}})[0]
	if want := []string{`="007"`, "19900010001", `="330101199602031231"`, "0", "12.50", "A01"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := ParseTSV("=\"007\"\t\"=\"\"008\"\"\"\r\n"); !slices.Equal(got[0], []string{"007", "008"}) {
		t.Errorf("%q", got)
	}
}

func ctrlEnter() fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
}
