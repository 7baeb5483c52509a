package wizard

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/intake"
	"unionledger/data/member"
)

// preview is the step that shows what would be written.
type preview struct {
	w       *View
	all     []line
	lines   []line // those of the chosen level
	repairs []repairAt
	result  map[*intake.Row]outcome
	level   string
	tab     int

	tabs    *widget.Tabs
	grid    *grid.Grid
	holder  *fyne.Container
	figures *fyne.Container
	box     *fyne.Container
	low     fyne.CanvasObject
	same    *widget.Button
	detail  *widget.Paragraph
	word    *widget.Text
	pick    *widget.Picker
}

const everyLevel = "全部"

func (w *View) previewStep() {
	p := &preview{w: w, level: everyLevel, holder: container.NewStack(), figures: container.NewStack()}
	w.preview = p
	p.tabs = widget.NewTabs(func(i int) { p.tab = i; p.fill() }, "需要看的", "自动整理", "全部")
	p.word = widget.NewText("级别", theme.SizeNote, theme.ColorText2)
	p.pick = widget.NewWordPicker(everyLevel, append([]string{everyLevel}, levels...)...).Wide(84)
	p.pick.SetValue(everyLevel)
	p.pick.OnChanged = func(word string) { p.level = word; p.fill() }
	p.same = widget.NewPlain("同类照此处理", "", p.decideAlike).Small().Tip("同一种问题都照当前行的“怎么办”处理")
	only := widget.NewPicker("", widget.Option{Value: string(member.Everything), Text: "增和改都写"},
		widget.Option{Value: string(member.AddOnly), Text: "只新增"}, widget.Option{Value: string(member.UpdateOnly), Text: "只更新"}).Wide(116)
	only.SetValue(string(w.job.only))
	only.OnChanged = func(value string) { w.job.only = member.Only(value); p.compare() }
	list := widget.NewPlain("导出问题清单", "upload", w.exportProblems).Small()
	head := widget.Inset(0, 0, theme.Gap12, theme.Gap12, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{p.tabs}, nil,
		[]fyne.CanvasObject{p.word, p.pick, only, p.same, list}))
	p.detail = widget.NewParagraph("", theme.SizeNote, theme.ColorText2)
	p.low = widget.Border(widget.Divider(), nil, nil, nil, widget.Inset(theme.Gap4, theme.Gap4, theme.Gap12, theme.Gap12, p.detail))
	p.box = widget.Border(head, p.low, nil, nil, p.holder)
	box := widget.NewBox(p.box).Flush()
	p.update()
	w.body.Objects = []fyne.CanvasObject{widget.Border(widget.Inset(0, theme.Gap8, 0, 0, p.figures), nil, nil, nil, box)}
	w.body.Refresh()
}

// update works out the lists anew and shows them with the figures.
func (p *preview) update() {
	j := p.w.job
	p.all, p.repairs, p.result = j.lines(), j.repairs(), j.outcomes()
	plan := j.im.Plan
	p.figures.Objects = []fyne.CanvasObject{figures([]figure{
		{"新增", theme.ColorAccent, len(plan.New), "行", "册里没有的人"},
		{"更新", theme.ColorAccent, len(plan.Changed), "行", "有变化的人"},
		{"相同", theme.ColorControl, len(plan.Same), "行", "不用写入"},
		{"冲突", theme.ColorWarnBar, len(plan.Conflicts), "行", "和台账对不上，不写入"},
		{"退回", theme.ColorError, len(plan.Refused), "行", "重复或没有姓名，不写入"},
		{"自动整理", theme.ColorOK, len(p.repairs), "处", "日期、用词等，不用问"},
	})}
	p.tabs.SetName(0, fmt.Sprintf("需要看的 %d", len(p.all)))
	p.tabs.SetName(1, fmt.Sprintf("自动整理 %d", len(p.repairs)))
	p.tabs.SetName(2, fmt.Sprintf("全部 %d 行", len(j.im.Rows)))
	p.figures.Refresh()
	p.fill()
	p.footer()
}

