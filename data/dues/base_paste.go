package dues

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"unionledger/data/money"
)

// BaseInput is a line of typed or pasted bases as it was written: who, and how much.
type BaseInput struct {
	Line int
	// Member is who it is where that is known already; else the keys say it.
	Member int64
	// Keys are what names the member: name, number of identity or of work.
	Keys   []string
	Amount string
}

// ParseBases reads bases pasted from a table: a line each, the last column the base,
// those before it name or number. Headings and empty lines are passed over; nothing
// else is, so that no line is lost unsaid.
func ParseBases(text string) []BaseInput {
	var out []BaseInput
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		cells := baseCells(width.Fold.String(line))
		if len(cells) == 0 || isBaseHeading(cells) {
			continue
		}
		in := BaseInput{Line: i + 1, Keys: cells}
		if last := len(cells) - 1; last > 0 {
			in.Keys, in.Amount = cells[:last], cells[last]
		}
		out = append(out, in)
	}
	return out
}

// baseCells are the columns of a line: parted by tabs as WPS copies them, else by
// spaces, or by a comma that no digits stand around.
func baseCells(line string) (cells []string) {
	line = strings.TrimRightFunc(line, func(r rune) bool { return r == '\n' || r == ' ' })
	if strings.TrimSpace(line) == "" {
		return nil
	}
	if strings.Contains(line, "\t") {
		for _, c := range strings.Split(line, "\t") {
			cells = append(cells, strings.TrimSpace(c))
		}
	} else {
		r := []rune(strings.TrimSpace(line))
		digit := func(i int) bool { return i >= 0 && i < len(r) && unicode.IsDigit(r[i]) }
		start := 0
		for i, c := range r {
			if unicode.IsSpace(c) || c == '、' || c == ';' || c == ',' && !(digit(i-1) && digit(i+1)) {
				cells = append(cells, string(r[start:i]))
				start = i + 1
			}
		}
		cells = append(cells, string(r[start:]))
		cells = withoutEmpty(cells)
	}
	if len(withoutEmpty(cells)) == 0 {
		return nil
	}
	if amount := cells[len(cells)-1]; len(cells) > 1 {
		return append(withoutEmpty(cells[:len(cells)-1]), amount)
	}
	return cells
}

func withoutEmpty(cells []string) (out []string) {
	for _, c := range cells {
		if c != "" {
			out = append(out, c)
		}
	}
	return out
}

// isBaseHeading knows the line that names the columns.
func isBaseHeading(cells []string) bool {
	if len(cells) < 2 {
		return false
	}
	last := cells[len(cells)-1]
	for _, word := range []string{"基数", "工资", "金额", "收入"} {
		if strings.Contains(last, word) {
			return !strings.ContainsFunc(last, unicode.IsDigit)
		}
	}
	return false
}

// parseBase reads an amount as people write it: 5,678.90, ￥5678, 5678 元.
func parseBase(text string) (money.Fen, error) {
	text = strings.TrimSpace(strings.NewReplacer("¥", "", "￥", "", "元", "", " ", "", "，", ",").Replace(text))
	return money.Parse(text)
}
