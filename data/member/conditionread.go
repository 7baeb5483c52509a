package member

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/problem"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// ReadValue turns what somebody typed or pasted into the canonical value of a
// field, through the same cleaning as an import. What is not certain is refused
// with the sentence of that cleaning.
func ReadValue(f field.Field, text string, groups []union.Group, today civil.Date) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" || text == Missing {
		return "", nil
	}
	switch {
	case f.Kind == field.Group:
		return groupNamed(text, groups)
	case f.Kind == field.Integer:
		if _, err := strconv.ParseInt(code.Fold(text), 10, 64); err != nil {
			return "", fmt.Errorf("“%s”不是整数。", text)
		}
		return code.Fold(text), nil
	}
	f.Required = false
	c := intake.Clean(f, sheet.Cell{Kind: sheet.Text, Text: text}, intake.CleanContext{Today: today, ByHand: true})
	if c.Reported() && (c.Severity == problem.Error || c.Lost || c.Value == "") {
		return "", errors.New(c.Message)
	}
	return c.Value, nil
}

// groupNamed finds a group by the words of union.Names.
func groupNamed(name string, groups []union.Group) (string, error) {
	id, same := union.Find(groups, name)
	switch {
	case same != nil:
		return "", union.Ambiguous(groups, same)
	case id == 0:
		return "", fmt.Errorf("没有叫“%s”的小组。请先在左边新建，或者看看有没有写错。", name)
	}
	return strconv.FormatInt(id, 10), nil
}

// marks are the signs of a written condition, longer ones before those they begin
// with. A colon is the searching sign: 是 for code words, 含 for texts.
var marks = []struct {
	sign string
	op   Op
}{{"!=", IsNot}, {"<>", IsNot}, {"≠", IsNot}, {">=", AtLeast}, {"≥", AtLeast}, {"<=", AtMost}, {"≤", AtMost}, {"^=", Starts},
	{"!~", HasNot}, {"~", Has}, {"=", Is}, {":", ""}, {"<", Less}, {">", More},
	{"不早于", AtLeast}, {"不晚于", AtMost}, {"不小于", AtLeast}, {"不大于", AtMost}, {"不为空", Filled}, {"为空", Empty},
	{"早于", Less}, {"晚于", More}, {"小于", Less}, {"大于", More}, {"开头是", Starts}, {"介于", Between}, {"不含", HasNot}, {"含", Has}, {"不是", IsNot}, {"是", Is}}

var fullWidth = strings.NewReplacer("：", ":", "＝", "=", "＜", "<", "＞", ">", "！", "!", "～", "~")

// ReadCondition reads a condition as people write it: 学历=大专,本科 入会日期<2020-01-01
// 年龄=30..40 岗位~电工 手机= (empty). ok is false when the text begins with no
// field and sign, and so is no condition at all.
func ReadCondition(text string, set *field.Set, groups []union.Group, today civil.Date) (c Condition, ok bool, err error) {
	text = strings.TrimSpace(fullWidth.Replace(text))
	f, op, rest, ok := splitCondition(text, set)
	if !ok {
		return c, false, nil
	}
	c, err = conditionOf(f, op, rest, groups, today)
	return c, true, err
}

// splitCondition cuts a condition into field, sign and values. The first sign that
// follows on the name of a field counts.
func splitCondition(text string, set *field.Set) (f field.Field, op Op, rest string, ok bool) {
	at, sign := len(text), ""
	for _, m := range marks {
		if i := strings.Index(text, m.sign); i > 0 && i < at {
			if g, known := FieldNamed(strings.TrimSpace(text[:i]), set); known {
				f, op, at, sign, ok = g, m.op, i, m.sign, true
			}
		}
	}
	if !ok {
		return f, op, "", false
	}
	return f, op, strings.TrimSpace(text[at+len(sign):]), true
}

// FieldNamed finds a field of Asked by its label, its short name or a header word for it.
func FieldNamed(name string, set *field.Set) (field.Field, bool) {
	name = code.Fold(name)
	for _, names := range []func(field.Field) []string{
		func(f field.Field) []string { return []string{f.Label, f.Short} },
		func(f field.Field) []string { return []string{f.Key} },
		func(f field.Field) []string { return f.Aliases },
	} {
		for _, f := range Asked(set) {
			if slices.ContainsFunc(names(f), func(n string) bool { return n != "" && code.Fold(n) == name }) {
				return f, true
			}
		}
	}
	return field.Field{}, false
}

