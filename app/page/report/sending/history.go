package sending

import (
	"context"
	"fmt"
	"strings"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/ledger"
	"unionledger/data/report"
	"unionledger/data/sheet"
)

// History lists all runs; Enter or a double click offers what can be done with one.
func (p *Pane) History() {
	runs := p.facts.runs
	t := &texts{}
	for _, r := range runs {
		state := "全部合格"
		if r.Errors > 0 {
			state = fmt.Sprintf("带 %d 处问题", r.Errors)
		}
		if r.Corrects != 0 {
			state += fmt.Sprintf("，更正第 %d 次", r.Corrects)
		}
		t.rows = append(t.rows, []string{fmt.Sprint(r.ID), r.MadeOn.String(), r.Name, r.Period(), fmt.Sprint(r.Rows), r.Preparer, state, strings.TrimPrefix(p.answerWords(r), answered), r.FileName()})
	}
	d, g := listDialog(p.shell, "报过的", "还没有报过", []grid.Column{{Title: "第几次", Width: 56, Align: grid.AlignTrailing}, {Title: "日期", Width: 90}, {Title: "报表", Width: 120}, {Title: "期间", Width: 124},
		{Title: "行数", Width: 52, Align: grid.AlignTrailing}, {Title: "编制人", Width: 64}, {Title: "情况", Width: 172}, {Title: "反馈", Width: 126}, {Title: "文件", Width: 120, Stretch: true}}, t)
	var menu *widget.Button
	menu = widget.NewMenuButton("这一次…", "", func() []widget.MenuItem {
		row, _ := g.Current()
		if row < 0 || row >= len(runs) {
			return nil
		}
		return p.runMenu(runs[row])
	})
	g.OnActivate = func(row, _ int) { widget.ShowMenu(menu, p.runMenu(runs[row])) }
	d.Note = "选一行，再点“这一次…”"
	if len(runs) == 0 {
		menu.Disable()
	}
	d.Open(p.shell.Window().Canvas(), menu)
}

// showRows lists what a run sent, with the numbers of people covered.
func (p *Pane) showRows(r report.Run) {
	l := p.shell.Ledger()
	var columns []grid.Column
	t := &texts{}
	p.shell.Load("读第 "+fmt.Sprint(r.ID)+" 次报送", func(ctx context.Context, progress page.Progress) error {
		sent, err := report.SentOf(ctx, l.Read(), r)
		if err != nil {
			return err
		}
		for _, c := range sent.Columns() {
			columns = append(columns, grid.Column{Title: c.Label(), Width: float32(max(72, min(150, 18*len([]rune(c.Label()))+24)))})
		}
		for row, err := range sent.Rows() {
			if err != nil {
				return err
			}
			cells := make([]string, len(columns))
			for i, c := range sent.Columns() {
				cells[i] = c.Shown(sent.Text(row, c))
			}
			if t.rows = append(t.rows, cells); len(t.rows)%5000 == 0 {
				progress(len(t.rows), r.Rows)
				if err := ctx.Err(); err != nil {
					return err
				}
			}
		}
		return nil
	}, func(err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		d, _ := listDialog(p.shell, fmt.Sprintf("第 %d 次：%s，%s，%d 行", r.ID, r.Name, r.Period(), r.Rows), "没有行", columns, t)
		d.Note = "号码遮住了；要看全的，请重新生成文件"
		d.Open(p.shell.Window().Canvas(), widget.NewPlain("重新生成文件…", "refresh", func() { p.makeAgain(r) }))
	})
}

// makeAgain writes the workbook of a run anew.
func (p *Pane) makeAgain(r report.Run) {
	l := p.shell.Ledger()
	kind := page.Workbooks
	p.shell.AskSave("重新生成第 "+fmt.Sprint(r.ID)+" 次报送的文件", r.FileName(), kind, func(path string) {
		same := false
		p.shell.Work("重新生成文件", func(ctx context.Context, _ page.Progress) error {
			f, err := report.FileOf(ctx, l.Read(), r)
			if err != nil {
				return err
			}
			same = f.Same
			if err := noted(ctx, l, fmt.Sprintf("重新生成第 %d 次报送的文件：%s", r.ID, r.Name)); err != nil {
				return err
			}
			return sheet.WriteBytes(path, f.Data)
		}, func(err error) {
			if err != nil {
				p.shell.Fail(err)
				return
			}
			words := "已重新生成，每一格的内容和当时报的相同"
			if same {
				words = "已重新生成，和当时报的文件每个字节都相同"
			}
			p.shell.Done(words, 0)
			p.shell.OpenFile(path)
		})
	})
}

// noted writes down that numbers of people leave the ledger.
func noted(ctx context.Context, l *ledger.Ledger, title string) error {
	if err := l.Note(ctx, title); err != nil {
		return fmt.Errorf("这要先记入操作记录，没有记成，所以没有写文件：%w", err)
	}
	return nil
}

// Correct sends the period of a run again, from what the ledger says now.
func (p *Pane) Correct(r report.Run) {
	text := fmt.Sprintf("按现在台账里的内容，把第 %d 次（%s，%s）再导出一遍，记成更正它的一次。原来的文件和记录都留着。请先确认体检里要改的已经改好。", r.ID, r.Name, r.Period())
	widget.Confirm(p.shell.Window().Canvas(), "更正报送", text, "选文件夹…", false, func() {
		p.shell.AskFolder("更正报送放到哪个文件夹", func(folder string) { p.correct(r, folder) })
	})
}

func (p *Pane) correct(r report.Run, folder string) {
	l := p.shell.Ledger()
	var out report.Report
	p.shell.Work("更正报送："+r.Name, func(ctx context.Context, _ page.Progress) error {
		q := Ask{Profile: r.Profile, On: r.AsOf, First: r.First, Last: r.Last}
		form, s, err := q.source(ctx, l)
		if err != nil {
			return err
		}
		made, found, err := report.CheckAndExport(ctx, form, s, folder, report.Options{AsOf: r.AsOf, Corrects: r.ID})
		if err == nil {
			out = made
			_, err = report.Record(ctx, l, form, made, found)
		}
		return err
	}, func(err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.shell.Done(fmt.Sprintf("已更正报送，%d 行：%s", out.Rows, out.Path), 0)
		p.reload()
		if out.Remark != "" {
			widget.Message(p.shell.Window().Canvas(), "还要存成 .xls", out.Remark)
		}
	})
}
