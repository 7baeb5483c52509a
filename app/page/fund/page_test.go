package fund

import (
	"context"
	"testing"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
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
