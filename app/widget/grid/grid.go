package grid

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Grid is the data grid. Make it with [New]; set the exported fields before it is
// shown, or call Refresh afterwards. A callback that is nil switches its key or
// click off.
type Grid struct {
	widget.BaseWidget

	Frozen      int      // how many columns stay at the left while the others scroll
	ShowNumbers bool     // a leading column with row numbers from 1
	ShowChecks  bool     // a leading column of check boxes; marks then survive plain clicks
	Spans       bool     // cells may have a Span above 1
	Totals      [][]Cell // rows under the grid, one Cell per column number
	EmptyText   string   // said in the middle when there are no rows
	Label       string   // what the grid shows, for screen readers

	// OnSort is told the wanted order after a header click; Shift adds a second
	// column. The page sorts and calls SetSource; the arrow is already shown.
	OnSort func(order []SortKey)
	// OnCurrent is told when the current cell moved to another row or column.
	OnCurrent func(row, col int)
	// OnSelection is told when marks or cell range changed.
	OnSelection func()
	// OnActivate is Enter, or a double click on a cell that cannot be edited, or a
	// click on a link cell.
	OnActivate func(row, col int)
	// OnContext is the right button or the Menu key; at is a place in the window.
	OnContext func(row, col int, at fyne.Position)
	// OnHeaderContext is the right button on a header.
	OnHeaderContext func(col int, at fyne.Position)
	// OnColumns is told when the user changed widths, order or hiding.
	OnColumns func()
	// OnEscape is Esc when nothing is being edited and no range is selected.
	OnEscape func()

	// CanEdit refuses single cells of an editable column; nil allows all.
	CanEdit func(row, col int) bool
	// EditText is the text the editor starts with; nil takes the cell's text.
	EditText func(row, col int) string
	// OnEdit takes a changed text. An error keeps the editor open and is shown
	// under the cell, so it must be a sentence for people.
	OnEdit func(row, col int, text string) error
	// OnInvalid also hears the error, for a page that shows it elsewhere.
	OnInvalid func(row, col int, err error)
	// Choices lists the words a cell can take; then F2, Enter or a click on a
	// choice cell opens a menu instead of an entry. nil or none: free text.
	Choices func(row, col int) []string
	// OnClear is Delete over the range or current cell; only editable columns.
	OnClear func(rows RowSet, cols []int)

	// OnFill is Ctrl+D or the handle drawn down: the rows of from are repeated over
	// those of to, in the columns given, which can be edited.
	OnFill func(from, to Span, cols []int)
	// OnFillText is Ctrl+Enter: the text goes into every cell.
	OnFillText func(rows RowSet, cols []int, text string)
	// OnFold is told that a band is to be folded away or opened, see [BandSource].
	OnFold func(row int)
	// OnHelp is F1.
	OnHelp func()

	// CopyCells gives the texts for Ctrl+C, for pages that mask what they show or
	// have not loaded all rows. nil copies the cells' texts. Returning nil means
	// the page looks after the clipboard itself.
	CopyCells func(rows RowSet, cols []int) [][]string
	// OnPaste gets what Ctrl+V found, as cells, with the cell it starts at. The
	// columns follow the view order: use ColumnAfter to find them.
	OnPaste func(row, col int, cells [][]string)

	columns []Column
	order   []int // column numbers as shown
	source  Source
	sort    []SortKey

	current place // the cell that keys act on
	head    place // far corner of the range; equal to current when there is none
	marks   RowSet
	hover   int // row under the mouse, -1 none

	top     int     // first row shown
	left    float32 // how far the columns that scroll are moved
	focused bool

	mouse  mouseState
	editor editorState
	fonts  measure
	m      metrics
	view   *renderer
	// modifiers reads Shift and Ctrl; the toolkit does not pass them with a key.
	modifiers func() fyne.KeyModifier
}

// place is a cell: a row and a column number. Row -1 is no place.
type place struct{ row, col int }

// New makes a grid over source, which may be nil until the page has one.
func New(columns []Column, source Source) *Grid {
	g := &Grid{
		source:    source,
		current:   place{-1, -1},
		head:      place{-1, -1},
		hover:     -1,
		modifiers: driverModifiers,
		m:         readMetrics(),
	}
	g.ExtendBaseWidget(g)
	g.SetColumns(columns)
	return g
}

// SetSource shows other rows. The scroll place and current cell stay as far as
// the new rows reach; marks and range are dropped, since row numbers may now mean
// other people. A page that knows who was marked calls SetMarked afterwards.
func (g *Grid) SetSource(source Source) {
	g.StopEditing(false)
	had := g.marks.Len() > 0 || g.hasRange()
	g.source = source
	g.marks.Clear()
	g.clampCurrent()
	g.head = g.current
	g.Refresh()
	if had {
		g.selectionChanged()
	}
}

// Source returns what is shown.
func (g *Grid) Source() Source { return g.source }

// Len is the number of rows shown, 0 without a source.
func (g *Grid) Len() int {
	if g.source == nil {
		return 0
	}
	return g.source.Len()
}

// Refresh draws everything again from the source. Scroll, current cell and marks
// stay, cut to the rows there are. The toolkit calls it too when theme or text
// scale changed, so colours and sizes are looked up anew.
func (g *Grid) Refresh() {
	if g.view != nil {
		g.m = readMetrics()
		g.view.colours = readPalette()
	}
	g.clampCurrent()
	g.head = g.clamp(g.head)
	g.marks.RemoveSpan(g.Len(), int(^uint(0)>>1))
	g.clampScroll()
	g.redraw()
}

// RefreshRow draws one row again; free when it is not on the screen.
func (g *Grid) RefreshRow(row int) { g.RefreshRows(row, row) }

// RefreshRows draws rows first … last again, as when a page of rows has arrived.
func (g *Grid) RefreshRows(first, last int) {
	if last < g.top || first > g.top+g.visibleRows() {
		return
	}
	g.redraw()
}

// SetSort shows a sort order in the header without asking for it.
func (g *Grid) SetSort(order ...SortKey) {
	g.sort = slices.Clone(order)
	g.redraw()
}

// Sort returns the order shown in the header.
func (g *Grid) Sort() []SortKey { return slices.Clone(g.sort) }

// MinSize keeps room for the header and three rows.
func (g *Grid) MinSize() fyne.Size {
	g.ExtendBaseWidget(g)
	return fyne.NewSize(160, g.m.head+3*g.m.row)
}

// clampCurrent keeps the current cell among the rows and shown columns.
func (g *Grid) clampCurrent() { g.current = g.clamp(g.current) }

func (g *Grid) clamp(p place) place {
	if p.row < 0 || g.Len() == 0 {
		return place{-1, -1}
	}
	p.row = min(p.row, g.Len()-1)
	if !g.validColumn(p.col) || g.columns[p.col].Hidden {
		shown := g.shown()
		if len(shown) == 0 {
			return place{-1, -1}
		}
		p.col = shown[0]
	}
	return p
}

// cell asks the source, or says that the row is still on its way.
func (g *Grid) cell(row, col int) Cell {
	if p, ok := g.source.(PagedSource); ok && !p.Loaded(row) {
		return Cell{Text: "…", Tone: ToneMuted}
	}
	return g.source.Cell(row, col)
}
