package home

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	fynetest "fyne.io/fyne/v2/test"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/agenda"
	"unionledger/data/dues"
	"unionledger/data/ledger"
)

// buttons collects the buttons of a page by their words.
func buttons(o fyne.CanvasObject, found map[string]*widget.Button) {
	switch x := o.(type) {
	case *widget.Button:
		if _, first := found[x.Text()]; !first {
			found[x.Text()] = x
		}
	case *fyne.Container:
		for _, c := range x.Objects {
			buttons(c, found)
		}
	case fyne.Widget:
		for _, c := range fynetest.WidgetRenderer(x).Objects() {
			buttons(c, found)
		}
	}
}

func TestBoardSaysWhatIsDueAndLeadsThere(t *testing.T) {
	s := pagetest.Demo(t, 326)
	v := New(s).(*view)
	s.Place(v, 1093, 614, nil)
	found := map[string]*widget.Button{}
	buttons(v.Content(), found)
	for words, want := range map[string]struct {
		to   page.Name
		pick func(any) bool
	}{
		"看名单":  {page.Dues, func(x any) bool { _, ok := x.(page.Arrears); return ok }},
		"去办理":  {page.Negotiation, func(x any) bool { r, ok := x.(page.Round); return ok && r.ID > 0 && r.Step == 9 }},
		"登记入会": {page.Roster, func(x any) bool { _, ok := x.(page.NewMember); return ok }},
		"导入":   {page.Roster, func(x any) bool { f, ok := x.(page.ImportFile); return ok && f.Path == "" }},
		"全部记录": {page.Settings, func(x any) bool { _, ok := x.(page.History); return ok }},
		"本月开账": {page.Dues, func(x any) bool { m, ok := x.(page.Month); return ok && m.Bill && m.Month.String() == "2022-05" }},
	} {
		b := found[words]
		if b == nil {
			t.Errorf("no button %s", words)
			continue
		}
		fynetest.Tap(b)
		if s.WentTo != want.to || !want.pick(s.Target) {
			t.Errorf("%s leads to %s with %+v", words, s.WentTo, s.Target)
		}
	}
}

func TestFactsOfTheDemonstrationLedger(t *testing.T) {
	s := pagetest.Demo(t, 326)
	f, err := read(t.Context(), s.Open, s.Day)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.months) != 12 || f.months[11] != s.Day.YearMonth() || f.active[11] == 0 {
		t.Errorf("months %v active %v", f.months, f.active)
	}
	last, ok := f.lastBilled()
	if !ok || last.Month.String() != "2022-04" || last.PaidUp >= last.Members || last.Paid >= last.Due {
		t.Errorf("%+v", last)
	}
	if got, _ := arrearsWords(f.debtors); !strings.HasPrefix(got, "满 4、5、6 月：") || strings.HasSuffix(got, "0、0、0") {
		t.Error(got)
	}
	if len(rates(f)) != 11 { // May is not billed yet
		t.Errorf("%d months have a rate", len(rates(f)))
	}
}

func TestEmptyPlaces(t *testing.T) {
	s := pagetest.Demo(t, 0)
	v := New(s).(*view)
	s.Place(v, 1093, 614, nil)
	if v.board == nil || v.board.figures[1] == nil {
		t.Fatal("an empty ledger has no board")
	}
	// Without a ledger the page offers the ways to begin.
	s.Open = nil
	v.Show(nil)
	found := map[string]*widget.Button{}
	buttons(v.Content(), found)
	for _, words := range []string{"选文件", "打开示范", "建空白台账", "从备份恢复", "打开已有台账"} {
		if found[words] == nil {
			t.Errorf("no way %s", words)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		op          ledger.Operation
		kind, title string
	}{
		{ledger.Operation{Kind: "collect", Title: "收缴 2022-04 会费 1 人"}, "收缴", "2022-04 会费 1 人"},
		{ledger.Operation{Kind: "import", Title: "导入会员花名册：新增 38，更新 226"}, "导入", "会员花名册：新增 38，更新 226"},
		{ledger.Operation{Kind: "member", Title: "转出：张三"}, "会籍", "转出：张三"},
		{ledger.Operation{Kind: "unheard", Title: "做了什么"}, "其他", "做了什么"},
	} {
		if kind, title := split(c.op); kind != c.kind || title != c.title {
			t.Errorf("%q %q, want %q %q", kind, title, c.kind, c.title)
		}
	}
	if m := counted.FindStringSubmatch("还剩 14 天"); m == nil || m[1] != "还剩" || m[2] != "14" || m[3] != "天" {
		t.Error(m)
	}
	for words, want := range map[string]string{"定在 2019-12-10": "定在|2019-12-10", "审查期到 2019-05-21": "审查期到|2019-05-21", "2019-02-22 起可提出": "2019-02-22|起可提出", "接下来办": "", "还剩 14 天": ""} {
		if got := strings.Join(stacked(words), "|"); got != want {
			t.Errorf("%s: %s", words, got)
		}
	}
	if d := detail(agenda.Item{Kind: agenda.Arrears, Detail: "甲等"}); d != "甲等" {
		t.Error(d)
	}
}

// TestChangeSaysWhatItIs holds the words and colours beside a figure: nothing is
// praised or warned about where nothing has changed and nobody owes long.
func TestChangeSaysWhatItIs(t *testing.T) {
	for by, want := range map[int]struct {
		words string
		tone  widget.Tone
	}{3: {"较上月 +3", widget.OK}, -2: {"较上月 -2", widget.Warn}, 0: {"和上月一样", widget.Neutral}} {
		if words, tone := change(by); words != want.words || tone != want.tone {
			t.Errorf("change(%d) = %q, %v", by, words, tone)
		}
	}
	if words, tone := arrearsWords([]dues.Debtor{{Months: 3}}); words != "没有满 4 个月的" || tone != widget.Neutral {
		t.Errorf("three months: %q, %v", words, tone)
	}
	if words, tone := arrearsWords([]dues.Debtor{{Months: 9}}); words != "满 4、5、6 月：0、0、1" || tone != widget.Warn {
		t.Errorf("nine months: %q, %v", words, tone)
	}
}

// TestATermLeadsToItsBody goes to the body whose term ends, and to the unit's form
// where no body has been entered.
func TestATermLeadsToItsBody(t *testing.T) {
	s := pagetest.Demo(t, 5)
	b := newBoard(s)
	b.do(agenda.Item{Kind: agenda.Term, Body: 3, Field: "term_end"})
	if s.WentTo != page.Settings || s.Target != (page.Organisation{Body: 3}) {
		t.Error(s.WentTo, s.Target)
	}
	b.do(agenda.Item{Kind: agenda.Term, Field: "certificate_end"})
	if s.Target != (page.UnitField{Field: "certificate_end"}) {
		t.Error(s.Target)
	}
}
