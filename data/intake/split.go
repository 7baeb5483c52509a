package intake

import (
	"regexp"
	"strings"
	"sync"

	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/sheet"
)

// between are the signs that part two fields in one header or one cell.
const between = "/、,;|\\+&和及与-—:·"

// longestPair is how many characters a header of two fields may have. Every place in
// it is tried, so that a whole story in one cell would keep the program busy for ever.
const longestPair = 100

// pairIn finds two fields that one header names: 姓名/性别, 姓名（性别）.
func (w *words) pairIn(text string) (first, second int, ok bool) {
	r := []rune(text)
	if len(r) > longestPair {
		return 0, 0, false
	}
	for i := 1; i < len(r); i++ {
		a, okA := w.exact[strings.Trim(string(r[:i]), between+"([【")]
		b, okB := w.exact[strings.Trim(string(r[i:]), between+"()[]【】")]
		if okA && okB && a != b && !w.kind.Fields.All()[b].ReadOnly {
			return a, b, true
		}
	}
	return 0, 0, false
}

// findPairs looks for cells that hold two fields, where the header says so or most
// values do: 张三（男）, 男/汉族, 一车间 张三. A field with a column of its own is not
// looked for.
func (w *words) findPairs(t *Table, rows []sheet.Row, taken map[int]int) {
	fields := w.kind.Fields.All()
	for c := range t.Columns {
		m := &t.Columns[c]
		first, ok := w.kind.Fields.Field(m.Field)
		if !ok || m.Part != Whole || t.halves.holds(c) || first.Kind != field.Name && first.Kind != field.Code && first.Kind != field.Group {
			continue
		}
		if m.Also == "" && !halfFit(rows, m.Column, first) {
			for i, f := range fields {
				if _, own := taken[i]; own || f.ReadOnly || f.Kind != field.Code && f.Kind != field.Group && f.Key != w.kind.Named {
					continue
				}
				if splitShare(rows, m.Column, first, f, 2, 0.6) {
					m.Also, m.How, m.Confidence = f.Key, SplitCell, 0.7
					taken[i] = c
					break
				}
			}
		} else if also, ok := w.kind.Fields.Field(m.Also); ok {
			if !splitShare(rows, m.Column, first, also, 1, 0.5) {
				m.Also = ""
			} else {
				m.How = SplitCell
			}
		}
	}
}

// halfFit reports whether most values are whole values of the field, so that no
// second one need be looked for.
func halfFit(rows []sheet.Row, col int, f field.Field) bool {
	return share(rows, col, func(s string) bool { return fitsField(f, s) }, 1, 0.6)
}

func splitShare(rows []sheet.Row, col int, first, second field.Field, least int, part float64) bool {
	seen, right := 0, 0
	for _, r := range rows {
		c := r.Cell(col)
		if c.IsBlank() {
			continue
		}
		if _, _, ok := splitText(c.Text, first, second); ok {
			right++
		}
		if seen++; seen == shapeSample {
			break
		}
	}
	return right >= least && float64(right) >= part*float64(seen)
}

var bracketed = regexp.MustCompile(`^(.+?)\s*[（(\[【]\s*(.+?)\s*[)）\]】]$`)

// splitText parts a text into the values of two fields, in whichever order they
// stand; false where it holds no such two.
func splitText(text string, first, second field.Field) (a, b string, ok bool) {
	text = strings.TrimSpace(strings.Map(dropInvisible, text))
	try := func(x, y string) bool {
		x, y = strings.TrimSpace(x), strings.TrimSpace(y)
		switch {
		case x == "" || y == "":
		case fitsBeside(first, x, second) && fitsBeside(second, y, first):
			a, b, ok = x, y, true
		case fitsBeside(first, y, second) && fitsBeside(second, x, first):
			a, b, ok = y, x, true
		}
		return ok
	}
	if m := bracketed.FindStringSubmatch(text); m != nil && try(m[1], m[2]) {
		return a, b, ok
	}
	for i, r := range text {
		if strings.ContainsRune("/／、，,；;|\\+—- \u00a0\u3000\t\n:：", r) && try(text[:i], text[i+len(string(r)):]) {
			return a, b, ok
		}
	}
	if first.Kind != field.Code && second.Kind != field.Code || len(text) > 40 {
		return text, "", false
	}
	for i := range text { // 男汉族, 张三男
		if i > 0 && try(text[:i], text[i:]) {
			return a, b, ok
		}
	}
	return text, "", false
}

// fitsBeside is fitsField for one half of a cell: beside a word of a list any plain
// characters may be a name, even such as end like a group.
func fitsBeside(f field.Field, text string, other field.Field) bool {
	if f.Kind == field.Name && other.Kind == field.Code && plainName(text) && !fitsField(other, text) {
		return true
	}
	return fitsField(f, text)
}