// conditionOf makes a condition of the values as they are written.
func conditionOf(f field.Field, op Op, rest string, groups []union.Group, today civil.Date) (Condition, error) {
	c := Condition{Field: f.Key, Op: op}
	offered := Ops(f)
	parts := SplitValues(rest)
	switch {
	case op == "" && slices.Contains(offered, Has):
		c.Op = Has
	case op == "":
		c.Op = Is
	}
	if from, to, two := strings.Cut(rest, ".."); two && slices.Contains(offered, Between) && (c.Op == Is || c.Op == Between) {
		c.Op, parts = Between, []string{from, to}
	}
	if rest == "" && (c.Op == Is || c.Op == Has) {
		c.Op = Empty
	} else if rest == "" && c.Op == IsNot {
		c.Op = Filled
	}
	if !slices.Contains(offered, c.Op) {
		if swap := (map[Op]Op{Has: Is, HasNot: IsNot}[c.Op]); swap == "" || !slices.Contains(offered, swap) {
			return c, fmt.Errorf("“%s”不能用“%s”来比。", f.Label, c.Op.Word(f))
		} else {
			c.Op = swap
		}
	}
	if n := c.Op.Takes(); n == 0 {
		return c, nil
	} else if n > 0 && len(parts) != n {
		return c, fmt.Errorf("“%s %s”后面要写 %d 个值。", f.Label, c.Op.Word(f), n)
	}
	for _, p := range parts {
		v, err := conditionValue(f, c.Op, strings.TrimSpace(p), groups, today)
		if err != nil {
			return c, fmt.Errorf("%s：%w", f.Label, err)
		}
		c.Values = append(c.Values, v)
	}
	return c, nil
}

// SplitValues cuts a list at commas of either kind.
func SplitValues(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' || r == '、' })
}

// conditionValue is a value to compare with: parts of texts stand as they are, days
// may lie ahead.
func conditionValue(f field.Field, op Op, text string, groups []union.Group, today civil.Date) (string, error) {
	switch {
	case text == "":
		return "", errors.New("没有写值。")
	case op == Has || op == HasNot || op == Starts:
		return text, nil
	case f.Kind == field.Date || f.Kind == field.Month:
		d, err := civil.Parse(padded(text))
		if err != nil {
			return "", fmt.Errorf("“%s”不是日期，请写成 2020-01-31、2020-01 或 2020。", text)
		}
		return d.String(), nil
	case f.Kind == field.IDNumber || f.Kind == field.Phone || f.Kind == field.Name || f.Kind == field.Text || f.Kind == field.CreditCode:
		return text, nil
	}
	v, err := ReadValue(f, text, groups, today)
	if err == nil && v == "" {
		err = fmt.Errorf("“%s”不能用来比较。", text)
	}
	return v, err
}

// padded brings 2021年6月, 2021/6/1 and 2021.6 into the form 2021-06-01.
func padded(text string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("年月日/.-", r) })
	for i, p := range parts {
		if len(p) == 1 {
			parts[i] = "0" + p
		}
	}
	return strings.Join(parts, "-")
}

// CheckCondition reads the values a form was given into a condition, by the same
// rules as a written one.
func CheckCondition(f field.Field, op Op, texts []string, groups []union.Group, today civil.Date) (Condition, error) {
	c := Condition{Field: f.Key, Op: op}
	if op.Takes() == 0 {
		return c, nil
	}
	for _, t := range texts {
		v, err := conditionValue(f, op, strings.TrimSpace(t), groups, today)
		if err != nil {
			return c, err
		}
		c.Values = append(c.Values, v)
	}
	if n := op.Takes(); n > 0 && len(c.Values) != n || len(c.Values) == 0 {
		return c, errors.New("没有写值。")
	}
	if op == Between && c.Values[0] > c.Values[1] && f.Kind == field.Date {
		c.Values[0], c.Values[1] = c.Values[1], c.Values[0]
	}
	return c, nil
}
