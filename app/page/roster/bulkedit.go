package roster

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// hows are the ways to change a field of many, by the value of their picker.
var hows = []widget.Option{{Value: "set", Text: "改成"}, {Value: "clear", Text: "清空"}, {Value: "replace", Text: "替换文字"}, {Value: "take", Text: "取自另一项"}}

// bulkForm asks what is to be done to many members.
type bulkForm struct {
	v     *view
	who   *widget.Picker
	empty *widget.CheckBox
	box   *fyne.Container
	lines []*bulkLine
}

// bulkLine asks for one field and what becomes of it.
type bulkLine struct {
	f          *bulkForm
	row        *fyne.Container
	field, how *widget.Picker
	box        *fyne.Container
	value      widget.Control
	with       *widget.TextField
}

// askBulk asks what is to be changed for the members chosen, or for all of the list.
func (v *view) askBulk() { v.whenWhole(v.askWholeBulk) }

func (v *view) askWholeBulk() {
	if !v.atToday() {
		return
	}
	chosen := v.people.chosen(v.grid.Marked())
	if len(chosen) == 0 {
		chosen = v.selection()
	}
	f := &bulkForm{v: v, box: widget.Column(theme.Gap8), empty: widget.NewCheckBox("只改空着的，已经有内容的不动", nil)}
	all := widget.Option{Value: "all", Text: fmt.Sprintf("列出的全部 %d 人", len(v.people.ids))}
	f.who = widget.NewPicker("", all)
	f.who.SetValue("all")
	if len(chosen) > 0 {
		f.who.SetOptions(widget.Option{Value: "chosen", Text: fmt.Sprintf("选中的 %d 人", len(chosen))}, all)
		f.who.SetValue("chosen")
	}
	f.add()
	more := widget.NewLink("再改一项", "plus", func() { l := f.add(); v.whenDrawn(l.field, l.field.Focus) })
	content := widget.Column(theme.Gap12,
		widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Body("改谁"), widget.Sized(220, 32, f.who)}, nil, nil),
		widget.Sized(0, 180, container.NewVScroll(widget.Column(theme.Gap8, f.box, widget.Row(0, more)))), f.empty)
	d := widget.NewDialog("批量修改", content, "预览").Wide(660)
	d.Note = "先给看每个人改前改后，再决定"
	d.OnAccept = func() error {
		steps, err := f.steps()
		if err != nil {
			return err
		}
		ids := chosen
		if f.who.Value() == "all" {
			ids = slices.Clone(v.people.ids)
		}
		v.planned("批量修改", ids, func(b *member.Bulk, m member.Member) {
			for _, s := range steps {
				b.Do(m, s)
			}
		})
		return nil
	}
	d.Open(v.shell.Window().Canvas())
}

// add adds a line.
func (f *bulkForm) add() *bulkLine {
	l := &bulkLine{f: f, box: widget.Column(0), with: widget.NewTextField("换成（空着就是删掉）")}
	var options []widget.Option
	for _, known := range f.v.list.fields.All() {
		if member.Editable(known) && known.Key != "name" {
			options = append(options, form.Option(known.Key, known.Label))
		}
	}
	l.field, l.how = widget.NewPicker("改哪一项", options...), widget.NewPicker("", hows...)
	l.how.SetValue("set")
	l.field.OnChanged = func(string) { l.ask() }
	l.how.OnChanged = func(string) { l.ask() }
	drop := widget.NewIconButton(widget.Link, "close", "不改这一项", func() {
		f.lines = slices.DeleteFunc(f.lines, func(o *bulkLine) bool { return o == l })
		f.box.Remove(l.row)
		f.box.Refresh()
	}).Small()
	l.row = formLine(l.field, l.how, drop, l.box)
	f.lines = append(f.lines, l)
	f.box.Add(l.row)
	f.box.Refresh()
	return l
}

// ask asks for what the change takes.
func (l *bulkLine) ask() {
	l.box.RemoveAll()
	l.value = nil
	f, ok := l.f.v.list.fields.Field(l.field.Value())
	if ok {
		switch l.how.Value() {
		case "set":
			l.value = valueControl(l.f.v, f)
			l.box.Add(l.value)
		case "replace":
			l.value = widget.NewTextField("原来的字")
			l.box.Add(container.NewGridWithColumns(2, l.value, l.with))
		case "take":
			l.value = otherFields(l.f.v, f.Key)
			l.box.Add(l.value)
		}
	}
	l.f.box.Refresh()
}

// valueControl asks for a value: a choice where there are words, else a text.
func valueControl(v *view, f field.Field) widget.Control {
	if options := valueOptions(v, f); options != nil {
		if f.Kind == field.Group || f.Kind == field.YesNo { // by their words, as they are typed
			paths := union.Names(v.list.groups)
			for i, o := range options {
				options[i].Value = o.Text
				for id, name := range paths {
					if f.Kind == field.Group && o.Value == fmt.Sprint(id) {
						options[i].Value = name
					}
				}
			}
		}
		return widget.NewPicker("请选择", options...)
	}
	return widget.NewTextField(placeholder(f, ""))
}

