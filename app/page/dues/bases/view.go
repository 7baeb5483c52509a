// Package bases is the tab 基数 of the page 会费: the base of everybody for a month,
// and new ones pasted or typed, shown before they are written.
package bases

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/dues"
)

// View is the tab.
type View struct {
	shell   page.Shell
	content fyne.CanvasObject
	month   *widget.Picker
	note    *widget.Text
	grid    *grid.Grid
	list    []dues.BaseEntry
	asked   int
}

var columns = []grid.Column{
	{Key: "name", Title: "姓名", Width: 92},
	{Key: "group", Title: "分会、小组", Width: 140},
	{Key: "base", Title: "基数（元）", Width: 100, Align: grid.AlignTrailing},
	{Key: "from", Title: "从哪月起", Width: 100},
	{Key: "source", Title: "来源", Width: 200, Stretch: true},
}

// New makes the tab.
func New(shell page.Shell) *View {
	v := &View{shell: shell, month: widget.NewPicker("月份").Wide(140), note: widget.NewText("", theme.SizeNote, theme.ColorText2).Cut()}
	v.month.OnChanged = func(string) { v.read() }
	v.grid = grid.New(columns, nil)
	v.grid.Label, v.grid.Frozen = "缴费基数", 1
	v.grid.OnActivate = func(at, _ int) {
		if at < len(v.list) {
			v.history(v.list[at])
		}
	}
	paste := widget.NewPrimary("录入、粘贴基数", "", v.openPaste)
	wages := widget.NewPlain("对照工资表", "", func() { v.shell.Go(page.Roster, page.WageSheet{}) })
	top := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Body("看"), v.month}, v.note, []fyne.CanvasObject{wages, paste})
	v.content = widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16,
		widget.Border(widget.Inset(0, theme.Gap8, 0, 0, top), nil, nil, nil, widget.NewBox(v.grid).Flush()))
	return v
}

// Content is the tab from top to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Show reads the bases anew.
func (v *View) Show() {
	v.month.SetOptions(monthOptions(v.shell.Today().YearMonth())...)
	if v.month.Value() == "" {
		v.month.SetValue(v.shell.Today().YearMonth().String())
	}
	v.read()
}

func monthOptions(now civil.YearMonth) (out []widget.Option) {
	for back := -1; back < 36; back++ {
		m := now.Add(-back)
		out = append(out, widget.Option{Value: m.String(), Text: fmt.Sprintf("%d 年 %d 月", m.Year, int(m.Month))})
	}
	return out
}

func (v *View) read() {
	l := v.shell.Ledger()
	month, err := civil.ParseYearMonth(v.month.Value())
	if l == nil || err != nil {
		return
	}
	v.asked++
	asked := v.asked
	var got []dues.BaseEntry
	v.shell.Load("读取缴费基数", func(ctx context.Context, _ page.Progress) (err error) {
		got, err = dues.BasesIn(ctx, l.Read(), month)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case asked == v.asked && v.shell.Ledger() == l:
			v.list = got
			none := 0
			for _, b := range got {
				if b.Base == nil {
					none++
				}
			}
			v.note.SetText(fmt.Sprintf("%d 人，%d 人没有基数；双击看一个人历次的基数", len(got), none))
			v.grid.EmptyText = "还没有会员"
			v.grid.SetSource(rows(got))
			v.grid.Refresh()
		}
	})
}

type rows []dues.BaseEntry

func (r rows) Len() int { return len(r) }

func (r rows) Cell(at, col int) grid.Cell {
	b := r[at]
	switch columns[col].Key {
	case "name":
		return grid.Cell{Text: b.Name, Tone: grid.ToneLink, Small: len([]rune(b.Name)) > 5}
	case "group":
		return grid.Cell{Text: b.Group, Tone: grid.ToneSecondary}
	case "base":
		if b.Base == nil {
			return grid.Cell{Text: "没有", Tone: grid.ToneWarn, Empty: true}
		}
		return grid.Cell{Text: b.Base.Grouped()}
	case "from":
		return grid.Cell{Text: b.Since(), Tone: grid.ToneSecondary}
	}
	return grid.Cell{Text: b.Source, Tone: grid.ToneSecondary}
}

// history shows the bases a member had.
func (v *View) history(b dues.BaseEntry) {
	l := v.shell.Ledger()
	var list []dues.BaseEntry
	v.shell.Load("读取缴费基数", func(ctx context.Context, _ page.Progress) (err error) {
		list, err = dues.BaseHistory(ctx, l.Read(), b.Member)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		text := ""
		for _, h := range list {
			base := "没有"
			if h.Base != nil {
				base = h.Base.Grouped() + " 元"
			}
			text += fmt.Sprintf("%s：%s（%s）\n", h.Since(), base, h.Source)
		}
		if text == "" {
			text = "只有名册上的一个基数，没有改过。"
		}
		widget.Message(v.shell.Window().Canvas(), b.Name+"的缴费基数", text)
	})
}
