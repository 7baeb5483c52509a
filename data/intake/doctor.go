package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// The doctor looks at rows in which several cells cannot be what their columns say:
// two cells may have changed places, or all of them slipped by one. It only moves
// cells about, it never makes up a sign, and it says how sure it is. What is certain
// is mended and shown; what is only likely waits until a person agrees.

// RowID names a row of data for as long as the book is the same.
type RowID struct {
	Sheet string
	// Number is the row in the sheet, Half which of the halves side by side.
	Number, Half int
}

// ID names a row of the result.
func (r *Result) ID(row *Row) RowID {
	id := RowID{Sheet: r.Sheet(row), Number: row.Number}
	if row.moved > 0 {
		id.Half = row.moved / r.Tables[row.Table].halves.width
	}
	return id
}

// Findings of the doctor, as kinds of problems.
const (
	CellsSwapped   = "cells_swapped"
	CellMoved      = "cell_moved"
	RowShifted     = "row_shifted"
	ColumnsSwapped = "columns_swapped"
)

// finding is what the doctor says about a row.
type finding struct {
	kind  string
	sure  problem.Sure
	fixed sheet.Row // the row as it should be
	cell  int       // column it is about, -1 for the whole row
	key   string    // field of that column
	words string
	// holds is set where the row must not be written as it stands.
	holds bool
	moves []Repair // cells that get another text
}

// suspect is a column whose cell cannot be what the column says.
type suspect struct {
	*column
	text string
}

// sick lists the columns of a cleaned row that do not fit. The name is looked at for
// words that name a group, since any text can be cleaned into a name.
func (r *reading) sick(row sheet.Row, lost []int) []suspect {
	var out []suspect
	for i := range r.columns {
		c := &r.columns[i]
		if !telling(c.field) {
			continue
		}
		cell := c.plain(row)
		named := c.field.Key == r.Kind.Named
		if slices.Contains(lost, i) || named && (cell.IsBlank() || strangeName(cell.Text)) {
			out = append(out, suspect{c, strings.TrimSpace(cell.Text)})
		}
	}
	return out
}

// telling reports whether values of a field can be known by their shape.
func telling(f field.Field) bool {
	switch f.Kind {
	case field.Name, field.IDNumber, field.Phone, field.Date, field.Code, field.Group:
		return true
	}
	return false
}

// strangeName reports a text that is no name: a group, a word of a list, a number.
func strangeName(text string) bool {
	if plainName(text) && !strings.ContainsAny(text[len(text)-len("组"):], groupEnds) {
		return listWord(text) // most names by far
	}
	s := tidyName(text)
	return groupIn(s) != "" || listWord(s) || len(bareNumber(text)) > 4 && digits(strings.TrimRight(bareNumber(text), "Xx"))
}

// groupEnds are the last signs of the names of groups, see sectionTail.
const groupEnds = "组间会段室门心部科班队厂处"

// diagnose says what happened to a row, nil where nothing can be told.
func (r *reading) diagnose(row sheet.Row, out *Row, lost []int) *finding {
	if r.t.halves.count > 1 || r.t.spread > 0 {
		return nil
	}
	var sick []suspect
	if len(lost) > 0 || r.unnamed(row) {
		sick = r.sick(row, lost)
	}
	if len(sick) >= 3 {
		if f := r.shifted(row); f != nil {
			return f
		}
	}
	if f := r.swapped(row, sick); f != nil {
		return f
	}
	return r.birthSwapped(row, out)
}

// unnamed reports whether what stands in the column of names cannot be a name.
func (r *reading) unnamed(row sheet.Row) bool {
	col, ok := r.t.column[r.Kind.Named]
	return !ok || row.Cell(col).IsBlank() || strangeName(row.Cell(col).Text)
}

// swapped finds two cells each of which is a value of the other's column.
func (r *reading) swapped(row sheet.Row, sick []suspect) *finding {
	sick = slices.DeleteFunc(sick, func(s suspect) bool { return s.from.parts != nil || s.from.split })
	for i, a := range sick {
		for _, b := range sick[i+1:] {
			if a.text != "" && b.text != "" && fitsField(b.field, a.text) && fitsField(a.field, b.text) {
				return r.swap(row, a.column, b.column, swapSure(a.field, b.field), CellsSwapped)
			}
		}
		for j := range r.columns {
			if f := r.swappedWith(row, a, &r.columns[j]); f != nil {
				return f
			}
		}
	}
	return nil
}

