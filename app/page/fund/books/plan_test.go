package books

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/ledger"
)

// planned is a desk over a ledger with the account of 2022 and one month's wages.
func planned(t *testing.T) (*pagetest.Shell, *Desk) {
	t.Helper()
	s := pagetest.Demo(t, 0)
	if _, err := fund.Open(context.Background(), s.Open, 2022, []fund.Begin{{Account: fund.Account{Name: "基本户", Kind: fund.Bank}, Amount: 5000000}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open.Write(context.Background(), ledger.Op{Title: "试"}, func(tx *ledger.Tx) error {
		if err := fund.SetBudget(tx, 2022, "50102", 100000, civil.Of(2022, 1, 5)); err != nil {
			return err
		}
		return fund.SetWages(tx, fund.LevyWages{Month: civil.Of(2022, 1, 1).YearMonth(), Wages: 15_000_000, Source: "手工"}, false)
	}); err != nil {
		t.Fatal(err)
	}
	d := NewDesk(s)
	reread(t, s, d)
	s.Place(alone{d.Levy().Object()}, 1093, 560, nil)
	return s, d
}

// alone is a tab in a window of its own.
type alone struct{ fyne.CanvasObject }

func (a alone) Content() fyne.CanvasObject { return a.CanvasObject }
func (a alone) Show(any)                   {}

func reread(t *testing.T, s *pagetest.Shell, d *Desk) {
	t.Helper()
	read, err := ReadYear(context.Background(), s.Open.Read(), []int{2022}, 2022, s.Today(), d.Last())
	if err != nil {
		t.Fatal(err)
	}
	d.Put(read)
}

// Every dialog of levy, budget and benefits opens, and takes nothing that is not filled.
func TestPlanDialogs(t *testing.T) {
	s, d := planned(t)
	levy, budget, welfare := d.Levy(), d.Budget(), d.Welfare()
	c := s.Win.Canvas()
	for name, open := range map[string]func(){
		"工资": func() { levy.askWages(0) }, "粘贴": levy.askPaste, "拨缴": func() { levy.askPay(0) }, "比例": levy.askRule, "撤回": levy.askLast,
		"预算": func() { budget.askInitial("") }, "调整": func() { budget.askAdjust("50102") }, "提出": budget.askPropose,
		"标准": func() { welfare.askLimit("") }, "福利": welfare.askGive, "参考": welfare.showExamples,
	} {
		open()
		if c.Overlays().Top() == nil {
			t.Errorf("%s did not open", name)
		}
		s.Picture("fund-plan-" + name)
		for c.Overlays().Top() != nil {
			c.Overlays().Remove(c.Overlays().Top())
		}
	}
	welfare.askGive()
	c.Overlays().Top().(*widget.Dialog).Accept()
	if reread(t, s, d); len(d.Books().Vouchers) != 0 {
		t.Error("an empty form was posted")
	}
}

// A payment as the dialog proposes it leaves nothing of that step owing, and is posted.
func TestPayAsProposed(t *testing.T) {
	s, d := planned(t)
	levy := d.Levy()
	for _, due := range []int64{180_000, 0} { // 税务代收, then 行政拨付
		levy.askPay(0)
		s.Win.Canvas().Overlays().Top().(*widget.Dialog).Accept()
		s.Settled()
		reread(t, s, d)
		if got := d.read.Levy.Months[0].Owing(); int64(got) != due {
			t.Errorf("%s is owing, want %d", got, due)
		}
	}
	if len(d.Books().Vouchers) != 1 || d.Books().Vouchers[0].Amount() != 180_000 {
		t.Errorf("%+v", d.Books().Vouchers)
	}
	levy.Load(d.Books())
	budget := d.Budget()
	for _, which := range []string{budgetFinal, budgetPlan, budgetCharts} {
		budget.which.SetValue(which)
		budget.Load(d.Books())
	}
	d.Welfare().Load(d.Books())
}

// A line of benefits of a voucher with several lines is asked what was given to how many.
func TestFreeLinesAskForBenefits(t *testing.T) {
	_, d := planned(t)
	b := d.Books()
	f := &freeForm{d: d, rows: widget.Column(0), total: widget.Secondary("")}
	f.options = subjectOptions(b, fund.Expense)
	f.add(fund.Entry{Subject: "503", Debit: 30000, Welfare: "生日", Heads: 3})
	f.add(fund.Entry{Subject: "50102", Debit: 100})
	first, second := f.lines[0], f.lines[1]
	if !first.asked.Visible() || second.asked.Visible() {
		t.Fatal("what is asked does not follow the subject")
	}
	if e := f.entries(); e[0].Welfare != "生日" || e[0].Heads != 3 || e[1].Heads != 0 {
		t.Errorf("%+v", e)
	}
	first.subject.SetValue("50102")
	first.subject.OnChanged("50102")
	if e := f.entries(); e[0].Welfare != "" || e[0].Heads != 0 {
		t.Errorf("a line without benefits keeps them: %+v", e[0])
	}
}
