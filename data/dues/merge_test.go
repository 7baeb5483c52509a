package dues

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

// everything is what all tables but the journal hold.
func everything(t rapid.TB, l *ledger.Ledger) string {
	t.Helper()
	rows, err := l.Read().QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'journal%' AND name NOT LIKE 'sqlite%' ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	rows.Close()
	var out strings.Builder
	for _, table := range tables {
		rows, err := l.Read().QueryContext(ctx, `SELECT * FROM `+table+` ORDER BY rowid`)
		if err != nil {
			t.Fatal(err)
		}
		cols, _ := rows.Columns()
		for rows.Next() {
			vals, at := make([]any, len(cols)), make([]any, len(cols))
			for i := range vals {
				at[i] = &vals[i]
			}
			if err := rows.Scan(at...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&out, table, vals)
		}
		rows.Close()
	}
	return out.String()
}

func sums(t rapid.TB, l *ledger.Ledger) (billed, paid money.Fen) {
	t.Helper()
	err := l.Read().QueryRowContext(ctx, `SELECT (SELECT coalesce(sum(amount_fen), 0) FROM dues_due), (SELECT coalesce(sum(amount_fen), 0) FROM dues_payment)`).Scan(&billed, &paid)
	if err != nil {
		t.Fatal(err)
	}
	return billed, paid
}

func payment(t rapid.TB, l *ledger.Ledger, m civil.YearMonth, id int64, fen money.Fen) {
	t.Helper()
	if _, err := l.Write(ctx, ledger.Op{Title: "收款"}, func(tx *ledger.Tx) error { return Pay(tx, m, id, fen, "现金", m.First()) }); err != nil {
		t.Fatal(err)
	}
}

// TestMergeAnyTwo merges records with any dues: what was paid stays to the fen,
// what is billed loses only what was billed twice and not paid, nothing refers to
// the merged one any more but its own history, and undo gives the first state.
func TestMergeAnyTwo(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := newLedger(t)
		events := []string{"入会 2015-01", "入会 2021-12", "申请 2022-01-05", "入会 2022-02-10"}
		pick := rapid.SampledFrom(events)
		base := rapid.SampledFrom([]string{"", "300000", "350000"})
		enrol(t, l, person{"甲", base.Draw(rt, "base1"), []string{pick.Draw(rt, "event1")}}, person{"甲", base.Draw(rt, "base2"), []string{pick.Draw(rt, "event2")}},
			person{"乙", "300000", events[:1]})
		for i, m := range []string{"2022-01", "2022-02", "2022-03"} {
			if rapid.Bool().Draw(rt, "billed") {
				if _, err := Bill(ctx, l, month(m)); err != nil {
					rt.Fatal(err)
				}
			}
			owing, err := owingOf(ctx, l.Read(), nil, month(m))
			if err != nil {
				rt.Fatal(err)
			}
			for _, id := range inOrder(nil, owing) {
				if share := rapid.IntRange(0, 2).Draw(rt, "paid"); share > 0 {
					payment(rt, l, month(m), id, owing[id][0].fen*money.Fen(share)/2)
				}
			}
			if rapid.Bool().Draw(rt, "rise") {
				if _, err := l.Write(ctx, ledger.Op{Title: "基数"}, func(tx *ledger.Tx) error {
					return SetBase(tx, int64(1+i%2), month(m), money.Fen(310000+1000*i), "工资表")
				}); err != nil {
					rt.Fatal(err)
				}
			}
		}
		before := everything(rt, l)
		billed, paid := sums(rt, l)
		ids := [2]int64{1, 2}
		if rapid.Bool().Draw(rt, "the other way") {
			ids = [2]int64{2, 1}
		}
		m, err := member.ReadMerging(ctx, l, ids[0], ids[1])
		if err != nil {
			rt.Fatal(err)
		}
		m.TakeEvents(rapid.Bool().Draw(rt, "events"))
		for _, f := range m.Fields {
			if rapid.Bool().Draw(rt, "choose") {
				m.Take(f.Field.Key, rapid.Bool().Draw(rt, f.Field.Key))
			}
		}
		once := billedOnce(rt, l, ids[0])
		op, err := m.Write(ctx, l)
		if err != nil {
			rt.Fatal(err)
		}
		nowBilled, nowPaid := sums(rt, l)
		if nowPaid != paid || nowBilled != once {
			rt.Fatalf("billed %s then %s, want %s; paid %s then %s", billed, nowBilled, once, paid, nowPaid)
		}
		var left int
		if err := l.Read().QueryRowContext(ctx, `SELECT (SELECT count(*) FROM dues_base WHERE member_id = ?1) + (SELECT count(*) FROM dues_due WHERE member_id = ?1 AND exempt IS NOT '`+IsMerged+`')
			+ (SELECT count(*) FROM dues_payment WHERE member_id = ?1)`, ids[1]).Scan(&left); err != nil || left != 0 {
			rt.Fatal(left, err)
		}
		if _, err := Bill(ctx, l, month("2022-04")); err != nil {
			rt.Fatal(err)
		}
		var twice int
		if err := l.Read().QueryRowContext(ctx, `SELECT count(*) FROM dues_bill WHERE member_id = ? AND month = '2022-04'`, ids[1]).Scan(&twice); err != nil || twice != 0 {
			rt.Fatal("the merged one was billed", err)
		}
		if _, err := l.Undo(ctx, 0); err != nil {
			rt.Fatal(err)
		}
		if _, err := l.Undo(ctx, op); err != nil || everything(rt, l) != before {
			rt.Fatal("undo did not give the first state", err)
		}
		if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
			rt.Fatal(v, err)
		}
	})
}

