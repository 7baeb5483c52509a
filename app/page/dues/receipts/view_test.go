package receipts

import (
	"context"
	"strings"
	"testing"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/dues"
)

type alone struct{ *View }

func (a alone) Show(any) { a.View.Show() }

// register is the tab over one receipt made out to the firm for two members.
func register(t *testing.T) (*pagetest.Shell, *View, dues.Posted) {
	t.Helper()
	s := pagetest.Demo(t, 20)
	ctx := context.Background()
	if _, err := dues.Bill(ctx, s.Open, s.Day.YearMonth()); err != nil {
		t.Fatal(err)
	}
	owe, err := dues.Payables(ctx, s.Open.Read(), s.Day.YearMonth(), nil)
	if err != nil || len(owe) < 2 {
		t.Fatal(owe, err)
	}
	b := dues.Batch{On: s.Day, Method: dues.Deducted, Source: "工资代扣", Month: s.Day.YearMonth(), OneReceipt: true, Payer: "某公司"}
	for _, p := range owe[:2] {
		b.Lines = append(b.Lines, dues.Line{Member: p.Member, Amount: p.Owing})
	}
	posted, err := dues.Post(ctx, s.Open, b)
	if err != nil {
		t.Fatal(err)
	}
	v := New(s)
	s.Place(alone{v}, 1029, 544, nil)
	return s, v, posted
}

func item(t *testing.T, items []widget.MenuItem, text string) widget.MenuItem {
	t.Helper()
	for _, m := range items {
		if strings.HasPrefix(m.Text, text) {
			return m
		}
	}
	t.Fatalf("no item %q", text)
	return widget.MenuItem{}
}

func TestDaysNarrowTheRegister(t *testing.T) {
	s, v, posted := register(t)
	all := len(v.list)
	v.from.SetValue(s.Day.String())
	v.read()
	if len(v.list) == 0 || v.list[0].Number != posted.First || len(v.list) > all {
		t.Fatalf("%d of %d receipts from %s", len(v.list), all, s.Day)
	}
	if !strings.Contains(v.filtered(), s.Day.String()) {
		t.Errorf("an extract would not say its days: %q", v.filtered())
	}
	v.to.SetValue(s.Day.AddDays(-1).String())
	v.read()
	if len(v.list) != 0 {
		t.Errorf("%d receipts in a span that ends before it begins", len(v.list))
	}
}

// TestVoidingOneOfABatch: his money is taken back, the others get a receipt anew, and a
// batch of which nothing counts any more offers no voiding.
func TestVoidingOneOfABatch(t *testing.T) {
	s, v, posted := register(t)
	payers, err := dues.Payers(context.Background(), s.Open.Read(), posted.Batch)
	if err != nil || len(payers) != 2 {
		t.Fatal(payers, err)
	}
	if m := item(t, v.menu(0), "作废其中"); m.Closed != "" {
		t.Fatal(m.Closed)
	}
	if _, err := dues.VoidMemberIn(context.Background(), s.Open, posted.Batch, payers[0].Member, s.Day, "弄错人"); err != nil {
		t.Fatal(err)
	}
	v.Show()
	if v.list[0].Amount != payers[1].Fen || v.list[0].Voided() || !v.list[1].Voided() {
		t.Fatalf("%+v", v.list[:2])
	}
	if _, err := dues.VoidBatch(context.Background(), s.Open, posted.Batch, s.Day, "全错"); err != nil {
		t.Fatal(err)
	}
	v.Show()
	for _, text := range []string{"作废同一批", "作废其中"} {
		if m := item(t, v.menu(0), text); m.Closed == "" {
			t.Errorf("%q is offered for a batch that is void", text)
		}
	}
	if left, err := dues.Payers(context.Background(), s.Open.Read(), posted.Batch); err != nil || len(left) != 0 {
		t.Error(left, err)
	}
}
