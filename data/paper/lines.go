package paper

import (
	"strings"
	"unicode"
)

// unit is what is never broken: a Chinese character, a word of Latin letters or
// digits, a blank to write on.
type unit struct {
	text  string
	width float64 // mm
	face  uint8
	// under is drawn as a line below, blank means that the text stands centred on it.
	under bool
	blank bool
	space bool // may be dropped at the end of a line
	brk   bool // a break of the line, by the text itself
}

// textLine is a line of units with its width, spaces at the end not counted.
type textLine struct {
	units []unit
	width float64
}

// Signs that must not begin a line, and those that must not end one.
const (
	noStart = "，。、；：！？）》」』】〉〕〗’”,.;:!?)]}%‰℃·…—～"
	noEnd   = "（《「『【〈〔〖‘“([{￥"
)

// mmPerPoint is the size of a typographic point.
const mmPerPoint = 25.4 / 72

// filled is one piece with its text in place.
type filled struct {
	text  string
	blank float64
}

// fill puts values into pieces. Within a text an unknown value becomes a blank to be
// filled by hand; a cell that holds nothing else stays empty, and so does a label.
func fill(ps []piece, s *scope, cell, label bool) []filled {
	out := make([]filled, 0, len(ps))
	for _, p := range ps {
		cell = cell && strings.TrimSpace(p.text) == ""
	}
	for _, p := range ps {
		switch {
		case p.mark == nil:
			out = append(out, filled{p.text, p.blank})
		default:
			v := p.mark.value(s)
			blank := p.blank
			if v == "" && !cell && !label && blank == 0 {
				blank = 4
			}
			out = append(out, filled{v, blank})
		}
	}
	return out
}

// units cuts pieces of text for breaking. points is the size of the type.
func (f *faces) units(ps []filled, points float64, bold bool) (out []unit) {
	em := points * mmPerPoint
	for _, p := range ps {
		us := f.cut(p.text, em, bold, p.blank > 0)
		if p.blank > 0 {
			width := 0.0
			for _, u := range us {
				width += u.width
			}
			if width <= p.blank*em { // else the underlined value breaks like any text
				us = []unit{{text: p.text, width: p.blank * em, under: true, blank: true}}
				if p.text != "" {
					us[0].face = f.of([]rune(p.text)[0], bold).face
				}
			}
		}
		out = append(out, us...)
	}
	return out
}

// cut splits a text into units: runs of one face.
func (f *faces) cut(text string, em float64, bold, under bool) (out []unit) {
	var word strings.Builder
	var open unit
	flush := func() {
		if word.Len() > 0 {
			open.text = word.String()
			out = append(out, open)
			word.Reset()
		}
		open = unit{under: under}
	}
	open.under = under
	for _, r := range text {
		switch {
		case r == '\n':
			flush()
			out = append(out, unit{brk: true})
			continue
		case r == '\t':
			r = ' '
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector):
			continue // signs that are never seen have no place on paper
		}
		a := f.of(r, bold)
		if a.lost {
			r = geta
		}
		latin := r > ' ' && r < 0x2E80 && !strings.ContainsRune(noStart+noEnd, r) && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("*_/@#&+=", r))
		if !latin || word.Len() > 0 && a.face != open.face {
			flush()
		}
		if latin {
			open.face = a.face
			open.width += float64(a.width) * em
			word.WriteRune(r)
			continue
		}
		out = append(out, unit{text: string(r), width: float64(a.width) * em, face: a.face, under: under, space: r == ' ' || r == 0xA0})
	}
	flush()
	return out
}

// breakLines sets units in lines of a width, the first one shorter by indent. A
// unit wider than a line is cut.
func (f *faces) breakLines(us []unit, width, indent, em float64, bold bool) (out []textLine) {
	us = f.chop(us, width-indent, em, bold)
	room := width - indent
	for len(us) > 0 {
		n := fits(us, room)
		line := us[:n]
		us = us[n:]
		if len(us) > 0 && us[0].brk {
			us = us[1:]
			if len(us) == 0 {
				out = append(out, finish(line))
				return append(out, textLine{})
			}
		} else {
			for len(us) > 0 && us[0].space && !us[0].under {
				us = us[1:]
			}
		}
		out = append(out, finish(line))
		room = width
	}
	if len(out) == 0 {
		out = append(out, textLine{})
	}
	return out
}

// fits says how many units go into a line: as many as there is room for, then back
// to where a line may end.
func fits(us []unit, room float64) int {
	const slack = 0.01
	n, width := 0, 0.0
	for n < len(us) && !us[n].brk && (width+us[n].width <= room+slack || us[n].space && !us[n].under) {
		width += us[n].width
		n++
	}
	if n == len(us) || us[n].brk {
		return n
	}
	for k := n; k > 0 && n-k < 6; k-- {
		if mayBreak(us[k-1], us[k]) {
			return k
		}
	}
	return max(n, 1)
}

func mayBreak(a, b unit) bool {
	last, first := []rune(a.text), []rune(b.text)
	if !b.blank && len(first) > 0 && strings.ContainsRune(noStart, first[0]) {
		return false
	}
	return a.blank || len(last) == 0 || !strings.ContainsRune(noEnd, last[len(last)-1])
}

// chop cuts units that are wider than a whole line.
func (f *faces) chop(us []unit, width, em float64, bold bool) []unit {
	tooWide := false
	for _, u := range us {
		tooWide = tooWide || u.width > width
	}
	if !tooWide {
		return us
	}
	var out []unit
	for _, u := range us {
		switch {
		case u.width <= width:
			out = append(out, u)
		case u.blank:
			u.width = width
			out = append(out, u)
		default:
			for _, r := range u.text {
				a := f.of(r, bold)
				out = append(out, unit{text: string(r), width: float64(a.width) * em, face: a.face, under: u.under})
			}
		}
	}
	return out
}

func finish(us []unit) textLine {
	for len(us) > 0 && us[len(us)-1].space && !us[len(us)-1].under {
		us = us[:len(us)-1]
	}
	l := textLine{units: us}
	for _, u := range us {
		l.width += u.width
	}
	return l
}
