package paper

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// order is one instruction 【…】: its word and what follows it.
type order struct {
	word string
	args string
}

// leadingOrders takes the instructions off the front of a line.
func leadingOrders(line string) (orders []order, rest string, err error) {
	rest = strings.TrimLeft(line, " \t")
	for strings.HasPrefix(rest, "【") {
		end := strings.Index(rest, "】")
		if end < 0 {
			return nil, "", errors.New("有“【”没有“】”。")
		}
		inner := strings.TrimSpace(rest[len("【"):end])
		first, _, _ := strings.Cut(inner, " ")
		if _, takes := arguments[first]; takes {
			orders = append(orders, order{first, strings.TrimSpace(strings.TrimPrefix(inner, first))})
		} else {
			for _, w := range strings.Fields(inner) {
				if !slices.Contains(plainOrders, w) {
					return nil, "", unknownOrder(inner)
				}
				orders = append(orders, order{word: w})
			}
			if inner == "" {
				return nil, "", unknownOrder(inner)
			}
		}
		rest = strings.TrimLeft(rest[end+len("】"):], " \t")
	}
	return orders, rest, nil
}

var (
	plainOrders = []string{"标题", "居中", "靠右", "靠左", "顶格", "粗", "大字", "小字", "换页", "横线", "裁切线", "表格完", "表头", "每人"}
	// arguments are the instructions that a number, or several, follow.
	arguments = map[string]bool{"空": true, "高": true, "字号": true, "表格": true, "无框表格": true}
)

func unknownOrder(inner string) error {
	return fmt.Errorf("不认识【%s】。可以写：%s，以及【空 毫米】【高 毫米】【字号 磅】【表格 列宽…】【无框表格 列宽…】；要印出方括号本身，请用〔〕。",
		inner, strings.Join(plainOrders, "、"))
}

// line reads one line of the body.
func (p *parser) line(line string) error {
	if strings.HasPrefix(strings.TrimSpace(line), "#") {
		return nil
	}
	if strings.TrimSpace(line) == "" {
		if p.table == nil && len(p.t.blocks) > 0 {
			p.gaps++
		}
		return nil
	}
	orders, rest, err := looks(line)
	if err != nil {
		return err
	}
	if strings.HasPrefix(rest, "|") || strings.HasPrefix(rest, "｜") {
		return p.row(orders, rest)
	}
	if err := p.endTable(); err != nil {
		return err
	}
	if done, err := p.single(orders, rest); done || err != nil {
		return err
	}
	paras, bottom, err := paragraphs(orders, rest)
	if err != nil {
		return err
	}
	if bottom >= 0 {
		return errors.New("【到底】只能写在表格的格子里。")
	}
	for _, x := range paras {
		p.put(block{kind: paragraph, para: x})
	}
	return nil
}

// put adds a block behind the empty lines before it.
func (p *parser) put(b block) {
	for ; p.gaps > 0; p.gaps-- {
		p.t.blocks = append(p.t.blocks, block{kind: paragraph, para: para{factor: 1, align: left}})
	}
	p.t.blocks = append(p.t.blocks, b)
}

// single reads the instructions that stand alone in a line.
func (p *parser) single(orders []order, rest string) (done bool, err error) {
	if len(orders) != 1 {
		return false, nil
	}
	o := orders[0]
	switch o.word {
	case "换页":
		p.put(block{kind: pageBreak})
	case "横线":
		p.put(block{kind: rule})
	case "裁切线":
		words, err := pieces(rest)
		if err != nil {
			return true, err
		}
		p.put(block{kind: cutLine, para: para{align: centre, factor: 0.8, pieces: words}})
		return true, nil
	case "空":
		mm, err := number("空", o.args, 0, 300)
		if err != nil {
			return true, err
		}
		p.put(block{kind: gap, mm: mm})
	case "表格", "无框表格":
		return true, p.beginTable(o, rest)
	case "表格完":
	default:
		return false, nil
	}
	if rest != "" {
		return true, fmt.Errorf("【%s】要单独占一行。", o.word)
	}
	return true, nil
}

