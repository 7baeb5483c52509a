package settings

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/ledger"
)

// historySection lists all operations; each can be looked into and taken back.
type historySection struct {
	shell page.Shell
	grid  *grid.Grid
	undo  *widget.Button
	look  *widget.Button
	whole fyne.CanvasObject
	ops   operations
}

func newHistorySection(s page.Shell) *historySection {
	h := &historySection{shell: s}
	h.grid = grid.New([]grid.Column{
		{Key: "id", Title: "号", Width: 52, Align: grid.AlignTrailing}, {Key: "at", Title: "时间", Width: 128}, {Key: "operator", Title: "操作员", Width: 84},
		{Key: "title", Title: "做了什么", Width: 300, Stretch: true}, {Key: "changes", Title: "改动", Width: 72, Align: grid.AlignTrailing}, {Key: "state", Title: "状态", Width: 84},
	}, nil)
	h.grid.EmptyText = "还没有操作"
	h.grid.Label = "操作记录"
	h.grid.OnActivate = func(int, int) { h.details() }
	h.grid.OnCurrent = func(int, int) { h.enable() }
	h.undo = widget.NewPlain("撤销这次操作", "undo", h.takeBack)
	h.look = widget.NewPlain("看改了什么", "eye", h.details)
	bar := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Note("双击或按 Enter 看改了什么；后来又改过的内容不会被撤销冲掉")}, nil, []fyne.CanvasObject{h.look, h.undo})
	h.whole = widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16,
		widget.Border(widget.Inset(0, theme.Gap8, 0, 0, bar), nil, nil, nil, widget.NewBox(h.grid).Flush()))
	return h
}

func (h *historySection) object() fyne.CanvasObject { return h.whole }

func (h *historySection) load() {
	l := h.shell.Ledger()
	if l == nil {
		return
	}
	var ops []ledger.Operation
	h.shell.Load("读操作记录", func(ctx context.Context, _ page.Progress) (err error) {
		ops, err = l.History(ctx, 0)
		return err
	}, func(err error) {
		if err != nil {
			h.shell.Fail(err)
			return
		}
		h.ops = ops
		h.grid.SetSource(h.ops)
		h.enable()
	})
}

// operations are the rows of the grid.
type operations []ledger.Operation

func (o operations) Len() int { return len(o) }

func (o operations) Cell(row, col int) grid.Cell {
	x := o[row]
	switch col {
	case 0:
		return grid.Cell{Text: fmt.Sprint(x.ID), Tone: grid.ToneMuted}
	case 1:
		return grid.Cell{Text: x.At.Local().Format("2006-01-02 15:04")}
	case 2:
		return grid.Cell{Text: x.Operator}
	case 3:
		return grid.Cell{Text: x.Title}
	case 4:
		return grid.Cell{Text: fmt.Sprintf("%d 处", x.Changes), Tone: grid.ToneSecondary}
	}
	if x.UndoneBy != 0 {
		return grid.Cell{Text: "已撤销", Shape: grid.ShapeTag, Tone: grid.ToneNeutral}
	}
	return grid.Cell{}
}

// chosen is the operation of the current row.
func (h *historySection) chosen() (ledger.Operation, bool) {
	row, _ := h.grid.Current()
	if row < 0 || row >= len(h.ops) {
		return ledger.Operation{}, false
	}
	return h.ops[row], true
}

func (h *historySection) enable() {
	o, ok := h.chosen()
	for b, on := range map[*widget.Button]bool{h.look: ok, h.undo: ok && o.UndoneBy == 0} {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

func (h *historySection) takeBack() {
	o, ok := h.chosen()
	if !ok || o.UndoneBy != 0 {
		return
	}
	text := fmt.Sprintf("第 %d 号：%s。共 %d 处改动，将恢复到那之前；撤销本身也能再撤销。", o.ID, o.Title, o.Changes)
	widget.Confirm(h.shell.Window().Canvas(), "撤销这次操作？", text, "撤销", false, func() { h.shell.Undo(o.ID) })
}

// mostChanges is how many changed rows the details list.
const mostChanges = 500

func (h *historySection) details() {
	o, ok := h.chosen()
	if !ok {
		return
	}
	l := h.shell.Ledger()
	var list changes
	h.shell.Load("读改动", func(ctx context.Context, _ page.Progress) (err error) {
		list.rows, err = readChanges(ctx, l, o.ID, mostChanges)
		return err
	}, func(err error) {
		if err != nil {
			h.shell.Fail(err)
			return
		}
		g := grid.New([]grid.Column{{Key: "what", Title: "哪一条", Width: 170}, {Key: "action", Title: "", Width: 52}, {Key: "field", Title: "项目", Width: 110},
			{Key: "old", Title: "原来", Width: 150}, {Key: "new", Title: "改成", Width: 160, Stretch: true}}, list)
		note := fmt.Sprintf("%s，%s，共改动 %d 行", o.At.Local().Format("2006-01-02 15:04"), o.Operator, o.Changes)
		if o.Changes > mostChanges {
			note += fmt.Sprintf("，下面列出前 %d 行", mostChanges)
		}
		body := widget.Border(widget.Inset(0, theme.Gap8, 0, 0, widget.Note(note)), nil, nil, nil, widget.Sized(640, 320, g))
		widget.NewDialog(o.Title, body, "").Wide(700).Open(h.shell.Window().Canvas())
	})
}
