package intake

import "unionledger/data/sheet"

// Some clerks print two or three people in one row to save paper: the same columns
// stand side by side. Such a table is gone through once for each of its halves, as
// if that stood in the place of the first.

// halves tells how columns repeat: count groups of width columns from first on.
// The zero value is a sheet that repeats nothing.
type halves struct {
	first, width, count int
	// names are the groups of people written above the halves, "" for none.
	names []string
}

// findHalves looks for the columns of the header that repeat. The field that names
// a row must be among them, and one more that is known.
func (w *words) findHalves(labels []label) halves {
	var named []int
	for col, l := range labels {
		if fits := w.fit(l); len(fits) > 0 && fits[0].how != ByPart && w.kind.Fields.All()[fits[0].place].Key == w.kind.Named {
			named = append(named, col)
		}
	}
	if len(named) < 2 {
		return halves{}
	}
	h := halves{first: named[0], width: named[1] - named[0], count: 1}
	for h.first > 0 && named[0]-h.first+1 < h.width && sameLabel(labels[h.first-1], labels[h.first-1+h.width]) {
		h.first--
	}
	for _, col := range named[1:] {
		if col != named[0]+h.count*h.width || !w.repeats(labels, h, col-named[0]) {
			break
		}
		h.count++
	}
	if h.count < 2 {
		return halves{}
	}
	for n := range h.count {
		h.names = append(h.names, groupIn(labels[named[0]+n*h.width].group))
	}
	return h
}

// repeats reports whether the columns a distance behind those of the first half say
// the same, and two of them at least are known.
func (w *words) repeats(labels []label, h halves, distance int) bool {
	known := 0
	for col := h.first; col < h.first+h.width; col++ {
		left, right := labels[col], label{}
		if col+distance < len(labels) {
			right = labels[col+distance]
		}
		if foldHeader(right.text) != "" && !sameLabel(left, right) {
			return false
		}
		if foldHeader(right.text) != "" && len(w.fit(left)) > 0 {
			known++
		}
	}
	return known >= 2
}

// sameLabel reports whether two columns say the same. Under different words, such
// as 职工 and 配偶, they do not, unless both words name a group of people.
func sameLabel(a, b label) bool {
	x, y := foldHeader(a.group), foldHeader(b.group)
	return foldHeader(a.text) == foldHeader(b.text) && (x == y || groupIn(x) != "" && groupIn(y) != "")
}

// holds reports whether a column belongs to one of the halves behind the first.
func (h halves) holds(col int) bool {
	return col >= h.first+h.width && col < h.first+h.count*h.width
}

// part is one half of a row, moved to the place of the first. The first half keeps
// what stands outside of all.
func (h halves) part(row sheet.Row, n int) sheet.Row {
	if h.count < 2 {
		return row
	}
	out := row
	out.Cells = make([]sheet.Cell, len(row.Cells))
	for col := range row.Cells {
		inside := col >= h.first && col < h.first+h.width
		switch {
		case inside:
			out.Cells[col] = row.Cell(col + n*h.width)
		case n == 0 && !h.holds(col):
			out.Cells[col] = row.Cell(col)
		}
	}
	return out
}

// times is how often the rows of the table are gone through: once for each half.
func (h halves) times() int { return max(h.count, 1) }
