package dues

import (
	"fmt"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

func happen(t testing.TB, l *ledger.Ledger, id int64, kind, on string) {
	t.Helper()
	if _, err := l.Write(ctx, ledger.Op{Title: kind}, func(tx *ledger.Tx) error {
		_, err := member.Happen(tx, member.Event{Member: id, Kind: member.EventKind(kind), Date: civil.MustParse(on)})
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func setBase(t testing.TB, l *ledger.Ledger, id int64, from string, fen money.Fen) {
	t.Helper()
	if _, err := l.Write(ctx, ledger.Op{Title: "基数"}, func(tx *ledger.Tx) error { return SetBase(tx, id, month(from), fen, "手工") }); err != nil {
		t.Fatal(err)
	}
}

// TestLateFacts carries every late fact into a billed month: shown first, then posted
// beside the bill with its reason; the bill stays as it was.
func TestLateFacts(t *testing.T) {
	l := newLedger(t)
	in := []string{"入会 2010-02"}
	enrol(t, l, person{"走了", "443600", in}, person{"基数低了", "443600", in}, person{"约定", "443600", in}, person{"补基数", "", in}, person{"没变", "443600", in},
		person{"尾数变了", "443600", in}, person{"回来了", "443600", []string{"入会 2010-02", "保留 2020-01"}})
	if _, err := Bill(ctx, l, month("2022-03")); err != nil {
		t.Fatal(err)
	}
	if _, err := Collect(ctx, l, month("2022-03"), []int64{1}, "现金", civil.MustParse("2022-03-20")); err != nil {
		t.Fatal(err)
	}
	happen(t, l, 1, "转出", "2022-02-20")
	happen(t, l, 7, "恢复", "2022-03-01")
	setBase(t, l, 2, "2022-03", 600000)
	setBase(t, l, 4, "2022-03", 300000)
	setBase(t, l, 6, "2022-03", 443900)
	if _, err := SetOverride(ctx, l, Override{Member: 3, From: month("2022-03"), Kind: AgreedFixed, Amount: 500, Reason: "困难"}); err != nil {
		t.Fatal(err)
	}
	before := everything(t, l)
	seen, err := PreviewCorrections(ctx, l.Read(), month("2022-03"), month("2022-03"), nil)
	if err != nil || everything(t, l) != before {
		t.Fatal("the preview changed something", err)
	}
	want := map[string]string{
		"走了":   "22.15 → 0.00 现为已离会",
		"基数低了": "22.15 → 30.00 基数由 4,436.00 改为 6,000.00",
		"约定":   "22.15 → 5.00 个人约定：定额 5.00 元：困难",
		"补基数":  "0.00 → 15.00 补上了基数 3,000.00",
		"回来了":  "0.00 → 22.15 原为保留会籍，现应缴",
	}
	got := map[string]string{}
	for _, c := range seen.Corrections {
		got[c.Name] = fmt.Sprintf("%s → %s %s", c.Before, c.After, c.Reason)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\nwant %v", got, want)
	}
	if w := seen.Corrections[0].Words(); !strings.Contains(w, "多收 22.15 元") {
		t.Error(w)
	}
	done, err := Correct(ctx, l, month("2022-03"), month("2022-03"), []int64{2})
	if err != nil || len(done.Corrections) != 1 || done.Difference != 785 || done.Operation == 0 {
		t.Fatalf("%+v %v", done, err)
	}
	all, err := Rebill(ctx, l, month("2022-03"))
	if err != nil || all.Operation == 0 || len(all.Corrections) != 4 || all.Total != 3000+500+1500+2215+2215+2215 {
		t.Fatalf("%+v %v", all, err)
	}
	if again, err := Rebill(ctx, l, month("2022-03")); err != nil || again.Operation != 0 || len(again.Corrections) != 0 {
		t.Errorf("corrected twice: %+v %v", again, err)
	}
	var bill, due int64
	if err := l.Read().QueryRowContext(ctx, `SELECT (SELECT sum(amount_fen) FROM dues_bill), (SELECT sum(amount_fen) FROM dues_due)`).Scan(&bill, &due); err != nil || bill != 5*2215 || due != int64(all.Total) {
		t.Error("the bills themselves were changed", bill, due, err)
	}
	for range 2 {
		if _, err := l.Undo(ctx, 0); err != nil {
			t.Fatal(err)
		}
	}
	if everything(t, l) != before {
		t.Error("undo did not give the first state")
	}
}

// TestRuleCorrection corrects a month that was billed before its rule was set.
func TestRuleCorrection(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"张三", "567890", []string{"入会 2010-02"}})
	if _, err := Bill(ctx, l, month("2022-03")); err != nil {
		t.Fatal(err)
	}
	setRule(t, l, func(r *Rule) { r.Effective, r.RatePPM, r.FloorYuan, r.DeductYuan = "2022-03-01", 10000, 0, 500 })
	b, err := Rebill(ctx, l, month("2022-03"))
	if err != nil || b.Total != 5179 || len(b.Corrections) != 1 || b.Corrections[0].Reason != "规则改为自 2022-03-01 起的一条" {
		t.Errorf("%+v %v", b, err)
	}
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v, err)
	}
}

