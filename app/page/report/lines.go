package report

import (
	"fmt"
	"slices"

	"unionledger/app/widget/grid"
	"unionledger/data/problem"
	data "unionledger/data/report"
)

// The columns of the list of problems.
const (
	colWho = iota
	colLabel
	colValue
	colMessage
	colJump
)

// line is a row of the list: the head of a group, or one problem of it.
type line struct {
	group   int
	problem int // -1 for a head
}

// lines are the problems of a check, folded into groups. It is the grid's source.
type lines struct {
	result data.Result
	folded map[int]bool
	rows   []line
}

// foldAbove is the number of problems from which a group begins folded, so that
// the heads can be seen together.
const foldAbove = 8

// newLines lists a check; groups that before had too are folded as they were there.
func newLines(res data.Result, before *lines) *lines {
	l := &lines{result: res, folded: map[int]bool{}}
	for i, g := range res.Groups {
		l.folded[i] = len(g.Problems) > foldAbove && len(res.Groups) > 1
		if before == nil {
			continue
		}
		if was := slices.IndexFunc(before.result.Groups, func(b data.Group) bool { return b.Kind == g.Kind && b.Title == g.Title }); was >= 0 {
			l.folded[i] = before.folded[was]
		}
	}
	l.arrange()
	return l
}

// find is the row of a problem, or of what stands where it stood once it is mended: the
// next one of its group, else the last place of the list up to there.
func (l *lines) find(p problem.Problem, row int) int {
	if at := slices.IndexFunc(l.rows, func(r line) bool {
		if r.problem < 0 {
			return false
		}
		q := l.result.Problems[r.problem]
		return q.Kind == p.Kind && q.Record == p.Record && q.Field == p.Field
	}); at >= 0 {
		return at
	}
	return min(row, len(l.rows)-1)
}

func (l *lines) arrange() {
	l.rows = l.rows[:0]
	for i, g := range l.result.Groups {
		l.rows = append(l.rows, line{i, -1})
		if l.folded[i] {
			continue
		}
		for _, p := range g.Problems {
			l.rows = append(l.rows, line{i, p})
		}
	}
}

// toggle folds or unfolds the group whose head stands in a row, and reports
// whether there was one.
func (l *lines) toggle(row int) bool {
	if row < 0 || row >= len(l.rows) || l.rows[row].problem >= 0 {
		return false
	}
	g := l.rows[row].group
	l.folded[g] = !l.folded[g]
	l.arrange()
	return true
}

// at gives the problem of a row; ok is false for a head.
func (l *lines) at(row int) (p problem.Problem, ok bool) {
	if row < 0 || row >= len(l.rows) || l.rows[row].problem < 0 {
		return p, false
	}
	return l.result.Problems[l.rows[row].problem], true
}

// Len and Cell make it a grid.Source.
func (l *lines) Len() int { return len(l.rows) }

func (l *lines) Cell(row, col int) grid.Cell {
	p, ok := l.at(row)
	if !ok {
		return l.head(l.rows[row].group, col)
	}
	switch col {
	case colWho:
		return grid.Cell{Text: p.Who}
	case colLabel:
		return grid.Cell{Text: p.Label, Tone: grid.ToneSecondary}
	case colValue:
		if p.Value == "" {
			return grid.Cell{Text: "（空）", Tone: grid.ToneMuted}
		}
		return grid.Cell{Text: shown(p)}
	case colMessage:
		return grid.Cell{Text: p.Message, Tone: grid.ToneSecondary}
	}
	if p.Record == 0 {
		return grid.Cell{}
	}
	return grid.Cell{Text: "去改", Tone: grid.ToneLink}
}

// head is the line of a group: whether it is folded, what it is about, how many.
func (l *lines) head(group, col int) grid.Cell {
	g := l.result.Groups[group]
	switch col {
	case colWho:
		arrow := "▼ "
		if l.folded[group] {
			arrow = "▶ "
		}
		return grid.Cell{Text: arrow + g.Title, Bold: true, Tone: grid.ToneLink, Span: colMessage - colWho}
	case colLabel, colValue: // below the span; a click anywhere on it folds
		return grid.Cell{Tone: grid.ToneLink}
	case colMessage:
		return grid.Cell{Text: fmt.Sprintf("%s %d 处", g.Severity, len(g.Problems)), Shape: grid.ShapeTag, Tone: toneOf(g.Severity)}
	}
	return grid.Cell{}
}

// RowTone tints the heads.
func (l *lines) RowTone(row int) grid.Tone {
	if l.rows[row].problem < 0 {
		return grid.ToneNeutral
	}
	return grid.ToneNormal
}

func toneOf(s problem.Severity) grid.Tone {
	return [...]grid.Tone{grid.ToneNeutral, grid.ToneWarn, grid.ToneError}[s]
}

// shown hides what lists hide.
func shown(p problem.Problem) string {
	if f, ok := data.MemberFields.Field(p.Field); ok && p.Table == data.MemberFields.Name {
		return f.Shown(p.Value)
	}
	return p.Value
}
