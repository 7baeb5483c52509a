package settings

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/organisation"
	"unionledger/data/union"
)

// bodies lists the bodies, the chosen one marked.
func (o *organisationSection) bodies() fyne.CanvasObject {
	chosen := o.current().ID
	var rows []fyne.CanvasObject
	for _, b := range o.p.Bodies {
		var tag fyne.CanvasObject = widget.NewTag("未登记", widget.Neutral)
		if b.Has {
			tag = daysLeft(b.Term.End(), o.p.On)
		}
		name := widget.NewLink(b.Kind, "", func() { o.show(b.ID) }).Small()
		ground := fyne.ThemeColorName(theme.ColorPanel)
		if b.ID == chosen {
			ground = theme.ColorAccent50
		}
		row := widget.NewSplitRow(theme.Gap4, []fyne.CanvasObject{name}, nil, []fyne.CanvasObject{widget.Inset(5, 5, 0, 0, tag)})
		rows = append(rows, widget.NewSurface(ground, "", widget.Inset(2, 2, theme.Gap4, theme.Gap12, row)).Square())
	}
	return widget.NewPanel("机构", ruled(rows), widget.NewLink("添加", "plus", o.askBody).Small()).Flush()
}

// current is the body shown: the chosen one, else the first.
func (o *organisationSection) current() organisation.Body {
	if i := slices.IndexFunc(o.p.Bodies, func(b organisation.Body) bool { return b.ID == o.chosen }); i >= 0 {
		return o.p.Bodies[i]
	}
	return o.p.Bodies[0]
}

// shown is the term shown of a body: the chosen one, else the current one, else the
// first that is still to begin.
func (o *organisationSection) shown(b organisation.Body) (union.Term, bool) {
	for _, t := range b.Terms {
		if t.ID == o.term {
			return t, true
		}
	}
	if b.Has || len(b.Terms) == 0 {
		return b.Term, b.Has
	}
	return b.Terms[0], true
}

// bodyPanel shows the chosen body: its terms to choose from, the facts of one, and
// who sat in it.
func (o *organisationSection) bodyPanel() fyne.CanvasObject {
	b := o.current()
	t, has := o.shown(b)
	more := widget.NewMenuButton("更多", "", func() []widget.MenuItem { return o.bodyMenu(b, t, has) }).Small()
	if !has {
		first := widget.NewPlain("登记本届", "plus", func() { o.askTerm(b, union.Term{Body: b.ID, Record: union.TermFields.NewRecord()}) }).Small()
		return widget.NewPanel(b.Kind, widget.Inset(theme.Gap24, theme.Gap24, 0, 0, widget.NewEmptyState("", "还没有登记任期", "登记本届的起止和选举，再添加委员。")), first, more)
	}
	parts := widget.Column(0)
	if len(b.Terms) > 1 {
		parts.Add(widget.Inset(theme.Gap4, 0, theme.Gap4, theme.Gap12, o.termRow(b, t)))
	}
	parts.Add(widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, widget.NewParagraph(termWords(t), theme.SizeBody, theme.ColorText2)))
	for _, p := range o.inOrder(b, t) {
		parts.Add(widget.Divider())
		parts.Add(o.personRow(b, t, p))
	}
	if len(t.People) == 0 {
		parts.Add(widget.Divider())
		parts.Add(widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, widget.Secondary("还没有登记委员。")))
	}
	title := b.Kind + t.Title()
	if t.Int("number") == 0 {
		title = b.Kind
	}
	return widget.NewPanel(title, parts, widget.NewLink("添加委员", "plus", func() { o.askPost(b, t, union.Post{Term: t.ID, Record: union.PostFields.NewRecord()}) }).Small(),
		widget.NewPlain("换届", "arrow-right", func() { o.askElection(b) }).Small(), more).Note(sat(t, o.p.On)).Flush()
}

// sat counts who sits in a term, or who will in one that is still to begin.
func sat(t union.Term, on civil.Date) string {
	if start := t.Date("term_start"); !start.IsZero() && start.First().After(on) {
		return fmt.Sprintf("%s 起，%d 人", start, len(t.People))
	}
	return fmt.Sprintf("在任 %d 人", len(t.Sitting(on)))
}

// termRow offers the terms of a body, the newest first.
func (o *organisationSection) termRow(b organisation.Body, shown union.Term) fyne.CanvasObject {
	row := widget.Row(theme.Gap4)
	for _, t := range slices.Backward(b.Terms) {
		text := t.Title()
		if start, end := t.Date("term_start"), t.End(); t.Int("number") > 0 && !start.IsZero() && !end.IsZero() {
			text += fmt.Sprintf(" %d—%d", start.Year, end.Year)
		}
		kind := widget.Link
		if t.ID == shown.ID {
			kind = widget.Plain
		}
		row.Add(widget.NewButton(kind, text, "", func() { o.term = t.ID; o.fill() }).Small())
	}
	return row
}

