package wizard

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/intake"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

// preview is the step that shows what would be written.
type preview struct {
	w       *View
	all     []line
	lines   []line // those of the chosen level
	repairs []repairAt
	changes []changed
	words   []said
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
	at      int            // the line explained below the list
	side    *widget.Button // for a conflict: both records side by side
	detail  *widget.Paragraph
	word    *widget.Text
	pick    *widget.Picker
}

const everyLevel = "全部"

func (w *View) previewStep() {
	p := &preview{w: w, level: everyLevel, holder: container.NewStack(), figures: container.NewStack()}
	w.preview = p
	p.tabs = widget.NewTabs(func(i int) { p.tab = i; p.fill() }, "需要看的", "变化", "用词", "自动整理", "全部")
	p.word = widget.NewText("级别", theme.SizeNote, theme.ColorText2)
	p.pick = widget.NewWordPicker(everyLevel, append([]string{everyLevel}, levels...)...).Wide(84)
	p.pick.SetValue(everyLevel)
	p.pick.OnChanged = func(word string) { p.level = word; p.fill() }
	p.same = widget.NewPlain("同类照此处理", "", p.decideAlike).Small().Tip("同一种问题都照当前行的“怎么办”处理")
	only := widget.NewPicker("", widget.Option{Value: string(member.Everything), Text: "增和改都写"},
		widget.Option{Value: string(member.AddOnly), Text: "只新增"}, widget.Option{Value: string(member.UpdateOnly), Text: "只更新"}).Wide(116)
	only.SetValue(string(w.job.only))
	only.OnChanged = func(value string) { w.job.only = member.Only(value); p.compare() }
	p.side = widget.NewPlain("并排看…", "", func() {
		if p.tab == tabLook && p.at < len(p.lines) {
			p.sideBySide(p.lines[p.at])
		}
	}).Small()
	head := widget.Inset(0, 0, theme.Gap12, theme.Gap12, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{p.tabs}, nil,
		[]fyne.CanvasObject{p.word, p.pick, only, p.same}))
	p.detail = widget.NewParagraph("", theme.SizeNote, theme.ColorText2)
	p.low = widget.Border(widget.Divider(), nil, nil, nil, widget.Inset(theme.Gap4, theme.Gap4, theme.Gap12, theme.Gap12, widget.NewSplitRow(theme.Gap8, nil, p.detail, []fyne.CanvasObject{p.side})))
	p.box = widget.Border(head, p.low, nil, nil, p.holder)
	box := widget.NewBox(p.box).Flush()
	p.update()
	w.body.Objects = []fyne.CanvasObject{widget.Border(widget.Inset(0, theme.Gap8, 0, 0, p.figures), nil, nil, nil, box)}
	w.body.Refresh()
}

// update works out the lists anew and shows them with the figures.
func (p *preview) update() {
	j := p.w.job
	p.all, p.repairs, p.result, p.changes, p.words = j.lines(), j.repairs(), j.outcomes(), j.changes(), j.wordings()
	plan := j.im.Plan
	p.figures.Objects = []fyne.CanvasObject{figures([]figure{
		{"新增", theme.ColorAccent, len(plan.New), "行", "册里没有的人"},
		{"更新", theme.ColorAccent, len(plan.Changed), "行", "有变化的人"},
		{"相同", theme.ColorControl, len(plan.Same), "行", "不用写入"},
		{"冲突", theme.ColorWarnBar, len(plan.Conflicts), "行", "请定是谁，不定不写"},
		{"退回", theme.ColorError, len(plan.Refused), "行", "不写入，见原因"},
		{"自动整理", theme.ColorOK, len(p.repairs), "处", "日期、用词等，不用问"},
	})}
	p.tabs.SetName(0, fmt.Sprintf("需要看的 %d", len(p.all)))
	p.tabs.SetName(tabChanges, fmt.Sprintf("变化 %d", len(p.changes)))
	p.tabs.SetName(tabWords, fmt.Sprintf("用词 %d", len(p.words)))
	p.tabs.SetName(tabRepairs, fmt.Sprintf("自动整理 %d", len(p.repairs)))
	p.tabs.SetName(tabAll, fmt.Sprintf("全部 %d 行", len(j.im.Rows)))
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
	buttons := []fyne.CanvasObject{widget.NewMenuButton("导出", "upload", w.exportMenu), widget.NewPlain("上一步", "", func() { w.show(stepColumns, nil) })}
	open := p.waiting()
	if open > 0 {
		buttons = append(buttons, widget.NewPlain("下一处要定的", "", p.nextOpen).Tip("跳到下一个要您拿主意的"))
	}
	w.letGo()
	w.foot.Objects = []fyne.CanvasObject{widget.NewSplitRow(theme.Gap8, nil, widget.Body(w.job.consequence(open)).Cut(), append(buttons, do))}
	w.foot.Refresh()
	w.remark.SetText(w.job.readWords())
}

