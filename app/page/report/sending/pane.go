// Package sending is what stands beside the check on 上报: what was reported before and
// how it differs, corrections, packages out and in, the answers of the union above, and
// the calendar of reports.
package sending

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/parcel"
	"unionledger/data/report"
	"unionledger/data/schedule"
)

// Ask is a form, the day and the months it speaks of.
type Ask struct {
	Profile     string
	On          civil.Date
	First, Last civil.YearMonth
}

// source opens what the form is filled from.
func (q Ask) source(ctx context.Context, l *ledger.Ledger) (*report.Profile, report.Source, error) {
	p, err := report.Find(ctx, l.Read(), q.Profile)
	if err != nil {
		return nil, nil, err
	}
	under, err := law.Of(ctx, l.Read())
	if err != nil {
		return nil, nil, err
	}
	s, err := p.SourceOf(ctx, report.From{Ledger: l.Read(), Rules: under.Rules, Calendar: under.Calendar, On: q.On, First: q.First, Last: q.Last})
	return p, s, err
}

// Pane is the strip at the right of the page.
type Pane struct {
	shell page.Shell
	// reload has the page read everything anew.
	reload func()
	ask    Ask
	facts  facts
	// since is what changed since the newest run of the form, nil while it is not known.
	since *report.Difference
	// calendar is the one that was opened last, nil before.
	calendar *calendar
	// asked counts the readings, read is the last one that came in.
	asked, read int

	object    fyne.CanvasObject
	runs      *fyne.Container
	all       *widget.Button
	returned  *fyne.Container
	openTitle *widget.Text
	due       *fyne.Container
}

// facts are what the pane shows.
type facts struct {
	runs    []report.Run
	answers []report.Answer
	open    []report.FeedbackItem
	due     []schedule.Occurrence
}

// shownRuns are how many runs stand on the pane.
const shownRuns = 8

// New makes the pane.
func New(shell page.Shell, reload func()) *Pane {
	p := &Pane{shell: shell, reload: reload, runs: widget.Column(0), returned: widget.Column(0), due: widget.Column(0), openTitle: widget.PanelTitle("退回没办完的")}
	p.all = widget.NewLink("", "", p.History).Small()
	head := func(title *widget.Text, beside ...fyne.CanvasObject) fyne.CanvasObject {
		return widget.Border(nil, widget.Divider(), nil, nil, widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, widget.NewSplitRow(theme.Gap8, nil, title.Cut(), beside)))
	}
	calendar := widget.NewLink("打开", "", p.Calendar).Small().Tip("一年里要报的东西、截止日、报了没有")
	p.object = container.NewVScroll(widget.Column(0,
		head(widget.PanelTitle("报过的"), p.all), p.runs,
		head(p.openTitle), p.returned,
		head(widget.PanelTitle("上报日历"), calendar), p.due))
	return p
}

// Object is the pane.
func (p *Pane) Object() fyne.CanvasObject { return p.object }

// Load reads what the pane shows for a form.
func (p *Pane) Load(q Ask) {
	l := p.shell.Ledger()
	p.ask, p.since = q, nil
	p.asked++
	asked := p.asked
	var f facts
	var err error
	p.shell.Aside(func() { f, err = read(context.Background(), l, q.On) }, func() {
		switch {
		case asked != p.asked:
		case err != nil:
			p.shell.Fail(err)
		default:
			p.facts, p.read = f, asked
			p.fill()
			if p.calendar != nil {
				p.calendar.show()
			}
			p.compareNewest(asked)
		}
	})
}

// Name says which form was meant by what was asked for without one; all else is the
// same and is not read again.
func (p *Pane) Name(profile string) {
	p.ask.Profile = profile
	if p.read == p.asked {
		p.fillRuns()
		p.compareNewest(p.asked)
	}
}

func read(ctx context.Context, l *ledger.Ledger, on civil.Date) (f facts, err error) {
	r := l.Read()
	if f.runs, err = report.Runs(ctx, r); err != nil {
		return f, err
	}
	if f.answers, err = report.Answers(ctx, r); err != nil {
		return f, err
	}
	if f.open, err = report.OpenFeedback(ctx, r); err != nil {
		return f, err
	}
	f.due, err = schedule.Current(ctx, r, on)
	return f, err
}

// mostCompared is how many rows are compared without being asked for: of more, it would
// hold up the check of the same rows.
const mostCompared = 20000