func TestDifferences(t *testing.T) {
	l := newLedger(t)
	in := []string{"入会 2010-02"}
	enrol(t, l, person{"走了", "443600", []string{"入会 2010-02", "转出 2022-04-05"}}, person{"涨了", "443600", in}, person{"降了", "443600", in}, person{"没变", "443600", in},
		person{"新来", "443600", []string{"入会 2022-04-02"}})
	if b, err := Preview(ctx, l, month("2022-03")); err != nil || b.Against != nil || len(b.Differences) != 0 {
		t.Errorf("the first month is compared with nothing: %+v %v", b, err)
	}
	if _, err := Bill(ctx, l, month("2022-03")); err != nil {
		t.Fatal(err)
	}
	setBase(t, l, 2, "2022-04", 500000)
	setBase(t, l, 3, "2022-04", 400000)
	b, err := Preview(ctx, l, month("2022-04"))
	if err != nil || b.Against == nil || b.Against.Words() != "2022-03" {
		t.Fatalf("%+v %v", b, err)
	}
	got := map[string]string{}
	for _, d := range b.Differences {
		got[d.Name] = fmt.Sprintf("%s %s → %s %s", d.Kind, d.Before, d.Now, d.Why)
	}
	want := map[string]string{"走了": "不再缴 22.15 → 0.00 现为已离会", "涨了": "增加 22.15 → 25.00 基数由 4,436.00 改为 5,000.00",
		"降了": "减少 22.15 → 20.00 基数由 4,436.00 改为 4,000.00", "新来": "新增 0.00 → 22.15 原为未入会，现应缴"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

// TestClosedMonth holds that nothing gets into a closed month, by no way, and that
// what is still owed for it can be paid later.
func TestClosedMonth(t *testing.T) {
	l := newLedger(t)
	in := []string{"入会 2010-02"}
	enrol(t, l, person{"甲", "443600", in}, person{"乙", "443600", in})
	billed, err := Bill(ctx, l, month("2022-03"))
	if err != nil {
		t.Fatal(err)
	}
	paid, err := Collect(ctx, l, month("2022-03"), []int64{1}, "现金", civil.MustParse("2022-03-20"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := CloseMonth(ctx, l, month("2022-02")); !ledger.IsKind(err, "conflict") {
		t.Error("a month without bills was closed", err)
	}
	look, err := LookAtClosing(ctx, l.Read(), month("2022-03"), civil.MustParse("2022-03-30"))
	if err != nil || look.Due != 4430 || look.Paid != 2215 || look.Taken != 2215 || len(look.Words) != 3 || !strings.Contains(look.Words[2], "还没有过完") {
		t.Errorf("%+v %v", look, err)
	}
	closing, err := CloseMonth(ctx, l, month("2022-03"))
	if err != nil {
		t.Fatal(err)
	}
	setBase(t, l, 1, "2022-03", 600000)
	enrol(t, l, person{"丙", "443600", in})
	before := everything(t, l)
	for name, try := range map[string]func() error{
		"bill":    func() error { _, err := Bill(ctx, l, month("2022-03")); return err },
		"rebill":  func() error { _, err := Rebill(ctx, l, month("2022-03")); return err },
		"correct": func() error { _, err := Correct(ctx, l, month("2022-03"), month("2022-03"), nil); return err },
		"pay": func() error {
			_, err := Collect(ctx, l, month("2022-03"), nil, "现金", civil.MustParse("2022-03-31"))
			return err
		},
		"undo pay": func() error { _, err := l.Undo(ctx, paid.Operation); return err },
		"undo":     func() error { _, err := l.Undo(ctx, billed.Operation); return err },
		"close":    func() error { _, err := CloseMonth(ctx, l, month("2022-03")); return err },
		"reopen":   func() error { _, err := Reopen(ctx, l, month("2022-03"), ""); return err },
		"by hand": func() error {
			_, err := l.Write(ctx, ledger.Op{Title: "改账"}, func(tx *ledger.Tx) error {
				_, err := tx.Exec(`UPDATE dues_bill SET amount_fen = 1`)
				return err
			})
			return err
		},
	} {
		if err := try(); !ledger.IsKind(err, "conflict") || name != "reopen" && !strings.Contains(err.Error(), "结") {
			t.Errorf("%s: %v", name, err)
		}
		if everything(t, l) != before {
			t.Fatalf("%s changed the ledger", name)
		}
	}
	if p, err := Preview(ctx, l, month("2022-03")); err != nil || fmt.Sprint(p.Closed) != "[2022-03]" || p.New != 0 || len(p.Corrections) != 1 {
		t.Errorf("%+v %v", p, err)
	}
	if c, err := Correct(ctx, l, month("2022-02"), month("2022-04"), nil); err != nil || fmt.Sprint(c.Closed) != "[2022-03]" || len(c.Corrections) != 0 {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := Collect(ctx, l, month("2022-03"), nil, "现金", civil.MustParse("2022-04-02")); err != nil {
		t.Error("what is owed for a closed month cannot be paid later", err)
	}
	if _, err := Reopen(ctx, l, month("2022-03"), "漏了一个人"); err != nil {
		t.Fatal(err)
	}
	if _, err := Reopen(ctx, l, month("2022-03"), "再来"); !ledger.IsKind(err, "conflict") {
		t.Error("reopened twice", err)
	}
	if b, err := Rebill(ctx, l, month("2022-03")); err != nil || b.New != 1 || len(b.Corrections) != 1 {
		t.Errorf("%+v %v", b, err)
	}
	all, err := Closings(ctx, l.Read())
	if err != nil || len(all) != 1 || all[0].Reason != "漏了一个人" {
		t.Error(all, err)
	}
	if _, err := CloseMonth(ctx, l, month("2022-03")); err != nil {
		t.Error("closed again", err)
	}
	if _, err := l.Undo(ctx, closing); err == nil {
		t.Error("a closing that was reopened since was taken back")
	}
}
