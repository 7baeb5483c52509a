package dues

import (
	"cmp"
	"slices"
	"time"

	"unionledger/app/widget/grid"
	"unionledger/data/dues"
	"unionledger/data/money"
	"unionledger/data/union"
)

// y0 is the month at a place counted from 0.
func y0(i int) time.Month { return time.Month(i + 1) }

// filter is what the list is narrowed by.
type filter struct {
	group int64  // 0 is the whole union
	state string // one of dues.States, "" for all
	found map[int64]bool
}

// table is the year as the grid shows it: the rows that pass the filter, in the
// order asked for. Words are made when a row first comes into sight and kept for
// the rows near the window.
type table struct {
	f     *facts
	rows  []int32
	words map[int][]grid.Cell
}

// keep is how many rows' words are kept.
const keep = 512

// newTable filters and sorts; with 100,000 members it takes a few hundredths of a second.
func newTable(f *facts, by filter, order []grid.SortKey) *table {
	t := &table{f: f, words: map[int][]grid.Cell{}}
	var in map[int64]bool
	if by.group != 0 {
		in = map[int64]bool{}
		for _, id := range union.Below(f.groups, by.group) {
			in[id] = true
		}
	}
	for i := range f.rows {
		y := &f.rows[i]
		if in != nil && !in[y.Group] || !y.In(by.state) || by.found != nil && !by.found[y.Member] {
			continue
		}
		t.rows = append(t.rows, int32(i))
	}
	t.sort(order)
	return t
}

// sort orders the rows; those that are equal stay in register order.
func (t *table) sort(order []grid.SortKey) {
	if len(order) == 0 {
		return
	}
	slices.SortStableFunc(t.rows, func(a, b int32) int {
		for _, key := range order {
			c := cmp.Compare(t.value(a, key.Column), t.value(b, key.Column))
			if key.Descending {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
}

// value is what a column is sorted by.
func (t *table) value(row int32, col int) int64 {
	y := &t.f.rows[row]
	switch col {
	case colName:
		return int64(row) // rows come in the order of names
	case colMonthly:
		return int64(y.Monthly)
	case colBefore:
		return int64(y.Before)
	case colDue:
		return int64(y.Due() + y.Before)
	case colPaid:
		return int64(y.Paid())
	case colOwing:
		return int64(y.Owing())
	case colArrears:
		return int64(y.Arrears)
	}
	return 0
}

// Len and Cell make the table a grid.Source.
func (t *table) Len() int { return len(t.rows) }

func (t *table) Cell(row, col int) grid.Cell {
	cells, ok := t.words[row]
	if !ok {
		if len(t.words) >= keep {
			clear(t.words)
		}
		cells = t.f.cells(t.at(row))
		t.words[row] = cells
	}
	return cells[col]
}

// at is the member in a row.
func (t *table) at(row int) *dues.MemberYear { return &t.f.rows[t.rows[row]] }

// members are the members of all rows, or of those chosen.
func (t *table) members(chosen *grid.RowSet) map[int64]bool {
	out := map[int64]bool{}
	if chosen == nil {
		for row := range t.rows {
			out[t.at(row).Member] = true
		}
		return out
	}
	chosen.Each(func(row int) bool {
		if row < len(t.rows) {
			out[t.at(row).Member] = true
		}
		return true
	})
	return out
}

// sums are the totals of the rows.
type sums struct {
	people            int
	before, due, paid money.Fen
	owing             money.Fen
	monthDue          [12]money.Fen
	monthPaid         [12]money.Fen
}

func (t *table) sums() sums {
	s := sums{people: len(t.rows)}
	for row := range t.rows {
		y := t.at(row)
		s.before += y.Before
		s.owing += y.Owing()
		for m, c := range y.Months {
			s.monthDue[m] += c.Due
			s.monthPaid[m] += c.Paid
		}
	}
	for m := range 12 {
		s.due += s.monthDue[m]
		s.paid += s.monthPaid[m]
	}
	s.due += s.before
	return s
}

// totals are the two rows below the grid, each sum as exact as its column is wide.
func (s sums) totals(group string, columns []grid.Column) [][]grid.Cell {
	due, paid := make([]grid.Cell, columnCount), make([]grid.Cell, columnCount)
	put := func(row []grid.Cell, col int, fen money.Fen) {
		edges := float32(4)
		if columns[col].Align == grid.AlignTrailing {
			edges = 10
		}
		row[col] = grid.Cell{Text: brief(fen, columns[col].Width-edges), Bold: true, Small: true}
	}
	due[colName], paid[colName] = grid.Cell{Text: "应收合计", Bold: true}, grid.Cell{Text: "实收合计", Bold: true}
	if s.before > 0 {
		put(due, colBefore, s.before)
	}
	for m := range 12 {
		if s.monthDue[m] > 0 {
			put(due, colMonth+m, s.monthDue[m])
			put(paid, colMonth+m, s.monthPaid[m])
		}
	}
	put(due, colDue, s.due)
	put(paid, colPaid, s.paid)
	put(paid, colOwing, s.owing)
	paid[colOwing].Tone = grid.ToneMuted
	if s.owing > 0 {
		paid[colOwing].Tone = grid.ToneError
	}
	due[colArrears] = grid.Cell{Text: group, Tone: grid.ToneSecondary, Small: true}
	paid[colArrears] = grid.Cell{Text: "单位：元", Tone: grid.ToneSecondary, Small: true}
	return [][]grid.Cell{due, paid}
}
