package report

import (
	"cmp"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"unionledger/data/code"
	"unionledger/data/field"
)

// dropDowns reads the words a cell rule allows below each column.
func (l *Learning) dropDowns() error {
	rules, err := l.xlsx.GetDataValidations(l.p.Sheet)
	if err != nil {
		return &Error{"form", "“" + l.File + "”的下拉菜单读不懂，没有学。请用 WPS 打开它，另存为 .xlsx 再试。", err}
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		for _, r := range rules {
			// The library gives the formula as it stands in the XML.
			if r.Type != "list" || !covers(r.Sqref, c.At, l.p.Rows.First) {
				continue
			}
			formula := html.UnescapeString(r.Formula1)
			if c.Words = l.words(formula, 0); len(c.Words) == 0 {
				l.notice("%s 列（%s）的下拉菜单是算出来的（%s），读不出有哪些词。请导出后在 WPS 里核对这一列。", c.At, oneLine(c.Header), formula)
			}
		}
	}
	return nil
}

// covers reports whether a list of ranges holds the cell of a column.
func covers(ranges, column string, row int) bool {
	col, _ := columnIndex(column)
	for _, r := range strings.Fields(strings.ReplaceAll(ranges, "$", "")) {
		from, to, _ := strings.Cut(r, ":")
		c1, r1, err1 := excelize.CellNameToCoordinates(from)
		c2, r2, err2 := excelize.CellNameToCoordinates(cmp.Or(to, from))
		if err1 == nil && err2 == nil && c1 <= col+1 && col+1 <= c2 && r1 <= row && row <= r2 {
			return true
		}
	}
	return false
}

// mostNames bounds how often one defined name may stand for another.
const mostNames = 8

// words reads the source of a drop-down: words between quotes, a range of one column or
// one row on any sheet, hidden ones too, or a name for such a range.
func (l *Learning) words(formula string, depth int) []string {
	formula = strings.TrimPrefix(strings.TrimSpace(formula), "=")
	if strings.HasPrefix(formula, `"`) {
		return distinct(strings.Split(strings.Trim(formula, `"`), ","))
	}
	if target, ok := l.defined(formula); ok && depth < mostNames {
		return l.words(target, depth+1)
	}
	name, cells := l.p.Sheet, formula
	if at := strings.LastIndex(formula, "!"); at >= 0 {
		name, cells = strings.ReplaceAll(strings.Trim(formula[:at], "'"), "''", "'"), formula[at+1:]
	}
	from, to, _ := strings.Cut(strings.ReplaceAll(cells, "$", ""), ":")
	col1, row1, ok1 := corner(from, 1)
	col2, row2, ok2 := corner(cmp.Or(to, from), maxFormRow)
	s, ok := l.book.Sheet(name)
	if !ok || !ok1 || !ok2 || col1 != col2 && row1 != row2 {
		return nil
	}
	var out []string
	for _, row := range s.Rows {
		if row.Number < row1 || row.Number > row2 {
			continue
		}
		for col := col1; col <= col2 && col < len(row.Cells); col++ {
			out = append(out, row.Cell(col).Text)
		}
	}
	return distinct(out)
}

// corner takes A2 apart, or A alone, which is the whole column.
func corner(cell string, whole int) (col, row int, ok bool) {
	if col, ok := columnIndex(cell); ok {
		return col, whole, true
	}
	col, row, err := excelize.CellNameToCoordinates(cell)
	return col - 1, row, err == nil
}

// defined finds what a name in the workbook stands for.
func (l *Learning) defined(name string) (string, bool) {
	for _, n := range l.xlsx.GetDefinedName() {
		if strings.EqualFold(n.Name, name) && (n.Scope == "" || n.Scope == "Workbook" || n.Scope == l.p.Sheet) {
			return n.RefersTo, true
		}
	}
	return "", false
}

