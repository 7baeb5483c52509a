package sheet

import (
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads the tables of a web page, which many systems hand out under the
// name of .xls. Tables follow each other on one sheet, inner ones too, as WPS shows
// them; every cell is Text.
func (g *guard) readHTML(text string) (*Book, error) {
	name := strings.TrimSuffix(filepath.Base(g.name), filepath.Ext(g.name))
	p := &htmlPage{grid: newGrid(g, name), sheet: &Sheet{Name: name}}
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(maxToken)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); err != io.EOF {
				return nil, err
			}
			break
		}
		if err := p.take(kind, z.Token()); err != nil {
			return nil, err
		}
	}
	if err := p.endCell(); err != nil {
		return nil, err
	}
	p.sheet.Rows = p.grid.sorted()
	if len(p.sheet.Rows) == 0 {
		return nil, g.fail("no_rows", nil, "是一张网页，里面没有表格内容。请看下载时是不是出了错，例如登录已经过期。")
	}
	return &Book{Format: "html", Sheets: []*Sheet{p.sheet}}, nil
}

// htmlPage is a page being read.
type htmlPage struct {
	grid  *grid
	sheet *Sheet
	row   int // number of the current row, 0 before the first
	col   int // column of the next cell
	// taken tells for every column how many further rows a cell from above reaches.
	taken  []int
	inCell bool
	inRow  bool
	skip   int // depth of script, style and the like
	width  int // of the current cell
	height int
	text   strings.Builder
}

func (p *htmlPage) take(kind html.TokenType, t html.Token) error {
	switch kind {
	case html.TextToken:
		if p.inCell && p.skip == 0 {
			p.text.WriteString(t.Data)
		}
		return nil
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
	default:
		return nil
	}
	start := kind != html.EndTagToken
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Title:
		if kind == html.StartTagToken {
			p.skip++
		} else if kind == html.EndTagToken && p.skip > 0 {
			p.skip--
		}
	case atom.Br:
		if p.inCell {
			p.text.WriteByte('\v') // a line break that folding white space lets stand
		}
	case atom.P, atom.Div, atom.Li:
		if p.inCell {
			p.text.WriteByte(' ')
		}
	case atom.Table, atom.Tr:
		if err := p.endCell(); err != nil {
			return err
		}
		p.endRow()
		if start && t.DataAtom == atom.Tr {
			return p.startRow()
		}
	case atom.Td, atom.Th:
		if err := p.endCell(); err != nil {
			return err
		}
		if start {
			return p.startCell(t)
		}
	}
	return nil
}

func (p *htmlPage) startRow() error {
	p.row, p.col, p.inRow = p.row+1, 0, true
	if p.row > maxRow {
		return p.grid.fail("too_large", nil, "超过 %d 行，太大了，没有读入。请分成几个文件再导入。", maxRow)
	}
	return p.grid.addCells(0)
}

// endRow counts off the rows that cells from above reach.
func (p *htmlPage) endRow() {
	if !p.inRow {
		return
	}
	p.inRow = false
	for i, n := range p.taken {
		if n > 0 {
			p.taken[i] = n - 1
		}
	}
}

func (p *htmlPage) startCell(t html.Token) error {
	if !p.inRow {
		if err := p.startRow(); err != nil {
			return err
		}
	}
	p.width, p.height = 1, 1
	for _, a := range t.Attr {
		n, err := strconv.Atoi(strings.TrimSpace(a.Val))
		if err != nil || n < 1 {
			continue
		}
		switch a.Key {
		case "colspan":
			p.width = min(n, 1000)
		case "rowspan":
			p.height = min(n, 65534)
		}
	}
	for p.col < len(p.taken) && p.taken[p.col] > 0 {
		p.col++
	}
	p.inCell = true
	p.text.Reset()
	return nil
}

// endCell places the cell and what it covers.
func (p *htmlPage) endCell() error {
	if !p.inCell {
		return nil
	}
	p.inCell = false
	lines := strings.Split(p.text.String(), "\v")
	for i, line := range lines {
		lines[i] = strings.Join(strings.Fields(line), " ")
	}
	text := unwrapFormula(strings.TrimSpace(strings.Join(lines, "\n")))
	if err := p.grid.put(p.row, p.col, Cell{Kind: Text, Text: text}); err != nil {
		return err
	}
	if p.width > 1 || p.height > 1 {
		p.sheet.Merges = append(p.sheet.Merges, Range{p.col, p.row, p.col + p.width - 1, p.row + p.height - 1})
	}
	end := p.col + p.width
	if end > 1<<14 {
		return p.grid.column(p.sheet.Name, end, p.row)
	}
	for len(p.taken) < end {
		p.taken = append(p.taken, 0)
	}
	for ; p.col < end; p.col++ {
		p.taken[p.col] = p.height
	}
	return nil
}
