package intake

import (
	"strings"

	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/sheet"
)

// cleanCode reads a word of a code list. Kinds are named after the list:
// education_wording, education_unclear, education_unknown_word.
func cleanCode(f field.Field, c sheet.Cell) Cleaned {
	list := f.List()
	s := unwrap(c.Text)
	item, match := list.Find(s)
	switch match {
	case code.Exact, code.Alias:
		return repair(c, item.Word, f.Codes+"_wording")
	case code.Unclear:
		words, reason := list.Candidates(s)
		out := lost(f.Codes+"_unclear", "%s写的是%s：%s。%s", f.Label, quoted(s), reason, chooseFrom(words))
		return out.candidates(words...)
	}
	if saysNothing(s) {
		return lost(f.Codes+"_not_given", "%s写的是%s。请补填。", f.Label, quoted(s)).hint()
	}
	return lost(f.Codes+"_unknown_word", "%s没有%s这一项。请核实后改成规定的用词，或者先空着。", f.Label, quoted(s))
}

func chooseFrom(words []string) string {
	if len(words) == 0 || len(words) > 4 {
		return "请核实后改成规定的用词，或者先空着。"
	}
	return "请核实后填“" + strings.Join(words, "”或“") + "”，或者先空着。"
}

// cleanYesNo reads a tick, a cross or a word for yes or no.
func cleanYesNo(f field.Field, c sheet.Cell) Cleaned {
	s := strings.TrimSuffix(code.Fold(unwrap(c.Text)), ".0")
	what := strings.TrimSuffix(strings.TrimPrefix(f.Label, "是否"), "会员")
	switch s {
	case "√", "✓", "✔", "☑", "✅", "🗸", "是", "有", "对", "y", "yes", "true", "t", "1", "1-是", "1是", "是√", "√是", "(√)", "[√]", "v", what, "是" + what:
		return yesNo(c, "1")
	case "×", "✗", "✘", "✕", "✖", "☒", "❌", "否", "无", "不是", "非", "没有", "不", "n", "no", "false", "f", "0", "2-否", "2否", "0-否", "x", "☐", "□", "-", "/", "—", "()", "非" + what, "不是" + what:
		return yesNo(c, "0")
	}
	return lost("yes_no_unclear", "%s应填“是”或“否”，现在是%s，看不出是哪一个。请核实后填写。", f.Label, quoted(s)).candidates("1", "0")
}

// yesNo takes a value; the usual writings count as clean.
func yesNo(c sheet.Cell, value string) Cleaned {
	switch c.Text {
	case "√", "是", "否", "1", "0":
		return Cleaned{Value: value}
	}
	if c.Kind == sheet.Bool || c.Kind == sheet.Number {
		return Cleaned{Value: value}
	}
	return repair(c, value, "tick_wording")
}
