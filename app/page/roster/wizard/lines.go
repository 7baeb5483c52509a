package wizard

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/member"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// The levels of what must be looked at, worst first.
const (
	levelRefused  = "退回" // the row is not written
	levelConflict = "冲突" // the row is not written, the ledger says otherwise
	levelAsk      = "请定" // what is only likely waits for a person to agree
	levelDoubt    = "核对" // written as it is, and to be looked at
	levelMissing  = "待补" // written, this field left empty
	levelHint     = "提示"
)

var levels = []string{levelConflict, levelAsk, levelRefused, levelDoubt, levelMissing, levelHint}

// line is one thing to look at before the import is written.
type line struct {
	level string
	problem.Problem
	field field.Field
	row   *intake.Row // nil for what belongs to no row
	// conflict is set for a row about which somebody must decide whom it means,
	// finding for one the doctor would mend.
	conflict *member.Conflict
	finding  bool
	// may say what can be decided about it.
	mayBlank, mayLeave bool
}

// lines lists what must be looked at, by level and then in the order of the rows.
func (j *job) lines() []line {
	byLevel := map[string][]line{}
	add := func(l line) {
		l.field = j.field(l.Field)
		byLevel[l.level] = append(byLevel[l.level], l)
	}
	for _, p := range j.im.Notices {
		add(line{level: levelHint, Problem: p})
	}
	for i := range j.im.Rows {
		row := &j.im.Rows[i]
		refused := row.Refused && !j.left[cellOf{j.im.ID(row), ""}]
		for _, p := range row.Problems {
			l := line{level: levelOf(p, refused), Problem: p, row: row}
			l.finding = row.Proposed && findings[p.Kind]
			if l.finding && !row.Fixed {
				l.level = levelAsk
			}
			if p.Kind == member.SharedNumber && !refused {
				l.level = levelAsk
			}
			l.mayLeave = !refused || l.finding || l.again()
			l.mayBlank = l.mayLeave && !l.finding && p.Kind != member.SharedNumber && p.New != "" && p.Field != "name" && p.Field != "" && row.Record.Fields().Index(p.Field) >= 0
			add(l)
		}
	}
	shown := map[intake.RowID]bool{}
	for i := range j.im.Plan.Conflicts {
		c := &j.im.Plan.Conflicts[i]
		shown[j.im.ID(c.Row)] = true
		add(line{level: levelConflict, Problem: c.Problem, row: c.Row, conflict: c, mayLeave: len(c.Candidates) > 0 || c.Kind == "not_in_ledger"})
	}
	for id, c := range j.conflicts {
		if j.decided[id] != (member.Decision{}) && !shown[id] {
			add(line{level: levelConflict, Problem: c.Problem, row: c.Row, conflict: c, mayLeave: true})
		}
	}
	for _, p := range j.im.Plan.Kept {
		add(line{level: levelHint, Problem: p})
	}
	slices.SortStableFunc(byLevel[levelConflict], func(a, b line) int { return cmp.Compare(a.Row, b.Row) })
	var out []line
	for _, level := range levels {
		out = append(out, byLevel[level]...)
	}
	return out
}

// findings are the kinds of problems that say a row was, or would be, mended whole.
var findings = map[string]bool{intake.CellsSwapped: true, intake.CellMoved: true, intake.RowShifted: true}

func levelOf(p problem.Problem, refused bool) string {
	switch {
	case refused && p.Severity == problem.Error:
		return levelRefused
	case p.Severity == problem.Hint:
		return levelHint
	case p.New == "":
		return levelMissing
	}
	return levelDoubt
}

// old and new are a value before and after, with numbers of people covered.
func (l line) old() string {
	switch {
	case l.Value == "":
		return "（空）"
	case l.finding:
		return coverWords(l.Value)
	}
	return cover(l.field, l.Value)
}

func (l line) after() string {
	switch {
	case l.finding:
		return "→ " + coverWords(l.New)
	case l.level == levelRefused || l.level == levelConflict:
		return "→ 不写入"
	case l.level == levelHint && l.New == "":
		return ""
	case l.New == "":
		return "→ 留空，待补"
	case l.New == l.Value:
		return "→ 照录，要核对"
	}
	return "→ " + shown(l.field, l.New)
}

