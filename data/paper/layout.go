package paper

import (
	"context"
	"fmt"
	"image"
	"strings"
)

// Page is what stands on one page, in millimetres from its top left corner.
type Page struct {
	Texts []Text
	Lines []Line
	// Scan is a picture that fills the page below Texts; nil on nearly all pages.
	Scan *Scan
	// Width and Height are its size where it is not that of the Doc, else 0.
	Width, Height float64
}

// Scan is a picture at a place of a page, in millimetres.
type Scan struct {
	X, Y, Width, Height float64
	Image               image.Image
}

// Text is a run of one face on its baseline.
type Text struct {
	X, Y, Size float32 // Size in points
	Face       uint8
	Text       string
}

// Line is a straight line of a width.
type Line struct {
	X1, Y1, X2, Y2 float32
	Width          float32
	Dashed         bool
}

// Doc is a paper laid out.
type Doc struct {
	Title         string
	Width, Height float64
	Pages         []Page
	// People counts those whose data stand on it.
	People int
	// Missing are the characters no font has; they are drawn as 〓.
	Missing []rune
	// Cut tells of cells whose text was longer than a page and is cut off.
	Cut int
	// Unknown are labels of the unit's own fields that the paper asks for and that
	// are gone.
	Unknown []string
	faces   *faces
}

// Warning says in a sentence what is not on the paper as it should be; "" if
// nothing is missing.
func (d *Doc) Warning() string {
	out := ""
	if len(d.Missing) > 0 {
		out = "这些字本机没有能印的字体，纸上印成了“〓”，请手写补上："
		for i, r := range d.Missing {
			if i == 20 {
				out += fmt.Sprintf(" 等 %d 个", len(d.Missing))
				break
			}
			out += fmt.Sprintf(" %c（U+%04X）", r, r)
		}
		out += "。"
	}
	if d.Cut > 0 {
		out += fmt.Sprintf("有 %d 格的文字太长，一页也放不下，末尾印成了“…”。", d.Cut)
	}
	if len(d.Unknown) > 0 {
		out += fmt.Sprintf("文书里要印的自定义项“%s”已经没有了，印成了空白；请在“文书模板”里改。", strings.Join(d.Unknown, "、"))
	}
	return out
}

// setter lays a template out.
type setter struct {
	t     *Template
	f     *faces
	doc   *Doc
	page  *Page
	fill  *filling
	y     float64 // where the next thing goes
	open  verticals
	scale float64 // of the type; labels shrink what does not fit
	// area is where text may stand.
	x, width, topY, bottomY float64
}

// most pages of one paper; a roster of 100,000 has about 4,000.
const mostPages = 20000

func newSetter(t *Template, f *faces, fl *filling) *setter {
	fl.chinese = t.chinese
	s := &setter{t: t, f: f, fill: fl, scale: 1, doc: &Doc{Title: t.Name, Width: t.width, Height: t.height, faces: f},
		x: t.left, width: t.inner(), topY: t.top, bottomY: t.height - t.bottom}
	return s
}

// scope is what the text outside of rows is filled with.
func (s *setter) scope() *scope { return &scope{filling: s.fill} }

func (s *setter) newPage() error {
	if len(s.doc.Pages) >= mostPages {
		return fmt.Errorf("印出来超过 %d 页，没有继续。请分小组印。", mostPages)
	}
	s.endPage()
	s.doc.Pages = append(s.doc.Pages, Page{})
	s.page = &s.doc.Pages[len(s.doc.Pages)-1]
	s.y = s.topY
	return nil
}

// endPage closes the lines of a table that are still open.
func (s *setter) endPage() {
	if s.page != nil {
		s.open.flush(s.page, s.y)
	}
}

// people hands over those a paper is for, in order.
type people interface {
	each(ctx context.Context, fn func(number int, who *scope) error) error
}

// body lays the blocks out for one person or for a list.
func (s *setter) body(ctx context.Context, who *scope, list people) error {
	for i := range s.t.blocks {
		b := &s.t.blocks[i]
		if err := s.block(ctx, b, who, list); err != nil {
			return err
		}
	}
	return nil
}

func (s *setter) block(ctx context.Context, b *block, who *scope, list people) error {
	switch b.kind {
	case pageBreak:
		return s.newPage()
	case gap:
		s.y += b.mm * s.scale
	case rule:
		s.y += 1.5
		s.page.Lines = append(s.page.Lines, s.across(s.y, false))
		s.y += 1.5
	case cutLine:
		return s.cutAcross(b, who)
	case paragraph:
		return s.paragraph(&b.para, who)
	case tableBlock:
		return s.table(ctx, b.table, who, list)
	}
	return nil
}

func (s *setter) across(y float64, dashed bool) Line {
	return Line{X1: float32(s.x), Y1: float32(y), X2: float32(s.x + s.width), Y2: float32(y), Width: thin, Dashed: dashed}
}

