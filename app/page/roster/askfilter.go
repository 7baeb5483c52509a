package roster

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/member"
)

// filterForm asks for conditions, one to a line.
type filterForm struct {
	v *view
	// accept is what Enter in the last value of a line does.
	accept func()
	box    *fyne.Container
	any    *widget.Picker
	count  *widget.Text
	lines  []*conditionLine
}

// conditionLine asks for one condition: field, way to compare, values.
type conditionLine struct {
	f       *filterForm
	row     *fyne.Container
	field   *widget.Picker
	op      *widget.Picker
	box     *fyne.Container
	texts   []*widget.TextField
	choices []string // of a field with words to choose from
}

// askFilter opens the conditions in force for changing; key, where given, adds a line
// for a field.
func (v *view) askFilter(key string) {
	f := &filterForm{v: v, box: widget.Column(theme.Gap8), count: widget.NewText("", theme.SizeNote, theme.ColorText2)}
	f.any = widget.NewPicker("", form.Option("", "全部条件都符合"), form.Option("any", "符合任何一条就行"))
	if v.filter.any {
		f.any.SetValue("any")
	}
	for _, c := range v.filter.where {
		f.add(c)
	}
	if key != "" || len(f.lines) == 0 {
		f.add(member.Condition{Field: key})
	}
	more := widget.NewLink("再加一条", "plus", func() { l := f.add(member.Condition{}); v.whenDrawn(l.field, l.field.Focus) })
	content := container.NewBorder(widget.Sized(0, 32, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Sized(190, 0, f.any)}, nil, nil)), nil, nil, nil,
		widget.Sized(0, 260, container.NewVScroll(widget.Inset(theme.Gap12, 0, 0, theme.Gap8, widget.Column(theme.Gap8, f.box, widget.Row(0, more))))))
	d := widget.NewDialog("筛选会员", content, "筛选").Wide(640)
	d.Note = "条件之外，上面的小组、会籍筛选仍有效"
	f.accept = d.Accept
	d.OnAccept = func() error {
		where, err := f.conditions()
		if err != nil {
			return err
		}
		v.filter.where, v.filter.any, v.filter.view = where, f.any.Value() != "", 0
		v.grid.ScrollTo(0)
		v.reload()
		return nil
	}
	d.Open(v.shell.Window().Canvas(), widget.NewPlain("清除条件", "", func() {
		d.Close()
		v.filter.where, v.filter.any = nil, false
		v.reload()
	}))
}

// add adds a line, filled with what is known of the condition.
func (f *filterForm) add(c member.Condition) *conditionLine {
	l := &conditionLine{f: f, box: widget.Column(theme.Gap4)}
	var options []widget.Option
	for _, asked := range member.Asked(f.v.list.fields) {
		options = append(options, form.Option(asked.Key, asked.Label))
	}
	l.field = widget.NewPicker("哪一项", options...)
	l.op = widget.NewPicker("怎么比")
	l.field.OnChanged = func(string) { l.fieldChosen("") }
	l.op.OnChanged = func(string) { l.ask(nil) }
	drop := widget.NewIconButton(widget.Link, "close", "去掉这一条", func() { f.drop(l) }).Small()
	l.row = formLine(l.field, l.op, drop, l.box)
	f.lines = append(f.lines, l)
	f.box.Add(l.row)
	if c.Field != "" {
		l.field.SetValue(c.Field)
		l.fieldChosen(c.Op)
		l.ask(c.Values)
	}
	f.box.Refresh()
	return l
}

// formLine lays out a line of a form that grows: two pickers, what they ask for, and
// the way to drop the line. Everything keeps to the top when values take two lines.
func formLine(first, second, drop, values fyne.CanvasObject) *fyne.Container {
	left := widget.Row(theme.Gap8, widget.Sized(150, 32, first), widget.Sized(110, 32, second))
	fields, end := widget.Column(0, left), widget.Column(0, drop)
	line := container.NewBorder(nil, nil, fields, end, values)
	line.Objects = []fyne.CanvasObject{fields, values, end} // Tab goes as it is read
	return line
}

