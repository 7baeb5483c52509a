package dues

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/dues"
)

// debtors is the list of those in arrears as a grid.Source.
type debtors struct {
	f    *facts
	list []dues.Debtor
}

var debtorColumns = []grid.Column{
	{Key: "name", Title: "姓名", Width: 92},
	{Key: "group", Title: "分会、小组", Width: 130},
	{Key: "months", Title: "连续欠缴", Width: 84},
	{Key: "owing", Title: "欠缴（元）", Width: 84, Align: grid.AlignTrailing},
	{Key: "words", Title: "规则怎么说", Width: 240, Stretch: true},
}

func (d *debtors) Len() int { return len(d.list) }

func (d *debtors) Cell(row, col int) grid.Cell {
	one := &d.list[row]
	switch debtorColumns[col].Key {
	case "name":
		return grid.Cell{Text: one.Name, Tone: grid.ToneLink, Small: len([]rune(one.Name)) > 5}
	case "group":
		return grid.Cell{Text: one.Group, Tone: grid.ToneSecondary}
	case "months":
		return d.f.arrearsCell(one.Months)
	case "owing":
		return grid.Cell{Text: one.Owing.Grouped()}
	}
	words := one.Words
	if steps := d.f.book.Arrears; one.Months >= steps[len(steps)-1].Months {
		words = "见下面的规定" // the whole sentence does not fit a cell
	}
	return grid.Cell{Text: words, Tone: grid.ToneSecondary, Small: true}
}

// openArrears lists who has owed for so many months that the rules speak of it.
func (v *view) openArrears() {
	l, upTo := v.shell.Ledger(), v.f.last
	if l == nil || upTo.IsZero() || len(v.f.book.Arrears) == 0 {
		widget.Message(v.canvas(), "连续欠缴", "还没有开过账，没有欠缴名单。")
		return
	}
	var list []dues.Debtor
	v.shell.Load("读取欠缴名单", func(ctx context.Context, _ page.Progress) (err error) {
		list, err = dues.Debtors(ctx, l.Read(), upTo)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.showArrears(list)
	})
}

// showArrears shows the list with what the rule book says of the longest.
func (v *view) showArrears(all []dues.Debtor) {
	steps := v.f.book.Arrears
	d := &debtors{f: &v.f}
	for _, one := range all {
		if one.Months >= steps[0].Months {
			d.list = append(d.list, one)
		}
	}
	if len(d.list) == 0 {
		widget.Message(v.canvas(), "连续欠缴", fmt.Sprintf("截至 %s，没有人连续欠缴满 %d 个月。", v.f.last, steps[0].Months))
		return
	}
	g := grid.New(debtorColumns, d)
	g.Label = "连续欠缴名单"
	worst := steps[len(steps)-1]
	note := widget.NewParagraph(fmt.Sprintf("%s：%s。程序只列名单，不作认定；请先谈话、催缴，由工会委员会讨论决定。", worst.Basis, worst.Words), theme.SizeNote, theme.ColorText2).For(theme.Scaled(688))
	rows := float32(min(max(len(d.list), 3), 9))
	body := widget.Column(theme.Gap8, widget.Sized(0, 30+28*rows+4, g), note)
	dialog := widget.NewDialog(fmt.Sprintf("连续欠缴满 %d 个月的 %d 人，截至 %s", steps[0].Months, len(d.list), v.f.last), body, "").Wide(720)
	dialog.Note = "在名单上按 Enter 看这位会员"
	g.OnActivate = func(row, _ int) {
		dialog.Close()
		v.shell.Go(page.Roster, page.Member{ID: d.list[row].Member})
	}
	g.OnEscape = dialog.Cancel
	everyone := widget.NewPlain("在会员页列出", "people", func() {
		ids := make([]int64, len(d.list))
		for i, one := range d.list {
			ids[i] = one.Member
		}
		dialog.Close()
		v.shell.Go(page.Roster, page.Members{Title: fmt.Sprintf("连续欠缴满 %d 个月", steps[0].Months), IDs: ids})
	})
	dialog.Open(v.canvas(), everyone)
	v.canvas().Focus(fyne.Focusable(g))
	g.SetCurrent(0, 0)
}
