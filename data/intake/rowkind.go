package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"unionledger/data/sheet"
)

// RowKind names what a row is.
type RowKind string

// The kinds of rows. Only Data rows become records.
const (
	Data      RowKind = "数据"
	Empty     RowKind = "空行"
	Subtotal  RowKind = "小计"
	Total     RowKind = "合计"
	Notes     RowKind = "说明"
	Example   RowKind = "填写示例"
	Signature RowKind = "签字"
	Repeated  RowKind = "重复的表头"
	Section   RowKind = "分组标题"
	JoinedRow RowKind = "同一人，已合并"
	OtherText RowKind = "其他文字"
)

var (
	subtotalWords = regexp.MustCompile(`^[(\[【]?(本页|本组|本车间|本部门|部门|小组|分组|车间)?(小计|分计|页计|组计)|(小计|分计)[)\]】]?[:：]?(\(?(共|计)?\d+人?\)?)?$`)
	totalWords    = regexp.MustCompile(`^[(\[【]?(本页|全部|全公司|全厂|人员|会员)?(合计|总计|共计|总人数|合计人数|人数合计|会员总数|人数)`)
	noteWords     = regexp.MustCompile(`^[(\[【]?(说明|填表说明|填报说明|填写说明|注意|注意事项|备注|附注|附|注|※|\*|特别说明|温馨提示)[)\]】]?\d*[:.、,]`)
	exampleWords  = regexp.MustCompile(`^[(\[【]?(例|举例|例如|示例|样例|范例|填写示例|填写样例|填写范例|填报示例|模板示例)[)\]】]?(\d*[:.、].*)?$`)
	allInBrackets = regexp.MustCompile(`^[(\[【][^)\]】]*[)\]】]$`)
	signWords     = regexp.MustCompile(`^(制表|编制|填报|填表|审核|复核|批准|审批|主管|经手|经办)[人者]?:|签字|签名|签章|盖章|填表人|填报人|制表人|审核人|经办人|负责人|复核人|制表日期|填表日期|填报日期|填报单位`)
	peopleWords   = regexp.MustCompile(`(人员|名单|名册|职工|员工|会员|如下)$`)
	headcount     = regexp.MustCompile(`\d{1,7}`)
)

// marks are the characters one of which stands in every text that makes a row
// something else than data, so that most rows need no closer look.
const marks = "计人说注附备签盖填制审批编主经负复温特例※*(【["

// look is a row with what is needed to tell its kind.
type look struct {
	row            sheet.Row
	first, name    string // folded
	filled, mapped int
}

func (t *Table) look(r sheet.Row) look {
	l := look{row: r}
	for i, c := range r.Cells {
		if c.IsBlank() {
			continue
		}
		if l.filled++; l.filled == 1 {
			l.first = fold(c.Text)
		}
		if i < len(t.fieldAt) && t.fieldAt[i] >= 0 {
			l.mapped++
		}
	}
	if col, ok := t.column[t.kind.Named]; ok {
		l.name = fold(r.Cell(col).Text)
	}
	return l
}

// tell says what a row is.
func (t *Table) tell(l look) RowKind {
	if l.filled == 0 {
		return Empty
	}
	if t.repeatsHeader(l) {
		return Repeated
	}
	if strings.ContainsAny(l.first, marks) || strings.ContainsAny(l.name, marks) {
		if kind := l.tellWords(); kind != Data {
			return kind
		}
	}
	switch {
	case l.filled == 1 && utf8.RuneCountInString(l.first) > 30:
		return Notes
	case l.filled == 1 && t.sectionName(l) != "":
		return Section
	case l.filled == 1 && (strings.ContainsAny(l.name, "0123456789,.;:、。") || peopleWords.MatchString(l.first) || t.wide(l.row)):
		return OtherText
	case l.name != "" || t.tellsPerson(l.row):
		return Data
	}
	return OtherText
}

// wide reports whether the one text of a row is merged over three columns or more,
// which makes it a heading.
func (t *Table) wide(r sheet.Row) bool {
	return slices.ContainsFunc(t.source.Merges, func(m sheet.Range) bool {
		return m.Row1 == r.Number && m.Row2 == r.Number && m.Col2-m.Col1 >= 2 && !r.Cell(m.Col1).IsBlank()
	})
}

