package paper

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"unionledger/data/sheet"
)

func aListing(rows int) Listing {
	l := Listing{Title: "某表", Left: "编制单位：{{某}}工会", Middle: "2022 年 5 月", Right: "单位：元", Signs: []string{"制表："}, Notes: []string{"一句说明"},
		Columns: []ListColumn{{Title: "项目"}, {Title: "金额", Width: 38, Money: true}}}
	for range rows {
		l.Rows = append(l.Rows, ListRow{Indent: 1, Cells: []ListCell{Word("=1+1 会费"), Yuan(-123456)}})
	}
	l.Rows = append(l.Rows, ListRow{Strong: true, Cells: []ListCell{Word("合计"), Sum(0)}})
	return l
}

func TestListingOnPaper(t *testing.T) {
	doc, err := aListing(100).Lay(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Pages) < 2 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	for i, p := range doc.Pages {
		var all strings.Builder
		for _, x := range p.Texts {
			all.WriteString(x.Text)
		}
		want := []string{"项目", "-1,234.56", "页"}
		if i == 0 {
			want = append(want, "某表", "{{某}}")
		}
		if i == len(doc.Pages)-1 {
			want = append(want, "合计", "0.00", "制表：", "一句说明")
		}
		for _, w := range want {
			if !strings.Contains(all.String(), w) {
				t.Errorf("page %d lacks %q", i+1, w)
			}
		}
	}
}

func TestListingAsWorkbook(t *testing.T) {
	var out bytes.Buffer
	if err := sheet.WriteTable(&out, aListing(2).Table("某表")); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.OpenBytes(context.Background(), "x.xlsx", out.Bytes(), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := book.Sheets[0].Rows
	if got := rows[3].Cell(0).Text; got != "　=1+1 会费" {
		t.Errorf("%q", got)
	}
	if c := rows[3].Cell(1); c.Kind != sheet.Number || c.Text != "-1234.56" {
		t.Errorf("%+v", c)
	}
}