// fill shows the list of the chosen tab and level.
func (p *preview) fill() {
	for _, o := range []fyne.CanvasObject{p.word, p.pick, p.same} {
		if p.tab == tabLook {
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
	before := p.grid
	p.grid = p.newGrid()
	p.holder.Objects = []fyne.CanvasObject{p.grid}
	p.holder.Refresh()
	// Keys must not go on to the list that is out of sight: Enter would decide there.
	if c := p.w.shell.Window().Canvas(); before != nil && c != nil && c.Focused() == fyne.Focusable(before) {
		c.Focus(p.grid)
	}
	p.explain(0)
}

// explain says the whole sentence of a line below the list.
func (p *preview) explain(row int) {
	text := ""
	p.at = max(row, 0)
	p.side.Hidden = true
	switch {
	case p.tab == tabLook && row >= 0 && row < len(p.lines):
		l := p.lines[row]
		text = strings.TrimSpace(l.place()+" "+l.Who) + "：" + l.Message
		if l.finding {
			text += "原来：" + l.old() + "。改正后：" + coverWords(l.New) + "。"
		}
		p.side.Hidden = l.conflict == nil
	case p.tab == tabWords && row >= 0 && row < len(p.words) && p.words[row].unclear:
		text = "“" + p.words[row].raw + "”不是规定的用词，默认留空、以后再补。您知道是什么意思，就在“记作”里选一个，这种写法的各行都照它记。"
	case p.tab == tabAll && row >= 0 && row < len(p.w.job.im.Rows):
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
	if word == doWords {
		p.toWord(p.lines[row])
		return
	}
	p.carry(p.lines[row], word)
}

// toWord shows the word of a line where its meaning is chosen for all rows.
func (p *preview) toWord(l line) {
	at := slices.IndexFunc(p.words, func(s said) bool { return s.field == l.Field && s.raw == l.Value })
	p.tabs.Select(tabWords)
	if at >= 0 {
		p.grid.SetCurrent(at, wordColumn)
		p.explain(at)
	}
}

// nextOpen goes to the next line somebody should decide about, past the one whose
// decision has the cursor and round to the first.
func (p *preview) nextOpen() {
	if p.tab != tabLook || p.level != everyLevel {
		p.level, p.tab = everyLevel, tabLook
		p.pick.SetValue(everyLevel)
		p.tabs.Select(tabLook)
		p.fill()
	}
	what := len(p.lookColumns()) - 1
	from := 0
	if row, col := p.grid.Current(); row >= 0 {
		from = row
		if col == what {
			from++
		}
	}
	for n := range p.lines {
		if i := (from + n) % len(p.lines); p.w.job.waits(p.lines[i]) {
			p.grid.SetCurrent(i, what)
			p.explain(i)
			return
		}
	}
}

// waiting counts the lines somebody should decide about.
func (p *preview) waiting() (n int) {
	for _, l := range p.all {
		if p.w.job.waits(l) {
			n++
		}
	}
	return n
}

// carry carries a decision out and shows what follows from it.
func (p *preview) carry(l line, word string) {
	if p.w.job.take(l, word) {
		p.reread()
		return
	}
	p.compare()
}

// decideAlike takes the decision of the current line for all of its kind.
func (p *preview) decideAlike() {
	row := p.at
	if row >= len(p.lines) || !p.lines[row].mayLeave {
		p.w.shell.Done("先点一行有“怎么办”的", 0)
		return
	}
	this := p.lines[row]
	word, n, again := p.w.job.decision(this), 0, false
	for _, l := range p.all {
		if l.Kind == this.Kind && (l.Field == this.Field || l.finding) && l.mayLeave && slices.Contains(l.choices(), word) {
			again = p.w.job.take(l, word) || again
			n++
		}
	}
	p.w.shell.Done(fmt.Sprintf("%d 处都“%s”", n, word), 0)
	if again {
		p.reread()
		return
	}
	p.compare()
}

// reread reads the rows anew, for decisions that change how they are read.
func (p *preview) reread() {
	p.again("重新读取", func(ctx context.Context, progress page.Progress) error {
		return p.w.job.read(ctx, p.w.shell.Ledger(), progress)
	})
}

// compare works the plan out aside and shows it at the same place.
func (p *preview) compare() {
	l, j := p.w.shell.Ledger(), p.w.job
	p.again("和台账比较", func(ctx context.Context, _ page.Progress) error { return j.compare(ctx, l) })
}

func (p *preview) again(title string, do func(context.Context, page.Progress) error) {
	w := p.w
	row, col := p.grid.Current()
	here := p.marks()
	w.work(title, do, func(err error) {
		if err != nil {
			w.say(err)
			return
		}
		p.update()
		p.grid.SetCurrent(follow(here, p.marks(), row), col)
	})
}

// mark names a line of a list, wherever in the list it comes to stand.
type mark struct {
	cellOf
	kind string
}

// marks name the lines of the list in sight; none where lines keep their places.
func (p *preview) marks() (out []mark) {
	switch p.tab {
	case tabLook:
		for _, l := range p.lines {
			m := mark{kind: l.Kind, cellOf: cellOf{field: l.Field}}
			if l.row != nil {
				m.row = p.w.job.im.ID(l.row)
			}
			out = append(out, m)
		}
	case tabChanges:
		for _, c := range p.changes {
			out = append(out, mark{cellOf: cellOf{p.w.job.im.ID(c.draft.Row), c.change.Field}})
		}
	case tabWords:
		for _, s := range p.words {
			out = append(out, mark{kind: s.raw, cellOf: cellOf{field: s.field}})
		}
	}
	return out
}

// follow is where the line that was at row has come to stand. A decision may take it
// to another place, or away: then the one that came after it.
func follow(before, after []mark, row int) int {
	if row < 0 || row >= len(before) {
		return row
	}
	for _, m := range before[row:] {
		if at := slices.Index(after, m); at >= 0 {
			return at
		}
	}
	return min(row, len(after)-1)
}

// exportMenu offers what can be had of the import before it is written.
func (w *View) exportMenu() []widget.MenuItem {
	return []widget.MenuItem{{Text: "标色的表（您的表的副本，问题处涂色加批注）…", Do: w.exportMarked}, {Text: "问题清单…", Do: w.exportProblems}}
}

// exportProblems writes the list of problems where somebody wants it.
func (w *View) exportProblems() {
	name := w.job.stem() + " 问题清单.xlsx"
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

// exportMarked writes the coloured copy where somebody wants it. One with macros
// keeps its ending, without which it would not open.
func (w *View) exportMarked() {
	j, kind, name := w.job, page.Workbooks, sheet.MarkedName(w.job.name())
	if ext := filepath.Ext(name); ext == ".xlsm" {
		kind = page.FileKind{Name: "带宏的工作簿", Extensions: []string{ext}}
	}
	w.shell.AskSave("导出标色的表", name, kind, func(path string) {
		if sameFile(path, j.path) {
			w.shell.Fail(errors.New("这是您自己的原表，不能盖掉它。请换一个文件名。"))
			return
		}
		w.shell.Work("导出标色的表", func(ctx context.Context, _ page.Progress) error { return j.marked(ctx, path) }, func(err error) {
			if err != nil {
				w.shell.Fail(err)
				return
			}
			w.shell.Done("已导出标色的表："+filepath.Base(path), 0)
		})
	})
}

// sameFile reports whether two paths lead to one file that is there.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}
