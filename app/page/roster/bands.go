package roster

import (
	"sort"
	"strconv"

	"fyne.io/fyne/v2"

	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/member"
)

// bandRow is a band of a grouped list as it stands in the grid: first is the place of
// its first member in the list, row the row of the band itself.
type bandRow struct {
	member.Band
	first, row int
	folded     bool
}

// divide lays the bands out, those that are folded without their members.
func (p *people) divide(bands []member.Band, folded map[string]bool) {
	p.bands, p.rowCount = nil, len(p.ids)
	if bands == nil {
		return
	}
	row, first := 0, 0
	for _, b := range bands {
		p.bands = append(p.bands, bandRow{Band: b, first: first, row: row, folded: folded[b.Value]})
		row++
		if !folded[b.Value] {
			row += len(b.IDs)
		}
		first += len(b.IDs)
	}
	p.rowCount = row
}

// index is the place in the list of the member in a row; false for a band.
func (p *people) index(row int) (int, bool) {
	if p.bands == nil {
		return row, row >= 0 && row < len(p.ids)
	}
	if row < 0 || row >= p.rowCount {
		return 0, false
	}
	b := &p.bands[p.bandBy(row)]
	return b.first + row - b.row - 1, row > b.row
}

// bandBy is the band a row belongs to.
func (p *people) bandBy(row int) int {
	return sort.Search(len(p.bands), func(i int) bool { return p.bands[i].row > row }) - 1
}

// row is the row of a place in the list; that of the band where it is folded away.
func (p *people) row(index int) int {
	if p.bands == nil {
		return index
	}
	b := &p.bands[sort.Search(len(p.bands), func(i int) bool { return p.bands[i].first > index })-1]
	if b.folded {
		return b.row
	}
	return b.row + 1 + index - b.first
}

// Band and Number belong to grid.BandSource.
func (p *people) Band(row int) (grid.Band, bool) {
	if p.bands == nil || row < 0 || row >= p.rowCount {
		return grid.Band{}, false
	}
	b := &p.bands[p.bandBy(row)]
	if b.row != row {
		return grid.Band{}, false
	}
	out := grid.Band{Title: b.Title, Note: b.Words(), Folded: b.folded}
	if !b.folded {
		out.Rows = len(b.IDs)
	}
	return out, true
}

func (p *people) Number(row int) int {
	i, _ := p.index(row)
	return i + 1
}

// span is the members from a row on, as many as asked for and there are; bands are
// passed over.
func (p *people) span(row, n int) []int64 {
	var out []int64
	for ; row < p.rowCount && len(out) < n; row++ {
		if i, ok := p.index(row); ok {
			out = append(out, p.ids[i])
		}
	}
	return out
}

// foldBand folds a band away or opens it again.
func (v *view) foldBand(row int) {
	b := v.people.bands[v.people.bandBy(row)]
	v.foldedBands[b.Value] = !b.folded
	v.layBands()
}

// foldBands folds all bands away or opens them.
func (v *view) foldBands(away bool) {
	for _, b := range v.people.bands {
		v.foldedBands[b.Value] = away
	}
	v.layBands()
}

// layBands lays the bands out anew; marks and current row stay with their people.
func (v *view) layBands() {
	marked := v.people.chosen(v.grid.Marked())
	row, col := v.grid.Current()
	band := -1
	var current int64
	if i, ok := v.people.index(row); ok {
		current = v.people.ids[i]
	} else if row >= 0 {
		band = v.people.bandBy(row)
	}
	v.people.divide(v.list.bands, v.foldedBands)
	v.grid.SetSource(v.people)
	v.mark(marked)
	switch {
	case band >= 0:
		row = v.people.bands[band].row
	case current != 0:
		row = v.people.place(current)
	}
	v.quietly(func() { v.grid.SetCurrent(row, col) })
	v.selected.show()
}

