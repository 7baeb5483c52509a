package sending

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/intake"
	"unionledger/data/problem"
	"unionledger/data/report"
	"unionledger/data/sheet"
)

// AskAnswer asks for the answer of the union above.
func (p *Pane) AskAnswer() { p.shell.AskOpen("读回反馈", page.Spreadsheets, p.ReadAnswer) }

// ReadAnswer reads an answer aside and shows it before anything is kept.
func (p *Pane) ReadAnswer(path string) {
	l, today := p.shell.Ledger(), p.shell.Today()
	var f *report.Feedback
	p.shell.Load("读反馈", func(ctx context.Context, progress page.Progress) error {
		book, err := sheet.Open(ctx, path, sheet.Options{Progress: func(done, total int64) { progress(int(done>>10), int(total>>10)) }})
		if err != nil {
			return err
		}
		f, err = report.ReadFeedback(ctx, l.Read(), book, intake.Options{Today: today})
		return err
	}, func(err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.showAnswer(path, f)
	})
}

// showAnswer lists what was not taken, and keeps it when that is wanted.
func (p *Pane) showAnswer(path string, f *report.Feedback) {
	t := &texts{}
	all := f.Problems()
	for _, q := range all {
		tone, word := grid.ToneWarn, "要办"
		switch q.Severity {
		case problem.Hint:
			tone, word = grid.ToneNeutral, "知道就行"
		case problem.Error:
			tone, word = grid.ToneError, "没有收"
		}
		t.rows, t.tones = append(t.rows, []string{word, q.Who, fmt.Sprint(q.Row), q.Message}), append(t.tones, tone)
	}
	why := widget.NoteParagraph("点一行看全文。记下以后，要办的列在上报页和工作台，改好再报就自己消掉；不会因为反馈增加或修改会员。")
	d, g := listDialog(p.shell, "反馈“"+filepath.Base(path)+"”", "全部都收了", []grid.Column{{Title: "", Width: 72}, {Title: "姓名", Width: 96}, {Title: "第几行", Width: 56, Align: grid.AlignTrailing}, {Title: "为什么、怎么办", Width: 420, Stretch: true}}, t, widget.Strong(f.Summary()), why)
	g.OnCurrent = func(row, _ int) {
		if row >= 0 && row < len(all) {
			why.SetText(all[row].Message)
			d.Refresh()
		}
	}
	keep := widget.NewPrimary("记下", "", nil)
	keep.OnTapped = func() {
		d.Close()
		p.keepAnswer(f)
	}
	if strings.Contains(f.Summary(), "没有再记") {
		keep.Disable()
	}
	d.Open(p.shell.Window().Canvas(), keep)
}

func (p *Pane) keepAnswer(f *report.Feedback) {
	l := p.shell.Ledger()
	var op int64
	p.shell.Work("记下反馈", func(ctx context.Context, _ page.Progress) (err error) {
		op, err = f.Write(ctx, l)
		return err
	}, func(err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.shell.Done("已记下反馈："+f.Summary(), op)
		p.reload()
	})
}

// Returned lists the rows that came back for a reason: what to do, a jump, a tick.
func (p *Pane) Returned(word string) {
	var list []report.FeedbackItem
	t := &texts{}
	for _, it := range p.facts.open {
		if reasonWord(it) == word {
			list = append(list, it)
			t.rows = append(t.rows, []string{it.Name, it.Reason, it.Next, it.Date.String()})
		}
	}
	next := widget.NoteParagraph("双击一行去改；改好再导出上报，这里自己消掉。在别处办好的，点“办好了”。")
	d, g := listDialog(p.shell, "退回没办完的："+word, "都办好了", []grid.Column{{Title: "姓名", Width: 96}, {Title: "上级说的原因", Width: 210}, {Title: "怎么办", Width: 300, Stretch: true}, {Title: "反馈日期", Width: 90}}, t, next)
	g.OnCurrent = func(row, _ int) {
		if row >= 0 && row < len(list) {
			next.SetText(list[row].Name + "：" + list[row].Reason + "。" + list[row].Next)
			d.Refresh()
		}
	}
	jump := func(row int) {
		if row >= 0 && row < len(list) && list[row].Member != 0 {
			d.Close()
			p.shell.Go(page.Roster, page.MemberField{ID: list[row].Member, Field: list[row].Field})
		}
	}
	g.OnActivate = func(row, _ int) { jump(row) }
	change := widget.NewPrimary("去改", "open", func() { row, _ := g.Current(); jump(row) })
	done := widget.NewPlain("办好了", "check", func() {
		if row, _ := g.Current(); row >= 0 && row < len(list) {
			d.Close()
			p.settle(list[row])
		}
	})
	d.Open(p.shell.Window().Canvas(), done, change)
}

// settle marks a returned row as seen to.
func (p *Pane) settle(it report.FeedbackItem) {
	l := p.shell.Ledger()
	p.write("记下办好了", func(ctx context.Context) (int64, error) { return report.MarkFeedback(ctx, l, it.ID, true) }, "已记下："+it.Name+"的退回办好了", p.shell.Fail)
}

// write does a small change, says so with 撤销, and reads everything anew.
func (p *Pane) write(title string, do func(context.Context) (int64, error), said string, failed func(error)) {
	var op int64
	p.shell.Work(title, func(ctx context.Context, _ page.Progress) (err error) {
		op, err = do(ctx)
		return err
	}, func(err error) {
		if err != nil {
			failed(err)
			return
		}
		p.shell.Done(said, op)
		p.Load(p.ask)
	})
}
