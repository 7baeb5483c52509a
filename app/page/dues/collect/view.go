// Package collect is the tab 收缴 of the page 会费: who owes, ticked as the money
// comes in, by group or by wage sheet, entered once it agrees with what was counted.
package collect

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/money"
	"unionledger/data/union"
)

// fields are what is asked of a batch.
var fields = field.NewSet("batch", "收缴",
	field.Field{Key: "on", Label: "收款日期", Kind: field.Date, Required: true},
	field.Field{Key: "total", Label: "核对合计（元）", Kind: field.Money, Required: true},
	field.Field{Key: "count", Label: "人数", Kind: field.Integer})

// methodNote is where the method chosen last is remembered, as for single payments.
const methodNote = "dues.method"

// row is one person in the list.
type row struct {
	member      int64
	name, group string
	owing, pays money.Fen
	words       string
	tone        grid.Tone
}

// View is the tab.
type View struct {
	shell                page.Shell
	content              fyne.CanvasObject
	group, month, method *widget.Picker
	on, total, count     widget.Control
	hold                 *widget.CheckBox
	note, sum            *widget.Text
	post, back           *widget.Button
	grid                 *grid.Grid
	groups               []union.Group
	rows                 []row
	// ticked and typed hold over a new reading what was marked, by member.
	ticked    map[int64]bool
	typed     map[int64]money.Fen
	deduction *dues.Deduction // not nil while a wage sheet is shown
	// chosenMonth and chosenGroup are what another page asked for, until it is read.
	chosenMonth, chosenGroup string
	asked                    int
}

const (
	colName = iota
	colGroup
	colOwing
	colPays
	colWords
)

var columns = []grid.Column{
	{Key: "name", Title: "姓名", Width: 92},
	{Key: "group", Title: "分会、小组", Width: 140},
	{Key: "owing", Title: "欠缴（元）", Width: 90, Align: grid.AlignTrailing},
	{Key: "pays", Title: "这次收（元）", Width: 100, Align: grid.AlignTrailing, Highlight: true},
	{Key: "words", Title: "说明", Width: 220, Stretch: true},
}

// New makes the tab.
func New(shell page.Shell) *View {
	v := &View{shell: shell, ticked: map[int64]bool{}, typed: map[int64]money.Fen{}}
	v.group = widget.NewPicker("小组").Wide(170)
	v.month = widget.NewPicker("月份").Wide(130)
	v.method = widget.NewPicker("方式").Wide(96)
	v.method.SetOptions(form.Words(dues.Methods...)...)
	v.method.OnChanged = func(m string) { v.shell.Remember(methodNote, m) }
	v.on, v.total, v.count = form.Control(fields.Must("on")), form.Control(fields.Must("total")), form.Control(fields.Must("count"))
	v.hold = widget.NewCheckBox("多缴的转预缴", nil)
	v.note, v.sum = widget.NewText("", theme.SizeNote, theme.ColorText2).Cut(), widget.Strong("")
	v.post = widget.NewPrimary("入账", "check", v.enter)
	v.back = widget.NewPlain("回到名单", "", func() { v.deduction = nil; v.Show() })
	v.group.OnChanged = func(string) { v.read() }
	v.month.OnChanged = func(string) { v.read() }
	v.makeGrid()
	wages := widget.NewPlain("按工资表收…", "upload", v.openWages).Tip("读工资表里的“代扣会费”一列，按身份证号和姓名对人，不同的列出来")
	all := widget.NewPlain("全部勾上", "", func() { v.grid.MarkAll(); v.say() })
	give := widget.NewMenuButton("退款", "", v.giveMenu)
	top := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{v.group, v.month}, v.note, []fyne.CanvasObject{v.back, all, give, wages})
	foot := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{v.sum}, widget.Body(""), []fyne.CanvasObject{v.hold, v.method, widget.Sized(130, 0, v.on),
		widget.Body("清点"), widget.Sized(104, 0, v.total), widget.Body("元"), widget.Sized(56, 0, v.count), widget.Body("人"), v.post})
	v.content = widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16,
		widget.Border(widget.Inset(0, theme.Gap8, 0, 0, top), widget.Inset(theme.Gap8, 0, 0, 0, foot), nil, nil, widget.NewBox(v.grid).Flush()))
	return v
}

