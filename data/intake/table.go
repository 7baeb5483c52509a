package intake

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"unionledger/data/field"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// reading is a Read at work.
type reading struct {
	*Result
	ctx         context.Context
	opt         Options
	untyped     bool
	from1904    bool
	done, total int

	at      int // place of the table being read
	t       *Table
	half    int // which of its halves
	columns []column
	block   block
	doubt   bool           // two columns of the table may have changed places
	groups  map[string]int // what stands in the column of groups, see groupsSeen
	line    sheet.Row      // a line of words nobody could place, until a row of data follows
	all     int            // data rows of the table so far
}

// block is the stretch of data rows since the last subtotal or heading.
type block struct {
	first   int    // place of its first row in Result.Rows
	section string // group named by a heading row above
}

// column is one mapped column while rows are read.
type column struct {
	Mapping
	place  int
	field  field.Field
	ctx    CleanContext
	wanted bool
	from   taking
	dated  bool // a date that may lack its year, which the row tells
	merges []sheet.Range
	next   int // first merge that does not lie wholly above
	cache  map[seen]Cleaned
}

// seen is the key under which the cleaning of a cell is remembered.
type seen struct {
	kind sheet.CellKind
	text string
}

// remembered limits what is kept of a column.
const remembered = 5000

// table reads all rows of one table, half by half.
func (r *reading) table(at int) error {
	r.at, r.t, r.all, r.groups = at, r.Tables[at], 0, nil
	r.doubt = slices.ContainsFunc(r.t.stillSwapped(), func(p problem.Problem) bool { return p.Sure != problem.Certain })
	for r.half = range r.t.halves.times() {
		if err := r.rows(); err != nil {
			return err
		}
	}
	return nil
}

// home is the group people belong to where no row says more: the one their half
// or their sheet is named after.
func (r *reading) home() string {
	if r.half < len(r.t.halves.names) && r.t.halves.names[r.half] != "" {
		return r.t.halves.names[r.half]
	}
	return r.t.group
}

// rows goes through the rows below the header.
func (r *reading) rows() error {
	r.columns, r.line = r.prepare(), sheet.Row{}
	r.block = block{first: len(r.Rows), section: r.home()}
	last := r.t.HeaderLast
	for _, row := range r.t.source.Rows[r.t.body:] {
		if gap := row.Number - last - 1; gap > 0 && r.half == 0 {
			r.NotData = append(r.NotData, NotData{r.t.Sheet, last + 1, gap, Empty, ""})
		}
		last = row.Number
		r.row(row)
		if r.done++; r.done%1024 == 0 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			if r.opt.Progress != nil {
				r.opt.Progress(r.done, r.total)
			}
		}
	}
	r.closeBlock(false)
	if r.opt.Progress != nil {
		r.opt.Progress(r.done, r.total)
	}
	return r.ctx.Err()
}

// prepare gathers what cleaning needs to know of each mapped column.
func (r *reading) prepare() []column {
	var out []column
	for _, m := range r.t.taken() {
		f := r.Kind.Fields.Must(m.Field)
		f.Required = false // empty cells are reported by Kind.Wanted
		header := foldHeader(m.Group + m.Header)
		c := column{Mapping: m.Mapping, from: m.from, place: r.Kind.Fields.Index(m.Field), field: f, wanted: contains(r.Kind.Wanted, m.Field),
			ctx: CleanContext{Today: r.opt.Today, Untyped: r.untyped, From1904: r.from1904,
				MonthOnly:   strings.Contains(header, "年月") && !strings.Contains(header, "日"),
				TenThousand: strings.Contains(header, "万元"),
				MayBeFuture: contains(r.Kind.Planned, m.Field)}}
		c.dated = r.Kind.Year != "" && f.Kind == field.Date
		if f.Kind == field.YesNo {
			c.ctx.BlankIsNo = strings.ContainsAny(header, "√✓") || onlyTicks(r.t, m.Column, f)
		}
		if f.Kind != field.Name && f.Kind != field.IDNumber && f.Kind != field.Phone && !c.dated {
			c.cache = map[seen]Cleaned{}
		}
		if c.cache != nil && f.Kind != field.Money && m.from.parts == nil {
			c.merges = downward(r.t.source, m.Column+r.moved())
		}
		out = append(out, c)
	}
	// The year of a row is read before the dates that may lack it.
	sort.SliceStable(out, func(a, b int) bool { return !out[a].dated && out[b].dated })
	return out
}

// takenColumn is a column as it is read: a field spread over several is one, a cell
// that holds two fields is two.
type takenColumn struct {
	Mapping
	from taking
}