// otherFields offers the fields a value may be taken from.
func otherFields(v *view, but string) *widget.Picker {
	var options []widget.Option
	for _, f := range member.Asked(v.list.fields) {
		if f.Key != but && f.Mask == field.Open {
			options = append(options, form.Option(f.Key, f.Label))
		}
	}
	return widget.NewPicker("从哪一项取", options...)
}

// steps reads the lines and checks each before anybody is asked about.
func (f *bulkForm) steps() ([]member.BulkStep, error) {
	var out []member.BulkStep
	for _, l := range f.lines {
		known, ok := f.v.list.fields.Field(l.field.Value())
		if !ok {
			continue
		}
		s := member.BulkStep{Field: known, OnlyEmpty: f.empty.Checked(), With: l.with.Value(),
			How: map[string]member.BulkHow{"set": member.SetValue, "clear": member.ClearValue, "replace": member.ReplaceText, "take": member.TakeFrom}[l.how.Value()]}
		if l.value != nil {
			s.Text = l.value.Value()
		}
		if err := s.Check(f.v.list.fields, f.v.list.groups, f.v.shell.Today()); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return nil, errors.New("还没有选要改哪一项。")
	}
	return out, nil
}

// planned works out aside what a change of many does, shows it, and writes it as one
// operation when it is agreed to.
func (v *view) planned(verb string, ids []int64, each func(*member.Bulk, member.Member)) {
	if !v.atToday() {
		return
	}
	b := member.NewBulk(v.list.groups, v.shell.Today())
	v.withAll("准备"+verb, ids, func(list []member.Member) {
		for _, m := range list {
			each(b, m)
		}
	}, func() { v.agree(verb, b) })
}

// agree shows what would be changed for whom, old and new, and what is refused and
// why.
func (v *view) agree(verb string, b *member.Bulk) {
	c := v.shell.Window().Canvas()
	if len(b.Lines) == 0 {
		widget.Message(c, verb, "没有什么要改："+b.Summary())
		return
	}
	rows := &bulkRows{b: b}
	slices.SortStableFunc(b.Lines, func(x, y member.BulkLine) int { return refusedFirst(y) - refusedFirst(x) })
	g := grid.New([]grid.Column{{Title: "姓名", Width: 76}, {Title: "项目", Width: 84}, {Title: "原来", Width: 130},
		{Title: "改成", Width: 130}, {Title: "说明", Width: 200, Stretch: true}}, rows)
	g.ShowNumbers, g.Label = true, verb+"预览"
	why := widget.NoteParagraph("点一行，这里写出说明的全文。").For(680)
	g.OnCurrent = func(row, _ int) {
		if row >= 0 {
			why.SetText(b.Lines[row].Name + "：" + orElse(g.Source().Cell(row, 4).Text, "可以改。"))
		}
	}
	content := widget.Column(theme.Gap8, widget.BodyParagraph(b.Summary()).For(680), widget.Sized(0, 280, g), why)
	accept := ""
	if b.Cells > 0 {
		accept = fmt.Sprintf("%s %d 格", verb, b.Cells)
	}
	d := widget.NewDialog(verb+"：先看再改", content, accept).Wide(720)
	if b.Cells > 0 {
		d.Note = "一次撤销就能全部恢复"
	}
	d.OnAccept = func() error {
		title := fmt.Sprintf("%s：改 %d 人 %d 格", verb, b.People(), b.Cells)
		v.write(verb, "已"+title, func(ctx context.Context, l *ledger.Ledger) (int64, error) { return b.Write(ctx, l, title) })
		return nil
	}
	d.Open(c)
	if b.Cells > 0 {
		c.Focus(d.AcceptButton()) // who has looked presses Enter; the grid would keep it
	}
}

func refusedFirst(l member.BulkLine) int {
	switch {
	case l.Why != "":
		return 2
	case l.Remark != "":
		return 1
	}
	return 0
}

// bulkRows is the source of the preview.
type bulkRows struct{ b *member.Bulk }

func (s *bulkRows) Len() int { return len(s.b.Lines) }

func (s *bulkRows) Cell(row, col int) grid.Cell {
	l := s.b.Lines[row]
	old, after := s.b.Texts(l)
	switch col {
	case 0:
		return grid.Cell{Text: l.Name}
	case 1:
		return grid.Cell{Text: l.Field.Label, Tone: grid.ToneSecondary}
	case 2:
		return grid.Cell{Text: orEmpty(old), Tone: grid.ToneSecondary}
	case 3:
		if l.Why != "" {
			return grid.Cell{Text: orEmpty(after), Shape: grid.ShapeError, Tone: grid.ToneError}
		}
		return grid.Cell{Text: orEmpty(after)}
	}
	if l.Why != "" {
		return grid.Cell{Text: "不改：" + l.Why, Tone: grid.ToneError, Small: true}
	}
	return grid.Cell{Text: l.Remark, Tone: grid.ToneWarn, Small: true}
}

func orEmpty(s string) string { return orElse(s, "空") }

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
