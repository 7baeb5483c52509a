package books

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/fund"
	"unionledger/data/fund/report"
	"unionledger/data/ledger"
)

// Welfare is the tab 福利: what was given a head, against the limits the unit typed.
type Welfare struct {
	d     *Desk
	note  *fyne.Container
	grid  *grid.Grid
	whole fyne.CanvasObject
}

// Welfare makes the tab.
func (d *Desk) Welfare() *Welfare {
	t := &Welfare{d: d, note: widget.Column(theme.Gap8)}
	t.grid = grid.New([]grid.Column{{Key: "item", Title: "项目", Width: 96}, {Key: "times", Title: "次数", Width: 52, Align: grid.AlignTrailing}, {Key: "amount", Title: "金额", Width: 104, Align: grid.AlignTrailing},
		{Key: "head", Title: "人均", Width: 92, Align: grid.AlignTrailing}, {Key: "limit", Title: "标准", Width: 92, Align: grid.AlignTrailing}, {Key: "per", Title: "口径", Width: 84},
		{Key: "state", Title: "", Width: 76}, {Key: "basis", Title: "依据", Width: 200, MinWidth: 120, Stretch: true}}, nil)
	t.grid.Label = "福利标准"
	t.grid.OnActivate = func(row, _ int) { t.askLimit(t.d.read.Welfare.Lines[row].Item.Name) }
	bar := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewPlain("记福利支出", "minus", t.askGive), widget.NewPlain("填标准", "edit", func() { t.askLimit("") })}, nil,
		[]fyne.CanvasObject{widget.NewMenuButton("更多", "", t.more), d.exportButton("导出", func() report.Report { return report.Welfare(d.read.Welfare, d.day()) })})
	top := container.NewStack(widget.Inset(0, theme.Gap8, 0, 0, widget.Column(theme.Gap8, bar, t.note)))
	t.whole = inset(container.New(noteAndRest{}, top, widget.NewBox(t.grid).Flush()))
	return t
}

// Object is the tab.
func (t *Welfare) Object() fyne.CanvasObject { return t.whole }

// Load shows the benefits of the books' year.
func (t *Welfare) Load(*fund.Books) {
	w := t.d.read.Welfare
	if w == nil {
		return
	}
	var cells table
	for _, l := range w.Lines {
		row := []grid.Cell{{Text: l.Item.Name}, {}, amount(l.Amount), amount(l.Highest), {Text: "未填", Tone: grid.ToneMuted}, {Text: l.Item.PerWords(), Tone: grid.ToneSecondary}, {}, {Text: l.Basis, Tone: grid.ToneSecondary}}
		if l.Times > 0 {
			row[1].Text = fmt.Sprint(l.Times)
		}
		if l.Limit > 0 {
			row[4] = amount(l.Limit)
		}
		switch {
		case l.Over:
			row[3].Tone = grid.ToneError
			row[6] = grid.Cell{Text: "超标准", Shape: grid.ShapeTag, Tone: grid.ToneError}
		case l.Times > 0 && l.Limit > 0:
			row[6] = grid.Cell{Text: "未超", Tone: grid.ToneSecondary}
		}
		cells = append(cells, row)
	}
	t.grid.SetSource(cells)
	t.fillNotes(w)
	t.whole.Refresh()
}

// fillNotes says what is over and what the rules say, up to three of them.
func (t *Welfare) fillNotes(w *fund.WelfareYear) {
	t.note.Objects = nil
	for i, p := range w.Problems {
		if i == 3 {
			t.note.Add(widget.NoteParagraph(fmt.Sprintf("还有 %d 条，导出的表里都有。", len(w.Problems)-3)).For(theme.Scaled(900)))
			break
		}
		text := p.Message
		if p.Basis != "" {
			text += "依据：" + p.Basis + "。"
		}
		t.note.Add(widget.NewBanner(widget.Warn, text))
	}
	rule := fund.Welfare().FromDues
	t.note.Add(widget.NoteParagraph(fmt.Sprintf("%s（待核实）：本年 %s 元，会费收入 %s 元，最多 %s 元。浙江省的福利标准没有查到，请按文件填写；没有填的不判断。", rule.Words, w.FromDues.Grouped(), w.Dues.Grouped(), w.Ceiling.Grouped())).For(theme.Scaled(900)))
	t.note.Refresh()
}

func (t *Welfare) more() []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "沿用以前年度的标准", Icon: "refresh", Do: t.take},
		{Text: "别处的标准（参考）…", Icon: "info", Do: t.showExamples},
	}
}

func (t *Welfare) take() {
	year := t.d.read.Books.Year
	t.d.write("沿用福利标准", "已沿用以前年度的标准", func(tx *ledger.Tx) error { _, err := fund.TakeLimits(tx, year); return err })
}

