package member

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/union"
)

// Band is one group of a grouped list, with its subtotals.
type Band struct {
	// Value is what the members have in common, "" for those of whom it is unknown;
	// Title says it to people.
	Value, Title string
	// IDs are the members, in the order of the list.
	IDs []int64
	// Base is the sum of 缴费基数 of the Known members who have one.
	Base  money.Fen
	Known int
}

// Average is the mean 缴费基数 of those who have one, to the nearest fen.
func (b Band) Average() money.Fen {
	if b.Known == 0 {
		return 0
	}
	n := money.Fen(b.Known)
	return (b.Base + n/2) / n
}

// Words are the subtotals of a band: 45 人，缴费基数合计 234,500.00，平均 5,211.11.
func (b Band) Words() string {
	out := fmt.Sprintf("%d 人", len(b.IDs))
	if b.Known == 0 {
		return out
	}
	out += fmt.Sprintf("，缴费基数合计 %s，平均 %s", b.Base.Grouped(), b.Average().Grouped())
	if b.Known < len(b.IDs) {
		out += fmt.Sprintf("（%d 人有基数）", b.Known)
	}
	return out
}

// Groupable reports whether a list can be grouped by a field: names and numbers of
// people would give a group for each.
func Groupable(f field.Field) bool {
	switch f.Kind {
	case field.Code, field.YesNo, field.Group, field.Date, field.Month:
		return true
	case field.Text:
		return f.Mask == field.Open && !slices.Contains([]string{"emp_no", "card_no", "note"}, f.Key)
	}
	return f.Key == AgeKey
}

// GroupBy divides a list by what its members have in a field: dates by their year,
// ages by ten years. The groups stand in the order of the code list or of the tree,
// others by their text; those of whom it is unknown come last.
func GroupBy(ctx context.Context, r ledger.Reader, ids []int64, key string, on civil.Date) ([]Band, error) {
	set, err := FieldsOf(ctx, r)
	if err != nil {
		return nil, err
	}
	f, ok := AskedField(set, key)
	if !ok || !Groupable(f) {
		return nil, fmt.Errorf("名册不能按“%s”分组", key)
	}
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return nil, err
	}
	found, err := read(ctx, r, set, f, on)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	var out []Band
	for _, id := range ids {
		v := found[id]
		i, ok := at[v.value]
		if !ok {
			i = len(out)
			at[v.value] = i
			out = append(out, Band{Value: v.value})
		}
		out[i].IDs = append(out[i].IDs, id)
		if v.known {
			out[i].Base += v.base
			out[i].Known++
		}
	}
	order(out, f, groups)
	return out, nil
}

// banded is what grouping must know of a member.
type banded struct {
	value string
	base  money.Fen
	known bool
}

// read reads the field for everybody in one go; a list of ids would make a longer
// question than the answer.
func read(ctx context.Context, r ledger.Reader, set *field.Set, f field.Field, on civil.Date) (map[int64]banded, error) {
	x := expression(f, on)
	sql := x.sql
	switch {
	case f.Kind == field.Date || f.Kind == field.Month:
		sql = "substr(" + sql + ", 1, 4)"
	case f.Key == AgeKey:
		sql += " / 10 * 10"
	}
	rows, err := r.QueryContext(ctx, "SELECT m.id, CAST(coalesce("+sql+", '') AS TEXT), coalesce(m.dues_base_fen, -1) FROM "+tablesOf(set), x.args...)
	if err != nil {
		return nil, fmt.Errorf("分组：%w", err)
	}
	defer rows.Close()
	out := map[int64]banded{}
	for rows.Next() {
		var id, base int64
		var value string
		if err := rows.Scan(&id, &value, &base); err != nil {
			return nil, err
		}
		b := banded{value: value}
		if base >= 0 {
			b.base, b.known = money.Fen(base), true
		}
		out[id] = b
	}
	return out, rows.Err()
}

// order names the bands and puts them in order.
func order(bands []Band, f field.Field, groups []union.Group) {
	rank := map[string]int{}
	switch f.Kind {
	case field.Code:
		for i, w := range f.List().Words() {
			rank[w] = i
		}
	case field.YesNo:
		rank = map[string]int{"1": 0, "0": 1}
	case field.Group:
		ordered, _ := union.Tree(groups)
		for i, g := range ordered {
			rank[strconv.FormatInt(g.ID, 10)] = i
		}
	}
	paths := union.Paths(groups)
	for i := range bands {
		bands[i].Title = bandTitle(bands[i].Value, f, paths)
	}
	sort.SliceStable(bands, func(i, j int) bool {
		a, b := bands[i].Value, bands[j].Value
		ra, knownA := rank[a]
		rb, knownB := rank[b]
		switch {
		case (a == "") != (b == ""):
			return b == ""
		case knownA != knownB:
			return knownA
		case ra != rb:
			return ra < rb
		case f.Kind == field.Text:
			return SortKey(a) < SortKey(b)
		}
		return a < b
	})
}

func bandTitle(value string, f field.Field, paths map[int64]string) string {
	switch {
	case value == "":
		return "（" + f.Label + "未填）"
	case f.Kind == field.Group:
		id, _ := strconv.ParseInt(value, 10, 64)
		return paths[id]
	case f.Kind == field.Date || f.Kind == field.Month:
		return strings.TrimSuffix(f.Label, "日期") + " " + value + " 年"
	case f.Key == AgeKey:
		from, _ := strconv.Atoi(value)
		return fmt.Sprintf("%d～%d 岁", from, from+9)
	case f.Kind == field.YesNo:
		return f.Label + "：" + f.Display(value)
	}
	return f.Display(value)
}
