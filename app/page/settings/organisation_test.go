package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/organisation"
	"unionledger/data/union"
)

func organised(t *testing.T, members int) (*pagetest.Shell, *view) {
	t.Helper()
	s := pagetest.Demo(t, members)
	v := New(s).(*view)
	s.Place(v, 1093, 614, page.Organisation{})
	return s, v
}

func picture(t *testing.T, s *pagetest.Shell) *organisation.Picture {
	t.Helper()
	p, err := organisation.Read(t.Context(), s.Open.Read(), s.Day)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// dialog is the one that lies on top.
func dialog(t *testing.T, s *pagetest.Shell) *widget.Dialog {
	t.Helper()
	d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatal("no dialog is open")
	}
	return d
}

func TestTheOrganisationIsShown(t *testing.T) {
	s, v := organised(t, 326)
	if v.tabs.Selected() != tabOrganisation || len(v.bodies.p.Bodies) != 4 {
		t.Fatal(v.tabs.Selected(), v.bodies.p)
	}
	s.Picture("organisation-1093")
	for _, b := range v.bodies.p.Bodies {
		s.Current.Show(page.Organisation{Body: b.ID})
		if v.bodies.current().ID != b.ID {
			t.Errorf("%s is not shown", b.Kind)
		}
	}
	if w := v.bodies.whole.MinSize().Width; w > 1093 {
		t.Errorf("%v wide", w)
	}
}

// TestAnElectionInTheWindow starts a new term in which one goes on.
func TestAnElectionInTheWindow(t *testing.T) {
	s, v := organised(t, 60)
	b := v.bodies.current()
	v.bodies.askElection(b)
	s.Picture("election-1093")
	d := dialog(t, s)
	boxes := 0
	for _, o := range test.LaidOutObjects(d) {
		if box, ok := o.(*widget.CheckBox); ok {
			if boxes == 0 {
				box.SetChecked(true)
			}
			boxes++
		}
	}
	if boxes != len(b.Seats) {
		t.Fatalf("%d boxes for %d people", boxes, len(b.Seats))
	}
	d.Accept()
	s.Settled()
	p := picture(t, s)
	terms := p.Bodies[0].Terms
	last := terms[len(terms)-1]
	if last.Title() != "第六届" || len(last.People) != 1 || last.People[0].Get("name") != "郑海" || !strings.Contains(s.Said, "连任 1 人") {
		t.Fatalf("%s with %d people, said %s", last.Title(), len(last.People), s.Said)
	}
	if _, err := s.Open.Undo(t.Context(), s.Op); err != nil {
		t.Fatal(err)
	}
	if n := len(picture(t, s).Bodies[0].Terms); n != len(terms)-1 {
		t.Errorf("%d terms after 撤销", n)
	}
}

// TestANameOnTheRosterIsTied finds the member of a typed name, and asks which where
// there are several.
func TestANameOnTheRosterIsTied(t *testing.T) {
	s, v := organised(t, 326)
	seat := v.bodies.current().Seats[1]
	m := newMemberPicker(v.bodies)
	m.find(seat.Get("name"), 0)
	found, err := organisation.Named(t.Context(), s.Open.Read(), seat.Get("name"), s.Day)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 1 && m.member() != seat.Member || len(found) > 1 && m.member() != 0 {
		t.Errorf("%d of that name, tied to %d", len(found), m.member())
	}
	m.find("没有这个人", 0)
	if m.member() != 0 {
		t.Error("tied to somebody else")
	}
}

// TestAnEmptyLedgerBeginsWithWhatTheFormSays makes the bodies of what the unit's
// form said, whose fields then close.
func TestAnEmptyLedgerBeginsWithWhatTheFormSays(t *testing.T) {
	s, v := organised(t, 0)
	s.Current.Show(page.UnitField{Field: "chair"})
	v.unit.save(v.unit.unit.Union, "chair", "王五")
	v.unit.save(v.unit.unit.Union, "term_start", "2021-03-01")
	v.unit.save(v.unit.unit.Union, "term_end", "2024-02-29")
	s.Settled()
	s.Current.Show(page.Organisation{})
	s.Picture("organisation-empty-1093")
	v.bodies.write("建立工会机构", "已建立", union.Begin)
	s.Settled()
	p := picture(t, s)
	if len(p.Bodies) != 3 || !p.Bodies[0].Has || p.Bodies[0].Seats[0].Get("name") != "王五" || p.Bodies[0].Term.End().String() != "2024-02-29" {
		t.Fatalf("%+v", p.Bodies)
	}
	s.Current.Show(page.UnitField{Field: "term_end"})
	if v.tabs.Selected() != tabOrganisation {
		t.Error("a field that follows from the organisation is not mended there")
	}
	v.tabs.Select(tabUnit)
	if !v.unit.union.Field("chair").Control.Disabled() || v.unit.union.Field("clerk").Control.Disabled() {
		t.Error("the wrong fields are closed")
	}
}

func TestFiguresAreShown(t *testing.T) {
	s, v := organised(t, 326)
	v.bodies.showFigures()
	for i, name := range []string{"numbers", "moves", "bands", "groups"} {
		var tabs *widget.Tabs
		for _, o := range test.LaidOutObjects(dialog(t, s)) {
			if x, ok := o.(*widget.Tabs); ok {
				tabs = x
			}
		}
		tabs.Select(i)
		s.Settled()
		s.Picture("figures-" + name)
	}
	dialog(t, s).Cancel()
	v.bodies.askYear(v.bodies.newYear())
	s.Picture("year-1093")
	d := dialog(t, s)
	var fill *widget.Button
	for _, o := range test.LaidOutObjects(d) {
		if b, ok := o.(*widget.Button); ok && strings.Contains(b.Text(), "按名册填") {
			fill = b
		}
	}
	test.Tap(fyne.Tappable(fill))
	d.Accept()
	s.Settled()
	p := picture(t, s)
	if len(p.Years) != 3 || p.Years[0].Int("members") != int64(p.Years[0].Counted.Members) || p.Years[0].Int("members") == 0 {
		t.Errorf("%+v", p.Years[0])
	}
}
