package widget

import (
	"strings"

	"fyne.io/fyne/v2"
)

// Insert puts text where the caret is, in place of what is selected, as if it had
// been typed.
func (t *TextField) Insert(text string) {
	t.entry.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: pasted(text)})
}

// GoToLine puts the caret at the beginning of a line, the first being 1, and brings
// it into sight. The rows of the toolkit are those on the screen, so that of a long
// line that is broken is looked for by how much text lies before it.
func (t *TextField) GoToLine(line int) {
	t.Focus()
	before := 0
	for _, l := range strings.SplitAfterN(t.entry.Text, "\n", max(line, 1))[:max(line, 1)-1] {
		before += len([]rune(l))
	}
	t.entry.CursorColumn = 0
	for t.entry.CursorRow = 0; t.entry.CursorRow < before && t.entry.CursorTextOffset() < before; t.entry.CursorRow++ {
	}
	t.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome}) // scrolls there
}
