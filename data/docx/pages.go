package docx

import (
	"strconv"
	"strings"
)

// Pages is a document as it is to be printed: the page and what stands on it, one below
// the other. Lengths are millimetres, sizes of type points.
type Pages struct {
	Width, Height            float64
	Top, Right, Bottom, Left float64
	Blocks                   []Block
	// Pictures counts the pictures, which are not printed.
	Pictures int
}

// Block is a paragraph, a table, or the beginning of a new page.
type Block struct {
	Para      Para
	Table     *Table // nil for a paragraph
	PageBreak bool
}

// Align is how a paragraph stands.
type Align uint8

// The alignments. Indented is left with the first line set in.
const (
	Left Align = iota
	Indented
	Centre
	Right
)

// Para is a paragraph. Its type is that of its largest run; it is bold where all of it is.
type Para struct {
	Text  string
	Align Align
	Size  float64
	Bold  bool
	// Before is the room above it.
	Before float64
}

// Table is a table; Columns are its widths. Lined ones show their lines.
type Table struct {
	Columns []float64
	Lined   bool
	Rows    []Row
}

// Row is a row; Head ones are repeated on each page. Height is the least.
type Row struct {
	Height float64
	Head   bool
	Cells  []Cell
}

// Cell is a cell that begins at a column, over Span columns and Down rows.
type Cell struct {
	Column, Span, Down int
	Paras              []Para
}

// usual is the type where a document says none, and a page of A4 as an editor opens it.
const usual = 10.5

// Pages takes the document apart for printing.
func (f *File) Pages() *Pages {
	out := &Pages{Width: 210, Height: 297, Top: 25.4, Right: 31.8, Bottom: 25.4, Left: 31.8}
	r := &reader{styles: newStyles(f.styles), pages: out}
	doc := f.texts[body].root.find("body")
	if doc == nil {
		return out
	}
	if s := doc.child("sectPr"); s != nil {
		out.section(s)
	}
	r.blocks(doc)
	return out
}

func (p *Pages) section(s *element) {
	set := func(to *float64, e *element, key string, least float64) {
		if e == nil {
			return
		}
		if v, ok := twips(e.attrs[key]); ok && v >= least {
			*to = v
		}
	}
	size, margin := s.child("pgSz"), s.child("pgMar")
	set(&p.Width, size, "w", 50)
	set(&p.Height, size, "h", 50)
	set(&p.Top, margin, "top", 0)
	set(&p.Right, margin, "right", 0)
	set(&p.Bottom, margin, "bottom", 0)
	set(&p.Left, margin, "left", 0)
	if p.Left+p.Right > p.Width-40 || p.Top+p.Bottom > p.Height-40 {
		p.Top, p.Right, p.Bottom, p.Left = 20, 20, 20, 20
	}
}

// twips reads a length in twentieths of a point as millimetres.
func twips(v string) (float64, bool) {
	n, err := strconv.ParseFloat(v, 64)
	return n * 25.4 / 1440, err == nil && n > -100000 && n < 100000
}

// reader gathers the blocks.
type reader struct {
	styles styles
	pages  *Pages
}

func (r *reader) blocks(e *element) {
	for _, c := range e.children {
		switch c.name {
		case "p":
			r.paragraph(c)
		case "tbl":
			r.pages.Blocks = append(r.pages.Blocks, Block{Table: r.table(c)})
		case "sdt", "sdtContent", "ins", "smartTag", "customXml":
			r.blocks(c)
		}
	}
}

// paragraph adds a paragraph; a page break within it parts it.
func (r *reader) paragraph(e *element) {
	paras := r.paras(e)
	for i, p := range paras {
		if i > 0 {
			r.pages.Blocks = append(r.pages.Blocks, Block{PageBreak: true})
			if p.Text == "" && i == len(paras)-1 {
				return
			}
		}
		r.pages.Blocks = append(r.pages.Blocks, Block{Para: p})
	}
}

