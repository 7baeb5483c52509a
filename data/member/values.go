package member

import (
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/union"
)

// values is the part of the index that finds by any field: every value once, with
// the lines of the members who have it. A roster has few different values, so a
// word is looked for in little text.
type values struct {
	set    *field.Set
	groups []union.Group
	paths  map[int64]string
	fields []*indexed

	// text holds the values a word without a field is looked for in, at the places
	// in start.
	text  string
	start []int
	of    []*valueOf
}

// indexed is one field with its values.
type indexed struct {
	field.Field
	byValue map[any]*valueOf
	entries []*valueOf
}

// valueOf is one value: what is stored, what people read (in small letters), and the
// lines of those who have it.
type valueOf struct {
	value, text string
	day         bool // a date, which digits alone do not mean
	lines       []int32
}

// newValues prepares the fields that are kept by value.
func newValues(set *field.Set, groups []union.Group) values {
	v := values{set: set, groups: groups, paths: union.Paths(groups)}
	for _, f := range set.All() {
		if f.Key != "id_as_written" && !slices.Contains(inLine, f.Key) {
			v.fields = append(v.fields, &indexed{Field: f, byValue: map[any]*valueOf{}})
		}
	}
	return v
}

// add takes the values of one line.
func (v *values) add(line int32, stored []any) {
	for i, s := range stored {
		if s == nil {
			continue
		}
		f := v.fields[i]
		e := f.byValue[s]
		if e == nil {
			e = &valueOf{value: field.Canonical(s), day: f.Kind == field.Date}
			e.text = v.words(f.Field, e.value)
			f.byValue[s], f.entries = e, append(f.entries, e)
		}
		e.lines = append(e.lines, line)
	}
}

// words is a value as it is looked for: a group with those above it, a yes as the
// name of what is so.
func (v *values) words(f field.Field, value string) string {
	switch f.Kind {
	case field.Group:
		id, _ := strconv.ParseInt(value, 10, 64)
		return strings.ToLower(v.paths[id])
	case field.YesNo:
		if value == "1" {
			return strings.ToLower(f.Label + " 是")
		}
		return "否"
	}
	return strings.ToLower(f.Display(value))
}

// finish lays the texts out once all lines are there.
func (v *values) finish() {
	var b strings.Builder
	for _, f := range v.fields {
		f.byValue = nil
		if f.Kind == field.Money || f.Kind == field.Number || f.Kind == field.Integer || f.Kind == field.Percent {
			continue // an amount is asked for with its field
		}
		for _, e := range f.entries {
			v.start = append(v.start, b.Len())
			v.of = append(v.of, e)
			b.WriteString("\n" + e.text)
		}
	}
	v.text = b.String()
}

// leastLetters is how long a word of letters or digits must be to be looked for in
// all fields: shorter ones mean initials, or the end of a number.
const leastLetters = 3

// search finds the lines of those with a value that holds the word.
func (v *values) search(word string, found lineSet) {
	ascii := strings.IndexFunc(word, func(r rune) bool { return r > unicode.MaxASCII }) < 0
	if word == "是" || word == "否" || ascii && len(word) < leastLetters {
		return
	}
	for at := 0; at < len(v.text); {
		i := strings.Index(v.text[at:], word)
		if i < 0 {
			return
		}
		i += at
		n := sort.SearchInts(v.start, i+1) - 1
		if e := v.of[n]; !e.day || strings.Contains(word, "-") {
			for _, line := range e.lines {
				found.set(int(line))
			}
		}
		if n+1 == len(v.start) {
			return
		}
		at = v.start[n+1]
	}
}

