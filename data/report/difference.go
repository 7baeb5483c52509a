package report

import (
	"io"
	"strconv"
	"strings"

	"unionledger/data/sheet"
)

// Difference is what one report says that an earlier one of the same form did not. The
// columns are those of the later one; those that only count rows are left out.
type Difference struct {
	Columns []SentColumn `json:"columns"`
	// Joined stand only in the later report, Left only in the earlier one.
	Joined  []Line    `json:"joined"`
	Left    []Line    `json:"left"`
	Changed []Changed `json:"changed"`
	// Dropped are the columns that only one of the two forms has.
	Dropped []string `json:"dropped,omitempty"`
}

// Line is a row of a report by the columns of the Difference.
type Line struct {
	// Record is the row's id in its source, 0 for none.
	Record int64    `json:"record,omitempty"`
	Who    string   `json:"who"`
	Cells  []string `json:"cells"`

	key string
}

// Changed is a row that stands in both and says something else.
type Changed struct {
	Record int64  `json:"record,omitempty"`
	Who    string `json:"who"`
	Cells  []Cell `json:"cells"`

	key string
}

// Cell is one cell that changed; Column is its place in Difference.Columns.
type Cell struct {
	Column int    `json:"column"`
	Old    string `json:"old"`
	New    string `json:"new"`
}

// People counts the rows that differ.
func (d Difference) People() int { return len(d.Joined) + len(d.Left) + len(d.Changed) }

// Compare says what changed from an earlier report to a later one. Rows are the same
// that are of the same record, else of the same name; a person whose record was merged
// into another is still known by the ID number.
func Compare(earlier, later *Sent) (Difference, error) {
	d := Difference{Joined: []Line{}, Left: []Line{}, Changed: []Changed{}}
	var from []SentColumn
	from, d.Columns, d.Dropped = common(earlier.Columns(), later.Columns())
	before, err := earlier.keyed(from)
	if err != nil {
		return d, err
	}
	after, err := later.keyed(d.Columns)
	if err != nil {
		return d, err
	}
	old := make(map[string]*Line, len(before))
	for i := range before {
		old[before[i].key] = &before[i]
	}
	for _, now := range after {
		was, there := old[now.key]
		if !there {
			d.Joined = append(d.Joined, now)
			continue
		}
		delete(old, now.key)
		d.change(*was, now)
	}
	for _, was := range before {
		if _, gone := old[was.key]; gone {
			d.Left = append(d.Left, was)
		}
	}
	d.sameNumber()
	return d, nil
}

// change adds what differs between two rows.
func (d *Difference) change(was, now Line) {
	c := Changed{Record: now.Record, Who: now.Who, key: was.key}
	for i := range now.Cells {
		if was.Cells[i] != now.Cells[i] {
			c.Cells = append(c.Cells, Cell{i, was.Cells[i], now.Cells[i]})
		}
	}
	if c.Cells != nil {
		d.Changed = append(d.Changed, c)
	}
}

// sameNumber makes one that left and one that joined with the same ID number into one
// that changed.
func (d *Difference) sameNumber() {
	at := -1
	for i, c := range d.Columns {
		if c.Field == "id_number" {
			at = i
		}
	}
	if at < 0 {
		return
	}
	gone := map[string]Line{}
	for _, l := range d.Left {
		gone[l.Cells[at]] = l
	}
	found := map[string]bool{}
	kept := d.Joined[:0]
	for _, j := range d.Joined {
		was, there := gone[j.Cells[at]]
		if j.Cells[at] == "" || !there || found[was.key] {
			kept = append(kept, j)
			continue
		}
		found[was.key] = true
		d.change(was, j)
	}
	d.Joined = kept
	stayed := d.Left[:0]
	for _, l := range d.Left {
		if !found[l.key] {
			stayed = append(stayed, l)
		}
	}
	d.Left = stayed
}

