package negotiation

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
)

// listFrom is the width of the page from which the list of rounds stands beside
// the time line.
const listFrom = 1180

// lay puts head, list, time line and step together.
func (v *view) lay() fyne.CanvasObject {
	more := widget.NewIconButton(widget.Plain, "more", "更多：这一轮的情况、附件、假如、导入、删除", nil)
	more.OnTapped = func() { widget.ShowMenu(more, v.more()) }
	title := widget.Row(theme.Gap8, widget.Title("集体协商"), v.picker)
	head := page.Head(title, v.summary, widget.NewPlain("新一轮", "plus", v.newRound), widget.NewMenuButton("文书", "print", v.papersMenu), widget.NewPlain("导出台账", "upload", v.Print), more)
	line := container.NewVScroll(v.line)
	left := pane2(line)
	body := container.New(&columns{v: v}, v.list.object, left, v.step)
	return widget.Border(head, nil, nil, nil, body)
}

// pane2 is a white side pane with a line at its right.
func pane2(o fyne.CanvasObject) fyne.CanvasObject {
	edge := widget.NewSurface(theme.ColorLine, "", nil).Square()
	return container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(), container.New(rightEdge{}, o, edge))
}

// rightEdge leaves one unit at the right for a line.
type rightEdge struct{}

func (rightEdge) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
func (rightEdge) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(size.Width-theme.LineWidth, size.Height))
	o[1].Move(fyne.NewPos(size.Width-theme.LineWidth, 0))
	o[1].Resize(fyne.NewSize(theme.LineWidth, size.Height))
}

// columns lays out list of rounds (only where there is room), time line and step.
type columns struct{ v *view }

func (c *columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 300) }

func (c *columns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	wide := size.Width >= theme.Scaled(listFrom)
	if wide != c.v.wide || o[0].Visible() != wide {
		c.v.setWide(wide)
	}
	x := float32(0)
	put := func(o fyne.CanvasObject, w float32) {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, size.Height))
		x += w
	}
	if wide {
		put(o[0], theme.Scaled(204))
		put(o[1], theme.Scaled(292))
	} else {
		put(o[1], theme.Scaled(264))
	}
	put(o[2], size.Width-x)
}

// setWide shows the list of rounds instead of the picker, and the extras of a step.
func (v *view) setWide(wide bool) {
	v.wide = wide
	show(v.list.object, wide)
	show(v.picker, !wide)
	if v.pane != nil {
		v.pane.setWide(wide)
	}
}

// slot is a place of the page whose content is replaced; empty, it takes no room.
//
// It is a struct around the container, not one itself: put slot.Container into the tree.
type slot struct{ *fyne.Container }

func newSlot() slot {
	s := slot{container.NewStack()}
	s.Hide()
	return s
}

func (s slot) put(o ...fyne.CanvasObject) {
	s.Objects = o
	if len(o) == 0 {
		s.Hide()
	} else {
		s.Show()
	}
	s.Refresh()
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
