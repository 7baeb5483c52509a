package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"unionledger/data/field"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

const (
	// headerWithin is how many rows from the top a header is looked for.
	headerWithin = 30
	// headerRows is how many rows a header may have.
	headerRows = 3
)

// Table is one sheet as it was understood.
type Table struct {
	Sheet string `json:"sheet"`
	// Title is the text above the header.
	Title string `json:"title"`
	// HeaderFirst and HeaderLast are the numbers of the header's rows.
	HeaderFirst int       `json:"header_first"`
	HeaderLast  int       `json:"header_last"`
	Columns     []Mapping `json:"columns"`
	// Recalled is set where columns were mapped as people had chosen before.
	Recalled bool `json:"recalled,omitempty"`

	kind    *Kind
	source  *sheet.Sheet
	body    int            // place of the first row below the header in source.Rows
	column  map[string]int // column of a field, the first where it is spread
	also    map[string]int // column whose cells hold the field beside another
	fieldAt []int          // place of the field in each column, -1 for none
	header  []string       // folded header of each column
	halves  halves
	// doctored are the swaps of columns found before people corrected anything.
	doctored []problem.Problem
	spread   int    // how many columns behind the first hold parts of the identity number
	group    string // group all people of the sheet belong to, told by its name
}

// Column gives the column that holds the field.
func (t *Table) Column(key string) (int, bool) {
	c, ok := t.column[key]
	return c, ok
}

// index notes which column holds which field; of two columns given the same field
// the first keeps it.
func (t *Table) index() {
	t.column, t.also = map[string]int{}, map[string]int{}
	t.fieldAt, t.header = nil, nil
	for i := range t.Columns {
		m := &t.Columns[i]
		for _, before := range t.Columns[:i] {
			if m.clashes(before) {
				m.drop()
			}
		}
		if _, begun := t.column[m.Field]; m.Field != "" && !begun {
			t.column[m.Field] = m.Column
		}
	}
	for i := range t.Columns {
		m := &t.Columns[i]
		if _, own := t.column[m.Also]; m.Also != "" && !own {
			t.column[m.Also], t.also[m.Also] = m.Column, m.Column
		}
		t.fieldAt = append(t.fieldAt, t.kind.Fields.Index(m.Field))
		t.header = append(t.header, foldHeader(m.Header))
	}
}

// labels are the headers of the columns as they are compared.
func (t *Table) labels() []label {
	out := make([]label, len(t.Columns))
	for i, m := range t.Columns {
		out[i] = label{m.Header, m.Group, m.near}
	}
	return out
}

// partsOf lists the columns a field is spread over, nil where it is not.
func (t *Table) partsOf(key string) []Mapping {
	var out []Mapping
	for _, m := range t.Columns {
		if m.Field == key && m.Part != Whole {
			out = append(out, m)
		}
	}
	return out
}

// carries reports whether an empty cell may take the value from above: the names
// of groups, which clerks merge or write once.
func (t *Table) carries(place int) bool {
	return place >= 0 && t.kind.Fields.All()[place].Kind == field.Group
}

// label is what stands above a column: the text in the lowest row, near the one
// right above it, and group all above it put together.
type label struct{ text, group, near string }

// candidate is a possible header: rows first to last (places in Rows).
type candidate struct {
	first, last int
	labels      []label
	exact, part int
	score       float64
}

// findHeader looks for the rows that name the most fields. at, where not 0, is
// the number of the header's last row as people chose it.
func (w *words) findHeader(s *sheet.Sheet, at int) (best candidate, found bool) {
	for last, r := range s.Rows {
		if at == 0 && (last >= headerWithin || r.Number > 3*headerWithin) || at != 0 && r.Number > at {
			break
		}
		if at != 0 && r.Number != at {
			continue
		}
		for height := 1; height <= headerRows && height <= last+1; height++ {
			c := w.judge(s, last-height+1, last)
			if c.score > best.score {
				best, found = c, true
			}
		}
	}
	return best, found
}