// compareNewest looks aside how many rows changed since the form was sent last.
func (p *Pane) compareNewest(asked int) {
	last, found := p.newest(p.ask.Profile)
	if !found || !last.Kept() || last.Rows > mostCompared {
		return
	}
	l, q := p.shell.Ledger(), p.ask
	if !last.Last.IsZero() {
		q.First, q.Last = last.First, last.Last
	}
	var d report.Difference
	p.shell.Load("和上次报的比较", func(ctx context.Context, _ page.Progress) (err error) {
		d, err = q.now(ctx, l, last)
		return err
	}, func(err error) {
		if err == nil && asked == p.asked { // a form that cannot be filled now says so itself
			p.since = &d
			p.fillRuns()
		}
	})
}

// now is what a form would say now beside what it said in a run.
func (q Ask) now(ctx context.Context, l *ledger.Ledger, than report.Run) (report.Difference, error) {
	form, s, err := q.source(ctx, l)
	if err != nil {
		return report.Difference{}, err
	}
	old, err := report.SentOf(ctx, l.Read(), than)
	if err != nil {
		return report.Difference{}, err
	}
	now, err := report.Current(ctx, form, s, report.Options{AsOf: q.On})
	if err != nil {
		return report.Difference{}, err
	}
	return report.Compare(old, now)
}

// newest is the last run of a form.
func (p *Pane) newest(profile string) (report.Run, bool) {
	for _, r := range p.facts.runs {
		if r.Profile == profile {
			return r, true
		}
	}
	return report.Run{}, false
}

func (p *Pane) fill() {
	p.all.Hidden = len(p.facts.runs) == 0
	p.all.SetText(fmt.Sprintf("全部 %d 次", len(p.facts.runs)))
	p.fillRuns()
	p.fillReturned()
	p.fillDue()
	p.object.Refresh()
}

func note(text string) fyne.CanvasObject {
	return widget.Inset(theme.Gap8, theme.Gap12, theme.Gap12, theme.Gap12, widget.NoteParagraph(text))
}

func (p *Pane) fillRuns() {
	p.runs.RemoveAll()
	if len(p.facts.runs) == 0 {
		p.runs.Add(note("导出过的表会记在这里，内容留在台账里，可以再打开、比较、更正。"))
	}
	for i, r := range p.facts.runs {
		if i == shownRuns {
			break
		}
		p.runs.Add(p.runRow(r))
	}
	p.object.Refresh()
}

// runRow is one run: when, how it stands, what, and the answer to it.
func (p *Pane) runRow(r report.Run) fyne.CanvasObject {
	more := widget.NewIconButton(widget.Link, "more", "打开、比较、更正", nil).Small()
	more.OnTapped = func() { widget.ShowMenu(more, p.runMenu(r)) }
	top := widget.NewSplitRow(theme.Gap4, []fyne.CanvasObject{widget.Strong(r.MadeOn.String())}, widget.Note(""), []fyne.CanvasObject{p.runTag(r), more})
	name := fmt.Sprintf("%s，%d 行", r.Name, r.Rows)
	if r.Corrects != 0 {
		name = fmt.Sprintf("更正第 %d 次：%s", r.Corrects, name)
	}
	body := widget.Column(2, top, widget.Body(name).Cut(), widget.Note(fmt.Sprintf("第 %d 次，%s", r.ID, r.Period())).Cut())
	if words := p.answerWords(r); words != "" {
		body.Add(widget.Note(words).Cut())
	}
	return widget.Border(nil, widget.Divider(), nil, nil, widget.Inset(theme.Gap4, theme.Gap8, theme.Gap12, theme.Gap8, body))
}

// runTag says how a run stands.
func (p *Pane) runTag(r report.Run) fyne.CanvasObject {
	last, _ := p.newest(r.Profile)
	switch {
	case last.ID == r.ID && r.Profile == p.ask.Profile && p.since != nil && p.since.People() > 0: // what is to be done goes before what was
		return widget.NewTag(fmt.Sprintf("此后 %d 行有变化", p.since.People()), widget.Warn)
	case r.Errors > 0:
		return widget.NewTag(fmt.Sprintf("带 %d 处问题", r.Errors), widget.Warn)
	}
	return widget.NewTag("全部合格", widget.OK)
}

// answered begins what is told of an answer.
const answered = "收到反馈："

// answerWords tells of the answer to a run.
func (p *Pane) answerWords(r report.Run) string {
	for _, a := range p.facts.answers {
		switch {
		case a.Run != r.ID:
		case a.Returned == 0:
			return answered + "全部成功"
		default:
			return fmt.Sprintf("%s%d 成功，%d 退回", answered, a.Taken, a.Returned)
		}
	}
	return ""
}

