package books

import (
	"testing"

	"unionledger/data/fund"
	"unionledger/data/money"
)

// TestShortage: paying more than an account has is asked about, taking money in is not.
func TestShortage(t *testing.T) {
	b := &fund.Books{Year: 2022, Accounts: []fund.Account{{ID: 1, Name: "库存现金"}, {ID: 2, Name: "基本户"}},
		Openings: []fund.Opening{{Account: 1, Amount: 50000}, {Account: 2, Amount: 900000}}}
	for _, c := range []struct {
		kind    string
		account int64
		amount  money.Fen
		want    string
	}{
		{fund.Payment, 1, 68000, "“库存现金”账上只有 500.00 元，记了这一笔是 -180.00 元。"},
		{fund.Transfer, 1, 50001, "“库存现金”账上只有 500.00 元，记了这一笔是 -0.01 元。"},
		{fund.Payment, 1, 50000, ""},
		{fund.Payment, 2, 68000, ""},
		{fund.Receipt, 1, 68000, ""},
		{fund.Payment, 3, 1, ""},
	} {
		if got := shortage(b, fund.Simple{Kind: c.kind, Account: c.account, Amount: c.amount}); got != c.want {
			t.Errorf("%s %d from %d: %q, want %q", c.kind, c.amount, c.account, got, c.want)
		}
	}
}
