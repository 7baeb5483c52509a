package roster

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/dues"
	"unionledger/data/field"
)

// note is a small dark line of text that may be cut.
func note(text string) *widget.Text {
	return widget.NewText(text, theme.SizeNote, theme.ColorText2)
}

// fact is a name and its value, which may take several lines.
func fact(name, value string) fyne.CanvasObject {
	return container.NewBorder(nil, nil, container.NewVBox(widget.Sized(52, 18, note(name))), nil, widget.NewParagraph(value, theme.SizeNote, theme.ColorText))
}

// duesTab is 会费: what was agreed, and the last twelve months.
func duesTab(list []paidMonth, owing string, agreed []dues.Override) fyne.CanvasObject {
	parts := agreedRows(agreed)
	if len(list) == 0 {
		return widget.Column(0, append(parts, widget.NoteParagraph("近 12 个月没有开过这个人的会费账。"))...)
	}
	parts = append(parts, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.PanelTitle("近 12 个月")}, nil,
		[]fyne.CanvasObject{note("欠 " + owing + " 元")}), widget.Divider())
	for _, m := range list {
		tone := widget.Neutral
		switch {
		case m.words == "已缴":
			tone = widget.OK
		case m.words == "未缴":
			tone = widget.Bad
		case m.due != "":
			tone = widget.Warn
		}
		amount := ""
		if m.due != "" {
			amount = "应缴 " + m.due + "，已缴 " + m.paid
		}
		parts = append(parts, widget.Sized(0, 26, widget.NewSplitRow(theme.Gap8,
			[]fyne.CanvasObject{widget.Sized(70, 0, widget.Body(m.month.String())), widget.NewTag(m.words, tone)}, nil,
			[]fyne.CanvasObject{note(amount)})))
	}
	return widget.Column(0, parts...)
}

// agreedRows are the agreements that go before the rule, with why.
func agreedRows(agreed []dues.Override) (rows []fyne.CanvasObject) {
	if len(agreed) == 0 {
		return nil
	}
	rows = append(rows, widget.PanelTitle("个人约定"), widget.Divider())
	for _, o := range agreed {
		rows = append(rows, widget.Sized(0, 26, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Body(o.What())}, nil, []fyne.CanvasObject{note(o.Span())})),
			widget.NoteParagraph("理由："+o.Reason))
	}
	return append(rows, widget.Sized(0, 12, widget.Note("")))
}

// longFields take the whole width of the drawer; the others stand in two columns.
var longFields = map[string]bool{"id_type": true, "id_number": true, "id_as_written": true, "department": true, "skill_level": true,
	"hukou_type": true, "hukou_place": true, "home_address": true, "workplace": true, "note": true, "join_way": true, "phone": true}

// sections are the parts of the form in order, with the keys in each.
func sections(set *field.Set) (names []string, keys map[string][]string) {
	keys = map[string][]string{}
	for _, f := range set.All() {
		if keys[f.Section] == nil {
			names = append(names, f.Section)
		}
		keys[f.Section] = append(keys[f.Section], f.Key)
	}
	return names, keys
}
