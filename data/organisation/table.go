package organisation

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"unionledger/data/member"
	"unionledger/data/sheet"
)

// Line is a figure by its name; Note says how it was counted.
type Line struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Note  string `json:"note,omitempty"`
}

// Lines are the figures of the whole union in the order of the forms.
func (f *Figures) Lines() []Line {
	t := f.Total
	n := strconv.Itoa
	out := []Line{{"会员人数", n(t.Members), "在册的，不含保留会籍"}, {"其中女会员", n(t.Women), ""}, {"其中农民工会员", n(t.Migrant), ""},
		{"其中劳务派遣会员", n(t.Dispatch), ""}, {"其中中共党员", n(t.Party), "含预备党员"}}
	note := ""
	if !f.StaffOn.IsZero() {
		note = f.StaffOn.String() + " 的年度数字"
	}
	for _, key := range staffKeys {
		if v, ok := f.Staff[key]; ok {
			out = append(out, Line{staffWords[key], strconv.FormatInt(v, 10), note})
		}
	}
	if r := f.Rate(); r != "" {
		out = append(out, Line{"入会率", r, "会员人数 ÷ 职工人数"})
	}
	return append(out, Line{"专职工会干部", n(f.Full), "按任职登记"}, Line{"兼职工会干部", n(f.Part), "按任职登记"},
		Line{"分会", n(f.Branches), ""}, Line{"工会小组", n(f.Teams), ""})
}

var staffWords = map[string]string{"staff": "职工人数", "women_staff": "其中女职工", "migrant_staff": "其中农民工", "dispatch_staff": "其中派遣工"}

// Moves are the movement of the period in the order of the forms.
func (f *Figures) Moves() []Line {
	m := f.Movement
	out := []Line{{"期初会员", strconv.Itoa(m.Opening), m.From.AddDays(-1).String()}}
	for _, k := range ins {
		out = append(out, Line{"增加：" + string(k), strconv.Itoa(m.In[k]), ""})
	}
	for _, k := range outs {
		out = append(out, Line{"减少：" + string(k), strconv.Itoa(m.Out[k]), ""})
	}
	return append(out, Line{"期末会员", strconv.Itoa(m.Closing), m.To.String()})
}

// Bands are the three ways members are counted by, each with its words in order.
func (f *Figures) Bands() []Band {
	t := f.Total
	return []Band{{"年龄", member.Ages(), t.Ages}, {"学历", member.Educations(), t.Education}, {"技术等级", member.Skills(), t.Skill}}
}

// Band is one way members are counted by.
type Band struct {
	Name  string
	Words []string
	Of    map[string]int
}

// WriteFile is Write to a file, whole or not at all.
func (f *Figures) WriteFile(path string) error { return sheet.WriteFile(path, f.Write) }

// Write writes the figures as a workbook of three sheets.
func (f *Figures) Write(out io.Writer) error {
	title := func(what string) string { return f.Unit + what }
	note := fmt.Sprintf("截至 %s；变动期间 %s 至 %s", f.On, f.Movement.From, f.Movement.To)
	two := []sheet.Column{{Title: "项目", Width: 30}, {Title: "数", Width: 14, Kind: sheet.CountColumn}, {Title: "说明", Width: 40}}
	var lines, bands [][]sheet.Value
	for _, l := range append(f.Lines(), f.Moves()...) {
		lines = append(lines, []sheet.Value{{Text: l.Name}, number(l.Value), {Text: l.Note}})
	}
	for _, b := range f.Bands() {
		for _, w := range b.Words {
			bands = append(bands, []sheet.Value{{Text: b.Name + "：" + w}, number(strconv.Itoa(b.Of[w])), {Text: Rate(int64(b.Of[w]), int64(f.Total.Members))}})
		}
	}
	return sheet.WriteTable(out,
		sheet.Table{Sheet: "人数", Title: title("会员统计"), Note: note, Columns: two, Rows: each(lines), Count: len(lines)},
		sheet.Table{Sheet: "分会和小组", Title: title("分会、小组会员统计"), Note: note, Columns: groupHeads, Rows: each(f.groupRows()), Count: len(f.Groups) + 1},
		sheet.Table{Sheet: "构成", Title: title("会员构成"), Note: note, Columns: []sheet.Column{two[0], two[1], {Title: "占会员", Width: 12, Kind: sheet.CentredColumn}}, Rows: each(bands), Count: len(bands)})
}

var groupHeads = []sheet.Column{{Title: "分会、小组", Width: 34}, {Title: "会员", Width: 10, Kind: sheet.CountColumn}, {Title: "女会员", Width: 10, Kind: sheet.CountColumn},
	{Title: "农民工会员", Width: 12, Kind: sheet.CountColumn}, {Title: "派遣会员", Width: 10, Kind: sheet.CountColumn}, {Title: "中共党员", Width: 10, Kind: sheet.CountColumn}}

func (f *Figures) groupRows() [][]sheet.Value {
	row := func(name string, t member.Tally) []sheet.Value {
		out := []sheet.Value{{Text: name}}
		for _, n := range []int{t.Members, t.Women, t.Migrant, t.Dispatch, t.Party} {
			out = append(out, number(strconv.Itoa(n)))
		}
		return out
	}
	var rows [][]sheet.Value
	for _, g := range f.Groups {
		rows = append(rows, row(strings.Repeat("　", g.Depth)+g.Name, g.Tally))
	}
	return append(rows, row("合计", f.Total))
}

// number is a figure as a cell; a rate stays text.
func number(text string) sheet.Value {
	_, err := strconv.Atoi(text)
	return sheet.Value{Text: text, Number: err == nil}
}

func each(rows [][]sheet.Value) func(func([]sheet.Value) bool) {
	return func(yield func([]sheet.Value) bool) {
		for _, r := range rows {
			if !yield(r) {
				return
			}
		}
	}
}
