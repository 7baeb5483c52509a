// Package ime tells an input method where the caret is, so that the list of characters
// to choose from opens beside it and not in a corner of the screen, and keeps keys that
// belong to the input method from the program. The toolkit does neither. What is done is
// plain Go over the interface System; only Windows has one.
//
// A message of Windows reaches Hook.Handle before the toolkit. The input method asks in
// two ways: the older ones are told with ImmSetCompositionWindow and
// ImmSetCandidateWindow, or follow the system's caret; Pinyin of Windows 11 asks by
// WM_IME_REQUEST.
package ime

// The messages and numbers of Windows that matter here (winuser.h, imm.h).
const (
	msgKeyDown     = 0x0100 // WM_KEYDOWN
	msgSysKeyDown  = 0x0104 // WM_SYSKEYDOWN
	msgStart       = 0x010D // WM_IME_STARTCOMPOSITION
	msgEnd         = 0x010E // WM_IME_ENDCOMPOSITION
	msgComposition = 0x010F // WM_IME_COMPOSITION
	msgLeftDown    = 0x0201 // WM_LBUTTONDOWN
	msgRightDown   = 0x0204 // WM_RBUTTONDOWN
	msgMiddleDown  = 0x0207 // WM_MBUTTONDOWN
	msgKillFocus   = 0x0008 // WM_KILLFOCUS
	msgRequest     = 0x0288 // WM_IME_REQUEST

	requestPosition = 6    // IMR_QUERYCHARPOSITION
	keyProcess      = 0xE5 // VK_PROCESSKEY: the input method took the key already
)

// Point is a place in pixels, of the window or of all screens together; on a screen left
// of or above the first one it is negative.
type Point struct{ X, Y int32 }

// Rect is an area in pixels.
type Rect struct{ Left, Top, Right, Bottom int32 }

// Caret is where the next character will stand, in pixels of the window.
type Caret struct {
	At     Point // the upper end of it
	Height int32
	Field  Rect // the field around it
}

// below is where a list begins that is not to cover the line.
func (c Caret) below() Point { return Point{c.At.X, c.At.Y + c.Height} }

// line is what a list is not to cover: the caret's height, as wide as the field.
func (c Caret) line() Rect {
	return Rect{c.Field.Left, c.At.Y, c.Field.Right, c.At.Y + c.Height}
}

// Position is the answer to WM_IME_REQUEST, in pixels of the screens.
type Position struct {
	At     Point
	Height int32
	Field  Rect
}

// System is what Windows does for a window.
type System interface {
	// Place tells the input method where the composition and the list belong.
	Place(at, below Point, line Rect)
	// Caret moves the system's caret, which cannot be seen, for methods that follow it.
	Caret(at Point, height int32)
	// NoCaret takes it away.
	NoCaret()
	// OnScreen moves a point of the window to the screens.
	OnScreen(p Point) Point
	// Answer fills in the structure a request points to.
	Answer(request uintptr, p Position)
	// Composing reports whether there is text that is not committed yet.
	Composing() bool
	// Commit takes that text as it stands; it comes as characters later.
	Commit()
	// Again has a message come once more, behind what waits already.
	Again(msg uint32, w, l uintptr)
	// Default does with a message what Windows does, past the toolkit.
	Default(msg uint32, w, l uintptr) uintptr
}

// Hook stands between Windows and the toolkit for one window.
type Hook struct {
	sys System
	// caret gives the caret of the field that has the keyboard, false for none.
	caret func() (Caret, bool)
	// composing is set from the start of a composition to its end.
	composing bool
}

// NewHook makes the hook of a window.
func NewHook(sys System, caret func() (Caret, bool)) *Hook {
	return &Hook{sys: sys, caret: caret}
}

// Handle looks at a message; where handled is false it is the toolkit's.
func (h *Hook) Handle(msg uint32, w, l uintptr) (result uintptr, handled bool) {
	switch msg {
	case msgStart:
		h.composing = true
		h.place()
	case msgComposition:
		h.composing = true // one that began in another window comes without a start
		h.place()
	case msgEnd:
		h.over()
	case msgKillFocus:
		h.over()
	case msgRequest:
		if w == requestPosition {
			return h.position(l)
		}
	case msgKeyDown, msgSysKeyDown:
		// Enter, Esc, digits and shortcuts are the input method's while something is
		// being composed. Most methods have taken the key already and the toolkit passes
		// over it; of the others it must not hear.
		if h.live() && w&0xFFFF != keyProcess {
			return h.sys.Default(msg, w, l), true
		}
	case msgLeftDown, msgRightDown, msgMiddleDown:
		// A click elsewhere: what was composed belongs to the field it was typed in, so
		// its characters have to come before the click.
		if h.live() {
			h.sys.Commit()
			h.over()
			h.sys.Again(msg, w, l)
			return 0, true
		}
	}
	return 0, false
}

// live reports that something is being composed. The input method itself is asked, too:
// an end that never came must not leave the keyboard dead.
func (h *Hook) live() bool {
	if h.composing && !h.sys.Composing() {
		h.over()
	}
	return h.composing
}

func (h *Hook) over() {
	if h.composing {
		h.composing = false
		h.sys.NoCaret()
	}
}

func (h *Hook) place() {
	c, ok := h.caret()
	if !ok {
		return // nothing to type in: the input method's own place will do
	}
	h.sys.Caret(c.At, c.Height)
	h.sys.Place(c.At, c.below(), c.line())
}

// position answers where the composition is. Its characters are not drawn by us, so that
// all of them are where the caret is.
func (h *Hook) position(request uintptr) (uintptr, bool) {
	c, ok := h.caret()
	if !ok || request == 0 {
		return 0, false
	}
	from, to := h.sys.OnScreen(Point{c.Field.Left, c.Field.Top}), h.sys.OnScreen(Point{c.Field.Right, c.Field.Bottom})
	h.sys.Answer(request, Position{h.sys.OnScreen(c.At), c.Height, Rect{from.X, from.Y, to.X, to.Y}})
	return 1, true
}
