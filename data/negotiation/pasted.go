package negotiation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// Pasted is a list copied from a table, read for one of Pasteable.
type Pasted struct {
	Set *field.Set
	// Columns name what each column was taken for, "" for one that is not used.
	Columns []string
	Lines   []PastedLine
}

// PastedLine is a row of it: Why says why it cannot be used, Note what to look at.
type PastedLine struct {
	Line int
	Item Item
	Name string
	Why  string
	Note string
}

// Good counts the lines that can be used.
func (p Pasted) Good() (n int) {
	for _, x := range p.Lines {
		if x.Why == "" {
			n++
		}
	}
	return n
}

// Pasteable are the lists that can be pasted, each with the order in which columns are
// taken where no heading names them.
var Pasteable = map[*field.Set][]string{
	FirmFields:  {"name", "credit_code", "head", "staff", "members", "signed", "note"},
	PriceFields: {"process", "unit", "last_fen", "agreed_fen", "reach_percent", "note"},
	GradeFields: {"category", "condition", "standard_fen", "per", "people", "note"},
}

// headings are further words for the columns of the lists.
var headings = map[string][]string{
	"name": {"企业", "单位名称", "单位", "公司名称"}, "credit_code": {"信用代码", "社会信用代码", "统一信用代码"}, "head": {"法定代表人", "负责人", "法人", "企业负责人"}, "staff": {"职工人数", "人数"}, "members": {"会员人数"},
	"signed": {"签收", "签字日期"}, "process": {"工序名称", "项目"}, "unit": {"单位", "计量单位"}, "last_fen": {"上年单价", "去年单价", "原单价"}, "agreed_fen": {"本年单价", "单价", "工价", "现单价"},
	"reach_percent": {"能完成定额的职工", "完成比例"}, "category": {"类别", "项目"}, "condition": {"等级", "条件"}, "standard_fen": {"标准", "金额"}, "per": {"计发"}, "people": {"人数"},
}

// ReadPasted reads a pasted list. What is in have, or stands twice, is not taken again.
func ReadPasted(ctx context.Context, set *field.Set, text string, have []Item) (Pasted, error) {
	out := Pasted{Set: set}
	if strings.TrimSpace(text) == "" {
		return out, nil
	}
	book, err := sheet.OpenReader(ctx, "粘贴的表格", strings.NewReader(text), sheet.Options{})
	if err != nil || len(book.Sheets) == 0 {
		return out, err
	}
	rows := book.Sheets[0].Rows
	var keys []string
	for i, row := range rows[:min(len(rows), 5)] {
		if keys = headed(set, row); keys != nil {
			rows = rows[i+1:]
			break
		}
	}
	if keys == nil {
		keys = guessed(set, rows)
	}
	for _, key := range keys {
		label := ""
		if f, ok := set.Field(key); ok {
			label = f.Label
		}
		out.Columns = append(out.Columns, label)
	}
	seen := map[string]string{}
	for _, it := range have {
		for _, key := range it.telling() {
			seen[key] = "名单里已经有了"
		}
	}
	for _, row := range rows {
		if line, ok := pastedLine(set, keys, row); ok {
			for _, key := range line.Item.telling() {
				if why := seen[key]; why != "" && line.Why == "" {
					line.Why = why
				} else if why == "" && line.Why == "" {
					seen[key] = fmt.Sprintf("和第 %d 行重复", line.Line)
				}
			}
			out.Lines = append(out.Lines, line)
		}
	}
	return out, nil
}

// telling are what tells a row from the others of its list.
func (it Item) telling() (out []string) {
	switch it.Fields() {
	case FirmFields:
		for _, key := range []string{"name", "credit_code"} {
			if v := code.Fold(it.Get(key)); v != "" {
				out = append(out, key+" "+v)
			}
		}
	case PriceFields:
		out = append(out, code.Fold(it.Get("process")+"\x00"+it.Get("work_type")+"\x00"+it.Get("unit")))
	case GradeFields:
		out = append(out, code.Fold(it.Get("category")+"\x00"+it.Get("condition")))
	}
	return out
}

