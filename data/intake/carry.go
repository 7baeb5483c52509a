package intake

// closeBlock gives the rows of a block the group they belong to where their own
// cell is empty: the one a heading row named, or the one written above in the same
// block. Where the block repeats its group in every row an empty cell is a real
// gap and stays empty.
func (r *reading) closeBlock() {
	rows := r.Rows[min(r.block.first, len(r.Rows)):]
	for place := range r.Kind.Fields.All() {
		if !r.t.carries(place) {
			continue
		}
		r.carry(rows, place)
	}
	r.block.first = len(r.Rows)
}

func (r *reading) carry(rows []Row, place int) {
	key := r.Kind.Fields.All()[place].Key
	col, mapped := r.t.column[key]
	if !mapped && r.block.section == "" || mapped && repeats(rows, place, col) {
		return
	}
	above := r.block.section
	for i := range rows {
		row := &rows[i]
		if own := row.Record.At(place); own != "" {
			above = own
			continue
		}
		if above == "" || row.HasProblem(key) && !row.cells.Cell(col).IsBlank() {
			continue
		}
		row.Record.SetAt(place, above)
		row.drop(key)
		row.Repairs = append(row.Repairs, Repair{col, key, "", above, "group_carried_down"})
	}
}

// repeats reports whether the cells of a column themselves name one group in two
// rows running.
func repeats(rows []Row, place, col int) bool {
	for i := 1; i < len(rows); i++ {
		if !rows[i].cells.Cell(col).IsBlank() && !rows[i-1].cells.Cell(col).IsBlank() && rows[i].Record.At(place) == rows[i-1].Record.At(place) {
			return true
		}
	}
	return false
}

// drop forgets the problems of a field that has found its value.
func (row *Row) drop(key string) {
	kept := row.Problems[:0]
	for _, p := range row.Problems {
		if p.Field != key {
			kept = append(kept, p)
		}
	}
	row.Problems = kept
}
