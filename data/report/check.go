package report

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/problem"
)

// Result is what the check before a report found.
type Result struct {
	Profile string     `json:"profile"`
	AsOf    civil.Date `json:"as_of"`
	// Rows counts the rows of the report, Clean those without an Error.
	Rows  int `json:"rows"`
	Clean int `json:"clean"`
	// Skipped counts the rows kept out by the word that kept them out, such as 保留.
	Skipped  map[string]int    `json:"skipped"`
	Problems []problem.Problem `json:"problems"`
	Groups   []Group           `json:"groups"`
}

// Group is the problems of one kind, for a list that folds.
type Group struct {
	Kind     string           `json:"kind"`
	Title    string           `json:"title"`
	Severity problem.Severity `json:"severity"`
	// Problems are places in Result.Problems.
	Problems []int `json:"problems"`
}

// Count counts the problems of a severity.
func (r Result) Count(s problem.Severity) int {
	n := 0
	for _, p := range r.Problems {
		if p.Severity == s {
			n++
		}
	}
	return n
}

// checker checks the rows of one report.
type checker struct {
	filler
	set    *field.Set
	day    civil.Date
	rules  []*running
	result Result
	worst  problem.Severity
	doubts func(Row, civil.Date) []problem.Problem
	said   map[string]bool // fields something was said of in this row
}

// Doubter is a Source that knows more that may be wrong with a row than its form
// asks about, such as a remark that tells of somebody gone.
type Doubter interface {
	Doubts(Row, civil.Date) []problem.Problem
}

// Check looks at every row that would be exported and says what the receiver would
// refuse, change or lose, before it happens. Problems come in the order of the
// rows. The error is for what keeps the check itself from running.
func Check(ctx context.Context, p *Profile, s Source, opt Options) (Result, error) {
	c, err := newChecker(ctx, p, s, opt)
	if err != nil {
		return Result{}, err
	}
	for row, err := range ahead(s.Rows(ctx)) {
		if err != nil {
			return Result{}, err
		}
		c.see(row)
	}
	return c.finish(), nil
}

func newChecker(ctx context.Context, p *Profile, s Source, opt Options) (*checker, error) {
	f, _, err := p.bind(ctx, s, opt)
	if err != nil {
		return nil, err
	}
	c := &checker{filler: *f, set: s.Fields(), day: opt.day(), said: map[string]bool{},
		result: Result{Profile: p.ID, AsOf: opt.day(), Skipped: map[string]int{}, Problems: []problem.Problem{}}}
	if d, ok := s.(Doubter); ok {
		c.doubts = d.Doubts
	}
	if err := c.bindRules(); err != nil {
		return nil, err
	}
	return c, c.recall(ctx, s, opt)
}

// see checks a row, or counts it among those kept out.
func (c *checker) see(row Row) {
	if ok, word := c.keeps(row); !ok {
		c.result.Skipped[word]++
		c.leftOut(row)
		return
	}
	c.row(row)
}

// finish says what only all rows together tell.
func (c *checker) finish() Result {
	c.closing()
	c.result.Groups = grouped(c.result.Problems, c.profile.titles())
	return c.result
}

// leftOut names a row that is kept out only because it is not known whether it
// belongs in.
func (c *checker) leftOut(r Row) {
	for i, at := range c.only {
		f, o := c.set.All()[at], c.profile.Only[i]
		if r.Values.At(at) == "" && o.Unknown != "" {
			c.add(r, problem.Problem{Severity: problem.Warning, Kind: "left_out", Field: f.Key, Label: f.Label, Message: o.Unknown})
		}
	}
}

// row checks one row.
func (c *checker) row(r Row) {
	c.result.Rows++
	c.worst = problem.Hint
	clear(c.said)
	for i := range c.columns {
		c.cell(&c.columns[i], r)
	}
	for _, rule := range c.rules {
		if p, bad := rule.look(r, c.result.Rows, c.day); bad {
			c.add(r, p)
		}
	}
	if c.doubts != nil {
		for _, p := range c.doubts(r, c.day) {
			if !c.said[p.Field] {
				f, _ := c.set.Field(p.Field)
				p.Value = hidden(f, p.Value)
				c.add(r, p)
			}
		}
	}
	if c.worst < problem.Error {
		c.result.Clean++
	}
}

// closing adds what is said once for the whole report.
func (c *checker) closing() {
	for _, rule := range c.rules {
		if p, bad := rule.summary(); bad {
			p.Table = c.set.Name
			c.result.Problems = append(c.result.Problems, p)
		}
	}
	for i := range c.columns {
		c.unfilled(&c.columns[i])
	}
	if limit := c.profile.File.MaxRows; limit > 0 && c.result.Rows > limit {
		c.result.Problems = append(c.result.Problems, problem.Problem{
			Severity: problem.Error, Kind: "too_many_rows", Table: c.set.Name, Value: fmt.Sprint(c.result.Rows),
			Message: fmt.Sprintf("一共 %d 行，上级系统一次最多收 %d 行。请分批上报。", c.result.Rows, limit),
			Basis:   c.profile.Basis})
	}
}

// unfilled names a column that nothing goes into although it should: one of a field
// that the unit does not have, and one that is required and left to be filled by hand.
func (c *checker) unfilled(col *filling) {
	p := problem.Problem{Severity: problem.Warning, Table: c.set.Name, Label: strings.Join(strings.Fields(col.Header), ""), Basis: c.profile.Basis}
	switch {
	case col.ownless:
		p.Kind = "own_missing"
		p.Message = fmt.Sprintf("这张表要填“%s”，台账里没有这个自定义项，这一列先空着。请在“会员”里加上这个自定义项并补填，或改这张表的对列。", col.Own)
	case col.at < 0 && col.Text == "" && !col.Sequence && col.Need == Refused:
		p.Kind = "by_hand"
		p.Message = fmt.Sprintf("%s 列“%s”是必填的，这张表设成了空着。导出后请自己填上，或改这张表的对列。", col.At, p.Label)
	default:
		return
	}
	c.result.Problems = append(c.result.Problems, p)
}

