package docx

import (
	"slices"
	"strconv"
)

// look is how a paragraph is set.
type look struct {
	align     Align
	firstLine float64 // mm
	before    float64 // mm
	size      float64 // points
	bold      bool
}

// look2 is how a run of it is.
type look2 struct {
	size            float64
	bold, underline bool
}

// styles are the named looks of a document.
type styles struct {
	base   look
	byID   map[string]*element
	usualP string
}

func newStyles(t *text) styles {
	s := styles{base: look{size: usual}, byID: map[string]*element{}}
	if t == nil {
		return s
	}
	root := t.root.child("styles")
	defaults := root.child("docDefaults")
	s.paragraph(&s.base, defaults.find("pPr"))
	s.character(&s.base, defaults.find("rPr"))
	for _, e := range root.all("style") {
		s.byID[e.attrs["styleId"]] = e
		if e.attrs["type"] == "paragraph" && e.attrs["default"] == "1" {
			s.usualP = e.attrs["styleId"]
		}
	}
	return s
}

// chain are a style and those it is based on, the farthest first.
func (s styles) chain(id string) (out []*element) {
	for e := s.byID[id]; e != nil && len(out) < 20; {
		out = append(out, e)
		next, _ := e.val("basedOn")
		e = s.byID[next]
	}
	slices.Reverse(out)
	return out
}

// of is the look of a paragraph with these properties (w:pPr, nil for none).
func (s styles) of(pr *element) look {
	l := s.base
	id, told := pr.val("pStyle")
	if !told {
		id = s.usualP
	}
	for _, e := range s.chain(id) {
		s.paragraph(&l, e.child("pPr"))
		s.character(&l, e.child("rPr"))
	}
	s.paragraph(&l, pr)
	return l
}

func (s styles) paragraph(l *look, pr *element) {
	if pr == nil {
		return
	}
	if v, ok := pr.val("jc"); ok {
		l.align = map[string]Align{"center": Centre, "right": Right, "end": Right}[v]
	}
	if ind := pr.child("ind"); ind != nil {
		if v, ok := twips(ind.attrs["firstLine"]); ok {
			l.firstLine = v
		}
		if n, err := strconv.Atoi(ind.attrs["firstLineChars"]); err == nil {
			l.firstLine = float64(n)
		}
	}
	if sp := pr.child("spacing"); sp != nil {
		if v, ok := twips(sp.attrs["before"]); ok {
			l.before = v
		}
	}
}

func (s styles) character(l *look, pr *element) {
	r := s.run(*l, pr)
	l.size, l.bold = r.size, r.bold
}

// run is the look of a run in a paragraph (w:rPr, nil for none).
func (s styles) run(l look, pr *element) look2 {
	out := look2{size: l.size, bold: l.bold}
	if id, ok := pr.val("rStyle"); ok {
		for _, e := range s.chain(id) {
			inner := s.run(look{size: out.size, bold: out.bold}, e.child("rPr"))
			out.size, out.bold = inner.size, inner.bold
		}
	}
	if v, ok := pr.val("sz"); ok {
		if n, err := strconv.ParseFloat(v, 64); err == nil && n >= 8 && n <= 288 {
			out.size = n / 2
		}
	}
	if on, told := pr.on("b"); told {
		out.bold = on
	}
	out.underline, _ = pr.on("u")
	return out
}

// lined says whether the style of a table (w:tblPr) draws lines.
func (s styles) lined(pr *element) bool {
	id, _ := pr.val("tblStyle")
	for _, e := range s.chain(id) {
		if v, ok := e.find("tblBorders").val("insideH"); ok && shownLine(v) {
			return true
		}
	}
	return false
}
