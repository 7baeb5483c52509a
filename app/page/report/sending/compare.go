package sending

import (
	"context"
	"errors"
	"fmt"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/report"
)

// CompareNow holds the ledger as it is against the last run of the form.
func (p *Pane) CompareNow() {
	last, found := p.newest(p.ask.Profile)
	if !found {
		p.shell.Fail(errors.New("这张表还没有报过，没有可比的。"))
		return
	}
	q, l := p.ask, p.shell.Ledger()
	if !last.Last.IsZero() {
		q.First, q.Last = last.First, last.Last
	}
	p.compare(fmt.Sprintf("%s：现在和第 %d 次（%s）比", last.Name, last.ID, last.MadeOn), func(ctx context.Context) (report.Difference, error) { return q.now(ctx, l, last) })
}

// CompareRun holds a run against the one of the same form before it.
func (p *Pane) CompareRun(r report.Run) {
	l := p.shell.Ledger()
	title := fmt.Sprintf("%s：第 %d 次和它的上一次比", r.Name, r.ID)
	p.compare(title, func(ctx context.Context) (d report.Difference, err error) {
		old, found, err := report.Before(ctx, l.Read(), r.Profile, r.ID)
		if err == nil && !found {
			err = fmt.Errorf("第 %d 次是“%s”留下内容的头一次，没有可比的。", r.ID, r.Name)
		}
		if err != nil {
			return d, err
		}
		was, err := report.SentOf(ctx, l.Read(), old)
		if err != nil {
			return d, err
		}
		now, err := report.SentOf(ctx, l.Read(), r)
		if err != nil {
			return d, err
		}
		return report.Compare(was, now)
	})
}

func (p *Pane) compare(title string, make func(context.Context) (report.Difference, error)) {
	var d report.Difference
	p.shell.Load("比较", func(ctx context.Context, _ page.Progress) (err error) {
		d, err = make(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.showDifference(title, d)
	})
}

// showDifference lists who came, went and changed, with a way to a workbook.
func (p *Pane) showDifference(title string, d report.Difference) {
	t := &texts{}
	add := func(tone grid.Tone, cells ...string) { t.rows, t.tones = append(t.rows, cells), append(t.tones, tone) }
	c := d.Covered()
	for _, x := range c.Joined {
		add(grid.ToneOK, "新增", x.Who)
	}
	for _, x := range c.Left {
		add(grid.ToneError, "减少", x.Who)
	}
	for _, x := range c.Changed {
		for _, cell := range x.Cells {
			add(grid.ToneWarn, "变化", x.Who, c.Columns[cell.Column].Label(), emptyWord(cell.Old), emptyWord(cell.New))
		}
	}
	words := widget.Strong(d.Words())
	dialog, _ := listDialog(p.shell, title, "没有变化", []grid.Column{{Title: "", Width: 64}, {Title: "谁", Width: 120}, {Title: "项目", Width: 190}, {Title: "上次", Width: 200}, {Title: "这次", Width: 200, Stretch: true}}, t, words)
	if len(d.Dropped) > 0 {
		dialog.Note = fmt.Sprintf("两次的表不一样，%d 列没有比", len(d.Dropped))
	}
	save := widget.NewPlain("存成工作簿…", "save", func() { p.saveDifference(title, d) })
	if d.People() == 0 {
		save.Disable()
	}
	dialog.Open(p.shell.Window().Canvas(), save)
}

func emptyWord(text string) string {
	if text == "" {
		return "（空）"
	}
	return text
}

func (p *Pane) saveDifference(title string, d report.Difference) {
	l := p.shell.Ledger()
	p.shell.AskSave("存变化清单", report.CleanName("变化清单 "+title, "变化清单")+".xlsx", page.Workbooks, func(path string) {
		p.shell.Work("存变化清单", func(ctx context.Context, _ page.Progress) error {
			if err := noted(ctx, l, "导出报送的变化："+title); err != nil {
				return err
			}
			return d.WriteFile(path, title)
		}, func(err error) {
			if err != nil {
				p.shell.Fail(err)
				return
			}
			p.shell.Done("已存成工作簿："+path, 0)
			p.shell.OpenFile(path)
		})
	})
}