func (t *Table) taken() []takenColumn {
	var out []takenColumn
	for _, m := range t.Columns {
		switch {
		case m.Field == "" || m.Part != Whole && t.column[m.Field] != m.Column:
			continue
		case m.Part != Whole:
			out = append(out, takenColumn{m, taking{parts: t.partsOf(m.Field)}})
		case m.Also == "":
			out = append(out, takenColumn{m, taking{}})
		default:
			pair := taking{split: true, first: t.kind.Fields.Must(m.Field), second: t.kind.Fields.Must(m.Also)}
			out = append(out, takenColumn{m, pair})
			if col, ok := t.also[m.Also]; ok && col == m.Column {
				pair.isSecond = true
				m.Field = m.Also
				out = append(out, takenColumn{m, pair})
			}
		}
	}
	return out
}

// tickSigns are the signs people tick with.
const tickSigns = "√✓✔☑✅🗸"

// onlyTicks reports whether every filled cell of a yes-no column is a tick, so that
// an empty one means no. A column that says 是 in words leaves open what an empty
// cell means: in a list of this program's own it means that nobody has said.
func onlyTicks(t *Table, col int, f field.Field) bool {
	n := 0
	for _, row := range t.source.Rows[t.body:] {
		c := row.Cell(col)
		if c.IsBlank() {
			continue
		}
		if cleaned := Clean(f, c, CleanContext{}); cleaned.Value == "0" || cleaned.Value == "1" && !strings.ContainsAny(c.Text, tickSigns) {
			return false
		} else if cleaned.Value == "1" {
			n++
		}
		if n == shapeSample {
			break
		}
	}
	return n > 0
}

// downward lists the merges of a column that reach over several rows, in order.
func downward(s *sheet.Sheet, col int) []sheet.Range {
	var out []sheet.Range
	for _, m := range s.Merges {
		if m.Col1 == col && m.Row2 > m.Row1 {
			out = append(out, m)
		}
	}
	sort.Slice(out, func(a, b int) bool { return out[a].Row1 < out[b].Row1 })
	return out
}

// row takes one row of the sheet, or a half of it.
func (r *reading) row(whole sheet.Row) {
	row := r.t.halves.part(whole, r.half)
	again := r.half > 0 && row.IsBlank()
	if again {
		row = r.t.halves.part(whole, 0) // a heading stands in the first half for all
	}
	l := r.t.look(row)
	kind := r.t.tell(l)
	if kind == Data || kind == Empty && r.t.halves.count > 1 {
		if !again && kind == Data {
			r.dataRow(row)
		}
		return
	}
	if !again {
		r.NotData = append(r.NotData, NotData{r.t.Sheet, row.Number, 1, kind, rowText(row)})
	}
	switch kind {
	case Subtotal, Total:
		r.checkSum(kind, row)
		r.closeBlock(true)
		r.block = block{first: len(r.Rows), section: r.home()}
	case Section:
		r.closeBlock(false)
		r.block = block{first: len(r.Rows), section: r.t.sectionName(l)}
	case OtherText:
		if !again {
			r.line = row
		}
		return
	}
	r.line = sheet.Row{}
}

// rowText puts the cells of a row together, to name it to people.
func rowText(row sheet.Row) string {
	var parts []string
	for _, c := range row.Cells {
		if !c.IsBlank() {
			parts = append(parts, strings.TrimSpace(c.Text))
		}
	}
	text := []rune(strings.Join(parts, " "))
	if len(text) > 80 {
		return string(text[:80]) + "…"
	}
	return string(text)
}

// unclear reports a line between the rows that says something nobody could place:
// the people below it may not be meant.
func (r *reading) unclear() {
	row := r.line
	if r.line = (sheet.Row{}); row.Number == 0 {
		return
	}
	r.Notices = append(r.Notices, problem.Problem{Severity: problem.Hint, Kind: "row_unclear", Sheet: r.t.Sheet, Row: row.Number, Value: rowText(row),
		Message: fmt.Sprintf("第 %d 行写着%s，不是一个人，也看不出是不是小组，没有导入；它下面的人照常导入。请看这句话说的是什么。", row.Number, quoted(rowText(row)))})
}

// checkSum compares the number of people a row of sums states with the rows above.
func (r *reading) checkSum(kind RowKind, row sheet.Row) {
	stated, col, ok := r.t.statedCount(row)
	if !ok || stated == r.all || r.t.halves.count > 1 {
		return
	}
	above := r.all
	if kind == Subtotal {
		above = len(r.Rows) - r.block.first
	}
	if stated == above {
		return
	}
	r.Notices = append(r.Notices, problem.Problem{Severity: problem.Hint, Kind: "subtotal_does_not_add_up", Sheet: r.t.Sheet, Row: row.Number,
		Cell: sheet.CellName(col, row.Number), Value: strings.TrimSpace(row.Cell(col).Text),
		Message: fmt.Sprintf("%s写的是 %d 人，上面实有 %d 行。请看是不是多写、漏写了人。", kind, stated, above)})
}

