package negotiation

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/page/statement"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/measure"
	"unionledger/data/money"
	"unionledger/data/paper"
)

// shownYears is how many years stand side by side.
const shownYears = 5

// measures shows the figures of the years: a chart of one, and all in a table.
func (v *view) measures() {
	l, counted := v.shell.Ledger(), v.law
	if l == nil {
		return
	}
	var t measure.Table
	v.shell.Load("读工资参考数据", func(ctx context.Context, _ page.Progress) (err error) {
		t, err = measure.Read(ctx, l.Read(), counted)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.showMeasures(t)
	})
}

func (v *view) showMeasures(t measure.Table) {
	chart := widget.NewLineChart()
	which := widget.NewPicker("看哪一项")
	var options []widget.Option
	for _, it := range t.Items {
		options = append(options, widget.Option{Value: it.Key, Text: it.Label + "（" + it.Unit + "）"})
	}
	which.SetOptions(options...)
	draw := func(key string) {
		var points []widget.Point
		for _, y := range t.Years {
			if x, ok := t.Of(key, y); ok {
				points = append(points, widget.Point{Name: strconv.Itoa(y), Value: x.Value})
			}
		}
		chart.Set(points)
	}
	which.OnChanged = draw
	which.SetValue("last_average")
	draw("last_average")

	years := t.Years[max(0, len(t.Years)-shownYears):]
	cells := func(first, unit string, of func(year int) *widget.Text) fyne.CanvasObject {
		var after []fyne.CanvasObject
		for _, y := range years {
			after = append(after, widget.Sized(96, 0, of(y).Align(fyne.TextAlignTrailing)))
		}
		return widget.NewSplitRow(theme.Gap4, nil, widget.Row(theme.Gap4, widget.Body(first), widget.Note(unit)), after)
	}
	table := widget.Column(theme.Gap4, cells("项目", "", func(y int) *widget.Text { return widget.Strong(fmt.Sprintf("%d 年", y)) }), widget.Divider())
	for _, it := range t.Items {
		table.Add(cells(it.Label, it.Unit, func(y int) *widget.Text {
			x, ok := t.Of(it.Key, y)
			switch {
			case !ok:
				return widget.Secondary("—")
			case x.Derived:
				return widget.Secondary(it.Word(x.Value))
			}
			return widget.Body(it.Word(x.Value))
		}))
	}
	legend := widget.NoteParagraph("浅色的由各轮协商和规则档得出；深色的是填的。填了就以填的为准。")
	var dialog *widget.Dialog
	fill := widget.NewPlain("填一年的数据", "edit", func() { dialog.Close(); v.askMeasures(t, v.shell.Today().Year) })
	export := statement.Button(v.shell, "导出", func() paper.Statement { return *t.Statement("") })
	body := widget.Column(theme.Gap8, widget.NewPanel("历年", widget.Sized(0, 130, chart), widget.Sized(240, 0, which)), widget.NewPanel("全部数据", widget.Column(theme.Gap8, table, legend.For(theme.Scaled(640)))))
	dialog = widget.NewDialog("工资参考数据", body, "").Wide(860)
	dialog.Open(v.shell.Window().Canvas(), fill, export)
}

