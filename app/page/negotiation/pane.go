package negotiation

import (
	"fmt"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
)

// pane is the right side: one step of one round.
type pane struct {
	v      *view
	round  int64
	no     int
	keys   string // of the form and its columns, to know when it must be made anew
	narrow bool   // no room for three fields side by side
	f      facts
	s      negotiation.Step
	form   *form.Form
	object fyne.CanvasObject
	scroll *container.Scroll
	body   *fyne.Container

	head, notices, dates, faults, extras, lists, term, lacks, elsewhere, log slot
	papers                                                                   *papers
}

// newPane makes the parts of a step; fill puts its words in.
func newPane(v *view, s negotiation.Step) *pane {
	p := &pane{v: v, round: v.f.d.ID, no: s.No, f: v.f, s: s, head: newSlot(), notices: newSlot(), dates: newSlot(), extras: newSlot(), lists: newSlot(),
		term: newSlot(), lacks: newSlot(), faults: newSlot(), elsewhere: newSlot(), log: newSlot()}
	keys := v.f.keysOf(s)
	p.narrow = v.narrow()
	p.keys = v.formKey(s)
	p.form = factForm(keys)
	rows := make([]*widget.Field, len(keys))
	for i, key := range keys {
		rows[i] = p.fact(key)
	}
	if (s.State == negotiation.Now || s.State == negotiation.Late) && !v.f.waiting(s) {
		for _, m := range s.Missing {
			if row := p.form.Field(m.Field); row != nil {
				row.Required()
			}
		}
	}
	p.form.Show(v.f.d.Record)
	p.form.OnChanged(p.changed)
	p.papers = newPapers(p)
	below, columns := container.New(&halves{}, p.papers.object, p.lacks.Container), 3
	if p.narrow {
		below, columns = widget.Column(theme.Gap12, p.papers.object, p.lacks.Container), 2
	}
	p.body = widget.Column(theme.Gap12, p.head.Container, p.notices.Container, p.dates.Container, widget.NewBox(widget.NewForm(columns, rows...)),
		p.faults.Container, p.extras.Container, p.term.Container, below, p.lists.Container, p.elsewhere.Container, p.log.Container)
	p.scroll = container.NewVScroll(widget.Inset(theme.Gap12, theme.Gap16, theme.Gap16, theme.Gap16, p.body))
	p.object = p.scroll
	return p
}

// narrow says that text is so large, or the window so small, that three fields do
// not stand side by side.
func (v *view) narrow() bool {
	return v.shell.Window().Canvas().Size().Width-theme.Scaled(64+264) < theme.Scaled(680)
}

// formKey tells whether a pane still fits what is to be shown.
func (v *view) formKey(s negotiation.Step) string {
	return fmt.Sprint(v.f.keysOf(s), v.narrow(), v.f.d.Settled)
}

// fact is a row of the form: closed where it belongs to another step or follows from a
// list, which its label names.
func (p *pane) fact(key string) *widget.Field {
	label, foreign := p.f.label(p.s, key)
	row := p.form.Field(key)
	if list := p.f.d.Settled[key]; list != "" {
		label, foreign = label+"（由“"+list+"”得出）", true
	}
	if !foreign {
		return row
	}
	row.Control.Disable()
	return widget.NewField(label, row.Control)
}

// factForm makes the controls of facts; the few words some take come from the domain.
func factForm(keys []string) *form.Form {
	f := form.New(negotiation.RoundFields, keys...)
	for _, key := range keys {
		if words := negotiation.Words(key); words != nil {
			f.Offer(key, key == "not_done_reason", form.Words(words...)...)
		}
	}
	return f
}

// changed saves one fact when its field is left. What cannot be saved is said
// below the field.
func (p *pane) changed(key, value string) {
	d := negotiation.RoundFields.Must(key)
	p.v.save(fmt.Sprintf("%s：%s %s", p.f.d.Title(), d.Label, shown(key, value)), map[string]string{key: value}, nil,
		func(err error) { p.form.Field(key).Control.SetProblem(err.Error()) })
}

// fill brings the step up to date.
func (p *pane) fill(f facts, s negotiation.Step) {
	p.f, p.s = f, s
	p.form.Update(f.d.Record)
	p.head.put(p.headRow())
	p.fillNotices()
	p.fillDates()
	p.fillExtras()
	p.fillLists()
	p.papers.fill(s)
	p.fillLacks()
	p.fillFaults()
	p.setWide(p.v.wide)
	p.body.Refresh()
	p.scroll.Refresh()
}