// mark marks the rows of these members; a folded band when all of it is marked.
func (v *view) mark(ids []int64) {
	if len(ids) == 0 {
		return
	}
	set := make(map[int64]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	var rows grid.RowSet
	for i, id := range v.people.ids {
		if row := v.people.row(i); set[id] {
			if _, band := v.people.Band(row); !band {
				rows.AddSpan(row, row)
			}
		}
	}
	for _, b := range v.people.bands {
		all := len(b.IDs) > 0
		for _, id := range b.IDs {
			all = all && set[id]
		}
		if all {
			rows.AddSpan(b.row, b.row)
		}
	}
	v.grid.SetMarked(rows)
}

// groupBy groups the list by a field, "" not at all.
func (v *view) groupBy(key string) {
	v.by, v.foldedBands = key, map[string]bool{}
	v.grid.ScrollTo(0)
	v.reload()
}

// usualGroups are the fields a menu offers to group by; the others are asked for.
var usualGroups = []string{"department", "gender", "education", "political", member.StateKey, member.AgeKey, "join_date", "skill_level", "migrant"}

// arrangeMenu is the menu of sorting and grouping.
func (v *view) arrangeMenu() []widget.MenuItem {
	items := []widget.MenuItem{{Text: "按几列排序…", Icon: "sort", Do: v.askSort}, {}, {Text: "不分组", Chosen: v.by == "", Do: func() { v.groupBy("") }}}
	offered := map[string]bool{}
	add := func(f field.Field) {
		offered[f.Key] = true
		items = append(items, widget.MenuItem{Text: "按" + f.Label + "分组", Chosen: v.by == f.Key, Do: func() { v.groupBy(f.Key) }})
	}
	for _, key := range usualGroups {
		if f, ok := member.AskedField(v.list.fields, key); ok {
			add(f)
		}
	}
	if f, ok := member.AskedField(v.list.fields, v.by); ok && !offered[v.by] {
		add(f)
	}
	items = append(items, widget.MenuItem{Text: "按别的项分组…", Do: v.askGroupBy})
	if v.by != "" {
		items = append(items, widget.MenuItem{}, widget.MenuItem{Text: "全部收起", Do: func() { v.foldBands(true) }},
			widget.MenuItem{Text: "全部展开", Do: func() { v.foldBands(false) }})
	}
	return append(items, widget.MenuItem{}, widget.MenuItem{Text: "快捷键…", Icon: "help", Shortcut: "F1", Do: v.showKeys})
}

// headMenu is the menu of a right click on the head of a column.
func (v *view) headMenu(col int, at fyne.Position) {
	c := v.list.columns[col]
	sorted := func(down, add bool) func() {
		return func() {
			if !add {
				v.order = nil
			}
			v.setOrder(append(v.order, grid.SortKey{Column: col, Descending: down}))
		}
	}
	items := []widget.MenuItem{
		{Text: "升序", Icon: "sort", Do: sorted(false, false)}, {Text: "降序", Do: sorted(true, false)},
		{Text: "再按这一列排", Shortcut: "Shift+点表头", Do: sorted(false, true)}, {},
		{Text: "按" + c.title() + "筛选…", Icon: "filter", Do: func() { v.askFilter(c.key) }},
	}
	if member.Groupable(c.field) {
		items = append(items, widget.MenuItem{Text: "按" + c.title() + "分组", Do: func() { v.groupBy(c.key) }})
	}
	items = append(items, widget.MenuItem{}, widget.MenuItem{Text: "列宽合适", Do: func() { v.grid.FitColumn(col) }})
	if c.key != "name" {
		items = append(items, widget.MenuItem{Text: "不显示这一列", Do: func() { v.grid.SetHidden(col, true) }})
	}
	widget.ShowMenuAt(v.shell.Window().Canvas(), at, append(items, widget.MenuItem{Text: "选择列…", Icon: "columns", Do: v.chooseColumns}))
}

// count is how many members stand in a span of rows.
func (p *people) count(s grid.Span) (n int) {
	for row := max(s.First, 0); row <= s.Last && row < p.rowCount; row++ {
		if _, ok := p.index(row); ok {
			n++
		}
	}
	return n
}

// bandWords says by what the list is grouped: 分 12 组，
func (v *view) bandWords() string {
	if v.list.bands == nil {
		return ""
	}
	f, _ := member.AskedField(v.list.fields, v.by)
	return "按" + f.Label + "分 " + strconv.Itoa(len(v.list.bands)) + " 组，"
}

// bandMenu is the menu of a band.
func (v *view) bandMenu(row int, at fyne.Position) {
	if _, ok := v.people.Band(row); !ok {
		return
	}
	widget.ShowMenuAt(v.shell.Window().Canvas(), at, []widget.MenuItem{
		{Text: "收起或展开这一组", Shortcut: "Enter", Do: func() { v.foldBand(row) }},
		{Text: "全部收起", Do: func() { v.foldBands(true) }}, {Text: "全部展开", Do: func() { v.foldBands(false) }},
		{}, {Text: "不分组", Do: func() { v.groupBy("") }}})
}
