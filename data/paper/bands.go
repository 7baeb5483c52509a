package paper

import (
	"fmt"
	"sort"
)

// Band is one group of a list that is divided: its heading and how many of the
// people, from where the one before it ends, are in it.
type Band struct {
	Title  string
	People int
}

// listBand is a Band in its place: first is the number of its first person.
type listBand struct {
	Band
	first, women int
}

func bandsOf(bands []Band) []listBand {
	var out []listBand
	first := 1
	for _, b := range bands {
		if b.People > 0 {
			out = append(out, listBand{Band: b, first: first})
			first += b.People
		}
	}
	return out
}

// bandOf is the group of the person with a number; nil where the list is not divided.
func (f *filling) bandOf(number int) *listBand {
	i := sort.Search(len(f.bands), func(i int) bool { return f.bands[i].first > number }) - 1
	if i < 0 {
		return nil
	}
	return &f.bands[i]
}

// row is the row across a table that stands above the people of a group, with their
// number; more says that they go on from the page before.
func (b *listBand) row(columns int, more bool) row {
	text := b.Title + "（续）"
	if !more {
		text = fmt.Sprintf("%s　%d 人", b.Title, b.People)
		if b.women > 0 {
			text += fmt.Sprintf("，其中女 %d 人", b.women)
		}
	}
	return row{cells: []cell{{span: columns, down: 1, bottom: -1,
		paras: []para{{align: left, set: true, factor: 1, bold: true, pieces: []piece{{text: text}}}}}}}
}

// person adds the row of a person of a list. The heading of a group is not left
// alone at the foot of a page, and stands again where the group goes on.
func (g *tableSetter) person(rows []row, who *scope) error {
	b := g.fill.bandOf(who.number)
	if b == nil {
		return g.add(rows, who)
	}
	first := b.first == who.number
	high := g.band(rows, who, 1).height()
	heading := []row{b.row(len(g.tab.columns), false)}
	if first {
		high += g.band(heading, g.who, 1).height()
	}
	if g.full(high) {
		if err := g.turn(); err != nil {
			return err
		}
		if !first {
			heading[0] = b.row(len(g.tab.columns), true)
			first = true
		}
	}
	if first {
		if err := g.add(heading, g.who); err != nil {
			return err
		}
	}
	return g.add(rows, who)
}
