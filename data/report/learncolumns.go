package report

import (
	"regexp"
	"slices"
	"strings"

	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/intake"
)

// What goes into a column, besides the plain key of a field.
const (
	// ContentOwn goes before the label of a field the unit added.
	ContentOwn = "own:"
	// ContentText goes before a text that stands in every row, facts in braces.
	ContentText = "text:"
	// ContentSequence numbers the rows.
	ContentSequence = "sequence"
	// ContentEmpty leaves the column to be filled by hand.
	ContentEmpty = "empty"
)

// organisationHeaders are the fields of the organisation form with the header words
// they are met under.
var organisationHeaders = field.NewSet(OrganisationFields.Name, OrganisationFields.Label, withHeaders(OrganisationFields.All(), map[string][]string{
	"enterprise.name":        {"单位全称", "企业名称", "工会组织所在单位名称"},
	"enterprise.credit_code": {"单位法人和其他组织统一社会信用代码", "单位信用代码", "社会信用代码", "统一社会信用代码"},
	"enterprise.phone":       {"单位电话"},
	"union.credit_code":      {"工会法人和其他组织统一社会信用代码", "工会信用代码"},
	"union.upper_union":      {"上级工会", "上级工会（企业）名称"},
	"union.chair":            {"工会负责人", "工会法定代表人", "工会/企业负责人"},
	"union.founded":          {"建会时间", "建会日期（格式：yyyy/MM/dd）"},
})...)

func withHeaders(fields []field.Field, headers map[string][]string) []field.Field {
	out := slices.Clone(fields)
	for i := range out {
		out[i].Aliases = append(slices.Clone(out[i].Aliases), headers[out[i].Key]...)
		out[i].ReadOnly = false // counted or not, a form may ask for it
	}
	return out
}

// units are headers of a member form that mean the unit, by the fact to be written.
var units = []struct {
	fact    string
	pattern *regexp.Regexp
}{
	{"{union.credit_code}", regexp.MustCompile(`工会.*(信用代码|组织机构代码)`)},
	{"{enterprise.credit_code}", regexp.MustCompile(`信用代码|组织机构代码`)},
	{"{union.name}", regexp.MustCompile(`^(所属|所在)?(基层)?工会(组织)?(全称|名称)?$`)},
	{"{enterprise.name}", regexp.MustCompile(`^(所属|所在|工作)?(单位|企业)(全称|名称)?$`)},
}

var (
	marks      = regexp.MustCompile(`[*＊\s]|[（(].*[)）]`)
	dateInText = regexp.MustCompile(`(?i)yyyy[-/.年]?mm([-/.月]?dd日?)?`)
	// dayInText is a day given as an example: 如 1985-03-12, 19850312.
	dayInText = regexp.MustCompile(`(?:19|20)\d\d([-/.年]?)(?:0[1-9]|1[0-2])(?:([-/.月]?)[0-3]\d(日?))?`)
)

// datePatternIn is the pattern of dates that a header tells, "" where it tells none.
func datePatternIn(header string) string {
	if p := dateInText.FindString(header); p != "" {
		return strings.NewReplacer("Y", "y", "m", "M", "D", "d").Replace(p)
	}
	m := dayInText.FindStringSubmatchIndex(header)
	if m == nil {
		return ""
	}
	part := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return header[m[2*i]:m[2*i+1]]
	}
	if m[4] < 0 { // no day
		return "yyyy" + part(1) + "MM"
	}
	return "yyyy" + part(1) + "MM" + part(2) + "dd" + part(3)
}

func isSequence(header string) bool {
	plain := marks.ReplaceAllString(header, "")
	return plain == "序号" || plain == "编号"
}

// meaning decides by its header what goes into a column, and how dates are written.
func (l *Learning) meaning(header string, m intake.Mapping) (content, date string, guessed bool) {
	date = datePatternIn(header)
	if isSequence(header) {
		return ContentSequence, date, false
	}
	if l.Source == "member" {
		plain := marks.ReplaceAllString(header, "")
		for _, u := range units {
			if u.pattern.MatchString(plain) {
				return ContentText + u.fact, date, false
			}
		}
	}
	f, known := l.set.Field(m.Field)
	switch {
	case !known || m.Rival != "":
		return "", date, false
	case f.Key == "note": // what a unit notes for itself goes up only where somebody says so
		return ContentEmpty, date, false
	case f.Own:
		return ContentOwn + f.Label, date, false
	}
	return f.Key, date, m.How == intake.ByPart || m.How == intake.ByValues
}

// Put says what goes into the column: the key of a field, or one of the Content words.
// The column is named by its letter. What the ledger does not know is refused.
func (l *Learning) Put(at, content string) error {
	i := slices.IndexFunc(l.Columns, func(c Learnt) bool { return c.At == at })
	if i < 0 {
		return fail("profile", "这张表没有 %s 列。", at)
	}
	if err := l.known(content); err != nil {
		return err
	}
	c := &l.Columns[i]
	if c.Content != content {
		c.meant = nil // the words were those of another field
	}
	c.Content, c.Unknown, c.Guessed = content, false, false
	return nil
}

