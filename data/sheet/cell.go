package sheet

import (
	"strconv"
	"strings"
)

// Value is what goes into one cell. A Number whose text is no number is written as
// the text it is; a Value without text leaves the cell blank.
type Value struct {
	Text   string
	Number bool
	// Mark is a fill colour such as "FFC7CE" that draws the eye to the cell; only
	// WriteTable knows it, a form keeps its own looks.
	Mark string
}

// Texts makes text values of words.
func Texts(words ...string) []Value {
	out := make([]Value, len(words))
	for i, w := range words {
		out[i].Text = w
	}
	return out
}

// cellWriter writes cells with values: numbers, or texts by way of the shared
// strings. Nothing it writes is ever a formula.
type cellWriter struct {
	prefix string // of element names, "x:" or empty
	shared *sharedWriter
	// quoted gives the style like the given one, with quotePrefix.
	quoted func(style int) int
}

// append adds a cell to b; style -1 is none.
func (w cellWriter) append(b []byte, col string, row, style int, v Value) ([]byte, error) {
	b = append(append(append(b, '<'), w.prefix...), `c r="`...)
	b = append(strconv.AppendInt(append(b, col...), int64(row), 10), '"')
	number := v.Number && isNumber(v.Text)
	if !number && startsFormula(v.Text) {
		style = w.quoted(max(style, 0))
	}
	if style >= 0 {
		b = append(strconv.AppendInt(append(b, ` s="`...), int64(style), 10), '"')
	}
	if v.Text == "" {
		return append(b, "/>"...), nil
	}
	if number {
		b = append(append(append(b, "><"...), w.prefix...), "v>"...)
		b = append(b, v.Text...)
	} else {
		n, err := w.shared.add(v.Text)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, ` t="s"><`...), w.prefix...), "v>"...)
		b = strconv.AppendInt(b, int64(n), 10)
	}
	b = append(append(append(b, "</"...), w.prefix...), "v></"...)
	return append(append(b, w.prefix...), "c>"...), nil
}

// startsFormula reports text a spreadsheet would take for a formula if it were
// typed in; such cells get quotePrefix, and stay text when someone edits them.
func startsFormula(s string) bool {
	return s != "" && (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@')
}

// isNumber reports digits a spreadsheet reads as a number, not NaN, Inf or 0x1p3.
func isNumber(s string) bool {
	if s == "" || strings.Trim(s, "0123456789.-+eE") != "" {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}