// setWide shows or hides what only a wide window has room for.
func (p *pane) setWide(wide bool) {
	p.term.put()
	p.log.put()
	if !wide {
		return
	}
	if agreed, now, words, ok := p.f.elapsed(); ok && p.no >= 2 && p.no <= reviewStep {
		bar := widget.NewBar(widget.Share{Part: agreed, Color: theme.ColorAccentFill}, widget.Share{Part: now, Color: theme.ColorSeries})
		p.term.put(widget.NewPanel("全程时限", bar).Note(words))
	}
	p.fillLog()
}

// headRow names the step, says what it asks for, and has the button that does it.
func (p *pane) headRow() fyne.CanvasObject {
	before := []fyne.CanvasObject{widget.Section(fmt.Sprintf("%d %s", p.no, p.s.Title))}
	word := p.s.Words
	if word == "" {
		word = p.s.State.String()
	}
	tag := widget.NewTag(word, toneOf(p.s, p.f.today))
	if p.s.State == negotiation.Now || p.s.State == negotiation.Late {
		tag.Icon("clock")
	}
	before = append(before, tag)
	return widget.NewSplitRow(theme.Gap8, before, widget.NewText(sentence(p.s), theme.SizeNote, theme.ColorText2).Cut(), p.button())
}

// button is the next step: marking this one, or the way to the one at hand.
func (p *pane) button() []fyne.CanvasObject {
	if deed, kind := p.deed(); deed != "" {
		b := widget.NewButton(kind, deed, "", p.mark)
		if p.v.marking {
			b.Disable()
		}
		return []fyne.CanvasObject{b}
	}
	if at := p.f.atHand(); p.f.open() && at+1 != p.no {
		s := p.f.steps[at]
		return []fyne.CanvasObject{widget.NewPlain(fmt.Sprintf("去第 %d 步 %s", s.No, s.Title), "arrow-right", func() { p.v.goTo(s.No) })}
	}
	return nil
}

// deed names marking the step, "" where there is nothing to mark now.
func (p *pane) deed() (string, widget.ButtonKind) {
	if set, again := p.again(); again && set == negotiation.FilingFields {
		return "登记重新报送", widget.Primary
	}
	switch p.s.State {
	case negotiation.Now, negotiation.Late:
		return marks[p.no-1], widget.Primary
	case negotiation.Failed:
		return "登记重新表决", widget.Primary
	case negotiation.Gap:
		return "补登", widget.Plain
	}
	return "", widget.Plain
}

func (p *pane) fillNotices() {
	var out []fyne.CanvasObject
	for _, n := range p.f.notices(p.no) {
		out = append(out, widget.NewBanner(n.tone, n.text))
	}
	if len(out) == 0 {
		p.notices.put()
		return
	}
	p.notices.put(widget.Column(theme.Gap8, out...))
}

// fillLacks lists what is missing, each with the way to mend it.
func (p *pane) fillLacks() {
	list := p.f.lacks(p.s)
	rows := []fyne.CanvasObject{}
	for _, l := range list {
		rows = append(rows, p.lackRow(l))
	}
	title, note := "还缺什么", fmt.Sprintf("%d 项", len(list))
	if p.f.waiting(p.s) {
		title = "到时候要填"
	}
	if len(list) == 0 {
		title, note = "还缺什么", ""
		rows = append(rows, calm("这一步齐了"))
	}
	p.lacks.put(widget.NewPanel(title, lines(rows)).Note(note).Flush())
}

func (p *pane) lackRow(l lack) fyne.CanvasObject {
	ink, _, _ := l.tone.Colors()
	icon := map[tone]string{widget.Bad: "error", widget.Warn: "warning", widget.Neutral: "info"}[l.tone]
	do := widget.NewLink(l.do, "", func() {
		if l.paper != "" {
			p.papers.set(l.paper, true)
			return
		}
		p.focus(l.field)
	}).Small()
	words := []fyne.CanvasObject{widget.Strong(l.title).Cut()}
	if l.why != "" {
		words = append(words, widget.NewParagraph(l.why, theme.SizeNote, theme.ColorText2).For(180))
	}
	return listRow(widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewIcon(icon, ink)}, widget.Column(0, words...), []fyne.CanvasObject{do}))
}

