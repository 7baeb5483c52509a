package roster

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	_ fyne.Draggable    = (*tree)(nil)
	_ desktop.Mouseable = (*tree)(nil)
)

// MouseDown begins anew: what was dragged before is over.
func (t *tree) MouseDown(*desktop.MouseEvent) { t.dragged, t.from, t.onto = false, -1, -1 }

// MouseUp belongs to desktop.Mouseable.
func (t *tree) MouseUp(*desktop.MouseEvent) {}

// Dragged takes a line of a group along; the line it would go below is tinted. The
// union itself is a place to go to, not one to take.
func (t *tree) Dragged(e *fyne.DragEvent) {
	if t.from < 0 {
		t.from = t.at(e.Position.Y - e.Dragged.DY)
		if t.from < 0 || t.items[t.from].kind != groupLine || t.items[t.from].group == 0 {
			t.from = -1
			return
		}
	}
	onto := t.at(e.Position.Y)
	if onto == t.from || onto >= 0 && t.items[onto].kind != groupLine {
		onto = -1
	}
	if onto != t.onto {
		t.onto = onto
		t.dragged = t.dragged || onto >= 0
		t.Refresh()
	}
}

// DragEnd drops the line where it is.
func (t *tree) DragEnd() {
	from, onto := t.from, t.onto
	t.from, t.onto = -1, -1
	if from >= 0 && onto >= 0 && from < len(t.items) && onto < len(t.items) {
		t.drop(t.items[from].group, t.items[onto].group)
	}
	t.Refresh()
}