// known refuses a content that nothing in the ledger stands for.
func (l *Learning) known(content string) error {
	switch label, own := strings.CutPrefix(content, ContentOwn); {
	case own:
		if _, ok := l.own(label); !ok {
			return fail("profile", "台账里没有叫“%s”的自定义项。请先在“会员”里加上它。", label)
		}
	case strings.HasPrefix(content, ContentText):
		if strings.TrimPrefix(content, ContentText) == "" {
			return fail("profile", "固定内容还没有写。要空着请选“空着，导出后自己填”。")
		}
	case content == ContentSequence, content == ContentEmpty:
	default:
		if _, ok := l.set.Field(content); !ok {
			return fail("profile", "台账里没有“%s”这一项。", content)
		}
	}
	return nil
}

// own finds a field the unit added by its label.
func (l *Learning) own(label string) (field.Field, bool) {
	all := l.set.All()
	i := slices.IndexFunc(all, func(f field.Field) bool { return f.Own && code.Fold(f.Label) == code.Fold(label) })
	if i < 0 {
		return field.Field{}, false
	}
	return all[i], true
}

// Choices are the fields a column may take, in the order of the ledger.
func (l *Learning) Choices() []field.Field { return l.set.All() }

// Says is what goes into a column in the words of people.
func (l *Learning) Says(c Learnt) string {
	if text, fixed := strings.CutPrefix(c.Content, ContentText); fixed {
		for _, u := range UnitContents() {
			if u.Content == c.Content {
				return u.Label
			}
		}
		return "固定内容“" + text + "”"
	}
	if label, own := strings.CutPrefix(c.Content, ContentOwn); own {
		return "自定义项“" + label + "”"
	}
	switch c.Content {
	case ContentSequence:
		return "序号 1、2、3……"
	case ContentEmpty, "":
		return "空着"
	}
	return l.set.Must(c.Content).Label
}

// UnitContent is a fact of the unit that may stand in every row.
type UnitContent struct{ Content, Label string }

// UnitContents are those facts, in the order of the unit's form.
func UnitContents() (out []UnitContent) {
	for _, u := range unitSets {
		for _, f := range u.set.All() {
			out = append(out, UnitContent{ContentText + "{" + u.prefix + f.Key + "}", f.Label})
		}
	}
	return out
}

// Content finds what people mean by a word: the label or key of a field, 序号, 空, or
// with 常量: and 自定义项: before it a fixed text or a field the unit added.
func (l *Learning) Content(word string) (string, error) {
	for prefix, kind := range map[string]string{"常量:": ContentText, "常量：": ContentText, "自定义项:": ContentOwn, "自定义项：": ContentOwn} {
		if rest, ok := strings.CutPrefix(word, prefix); ok {
			return kind + rest, l.known(kind + rest)
		}
	}
	switch word {
	case "空", "":
		return ContentEmpty, nil
	case "序号":
		return ContentSequence, nil
	}
	for _, u := range UnitContents() {
		if l.Source == "member" && code.Fold(u.Label) == code.Fold(word) {
			return u.Content, nil
		}
	}
	for _, f := range l.set.All() {
		if f.Key != word && code.Fold(f.Label) != code.Fold(word) {
			continue
		}
		if f.Own {
			return ContentOwn + f.Label, nil
		}
		return f.Key, nil
	}
	return "", fail("profile", "台账里没有“%s”这一项。固定不变的内容请写成 常量:%s，自定义项写成 自定义项:名称，不填写成 空。", word, word)
}

// Column finds a column by its letter or by its header.
func (l *Learning) Column(name string) (Learnt, error) {
	for _, c := range l.Columns {
		if c.At == strings.ToUpper(name) || oneLine(c.Header) == oneLine(name) || marks.ReplaceAllString(c.Header, "") == name {
			return c, nil
		}
	}
	var have []string
	for _, c := range l.Columns {
		have = append(have, c.At+" "+oneLine(c.Header))
	}
	return Learnt{}, fail("profile", "这张表没有“%s”这一列。有：%s。", name, strings.Join(have, "、"))
}

// column makes the profile's column; the words of its drop-down go into lists.
func (l *Learning) column(c Learnt, lists map[string]List) Column {
	out := Column{At: c.At, Header: c.Header, Need: NotNeeded}
	if c.Required { // what becomes of an empty cell is not known, and is not tried out
		out.Need, out.Why = Refused, "表头标了 *，是必填的。"
	}
	label, own := strings.CutPrefix(c.Content, ContentOwn)
	text, fixed := strings.CutPrefix(c.Content, ContentText)
	var f field.Field
	switch {
	case own:
		out.Own = label
		f, _ = l.own(label)
	case fixed:
		out.Text = text
	case c.Content == ContentSequence:
		out.Sequence = true
	case c.Content == ContentEmpty, c.Content == "":
	default:
		out.Field = c.Content
		f, _ = l.set.Field(c.Content)
	}
	if f.Key == "id_number" {
		out.AsWritten, out.Card = "id_as_written", "id_type"
	}
	if f.Kind == field.Date {
		out.Date = c.pattern()
	}
	if len(c.Words) > 0 && (f.Kind == field.Code || f.Kind == field.YesNo || f.Kind == field.Text && out.Field != "") {
		out.List = c.At
		lists[c.At] = List{Words: c.Words, Map: l.wordMap(c, f), Label: f.Label}
	}
	return out
}
