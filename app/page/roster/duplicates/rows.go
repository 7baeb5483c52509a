package duplicates

import (
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/theme"
	"unionledger/app/widget/grid"
	"unionledger/data/member"
)

// choiceColumn is the number of 取哪边.
const choiceColumn = 3

var sureTones = map[member.Sureness]grid.Tone{member.Certain: grid.ToneError, member.Likely: grid.ToneWarn, member.Possible: grid.ToneNeutral,
	member.NotSame: grid.ToneAccent}

// pairRows is the source of the list of pairs.
type pairRows struct{ v *View }

func (s pairRows) Len() int { return len(s.v.pairs) }

func (s pairRows) Cell(row, col int) grid.Cell {
	p := s.v.pairs[row]
	switch col {
	case 0:
		word := p.Sure.String()
		if p.Sure == member.NotSame {
			word = "您选的"
		}
		return grid.Cell{Text: word, Shape: grid.ShapeTag, Tone: sureTones[p.Sure]}
	case 1:
		return grid.Cell{Text: pairWords(p)}
	}
	return grid.Cell{Text: strings.Join(p.Reasons, "，"), Tone: grid.ToneSecondary, Small: true}
}

// lineRows is the source of the comparison.
type lineRows struct{ v *View }

func (s lineRows) Len() int { return len(s.v.lines) }

func (s lineRows) Cell(row, col int) grid.Cell {
	l := s.v.lines[row]
	switch col {
	case 0:
		c := grid.Cell{Text: l.label, Tone: grid.ToneSecondary}
		if l.differs {
			c.Tone, c.Note = grid.ToneNormal, "不同"
		}
		return c
	case 1:
		return side(l.left, l.differs && l.choice() != "", !l.drop)
	case 2:
		return side(l.right, l.differs && l.choice() != "", l.drop)
	case choiceColumn:
		if word := l.choice(); word != "" {
			return grid.Cell{Text: word, Shape: grid.ShapeChoice, Small: true}
		}
		return grid.Cell{Text: same(l), Tone: grid.ToneMuted, Small: true}
	}
	c := grid.Cell{Text: l.after}
	if l.differs && l.why != "" {
		c.Note, c.NoteTone = l.why, grid.ToneSecondary
	}
	return c
}

func same(l line) string {
	if l.differs {
		return "随会籍记录"
	}
	return "相同"
}

// side is one of two values; of two that differ the one not taken is pale.
func side(text string, choose, taken bool) grid.Cell {
	c := grid.Cell{Text: text}
	switch {
	case text == "":
		c.Text, c.Tone = "空", grid.ToneMuted
	case choose && !taken:
		c.Tone = grid.ToneMuted
	}
	return c
}

// sides sets the list beside the comparison.
type sides struct{}

func (sides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

func (sides) Layout(list []fyne.CanvasObject, size fyne.Size) {
	left := min(size.Width*0.34, theme.Scaled(440))
	list[0].Resize(fyne.NewSize(left, size.Height))
	list[0].Move(fyne.NewPos(0, 0))
	list[1].Resize(fyne.NewSize(size.Width-left-theme.Gap8, size.Height))
	list[1].Move(fyne.NewPos(left+theme.Gap8, 0))
}