// swappedWith looks at a column that shows nothing strange by itself: an empty one
// whose number stands elsewhere, or a group that is called like a person.
func (r *reading) swappedWith(row sheet.Row, a suspect, b *column) *finding {
	if b == a.column || b.from.parts != nil || b.from.split {
		return nil
	}
	other := row.Cell(b.Column)
	switch {
	case other.IsBlank() && (b.field.Kind == field.Phone || b.field.Kind == field.IDNumber) && a.text != "" && fitsField(b.field, a.text):
		return r.swap(row, a.column, b, problem.Likely, CellMoved)
	case a.field.Key == r.Kind.Named && b.field.Kind == field.Group && groupIn(a.text) != "" && likeName(other.Text) && r.groupsSeen(b.Column)[fold(other.Text)] < 2 &&
		(r.doubt || r.groupsSeen(b.Column)[fold(a.text)] > 0 || utf8.RuneCountInString(a.text) >= 4):
		return r.swap(row, a.column, b, problem.Likely, CellsSwapped)
	}
	return nil
}

// swapSure is how sure two cells of two fields changed places: a number that passes
// its check is no accident, nor are words of two closed lists.
func swapSure(a, b field.Field) problem.Sure {
	closed := func(f field.Field) bool { return f.Kind == field.IDNumber || f.Kind == field.Code }
	if a.Kind == field.IDNumber || b.Kind == field.IDNumber || closed(a) && closed(b) {
		return problem.Certain
	}
	return problem.Likely
}

// groupsSeen counts what stands in a column of groups.
func (r *reading) groupsSeen(col int) map[string]int {
	if r.groups == nil {
		r.groups = map[string]int{}
		for _, row := range r.t.source.Rows[r.t.body:] {
			if c := row.Cell(col); !c.IsBlank() {
				r.groups[fold(c.Text)]++
			}
		}
	}
	return r.groups
}

// birthSwapped finds another date of the row to be the birth that the identity number
// tells, while the column of births says something else.
func (r *reading) birthSwapped(row sheet.Row, out *Row) *finding {
	col, ok := r.t.column[r.Kind.Birth]
	if !ok || r.Kind.Birth == "" {
		return nil
	}
	var number, birth *column
	for i := range r.columns {
		switch c := &r.columns[i]; {
		case c.field.Kind == field.IDNumber:
			number = c
		case c.Column == col && c.field.Key == r.Kind.Birth:
			birth = c
		}
	}
	if number == nil || birth == nil || birth.from.parts != nil || row.Cell(col).IsBlank() {
		return nil
	}
	said := out.Record.At(birth.place)
	if said == "" {
		return nil
	}
	id, err := identity.ParseIDOn(strings.ToUpper(bareNumber(row.Cell(number.Column).Text)), r.opt.Today)
	if err != nil {
		return nil
	}
	born := id.Birth.String()
	if strings.HasPrefix(born, said) {
		return nil
	}
	for i := range r.columns {
		if c := &r.columns[i]; c != birth && c.field.Kind == field.Date && c.from.parts == nil && c.clean(row.Cell(c.Column)).Value == born {
			return r.swap(row, birth, c, problem.Certain, CellsSwapped)
		}
	}
	return nil
}

// swap is the finding that two cells changed places.
func (r *reading) swap(row sheet.Row, a, b *column, sure problem.Sure, kind string) *finding {
	fixed := row
	fixed.Cells = slices.Clone(row.Cells)
	for len(fixed.Cells) <= max(a.Column, b.Column) {
		fixed.Cells = append(fixed.Cells, sheet.Cell{})
	}
	fixed.Cells[a.Column], fixed.Cells[b.Column] = row.Cell(b.Column), row.Cell(a.Column)
	words := fmt.Sprintf("“%s”和“%s”两格%s写反了。", a.field.Label, b.field.Label, sure)
	if kind == CellMoved {
		words = fmt.Sprintf("“%s”%s写到“%s”格里了。", b.field.Label, sure, a.field.Label)
	}
	f := &finding{kind: kind, sure: sure, fixed: fixed, cell: a.Column, key: a.field.Key, words: words}
	f.holds = a.field.Key == r.Kind.Named || b.field.Key == r.Kind.Named
	f.moves = []Repair{{Column: a.Column, Field: a.field.Key, Value: row.Cell(a.Column).Text, To: row.Cell(b.Column).Text, Kind: kind},
		{Column: b.Column, Field: b.field.Key, Value: row.Cell(b.Column).Text, To: row.Cell(a.Column).Text, Kind: kind}}
	return f
}

