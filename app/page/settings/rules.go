package settings

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/law"
	"unionledger/data/negotiation"
	"unionledger/data/rule"
	"unionledger/data/union"
)

// ruleSection shows the law in force: what the program counts by, on what basis,
// and what is only a default.
type ruleSection struct {
	shell page.Shell
	law   law.Law
	body  *fyne.Container
	whole fyne.CanvasObject
}

func newRuleSection(s page.Shell) *ruleSection {
	r := &ruleSection{shell: s, body: widget.Column(theme.Gap12)}
	r.whole = sheet(r.body)
	return r
}

func (r *ruleSection) object() fyne.CanvasObject { return r.whole }

func (r *ruleSection) load() {
	if r.shell.Ledger() == nil {
		return
	}
	var err error
	if r.law, err = law.Of(context.Background(), r.shell.Ledger().Read()); err != nil {
		r.shell.Fail(err)
		return
	}
	r.body.RemoveAll()
	r.body.Add(r.duesPanel())
	for _, p := range r.profiles() {
		r.body.Add(r.profilePanel(p))
	}
	r.body.Add(r.wagesPanel())
	bodies, err := union.Shipped()
	if err != nil {
		r.shell.Fail(err)
		return
	}
	r.body.Add(r.bodiesPanel(bodies))
	r.body.Add(r.calendarPanel())
	r.whole.Refresh()
}

// duesPanel leads to where the rules of the dues are shown and set.
func (r *ruleSection) duesPanel() fyne.CanvasObject {
	link := widget.NewLink("去看会费规则", "", func() { r.shell.Go(page.Dues, page.DuesTab{Name: "规则与约定"}) })
	return widget.NewPanel("会费规则", widget.BodyParagraph("比例、定额、分档、收缴周期和个人约定，在“会费 → 规则与约定”里看和定。"), link.Small())
}

// profiles are those to show: the unit's own first, since it is they that are worked on.
func (r *ruleSection) profiles() []*rule.Profile {
	var own, shipped []*rule.Profile
	for _, p := range r.law.Rules.Profiles() {
		if r.law.Rules.IsOwn(p.ID) {
			own = append(own, p)
		} else {
			shipped = append(shipped, p)
		}
	}
	return append(own, shipped...)
}

// profilePanel lists the deadlines of a profile as of today. Those of the unit's own
// are changed here; a shipped one is copied first.
func (r *ruleSection) profilePanel(p *rule.Profile) fyne.CanvasObject {
	own := r.law.Rules.IsOwn(p.ID)
	lines := widget.Column(theme.Gap4)
	list := p.InForce(negotiation.WageContract, r.shell.Today())
	if own { // all of them, whatever they are for and from when on: each can be changed
		list = p.Deadlines
	}
	for at, x := range list {
		beside := []fyne.CanvasObject{surenessTag(x)}
		if own {
			beside = append(beside, widget.NewIconButton(widget.Link, "edit", "修改“"+x.Title+"”", func() { r.editRule(p, at) }).Small(),
				widget.NewIconButton(widget.Link, "trash", "删除“"+x.Title+"”", func() { r.dropRule(p, at) }).Small())
		}
		lines.Add(widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{widget.Sized(180, 0, widget.Body(x.Title).Cut()), widget.Sized(96, 0, widget.Strong(lengthWords(x)).Cut())},
			widget.NewText(x.Cite()+span(x, r.shell.Today()), theme.SizeNote, theme.ColorText2).Cut(), beside))
	}
	if own {
		words := "代表人数、表决比例和必备条款不在这里列出，要改的用“存成文件”，改好再“从文件采用”。"
		if next, ok := r.law.Rules.Get(p.Fallback); ok {
			words = "这里没有的期限，按“" + next.Name + "”。" + words
		}
		lines.Add(widget.NoteParagraph(words))
	}
	note := "每一轮协商可以选用"
	if own {
		note = "本单位的，" + note
	}
	if r.law.Rules.GetOrDefault("").ID == p.ID {
		note += "；新的一轮默认用它"
	}
	return widget.NewPanel("协商规则："+p.Name, lines, r.profileMenu(p)).Note(note)
}

// span says of a rule that does not hold for every contract and day what it is for.
func span(x rule.Rule, today civil.Date) string {
	var parts []string
	if len(x.Kinds) > 0 {
		parts = append(parts, strings.Join(x.Kinds, "、"))
	}
	switch basis := x.Law(); {
	case basis.From.After(today):
		parts = append(parts, basis.From.String()+" 起")
	case !basis.To.IsZero():
		parts = append(parts, "到 "+basis.To.String()+" 为止")
	}
	if len(parts) == 0 {
		return ""
	}
	return "（" + strings.Join(parts, "，") + "）"
}

func lengthWords(x rule.Rule) string {
	switch {
	case x.Number == 0:
		return "没有天数"
	case x.Direction == rule.Backward:
		return fmt.Sprintf("提前 %d %s", x.Number, x.Unit)
	case x.Direction == rule.Total:
		return fmt.Sprintf("累计 %d %s", x.Number, x.Unit)
	}
	return fmt.Sprintf("%d %s", x.Number, x.Unit)
}

// surenessTag says whether a number stands in the law or is a default to check.
func surenessTag(x rule.Rule) fyne.CanvasObject {
	if x.Sureness() == rule.Sourced {
		return widget.NewTag("有原文", widget.OK)
	}
	return widget.NewTag("待核实", widget.Warn)
}

// bodiesPanel lists what is laid down for the bodies of the union as of today.
func (r *ruleSection) bodiesPanel(law union.Law) fyne.CanvasObject {
	lines := widget.Column(theme.Gap4)
	add := func(g union.Ground) {
		tag := widget.NewTag("有原文", widget.OK)
		if !g.Sourced() {
			tag = widget.NewTag("待核实", widget.Warn)
		}
		lines.Add(widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{widget.Sized(420, 0, widget.Body(g.Text).Cut())},
			widget.NewText(g.Basis, theme.SizeNote, theme.ColorText2).Cut(), []fyne.CanvasObject{tag}))
	}
	today := r.shell.Today()
	for _, n := range law.Needs(today) {
		add(n.Ground)
	}
	for _, kind := range law.Kinds() {
		if x, ok := law.TermYears(kind, today); ok {
			add(x.Ground)
		}
	}
	for _, a := range law.Aparts(today) {
		add(a.Ground)
	}
	add(law.Change)
	return widget.NewPanel("工会机构规则", lines).Note("“组织机构”里按这些提示")
}
