package negotiation

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
)

// papers is the list of documents of a step. Its rows stay, so that ticking one
// by keyboard goes on with the next.
type papers struct {
	p      *pane
	object *widget.Panel
	rows   []*paperRow
}

type paperRow struct {
	key    string
	tick   *widget.CheckBox
	tag    *widget.Tag
	copies *widget.Button
	make   *widget.Button
	line   *fyne.Container
}

func newPapers(p *pane) *papers {
	list := &papers{p: p}
	var rows []fyne.CanvasObject
	for _, paper := range p.s.Papers {
		row := &paperRow{key: paper.Key, tag: widget.NewTag("", widget.Neutral)}
		row.tick = widget.NewCheckBox(paper.Title, func(on bool) { list.set(row.key, on) })
		row.copies = widget.NewLink("份数", "", func() { list.ask(row.key) }).Small().Tip("填份数和存放处")
		row.make = widget.NewLink("做", "", nil).Small().Tip("按这一轮的内容做成 Word 文档，可以用 WPS 改")
		row.make.OnTapped = func() { p.v.makeMenu(row.make, row.key) }
		row.line = widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{row.tick}, nil, []fyne.CanvasObject{row.copies, row.make, row.tag})
		rows = append(rows, widget.Inset(0, 0, theme.Gap12, theme.Gap8, row.line))
		list.rows = append(list.rows, row)
	}
	list.object = widget.NewPanel("文件", lines(rows)).Flush()
	return list
}

// fill shows which papers are there.
func (l *papers) fill(s negotiation.Step) {
	missing := 0
	for i, paper := range s.Papers {
		row := l.rows[i]
		row.tick.SetChecked(paper.There)
		word, t := "需要时才办", widget.Neutral
		switch {
		case paper.There && paper.Copies > 0:
			word, t = fmt.Sprintf("已有，%d 份", paper.Copies), widget.OK
		case paper.There:
			word, t = "已有", widget.OK
		case paper.Need && (s.State == negotiation.Later):
			word = "要办"
		case paper.Need:
			word, t = "缺", widget.Bad
			missing++
		}
		row.tag.Set(word, t)
		show(row.copies, paper.There)
		show(row.make, len(l.p.v.documents(paper.Key)) > 0)
		row.line.Refresh()
	}
	note := fmt.Sprintf("%d 件", len(s.Papers))
	if missing > 0 {
		note += fmt.Sprintf("，缺 %d", missing)
	}
	l.object.SetNote(note + "；有的打勾")
}

// set marks a paper as there or not.
func (l *papers) set(key string, there bool) { l.mark(key, there, negotiation.Mark{}) }

func (l *papers) mark(key string, there bool, m negotiation.Mark) {
	round := l.p.f.d.Round
	what := "已登记文件：" + round.PaperTitle(key)
	if !there {
		what = "已取消文件：" + round.PaperTitle(key)
	}
	l.p.v.write(what, func(ctx context.Context, led *ledger.Ledger) (int64, error) {
		return negotiation.MarkPaper(ctx, led, round, key, there, m)
	}, nil, func(err error) {
		l.fill(l.p.s) // the tick goes back
		l.p.v.shell.Fail(err)
	})
}

// paperFields are what is kept of a paper.
var paperFields = field.NewSet("paper", "文件",
	field.Field{Key: "copies", Label: "份数", Kind: field.Integer},
	field.Field{Key: "note", Label: "存放处或备注", MaxLen: 100})

// ask asks for copies and note of a paper.
func (l *papers) ask(key string) {
	f := form.New(paperFields)
	old := l.p.f.d.Papers[key]
	r := paperFields.NewRecord()
	if old.Copies > 0 {
		r.Set("copies", fmt.Sprint(old.Copies))
	}
	r.Set("note", old.Note)
	f.Show(r)
	widget.ShowForm(l.p.v.shell.Window().Canvas(), l.p.f.d.PaperTitle(key), f.In(1), "保存", func() error {
		f.Take(r)
		l.mark(key, true, negotiation.Mark{Copies: int(r.Int("copies")), Note: r.Get("note")})
		return nil
	})
}
