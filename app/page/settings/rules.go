package settings

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/calendar"
	"unionledger/data/law"
	"unionledger/data/negotiation"
	"unionledger/data/rule"
	"unionledger/data/union"
)

// ruleSection shows the law in force: what the program counts by, on what basis,
// and what is only a default.
type ruleSection struct {
	shell page.Shell
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
	law, err := law.Shipped()
	if err != nil {
		r.shell.Fail(err)
		return
	}
	r.body.RemoveAll()
	r.body.Add(r.duesPanel())
	for _, p := range law.Rules.Profiles() {
		r.body.Add(r.profilePanel(p))
	}
	bodies, err := union.Shipped()
	if err != nil {
		r.shell.Fail(err)
		return
	}
	r.body.Add(r.bodiesPanel(bodies))
	r.body.Add(calendarPanel(law.Calendar))
	r.whole.Refresh()
}

// duesPanel leads to where the rules of the dues are shown and set.
func (r *ruleSection) duesPanel() fyne.CanvasObject {
	link := widget.NewLink("去看会费规则", "", func() { r.shell.Go(page.Dues, page.DuesTab{Name: "规则与约定"}) })
	return widget.NewPanel("会费规则", widget.BodyParagraph("比例、定额、分档、收缴周期和个人约定，在“会费 → 规则与约定”里看和定。"), link.Small())
}

// profilePanel lists the deadlines of a profile as of today.
func (r *ruleSection) profilePanel(p *rule.Profile) fyne.CanvasObject {
	lines := widget.Column(theme.Gap4)
	for _, x := range p.InForce(negotiation.WageContract, r.shell.Today()) {
		row := widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{widget.Sized(180, 0, widget.Body(x.Title).Cut()), widget.Sized(96, 0, widget.Strong(lengthWords(x)).Cut())},
			widget.NewText(x.Cite(), theme.SizeNote, theme.ColorText2).Cut(), []fyne.CanvasObject{surenessTag(x)})
		lines.Add(row)
	}
	return widget.NewPanel("协商规则："+p.Name, lines).Note("每一轮协商可以选用")
}

func lengthWords(x rule.Rule) string {
	if x.Number == 0 {
		return "没有天数"
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

func calendarPanel(cal *calendar.Calendar) fyne.CanvasObject {
	var years []string
	for _, y := range cal.Years() {
		years = append(years, fmt.Sprint(y.Year))
	}
	text := "已有放假和调休安排的年份：" + strings.Join(years, "、") + "。没有的年份，程序不数工作日，会说明缺哪一年。"
	return widget.NewPanel("工作日历", container.NewVBox(widget.BodyParagraph(text)))
}
