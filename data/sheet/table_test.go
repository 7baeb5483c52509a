package sheet

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestWriteTable(t *testing.T) {
	rows := [][]Value{
		{{Text: "张三"}, {Text: "男"}, {Text: "330101199001010000", Mark: "FFC7CE"}, {Text: "4436.50", Number: true}, {Text: "3", Number: true}},
		{{Text: "=李四"}, {}, {Text: "-5"}, {Text: "不详", Number: true}},
	}
	var out bytes.Buffer
	must(t, WriteTable(&out,
		Table{Sheet: "名册[1]/?", Title: "某某公司会员名册", Note: "2 人", Rows: slices.Values(rows),
			Columns: []Column{{"姓名", 12, TextColumn}, {"性别", 0, CentredColumn}, {"身份证号", 21, TextColumn}, {"基数", 0, MoneyColumn}, {"次数", 0, CountColumn}}},
		Table{Sheet: "问题", Columns: []Column{{Title: "说明", Kind: WrappedColumn}}}))
	book, err := openData(out.Bytes(), Options{})
	must(t, err)
	if got, want := dump(book.Sheets[0]), "1:T某某公司会员名册| 2:T2 人| 3:T姓名|T性别|T身份证号|T基数|T次数| 4:T张三|T男|T330101199001010000|N4436.50|N3| 5:T=李四|_|T-5|T不详|"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := book.Sheets[0].Merges; !slices.Equal(got, []Range{{0, 1, 4, 1}, {0, 2, 4, 2}}) {
		t.Errorf("merges %v", got)
	}
	f := excel(t, out.Bytes())
	if got := f.GetSheetList(); !slices.Equal(got, []string{"名册_1___", "问题"}) {
		t.Errorf("sheets %q", got)
	}
	s := f.GetSheetName(0)
	if dim, _ := f.GetSheetDimension(s); dim != "A1:E5" {
		t.Errorf("dimension %s", dim)
	}
	if v, _ := f.GetCellValue(s, "D4"); v != "4,436.50" {
		t.Errorf("money is shown as %q", v)
	}
	marked, _ := f.GetCellStyle(s, "C4")
	plain, _ := f.GetCellStyle(s, "A4")
	if xml := partOf(t, out.Bytes(), "xl/styles.xml"); marked == plain || strings.Count(xml, `<fgColor rgb="FFFFC7CE"/>`) != 1 {
		t.Errorf("the mark is lost: %s", xml)
	}
	if panes, _ := f.GetPanes(s); !panes.Freeze || panes.YSplit != 3 {
		t.Errorf("panes %+v", panes)
	}
	for _, name := range f.GetDefinedName() {
		if !strings.HasPrefix(name.Name, "_xlnm.Print_Titles") {
			t.Errorf("name %+v", name)
		}
	}
	if xml := partOf(t, out.Bytes(), "xl/styles.xml"); strings.Count(xml, "quotePrefix") != 1 {
		t.Error("texts like formulas have no quotePrefix")
	}
}

func TestWriteTableErrors(t *testing.T) {
	columns := []Column{{Title: "a"}}
	for name, c := range map[string]struct {
		table Table
		kind  string
	}{
		"no columns":    {Table{}, `table "" has 0 columns`},
		"too many rows": {Table{Columns: columns, Rows: people(1), Count: maxRow}, "too_large"},
		"row too wide":  {Table{Columns: columns, Rows: people(1)}, `row 1 of table "": 3 values for 1 columns, 1 rows announced`},
	} {
		if err := WriteTable(io.Discard, c.table); kindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSheetNames(t *testing.T) {
	long := strings.Repeat("长", 40)
	got := sheetNames([]Table{{Sheet: long}, {Sheet: long}, {}, {Sheet: "'A'"}, {Sheet: "a"}})
	want := []string{long[:31*3], long[:28*3] + "(2)", "Sheet3", "A", "a(2)"}
	if !slices.Equal(got, want) {
		t.Errorf("%s", fmt.Sprint(got))
	}
}
