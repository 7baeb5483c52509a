package intake

import (
	"regexp"
	"strings"
	"unicode"

	"unionledger/data/field"
	"unionledger/data/sheet"
)

var (
	remark    = regexp.MustCompile(`[(（\[【〔<《][^)）\]】〕>》]*[)）\]】〕>》]?`)
	nameDots  = regexp.MustCompile(`[\s\pZ]*[•‧・･．.。●∙⋅᛫·‐][\s\pZ]*`)
	innerGaps = regexp.MustCompile(`[\s\pZ]+`)
	latinGap  = regexp.MustCompile(`([A-Za-z.'])[\s\pZ]+([A-Za-z])`)
	oddInName = regexp.MustCompile(`[0-9０-９*＊、/／,，;；:：+＋?？□\x{FFFD}!！#@=_]`)
)

// cleanName reads a person's name. Padding goes, the dot in names of minorities
// takes its one right form, rare characters stay as they are; remarks in
// brackets are taken off and reported.
func cleanName(f field.Field, c sheet.Cell, ctx CleanContext) Cleaned {
	raw := unwrap(c.Text)
	if raw == "" {
		return blank(f, ctx)
	}
	bare := tidyName(remark.ReplaceAllString(raw, " "))
	switch {
	case bare == "" || saysNothing(bare) || allNumber(bare):
		return lost("name_unusable", "写的是%s，不是姓名。请补填。", quoted(c.Text))
	case remark.MatchString(raw):
		return limited(f, flag(bare, "name_with_remark", "姓名后面还写了%s，已只取姓名。请核对，说明可以写进备注。", quoted(remark.FindString(raw)))).from(c)
	case oddInName.MatchString(bare) || c.Kind != sheet.Text:
		return limited(f, flag(bare, "name_odd_sign", "姓名里有数字或符号，或者写了两个人，也可能有字没有显示出来。请看身份证核对。")).from(c)
	case strings.ContainsFunc(bare, func(r rune) bool { return unicode.Is(unicode.Co, r) }):
		return limited(f, flag(bare, "name_private_character", "姓名里有一个字是老系统自造的，在别的电脑上会显示成空白。请按身份证重新输入这个字。")).from(c)
	}
	return limited(f, repair(c, bare, nameKind(raw, c.Text, bare)))
}

// allNumber reports a number where a name should stand: nobody is called 19900000001.
func allNumber(s string) bool {
	s = strings.TrimRight(bareNumber(s), "Xx")
	return len(s) > 4 && digits(s)
}

// nameEdges are signs no name begins or ends with.
const nameEdges = "· '’‘`＇=\"“”"

// tidyName takes white space out, save between words in Latin letters, and gives
// dots between Chinese characters their right form.
func tidyName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case 'Ａ' <= r && r <= 'Ｚ' || 'ａ' <= r && r <= 'ｚ':
			return r - 0xFEE0
		}
		return r
	}, strings.Map(dropInvisible, s))
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return strings.Trim(strings.Join(strings.Fields(s), " "), nameEdges)
	}
	s = nameDots.ReplaceAllString(s, "·")
	s = latinGap.ReplaceAllString(s, "$1\x00$2")
	s = innerGaps.ReplaceAllString(s, "")
	return strings.Trim(strings.ReplaceAll(s, "\x00", " "), nameEdges)
}

func nameKind(raw, text, bare string) string {
	switch trimmed := strings.TrimSpace(raw); {
	case strings.HasPrefix(strings.TrimSpace(text), `="`):
		return "csv_formula_wrapper"
	case strings.ContainsAny(raw, "\r\n"):
		return "name_line_break"
	case trimmed == bare:
		return "name_space"
	case strings.Contains(bare, "·") && !strings.Contains(raw, "·"):
		return "name_other_dot"
	}
	return "name_padded"
}

// cleanText reads free text and names of groups: ends trimmed, what is within
// left as it is, save that the name of a group stands on one line.
func cleanText(f field.Field, c sheet.Cell, ctx CleanContext) Cleaned {
	if c.Kind == sheet.Number && len(wholePart(c.Text)) > 15 {
		return lost("text_numeric_lost_digits", "表格把%s当数字存，只留下前 15 位，后面的数字已丢失，不能猜。请核实后填写。", f.Label).known(wholePart(c.Text)[:15])
	}
	s := strings.ReplaceAll(strings.ReplaceAll(c.Text, "\r\n", "\n"), "\r", "\n")
	s = unwrap(s)
	if c.Kind == sheet.Date {
		s = strings.TrimSuffix(s, " 00:00:00")
	}
	if f.Kind == field.Group {
		s = oneLine(s)
	}
	if s == "" {
		return blank(f, ctx)
	}
	if c.Kind != sheet.Text {
		return limited(f, Cleaned{Value: s})
	}
	return limited(f, repair(c, s, "text_spaces"))
}

// oneLine takes white space out beside Chinese characters and leaves one space
// elsewhere.
func oneLine(s string) string {
	var b strings.Builder
	words := strings.Fields(s)
	for i, w := range words {
		if i > 0 && isASCIIEdge(words[i-1], true) && isASCIIEdge(w, false) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// isASCIIEdge tells whether a word ends (or begins) with a sign of ASCII.
func isASCIIEdge(w string, end bool) bool {
	if end {
		return w[len(w)-1] < 0x80
	}
	return w[0] < 0x80
}

// limited cuts a text that is too long for its field, and says so.
func limited(f field.Field, c Cleaned) Cleaned {
	r := []rune(c.Value)
	if len(r) <= f.Limit() {
		return c
	}
	cut := strings.TrimSpace(string(r[:f.Limit()]))
	if f.Kind == field.Name {
		if cut = strings.Trim(cut, nameEdges); cut == "" || saysNothing(cut) || allNumber(cut) {
			return lost("name_unusable", "写的是%s，不是姓名。请补填。", quoted(c.Value))
		}
	}
	out := flag(cut, "text_too_long", "%s有 %d 个字，最多 %d 个，后面的已去掉。请改短。", f.Label, len(r), f.Limit())
	out.Changed, out.Lost = true, true
	return out
}
