package fund

import (
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

func TestWhyItDoesNotBalance(t *testing.T) {
	l := begun(t)
	if _, err := write(l, func(tx *ledger.Tx) error { return SetOpening(tx, 2022, Opening{"221", 0, 700}) }); err != nil {
		t.Fatal(err)
	}
	b := books(t, l, 2022)
	if sh := b.BalanceSheet(5); sh.Gap != [2]money.Fen{-700, -700} {
		t.Errorf("%v", sh.Gap)
	}
	_, err := Close(ctx, l, 2022, 1)
	refused(t, err, "年初余额不平", "7.00")
	if _, err := write(l, func(tx *ledger.Tx) error { return BalanceOpenings(tx, 2022) }); err != nil {
		t.Fatal(err)
	}
	// What came in past the program is named by its voucher.
	v, _ := enter(t, l, Payment, "2022-05-06", "50405", 1, 100)
	if _, err := write(l, func(tx *ledger.Tx) error {
		_, err := tx.Exec(`UPDATE fund_entry SET debit_fen = 90 WHERE voucher_id = ? AND line = 1`, v.ID)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	ps := books(t, l, 2022).Check()
	if len(ps) != 1 || !strings.Contains(ps[0].Message, "2022-05 第 1 号凭证“某事”借贷不平：借方 0.90 元，贷方 1.00 元，相差 -0.10 元") {
		t.Errorf("%v", ps)
	}
}

func TestMoneyBelowZeroIsNamed(t *testing.T) {
	l := begun(t)
	enter(t, l, Payment, "2022-05-06", "50405", 1, 100001)
	ps := books(t, l, 2022).Check()
	if len(ps) != 1 || !strings.Contains(ps[0].Message, "“库存现金”在 2022-05-06 的余额成了负数（-0.01 元）") {
		t.Errorf("%v", ps)
	}
}

func TestReconcile(t *testing.T) {
	l := begun(t)
	v, _ := enter(t, l, Payment, "2022-05-06", "50405", 2, 7000)
	put := func(c Reconcile) error {
		c.Account, c.Month = 2, civil.YearMonth{Year: 2022, Month: 5}
		_, err := write(l, func(tx *ledger.Tx) error { return PutReconcile(tx, c, day) })
		return err
	}
	b := books(t, l, 2022)
	if s := b.Suspects(2, 5, -7000); len(s) != 1 || !strings.Contains(s[0], v.Name()) || !strings.Contains(s[0], "还没有付出") {
		t.Errorf("%v", s)
	}
	if s := b.Suspects(2, 5, -14000); len(s) != 1 || !strings.Contains(s[0], "记反") {
		t.Errorf("%v", s)
	}
	if s := b.Suspects(2, 5, 2700); len(s) != 2 || !strings.Contains(s[1], "颠倒") {
		t.Errorf("%v", s)
	}
	if err := put(Reconcile{Statement: 5000000}); err != nil {
		t.Fatal(err)
	}
	if err := put(Reconcile{Statement: 5000000, BookOut: 7000, Note: "支票未兑"}); err != nil {
		t.Fatal(err)
	}
	all, err := Reconciles(ctx, l.Read(), 2022)
	if err != nil || len(all) != 1 || all[0].Left(b.Balance(2, 5)) != 0 || all[0].Note != "支票未兑" {
		t.Errorf("%+v %v", all, err)
	}
	refused(t, put(Reconcile{BankIn: -1}), "不能是负数")
}

func TestDuesAndAccount(t *testing.T) {
	l := begun(t)
	month := civil.YearMonth{Year: 2022, Month: 4}
	pay := func(table, kind, method string, fen int64) {
		t.Helper()
		_, err := write(l, func(tx *ledger.Tx) error {
			if _, err := tx.Exec(`INSERT OR IGNORE INTO member (id, name, name_key) VALUES (1, '某', 'mou')`); err != nil {
				return err
			}
			if _, err := tx.Exec(`INSERT OR IGNORE INTO dues_bill (month, member_id, amount_fen, rule) VALUES ('2022-03', 1, 0, 'x')`); err != nil {
				return err
			}
			day, cols, vals := "paid_on", []string{"member_id", "amount_fen", "kind", "method"}, []any{1, fen, kind, method}
			if table == "dues_advance" {
				day = "taken_on"
			} else {
				cols, vals = append(cols, "month"), append(vals, "2022-03")
			}
			_, err := tx.Insert(table, append(cols, day), append(vals, "2022-04-15"))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	pay("dues_payment", "收款", "工资代扣", 1000)
	pay("dues_payment", "收款", "现金", 300)
	pay("dues_advance", "预缴", "转账", 2400)
	pay("dues_advance", "抵扣", "转账", -200)
	pay("dues_payment", "预缴抵扣", "转账", 200)
	c, err := (Collected{}).Fresh(ctx, l.Read(), 2022)
	if err != nil {
		t.Fatal(err)
	}
	d := books(t, l, 2022).DuesBeside(c)
	if len(d) != 1 || d[0].CollectedCash != 300 || d[0].CollectedBank != 3400 || d[0].Missing() != 3700 {
		t.Fatalf("%+v", d)
	}
	v, _, err := EnterDues(ctx, l, month, month.Last(), 1, 2)
	if err != nil || v.Amount() != 3700 || len(v.Entries) != 3 {
		t.Fatalf("%+v %v", v, err)
	}
	_, _, err = EnterDues(ctx, l, month, month.Last(), 1, 2)
	refused(t, err, "没有要入账的会费", "37.00")
	pay("dues_payment", "退款", "现金", -100)
	if c, err = c.Fresh(ctx, l.Read(), 2022); err != nil {
		t.Fatal(err)
	}
	if d := books(t, l, 2022).DuesBeside(c); d[0].Missing() != -100 {
		t.Fatalf("a refund is not seen: %+v", d)
	}
	v, _, err = EnterDues(ctx, l, month, month.Last(), 1, 2)
	if err != nil || v.Amount() != -100 || !strings.Contains(v.Words, "补记差额") {
		t.Fatalf("%+v %v", v, err)
	}
	if _, err := write(l, func(tx *ledger.Tx) error { _, err := Reverse(tx, v.ID, v.Date, ""); return err }); err != nil {
		t.Fatal(err)
	}
	if d := books(t, l, 2022).DuesBeside(c); d[0].Missing() != -100 {
		t.Errorf("a reversal is not seen: %+v", d)
	}
	_, _, err = EnterDues(ctx, l, month, civil.Of(2023, 1, 1), 1, 2)
	refused(t, err, "还没有到")
}
