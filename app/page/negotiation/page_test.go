package negotiation

import (
	"context"
	"testing"

	"fyne.io/fyne/v2/test"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/negotiation"
)

// TestLook opens the page at both sizes at every step, and lets it be looked at.
func TestLook(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	s.Picture("negotiation-now-1093")
	if v.f.steps[v.line.Selected()].No != filingStep {
		t.Fatalf("the page opens at step %d", v.line.Selected()+1)
	}
	for no := 1; no <= lastStep; no++ {
		v.goTo(no)
		s.Settled()
		s.Picture("negotiation-step" + string(rune('a'+no-1)) + "-1093")
		if v.pane.no != no {
			t.Fatalf("step %d shows %d", no, v.pane.no)
		}
	}
	v = New(s).(*view)
	s.Place(v, 1448, 830, nil)
	s.Picture("negotiation-now-1600")
}

// TestLookOfTrouble shows the cases in which something went wrong.
func TestLookOfTrouble(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	for _, c := range []struct {
		step  int
		facts map[string]string
	}{
		{meetingStep, map[string]string{"suspended_days": "70", "suspension_consent": "0"}},
		{congressStep, map[string]string{"agreed": "30", "signed": ""}},
		{signStep, map[string]string{"lowest_wage_fen": "100000", "raise_percent": "9", "valid_to": "2030-05-19"}},
		{reviewStep, map[string]string{"signed": "2022-04-27", "agreed": "58", "filed": "2022-05-05", "accepted": "2022-05-06", "objection": "1"}},
	} {
		v.save("试", c.facts, nil, nil)
		v.goTo(c.step)
		s.Settled()
		s.Picture("negotiation-trouble" + string(rune('a'+c.step-1)) + "-1093")
		if len(v.pane.notices.Objects) == 0 && c.step != signStep {
			t.Errorf("step %d has no notice", c.step)
		}
		if own, _ := v.f.faults(signStep); c.step == signStep && (len(own) == 0 || len(v.pane.faults.Objects) == 0) {
			t.Errorf("the check finds nothing")
		}
	}
}

func TestLeavingAFieldSavesItAndUndoBringsItBack(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, page.Round{Step: filingStep})
	box := v.pane.form.Field("filed").Control
	box.Focus()
	test.Type(s.Win.Canvas().Focused(), "2022.5.6")
	s.Win.Canvas().Unfocus()
	s.Settled()
	stored := func() string {
		r, err := negotiation.Get(context.Background(), s.Open.Read(), v.round)
		if err != nil {
			t.Fatal(err)
		}
		return r.Get("filed")
	}
	if stored() != "2022-05-06" || s.Op == 0 {
		t.Fatalf("stored %q by operation %d", stored(), s.Op)
	}
	s.Undo(s.Op)
	if stored() != "" || v.pane.form.Field("filed").Control.Value() != "" {
		t.Fatalf("after 撤销 %q is stored and %q shown", stored(), v.pane.form.Field("filed").Control.Value())
	}
}

func TestMarkingTheStepGoesOnToTheNext(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	v.pane.mark()
	s.Picture("negotiation-mark-1093")
	test.Type(s.Win.Canvas().Focused(), "20220506")
	accept(s)
	s.Settled()
	if v.f.d.Get("filed") != "2022-05-06" {
		t.Fatalf("filed is %q", v.f.d.Get("filed"))
	}
	if v.pane.no != reviewStep {
		t.Fatalf("the page stays at step %d", v.pane.no)
	}
}

// aside is a shell whose work waits until it is let go, as in the window.
type aside struct {
	*pagetest.Shell
	waiting []func()
}

func (a *aside) Work(title string, job func(context.Context, page.Progress) error, then func(error)) {
	a.waiting = append(a.waiting, func() { a.Shell.Work(title, job, then) })
}

func (a *aside) Load(title string, job func(context.Context, page.Progress) error, then func(error)) {
	a.waiting = append(a.waiting, func() { a.Shell.Load(title, job, then) })
}

// let does what waits, and what that asks for.
func (a *aside) let() {
	for len(a.waiting) > 0 {
		next := a.waiting[0]
		a.waiting = a.waiting[1:]
		next()
	}
}

// TestAStepIsNotMarkedTwice presses the button again while the mark is being
// written, while the page is being read, and when the next step is shown.
func TestAStepIsNotMarkedTwice(t *testing.T) {
	s := &aside{Shell: pagetest.Demo(t, 60)}
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	s.let()
	old := v.pane
	old.mark()
	test.Type(s.Win.Canvas().Focused(), "20220506")
	accept(s.Shell)
	again := func(when string) {
		if old.mark(); s.Win.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s the step can be marked again", when)
		}
	}
	d, others := s.Win.Canvas().Overlays().Top().(*widget.Dialog), len(s.waiting)
	d.Accept()
	if d.Cancel(); s.Win.Canvas().Overlays().Top() != d || len(s.waiting) != others {
		t.Fatal("while it is written the dialog can be left, or marks again")
	}
	write := s.waiting[0]
	s.waiting = nil
	write()
	again("while the page is read")
	s.let()
	s.Settled()
	if v.pane.no != reviewStep || v.f.d.Get("filed") != "2022-05-06" {
		t.Fatalf("step %d, filed %q", v.pane.no, v.f.d.Get("filed"))
	}
	again("on the next step")
	v.goTo(filingStep)
	v.pane.mark()
	again("when it is done")
}

