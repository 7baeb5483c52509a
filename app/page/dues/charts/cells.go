package charts

import (
	"fmt"
	"strings"

	"unionledger/app/widget/grid"
	"unionledger/data/money"
)

func yuan(fen int64) string { return money.Fen(fen).Grouped() }

// Len and Cell make the tab the grid.Source of its groups.
func (v *View) Len() int { return len(v.list) }

// Cell is what stands in a row of the groups.
func (v *View) Cell(row, col int) grid.Cell {
	g := &v.list[row]
	rate := g.Rate()
	switch columns[col].Key {
	case "name":
		if g.Name == "" {
			return grid.Cell{Text: "没有分组", Tone: grid.ToneSecondary}
		}
		return grid.Cell{Text: g.Name}
	case "members":
		return grid.Cell{Text: fmt.Sprint(g.YearSums.Members)}
	case "due":
		return grid.Cell{Text: g.Due.Grouped()}
	case "paid":
		return grid.Cell{Text: g.Paid.Grouped()}
	case "rate":
		return grid.Cell{Text: fmt.Sprintf("%d.%d%%", rate/10, rate%10), Bold: rate < 1000}
	case "bar":
		return bar(rate)
	case "owing":
		if g.Owing == 0 {
			return grid.Cell{Text: "0.00", Tone: grid.ToneMuted}
		}
		return grid.Cell{Text: g.Owing.Grouped(), Tone: grid.ToneError, Bold: true}
	}
	if g.OwingPeople == 0 {
		return grid.Cell{}
	}
	return grid.Cell{Text: fmt.Sprintf("%d 人", g.OwingPeople), Tone: grid.ToneError}
}

// bar draws a rate with ten blocks, a block for each full 10%.
func bar(rate int) grid.Cell {
	tone := grid.ToneOK
	if rate < 950 {
		tone = grid.ToneWarn
	}
	return grid.Cell{Text: strings.Repeat("■", rate/100) + strings.Repeat("□", 10-rate/100), Tone: tone, Small: true}
}