func (f *filterForm) drop(l *conditionLine) {
	f.lines = slices.DeleteFunc(f.lines, func(o *conditionLine) bool { return o == l })
	f.box.Remove(l.row)
	f.box.Refresh()
}

func (l *conditionLine) asked() (field.Field, bool) {
	return member.AskedField(l.f.v.list.fields, l.field.Value())
}

// fieldChosen offers the ways to compare the field.
func (l *conditionLine) fieldChosen(op member.Op) {
	f, ok := l.asked()
	if !ok {
		return
	}
	var options []widget.Option
	ops := member.Ops(f)
	for _, o := range ops {
		options = append(options, form.Option(string(o), o.Word(f)))
	}
	l.op.SetOptions(options...)
	if op == "" {
		op = ops[0]
	}
	l.op.SetValue(string(op))
	l.ask(nil)
}

// ask asks for as many values as the comparison takes.
func (l *conditionLine) ask(values []string) {
	f, ok := l.asked()
	if !ok {
		return
	}
	l.texts, l.choices = nil, nil
	l.box.RemoveAll()
	op := member.Op(l.op.Value())
	switch offered := valueOptions(l.f.v, f); {
	case op.Takes() == 0:
	case offered != nil:
		l.choices = values
		l.offer(offered)
	default:
		row := widget.Row(theme.Gap4)
		for i := range max(op.Takes(), 1) {
			t := widget.NewTextField(placeholder(f, op)).Wide(120)
			if i < len(values) {
				t.SetValue(shownValue(f, values[i]))
			}
			if i > 0 {
				row.Add(widget.Body("到"))
			}
			l.texts = append(l.texts, t)
			row.Add(t)
		}
		l.texts[len(l.texts)-1].OnSubmitted = func(string) { l.f.accept() }
		if len(l.texts) == 1 {
			l.box.Add(l.texts[0])
		} else {
			l.box.Add(row)
		}
	}
	l.f.box.Refresh()
}

// valueOptions are the values of a field that has few; nil asks for typing.
func valueOptions(v *view, f field.Field) []widget.Option {
	switch f.Kind {
	case field.Code:
		return form.Words(f.List().Words()...)
	case field.YesNo:
		return []widget.Option{form.Option("1", "是"), form.Option("0", "否")}
	case field.Group:
		return groupOptions(v.list, 0)
	}
	return nil
}

// offer shows the chosen values, each with the way to drop it, and a picker for more.
func (l *conditionLine) offer(options []widget.Option) {
	p := widget.NewPicker("选一个，可选几个", options...)
	p.OnChanged = func(value string) {
		if value != "" && !slices.Contains(l.choices, value) {
			l.ask(append(slices.Clone(l.choices), value))
		}
	}
	l.box.Add(p)
	chips := widget.Row(theme.Gap4)
	for _, c := range l.choices {
		text := c
		for _, o := range options {
			if o.Value == c {
				text = o.Text
			}
		}
		chips.Add(widget.NewChip(text, func() { l.ask(slices.DeleteFunc(slices.Clone(l.choices), func(o string) bool { return o == c })) }))
	}
	if len(l.choices) > 0 {
		l.box.Add(container.NewHScroll(chips))
	}
}

func placeholder(f field.Field, op member.Op) string {
	switch f.Kind {
	case field.Date, field.Month:
		return "如 2020-01 或 2020"
	case field.Money:
		return "元"
	}
	if op == member.Is || op == member.IsNot {
		return "几个用逗号隔开"
	}
	return ""
}

// shownValue is a canonical value as it is typed.
func shownValue(f field.Field, value string) string {
	if f.Kind == field.Money {
		return field.ParseFen(value).String()
	}
	return value
}