// ask finds the members of whom a condition on one field holds. It reports false
// where the index does not keep the field.
func (x *Index) ask(f field.Field, op Op, rest string, found lineSet) bool {
	c, err := conditionOf(f, op, rest, x.values.groups, civil.Date{})
	part := err != nil || op == ""
	if part && rest == "" {
		return false // still being typed
	}
	var under map[string]bool
	if f.Kind == field.Group && !part {
		under = x.values.under(c.Values)
	}
	holds := func(value, text string) bool {
		switch {
		case part:
			return strings.Contains(text, rest)
		case under != nil && (c.Op == Is || c.Op == IsNot):
			return under[value] == (c.Op == Is)
		}
		return c.holds(f, value, text)
	}
	if part {
		c.Op = Has
	}
	negative := c.Op == IsNot || c.Op == HasNot || c.Op == Empty
	if slices.Contains(inLine, f.Key) {
		for line := range x.ids {
			if own := x.own(line, f.Key); own != "" && holds(own, own) {
				found.set(line)
			} else if own == "" && negative {
				found.set(line)
			}
		}
		return true
	}
	i := slices.IndexFunc(x.values.fields, func(k *indexed) bool { return k.Key == f.Key })
	if i < 0 {
		return false
	}
	some := newLineSet(len(x.ids))
	for _, e := range x.values.fields[i].entries {
		for _, line := range e.lines {
			some.set(int(line))
		}
		if holds(e.value, e.text) {
			for _, line := range e.lines {
				found.set(int(line))
			}
		}
	}
	if negative { // nothing is known of them, so it does not hold either
		for line := range x.ids {
			if !some.has(line) {
				found.set(line)
			}
		}
	}
	return true
}

// under are groups with all below them, by their numbers as text.
func (v *values) under(ids []string) map[string]bool {
	out := map[string]bool{}
	for _, text := range ids {
		id, _ := strconv.ParseInt(text, 10, 64)
		for _, g := range union.Below(v.groups, id) {
			out[strconv.FormatInt(g, 10)] = true
		}
	}
	return out
}

// holds decides a condition of a known value, as clause does in the ledger.
func (c Condition) holds(f field.Field, value, text string) bool {
	switch c.Op {
	case Empty:
		return false
	case Filled:
		return true
	case Has:
		return strings.Contains(text, strings.ToLower(c.Values[0]))
	case HasNot:
		return !strings.Contains(text, strings.ToLower(c.Values[0]))
	case Starts:
		return strings.HasPrefix(text, strings.ToLower(c.Values[0]))
	case IsNot:
		return !Condition{Op: Is, Values: c.Values}.holds(f, value, text)
	}
	from, to := compare(f, value, c.Values[0]), compare(f, value, c.Values[len(c.Values)-1])
	switch c.Op {
	case Less:
		return from < 0
	case AtLeast:
		return from >= 0
	case More:
		return to > 0
	case AtMost:
		return to <= 0
	case Between:
		return from >= 0 && to <= 0
	}
	return slices.ContainsFunc(c.Values, func(v string) bool {
		return value == v || strings.EqualFold(value, v) || f.Kind == field.Date && compare(f, value, v) == 0
	})
}

// compare puts a stored value below, in or above one that is asked for; a month or
// a year that is asked for holds all its days.
func compare(f field.Field, value, asked string) int {
	switch f.Kind {
	case field.Date, field.Month:
		first, last := span(asked)
		day := (value + "-01-01")[:len("2006-01-02")]
		switch {
		case day < first:
			return -1
		case day > last:
			return 1
		}
		return 0
	case field.Money, field.Integer, field.Number, field.Percent:
		a, _ := strconv.ParseFloat(value, 64)
		b, _ := strconv.ParseFloat(asked, 64)
		switch {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	}
	return strings.Compare(value, asked)
}

// lineSet is a set of lines.
type lineSet []uint64

func newLineSet(n int) lineSet { return make(lineSet, (n+63)/64) }

func (s lineSet) set(i int)      { s[i/64] |= 1 << (i % 64) }
func (s lineSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s lineSet) join(o lineSet) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s lineSet) meet(o lineSet) {
	for i := range s {
		s[i] &= o[i]
	}
}

func (s lineSet) without(o lineSet) {
	for i := range s {
		s[i] &^= o[i]
	}
}

func (s lineSet) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls fn for every line in rising order.
func (s lineSet) each(fn func(line int)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			fn(i*64 + bits.TrailingZeros64(w))
		}
	}
}
