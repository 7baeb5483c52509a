package report

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/xuri/excelize/v2"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/sheet"
)

// Learn makes a profile out of a blank member form that somebody handed down, so
// that a clerk can add it without writing YAML: the sheet, the header, the field of
// each column by its header, the drop-downs with the words of ours they mean, the
// patterns of dates, the columns marked with a star. name is the file's name; id
// names the profile. Columns that mean no field are left to be filled by hand and
// named in the second result; a person looks over the profile before it is used.
func Learn(form []byte, name, id string) (p *Profile, unknown []string, err error) {
	// The library that reads drop-downs is not ours, and neither is the file.
	defer func() {
		if r := recover(); r != nil {
			p, unknown, err = nil, nil, fail("form", "“%s”读不懂，可能已损坏。请用 WPS 打开它，另存为 .xlsx 再加进来。", name)
		}
	}()
	book, err := sheet.OpenBytes(context.Background(), name, form, sheet.Options{})
	if err != nil {
		return nil, nil, err
	}
	if book.Format != "xlsx" {
		return nil, nil, fail("form", "“%s”不是 .xlsx 文件，填不了。请用 WPS 打开它，另存为 .xlsx 再加进来。", name)
	}
	kind := &intake.Kind{Label: "采集表", Fields: MemberFields, Named: "name", Evidence: []string{"id_number", "phone", "gender"}}
	found, err := intake.Recognise(book, kind, intake.Options{Today: civil.Today()})
	if err != nil {
		return nil, nil, err
	}
	l := &learner{book: book, table: found.Tables[0]}
	if l.file, err = excelize.OpenReader(bytes.NewReader(form)); err != nil {
		return nil, nil, &Error{"form", "“" + name + "”读不懂，可能加了密码。请用 WPS 打开它，另存为不加密的 .xlsx。", err}
	}
	defer l.file.Close()
	stem := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	l.p = &Profile{Format: Format, ID: id, Name: cmp.Or(firstLine(l.table.Title), stem), Basis: "按收到的空白表“" + filepath.Base(name) + "”整理",
		Source: "member", Form: filepath.Base(name), Sheet: l.table.Sheet, File: File{Name: "{union.name}" + stem + ".xlsx", Type: "xlsx"},
		Only: []Filter{{Field: "membership", Words: []string{"在册"}}}, Lists: map[string]List{}}
	if err := l.rows(); err != nil {
		return nil, nil, err
	}
	l.columns()
	if err := l.dropDowns(); err != nil {
		return nil, nil, err
	}
	l.checks()
	l.p.blank = form
	if err := l.p.prepare(); err != nil {
		return nil, nil, err
	}
	return l.p, l.unknown, l.p.matchForm()
}