// distinct are the words that are none twice and not empty, trimmed, in order.
func distinct(words []string) []string {
	var out []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// wordMap is the form's word for those of ours that it spells otherwise: what the code
// lists tell, and over it what somebody said.
func (l *Learning) wordMap(c Learnt, f field.Field) map[string]string {
	out := meanings(f, c.Words)
	maps.Copy(out, c.meant)
	return out
}

// meanings finds, for our words, the form's word where it is spelt otherwise.
func meanings(f field.Field, words []string) map[string]string {
	out := map[string]string{}
	switch f.Kind {
	case field.YesNo:
		for _, w := range words {
			if strings.Contains(w, "是") {
				out["1"] = w
			} else if strings.Contains(w, "否") {
				out["0"] = w
			}
		}
	case field.Code:
		list := f.List()
		for _, w := range words {
			if item, match := list.Find(unnumbered(w)); match != code.NoMatch && item.Word != "" && item.Word != w && out[item.Word] == "" {
				out[item.Word] = w
			}
		}
		for _, w := range words { // a word spelt the same goes before one that only means it
			delete(out, w)
		}
		for _, ours := range list.Words() {
			if w, one := covering(list, ours, words); one && out[ours] == "" && !slices.Contains(words, ours) {
				out[ours] = w
			}
		}
	}
	return out
}

// numbering is the number that a form puts in front of a word, as in 1.研究生, 01 男 or
// （1）汉族.
var numbering = regexp.MustCompile(`^\s*(?:[(（\[【]\s*\d{1,3}\s*[)）\]】]|[①-⑳]|\d{1,3}\s*[.．、:：)）—–-]?)\s*`)

// unnumbered is a word of a form without the number in front of it.
func unnumbered(word string) string {
	if bare := numbering.ReplaceAllString(word, ""); bare != "" && (bare[0] < '0' || bare[0] > '9') {
		return bare
	}
	return word
}

// covering finds the one word of a form that takes in a word of ours among others, as
// 研究生 takes in 硕士 and 博士.
func covering(list *code.List, ours string, words []string) (word string, one bool) {
	for _, w := range words {
		if may, _ := list.Candidates(unnumbered(w)); slices.Contains(may, ours) {
			if word != "" {
				return "", false
			}
			word = w
		}
	}
	return word, word != ""
}

// Pair is a word of the ledger with the form's word for it, "" where it has none.
type Pair struct{ Ours, Theirs string }

// Words are our words for what goes into a column with the form's beside them, none
// where the column has no drop-down or its words are free.
func (l *Learning) Words(at string) []Pair {
	i := slices.IndexFunc(l.Columns, func(c Learnt) bool { return c.At == at })
	if i < 0 {
		return nil
	}
	c, f := l.Columns[i], l.fieldOf(l.Columns[i])
	if len(c.Words) == 0 {
		return nil
	}
	ours := map[string]string{}
	var order []string
	switch f.Kind {
	case field.YesNo:
		order = []string{"1", "0"}
	case field.Code:
		order = f.List().Words()
	}
	maps.Copy(ours, l.wordMap(c, f))
	var out []Pair
	for _, w := range order {
		theirs, mapped := ours[w]
		if !mapped && slices.Contains(c.Words, w) {
			theirs = w
		}
		out = append(out, Pair{w, theirs})
	}
	return out
}

func (l *Learning) fieldOf(c Learnt) field.Field {
	if label, own := strings.CutPrefix(c.Content, ContentOwn); own {
		f, _ := l.own(label)
		return f
	}
	f, _ := l.set.Field(c.Content)
	return f
}

// Mean says which of the form's words is written for one of ours; "" writes none.
func (l *Learning) Mean(at, ours, theirs string) error {
	i := slices.IndexFunc(l.Columns, func(c Learnt) bool { return c.At == at })
	if i < 0 || theirs != "" && !slices.Contains(l.Columns[i].Words, theirs) {
		return fail("profile", "%s 列的下拉菜单里没有“%s”。", at, theirs)
	}
	c := &l.Columns[i]
	if c.meant == nil {
		c.meant = map[string]string{}
	}
	c.meant[ours] = theirs
	return nil
}

// Relearn opens a form of the unit's own again, as it was settled, to be changed.
func Relearn(p *Profile, members *field.Set) (*Learning, error) {
	l, err := Learn(p.blank, p.Form, members)
	if err != nil {
		return nil, err
	}
	l.File, l.p.Name, l.p.Basis, l.p.File, l.p.Only = p.Name, p.Name, p.Basis, p.File, p.Only
	l.p.ID, l.p.changed = p.ID, true
	for i := range l.Columns {
		c := &l.Columns[i]
		at := slices.IndexFunc(p.Columns, func(x Column) bool { return x.At == c.At })
		if at < 0 {
			continue
		}
		was := p.Columns[at]
		c.Content, c.Unknown, c.Guessed, c.date = was.content(), false, false, cmp.Or(was.Date, c.date)
		if list, ok := p.Lists[was.List]; ok {
			c.meant = maps.Clone(list.Map)
		}
	}
	return l, nil
}

// content is what goes into a column, in the words of Learning.Put.
func (c Column) content() string {
	switch {
	case c.Sequence:
		return ContentSequence
	case c.Own != "":
		return ContentOwn + c.Own
	case c.Text != "":
		return ContentText + c.Text
	case c.Field != "":
		return c.Field
	}
	return ContentEmpty
}
