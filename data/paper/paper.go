// Package paper prints: applications, registers, letters, rosters, labels. A paper
// is a text file a clerk can edit (package syntax is described in assets/papers); it
// is read into a Template, filled from the ledger, laid out on pages, and drawn as a
// PDF or as a picture. The layout is ours, so that it can be tested without either.
package paper

import (
	"fmt"
	"strings"
)

// Use says what a paper is made for.
type Use string

// The uses, as the line 用于 of a paper names them.
const (
	PerPerson Use = "一人一份" // the whole text once for each person, each on new pages
	ForList   Use = "名单"   // once for all, with a row for each person
	ForChange Use = "会籍变动" // once for a period, with a row for each change
	ForLabels Use = "标签"   // a label for each person, many on a page
	// ForReceipts is a page for each receipt of dues, with a copy in each of its slots.
	ForReceipts Use = "收据"
)

var uses = []Use{PerPerson, ForList, ForChange, ForLabels, ForReceipts}

// Template is a paper that was read and found in order.
type Template struct {
	// Key is the name of the shipped file without its ending.
	Key, Name string
	Use       Use
	// Basis and Date say what the wording rests on and of when it is.
	Basis, Date string

	width, height            float64 // of the page, mm
	top, right, bottom, left float64 // margins, mm
	size, leading            float64 // points; line height as a multiple of it
	// inFull says that numbers of people stand in full on this paper.
	inFull bool
	// chinese writes dates as 2021年12月23日 and not as 2021-12-23.
	chinese bool
	// kinds are the changes of a membership whose newest one the paper tells of.
	kinds  []string
	footer []piece
	labels labels
	blocks []block
}

// InFull tells whether the paper shows numbers of people in full unless told not to.
func (t *Template) InFull() bool { return t.inFull }

// inSlots tells whether the page is divided into slots of one size.
func (t *Template) inSlots() bool { return t.Use == ForLabels || t.Use == ForReceipts }

// PageSize is the size of its pages in millimetres.
func (t *Template) PageSize() (width, height float64) { return t.width, t.height }

// labels is how labels lie on the page.
type labels struct {
	columns, rows int
	width, height float64 // of one, mm
	gapX, gapY    float64
}

// block is one thing below the other on a page.
type block struct {
	kind  blockKind
	mm    float64 // of a gap
	para  para    // of a paragraph, or the words on a cut line
	table *table
}

type blockKind uint8

const (
	paragraph blockKind = iota
	gap
	rule
	cutLine
	pageBreak
	tableBlock
)

type align uint8

const (
	indented align = iota // as a paragraph of a text: first line two characters in
	left
	centre
	right
)

// para is a paragraph, or one line of a cell.
type para struct {
	align  align
	set    bool    // whether the alignment was written
	factor float64 // of the paper's size of type
	bold   bool
	space  bool // a title, with room above and below
	pieces []piece
}

// piece is a run of text, a mark to be filled, or a blank to write on.
type piece struct {
	text string
	mark *mark
	// blank is the length of the line to write on, in characters; 0 is none.
	blank float64
}

// table is a table of cells; it may have no lines around them.
type table struct {
	columns []float64 // mm; 0 shares what is left
	lined   bool
	rows    []row
}

type row struct {
	height float64 // mm, at least
	head   bool    // repeated on each page
	each   bool    // once for each person or change
	cells  []cell
}

type cell struct {
	column, span int
	down         int // rows, 1 for an ordinary cell
	paras        []para
	bottom       int // from this paragraph on they stand at the foot of the cell; -1 none
}

// Error is what is wrong with the text of a paper, and in which line.
type Error struct {
	Line    int
	Message string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("第 %d 行：%s", e.Line, e.Message)
}

// Named finds a template by its key or its name among some.
func Named(all []Info, name string) (Info, bool) {
	name = strings.TrimSpace(name)
	for _, i := range all {
		if i.Key == name || i.Name == name {
			return i, true
		}
	}
	return Info{}, false
}

// tells reports whether a mark stands anywhere in the paper.
func (t *Template) tells(name string) bool {
	in := func(paras ...para) bool {
		for _, p := range paras {
			for _, x := range p.pieces {
				if x.mark != nil && x.mark.Name == name {
					return true
				}
			}
		}
		return false
	}
	for i := range t.blocks {
		b := &t.blocks[i]
		if in(b.para) {
			return true
		}
		if b.table == nil {
			continue
		}
		for _, r := range b.table.rows {
			for _, c := range r.cells {
				if in(c.paras...) {
					return true
				}
			}
		}
	}
	return false
}
