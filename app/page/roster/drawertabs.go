package roster

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
)

// note is a small dark line of text that may be cut.
func note(text string) *widget.Text {
	return widget.NewText(text, theme.SizeNote, theme.ColorText2)
}

// eventsTab is 会籍记录: what the member is now, and how it came to that.
func eventsTab(p *person) fyne.CanvasObject {
	now := widget.Row(theme.Gap4, widget.NewTag(string(p.State), tagTone(p.State)))
	for _, s := range standing(p.State) {
		now.Add(widget.NewTag(s, widget.Neutral))
	}
	parts := []fyne.CanvasObject{note("现在"), now, widget.Inset(theme.Gap4, theme.Gap4, 0, 0, widget.Divider())}
	for i, h := range p.events {
		parts = append(parts, eventBlock(h, i == 0, i == len(p.events)-1))
	}
	if len(p.events) == 0 {
		parts = append(parts, widget.Note("还没有会籍记录。"))
	}
	return widget.Column(theme.Gap4, parts...)
}

// eventBlock is one event on the line of the membership.
func eventBlock(h happened, newest, oldest bool) fyne.CanvasObject {
	tone := widget.Neutral
	dot := canvas.NewCircle(theme.Panel())
	dot.StrokeColor, dot.StrokeWidth = theme.Control(), 2
	if newest {
		tone = widget.Accent
		dot.FillColor, dot.StrokeColor = theme.Accent(), theme.Accent()
	}
	date := h.Date.String()
	if date == "" {
		date = "日期待补"
	}
	rows := []fyne.CanvasObject{
		widget.Row(theme.Gap8, widget.Strong(date), widget.NewTag(string(h.Kind), tone)),
		widget.BodyParagraph(story(h.Event, oldest)),
	}
	for _, f := range eventFacts(h.Event) {
		rows = append(rows, fact(f[0], f[1]))
	}
	if h.by != "" {
		rows = append(rows, widget.NoteParagraph(h.by))
	}
	line := canvas.NewRectangle(theme.LineStrong())
	line.Hidden = oldest
	return container.New(&storyLayout{}, line, dot, widget.Column(2, rows...))
}

// fact is a name and its value, which may take several lines.
func fact(name, value string) fyne.CanvasObject {
	return container.NewBorder(nil, nil, widget.Sized(52, 18, note(name)), nil, widget.NewParagraph(value, theme.SizeNote, theme.ColorText))
}

// storyLayout sets the words of an event beside its dot, and the line down to the
// next one.
type storyLayout struct{}

func (storyLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[2].MinSize().AddWidthHeight(theme.Scaled(27), theme.Gap12)
}

func (storyLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	side := theme.Scaled(12)
	widget.Put(o[0], side/2-1, theme.Scaled(5), 2, size.Height)
	widget.Put(o[1], 0, theme.Scaled(5), side, side)
	widget.Put(o[2], theme.Scaled(27), 0, size.Width-theme.Scaled(27), size.Height-theme.Gap12)
}

// duesTab is 会费: the last twelve months.
func duesTab(list []paidMonth, owing string) fyne.CanvasObject {
	if len(list) == 0 {
		return widget.NoteParagraph("近 12 个月没有开过这个人的会费账。")
	}
	parts := []fyne.CanvasObject{widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.PanelTitle("近 12 个月")}, nil,
		[]fyne.CanvasObject{note("欠 " + owing + " 元")}), widget.Divider()}
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

// mostHistory is how many changes the tab lists.
const mostHistory = 60

// historyTab is 修改记录: what changed, from what to what, by whom.
func historyTab(p *person) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, c := range p.history[:min(len(p.history), mostHistory)] {
		parts = append(parts, widget.NewSplitRow(theme.Gap8, nil, widget.Strong(c.title).Cut(), nil), note(c.when+" "+c.by))
		for _, f := range c.fields {
			parts = append(parts, fact(f.label, f.old+" → "+f.new))
		}
		parts = append(parts, widget.Inset(theme.Gap4, theme.Gap4, 0, 0, widget.Divider()))
	}
	if more := len(p.history) - mostHistory; more > 0 {
		parts = append(parts, note(fmt.Sprintf("更早的还有 %d 次，见“设置”里的操作记录。", more)))
	}
	if len(parts) == 0 {
		parts = append(parts, widget.NoteParagraph("没有修改过。"))
	}
	return widget.Column(2, parts...)
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
