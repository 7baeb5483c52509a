package paper

import (
	"context"
	"io"
	"slices"
	"strings"

	"unionledger/data/sheet"
)

// Statement is a table that a room of the ledger has added up: the program makes it, no
// clerk's template does. It becomes pages or a workbook.
type Statement struct {
	// Title stands large on top; Left, Middle and Right in the line below it.
	Title, Left, Middle, Right string
	// Across says that the pages are A4 on their side, Size the type in points; 0 is
	// usualSize.
	Across  bool
	Size    float64
	Columns []StatementColumn
	Rows    []StatementRow
	// Notes stand below the table, such as what its words mean.
	Notes []string
	// Signs are the places to sign at, side by side below everything.
	Signs []string
	// Copies are the words at the top of each copy, such as 第一联 存根; with none
	// there is one copy that says nothing of it.
	Copies []string
}

// StatementColumn is a column: its width in millimetres on paper (0 shares what is left),
// and how its cells look.
type StatementColumn struct {
	Title string
	Width float64
	Kind  sheet.ColumnKind
	// Small is set a point smaller.
	Small bool
}

// StatementRow is a row; a strong one is a sum or the heading of a group.
type StatementRow struct {
	Cells  []string
	Strong bool
	// Indent sets the first cell in: the row is part of another.
	Indent int
	// Heading, where it is not empty, stands alone across the whole row.
	Heading string
	// Marks are the fills of the cells in a workbook, such as FDE8E8; nil for none.
	Marks []string
}

// usualSize is the type of a statement that says none, in points.
const usualSize = 9.5

// inset is the text of the first cell, set in.
func (r StatementRow) inset(text string) string { return strings.Repeat("　", r.Indent) + text }

// Lay sets the listing on pages. fonts are files of the system's fonts, progress is
// told of the rows done.
func (l *Statement) Lay(ctx context.Context, fonts []string, progress func(done, total int)) (*Doc, error) {
	f, err := newFaces(fonts)
	if err != nil {
		return nil, err
	}
	t := l.template()
	s := newSetter(t, f, &filling{})
	rows := &listRows{s: s, list: l, progress: progress}
	if err := s.newPage(); err != nil {
		return nil, err
	}
	err = s.block(ctx, &block{kind: paragraph, para: para{align: centre, set: true, factor: -16, bold: true, space: true, pieces: literal(l.Title)}}, s.scope(), nil)
	if err == nil {
		err = s.table(ctx, l.under(s), s.scope(), nil)
	}
	if err == nil {
		err = rows.set(ctx)
	}
	if err == nil {
		err = l.below(ctx, s)
	}
	if err != nil {
		return nil, err
	}
	s.endPage()
	s.feet()
	s.doc.Missing = f.missing
	l.copies(s)
	return s.doc, nil
}

// under is the line under the title. What stands left is the longest of three.
func (l *Statement) under(s *setter) *table {
	if l.Middle == "" {
		return line(equal(s, 2), centre, right, l.Left, l.Right)
	}
	return line([]float64{s.width * 0.48, s.width * 0.22, s.width * 0.3}, centre, right, l.Left, l.Middle, l.Right)
}

func (l *Statement) size() float64 {
	if l.Size == 0 {
		return usualSize
	}
	return l.Size
}

func (l *Statement) template() *Template {
	t := &Template{Name: l.Title, Use: ForList, width: 210, height: 297, top: 13, right: 10, bottom: 13, left: 10, size: l.size(), leading: 1.5}
	if l.Across {
		t.width, t.height = t.height, t.width
	}
	t.footer, _ = pieces("第 {{页}} 页　共 {{总页}} 页") // the marks are known
	return t
}

// equal are n columns of equal width.
func equal(s *setter, n int) (out []float64) {
	for range n {
		out = append(out, s.width/float64(n))
	}
	return out
}

// line is a table of one row without lines: the first cell left, the last and those
// between as told.
func line(widths []float64, between, last align, words ...string) *table {
	r := row{height: 7}
	for i, w := range words {
		a := between
		switch i {
		case 0:
			a = left
		case len(words) - 1:
			a = last
		}
		r.cells = append(r.cells, listCell(i, w, a, false, 0))
	}
	return &table{columns: widths, rows: []row{r}}
}

func literal(text string) []piece { return []piece{{text: text}} }

func listCell(column int, text string, a align, bold bool, points float64) cell {
	c := cell{column: column, span: 1, down: 1, bottom: -1}
	p := para{align: a, set: true, factor: 1, bold: bold, pieces: literal(text)}
	if points > 0 {
		p.factor = -points
	}
	c.paras = []para{p}
	return c
}

// listRows sets the rows of a listing, one at a time: the table of a large union is
// never held as cells.
type listRows struct {
	s        *setter
	list     *Statement
	progress func(done, total int)
}

