package wizard

import (
	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/member"
)

// kindField is the description of a field of a roster.
func kindField(key string) (field.Field, bool) { return member.RosterKind.Fields.Field(key) }

// fieldOptions are what a column may be taken for.
func fieldOptions() []widget.Option {
	out := []widget.Option{{Value: "", Text: "不导入", Keys: "budaoru bdr"}}
	for _, f := range member.RosterKind.Fields.All() {
		if !f.ReadOnly {
			out = append(out, form.Option(f.Key, f.Label))
		}
	}
	return out
}

// basis says by what a column was given its field, and how sure that is.
func basis(m intake.Mapping) (words string, tone widget.Tone) {
	switch m.How {
	case intake.ByName, intake.ByAlias:
		return "按表头", widget.OK
	case intake.ByPart:
		return "表头相近，请看", widget.Warn
	case intake.ByValues:
		return "看内容猜，请看", widget.Warn
	case intake.ByHand:
		return "您指定", widget.Accent
	case intake.Serial:
		return "序号", widget.Neutral
	}
	if m.Rival != "" {
		return "同 " + m.Rival + " 列", widget.Warn
	}
	return "不导入", widget.Neutral
}
