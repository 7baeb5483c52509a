package report

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// ChangeFields are the rows of 会籍变动情况表: one change of one membership each.
var ChangeFields = field.NewSet("member", "会籍变动",
	field.Field{Key: "happened", Label: "变动情况"},
	field.Field{Key: "name", Label: "姓名", Kind: field.Name},
	member.Fields.Must("gender"), member.Fields.Must("id_number"),
	field.Field{Key: "department", Label: "工会小组"},
	field.Field{Key: "change_kind", Label: "会籍变化类型", Kind: field.Code, Codes: "change_kind"},
	field.Field{Key: "change_date", Label: "会籍变化日期", Kind: field.Date},
	field.Field{Key: "change_reason", Label: "会籍变化原因", Kind: field.Code, Codes: "change_reason"},
	field.Field{Key: "before", Label: "原来的会籍"},
	field.Field{Key: "effect", Label: "会员数增减", Kind: field.Integer},
	field.Field{Key: "other_union", Label: "转入、转出的工会"},
	field.Field{Key: "document", Label: "依据的文书"},
	field.Field{Key: "minute_no", Label: "会议记录"},
)

// Span is the days a report of a period speaks of, both included.
type Span struct {
	Ledger   ledger.Reader
	From, To civil.Date
}

// facts are those of the unit at the end of the span, and the span in words.
func (s Span) facts(ctx context.Context) (map[string]string, error) {
	facts, err := unitFacts(ctx, s.Ledger, s.To)
	if err != nil {
		return nil, err
	}
	all := map[string]string{"period": dayWords(s.From) + "至" + dayWords(s.To), "as_of": s.To.String(), "as_of_cn": dayWords(s.To), "year": fmt.Sprint(s.To.Year)}
	maps.Copy(all, facts)
	return all, nil
}

func dayWords(d civil.Date) string {
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

// Changes is the Source of 会籍变动情况表.
type Changes struct{ Span }

// Kind, Fields and Facts describe the source. The facts add the figures of the period:
// changes.opening, changes.closing, changes.retained and one for every kind of change
// that touches a membership, such as changes.入会.
func (c Changes) Kind() string       { return "member_change" }
func (c Changes) Fields() *field.Set { return ChangeFields }
func (c Changes) Facts(ctx context.Context) (map[string]string, error) {
	all, err := c.facts(ctx)
	if err != nil {
		return nil, err
	}
	m, err := member.Movements(ctx, c.Ledger, c.From, c.To)
	if err != nil {
		return nil, err
	}
	all["changes.opening"], all["changes.closing"] = fmt.Sprint(m.Opening), fmt.Sprint(m.Closing)
	all["changes.retained"] = fmt.Sprint(m.ClosingRetained)
	for _, l := range m.Lines {
		all["changes."+string(l.Kind)] = fmt.Sprint(len(l.People))
	}
	return all, nil
}

// Rows gives the changes by kind, as the table of movements has them, those of a kind
// by day. Who only applied, or was refused, had no membership that could change.
func (c Changes) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		m, err := member.Movements(ctx, c.Ledger, c.From, c.To)
		if err != nil {
			yield(Row{}, err)
			return
		}
		lines := slices.DeleteFunc(m.Lines, func(l member.MovementLine) bool { return l.Kind == member.Applied || l.Kind == member.Refused })
		people, err := c.people(ctx, lines)
		if err != nil {
			yield(Row{}, err)
			return
		}
		v := ChangeFields.NewRecord()
		for _, l := range lines {
			for _, one := range l.People {
				fillChange(v, l.Kind, one, people[one.Member])
				if !yield(Row{Record: one.Member, Who: one.Name, Values: v}, nil) {
					return
				}
			}
		}
	}
}

// people reads the records of those to whom something happened.
func (c Changes) people(ctx context.Context, lines []member.MovementLine) (map[int64]member.Member, error) {
	var ids []int64
	for _, l := range lines {
		for _, one := range l.People {
			ids = append(ids, one.Member)
		}
	}
	slices.Sort(ids)
	list, err := member.Many(ctx, c.Ledger, slices.Compact(ids), c.To, nil)
	if err != nil {
		return nil, fmt.Errorf("读会籍有变动的会员：%w", err)
	}
	out := map[int64]member.Member{}
	for _, m := range list {
		out[m.ID] = m
	}
	return out, nil
}

func fillChange(v field.Record, kind member.EventKind, one member.Moved, who member.Member) {
	effect := fmt.Sprintf("%d", one.Effect)
	for key, text := range map[string]string{"happened": string(kind), "name": one.Name, "department": one.Group,
		"gender": who.Get("gender"), "id_number": who.Get("id_number"), "change_kind": kind.ReportedAs(), "change_date": one.Date.String(),
		"change_reason": one.Reason, "before": string(one.Before), "effect": effect, "other_union": one.OtherUnion,
		"document": one.Document, "minute_no": one.MinuteNo} {
		v.Set(key, text)
	}
}