// tellWords tells rows by their words.
func (l look) tellWords() RowKind {
	short := utf8.RuneCountInString(l.first) <= 40
	switch {
	case l.sums(subtotalWords):
		return Subtotal
	case l.sums(totalWords):
		return Total
	case exampleWords.MatchString(l.first) || exampleWords.MatchString(l.name), l.bracketed():
		return Example
	case l.filled <= 3 && noteWords.MatchString(l.first):
		return Notes
	case l.filled <= 8 && short && signWords.MatchString(l.first) && (strings.ContainsAny(l.first, ":(") || l.mapped <= 2):
		return Signature
	}
	return Data
}

// bracketed reports whether all cells stand in brackets, which is how a form
// explains its columns below the header: （必填）, （18位）.
func (l look) bracketed() bool {
	if l.filled < 2 || !allInBrackets.MatchString(l.first) {
		return false
	}
	for _, c := range l.row.Cells {
		if !c.IsBlank() && !allInBrackets.MatchString(fold(c.Text)) {
			return false
		}
	}
	return true
}

// sums reports whether the first text of a row, or that in the column of names,
// says that the row adds up others.
func (l look) sums(words *regexp.Regexp) bool {
	return utf8.RuneCountInString(l.first) <= 20 && words.MatchString(l.first) ||
		utf8.RuneCountInString(l.name) <= 20 && words.MatchString(l.name)
}

// repeatsHeader reports whether most cells say what the header says, as where a
// sheet was printed page by page.
func (t *Table) repeatsHeader(l look) bool {
	if col, ok := t.column[t.kind.Named]; ok && l.name != "" {
		m := t.Columns[col]
		if name := foldHeader(l.name); name != t.header[col] && (m.Group == "" || name != foldHeader(m.Group)) {
			return false
		}
	}
	same, other := 0, 0
	for i, m := range t.Columns {
		c := l.row.Cell(m.Column)
		if c.IsBlank() || m.Header == "" {
			continue
		}
		if f := foldHeader(c.Text); f == t.header[i] || f == foldHeader(m.Group) {
			same++
		} else {
			other++
		}
	}
	return same >= 2 && same > 2*other
}

// tellsPerson reports whether a row without a name holds more than what stands in
// every row of a pre-printed form.
func (t *Table) tellsPerson(r sheet.Row) bool {
	n := 0
	for i, place := range t.fieldAt {
		if place >= 0 && !t.carries(place) && !r.Cell(i).IsBlank() {
			n++
		}
	}
	return n >= 2
}

var sectionTail = regexp.MustCompile(`^(?:第?[一二三四五六七八九十\d]+[、.节]|\([一二三四五六七八九十\d]+\))?(.{1,20}?(?:小组|班组|车间|分会|分工会|工段|科室|部门|中心|部|科|班|组|室|队|厂|处)):?(?:\((?:共|计)?\d*人?\))?:?$`)

// sectionName is the group that a heading row inside the table names, such as
// 机加一小组（34人）. In the column of names it must be too long for a name.
func (t *Table) sectionName(l look) string {
	if l.name != "" && utf8.RuneCountInString(l.first) < 4 {
		return ""
	}
	return groupIn(l.first)
}

// groupIn is the group of people that a short text names, "" for none.
func groupIn(text string) string {
	if m := sectionTail.FindStringSubmatch(fold(text)); m != nil {
		return m[1]
	}
	return ""
}

// statedCount reads the number of people a row of sums states, and where.
func (t *Table) statedCount(r sheet.Row) (n, column int, ok bool) {
	named, _ := t.column[t.kind.Named]
	for i, c := range r.Cells {
		text := fold(c.Text)
		if !strings.Contains(text, "人") && !(i == named && len(text) <= 6 && digits(text)) {
			continue
		}
		if m := headcount.FindString(text); m != "" {
			v, err := strconv.Atoi(m)
			return v, i, err == nil
		}
	}
	return 0, 0, false
}
