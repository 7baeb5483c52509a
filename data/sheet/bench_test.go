package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bigWorkbook is a roster of 100,000 rows × 20 columns as a spreadsheet writes it.
var bigWorkbook = sync.OnceValue(func() []byte {
	var rows, shared strings.Builder
	count := 0
	for r := 1; r <= 100_000; r++ {
		fmt.Fprintf(&rows, `<row r="%d" spans="1:20">`, r)
		for c := range 20 {
			switch {
			case c < 3: // different in every row
				fmt.Fprintf(&shared, "<si><t>张三%d</t></si>", count)
				fmt.Fprintf(&rows, `<c r="%s" s="1" t="s"><v>%d</v></c>`, CellName(c, r), count)
				count++
			case c < 16:
				fmt.Fprintf(&rows, `<c r="%s" s="1" t="s"><v>%d</v></c>`, CellName(c, r), (r*7+c)%40)
			default:
				fmt.Fprintf(&rows, `<c r="%s" s="0"><v>%d</v></c>`, CellName(c, r), r*37+c)
			}
		}
		rows.WriteString("</row>")
	}
	return workbookOf(&testing.B{}, `<worksheet xmlns="`+mainSpace+`"><sheetData>`+rows.String()+"</sheetData></worksheet>",
		map[string]string{"xl/sharedStrings.xml": `<sst xmlns="` + mainSpace + `">` + shared.String() + "</sst>"})
})

func BenchmarkOpen(b *testing.B) {
	data := bigWorkbook()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		book, err := openData(data, Options{})
		if err != nil || len(book.Sheets[0].Rows) != 100_000 {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpenExcelize is the peer.
func BenchmarkOpenExcelize(b *testing.B) {
	data := bigWorkbook()
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			b.Fatal(err)
		}
		rows, err := f.Rows("一")
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for rows.Next() {
			if cells, err := rows.Columns(); err == nil && len(cells) == 20 {
				n++
			}
		}
		f.Close()
		if n != 100_000 {
			b.Fatal(n)
		}
	}
}

// BenchmarkFill writes 100,000 rows × 20 columns into a blank form, six columns of
// which differ in every row.
func BenchmarkFill(b *testing.B) {
	form := blankForm(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := FillForm(form, io.Discard, Fill{Sheet: "Sheet1", FirstRow: 3, BlankRows: 2, Columns: 20, Rows: manyRows(), Count: 100_000}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWriteTable writes the same rows as a plain list.
func BenchmarkWriteTable(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteTable(io.Discard, Table{Columns: make([]Column, 20), Rows: manyRows(), Count: 100_000}); err != nil {
			b.Fatal(err)
		}
	}
}

func manyRows() func(func([]Value) bool) {
	return func(yield func([]Value) bool) {
		row := make([]Value, 20)
		for i := range 100_000 {
			for c := range row {
				if c < 6 {
					row[c].Text = fmt.Sprintf("张三%d-%d", i, c)
				} else {
					row[c].Text = commonWords[(i*7+c)%len(commonWords)]
				}
			}
			if !yield(row) {
				return
			}
		}
	}
}

var commonWords = strings.Fields("男 女 汉族 本科 大专 群众 中共党员 在岗 农业户口 居民身份证 机加一小组 装配二小组 杭州云栎精密机械有限公司 2021-02 合同制")

// BenchmarkOpenSmall opens a workbook of thirty rows, as a city gets them from ten
// thousand units.
func BenchmarkOpenSmall(b *testing.B) {
	var out bytes.Buffer
	must(b, WriteTable(&out, Table{Columns: make([]Column, 20), Rows: func(yield func([]Value) bool) {
		n := 0
		for row := range manyRows() {
			if n++; n > 30 || !yield(row) {
				return
			}
		}
	}}))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := openData(out.Bytes(), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