// termWords are the facts of a term in a sentence or two.
func termWords(t union.Term) string {
	var parts []string
	add := func(words string, keys ...string) {
		var args []any
		for _, key := range keys {
			if t.Get(key) == "" {
				return
			}
			args = append(args, t.Get(key))
		}
		parts = append(parts, fmt.Sprintf(words, args...))
	}
	if start, end := t.Get("term_start"), t.End().String(); start+end != "" {
		parts = append(parts, fmt.Sprintf("任期 %s 至 %s", known(start), known(end)))
	}
	add("%s 选举", "elected")
	add("%s", "election_form")
	add("%s", "meeting")
	add("%s", "minutes")
	add("批复 %s", "approval_no")
	add("批复日期 %s", "approval_date")
	add("%s", "note")
	return strings.Join(parts, "；")
}

func known(date string) string {
	if date == "" {
		return "（未填）"
	}
	return date
}

// inOrder puts who leads the body first, those in their posts in the order of the
// usual posts, then those who have left.
func (o *organisationSection) inOrder(b organisation.Body, t union.Term) []union.Post {
	posts := o.p.Law.Body(b.Kind).Posts
	rank := func(p union.Post) int {
		n := slices.Index(posts, p.Get("post"))
		if n < 0 {
			n = len(posts)
		}
		if p.Get("to_date") != "" {
			n += 1000
		}
		return n
	}
	out := slices.Clone(t.People)
	slices.SortStableFunc(out, func(a, b union.Post) int { return rank(a) - rank(b) })
	return out
}

// personRow is somebody in a post.
func (o *organisationSection) personRow(b organisation.Body, t union.Term, p union.Post) fyne.CanvasObject {
	before := []fyne.CanvasObject{widget.Sized(92, 0, widget.Secondary(p.Get("post")).Cut()), widget.Sized(60, 0, widget.Strong(p.Get("name")).Cut())}
	if w := p.Get("work_form"); w != "" {
		before = append(before, widget.Inset(4, 4, 0, 0, widget.NewTag(w, widget.Neutral)))
	}
	var note []string
	if m, ok := o.p.People[p.Member]; ok {
		note = append(note, m.Group)
		// Who sits now or will must be a member; what became of those before is no matter.
		if end := t.End(); !m.State.Counted() && p.Get("to_date") == "" && (end.IsZero() || !end.Before(o.p.On)) {
			before = append(before, widget.Inset(4, 4, 0, 0, widget.NewTag("会籍："+string(m.State), widget.Warn)))
		}
	}
	if from := p.Get("from_date"); from != "" && from != t.Get("term_start") {
		note = append(note, from+" 起")
	}
	if to := p.Get("to_date"); to != "" {
		note = append(note, to+" 离任")
	}
	if phone := p.Shown("phone"); phone != "" {
		note = append(note, phone)
	}
	after := []fyne.CanvasObject{widget.NewIconButton(widget.Link, "edit", "修改", func() { o.askPost(b, t, p) }).Small(),
		widget.NewIconButton(widget.Link, "trash", "登记错了，删除", func() { o.dropPost(b, p) }).Small()}
	return widget.Inset(2, 2, theme.Gap12, theme.Gap4, widget.NewSplitRow(theme.Gap8, before, widget.NewText(strings.Join(note, "；"), theme.SizeNote, theme.ColorText2).Cut(), after))
}

func (o *organisationSection) dropPost(b organisation.Body, p union.Post) {
	said := fmt.Sprintf("已删除%s%s：%s", b.Kind, p.Get("post"), p.Get("name"))
	o.write(strings.TrimPrefix(said, "已"), said, func(tx *ledger.Tx) error { return union.DropPost(tx, p) })
}

// bodyMenu are the rarer things to do with a body and the term shown.
func (o *organisationSection) bodyMenu(b organisation.Body, t union.Term, has bool) []widget.MenuItem {
	none := ""
	if !has {
		none = "还没有任期"
	}
	full := ""
	if len(b.Terms) > 0 {
		full = "先删除各届"
	}
	return []widget.MenuItem{
		{Text: "修改这一届…", Icon: "edit", Closed: none, Do: func() { o.askTerm(b, t) }},
		{Text: "补登往届…", Icon: "plus", Do: func() { o.askTerm(b, union.Term{Body: b.ID, Record: union.TermFields.NewRecord()}) }},
		{Text: "删除这一届…", Icon: "trash", Danger: true, Closed: none, Do: func() { o.dropTerm(b, t) }},
		{Text: "删除" + b.Kind, Icon: "trash", Danger: true, Closed: full, Do: func() {
			o.chosen = 0
			o.write("删除机构："+b.Kind, "已删除"+b.Kind, func(tx *ledger.Tx) error { return union.DropBody(tx, b.Body) })
		}},
	}
}

func (o *organisationSection) dropTerm(b organisation.Body, t union.Term) {
	text := fmt.Sprintf("%s%s和其中 %d 人的任职都会删除。删除可以撤销。", b.Kind, t.Title(), len(t.People))
	widget.Confirm(o.shell.Window().Canvas(), "删除这一届？", text, "删除", true, func() {
		o.term = 0
		o.write("删除任期："+b.Kind+t.Title(), "已删除"+b.Kind+t.Title(), func(tx *ledger.Tx) error { return union.DropTerm(tx, t) })
	})
}
