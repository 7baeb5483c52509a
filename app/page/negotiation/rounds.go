package negotiation

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// roundList is the list of rounds at the left of a wide window, with the raises
// agreed year by year below.
type roundList struct {
	object fyne.CanvasObject
	inner  *container.Scroll
	title  *widget.Text
	rows   *fyne.Container
	chart  *widget.Chart
	open   func(int64)
}

func newRoundList(open func(int64)) *roundList {
	r := &roundList{open: open, title: widget.Note(""), rows: widget.Column(0), chart: widget.NewBarChart()}
	graph := widget.Column(theme.Gap8, widget.Strong("约定工资增幅，%"), widget.Sized(0, 150, r.chart))
	inner := widget.Column(0, widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, r.title), widget.Divider(), r.rows,
		widget.Inset(theme.Gap16, theme.Gap12, theme.Gap12, theme.Gap12, graph))
	r.inner = container.NewVScroll(inner)
	r.object = pane2(r.inner)
	r.object.Hide()
	return r
}

// show lists the rounds, the chosen one tinted.
func (r *roundList) show(rounds []roundLine, chosen int64) {
	r.title.SetText(fmt.Sprintf("协商轮次，共 %d 轮", len(rounds)))
	r.rows.RemoveAll()
	var points []widget.Point
	kind := "" // the raises of contracts like the chosen one, else of the unit's own on wages
	for _, line := range rounds {
		if line.id == chosen && line.raise != 0 {
			kind = line.kind
		}
	}
	for _, line := range rounds {
		r.rows.Add(r.row(line, line.id == chosen))
		r.rows.Add(widget.Divider())
		if line.raise != 0 && line.kind == kind && len(points) < 6 {
			points = append([]widget.Point{{Name: line.year, Value: line.raise, Label: fmt.Sprintf("%.1f", line.raise)}}, points...)
		}
	}
	r.chart.Set(points)
	r.inner.Refresh() // what is below moves with the rows
}

func (r *roundList) row(line roundLine, chosen bool) fyne.CanvasObject {
	var tag []fyne.CanvasObject
	if line.words != "" {
		tag = append(tag, widget.NewTag(line.words, line.urgent))
	}
	name := widget.NewLink(line.year+" 年度", "", func() { r.open(line.id) }).Small().Tip(line.title)
	note := widget.NewText(line.note, theme.SizeNote, theme.ColorText2).Cut()
	lines := widget.Column(0, widget.NewSplitRow(theme.Gap4, []fyne.CanvasObject{name}, nil, tag))
	if line.kind != "" {
		lines.Add(widget.Inset(0, 0, theme.Gap4, 0, widget.NewText(line.kind, theme.SizeNote, theme.ColorText).Cut()))
	}
	lines.Add(widget.Inset(0, 0, theme.Gap4, 0, note))
	body := widget.Inset(theme.Gap4, theme.Gap8, theme.Gap8, theme.Gap12, lines)
	if chosen {
		return container.NewStack(widget.NewSurface(theme.ColorAccent50, "", nil).Square(), body)
	}
	return body
}
