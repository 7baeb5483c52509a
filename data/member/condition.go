package member

import (
	"slices"
	"strconv"
	"strings"

	"unionledger/data/code"
	"unionledger/data/field"
)

// Op is how a condition compares. The words are stored in saved views.
type Op string

// The ways to compare. Not every kind of field has all of them, see Ops.
const (
	Is      Op = "is"      // one of the values
	IsNot   Op = "not"     // none of them
	Has     Op = "has"     // holds the text
	HasNot  Op = "lacks"   // does not hold the text
	Starts  Op = "starts"  // begins with the text
	Less    Op = "less"    // 小于, 早于
	More    Op = "more"    // 大于, 晚于
	AtLeast Op = "atleast" // 不小于, 不早于
	AtMost  Op = "atmost"  // 不大于, 不晚于
	Between Op = "between" // two values, both included
	Empty   Op = "empty"   // unknown
	Filled  Op = "filled"  // known
)

// Condition is one thing asked of a member. Values are canonical; Empty and Filled
// have none, Between two, Is and IsNot any number, the others one.
type Condition struct {
	Field  string   `json:"field"`
	Op     Op       `json:"op"`
	Values []string `json:"values,omitempty"`
}

// The keys of what can be asked for besides fields.
const (
	StateKey = "state"
	AgeKey   = "age"
)

// derived are what follows from fields and events and can be asked for like them.
var derived = func() []field.Field {
	words := make([]string, len(States))
	for i, s := range States {
		words[i] = string(s)
	}
	list, err := code.NewList(StateKey, "会籍", words)
	if err != nil {
		panic(err)
	}
	return []field.Field{
		{Key: StateKey, Label: "会籍", Kind: field.Code, Codes: StateKey, Words: list, Width: 72, ReadOnly: true, Aliases: []string{"状态", "会籍状态"}},
		{Key: AgeKey, Label: "年龄", Kind: field.Integer, Width: 44, ReadOnly: true, Aliases: []string{"周岁", "岁数"}, Hint: "周岁，由出生日期得出"},
	}
}()

// Asked are the fields that conditions, groups and search know in a ledger: state
// and age, and all the fields of its members.
func Asked(set *field.Set) []field.Field { return append(slices.Clone(derived), set.All()...) }

// AskedField is the field with a key among those of Asked.
func AskedField(set *field.Set, key string) (field.Field, bool) {
	for _, f := range derived {
		if f.Key == key {
			return f, true
		}
	}
	return set.Field(key)
}

// Ops are the ways in which a field can be asked for, in the order offered.
func Ops(f field.Field) []Op {
	switch f.Kind {
	case field.Code, field.YesNo, field.Group:
		return []Op{Is, IsNot, Empty, Filled}
	case field.Date, field.Month:
		return []Op{Is, Less, More, Between, AtLeast, AtMost, Empty, Filled}
	case field.Money, field.Integer, field.Percent, field.Number:
		return []Op{More, Less, Between, Is, IsNot, AtLeast, AtMost, Empty, Filled}
	}
	return []Op{Has, Is, Starts, IsNot, HasNot, Empty, Filled}
}

// opWords are the ways to compare for people; dates have words of their own.
var opWords = map[Op]string{Is: "是", IsNot: "不是", Has: "含", HasNot: "不含", Starts: "开头是", Less: "小于", More: "大于",
	AtLeast: "不小于", AtMost: "不大于", Between: "介于", Empty: "为空", Filled: "不为空"}

var dateWords = map[Op]string{Less: "早于", More: "晚于", AtLeast: "不早于", AtMost: "不晚于", Is: "在"}

// Word is the way to compare as people say it of a field.
func (o Op) Word(f field.Field) string {
	if w, ok := dateWords[o]; ok && (f.Kind == field.Date || f.Kind == field.Month) {
		return w
	}
	return opWords[o]
}

// Takes is how many values the comparison wants: 0, 1, 2, or -1 for any number.
func (o Op) Takes() int {
	switch o {
	case Empty, Filled:
		return 0
	case Between:
		return 2
	case Is, IsNot:
		return -1
	}
	return 1
}

// wholeNumber is from how many signs on a number names one person; shorter parts of
// it are shown as they are.
const wholeNumber = 11

// Words says a condition: 学历 是 大专、本科. names gives the groups by id.
func (c Condition) Words(set *field.Set, names map[int64]string) string {
	f, ok := AskedField(set, c.Field)
	if !ok {
		return "已删去的项目"
	}
	out := f.Label + " " + c.Op.Word(f)
	if len(c.Values) == 0 {
		return out
	}
	parts := make([]string, len(c.Values))
	for i, v := range c.Values {
		parts[i] = f.Display(v)
		if len(v) >= wholeNumber {
			parts[i] = f.Mask.Hide(v)
		}
		if f.Kind == field.Group {
			id, _ := strconv.ParseInt(v, 10, 64)
			if parts[i] = names[id]; parts[i] == "" {
				parts[i] = "已删去的小组"
			}
		}
	}
	if c.Op == Between {
		return out + " " + strings.Join(parts, " 和 ") + " 之间"
	}
	return out + " " + strings.Join(parts, "、")
}
