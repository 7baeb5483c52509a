package negotiation

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/measure"
	"unionledger/data/negotiation"
)

// top is the dialog that lies on top.
func top(t *testing.T, s *pagetest.Shell) *widget.Dialog {
	t.Helper()
	d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatal("no dialog is open")
	}
	return d
}

// opened is the page on the demonstration ledger.
func opened(t *testing.T) (*pagetest.Shell, *view) {
	t.Helper()
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1093, 614, nil)
	return s, v
}

// put sets a field of the dialog on top, by its label, to a canonical value.
func put(t *testing.T, s *pagetest.Shell, label, value string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(top(t, s)) {
		if f, ok := o.(*widget.Field); ok && strings.HasPrefix(f.Label(), label) {
			f.Control.SetValue(value)
			if typed, ok := f.Control.(*widget.TextField); ok && typed.OnTyped != nil {
				typed.OnTyped(value)
			}
			return
		}
	}
	t.Fatalf("no field %s", label)
}

// words are all texts in the dialog on top.
func words(o fyne.CanvasObject) string {
	var out []string
	for _, x := range test.LaidOutObjects(o) {
		switch x := x.(type) {
		case *widget.Text:
			out = append(out, x.Text())
		case *widget.Tag:
			out = append(out, x.Text())
		case *widget.Paragraph:
			out = append(out, x.Text())
		}
	}
	return strings.Join(out, "|")
}

// The figures of the years are shown, those of one year entered and shown again.
func TestMeasuresInTheWindow(t *testing.T) {
	s, v := opened(t)
	v.measures()
	if got := words(top(t, s)); !strings.Contains(got, "上年平均工资") || !strings.Contains(got, "6%") {
		t.Error(got)
	}
	s.Picture("measures-1093")
	table, err := measure.Read(t.Context(), s.Open.Read(), v.law)
	if err != nil {
		t.Fatal(err)
	}
	top(t, s).Cancel()
	v.askMeasures(table, 2022)
	put(t, s, "城镇居民消费价格涨幅", "很多")
	top(t, s).Accept()
	if got := words(top(t, s)); !strings.Contains(got, "请写数字") {
		t.Error("a word was taken: " + got)
	}
	put(t, s, "城镇居民消费价格涨幅", "1.5")
	put(t, s, "一线职工平均工资", "58,000")
	top(t, s).Accept()
	if got := words(top(t, s)); !strings.Contains(got, "1.5%") || !strings.Contains(got, "58,000.00") {
		t.Error(got)
	}
	top(t, s).Cancel()
}

// What a rise costs is reckoned in the dialog, which stays; nothing is written.
func TestRiseInTheWindow(t *testing.T) {
	s, v := opened(t)
	before := s.Op
	v.rise()
	put(t, s, "增幅", "")
	top(t, s).Accept()
	if got := words(top(t, s)); !strings.Contains(got, "请写增幅") {
		t.Error(got)
	}
	put(t, s, "增幅", "10")
	put(t, s, "每月不低于", "300000")
	top(t, s).Accept()
	if got := words(top(t, s)); !strings.Contains(got, "合计") || !strings.Contains(got, "缴费基数（月工资）") {
		t.Error(got)
	}
	s.Picture("rise-1093")
	if s.Op != before {
		t.Error("something was written")
	}
	top(t, s).Cancel()
	v.statistics()
	if got := words(top(t, s)); !strings.Contains(got, "建制率") || !strings.Contains(got, "工资专项（企业）|1|0|1|0|6%") {
		t.Error(got)
	}
	top(t, s).Cancel()
	v.whatIf()
	put(t, s, "假如", "signed")
	put(t, s, "是这一天", "2022-05-05")
	s.Settled()
	if got := words(top(t, s)); !strings.Contains(got, "2022-05-15") {
		t.Error(got)
	}
	s.Picture("whatif-1093")
}

// The past years come in through the window, with what the law says of them.
func TestPastYearsInTheWindow(t *testing.T) {
	s, v := opened(t)
	for _, d := range v.f.all {
		if _, err := negotiation.Delete(t.Context(), s.Open, d.Round); err != nil {
			t.Fatal(err)
		}
	}
	v.Show(nil)
	v.readPast(s.Open, "../../../testdata/samples/工资集体协商历年台账.xlsx")
	if s.Failed != nil {
		t.Fatal(s.Failed)
	}
	if got := words(top(t, s)); !strings.Contains(got, "第二十八条") || !strings.Contains(got, "第四十条") {
		t.Error(got)
	}
	s.Picture("past-1093")
	top(t, s).Accept()
	s.Settled()
	if len(v.f.all) != 4 {
		t.Errorf("%d rounds", len(v.f.all))
	}
	if s.Op == 0 || !strings.Contains(s.Said, "导入") {
		t.Errorf("%d %s %v", s.Op, s.Said, s.Failed)
	}
}
