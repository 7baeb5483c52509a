package intake

import (
	"fmt"
	"slices"

	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// Some clerks keep the same people in several sheets, each telling something else of
// them: numbers in one, phones in another. Their rows are put together by name, where
// a name stands once in each and nothing the two say contradicts.

// completes reports whether another sheet tells more of the people of this one, as far
// as its header and names show: it shares no column with it but those that say who
// somebody is.
func (t *Table) completes(other *Table) bool {
	more := false
	for key := range other.column {
		if _, both := t.column[key]; !both {
			more = true
		} else if !slices.Contains(t.kind.Keys, key) {
			return false
		}
	}
	if !more || len(t.kind.Keys) == 0 || other.missing() != "" {
		return false
	}
	known := map[string]bool{}
	t.names(func(name string) { known[name] = true })
	seen, met := 0, 0
	other.names(func(name string) {
		if seen++; known[name] {
			met++
		}
	})
	return 2*met >= min(seen, len(known)) && met > 0
}

// names hands over what stands in the column that names the rows.
func (t *Table) names(each func(string)) {
	column := t.column[t.kind.Named]
	for _, r := range t.source.Rows[t.body:] {
		if c := r.Cell(column); !c.IsBlank() {
			each(code.Fold(c.Text))
		}
	}
}

// adds reports whether a table has a column that another lacks.
func (t *Table) adds(other *Table) bool {
	for key := range t.column {
		if _, ok := other.column[key]; !ok {
			return true
		}
	}
	return false
}

// complete puts the rows of different sheets together that tell of one person. The
// row of the earlier sheet stays.
func (r *Result) complete() {
	gone := map[*Row]bool{}
	for later := range r.Tables {
		for earlier := range later {
			if !r.Tables[later].adds(r.Tables[earlier]) {
				continue
			}
			pairs := r.pairs(earlier, later, gone)
			for _, p := range pairs {
				r.join(p[0], p[1])
				gone[p[1]] = true
			}
			if t := r.Tables[later]; len(pairs) > 0 {
				r.Notices = append(r.Notices, problem.Problem{Severity: problem.Hint, Kind: "sheets_joined", Sheet: t.Sheet,
					Message: fmt.Sprintf("这张工作表有 %d 人也在“%s”里（姓名相同，内容没有矛盾），已经按人合在一起。请看合得对不对。", len(pairs), r.Tables[earlier].Sheet)})
			}
		}
	}
	if len(gone) == 0 {
		return
	}
	kept := make([]Row, 0, len(r.Rows)-len(gone))
	for i := range r.Rows {
		if !gone[&r.Rows[i]] {
			kept = append(kept, r.Rows[i])
		}
	}
	r.Rows = kept
}

// pairs finds the rows of two tables that tell of one person, none where fewer than
// half of the shorter table do: two lists of different people may share a name.
func (r *Result) pairs(earlier, later int, gone map[*Row]bool) (out [][2]*Row) {
	first, seenFirst := r.named(earlier, gone)
	second, seen := r.named(later, gone)
	for i := range r.Rows {
		b := &r.Rows[i]
		name := b.Record.Get(r.Kind.Named)
		if a := first[name]; a != nil && second[name] == b && a.agrees(b) {
			out = append(out, [2]*Row{a, b})
		}
	}
	if 2*len(out) < min(seenFirst, seen) {
		return nil
	}
	return out
}

// named are the rows of a table by name, nil for a name met twice, and how many there
// are.
func (r *Result) named(table int, gone map[*Row]bool) (map[string]*Row, int) {
	out, n := map[string]*Row{}, 0
	for i := range r.Rows {
		row := &r.Rows[i]
		name := row.Record.Get(r.Kind.Named)
		if row.Table != table || row.Refused || row.Proposed || gone[row] || name == "" {
			continue
		}
		n++
		if _, twice := out[name]; twice {
			row = nil
		}
		out[name] = row
	}
	return out, n
}

// agrees reports whether two rows say nothing different.
func (row *Row) agrees(other *Row) bool {
	for i := range row.Record.Fields().All() {
		if a, b := row.Record.At(i), other.Record.At(i); a != "" && b != "" && a != b {
			return false
		}
	}
	return true
}

// join takes into a row what another one tells besides.
func (r *Result) join(row, other *Row) {
	from := *other // Rows is made anew
	for i, f := range row.Record.Fields().All() {
		if value := other.Record.At(i); value != "" && row.Record.At(i) == "" {
			row.Record.SetAt(i, value)
			row.Settled(f.Key, value, "已从表“"+r.Sheet(other)+"”补上。")
		}
	}
	row.Problems = append(row.Problems, other.Problems...)
	row.joined = append(row.joined, &from)
	r.NotData = append(r.NotData, NotData{r.Sheet(other), other.Number, 1, JoinedRow, rowText(other.cells)})
}

// teller is the row that holds the column of a field: the row itself, or one put
// together with it.
func (r *Result) teller(row *Row, key string) *Row {
	if _, ok := r.Tables[row.Table].column[key]; !ok {
		for _, other := range row.joined {
			if _, ok := r.Tables[other.Table].column[key]; ok {
				return other
			}
		}
	}
	return row
}

// headless names the first sheet whose people begin without a header, "" for none.
func (w *words) headless(sheets []*sheet.Sheet) string {
	for _, s := range sheets {
		top := s.Rows[:min(len(s.Rows), 2)]
		if len(top) > 0 && (!s.Hidden || len(sheets) == 1) && !slices.ContainsFunc(top, func(r sheet.Row) bool { return !slices.ContainsFunc(r.Cells, w.personal) }) {
			return s.Name
		}
	}
	return ""
}

// personal reports whether a cell holds an identity number or a phone: no header does.
func (w *words) personal(c sheet.Cell) bool {
	for _, f := range w.kind.Fields.All() {
		if shape := shapeOf(f); shape != nil && f.Kind != field.Code && !c.IsBlank() && shape(code.Fold(c.Text)) {
			return true
		}
	}
	return false
}
