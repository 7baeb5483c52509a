package paper

import (
	"context"

	"unionledger/data/money"
	"unionledger/data/sheet"
)

// Listing is a table of any contents, such as a journal or a statement, to be printed and
// written as a workbook with the same words.
type Listing struct {
	Title string
	// Left, Middle and Right stand in one line below the title.
	Left, Middle, Right string
	Columns             []ListColumn
	Rows                []ListRow
	// Notes stand below the table; Signs in one line at the foot, for signatures.
	Notes, Signs []string
	// Across lays the page on its side.
	Across bool
}

// ListColumn is a column: Width in millimetres, 0 shares what is left.
type ListColumn struct {
	Title  string
	Width  float64
	Money  bool
	Centre bool
}

// ListRow is a row; Strong ones are sums, Indent sets the first cell in.
type ListRow struct {
	Cells  []ListCell
	Strong bool
	Indent int
}

// ListCell is a text, or an amount where it IsMoney; an amount of zero is left empty
// unless Zero says otherwise.
type ListCell struct {
	Text    string
	Fen     money.Fen
	IsMoney bool
	Zero    bool
}

// Word is a cell with text.
func Word(text string) ListCell { return ListCell{Text: text} }

// Yuan is a cell with an amount that is left empty when it is zero.
func Yuan(fen money.Fen) ListCell { return ListCell{Fen: fen, IsMoney: true} }

// Sum is a cell with an amount that is written also when it is zero.
func Sum(fen money.Fen) ListCell { return ListCell{Fen: fen, IsMoney: true, Zero: true} }

// String is what stands in the cell.
func (c ListCell) String() string {
	switch {
	case !c.IsMoney:
		return c.Text
	case c.Fen == 0 && !c.Zero:
		return ""
	}
	return c.Fen.Grouped()
}

// Lay sets the list on pages of A4.
func (l Listing) Lay(ctx context.Context, fonts []string) (*Doc, error) {
	f, err := newFaces(fonts)
	if err != nil {
		return nil, err
	}
	t := &Template{Name: l.Title, Use: ForList, width: 210, height: 297, top: 15, right: 14, bottom: 16, left: 14, size: 9.5, leading: 1.5}
	if l.Across {
		t.width, t.height = t.height, t.width
	}
	if t.footer, err = pieces("第 {{页}} 页　共 {{总页}} 页"); err != nil {
		return nil, err
	}
	t.blocks = []block{{kind: paragraph, para: para{align: centre, set: true, factor: 1.8, bold: true, space: true, pieces: said(l.Title)}}}
	t.blocks = append(t.blocks, lineOf(t, false, l.Left, l.Middle, l.Right), block{kind: tableBlock, table: l.table(t)}, block{kind: gap, mm: 2})
	for _, n := range l.Notes {
		t.blocks = append(t.blocks, block{kind: paragraph, para: para{align: left, set: true, factor: 0.9, pieces: said(n)}})
	}
	if len(l.Signs) > 0 {
		t.blocks = append(t.blocks, block{kind: gap, mm: 3}, lineOf(t, true, l.Signs...))
	}
	return lay(ctx, t, f, &filling{}, nil, 0)
}

func said(text string) []piece {
	if text == "" {
		return nil
	}
	return []piece{{text: text}}
}

// lineOf sets texts side by side: equally wide where they are to be signed, else the
// first, which is the longest, at the left and the last at the right.
func lineOf(t *Template, signs bool, texts ...string) block {
	r := row{height: 7}
	tab := &table{}
	for i, text := range texts {
		a, share := centre, 1/float64(len(texts))
		switch {
		case i == 0 || signs:
			a = left
		case i == len(texts)-1:
			a = right
		}
		if !signs && len(texts) == 3 {
			share = []float64{0.48, 0.22, 0.3}[i]
		}
		tab.columns = append(tab.columns, t.inner()*share)
		r.cells = append(r.cells, cell{column: i, span: 1, down: 1, bottom: -1, paras: []para{{align: a, set: true, factor: 1, pieces: said(text)}}})
	}
	tab.rows = []row{r}
	return block{kind: tableBlock, table: tab}
}

// table makes the table with its head.
func (l Listing) table(t *Template) *table {
	tab := &table{lined: true}
	fixed, shared := 0.0, 0
	for _, c := range l.Columns {
		fixed += c.Width
		if c.Width == 0 {
			shared++
		}
	}
	head := row{height: 8, head: true}
	for i, c := range l.Columns {
		width := c.Width
		if width == 0 {
			width = (t.inner() - fixed) / float64(shared)
		}
		tab.columns = append(tab.columns, width)
		head.cells = append(head.cells, cell{column: i, span: 1, down: 1, bottom: -1, paras: []para{{align: centre, set: true, factor: 1, bold: true, pieces: said(c.Title)}}})
	}
	tab.rows = append(tab.rows, head)
	for _, from := range l.Rows {
		r := row{height: 6.5}
		for i, c := range from.Cells {
			p := para{align: left, set: true, factor: 1, bold: from.Strong, pieces: said(c.String())}
			switch {
			case c.IsMoney || l.Columns[i].Money:
				p.align = right
			case l.Columns[i].Centre:
				p.align = centre
			case i == 0:
				p.pieces = said(inset(from.Indent) + c.String())
			}
			r.cells = append(r.cells, cell{column: i, span: 1, down: 1, bottom: -1, paras: []para{p}})
		}
		tab.rows = append(tab.rows, r)
	}
	return tab
}

// inset are the wide spaces before a row that is part of another.
func inset(depth int) (out string) {
	for range depth {
		out += "　"
	}
	return out
}

// Table is the list as a sheet of a workbook.
func (l Listing) Table(name string) sheet.Table {
	t := sheet.Table{Sheet: name, Title: l.Title, Note: joined(l.Left, l.Middle, l.Right), Count: len(l.Rows) + len(l.Notes)}
	for _, c := range l.Columns {
		col := sheet.Column{Title: c.Title, Width: c.Width / 1.7}
		switch {
		case c.Width == 0:
			col.Width = 36
		case c.Money:
			col.Width = max(col.Width, 14)
		}
		switch {
		case c.Money:
			col.Kind = sheet.MoneyColumn
		case c.Centre:
			col.Kind = sheet.CentredColumn
		}
		t.Columns = append(t.Columns, col)
	}
	t.Rows = func(yield func([]sheet.Value) bool) {
		for _, r := range l.Rows {
			values := make([]sheet.Value, len(r.Cells))
			for i, c := range r.Cells {
				text := c.String()
				if c.IsMoney && text != "" {
					values[i] = sheet.Value{Text: c.Fen.String(), Number: true}
					continue
				}
				if i == 0 {
					text = inset(r.Indent) + text
				}
				values[i] = sheet.Value{Text: text}
			}
			if !yield(values) {
				return
			}
		}
		for _, n := range l.Notes {
			if !yield(sheet.Texts(n)) {
				return
			}
		}
	}
	return t
}

func joined(words ...string) (out string) {
	for _, w := range words {
		if w == "" {
			continue
		}
		if out != "" {
			out += "　　"
		}
		out += w
	}
	return out
}
