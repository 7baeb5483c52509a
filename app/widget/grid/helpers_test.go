package grid

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"unionledger/app/theme"
)

// sheet is a source whose cells say where they stand.
type sheet struct {
	rows  int
	asked int // cells asked for, to hold the cost of a drawing
	texts map[place]string
}

func (s *sheet) Len() int { return s.rows }

func (s *sheet) Cell(row, col int) Cell {
	s.asked++
	if t, ok := s.texts[place{row, col}]; ok {
		return Cell{Text: t}
	}
	return Cell{Text: fmt.Sprintf("%d-%d", row, col)}
}

// four are the columns most tests use: a frozen name, two that can be edited, and
// one that sorts.
func four() []Column {
	return []Column{
		{Key: "name", Title: "姓名", Width: 80, Sortable: true},
		{Key: "date", Title: "入会日期", Width: 100, Sortable: true, Editable: true},
		{Key: "post", Title: "岗位", Width: 100, Editable: true},
		{Key: "note", Title: "备注", Width: 300},
	}
}

// desk is a grid in a window of 400×300: header, nine rows and, since the columns
// need 580, a bar at the bottom.
type desk struct {
	*Grid
	window fyne.Window
	source *sheet
	held   fyne.KeyModifier
}

func newDesk(t *testing.T, rows int, set func(*Grid)) *desk {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(false, 1))
	d := &desk{source: &sheet{rows: rows, texts: map[place]string{}}}
	d.Grid = New(four(), d.source)
	d.Grid.Frozen = 1
	d.Grid.modifiers = func() fyne.KeyModifier { return d.held }
	if set != nil {
		set(d.Grid)
	}
	d.window = test.NewTempWindow(t, d.Grid)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(400, 300))
	return d
}

// press types a key with Shift or nothing held.
func (d *desk) press(mods fyne.KeyModifier, keys ...fyne.KeyName) {
	d.held = mods
	for _, k := range keys {
		d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
	d.held = 0
}

// ctrl types a key with Ctrl and perhaps more held.
func (d *desk) ctrl(key fyne.KeyName, more fyne.KeyModifier) {
	d.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl | more})
}

// click presses and lets go at a point, once or several times.
func (d *desk) click(at fyne.Position, mods fyne.KeyModifier, times int) {
	for range times {
		ev := mouse(at, desktop.MouseButtonPrimary, mods)
		d.MouseDown(ev)
		d.MouseUp(ev)
	}
}

// pull presses at one point, moves to the other and lets go.
func (d *desk) pull(from, to fyne.Position) {
	d.MouseDown(mouse(from, desktop.MouseButtonPrimary, 0))
	ev := &fyne.DragEvent{Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)}
	ev.Position = to
	d.Dragged(ev)
	d.MouseUp(mouse(to, desktop.MouseButtonPrimary, 0))
	d.DragEnd()
}

func mouse(at fyne.Position, button desktop.MouseButton, mods fyne.KeyModifier) *desktop.MouseEvent {
	ev := &desktop.MouseEvent{Button: button, Modifier: mods}
	ev.Position, ev.AbsolutePosition = at, at
	return ev
}

// middle is the middle of a cell, or of a title for row -1.
func (d *desk) middle(row, col int) fyne.Position {
	l := d.geometry()
	v, _, _ := l.find(col)
	if row < 0 {
		return fyne.NewPos(v.x+v.w/2, d.m.head/2)
	}
	return fyne.NewPos(v.x+v.w/2, d.rowY(row)+d.m.row/2)
}

// rightEdge is the place in the header where the column is widened.
func (d *desk) rightEdge(col int) fyne.Position {
	l := d.geometry()
	v, _, _ := l.find(col)
	return fyne.NewPos(v.x+v.w-1, d.m.head/2)
}
