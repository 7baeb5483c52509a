package ime

import (
	"fmt"
	"reflect"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"
)

// fakeSystem writes down what it is asked for.
type fakeSystem struct {
	origin    Point // of the window on the screens
	composing bool
	said      []string
	answer    *Position
}

func (f *fakeSystem) say(format string, args ...any) {
	f.said = append(f.said, fmt.Sprintf(format, args...))
}
func (f *fakeSystem) Place(at, below Point, line Rect) { f.say("place %v %v %v", at, below, line) }
func (f *fakeSystem) Caret(at Point, height int32)     { f.say("caret %v %d", at, height) }
func (f *fakeSystem) NoCaret()                         { f.say("no caret") }
func (f *fakeSystem) OnScreen(p Point) Point {
	return Point{p.X + f.origin.X, p.Y + f.origin.Y}
}
func (f *fakeSystem) Answer(_ uintptr, p Position)   { f.answer = &p }
func (f *fakeSystem) Composing() bool                { return f.composing }
func (f *fakeSystem) Commit()                        { f.composing = false; f.say("commit") }
func (f *fakeSystem) Again(msg uint32, w, l uintptr) { f.say("again %#x %d %d", msg, w, l) }
func (f *fakeSystem) Default(msg uint32, w, l uintptr) uintptr {
	f.say("default %#x %#x", msg, w)
	return 7
}

var someCaret = Caret{At: Point{40, 100}, Height: 20, Field: Rect{10, 95, 210, 125}}

func hookAt(c *Caret) (*Hook, *fakeSystem) {
	f := &fakeSystem{}
	return NewHook(f, func() (Caret, bool) {
		if c == nil {
			return Caret{}, false
		}
		return *c, true
	}), f
}

func expect(t *testing.T, f *fakeSystem, want ...string) {
	t.Helper()
	if len(f.said)+len(want) > 0 && !reflect.DeepEqual(f.said, want) {
		t.Errorf("said %q, want %q", f.said, want)
	}
	f.said = nil
}

func TestTheListIsPlacedWhenAndAsLongAsSomethingIsComposed(t *testing.T) {
	at := someCaret
	h, f := hookAt(&at)
	h.Handle(msgStart, 0, 0)
	expect(t, f, "caret {40 100} 20", "place {40 100} {40 120} {10 100 210 120}")
	at.At.X = 60 // the caret has moved along with what was committed
	if _, handled := h.Handle(msgComposition, 0, 0); handled {
		t.Error("the composition was kept from Windows")
	}
	expect(t, f, "caret {60 100} 20", "place {60 100} {60 120} {10 100 210 120}")
	h.Handle(msgEnd, 0, 0)
	expect(t, f, "no caret")
	h.Handle(msgEnd, 0, 0)
	h.Handle(msgKillFocus, 0, 0)
	expect(t, f)
}

func TestNothingIsPlacedWhereNothingIsTyped(t *testing.T) {
	h, f := hookAt(nil)
	h.Handle(msgStart, 0, 0)
	expect(t, f)
	if _, handled := h.Handle(msgRequest, requestPosition, 1); handled || f.answer != nil {
		t.Error("a place was told where there is none")
	}
}

func TestKeysBelongToTheInputMethodWhileItComposes(t *testing.T) {
	const enter, escape, two, k = 0x0D, 0x1B, 0x32, 0x4B
	h, f := hookAt(&someCaret)
	for _, key := range []uintptr{enter, escape, two, k} {
		if _, handled := h.Handle(msgKeyDown, key, 0); handled {
			t.Errorf("key %#x was kept from the program with nothing composed", key)
		}
	}
	h.Handle(msgStart, 0, 0)
	f.composing, f.said = true, nil
	for _, key := range []uintptr{enter, escape, two, k} {
		for _, msg := range []uint32{msgKeyDown, msgSysKeyDown} {
			if result, handled := h.Handle(msg, key, 0); !handled || result != 7 {
				t.Errorf("key %#x reached the program", key)
			}
			expect(t, f, fmt.Sprintf("default %#x %#x", msg, key))
		}
	}
	if _, handled := h.Handle(msgKeyDown, keyProcess, 0); handled {
		t.Error("a key that the method took is the toolkit's to pass over")
	}
	f.composing = false
	h.Handle(msgEnd, 0, 0)
	if _, handled := h.Handle(msgKeyDown, enter, 0); handled {
		t.Error("the keyboard stays dead after the composition")
	}
}

// An input method that ends without a word must not leave the keyboard dead.
func TestACompositionThatNeverEnds(t *testing.T) {
	h, f := hookAt(&someCaret)
	h.Handle(msgStart, 0, 0)
	f.composing, f.said = false, nil
	if _, handled := h.Handle(msgKeyDown, 0x0D, 0); handled {
		t.Error("Enter was swallowed")
	}
	expect(t, f, "no caret")
}

