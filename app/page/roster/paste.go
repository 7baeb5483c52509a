package roster

import (
	"fmt"

	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/member"
	"unionledger/data/union"
)

// spread lays texts over members: the k-th row of cells on the k-th member. What
// reaches beyond the members or the columns is left out.
func spread(cells [][]string, ids []int64, cols []column) func(*member.Bulk, member.Member) {
	at := make(map[int64]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	return func(b *member.Bulk, m member.Member) {
		line := cells[at[m.ID]%len(cells)]
		for i, text := range line[:min(len(line), len(cols))] {
			b.Type(m, cols[i].field, text)
		}
	}
}

// paste shows what pasting would do and does it when it is agreed to. A range that
// holds what is pasted several times over is filled with it, as sheets do.
func (v *view) paste(row, col int, cells [][]string) {
	var cols []int
	for n := 0; ; n++ {
		c, ok := v.grid.ColumnAfter(col, n)
		if !ok {
			break
		}
		cols = append(cols, c)
	}
	n, wide := len(cells), 0
	for _, line := range cells {
		wide = max(wide, len(line))
	}
	if r, ok := v.grid.Range(); ok {
		if rows := r.Rows.Last - r.Rows.First + 1; rows > n && rows%n == 0 {
			n = rows
		}
		if wide == 1 && len(r.Columns) > 1 {
			cells, cols = widened(cells, len(r.Columns)), r.Columns
			wide = len(cols)
		}
	}
	ids := v.people.span(row, n)
	paste := func() { v.planned("粘贴", ids, spread(cells, ids, v.list.columns.chosen(cols))) }
	var beyond string
	if len(ids) < n {
		beyond = fmt.Sprintf("粘贴的有 %d 行，从这里往下只有 %d 人，多出的不用。", n, len(ids))
	}
	if wide > len(cols) {
		beyond += fmt.Sprintf("粘贴的有 %d 列，从这里往右只有 %d 列，多出的不用。", wide, len(cols))
	}
	if beyond == "" {
		paste()
		return
	}
	widget.Confirm(v.shell.Window().Canvas(), "放不下全部", beyond, "继续预览", false, paste)
}

// widened repeats the one text of every line.
func widened(cells [][]string, n int) [][]string {
	out := make([][]string, len(cells))
	for i, line := range cells {
		for range n {
			out[i] = append(out[i], line[0])
		}
	}
	return out
}

// clear empties cells, after a look at what would be lost.
func (v *view) clear(rows grid.RowSet, cols []int) { v.fillText("清空", rows, cols, "") }

// fillText gives one text to many cells.
func (v *view) fillText(verb string, rows grid.RowSet, cols []int, text string) {
	ids := v.people.chosen(rows)
	cells := widened([][]string{{text}}, len(cols))
	v.planned(verb, ids, spread(cells, ids, v.list.columns.chosen(cols)))
}

// fillDown repeats rows over those below.
func (v *view) fillDown(from, to grid.Span, cols []int) {
	source, ids := v.people.span(from.First, v.people.count(from)), v.people.span(to.First, v.people.count(to))
	if len(source) == 0 || len(ids) == 0 {
		return
	}
	columns := v.list.columns.chosen(cols)
	v.withMembers(source, func(list []member.Member) {
		var cells [][]string
		for _, m := range list {
			var line []string
			for _, c := range columns {
				line = append(line, v.typed(m, c))
			}
			cells = append(cells, line)
		}
		v.planned("填充", ids, spread(cells, ids, columns))
	})
}

// typed is a value as it would be typed: a group by its whole path, since two may
// have one name.
func (v *view) typed(m member.Member, c column) string {
	return member.FullText(c.field, m.Get(c.key), union.Names(v.list.groups))
}
