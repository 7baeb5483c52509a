package payroll

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/intake"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

const samples = "../../../../testdata/samples/"

// asPage lets the stand-in for the window show the view.
type asPage struct{ *View }

func (p asPage) Show(any) { p.Reload() }

// sampled is the page over the roster of the sample, with the wage sheet read.
func sampled(t *testing.T) (*pagetest.Shell, *View, *any) {
	t.Helper()
	s := pagetest.Demo(t, 0)
	ctx := context.Background()
	book, err := sheet.Open(ctx, samples+"会员花名册(车间手工台账).xlsx", sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	im, err := member.ReadRoster(ctx, member.Fields, book, intake.Options{Today: s.Day})
	if err == nil {
		_, err = im.Write(ctx, s.Open)
	}
	if err != nil {
		t.Fatal(err)
	}
	var left any = "still here"
	v := New(s, func(target any) { left = target })
	s.Place(asPage{v}, 1029, 500, nil)
	s.Picture("payroll-first")
	v.Open(samples + "2021年11月工资表.xlsx")
	s.Settled()
	if v.w == nil {
		t.Fatal("the sheet was not read")
	}
	return s, v, &left
}

func rowOf(t *testing.T, v *View, kind dues.FindingKind) int {
	t.Helper()
	for row := range v.shown {
		if v.at(row).Kind == kind {
			return row
		}
	}
	t.Fatal("nothing of kind", kind)
	return -1
}

func TestDecidingInTheWindow(t *testing.T) {
	s, v, left := sampled(t)
	s.Picture("payroll")
	if len(v.shown) != 61 || !v.do.Disabled() {
		t.Fatalf("%d shown", len(v.shown))
	}
	// The box of a line takes the usual choice, that of one who left none.
	v.grid.MarkAll()
	v.ticked()
	for _, f := range v.w.Findings {
		if want := f.Usual; f.Accepted != want {
			t.Errorf("%s %s: %q", f.Kind, f.Name, f.Accepted)
		}
	}
	if !strings.Contains(s.Said, "2 人") {
		t.Errorf("said %q", s.Said)
	}
	v.grid.SetMarked(grid.RowSet{})
	v.ticked()
	if n, _ := v.w.AcceptedCount(); n != 0 {
		t.Errorf("%d still accepted", n)
	}
	v.tabs.Select(2)
	if len(v.shown) != 2 {
		t.Fatalf("%d leavers shown", len(v.shown))
	}
	if err := v.grid.OnEdit(0, choiceColumn, "转出"); err != nil {
		t.Fatal(err)
	}
	v.tabs.Select(4)
	v.grid.SetCurrent(0, 0)
	v.alike()
	if n, events := v.w.AcceptedCount(); n != 21 || events != 1 {
		t.Fatalf("%d accepted, %d events", n, events)
	}
	s.Picture("payroll-accepted")
	test.Tap(v.do)
	d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatal("the paper was not asked for")
	}
	s.Picture("payroll-paper")
	d.Accept()
	s.Settled()
	s.Picture("payroll-done")
	if s.Op == 0 || !strings.Contains(s.Said, "写基数 20 人，转出 1 人") {
		t.Fatalf("%d %q", s.Op, s.Said)
	}
	counts, err := member.Counts(context.Background(), s.Open.Read(), s.Day)
	if err != nil || counts[member.Transferred] != 1 {
		t.Errorf("%v %v", counts, err)
	}
	// Once taken back it is not said to be written any more.
	v.Reload()
	s.Settled()
	if v.written != s.Op {
		t.Error("the page began anew for nothing")
	}
	if _, err := s.Open.Undo(context.Background(), s.Op); err != nil {
		t.Fatal(err)
	}
	v.Reload()
	s.Settled()
	if v.written != 0 {
		t.Error("the page says that what was taken back is written")
	}
	if v.w == nil {
		t.Fatal("the comparison is gone with the writing")
	}
	if n, events := v.w.AcceptedCount(); n != 21 || events != 1 {
		t.Errorf("after the undo %d accepted, %d events", n, events)
	}
	for i := range v.w.Findings {
		v.w.Findings[i].Accepted = ""
	}
	v.abandon()
	if *left != nil {
		t.Error("the page was not left")
	}
}

// TestARefusalKeepsWhatWasTyped holds that a paper that cannot be is shown again, as
// it was typed, over the comparison as it was.
func TestARefusalKeepsWhatWasTyped(t *testing.T) {
	s, v, _ := sampled(t)
	v.tabs.Select(2)
	if err := v.grid.OnEdit(0, choiceColumn, "转出"); err != nil {
		t.Fatal(err)
	}
	for _, tab := range []int{0, 2} {
		v.tabs.Select(tab)
		if n, _ := v.w.AcceptedCount(); n != 1 {
			t.Fatalf("%d accepted after tab %d was opened", n, tab)
		}
	}
	paper := dues.Paper{Date: civil.Of(1950, 1, 1), Document: "工会纪要第 7 号", OtherUnion: "临江工会"}
	v.apply(paper)
	s.Settled()
	d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatal("the paper is not asked for again")
	}
	s.Picture("payroll-refused")
	if n, _ := v.w.AcceptedCount(); n != 1 || v.tab != 2 || s.Op != 0 {
		t.Errorf("%d accepted, tab %d, operation %d", n, v.tab, s.Op)
	}
	var typed []string
	for _, o := range test.LaidOutObjects(d) {
		if f, ok := o.(*widget.TextField); ok {
			typed = append(typed, f.Value())
		}
	}
	if !slices.Contains(typed, paper.Document) || !slices.Contains(typed, paper.OtherUnion) {
		t.Errorf("typed %q", typed)
	}
}

func TestWhatOnlyLooksChangesNothing(t *testing.T) {
	s, v, _ := sampled(t)
	row := rowOf(t, v, dues.WageHeld)
	if choicesOf(v.at(row)) != nil || v.grid.CanEdit(row, choiceColumn) {
		t.Error("a wage that cannot be right can be accepted")
	}
	v.grid.SetCurrent(row, 0)
	v.alike()
	if !strings.Contains(s.Said, "只能看") {
		t.Errorf("said %q", s.Said)
	}
	if err := accept(v.at(rowOf(t, v, dues.Leaver)), "除名"); err == nil {
		t.Error("a wage sheet expelled somebody")
	}
}

func TestASheetThatCannotBeRead(t *testing.T) {
	s := pagetest.Demo(t, 5)
	v := New(s, func(any) {})
	s.Place(asPage{v}, 1029, 500, nil)
	v.Open(samples + "工资集体协商历年台账.xlsx")
	s.Settled()
	s.Picture("payroll-wrong")
	if v.w != nil {
		t.Error("a list of negotiations was taken for wages")
	}
	var _ page.Page = asPage{v}
}
