package intake

import (
	"cmp"
	"strings"

	"unionledger/data/field"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// Row is one data row, cleaned.
type Row struct {
	// Table is the place in Result.Tables; Number the row's number in its sheet.
	Table, Number int
	// Record holds what is certain, in canonical text; the department as its name.
	Record field.Record
	// Refused rows are not taken; one of Problems says why.
	Refused  bool
	Problems []problem.Problem
	Repairs  []Repair
	// Proposed is set where the doctor has something to say about the row as a whole,
	// Fixed where it was mended so.
	Proposed, Fixed bool
	// Rivals are the rows of the book with which this one cannot hold at once: those
	// of the same person, or of another person with the same number. Preferred is set
	// for the one people chose.
	Rivals    []RowID
	Preferred bool

	cells  sheet.Row
	joined []*Row // rows of other sheets put together with this one
	moved  int    // how far the cells stood to the right, see halves
}

// cellName names the cell of a column in this row.
func (row *Row) cellName(col int) string { return sheet.CellName(col+row.moved, row.Number) }

// Repair is a value put in order without a question: spaces, wording, the shape
// of a date.
type Repair struct {
	Column int
	Field  string
	// Value is what stood there, To what is stored, Kind the stable name of the
	// repair.
	Value, To, Kind string
	// Sure is how certain the repair is, "" for certain.
	Sure problem.Sure
}

// NotData is a row, or a stretch of empty rows, that is no data.
type NotData struct {
	Sheet string `json:"sheet"`
	Row   int    `json:"row"`
	// Rows counts the rows from Row on; more than 1 for empty rows only.
	Rows int `json:"rows"`
	// Kind is one of the words of RowKind.
	Kind RowKind `json:"kind"`
	Text string  `json:"text"`
}

// Other is a sheet that was not read, and why.
type Other struct {
	Sheet  string `json:"sheet"`
	Hidden bool   `json:"hidden"`
	Why    string `json:"why"`
	// Like is set for a sheet that could be read if it were asked for by name.
	Like bool `json:"like"`
}

// Result is what was found in a book. Every row below the headers is in Rows or
// in NotData.
type Result struct {
	Kind    *Kind
	Tables  []*Table
	Others  []Other
	Rows    []Row
	NotData []NotData
	// Notices are problems that belong to no data row: a column met twice, a
	// subtotal that does not add up.
	Notices []problem.Problem
}

// Counts are the figures of a result: Read = Taken + Refused + NotData.
type Counts struct {
	Read     int `json:"read"`
	Taken    int `json:"taken"`
	Refused  int `json:"refused"`
	NotData  int `json:"not_data"`
	Repaired int `json:"repaired"`
	Problems int `json:"-"`
}

// Counts adds the rows up.
func (r *Result) Counts() Counts {
	c := Counts{Problems: len(r.Notices)}
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Refused {
			c.Refused++
		} else {
			c.Taken++
		}
		c.Repaired += len(row.Repairs)
		c.Problems += len(row.Problems)
	}
	for _, n := range r.NotData {
		c.NotData += n.Rows
	}
	c.Read = c.Taken + c.Refused + c.NotData
	return c
}

// Problems lists all problems in the order of the rows, those of no row first.
func (r *Result) Problems() []problem.Problem {
	out := append([]problem.Problem{}, r.Notices...)
	for i := range r.Rows {
		out = append(out, r.Rows[i].Problems...)
	}
	return out
}

// Unmapped lists the columns that hold something and were not taken.
func (r *Result) Unmapped() []Mapping {
	out := []Mapping{}
	for _, t := range r.Tables {
		for _, m := range t.Columns {
			if m.How == NotTaken && m.Filled > 0 {
				out = append(out, m)
			}
		}
	}
	return out
}

// Report notes a problem of a row. Place, name and label are filled in from the
// row and the field; Value, where empty, with what the cell holds.
func (r *Result) Report(row *Row, p problem.Problem) {
	row.Problems = append(row.Problems, r.placed(row, p))
}

