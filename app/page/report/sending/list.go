package sending

import (
	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
)

// texts is a table of words for a grid.
type texts struct {
	rows  [][]string
	tones []grid.Tone // of the first cell of each row, nil for none
}

// Len and Cell make it a grid.Source.
func (t *texts) Len() int { return len(t.rows) }

func (t *texts) Cell(row, col int) grid.Cell {
	if col >= len(t.rows[row]) {
		return grid.Cell{}
	}
	c := grid.Cell{Text: t.rows[row][col]}
	if col == 0 && row < len(t.tones) {
		c.Tone, c.Shape = t.tones[row], grid.ShapeTag
	}
	return c
}

// listDialog shows a table in a dialog, as large as the window allows. The first row is
// the one the buttons mean until another is chosen.
func listDialog(shell page.Shell, title, empty string, columns []grid.Column, source grid.Source, above ...fyne.CanvasObject) (*widget.Dialog, *grid.Grid) {
	g := grid.New(columns, source)
	g.Label, g.EmptyText = title, empty
	g.SetCurrent(0, 1)
	size := shell.Window().Canvas().Size()
	scale := theme.Scaled(1)
	height := min(size.Height/scale-210, 520)
	body := widget.Column(theme.Gap8, append(above, widget.NewBox(widget.Sized(0, max(height, 200), g)).Flush())...)
	d := widget.NewDialog(title, body, "").Wide(min(size.Width/scale-80, 1080))
	return d, g
}
