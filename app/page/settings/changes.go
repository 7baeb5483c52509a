package settings

import (
	"context"
	"fmt"
	"maps"
	"sort"

	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/negotiation"
	"unionledger/data/union"
)

// sets are the descriptions by table, for the words of columns and values.
var sets = map[string]*field.Set{}

func init() {
	for _, s := range []*field.Set{member.Fields, union.Enterprise, union.Union, negotiation.RoundFields, negotiation.RepFields, negotiation.MeetingFields} {
		sets[s.Name] = s
	}
}

// setsOf are the descriptions of one ledger, with what its unit added.
func setsOf(ctx context.Context, l *ledger.Ledger) (map[string]*field.Set, error) {
	own, err := member.FieldsOf(ctx, l.Read())
	out := maps.Clone(sets)
	out["member_own"] = own
	return out, err
}

// more are the words of columns that no field describes.
var more = map[string]string{
	"member_id": "会员", "kind": "种类", "date": "日期", "reason": "原因", "document": "凭据", "minute_no": "纪要号", "other_union": "对方工会",
	"dues_from": "计费月份", "note": "备注", "month": "月份", "amount_fen": "金额", "base_fen": "基数", "exempt": "不收的原因", "paid_on": "收款日期",
	"method": "方式", "from_month": "起始月份", "source": "来源", "name": "名称", "parent_id": "上级小组", "key": "设置", "value": "值",
	"profile": "表格", "as_of": "截至", "made_on": "日期", "file": "文件", "rows": "行数", "errors": "问题", "item": "材料", "copies": "份数", "leader": "组长",
	"label": "名称", "words": "可选的词", "hint": "填写说明",
}

// changed is one value that an operation changed.
type changed struct{ what, action, field, old, new string }

// changes are the rows of the details.
type changes struct{ rows []changed }

func (c changes) Len() int { return len(c.rows) }

func (c changes) Cell(row, col int) grid.Cell {
	x := c.rows[row]
	return grid.Cell{Text: [...]string{x.what, x.action, x.field, x.old, x.new}[col], Tone: [...]grid.Tone{grid.ToneNormal, grid.ToneSecondary, grid.ToneSecondary, grid.ToneSecondary, grid.ToneNormal}[col]}
}

// readChanges puts the rows an operation changed into words, one line a value.
func readChanges(ctx context.Context, l *ledger.Ledger, op int64, most int) ([]changed, error) {
	list, err := l.Changes(ctx, op, most)
	if err != nil {
		return nil, err
	}
	sets, err := setsOf(ctx, l)
	if err != nil {
		return nil, err
	}
	var out []changed
	for _, c := range list {
		what := l.NameRow(ctx, c)
		cols := map[string]bool{}
		for col := range c.Old {
			cols[col] = true
		}
		for col := range c.New {
			cols[col] = true
		}
		var keys []string
		for col := range cols {
			if c.Old[col] != nil || c.New[col] != nil {
				keys = append(keys, col)
			}
		}
		sort.Strings(keys)
		for _, col := range keys {
			label, known := labelOf(sets[c.Table], col)
			if known {
				out = append(out, changed{what, c.Action, label, shown(sets[c.Table], col, c.Old[col]), shown(sets[c.Table], col, c.New[col])})
			}
		}
	}
	return out, nil
}

// labelOf is the word for a column of a table that a set may describe; columns that
// mean nothing to people have none.
func labelOf(s *field.Set, col string) (string, bool) {
	if s != nil {
		if f, ok := s.Field(col); ok {
			return f.Label, true
		}
	}
	word, ok := more[col]
	return word, ok
}

// shown puts a stored value into words, masked where lists mask it.
func shown(s *field.Set, col string, v any) string {
	if v == nil {
		return ""
	}
	text := fmt.Sprint(v)
	if s != nil {
		if f, ok := s.Field(col); ok {
			return f.Shown(text)
		}
	}
	if len(col) > 4 && col[len(col)-4:] == "_fen" {
		return field.ParseFen(text).Grouped()
	}
	return text
}