// focus puts the keyboard into the field of a fact, on its own step where it is
// not shown here.
func (p *pane) focus(key string) {
	if row := p.form.Field(key); row != nil && !row.Control.Disabled() {
		row.Control.Focus()
		return
	}
	no := owner(p.f.steps, key)
	if no == 0 || no == p.no {
		p.v.about()
		return
	}
	p.v.goTo(no)
	if row := p.v.pane.form.Field(key); row != nil {
		row.Control.Focus()
	}
}

// fillFaults lists what the check found at this step, and where else.
func (p *pane) fillFaults() {
	own, others := p.f.faults(p.no)
	var rows []fyne.CanvasObject
	for _, f := range own {
		word, t := severityWord(f.Severity)
		text := []fyne.CanvasObject{widget.BodyParagraph(f.Message).For(420)}
		if f.Basis != "" {
			text = append(text, widget.NewParagraph(f.Basis, theme.SizeNote, theme.ColorText2).For(420))
		}
		var do []fyne.CanvasObject
		if mend := p.mend(f); mend != nil {
			do = append(do, widget.NewLink("去改", "", mend).Small())
		}
		rows = append(rows, listRow(widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewTag(word, t)}, widget.Column(0, text...), do)))
	}
	var links []fyne.CanvasObject
	for _, no := range slices.Sorted(maps.Keys(others)) {
		links = append(links, widget.NewLink(fmt.Sprintf("第 %d 步 %d 处", no, others[no]), "", func() { p.v.goTo(no) }).Small())
	}
	p.faults.put()
	if len(rows) > 0 {
		p.faults.put(widget.NewPanel("要核对", lines(rows)).Note(fmt.Sprintf("%d 处", len(own))).Flush())
	}
	p.elsewhere.put()
	if len(links) > 0 {
		row := append([]fyne.CanvasObject{widget.Note("其他步骤要核对：")}, links...)
		p.elsewhere.put(widget.NewBox(listRow(widget.Row(theme.Gap8, row...))).Flush())
	}
}

// mend goes to what a problem is about: the row of a list, or the fact in the form; nil
// where there is nothing to go to.
func (p *pane) mend(f problem.Problem) func() {
	if set := listOf(f); set != nil {
		items := p.f.d.Items(set)
		i := slices.IndexFunc(items, func(it negotiation.Item) bool { return it.ID == f.Record })
		if i < 0 {
			return nil
		}
		return func() { p.editRow(items[i]) }
	}
	if p.form.Field(f.Field) == nil {
		return nil
	}
	return func() { p.focus(f.Field) }
}

// fillLog lists the operations that changed facts of this step.
func (p *pane) fillLog() {
	list := p.f.changed(p.s)
	if len(list) == 0 {
		return
	}
	var rows []fyne.CanvasObject
	for _, line := range list[:min(len(list), 5)] {
		op := line.op
		before := []fyne.CanvasObject{widget.NewText(op.At.Format("01-02 15:04"), theme.SizeNote, theme.ColorText2)}
		after := []fyne.CanvasObject{widget.NewText(op.Operator, theme.SizeNote, theme.ColorText2),
			widget.NewPlain("撤销", "undo", func() { p.v.shell.Undo(op.ID) }).Small()}
		rows = append(rows, listRow(widget.NewSplitRow(theme.Gap8, before, widget.Body(op.Title).Cut(), after)))
	}
	p.log.put(widget.NewPanel("本步记录", lines(rows)).Flush())
}

// lines sets rows one below the other with dividers between.
func lines(rows []fyne.CanvasObject) fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, r := range rows {
		if i > 0 {
			out = append(out, widget.Divider())
		}
		out = append(out, r)
	}
	return widget.Column(0, out...)
}

// listRow leaves the usual space around a row of a list.
func listRow(o fyne.CanvasObject) fyne.CanvasObject {
	return widget.Inset(2, 2, theme.Gap12, theme.Gap8, o)
}

// calm says that there is nothing to do in a list.
func calm(text string) fyne.CanvasObject {
	return listRow(widget.Row(theme.Gap8, widget.NewIcon("check", theme.ColorOK), widget.Secondary(text)))
}

// halves sets two blocks side by side, the first a little wider, both as high as
// the higher.
type halves struct{}

func (halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+b.Width+theme.Gap12, max(a.Height, b.Height))
}

func (halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := (size.Width - theme.Gap12) * 0.55
	o[0].Resize(fyne.NewSize(left, size.Height))
	o[1].Move(fyne.NewPos(left+theme.Gap12, 0))
	o[1].Resize(fyne.NewSize(size.Width-left-theme.Gap12, size.Height))
}
