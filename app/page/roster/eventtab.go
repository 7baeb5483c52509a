package roster

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/member"
)

// eventsTab is 会籍记录: what the member is now, and how it came to that.
func (d *drawer) eventsTab() fyne.CanvasObject {
	p := &d.person
	now := widget.Row(theme.Gap4, widget.NewTag(stateWords(p.State), tagTone(p.State)))
	for _, s := range standing(p.State) {
		now.Add(widget.NewTag(s, widget.Neutral))
	}
	var late []fyne.CanvasObject
	if p.State != member.Merged {
		late = append(late, widget.NewLink("补登…", "plus", func() { d.v.askLate(p.Member) }).Small().Tip("补一条以前漏登的会籍变化"))
	}
	parts := []fyne.CanvasObject{widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{note(asOfWords(d.v.filter.on))}, nil, late),
		now, widget.Inset(theme.Gap4, theme.Gap4, 0, 0, widget.Divider())}
	newest := true
	for i, h := range p.events {
		holds := h.over == nil && !h.after(d.v.filter.on)
		parts = append(parts, d.eventBlock(h, newest && holds, p.events[i+1:]))
		newest = newest && !holds
	}
	if len(p.events) == 0 {
		parts = append(parts, widget.Note("还没有会籍记录。"))
	}
	return widget.Column(theme.Gap4, parts...)
}

// stateWords is a state for people; somebody whose only entry was declared void has
// none.
func stateWords(s member.State) string {
	if s == "" {
		return "无会籍"
	}
	return string(s)
}

// eventBlock is one event on the line of the membership, with what may be done about
// it; before are the older ones. One that was corrected or declared void is pale and
// says by what.
func (d *drawer) eventBlock(h happened, newest bool, before []happened) fyne.CanvasObject {
	line := canvas.NewRectangle(theme.LineStrong())
	line.Hidden = len(before) == 0
	dot := canvas.NewCircle(theme.Panel())
	dot.StrokeColor, dot.StrokeWidth = theme.Control(), 2
	date := h.Date.String()
	if date == "" {
		date = "日期待补"
	}
	if h.over != nil {
		dot.StrokeColor = theme.LineStrong()
		return container.New(&storyLayout{}, line, dot, widget.Column(2, overruled(h, date)...))
	}
	tone := widget.Neutral
	if newest {
		tone = widget.Accent
		dot.FillColor, dot.StrokeColor = theme.Accent(), theme.Accent()
	}
	var more []fyne.CanvasObject
	if d.person.State != member.Merged {
		menu := widget.NewIconButton(widget.Link, "more", "更正、作废这条记录", nil).Small()
		menu.OnTapped = func() { widget.ShowMenu(menu, d.v.entryItems(d.person.Member, h.Event)) }
		more = append(more, menu)
	}
	rows := []fyne.CanvasObject{
		widget.NewSplitRow(theme.Gap8, nil, widget.Row(theme.Gap8, widget.Strong(date), widget.NewTag(string(h.Kind), tone)), more),
		widget.BodyParagraph(story(h.Event, before)),
	}
	if on := d.v.filter.on; h.after(on) {
		rows = append(rows, widget.NoteParagraph(on.String()+" 以后的事，那天还没有"))
	}
	for _, f := range eventFacts(h.Event) {
		rows = append(rows, fact(f[0], f[1]))
	}
	if h.by != "" {
		rows = append(rows, widget.NoteParagraph(h.by+" "+h.how))
	}
	return container.New(&storyLayout{}, line, dot, widget.Column(2, rows...))
}

// overruled are the lines of an entry that no longer holds: what it said, what took
// its place, why and by whom.
func overruled(h happened, date string) []fyne.CanvasObject {
	word, how, now := "已更正", "更正", "改为 "+h.over.Date.String()+" "+string(h.over.Kind)
	if h.over.Kind == member.Voided {
		word, how, now = "已作废", "作废", "没有这回事"
	}
	said := now
	if h.over.Why != "" {
		said += "：" + h.over.Why
	}
	pale := func(text string) fyne.CanvasObject {
		return widget.NewParagraph(text, theme.SizeNote, theme.ColorOff)
	}
	rows := []fyne.CanvasObject{
		widget.Row(theme.Gap8, widget.NewText(date+" "+string(h.Kind), theme.SizeBody, theme.ColorOff), widget.NewTag(word, widget.Warn)),
		widget.NewParagraph(said, theme.SizeNote, theme.ColorText2),
	}
	for _, f := range eventFacts(h.Event) {
		rows = append(rows, pale(f[0]+" "+f[1]))
	}
	if h.over.by != "" {
		rows = append(rows, widget.NoteParagraph(h.over.by+" "+how))
	}
	return rows
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
