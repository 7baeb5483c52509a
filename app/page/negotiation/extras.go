package negotiation

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/rule"
)

// fillExtras shows what only some steps have: people, clauses, the vote, the minimum
// wage.
func (p *pane) fillExtras() {
	switch p.no {
	case repsStep:
		workers, enterprise := p.reps(negotiation.Workers), p.reps(negotiation.Enterprise)
		if p.narrow {
			p.extras.put(widget.Column(theme.Gap12, workers, enterprise))
		} else {
			p.extras.put(container.New(layoutPair{}, workers, enterprise))
		}
	case draftStep:
		p.fillClauses()
	case congressStep:
		p.fillVote()
	case signStep:
		p.extras.put(widget.NewBox(widget.NewParagraph(p.f.minimumWage(), theme.SizeNote, theme.ColorText2).For(680)))
	case filingStep:
		p.extras.put()
	}
}

// layoutPair sets two blocks side by side in equal widths, both as high as the higher.
type layoutPair struct{}

func (layoutPair) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(2*max(a.Width, b.Width)+theme.Gap12, max(a.Height, b.Height))
}

func (layoutPair) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := (size.Width - theme.Gap12) / 2
	o[0].Resize(fyne.NewSize(w, size.Height))
	o[1].Move(fyne.NewPos(w+theme.Gap12, 0))
	o[1].Resize(fyne.NewSize(w, size.Height))
}

// reps is the list of representatives of a side.
func (p *pane) reps(side string) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, r := range p.f.d.Reps {
		if r.Get("side") != side {
			continue
		}
		before := []fyne.CanvasObject{widget.Strong(r.Get("name"))}
		for _, word := range repTags(r) {
			before = append(before, widget.NewTag(word, widget.Accent))
		}
		rows = append(rows, itemRow(before, repNote(r), func() { p.editRep(r) }, func() { p.remove(r, r.Get("name")) }))
	}
	if len(rows) == 0 {
		rows = append(rows, listRow(widget.Secondary("还没有登记名单")))
	}
	note := ""
	if n := p.f.d.Count(side).All; n > 0 {
		note = fmt.Sprintf("%d 名", n)
	}
	if until, l, ok := p.f.d.Protection(negotiation.NewRep(side), p.f.profile); ok && len(rows) > 0 {
		text := l.Text + "（" + l.Cite() + "）"
		if !until.IsZero() {
			text += "；到 " + until.String() + " 为止，中途离任的到离任之日"
		}
		rows = append(rows, listRow(widget.NewParagraph(text, theme.SizeNote, theme.ColorText2).For(300)))
	}
	add := widget.NewLink("添加", "plus", func() { p.editRep(negotiation.NewRep(side)) }).Small()
	return widget.NewPanel(side, lines(rows), add).Note(note).Flush()
}

// itemRow is a row with the buttons that change it.
func itemRow(before []fyne.CanvasObject, note string, edit, remove func()) fyne.CanvasObject {
	after := []fyne.CanvasObject{widget.NewIconButton(widget.Link, "edit", "修改", edit).Small(), widget.NewIconButton(widget.Link, "trash", "删除", remove).Small()}
	return widget.Inset(2, 2, theme.Gap12, theme.Gap4, widget.NewSplitRow(theme.Gap4, before, widget.NewText(note, theme.SizeNote, theme.ColorText2).Cut(), after))
}

// itemForm makes the form of a row.
func itemForm(set *field.Set) *form.Form {
	f := form.New(set)
	for _, key := range f.Keys() {
		if words := negotiation.Words(key); words != nil {
			f.Offer(key, !negotiation.OnlyWords(key), form.Words(words...)...)
		}
	}
	return f
}

func (p *pane) editRep(r negotiation.Item) {
	title := "修改协商代表"
	if r.ID == 0 {
		title = "登记协商代表"
	}
	p.editItem(title, r, "name")
}

// editItem asks for the fields of a row and saves them.
func (p *pane) editItem(title string, it negotiation.Item, name string) {
	f := itemForm(it.Fields())
	f.Show(it.Record)
	if it.Fields() == negotiation.RepFields {
		p.fillKnown(f)
	}
	round := p.f.d.Round
	var d *widget.Dialog
	d = widget.ShowForm(p.v.shell.Window().Canvas(), title, f.In(2), "保存", func() error {
		changed := negotiation.Item{ID: it.ID, Record: it.Clone()}
		f.Take(changed.Record)
		return p.v.writeFrom(d, title+"："+changed.Get(name), func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			return negotiation.SaveItem(ctx, l, round, changed)
		}, nil)
	})
	d.Wide(600).Refresh()
}

// remove takes a row away; 撤销 brings it back.
func (p *pane) remove(it negotiation.Item, name string) {
	p.v.write("已删除"+it.Fields().Label+"："+name, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return negotiation.Remove(ctx, l, it)
	}, nil, nil)
}

// fillClauses lists what the contract must or may settle, to be ticked.
func (p *pane) fillClauses() {
	asked := p.f.d.AskedClauses(p.f.profile)
	if len(asked) == 0 {
		p.extras.put()
		return
	}
	grid, there := p.ticks(asked[0])
	parts := []fyne.CanvasObject{grid}
	for _, more := range asked[1:] {
		ticks, _ := p.ticks(more)
		parts = append(parts, widget.Note("另按"+more.Cite()+"，还应当约定："), ticks)
	}
	p.extras.put(widget.NewPanel("合同条款", widget.Column(theme.Gap4, parts...)).Note(fmt.Sprintf("写进草案的打勾，%d 项有 %d 项；%s", len(asked[0].Items), there, asked[0].Cite())))
}

// ticks are boxes for clauses, and how many of them the contract has.
func (p *pane) ticks(clauses rule.Clauses) (fyne.CanvasObject, int) {
	columns := 2
	if p.narrow {
		columns = 1
	}
	grid := container.NewGridWithColumns(columns)
	there := 0
	for _, item := range clauses.Items {
		_, on := p.f.d.Clauses[item]
		if on {
			there++
		}
		tick := widget.NewCheckBox(item, nil)
		tick.SetChecked(on)
		tick.OnChanged = func(on bool) { p.markClause(item, on) }
		grid.Add(tick)
	}
	return grid, there
}

func (p *pane) markClause(item string, there bool) {
	what := "已登记条款：" + item
	if !there {
		what = "已取消条款：" + item
	}
	round := p.f.d.Round
	p.v.write(what, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return negotiation.MarkClause(ctx, l, round, item, there, negotiation.Mark{})
	}, nil, nil)
}

// fillVote says how the vote stands to its two thresholds.
func (p *pane) fillVote() {
	list := p.f.verdicts()
	var rows []fyne.CanvasObject
	for _, v := range list {
		words := []fyne.CanvasObject{widget.Body(v.text).Cut()}
		if v.basis != "" {
			words = append(words, widget.NewParagraph(v.basis, theme.SizeNote, theme.ColorText2).For(560))
		}
		rows = append(rows, listRow(widget.NewSplitRow(theme.Gap8, nil, widget.Column(0, words...), []fyne.CanvasObject{widget.NewTag(v.word, v.tone)})))
	}
	if len(list) == 0 {
		rows = append(rows, listRow(widget.Secondary("填好应到、实到、同意人数后，这里核对表决是否有效")))
	}
	p.extras.put(widget.NewPanel("表决是否有效", lines(rows)).Flush())
}
