package intake

import (
	"sort"
	"strings"
	"unicode/utf8"

	"unionledger/data/sheet"
)

// How tells by what a column was given its field.
type How string

// The ways. ByPart and ByValues are guesses that people should look at.
const (
	ByName   How = "表头"
	ByAlias  How = "别名"
	ByPart   How = "表头相近"
	ByValues How = "看内容"
	ByHand   How = "指定"
	// Joined columns are put together into one field; the cells of a SplitCell
	// column hold two.
	Joined    How = "几列合一"
	SplitCell How = "一格两项"
	// Swapped columns hold what the header of another says.
	Swapped How = "内容对调"
	// Remembered is what people chose when they took such a sheet in before.
	Remembered How = "上次"
	Serial     How = "序号"
	// Beside is a column of a further half, read like the one it repeats.
	Beside   How = "左右并列"
	NotTaken How = "未导入"
)

// Mapping says what one column of a sheet holds. The window shows it, and what
// people change comes back in Options.Columns.
type Mapping struct {
	Sheet string `json:"sheet"`
	// Column counts from 0; Letter is its name, such as E.
	Column int    `json:"column"`
	Letter string `json:"letter"`
	// Header is the text above the column, Group the text above that.
	Header string `json:"header"`
	Group  string `json:"group,omitempty"`
	// Field is the key of the field, "" for a column that is not taken.
	Field string `json:"field"`
	// Part is the piece of the field a column holds, Also a second field that stands
	// in the same cells.
	Part Part   `json:"part,omitempty"`
	Also string `json:"also,omitempty"`
	How  How    `json:"how"`
	// Confidence goes from 0 to 1.
	Confidence float64 `json:"confidence"`
	// Filled counts the cells that hold anything, Sample are the first of them.
	Filled int      `json:"filled"`
	Sample []string `json:"sample,omitempty"`
	// Rival is set where another column was taken for the field that this one
	// would have been.
	Rival string `json:"rival,omitempty"`

	near string // see label
	left bool   // people chose to leave the column out
}

// match says how well a header fits the field at place.
type match struct {
	place int
	how   How
	score float64
	also  int // place of a second field in the same cells, from 1; 0 for none
}

// fit finds the fields that a header may mean, best first.
func (w *words) fit(l label) []match {
	out, ok := w.known[l]
	if !ok {
		out = w.fitAnew(l)
		w.known[l] = out
	}
	return out
}

func (w *words) fitAnew(l label) []match {
	text, group := foldHeader(l.text), foldHeader(l.group)
	if text == "" {
		return nil
	}
	near, shape := foldHeader(l.near), ""
	if shapeWords[bare(text)] {
		shape = bare(near)
	}
	for n, try := range []struct {
		text  string
		score float64
	}{{text, 1}, {bare(text), 0.95}, {group + text, 0.9}, {bare(group) + bare(text), 0.9}, {bare(near) + bare(text), 0.9}, {shape, 0.85}} {
		if i, ok := w.exact[try.text]; ok && try.text != "" {
			how := ByAlias
			if try.text == w.labels[i][0] {
				how = ByName
			} else {
				try.score -= 0.02
			}
			return []match{{i, how, try.score, 0}}
		}
		if n == 0 && w.kind.Loose {
			if a, b, ok := w.pairIn(text); ok {
				return []match{{a, SplitCell, 0.96, b + 1}}
			}
		}
	}
	return w.fitPart(text)
}

// shapeWords stand in the lowest row of a header and say how a value is written,
// not what it is: 入会时间 above, 年月 below.
var shapeWords = map[string]bool{"年月": true, "年月日": true, "日期": true, "时间": true, "号码": true, "名称": true, "内容": true, "情况": true}

// fitPart looks for the label of a field inside a longer header.
func (w *words) fitPart(text string) []match {
	n := utf8.RuneCountInString(text)
	if n > 24 || containsAny(text, foreign) {
		return nil
	}
	var out []match
	for i, labels := range w.labels {
		if containsAny(text, w.decoys[i]) || w.kind.Fields.All()[i].ReadOnly {
			continue
		}
		best := 0
		for _, l := range labels {
			if m := utf8.RuneCountInString(l); m >= 2 && m > best && strings.Contains(text, l) {
				best = m
			}
		}
		if best > 0 {
			out = append(out, match{i, ByPart, 0.4 + 0.4*float64(best)/float64(n), 0})
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].score > out[b].score })
	return out
}

