package negotiation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
)

// stepLists are the lists of a round by the step they belong to; the representatives have
// a place of their own.
var stepLists = map[int][]*field.Set{
	repsStep:     {negotiation.OpinionFields},
	dataStep:     {negotiation.InfoFields},
	meetingStep:  {negotiation.MeetingFields, negotiation.SuspensionFields},
	congressStep: {negotiation.VoteFields},
	signStep:     {negotiation.PriceFields, negotiation.GradeFields, negotiation.FirmFields},
	filingStep:   {negotiation.FilingFields},
	lastStep:     {negotiation.InspectionFields, negotiation.FindingFields, negotiation.PerformanceFields, negotiation.ChangeFields, negotiation.ScoreFields},
}

// hints say in an empty list what it is good for.
var hints = map[*field.Set]string{
	negotiation.OpinionFields:     "协商前向职工征集的意见，一条一行",
	negotiation.InfoFields:        "要对方提供的资料；全部提供后，提供资料日期由这里得出",
	negotiation.MeetingFields:     "还没有登记会议；开了几次的一次一条",
	negotiation.SuspensionFields:  "中途停下来的才登记，中止天数由这里累计",
	negotiation.VoteFields:        "表决不止一次的，一次一条；票数和日期由最后一次得出",
	negotiation.PriceFields:       "计件的工序和单价，做成工价表",
	negotiation.GradeFields:       "技能等级、学历等的津贴和奖励标准",
	negotiation.FirmFields:        "行业性、区域性合同覆盖的企业；家数和职工数由这里得出",
	negotiation.FilingFields:      "有异议、重新报送的，一次一条",
	negotiation.InspectionFields:  "监督小组检查一次登记一条",
	negotiation.FindingFields:     "逐条写合同条款履行得怎样",
	negotiation.PerformanceFields: "合同期内每年向职代会报告一次",
	negotiation.ChangeFields:      "中途变更或提前解除的才登记",
	negotiation.ScoreFields:       "质效评估、示范单位的自评分，按上级下发的评分表填",
}

// shows says whether a list belongs to a round of this kind; one with rows always does.
func (f facts) shows(set *field.Set) bool {
	switch set {
	case negotiation.PriceFields, negotiation.FirmFields:
		return len(f.d.Items(set)) > 0 || f.d.Get("level") != negotiation.Firm
	case negotiation.GradeFields:
		return len(f.d.Items(set)) > 0 || f.d.Kind() == "能级工资专项"
	}
	return true
}

// fillLists shows the lists of the step.
func (p *pane) fillLists() {
	var panels []fyne.CanvasObject
	for _, set := range stepLists[p.no] {
		if p.f.shows(set) {
			panels = append(panels, p.list(set))
		}
	}
	if len(panels) == 0 {
		p.lists.put()
		return
	}
	p.lists.put(widget.Column(theme.Gap12, panels...))
}

// list is a list of the round: each row by its first field, the others behind it.
func (p *pane) list(set *field.Set) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	items := p.f.d.Items(set)
	for _, it := range items {
		name, note := itemWords(it)
		rows = append(rows, itemRow([]fyne.CanvasObject{widget.Strong(name)}, note, func() { p.editRow(it) }, func() { p.remove(it, name) }))
	}
	if len(rows) == 0 {
		rows = append(rows, listRow(widget.Secondary(hints[set])))
	}
	note := ""
	if len(items) > 0 {
		note = fmt.Sprintf("%d 条", len(items))
	}
	beside := []fyne.CanvasObject{widget.NewLink("添加", "plus", func() { p.editRow(negotiation.NewItem(set)) }).Small()}
	if negotiation.Pasteable[set] != nil {
		beside = append([]fyne.CanvasObject{widget.NewLink("粘贴名单", "copy", func() { p.openPaste(set) }).Small().Tip("从 WPS 复制几列，一次登记")}, beside...)
	}
	if set == negotiation.ScoreFields {
		var sums []string
		for _, s := range p.f.d.Scored() {
			sums = append(sums, s.Words())
		}
		note = strings.Join(sums, "；")
		beside = append([]fyne.CanvasObject{widget.NewMenuButton("带入评分表", "", p.scoreMenu).Small()}, beside...)
	}
	return widget.NewPanel(set.Label, lines(rows), beside...).Note(note).Flush()
}

// scoreMenu offers the score sheets to begin from.
func (p *pane) scoreMenu() (items []widget.MenuItem) {
	forms, err := negotiation.ScoreForms()
	if err != nil {
		p.v.shell.Fail(err)
	}
	for _, f := range forms {
		items = append(items, widget.MenuItem{Text: f.Name + "（默认的，可以改）", Do: func() {
			p.v.write("带入评分表："+f.Name, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
				return negotiation.FillScores(ctx, l, p.round, f.Name)
			}, nil, nil)
		}})
	}
	return append(items, widget.MenuItem{}, widget.MenuItem{Text: "再带入一次只更新佐证材料", Closed: "打的分、改过的条款不动"})
}

// itemWords says a row in a line: what it is called, and what else is known of it.
func itemWords(it negotiation.Item) (name, note string) {
	var rest []string
	for i, f := range it.Fields().All() {
		v := f.Shown(it.At(i))
		switch {
		case i == 0:
			name = v
		case v == "" || f.Kind == field.YesNo && v == "否":
		case f.Kind == field.YesNo:
			rest = append(rest, f.Label)
		case f.Kind == field.Text || f.Kind == field.Name:
			rest = append(rest, v)
		default:
			rest = append(rest, f.Label+" "+v)
		}
	}
	return name, strings.Join(rest, "；")
}

func (p *pane) editRow(it negotiation.Item) {
	title := "修改" + it.Fields().Label
	if it.ID == 0 {
		title = "登记" + it.Fields().Label
	}
	p.editItem(title, it, it.Fields().All()[0].Key)
}

// listNamed is the list with a label that Settled names.
func listNamed(label string) *field.Set {
	i := slices.IndexFunc(negotiation.Parts, func(set *field.Set) bool { return set.Label == label })
	return negotiation.Parts[i]
}

// again is the list that takes what has to be done once more: a vote after a rejection, a
// filing after an objection.
func (p *pane) again() (*field.Set, bool) {
	switch {
	case p.s.State == negotiation.Failed:
		return negotiation.VoteFields, true
	case p.no == reviewStep && p.f.d.Yes("objection"):
		return negotiation.FilingFields, true
	}
	return nil, false
}

// doAgain asks for it; what was done before stays in the list.
func (p *pane) doAgain(set *field.Set) {
	it := negotiation.NewItem(set)
	if set == negotiation.VoteFields {
		it.Set("entitled", p.f.d.Get("entitled"))
	} else {
		it.Set("copies", p.f.d.Get("filed_copies"))
		it.Set("filed_to", p.f.d.Get("filed_to"))
	}
	f := itemForm(set)
	f.Show(it.Record)
	round, title := p.round, map[bool]string{true: "登记重新表决", false: "登记重新报送"}[set == negotiation.VoteFields]
	var d *widget.Dialog
	d = widget.ShowForm(p.v.shell.Window().Canvas(), title, f.In(2), title, func() error {
		f.Take(it.Record)
		return p.v.writeFrom(d, title+"："+it.Get(set.All()[0].Key), func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			return negotiation.Again(ctx, l, round, it)
		}, func() {
			p.v.pane, p.v.follow = nil, true // it shows the step as it was
			p.v.read(0)
		})
	})
	d.Note = "上一次的留在名单里"
	d.Wide(600).Refresh()
}
