package paper

import (
	"context"
	"fmt"
	"image"
	"strings"

	"unionledger/data/docx"
)

// Part is a document that goes into a Doc of several: the pages of an editor, or a
// picture on a page of its own.
type Part struct {
	Title string
	Pages *docx.Pages
	Scan  image.Image
}

// LayDocuments sets documents of an editor one after the other, each beginning on a new
// page of its own size. contents, which may be nil, makes the pages before them out of
// the page each part begins on; with it the pages are numbered through. fonts are files
// of the system's fonts.
func LayDocuments(ctx context.Context, title string, fonts []string, parts []Part, contents func(starts []int) *docx.Pages) (*Doc, error) {
	f, err := newFaces(fonts)
	if err != nil {
		return nil, err
	}
	doc := &Doc{Title: title, Width: 210, Height: 297, faces: f}
	starts := make([]int, len(parts))
	for i, p := range parts {
		starts[i] = len(doc.Pages) + 1
		pages, err := layPart(ctx, f, p)
		if err != nil {
			return nil, fmt.Errorf("排“%s”：%w", p.Title, err)
		}
		if doc.Pages = append(doc.Pages, pages...); len(doc.Pages) > mostPages {
			return nil, fmt.Errorf("印出来超过 %d 页，没有继续。", mostPages)
		}
	}
	if contents != nil {
		if err := doc.number(ctx, contents, starts); err != nil {
			return nil, err
		}
	}
	doc.Missing = f.missing
	return doc, nil
}

// number puts the contents in front and numbers all pages. How many pages the contents
// take does not hang on the numbers in them.
func (d *Doc) number(ctx context.Context, contents func([]int) *docx.Pages, starts []int) error {
	first, err := layPart(ctx, d.faces, Part{Title: d.Title, Pages: contents(starts)})
	if err != nil {
		return err
	}
	moved := make([]int, len(starts))
	for i, n := range starts {
		moved[i] = n + len(first)
	}
	if first, err = layPart(ctx, d.faces, Part{Title: d.Title, Pages: contents(moved)}); err != nil {
		return err
	}
	d.Pages = append(first, d.Pages...)
	for i := range d.Pages {
		p := &d.Pages[i]
		t := &Template{width: p.Width, height: p.Height, left: 20, right: 20, bottom: 16, size: 9, leading: 1.5}
		s := newSetter(t, d.faces, &filling{})
		s.page = p
		words := para{align: centre, factor: -9, pieces: literal(fmt.Sprintf("第 %d 页　共 %d 页", i+1, len(d.Pages)))}
		lines, _ := s.broken(&words, s.scope(), t.inner(), true)
		s.put(lines[0], t.left, t.inner(), t.height-t.bottom*0.5, &words)
	}
	return nil
}

// layPart sets one document. Where only a few lines are left for the last page, it is
// tried once more with the lines closer together.
func layPart(ctx context.Context, f *faces, p Part) ([]Page, error) {
	if p.Scan != nil {
		p.Pages = scanned(p.Title)
	}
	pages, err := laySpaced(ctx, f, p, 1.5)
	for _, leading := range []float64{1.4, 1.3} {
		n := len(pages)
		if err != nil || n < 2 || levels(pages[n-1]) > fewLines {
			break
		}
		if closer, err := laySpaced(ctx, f, p, leading); err == nil && len(closer) < n {
			return closer, nil
		}
	}
	return pages, err
}

// fewLines on a last page look lost.
const fewLines = 4

// levels counts the lines of text of a page.
func levels(p Page) int {
	seen := map[float32]bool{}
	for _, t := range p.Texts {
		seen[t.Y] = true
	}
	return len(seen)
}

