package grid

import "slices"

// edge is where Ctrl with an arrow goes, as in sheets: to the end of a run of
// filled cells, or over empty ones to the next filled one, else to the last cell.
// Rows that have not arrived yet are not waited for: then it is the last cell too.
func (g *Grid) edge(from place, rows, cols int) place {
	shown := g.shown()
	at := slices.Index(shown, from.col)
	if at < 0 || from.row < 0 {
		return from
	}
	next := func(p place, at int) (place, int, bool) {
		p.row += rows
		at += cols
		for rows != 0 {
			if _, band := g.band(p.row); !band {
				break
			}
			p.row += rows
		}
		if p.row < 0 || p.row >= g.Len() || at < 0 || at >= len(shown) {
			return p, at, false
		}
		p.col = shown[at]
		return p, at, true
	}
	here := from
	first, place1, ok := next(from, at)
	if !ok {
		return from
	}
	run := g.filled(from) && g.filled(first)
	here, at = first, place1
	for {
		if !g.arrived(here.row) {
			return g.last(here, rows)
		}
		if !run && g.filled(here) {
			return here
		}
		after, n, ok := next(here, at)
		if !ok || run && g.arrived(after.row) && !g.filled(after) {
			return here
		}
		here, at = after, n
	}
}

// last is the outermost row in the direction.
func (g *Grid) last(p place, rows int) place {
	if rows < 0 {
		return place{0, p.col}
	}
	return place{g.Len() - 1, p.col}
}

func (g *Grid) arrived(row int) bool {
	p, paged := g.source.(PagedSource)
	return !paged || p.Loaded(row)
}

// filled says whether a cell holds a value.
func (g *Grid) filled(p place) bool {
	if !g.arrived(p.row) {
		return true
	}
	c := g.source.Cell(p.row, p.col)
	return c.Text != "" && !c.Empty
}

// goEdge moves to the edge, or with extend the far corner of the range.
func (g *Grid) goEdge(rows, cols int, extend bool) {
	from := g.current
	if extend {
		from = g.head
	}
	to := g.edge(from, rows, cols)
	if extend {
		g.reveal(to)
		g.extendTo(to)
		return
	}
	if !g.ShowChecks {
		g.dropMarks()
	}
	g.SetCurrent(to.row, to.col)
}

// selectColumns widens the range to whole columns, selectRows to whole rows.
func (g *Grid) selectColumns() {
	if r, ok := g.Range(); ok {
		g.SelectRange(0, r.Columns[0], g.Len()-1, r.Columns[len(r.Columns)-1])
	}
}

func (g *Grid) selectRows() {
	if r, ok := g.Range(); ok {
		shown := g.shown()
		g.SelectRange(r.Rows.First, shown[0], r.Rows.Last, shown[len(shown)-1])
	}
}

// KeyHelp is one key of the grid and what it does, for a list of keys.
type KeyHelp struct{ Keys, Does string }

// Keys lists what the keys and the mouse do in a grid that can be edited.
var Keys = []KeyHelp{
	{"方向键", "移到旁边一格"},
	{"Ctrl+方向键", "移到连着有内容的一头，空格处跳到下一个有内容的格"},
	{"Home / End", "到这一行的第一列 / 最后一列"},
	{"Ctrl+Home / Ctrl+End", "到第一行第一列 / 最后一行最后一列"},
	{"PageUp / PageDown", "上翻一屏 / 下翻一屏"},
	{"Shift+上面各键", "选一片；鼠标拖动、Shift+点也可以"},
	{"Ctrl+空格 / Shift+空格", "选整列 / 选整行；Ctrl+点表头也选整列（Ctrl+空格若被输入法占用）"},
	{"空格", "勾选这一行，或去掉勾选"},
	{"Ctrl+A", "勾选全部行"},
	{"F2、双击、直接打字", "修改这一格"},
	{"Enter / Tab", "改完到下一行 / 右边一格；没在修改时 Enter 打开资料"},
	{"Ctrl+Enter", "把正在打的内容填满选中的一片"},
	{"Esc", "放弃修改，再按取消选中，再按关上右边的资料"},
	{"Ctrl+C / Ctrl+X / Ctrl+V", "复制 / 剪切 / 粘贴，和 WPS、Excel 互通"},
	{"Ctrl+D", "把选中第一行的内容向下填；只选一格时取上面一格"},
	{"拖选中右下角的小方块", "向下填充"},
	{"Delete", "清空选中的格，先给看"},
	{"Alt+↓", "打开可选的词"},
	{"点表头 / Shift+点表头", "按这一列排序 / 再加一列一起排，表头上有次序"},
	{"← / → / Enter（在分组行上）", "收起 / 展开这一组"},
	{"菜单键、Shift+F10、右键", "打开这一行的菜单"},
}
