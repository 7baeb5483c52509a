package collect

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/money"
)

// owing starts the tab on the demonstration, with somebody who owes.
func owing(t *testing.T) (*pagetest.Shell, *View) {
	t.Helper()
	s := pagetest.Demo(t, 60)
	if _, err := dues.Bill(context.Background(), s.Open, s.Day.YearMonth()); err != nil {
		t.Fatal(err)
	}
	v := New(s)
	s.Place(alone{v}, 1029, 544, nil)
	s.Settled()
	if len(v.rows) < 3 {
		t.Fatalf("%d owe in the demonstration", len(v.rows))
	}
	return s, v
}

// alone is the tab as a page of its own.
type alone struct{ *View }

func (a alone) Show(any) { a.View.Show() }

func (v *View) tickedSum() (sum money.Fen) {
	marks := v.grid.Marked()
	for i, r := range v.rows {
		if marks.Has(i) {
			sum += r.pays
		}
	}
	return sum
}

// TestCountedSumAndPeopleMustAgree: neither a wrong sum nor a wrong number of people gets
// in, what was ticked stays, and 撤销 brings what was owed back.
func TestCountedSumAndPeopleMustAgree(t *testing.T) {
	s, v := owing(t)
	first, owed := v.rows[0], len(v.rows)
	v.Choose(civil.YearMonth{}, 0, map[int64]bool{v.rows[0].member: true, v.rows[1].member: true})
	v.Show()
	s.Settled()
	marks := v.grid.Marked()
	if marks.Len() != 2 {
		t.Fatalf("%d are ticked", marks.Len())
	}
	right := v.tickedSum()
	for _, c := range []struct {
		total money.Fen
		count string
		want  string
	}{{right + 1, "", "元"}, {right, "3", "人"}} {
		v.total.SetValue(canonical(c.total))
		v.count.SetValue(c.count)
		s.Op, s.Failed = 0, nil
		v.enter()
		if s.Op != 0 || s.Failed == nil || !strings.Contains(s.Failed.Error(), c.want) {
			t.Fatalf("%v: entered %d, %v", c, s.Op, s.Failed)
		}
		if marks := v.grid.Marked(); marks.Len() != 2 {
			t.Fatal("the ticks are gone")
		}
	}
	v.count.SetValue("2")
	s.Failed = nil
	v.enter()
	s.Settled()
	if s.Failed != nil || len(v.rows) != owed-2 || v.rows[0].member == first.member {
		t.Fatalf("%v; %d owe of %d", s.Failed, len(v.rows), owed)
	}
	s.Undo(s.Op)
	v.Show()
	s.Settled()
	if len(v.rows) != owed {
		t.Errorf("after 撤销 %d owe, not %d", len(v.rows), owed)
	}
}

func TestChoosingMonthAndGroup(t *testing.T) {
	s, v := owing(t)
	all := len(v.rows)
	group := v.groups[len(v.groups)-1].ID
	month, err := civil.ParseYearMonth(v.rows[0].words[strings.Index(v.rows[0].words, "，")+len("，"):][:7])
	if err != nil {
		t.Fatal(err)
	}
	v.Choose(month, group, nil)
	v.Show()
	s.Settled()
	if m, g := v.Chosen(); m != month || g != group {
		t.Errorf("%s and group %d are shown", m, g)
	}
	if len(v.rows) >= all {
		t.Errorf("%d of %d are listed for one group and month", len(v.rows), all)
	}
}

// TestGivingBack: an overpaid month becomes an advance, the advance is paid back, more
// than there is of it is refused in the dialog, and all of it can be undone.
func TestGivingBack(t *testing.T) {
	s, v := owing(t)
	ctx, l := context.Background(), s.Open
	if _, err := dues.Post(ctx, l, dues.Batch{On: s.Day, Method: "现金", Source: "本人", Hold: true, Lines: []dues.Line{{Member: v.rows[0].member, Amount: v.rows[0].owing + 5000}}}); err != nil {
		t.Fatal(err)
	}
	v.openGive("多缴")
	if s.Failed == nil || !strings.Contains(s.Failed.Error(), "没有人有多缴的会费") {
		t.Fatalf("nobody has overpaid, said is %v", s.Failed)
	}
	s.Failed = nil
	held, err := dues.Advances(ctx, l.Read())
	if err != nil || len(held) == 0 {
		t.Fatal(held, err)
	}
	v.openGive("预缴")
	f, dialog := asked(t, s)
	f["原因"].SetValue("误收")
	f["方式"].SetValue("现金")
	f["金额（元）"].SetValue(canonical(held[0].Fen + 1))
	dialog.Accept()
	if s.Op != 0 {
		t.Fatal("more than is held was given back")
	}
	f["金额（元）"].SetValue(canonical(held[0].Fen))
	dialog.Accept()
	s.Settled()
	if left, err := dues.Advances(ctx, l.Read()); err != nil || len(left) != len(held)-1 || s.Failed != nil {
		t.Fatalf("%v %v %v", left, err, s.Failed)
	}
	s.Undo(s.Op)
	if left, err := dues.Advances(ctx, l.Read()); err != nil || len(left) != len(held) {
		t.Errorf("after 撤销: %v %v", left, err)
	}
}

// asked gives the controls of the dialog that is open by their labels.
func asked(t *testing.T, s *pagetest.Shell) (map[string]widget.Control, interface{ Accept() }) {
	t.Helper()
	dialog, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatalf("no dialog is open: %v", s.Failed)
	}
	out := map[string]widget.Control{}
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.Form:
			for _, row := range o.Fields() {
				out[row.Label()] = row.Control
			}
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range o.CreateRenderer().Objects() {
				walk(c)
			}
		}
	}
	walk(dialog)
	return out, dialog
}

func canonical(fen money.Fen) string { return strconv.FormatInt(int64(fen), 10) }
