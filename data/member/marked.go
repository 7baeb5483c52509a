package member

import (
	"context"
	"io"

	"unionledger/data/intake"
	"unionledger/data/sheet"
)

// WriteMarked writes a copy of the book with problems coloured, and with what changes
// in the ledger: old and new value, in the cell and in a list.
func (im *Import) WriteMarked(ctx context.Context, out io.Writer, book *sheet.Book, password string) error {
	if im.Plan == nil {
		return im.Compared.WriteMarked(ctx, out, book, password, nil)
	}
	var marks []sheet.Mark
	for _, d := range im.Plan.Changed {
		for _, ch := range d.Changes {
			if cell := im.Cell(d.Row, ch.Field); cell != "" {
				marks = append(marks, sheet.Mark{Sheet: im.Sheet(d.Row), Col: sheet.ColumnOf(cell), Row: d.Row.Number, Color: intake.ChangeColor,
					Note: "【更新】台账原来：" + im.shown(ch.Field, ch.Old) + " → 表里：" + im.shown(ch.Field, ch.New)})
			}
		}
	}
	return im.Compared.WriteMarked(ctx, out, book, password, marks, im.changeTable())
}

// shown is a value as the copy says it.
func (im *Import) shown(key, value string) string {
	if value == "" {
		return "（空）"
	}
	return im.Kind.Fields.Must(key).Display(value)
}

// changeTable lists every field that changes, before and after.
func (im *Import) changeTable() sheet.Table {
	n := 0
	for _, d := range im.Plan.Changed {
		n += len(d.Changes)
	}
	return sheet.Table{Sheet: "台账变化", Count: n, Note: "导入后台账里会变的，一项一行。",
		Columns: []sheet.Column{{Title: "工作表", Width: 16}, {Title: "单元格", Width: 10}, {Title: "姓名", Width: 12}, {Title: "项目", Width: 14},
			{Title: "台账原来", Width: 26}, {Title: "表里", Width: 26}},
		Rows: func(yield func([]sheet.Value) bool) {
			for _, d := range im.Plan.Changed {
				for _, ch := range d.Changes {
					if !yield(sheet.Texts(im.Sheet(d.Row), im.Cell(d.Row, ch.Field), d.Row.Record.Get("name"), ch.Label, im.shown(ch.Field, ch.Old), im.shown(ch.Field, ch.New))) {
						return
					}
				}
			}
		}}
}
