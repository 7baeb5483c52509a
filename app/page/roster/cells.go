package roster

import (
	"strings"
	"unicode/utf8"

	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/member"
)

// missing is what stands for a value everybody should have and this one lacks.
const missing = member.Missing

// longName is from how many signs on a name is written smaller.
const longName = 5

// cells are the ready cells of one member, one for each column. names gives the
// groups by id.
func (s columnSet) cells(m member.Member, names map[int64]string) []grid.Cell {
	out := make([]grid.Cell, len(s))
	for i, c := range s {
		out[i] = cell(m, c, names)
	}
	return out
}

func cell(m member.Member, c column, names map[int64]string) grid.Cell {
	if c.key == stateKey {
		return grid.Cell{Text: string(m.State), Shape: grid.ShapeTag, Tone: stateTone(m.State)}
	}
	value := m.Get(c.key)
	if value == "" && isWanted(c.key) {
		return grid.Cell{Text: missing, Tone: grid.ToneMissing, Empty: true}
	}
	out := grid.Cell{Text: member.ListText(c.field, value, names)}
	switch {
	case c.field.Kind == field.Date:
		out.Note = lacking(value)
	case c.key == "education":
		out.Text = strings.TrimSuffix(out.Text, "及以下") // 小学, not 小…
	case c.key == "name" && utf8.RuneCountInString(value) > longName:
		out.Small = true
	}
	return out
}

// lacking says what a date lacks.
func lacking(date string) string {
	switch len(date) {
	case len("2026"):
		return "缺月日"
	case len("2026-01"):
		return "缺日"
	}
	return ""
}

func stateTone(s member.State) grid.Tone {
	switch s {
	case member.Active:
		return grid.ToneOK
	case member.Applying:
		return grid.ToneWarn
	case member.Expelled:
		return grid.ToneError
	}
	return grid.ToneNeutral
}

// tagTone is stateTone for the tags of the drawer.
func tagTone(s member.State) widget.Tone {
	switch s {
	case member.Active:
		return widget.OK
	case member.Applying:
		return widget.Warn
	case member.Expelled:
		return widget.Bad
	}
	return widget.Neutral
}
