package books

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/fund"
	"unionledger/data/fund/report"
	"unionledger/data/ledger"
)

// Budget is the tab 预算: budget and final accounts by subject, and charts of them.
type Budget struct {
	d      *Desk
	which  *widget.Picker
	note   *fyne.Container
	grid   *grid.Grid
	charts [3]*widget.Chart
	body   *fyne.Container
	table  fyne.CanvasObject
	drawn  fyne.CanvasObject
	shown  string
	whole  fyne.CanvasObject
}

const (
	budgetFinal  = "final"
	budgetPlan   = "plan"
	budgetCharts = "charts"
)

// Budget makes the tab.
func (d *Desk) Budget() *Budget {
	t := &Budget{d: d, which: widget.NewPicker("表").Wide(150), note: widget.Column(0), grid: grid.New(nil, nil), body: container.NewStack()}
	t.which.SetOptions(widget.Option{Value: budgetFinal, Text: "决算表"}, widget.Option{Value: budgetPlan, Text: "年度预算表"}, widget.Option{Value: budgetCharts, Text: "图表"})
	t.which.SetValue(budgetFinal)
	t.which.OnChanged = func(string) { t.fill() }
	t.grid.Label = "预算"
	t.grid.OnActivate = func(row, _ int) { t.activate(row) }
	bar := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{t.which, widget.NewPlain("填年初预算", "edit", func() { t.askInitial("") }), widget.NewPlain("调整", "plus", func() { t.askAdjust("") })}, nil,
		[]fyne.CanvasObject{widget.NewPlain("按上年提出", "", t.askPropose), d.exportButton("导出", t.report)})
	for i := range t.charts {
		t.charts[i] = widget.NewBarChart()
	}
	t.table = widget.NewBox(t.grid).Flush()
	t.drawn = container.NewVScroll(widget.Column(theme.Gap12,
		widget.NewPanel("预算和执行（支出）", widget.Sized(0, 170, t.charts[0]), widget.Legend("预算", "执行，元")),
		widget.NewPanel("支出按科目，元", widget.Sized(0, 170, t.charts[1])), widget.NewPanel("收入按来源，元", widget.Sized(0, 170, t.charts[2]))))
	top := container.NewStack(widget.Inset(0, theme.Gap8, 0, 0, widget.Column(theme.Gap8, bar, t.note)))
	t.whole = inset(container.New(noteAndRest{}, top, t.body))
	return t
}

// Object is the tab.
func (t *Budget) Object() fyne.CanvasObject { return t.whole }

// Load shows the budget of the books' year.
func (t *Budget) Load(*fund.Books) { t.fill() }

func (t *Budget) report() report.Report {
	if t.which.Value() == budgetPlan {
		return report.Budget(t.d.read.Budget)
	}
	return report.Final(t.d.read.Budget)
}

func (t *Budget) fill() {
	b := t.d.read.Budget
	if b == nil {
		return
	}
	body := t.table
	if t.which.Value() == budgetCharts {
		body = t.drawn
		t.draw(b)
	} else {
		showReport(t.grid, t.report(), t.which.Value(), &t.shown, 1)
	}
	t.body.Objects = []fyne.CanvasObject{body}
	t.note.Objects = []fyne.CanvasObject{t.words(b)}
	t.body.Refresh()
	t.whole.Refresh()
}

// words say what is over, or that there is no budget yet.
func (t *Budget) words(b *fund.Budget) fyne.CanvasObject {
	if !b.Made() {
		text := fmt.Sprintf("%d 年还没有预算。先填各科目的年初数；年中要增减的用“调整”，写明原因。", b.Year)
		if b.HasLast {
			return widget.NewBanner(widget.Accent, text, widget.NewLink("按上年决算提出", "", t.askPropose))
		}
		return widget.NewBanner(widget.Accent, text)
	}
	var over []string
	for _, l := range b.Lines {
		if l.Over && !l.Sum && l.Depth == 0 {
			over = append(over, l.Words)
		}
	}
	switch {
	case len(over) > 0:
		return widget.NewBanner(widget.Warn, fmt.Sprintf("超预算或没有预算的：%s。", strings.Join(over, "、")))
	case b.LastWords != "":
		return widget.NoteParagraph(b.LastWords + "。").For(theme.Scaled(900))
	}
	return widget.NoteParagraph(fmt.Sprintf("支出预算 %s 元，已执行 %s 元（%s）。", b.Expense.Total().Grouped(), b.Expense.Actual.Grouped(), b.Expense.RateWords())).For(theme.Scaled(900))
}