// askMeasures asks for the figures of a year; what follows from the rounds stands as the
// placeholder.
func (v *view) askMeasures(t measure.Table, year int) {
	var when *widget.TextField
	boxes := map[string]*widget.TextField{}
	source := widget.NewTextField("如 市统计公报")
	show := func(y int) {
		for _, it := range t.Items {
			x, ok := t.Of(it.Key, y)
			boxes[it.Key].SetValue("")
			boxes[it.Key].SetPlaceholder("")
			switch {
			case ok && x.Derived:
				boxes[it.Key].SetPlaceholder(it.Word(x.Value))
			case ok:
				boxes[it.Key].SetValue(strconv.FormatFloat(x.Value, 'f', -1, 64))
			}
		}
	}
	when = widget.NewTextField("如 2026") // a number field would write 2,026
	rows := []*widget.Field{widget.NewField("年度", when).Required()}
	for _, it := range t.Items {
		boxes[it.Key] = widget.NewTextField("")
		row := widget.NewField(it.Label+"（"+it.Unit+"）", boxes[it.Key])
		if it.Note != "" {
			row.Hint(it.Note)
		}
		rows = append(rows, row)
	}
	rows = append(rows, widget.NewField("这次填的从哪里来", source))
	when.SetValue(strconv.Itoa(year))
	show(year)
	var dialog *widget.Dialog
	when.OnChanged = func(s string) {
		// Half a year that is being typed must not empty the boxes.
		if y, err := strconv.Atoi(s); err == nil && y != year && 1990 <= y && y < 2200 {
			year = y
			show(y)
			dialog.Filled()
		}
	}
	dialog = widget.ShowForm(v.shell.Window().Canvas(), "填工资参考数据", widget.NewForm(3, rows...), "保存", func() error {
		var list []measure.Entry
		if _, err := strconv.Atoi(when.Value()); err != nil {
			return fmt.Errorf("年度“%s”不是四位数字，写成 %d 这样", when.Value(), v.shell.Today().Year)
		}
		for _, it := range t.Items {
			text := strings.TrimSpace(boxes[it.Key].Value())
			old, ok := t.Of(it.Key, year)
			stored := ok && !old.Derived
			if text == "" && !stored || stored && text == strconv.FormatFloat(old.Value, 'f', -1, 64) {
				continue
			}
			list = append(list, measure.Entry{Key: it.Key, Text: text, Source: source.Value()})
		}
		op, err := measure.Save(context.Background(), v.shell.Ledger(), year, list)
		if err != nil {
			return err
		}
		if op != 0 {
			v.shell.Done(fmt.Sprintf("已保存 %d 年工资参考数据", year), op)
		}
		v.measures()
		return nil
	}).Wide(760)
	dialog.Refresh()
}

// rise reckons what a rise costs.
func (v *view) rise() {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	month := widget.NewTextField("如 2022-04")
	month.SetValue(v.shell.Today().YearMonth().String())
	share := field.Field{Label: "比例", Kind: field.Percent}
	percent, cost := form.Control(share), form.Control(share)
	fixed, floor := widget.NewMoneyField(), widget.NewMoneyField()
	if d := v.f.d; v.f.has {
		percent.SetValue(d.Get("raise_percent"))
	}
	result := widget.Column(theme.Gap4)
	var last paper.Statement
	f := widget.NewForm(3, widget.NewField("按哪个月的缴费基数", month).Required(), widget.NewField("增幅（%）", percent), widget.NewField("每人每月增加（元）", fixed),
		widget.NewField("每月不低于（元）", floor), widget.NewField("单位另缴（%）", cost).Hint("社保、工会经费等，跟着工资涨的"))
	dialog := widget.NewDialog("测算增资成本", widget.Column(theme.Gap12, f, result), "算一算").Wide(820)
	dialog.Note = "只是测算，不写入台账"
	dialog.AcceptForm(f, func() error {
		rise, when, err := riseOf(month.Value(), percent.Value(), fixed.Value(), floor.Value(), cost.Value())
		if err != nil {
			return err
		}
		groups, total, err := measure.Reckon(context.Background(), l.Read(), when, rise)
		if err != nil {
			return err
		}
		last = *measure.RiseStatement("", when, rise, groups, total)
		v.fillRise(result, &last)
		return widget.ErrStay
	})
	dialog.Open(v.shell.Window().Canvas(), statement.Button(v.shell, "导出", func() paper.Statement { return last }))
}