func TestAMarkThatFailsCanBeMadeAgain(t *testing.T) {
	s := &aside{Shell: pagetest.Demo(t, 60)}
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	s.let()
	v.pane.saveMark("试", map[string]string{"filed": "2022-13-45"}, func(err error) {
		if err != nil {
			s.Fail(err)
		}
	})
	s.let()
	if s.Failed == nil || v.marking {
		t.Fatalf("failed %v, still marking %v", s.Failed, v.marking)
	}
	if v.pane.mark(); s.Win.Canvas().Overlays().Top() == nil {
		t.Fatal("the step cannot be marked after a failure")
	}
}

func TestPapersAreTicked(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	before := len(v.pane.s.Missing)
	v.pane.papers.set("报送说明", true)
	s.Settled()
	if _, there := v.f.d.Papers["报送说明"]; !there || len(v.pane.s.Missing) != before-1 {
		t.Fatalf("papers %v, missing %d of %d", v.f.d.Papers, len(v.pane.s.Missing), before)
	}
}

func TestNewRoundTakesOverPeopleInOneOperation(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	v.newRound()
	s.Picture("negotiation-new-1093")
	old := v.f.d
	r := negotiation.NewRound(2023)
	d := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if err := v.create(d, r, old.ID, true); err != widget.ErrStay {
		t.Fatal(err)
	}
	s.Settled()
	if s.Win.Canvas().Overlays().Top() != nil {
		t.Fatal("the dialog stays after the round was made")
	}
	if v.f.d.Get("year") != "2023" || len(v.f.d.Reps) != len(old.Reps) || v.f.d.Get("covered") != old.Get("covered") {
		t.Fatalf("%s with %d representatives", v.f.d.Round.Record, len(v.f.d.Reps))
	}
	if v.f.twice(r) == nil {
		t.Fatal("a second round of the same year and kind is not refused")
	}
	s.Undo(s.Op)
	if v.f.d.Get("year") != "2022" {
		t.Fatalf("撤销 left year %s", v.f.d.Get("year"))
	}
}

// What is refused keeps the dialog with what was typed.
func TestARefusedRowIsNotLost(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	it := negotiation.NewItem(negotiation.ScoreFields)
	for key, value := range map[string]string{"form": "质效评估", "heading": "综合评价", "item": "试", "points": "15", "own": "20"} {
		it.Set(key, value)
	}
	v.pane.editRow(it)
	d := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	d.Accept()
	s.Settled()
	if s.Win.Canvas().Overlays().Top() != d || s.Failed != nil || len(v.f.d.Items(negotiation.ScoreFields)) != 0 {
		t.Fatalf("the dialog is gone or something was written: %v", s.Failed)
	}
}

func TestEmptyLedgerOffersTheFirstRound(t *testing.T) {
	s := pagetest.Demo(t, 0)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	s.Picture("negotiation-empty-1093")
	if v.content.Objects[0] != v.first {
		t.Fatal("an empty ledger shows no first step")
	}
	v.newRound()
	s.Picture("negotiation-newfirst-1093")
	accept(s)
	s.Settled()
	if p := v.f.d.Get("profile"); p == "" || p != v.law.Rules.GetOrDefault("").ID {
		t.Errorf("the first round is under the rules %q", p)
	}
	if !v.f.has || v.f.d.Get("year") != "2022" || v.f.d.Get("sign_kind") != "首次签订" {
		t.Fatalf("%s", v.f.d.Round.Record)
	}
	s.Picture("negotiation-first-1093")
}

// accept presses the main button of the dialog that is open.
func accept(s *pagetest.Shell) {
	s.Win.Canvas().Overlays().Top().(interface{ Accept() }).Accept()
}

// TestListsCloseTheFactsTheyGive: with a row in 职代会表决 the counts of the vote follow
// from it and their fields are closed; 撤销 opens them again. Documents stand beside the
// papers they are.
func TestListsCloseTheFactsTheyGive(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, page.Round{Step: congressStep})
	if v.pane.form.Field("agreed").Control.Disabled() {
		t.Fatal("without a list the fields are closed")
	}
	it := negotiation.NewItem(negotiation.VoteFields)
	for key, value := range map[string]string{"date": "2022-04-20", "entitled": "60", "present": "50", "agreed": "33"} {
		it.Set(key, value)
	}
	op, err := negotiation.SaveItem(context.Background(), s.Open, v.f.d.Round, it)
	if err != nil {
		t.Fatal(err)
	}
	v.read(congressStep)
	s.Settled()
	box := v.pane.form.Field("agreed").Control
	if !box.Disabled() || box.Value() != "33" {
		t.Errorf("the count is %q, closed %v", box.Value(), box.Disabled())
	}
	if docs := v.documents("职代会决议"); len(docs) != 1 || docs[0].Item == nil {
		t.Errorf("the resolution is %+v", docs)
	}
	s.Undo(op)
	v.read(congressStep)
	s.Settled()
	if v.pane.form.Field("agreed").Control.Disabled() {
		t.Error("after 撤销 the fields stay closed")
	}
}
