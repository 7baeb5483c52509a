package wizard

import (
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/member"
)

// sideBySide shows a row in conflict beside the members it may be about, and asks
// whom it means.
func (p *preview) sideBySide(l line) {
	if l.conflict == nil {
		return
	}
	c := l.conflict
	columns := []grid.Column{{Title: "项目", Width: 90}, {Title: fmt.Sprintf("表里第 %d 行", c.Row.Number), Width: 190, Stretch: true}}
	for _, m := range c.Candidates {
		columns = append(columns, grid.Column{Title: fmt.Sprintf("台账编号 %d（%s）", m.ID, m.State), Width: 190, Stretch: true})
	}
	rows := compareRows(c)
	g := grid.New(columns, rows)
	g.Frozen, g.Label, g.EmptyText = 1, "表里的和台账里的", "都没有内容"
	high := min(float32(len(rows)+1)*30+4, 300)
	text := widget.BodyParagraph(c.Message + "颜色标出的是不同的地方。").For(640)
	d := widget.NewDialog("这一行是谁", widget.Column(theme.Gap12, text, widget.Sized(0, high, g)), "").Wide(720)
	canvas := p.w.shell.Window().Canvas()
	var buttons []fyne.CanvasObject
	for _, word := range l.choices() {
		b := widget.NewPlain(word, "", func() {
			d.Close()
			p.carry(l, word)
		})
		buttons = append(buttons, b)
	}
	d.Open(canvas, buttons...)
}

// compared is one field of the row and of the members, numbers covered: that two
// differ is told by the colour.
type compared struct {
	label string
	texts []string
	same  []bool
}

type comparedRows []compared

// compareRows are the fields that the row or one of the members knows.
func compareRows(c *member.Conflict) comparedRows {
	var out comparedRows
	for _, f := range member.Fields.All() {
		mine := c.Row.Record.Get(f.Key)
		row := compared{label: f.Label, texts: []string{shown(f, mine)}, same: []bool{true}}
		known := mine != ""
		for _, m := range c.Candidates {
			its := m.Record.Get(f.Key)
			known = known || its != ""
			row.texts = append(row.texts, shown(f, its))
			row.same = append(row.same, mine == "" || its == mine) // an empty cell changes nothing
		}
		if known {
			out = append(out, row)
		}
	}
	return out
}

func (r comparedRows) Len() int { return len(r) }

func (r comparedRows) Cell(row, col int) grid.Cell {
	c := r[row]
	if col == 0 {
		return grid.Cell{Text: c.label, Tone: grid.ToneSecondary}
	}
	cell := grid.Cell{Text: orEmpty(c.texts[col-1])}
	if c.texts[col-1] == "" {
		cell.Tone = grid.ToneMuted
	}
	if col > 1 && !c.same[col-1] {
		cell.Tone, cell.Bold = grid.ToneWarn, true
	}
	return cell
}
