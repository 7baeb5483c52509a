package roster

import (
	"context"
	"io"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

// sheetOf is a list of members to be written: which, in which columns, and whether
// numbers of people stand in full.
type sheetOf struct {
	title, note string
	columns     []column
	ids         []int64
	names       map[int64]string
	today       civil.Date
	full        bool
}

// write writes the list as a workbook, whole or not at all.
func (s sheetOf) write(ctx context.Context, l *ledger.Ledger, path string, progress func(done, total int)) error {
	var failed error
	t := sheet.Table{Sheet: "会员", Title: s.title, Note: s.note, Columns: s.heads(), Count: len(s.ids),
		Rows: func(yield func([]sheet.Value) bool) {
			failed = s.each(ctx, l, progress, yield)
		}}
	return sheet.WriteFile(path, func(out io.Writer) error {
		err := sheet.WriteTable(out, t)
		if failed != nil {
			return failed
		}
		return err
	})
}

func (s sheetOf) heads() []sheet.Column {
	var out []sheet.Column
	for _, c := range s.columns {
		head := sheet.Column{Title: c.title(), Width: float64(c.field.Width)/7 + 2}
		if s.full {
			head.Title = c.field.Label
			head.Width = max(head.Width, float64(2*len([]rune(c.field.Label))+2))
			if c.field.Mask != field.Open {
				head.Width = 22
			}
		}
		switch c.field.Kind {
		case field.Date, field.YesNo:
			head.Kind = sheet.CentredColumn
		case field.Money:
			head.Kind = sheet.MoneyColumn
		}
		out = append(out, head)
	}
	return out
}

// each yields the rows, read a page at a time.
func (s sheetOf) each(ctx context.Context, l *ledger.Ledger, progress func(int, int), yield func([]sheet.Value) bool) error {
	for from := 0; from < len(s.ids); from += pageRows {
		if err := ctx.Err(); err != nil {
			return err
		}
		found, err := member.Page(ctx, l.Read(), s.ids[from:min(from+pageRows, len(s.ids))], s.today)
		if err != nil {
			return err
		}
		for _, m := range found {
			if !yield(s.row(m)) {
				return nil
			}
		}
		if progress != nil {
			progress(from+len(found), len(s.ids))
		}
	}
	return nil
}

func (s sheetOf) row(m member.Member) []sheet.Value {
	var out []sheet.Value
	for _, c := range s.columns {
		var v sheet.Value
		switch {
		case c.key == stateKey:
			v.Text = string(m.State)
		case c.field.Kind == field.Money && m.Get(c.key) != "":
			v = sheet.Value{Text: field.ParseFen(m.Get(c.key)).String(), Number: true}
		case c.field.Kind == field.Number:
			v = sheet.Value{Text: m.Get(c.key), Number: m.Get(c.key) != ""}
		case s.full:
			v.Text = inFull(c.field, m.Get(c.key), s.names)
		default:
			v.Text = words(c.field, m.Get(c.key), s.names)
		}
		out = append(out, v)
	}
	return out
}

// inFull is a value with nothing hidden and nothing shortened.
func inFull(f field.Field, value string, names map[int64]string) string {
	if f.Kind == field.Group {
		return words(f, value, names)
	}
	return f.Display(value)
}
