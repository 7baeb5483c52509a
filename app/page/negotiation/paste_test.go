package negotiation

import (
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/page/pagetest"
	"unionledger/data/negotiation"
)

// A list of firms is pasted, looked at and entered; the dialog goes, and the rows stand in
// the step.
func TestFirmsArePasted(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	v.save("试", map[string]string{"level": "行业性"}, nil, nil)
	v.goTo(signStep)
	d := v.pane.openPaste(negotiation.FirmFields)
	if !d.dialog.AcceptButton().Disabled() {
		t.Error("nothing can be entered")
	}
	d.text.SetValue("企业名称\t职工数\n乙公司\t36\n丙公司\t约三十\n丁公司\t40\n")
	d.look()
	s.Picture("negotiation-paste")
	if d.read.Good() != 2 || len(d.read.Lines) != 3 || d.dialog.AcceptButton().Disabled() {
		t.Fatalf("%+v", d.read)
	}
	d.dialog.Accept()
	s.Settled()
	if n := len(v.f.d.Items(negotiation.FirmFields)); n != 2 || v.f.d.Get("firms") != "2" || s.Win.Canvas().Overlays().Top() != nil {
		t.Errorf("%d firms", n)
	}
}

// What stands below the rounds moves when they become more.
func TestTheChartStandsBelowTheRounds(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1448, 830, nil)
	lines := append([]roundLine(nil), v.f.rounds...)
	place := func(o fyne.CanvasObject) float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y }
	before := place(v.list.chart)
	v.list.show(append(lines, roundLine{id: 99, year: "2030", title: "又一轮", kind: "行业性 工资专项"}), 99)
	last := v.list.rows.Objects[len(v.list.rows.Objects)-1]
	if now := place(v.list.chart); now <= before || now < place(last)+last.Size().Height {
		t.Errorf("the chart stands at %v, before %v, the last round at %v", now, before, place(last))
	}
}