// paras reads a paragraph, parted at page breaks.
func (r *reader) paras(e *element) []Para {
	look := r.styles.of(e.child("pPr"))
	p := Para{Align: look.align, Before: look.before}
	if look.firstLine > 0 && look.align == Left {
		p.Align = Indented
	}
	parts := []Para{p}
	var b strings.Builder
	size, bold, any := 0.0, true, false
	var run func(e *element, l look2)
	run = func(e *element, l look2) {
		for _, c := range e.children {
			switch c.name {
			case "r":
				run(c, r.styles.run(look, c.child("rPr")))
			case "t":
				if strings.TrimSpace(c.chars) != "" {
					any, size, bold = true, max(size, l.size), bold && l.bold
				}
				b.WriteString(underlined(c.chars, l.underline))
			case "tab":
				b.WriteString("　　")
			case "br", "cr":
				if c.attrs["type"] == "page" {
					parts[len(parts)-1].Text = b.String()
					b.Reset()
					parts = append(parts, p)
				} else {
					b.WriteByte('\n')
				}
			case "drawing", "pict", "object":
				r.pages.Pictures++
			case "pPr", "rPr", "delText", "p", "instrText", "fldChar", "AlternateContent":
			default:
				run(c, l)
			}
		}
	}
	run(e, look2{size: look.size, bold: look.bold})
	parts[len(parts)-1].Text = b.String()
	if !any {
		size, bold = look.size, look.bold
	}
	for i := range parts {
		parts[i].Size, parts[i].Bold = size, bold
	}
	return parts
}

// underlined makes spaces with a line under them, on which people write, a row of such
// signs that printing knows.
func underlined(s string, line bool) string {
	if !line {
		return s
	}
	return strings.NewReplacer(" ", "_", "　", "__", "\u00a0", "_").Replace(s)
}

func (r *reader) table(e *element) *Table {
	t := &Table{}
	for _, c := range e.child("tblGrid").all("gridCol") {
		w, _ := twips(c.attrs["w"])
		t.Columns = append(t.Columns, w)
	}
	if pr := e.child("tblPr"); pr != nil {
		t.Lined = pr.child("tblStyle") != nil && r.styles.lined(pr)
		if b := pr.child("tblBorders"); b != nil {
			v, _ := b.val("insideH")
			top, _ := b.val("top")
			t.Lined = shownLine(v) || shownLine(top)
		}
	}
	above := map[int]*Cell{} // what goes on downwards, by column
	for _, tr := range e.all("tr") {
		t.Rows = append(t.Rows, r.row(tr, t, above))
	}
	return t
}

func shownLine(v string) bool { return v != "" && v != "none" && v != "nil" }

func (r *reader) row(tr *element, t *Table, above map[int]*Cell) Row {
	out := Row{}
	pr := tr.child("trPr")
	if pr != nil {
		out.Head, _ = pr.on("tblHeader")
		if h := pr.child("trHeight"); h != nil {
			out.Height, _ = twips(h.attrs["val"])
		}
	}
	at := 0
	cells := tr.all("tc")
	out.Cells = make([]Cell, 0, len(cells))
	for _, tc := range cells {
		c := Cell{Column: at, Span: 1, Down: 1}
		pr := tc.child("tcPr")
		if v, ok := pr.val("gridSpan"); ok {
			if n, err := strconv.Atoi(v); err == nil && n > 0 && n < 64 {
				c.Span = n
			}
		}
		for len(t.Columns) < at+c.Span {
			t.Columns = append(t.Columns, 0)
		}
		at += c.Span
		merge := pr.child("vMerge")
		if merge != nil && merge.attrs["val"] != "restart" && above[c.Column] != nil {
			above[c.Column].Down++
			continue
		}
		for _, p := range tc.deep("p") {
			c.Paras = append(c.Paras, r.paras(p)...)
		}
		out.Cells = append(out.Cells, c)
		delete(above, c.Column)
		if merge != nil {
			above[c.Column] = &out.Cells[len(out.Cells)-1]
		}
	}
	return out
}

// all are the children with a name, through the wrappers an editor puts around them.
func (e *element) all(name string) (out []*element) {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		switch c.name {
		case name:
			out = append(out, c)
		case "sdt", "sdtContent", "ins", "customXml":
			out = append(out, c.all(name)...)
		}
	}
	return out
}

// deep are all elements with a name below e, those inside them left out.
func (e *element) deep(name string) (out []*element) {
	for _, c := range e.children {
		if c.name == name {
			out = append(out, c)
			continue
		}
		out = append(out, c.deep(name)...)
	}
	return out
}
