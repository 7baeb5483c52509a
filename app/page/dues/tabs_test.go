package dues

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/dues"
	"unionledger/data/ledger"
)

// find gives the first widget of a kind that passes.
func find[W fyne.CanvasObject](root fyne.CanvasObject, pass func(W) bool) (found W, ok bool) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if w, is := o.(W); is && !ok && pass(w) {
			found, ok = w, true
		}
		if ok {
			return
		}
		switch o := o.(type) {
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
	walk(root)
	return found, ok
}

// tap presses the button whose text begins so.
func tap(t *testing.T, root fyne.CanvasObject, text string) {
	t.Helper()
	b, ok := find(root, func(b *widget.Button) bool { return strings.HasPrefix(b.Text(), text) })
	if !ok {
		t.Fatalf("there is no button %q", text)
	}
	b.OnTapped()
}

// write does a job in the ledger behind the page's back.
func write(t *testing.T, s *pagetest.Shell, job func(*ledger.Tx) error) {
	t.Helper()
	if _, err := s.Open.Write(context.Background(), ledger.Op{Title: "试"}, job); err != nil {
		t.Fatal(err)
	}
}

func TestALateFactIsCorrectedOnTheBillingTab(t *testing.T) {
	ctx := context.Background()
	s, v := start(t, 40)
	month := v.f.last
	y := v.f.rows[0]
	write(t, s, func(tx *ledger.Tx) error { return dues.SetBase(tx, y.Member, month, 123456700, "手工") })
	v.Show(page.Month{Month: month, Bill: true})
	tap(t, v.billing.Content(), "更正")
	s.Settled()
	left, err := dues.PreviewCorrections(ctx, s.Open.Read(), month, month, nil)
	if err != nil || len(left.Corrections) != 0 || s.Op == 0 {
		t.Fatalf("%d corrections are left after %q (%v)", len(left.Corrections), s.Said, err)
	}
	s.Undo(s.Op)
	if left, _ = dues.PreviewCorrections(ctx, s.Open.Read(), month, month, nil); len(left.Corrections) == 0 {
		t.Fatal("撤销 left the corrections posted")
	}
}

func TestAMonthIsClosedAndReopenedOnTheBillingTab(t *testing.T) {
	ctx := context.Background()
	s, v := start(t, 40)
	month := v.f.last
	v.Show(page.Month{Month: month, Bill: true})
	tap(t, v.billing.Content(), "结账")
	top(s).Accept()
	if closed, err := dues.IsClosed(ctx, s.Open.Read(), month); err != nil || !closed {
		t.Fatalf("%s is open after %q (%v)", month, s.Said, err)
	}
	tap(t, v.billing.Content(), "重开")
	top(s).Accept() // no reason given
	if closed, _ := dues.IsClosed(ctx, s.Open.Read(), month); !closed {
		t.Fatal("a month was reopened without a reason")
	}
	controls(s)[0].SetValue("漏记一人")
	top(s).Accept()
	if closed, _ := dues.IsClosed(ctx, s.Open.Read(), month); closed {
		t.Fatal("the month is still closed")
	}
}

func TestARuleIsSetOnItsTab(t *testing.T) {
	s, v := start(t, 40)
	v.Show(page.DuesTab{Name: "规则与约定"})
	tap(t, v.parts[1].Content(), "定新规则")
	boxes := controls(s)
	boxes[3].SetValue("9") // per cent
	top(s).Accept()
	if s.Op != 0 {
		t.Fatal("a rule was set without saying why")
	}
	boxes[14].SetValue("委员会决定")
	top(s).Accept()
	own, err := dues.OwnRules(context.Background(), s.Open.Read())
	if err != nil || len(own) != 1 || own[0].Rule.RatePPM != 90000 {
		t.Fatalf("%+v (%v)", own, err)
	}
}

func TestPastedBasesAreLookedAtBeforeTheyAreWritten(t *testing.T) {
	s, v := start(t, 40)
	v.Show(page.DuesTab{Name: "基数"})
	tap(t, v.parts[2].Content(), "录入")
	area, ok := find(s.Win.Canvas().Overlays().Top(), func(*widget.TextField) bool { return true })
	if !ok {
		t.Fatal("there is nothing to paste into")
	}
	area.SetValue("查无此人\t5000\n" + v.f.rows[0].Name + "\t-3")
	tap(t, s.Win.Canvas().Overlays().Top(), "看会改什么")
	button, ok := find(s.Win.Canvas().Overlays().Top(), func(b *widget.Button) bool { return strings.HasPrefix(b.Text(), "写入") })
	if !ok || button.Text() != "写入 0 人" || !button.Disabled() {
		t.Fatalf("lines that cannot be used are offered: %q", button.Text())
	}
}
