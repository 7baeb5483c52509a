package dues

import (
	"testing"

	"unionledger/data/civil"
)

func TestUnpaidOf(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"全欠", "443600", []string{"入会 2010-02"}}, person{"断过", "443600", []string{"入会 2010-02"}},
		person{"缴清", "443600", []string{"入会 2010-02"}}, person{"保留", "443600", []string{"入会 2010-02", "保留 2021-01-01"}})
	for _, m := range []string{"2022-01", "2022-02", "2022-03"} {
		if _, err := Bill(ctx, l, month(m)); err != nil {
			t.Fatal(err)
		}
		who := []int64{3}
		if m == "2022-02" {
			who = []int64{2, 3}
		}
		if _, err := Collect(ctx, l, month(m), who, Methods[0], civil.MustParse(m+"-20")); err != nil {
			t.Fatal(err)
		}
	}
	got, err := UnpaidOf(ctx, l.Read(), []int64{1, 2, 3, 4})
	if err != nil {
		t.Fatal(err)
	}
	if u := got[1]; u.Months != 3 || u.Since != month("2022-01") || u.Owing != 3*2215 {
		t.Errorf("全欠: %+v", u)
	}
	if u := got[2]; u.Months != 1 || u.Since != month("2022-03") || u.Owing != 2*2215 {
		t.Errorf("断过: %+v", u)
	}
	if len(got) != 2 {
		t.Errorf("%+v", got)
	}
	if none, err := UnpaidOf(ctx, l.Read(), nil); err != nil || len(none) != 0 {
		t.Error(none, err)
	}
}