// fitsField reports whether a text can well be a value of the field, by its shape.
func fitsField(f field.Field, text string) bool {
	switch f.Kind {
	case field.Code:
		_, m := f.List().Find(text)
		return m == code.Exact || m == code.Alias && len(text) > 2
	case field.Name:
		return likeName(text)
	case field.Group:
		return groupIn(text) != ""
	case field.IDNumber:
		return likeID(text)
	case field.Phone:
		return identity.CheckMobile(bareNumber(text)) == nil
	case field.Date:
		out := Clean(f, sheet.Cell{Kind: sheet.Text, Text: text}, CleanContext{})
		return out.Value != "" && !out.Lost && strings.ContainsAny(text, "-年./月")
	}
	return text != ""
}

// likeID reports an identity number that passes its check.
func likeID(text string) bool {
	s := strings.ToUpper(bareNumber(text))
	_, err := identity.ParseID(s)
	return len(s) == 18 && err == nil
}

// likeName reports two to four Chinese characters, or more around a dot, that name
// no group of people and are no word of a list.
func likeName(text string) bool {
	s := tidyName(text)
	if strings.Contains(s, "·") {
		return !strings.ContainsAny(s, "0123456789()（）")
	}
	return plainName(s) && groupIn(s) == "" && !listWord(s)
}

// listWord reports a word of the lists that stand beside names in rosters.
func listWord(s string) bool { return listWords()[s] }

var listWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, name := range []string{"gender", "ethnicity", "political", "education", "hukou_type", "employment_status"} {
		for _, word := range code.Get(name).Words() {
			out[word] = true
		}
	}
	return out
})

// taking is how the cell of a column is put together from the row where it does not
// stand in one cell by itself.
type taking struct {
	parts []Mapping // the columns of a field spread over several, nil for none
	// first and second are the two fields of a split cell; this column is one.
	first, second field.Field
	isSecond      bool
	split         bool
}

// cell gives the cell a column has in a row; false where it is the plain one.
func (k taking) cell(row sheet.Row, col int) (sheet.Cell, bool) {
	switch {
	case k.parts != nil:
		return joinParts(row, k.parts), true
	case k.split:
		whole := row.Cell(col)
		a, b, ok := splitText(whole.Text, k.first, k.second)
		switch {
		case !ok && k.isSecond:
			return sheet.Cell{}, true
		case !ok:
			return whole, true
		case k.isSecond:
			a = b
		}
		return sheet.Cell{Kind: sheet.Text, Text: a}, true
	}
	return sheet.Cell{}, false
}

// joinParts puts the parts of a field together as one would write it.
func joinParts(row sheet.Row, parts []Mapping) sheet.Cell {
	texts := map[Part]string{}
	var all []string
	for _, m := range parts {
		c := row.Cell(m.Column)
		if c.IsBlank() {
			continue
		}
		if c.Kind == sheet.Failed {
			return c
		}
		text := strings.TrimSpace(strings.Map(dropInvisible, c.Text))
		texts[m.Part] = text
		all = append(all, text)
	}
	if len(all) == 0 {
		return sheet.Cell{}
	}
	out := ""
	switch parts[0].Part {
	case Year, Month, Day:
		out = joinDate(texts[Year], texts[Month], texts[Day])
	case Surname, GivenName:
		out = texts[Surname] + texts[GivenName]
	default:
		out = joinAddress(all)
	}
	return sheet.Cell{Kind: sheet.Text, Text: out}
}

func joinDate(year, month, day string) string {
	year, month, day = strings.TrimRight(code.Fold(year), "年份"), strings.TrimRight(code.Fold(month), "月份"), strings.TrimRight(code.Fold(day), "日号")
	if len(year) == 4 && digits(year) && (month == "" || digits(month)) && (day == "" || digits(day)) {
		out := year
		for _, s := range []string{month, day} {
			if s == "" {
				return out
			}
			out += "-" + strings.Repeat("0", max(0, 2-len(s))) + s
		}
		return out
	}
	out := ""
	for _, x := range []struct{ text, sign string }{{year, "年"}, {month, "月"}, {day, "日"}} {
		if x.text == "" && out != "" {
			break
		}
		if x.text != "" {
			out += x.text + x.sign
		}
	}
	return out
}

// joinAddress puts the parts of an address together; what a later part says again,
// as where the last holds it whole, is not written twice.
func joinAddress(parts []string) string {
	out, last := "", ""
	for _, p := range parts {
		switch {
		case strings.HasPrefix(p, out):
			out = p
		case p != last:
			out += strings.TrimPrefix(p, last)
		}
		last = p
	}
	return out
}
