package ime

import (
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

var (
	user32 = windows.NewLazySystemDLL("user32.dll")
	imm32  = windows.NewLazySystemDLL("imm32.dll")

	setWindowLong  = user32.NewProc("SetWindowLongPtrW")
	callWindowProc = user32.NewProc("CallWindowProcW")
	defWindowProc  = user32.NewProc("DefWindowProcW")
	postMessage    = user32.NewProc("PostMessageW")
	clientToScreen = user32.NewProc("ClientToScreen")
	createCaret    = user32.NewProc("CreateCaret")
	setCaretPos    = user32.NewProc("SetCaretPos")
	destroyCaret   = user32.NewProc("DestroyCaret")

	getContext        = imm32.NewProc("ImmGetContext")
	releaseContext    = imm32.NewProc("ImmReleaseContext")
	setComposition    = imm32.NewProc("ImmSetCompositionWindow")
	setCandidate      = imm32.NewProc("ImmSetCandidateWindow")
	compositionString = imm32.NewProc("ImmGetCompositionStringW")
	notifyIME         = imm32.NewProc("ImmNotifyIME")
	windowProcedure   = ^uintptr(3) // GWLP_WNDPROC, -4
	needed            = []*windows.LazyProc{setWindowLong, callWindowProc, defWindowProc, postMessage, clientToScreen, createCaret, setCaretPos, destroyCaret, getContext, releaseContext, setComposition, setCandidate, compositionString, notifyIME}
	hooked            = map[uintptr]*attached{} // by window; touched on the main thread only
	procedure         = windows.NewCallback(handle)
)

// The forms of positions (imm.h).
const (
	forcePosition     = 0x20 // CFS_FORCE_POSITION
	candidatePosition = 0x40 // CFS_CANDIDATEPOS
	exclude           = 0x80 // CFS_EXCLUDE
	composedText      = 0x08 // GCS_COMPSTR
	composition       = 0x15 // NI_COMPOSITIONSTR
	complete          = 0x01 // CPS_COMPLETE
)

// lastMessage is WM_NCDESTROY, the last one a window ever gets.
const lastMessage = 0x82

// attached is the System of one window.
type attached struct {
	window uintptr
	before uintptr // the toolkit's window procedure
	hook   *Hook
	caret  bool // the system's caret was made
}

// Attach serves the input method in a window that is shown. It is called on the main
// goroutine; where Windows lacks something, nothing is changed.
func Attach(w fyne.Window) {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return
	}
	for _, proc := range needed {
		if proc.Find() != nil {
			return
		}
	}
	native.RunNative(func(context any) {
		c, ok := context.(driver.WindowsWindowContext)
		if !ok || c.HWND == 0 || hooked[c.HWND] != nil {
			return
		}
		a := &attached{window: c.HWND}
		a.hook = NewHook(a, func() (Caret, bool) {
			return CaretOf(w.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject)
		})
		hooked[c.HWND] = a
		if a.before, _, _ = setWindowLong.Call(c.HWND, windowProcedure, procedure); a.before == 0 {
			delete(hooked, c.HWND)
		}
	})
}

// handle is the window procedure of all windows.
func handle(window, msg, w, l uintptr) uintptr {
	a := hooked[window]
	if a == nil {
		result, _, _ := defWindowProc.Call(window, msg, w, l)
		return result
	}
	if result, handled := a.hook.Handle(uint32(msg), w, l); handled {
		return result
	}
	result, _, _ := callWindowProc.Call(a.before, window, msg, w, l)
	if msg == lastMessage {
		delete(hooked, window) // Windows may give the next window the same number
	}
	return result
}

// positionForm is COMPOSITIONFORM, and CANDIDATEFORM behind its index.
type positionForm struct {
	style uint32
	at    Point
	area  Rect
}

type candidateForm struct {
	index uint32
	positionForm
}

// within runs do with the window's input context, where there is one.
func (a *attached) within(do func(context uintptr)) {
	context, _, _ := getContext.Call(a.window)
	if context == 0 {
		return
	}
	defer releaseContext.Call(a.window, context)
	do(context)
}

func (a *attached) Place(at, below Point, line Rect) {
	a.within(func(context uintptr) {
		form := positionForm{style: forcePosition, at: at}
		_, _, _ = setComposition.Call(context, uintptr(unsafe.Pointer(&form)))
		list := candidateForm{positionForm: positionForm{style: candidatePosition, at: below}}
		_, _, _ = setCandidate.Call(context, uintptr(unsafe.Pointer(&list)))
		list.positionForm = positionForm{style: exclude, at: at, area: line}
		_, _, _ = setCandidate.Call(context, uintptr(unsafe.Pointer(&list)))
	})
}

func (a *attached) Caret(at Point, height int32) {
	if !a.caret {
		made, _, _ := createCaret.Call(a.window, 0, 1, uintptr(height))
		a.caret = made != 0
	}
	_, _, _ = setCaretPos.Call(uintptr(at.X), uintptr(at.Y))
}

func (a *attached) NoCaret() {
	if a.caret {
		_, _, _ = destroyCaret.Call()
		a.caret = false
	}
}

func (a *attached) OnScreen(p Point) Point {
	_, _, _ = clientToScreen.Call(a.window, uintptr(unsafe.Pointer(&p)))
	return p
}

// charPosition is IMECHARPOSITION.
type charPosition struct {
	size, char uint32
	at         Point
	height     uint32
	document   Rect
}

func (a *attached) Answer(request uintptr, p Position) {
	// The memory is Windows', which says its size in the first number.
	into := *(**charPosition)(unsafe.Pointer(&request))
	if into.size < uint32(unsafe.Sizeof(*into)) {
		return
	}
	into.at, into.height, into.document = p.At, uint32(p.Height), p.Field
}

func (a *attached) Composing() (yes bool) {
	a.within(func(context uintptr) {
		n, _, _ := compositionString.Call(context, composedText, 0, 0)
		yes = int32(n) > 0
	})
	return yes
}

func (a *attached) Commit() {
	a.within(func(context uintptr) { _, _, _ = notifyIME.Call(context, composition, complete, 0) })
}

func (a *attached) Again(msg uint32, w, l uintptr) {
	_, _, _ = postMessage.Call(a.window, uintptr(msg), w, l)
}

func (a *attached) Default(msg uint32, w, l uintptr) uintptr {
	result, _, _ := defWindowProc.Call(a.window, uintptr(msg), w, l)
	return result
}
