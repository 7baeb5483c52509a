package dues

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

func init() {
	moves["post"] = func(g *game) error {
		b := Batch{On: g.month().Last(), Method: rapid.SampledFrom(Methods).Draw(g.T, "method"), Source: "试", Hold: rapid.Bool().Draw(g.T, "hold"), Payer: "单位"}
		b.OneReceipt = b.Method == Deducted
		if rapid.Bool().Draw(g.T, "one month") {
			b.Month = g.month()
		}
		for id := range g.members {
			if rapid.Bool().Draw(g.T, "pays") {
				b.Lines = append(b.Lines, Line{id + 1, money.Fen(rapid.Int64Range(1, 9000).Draw(g.T, "fen"))})
			}
		}
		_, err := Post(ctx, g.l, b)
		return err
	}
	moves["void batch"] = func(g *game) error {
		_, err := VoidBatch(ctx, g.l, rapid.Int64Range(1, 8).Draw(g.T, "batch"), g.month().Last(), "试")
		return err
	}
	moves["void receipt"] = func(g *game) error {
		_, err := VoidReceipt(ctx, g.l, rapid.Int64Range(1, 12).Draw(g.T, "number"), g.month().Last(), "试")
		return err
	}
	moves["void payment"] = func(g *game) error {
		_, err := VoidPayment(ctx, g.l, rapid.Int64Range(1, 20).Draw(g.T, "payment"), g.month().Last(), "试")
		return err
	}
	moves["refund"] = func(g *game) error {
		method := rapid.SampledFrom([]string{"现金", ToAdvance}).Draw(g.T, "method")
		_, err := Refund(ctx, g.l, g.who(), g.month(), money.Fen(rapid.Int64Range(1, 500).Draw(g.T, "fen")), method, g.month().Last(), "试")
		return err
	}
	moves["return"] = func(g *game) error {
		_, err := Return(ctx, g.l, g.who(), money.Fen(rapid.Int64Range(1, 500).Draw(g.T, "fen")), "现金", g.month().Last(), "试")
		return err
	}
	holds = append(holds, moneyHolds)
}

// moneyHolds is what is true of money whatever was done: numbers run without gaps, a
// receipt that counts is what its rows come to, nobody's advance is below nothing, and
// a void balances what it voids.
func moneyHolds(g *game) {
	r := g.l.Read()
	for what, query := range map[string]string{
		"a gap in the numbers": `SELECT count(*) <> coalesce(max(number), 0) FROM dues_receipt`,
		"a receipt that is not its rows": `SELECT count(*) FROM dues_receipt c WHERE voided_on IS NULL AND amount_fen <>
			coalesce((SELECT sum(amount_fen) FROM dues_payment p WHERE p.receipt_id = c.id AND NOT EXISTS (SELECT 1 FROM dues_payment v WHERE v.voids = p.id)), 0) +
			coalesce((SELECT sum(amount_fen) FROM dues_advance p WHERE p.receipt_id = c.id AND NOT EXISTS (SELECT 1 FROM dues_advance v WHERE v.voids = p.id)), 0)`,
		"a voided receipt with rows that count": `SELECT count(*) FROM dues_receipt c JOIN dues_payment p ON p.receipt_id = c.id WHERE voided_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dues_payment v WHERE v.voids = p.id)`,
		"an advance below nothing":              `SELECT count(*) FROM (SELECT sum(amount_fen) AS held FROM dues_advance GROUP BY member_id HAVING held < 0)`,
		"a void that is no mirror":              `SELECT count(*) FROM dues_payment v JOIN dues_payment p ON p.id = v.voids WHERE v.amount_fen <> -p.amount_fen OR v.member_id <> p.member_id OR v.month <> p.month`,
		"a payment voided twice":                `SELECT count(*) FROM (SELECT voids FROM dues_payment WHERE voids IS NOT NULL GROUP BY voids HAVING count(*) > 1)`,
	} {
		var bad int
		if err := r.QueryRowContext(ctx, query).Scan(&bad); err != nil || bad != 0 {
			g.Fatal(what, bad, err)
		}
	}
}

