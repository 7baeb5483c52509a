package sheet

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"
)

// TestMarkedCopyKeepsTheWorkbook: looks, formulas, notes and hidden sheets stay; the
// file itself is not touched.
func TestMarkedCopyKeepsTheWorkbook(t *testing.T) {
	f := excelize.NewFile()
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49})
	must(t, err)
	must(t, f.SetCellStr("Sheet1", "A1", "姓名"))
	must(t, f.SetCellStr("Sheet1", "A2", "张三"))
	must(t, f.SetCellStyle("Sheet1", "A2", "A2", bold))
	must(t, f.SetCellFormula("Sheet1", "B2", "1+1"))
	must(t, f.AddComment("Sheet1", excelize.Comment{Cell: "A2", Author: "张", Text: "原来的批注"}))
	_, err = f.NewSheet("隐藏")
	must(t, err)
	must(t, f.SetSheetVisible("隐藏", false))
	path := filepath.Join(t.TempDir(), "名册.xlsx")
	must(t, f.SaveAs(path))
	before, err := os.ReadFile(path)
	must(t, err)

	book := mustOpen(t, path)
	marks := []Mark{{"Sheet1", 0, 2, "FFC7CE", "必须改"}, {"Sheet1", 0, 2, "FFEB9C", "还有一条"}, {"隐藏", 0, 1, "DDEBF7", "提示"}}
	list := Table{Sheet: "问题清单", Columns: []Column{{Title: "单元格"}}, Rows: func(yield func([]Value) bool) { yield(Texts("A2")) }}
	var out bytes.Buffer
	must(t, WriteMarked(context.Background(), &out, book, "", marks, list))
	got, err := excelize.OpenReader(&out)
	must(t, err)
	if v, _ := got.GetCellFormula("Sheet1", "B2"); v != "1+1" {
		t.Errorf("the formula is %q", v)
	}
	if on, _ := got.GetSheetVisible("隐藏"); on {
		t.Error("the hidden sheet shows")
	}
	id, _ := got.GetCellStyle("Sheet1", "A2")
	style, err := got.GetStyle(id)
	must(t, err)
	if style.Font == nil || !style.Font.Bold || style.Fill.Color[0] != "FFC7CE" {
		t.Errorf("%+v", style)
	}
	notes, err := got.GetComments("Sheet1")
	must(t, err)
	if len(notes) != 1 || !strings.Contains(notes[0].Text, "原来的批注") || !strings.Contains(notes[0].Text, "必须改") || !strings.Contains(notes[0].Text, "还有一条") {
		t.Errorf("%+v", notes)
	}
	if v, _ := got.GetCellValue("问题清单", "A2"); v != "A2" {
		t.Error("no list")
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the clerk's file was touched")
	}
}

func TestMarkedCopyOfTextIsAWorkbook(t *testing.T) {
	b, err := OpenBytes(context.Background(), "名册/一.csv", []byte("姓名,号码\n\n张三,330101198001011234\n=1+1,x\n"), Options{})
	must(t, err)
	b.Sheets[0].Name = "Sheet1" // as new workbooks call theirs
	var out bytes.Buffer
	must(t, WriteMarked(context.Background(), &out, b, "x", []Mark{{b.Sheets[0].Name, 1, 3, "FFEB9C", "请看"}}))
	again, err := OpenBytes(context.Background(), "标色.xlsx", out.Bytes(), Options{})
	must(t, err)
	if got, want := dump(again.Sheets[0]), "1:T姓名|T号码| 3:T张三|T330101198001011234| 4:T=1+1|Tx|"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestNamesOfMarkedCopies(t *testing.T) {
	for path, want := range map[string]string{"/a/名册.xls": "名册 标色.xlsx", "名册.XLSM": "名册 标色.xlsm", "粘贴的表格": "粘贴的表格 标色.xlsx"} {
		if got := MarkedName(path); got != want {
			t.Errorf("%s becomes %s", path, got)
		}
	}
}

// TestWideTextWithoutAMark: Chinese text has so few zero bytes in UTF-16 that they do
// not tell the order; what it decodes to does.
func TestWideTextWithoutAMark(t *testing.T) {
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		data, err := unicode.UTF16(order, unicode.IgnoreBOM).NewEncoder().Bytes([]byte("工会小组名称\t会员姓名\r\n装配第一小组\t欧阳海棠花\r\n机加工第二小组\t钱江潮\r\n"))
		must(t, err)
		b, err := openData(data, Options{})
		must(t, err)
		if got := dump(b.Sheets[0]); got != "1:T工会小组名称|T会员姓名| 2:T装配第一小组|T欧阳海棠花| 3:T机加工第二小组|T钱江潮|" {
			t.Error(got)
		}
	}
	for name, want := range map[string]string{"\x89PNG\r\n\x1a\n": "图片", "\xFF\xD8\xFF\xE0JFIF": "图片", strings.Repeat("\x00", 4000): "空文件"} {
		if _, err := openData(append([]byte(name), make([]byte, 900)...), Options{}); kindOf(err) == "" || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	b, err := openData(append([]byte("姓名,性别\n张三,男\n"), make([]byte, 4096)...), Options{})
	must(t, err)
	if len(b.Sheets[0].Rows) != 2 {
		t.Error("zeros at the end of a file closed badly:", dump(b.Sheets[0]))
	}
}

// TestListPrintsInTheWidthOfAPage: the list behind a coloured copy lies across and is
// made as small as its columns ask for.
func TestListPrintsInTheWidthOfAPage(t *testing.T) {
	f := excelize.NewFile()
	path := filepath.Join(t.TempDir(), "名册.xlsx")
	must(t, f.SaveAs(path))
	rows := func(yield func([]Value) bool) { yield(Texts("A2")) }
	narrow := Table{Sheet: "短", Columns: []Column{{Title: "单元格", Width: 20}}, Rows: rows}
	wide := Table{Sheet: "长", Note: "说明", Columns: []Column{{Title: "姓名", Width: 60}, {Title: "问题", Width: 120}, {Title: "原值", Width: 90}}, Rows: rows}
	var out bytes.Buffer
	must(t, WriteMarked(context.Background(), &out, mustOpen(t, path), "", nil, narrow, wide))
	got, err := excelize.OpenReader(&out)
	must(t, err)
	for name, scale := range map[string]uint{"短": 100, "长": 51} {
		l, err := got.GetPageLayout(name)
		must(t, err)
		if *l.AdjustTo != scale || *l.Orientation != "landscape" {
			t.Errorf("%s: scale %d, %s", name, *l.AdjustTo, *l.Orientation)
		}
	}
	titles := map[string]string{}
	for _, n := range got.GetDefinedName() {
		titles[n.Scope] = n.RefersTo
	}
	if titles["长"] != "'长'!$2:$2" || titles["短"] != "'短'!$1:$1" {
		t.Errorf("%v", titles)
	}
}