// dataRow cleans the cells of a row into a record.
func (r *reading) dataRow(row sheet.Row) {
	r.unclear()
	r.all++
	r.Rows = append(r.Rows, Row{Table: r.at, Number: row.Number, Record: r.Kind.Fields.NewRecord(), cells: row, moved: r.moved()})
	out := &r.Rows[len(r.Rows)-1]
	lost := r.cleanRow(out, row)
	if r.Kind.Loose {
		if f := r.diagnose(row, out, lost); f != nil {
			r.treat(out, row, f)
		}
	}
}

// cleanRow fills the record of a row from its cells, and lists the columns whose
// cells could not be used.
func (r *reading) cleanRow(out *Row, row sheet.Row) (lost []int) {
	for i := range r.columns {
		c := &r.columns[i]
		cell, composed := c.from.cell(row, c.Column)
		if !composed {
			cell = r.whole(row, c)
		}
		if len(c.merges) > 0 && cell.IsBlank() {
			cell = c.merged(r.t.source, row.Number, r.moved())
		}
		if c.dated {
			c.ctx.Year = int(out.Record.Int(r.Kind.Year))
		}
		cleaned := c.clean(cell)
		if cleaned.Value == "" && !cleaned.Reported() && c.wanted {
			cleaned = Missing(c.field)
		}
		out.Record.SetAt(c.place, cleaned.Value)
		if cleaned.Lost {
			lost = append(lost, i)
		}
		switch {
		case cleaned.Reported():
			p := cleaned.Problem(c.field, cell)
			p.Sheet, p.Row, p.Cell = r.t.Sheet, row.Number, out.cellName(c.Column)
			out.Problems = append(out.Problems, p)
		case cleaned.Changed:
			out.Repairs = append(out.Repairs, Repair{Column: c.Column, Field: c.Mapping.Field, Value: shownText(row.Cell(c.Column), cell, composed), To: cleaned.Value, Kind: cleaned.Kind})
		}
	}
	if r.Kind.Year != "" {
		sort.SliceStable(out.Problems, func(a, b int) bool { return r.t.column[out.Problems[a].Field] < r.t.column[out.Problems[b].Field] })
	}
	name := out.Record.Get(r.Kind.Named)
	for i := range out.Problems {
		out.Problems[i].Who = name
	}
	if name == "" && !out.HasProblem(r.Kind.Named) {
		f := r.Kind.Fields.Must(r.Kind.Named)
		r.Report(out, Missing(f).Problem(f, sheet.Cell{}))
	}
	if name == "" {
		r.refuseNameless(out)
	}
	return lost
}

// shownText is what people see in the place of a repaired cell.
func shownText(plain, put sheet.Cell, composed bool) string {
	if composed {
		return put.Text
	}
	return plain.Text
}

// refuseNameless keeps a row without its name out, whatever was written there.
func (r *reading) refuseNameless(row *Row) {
	row.Refused = true
	for i := range row.Problems {
		if row.Problems[i].Field == r.Kind.Named {
			row.Problems[i].Severity = problem.Error
			row.Problems[i].Message += "这一行没有导入。"
		}
	}
}

// moved is how far the columns of the half being read stand behind the first.
func (r *reading) moved() int { return r.half * r.t.halves.width }

// merged is the cell a merge over several rows shows in this row.
func (c *column) merged(s *sheet.Sheet, number, moved int) sheet.Cell {
	for c.next < len(c.merges) && c.merges[c.next].Row2 < number {
		c.next++
	}
	if c.next == len(c.merges) || c.merges[c.next].Row1 >= number {
		return sheet.Cell{}
	}
	return cellAt(s, c.Column+moved, c.merges[c.next].Row1)
}

// cellAt is the cell in a column of the row with a number.
func cellAt(s *sheet.Sheet, col, number int) sheet.Cell {
	i := sort.Search(len(s.Rows), func(i int) bool { return s.Rows[i].Number >= number })
	if i == len(s.Rows) || s.Rows[i].Number != number {
		return sheet.Cell{}
	}
	return s.Rows[i].Cell(col)
}

// clean cleans a cell, once for cells that say the same.
func (c *column) clean(cell sheet.Cell) Cleaned {
	if quick(c.field, cell, c.ctx) {
		return Cleaned{Value: cell.Text}
	}
	if c.cache == nil || len(cell.Text) > 64 {
		return Clean(c.field, cell, c.ctx)
	}
	key := seen{cell.Kind, cell.Text}
	if out, ok := c.cache[key]; ok {
		return out
	}
	out := Clean(c.field, cell, c.ctx)
	if len(c.cache) < remembered {
		c.cache[key] = out
	}
	return out
}
