package report

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/sheet"
)

// Learning is a blank form that is being understood, so that a clerk can add it
// without writing YAML: the sheet, its header, what goes into each column, the words of
// its drop-downs and the words of ours they mean. A person looks it over and settles
// what no header tells (Put) before it is kept (Finish).
type Learning struct {
	// File is the name of the workbook, Title the first line above its header.
	File, Title string
	// Columns are those with a header, from the left.
	Columns []Learnt
	// Notices are sentences about what the form brings that may surprise.
	Notices []string
	// Source names the rows the form wants, member or organisation.
	Source string

	set   *field.Set
	p     *Profile
	book  *sheet.Book
	table *intake.Table
	sheet *sheet.Sheet
	xlsx  *excelize.File
}

// Learnt is one column of a form being learnt.
type Learnt struct {
	// At is the column's letter, Header the text above it, Group the text above that.
	At, Header, Group string
	// Required is set where the form marks the column with a star.
	Required bool
	// Words are those of the drop-down, none where it has none.
	Words []string
	// Content is what goes in, see Put. Unknown is set where nothing in the ledger
	// was recognised and nobody has said anything yet.
	Content string
	Unknown bool
	// Guessed is set where the header only resembles what the ledger knows.
	Guessed bool
	// date is the pattern of dates the header tells.
	date string
	// meant are the words of the form for ours, where somebody said so.
	meant map[string]string
}

// learnable are the sorts of forms that can be learnt, the likeliest first.
var learnable = []struct {
	source string
	kind   intake.Kind
}{
	{"member", intake.Kind{Label: "会员采集表", Named: "name", Required: []string{"name"}, Evidence: []string{"id_number", "phone", "gender"}}},
	{"organisation", intake.Kind{Label: "工会组织采集表", Named: "union.name", Required: []string{"union.name"}, Evidence: []string{"union.credit_code", "enterprise.name"}}},
}

// Learn reads a blank form that somebody handed down. members are the fields of a
// member in the ledger it is for (see MemberFieldsOf). Errors are of type *Error; they
// say what the form lacks, and nothing is kept.
func Learn(form []byte, name string, members *field.Set) (l *Learning, err error) {
	// The library that reads drop-downs is not ours, and neither is the file.
	defer func() {
		if r := recover(); r != nil {
			l, err = nil, fail("form", "“%s”读不懂，可能已损坏，没有学。请用 WPS 打开它，另存为 .xlsx 再试。", name)
		}
	}()
	name = filepath.Base(name)
	l = &Learning{File: name}
	if l.book, err = openForm(form, name); err != nil {
		return nil, err
	}
	if err := l.recognise(members); err != nil {
		return nil, err
	}
	if l.xlsx, err = excelize.OpenReader(bytes.NewReader(form)); err != nil {
		return nil, &Error{"form", "“" + name + "”读不懂，没有学。请用 WPS 打开它，另存为 .xlsx 再试。", err}
	}
	defer l.xlsx.Close()
	l.sheet, _ = l.book.Sheet(l.table.Sheet)
	l.Title = firstLine(l.table.Title)
	stem := strings.NewReplacer("{", "", "}", "").Replace(strings.TrimSuffix(name, filepath.Ext(name)))
	l.p = &Profile{Format: Format, Name: cmp.Or(l.Title, stem), Basis: "按收到的空白表“" + name + "”整理", Source: l.Source,
		Form: "form.xlsx", Sheet: l.table.Sheet, File: File{Name: "{union.name}" + stem + ".xlsx", Type: "xlsx"}, blank: form}
	if l.Source == "member" {
		l.p.Only = []Filter{{Field: "membership", Words: []string{"在册"}}}
	}
	for _, step := range []func() error{l.rows, l.columns, l.dropDowns, l.remarks} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	_, err = l.Finish(l.p.Name)
	return l, err
}

// openForm opens a workbook that can be filled.
func openForm(form []byte, name string) (*sheet.Book, error) {
	book, err := sheet.OpenBytes(context.Background(), name, form, sheet.Options{})
	var own *sheet.Error
	switch {
	case errors.As(err, &own) && own.Kind == "password_needed":
		return nil, &Error{"form", "“" + name + "”有打开密码，没有学。请用 WPS 打开它（要输入密码），另存为不带密码的 .xlsx 再试；只是工作表加了保护的不用管。", err}
	case err != nil:
		return nil, &Error{"form", err.Error(), err}
	case book.Format == "xls":
		return nil, fail("form", "“%s”是旧格式（.xls），不能原样填，没有学。请用 WPS 打开它，另存为 .xlsx 再学；上级只收 .xls 的，学的时候把上报的文件类型选成 xls。", name)
	case book.Format != "xlsx":
		return nil, fail("form", "“%s”不是 .xlsx 表格，没有学。请用 WPS 打开它，另存为 .xlsx 再试。", name)
	}
	return book, nil
}

