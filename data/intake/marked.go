package intake

import (
	"context"
	"io"
	"strings"

	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// The colours of a marked copy, the worst first.
var markColors = map[problem.Severity]string{problem.Error: "FFC7CE", problem.Warning: "FFEB9C", problem.Hint: "DDEBF7"}

// ChangeColor marks cells that change what the ledger says.
const ChangeColor = "E2EFDA"

// WriteMarked writes a copy of the clerk's own workbook with every problem coloured
// and explained in its cell, and the lists behind; more marks come after these.
func (c *Compared) WriteMarked(ctx context.Context, out io.Writer, book *sheet.Book, password string, more []sheet.Mark, lists ...sheet.Table) error {
	marks := append(marksOf(c.Problems()), more...)
	all := append([]sheet.Table{problemTable("", c.Problems())}, lists...)
	return sheet.WriteMarked(ctx, out, book, password, marks, append(all, c.Lists()...)...)
}

// WriteMarked writes a copy of a book with these problems coloured, and their list.
func WriteMarked(ctx context.Context, out io.Writer, book *sheet.Book, password string, list []problem.Problem) error {
	return sheet.WriteMarked(ctx, out, book, password, marksOf(list), problemTable("", list))
}

// marksOf gives the problems as marks, worst first so that a cell gets the colour of its
// worst.
func marksOf(list []problem.Problem) []sheet.Mark {
	var out []sheet.Mark
	for _, level := range []problem.Severity{problem.Error, problem.Warning, problem.Hint} {
		for _, p := range list {
			if p.Severity != level || p.Sheet == "" || p.Row == 0 {
				continue
			}
			out = append(out, sheet.Mark{Sheet: p.Sheet, Col: max(0, sheet.ColumnOf(p.Cell)), Row: p.Row, Color: markColors[level], Note: noteOf(p)})
		}
	}
	return out
}

// noteOf is a problem as the note of a cell: level, sureness, why, and what it became.
func noteOf(p problem.Problem) string {
	head := p.Severity.String()
	if p.Sure != "" {
		head += "·" + string(p.Sure)
	}
	text := "【" + head + "】" + p.Message
	if p.New != "" && p.New != p.Value && !strings.Contains(p.Message, p.New) {
		text += "（导入后：" + p.New + "）"
	}
	return text
}
