package fund

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/ledger"
)

// begun is a page over a ledger with the account of 2022.
func begun(t *testing.T) (*pagetest.Shell, *view) {
	t.Helper()
	s := pagetest.Demo(t, 0)
	if _, err := fund.Open(context.Background(), s.Open, 2022, []fund.Begin{{Account: fund.Account{Name: "库存现金", Kind: fund.Cash}, Amount: 120050}, {Account: fund.Account{Name: "基本户", Kind: fund.Bank}, Amount: 5000000}}); err != nil {
		t.Fatal(err)
	}
	v := New(s).(*view)
	enter(t, s.Open, fund.Simple{Date: civil.Of(2022, 3, 8), Kind: fund.Payment, Words: "三八节活动", Subject: "50102", Account: 2, Amount: 345600, Party: "文化宫", Papers: 3})
	enter(t, s.Open, fund.Simple{Date: civil.Of(2022, 4, 2), Kind: fund.Receipt, Words: "行政补助", Subject: "405", Account: 2, Amount: 1000000})
	return s, v
}

func enter(t *testing.T, l *ledger.Ledger, simple fund.Simple) {
	t.Helper()
	b, err := fund.Load(context.Background(), l.Read(), simple.Date.Year)
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.Voucher(simple)
	if err == nil {
		_, _, err = fund.Enter(context.Background(), l, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestEmptyLeadsToTheFirstYear(t *testing.T) {
	s := pagetest.Demo(t, 0)
	v := New(s).(*view)
	s.Place(v, 1093, 560, nil)
	s.Picture("fund-empty")
	v.desk.AskFirstYear()
	s.Picture("fund-begin")
	// The note follows the year that is typed, not today's.
	top := s.Win.Canvas().Overlays().Top()
	year, ok := find(top, func(f *widget.TextField) bool { return f.Value() == fmt.Sprint(s.Today().Year) })
	if !ok {
		t.Fatal("no year is asked for")
	}
	for _, y := range []int{2015, 2023} {
		year.SetValue(fmt.Sprint(y))
		year.OnChanged(year.Value())
		want := fund.SchemeOn(y)
		if _, ok := find(top, func(p *widget.Paragraph) bool {
			return strings.Contains(p.Text(), want.Name) && strings.Contains(p.Text(), want.Basis)
		}); !ok {
			t.Errorf("the note does not follow the year %d", y)
		}
	}
	if v.desk.Books() != nil {
		t.Error("books out of nothing")
	}
}

func TestEveryTab(t *testing.T) {
	s, v := begun(t)
	s.Place(v, 1093, 560, nil)
	for _, tab := range v.list {
		v.Show(page.FundTab{Name: tab.name})
		s.Settled()
		if len(v.body.Objects) != 1 || v.body.Objects[0] != tab.Object() {
			t.Errorf("%s is not in front", tab.name)
		}
		s.Picture("fund-" + tab.name)
	}
}

func TestDialogs(t *testing.T) {
	s, v := begun(t)
	s.Place(v, 1093, 560, nil)
	c := s.Win.Canvas()
	last := v.desk.Books().Vouchers[0]
	for name, open := range map[string]func(){
		"收入": func() { v.desk.AskVoucher(fund.Receipt) }, "支出": func() { v.desk.AskVoucher(fund.Payment) }, "互转": func() { v.desk.AskVoucher(fund.Transfer) },
		"借贷": v.desk.AskFree, "分录": func() { v.desk.ShowVoucher(last) }, "修改": func() { v.desk.EditVoucher(last) }, "冲销": func() { v.desk.AskReverse(last) },
		"附件": func() { v.desk.ShowAttachments(last) }, "核对": func() { v.desk.AskCheck(2, 4) }, "下一年": func() { v.desk.AskNextYear(2023) }, "会费": v.desk.AskDues,
	} {
		open()
		if c.Overlays().Top() == nil {
			t.Errorf("%s did not open", name)
		}
		s.Picture("fund-dialog-" + name)
		for c.Overlays().Top() != nil {
			c.Overlays().Remove(c.Overlays().Top())
		}
	}
	s.Settled()
}

// What is not filled, or closed, is not taken; the dialogs say why.
func TestDialogsRefuse(t *testing.T) {
	s, v := begun(t)
	s.Place(v, 1093, 560, nil)
	v.desk.AskVoucher(fund.Payment)
	d := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	d.Accept()
	if s.Win.Canvas().Overlays().Top() == nil {
		t.Fatal("an empty form was taken")
	}
	d.Cancel()
	b := v.desk.Books()
	if len(b.Vouchers) != 2 {
		t.Fatalf("%d vouchers", len(b.Vouchers))
	}
	v.desk.AskReverse(b.Vouchers[0])
	d = s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	d.Accept() // without a reason
	v.Show(nil)
	if n := len(v.desk.Books().Vouchers); n != 2 {
		t.Errorf("reversed without a reason: %d vouchers", n)
	}
	d.Cancel()
	if _, err := fund.Close(context.Background(), s.Open, 2022, 4); err != nil {
		t.Fatal(err)
	}
	v.Show(page.FundTab{Name: "结账"})
	v.desk.EditVoucher(v.desk.Books().Vouchers[0])
	if s.Win.Canvas().Overlays().Top() == nil {
		t.Error("nothing says that a closed voucher cannot be edited")
	}
	s.Picture("fund-closed")
}

// find gives the first widget of a kind that passes.
func find[W fyne.CanvasObject](root fyne.CanvasObject, pass func(W) bool) (found W, ok bool) {
	switch w, is := root.(W); {
	case is && pass(w):
		return w, true
	}
	var below []fyne.CanvasObject
	switch o := root.(type) {
	case *fyne.Container:
		below = o.Objects
	case fyne.Widget:
		below = o.CreateRenderer().Objects()
	}
	for _, c := range below {
		if found, ok = find(c, pass); ok {
			return found, ok
		}
	}
	return found, false
}
