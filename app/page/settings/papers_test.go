package settings

import (
	"context"
	"strings"
	"testing"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/paper"
)

// inline makes previews at once, on the caller's goroutine.
func inline(p *paperSection) *paperSection {
	p.pause, p.aside = 0, func(job, then func()) { job(); then() }
	return p
}

func papersTab(t *testing.T) (*paperSection, *pagetest.Shell) {
	t.Helper()
	s := pagetest.Demo(t, 40)
	v := New(s).(*view)
	p := inline(v.sections[tabPapers].(*paperSection))
	s.Place(v, 1093, 614, page.PaperTab{Key: "transfer"})
	return p, s
}

func TestAWordingIsChangedStoredAndRestored(t *testing.T) {
	p, s := papersTab(t)
	if p.info().Name != "转会介绍信" || p.picture.Image.Bounds().Dx() < 500 || !p.save.Disabled() {
		t.Fatal(p.info(), p.picture.Image.Bounds())
	}
	s.Picture("papers")
	own := strings.Replace(p.text.Text(), "特此回执", "此复", 1)
	p.text.SetValue(own)
	p.typed()
	if p.save.Disabled() {
		t.Fatal("a changed text cannot be stored")
	}
	p.store()
	s.Settled()
	if got, _ := paper.Source(context.Background(), s.Open.Read(), "transfer"); got != own || s.Op == 0 {
		t.Fatal("not stored", s.Said)
	}
	if p.info().Since.IsZero() || p.restore.Hidden || !p.save.Disabled() {
		t.Error("the page does not say that the wording is the unit's own")
	}
	p.putBack()
	s.Win.Canvas().Overlays().Top().(*widget.Dialog).Accept()
	if got := p.text.Text(); strings.Contains(got, "此复") || !p.restore.Hidden {
		t.Error("not restored")
	}
}

func TestAWrongTextCannotBeStored(t *testing.T) {
	p, s := papersTab(t)
	p.text.SetValue(p.text.Text() + "\n{{姓铭}}")
	p.typed()
	if !p.save.Disabled() || p.problem.Hidden || !strings.Contains(p.problem.Text(), "姓铭") {
		t.Fatal(p.problem.Text())
	}
	p.leave("roster")
	d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatal("a text that is not stored is dropped without a word")
	}
	d.Cancel()
	if p.key != "transfer" {
		t.Error("went on all the same")
	}
	p.leave("roster")
	s.Win.Canvas().Overlays().Top().(*widget.Dialog).Accept()
	if p.key != "roster" || p.pages < 2 {
		t.Error(p.key, p.pages)
	}
	p.leaf(1)
	if p.shown != 1 {
		t.Error("the second page is not shown")
	}
}

func TestMarksAreInserted(t *testing.T) {
	p, _ := papersTab(t)
	if len(p.markMenu()) < 5 || len(p.orderMenu()) < 10 {
		t.Fatal("too little is offered")
	}
	p.text.GoToLine(1)
	p.insert("{{姓名}}")
	if !strings.HasPrefix(p.text.Text(), "{{姓名}}") {
		t.Error(p.text.Text()[:40])
	}
}

// TestTheWindowIsToldOfATextThatIsNotStored lets the window ask before 撤销 takes back
// something else than what was typed.
func TestTheWindowIsToldOfATextThatIsNotStored(t *testing.T) {
	p, s := papersTab(t)
	h := s.Current.(page.Holder)
	if h.Unstored() != "" {
		t.Fatal(h.Unstored())
	}
	p.text.SetValue(p.text.Text() + "\n改")
	if !strings.Contains(h.Unstored(), "转会介绍信") {
		t.Errorf("%q", h.Unstored())
	}
	s.Current.(*view).tabs.Select(tabUnit)
	if h.Unstored() != "" {
		t.Error("another tab is in front")
	}
}