// judge scores the rows first to last as a header. An exact word counts most, and
// a word that is met twice counts once; rows that add nothing cost a little, so
// that no data row and no title is taken along.
func (w *words) judge(s *sheet.Sheet, first, last int) candidate {
	c := candidate{first: first, last: last, labels: labels(s, first, last)}
	seen := map[int]bool{}
	grouped, own := false, false
	pieces := w.pieces(c.labels)
	for col, l := range c.labels {
		grouped = grouped || l.group != ""
		if p, ok := pieces[col]; ok {
			own = own || !s.Rows[last].Cell(col).IsBlank()
			if !seen[p.place] {
				seen[p.place] = true
				c.exact++
				c.score += 3
			}
			c.score += 0.2 // the row that tells the parts belongs to the header
			continue
		}
		fits := w.fit(l)
		if len(fits) == 0 || seen[fits[0].place] {
			continue
		}
		seen[fits[0].place] = true
		if fits[0].how == ByPart {
			c.part++
			c.score++
		} else {
			c.exact++
			c.score += 3
			own = own || !s.Rows[last].Cell(col).IsBlank()
		}
	}
	if !own {
		c.score = 0 // the last row names nothing: a heading or a data row
	}
	if last > first && !grouped {
		c.score--
	} else if last > first {
		c.score -= 0.1 * float64(last-first-1)
		if spans(s, first, last) {
			c.score += 0.5
		}
	}
	return c
}

// labels puts the texts of the rows above each column together. A merged text
// stands above every column of its merge, unless it is a title over all of them.
func labels(s *sheet.Sheet, first, last int) []label {
	width := 0
	for i := first; i <= last; i++ {
		width = max(width, len(s.Rows[i].Cells))
	}
	merges := mergesIn(s, s.Rows[first].Number, s.Rows[last].Number, width)
	out := make([]label, width)
	for col := range out {
		var parts []string
		for i := first; i <= last; i++ {
			text := textAt(s, i, col, merges)
			if text != "" && (len(parts) == 0 || parts[len(parts)-1] != text) {
				parts = append(parts, text)
			}
		}
		if n := len(parts); n > 0 {
			above := slices.DeleteFunc(parts[:n-1:n-1], notGroup)
			out[col] = label{text: parts[n-1], group: strings.Join(above, "")}
			if len(above) > 0 {
				out[col].near = above[len(above)-1]
			}
		}
	}
	return out
}

// notGroup tells the lines of a form above its header, such as 填报单位：, from the
// name of a group of columns.
func notGroup(text string) bool {
	return strings.ContainsAny(text, ":：") || utf8.RuneCountInString(text) > 16
}

// mergesIn lists the merges that touch the rows and are no title.
func mergesIn(s *sheet.Sheet, from, to, width int) []sheet.Range {
	var out []sheet.Range
	for _, m := range s.Merges {
		if m.Row1 <= to && m.Row2 >= from && m.Row1 >= from && (m.Col2-m.Col1+1)*5 < width*4 {
			out = append(out, m)
		}
	}
	return out
}

// textAt is the text above a column in one header row, that of its merge where
// the cell is inside one.
func textAt(s *sheet.Sheet, i, col int, merges []sheet.Range) string {
	r := s.Rows[i]
	if c := r.Cell(col); !c.IsBlank() {
		return strings.TrimSpace(c.Text)
	}
	for _, m := range merges {
		if m.Contains(col, r.Number) {
			for j := i; j >= 0 && s.Rows[j].Number >= m.Row1; j-- {
				if s.Rows[j].Number == m.Row1 {
					return strings.TrimSpace(s.Rows[j].Cell(m.Col1).Text)
				}
			}
		}
	}
	return ""
}

// spans reports whether the rows belong together by a merge from the first to a
// later one, or by a merge over several columns in the first.
func spans(s *sheet.Sheet, first, last int) bool {
	top, bottom := s.Rows[first].Number, s.Rows[last].Number
	width := max(len(s.Rows[first].Cells), len(s.Rows[last].Cells))
	for _, m := range mergesIn(s, top, bottom, width) {
		if m.Row1 == top && !notGroup(s.Rows[first].Cell(m.Col1).Text) && (m.Row2 > top && m.Row2 <= bottom || m.Col2 > m.Col1) {
			return true
		}
	}
	return false
}

// title is the first text above the header.
func title(s *sheet.Sheet, first int) string {
	for _, r := range s.Rows[:first] {
		for _, c := range r.Cells {
			if !c.IsBlank() {
				return strings.TrimSpace(c.Text)
			}
		}
	}
	return ""
}
