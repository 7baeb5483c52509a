package trail

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/attachment"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// tableWords are what people call the rows that belong to a member.
var tableWords = map[string]string{"membership_event": "会籍记录", attachment.Table: "附件", "dues_base": "缴费基数（按月）"}

// column is a column of such a table, in the order its values are told; title ones
// name the row.
type column struct {
	key, label string
	title      bool
	kind       field.Kind
}

var columns = map[string][]column{
	"membership_event": {
		{"kind", "种类", true, field.Text}, {"date", "日期", true, field.Date}, {"reason", "原因", false, field.Text},
		{"document", "凭据", false, field.Text}, {"minute_no", "会议记录", false, field.Text}, {"other_union", "对方工会", false, field.Text},
		{"dues_from", "计费月份", false, field.Month}, {"note", "备注", false, field.Text},
		{"why", "更正、作废的原因", false, field.Text}, {correctedBy, "更正或作废", false, field.Integer},
	},
	attachment.Table: {{"kind", "种类", true, field.Text}, {"name", "名称", true, field.Text}, {"owner_id", "会员编号", false, field.Integer}},
	"dues_base":      {{"from_month", "起始月份", true, field.Month}, {"base_fen", "基数", false, field.Money}, {"source", "来源", false, field.Text}},
}

// ownTable holds the values of the unit's own fields, under the member's number;
// ownFieldTable describes them.
const ownTable, ownFieldTable = "member_own", "own_field"

// wording puts changes into words.
type wording struct {
	ctx    context.Context
	l      *ledger.Ledger
	fields *field.Set
	groups map[int64]string
	full   bool
	// began is the operation that added each own field, by key: before it, the
	// column held what another field meant.
	began map[string]int64
	// now is the member as it is; without a number where it is gone.
	now member.Member
}

func newWording(ctx context.Context, l *ledger.Ledger) (*wording, error) {
	w := &wording{ctx: ctx, l: l, began: map[string]int64{}}
	groups, err := union.Groups(ctx, l.Read())
	if err != nil {
		return nil, err
	}
	w.groups = union.Names(groups)
	if w.fields, err = member.FieldsOf(ctx, l.Read()); err != nil {
		return nil, err
	}
	own, err := member.OwnFields(ctx, l.Read())
	if err != nil {
		return nil, err
	}
	for _, o := range own {
		changes, err := l.RowHistory(ctx, ownFieldTable, o.ID)
		if err != nil {
			return nil, err
		}
		if life := LastLife(changes); len(life) > 0 {
			w.began[o.Key()] = life[0].Operation.ID
		}
	}
	return w, nil
}

func (w *wording) entries(c ledger.Change) ([]Entry, error) {
	if c.Table != member.Fields.Name && c.Table != ownTable {
		return w.ofRow(c)
	}
	base := Entry{Table: c.Table, Row: c.Row, Action: c.Action}
	if c.Table == member.Fields.Name && c.Action != "修改" {
		base.Subject = "会员资料"
		return []Entry{base}, nil
	}
	base.Action = "修改" // the row of own fields comes with the first value
	var out []Entry
	for _, v := range w.valuesOf(c) {
		e, f := base, v.field
		e.Field, e.Label = f.Key, f.Label
		e.Restorable = !f.ReadOnly && w.now.ID != 0 && w.now.Get(f.Key) != v.old
		e.Masked = f.Mask != field.Open && !w.full
		var err error
		if e.Old, err = w.value(f, v.old); err == nil {
			e.New, err = w.value(f, v.new)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// changedValue is a field with its canonical value before and after a change.
type changedValue struct {
	field    field.Field
	old, new string
}

// valuesOf lists the fields of a member that a change of its row, or of the row of
// its own fields, gave another value.
func (w *wording) valuesOf(c ledger.Change) (out []changedValue) {
	for _, f := range w.fields.All() {
		if f.Own != (c.Table == ownTable) || c.Operation.ID < w.began[f.Key] {
			continue
		}
		if v := (changedValue{f, canonical(c.Old[f.Key]), canonical(c.New[f.Key])}); v.old != v.new {
			out = append(out, v)
		}
	}
	return out
}

// value is a value of a field for people; 空 where there is none.
func (w *wording) value(f field.Field, v string) (string, error) {
	switch {
	case v == "":
		return "空", nil
	case f.Kind == field.Group:
		return w.group(v)
	case w.full:
		return f.Display(v), nil
	}
	return f.Shown(v), nil
}

// group names a group, also one that has been deleted since.
func (w *wording) group(value string) (string, error) {
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return value, nil
	}
	if name, ok := w.groups[id]; ok {
		return name, nil
	}
	changes, err := w.l.RowHistory(w.ctx, "union_group", id)
	name := "已删除的小组"
	for _, c := range slices.Backward(changes) {
		if was, ok := c.Old["name"].(string); ok {
			name = was + "（已删除）"
			break
		}
	}
	w.groups[id] = name
	return name, err
}

// ofRow words a change of a row that belongs to the member: one line where it came
// or went, else a line a value.
func (w *wording) ofRow(c ledger.Change) ([]Entry, error) {
	base := Entry{Table: c.Table, Row: c.Row, Action: c.Action, Subject: w.subject(c)}
	if c.Action != "修改" {
		base.Old, base.New = facts(c.Table, c.Old), facts(c.Table, c.New)
		return []Entry{base}, nil
	}
	var out []Entry
	for _, col := range columns[c.Table] {
		now, ok := c.New[col.key]
		if !ok {
			continue
		}
		e := base
		e.Label, e.Old, e.New = col.label, col.words(c.Old[col.key]), col.words(now)
		out = append(out, e)
	}
	return out, nil
}

// subject names a row by its title columns; an update knows only what it changed, so
// that the row as it was then is looked up.
func (w *wording) subject(c ledger.Change) string {
	values := c.New
	if c.Action == "删除" {
		values = c.Old
	}
	if c.Action == "修改" {
		values = map[string]any{}
		all, err := w.l.RowHistory(w.ctx, c.Table, c.Row)
		for _, before := range all {
			if err != nil || before.Operation.ID > c.Operation.ID {
				break
			}
			for k, v := range before.New {
				values[k] = v
			}
		}
	}
	var parts []string
	for _, col := range columns[c.Table] {
		if v := canonical(values[col.key]); col.title && v != "" {
			parts = append(parts, v)
		}
	}
	return tableWords[c.Table] + "“" + strings.Join(parts, " ") + "”"
}

// facts lists what a row held besides its title.
func facts(table string, values map[string]any) string {
	var parts []string
	for _, col := range columns[table] {
		if !col.title && col.key != "owner_id" && canonical(values[col.key]) != "" {
			parts = append(parts, col.label+" "+col.words(values[col.key]))
		}
	}
	return strings.Join(parts, "，")
}

// correctedBy holds the number of the entry that took the place of another, which
// means nothing to people.
const correctedBy = "corrected_by"

func (c column) words(v any) string {
	text := canonical(v)
	switch {
	case text == "":
		return "空"
	case c.key == correctedBy:
		return "由后来的一条记录代替"
	}
	return field.Field{Kind: c.kind}.Display(text)
}

// canonical is a value of the journal as fields keep it.
func canonical(v any) string {
	if v == nil {
		return ""
	}
	if n, ok := v.(float64); ok {
		return strconv.FormatFloat(n, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}
