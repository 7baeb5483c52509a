package dues

import "testing"

func TestPreviewSaysWhatBillWouldDoAndChangesNothing(t *testing.T) {
	l := newLedger(t)
	enrol(t, l, person{"张三", "500000", []string{"入会 2020-01"}}, person{"李四", "", []string{"入会 2020-01"}}, person{"王五", "400000", []string{"入会 2020-01", "保留 2022-03"}})
	seen, err := Preview(ctx, l, month("2022-05"))
	if err != nil || seen.New != 3 || seen.NewBilled != 1 || seen.Billed != 1 || seen.Total != 2500 || len(seen.Exempt) != 2 || len(seen.Problems) != 1 {
		t.Fatalf("%+v %v", seen, err)
	}
	if b, err := ReadBilling(ctx, l.Read(), month("2022-05")); err != nil || b.Billed != 0 || len(b.Exempt) != 0 {
		t.Fatalf("the preview was kept: %+v %v", b, err)
	}
	done, err := Bill(ctx, l, month("2022-05"))
	if err != nil || done.New != seen.New || done.Total != seen.Total || done.Operation == 0 {
		t.Fatalf("%+v %v", done, err)
	}
	if again, err := Preview(ctx, l, month("2022-05")); err != nil || again.New != 0 || again.NewBilled != 0 || again.Billed != 1 {
		t.Fatalf("%+v %v", again, err)
	}
	if _, err := Preview(ctx, l, month("2022-09")); err == nil {
		t.Fatal("a month far ahead was not refused")
	}
}
