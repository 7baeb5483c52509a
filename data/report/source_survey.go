package report

import (
	"context"
	"iter"
	"slices"
	"strconv"

	"unionledger/data/field"
	"unionledger/data/member"
	"unionledger/data/organisation"
	"unionledger/data/union"
)

// SurveyFields are the rows of the figures for the yearly survey: one figure each.
var SurveyFields = field.NewSet("figure", "年报数字",
	field.Field{Key: "item", Label: "项目"},
	field.Field{Key: "measure", Label: "计量单位"},
	field.Field{Key: "value", Label: "数值", Kind: field.Integer},
	field.Field{Key: "when", Label: "时点或期间"},
	field.Field{Key: "how", Label: "取数来源"},
	// whole is the figure that value is a part of, for the check; it is not printed.
	field.Field{Key: "whole", Label: "总数", Kind: field.Integer},
)

// Survey is the Source of the figures of 基层工会调查表 that the ledger can count: of
// the last day of a span, and of what happened in it. The national survey runs from
// 1 October to 30 September.
type Survey struct{ Span }

// Kind, Fields and Facts describe the source.
func (s Survey) Kind() string       { return "survey" }
func (s Survey) Fields() *field.Set { return SurveyFields }
func (s Survey) Facts(ctx context.Context) (map[string]string, error) {
	return s.facts(ctx)
}

// figure is a row in the making; an unknown value is "".
type figure struct{ item, measure, value, whole, how string }

// Rows gives the figures in the order of the form: staff, members, who works for the
// union, its bodies, and how the number of members changed.
func (s Survey) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		counted, err := organisation.Count(ctx, s.Ledger, s.From, s.To)
		if err != nil {
			yield(Row{}, err)
			return
		}
		bodies, err := union.Bodies(ctx, s.Ledger)
		if err != nil {
			yield(Row{}, err)
			return
		}
		now := slices.Concat(standing(counted), sitting(bodies, s))
		moved := s.moving(counted.Movement)
		for i, f := range slices.Concat(now, moved) {
			v := SurveyFields.NewRecord()
			for key, text := range map[string]string{"item": f.item, "measure": f.measure, "value": f.value, "whole": f.whole, "how": f.how} {
				v.Set(key, text)
			}
			v.Set("when", s.To.String())
			if i >= len(now) {
				v.Set("when", s.From.String()+" 至 "+s.To.String())
			}
			if !yield(Row{Record: 1, Who: f.item, Values: v}, nil) {
				return
			}
		}
	}
}

// standing are the figures of a day. 职工 is what the unit gave, 会员 what the roster
// counts; 保留会籍 is not among them.
func standing(c *organisation.Figures) []figure {
	staff := func(key string) string {
		if n, known := c.Staff[key]; known {
			return strconv.FormatInt(n, 10)
		}
		return ""
	}
	given := "单位提供的职工数"
	if !c.StaffOn.IsZero() {
		given += "（截止 " + c.StaffOn.String() + "）"
	}
	members, all := strconv.Itoa(c.Total.Members), staff("staff")
	return []figure{
		{"职工人数", "人", all, "", given},
		{"其中：女职工", "人", staff("women_staff"), all, given},
		{"其中：农民工", "人", staff("migrant_staff"), all, given},
		{"会员人数", "人", members, all, "名册在册会员，保留会籍不计"},
		{"其中：女会员", "人", strconv.Itoa(c.Total.Women), members, "名册的性别"},
		{"其中：农民工会员", "人", strconv.Itoa(c.Total.Migrant), members, "名册的是否农民工会员"},
		{"专职工会工作人员", "人", strconv.Itoa(c.Full), "", "组织机构里在任的专职人员"},
		{"兼职工会工作人员", "人", strconv.Itoa(c.Part), "", "组织机构里在任的兼职人员"},
	}
}

// surveyed are the bodies the survey asks about, by their kind in the ledger.
var surveyed = []struct{ item, kind string }{{"女职工委员会", "女职工委员会"}, {"经审组织", "经费审查委员会"}}

func sitting(bodies []union.Body, s Survey) (out []figure) {
	for _, q := range surveyed {
		n := 0
		for _, b := range bodies {
			if _, sits := b.Current(s.To); sits && b.Kind == q.kind {
				n++
			}
		}
		out = append(out, figure{q.item, "个", strconv.Itoa(n), "", "组织机构里有没有在任的" + q.kind})
	}
	return out
}

// moving are the figures of the span, by the six kinds of the national form.
func (s Survey) moving(m organisation.Movement) []figure {
	counts := map[string]int{}
	for _, side := range []map[member.EventKind]int{m.In, m.Out} {
		for kind, n := range side {
			counts[kind.ReportedAs()] += n
		}
	}
	var out []figure
	for _, x := range []struct{ item, kind string }{{"新发展会员", "入会"}, {"转入会员", "转入"}, {"转出会员", "转出"}, {"转为保留会籍", "保留"}, {"退会", "退会"}, {"除名", "除名"}} {
		out = append(out, figure{x.item, "人", strconv.Itoa(counts[x.kind]), "", "会籍记录里的“" + x.kind + "”"})
	}
	return out
}