func (t *Welfare) showExamples() {
	var lines []string
	for _, e := range fund.Welfare().Examples {
		lines = append(lines, fmt.Sprintf("%s　%s　%s 元　%s", e.Place, e.Item, e.Amount.Grouped(), e.Basis))
	}
	widget.Message(t.d.canvas(), "别处的标准，只供参考，不能照用", strings.Join(lines, "\n"))
}

func items() *widget.Picker {
	p := widget.NewPicker("请选择")
	var options []widget.Option
	for _, i := range fund.Welfare().Items {
		options = append(options, widget.Option{Value: i.Name, Text: i.Name, Note: i.Words, Keys: form.Keys(i.Name)})
	}
	p.SetOptions(options...)
	return p
}

// askLimit asks for the limit of an item with its basis.
func (t *Welfare) askLimit(item string) {
	d, year := t.d, t.d.read.Books.Year
	which, fen, basis := items(), widget.NewMoneyField(), widget.NewTextField("文件名称和文号")
	show := func(name string) {
		fen.SetValue("")
		basis.SetValue("")
		for _, l := range d.read.Welfare.Lines {
			if l.Item.Name == name && l.Limit > 0 {
				fen.SetValue(fmt.Sprint(int64(l.Limit)))
				basis.SetValue(l.Basis)
			}
		}
	}
	which.OnChanged = show
	which.SetValue(item)
	show(item)
	fields := widget.NewForm(1, widget.NewField("项目", which).Required(), widget.NewField("标准（元，0 是取消）", fen).Required(), widget.NewField("依据", basis).Required())
	widget.ShowForm(d.canvas(), fmt.Sprintf("%d 年福利标准", year), fields, "保存", func() error {
		return d.do(fund.BudgetOp, "福利标准", "已填 "+which.Value()+" 的标准", func(tx *ledger.Tx) error {
			return fund.SetLimit(tx, fund.Limit{Year: year, Item: which.Value(), Amount: field.ParseFen(fen.Value()), Basis: basis.Value()})
		})
	})
}

// askGive asks for a benefit that was paid: what for, for how many.
func (t *Welfare) askGive() {
	d, b := t.d, t.d.read.Books
	which, occasion, heads, fen, date := items(), widget.NewPicker("过节才填"), widget.NewNumberField("0", 0), widget.NewMoneyField(), widget.NewDateField(false)
	subject, account, words, party := widget.NewPicker("输入编号、名称或拼音找"), widget.NewPicker("请选择"), widget.NewTextField("不填就用项目和人数"), widget.NewTextField("单位或人")
	for _, i := range fund.Welfare().Items {
		if len(i.Festivals) > 0 {
			occasion.SetOptions(append([]widget.Option{{Value: "", Text: "不是过节"}}, form.Words(i.Festivals...)...)...)
		}
	}
	subject.SetOptions(subjectOptions(b, fund.Expense)...)
	for _, s := range b.Usable(fund.Expense) {
		if strings.Contains(s.Name, "集体福利") {
			subject.SetValue(s.Code)
		}
	}
	account.SetOptions(accountOptions(b)...)
	date.SetValue(d.day().String())
	say := widget.NoteParagraph("").For(theme.Scaled(560))
	perHead := func(string) {
		if n := page.Number(heads.Value()); n > 0 && fen.Value() != "" {
			say.SetText(fmt.Sprintf("人均 %s 元。", (field.ParseFen(fen.Value()) / field.ParseFen(heads.Value())).Grouped()))
		}
	}
	heads.OnChanged, fen.OnChanged = perHead, perHead
	fields := widget.NewForm(2, widget.NewField("项目", which).Required(), widget.NewField("节日", occasion), widget.NewField("金额（元）", fen).Required(), widget.NewField("人数", heads).Required(), widget.NewField("日期", date).Required(),
		widget.NewField("从哪个账户付", account).Required(), widget.NewField("科目", subject).Required(), widget.NewField("收款方", party), widget.NewField("摘要", words))
	dialog := widget.NewDialog("记福利支出", widget.Column(theme.Gap12, fields, say), "保存").Wide(620)
	dialog.Note = fmt.Sprintf("%d 年账", b.Year)
	dialog.AcceptForm(fields, func() error {
		on, err := civil.Parse(date.Value())
		if err != nil {
			return err
		}
		g := fund.Give{Item: which.Value(), Occasion: occasion.Value(), Heads: int(page.Number(heads.Value())), Simple: fund.Simple{Date: on, Words: words.Value(), Subject: subject.Value(), Account: number64(account), Amount: field.ParseFen(fen.Value()), Party: party.Value()}}
		if strings.TrimSpace(g.Words) == "" {
			g.Words = fmt.Sprintf("%s%s %d 人", g.Item, g.Occasion, g.Heads)
		}
		return d.do(fund.VoucherOp, "福利支出", "已记福利支出", func(tx *ledger.Tx) error { _, err := fund.EnterGiving(tx, g, d.shell.Today()); return err })
	})
	dialog.Open(d.canvas())
}
