package sheet

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestHTML(t *testing.T) {
	for _, c := range []struct{ name, body, want, merges string }{
		{"plain", `<table><tr><th>姓名<th>证号</tr><tr><td> 张&nbsp;三 </td><td style="x">330101199001010000</td></tr></table>`, "1:T姓名|T证号| 2:T张 三|T330101199001010000|", "[]"},
		{"spans", `<table><tr><td colspan=2>甲</td><td rowspan="3">乙</td></tr><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr></table>`,
			"1:T甲|_|T乙| 2:Ta|Tb| 3:Tc|Td|_|Te|", "[{0 1 1 1} {2 1 2 3}]"},
		{"inside", "<table><tr><td><b>粗</b>\n 体<br/>第二行<script>var a='<td>';</script><p>段</p></td></tr></table>", "1:T粗 体\n第二行 段|", "[]"},
		{"two tables", `<table><tr><td>标题</td></tr></table><p>x</p><table><tr><td>1</td></tr><tr></tr><tr><td>2</td></tr></table>`, "1:T标题| 2:T1| 4:T2|", "[]"},
		{"a table in a table", `<table><tr><td><table><tr><td>里</td></tr></table></td></tr></table>`, "2:T里|", "[]"},
		{"wrapped", `<table><tr><td>="007"</td></tr></table>`, "1:T007|", "[]"},
		{"not closed", `<table><tr><td>a<td>b<tr><td>c`, "1:Ta|Tb| 2:Tc|", "[]"},
		{"absurd spans", `<table><tr><td colspan=999999999999999999 rowspan=-1>a</td></tr></table>`, "1:Ta|", "[{0 1 999 1}]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := openData([]byte(`<html><meta charset="utf-8"><body>`+c.body), Options{})
			must(t, err)
			if got := dump(b.Sheets[0]); got != c.want || b.Format != "html" {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if got := fmt.Sprint(b.Sheets[0].Merges); got != c.merges {
				t.Errorf("merges %s, want %s", got, c.merges)
			}
		})
	}
}

func TestHTMLEncodingAndOthers(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(`<html><head><meta charset=gb2312></head><table><tr><td>姓名</td></tr></table>`)
	must(t, err)
	b, err := openData([]byte(gbk), Options{})
	must(t, err)
	if got := dump(b.Sheets[0]); got != "1:T姓名|" {
		t.Error(got)
	}
	for name, c := range map[string]struct{ text, kind string }{
		"SpreadsheetML 2003": {`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, "unsupported"},
		"a login page":       {`<!DOCTYPE html><html><body>请重新登录</body></html>`, "no_rows"},
		"other xml":          {`<?xml version="1.0"?><a/>`, "not_a_workbook"},
		"web archive":        {"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "unsupported"},
		"too wide":           {"<table><tr>" + strings.Repeat("<td colspan=1000>", 600) + "x", "too_large"},
	} {
		if _, err := openData([]byte(c.text), Options{}); kindOf(err) != c.kind {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
}