// learner is a form being understood.
type learner struct {
	book    *sheet.Book
	table   *intake.Table
	file    *excelize.File
	p       *Profile
	unknown []string
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// rows finds the blank data rows: from the header down to the note, which is the
// first row below that is merged over several columns, or to where the sheet ends.
func (l *learner) rows() error {
	s, _ := l.book.Sheet(l.table.Sheet)
	first := l.table.HeaderLast + 1
	note := 0
	for _, m := range s.Merges {
		if m.Row1 >= first && m.Col2-m.Col1 >= 2 && (note == 0 || m.Row1 < note) {
			note = m.Row1
		}
	}
	end := note
	if end == 0 {
		dimension, err := l.file.GetSheetDimension(l.table.Sheet)
		if err != nil {
			return err
		}
		_, corner, _ := strings.Cut(dimension, ":")
		if _, last, ok := cellAt(corner); ok {
			end = last + 1
		}
	}
	blank := max(end-first, 1)
	if note > 0 && end == first {
		return fail("form", "工作表“%s”的表头下面紧跟着说明，没有空白行可填。请在说明上面插入一行再加进来。", l.table.Sheet)
	}
	l.p.Rows = Layout{Header: [2]int{l.table.HeaderLast, l.table.HeaderLast}, First: first, Blank: blank, Note: note}
	return nil
}

// units are headers that mean the unit, by the fact to be written.
var units = []struct{ fact, pattern string }{
	{"{union.credit_code}", `工会.*(信用代码|组织机构代码)`},
	{"{enterprise.credit_code}", `信用代码|组织机构代码`},
	{"{union.name}", `^(所属|所在)?(基层)?工会(组织)?(全称|名称)?$`},
	{"{enterprise.name}", `^(所属|所在|工作)?(单位|企业)(全称|名称)?$`},
}

var (
	marks      = regexp.MustCompile(`[*＊\s]|[（(].*[)）]`)
	dateInText = regexp.MustCompile(`(?i)yyyy[-/.年]?mm([-/.月]?dd日?)?`)
)

// columns gives each header its field, fact or number.
func (l *learner) columns() {
	s, _ := l.book.Sheet(l.table.Sheet)
	byColumn := map[int]intake.Mapping{}
	for _, m := range l.table.Columns {
		byColumn[m.Column] = m
	}
	for _, row := range s.Rows {
		if row.Number != l.table.HeaderLast {
			continue
		}
		for i, cell := range row.Cells {
			if cell.IsBlank() {
				continue
			}
			c := Column{At: sheet.ColumnName(i), Header: cell.Text}
			if strings.ContainsAny(cell.Text, "*＊") {
				c.Need = Paper
			}
			l.meaning(&c, byColumn[i])
			l.p.Columns = append(l.p.Columns, c)
		}
	}
}

// meaning decides what goes into a column.
func (l *learner) meaning(c *Column, m intake.Mapping) {
	plain := marks.ReplaceAllString(c.Header, "")
	if plain == "序号" || plain == "编号" {
		c.Sequence = true
		return
	}
	for _, u := range units {
		if regexp.MustCompile(u.pattern).MatchString(plain) {
			c.Text = u.fact
			return
		}
	}
	f, known := MemberFields.Field(m.Field)
	if !known {
		l.unknown = append(l.unknown, strings.Join(strings.Fields(c.Header), ""))
		return
	}
	c.Field = f.Key
	if f.Key == "id_number" {
		c.AsWritten, c.Card = "id_as_written", "id_type"
	}
	if f.Kind == field.Date {
		c.Date = "yyyy-MM-dd"
		if p := dateInText.FindString(c.Header); p != "" {
			c.Date = strings.NewReplacer("Y", "y", "m", "M", "D", "d").Replace(p)
		}
	}
}

// dropDowns reads the words a cell rule allows below each column and finds the
// words of ours that each of them means.
func (l *learner) dropDowns() error {
	rules, err := l.file.GetDataValidations(l.p.Sheet)
	if err != nil {
		return fmt.Errorf("读下拉菜单：%w", err)
	}
	for i := range l.p.Columns {
		c := &l.p.Columns[i]
		f, ok := MemberFields.Field(c.Field)
		if !ok {
			continue
		}
		cell := fmt.Sprint(c.At, l.p.Rows.First)
		for _, r := range rules {
			// The library gives the formula as it stands in the XML.
			if r.Type != "list" || !covers(r.Sqref, cell) {
				continue
			}
			if words := l.words(html.UnescapeString(r.Formula1)); len(words) > 0 {
				c.List = f.Key
				l.p.Lists[f.Key] = List{Words: words, Map: meanings(f, words), Label: f.Label}
			}
		}
	}
	return nil
}

// covers reports whether a list of ranges holds the cell.
func covers(ranges, cell string) bool {
	col, row, _ := cellAt(cell)
	for _, r := range strings.Fields(ranges) {
		from, to, _ := strings.Cut(r, ":")
		c1, r1, err1 := excelize.CellNameToCoordinates(from)
		c2, r2, err2 := excelize.CellNameToCoordinates(cmp.Or(to, from))
		if err1 == nil && err2 == nil && c1 <= col+1 && col+1 <= c2 && r1 <= row && row <= r2 {
			return true
		}
	}
	return false
}

// words reads the source of a drop-down: words between quotes, or a range.
func (l *learner) words(formula string) []string {
	var out []string
	seen := map[string]bool{}
	take := func(w string) {
		if w = strings.TrimSpace(w); w != "" && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	if strings.HasPrefix(formula, `"`) {
		for w := range strings.SplitSeq(strings.Trim(formula, `"`), ",") {
			take(w)
		}
		return out
	}
	name, cells, ok := strings.Cut(strings.ReplaceAll(formula, "$", ""), "!")
	from, to, _ := strings.Cut(cells, ":")
	col, first, okFrom := cellAt(from)
	col2, last, okTo := cellAt(to)
	s, okSheet := l.book.Sheet(strings.Trim(name, "'"))
	if !ok || !okFrom || !okTo || !okSheet || col != col2 {
		return nil
	}
	for _, row := range s.Rows {
		if row.Number >= first && row.Number <= last {
			take(row.Cell(col).Text)
		}
	}
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
			if item, match := list.Find(w); match != code.NoMatch && item.Word != "" && item.Word != w && out[item.Word] == "" {
				out[item.Word] = w
			}
		}
		for _, w := range words { // a word spelt the same goes before one that only means it
			delete(out, w)
		}
	}
	return out
}

// checks are those that fit any member form.
func (l *learner) checks() {
	has := map[string]bool{}
	for _, c := range l.p.Columns {
		has[c.Field] = true
	}
	if has["id_number"] {
		l.p.Checks = append(l.p.Checks, Rule{Check: "unique", Fields: []string{"id_number"}, Kind: "id_twice", Title: "证件号码重复"},
			Rule{Check: "birth_agrees", Fields: []string{"id_number", "birth_date"}}, Rule{Check: "gender_agrees", Fields: []string{"id_number", "gender"}})
	}
}

// Save lays the profile and its form into a folder, from where Load takes them.
func (p *Profile) Save(folder string) error {
	text, err := yaml.MarshalWithOptions(p, yaml.OmitEmpty())
	if err != nil {
		return fmt.Errorf("存报表配置：%w", err)
	}
	if _, err := Parse(text); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return &Error{"form", "建不了文件夹“" + folder + "”。请换一个位置。", err}
	}
	for name, data := range map[string][]byte{file: text, p.Form: p.blank} {
		err := sheet.WriteFile(filepath.Join(folder, name), func(w io.Writer) error {
			_, err := w.Write(data)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