// laySpaced is layPart with a given distance of lines.
func laySpaced(ctx context.Context, f *faces, p Part, leading float64) ([]Page, error) {
	g := p.Pages
	t := &Template{Name: p.Title, width: g.Width, height: g.Height, top: g.Top, right: g.Right, bottom: max(g.Bottom, 12), left: g.Left, size: 12, leading: leading}
	for _, b := range g.Blocks {
		switch {
		case b.PageBreak:
			t.blocks = append(t.blocks, block{kind: pageBreak})
		case b.Table != nil:
			t.blocks = append(t.blocks, block{kind: tableBlock, table: tableOf(b.Table, t.inner())}, block{kind: gap, mm: 2})
		default:
			if b.Para.Before > 0 {
				t.blocks = append(t.blocks, block{kind: gap, mm: b.Para.Before})
			}
			for _, x := range parasOf(b.Para) {
				t.blocks = append(t.blocks, block{kind: paragraph, para: x})
			}
		}
	}
	s := newSetter(t, f, &filling{})
	if err := s.newPage(); err != nil {
		return nil, err
	}
	if err := s.body(ctx, s.scope(), nil); err != nil {
		return nil, err
	}
	s.endPage()
	for i := range s.doc.Pages {
		s.doc.Pages[i].Width, s.doc.Pages[i].Height = t.width, t.height
	}
	if p.Scan != nil {
		s.doc.Pages[0].Scan = fit(p.Scan, t)
	}
	return s.doc.Pages, nil
}

// scanTop is where a picture begins below its title, in millimetres.
const scanTop = 32

// scanned is the page of a picture: its title, and room.
func scanned(title string) *docx.Pages {
	return &docx.Pages{Width: 210, Height: 297, Top: 18, Right: 15, Bottom: 18, Left: 15,
		Blocks: []docx.Block{{Para: docx.Para{Text: title, Align: docx.Centre, Size: 12}}}}
}

// fit makes a picture as large as the page allows, upright as it is.
func fit(img image.Image, t *Template) *Scan {
	size := img.Bounds().Size()
	w, h := t.inner(), t.height-scanTop-t.bottom
	scale := min(w/float64(max(size.X, 1)), h/float64(max(size.Y, 1)))
	s := &Scan{Width: float64(size.X) * scale, Height: float64(size.Y) * scale, Image: img}
	s.X, s.Y = t.left+(w-s.Width)/2, scanTop
	return s
}

// parasOf is a paragraph, parted at its line breaks.
func parasOf(p docx.Para) (out []para) {
	for i, line := range strings.Split(p.Text, "\n") {
		x := para{align: map[docx.Align]align{docx.Indented: indented, docx.Left: left, docx.Centre: centre, docx.Right: right}[p.Align],
			set: true, factor: -p.Size, bold: p.Bold, pieces: blanks(line)}
		if i > 0 && x.align == indented {
			x.align = left
		}
		out = append(out, x)
	}
	return out
}

// tableOf is a table made as wide as the page allows.
func tableOf(from *docx.Table, room float64) *table {
	out := &table{lined: from.Lined, columns: append([]float64(nil), from.Columns...)}
	sum, open := 0.0, 0
	for _, w := range out.columns {
		if sum += w; w == 0 {
			open++
		}
	}
	for i, w := range out.columns {
		switch {
		case w == 0 && sum < room:
			out.columns[i] = (room - sum) / float64(open)
		case sum > room && open == 0:
			out.columns[i] = w * room / sum
		case sum >= room: // some columns say nothing and the rest leave no room
			out.columns[i] = room / float64(len(out.columns))
		}
	}
	for _, r := range from.Rows {
		x := row{height: max(r.Height, 6.5), head: r.Head}
		for _, c := range r.Cells {
			y := cell{column: c.Column, span: c.Span, down: c.Down, bottom: -1}
			for _, p := range c.Paras {
				y.paras = append(y.paras, parasOf(p)...)
			}
			for len(y.paras) > 1 && len(y.paras[len(y.paras)-1].pieces) == 0 {
				y.paras = y.paras[:len(y.paras)-1]
			}
			x.cells = append(x.cells, y)
		}
		out.rows = append(out.rows, x)
	}
	return out
}