// place is the cell, or the row where it is about the whole of it.
func (l line) place() string {
	if l.Cell == "" && l.Row > 0 {
		return fmt.Sprintf("第 %d 行", l.Row)
	}
	return l.Cell
}

// cover hides what was written in a field with numbers of people.
func cover(f field.Field, value string) string {
	if f.Mask == field.Open {
		return strings.Join(strings.Fields(value), " ")
	}
	return field.AllButLast.Hide(strings.TrimSpace(value))
}

// coverWords hides the numbers of people among the words of a finding.
func coverWords(s string) string {
	parts := strings.Split(s, " ")
	for i, p := range parts {
		number, rest, more := strings.Cut(p, "，")
		if parts[i] = coverLong(number); more {
			parts[i] += "，" + rest
		}
	}
	return strings.Join(parts, " ")
}

// shown is a stored value for people, covered as cover does.
func shown(f field.Field, value string) string {
	if f.Mask == field.Open {
		return f.Display(value)
	}
	return cover(f, value)
}

// outcome is what becomes of a row.
type outcome struct {
	word   string
	change string
}

// outcomes say for every row what becomes of it.
func (j *job) outcomes() map[*intake.Row]outcome {
	out := make(map[*intake.Row]outcome, len(j.im.Rows))
	p := j.im.Plan
	for i := range j.im.Rows {
		out[&j.im.Rows[i]] = outcome{word: levelConflict}
	}
	for _, d := range p.New {
		out[d.Row] = outcome{word: "新增"}
	}
	for _, d := range p.Same {
		out[d.Row] = outcome{word: "相同"}
	}
	for _, d := range p.Changed {
		var parts []string
		for _, c := range d.Changes {
			parts = append(parts, c.Label+" "+orEmpty(shown(j.field(c.Field), c.Old))+" → "+orEmpty(shown(j.field(c.Field), c.New)))
		}
		if d.Event.Kind != "" {
			parts = append(parts, "会籍变化 "+string(d.Event.Kind))
		}
		out[d.Row] = outcome{"更新", strings.Join(parts, "；")}
	}
	for _, row := range p.Refused {
		out[row] = outcome{word: levelRefused}
	}
	return out
}

func orEmpty(s string) string {
	if s == "" {
		return "空"
	}
	return s
}

// repairAt names one repair: the row, and which of its repairs.
type repairAt struct{ row, repair int }

// repairs lists what was put in order unasked.
func (j *job) repairs() []repairAt {
	var out []repairAt
	for i := range j.im.Rows {
		for n := range j.im.Rows[i].Repairs {
			out = append(out, repairAt{i, n})
		}
	}
	return out
}

func (j *job) repairCell(at repairAt) string {
	row := &j.im.Rows[at.row]
	return sheet.CellName(row.Repairs[at.repair].Column, row.Number)
}

// readWords say which sheet is read and which are not.
func (j *job) readWords() string {
	if j.found == nil {
		return ""
	}
	text := "读表 " + strings.Join(j.reading(), "、")
	if j.im != nil {
		text += fmt.Sprintf("，%d 行", len(j.im.Rows))
	}
	var others []string
	for _, o := range j.found.Others {
		name := o.Sheet
		if o.Hidden {
			name += "（隐藏）"
		}
		others = append(others, name)
	}
	if others != nil {
		text += "；不读：" + strings.Join(others, "、")
	}
	return text
}

// willWrite counts who is written: new and changed.
func (j *job) willWrite() int { return len(j.im.Plan.New) + len(j.im.Plan.Changed) }

// consequence is the sentence at the foot of the preview; open counts what waits for
// a decision.
func (j *job) consequence(open int) string {
	text := fmt.Sprintf("将写入 %d 人", j.willWrite())
	if open > 0 {
		text += fmt.Sprintf("；还有 %d 处没定", open)
	}
	if n := len(j.im.Plan.Refused) + len(j.im.Plan.Conflicts); n > 0 {
		text += fmt.Sprintf("；%d 行退回或冲突，不写入", n)
	}
	return text + "。整批可撤销。"
}
