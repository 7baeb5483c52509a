// Package problem holds the one shape in which import, check, clock and doctor
// say that something is wrong: where, what, why, and what to do. A problem is a
// value, not an error: work goes on around it and the window lists it.
package problem

import (
	"strconv"
	"strings"
)

// Severity orders problems by what they stop.
type Severity uint8

// The severities. A Hint may be left as it is, a Warning needs a look, an Error
// keeps the row out or the report from being sent.
const (
	Hint Severity = iota
	Warning
	Error
)

// String names the severity in Chinese.
func (s Severity) String() string {
	return [...]string{"提示", "建议看", "必须改"}[s]
}

// MarshalText writes hint, warning or error for programs that read the JSON.
func (s Severity) MarshalText() ([]byte, error) {
	return []byte([...]string{"hint", "warning", "error"}[s]), nil
}

// Problem is one thing wrong, at one place.
type Problem struct {
	Severity Severity `json:"severity"`
	// Kind is the stable name of the kind of problem, such as id_check_digit.
	Kind string `json:"kind"`
	// Sheet, Row (from 1) and Cell (A1) name the place in a workbook.
	Sheet string `json:"sheet,omitempty"`
	Row   int    `json:"row,omitempty"`
	Cell  string `json:"cell,omitempty"`
	// Table and Record name the place in the ledger.
	Table  string `json:"table,omitempty"`
	Record int64  `json:"record,omitempty"`
	// Who is the person or thing by its name.
	Who string `json:"who,omitempty"`
	// Field is the key of the field, Label its Chinese name.
	Field string `json:"field,omitempty"`
	Label string `json:"label,omitempty"`
	// Value is what was found as it was written; New what is stored or proposed.
	Value string `json:"value"`
	New   string `json:"new,omitempty"`
	// Message is the whole sentence for people: what, why, what to do.
	Message string `json:"message"`
	// Sure says how certain the finding is, where that is a question.
	Sure Sure `json:"sure,omitempty"`
	// Basis is the article or rule the finding rests on.
	Basis string `json:"basis,omitempty"`
}

// Place says where, for people: 表“会员花名册”E26, 表“会员花名册”第 26 行, or a name,
// or "".
func (p Problem) Place() string {
	var b strings.Builder
	if p.Sheet != "" {
		b.WriteString("表“" + p.Sheet + "”")
	}
	if b.WriteString(p.Cell); p.Cell == "" && p.Row > 0 {
		b.WriteString("第 " + strconv.Itoa(p.Row) + " 行")
	}
	if b.Len() == 0 {
		return p.Who
	}
	return b.String()
}

// String gives place and sentence, as printed on the command line. The person and
// the field stand with a place in a workbook where the sentence does not name them:
// 表“会员花名册”E26（张三，入会日期）：….
func (p Problem) String() string {
	// A sentence that begins with the name needs it no second time.
	if place := p.Place(); place != "" && !(place == p.Who && strings.HasPrefix(p.Message, place)) {
		var names []string
		for _, n := range []string{p.Who, p.Label} {
			if n != "" && p.Sheet != "" && !strings.Contains(p.Message, n) {
				names = append(names, n)
			}
		}
		if names != nil {
			place += "（" + strings.Join(names, "，") + "）"
		}
		return place + "：" + p.Message
	}
	return p.Message
}

// Worst returns the highest severity among ps, and false when there are none.
func Worst(ps []Problem) (Severity, bool) {
	var worst Severity
	for _, p := range ps {
		worst = max(worst, p.Severity)
	}
	return worst, len(ps) > 0
}