// cutAcross draws the dashed line along which the parts of a paper are cut, with
// the words that are cut through on it.
func (s *setter) cutAcross(b *block, who *scope) error {
	s.y += 4
	if s.y > s.bottomY {
		if err := s.newPage(); err != nil {
			return err
		}
	}
	lines, _ := s.broken(&b.para, who, s.width, true)
	words := lines[0].width/2 + 2
	if len(b.para.pieces) == 0 {
		words = 0
	}
	const edge = 5
	dash := func(from, to float64) {
		s.page.Lines = append(s.page.Lines, Line{X1: float32(from), Y1: float32(s.y), X2: float32(to), Y2: float32(s.y), Width: thin, Dashed: true})
	}
	middle := s.x + s.width/2
	dash(edge, middle-words)
	dash(middle+words, s.t.width-edge)
	s.put(lines[0], s.x, s.width, s.y+0.38*s.points(&b.para)*mmPerPoint, &b.para)
	s.y += 4
	return nil
}

// points is the size of type of a paragraph here.
func (s *setter) points(p *para) float64 { return p.points(s.t.size) * s.scale }

// broken fills and breaks a paragraph; lead is the height of one of its lines.
func (s *setter) broken(p *para, who *scope, width float64, inCell bool) (lines []textLine, lead float64) {
	points := s.points(p)
	em := points * mmPerPoint
	leading := s.t.leading
	if inCell {
		leading = min(leading, 1.35)
	}
	indent := 0.0
	if p.align == indented && !inCell {
		indent = 2 * em
	}
	us := s.f.units(fill(p.pieces, who, inCell, s.t.inSlots()), points, p.bold)
	return s.f.breakLines(us, width, indent, em, p.bold), em * leading
}

// paragraph sets a paragraph, over the page's end where it must.
func (s *setter) paragraph(p *para, who *scope) error {
	lines, lead := s.broken(p, who, s.width, false)
	if p.space {
		s.y += lead * 0.2
	}
	for i, l := range lines {
		if s.y+lead > s.bottomY+0.01 && s.y > s.topY {
			if err := s.newPage(); err != nil {
				return err
			}
		}
		s.y += lead
		x, width := s.x, s.width
		if p.align == indented && i == 0 {
			indent := 2 * s.points(p) * mmPerPoint
			x, width = x+indent, width-indent
		}
		s.put(l, x, width, s.y-s.drop(lead, p), p)
	}
	if p.space {
		s.y += lead * 0.3
	}
	return nil
}

// drop is how far above the foot of its line a baseline lies: the characters stand
// in the middle of the line.
func (s *setter) drop(lead float64, p *para) float64 {
	em := s.points(p) * mmPerPoint
	return (lead-em)/2 + 0.12*em
}

// put draws a line of a paragraph between x and x+width on a baseline.
func (s *setter) put(l textLine, x, width, baseline float64, p *para) {
	switch p.align {
	case centre:
		x += (width - l.width) / 2
	case right:
		x += width - l.width
	}
	points := s.points(p)
	for i := 0; i < len(l.units); {
		u := l.units[i]
		if u.under {
			s.underline(x, u.width, baseline, points)
		}
		if u.blank {
			s.blank(u, x, baseline, points, p.bold)
			x += u.width
			i++
			continue
		}
		text, from := u.text, x
		x += u.width
		for i++; i < len(l.units) && !l.units[i].blank && !l.units[i].under && !u.under && l.units[i].face == u.face; i++ {
			text += l.units[i].text
			x += l.units[i].width
		}
		s.text(text, from, baseline, points, u.face)
	}
}

func (s *setter) text(text string, x, y, points float64, face uint8) {
	if text != "" && text != " " && text != "　" {
		s.page.Texts = append(s.page.Texts, Text{float32(x), float32(y), float32(points), face, text})
	}
}

func (s *setter) underline(x, width, baseline, points float64) {
	y := float32(baseline + 0.16*points*mmPerPoint)
	if n := len(s.page.Lines); n > 0 {
		if last := &s.page.Lines[n-1]; last.Y1 == y && last.Y2 == y && last.Width == thin && x-float64(last.X2) < 0.01 && x >= float64(last.X2)-0.01 {
			last.X2 = float32(x + width)
			return
		}
	}
	s.page.Lines = append(s.page.Lines, Line{X1: float32(x), Y1: y, X2: float32(x + width), Y2: y, Width: thin})
}

// blank writes the value of a blank in its middle.
func (s *setter) blank(u unit, x, baseline, points float64, bold bool) {
	us := s.f.cut(u.text, points*mmPerPoint, bold, false)
	l := finish(us)
	s.put(l, x, u.width, baseline, &para{align: centre, factor: -points / s.scale, bold: bold})
}
