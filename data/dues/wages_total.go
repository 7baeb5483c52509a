package dues

import "unionledger/data/money"

// Total adds up what the rows of the sheet earned, whoever they are of, by the items of
// the rule: how much, for how many, and how many rows told no wage.
func (w *Wages) Total() (sum money.Fen, heads, without int) {
	for i := range w.Rows {
		fen, known := w.base(&w.Rows[i])
		if !known {
			without++
			continue
		}
		sum += fen
		heads++
	}
	return sum, heads, without
}