// billedOnce is what remains billed when the members 1 and 2 are one: of a month
// billed to both the one that was paid, else the one that asks for an amount and
// belongs to the kept record; what was taken, where both were paid.
func billedOnce(t rapid.TB, l *ledger.Ledger, keep int64) (sum money.Fen) {
	t.Helper()
	rows, err := l.Read().QueryContext(ctx, `SELECT month, member_id, amount_fen, (SELECT count(*) FROM dues_payment p WHERE p.month = b.month AND p.member_id = b.member_id),
		(SELECT coalesce(sum(amount_fen), 0) FROM dues_payment p WHERE p.month = b.month AND p.member_id = b.member_id) FROM dues_bill b ORDER BY member_id <> ?`, keep)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	type bill struct {
		fen, paid money.Fen
		pays      int
	}
	of := map[string]bill{}
	for rows.Next() {
		var m string
		var id int64
		var b bill
		if err := rows.Scan(&m, &id, &b.fen, &b.pays, &b.paid); err != nil {
			t.Fatal(err)
		}
		first, both := of[m]
		switch {
		case id == 3:
			sum += b.fen
			continue
		case !both:
		case first.pays > 0 && b.pays > 0:
			b.fen = max(b.fen, first.fen, b.paid+first.paid)
		case b.pays == 0 && (first.pays > 0 || first.fen > 0 || b.fen == 0):
			b = first
		}
		of[m] = b
	}
	for _, b := range of {
		sum += b.fen
	}
	return sum
}

func TestMergeTellsWhatWasPaidDifferently(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"甲", "300000", []string{"入会 2015-01"}}, person{"甲", "400000", []string{"入会 2015-01"}})
	if _, err := Bill(ctx, l, month("2022-03")); err != nil {
		t.Fatal(err)
	}
	if _, err := Collect(ctx, l, month("2022-03"), nil, "现金", civil.MustParse("2022-03-20")); err != nil {
		t.Fatal(err)
	}
	m, err := member.ReadMerging(ctx, l, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	notes, err := m.Try(ctx, l)
	if text := strings.Join(notes, ""); err != nil || !strings.Contains(text, "2022-03 一边应收 15.00 元、已收 15.00 元，另一边应收 20.00 元、已收 20.00 元，合为应收 35.00 元、已收 35.00 元") {
		t.Errorf("%v %v", text, err)
	}
	if _, err := m.Write(ctx, l); err != nil {
		t.Fatal(err)
	}
	if billed, paid := sums(t, l); billed != 3500 || paid != 3500 {
		t.Error(billed, paid)
	}
}

// The months before a base that moves along keep the base they had.
func TestMergeKeepsEarlierBases(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"甲", "300000", []string{"入会 2015-01"}}, person{"甲", "200000", []string{"入会 2015-01"}})
	if _, err := l.Write(ctx, ledger.Op{Title: "基数"}, func(tx *ledger.Tx) error { return SetBase(tx, 2, month("2022-03"), 400000, "工资表") }); err != nil {
		t.Fatal(err)
	}
	m, err := member.ReadMerging(ctx, l, 1, 2)
	if err == nil {
		err = m.Take("dues_base_fen", true)
	}
	if err == nil {
		_, err = m.Write(ctx, l)
	}
	if err != nil {
		t.Fatal(err)
	}
	for m, want := range map[string]money.Fen{"2022-02": 1500, "2022-03": 2000} {
		if b, err := Bill(ctx, l, month(m)); err != nil || b.Total != want {
			t.Errorf("%s: %s, %v", m, b.Total, err)
		}
	}
}
