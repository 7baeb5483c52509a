package report

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/ledger"
)

// books are those of 2022 with two vouchers.
func books(t *testing.T) *fund.Books {
	t.Helper()
	ctx := context.Background()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "a.ghtz"), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	load := func() *fund.Books {
		b, err := fund.Load(ctx, l.Read(), 2022)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if _, err := fund.Open(ctx, l, 2022, []fund.Begin{{Account: fund.Account{Name: "库存现金", Kind: fund.Cash}, Amount: 100000}, {Account: fund.Account{Name: "基本户", Kind: fund.Bank}, Amount: 5000000}}); err != nil {
		t.Fatal(err)
	}
	for _, s := range []fund.Simple{{Kind: fund.Receipt, Date: civil.Of(2022, 3, 1), Words: "某事", Subject: "401", Account: 2, Amount: 12345},
		{Kind: fund.Payment, Date: civil.Of(2022, 4, 1), Words: "某事", Subject: "50102", Account: 1, Amount: 2000}} {
		v, err := load().Voucher(s)
		if err == nil {
			_, _, err = fund.Enter(ctx, l, v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return load()
}

// text is a report in lines.
func text(r Report) string {
	var b strings.Builder
	b.WriteString(r.Title + " " + r.Middle + "\n")
	for _, row := range r.Rows {
		for _, c := range row.Cells {
			b.WriteString(c + "|")
		}
		b.WriteString("\n")
	}
	return b.String() + strings.Join(r.Notes, "\n")
}

func TestReports(t *testing.T) {
	b := books(t)
	v := b.Vouchers[1]
	for name, c := range map[string]struct {
		r    Report
		want []string
	}{
		"journal":   {Journal(b, 1, 12), []string{"2022-03-01|收 3-1|某事|102 银行存款（基本户）|123.45|||", "合计||143.45|143.45"}},
		"subject":   {Subject(b, "501", 4, 4), []string{"2022-04-01|付 4-1|某事|库存现金|20.00||20.00|"}},
		"cash":      {Cash(b, 1, 1, 12), []string{"期初余额||||1,000.00", "文体活动支出||20.00|980.00"}},
		"trial":     {Trial(b, 1, 4), []string{"101 库存现金|1,000.00|借||20.00|980.00|借|", "401 会费收入||平||123.45|123.45|贷|", "借方合计|51,000.00||143.45||51,123.45||"}},
		"statement": {Statement(b, 4), []string{"一、收入合计||0.00|123.45|", "文体活动支出|50102|20.00|20.00|", "三、本期收支差额||-20.00|103.45|"}},
		"balance":   {Balance(b, 4), []string{"资产合计|51,000.00|51,103.45|负债和净资产合计|51,000.00|51,103.45|", "本期收支差额||103.45|"}},
		"voucher":   {Voucher(b, v), []string{"付款凭证 2022-04-01", "某事|50102 文体活动支出|20.00||"}},
	} {
		for _, w := range c.want {
			if !strings.Contains(text(c.r), w) {
				t.Errorf("%s lacks %q:\n%s", name, w, text(c.r))
			}
		}
	}
}

func TestUnbalancedSheetSaysWhy(t *testing.T) {
	b := books(t)
	b.Openings = append(b.Openings, fund.Opening{Subject: "221", Amount: 700})
	if got := text(Balance(b, 5)); !strings.Contains(got, "年初不平：资产比负债和净资产少 7.00 元") || !strings.Contains(got, "年初余额不平") {
		t.Error(got)
	}
}
