package sheet

import (
	"strconv"
	"strings"
)

// rowShift says how rows move when the blank data rows of a form are filled: the
// block of blank rows starting at first becomes filled rows, what stands below
// moves by the difference.
type rowShift struct{ first, blank, filled int }

func (s rowShift) delta() int { return s.filled - s.blank }

// below is the first row under the block, as the blank form counts.
func (s rowShift) below() int { return s.first + s.blank }

// last is the last row of the filled block.
func (s rowShift) last() int { return s.first + s.filled - 1 }

// row tells where a row goes; rows of the block that are no longer there become its
// last one.
func (s rowShift) row(r int) int {
	switch {
	case r < s.first || r >= maxRow:
		return r
	case r >= s.below():
		return min(r+s.delta(), maxRow)
	}
	return min(r, s.last())
}

// span tells where the rows a to b go. A span that reaches the last blank row is
// stretched or cut with the block; one that stands only in rows no longer there is
// gone, and reported so.
func (s rowShift) span(a, b int) (int, int, bool) {
	if a >= s.first+s.filled && b < s.below() {
		return 0, 0, false
	}
	end := s.row(b)
	if b == s.below()-1 {
		end = s.last()
	}
	start := s.row(a)
	if a > s.last() && a < s.below() && b >= s.below() {
		start = s.last() + 1
	}
	return start, end, true
}

// list moves a list of ranges such as "C15:C63354 C3 C5:C13". A list of which
// nothing would be left keeps the last row of the block.
func (s rowShift) list(refs string) string {
	var out []string
	fields := strings.Fields(refs)
	for _, ref := range fields {
		if moved, ok := s.ref(ref); ok {
			out = append(out, moved)
		}
	}
	if len(out) == 0 && len(fields) > 0 {
		m, ok := parseRange(fields[0])
		if !ok {
			return refs
		}
		return CellName(m.Col1, s.last())
	}
	return strings.Join(out, " ")
}

// ref moves one range or cell; it reports false where it is gone.
func (s rowShift) ref(ref string) (string, bool) {
	m, ok := parseRange(ref)
	if !ok {
		return s.formula(ref, true, ""), true // whole columns or rows
	}
	a, b, ok := s.span(m.Row1, m.Row2)
	if !ok {
		return "", false
	}
	if !strings.Contains(ref, ":") && a == b {
		return CellName(m.Col1, a), true
	}
	return CellName(m.Col1, a) + ":" + CellName(m.Col2, b), true
}

// formula moves the references of a formula. own tells whether references without
// a sheet name are to the sheet being filled, whose name is sheet.
func (s rowShift) formula(f string, own bool, sheet string) string {
	return mapRefs(f, func(qualifier string, first, second *reference) {
		if qualifier == "" && !own || qualifier != "" && qualifier != sheet {
			return
		}
		if second == nil {
			if first.row > 0 && first.col != "" {
				first.row = s.row(first.row)
			}
			return
		}
		if first.row > 0 && second.row > 0 {
			if a, b, ok := s.span(first.row, second.row); ok {
				first.row, second.row = a, b
			} else {
				first.row, second.row = s.last(), s.last()
			}
		}
	})
}

// reference is one end of a reference in a formula: $A$1, A:A or 3:3.
type reference struct {
	colFixed, rowFixed bool
	col                string // letters, empty for a whole row
	row                int    // 0 for a whole column
}

func (r reference) String() string {
	var b strings.Builder
	if r.colFixed {
		b.WriteByte('$')
	}
	b.WriteString(r.col)
	if r.rowFixed {
		b.WriteByte('$')
	}
	if r.row > 0 {
		b.WriteString(strconv.Itoa(r.row))
	}
	return b.String()
}