// headed are the fields the cells of a heading name, nil where the row is none.
func headed(set *field.Set, row sheet.Row) []string {
	plain := func(s string) string {
		s, _, _ = strings.Cut(code.Fold(s), "(")
		return s
	}
	keys, known := make([]string, len(row.Cells)), 0
	for i, c := range row.Cells {
		at := slices.IndexFunc(set.All(), func(f field.Field) bool {
			word := plain(c.Text)
			return word != "" && !slices.Contains(keys, f.Key) && (word == plain(f.Label) || slices.Contains(headings[f.Key], word))
		})
		if at >= 0 {
			keys[i] = set.All()[at].Key
			known++
		}
	}
	if !slices.Contains(keys, set.All()[0].Key) || known < min(2, len(row.Cells)) {
		return nil
	}
	return keys
}

// guessed takes the columns in the order of the list, each for the next field that its
// cells can be; a price alone is this year's.
func guessed(set *field.Set, rows []sheet.Row) (keys []string) {
	width := 0
	for _, row := range rows {
		width = max(width, len(row.Cells))
	}
	order, next := Pasteable[set], 0
	for col := range width {
		keys = append(keys, "")
		last := len(order)
		if next == 0 {
			last = 1 // what stands before the name, such as a running number, is not used
		}
		for i := next; i < last; i++ {
			if f := set.Must(order[i]); fits(f, rows, col) {
				keys[col], next = f.Key, i+1
				break
			}
		}
	}
	if at := slices.Index(keys, "last_fen"); at >= 0 && !slices.Contains(keys, "agreed_fen") {
		keys[at] = "agreed_fen"
	}
	return keys
}

// fits reports whether a column can be of a field: numbers are no text, and most cells
// are readable.
func fits(f field.Field, rows []sheet.Row, col int) bool {
	good, bad := 0, 0
	for _, row := range rows {
		if col >= len(row.Cells) || strings.TrimSpace(row.Cells[col].Text) == "" {
			continue
		}
		c := row.Cells[col]
		number := !intake.Clean(field.Field{Key: f.Key, Kind: field.Number}, c, typed).Lost
		if intake.Clean(f, c, typed).Lost || f.Kind == field.Text && number {
			bad++
		} else {
			good++
		}
	}
	return good > bad
}

// typed is how pasted cells are cleaned.
var typed = intake.CleanContext{Untyped: true, ByHand: true}

// pastedLine makes a row; false where it is empty.
func pastedLine(set *field.Set, keys []string, row sheet.Row) (PastedLine, bool) {
	line := PastedLine{Line: row.Number, Item: NewItem(set)}
	empty := true
	for i, c := range row.Cells {
		if i >= len(keys) || strings.TrimSpace(c.Text) == "" {
			continue
		}
		empty = false
		f, ok := set.Field(keys[i])
		if !ok {
			continue
		}
		got := intake.Clean(f, c, typed)
		line.Item.Set(f.Key, got.Value)
		switch {
		case line.Why != "":
		case got.Lost:
			line.Why = f.Label + "：" + got.Message
		case (f.Kind == field.Integer || f.Kind == field.Money || f.Kind == field.Percent) && strings.HasPrefix(got.Value, "-"):
			line.Why = f.Label + "“" + c.Text + "”不能是负数。"
		case got.Reported() && line.Note == "":
			line.Note = f.Label + "：" + got.Message
		}
	}
	line.Name = line.Item.name()
	switch name := code.Fold(line.Name); {
	case name == "合计" || name == "总计" || name == "小计":
		line.Why = "是合计行。"
	case line.Why == "":
		if err := valid(line.Item.Record); err != nil {
			line.Why = err.Error() + "。"
		}
	}
	return line, !empty
}

// AddPasted stores the lines that can be used, in one operation.
func AddPasted(ctx context.Context, l *ledger.Ledger, round int64, p Pasted) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: fmt.Sprintf("粘贴%s：%d 条", p.Set.Label, p.Good())}, func(tx *ledger.Tx) error {
		for _, x := range p.Lines {
			if x.Why != "" {
				continue
			}
			if _, err := PutItem(tx, round, x.Item); err != nil {
				return fmt.Errorf("第 %d 行：%w", x.Line, err)
			}
		}
		return nil
	})
}
