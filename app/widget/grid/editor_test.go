package grid

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// editDesk writes what is edited back into the source, and refuses 错.
func editDesk(t *testing.T) *desk {
	var d *desk
	d = newDesk(t, 10, func(g *Grid) {
		g.OnEdit = func(row, col int, text string) error {
			if text == "错" {
				return errors.New("没有这一天，请照 2021-12-23 的样子写")
			}
			d.source.texts[place{row, col}] = text
			return nil
		}
	})
	d.window.Canvas().Focus(d.Grid)
	return d
}

// write replaces the text of the open entry.
func (d *desk) write(t *testing.T, text string) {
	t.Helper()
	if !d.editor.open() {
		t.Fatal("no entry is open")
	}
	d.editor.entry.SetText(text)
}

func TestEnterTakesTheTextAndGoesDown(t *testing.T) {
	d := editDesk(t)
	d.SetCurrent(2, 1)
	d.press(0, fyne.KeyF2)
	if got := d.editor.entry.Text; got != "2-1" {
		t.Fatalf("the entry begins with %q", got)
	}
	d.write(t, "2021-12-23")
	d.press(0, fyne.KeyReturn)
	if got := d.source.texts[place{2, 1}]; got != "2021-12-23" {
		t.Errorf("written %q", got)
	}
	if d.current != (place{3, 1}) || d.editor.open() || d.window.Canvas().Focused() != fyne.Focusable(d.Grid) {
		t.Errorf("current %v, open %v, focus %T", d.current, d.editor.open(), d.window.Canvas().Focused())
	}
}

func TestTabTakesTheTextAndGoesRight(t *testing.T) {
	d := editDesk(t)
	d.SetCurrent(2, 1)
	d.press(0, fyne.KeyF2)
	d.write(t, "x")
	d.press(0, fyne.KeyTab)
	if d.source.texts[place{2, 1}] != "x" || d.current != (place{2, 2}) {
		t.Errorf("written %q, current %v", d.source.texts[place{2, 1}], d.current)
	}
}

func TestEscGivesTheTextUp(t *testing.T) {
	d := editDesk(t)
	d.SetCurrent(2, 1)
	d.press(0, fyne.KeyF2)
	d.write(t, "x")
	d.press(0, fyne.KeyEscape)
	if _, written := d.source.texts[place{2, 1}]; written || d.editor.open() || d.current != (place{2, 1}) {
		t.Errorf("written %v, open %v, current %v", written, d.editor.open(), d.current)
	}
}

func TestARefusedTextStaysWithItsReason(t *testing.T) {
	d := editDesk(t)
	var heard error
	d.OnInvalid = func(_, _ int, err error) { heard = err }
	d.SetCurrent(2, 1)
	d.press(0, fyne.KeyF2)
	d.write(t, "错")
	d.press(0, fyne.KeyReturn)
	if !d.editor.open() || d.editor.words.Text == "" || !d.editor.words.Visible() || heard == nil {
		t.Fatalf("open %v, says %q, page heard %v", d.editor.open(), d.editor.words.Text, heard)
	}
	d.click(d.middle(5, 0), 0, 1)
	if !d.editor.open() || d.current != (place{2, 1}) {
		t.Error("a click elsewhere lost the refused text")
	}
	d.press(0, fyne.KeyEscape)
	if d.editor.open() {
		t.Error("Esc did not close it")
	}
}

func TestTypingReplacesTheText(t *testing.T) {
	d := editDesk(t)
	d.SetCurrent(2, 2)
	d.TypedRune('钳')
	test.Type(d.editor.entry, "工")
	d.press(0, fyne.KeyReturn)
	if got := d.source.texts[place{2, 2}]; got != "钳工" {
		t.Errorf("written %q", got)
	}
}

func TestDoubleClickEditsOrOpens(t *testing.T) {
	d := editDesk(t)
	var opened place
	d.OnActivate = func(r, c int) { opened = place{r, c} }
	d.click(d.middle(3, 1), 0, 2)
	if r, c, ok := d.Editing(); !ok || r != 3 || c != 1 {
		t.Errorf("editing %d %d %v", r, c, ok)
	}
	d.StopEditing(false)
	d.click(d.middle(4, 0), 0, 2)
	if opened != (place{4, 0}) || d.editor.open() {
		t.Errorf("opened %v, editing %v", opened, d.editor.open())
	}
}

func TestCanEditRefusesACell(t *testing.T) {
	d := editDesk(t)
	d.CanEdit = func(row, _ int) bool { return row != 2 }
	d.Edit(2, 1)
	if d.editor.open() {
		t.Error("a closed cell was opened")
	}
	d.Edit(1, 0)
	if d.editor.open() {
		t.Error("a column that cannot be edited was opened")
	}
}

func TestChoicesOpenAMenu(t *testing.T) {
	d := editDesk(t)
	d.Choices = func(int, int) []string { return []string{"群众", "中共党员"} }
	d.Edit(2, 1)
	if d.editor.open() || d.window.Canvas().Overlays().Top() == nil {
		t.Fatal("no menu")
	}
	d.window.Canvas().Overlays().Remove(d.window.Canvas().Overlays().Top())
	d.TypedRune('群')
	if !d.editor.open() {
		t.Fatal("a word cannot be typed")
	}
	d.StopEditing(false)
	d.Edit(2, 1)
	test.TapCanvas(d.window.Canvas(), d.below(place{2, 1}).AddXY(20, 45))
	if got := d.source.texts[place{2, 1}]; got != "中共党员" {
		t.Errorf("chosen %q", got)
	}
}
