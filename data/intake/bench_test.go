package intake

import (
	"context"
	"fmt"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/identity"
	"unionledger/data/sheet"
)

// manyRows is a plain roster of n made-up people.
func manyRows(n int) *sheet.Sheet {
	s := &sheet.Sheet{Name: "名册"}
	add := func(values ...string) {
		row := sheet.Row{Number: len(s.Rows) + 1}
		for _, v := range values {
			kind := sheet.Text
			if v == "" {
				kind = sheet.Blank
			}
			row.Cells = append(row.Cells, sheet.Cell{Kind: kind, Text: v})
		}
		s.Rows = append(s.Rows, row)
	}
	add("序号", "车间", "姓名", "性别", "身份证号", "手机", "入会时间", "农民工", "缴费基数", "备注")
	for i := range n {
		birth := civil.Of(1960, 1, 1).AddDays(i % 15000)
		first17 := fmt.Sprintf("330101%04d%02d%02d%03d", birth.Year, int(birth.Month), birth.Day, i%900+2)
		add(fmt.Sprint(i+1), fmt.Sprintf("第%d车间", i/500+1), string([]rune{rune(0x4e00 + i%3000), rune(0x5000 + i%7000)}), "男",
			first17+string(identity.IDCheckDigit(first17)), fmt.Sprint(19900000000+i), fmt.Sprintf("20%02d.%d", 5+i%15, 2+i%8), "√", fmt.Sprint(3000+i%4000), "")
	}
	return s
}

// BenchmarkRead reads 100,000 rows that are in memory already.
func BenchmarkRead(b *testing.B) {
	s := manyRows(100_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), book(s), people, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
