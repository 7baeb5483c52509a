package roster

import (
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/member"
	"unionledger/data/union"
)

// pasting is what a paste would do: the edits, how many cells they are, and what
// is refused. Nothing is written before somebody has seen it.
type pasting struct {
	edits   []edit
	cells   int
	same    int
	refused []string
	lines   []string // the first changes in words: 孙生：学历 高中 → 大专
}

// mostLines is how many changes and refusals the preview of a paste names.
const mostLines = 8

// plan works out what pasting cells does. rows are the members from the first row
// on, cols the columns from the first column on, both as long as they reach.
func plan(cells [][]string, rows []member.Member, cols []column, groups []union.Group, today civil.Date) pasting {
	var p pasting
	names := union.Names(groups)
	for r, line := range cells {
		if r >= len(rows) {
			p.refuse("粘贴的有 %d 行，从这里往下只有 %d 人，多出的没有用。", len(cells), len(rows))
			break
		}
		m := rows[r]
		e := edit{id: m.ID, name: m.Get("name"), changes: map[string]string{}}
		for c, text := range line {
			if c >= len(cols) {
				p.refuse("粘贴的有 %d 列，从这里往右只有 %d 列，多出的没有用。", len(line), len(cols))
				break
			}
			p.cell(m, cols[c], text, e.changes, groups, names, today)
		}
		if len(e.changes) > 0 {
			p.edits = append(p.edits, e)
		}
	}
	return p
}

// cell takes one cell into the changes of its member.
func (p *pasting) cell(m member.Member, c column, text string, changes map[string]string, groups []union.Group, names map[int64]string, today civil.Date) {
	if !c.editable() {
		p.refuse("“%s”列不能粘贴，请在右边的资料里改。", c.title())
		return
	}
	value, err := canonical(c.field, text, groups, today)
	if err == nil {
		var more map[string]string
		if more, _, err = member.Changes(m.Record, c.key, value, today); err == nil {
			if len(more) == 0 {
				p.same++
				return
			}
			for k, v := range more {
				changes[k] = v
			}
			p.cells++
			if len(p.lines) < mostLines {
				p.lines = append(p.lines, fmt.Sprintf("%s：%s %s → %s", m.Get("name"), c.title(),
					orEmpty(words(c.field, m.Get(c.key), names)), orEmpty(words(c.field, value, names))))
			}
			return
		}
	}
	p.refuse("%s的%s“%s”：%s", m.Get("name"), c.title(), text, err)
}

func orEmpty(s string) string {
	if s == "" {
		return "空"
	}
	return s
}

// refuse notes a sentence once.
func (p *pasting) refuse(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	for _, old := range p.refused {
		if old == s {
			return
		}
	}
	p.refused = append(p.refused, s)
}

// preview is what the paste would do, in sentences.
func (p *pasting) preview() string {
	var b strings.Builder
	fmt.Fprintf(&b, "将改 %d 人的 %d 格", len(p.edits), p.cells)
	if p.same > 0 {
		fmt.Fprintf(&b, "，%d 格本来就相同", p.same)
	}
	b.WriteString("。\n")
	for _, l := range p.lines {
		b.WriteString(l + "\n")
	}
	if more := p.cells - len(p.lines); more > 0 {
		fmt.Fprintf(&b, "……另有 %d 格\n", more)
	}
	if n := len(p.refused); n > 0 {
		fmt.Fprintf(&b, "不会粘贴的：\n%s", strings.Join(p.refused[:min(n, mostLines)], "\n"))
		if n > mostLines {
			fmt.Fprintf(&b, "\n……另有 %d 处", n-mostLines)
		}
	}
	return strings.TrimSpace(b.String())
}