func containsAny(text string, parts []string) bool {
	for _, p := range parts {
		if p != "" && strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// mapColumns gives each column its field: the best fitting pair first, no field
// twice, and columns without a telling header by the shape of their values.
func (w *words) mapColumns(t *Table, rows []sheet.Row) {
	w.sample(t, rows)
	type pair struct {
		column int
		match
	}
	var pairs []pair
	fields := w.kind.Fields.All()
	taken := map[int]int{}
	pieces := w.pieces(t.labels())
	for c := range t.Columns {
		m := &t.Columns[c]
		m.How = NotTaken
		if p, ok := pieces[c]; ok && !t.halves.holds(c) {
			m.Field, m.Part, m.How, m.Confidence = fields[p.place].Key, p.part, p.how, 0.9
			if _, first := taken[p.place]; !first {
				taken[p.place] = c
			}
			continue
		}
		if t.halves.holds(c) {
			m.How = Beside
			continue
		}
		if serialHeaders[foldHeader(m.Header)] {
			m.How = Serial
			continue
		}
		for _, fit := range w.fit(label{m.Header, m.Group, m.near}) {
			pairs = append(pairs, pair{c, fit})
		}
	}
	sort.SliceStable(pairs, func(a, b int) bool {
		x, y := pairs[a], pairs[b]
		if x.score != y.score {
			return x.score > y.score
		}
		return t.Columns[x.column].Filled > t.Columns[y.column].Filled
	})
	for _, p := range pairs {
		m := &t.Columns[p.column]
		if m.Field != "" {
			continue
		}
		if by, twice := taken[p.place]; twice {
			if p.how != ByPart {
				m.Rival = t.Columns[by].Letter
			}
			continue
		}
		if p.how == ByPart && !plausible(fields[p.place], rows, m.Column) {
			continue
		}
		taken[p.place] = p.column
		m.Field, m.How, m.Confidence, m.Rival = fields[p.place].Key, p.how, p.score, ""
		if _, twice := taken[p.also-1]; p.also > 0 && !twice {
			m.Also = fields[p.also-1].Key
		}
	}
	if w.kind.Loose {
		w.findPairs(t, rows, taken)
	}
	w.mapByValues(t, rows, taken)
	w.joinNumbers(t, rows)
}

var serialHeaders = map[string]bool{"序号": true, "序": true, "编号": true, "no": true, "行号": true, "顺序号": true}

// sample counts the filled cells of every column and keeps the first few.
func (w *words) sample(t *Table, rows []sheet.Row) {
	for _, r := range rows {
		for c := range r.Cells { // there is a column for each
			if r.Cells[c].IsBlank() {
				continue
			}
			m := &t.Columns[c]
			if m.Filled++; len(m.Sample) < 3 {
				m.Sample = append(m.Sample, strings.TrimSpace(r.Cells[c].Text))
			}
		}
	}
}

// correct puts in what people chose: a field, or "" for a column to leave out.
func (w *words) correct(t *Table, chosen []Mapping, how How) {
	for _, c := range chosen {
		if c.Sheet != "" && c.Sheet != t.Sheet {
			continue
		}
		for i := range t.Columns {
			m := &t.Columns[i]
			switch {
			case m.Column == c.Column && m.Choice() != c.Choice():
				m.Field, m.Part, m.Also, m.How, m.Confidence, m.Rival = c.Field, c.Part, c.Also, how, 1, ""
				if c.Field == "" || !w.kind.valid(c) {
					m.drop()
					m.left = true
				}
			case m.Column != c.Column && m.clashes(c) && !chosenElsewhere(chosen, m):
				m.drop()
			}
		}
	}
}

// drop leaves a column out.
func (m *Mapping) drop() { m.Field, m.Part, m.Also, m.How, m.Confidence = "", Whole, "", NotTaken, 0 }

// chosenElsewhere reports whether people chose this very field for this column
// too, as when they pass the whole list back.
func chosenElsewhere(chosen []Mapping, m *Mapping) bool {
	for _, c := range chosen {
		if c.Column == m.Column && c.Choice() == m.Choice() && (c.Sheet == "" || c.Sheet == m.Sheet) {
			return true
		}
	}
	return false
}