func (p *parser) beginTable(o order, rest string) error {
	if rest != "" {
		return fmt.Errorf("【%s】要单独占一行，下面每行以 | 开头。", o.word)
	}
	t := &table{lined: o.word == "表格"}
	fixed, shared := 0.0, 0
	for _, w := range strings.FieldsFunc(o.args, isList) {
		if w == "*" || w == "＊" {
			t.columns, shared = append(t.columns, 0), shared+1
			continue
		}
		n, err := number(o.word, w, 1, 600)
		if err != nil {
			return err
		}
		t.columns, fixed = append(t.columns, n), fixed+n
	}
	room := p.t.field() - fixed
	switch {
	case len(t.columns) == 0:
		return fmt.Errorf("【%s】后面要写每一列的宽（毫米），如【表格 20 40 *】，* 是分剩下的。", o.word)
	case len(t.columns) > mostColumns:
		return fmt.Errorf("表格有 %d 列，最多 %d 列。", len(t.columns), mostColumns)
	case room < -0.01 || shared > 0 && room/float64(shared) < 3:
		return fmt.Errorf("表格各列共宽 %.0f 毫米，页边以内只有 %.0f 毫米，放不下。", fixed, p.t.field())
	}
	for i := range t.columns {
		if t.columns[i] == 0 {
			t.columns[i] = room / float64(shared)
		}
	}
	p.table = t
	return nil
}

// endTable puts the table that was being read.
func (p *parser) endTable() error {
	t := p.table
	if t == nil {
		return nil
	}
	p.table = nil
	if len(t.rows) == 0 {
		return errors.New("表格里一行也没有。表格的每一行以 | 开头。")
	}
	p.put(block{kind: tableBlock, table: t})
	return nil
}

// row reads a row of cells: | 姓名 | {{姓名}} |. A cell < belongs to the one at its
// left, a cell ^ to the one above.
func (p *parser) row(orders []order, rest string) error {
	if p.table == nil {
		return errors.New("以 | 开头的是表格的行，上面要先有一行【表格 列宽…】。")
	}
	r := row{}
	for _, o := range orders {
		switch o.word {
		case "表头":
			r.head = true
		case "每人":
			r.each, p.used = true, true
		case "高":
			mm, err := number("高", o.args, 1, 280)
			if err != nil {
				return err
			}
			r.height = mm
		default:
			return fmt.Errorf("表格的行前面不能写【%s】，只能写【表头】【每人】【高 毫米】；格子里的写法放到 | 后面。", o.word)
		}
	}
	if r.head && len(p.table.rows) > 0 && !p.table.rows[len(p.table.rows)-1].head {
		return errors.New("【表头】的行要在表格的最上面。")
	}
	texts := strings.Split(strings.ReplaceAll(rest, "｜", "|"), "|")[1:]
	if n := len(texts); n > 0 && strings.TrimSpace(texts[n-1]) == "" {
		texts = texts[:n-1]
	}
	if len(texts) != len(p.table.columns) {
		return fmt.Errorf("这一行有 %d 格，表格是 %d 列。并到左边的格写 <，并到上面的格写 ^。", len(texts), len(p.table.columns))
	}
	for i, text := range texts {
		if err := p.cell(&r, i, strings.Trim(text, " \t")); err != nil {
			return err
		}
	}
	if err := p.whole(&r); err != nil {
		return err
	}
	p.table.rows = append(p.table.rows, r)
	return nil
}

// whole refuses a row in which a cell from above takes only part of its width.
func (p *parser) whole(r *row) error {
	taken := make([]bool, len(p.table.columns))
	for i, above := range p.table.rows {
		for _, c := range above.cells {
			for k := c.column; k < c.column+c.span && i+c.down > len(p.table.rows); k++ {
				taken[k] = true
			}
		}
	}
	for _, c := range r.cells {
		for k := c.column; k < c.column+c.span; k++ {
			if taken[k] {
				return fmt.Errorf("第 %d 格上面的格占好几列，要并就每一列都写 ^。", k+1)
			}
		}
	}
	return nil
}

