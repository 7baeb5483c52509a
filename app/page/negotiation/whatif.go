package negotiation

import (
	"fyne.io/fyne/v2"

	"unionledger/app/page/attached"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/attachment"
	"unionledger/data/field"
	"unionledger/data/negotiation"
)

// whatIf shows how the deadlines would move with another day of one fact. Nothing is
// stored.
func (v *view) whatIf() {
	d := v.f.d
	which := widget.NewPicker("哪个日期")
	var options []widget.Option
	for _, f := range negotiation.RoundFields.All() {
		if f.Kind == field.Date {
			o := form.Option(f.Key, f.Label)
			o.Note = d.Shown(f.Key)
			options = append(options, o)
		}
	}
	which.SetOptions(options...)
	day := widget.NewDateField(false)
	result := widget.Column(theme.Gap4)
	f := widget.NewForm(2, widget.NewField("假如", which), widget.NewField("是这一天", day))
	dialog := widget.NewDialog("假如某个日期变了", widget.Column(theme.Gap12, f, result), "").Wide(780)
	dialog.Note = "只是看看，不写入台账"
	show := func() {
		result.RemoveAll()
		defer dialog.Refresh() // it has another height
		key, value := which.Value(), day.Value()
		if key == "" || !field.ParseDate(value).Complete() {
			result.Add(widget.Note("选一个日期，写上假如的那一天，就看到各期限怎么变。"))
			return
		}
		_, shifts := d.WhatIf(map[string]string{key: value}, v.f.profile, v.f.cal)
		for _, s := range shifts {
			result.Add(shiftRow(s))
		}
	}
	which.OnChanged = func(key string) {
		day.SetValue(d.Get(key))
		show()
	}
	day.OnTyped = func(string) { show() }
	day.OnChanged = func(string) { show() }
	show()
	dialog.Open(v.shell.Window().Canvas())
}

// shiftRow is one deadline: the day it has and the day it would have.
func shiftRow(s negotiation.Shift) fyne.CanvasObject {
	words, tone := s.After.Raw.String(), widget.Neutral
	switch {
	case s.Moved() && s.After.Raw.IsZero():
		words, tone = s.Before.Raw.String()+" → 算不出", widget.Warn
	case s.Moved() && s.Before.Raw.IsZero():
		words, tone = "→ "+words, widget.Accent
	case s.Moved():
		words, tone = s.Before.Raw.String()+" → "+words, widget.Accent
	case s.After.Raw.IsZero():
		words = "还算不出"
	default:
		words += "，不变"
	}
	basis := s.After.Basis
	if basis == "" {
		basis = s.Before.Basis
	}
	if !s.After.Known && s.After.Why != "" {
		basis = s.After.Why + "。" + basis
	}
	title := s.After.Rule.Title
	if title == "" {
		title = s.Before.Rule.Title
	}
	return widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Sized(170, 0, widget.Body(title).Cut()), widget.Sized(210, 0, widget.NewTag(words, tone))},
		widget.NewText(basis, theme.SizeNote, theme.ColorText2).Cut(), nil)
}

// files shows what is attached to the round: what others issued, and what was signed.
func (v *view) files() {
	d := v.f.d
	attached.Files{Shell: v.shell, Owner: attachment.Owner{Table: negotiation.RoundFields.Name, ID: d.ID}, Name: d.Title(), Kind: negotiation.ScanKind,
		Ask: "选受理单、审查意见书、签字稿的照片或扫描件", Empty: "可以放受理单、审查意见书、签了字的合同、公示照片；做卷宗时图片一起印进去。"}.Show()
}
