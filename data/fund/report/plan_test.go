package report

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

var update = flag.Bool("update", false, "write the golden tables anew")

// golden holds a table against the one in testdata.
func golden(t *testing.T, name string, r Report) {
	t.Helper()
	var b strings.Builder
	b.WriteString(r.Title + "|" + r.Middle + "|" + r.Right + "\n")
	for _, c := range r.Columns {
		b.WriteString(c.Title + "|")
	}
	for _, row := range r.Rows {
		b.WriteString("\n" + strings.Repeat("　", row.Indent))
		for _, c := range row.Cells {
			b.WriteString(c + "|")
		}
	}
	b.WriteString("\n" + strings.Join(r.Notes, "\n") + "\n")
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("%s is\n%s\nwant\n%s", name, b.String(), want)
	}
}

// planned is a ledger with wages, payments, a budget and benefits of 2022.
func planned(t *testing.T) *ledger.Ledger {
	t.Helper()
	ctx := context.Background()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "a.ghtz"), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	on := func(month time.Month, day int) civil.Date { return civil.Of(2022, month, day) }
	paid := func(month time.Month, kind string, fen money.Fen) func(*ledger.Tx) error {
		return func(tx *ledger.Tx) error {
			_, err := fund.PayLevy(tx, fund.LevyPay{Month: on(month, 1).YearMonth(), Kind: kind, Amount: fen, On: on(month, 20), Account: 2, Document: "票 0001"}, on(12, 15))
			return err
		}
	}
	give := func(occasion string, d civil.Date, fen money.Fen) func(*ledger.Tx) error {
		return func(tx *ledger.Tx) error {
			_, err := fund.EnterGiving(tx, fund.Give{Simple: fund.Simple{Date: d, Words: occasion + "慰问", Subject: "50104", Account: 2, Amount: fen}, Item: "逢年过节", Occasion: occasion, Heads: 10}, on(12, 15))
			return err
		}
	}
	budget := func(code string, fen money.Fen) func(*ledger.Tx) error {
		return func(tx *ledger.Tx) error { return fund.SetBudget(tx, 2022, code, fen, on(1, 5)) }
	}
	wages := func(month time.Month, fen money.Fen) func(*ledger.Tx) error {
		return func(tx *ledger.Tx) error {
			return fund.SetWages(tx, fund.LevyWages{Month: on(month, 1).YearMonth(), Wages: fen, Staff: 30, Source: "手工"}, false)
		}
	}
	for _, do := range []func(*ledger.Tx) error{
		func(tx *ledger.Tx) error {
			return fund.OpenYear(tx, 2022, on(1, 1), []fund.Begin{{Account: fund.Account{Name: "库存现金", Kind: fund.Cash}, Amount: 100000}, {Account: fund.Account{Name: "基本户", Kind: fund.Bank}, Amount: 5000000}})
		},
		wages(1, 15_000_000), wages(2, 15_123_457), paid(1, "税务代收", 120_000), paid(1, "行政拨付", 180_000), paid(2, "行政拨付", 100_000),
		give("春节", on(1, 20), 700_000), give("中秋节", on(9, 5), 300_001), give("元宵节", on(2, 14), 1_000),
		func(tx *ledger.Tx) error {
			return fund.SetLimit(tx, fund.Limit{Year: 2022, Item: "逢年过节", Amount: 100_000, Basis: "某总工会〔2022〕1号"})
		},
		budget("402", 400_000), budget("50104", 800_000),
		func(tx *ledger.Tx) error {
			return fund.AdjustBudget(tx, 2022, "50104", 100_000, on(8, 1), "中秋节慰问提高标准")
		},
	} {
		if _, err := l.Write(ctx, ledger.Op{Title: "试"}, do); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestTablesOfThePlan(t *testing.T) {
	ctx, l, day := context.Background(), planned(t), civil.Of(2022, 12, 15)
	b, err := fund.Load(ctx, l.Read(), 2022)
	if err != nil {
		t.Fatal(err)
	}
	y, err := fund.LevyOfYear(ctx, l.Read(), 2022, day)
	if err != nil {
		t.Fatal(err)
	}
	budget, err := b.BudgetOf(ctx, l.Read(), 12)
	if err != nil {
		t.Fatal(err)
	}
	w, err := b.WelfareOf(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]Report{"levy": Levy(y), "levy-payments": LevyPayments(y), "budget": Budget(budget), "final": Final(budget), "welfare": Welfare(w, day)} {
		golden(t, name, r)
	}
}
