package intake

import (
	"fmt"
	"regexp"
	"strings"

	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// Swapped columns are looked for before any row is read: headers typed over the
// wrong columns make every row wrong in the same way.
const (
	mostFit = 0.8 // so many values must fit the other header
	hardly  = 0.2 // and no more than so many their own
)

// swapColumns gives two columns each other's field where their values say so. What
// is only likely is reported and left; the rows are then looked at one by one.
func (w *words) swapColumns(t *Table, rows []sheet.Row) []problem.Problem {
	var wrong []*Mapping
	for i := range t.Columns {
		m := &t.Columns[i]
		f, ok := w.kind.Fields.Field(m.Field)
		if !ok || m.Part != Whole || m.Also != "" || !telling(f) || m.Filled < 3 || t.halves.holds(i) || m.How == ByValues || m.How == ByHand {
			continue
		}
		if !share(rows, m.Column, func(s string) bool { return fitsField(f, s) }, 0, hardly) {
			wrong = append(wrong, m)
		}
	}
	var out []problem.Problem
	for i, a := range wrong {
		for _, b := range wrong[i+1:] {
			fa, fb := w.kind.Fields.Must(a.Field), w.kind.Fields.Must(b.Field)
			if fa.Kind == fb.Kind && fa.Codes == fb.Codes || a.How == Swapped || b.How == Swapped {
				continue
			}
			if share(rows, a.Column, func(s string) bool { return fitsColumn(fb, s) }, 3, mostFit) && share(rows, b.Column, func(s string) bool { return fitsColumn(fa, s) }, 3, mostFit) {
				out = append(out, swapMappings(t, a, b, fa, fb, swapSure(fa, fb)))
			}
		}
	}
	if a, b := w.birthColumns(t, rows); a != nil {
		out = append(out, swapMappings(t, a, b, w.kind.Fields.Must(a.Field), w.kind.Fields.Must(b.Field), problem.Certain))
	}
	return out
}

// idShape is an identity number that may have lost digits on its way: what a column of
// numbers is judged by, where one alone would have to pass its check.
var idShape = regexp.MustCompile(`^[1-9][0-9]{13,16}[0-9Xx]$|^[1-9][.][0-9]+[eE][+]?1[4-7]$`)

// fitsColumn is fitsField for a whole column, damaged numbers included.
func fitsColumn(f field.Field, text string) bool {
	return fitsField(f, text) || f.Kind == field.IDNumber && idShape.MatchString(bareNumber(text))
}

// swapMappings carries a swap out where it is certain, and reports it.
func swapMappings(t *Table, a, b *Mapping, fa, fb field.Field, sure problem.Sure) problem.Problem {
	p := problem.Problem{Severity: problem.Warning, Kind: ColumnsSwapped, Sure: sure, Sheet: t.Sheet, Row: t.HeaderLast, Cell: sheet.CellName(a.Column, t.HeaderLast),
		Value: fmt.Sprintf("%s列 %s，%s列 %s", a.Letter, fa.Label, b.Letter, fb.Label), New: fmt.Sprintf("%s列 %s，%s列 %s", a.Letter, fb.Label, b.Letter, fa.Label)}
	head := fmt.Sprintf("“%s”（%s 列）和“%s”（%s 列）的内容与表头%s整列对调了。", fa.Label, a.Letter, fb.Label, b.Letter, sure)
	if sure != problem.Certain {
		p.Message = head + "没有改动，逐行请您定。请在“对列”里把两列换过来，或在表里改好再导入。"
		return p
	}
	a.Field, b.Field = b.Field, a.Field
	a.How, b.How, a.Confidence, b.Confidence = Swapped, Swapped, 0.8, 0.8
	p.Message = head + "已按内容对调。请核对。"
	return p
}

// birthColumns finds the column of births and another of dates where the identity
// numbers tell that the other holds the births.
func (w *words) birthColumns(t *Table, rows []sheet.Row) (birth, other *Mapping) {
	var number *Mapping
	for i := range t.Columns {
		m := &t.Columns[i]
		f, _ := w.kind.Fields.Field(m.Field)
		switch {
		case m.Field == "" || m.Part != Whole || m.How == ByHand:
		case f.Kind == field.IDNumber:
			number = m
		case m.Field == w.kind.Birth:
			birth = m
		}
	}
	if number == nil || birth == nil || w.bornShare(rows, number, birth, hardly) {
		return nil, nil
	}
	for i := range t.Columns {
		m := &t.Columns[i]
		if f, _ := w.kind.Fields.Field(m.Field); m.Field != "" && m != birth && f.Kind == field.Date && m.Part == Whole && w.bornShare(rows, number, m, mostFit) {
			return birth, m
		}
	}
	return nil, nil
}

// bornShare reports whether a part of the dates in a column are the births that the
// numbers tell; at least three numbers must tell one.
func (w *words) bornShare(rows []sheet.Row, number, dates *Mapping, part float64) bool {
	f := w.kind.Fields.Must(dates.Field)
	seen, right := 0, 0
	for _, r := range rows {
		id, err := identity.ParseID(strings.ToUpper(bareNumber(r.Cell(number.Column).Text)))
		if err != nil || r.Cell(dates.Column).IsBlank() {
			continue
		}
		if v := Clean(f, r.Cell(dates.Column), CleanContext{}).Value; v != "" && strings.HasPrefix(id.Birth.String(), v) {
			right++
		}
		if seen++; seen == shapeSample {
			break
		}
	}
	return seen < 3 && part == hardly || seen >= 3 && float64(right) >= part*float64(seen)
}

// stillSwapped are the swaps that stand: those people have not put right by hand.
func (t *Table) stillSwapped() []problem.Problem {
	var out []problem.Problem
	for _, p := range t.doctored {
		swapped := 0
		for _, m := range t.Columns {
			if m.How == ByHand || m.How == Remembered {
				continue
			}
			if strings.Contains(p.Value, m.Letter+"列 ") {
				swapped++
			}
		}
		if swapped == 2 {
			out = append(out, p)
		}
	}
	return out
}
