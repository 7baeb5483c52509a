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
	if l := p.lines[p.at]; p.tab != tabLook || !w.job.waits(l) || l.Kind != member.SharedNumber {
		t.Errorf("%+v", l.Problem)
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
