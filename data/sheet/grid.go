package sheet

import (
	"maps"
	"slices"
)

// grid gathers cells that may come in any order.
type grid struct {
	*guard
	name   string
	rows   map[int][]Cell
	hidden map[int]bool
}

func newGrid(g *guard, name string) *grid {
	return &grid{guard: g, name: name, rows: map[int][]Cell{}, hidden: map[int]bool{}}
}

// put places a cell; blank ones cost nothing.
func (g *grid) put(row, col int, c Cell) error {
	if c.Kind == Blank || c.Text == "" {
		return nil
	}
	if err := g.column(g.name, col, row); err != nil {
		return err
	}
	cells := g.rows[row]
	if more := col + 1 - len(cells); more > 0 {
		if err := g.addCells(more); err != nil {
			return err
		}
		cells = append(cells, make([]Cell, more)...)
		g.rows[row] = cells
	}
	cells[col] = c
	return nil
}

// sorted gives the rows that hold anything, in order.
func (g *grid) sorted() []Row {
	var out []Row
	for _, number := range slices.Sorted(maps.Keys(g.rows)) {
		out = append(out, Row{Number: number, Hidden: g.hidden[number], Cells: g.rows[number]})
	}
	return out
}