// footer says what will be written, on the button too.
func (p *preview) footer() {
	w := p.w
	n := w.job.willWrite()
	do := widget.NewPrimary(fmt.Sprintf("导入 %d 人", n), "", w.write)
	if n == 0 {
		do = widget.NewPrimary("没有要写入的", "", nil)
		do.Disable()
	}
	w.foot.Objects = []fyne.CanvasObject{widget.NewSplitRow(theme.Gap8, nil, widget.Body(w.job.consequence()).Cut(),
		[]fyne.CanvasObject{widget.NewPlain("上一步", "", func() { w.show(stepColumns, nil) }), do})}
	w.foot.Refresh()
	w.remark.SetText(w.job.readWords())
}

// fill shows the list of the chosen tab and level.
func (p *preview) fill() {
	for _, o := range []fyne.CanvasObject{p.word, p.pick, p.same} {
		if p.tab == 0 {
			o.Show()
		} else {
			o.Hide()
		}
	}
	p.lines = p.lines[:0]
	for _, l := range p.all {
		if p.level == everyLevel || p.level == "" || l.level == p.level {
			p.lines = append(p.lines, l)
		}
	}
	p.grid = p.newGrid()
	p.holder.Objects = []fyne.CanvasObject{p.grid}
	p.holder.Refresh()
	p.explain(0)
}

// explain says the whole sentence of a line below the list.
func (p *preview) explain(row int) {
	text := ""
	switch {
	case p.tab == 0 && row >= 0 && row < len(p.lines):
		l := p.lines[row]
		text = strings.TrimSpace(l.place()+" "+l.Who) + "：" + l.Message
	case p.tab == 2 && row >= 0 && row < len(p.w.job.im.Rows):
		text = p.result[&p.w.job.im.Rows[row]].change
	}
	p.detail.SetText(text)
	if text == "" {
		p.low.Hide()
	} else {
		p.low.Show()
	}
	p.box.Refresh() // the strip is as high as the sentence
}

// decide takes a decision about a line and works the plan out again.
func (p *preview) decide(row int, word string) {
	if row < 0 || row >= len(p.lines) {
		return
	}
	p.w.job.take(p.lines[row], word)
	p.compare()
}

// decideAlike takes the decision of the current line for all of its kind.
func (p *preview) decideAlike() {
	row, _ := p.grid.Current()
	if row < 0 || row >= len(p.lines) || !p.lines[row].mayLeave {
		p.w.shell.Done("先点一行有“怎么办”的", 0)
		return
	}
	this := p.lines[row]
	word, n := p.w.job.decision(this), 0
	for _, l := range p.all {
		if l.Kind == this.Kind && l.Field == this.Field && l.mayLeave {
			p.w.job.take(l, word)
			n++
		}
	}
	p.w.shell.Done(fmt.Sprintf("%d 处都“%s”", n, word), 0)
	p.compare()
}

// compare works the plan out aside and shows it at the same place.
func (p *preview) compare() {
	w, l, j := p.w, p.w.shell.Ledger(), p.w.job
	row, col := p.grid.Current()
	w.work("和台账比较", func(ctx context.Context, _ page.Progress) error { return j.compare(ctx, l) }, func(err error) {
		if err != nil {
			w.say(err)
			return
		}
		p.update()
		p.grid.SetCurrent(row, col)
	})
}

// exportProblems writes the list of problems where somebody wants it.
func (w *View) exportProblems() {
	name := strings.TrimSuffix(w.job.name(), filepath.Ext(w.job.path)) + " 问题清单.xlsx"
	j := w.job
	w.shell.AskSave("导出问题清单", name, page.Workbooks, func(path string) {
		w.shell.Work("导出问题清单", func(context.Context, page.Progress) error { return j.problems(path) }, func(err error) {
			if err != nil {
				w.shell.Fail(err)
				return
			}
			w.shell.Done("已导出问题清单："+filepath.Base(path), 0)
		})
	})
}
