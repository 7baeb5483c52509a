package roster

import (
	"unionledger/app/widget/grid"
	"unionledger/data/member"
)

const (
	// pageRows is how many members are fetched at a time.
	pageRows = 200
	// mostPages limits what is kept: 64 pages are 12,800 members.
	mostPages = 64
)

// row is one member ready to be shown.
type row struct {
	member.Member
	cells []grid.Cell
}

// people is the source of the grid: the ids in order, and the rows of the pages
// that were fetched. All methods are for the main goroutine; only fetch works
// aside.
type people struct {
	ids     []int64
	columns columnSet
	names   map[int64]string
	pages   map[int][]row
	asked   map[int]bool
	// bands divide a grouped list; rowCount is how many rows there are with them.
	bands []bandRow
	// part says that only the first rows were read, the others are under way.
	part     bool
	rowCount int
	// fetch reads members aside and hands them over on the main goroutine; those
	// that are gone are left out.
	fetch func(ids []int64, then func([]member.Member))
	// arrived is told that rows first to last can be asked for now.
	arrived func(first, last int)
}

func newPeople(l listed, fetch func([]int64, func([]member.Member))) *people {
	return &people{ids: l.ids, rowCount: len(l.ids), columns: l.columns, names: l.names,
		pages: map[int][]row{}, asked: map[int]bool{}, fetch: fetch, arrived: func(int, int) {}}
}

// Len, Cell, Loaded and Ensure belong to grid.PagedSource.
func (p *people) Len() int { return p.rowCount }

func (p *people) Cell(row, col int) grid.Cell {
	at, ok := p.index(row)
	if !ok {
		return grid.Cell{}
	}
	return p.pages[at/pageRows][at%pageRows].cells[col]
}

func (p *people) Loaded(row int) bool {
	at, ok := p.index(row)
	return !ok || p.pages[at/pageRows] != nil
}

func (p *people) Ensure(first, last int) {
	first, last = p.near(first), p.near(last)
	for n := first / pageRows; len(p.ids) > 0 && n <= last/pageRows; n++ {
		if p.pages[n] == nil && !p.asked[n] {
			p.load(n, first/pageRows, last/pageRows)
		}
	}
}

// near is the place in the list that a row stands for, or the next one for a band.
func (p *people) near(row int) int {
	row = max(min(row, p.rowCount-1), 0)
	at, ok := p.index(row)
	if !ok {
		at++
	}
	return max(min(at, len(p.ids)-1), 0)
}

// load fetches page n; pages far from those on the screen make room for it.
func (p *people) load(n, firstSeen, lastSeen int) {
	p.asked[n] = true
	from, to := n*pageRows, min((n+1)*pageRows, len(p.ids))
	p.fetch(p.ids[from:to], func(found []member.Member) {
		if found == nil && to > from {
			return // it could not be read, and somebody has said so
		}
		delete(p.asked, n)
		if len(p.pages) >= mostPages {
			for other := range p.pages {
				if other < firstSeen-1 || other > lastSeen+1 {
					delete(p.pages, other)
				}
			}
		}
		p.pages[n] = p.rows(p.ids[from:to], found)
		p.arrived(p.row(from), p.row(to-1))
	})
}

// rows makes the rows of a page; a member that is gone keeps an empty line until
// the list is read anew.
func (p *people) rows(ids []int64, found []member.Member) []row {
	byID := make(map[int64]member.Member, len(found))
	for _, m := range found {
		byID[m.ID] = m
	}
	out := make([]row, len(ids))
	for i, id := range ids {
		m, ok := byID[id]
		if !ok {
			out[i] = row{cells: make([]grid.Cell, len(p.columns))}
			continue
		}
		out[i] = row{m, p.columns.cells(m, p.names)}
	}
	return out
}

// at is the member in a row, when it is there already.
func (p *people) at(row int) (member.Member, bool) {
	i, ok := p.index(row)
	if !ok || !p.Loaded(row) {
		return member.Member{}, false
	}
	m := p.pages[i/pageRows][i%pageRows].Member
	return m, m.ID != 0
}

// patch shows changes of a member at once; the next reading shows what was written.
func (p *people) patch(id int64, changes map[string]string) {
	at := p.place(id)
	m, ok := p.at(at)
	if !ok {
		return
	}
	i, _ := p.index(at)
	m.Record = m.Record.Clone()
	for key, value := range changes {
		m.Set(key, value)
	}
	p.pages[i/pageRows][i%pageRows] = row{m, p.columns.cells(m, p.names)}
	p.arrived(at, at)
}

// place is the row of a member, or of its band where that is folded away; -1 when it
// is not listed.
func (p *people) place(id int64) int {
	if p == nil { // a member found by the search is shown before the list was read
		return -1
	}
	for i, other := range p.ids {
		if other == id {
			return p.row(i)
		}
	}
	return -1
}

// chosen gives the ids of marked rows in order. A band that is folded away stands
// for all of its members.
func (p *people) chosen(rows grid.RowSet) []int64 {
	out := make([]int64, 0, rows.Len())
	rows.Each(func(i int) bool {
		if at, ok := p.index(i); ok {
			out = append(out, p.ids[at])
		} else if b, ok := p.Band(i); ok && b.Folded {
			out = append(out, p.bands[p.bandBy(i)].IDs...)
		}
		return true
	})
	return out
}