// draw fills the charts: subjects at the top with something to show.
func (t *Budget) draw(b *fund.Budget) {
	var points [3][]widget.Point
	for _, l := range b.Lines {
		if l.Sum || l.Depth > 0 || l.Total() == 0 && l.Actual == 0 {
			continue
		}
		name := strings.TrimSuffix(strings.TrimSuffix(l.Words, "支出"), "收入")
		actual := float64(l.Actual) / 100
		if l.Subject.Kind == fund.Income {
			points[2] = append(points[2], widget.Point{Name: name, Value: actual, Label: l.Actual.Grouped()})
			continue
		}
		points[0] = append(points[0], widget.Point{Name: name, Before: float64(l.Total()) / 100, Value: actual, Label: l.RateWords()})
		points[1] = append(points[1], widget.Point{Name: name, Value: actual, Label: l.Actual.Grouped()})
	}
	for i := range points {
		t.charts[i].Set(points[i])
	}
}

// activate asks for the subject of a row: its budget until there is one, then a change.
func (t *Budget) activate(row int) {
	b := t.d.read.Budget
	if row >= len(b.Lines) || b.Lines[row].Subject.Code == "" {
		return
	}
	if code := b.Lines[row].Subject.Code; b.WasAdjusted() {
		t.askAdjust(code)
	} else {
		t.askInitial(code)
	}
}

// subjects offer those a budget can be made for: also those above others.
func (t *Budget) subjects() *widget.Picker {
	b := t.d.read.Books
	var options []widget.Option
	for _, s := range b.Subjects {
		if !s.Unused && slices.Contains([]string{fund.Income, fund.Expense}, s.Kind) {
			o := subjectOption(b, s)
			o.Text = strings.Repeat("　", s.Depth()) + o.Text
			options = append(options, o)
		}
	}
	p := widget.NewPicker("输入编号、名称或拼音找")
	p.SetOptions(options...)
	return p
}

func (t *Budget) askInitial(code string) {
	d, b := t.d, t.d.read.Budget
	if b.WasAdjusted() {
		widget.Message(d.canvas(), "年初数不再改", fmt.Sprintf("%d 年预算已经调整过。要增减请用“调整”，写明原因。", b.Year))
		return
	}
	subject, amount := t.subjects(), widget.NewMoneyField()
	show := func(code string) {
		amount.SetValue("")
		for _, r := range b.Rows {
			if r.Subject == code && r.Stage == fund.Initial {
				amount.SetValue(fmt.Sprint(int64(r.Amount)))
			}
		}
	}
	subject.OnChanged = show
	subject.SetValue(code)
	show(code)
	fields := widget.NewForm(1, widget.NewField("科目", subject).Required(), widget.NewField("年初预算（元，0 是取消）", amount).Required())
	widget.ShowForm(d.canvas(), fmt.Sprintf("%d 年年初预算", b.Year), fields, "保存", func() error {
		return d.do(fund.BudgetOp, "预算", "已填年初预算", func(tx *ledger.Tx) error {
			return fund.SetBudget(tx, b.Year, subject.Value(), field.ParseFen(amount.Value()), d.shell.Today())
		})
	})
}

func (t *Budget) askAdjust(code string) {
	d, b := t.d, t.d.read.Budget
	if !b.Made() {
		widget.Message(d.canvas(), "先填年初预算", fmt.Sprintf("%d 年还没有年初预算，没有可调整的。", b.Year))
		return
	}
	subject, amount, reason := t.subjects(), widget.NewMoneyField(), widget.NewTextField("如：增加劳动竞赛场次")
	way := widget.NewSwitch("增加", "减少")
	subject.SetValue(code)
	fields := widget.NewForm(1, widget.NewField("科目", subject).Required(), widget.NewField("增加或减少", way), widget.NewField("调整数（元）", amount).Required(), widget.NewField("原因", reason).Required())
	way.SetValue("1")
	widget.ShowForm(d.canvas(), fmt.Sprintf("调整 %d 年预算", b.Year), fields, "调整", func() error {
		by := field.ParseFen(amount.Value())
		if way.Value() == "0" {
			by = -by
		}
		return d.do(fund.BudgetOp, "调整预算", "已调整预算", func(tx *ledger.Tx) error {
			return fund.AdjustBudget(tx, b.Year, subject.Value(), by, d.shell.Today(), reason.Value())
		})
	})
}

// askPropose fills the budget of what the year before earned and spent.
func (t *Budget) askPropose() {
	d, b := t.d, t.d.read.Budget
	percent := widget.NewNumberField("0", 0)
	percent.SetValue("0")
	fields := widget.NewForm(1, widget.NewField("比上年增减（%）", percent))
	words := widget.NoteParagraph(fmt.Sprintf("按 %d 年的实际收支填还没有预算的科目，进到整百元；已经填的不动。填好后可以逐个改。", b.Year-1)).For(theme.Scaled(360))
	dialog := widget.NewDialog("按上年提出预算", widget.Column(theme.Gap12, fields, words), "填写").Wide(420)
	dialog.AcceptForm(fields, func() error {
		return d.do(fund.BudgetOp, "提出预算", "已按上年填预算", func(tx *ledger.Tx) error {
			_, err := fund.ProposeBudget(tx, b.Year, int(page.Number(percent.Value())), d.shell.Today())
			return err
		})
	})
	dialog.Open(d.canvas())
}