// add completes a problem of a row.
func (c *checker) add(r Row, p problem.Problem) {
	p.Table, p.Record, p.Who = c.set.Name, r.Record, r.Who
	if p.Basis == "" {
		p.Basis = c.profile.Basis
	}
	c.worst = max(c.worst, p.Severity)
	c.said[p.Field] = true
	c.result.Problems = append(c.result.Problems, p)
}

// cell checks one cell by the column's own demands.
func (c *checker) cell(col *filling, r Row) {
	text, bad := col.value(r, c.result.Rows)
	raw := ""
	if col.at >= 0 {
		raw = r.Values.At(col.at)
	}
	p := problem.Problem{Field: col.Field, Label: col.label(), Severity: problem.Error}
	switch {
	case bad == empty || bad == fine && text == "" && col.Text != "":
		if p.Severity, p.Message = col.missing(); p.Message == "" {
			return
		}
		p.Kind = "missing"
		if at := c.set.Index(col.AsWritten); at >= 0 && r.Values.At(at) != "" {
			p.Value = hidden(col.field, r.Values.At(at))
			p.Message = fmt.Sprintf("%s已损坏，无法还原。请向本人核实后补上。%s", p.Label, col.Why)
		}
	case bad == noWord:
		p.Kind, p.Message = "no_word", col.wordless(raw)
		if c.profile.Version > 0 {
			p.Message += "这个词在这张表里都该写成另一个词的，请改这张表的对列，在“用词”里定下来。"
		}
		if near := col.nearest(raw); len(near) == 1 {
			p.New = near[0]
		}
	case bad == partial:
		p.Kind = "partial_date"
		p.Message = fmt.Sprintf("%s只知道 %s，这张表要写成 %s，不能编造，先空着。请查清后补上。%s", p.Label, raw, col.Date, col.Why)
	case bad == tooLong:
		p.Kind = "too_long"
		p.Message = fmt.Sprintf("%s超过 %d 个字。请缩短。%s", p.Label, col.Max, col.Why)
	default:
		if c.otherCard(col, r) || !col.sound(raw, c.day, &p) {
			return
		}
	}
	if p.Value == "" {
		p.Value = hidden(col.field, raw)
	}
	c.add(r, p)
}

// otherCard reports that the number is that of a passport or the like.
func (c *checker) otherCard(col *filling, r Row) bool {
	at := c.set.Index(col.Card)
	return at >= 0 && r.Values.At(at) != "" && !strings.Contains(r.Values.At(at), "身份证")
}

// label is what people call the column: the field's label, else the header
// without its line breaks.
func (c *filling) label() string {
	if c.field.Label != "" {
		return c.field.Label
	}
	return strings.Join(strings.Fields(c.Header), "")
}

// missing says what an empty cell leads to; "" where it does not matter.
func (c *filling) missing() (problem.Severity, string) {
	switch c.Need {
	case Refused:
		return problem.Error, c.label() + "是空的，上级系统会退回这一行。请补上。" + c.Why
	case Altered:
		return problem.Error, c.label() + "是空的，上级系统会自己填上别的内容而不提示。请补上。" + c.Why
	case Paper:
		return problem.Warning, c.label() + "是空的，这张表要求填写。知道就补上，不知道可以空着上报。" + c.Why
	}
	return problem.Hint, ""
}

// wordless says that the form has no word for what the ledger knows.
func (c *filling) wordless(ours string) string {
	msg := fmt.Sprintf("“%s”不在这张表%s的下拉词里，写上去也会被当成没填，先空着。", c.field.Display(ours), c.label())
	if n := len(c.list.Words); n > 0 && n <= 12 {
		msg += "可用的词：" + strings.Join(c.list.Words, "、") + "。请按实际情况改选。"
	} else {
		msg += "请按实际情况改选。"
	}
	return msg + c.Why
}

// sound checks a value by the kind of its field; true means that p tells what is
// wrong.
func (c *filling) sound(v string, day civil.Date, p *problem.Problem) bool {
	if c.at < 0 || v == "" {
		return false
	}
	var err error
	switch c.field.Kind {
	case field.IDNumber:
		p.Kind = "id_number"
		_, err = identity.ParseIDOn(v, day)
	case field.CreditCode:
		p.Kind = "credit_code"
		_, err = identity.ParseCreditCode(v)
	case field.Phone:
		p.Kind, p.Severity = "phone", problem.Warning
		err = identity.CheckMobile(v)
	case field.Name:
		p.Kind, p.Severity = "white_space", problem.Warning
		if strings.IndexFunc(v, unicode.IsSpace) >= 0 {
			err = fmt.Errorf("里有空格，上级系统会把空格删去。请核对写法。")
		}
	}
	if err == nil {
		return false
	}
	p.Message = c.label() + err.Error() + c.Why
	if strings.HasPrefix(err.Error(), c.label()) || c.field.Kind != field.Name {
		p.Message = err.Error() + c.Why
	}
	return true
}

// hidden shows a value in a list that others may see over one's shoulder.
func hidden(f field.Field, v string) string {
	if f.Mask == field.LastFour {
		return field.AllButLast.Hide(v)
	}
	return f.Shown(v)
}
