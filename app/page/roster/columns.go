package roster

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/member"
)

// stateKey is the column that is no field: what state somebody is in.
const stateKey = member.StateKey

// column is one column of the grid: a field of a member, or the state.
type column struct {
	key   string
	field field.Field
}

// shownAtFirst are the columns shown until somebody chooses others, in order.
var shownAtFirst = []string{"name", "gender", "department", "id_number", "phone", "join_date", stateKey,
	"education", "political", "post", "skill_level", "migrant"}

// columnSet are all columns of a grid, by their numbers.
type columnSet []column

// columnsOf are the columns for the fields of a ledger: those shown at first, then
// the rest as described.
func columnsOf(set *field.Set) columnSet {
	var out columnSet
	for _, key := range shownAtFirst {
		if key == stateKey {
			state, _ := member.AskedField(set, stateKey)
			out = append(out, column{key, state})
			continue
		}
		out = append(out, column{key, member.Fields.Must(key)})
	}
	for _, f := range set.All() {
		if !slices.Contains(shownAtFirst, f.Key) {
			out = append(out, column{f.Key, f})
		}
	}
	return out
}

// narrow are the widths that let the columns shown at first stand side by side on
// a small screen.
var narrow = map[string]float32{"name": 62, "gender": 40, "department": 88, "id_number": 76, "phone": 90, "join_date": 83, stateKey: 63,
	"education": 44, "political": 66, "post": 68, "skill_level": 62, "migrant": 52}

// wide are the columns that share what a large screen leaves over: one alone would
// stand far from the next.
var wide = map[string]bool{"name": true, "department": true, "join_date": true, "political": true, "post": true, "skill_level": true}

// at is the number of the column with a key, -1 for none.
func (s columnSet) at(key string) int {
	return slices.IndexFunc(s, func(c column) bool { return c.key == key })
}

// chosen are the columns with these numbers.
func (s columnSet) chosen(numbers []int) []column {
	out := make([]column, len(numbers))
	for i, n := range numbers {
		out[i] = s[n]
	}
	return out
}

// fields are the fields of the columns with these numbers.
func (s columnSet) fields(numbers []int) []field.Field {
	out := make([]field.Field, len(numbers))
	for i, n := range numbers {
		out[i] = s[n].field
	}
	return out
}

// title is the word over the column.
func (c column) title() string {
	if c.field.Short != "" {
		return c.field.Short
	}
	return c.field.Label
}

// editable reports whether a cell of the column may be typed into. Masked numbers
// are changed in the drawer, where they are seen first; the state by an event.
func (c column) editable() bool {
	return member.Editable(c.field)
}

// forGrid describes the columns to the grid.
func (s columnSet) forGrid() []grid.Column {
	out := make([]grid.Column, len(s))
	for i, c := range s {
		out[i] = grid.Column{Key: c.key, Title: c.title(), Hint: c.field.Label, Width: c.field.Width, Sortable: true,
			Editable: c.editable(), Hidden: !slices.Contains(shownAtFirst, c.key), Stretch: wide[c.key]}
		if w := narrow[c.key]; w > 0 {
			out[i].Width = w
		}
		if c.field.Kind == field.Money || c.field.Kind == field.Number {
			out[i].Align = grid.AlignTrailing
		}
	}
	return out
}

// sortKeys turns the order of the grid into that of a query.
func (s columnSet) sortKeys(order []grid.SortKey) []string {
	var out []string
	for _, k := range order {
		key := s[k.Column].key
		if k.Descending {
			key = "-" + key
		}
		out = append(out, key)
	}
	return out
}

// sortWords says the order for people: 入会日期由近到远.
func (s columnSet) sortWords(order []grid.SortKey) string {
	var parts []string
	for _, k := range order {
		c := s[k.Column]
		up, down := "升序", "降序"
		switch c.field.Kind {
		case field.Date:
			up, down = "由远到近", "由近到远"
		case field.Money, field.Number:
			up, down = "由小到大", "由大到小"
		}
		if k.Descending {
			up = down
		}
		parts = append(parts, c.title()+up)
	}
	if parts == nil {
		return "按姓名排"
	}
	return strings.Join(parts, "，")
}

// sayStates and readStates keep the widths, order and choice of columns as text.
func sayStates(states []grid.ColumnState) string {
	text, err := json.Marshal(states)
	if err != nil {
		return ""
	}
	return string(text)
}

func readStates(text string) []grid.ColumnState {
	var out []grid.ColumnState
	if json.Unmarshal([]byte(text), &out) != nil {
		return nil
	}
	return out
}

// columnsWords is the button of the column chooser: 列 12 / 28.
func columnsWords(shown []grid.Column) string {
	n := 0
	for _, c := range shown {
		if !c.Hidden {
			n++
		}
	}
	return fmt.Sprintf("列 %d / %d", n, len(shown))
}
