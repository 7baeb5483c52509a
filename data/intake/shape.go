package intake

import (
	"strings"

	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/sheet"
)

// shapeSample is how many values of a column are looked at.
const shapeSample = 200

// mapByValues gives columns whose header tells nothing a field by what stands in
// them, where nearly all values have a shape that no other field has. A name has
// no such shape and is never guessed.
func (w *words) mapByValues(t *Table, rows []sheet.Row, taken map[int]int) {
	for c := range t.Columns {
		m := &t.Columns[c]
		if m.Field != "" || m.How == Serial || m.How == Beside || m.Rival != "" || containsAny(foldHeader(m.Header), foreign) {
			continue
		}
		for i, f := range w.kind.Fields.All() {
			if _, twice := taken[i]; twice || f.ReadOnly || containsAny(foldHeader(m.Header), w.decoys[i]) {
				continue
			}
			shape := shapeOf(f)
			if shape == nil || !mostly(rows, m.Column, shape) {
				continue
			}
			taken[i] = c
			m.Field, m.How, m.Confidence = f.Key, ByValues, 0.5
			break
		}
	}
}

// shapeOf gives the test for values that can hardly be anything else.
func shapeOf(f field.Field) func(string) bool {
	switch {
	case f.Kind == field.IDNumber:
		return func(s string) bool { return len(s) == 18 && digits(s[:17]) && s[6:8] >= "19" && s[6:8] <= "20" }
	case f.Kind == field.Phone:
		return func(s string) bool { return len(s) == 11 && digits(s) && s[0] == '1' && s[1] >= '3' }
	case f.Kind == field.Code && (f.Codes == "gender" || f.Codes == "ethnicity" || f.Codes == "political"):
		list := f.List()
		return func(s string) bool {
			_, m := list.Find(s)
			return m == code.Exact || m == code.Alias && len(s) > 2
		}
	}
	return nil
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// plausible reports whether half of the values of a column could be values of the
// field, so that 学历证书编号 is not taken for 学历.
func plausible(f field.Field, rows []sheet.Row, column int) bool {
	var fits func(string) bool
	switch f.Kind {
	case field.Code:
		list := f.List()
		fits = func(s string) bool { _, m := list.Find(s); return m != code.NoMatch }
	case field.IDNumber, field.Phone, field.CreditCode, field.Date, field.Month, field.Money, field.Integer, field.Percent, field.Number:
		fits = func(s string) bool { return strings.ContainsAny(s, "0123456789") }
	default:
		return true
	}
	return share(rows, column, fits, 1, 0.5)
}

// mostly reports whether nine of ten values of a column, and three at least, have
// the shape.
func mostly(rows []sheet.Row, column int, shape func(string) bool) bool {
	return share(rows, column, shape, 3, 0.9)
}

// share reports whether at least a number of values, and a part of all looked at,
// have the shape.
func share(rows []sheet.Row, column int, shape func(string) bool, least int, part float64) bool {
	seen, right := 0, 0
	for _, r := range rows {
		c := r.Cell(column)
		if c.IsBlank() {
			continue
		}
		if shape(strings.Trim(code.Fold(c.Text), `'="`)) {
			right++
		}
		if seen++; seen == shapeSample {
			break
		}
	}
	return right >= least && float64(right) >= part*float64(seen)
}
