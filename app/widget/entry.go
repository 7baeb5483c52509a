package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"
)

// fieldEntry is Fyne's Entry with the manners of a form: focus by keyboard
// selects all, leaving reads the text, Enter goes on, what is pasted is cleaned,
// and keys it has no use for are handed on.
type fieldEntry struct {
	fw.Entry
	Caret
	of      *TextField
	byMouse bool
}

func newFieldEntry(of *TextField, lines int) *fieldEntry {
	e := &fieldEntry{of: of}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if lines > 1 {
		e.MultiLine, e.Wrapping = true, fyne.TextWrapBreak
		e.SetMinRowsVisible(lines)
	}
	e.ExtendBaseWidget(e)
	e.Entry.OnChanged = func(text string) { of.typed(text) }
	return e
}

// AcceptsTab is no, of several lines too: Tab goes to the next field.
func (e *fieldEntry) AcceptsTab() bool { return false }

func (e *fieldEntry) MouseDown(event *desktop.MouseEvent) {
	e.byMouse = true
	e.Entry.MouseDown(event)
	e.byMouse = false
}

func (e *fieldEntry) FocusGained() {
	e.Entry.FocusGained()
	if !e.byMouse && !e.MultiLine && e.Text != "" {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	e.of.focusChanged(true)
}

func (e *fieldEntry) FocusLost() {
	e.Entry.FocusLost()
	e.of.focusChanged(false)
}

func (e *fieldEntry) TypedKey(key *fyne.KeyEvent) {
	switch {
	case e.of.onKey != nil && e.of.onKey(key):
	case isEnter(key) && !e.MultiLine:
		e.of.submit()
	case key.Name == fyne.KeyEscape && e.of.OnEscape != nil:
		e.of.OnEscape()
	case key.Name == fyne.KeyEscape || functionKey(key.Name):
		forward(e, key)
	default:
		e.Entry.TypedKey(key)
	}
}

// functionKey tells F1 to F12, which the window decides about.
func functionKey(name fyne.KeyName) bool {
	return len(name) >= 2 && name[0] == 'F' && name[1] >= '0' && name[1] <= '9'
}

// TypedShortcut cleans what is pasted before Entry takes it. Of its own shortcuts
// Entry knows the moves by word; the others, such as Alt+3 or Ctrl+K, are the
// window's.
func (e *fieldEntry) TypedShortcut(shortcut fyne.Shortcut) {
	if e.toEnd(shortcut) {
		return
	}
	if own, ok := shortcut.(*desktop.CustomShortcut); ok && own.KeyName != fyne.KeyLeft && own.KeyName != fyne.KeyRight {
		forwardShortcut(e, shortcut)
		return
	}
	if paste, ok := shortcut.(*fyne.ShortcutPaste); ok {
		text := e.of.clean(paste.Clipboard.Content())
		shortcut = &fyne.ShortcutPaste{Clipboard: pasted(text)}
	}
	e.Entry.TypedShortcut(shortcut)
}

// toEnd takes Ctrl+Home and Ctrl+End to the beginning and the end of several lines;
// the toolkit has that on the keys for pages.
func (e *fieldEntry) toEnd(shortcut fyne.Shortcut) bool {
	own, ok := shortcut.(*desktop.CustomShortcut)
	if !ok || !e.MultiLine || own.Modifier != fyne.KeyModifierControl {
		return false
	}
	switch own.KeyName {
	case fyne.KeyHome:
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	case fyne.KeyEnd:
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	default:
		return false
	}
	return true
}

// pasted is a clipboard that holds the cleaned text.
type pasted string

func (p pasted) Content() string   { return string(p) }
func (p pasted) SetContent(string) {}

// CreateRenderer gives Entry's own renderer without its ground and edge: the
// field around it draws one frame for all kinds of control.
func (e *fieldEntry) CreateRenderer() fyne.WidgetRenderer {
	return bareRenderer{e.Watch(&e.Entry, e.Entry.CreateRenderer())}
}

type bareRenderer struct{ fyne.WidgetRenderer }

// Objects leaves out the two rectangles Entry begins with.
func (r bareRenderer) Objects() []fyne.CanvasObject {
	all := r.WidgetRenderer.Objects()
	for len(all) > 0 {
		if _, ok := all[0].(*canvas.Rectangle); !ok {
			break
		}
		all = all[1:]
	}
	return all
}