// conditions reads all lines; lines that nothing was chosen in are passed over.
func (f *filterForm) conditions() ([]member.Condition, error) {
	var out []member.Condition
	for i, l := range f.lines {
		asked, ok := l.asked()
		if !ok {
			continue
		}
		op := member.Op(l.op.Value())
		if l.texts == nil && op.Takes() != 0 {
			if len(l.choices) == 0 {
				return nil, fmt.Errorf("第 %d 条“%s”还没有选。", i+1, asked.Label)
			}
			out = append(out, member.Condition{Field: asked.Key, Op: op, Values: l.choices})
			continue
		}
		var texts []string
		for _, t := range l.texts {
			if op.Takes() < 0 {
				texts = append(texts, member.SplitValues(t.Value())...)
				continue
			}
			texts = append(texts, t.Value())
		}
		c, err := member.CheckCondition(asked, op, texts, f.v.list.groups, f.v.shell.Today())
		if err != nil {
			return nil, fmt.Errorf("第 %d 条“%s”：%w", i+1, asked.Label, err)
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, errors.New("还没有写条件。不要筛选请点“清除条件”。")
	}
	return out, nil
}

// askGroupBy asks for any field to group the list by.
func (v *view) askGroupBy() {
	var options []widget.Option
	for _, f := range member.Asked(v.list.fields) {
		if member.Groupable(f) {
			options = append(options, form.Option(f.Key, f.Label))
		}
	}
	p := widget.NewPicker("请选择", options...)
	p.SetValue(v.by)
	fields := widget.NewForm(1, widget.NewField("按哪一项分组", p).Required().Hint("每组有人数和缴费基数小计，可收起"))
	widget.ShowForm(v.shell.Window().Canvas(), "分组", fields, "分组", func() error {
		v.groupBy(p.Value())
		return nil
	})
}

// mostSorts is by how many columns a list is sorted at most.
const mostSorts = 4

// askSort asks for the columns to sort by, in order.
func (v *view) askSort() {
	var options []widget.Option
	for i, c := range v.list.columns {
		options = append(options, form.Option(strconv.Itoa(i), c.field.Label))
	}
	box := widget.Column(theme.Gap8)
	var columns, ways []*widget.Picker
	for n := range mostSorts {
		c := widget.NewPicker("不用", options...)
		w := widget.NewPicker("", form.Option("", "升序（由小到大、由远到近）"), form.Option("down", "降序（由大到小、由近到远）"))
		if n < len(v.order) {
			c.SetValue(strconv.Itoa(v.order[n].Column))
			if v.order[n].Descending {
				w.SetValue("down")
			}
		}
		label := "再按"
		if n == 0 {
			label = "先按"
		}
		columns, ways = append(columns, c), append(ways, w)
		box.Add(container.NewBorder(nil, nil, widget.Sized(36, 32, widget.Body(label)), nil,
			container.NewGridWithColumns(2, widget.Sized(0, 32, c), widget.Sized(0, 32, w))))
	}
	d := widget.NewDialog("排序", box, "排序").Wide(520)
	d.Note = "也可以按住 Shift 点表头"
	d.OnAccept = func() error {
		v.setOrder(sortOf(columns, ways))
		return nil
	}
	d.Open(v.shell.Window().Canvas(), widget.NewPlain("按姓名排", "", func() {
		d.Close()
		v.setOrder(nil)
	}))
}

// setOrder sorts the list.
func (v *view) setOrder(order []grid.SortKey) {
	v.order = order
	v.grid.SetSort(order...)
	v.grid.ScrollTo(0)
	v.reload()
}

// sortOf reads the pickers of the dialog; a column named twice counts once.
func sortOf(columns, ways []*widget.Picker) []grid.SortKey {
	var out []grid.SortKey
	for n, c := range columns {
		col, err := strconv.Atoi(c.Value())
		if err != nil || slices.ContainsFunc(out, func(k grid.SortKey) bool { return k.Column == col }) {
			continue
		}
		out = append(out, grid.SortKey{Column: col, Descending: ways[n].Value() == "down"})
	}
	return out
}

// topIndex is the place in the list of the first row on the screen.
func (v *view) topIndex() int {
	if v.people == nil || len(v.people.ids) == 0 {
		return -1
	}
	return v.people.near(v.grid.TopRow())
}

// withAll reads members aside and works something out from them there, since even
// looking at a hundred thousand takes a while.
func (v *view) withAll(title string, ids []int64, work func([]member.Member), then func()) {
	l, today := v.shell.Ledger(), v.shell.Today()
	v.shell.Work(title, func(ctx context.Context, progress page.Progress) error {
		list, err := member.Many(ctx, l.Read(), ids, today, progress)
		if err == nil {
			work(list)
		}
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		then()
	})
}
