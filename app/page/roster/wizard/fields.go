package wizard

import (
	"slices"

	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/intake"
	"unionledger/data/member"
)

// fieldOptions are what a column may be taken for.
func fieldOptions(kind *intake.Kind) []widget.Option {
	out := []widget.Option{{Value: "", Text: "不导入", Keys: "budaoru bdr"}}
	for _, f := range kind.Fields.All() {
		if !f.ReadOnly {
			out = append(out, form.Option(f.Key, f.Label))
		}
	}
	for _, f := range kind.Fields.All() {
		for _, p := range kind.PartsOf(f) {
			choice := f.Key + ":" + string(p)
			out = append(out, form.Option(choice, kind.ChoiceLabel(choice)))
		}
	}
	for _, choice := range []string{"name+gender", "name+department", "gender+ethnicity"} {
		out = append(out, form.Option(choice, kind.ChoiceLabel(choice)))
	}
	return out
}

// optionsFor are the options for a column, with what it is taken for now among them.
func optionsFor(kind *intake.Kind, m intake.Mapping, options []widget.Option) []widget.Option {
	choice := m.Choice()
	if m.Also == "" || slices.ContainsFunc(options, func(o widget.Option) bool { return o.Value == choice }) {
		return options
	}
	return append(slices.Clone(options), form.Option(choice, kind.ChoiceLabel(choice)))
}

// policyOptions are what may be done where sheet and ledger differ.
func policyOptions() []widget.Option {
	var out []widget.Option
	for _, p := range []member.Policy{member.Overwrite, member.FillOnly, member.CheckOnly} {
		out = append(out, widget.Option{Value: string(p), Text: p.Label()})
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
	case intake.Remembered:
		return "上次您定的", widget.Accent
	case intake.Joined:
		return "几列合一", widget.OK
	case intake.SplitCell:
		return "一格两项，请看", widget.Warn
	case intake.Swapped:
		return "和表头相反，请看", widget.Warn
	case intake.Serial:
		return "序号", widget.Neutral
	}
	if m.Rival != "" {
		return "同 " + m.Rival + " 列", widget.Warn
	}
	return "不导入", widget.Neutral
}