// common pairs the columns of two forms by their headers.
func common(a, b []SentColumn) (inA, inB []SentColumn, dropped []string) {
	used := map[int]bool{}
	for _, c := range b {
		match := -1
		for i, other := range a {
			if !used[i] && other.Label() == c.Label() && (match < 0 || other.At == c.At) {
				match = i
			}
		}
		switch {
		case match < 0 && !c.Sequence:
			dropped = append(dropped, c.Label())
		case match >= 0:
			used[match] = true
			if !c.Sequence {
				inA, inB = append(inA, a[match]), append(inB, c)
			}
		}
	}
	for i, c := range a {
		if !used[i] && !c.Sequence {
			dropped = append(dropped, c.Label())
		}
	}
	return inA, inB, dropped
}

// keyed gives the rows but the sums, by some columns, each with a key of its own.
func (s *Sent) keyed(columns []SentColumn) ([]Line, error) {
	var out []Line
	seen := map[string]int{}
	for row, err := range s.Rows() {
		if err != nil {
			return nil, err
		}
		if row.Total {
			continue
		}
		l := Line{Record: row.Record, Who: row.Who, Cells: make([]string, len(columns)), key: "w" + row.Who}
		if row.Record != 0 {
			l.key = "r" + strconv.FormatInt(row.Record, 10)
		}
		if n := seen[l.key]; n > 0 {
			seen[l.key]++
			l.key += "#" + strconv.Itoa(n)
		} else {
			seen[l.key] = 1
		}
		for i, c := range columns {
			l.Cells[i] = row.Cells[c.place].Text
		}
		out = append(out, l)
	}
	return out, nil
}

// Words says the counts in a sentence.
func (d Difference) Words() string {
	if d.People() == 0 {
		return "没有变化"
	}
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{len(d.Joined), "新增"}, {len(d.Left), "减少"}, {len(d.Changed), "变化"}} {
		if p.n > 0 {
			parts = append(parts, p.word+" "+strconv.Itoa(p.n))
		}
	}
	return strings.Join(parts, "，")
}

// WriteFile writes the difference as a workbook with a sheet each for what came, went
// and changed. title stands over each.
func (d Difference) WriteFile(path, title string) error {
	var columns []sheet.Column
	for _, c := range d.Columns {
		columns = append(columns, sheet.Column{Title: c.Label()})
	}
	lines := func(name string, list []Line) sheet.Table {
		return sheet.Table{Sheet: name, Title: title + "：" + name, Columns: columns, Count: len(list), Rows: func(yield func([]sheet.Value) bool) {
			for _, l := range list {
				if !yield(sheet.Texts(l.Cells...)) {
					return
				}
			}
		}}
	}
	changed := sheet.Table{Sheet: "变化", Title: title + "：变化", Columns: []sheet.Column{{Title: "姓名", Width: 14}, {Title: "项目", Width: 18}, {Title: "上次", Width: 30}, {Title: "这次", Width: 30}}}
	for _, c := range d.Changed {
		changed.Count += len(c.Cells)
	}
	changed.Rows = func(yield func([]sheet.Value) bool) {
		for _, c := range d.Changed {
			for _, cell := range c.Cells {
				if !yield(sheet.Texts(c.Who, d.Columns[cell.Column].Label(), cell.Old, cell.New)) {
					return
				}
			}
		}
	}
	return sheet.WriteFile(path, func(w io.Writer) error {
		return sheet.WriteTable(w, lines("新增", d.Joined), lines("减少", d.Left), changed)
	})
}

// Covered is the difference with the numbers of people covered, for lists that others
// may see.
func (d Difference) Covered() Difference {
	lines := func(list []Line) []Line {
		out := make([]Line, len(list))
		for i, l := range list {
			cells := make([]string, len(l.Cells))
			for k, text := range l.Cells {
				cells[k] = d.Columns[k].Shown(text)
			}
			l.Cells = cells
			out[i] = l
		}
		return out
	}
	out := d
	out.Joined, out.Left, out.Changed = lines(d.Joined), lines(d.Left), make([]Changed, len(d.Changed))
	for i, c := range d.Changed {
		cells := make([]Cell, len(c.Cells))
		for k, x := range c.Cells {
			column := d.Columns[x.Column]
			cells[k] = Cell{x.Column, column.Shown(x.Old), column.Shown(x.New)}
		}
		c.Cells = cells
		out.Changed[i] = c
	}
	return out
}
