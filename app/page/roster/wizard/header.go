package wizard

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/code"
	"unionledger/data/intake"
	"unionledger/data/sheet"
)

// mostPeek is how many rows and columns of a sheet are shown to judge it by.
const (
	mostPeek    = 40
	mostPeekCol = 40
)

const howToChoose = "双击一行，就把它当作表头"

// readRow takes the number of a row that the sheet has.
func readRow(text string, s *sheet.Sheet) (string, error) {
	text = strings.TrimSpace(code.Fold(text))
	if text == "" {
		return "", nil
	}
	last := 0
	if n := len(s.Rows); n > 0 {
		last = s.Rows[n-1].Number
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > last {
		return "", fmt.Errorf("这里填表头的行号，1 到 %d 的整数。", last)
	}
	return strconv.Itoa(n), nil
}

// headerStep shows the sheet that is read with its header, and which are not.
func (w *View) headerStep(err error) {
	s := w.job.current()
	which := widget.NewPicker("请选择", sheetOptions(w.job.book)...).Wide(180)
	which.SetValue(s.Name)
	which.OnChanged = func(name string) {
		if name != "" {
			w.show(stepHeader, w.job.see(name))
		}
	}
	at := widget.NewNumberField("", 0).Wide(60)
	if t := w.table(); t != nil {
		at.SetValue(strconv.Itoa(t.HeaderLast))
	} else if n := w.job.headers[s.Name]; n > 0 {
		at.SetValue(strconv.Itoa(n))
	}
	at.Read = func(text string) (string, error) { return readRow(text, s) }
	at.OnChanged = func(value string) {
		if n, _ := strconv.Atoi(value); n > 0 {
			w.show(stepHeader, w.job.choose(s.Name, n))
		}
	}
	tell := note(howToChoose).Cut().Align(fyne.TextAlignTrailing)
	at.OnProblem = func(sentence string) { // here, where nothing moves by it
		tell.SetText(sentence)
		tell.SetColor(theme.ColorError)
		if sentence == "" {
			tell.SetText(howToChoose)
			tell.SetColor(theme.ColorText2)
		}
	}
	row := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{note("看这张表"), which, note("表头的最后一行是第"), at, note("行")}, tell, nil)
	peek := w.peek(s)
	body := widget.Border(widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, row), w.others(), nil, nil, peek)
	next := widget.NewPrimary("下一步：对列", "", func() { w.show(stepColumns, nil) })
	words := widget.Body("").Cut()
	if err != nil || w.job.found == nil {
		next = widget.NewPrimary("下一步（先指明表头）", "", nil)
		next.Disable()
	} else {
		t := w.table()
		words.SetText(fmt.Sprintf("认出 %d 列。表头涂了色，它下面的行是会员。", w.job.taken()))
		if n := len(w.job.reading()); n > 1 {
			words.SetText(fmt.Sprintf("%d 张表一起读。", n) + words.Text())
		}
		if t != nil && t.Title != "" {
			words.SetText("“" + t.Title + "”，" + words.Text())
		}
	}
	w.put(widget.NewBox(body).Flush(), words, widget.NewPlain("上一步", "", func() { w.show(stepFile, nil) }), next)
}

// table is the sheet being looked at as it was understood, nil where it is not read.
func (w *View) table() *intake.Table {
	if w.job.found == nil {
		return nil
	}
	for _, t := range w.job.found.Tables {
		if t.Sheet == w.job.current().Name {
			return t
		}
	}
	return nil
}

// see looks at a sheet. Where one sheet alone is read, that is read from now on.
func (j *job) see(name string) error {
	if slices.Contains(j.reading(), name) || len(j.reading()) > 1 {
		j.look = name
		return nil
	}
	j.sheets = nil
	return j.choose(name, 0)
}

func note(text string) *widget.Text {
	return widget.NewText(text, theme.SizeBody, theme.ColorText2)
}