// riseOf reads the values of the fields; fixed and floor are fen.
func riseOf(month, percent, fixed, floor, cost string) (r measure.Rise, when civil.YearMonth, err error) {
	if when, err = civil.ParseYearMonth(month); err != nil {
		return r, when, err
	}
	for _, x := range []struct {
		text string
		into *float64
	}{{percent, &r.Percent}, {cost, &r.OnCost}} {
		if x.text != "" {
			if *x.into, err = strconv.ParseFloat(x.text, 64); err != nil {
				return r, when, fmt.Errorf("“%s”不是数字", x.text)
			}
		}
	}
	r.Fixed, r.Floor = money.Fen(page.Number(fixed)), money.Fen(page.Number(floor))
	return r, when, r.Check()
}

// fillRise shows a table of columns as rows of texts.
func (v *view) fillRise(into *fyne.Container, t *paper.Statement) {
	into.RemoveAll()
	row := func(cells []string, strong bool) fyne.CanvasObject {
		var after []fyne.CanvasObject
		word := widget.Body
		if strong {
			word = widget.Strong
		}
		for _, c := range cells[1:] {
			after = append(after, widget.Sized(100, 0, word(c).Align(fyne.TextAlignTrailing)))
		}
		return widget.NewSplitRow(theme.Gap4, nil, word(cells[0]).Cut(), after)
	}
	var head []string
	for _, c := range t.Columns {
		head = append(head, c.Title)
	}
	into.Add(row(head, true))
	into.Add(widget.Divider())
	for _, r := range append(slices.Clone(t.Rows[len(t.Rows)-1:]), t.Rows[:len(t.Rows)-1]...) { // the total in sight
		into.Add(row(r.Cells, r.Strong))
	}
	for _, n := range t.Notes {
		into.Add(widget.NoteParagraph(n).For(theme.Scaled(740)))
	}
	into.Refresh()
}

// countsWide is the width of the dialog of counts, which just fits a small window.
const countsWide = 1000

// counts is the table of contracts with its remarks: what a row is called, then its numbers.
func counts(t *paper.Statement) fyne.CanvasObject {
	row := func(first fyne.CanvasObject, cell func(i int) fyne.CanvasObject) fyne.CanvasObject {
		var after []fyne.CanvasObject
		for i := range t.Columns[2:] {
			after = append(after, widget.Sized(62, 0, cell(i+2)))
		}
		return widget.NewSplitRow(theme.Gap4, nil, first, after)
	}
	body := widget.Column(theme.Gap4, row(widget.Note("合同种类"), func(i int) fyne.CanvasObject {
		return widget.Note(strings.TrimPrefix(t.Columns[i].Title, "其中：")).Align(fyne.TextAlignTrailing)
	}), widget.Divider())
	for _, r := range t.Rows {
		word := widget.Body
		if r.Strong {
			body.Add(widget.Divider())
			word = widget.Strong
		}
		name := r.Cells[0]
		if r.Cells[1] != "" {
			name += "（" + r.Cells[1] + "）"
		}
		body.Add(row(word(name).Cut(), func(i int) fyne.CanvasObject { return word(r.Cells[i]).Align(fyne.TextAlignTrailing) }))
	}
	body.Add(widget.Divider())
	for _, n := range t.Notes {
		body.Add(widget.NoteParagraph(n).For(theme.Scaled(countsWide - 60)))
	}
	return body
}

// statistics shows the counts of contracts as of today.
func (v *view) statistics() {
	l, today := v.shell.Ledger(), v.shell.Today()
	if l == nil {
		return
	}
	var s measure.Statistics
	v.shell.Work("统计集体合同", func(ctx context.Context, _ page.Progress) (err error) {
		s, err = measure.Count(ctx, l.Read(), today)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		t := s.Statement("")
		dialog := widget.NewDialog("集体合同签订情况（截至 "+today.String()+"）", counts(t), "").Wide(countsWide)
		dialog.Open(v.shell.Window().Canvas(), statement.Button(v.shell, "导出", func() paper.Statement { return *t }))
	})
}
