package roster

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"unionledger/app/widget"
	"unionledger/data/paper"
)

// acceptOpen presses the main button of the dialog that is open.
func acceptOpen(t *testing.T, s *fakeShell) {
	t.Helper()
	d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatal("no dialog is open")
	}
	d.Accept()
}

func isPDF(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(text), "%PDF-") {
		t.Fatal(path, "is no PDF", err)
	}
}

func TestTheRosterIsPrintedFromTheList(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	v, s := shown(t)
	before := lastTitle(t, s.Open)
	v.Print()
	acceptOpen(t, s)
	if len(s.opened) != 1 || len(s.failed) > 0 {
		t.Fatal(s.opened, s.failed)
	}
	isPDF(t, s.opened[0])
	if got := lastTitle(t, s.Open); got != before {
		t.Error("covered numbers were journalled:", got)
	}
}

func TestAPaperForOnePersonIsJournalledAndSaved(t *testing.T) {
	v, s := shown(t)
	s.file = filepath.Join(t.TempDir(), "登记表.pdf")
	m := withNumber(t, v)
	info, ok := paper.Named(v.papers(), "会员登记表")
	if !ok {
		t.Fatal("no such paper")
	}
	v.askPrint(info, []int64{m.ID})
	d := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	f := &printForm{v: v, info: info, chosen: []int64{m.ID}}
	f.fields()
	f.full = widget.NewCheckBox("", nil)
	f.full.SetChecked(info.InFull)
	if err := f.make(f.save); err != nil {
		t.Fatal(err)
	}
	d.Cancel()
	isPDF(t, s.file)
	if got := lastTitle(t, s.Open); got != "打印完整号码：会员登记表 1 人" {
		t.Error(got)
	}
	f.who.SetValue(forBlank)
	if err := f.make(func(q paper.Request) {
		if q.Members != nil || q.Full {
			t.Errorf("%+v", q)
		}
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAPeriodThatRunsBackwardsIsRefused(t *testing.T) {
	v, _ := shown(t)
	info, _ := paper.Named(v.papers(), "changes")
	f := &printForm{v: v, info: info, full: widget.NewCheckBox("", nil)}
	f.fields()
	f.from.SetValue("2022-05-07")
	f.to.SetValue("2022-05-01")
	if err := f.make(func(paper.Request) { t.Error("taken") }); err == nil || !strings.Contains(err.Error(), "颠倒") {
		t.Fatal(err)
	}
}

func TestMenusOfferThePapers(t *testing.T) {
	v, _ := shown(t)
	head, single := v.printMenu(), v.printItems([]int64{1})
	if head[0].Text != "会员名册…" || len(single) < 8 {
		t.Fatal(head[0].Text, len(single))
	}
	for _, i := range single {
		if strings.HasPrefix(i.Text, "会员名册") || strings.HasPrefix(i.Text, "会籍变动") {
			t.Error(i.Text, "is for no single person")
		}
	}
}

func TestAGroupedListIsPrintedInItsGroups(t *testing.T) {
	v, _ := shown(t)
	v.groupBy("gender")
	info, _ := paper.Named(v.papers(), "roster")
	f := &printForm{v: v, info: info}
	f.fields()
	f.full = widget.NewCheckBox("", nil)
	if err := f.make(func(q paper.Request) {
		if len(q.Bands) != len(v.list.bands) || q.Bands[0].Title != v.list.bands[0].Title || q.Bands[0].People != len(v.list.bands[0].IDs) || len(q.Members) != len(v.people.ids) {
			t.Errorf("%+v of %d members in %d groups", q.Bands, len(v.people.ids), len(v.list.bands))
		}
	}); err != nil {
		t.Fatal(err)
	}
	// Two who were chosen stand in the order of the groups, whatever order they were marked in.
	first, last := v.list.bands[0].IDs[0], v.list.bands[1].IDs[0]
	ids, bands := divided([]int64{last, first}, v.list.bands)
	if len(bands) != 2 || ids[0] != first || bands[1].People != 1 {
		t.Error(ids, bands)
	}
}

func TestTheFirstRowsAreNotPrintedForTheWholeList(t *testing.T) {
	v, s := shown(t)
	v.people.part = true
	v.Print()
	v.export()
	v.Print()
	if s.Win.Canvas().Overlays().Top() != nil {
		t.Fatal("a dialog offers the first rows as the whole list")
	}
	v.reload()
	if _, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog); !ok || v.waiting != nil {
		t.Error("what was asked for was not done when the list had been read")
	}
}

func TestABlankPaperOffersNoNumbersInFull(t *testing.T) {
	v, s := shown(t)
	info, ok := paper.Named(v.papers(), "会员登记表")
	if !ok {
		t.Fatal("no such paper")
	}
	v.askPrint(info, nil) // nobody is chosen: a blank one
	d := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	defer d.Cancel()
	seen := false
	for _, o := range test.LaidOutObjects(d) {
		box, ok := o.(*widget.CheckBox)
		seen = seen || ok && box.Visible()
	}
	if seen {
		t.Error("numbers in full are offered for a blank paper")
	}
}