func (v *View) makeGrid() {
	v.grid = grid.New(columns, nil)
	v.grid.Label, v.grid.Frozen, v.grid.ShowChecks = "收缴名单", 1, true
	v.grid.OnSelection = v.marked
	v.grid.CanEdit = func(at, col int) bool { return col == colPays && v.deduction == nil && at < len(v.rows) }
	v.grid.EditText = func(at, _ int) string { return v.rows[at].pays.String() }
	v.grid.OnEdit = func(at, _ int, text string) error {
		fen, err := money.Parse(text)
		if err != nil || fen <= 0 {
			return fmt.Errorf("“%s”不是金额，请写成 22.15 这样", text)
		}
		v.rows[at].pays, v.typed[v.rows[at].member] = fen, fen
		marks := v.grid.Marked()
		marks.AddSpan(at, at)
		v.grid.SetMarked(marks)
		v.marked()
		return nil
	}
	v.grid.OnActivate = func(at, _ int) {
		if at < len(v.rows) && v.rows[at].member != 0 {
			v.shell.Go(page.Roster, page.Member{ID: v.rows[at].member})
		}
	}
}

// Choose sets month and group (0 is the whole union) and ticks the members given, before
// the tab is shown. The zero month is all that is owed.
func (v *View) Choose(month civil.YearMonth, group int64, ticked map[int64]bool) {
	v.deduction, v.ticked, v.typed = nil, map[int64]bool{}, map[int64]money.Fen{}
	maps.Copy(v.ticked, ticked)
	v.chosenMonth, v.chosenGroup = "all", fmt.Sprint(group)
	if !month.IsZero() {
		v.chosenMonth = month.String()
	}
}

// Chosen is the month and group that are shown, the zero month for all that is owed.
func (v *View) Chosen() (month civil.YearMonth, group int64) {
	month, _ = civil.ParseYearMonth(v.month.Value())
	return month, page.Number(v.group.Value())
}

// Content is the tab from top to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Show reads who owes anew; a wage sheet that is being looked at stays.
func (v *View) Show() {
	if field.ParseDate(v.on.Value()).IsZero() {
		v.on.SetValue(v.shell.Today().String())
	}
	if v.deduction == nil {
		v.read()
	}
}

// read lists who owes for the group and month chosen.
func (v *View) read() {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	v.deduction = nil
	v.asked++
	wantedMonth, wantedGroup := v.month.Value(), v.group.Value()
	if v.chosenMonth != "" {
		wantedMonth, wantedGroup = v.chosenMonth, v.chosenGroup
	}
	asked, group := v.asked, page.Number(wantedGroup)
	month, _ := civil.ParseYearMonth(wantedMonth) // no month is all of them
	var groups []union.Group
	var list []dues.Payable
	var months []dues.MonthTotal
	v.shell.Load("读取欠缴", func(ctx context.Context, _ page.Progress) (err error) {
		if groups, err = union.Groups(ctx, l.Read()); err != nil {
			return err
		}
		if months, err = dues.Totals(ctx, l.Read(), civil.YearMonth{Year: 1950, Month: 1}, civil.YearMonth{Year: 2199, Month: 12}); err != nil {
			return err
		}
		var in []int64
		if group != 0 {
			in = union.Below(groups, group)
		}
		list, err = dues.Payables(ctx, l.Read(), month, in)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case asked == v.asked && v.shell.Ledger() == l:
			v.groups = groups
			v.offer(months)
			v.fill(list)
		}
	})
}

