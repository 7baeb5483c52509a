package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// askOwnFields shows the fields the unit has added, to add, change, order and drop
// them.
func (v *view) askOwnFields() {
	l := v.shell.Ledger()
	var own []member.OwnField
	var err error
	v.aside(func() { own, err = member.OwnFields(context.Background(), l.Read()) }, func() {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.showOwnFields(own)
	})
}

func (v *view) showOwnFields(own []member.OwnField) {
	c := v.shell.Window().Canvas()
	var d *widget.Dialog
	// leave goes on to another dialog; when that is done this one comes back.
	leave := func(do func()) func() { return func() { d.Close(); do() } }
	list := widget.Column(0)
	for i, o := range own {
		words := o.KindWord()
		if o.Kind == field.Code {
			words += "：" + strings.Join(o.Words, "、")
		}
		up := widget.NewIconButton(widget.Link, "chevron-up", "往前排", leave(func() { v.moveOwn(own, i, -1) }))
		down := widget.NewIconButton(widget.Link, "chevron-down", "往后排", leave(func() { v.moveOwn(own, i, 1) }))
		if i == 0 {
			up.Disable()
		}
		if i == len(own)-1 {
			down.Disable()
		}
		row := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Sized(120, 0, widget.Strong(o.Label).Cut())},
			widget.Note(words).In(theme.ColorText2).Cut(), []fyne.CanvasObject{widget.Row(0, up, down,
				widget.NewLink("修改", "", leave(func() { v.askOwn(own, o) })).Small(),
				widget.NewLink("删除", "", leave(func() { v.dropOwn(o) })).Small())})
		list.Add(widget.Border(nil, widget.Divider(), nil, nil, widget.Sized(0, 34, row)))
	}
	text := "名册里没有的项，可以自己加。加了以后，资料、名册的列、导入、导出和筛选里都有它。"
	d = widget.NewDialog("自定义项", widget.Column(theme.Gap12, widget.BodyParagraph(text).For(500), list), "").Wide(560)
	d.Note = fmt.Sprintf("已加 %d 项，最多 %d 项", len(own), member.MostOwnFields)
	add := widget.NewPrimary("加一项", "plus", leave(func() { v.askOwn(own, member.OwnField{Sort: nextPlace(own)}) }))
	d.Open(c, add)
	c.Focus(add) // Enter adds one after the other, and changes none of them
}

// nextPlace is the place behind all others.
func nextPlace(own []member.OwnField) int64 {
	last := int64(0)
	for _, o := range own {
		last = max(last, o.Sort)
	}
	return last + 1
}

// ownForm describes the form of an own field.
var ownForm = field.NewSet("own_field", "自定义项",
	field.Field{Key: "label", Label: "名称", Required: true, MaxLen: 20, Hint: "如 班次、工作服尺码；导入时按这个名称认列"},
	field.Field{Key: "kind", Label: "填什么", Required: true, MaxLen: 10},
	field.Field{Key: "words", Label: "可选的词", MaxLen: 500, Hint: "选项才要填，一行一个"},
	field.Field{Key: "hint", Label: "填写说明", MaxLen: 60, Hint: "显示在这一项下面，可以不填"},
)

// choiceWord is the kind that needs words to choose from.
var choiceWord = member.OwnField{Kind: field.Code}.KindWord()

// askOwn asks for one field, new or known, and comes back to the list.
func (v *view) askOwn(own []member.OwnField, o member.OwnField) {
	f := form.New(ownForm)
	var kinds []string
	for _, k := range member.OwnKinds {
		kinds = append(kinds, k.Word)
	}
	f.Offer("kind", false, form.Words(kinds...)...)
	r := ownForm.NewRecord()
	r.Set("label", o.Label)
	r.Set("kind", o.KindWord())
	r.Set("words", strings.Join(o.Words, "\n"))
	r.Set("hint", o.Hint)
	f.Show(r)
	words := f.Field("words")
	closeWords := func(kind string) {
		if kind == choiceWord {
			words.Control.Enable()
		} else {
			words.Control.Disable()
		}
	}
	closeWords(o.KindWord())
	form.OnChanged(f.Field("kind").Control, closeWords)
	title, accept := "加一个自定义项", "加上"
	if o.ID != 0 {
		title, accept = "修改自定义项："+o.Label, "保存"
	}
	d := widget.ShowForm(v.shell.Window().Canvas(), title, f.In(1), accept, func() error {
		f.Take(r)
		o.Label, o.Hint, o.Words = r.Get("label"), r.Get("hint"), strings.FieldsFunc(r.Get("words"), func(c rune) bool { return c == '\n' || c == '、' || c == '，' })
		for _, k := range member.OwnKinds {
			if k.Word == r.Get("kind") {
				o.Kind = k.Kind
			}
		}
		op, err := saveOwn(context.Background(), v.shell.Ledger(), o)
		if err == nil {
			if op != 0 {
				v.shell.Done(accept+"自定义项："+o.Label, op)
			}
			v.askOwnFields()
		}
		return err
	})
	d.OnCancel = func() { v.showOwnFields(own) }
	d.Loses = f.Watch()
}

// moveOwn changes places with a neighbour.
func (v *view) moveOwn(own []member.OwnField, at, by int) {
	moved := slices.Clone(own)
	moved[at], moved[at+by] = moved[at+by], moved[at]
	op, err := saveOwnOrder(context.Background(), v.shell.Ledger(), moved)
	if err != nil {
		v.shell.Fail(err)
		return
	}
	v.shell.Done("已调整自定义项的先后", op)
	v.askOwnFields()
}

// dropOwn asks whether a field and what members have in it is to go.
func (v *view) dropOwn(o member.OwnField) {
	l := v.shell.Ledger()
	values, err := member.OwnValues(context.Background(), l.Read(), o.ID)
	if err != nil {
		v.shell.Fail(err)
		return
	}
	n := 0
	for _, count := range values {
		n += count
	}
	text := "还没有人填过。可撤销。"
	if n > 0 {
		text = fmt.Sprintf("有 %d 人填了这一项，会一起删除。可撤销。", n)
	}
	d := widget.Confirm(v.shell.Window().Canvas(), "删除自定义项“"+o.Label+"”？", text, "删除这一项", true, func() {
		op, err := dropOwn(context.Background(), l, o)
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.shell.Done("已删除自定义项："+o.Label, op)
		v.askOwnFields()
	})
	d.OnCancel = v.askOwnFields
}

// saveOwn, saveOwnOrder and dropOwn are each one operation.
func saveOwn(ctx context.Context, l *ledger.Ledger, o member.OwnField) (int64, error) {
	title := "加自定义项：" + o.Label
	if o.ID != 0 {
		title = "修改自定义项：" + o.Label
	}
	return l.Write(ctx, ledger.Op{Kind: "edit", Title: title}, func(tx *ledger.Tx) error {
		_, err := member.SaveOwnField(tx, o)
		return err
	})
}

func saveOwnOrder(ctx context.Context, l *ledger.Ledger, own []member.OwnField) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "edit", Title: "调整自定义项的先后"}, func(tx *ledger.Tx) error {
		for i, o := range own {
			o.Sort = int64(i + 1)
			if _, err := member.SaveOwnField(tx, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func dropOwn(ctx context.Context, l *ledger.Ledger, o member.OwnField) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "edit", Title: "删除自定义项：" + o.Label}, func(tx *ledger.Tx) error {
		_, err := member.DropOwnField(tx, o.ID)
		return err
	})
}
