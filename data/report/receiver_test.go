package report

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"unionledger/data/sheet"
)

// received is what a provincial import program makes of an uploaded member form.
type received struct {
	rows   []map[string]string
	failed []string
	// altered names what it changed without telling: a word stored as empty, a date
	// stored as the day of the import.
	altered []string
}

// receive is that program, by its known rules: it reads the first sheet by
// position from row 5 to the last but one, refuses merged cells, drops white
// space, takes dates from text only, and forgets words it does not know.
func receive(path string, p *Profile) (received, error) {
	book, err := sheet.Open(context.Background(), path, sheet.Options{})
	if err != nil {
		return received{}, err
	}
	first := book.Sheets[0]
	last := first.Rows[len(first.Rows)-1].Number
	for _, m := range first.Merges {
		if m.Row1 >= 5 && m.Row1 != last {
			return received{}, fmt.Errorf("合并单元格 %v，整份退回", m)
		}
	}
	var out received
	ids := map[string]bool{}
	next := 5
	for _, row := range first.Rows {
		if row.Number < 5 || row.Number == last {
			continue
		}
		for ; next < row.Number; next++ {
			out.altered = append(out.altered, fmt.Sprintf("第 %d 行是空行，记成一条空记录", next))
		}
		next++
		out.row(row, p, ids)
	}
	return out, nil
}

var (
	importDate = regexp.MustCompile(`^\d{4}[/-]\d{2}[/-]\d{2}$`)
	importID   = regexp.MustCompile(`^\d{17}[\dX]$`)
)

// row takes one row in: a column a cell, by position.
func (r *received) row(row sheet.Row, p *Profile, ids map[string]bool) {
	got := map[string]string{}
	for i, c := range p.Columns {
		cell := row.Cell(i)
		text := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, cell.Text)
		if cell.Kind == sheet.Date {
			text = strings.ReplaceAll(text, "-", "") // a date cell turns into yyyyMMdd
		}
		if l, ok := p.Lists[c.List]; ok && text != "" && !l.known[text] {
			r.altered = append(r.altered, fmt.Sprintf("第 %d 行%s“%s”记成空", row.Number, c.Header, text))
			text = ""
		}
		got[c.At] = text
	}
	switch {
	case got["B"] == "":
		r.failed = append(r.failed, fmt.Sprintf("第 %d 行没有姓名", row.Number))
		return
	case !importID.MatchString(got["H"]):
		r.failed = append(r.failed, fmt.Sprintf("第 %d 行证件号码", row.Number))
		return
	case ids[got["H"]]:
		r.failed = append(r.failed, fmt.Sprintf("第 %d 行证件号码已存在", row.Number))
		return
	case got["K"] == "" || len(got["K"]) > 11:
		r.failed = append(r.failed, fmt.Sprintf("第 %d 行移动电话", row.Number))
		return
	case got["F"] == "退休":
		r.failed = append(r.failed, fmt.Sprintf("第 %d 行会员已退休，不能导入", row.Number))
		return
	}
	if !importDate.MatchString(got["D"]) {
		got["D"] = got["H"][6:10] + "/" + got["H"][10:12] + "/" + got["H"][12:14]
		r.altered = append(r.altered, fmt.Sprintf("第 %d 行出生日期取自证件号码", row.Number))
	}
	if !importDate.MatchString(got["O"]) {
		r.altered = append(r.altered, fmt.Sprintf("第 %d 行会籍变化日期记成今天", row.Number))
	}
	ids[got["H"]] = true
	r.rows = append(r.rows, got)
}