// others lists the sheets of the book where there are several, to tick those that are
// read together, and says why the others are not.
func (w *View) others() fyne.CanvasObject {
	if len(w.job.book.Sheets) < 2 {
		return widget.Column(0)
	}
	box := widget.Column(0)
	why := map[string]intake.Other{}
	if w.job.found != nil {
		for _, o := range w.job.found.Others {
			why[o.Sheet] = o
		}
	}
	read := w.job.reading()
	for _, s := range w.job.book.Sheets {
		on := slices.Contains(read, s.Name)
		tick := widget.NewCheckBox("", func(checked bool) { w.show(stepHeader, w.job.join(s.Name, checked)) })
		tick.SetChecked(on)
		tag, reason := widget.NewTag("不读", widget.Neutral), why[s.Name].Why
		if on {
			tag, reason = widget.NewTag("读", widget.OK), fmt.Sprintf("%d 行", len(s.Rows))
		}
		var end []fyne.CanvasObject
		if s.Name != w.job.current().Name {
			end = append(end, widget.NewLink("看看", "", func() { w.job.look = s.Name; w.show(stepHeader, nil) }).Small())
		}
		box.Add(widget.Sized(0, 26, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{tick, tag, widget.Body(s.Name), widget.Note(reason)}, nil, end)))
	}
	list := widget.Sized(0, float32(26*min(len(box.Objects), 4)), container.NewVScroll(box))
	return widget.Border(widget.Divider(), nil, nil, nil, widget.Inset(theme.Gap4, theme.Gap4, theme.Gap12, theme.Gap12, list))
}

// sheetOptions are the sheets of a book as a picker offers them.
func sheetOptions(book *sheet.Book) []widget.Option {
	var out []widget.Option
	for _, s := range book.Sheets {
		words := fmt.Sprintf("%d 行", len(s.Rows))
		if s.Hidden {
			words = "隐藏，" + words
		}
		out = append(out, widget.Option{Value: s.Name, Note: words})
	}
	return out
}

// peek shows the first rows of a sheet as they stand in it.
func (w *View) peek(s *sheet.Sheet) *grid.Grid {
	p := &peeked{rows: s.Rows[:min(len(s.Rows), mostPeek)]}
	if t := w.table(); t != nil {
		p.first, p.last = t.HeaderFirst, t.HeaderLast
	}
	width := 0
	for _, r := range p.rows {
		width = max(width, min(len(r.Cells), mostPeekCol))
	}
	columns := []grid.Column{{Title: "行", Width: 40, Align: grid.AlignTrailing}}
	for i := range width {
		columns = append(columns, grid.Column{Title: sheet.ColumnName(i), Width: p.width(i)})
	}
	g := grid.New(columns, p)
	g.Frozen, g.Label, g.EmptyText = 1, "表里的前几行", "这张表是空的"
	g.OnActivate = func(row, _ int) { w.show(stepHeader, w.job.choose(s.Name, p.rows[row].Number)) }
	return g
}

// peeked is the source of that grid. Numbers of people are covered where the cell
// looks like one.
type peeked struct {
	rows        []sheet.Row
	first, last int // the rows of the header
}

func (p *peeked) Len() int { return len(p.rows) }

// width makes room for a whole number, whose end tells people apart.
func (p *peeked) width(column int) float32 {
	for _, r := range p.rows {
		if text := coverLong(r.Cell(column).Text); len(text) >= 15 && strings.HasPrefix(text, "*") {
			return 142
		}
	}
	return 92
}

func (p *peeked) Cell(row, col int) grid.Cell {
	r := p.rows[row]
	if col == 0 {
		return grid.Cell{Text: strconv.Itoa(r.Number), Tone: grid.ToneMuted}
	}
	head := r.Number >= p.first && r.Number <= p.last
	return grid.Cell{Text: coverLong(r.Cell(col - 1).Text), Bold: head, Tone: map[bool]grid.Tone{true: grid.ToneAccent}[head]}
}

// RowTone tints the header.
func (p *peeked) RowTone(row int) grid.Tone {
	if n := p.rows[row].Number; n >= p.first && n <= p.last {
		return grid.ToneAccent
	}
	return grid.ToneNormal
}
