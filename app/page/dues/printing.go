package dues

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/paper"
)

// stateOptions are what the list can be narrowed to.
func stateOptions() []widget.Option {
	out := []widget.Option{{Value: "", Text: "全部"}}
	for _, s := range dues.States {
		out = append(out, widget.Option{Value: s, Text: s})
	}
	return out
}

// paperMenu offers what the dues look like on paper and as workbooks.
func (v *view) paperMenu() []widget.MenuItem {
	if v.t == nil || v.t.Len() == 0 {
		return []widget.MenuItem{{Text: "打印、导出", Closed: "表里没有会员"}}
	}
	return []widget.MenuItem{
		{Text: "打印全年一览（表里的会员）", Icon: "print", Shortcut: "Ctrl+P", Do: v.printYear},
		{Text: "全年一览存成工作簿…", Icon: "save", Do: v.saveYear},
		{},
		{Text: "打印会费收缴汇总表…", Icon: "print", Do: func() { v.askTable("会费收缴汇总表", paper.DuesSummary) }},
		{Text: "打印会费收缴明细表…", Icon: "print", Do: func() { v.askTable("会费收缴明细表", paper.DuesDetail) }},
		{},
		{Text: "导出汇总表（工作簿）", Icon: "upload", Do: func() { v.shell.Go(page.Report, page.Profile{ID: "dues-summary"}) }},
		{Text: "导出明细表（工作簿）", Icon: "upload", Do: func() { v.shell.Go(page.Report, page.Profile{ID: "dues-detail"}) }},
	}
}

// making reads and adds up a table.
type making func(ctx context.Context) (*paper.Statement, error)

// yearTable is the year of the members in the list.
func (v *view) yearTable() (name string, make making) {
	l, today, year := v.shell.Ledger(), v.shell.Today(), v.f.year
	shown := copyRows(v.t)
	scope := "全会"
	for _, g := range v.f.groups {
		if g.ID == v.by.group {
			scope = g.Name
		}
	}
	if v.by.state != "" {
		scope += "，" + v.by.state
	}
	if v.by.found != nil {
		scope += fmt.Sprintf("，找到的 %d 人", len(shown))
	}
	return fmt.Sprintf("会费全年一览 %d 年", year), func(ctx context.Context) (*paper.Statement, error) {
		return paper.DuesYear(ctx, l.Read(), year, shown, scope, today)
	}
}

// copyRows copies the rows of the list, which change while a table is made aside.
func copyRows(t *table) []dues.MemberYear {
	out := make([]dues.MemberYear, t.Len())
	for i := range out {
		out[i] = *t.at(i)
	}
	return out
}

func (v *view) printYear() {
	name, make := v.yearTable()
	v.printTable(name, make)
}

func (v *view) saveYear() {
	name, make := v.yearTable()
	v.shell.AskSave("存成工作簿", name+".xlsx", page.Workbooks, func(path string) {
		v.shell.Work("导出"+name, func(ctx context.Context, _ page.Progress) error {
			l, err := make(ctx)
			if err != nil {
				return err
			}
			return l.WriteWorkbook(path)
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.shell.Done(name+"，存为 "+filepath.Base(path), 0)
		})
	})
}

// printTable makes the PDF of a table aside and hands it to the program for PDFs.
func (v *view) printTable(name string, make making) {
	path, err := platform.PrintFile(strings.ReplaceAll(name, "/", " ") + ".pdf")
	if err != nil {
		v.shell.Fail(err)
		return
	}
	var doc *paper.Doc
	v.shell.Work("打印"+name, func(ctx context.Context, progress page.Progress) error {
		l, err := make(ctx)
		if err != nil {
			return err
		}
		if doc, err = l.Lay(ctx, platform.FontFiles(), progress); err != nil {
			return err
		}
		return doc.WriteFile(ctx, path, progress)
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.shell.Done(fmt.Sprintf("%s %d 页，%s", name, len(doc.Pages), v.shell.PrintFile(path)), 0)
		if w := doc.Warning(); w != "" {
			widget.Message(v.canvas(), "有字没有印好", w)
		}
	})
}

// periodOptions are the months, quarters, half-years and the year,
// the shortest first.
func periodOptions(year int) (out []widget.Option) {
	for _, n := range []int{1, 3, 6, 12} {
		for first := 1; first <= 12; first += n {
			p := dues.Period{First: civil.YearMonth{Year: year, Month: y0(first - 1)}, Last: civil.YearMonth{Year: year, Month: y0(first + n - 2)}}
			out = append(out, widget.Option{Value: p.First.String() + ":" + p.Last.String(), Text: p.Words()})
		}
	}
	return out
}

// askTable asks for the period of a table and prints it.
func (v *view) askTable(name string, make func(context.Context, ledger.Reader, paper.DuesPeriod) (*paper.Statement, error)) {
	l := v.shell.Ledger()
	which := widget.NewPicker("期间", periodOptions(v.f.year)...)
	for m := 12; m >= 1; m-- {
		if t := v.f.months[m-1]; !t.Month.IsZero() {
			which.SetValue(t.Month.String() + ":" + t.Month.String())
			break
		}
	}
	d := widget.NewDialog("打印"+name, widget.NewForm(1, widget.NewField("期间", which).Required().Hint("月、季度、半年或全年；另一年的先在上面换年")), "打印").Wide(440)
	d.Note = "一式三份，先打开 PDF 看，再打印"
	d.OnAccept = func() error {
		first, last, _ := strings.Cut(which.Value(), ":")
		p := paper.DuesPeriod{}
		var err error
		if p.First, err = civil.ParseYearMonth(first); err == nil {
			p.Last, err = civil.ParseYearMonth(last)
		}
		if err != nil {
			return fmt.Errorf("请选期间。")
		}
		words := dues.Period{First: p.First, Last: p.Last}.Words()
		v.printTable(name+" "+words, func(ctx context.Context) (*paper.Statement, error) { return make(ctx, l.Read(), p) })
		return nil
	}
	d.Open(v.canvas())
}
