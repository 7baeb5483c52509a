package intake

import (
	"strings"

	"unionledger/data/field"
	"unionledger/data/sheet"
)

// Forms with boxes spread an identity number over two cells or up to eighteen.
// They are put together, and taken together only where the whole passes its check.

// joinNumbers finds the columns over which the identity number is spread: those
// behind it without a header of their own, where most rows come to 18 signs.
func (w *words) joinNumbers(t *Table, rows []sheet.Row) {
	for c := range t.Columns {
		f, ok := w.kind.Fields.Field(t.Columns[c].Field)
		if !ok || f.Kind != field.IDNumber {
			continue
		}
		last := c
		for last+1 < len(t.Columns) && last-c < 17 && t.Columns[last+1].continues(t.Columns[c]) {
			last++
		}
		whole := func(r sheet.Row) bool { return len(joined(r, c, last)) == 18 }
		if last > c && mostRows(rows, c, whole) {
			t.spread = last - c
			for i := c + 1; i <= last; i++ {
				t.Columns[i].How, t.Columns[i].Rival = Beside, ""
			}
		}
		return
	}
}

// continues reports whether a column not taken has no header of its own behind
// another.
func (m Mapping) continues(first Mapping) bool {
	header := foldHeader(m.Header)
	return m.Field == "" && m.Filled > 0 && (header == "" || header == foldHeader(first.Header))
}

func mostRows(rows []sheet.Row, col int, fits func(sheet.Row) bool) bool {
	seen, right := 0, 0
	for _, r := range rows {
		if r.Cell(col).IsBlank() {
			continue
		}
		if fits(r) {
			right++
		}
		if seen++; seen == shapeSample {
			break
		}
	}
	return right > 0 && 2*right >= seen
}

// joined puts the signs of some cells of a row together.
func joined(r sheet.Row, first, last int) string {
	var b strings.Builder
	for col := first; col <= last; col++ {
		b.WriteString(strings.ToUpper(bareNumber(r.Cell(col).Text)))
	}
	return b.String()
}

// whole is the cell of an identity number put together from all it is spread over,
// where that is right; else the first cell as it stands.
func (r *reading) whole(row sheet.Row, c *column) sheet.Cell {
	cell := row.Cell(c.Column)
	if r.t.spread == 0 || c.field.Kind != field.IDNumber || cell.IsBlank() {
		return cell
	}
	all := sheet.Cell{Kind: sheet.Text, Text: joined(row, c.Column, c.Column+r.t.spread)}
	if Clean(c.field, all, c.ctx).Reported() {
		return cell
	}
	return all
}
