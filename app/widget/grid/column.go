package grid

import "slices"

// Smallest width of a column in units, where the column says nothing itself.
const defaultMinWidth float32 = 32

// Column describes one column. Widths are units of the toolkit
// (a pixel at 100 %) before the text scale, with which they grow.
type Column struct {
	Key         string  // stable name, by which widths and order are remembered
	Title       string  // header text
	Hint        string  // longer explanation, for menus that list the columns
	Width       float32 // 0 means 96
	MinWidth    float32 // 0 means 32; the user cannot make it narrower
	Align       Align   // of the cells
	HeaderAlign Align   // of the title; AlignColumn takes Align
	Sortable    bool    // a click on the header asks for sorting
	Editable    bool    // F2, double click and typing edit in place
	Hidden      bool    // not shown
	Highlight   bool    // tinted from header to last row: the current month
	Stretch     bool    // takes the width that is left over, when there is any
}

// SortKey is one step of the wanted order.
type SortKey struct {
	Column     int  // column number
	Descending bool // 由近到远, 由大到小
}

// ColumnState is what is remembered of one column between starts.
type ColumnState struct {
	Key    string  `json:"key" yaml:"key"`
	Width  float32 `json:"width" yaml:"width"`
	Hidden bool    `json:"hidden,omitempty" yaml:"hidden,omitempty"`
}

// minWidth is the least width the user may drag the column to.
func (c *Column) minWidth() float32 {
	if c.MinWidth > 0 {
		return c.MinWidth
	}
	return defaultMinWidth
}

// SetColumns replaces all columns and shows them in the given order. Sort order,
// current cell and marks stay where they still make sense.
func (g *Grid) SetColumns(columns []Column) {
	g.columns = slices.Clone(columns)
	g.order = g.order[:0]
	for i := range g.columns {
		c := &g.columns[i]
		if c.Width <= 0 {
			c.Width = 96
		}
		c.Width = max(c.Width, c.minWidth())
		g.order = append(g.order, i)
	}
	g.sort = slices.DeleteFunc(g.sort, func(k SortKey) bool { return k.Column >= len(columns) })
	g.StopEditing(false)
	g.Refresh()
}

// Columns returns a copy of the columns with their present widths and hiding,
// by column number.
func (g *Grid) Columns() []Column { return slices.Clone(g.columns) }

// ViewOrder returns the column numbers in the order shown, hidden ones included.
func (g *Grid) ViewOrder() []int { return slices.Clone(g.order) }

// ColumnStates returns width, hiding and order of all columns, to be remembered.
func (g *Grid) ColumnStates() []ColumnState {
	states := make([]ColumnState, 0, len(g.order))
	for _, i := range g.order {
		c := g.columns[i]
		states = append(states, ColumnState{Key: c.Key, Width: c.Width, Hidden: c.Hidden})
	}
	return states
}

// ApplyColumnStates restores what ColumnStates returned. Keys that are gone are
// passed over; columns that are new keep their place behind their neighbour.
func (g *Grid) ApplyColumnStates(states []ColumnState) {
	byKey := make(map[string]int, len(g.columns))
	for i, c := range g.columns {
		byKey[c.Key] = i
	}
	known := make([]int, 0, len(g.columns))
	for _, s := range states {
		i, ok := byKey[s.Key]
		if !ok || slices.Contains(known, i) {
			continue
		}
		c := &g.columns[i]
		c.Hidden = s.Hidden
		if s.Width > 0 {
			c.Width = max(s.Width, c.minWidth())
		}
		known = append(known, i)
	}
	g.order = mergeOrder(known, len(g.columns))
	g.Refresh()
}

// mergeOrder puts the columns that the remembered order does not know behind the
// column they follow in the program's own order.
func mergeOrder(known []int, n int) []int {
	order := slices.Clone(known)
	for i := range n {
		if slices.Contains(order, i) {
			continue
		}
		at := 0
		if i > 0 {
			at = slices.Index(order, i-1) + 1
		}
		order = slices.Insert(order, at, i)
	}
	return order
}

// SetHidden shows or hides a column.
func (g *Grid) SetHidden(col int, hidden bool) {
	if !g.validColumn(col) || g.columns[col].Hidden == hidden {
		return
	}
	g.columns[col].Hidden = hidden
	g.StopEditing(false)
	g.columnsChanged()
}

// SetWidth sets a column's width, not less than its least.
func (g *Grid) SetWidth(col int, width float32) {
	if !g.validColumn(col) {
		return
	}
	c := &g.columns[col]
	c.Width = max(width, c.minWidth())
	g.columnsChanged()
}

// MoveColumn puts a column at another place of the view order.
func (g *Grid) MoveColumn(col, place int) {
	from := slices.Index(g.order, col)
	if from < 0 {
		return
	}
	g.order = slices.Delete(g.order, from, from+1)
	place = min(max(place, 0), len(g.order))
	g.order = slices.Insert(g.order, place, col)
	g.columnsChanged()
}

// columnsChanged redraws and tells the page, which remembers widths and order.
func (g *Grid) columnsChanged() {
	g.Refresh()
	if g.OnColumns != nil {
		g.OnColumns()
	}
}

func (g *Grid) validColumn(col int) bool { return col >= 0 && col < len(g.columns) }