func TestAClickElsewhereCommitsFirst(t *testing.T) {
	h, f := hookAt(&someCaret)
	if _, handled := h.Handle(msgLeftDown, 1, 2); handled {
		t.Error("a click was taken with nothing composed")
	}
	h.Handle(msgStart, 0, 0)
	f.composing, f.said = true, nil
	if _, handled := h.Handle(msgLeftDown, 1, 2); !handled {
		t.Error("the click came before the characters")
	}
	expect(t, f, "commit", "no caret", "again 0x201 1 2")
	if _, handled := h.Handle(msgLeftDown, 1, 2); handled {
		t.Error("the click never arrives")
	}
}

func TestPositionIsToldOnTheScreens(t *testing.T) {
	for _, origin := range []Point{{0, 0}, {1920, 40}, {-1280, -200}} {
		h, f := hookAt(&someCaret)
		f.origin = origin
		if _, handled := h.Handle(msgRequest, 4, 1); handled {
			t.Error("another request was answered")
		}
		if result, handled := h.Handle(msgRequest, requestPosition, 1); !handled || result != 1 {
			t.Fatal("not answered")
		}
		want := Position{Point{40 + origin.X, 100 + origin.Y}, 20, Rect{10 + origin.X, 95 + origin.Y, 210 + origin.X, 125 + origin.Y}}
		if *f.answer != want {
			t.Errorf("%+v, want %+v", *f.answer, want)
		}
		if _, handled := h.Handle(msgRequest, requestPosition, 0); handled {
			t.Error("a request without room was answered")
		}
	}
}

func TestOtherMessagesPass(t *testing.T) {
	h, f := hookAt(&someCaret)
	for _, msg := range []uint32{0x0000, 0x0102, 0x0281, 0x0283, 0x0101, 0x0200, 0x0005} {
		if _, handled := h.Handle(msg, 1, 1); handled {
			t.Errorf("%#x was taken", msg)
		}
	}
	expect(t, f)
}

func TestCaretIn(t *testing.T) {
	window := fyne.NewSize(1000, 600)
	for _, c := range []struct {
		name          string
		corner        fyne.Position
		size          fyne.Size
		caret         fyne.Position
		scale, height float32
		want          Caret
	}{
		{"plain", fyne.NewPos(100, 50), fyne.NewSize(200, 30), fyne.NewPos(40, 6), 1, 18, Caret{Point{140, 56}, 18, Rect{100, 50, 300, 80}}},
		{"150 %", fyne.NewPos(100, 50), fyne.NewSize(200, 30), fyne.NewPos(40, 6), 1.5, 18, Caret{Point{210, 84}, 27, Rect{150, 75, 450, 120}}},
		{"text scrolled out to the right", fyne.NewPos(100, 50), fyne.NewSize(200, 30), fyne.NewPos(900, 6), 1, 18, Caret{Point{300, 56}, 18, Rect{100, 50, 300, 80}}},
		{"scrolled out to the left", fyne.NewPos(100, 50), fyne.NewSize(200, 30), fyne.NewPos(-90, 6), 2, 18, Caret{Point{200, 112}, 36, Rect{200, 100, 600, 160}}},
		{"third line of several", fyne.NewPos(0, 0), fyne.NewSize(300, 90), fyne.NewPos(10, 48), 1, 20, Caret{Point{10, 48}, 20, Rect{0, 0, 300, 90}}},
		{"a line below what is seen", fyne.NewPos(0, 0), fyne.NewSize(300, 90), fyne.NewPos(10, 300), 1, 20, Caret{Point{10, 70}, 20, Rect{0, 0, 300, 90}}},
		{"a field scrolled above the window", fyne.NewPos(10, -80), fyne.NewSize(100, 30), fyne.NewPos(5, 5), 1, 20, Caret{Point{15, 0}, 1, Rect{10, 0, 110, 0}}},
	} {
		if got := caretIn(c.corner, c.size, c.caret, c.height, window, c.scale); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// Wherever fields and carets are scrolled to, the list opens inside the window and the
// field.
func TestCaretStaysInTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func(name string) float32 { return rapid.Float32Range(-5000, 5000).Draw(t, name) }
		window := fyne.NewSize(rapid.Float32Range(200, 4000).Draw(t, "w"), rapid.Float32Range(200, 3000).Draw(t, "h"))
		scale := rapid.Float32Range(1, 3).Draw(t, "scale")
		c := caretIn(fyne.NewPos(number("x"), number("y")), fyne.NewSize(rapid.Float32Range(0, 3000).Draw(t, "fw"), rapid.Float32Range(0, 2000).Draw(t, "fh")),
			fyne.NewPos(number("cx"), number("cy")), rapid.Float32Range(0, 100).Draw(t, "height"), window, scale)
		right, bottom := int32(window.Width*scale)+1, int32(window.Height*scale)+1
		if c.At.X < 0 || c.At.X > right || c.At.Y < 0 || c.At.Y > bottom || c.Height < 1 {
			t.Errorf("%+v is not in %v at %v", c, window, scale)
		}
		if c.At.X < c.Field.Left || c.At.X > c.Field.Right || c.At.Y < c.Field.Top || c.Field.Top > c.Field.Bottom {
			t.Errorf("%+v is not in its field", c)
		}
	})
}
