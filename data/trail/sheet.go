package trail

import (
	"fmt"
	"io"

	"unionledger/data/sheet"
)

// WriteFile writes a history as a workbook, whole or not at all.
func WriteFile(path, title, note string, steps []Step) error {
	return sheet.WriteFile(path, func(out io.Writer) error { return Write(out, title, note, steps) })
}

// Write writes a history as a workbook.
func Write(out io.Writer, title, note string, steps []Step) error {
	count := 0
	for _, s := range steps {
		count += len(s.Entries)
	}
	t := sheet.Table{Sheet: "修改记录", Title: title, Note: note, Count: count, Columns: []sheet.Column{
		{Title: "操作号", Width: 8, Kind: sheet.CentredColumn}, {Title: "时间", Width: 17}, {Title: "操作员", Width: 10}, {Title: "做了什么", Width: 30},
		{Title: "项目", Width: 22}, {Title: "原来", Width: 24}, {Title: "改成", Width: 24},
	}, Rows: func(yield func([]sheet.Value) bool) {
		for _, s := range steps {
			o := s.Operation
			for _, e := range s.Entries {
				if !yield(sheet.Texts(fmt.Sprint(o.ID), o.At.Local().Format("2006-01-02 15:04"), o.Operator, o.Title, e.What(), e.Old, e.New)) {
					return
				}
			}
		}
	}}
	return sheet.WriteTable(out, t)
}

// What names what an entry is about.
func (e Entry) What() string {
	switch {
	case e.Label == "":
		return e.Action + e.Subject
	case e.Subject == "":
		return e.Label
	}
	return e.Subject + " " + e.Label
}
