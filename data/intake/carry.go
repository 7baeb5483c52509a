package intake

// closeBlock gives the rows of a block the group they belong to where their own
// cell is empty: the one a heading row named, or the one written above in the same
// block. Where a block repeats its groups in every row an empty cell is a real gap
// and stays empty, unless a subtotal closes the block and it holds one group only.
func (r *reading) closeBlock(bySum bool) {
	rows := r.Rows[min(r.block.first, len(r.Rows)):]
	for place := range r.Kind.Fields.All() {
		if r.t.carries(place) {
			r.carry(rows, place, bySum)
		}
	}
	r.block.first = len(r.Rows)
}

func (r *reading) carry(rows []Row, place int, bySum bool) {
	key := r.Kind.Fields.All()[place].Key
	col, mapped := r.t.column[key]
	above := r.block.section
	if mapped && above == r.home() {
		above = "" // the sheet has a column of its own for this
	}
	switch {
	case !mapped && above == "":
		return
	case mapped && bySum && above == "":
		above = onlyGroup(rows, place)
	}
	if mapped && above == "" && repeats(rows, place, col) {
		return
	}
	for i := range rows {
		row := &rows[i]
		if own := row.Record.At(place); own != "" {
			above = own
			continue
		}
		if above == "" || mapped && !row.cells.Cell(col).IsBlank() {
			continue
		}
		row.Record.SetAt(place, above)
		row.Drop(key)
		row.Repairs = append(row.Repairs, Repair{Column: col, Field: key, To: above, Kind: "group_carried_down"})
	}
}

// onlyGroup is the one group that the rows name, "" for none or several.
func onlyGroup(rows []Row, place int) string {
	only := ""
	for i := range rows {
		switch own := rows[i].Record.At(place); {
		case own == "" || own == only:
		case only != "":
			return ""
		default:
			only = own
		}
	}
	return only
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