// offer fills the pickers.
func (v *View) offer(months []dues.MonthTotal) {
	options := []widget.Option{{Value: "0", Text: "全会"}}
	ordered, depth := union.Tree(v.groups)
	for i, g := range ordered {
		options = append(options, widget.Option{Value: fmt.Sprint(g.ID), Text: strings.Repeat("　", depth[i]) + g.Name, Keys: form.Keys(g.Name)})
	}
	v.group.SetOptions(options...)
	options = []widget.Option{{Value: "all", Text: "全部欠缴"}}
	for i := len(months) - 1; i >= 0; i-- {
		if t := months[i]; t.PaidUp < t.Members {
			options = append(options, widget.Option{Value: t.Month.String(), Text: t.Month.String(), Note: fmt.Sprintf("%d 人欠", t.Members-t.PaidUp)})
		}
	}
	v.month.SetOptions(options...)
	switch {
	case v.chosenMonth != "":
		v.group.SetValue(v.chosenGroup)
		v.month.SetValue(v.chosenMonth)
		v.chosenMonth, v.chosenGroup = "", ""
	case v.month.Value() == "":
		v.group.SetValue("0")
		v.month.SetValue("all")
	}
}

// fill shows the list, with what was ticked and typed before.
func (v *View) fill(list []dues.Payable) {
	names := union.Names(v.groups)
	v.rows = make([]row, len(list))
	var marks grid.RowSet
	for i, p := range list {
		r := row{member: p.Member, name: p.Name, group: names[p.Group], owing: p.Owing, pays: p.Owing, words: fmt.Sprintf("%d 个月，%s 起", p.Months, p.Since)}
		if fen, typed := v.typed[p.Member]; typed {
			r.pays = fen
		}
		v.rows[i] = r
		if v.ticked[p.Member] {
			marks.AddSpan(i, i)
		}
	}
	method := v.shell.Recall(methodNote)
	if method == "" {
		method = "现金"
	}
	v.method.SetValue(method) // a wage sheet had set its own
	v.back.Hide()
	v.hold.Show()
	v.group.Show()
	v.month.Show()
	v.grid.EmptyText = "这里没有人欠会费"
	v.note.SetText("勾上缴了的人；只缴一部分的，在“这次收”里改金额")
	v.put(marks)
}

func (v *View) put(marks grid.RowSet) {
	v.grid.SetSource(source{v})
	v.grid.SetMarked(marks)
	v.grid.Refresh()
	v.say()
}

// marked remembers the ticks.
func (v *View) marked() {
	if v.deduction == nil {
		clear(v.ticked)
		marks := v.grid.Marked()
		marks.Each(func(at int) bool {
			if at < len(v.rows) {
				v.ticked[v.rows[at].member] = true
			}
			return true
		})
	}
	v.say()
}

// say tells how many are ticked, and how much that is.
func (v *View) say() {
	n, sum, out := 0, money.Fen(0), money.Fen(0)
	marks := v.grid.Marked()
	for i, r := range v.rows {
		switch {
		case marks.Has(i) && r.member != 0:
			n++
			sum += r.pays
		case v.deduction != nil:
			out += r.pays
		}
	}
	v.sum.SetText(fmt.Sprintf("勾了 %d 人，%s 元", n, sum.Grouped()))
	if v.deduction != nil {
		counts := v.deduction.Counts()
		wrong := v.deduction.Misstated()
		if wrong != "" {
			wrong = "！" + wrong + "；"
		}
		v.note.SetText(wrong + fmt.Sprintf("%s 工资表：相符 %d 人，要看 %d 处；不入账 %s 元，表内合计 %s 元", v.deduction.Month, counts[dues.DeductAgrees], len(v.deduction.Lines)-counts[dues.DeductAgrees], out.Grouped(), (sum+out).Grouped()))
	}
}

// source shows the rows in the grid.
type source struct{ v *View }

func (s source) Len() int { return len(s.v.rows) }

func (s source) Cell(at, col int) grid.Cell {
	r := s.v.rows[at]
	switch col {
	case colName:
		return grid.Cell{Text: r.name, Tone: grid.ToneLink, Small: len([]rune(r.name)) > 5}
	case colGroup:
		return grid.Cell{Text: r.group, Tone: grid.ToneSecondary}
	case colOwing:
		return grid.Cell{Text: r.owing.Grouped()}
	case colPays:
		return grid.Cell{Text: r.pays.Grouped(), Bold: r.pays != r.owing}
	}
	return grid.Cell{Text: r.words, Tone: r.tone}
}
