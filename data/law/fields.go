package law

import (
	"fmt"
	"strings"

	"unionledger/data/field"
	"unionledger/data/rule"
)

// RuleFields describe a deadline rule as a unit enters it. start and end are the facts
// of a round the period runs between, by their keys.
var RuleFields = field.NewSet("rule", "期限",
	field.Field{Key: "title", Label: "期限名称", Required: true, MaxLen: 40, Hint: "如：书面答复要约"},
	field.Field{Key: "start", Label: "从哪一天算起", Required: true, MaxLen: 40},
	field.Field{Key: "number", Label: "多少", Kind: field.Integer, Hint: "空着表示没有规定天数"},
	field.Field{Key: "unit", Label: "日还是工作日", MaxLen: 10},
	field.Field{Key: "direction", Label: "方向", Required: true, MaxLen: 10},
	field.Field{Key: "end", Label: "办完这件事算数", MaxLen: 40, Hint: "哪个日期填了就算办了"},
	field.Field{Key: "law", Label: "依据的法规", Required: true, MaxLen: 120, Hint: "不写书名号"},
	field.Field{Key: "article", Label: "第几条", MaxLen: 40, Hint: "如：第二十四条"},
	field.Field{Key: "from", Label: "施行日期", Kind: field.Date, Required: true},
	field.Field{Key: "to", Label: "失效日期", Kind: field.Date, Hint: "现行有效的空着"},
	field.Field{Key: "kinds", Label: "适用的合同种类", MaxLen: 120, Hint: "用、隔开；空着表示都适用"},
	field.Field{Key: "checked", Label: "对照条文核对过", Kind: field.YesNo, Hint: "没有核对的显示“待核实”"},
	field.Field{Key: "missed", Label: "逾期的后果", MaxLen: 500},
	field.Field{Key: "note", Label: "说明", MaxLen: 500},
)

// Units and Directions are the words a rule may use; a direction's word is the second.
var (
	Units      = []rule.Unit{rule.Day, rule.Workday, rule.Month, rule.Year}
	Directions = []struct {
		Value rule.Direction
		Words string
	}{{rule.Forward, "往后，须在最后一日前办完"}, {rule.Backward, "往前，须在这么多天之前"}, {rule.Total, "累计不超过"}, {rule.Term, "合同的期限"}}
)

// RuleRecord is a rule as RuleFields.
func RuleRecord(r rule.Rule) field.Record {
	rec := RuleFields.NewRecord()
	basis := r.Law()
	values := map[string]string{"title": r.Title, "start": r.Start, "end": r.End, "unit": string(r.Unit), "direction": string(r.Direction), "law": basis.Name,
		"article": r.Article, "from": basis.From.String(), "to": basis.To.String(), "kinds": strings.Join(r.Kinds, "、"), "missed": r.Missed, "note": r.Note, "checked": "0"}
	if len(r.Kinds) == 0 {
		values["kinds"] = strings.Join(basis.Kinds, "、")
	}
	if r.Number > 0 {
		values["number"] = fmt.Sprint(r.Number)
	}
	if r.Sureness() == rule.Sourced {
		values["checked"] = "1"
	}
	for key, v := range values {
		rec.Set(key, v)
	}
	return rec
}

// RuleOf takes what was entered over a rule (the zero one: new) and gives it with the
// law it rests on. counted names the start for people, such as 收到要约书.
func RuleOf(rec field.Record, base rule.Rule, counted string) (rule.Rule, rule.Law) {
	if rec.Get("start") != base.Start || base.Counted == "" {
		base.Counted = counted
	}
	base.Title, base.Start, base.End = rec.Get("title"), rec.Get("start"), rec.Get("end")
	base.Number, base.Unit, base.Direction = int(rec.Int("number")), rule.Unit(rec.Get("unit")), rule.Direction(rec.Get("direction"))
	base.Article, base.Missed, base.Note = rec.Get("article"), rec.Get("missed"), rec.Get("note")
	base.Kinds = strings.FieldsFunc(rec.Get("kinds"), func(r rune) bool { return strings.ContainsRune("、，, ", r) })
	base.Sure = rule.Memory
	if rec.Yes("checked") {
		base.Sure = rule.Sourced
	}
	if base.Number == 0 {
		base.Unit = ""
	}
	basis := rule.Law{Name: strings.Trim(rec.Get("law"), "《》"), From: rec.Date("from"), To: rec.Date("to"), Sureness: base.Sure}
	if old := base.Law(); old.Name == basis.Name && old.From == basis.From && old.To == basis.To {
		basis.Sureness, basis.Note = old.Sureness, old.Note
		if len(base.Kinds) > 0 { // cleared, it is for every kind, whatever the law covered
			basis.Kinds = old.Kinds
		}
	}
	return base, basis
}