// shifted looks for the one place from which the cells of a row stand one column too
// far left or right. Nothing but a gap may be closed: no cell is ever pushed out.
func (r *reading) shifted(row sheet.Row) *finding {
	width := 0
	for i := range r.columns {
		width = max(width, r.columns[i].Column+1)
	}
	before, _ := r.fitting(row)
	var best *finding
	bestFit, fewest, ties := 0, 0, 0
	try := func(at int, cells []sheet.Cell, side string) {
		fixed := row
		fixed.Cells = cells
		fit, misfit := r.fitting(fixed)
		switch {
		case misfit > 1 || fit-before < 3 || fit < bestFit || fit == bestFit && misfit > fewest:
			return
		case fit == bestFit && misfit == fewest:
			ties++
			return
		}
		bestFit, fewest, ties = fit, misfit, 0
		best = &finding{kind: RowShifted, fixed: fixed, cell: at, holds: true,
			words: fmt.Sprintf("从 %s 列起，这一行%%s整体往%s错了一格。", sheet.ColumnName(at), side)}
	}
	for k := range min(width, len(row.Cells)) {
		if row.Cell(k).IsBlank() {
			try(k, slices.Delete(slices.Clone(row.Cells), k, k+1), "右")
		}
		try(k, slices.Insert(slices.Clone(row.Cells), k, sheet.Cell{}), "左")
	}
	if best == nil {
		return nil
	}
	best.sure = problem.Likely
	if ties > 0 || bestFit-before < 4 && !r.goodNumber(best.fixed) {
		best.sure = problem.Possible
	}
	best.words = fmt.Sprintf(best.words, best.sure)
	return best
}

// fitting counts the cells of a row that are values of their columns by their shape,
// and those that cannot be.
func (r *reading) fitting(row sheet.Row) (fit, misfit int) {
	for i := range r.columns {
		c := &r.columns[i]
		cell := c.plain(row)
		if !telling(c.field) || cell.IsBlank() {
			continue
		}
		switch {
		case fitsField(c.field, cell.Text):
			fit++
		case c.field.Kind != field.Group:
			misfit++
		}
	}
	return fit, misfit
}

// plain is the cell of a column in a row, put together where it is spread.
func (c *column) plain(row sheet.Row) sheet.Cell {
	if cell, composed := c.from.cell(row, c.Column); composed {
		return cell
	}
	return row.Cell(c.Column)
}

// goodNumber reports whether the identity number of a row passes its check.
func (r *reading) goodNumber(row sheet.Row) bool {
	for i := range r.columns {
		if c := &r.columns[i]; c.field.Kind == field.IDNumber && likeID(row.Cell(c.Column).Text) {
			return true
		}
	}
	return false
}

// treat says a finding about the row just read, and mends it where that is certain or
// agreed.
func (r *reading) treat(out *Row, row sheet.Row, f *finding) {
	apply := f.sure == problem.Certain
	if said, ok := r.opt.Fix[r.ID(out)]; ok {
		apply = said
	}
	p := problem.Problem{Kind: f.kind, Sure: f.sure, Field: f.key, Value: r.wordsOf(row, f), New: r.wordsOf(f.fixed, f)}
	out.Proposed, out.Fixed = true, apply
	if !apply {
		p.Severity = problem.Warning
		p.Message = f.words + "没有改动。请核对；同意改正，就按改正后的写入。"
		if f.holds {
			out.Refused = true
			out.Problems = nil // what else is wrong follows from this
			p.Severity = problem.Error
			p.Message = f.words + "这一行先不写入。请核对；同意改正，就按改正后的写入。"
		}
		r.note(out, p, f)
		return
	}
	*out = Row{Table: out.Table, Number: out.Number, Record: r.Kind.Fields.NewRecord(), cells: f.fixed, moved: out.moved, Proposed: true, Fixed: true}
	r.cleanRow(out, f.fixed)
	p.Severity, p.Message = problem.Hint, f.words+"已换过来。请核对。"
	for i := range f.moves {
		f.moves[i].Sure = f.sure
	}
	out.Repairs = append(out.Repairs, f.moves...)
	r.note(out, p, f)
}

// note puts a finding at the head of the problems of its row.
func (r *reading) note(out *Row, p problem.Problem, f *finding) {
	p.Sheet, p.Row, p.Who = r.t.Sheet, out.Number, out.Record.Get(r.Kind.Named)
	if f.kind == RowShifted {
		p.Cell = out.cellName(f.cell)
	} else {
		known, _ := r.Kind.Fields.Field(f.key)
		p.Cell, p.Label = out.cellName(f.cell), known.Label
	}
	out.Problems = slices.Insert(out.Problems, 0, p)
}

// wordsOf is what the cells concerned hold, before or after.
func (r *reading) wordsOf(row sheet.Row, f *finding) string {
	var parts []string
	for i := range r.columns {
		c := &r.columns[i]
		moved := f.kind == RowShifted && c.Column >= f.cell || slices.ContainsFunc(f.moves, func(m Repair) bool { return m.Column == c.Column })
		if cell := c.plain(row); moved && !cell.IsBlank() {
			parts = append(parts, c.field.Label+" "+strings.TrimSpace(cell.Text))
		}
	}
	return strings.Join(parts, "，")
}