// runMenu is what can be done with a run.
func (p *Pane) runMenu(r report.Run) []widget.MenuItem {
	closed := ""
	if !r.Kept() {
		closed = "旧版本导出的，没有留下内容"
	}
	return []widget.MenuItem{
		{Text: "看报了哪些行…", Icon: "eye", Closed: closed, Do: func() { p.showRows(r) }},
		{Text: "和上一次比较…", Icon: "equals", Closed: closed, Do: func() { p.CompareRun(r) }},
		{},
		{Text: "打开文件", Icon: "open", Do: func() { p.shell.OpenFile(r.File) }},
		{Text: "按当时的内容重新生成文件…", Icon: "refresh", Closed: closed, Do: func() { p.makeAgain(r) }},
		{Text: "更正报送…", Icon: "edit", Do: func() { p.Correct(r) }},
		{Text: "打包上报…", Icon: "upload", Closed: closed, Do: func() { p.Pack(r.ID) }},
	}
}

// fillReturned groups what came back by its reason.
func (p *Pane) fillReturned() {
	p.returned.RemoveAll()
	n := len(p.facts.open)
	p.openTitle.SetText("退回没办完的")
	if n == 0 {
		p.returned.Add(note("上级系统的导入结果下载下来，拖进窗口或点“读回反馈”，没收的人会列在这里。"))
		return
	}
	p.openTitle.SetText(fmt.Sprintf("退回没办完的 %d 条", n))
	var order []string
	count := map[string]int{}
	for _, it := range p.facts.open {
		word := reasonWord(it)
		if count[word]++; count[word] == 1 {
			order = append(order, word)
		}
	}
	for _, word := range order {
		look := widget.NewLink(fmt.Sprintf("看 %d 条", count[word]), "", func() { p.Returned(word) }).Small()
		row := widget.NewSplitRow(theme.Gap8, nil, widget.Body(word).Cut(), []fyne.CanvasObject{look})
		p.returned.Add(widget.Border(nil, widget.Divider(), nil, nil, widget.Inset(2, 2, theme.Gap12, theme.Gap12, row)))
	}
}

// reasonWord is the short name of why a row came back.
func reasonWord(it report.FeedbackItem) string {
	if f, ok := report.MemberFields.Field(it.Field); ok {
		if it.Class == "already_registered" {
			return "已在别处登记"
		}
		return f.Label
	}
	return strings.TrimRight(it.Reason, "。！")
}

// fillDue shows what is to be reported next.
func (p *Pane) fillDue() {
	p.due.RemoveAll()
	shown := 0
	for _, o := range p.facts.due {
		if o.Entry.Off || o.Reported || shown == 4 {
			continue
		}
		shown++
		tone, word, when := widget.Neutral, "待报", fmt.Sprintf("%s 前，%s", o.Due, o.PeriodWords())
		switch left := p.ask.On.DaysUntil(o.Due); {
		case o.Entry.Broken != "":
			tone, word, when = widget.Bad, o.State(), o.Entry.Broken
		case left < 0:
			tone, word = widget.Bad, "过期"
		case left <= 7:
			tone = widget.Warn
		}
		row := widget.Column(0, widget.NewSplitRow(theme.Gap4, nil, widget.Body(o.Entry.Name).Cut(), []fyne.CanvasObject{widget.NewTag(word, tone)}),
			widget.Note(when).Cut())
		p.due.Add(widget.Border(nil, widget.Divider(), nil, nil, widget.Inset(theme.Gap4, theme.Gap4, theme.Gap12, theme.Gap12, row)))
	}
	if shown == 0 {
		p.due.Add(note("没有待报的。"))
	}
}

// Menu is what the page offers beside the check.
func (p *Pane) Menu() []widget.MenuItem {
	closed := ""
	if last, found := p.newest(p.ask.Profile); !found || !last.Kept() {
		closed = "这张表还没有报过"
	}
	return []widget.MenuItem{
		{Text: "和上次报的比较…", Icon: "equals", Closed: closed, Do: p.CompareNow},
		{Text: "打包上报…", Icon: "upload", Do: func() { p.Pack(0) }},
		{Text: "核验收到的包…", Icon: "check", Do: p.AskPackage},
		{},
		{Text: "报过的全部…", Icon: "clock", Do: p.History},
		{Text: "上报日历…", Icon: "calendar", Do: p.Calendar},
	}
}

// Dropped takes a package let go over the page.
func (p *Pane) Dropped(path string) bool {
	if parcel.Looks(path) {
		p.VerifyPackage(path)
	}
	return parcel.Looks(path)
}