// threeMonths is a ledger of three members billed 22.15, 25.00 and 15.00 a month.
func threeMonths(t *testing.T) *ledger.Ledger {
	t.Helper()
	l := newLedger(t)
	enrol(t, l, person{"甲", "443600", []string{"入会 2010-02"}}, person{"乙", "500000", []string{"入会 2010-02"}}, person{"丙", "300000", []string{"入会 2010-02"}})
	for _, m := range []string{"2022-01", "2022-02", "2022-03"} {
		if _, err := Bill(ctx, l, month(m)); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func may(day int) civil.Date { return civil.Of(2022, 5, day) }

func refused(t *testing.T, err error, words ...string) {
	t.Helper()
	if !ledger.IsKind(err, "conflict") {
		t.Errorf("not refused: %v", err)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not say %q", err, w)
		}
	}
}

func TestControlFiguresMustAgree(t *testing.T) {
	l := threeMonths(t)
	fen := func(f money.Fen) *money.Fen { return &f }
	count := func(n int) *int { return &n }
	b := Batch{On: may(1), Method: "现金", Source: "一组", Month: month("2022-01"), Lines: []Line{{1, 2215}, {2, 2500}, {3, 1500}}}
	for _, c := range []struct {
		control *money.Fen
		count   *int
		words   []string
	}{
		{fen(4715), nil, []string{"名单 62.15 元", "点的是 47.15 元", "少 15.00 元", "差额正好是丙的金额"}},
		{fen(6215 + 2500), nil, []string{"多 25.00 元", "漏勾"}},
		{fen(6251), nil, []string{"多 0.36 元", "被 9 整除"}},
		{fen(6215 - 4430), nil, []string{"差额的一半正好是甲的金额"}},
		{fen(6216), nil, []string{"有人只缴一部分"}},
		{fen(6215), count(2), []string{"名单勾了 3 人，点的是 2 人，少 1 人"}},
	} {
		b.Control, b.Count = c.control, c.count
		_, err := Post(ctx, l, b)
		refused(t, err, c.words...)
	}
	b.Control, b.Count = fen(6215+300), count(3)
	b.Outside, b.OutsideWords = 300, "外人 3.00"
	got, err := Post(ctx, l, b)
	if err != nil || got.Members != 3 || got.Total != 6215 || got.First != 1 || got.Last != 3 {
		t.Fatal(got, err)
	}
	if _, err := l.Undo(ctx, got.Operation); err != nil {
		t.Error(err)
	}
	if list, err := Receipts(ctx, l.Read(), ReceiptFilter{}); err != nil || len(list) != 0 {
		t.Error("receipts stay after 撤销", list, err)
	}
}

func TestBadLinesAreNamed(t *testing.T) {
	l := threeMonths(t)
	b := Batch{On: may(1), Method: "现金", Source: "一组", Month: month("2022-01")}
	post := func(lines ...Line) error { b.Lines = lines; _, err := Post(ctx, l, b); return err }
	refused(t, post(), "没有人缴费")
	refused(t, post(Line{1, 100}, Line{1, 100}), "甲在名单里有两行")
	refused(t, post(Line{1, 0}), "甲的金额是 0.00 元")
	refused(t, post(Line{1, -5}), "大于 0")
	refused(t, post(Line{9, 5}), "编号 9")
	refused(t, post(Line{1, 2216}), "甲欠 22.15 元、缴 22.16 元", "转作预缴")
	if _, err := CloseMonth(ctx, l, month("2022-01")); err != nil {
		t.Fatal(err)
	}
	b.On = civil.MustParse("2022-01-20")
	refused(t, post(Line{1, 2215}), "已经结账")
	b.On = may(1)
	if err := post(Line{1, 2215}); err != nil {
		t.Error("arrears of a closed month cannot be paid later:", err)
	}
}

func TestOldestFirstAndAdvance(t *testing.T) {
	l := threeMonths(t)
	got, err := Post(ctx, l, Batch{On: may(1), Method: "转账", Source: "本人", Lines: []Line{{1, 3*2215 + 3000}}, Hold: true})
	if err != nil || got.Advance != 3000 {
		t.Fatal(got, err)
	}
	list, err := Receipts(ctx, l.Read(), ReceiptFilter{})
	if err != nil || len(list) != 1 || list[0].Words != "2022-01 至 2022-03 会费，预缴 30.00 元" || list[0].Amount != 9645 {
		t.Error(list, err)
	}
	b, err := Bill(ctx, l, month("2022-04"))
	if err != nil {
		t.Fatal(err)
	}
	if held, err := Advances(ctx, l.Read()); err != nil || len(held) != 1 || held[0].Fen != 785 {
		t.Error("not set off", held, err)
	}
	_, err = Return(ctx, l, 1, 786, "现金", may(2), "调走")
	refused(t, err, "预缴余额是 7.85 元")
	_, err = VoidReceipt(ctx, l, 1, may(2), "银行退回")
	refused(t, err, "余额不够")
	_, err = l.Undo(ctx, got.Operation)
	refused(t, err, "余额不够")
	if _, err := Return(ctx, l, 1, 785, "现金", may(2), "调走"); err != nil {
		t.Error(err)
	}
	_, err = l.Undo(ctx, b.Operation)
	if err != nil {
		t.Error("taking the bill back gives the advance back:", err)
	}
	if held, err := Advances(ctx, l.Read()); err != nil || len(held) != 1 || held[0].Fen != 3000-785 {
		t.Error(held, err)
	}
}

func TestVoidOneOfADeduction(t *testing.T) {
	l := threeMonths(t)
	got, err := Collect(ctx, l, month("2022-01"), nil, Deducted, may(1))
	if err != nil || got.Members != 3 {
		t.Fatal(got, err)
	}
	_, err = VoidMemberIn(ctx, l, 1, 2, may(2), " ")
	refused(t, err, "为什么作废")
	v, err := VoidMemberIn(ctx, l, 1, 2, may(2), "工资没有扣到")
	if err != nil || v.Total != 2500 || fmt.Sprint(v.Voided, v.Reissued) != "[1] [2]" {
		t.Fatal(v, err)
	}
	list, err := Receipts(ctx, l.Read(), ReceiptFilter{})
	if err != nil || len(list) != 2 || list[0].Amount != 3715 || !strings.Contains(list[0].Words, "替第 1 号") || !list[1].Voided() {
		t.Error(list, err)
	}
	if s := SumReceipts(list); s.Valid != 1 || s.Voided != 1 || s.Amount != 3715 {
		t.Error(s)
	}
	_, err = VoidMemberIn(ctx, l, 1, 2, may(2), "再来")
	refused(t, err, "已经作废")
	if all, err := VoidBatch(ctx, l, 1, may(3), "整批重来"); err != nil || all.Total != 3715 || len(all.Reissued) != 0 {
		t.Error(all, err)
	}
	if b, err := Batches(ctx, l.Read(), 0); err != nil || len(b) != 1 || b[0].State() != "已作废" || b[0].Taken != 6215 {
		t.Error(b, err)
	}
	for range 3 {
		if _, err := l.Undo(ctx, 0); err != nil {
			t.Error(err)
		}
	}
}

func TestReceiptNumbersKeepTogether(t *testing.T) {
	l := threeMonths(t)
	var ops []int64
	for id := range int64(3) {
		got, err := Post(ctx, l, Batch{On: may(1), Method: "现金", Source: "本人", Lines: []Line{{id + 1, 500}}})
		if err != nil {
			t.Fatal(err)
		}
		ops = append(ops, got.Operation)
	}
	_, err := l.Undo(ctx, ops[0])
	refused(t, err, "收据号断开", "作废")
	list, err := ReceiptsByNumber(ctx, l.Read(), []int64{3})
	if err != nil || len(list) != 1 || list[0].Payer != "丙" {
		t.Fatal(list, err)
	}
	if _, err := MarkPrinted(ctx, l, list); err != nil {
		t.Fatal(err)
	}
	_, err = l.Undo(ctx, ops[2])
	refused(t, err, "打印收据")
	_, err = ReceiptsByNumber(ctx, l.Read(), []int64{4})
	refused(t, err, "没有第 4 号")
	if found, err := Receipts(ctx, l.Read(), ReceiptFilter{Text: "乙", State: ReceiptsValid, From: may(1), To: may(1)}); err != nil || len(found) != 1 || found[0].Number != 2 {
		t.Error(found, err)
	}
}

func TestRefundOfWhatWasPaidTooMuch(t *testing.T) {
	l := threeMonths(t)
	if _, err := Collect(ctx, l, month("2022-01"), []int64{1}, "现金", may(1)); err != nil {
		t.Fatal(err)
	}
	_, err := Refund(ctx, l, 1, month("2022-01"), 100, "现金", may(2), "多收")
	refused(t, err, "多缴 0.00 元", "作废")
	if _, err := l.Write(ctx, ledger.Op{Title: "基数"}, func(tx *ledger.Tx) error { return SetBase(tx, 1, month("2022-01"), 400000, "更正") }); err != nil {
		t.Fatal(err)
	}
	if _, err := Correct(ctx, l, month("2022-01"), month("2022-01"), nil); err != nil {
		t.Fatal(err)
	}
	over, err := AllOverpaid(ctx, l.Read())
	if err != nil || len(over) != 1 || over[0].Fen != 215 || over[0].Name != "甲" {
		t.Fatal(over, err)
	}
	// What was paid too much for one month does not hide what is owed for another.
	details, err := Details(ctx, l.Read(), month("2022-01"), month("2022-02"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range details {
		if d.Member == 1 && (d.Over != 215 || d.Owing != 2215 || d.Remark() != "多缴 2.15 元") {
			t.Errorf("%+v", d)
		}
	}
	if _, err := Refund(ctx, l, 1, month("2022-01"), 115, "现金", may(2), "更正后多缴"); err != nil {
		t.Error(err)
	}
	if _, err := Refund(ctx, l, 1, month("2022-01"), 100, ToAdvance, may(2), "更正后多缴"); err != nil {
		t.Error(err)
	}
	if held, err := Advances(ctx, l.Read()); err != nil || len(held) != 1 || held[0].Fen != 100 {
		t.Error(held, err)
	}
	if over, err := AllOverpaid(ctx, l.Read()); err != nil || len(over) != 0 {
		t.Error(over, err)
	}
}