// recognise finds the sheet and header of the form, and what sort of form it is.
func (l *Learning) recognise(members *field.Set) error {
	if _, err := intake.Recognise(l.book, FeedbackKind, intake.Options{Today: civil.Today()}); err == nil {
		return fail("form", "“%s”是上传结果的反馈，不是空白表，没有学。请在“上报”里用“读回反馈”打开它。", l.File)
	}
	var first error
	for _, sort := range learnable {
		kind := sort.kind
		kind.Fields = members
		if sort.source == "organisation" {
			kind.Fields = organisationHeaders
		}
		found, err := intake.Recognise(l.book, &kind, intake.Options{Today: civil.Today()})
		if err == nil {
			l.Source, l.table, l.set = sort.source, found.Tables[0], kind.Fields
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return &Error{"form", "“" + l.File + "”里没有找到表头，没有学。会员表的表头要有姓名，还要有证件号码、移动电话、性别中的一列；组织表要有工会名称和单位名称或信用代码。请在 WPS 里补上表头那一行，或换一张空白表。", first}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// columns lists the columns with a header and what goes into each as far as the header
// tells. Two columns of one name are refused: filled by name, one would take what
// belongs into the other.
func (l *Learning) columns() error {
	byColumn := map[int]intake.Mapping{}
	for _, m := range l.table.Columns {
		byColumn[m.Column] = m
	}
	width := 0
	for _, r := range l.sheet.Rows {
		width = max(width, len(r.Cells))
	}
	seen := map[string]string{}
	for col := range width {
		header, _ := l.p.Rows.header(l.sheet, col)
		if header == "" {
			continue
		}
		m := byColumn[col]
		c := Learnt{At: sheet.ColumnName(col), Header: header, Group: m.Group, Required: strings.ContainsAny(header, "*＊")}
		name := m.Group + "\n" + marks.ReplaceAllString(header, "")
		if at, twice := seen[name]; twice {
			return fail("form", "“%s”的表头里有两列都叫“%s”（%s 列和 %s 列），没有学。请问清楚哪一列该填，在 WPS 里改成不同的名字再学。", l.File, oneLine(header), at, c.At)
		}
		seen[name] = c.At
		c.Content, c.date, c.Guessed = l.meaning(header, m)
		c.Unknown = c.Content == ""
		l.Columns = append(l.Columns, c)
	}
	if len(l.Columns) > maxColumns {
		return fail("form", "“%s”的表头有 %d 列，超过 %d 列，没有学。请核对是不是选错了表。", l.File, len(l.Columns), maxColumns)
	}
	return nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), "") }

// Unknown are the columns nobody has decided about yet.
func (l *Learning) Unknown() []Learnt {
	return slices.DeleteFunc(slices.Clone(l.Columns), func(c Learnt) bool { return !c.Unknown })
}

// Sheet is the sheet that is filled, Header its header rows, Blank how many blank rows
// it brings, and Note the row that stays last, 0 for none.
func (l *Learning) Sheet() (name string, rows Layout) { return l.p.Sheet, l.p.Rows }

// SetType says what file the receiver takes, xlsx or xls.
func (l *Learning) SetType(fileType string) error {
	if !slices.Contains(types, fileType) {
		return fail("profile", "文件类型“%s”写不了，只能是 %s。", fileType, strings.Join(types, " 或 "))
	}
	l.p.File.Type = fileType
	l.p.File.Name = strings.TrimSuffix(l.p.File.Name, filepath.Ext(l.p.File.Name)) + "." + fileType
	return nil
}

// Type is what SetType said.
func (l *Learning) Type() string { return l.p.File.Type }

// Name is what the form is called so far.
func (l *Learning) Name() string { return l.p.Name }

// Finish makes the profile under a name.
func (l *Learning) Finish(name string) (*Profile, error) {
	p := *l.p
	p.Name = strings.TrimSpace(name)
	if p.Name == "" {
		return nil, fail("profile", "请给这张表起一个名字。")
	}
	if !p.changed {
		p.ID = l.key()
	}
	p.Columns, p.Lists = nil, map[string]List{}
	for _, c := range l.Columns {
		p.Columns = append(p.Columns, l.column(c, p.Lists))
	}
	p.Checks = l.checks(p.Columns)
	if err := p.prepare(); err != nil {
		return nil, err
	}
	return &p, p.matchForm()
}

// checks are those of the shipped form of the same source that speak of a column this
// form has too, without what that form's receiver does.
func (l *Learning) checks(columns []Column) []Rule {
	var out []Rule
	all, err := shipped()
	if err != nil {
		panic(err) // shipped files are read by the tests
	}
	model := all[slices.IndexFunc(all, func(p *Profile) bool { return p.Source == l.Source })]
	for _, r := range model.Checks {
		about := r.Fields[checks[r.Check].about]
		asked := slices.ContainsFunc(columns, func(c Column) bool { return c.Field == about })
		if r.Once || !asked && about != "join_date" {
			continue
		}
		if r.Kind == "retired" {
			r.Say = "就业状况是“退休”，可是会籍还在册。请先办理保留会籍，再上报其余会员。"
		}
		out = append(out, r)
	}
	return out
}

// key names the form by its header, so that the same form learnt again, here or at
// another unit, is known to be the same.
func (l *Learning) key() string {
	parts := []string{l.Source, l.p.Sheet, fmt.Sprint(l.p.Rows.Header)}
	for _, c := range l.Columns {
		parts = append(parts, c.At+" "+oneLine(c.Group)+" "+oneLine(c.Header))
	}
	return ownPrefix + short(strings.Join(parts, "\n"))
}