func (r *listRows) set(ctx context.Context) error {
	l, s := r.list, r.s
	tab := &table{columns: l.widths(s.width), lined: true}
	edges := []float64{s.x}
	for _, w := range tab.columns {
		edges = append(edges, edges[len(edges)-1]+w)
	}
	g := &tableSetter{setter: s, tab: tab, edges: edges, who: s.scope()}
	head := row{height: 8, head: true}
	for i, c := range l.Columns {
		head.cells = append(head.cells, listCell(i, c.Title, centre, true, 0))
	}
	g.heads = [][]row{{head}}
	if err := g.add(g.heads[0], g.who); err != nil {
		return err
	}
	for n, one := range l.Rows {
		if n%500 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if r.progress != nil {
				r.progress(n, len(l.Rows))
			}
		}
		if err := g.add([]row{l.row(one)}, g.who); err != nil {
			return err
		}
	}
	g.end()
	return nil
}

func (l *Statement) row(one StatementRow) row {
	out := row{height: 6.2}
	if one.Heading != "" {
		c := listCell(0, one.Heading, left, true, 0)
		c.span = len(l.Columns)
		out.cells = []cell{c}
		return out
	}
	for i, text := range one.Cells {
		if i == 0 {
			text = one.inset(text)
		}
		a := left
		switch l.Columns[i].Kind {
		case sheet.CentredColumn:
			a = centre
		case sheet.CountColumn, sheet.MoneyColumn:
			a = right
		}
		points := 0.0
		if l.Columns[i].Small {
			points = l.size() - 1
		}
		out.cells = append(out.cells, listCell(i, text, a, one.Strong, points))
	}
	return out
}

// widths are the widths of the columns, mm.
func (l *Statement) widths(room float64) []float64 {
	out, share, rest := make([]float64, len(l.Columns)), 0, room
	for i, c := range l.Columns {
		if out[i] = c.Width; c.Width == 0 {
			share++
		}
		rest -= c.Width
	}
	for i := range out {
		if out[i] == 0 {
			out[i] = rest / float64(share)
		}
	}
	return out
}

// below sets notes and places to sign; these stay together on one page.
func (l *Statement) below(ctx context.Context, s *setter) error {
	s.y += 2
	for _, n := range l.Notes {
		p := para{align: left, set: true, factor: -max(l.size()-0.5, 7.5), pieces: literal(n)}
		if err := s.paragraph(&p, s.scope()); err != nil {
			return err
		}
	}
	if len(l.Signs) == 0 {
		return nil
	}
	if s.y+14 > s.bottomY {
		if err := s.newPage(); err != nil {
			return err
		}
	}
	s.y += 4
	return s.table(ctx, line(equal(s, len(l.Signs)), left, left, l.Signs...), s.scope(), nil)
}

// copies repeats the pages for each copy, each with its words at the top right. A
// page's number counts within its copy.
func (l *Statement) copies(s *setter) {
	if len(l.Copies) == 0 {
		return
	}
	pages := s.doc.Pages
	s.doc.Pages = nil
	p := para{align: right, set: true, factor: -9}
	for _, words := range l.Copies {
		p.pieces = literal(words)
		lines, _ := s.broken(&p, s.scope(), s.width, true)
		for _, one := range pages {
			copied := Page{Texts: append([]Text{}, one.Texts...), Lines: one.Lines}
			s.page = &copied
			s.put(lines[0], s.x, s.width, s.topY-2, &p)
			s.doc.Pages = append(s.doc.Pages, copied)
		}
	}
}

// strongMark fills sums and headings in a workbook.
const strongMark = "E9EDF3"

// WriteWorkbook writes the listing as a workbook: figures as numbers, what its words
// mean under the title. Places to sign belong to paper.
func (l *Statement) WriteWorkbook(path string) error {
	t := sheet.Table{Sheet: l.Title, Title: l.Title, Note: joined(l.Left, l.Middle, l.Right), Count: len(l.Rows) + len(l.Notes)}
	for _, c := range l.Columns {
		width := c.Width * 0.62
		switch {
		case c.Width == 0:
			width = 36
		case c.Kind == sheet.MoneyColumn:
			width = max(width, 14)
		}
		t.Columns = append(t.Columns, sheet.Column{Title: c.Title, Width: width, Kind: c.Kind})
	}
	t.Rows = func(yield func([]sheet.Value) bool) {
		values := make([]sheet.Value, len(l.Columns))
		for _, r := range l.Rows {
			clear(values)
			if r.Heading != "" {
				values[0] = sheet.Value{Text: r.Heading, Mark: strongMark}
			}
			for i, text := range r.Cells {
				if i == 0 {
					text = r.inset(text)
				}
				values[i] = sheet.Value{Text: text}
				if k := l.Columns[i].Kind; k == sheet.CountColumn || k == sheet.MoneyColumn {
					values[i] = sheet.Value{Text: strings.ReplaceAll(text, ",", ""), Number: true}
				}
				switch {
				case r.Strong:
					values[i].Mark = strongMark
				case i < len(r.Marks):
					values[i].Mark = r.Marks[i]
				}
			}
			if !yield(values) {
				return
			}
		}
		for _, n := range l.Notes { // in the first column, over the empty ones beside it
			clear(values)
			values[0].Text = n
			if !yield(values) {
				return
			}
		}
	}
	return sheet.WriteFile(path, func(out io.Writer) error { return sheet.WriteTable(out, t) })
}

func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "　　")
}