// mapRefs calls change for every reference of a formula and writes the formula
// anew. Texts, names and functions are left alone. The qualifier is the name of the
// sheet before the !, without quotes.
func mapRefs(f string, change func(qualifier string, first, second *reference)) string {
	var out strings.Builder
	qualifier := ""
	for i := 0; i < len(f); {
		switch c := f[i]; {
		case c == '"':
			n := quoted(f[i:], '"')
			out.WriteString(f[i : i+n])
			i += n
		case c == '\'':
			n := quoted(f[i:], '\'')
			out.WriteString(f[i : i+n])
			if i += n; i < len(f) && f[i] == '!' {
				qualifier = strings.ReplaceAll(strings.Trim(f[i-n:i], "'"), "''", "'")
				out.WriteByte('!')
				i++
				continue
			}
		case c == '$' || wordByte(c):
			n := 1
			for i+n < len(f) && (f[i+n] == '$' || wordByte(f[i+n])) {
				n++
			}
			word := f[i : i+n]
			if i+n < len(f) && f[i+n] == '!' {
				qualifier = word
				out.WriteString(word + "!")
				i += n + 1
				continue
			}
			text, used := changeRef(f, i, n, qualifier, change)
			out.WriteString(text)
			i += used
		default:
			out.WriteByte(c)
			i++
		}
		qualifier = ""
	}
	return out.String()
}

// changeRef handles the word of n bytes at i, and the range it may begin. It gives
// what to write and how many bytes that stands for.
func changeRef(f string, i, n int, qualifier string, change func(string, *reference, *reference)) (string, int) {
	word := f[i : i+n]
	first, ok := parseReference(word)
	if !ok || i+n < len(f) && f[i+n] == '(' {
		return word, n
	}
	if i+n < len(f) && f[i+n] == ':' {
		m := 0
		for i+n+1+m < len(f) && (f[i+n+1+m] == '$' || wordByte(f[i+n+1+m])) {
			m++
		}
		if second, ok := parseReference(f[i+n+1 : i+n+1+m]); ok {
			change(qualifier, &first, &second)
			return first.String() + ":" + second.String(), n + 1 + m
		}
	}
	if first.col == "" || first.row == 0 {
		return word, n // a number or a name, no cell
	}
	change(qualifier, &first, nil)
	return first.String(), n
}

// wordByte reports letters, digits and all beyond ASCII, as in Chinese sheet names.
func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '.' || c >= 0x80
}

// quoted gives the length of the quoted text s starts with; doubled quotes belong
// to it.
func quoted(s string, mark byte) int {
	for i := 1; i < len(s); i++ {
		if s[i] == mark {
			if i+1 < len(s) && s[i+1] == mark {
				i++
				continue
			}
			return i + 1
		}
	}
	return len(s)
}

// offsetFormula carries a formula over to a cell some columns and rows further on:
// relative references move along, fixed ones stay.
func offsetFormula(f string, cols, rows int) string {
	return mapRefs(f, func(_ string, first, second *reference) {
		for _, r := range []*reference{first, second} {
			if r == nil {
				continue
			}
			if r.row > 0 && !r.rowFixed {
				r.row = max(1, r.row+rows)
			}
			if col, _, ok := parseRef([]byte(r.col + "1")); ok && !r.colFixed {
				r.col = ColumnName(max(0, col+cols))
			}
		}
	})
}

func parseReference(s string) (reference, bool) {
	var r reference
	s, r.colFixed = strings.CutPrefix(s, "$")
	i := 0
	for i < len(s) && (s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 'a' && s[i] <= 'z') {
		i++
	}
	r.col, s = s[:i], s[i:]
	if r.col == "" {
		r.rowFixed, r.colFixed = r.colFixed, false
	} else if len(r.col) > 3 {
		return r, false
	} else {
		s, r.rowFixed = strings.CutPrefix(s, "$")
	}
	if s == "" {
		return r, r.col != "" && !r.rowFixed
	}
	n, ok := digits([]byte(s))
	r.row = n
	return r, ok && n > 0 && n <= maxRow
}
