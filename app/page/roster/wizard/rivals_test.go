package wizard

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/member"
)

// The keys go with the list: one that is out of sight decides nothing.
func TestKeysGoWithTheList(t *testing.T) {
	s := pagetest.Demo(t, 20)
	w := New(s, func(any) {})
	s.Place(placed{w}, 1093, 614, nil)
	w.Open(sample)
	w.read()
	p := w.preview
	s.Window().Canvas().Focus(p.grid)
	at := slices.IndexFunc(p.lines, line.unknownWord)
	p.toWord(p.lines[at])
	if p.tab != tabWords || s.Window().Canvas().Focused() != fyne.Focusable(p.grid) {
		t.Errorf("on tab %d the keys go to %T", p.tab, s.Window().Canvas().Focused())
	}
	p.nextOpen()
	if first := slices.IndexFunc(p.lines, w.job.waits); p.at != first {
		t.Errorf("begins at line %d, the first open one is %d", p.at, first)
	}
	if l := p.lines[p.at]; p.tab != tabLook || !w.job.waits(l) || l.Kind != member.SharedNumber {
		t.Errorf("%+v", l.Problem)
	}
}

// The cursor goes with the line a decision was about, or to what came after it.
func TestCursorFollowsItsLine(t *testing.T) {
	a, b, c, d := mark{kind: "a"}, mark{kind: "b"}, mark{kind: "c"}, mark{kind: "d"}
	for _, k := range []struct {
		name          string
		before, after []mark
		row, want     int
	}{
		{"stays", []mark{a, b, c}, []mark{a, b, c}, 1, 1},
		{"is sorted to the end", []mark{a, b, c}, []mark{a, c, b}, 1, 2},
		{"goes, the next one follows", []mark{a, b, c}, []mark{d, a, c}, 1, 2},
		{"goes from the end", []mark{a, b}, []mark{a}, 1, 0},
		{"nothing was current", []mark{a, b}, []mark{a}, -1, -1},
		{"all gone", []mark{a}, nil, 0, -1},
		{"a list without names", nil, nil, 7, 7},
	} {
		if got := follow(k.before, k.after, k.row); got != k.want {
			t.Errorf("%s: %d, want %d", k.name, got, k.want)
		}
	}
}

// A button that has gone with its step is not pressed by Enter any more.
func TestButtonsLetTheKeyboardGo(t *testing.T) {
	s := pagetest.Demo(t, 20)
	w := New(s, func(any) {})
	s.Place(placed{w}, 1093, 614, nil)
	w.Open(sample)
	w.read()
	c := s.Window().Canvas()
	for _, leave := range []func(){w.write, func() { w.leave(nil) }} {
		b := widget.NewPrimary("导入", "", func() {})
		w.foot.Add(b)
		c.Focus(b)
		leave()
		if f := c.Focused(); f == fyne.Focusable(b) {
			t.Error("a button that is gone has the keyboard")
		}
	}
}
