package grid

// Tone says what a text means; the theme decides its colour. Because colour is
// never the only sign, a tone always goes with a word.
type Tone uint8

// The tones of the mock-ups: body, secondary and note text, links, and the four
// kinds of status words.
const (
	ToneNormal    Tone = iota // body text
	ToneSecondary             // text-2: cells that explain others
	ToneMuted                 // text-3: row numbers, zero amounts
	ToneLink                  // accent: a place to jump to
	ToneOK                    // 在册, 已缴, 通过
	ToneWarn                  // 冲突, 欠 5.00, 满 4 个月; also 待补 and 缺日
	ToneError                 // 未缴, 逾期, 退回
	ToneNeutral               // 保留, 免缴, 相同
	ToneAccent                // 新增, 待开
)

// ToneMissing marks what is not known (待补, 缺日). It looks like a warning
// without a box: said, not guessed, and not yet wrong.
const ToneMissing = ToneWarn

// Shape is what stands behind a cell's text.
type Shape uint8

// The shapes a cell may have.
const (
	ShapePlain  Shape = iota // text alone
	ShapeTag                 // a small tinted box around the text: 在册
	ShapeFill                // the tint fills the whole cell: 未缴 in a dues year
	ShapeChoice              // an outlined box with an arrow: click or Enter opens [Grid.Choices]
	ShapeError               // tinted and framed: a value that was refused
)

// Align is where a text stands in its cell.
type Align uint8

// The alignments. Numbers are trailing, words leading, month states centred.
const (
	AlignColumn   Align = iota // as the column says; in a column: leading
	AlignLeading               // left
	AlignCenter                // middle
	AlignTrailing              // right
)

// Cell is one cell ready to be drawn. The zero Cell is empty.
type Cell struct {
	Text  string // one line; what does not fit ends in …
	Note  string // a short remark behind the text, one size smaller: 缺日
	Tone  Tone   // colour of Text, and tint of the Shape
	Shape Shape  // what stands behind Text
	Align Align  // AlignColumn takes the column's
	Bold  bool   // amounts and status words only: the bold font lacks rare name characters
	Empty bool   // Text stands for a value that is lacking: 待补
	Small bool   // 12 instead of 13, for names of more than five signs

	NoteTone Tone // colour of Note; ToneNormal is read as ToneWarn
	Span     int  // columns covered to the right in view order, 0 and 1 mean one; the covered ones are not drawn
}

// Source is what a page gives the grid to show. Rows count from 0. Both methods
// are called while drawing, some 400 times a frame, so they must only look up,
// never compute, fetch or wait.
type Source interface {
	// Len is the number of rows, loaded or not.
	Len() int
	// Cell is the cell at row (0 … Len-1) and column number col.
	Cell(row, col int) Cell
}

// PagedSource is a [Source] whose rows arrive later. The grid shows … for rows
// that are not there yet and never asks for their cells.
type PagedSource interface {
	Source
	// Loaded says whether the row's cells can be asked for now.
	Loaded(row int) bool
	// Ensure asks for rows first … last (inclusive, the visible ones and one page
	// around them). It must return at once; it is called again on every scroll, so
	// the source must know what it is already fetching. When the rows are there
	// the page calls [Grid.RefreshRows] on the main goroutine.
	Ensure(first, last int)
}

// ToneSource is a [Source] that tints whole rows, as a problem list does for the
// row being decided. ToneNormal leaves the row to the zebra.
type ToneSource interface {
	Source
	RowTone(row int) Tone
}
