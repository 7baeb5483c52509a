package widget

import "fyne.io/fyne/v2"

// Insert puts text where the caret is, in place of what is selected, as if it had
// been typed.
func (t *TextField) Insert(text string) {
	t.entry.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: pasted(text)})
}

// GoToLine puts the caret at the beginning of a line, the first being 1, and brings
// it into sight.
func (t *TextField) GoToLine(line int) {
	t.Focus()
	t.entry.CursorRow, t.entry.CursorColumn = max(line-1, 0), 0
	t.entry.Refresh()
	t.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
}