func (p *parser) cell(r *row, column int, text string) error {
	switch text {
	case "<", "＜":
		if len(r.cells) == 0 || r.cells[len(r.cells)-1].column+r.cells[len(r.cells)-1].span != column {
			return fmt.Errorf("第 %d 格写了 <，左边没有可以并进去的格。", column+1)
		}
		r.cells[len(r.cells)-1].span++
		return nil
	case "^", "＾":
		return p.joinAbove(r, column)
	}
	orders, rest, err := looks(text)
	if err != nil {
		return err
	}
	paras, bottom, err := paragraphs(orders, rest)
	if err != nil {
		return err
	}
	for i := range paras {
		if !paras[i].set {
			paras[i].align = centre
		}
	}
	r.cells = append(r.cells, cell{column: column, span: 1, down: 1, paras: paras, bottom: bottom})
	return nil
}

// joinAbove lengthens the cell of an upper row that stands over the column.
func (p *parser) joinAbove(r *row, column int) error {
	rows := p.table.rows
	for i := len(rows) - 1; i >= 0 && !r.each && !rows[i].each; i-- {
		for k := range rows[i].cells {
			c := &rows[i].cells[k]
			if c.column > column || column >= c.column+c.span || i+c.down < len(rows) {
				continue
			}
			if rows[i].head != r.head {
				break
			}
			if i+c.down == len(rows) {
				c.down++
			}
			return nil
		}
	}
	return fmt.Errorf("第 %d 格写了 ^，上面没有可以并进去的格。", column+1)
}

// paragraphs reads the text of a line or a cell: 【换行】 begins a new paragraph of
// the same look, 【到底】 one at the foot of the cell.
func paragraphs(orders []order, text string) (out []para, bottom int, err error) {
	look := para{factor: 1}
	if err := look.dress(orders); err != nil {
		return nil, -1, err
	}
	bottom = -1
	for {
		brk, foot := strings.Index(text, "【换行】"), strings.Index(text, "【到底】")
		cut, word := brk, "【换行】"
		if foot >= 0 && (brk < 0 || foot < brk) {
			cut, word = foot, "【到底】"
		}
		now := text
		if cut >= 0 {
			now = text[:cut]
		}
		if look.pieces, err = pieces(strings.Trim(now, " \t")); err != nil {
			return nil, -1, err
		}
		if len(look.pieces) > 0 || foot < 0 || foot != cut {
			out = append(out, look)
		}
		if cut < 0 {
			return out, bottom, nil
		}
		if foot == cut {
			if bottom >= 0 {
				return nil, -1, errors.New("一个格子里只能有一个【到底】。")
			}
			bottom = len(out)
		}
		text = text[cut+len(word):]
		next, rest, err := looks(text)
		if err != nil {
			return nil, -1, err
		}
		if err := look.dress(next); err != nil {
			return nil, -1, err
		}
		text = rest
	}
}

// looks takes the instructions off the front of a paragraph; 【换行】 and 【到底】,
// which end it, are none of them.
func looks(text string) ([]order, string, error) {
	end := len(text)
	for _, word := range []string{"【换行】", "【到底】"} {
		if i := strings.Index(text[:end], word); i >= 0 {
			end = i
		}
	}
	orders, rest, err := leadingOrders(text[:end])
	return orders, rest + text[end:], err
}

// dress puts instructions about the look on a paragraph.
func (x *para) dress(orders []order) error {
	for _, o := range orders {
		switch o.word {
		case "标题":
			x.align, x.set, x.factor, x.bold, x.space = centre, true, 1.8, true, true
		case "居中":
			x.align, x.set = centre, true
		case "靠右":
			x.align, x.set = right, true
		case "靠左", "顶格":
			x.align, x.set = left, true
		case "粗":
			x.bold = true
		case "大字":
			x.factor = 1.4
		case "小字":
			x.factor = 0.8
		case "字号":
			n, err := number("字号", o.args, 5, 72)
			if err != nil {
				return err
			}
			x.factor = -n // points, not a multiple
		default:
			return fmt.Errorf("【%s】不能写在这里。", o.word)
		}
	}
	return nil
}

// points is the size of a paragraph's type.
func (x para) points(base float64) float64 {
	if x.factor < 0 {
		return -x.factor
	}
	return math.Max(base*x.factor, 5)
}
