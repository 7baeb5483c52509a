package intake

import (
	"context"
	"fmt"
	"maps"
	"sort"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// Options say how a book is to be read. The zero value finds everything itself.
type Options struct {
	// Sheets names the sheets to read, hidden ones included; none means the one
	// visible sheet that fits best.
	Sheets []string
	// HeaderRow is the number of the header's last row where people chose it.
	HeaderRow int
	// Columns are corrections of the mapping: each gives a column its field, or
	// none with an empty Field. Columns not named stay as found.
	Columns []Mapping
	// Fix says of rows the doctor has found something about whether to mend them.
	// Without a word only what is certain is mended.
	Fix map[RowID]bool
	// Prefer are the rows people chose over their rivals in the same book, see
	// Row.Rivals.
	Prefer map[RowID]bool
	// Memory is what people chose for headers before, by fingerprint.
	Memory map[string][]Chosen
	// HeaderRows are the chosen rows of headers by sheet; they go before HeaderRow.
	HeaderRows map[string]int
	// Today is the day after which dates lie in the future; zero is today.
	Today civil.Date
	// Progress, if set, is told now and then how many of total rows are done.
	Progress func(done, total int)
}

// Error is a sentence for people about a sheet that cannot be read. Kind is
// no_header, missing_column, no_rows, too_many_rows, no_sheet or no_month.
type Error struct {
	Kind    string
	Message string
}

func (e *Error) Error() string { return e.Message }

// NewError makes one: kind for programs, the sentence for people.
func NewError(kind, format string, args ...any) *Error {
	return &Error{kind, fmt.Sprintf(format, args...)}
}

// Read finds the sheets of the kind in a book, cleans their rows and checks them.
// Errors are of type *Error, apart from those of a cancelled context; what is
// wrong in single rows is in the result.
func Read(ctx context.Context, book *sheet.Book, kind *Kind, opt Options) (*Result, error) {
	if opt.Today.IsZero() {
		opt.Today = civil.Today()
	}
	res, err := Recognise(book, kind, opt)
	if err != nil {
		return nil, err
	}
	r := &reading{Result: res, ctx: ctx, opt: opt, from1904: book.Date1904, untyped: book.Format == "csv" || book.Format == "tsv" || book.Format == "html"}
	for _, t := range res.Tables {
		r.total += (len(t.source.Rows) - t.body) * t.halves.times()
	}
	if err := r.tooMany(kind); err != nil {
		return nil, err
	}
	res.Rows = make([]Row, 0, r.total)
	for i := range res.Tables {
		if err := r.table(i); err != nil {
			return nil, err
		}
	}
	if len(res.Rows) == 0 {
		return nil, NewError("no_rows", "表“%s”的表头下面没有一行%s。请看名单是不是在另一张工作表里。", res.Tables[0].Sheet, kind.Label)
	}
	if len(kind.Keys) > 0 {
		res.complete()
	}
	for i := range res.Rows {
		res.Rows[i].Preferred = opt.Prefer[res.ID(&res.Rows[i])]
	}
	if kind.Check != nil {
		kind.Check(res, opt.Today)
	}
	return res, ctx.Err()
}

// maxRows is more than the roster of any enterprise has. Every row that is not
// blank is kept with what is wrong in it, so that a sheet full of something else
// would take gigabytes before anybody is told.
const maxRows = 300_000

// tooMany refuses tables with more filled rows than a list can have.
func (r *reading) tooMany(kind *Kind) error {
	if r.total <= maxRows {
		return nil
	}
	filled := 0
	for _, t := range r.Tables {
		for _, row := range t.source.Rows[t.body:] {
			if !row.IsBlank() {
				filled += t.halves.times()
			}
		}
	}
	if filled <= maxRows {
		return nil
	}
	return NewError("too_many_rows", "表“%s”的表头下面有 %d 行内容，超过了 %d 万行，不像是%s，没有读入。请看选的文件和工作表对不对；确实有这么多人，请分成几个文件导入。",
		r.Tables[0].Sheet, filled, maxRows/10000, kind.Label)
}

// inOrder puts the tables read in the order of the book.
func (r *Result) inOrder(book *sheet.Book) {
	place := map[string]int{}
	for i, s := range book.Sheets {
		place[s.Name] = i
	}
	sort.SliceStable(r.Tables, func(a, b int) bool { return place[r.Tables[a].Sheet] < place[r.Tables[b].Sheet] })
}

// Telling is how many rows of a sheet are enough to tell what kind of table it is.
const Telling = 1000

// Recognise finds the sheets, headers and columns without reading the rows, for
// the window's first steps.
func Recognise(book *sheet.Book, kind *Kind, opt Options) (*Result, error) {
	w := kind.words()
	res := &Result{Kind: kind}
	var found []*Table
	for _, s := range book.Sheets {
		asked := contains(opt.Sheets, s.Name)
		t, why := w.table(s, opt, asked)
		switch {
		case asked && t == nil, asked && t.missing() != "":
			return nil, w.refuse([]*sheet.Sheet{s}, s, t)
		case asked:
			res.Tables = append(res.Tables, t)
		case len(opt.Sheets) > 0:
			res.Others = append(res.Others, Other{s.Name, s.Hidden, "没有点名要读", why == "" && t.missing() == ""})
		case s.Hidden:
			res.Others = append(res.Others, Other{s.Name, true, "是隐藏的工作表", why == "" && t.missing() == ""})
		case why != "":
			res.Others = append(res.Others, Other{s.Name, false, why, false})
		default:
			found = append(found, t)
		}
	}
	if err := unknownSheets(book, opt.Sheets); err != nil {
		return nil, err
	}
	if len(opt.Sheets) == 0 {
		if err := res.choose(w, book, found); err != nil {
			return nil, err
		}
		res.inOrder(book)
	}
	for _, t := range res.Tables {
		res.Notices = append(res.Notices, t.rivals(kind)...)
		res.Notices = append(res.Notices, t.stillSwapped()...)
	}
	return res, nil
}

// choose takes the table that fits best and names the others.
func (r *Result) choose(w *words, book *sheet.Book, found []*Table) error {
	sort.SliceStable(found, func(a, b int) bool { return found[a].worth() > found[b].worth() })
	if len(found) == 0 {
		err := w.refuse(book.Sheets, nil, nil)
		for _, o := range r.Others {
			if o.Like {
				err.Message += "隐藏的工作表“" + o.Sheet + "”倒像是，要读它请点名。"
			}
		}
		return err
	}
	if found[0].missing() != "" {
		return w.refuse([]*sheet.Sheet{found[0].source}, found[0].source, found[0])
	}
	r.Tables = found[:1]
	for _, t := range found[1:] {
		if found[0].continues(t) || found[0].completes(t) {
			r.Tables = append(r.Tables, t)
			continue
		}
		like := t.missing() == ""
		why := "缺“" + t.missing() + "”列"
		if like {
			why = "也像" + r.Kind.Label + "，没有点名要读"
			r.Notices = append(r.Notices, problem.Problem{Severity: problem.Hint, Kind: "sheet_not_read", Sheet: t.Sheet, Value: t.Title,
				Message: fmt.Sprintf("这张工作表也像%s，这次只读了“%s”。要读它，请点名再导入一次。", r.Kind.Label, found[0].Sheet)})
		}
		r.Others = append(r.Others, Other{t.Sheet, false, why, like})
	}
	return nil
}

// table tries a sheet. Without a header, or where another list stands in it, why
// says so.
func (w *words) table(s *sheet.Sheet, opt Options, asked bool) (t *Table, why string) {
	if len(s.Rows) == 0 {
		return nil, "是空的"
	}
	at := 0
	if asked || len(opt.Sheets) == 0 {
		at = opt.HeaderRow
	}
	if row, ok := opt.HeaderRows[s.Name]; ok {
		at = row
	}
	c, ok := w.findHeader(s, at)
	if !ok || c.exact == 0 {
		return nil, "没有找到" + w.kind.Label + "的表头"
	}
	t = &Table{Sheet: s.Name, kind: w.kind, source: s, body: c.last + 1, Title: title(s, c.first),
		HeaderFirst: s.Rows[c.first].Number, HeaderLast: s.Rows[c.last].Number, halves: w.findHalves(c.labels)}
	rows := s.Rows[t.body:]
	width := len(c.labels)
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	for col := range width {
		m := Mapping{Sheet: s.Name, Column: col, Letter: sheet.ColumnName(col)}
		if col < len(c.labels) {
			m.Header, m.Group, m.near = c.labels[col].text, c.labels[col].group, c.labels[col].near
		}
		t.Columns = append(t.Columns, m)
	}
	w.mapColumns(t, rows)
	if w.kind.Loose {
		t.doctored = w.swapColumns(t, rows)
	}
	t.Recalled = w.recall(t, opt.Memory)
	w.correct(t, opt.Columns, ByHand)
	t.index()
	if len(t.column) < 2 {
		return nil, "没有找到" + w.kind.Label + "的表头"
	}
	if !asked && !t.hasEvidence() {
		return t, "是另一种表，不是" + w.kind.Label
	}
	return t, ""
}

// worth orders tables: the one with more columns of the kind, then with more rows.
func (t *Table) worth() float64 {
	n := float64(len(t.column))
	if t.missing() != "" {
		n -= 100
	}
	return n + float64(len(t.source.Rows))/float64(1+len(t.source.Rows))
}

// continues reports whether another sheet goes on with the same list, as where a
// clerk keeps one sheet a workshop: both are named after a group of people and
// have the same columns. The name of the sheet is then the group of its people.
func (t *Table) continues(other *Table) bool {
	mine, its := groupIn(t.Sheet), groupIn(other.Sheet)
	if mine == "" || its == "" || mine == its || !maps.Equal(t.column, other.column) {
		return false
	}
	t.group, other.group = mine, its
	return true
}

// missing is the label of a required column the table lacks, "" for none.
func (t *Table) missing() string {
	for _, key := range t.kind.Required {
		if _, ok := t.column[key]; !ok {
			return t.kind.Fields.Must(key).Label
		}
	}
	return ""
}

func (t *Table) hasEvidence() bool {
	for _, key := range t.kind.Evidence {
		if _, ok := t.column[key]; ok {
			return true
		}
	}
	return len(t.kind.Evidence) == 0
}

// refuse words why none of the sheets, or the sheet s, can be read.
func (w *words) refuse(sheets []*sheet.Sheet, s *sheet.Sheet, t *Table) *Error {
	if name := w.headless(sheets); name != "" {
		return NewError("no_header", "表“%s”没有表头，第一行就是人，没有导入。请在最上面加一行，写上各列是什么（如 姓名、证件号码、移动电话），再导入。", name)
	}
	if t != nil && t.missing() != "" {
		return NewError("missing_column", "表“%s”第 %d 行像是表头，但缺“%s”列，没有导入。请在表里补上这一列，或指明哪一列是“%s”。",
			s.Name, t.HeaderLast, t.missing(), t.missing())
	}
	var labels []string
	for _, key := range append(append([]string{}, w.kind.Required...), w.kind.Evidence...) {
		if l := w.kind.Fields.Must(key).Label; !contains(labels, l) {
			labels = append(labels, l)
		}
	}
	where := "可见的工作表里都没有"
	if s != nil {
		where = "表“" + s.Name + "”里没有"
	}
	return NewError("no_header", "%s找到%s的表头，没有导入。要找的列是：%s。请看前 %d 行里有没有写这些列名的一行，或指明表头在第几行。",
		where, w.kind.Label, strings.Join(labels, "、"), headerWithin)
}

// unknownSheets refuses names that the book does not have.
func unknownSheets(book *sheet.Book, names []string) error {
	for _, name := range names {
		if _, ok := book.Sheet(name); !ok {
			var have []string
			for _, s := range book.Sheets {
				have = append(have, "“"+s.Name+"”")
			}
			return NewError("no_sheet", "文件里没有叫“%s”的工作表，没有导入。现有：%s。", name, strings.Join(have, "、"))
		}
	}
	return nil
}

// rivals reports columns whose field another column was taken for.
func (t *Table) rivals(k *Kind) []problem.Problem {
	var out []problem.Problem
	for _, m := range t.Columns {
		if m.Rival == "" || m.Filled == 0 {
			continue
		}
		out = append(out, problem.Problem{Severity: problem.Warning, Kind: "column_twice", Sheet: t.Sheet, Row: t.HeaderLast,
			Cell: sheet.CellName(m.Column, t.HeaderLast), Value: m.Header,
			Message: fmt.Sprintf("“%s”列（%s）和 %s 列说的是同一项，只导入了 %s 列。请核对该用哪一列。", m.Header, m.Letter, m.Rival, m.Rival)})
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
