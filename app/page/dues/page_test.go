package dues

import (
	"context"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/dues"
	"unionledger/data/money"
)

func start(t *testing.T, members int) (*pagetest.Shell, *view) {
	t.Helper()
	s := pagetest.Demo(t, members)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	return s, v
}

// top is the dialog that is open.
func top(s *pagetest.Shell) interface{ Accept() } {
	return s.Win.Canvas().Overlays().Top().(interface{ Accept() })
}

// controls are those of the form in the dialog that is open, in order.
func controls(s *pagetest.Shell) (boxes []widget.Control) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.Form:
			for _, row := range o.Fields() {
				boxes = append(boxes, row.Control)
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
	walk(s.Win.Canvas().Overlays().Top())
	return boxes
}

func canonical(fen money.Fen) string { return strconv.FormatInt(int64(fen), 10) }

func TestLook(t *testing.T) {
	s, v := start(t, 326)
	s.Picture("dues-1093")
	if v.t.Len() == 0 || v.grid.Len() != v.t.Len() {
		t.Fatal("no rows are shown")
	}
	v.openBilling(v.f.today.YearMonth())
	s.Picture("dues-billing-1093")
	v.tabs.Select(0)
	v.openArrears()
	s.Settled()
	s.Picture("dues-arrears-1093")
	s.Win.Canvas().Overlays().Remove(s.Win.Canvas().Overlays().Top())
	m, _ := v.lastOwing()
	v.openCollect(m, false)
	s.Settled()
	s.Picture("dues-collect-1093")
	v = New(s).(*view)
	s.Place(v, 1448, 830, nil)
	s.Picture("dues-1600")
}

func TestBillingIsPreviewedThenPosted(t *testing.T) {
	s, v := start(t, 40)
	v.Show(page.Month{Month: v.f.today.YearMonth(), Bill: true})
	s.Settled()
	if b, err := dues.ReadBilling(context.Background(), s.Open.Read(), v.f.today.YearMonth()); err != nil || b.Billed != 0 {
		t.Fatalf("the preview billed %d (%v)", b.Billed, err)
	}
	tap(t, v.billing.Content(), "开账（")
	s.Settled()
	v.tabs.Select(0)
	if !v.f.billed(v.f.today.YearMonth()) || s.Op == 0 {
		t.Fatalf("the month is not billed after %q", s.Said)
	}
}

func TestCollectingLeadsToItsTab(t *testing.T) {
	s, v := start(t, 40)
	m, ok := v.lastOwing()
	if !ok {
		t.Fatal("nobody owes in the demonstration")
	}
	v.openCollect(m, false)
	s.Settled()
	if tabNames[v.tabs.Selected()] != "收缴" {
		t.Fatalf("tab %s is open", tabNames[v.tabs.Selected()])
	}
	if month, _ := v.collect.Chosen(); month != m {
		t.Fatalf("the tab shows %s, not %s", month, m)
	}
}

func TestPartPaymentLeavesTheRestOwing(t *testing.T) {
	s, v := start(t, 40)
	m, _ := v.lastOwing()
	var y *dues.MemberYear
	for i := range v.f.rows {
		if v.f.rows[i].Months[m.Month-1].Owing() > 200 {
			y = &v.f.rows[i]
		}
	}
	if y == nil {
		t.Fatal("nobody owes")
	}
	id, before := y.Member, y.Months[m.Month-1].Owing()
	v.openPay(y, m)
	boxes := controls(s) // amount, day, method
	boxes[0].SetValue(canonical(before + 1))
	boxes[2].SetValue("现金")
	top(s).Accept()
	if s.Op != 0 {
		t.Fatal("more than is owed was taken")
	}
	boxes[0].SetValue(canonical(100))
	top(s).Accept()
	s.Settled()
	for _, row := range v.f.rows {
		if row.Member == id && row.Months[m.Month-1].Owing() != before-100 {
			t.Fatalf("owing %s of %s", row.Months[m.Month-1].Owing(), before)
		}
	}
}

func TestFilterSortAndGroup(t *testing.T) {
	_, v := start(t, 60)
	all := v.t.Len()
	v.state.OnChanged(dues.StateOwing)
	if v.t.Len() == 0 || v.t.Len() == all {
		t.Fatalf("%d of %d owe", v.t.Len(), all)
	}
	for row := range v.t.Len() {
		if v.t.at(row).Owing() == 0 {
			t.Fatalf("%s owes nothing", v.t.at(row).Name)
		}
	}
	v.state.OnChanged("")
	by := newTable(&v.f, filter{}, []grid.SortKey{{Column: colOwing, Descending: true}})
	for row := 1; row < by.Len(); row++ {
		if by.at(row).Owing() > by.at(row-1).Owing() {
			t.Fatal("rows are not sorted by what is owed")
		}
	}
	part := 0
	for _, o := range v.f.groupOptions()[1:] {
		if id := page.Number(o.Value); id != 0 {
			v.by.group = id
			v.refilter()
			part = max(part, v.t.Len())
		}
	}
	if part == 0 || part > all {
		t.Fatalf("the largest group has %d of %d", part, all)
	}
}

func TestEmptyLedgerOffersAnImport(t *testing.T) {
	s, v := start(t, 0)
	s.Picture("dues-empty-1093")
	if v.content.Objects[0] == v.board {
		t.Fatal("an empty ledger shows an empty table")
	}
}
