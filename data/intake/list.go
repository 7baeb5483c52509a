package intake

import (
	"fmt"
	"io"
	"strings"

	"unionledger/data/problem"
	"unionledger/data/sheet"
)

var problemColumns = []sheet.Column{
	{Title: "级别", Width: 8, Kind: sheet.CentredColumn}, {Title: "工作表", Width: 16}, {Title: "单元格", Width: 10, Kind: sheet.CentredColumn},
	{Title: "姓名", Width: 10}, {Title: "项目", Width: 12}, {Title: "原来写的", Width: 24}, {Title: "导入后", Width: 20},
	{Title: "原因", Width: 46, Kind: sheet.WrappedColumn}, {Title: "怎么办", Width: 34, Kind: sheet.WrappedColumn}, {Title: "把握", Width: 8, Kind: sheet.CentredColumn},
}

// WriteProblems writes a list of problems as a workbook that a clerk can hand on:
// where, who, what, why, and what to do. Values stand as they were written, numbers
// of people included, since the list serves to correct them.
func WriteProblems(out io.Writer, title string, list []problem.Problem, more ...sheet.Table) error {
	return sheet.WriteTable(out, append([]sheet.Table{problemTable(title, list)}, more...)...)
}

func problemTable(title string, list []problem.Problem) sheet.Table {
	return sheet.Table{Sheet: "问题清单", Title: title, Columns: problemColumns, Count: len(list),
		Note: fmt.Sprintf("共 %d 处。原因里写着没有导入或没有写入的行没有进台账，其余已按“导入后”记下，请逐条核对。", len(list)),
		Rows: func(yield func([]sheet.Value) bool) {
			for _, p := range list {
				if !yield(problemRow(p)) {
					return
				}
			}
		}}
}

func problemRow(p problem.Problem) []sheet.Value {
	place := p.Cell
	if place == "" && p.Row > 0 {
		place = fmt.Sprintf("第 %d 行", p.Row)
	}
	why, advice := split(p.Message)
	return sheet.Texts(p.Severity.String(), p.Sheet, place, p.Who, p.Label, p.Value, p.New, why, advice, string(p.Sure))
}

// split parts a sentence into the reason and what to do, which begins with 请.
func split(message string) (why, advice string) {
	for _, mark := range []string{"。", "；", "，"} {
		if i := strings.Index(message, mark+"请"); i >= 0 {
			return message[:i] + "。", message[i+len(mark):]
		}
	}
	return message, ""
}

// Lists are the further sheets of a problem workbook: what was put in order unasked,
// and which rows are no data.
func (r *Result) Lists() []sheet.Table {
	return []sheet.Table{r.repairTable(), r.notDataTable()}
}

func (r *Result) repairTable() sheet.Table {
	list := r.Repairs()
	return sheet.Table{Sheet: "自动整理", Count: len(list),
		Note: "空格、写法、日期样式等，意思没有变，不用处理。",
		Columns: []sheet.Column{{Title: "工作表", Width: 16}, {Title: "单元格", Width: 10, Kind: sheet.CentredColumn}, {Title: "项目", Width: 14},
			{Title: "原来写的", Width: 26}, {Title: "导入后", Width: 26}},
		Rows: func(yield func([]sheet.Value) bool) {
			for _, v := range list {
				f, _ := r.Kind.Fields.Field(v.Field)
				if !yield(sheet.Texts(v.Sheet, v.Cell, f.Label, v.Value, f.Display(v.To))) {
					return
				}
			}
		}}
}

func (r *Result) notDataTable() sheet.Table {
	return sheet.Table{Sheet: "不是数据的行", Count: len(r.NotData),
		Note:    "这些行没有导入。如果其中有人，请在表里改好再导入一次。",
		Columns: []sheet.Column{{Title: "工作表", Width: 16}, {Title: "行", Width: 10, Kind: sheet.CentredColumn}, {Title: "是什么", Width: 14}, {Title: "内容", Width: 60}},
		Rows: func(yield func([]sheet.Value) bool) {
			for _, n := range r.NotData {
				place := fmt.Sprint(n.Row)
				if n.Rows > 1 {
					place = fmt.Sprintf("%d–%d", n.Row, n.Row+n.Rows-1)
				}
				if !yield(sheet.Texts(n.Sheet, place, string(n.Kind), n.Text)) {
					return
				}
			}
		}}
}
