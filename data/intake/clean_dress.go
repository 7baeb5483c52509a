package intake

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"unionledger/data/code"
)

// unwrap takes the writings off that only serve to keep a spreadsheet from
// reading a text as a number: ="…" and an apostrophe in front.
func unwrap(s string) string {
	s = strings.Map(dropInvisible, s)
	for {
		t := strings.TrimLeft(strings.TrimSpace(s), "'’‘`＇")
		if len(t) >= 3 && strings.HasPrefix(t, `="`) && strings.HasSuffix(t, `"`) {
			t = t[2 : len(t)-1]
		}
		if t == s {
			return t
		}
		s = t
	}
}

// bareNumber is the folded text of a number without the quotes people put around
// it, so that it stays text.
func bareNumber(s string) string {
	return strings.Trim(code.Fold(unwrap(s)), "'’‘`\"“”")
}

// dropInvisible drops signs nobody sees: zero widths, byte order marks, joiners,
// variants of shape. Line breaks and tabs stay.
func dropInvisible(r rune) rune {
	switch {
	case ' ' <= r && r <= '~' || 0x4e00 <= r && r <= 0x9fa5 || r == '\n' || r == '\t' || r == '\r':
		return r // most by far
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector):
		return -1
	}
	return r
}

// dress names what a text wears besides its value, the heaviest first, as the
// second half of the kind of a repair; "" for nothing.
func dress(s string) string {
	switch trimmed := strings.TrimSpace(s); {
	case strings.HasPrefix(trimmed, `="`):
		return "formula_wrapper"
	case strings.ContainsAny(s, "\r\n\v\f\u0085\u2028\u2029"):
		return "line_break"
	case strings.Contains(s, "\t"):
		return "leading_tab"
	case strings.ContainsAny(s, "'’‘`＇"):
		return "apostrophe"
	case strings.ContainsAny(s, "\u00a0\u202f"):
		return "nbsp"
	}
	bare := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	switch {
	case !norm.NFKC.IsNormalString(bare):
		return "full_width"
	case bare != s:
		return "spaces"
	case strings.Map(dropInvisible, s) != s:
		return "invisible"
	}
	return ""
}

// dressKind is the kind of a repair that only took the dress off; plain is the
// kind where there was none.
func dressKind(prefix, raw, plain string) string {
	switch d := dress(raw); d {
	case "":
		return plain
	case "formula_wrapper":
		return "csv_formula_wrapper"
	default:
		return prefix + "_" + d
	}
}

// saysNothing tells writings that fill a cell without a value.
func saysNothing(s string) bool {
	switch code.Fold(s) {
	case "/", "//", "\\", "-", "--", "---", "—", "——", "–", "_", ".", "*",
		"无", "没有", "暂无", "空", "空白", "未填", "未提供", "none", "n/a", "na", "null", "nil":
		return true
	}
	return false
}

// quoted shortens a text for a sentence; texts with many digits, which may be
// numbers of people, are not repeated.
func quoted(s string) string {
	s = strings.Join(strings.Fields(strings.Map(dropInvisible, s)), " ")
	digits := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if digits > 8 {
		return "一串数字"
	}
	if r := []rune(s); len(r) > 20 {
		s = string(r[:20]) + "…"
	}
	return "“" + s + "”"
}
