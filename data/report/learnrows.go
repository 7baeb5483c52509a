package report

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"unionledger/data/sheet"
)

// rows finds the blank data rows: from the header down to the foot, which is the first
// row below that holds a note or a signature, or to where the sheet ends.
func (l *Learning) rows() error {
	header := [2]int{l.table.HeaderFirst, l.table.HeaderLast}
	first := header[1] + 1
	foot := l.foot(first)
	end := foot
	if end == 0 {
		end = max(min(l.lastRow()+1, maxFormRow), first+1)
	}
	if foot == first {
		return fail("form", "“%s”的表头下面紧跟着第 %d 行的说明，没有空白行可填，没有学。请在 WPS 里在说明上面插入一行，再学一次。", l.File, foot)
	}
	l.p.Rows = Layout{Header: header, First: first, Blank: max(end-first, 1), Note: foot}
	return nil
}

// lastRow is the last row that the sheet holds, be it only a style.
func (l *Learning) lastRow() int {
	rows, err := l.xlsx.Rows(l.p.Sheet)
	if err != nil {
		return 0
	}
	defer rows.Close()
	n := 0
	for n < maxFormRow && rows.Next() {
		n++
	}
	return n
}

// foot finds the first row below the header that is no data row, 0 where there is none:
// one merged over several columns, or one with a few words and none of them a number of
// the row or an example.
func (l *Learning) foot(first int) int {
	foot := 0
	for _, m := range l.sheet.Merges {
		if m.Row1 >= first && m.Col2-m.Col1 >= 2 && (foot == 0 || m.Row1 < foot) {
			foot = m.Row1
		}
	}
	for _, r := range l.sheet.Rows {
		if r.Number < first || foot > 0 && r.Number >= foot {
			continue
		}
		if said := l.said(r); said > 0 && said < 3 && !l.example(r) {
			return r.Number
		}
	}
	return foot
}

// said counts the cells of a row that hold a text in a column of the form's table,
// without the numbers of rows that some forms bring.
func (l *Learning) said(r sheet.Row) int {
	n := 0
	for col, c := range r.Cells {
		if c.IsBlank() || c.Kind == sheet.Number || c.Formula {
			continue
		}
		header, _ := l.headerOf(col)
		if header == "" || isSequence(header) && strings.Trim(c.Text, "0123456789.、 ") == "" {
			continue
		}
		n++
	}
	return n
}

// example reports whether a row is one of the data, such as an example under the
// header: it holds words in the columns of name and of something else.
func (l *Learning) example(r sheet.Row) bool {
	at, ok := l.table.Column(map[string]string{"member": "name", "organisation": "union.name"}[l.Source])
	return ok && !r.Cell(at).IsBlank() && l.said(r) > 1
}

func (l *Learning) headerOf(col int) (string, int) {
	return Layout{Header: [2]int{l.table.HeaderFirst, l.table.HeaderLast}}.header(l.sheet, col)
}

// remarks looks for what the form brings that may surprise: formulas, merges and dates
// among the blank rows, examples that go, protection.
func (l *Learning) remarks() error {
	first, last := l.p.Rows.First, l.p.Rows.First+l.p.Rows.Blank-1
	for _, r := range l.sheet.Rows {
		if r.Number >= first && r.Number <= last && l.said(r) > 0 {
			l.notice("第 %d 行已经有内容，当作示例，导出时换成会员的数据。", r.Number)
			break
		}
	}
	for _, m := range l.sheet.Merges {
		if m.Row1 >= first && m.Row1 <= last {
			l.notice("空白行里有合并的单元格（第 %d 行）。有的上级系统遇到合并单元格会整份退回，请核对。", m.Row1)
			break
		}
	}
	for _, c := range l.Columns {
		l.cellRemarks(c, first)
	}
	if at := l.beside(first, last); at != "" {
		l.notice("表的旁边 %s 还有别的内容。人数少于空白行时，它会随多余的空白行一起去掉。要保留的请先在 WPS 里移到别的工作表。", at)
	}
	return nil
}

// beside finds what stands in the blank rows outside the table.
func (l *Learning) beside(first, last int) string {
	for _, r := range l.sheet.Rows {
		for col, c := range r.Cells {
			header, _ := l.headerOf(col)
			if r.Number >= first && r.Number <= last && header == "" && !c.IsBlank() {
				return sheet.CellName(col, r.Number)
			}
		}
	}
	return ""
}

// cellRemarks looks at the first blank cell of a column.
func (l *Learning) cellRemarks(c Learnt, row int) {
	at := fmt.Sprint(c.At, row)
	if formula, err := l.xlsx.GetCellFormula(l.p.Sheet, at); err == nil && formula != "" {
		l.notice("%s 列（%s）的空白行里是公式。导出时写内容，不写公式。", c.At, oneLine(c.Header))
	}
	id, err := l.xlsx.GetCellStyle(l.p.Sheet, at)
	if err != nil {
		return
	}
	style, err := l.xlsx.GetStyle(id)
	if err == nil && isDateFormat(style) {
		l.notice("%s 列（%s）设成了日期格式。程序照样写成文本，如 %s，因为不少上级系统读不懂真正的日期；上级要日期格式的，请导出后在 WPS 里改。", c.At, oneLine(c.Header), compileDate(c.pattern()).example())
	}
}

// isDateFormat tells the number formats of dates: those built in and those written out.
func isDateFormat(s *excelize.Style) bool {
	if s.CustomNumFmt != nil {
		format := strings.ToLower(*s.CustomNumFmt)
		return strings.Contains(format, "yy") || strings.Contains(format, "m/d") || strings.Contains(format, "月")
	}
	return s.NumFmt >= 14 && s.NumFmt <= 17 || s.NumFmt == 22 || s.NumFmt >= 27 && s.NumFmt <= 36 || s.NumFmt >= 50 && s.NumFmt <= 58
}

// pattern is how the column writes dates.
func (c Learnt) pattern() string {
	if c.date == "" {
		return "yyyy-MM-dd"
	}
	return c.date
}

// example writes a day in the pattern.
func (d datePattern) example() string {
	text, _ := d.write("2018-03-05")
	return text
}

func (l *Learning) notice(format string, args ...any) {
	l.Notices = append(l.Notices, fmt.Sprintf(format, args...))
}