// placed fills in where a problem of a row stands.
func (r *Result) placed(row *Row, p problem.Problem) problem.Problem {
	named := row
	row = r.teller(row, p.Field)
	t := r.Tables[row.Table]
	p.Sheet, p.Row = t.Sheet, row.Number
	if p.Who == "" {
		p.Who = named.Record.Get(r.Kind.Named)
	}
	if f, ok := r.Kind.Fields.Field(p.Field); ok {
		p.Label = f.Label
	}
	if c, ok := t.column[p.Field]; ok {
		p.Cell = row.cellName(c)
		if p.Value == "" {
			p.Value = row.cells.Cell(c).Text
		}
	}
	return p
}

// Refuse notes the problem and keeps the row out.
func (r *Result) Refuse(row *Row, p problem.Problem) {
	p.Severity, row.Refused = problem.Error, true
	r.Report(row, p)
}

// HasProblem reports whether something is wrong with the field in this row.
func (row *Row) HasProblem(key string) bool {
	for _, p := range row.Problems {
		if p.Field == key {
			return true
		}
	}
	return false
}

// HasKind reports whether a row has a problem of a kind with a field.
func (row *Row) HasKind(key, kind string) bool {
	for _, p := range row.Problems {
		if p.Field == key && p.Kind == kind {
			return true
		}
	}
	return false
}

// Raw is what the sheet holds in the column of a field in this row.
func (r *Result) Raw(row *Row, key string) string {
	row = r.teller(row, key)
	if c, ok := r.Tables[row.Table].column[key]; ok {
		return row.cells.Cell(c).Text
	}
	return ""
}

// Sheet is the name of the sheet a row stands in.
func (r *Result) Sheet(row *Row) string { return r.Tables[row.Table].Sheet }

// Cell names the cell of a field in a row, "" where the sheet has no such column.
func (r *Result) Cell(row *Row, key string) string {
	row = r.teller(row, key)
	if c, ok := r.Tables[row.Table].column[key]; ok {
		return row.cellName(c)
	}
	return ""
}

// RepairView is a repair with its place, for programs and lists.
type RepairView struct {
	Sheet string `json:"sheet"`
	Cell  string `json:"cell"`
	Field string `json:"field"`
	Value string `json:"value"`
	To    string `json:"to"`
	Kind  string `json:"kind"`
	// Sure is 确定 but for what a person agreed to.
	Sure problem.Sure `json:"sure"`
}

// Repairs lists all repairs in the order of the rows.
func (r *Result) Repairs() []RepairView {
	out := []RepairView{}
	for i := range r.Rows {
		row := &r.Rows[i]
		for _, p := range row.Repairs {
			out = append(out, RepairView{r.Sheet(row), row.cellName(p.Column), p.Field, p.Value, p.To, p.Kind, cmp.Or(p.Sure, problem.Certain)})
		}
	}
	return out
}

// Drop forgets the problems of a field that has found its value.
func (row *Row) Drop(key string) {
	kept := row.Problems[:0]
	for _, p := range row.Problems {
		if p.Field != key {
			kept = append(kept, p)
		}
	}
	row.Problems = kept
}

// Settled makes the problems of a field hints: its value was had from elsewhere,
// which the added sentence says.
func (row *Row) Settled(key, value, sentence string) {
	for i := range row.Problems {
		if p := &row.Problems[i]; p.Field == key {
			p.Severity, p.New = problem.Hint, value
			why, _ := split(p.Message)
			p.Message = strings.TrimSuffix(why, "。") + "。" + sentence
		}
	}
}

// Repaired notes that the cell of a field was put in order after all.
func (r *Result) Repaired(row *Row, key, to, kind string) {
	if c, ok := r.Tables[row.Table].column[key]; ok {
		row.Repairs = append(row.Repairs, Repair{Column: c, Field: key, Value: row.cells.Cell(c).Text, To: to, Kind: kind})
	}
}
