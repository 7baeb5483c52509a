package dues

import (
	"fmt"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/money"
)

// TestDeductionOfTheSample collects the sample wage sheet and holds the differences to
// its key: each one, and no other.
func TestDeductionOfTheSample(t *testing.T) {
	l := withRoster(t)
	w, err := ReadWages(ctx, l.Read(), openSample(t, wageSample), civil.YearMonth{}, asRead)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Deduction(ctx, l.Read())
	refused(t, err, "2021-11 还没有开账")
	if _, err := w.Write(ctx, l); err != nil {
		t.Fatal(err)
	}
	if _, err := Bill(ctx, l, month("2021-11")); err != nil {
		t.Fatal(err)
	}
	d, err := w.Deduction(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"不在表里 于建健": true, "不在表里 黄春桂": true, "对不上人 328": true, // all from the key
		"多扣 32": true, "没有扣 67": true, "多扣 314": true, "多扣 322": true}
	got := map[string]bool{}
	for _, x := range d.Lines {
		switch {
		case x.Kind == DeductAgrees:
		case x.Row == 0:
			got[x.Kind+" "+x.Name] = true
		case x.Row == 163 || x.Row == 251: // a wage that is negative or absent: what was taken off does not agree with the base of the roster
			if x.Kind != DeductLess && x.Kind != DeductWrong && x.Kind != DeductNone {
				t.Errorf("row %d: %+v", x.Row, x)
			}
		default:
			got[fmt.Sprintf("%s %d", x.Kind, x.Row)] = true
		}
	}
	for k := range want {
		if !got[k] {
			t.Error("not found:", k)
		}
	}
	for k := range got {
		if !want[k] {
			t.Error("found beside the key:", k)
		}
	}
	_, taken, outside := d.Sums()
	if taken+outside != 747615 {
		t.Errorf("the sheet comes to %s, want 7476.15", taken+outside)
	}
	wrong, right := money.Fen(747651), money.Fen(747615)
	_, err = Post(ctx, l, d.Batch(may(1), &wrong))
	refused(t, err, "合计不符", "0.36", "9 整除")
	posted, err := Post(ctx, l, d.Batch(may(1), &right))
	if err != nil || posted.First != posted.Last || posted.Total != taken || posted.Advance != 250+300+300 {
		t.Fatal(posted, err)
	}
	if b, err := Batches(ctx, l.Read(), 1); err != nil || !strings.Contains(b[0].Note, "范超荣") {
		t.Error("what was not entered is lost:", b, err)
	}
	again, err := w.Deduction(ctx, l.Read())
	if err != nil || again.Counts()[DeductAgrees] != 0 {
		t.Error("the same sheet a second time agrees:", again.Counts(), err)
	}
}

func TestDebtorsOfOlderMonths(t *testing.T) {
	l := threeMonths(t)
	for _, m := range []string{"2022-02", "2022-03"} {
		if _, err := Collect(ctx, l, month(m), []int64{1, 2}, "现金", may(1)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Collect(ctx, l, month("2022-01"), []int64{2}, "现金", may(1)); err != nil {
		t.Fatal(err)
	}
	list, err := Debtors(ctx, l.Read(), month("2022-03"))
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	if d := list[0]; d.Name != "丙" || d.Months != 3 || d.Since != month("2022-01") || d.Owing != 4500 || d.SinceWords() != "2022-01 起" {
		t.Errorf("%+v", d)
	}
	if d := list[1]; d.Name != "甲" || d.Months != 0 || d.Unpaid != 1 || d.Oldest != month("2022-01") || d.Owing != 2215 || !strings.Contains(d.SinceWords(), "后来的已缴") {
		t.Errorf("%+v", d)
	}
}

func TestSixMonthsAreSaidWithAllConditions(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"甲", "443600", []string{"入会 2010-02"}})
	for _, m := range []string{"2021-11", "2021-12", "2022-01", "2022-02", "2022-03", "2022-04"} {
		if _, err := Bill(ctx, l, month(m)); err != nil {
			t.Fatal(err)
		}
	}
	for upTo, conditions := range map[string]int{"2022-01": 0, "2022-02": 0, "2022-03": 0, "2022-04": 5} {
		list, err := Debtors(ctx, l.Read(), month(upTo))
		if err != nil || len(list) != 1 || len(list[0].Conditions) != conditions || (list[0].Words == "") != (list[0].Months < 4) {
			t.Error(upTo, list, err)
		}
	}
}

// TestTheSheetsOwnTotal holds what a wage sheet says it comes to against its lines.
func TestTheSheetsOwnTotal(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"甲", "300000", []string{"入会 2010-02"}}, person{"乙", "400000", []string{"入会 2010-02"}})
	if _, err := Bill(ctx, l, month("2022-04")); err != nil {
		t.Fatal(err)
	}
	// Of two sheets the totals count together, and not at all where one has none.
	for _, c := range []struct {
		last string
		want money.Fen
	}{{"|合计|||4000|0|20", 3500}, {"", 0}} {
		book, other := wageBook("2022年4月工资表", "|甲|||3000|0|15", "|合计|||3000|0|15"), wageBook("2022年4月工资表", "|乙|||4000|0|20", c.last)
		book.Sheets = append(book.Sheets, other.Sheets...)
		book.Sheets[0].Name, book.Sheets[1].Name = "一车间", "二车间"
		w, err := ReadWages(ctx, l.Read(), book, civil.YearMonth{}, asRead)
		if err != nil || len(w.Tables) != 2 {
			t.Fatal(w, err)
		}
		if got := w.Stated; (got == nil) != (c.want == 0) || got != nil && *got != c.want {
			t.Errorf("two sheets say %v, want %v", got, c.want)
		}
	}
	for total, want := range map[string]string{
		"|合计|||7000|0|35.00":   "",
		"|合计|||7,000.00|0|￥35": "",
		"|合计|||||":             "",
		"|合计|||7000|0|25":      "表上合计写的是 25.00 元，和各行加起来的 35.00 元不符",
	} {
		w, err := ReadWages(ctx, l.Read(), wageBook("2022年4月工资表", "|甲|||3000|0|15", "|乙|||4000|0|20", total), civil.YearMonth{}, asRead)
		if err != nil {
			t.Fatal(total, err)
		}
		d, err := w.Deduction(ctx, l.Read())
		if err != nil || d.Misstated() != want || strings.Contains(d.Words(), "不符") != (want != "") {
			t.Errorf("%s: %q %q %v", total, d.Misstated(), d.Words(), err)
		}
		told := 0
		for _, p := range w.Notices {
			if p.Kind == "wage_total_differs" {
				told++
			}
		}
		if (told > 0) != (want != "") {
			t.Errorf("%s: %+v", total, w.Notices)
		}
	}
}
