package negotiation

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// fillDates shows the three days of the deadline, and below them the article and
// how it was counted.
func (p *pane) fillDates() {
	boxes, words := p.f.boxes(p.s), article(p.s)
	if words == "" {
		p.dates.put()
		return
	}
	para := widget.NewParagraph(words, theme.SizeNote, theme.ColorText2).For(680)
	law := widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12,
		container.NewBorder(nil, nil, container.NewVBox(widget.NewIcon("ledger", theme.ColorText2)), nil, widget.Inset(0, 0, theme.Gap8, 0, para)))
	if len(boxes) == 0 {
		p.dates.put(widget.NewBox(law).Flush())
		return
	}
	cells := make([]fyne.CanvasObject, len(boxes))
	for i, b := range boxes {
		cells[i] = dateCell(b, i < len(boxes)-1, p.narrow)
	}
	p.dates.put(widget.NewBox(widget.Column(0, container.New(thirds{}, cells...), widget.Divider(), law)).Flush())
}

// dateCell is one day: its name, the date large, the day of the week behind it,
// or below it where there is little room.
func dateCell(b dateBox, line, narrow bool) fyne.CanvasObject {
	ink, note, fill := theme.ColorText, theme.ColorText2, theme.ColorPanel
	if b.tone != widget.Neutral {
		text, tint, _ := b.tone.Colors()
		ink, note, fill = text, text, tint
	}
	date := widget.NewText(b.date, 20, ink).Bold()
	day := widget.NewText(b.day, theme.SizeBody, note).Cut()
	if narrow {
		b.title, _, _ = strings.Cut(b.title, "（") // the article stands below in full
	}
	words := []fyne.CanvasObject{widget.NewText(b.title, theme.SizeNote, note).Cut()}
	if narrow {
		words = append(words, date, day)
	} else {
		words = append(words, widget.NewSplitRow(theme.Gap4, []fyne.CanvasObject{date}, day, nil))
	}
	body := widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, widget.Column(2, words...))
	cell := container.NewStack(widget.NewSurface(fill, "", nil).Square(), body)
	if !line {
		return cell
	}
	return container.New(rightEdge{}, cell, widget.NewSurface(theme.ColorLine, "", nil).Square())
}

// thirds sets blocks side by side in equal widths.
type thirds struct{}

func (thirds) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, c := range o {
		m := c.MinSize()
		size.Width = max(size.Width, m.Width*float32(len(o)))
		size.Height = max(size.Height, m.Height)
	}
	return size
}

func (thirds) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := size.Width / float32(len(o))
	for i, c := range o {
		c.Move(fyne.NewPos(float32(i)*w, 0))
		c.Resize(fyne.NewSize(w, size.Height))
	}
}
