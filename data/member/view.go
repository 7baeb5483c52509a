package member

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

// View is a list of members saved under a name: who is on it, and how it is shown.
type View struct {
	ID   int64  `json:"-"`
	Name string `json:"-"`

	// Group is a group with all below it, 0 for everybody; States nil is all states.
	Group  int64       `json:"group,omitempty"`
	States []State     `json:"states,omitempty"`
	Where  []Condition `json:"where,omitempty"`
	Any    bool        `json:"any,omitempty"`
	// Asks is the key of a built-in question of the window that narrows the list,
	// Search what was typed into its quick filter.
	Asks   string `json:"asks,omitempty"`
	Search string `json:"search,omitempty"`

	// Columns are those shown, in order; Sort and By are as in Query and GroupBy.
	Columns []ViewColumn `json:"columns,omitempty"`
	Sort    []string     `json:"sort,omitempty"`
	By      string       `json:"by,omitempty"`
}

// ViewColumn is a column of a view and its width, 0 for the usual one.
type ViewColumn struct {
	Key   string  `json:"key"`
	Width float32 `json:"width,omitempty"`
}

// longestViewName limits the name of a view, in characters.
const longestViewName = 30

// Query is the question a view asks, without its search.
func (v View) Query(groups []union.Group, on civil.Date) Query {
	return Query{On: on, Groups: union.Below(groups, v.Group), States: v.States, Where: v.Where, Any: v.Any, Sort: v.Sort}
}

// Views lists the saved views by name.
func Views(ctx context.Context, r ledger.Reader) ([]View, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, name, content FROM saved_view ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("读保存的筛选：%w", err)
	}
	defer rows.Close()
	var out []View
	for rows.Next() {
		var v View
		var id int64
		var name, content string
		if err := rows.Scan(&id, &name, &content); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(content), &v); err != nil {
			v = View{Where: []Condition{{Field: goneField}}} // by a newer program: finds nobody rather than everybody
		}
		v.ID, v.Name = id, name
		out = append(out, v)
	}
	return out, rows.Err()
}

// SaveView keeps a view: a new one, or with an ID in place of an older one. It
// returns its number.
func SaveView(tx *ledger.Tx, v View) (int64, error) {
	v.Name = strings.TrimSpace(v.Name)
	switch n := utf8.RuneCountInString(v.Name); {
	case n == 0:
		return 0, ledger.Refuse("请给这个筛选起个名字。")
	case n > longestViewName:
		return 0, ledger.Refuse("名字最多 %d 个字，现在有 %d 个。", longestViewName, n)
	}
	all, err := Views(tx.Context(), tx)
	if err != nil {
		return 0, err
	}
	for _, other := range all {
		if other.Name == v.Name && other.ID != v.ID {
			return 0, ledger.Refuse("已经有叫“%s”的筛选。请换个名字，或者在左边右键点它，选“用现在的替换”。", v.Name)
		}
	}
	content, err := json.Marshal(v)
	if err != nil {
		return 0, err
	}
	if v.ID == 0 {
		return tx.Insert("saved_view", []string{"name", "content"}, []any{v.Name, string(content)})
	}
	return v.ID, tx.Update("saved_view", v.ID, []string{"name", "content"}, []any{v.Name, string(content)})
}

// Known is the view without the columns, the order and the groups of fields that the
// ledger does not have (any more). Conditions on them stay: they find nobody.
func (v View) Known(set *field.Set) View {
	known := func(key string) bool { _, ok := AskedField(set, key); return ok }
	v.Columns = slices.DeleteFunc(slices.Clone(v.Columns), func(c ViewColumn) bool { return !known(c.Key) })
	v.Sort = slices.DeleteFunc(slices.Clone(v.Sort), func(key string) bool { return !known(strings.TrimPrefix(key, "-")) })
	if f, ok := AskedField(set, v.By); !ok || !Groupable(f) {
		v.By = ""
	}
	return v
}

// goneField stands in a condition for a field that is no more.
const goneField = "?"

// forgetField makes the saved views that name a field name none, so that they do not
// ask another one that is given its key.
func forgetField(tx *ledger.Tx, key string) error {
	all, err := Views(tx.Context(), tx)
	if err != nil {
		return err
	}
	for _, v := range all {
		named := v.By == key || slices.Contains(v.Sort, key) || slices.Contains(v.Sort, "-"+key) ||
			slices.ContainsFunc(v.Columns, func(c ViewColumn) bool { return c.Key == key })
		for i := range v.Where {
			if v.Where[i].Field == key {
				v.Where[i].Field, named = goneField, true
			}
		}
		if !named {
			continue
		}
		set, err := FieldsOf(tx.Context(), tx)
		if err == nil {
			_, err = SaveView(tx, v.Known(set))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Words says what the view asks for, a sentence each. A question the window knows by a
// key is only named as such.
func (v View) Words(set *field.Set, names map[int64]string) []string {
	where := slices.Clone(v.Where)
	if len(v.States) > 0 {
		c := Condition{Field: StateKey, Op: Is}
		for _, s := range v.States {
			c.Values = append(c.Values, string(s))
		}
		where = slices.Insert(where, 0, c)
	}
	if v.Group != 0 {
		where = slices.Insert(where, 0, Condition{Field: "department", Op: Is, Values: []string{fmt.Sprint(v.Group)}})
	}
	var words []string
	for _, c := range where {
		words = append(words, c.Words(set, names))
	}
	if v.Asks != "" {
		words = append(words, "窗口里的快捷筛选")
	}
	if v.Search != "" {
		words = append(words, "搜索 "+v.Search)
	}
	return words
}

// DropView takes a saved view away.
func DropView(tx *ledger.Tx, id int64) error { return tx.Delete("saved_view", id) }
