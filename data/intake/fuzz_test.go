package intake

import (
	"context"
	"errors"
	"strings"
	"testing"

	"unionledger/data/sheet"
)

// FuzzRead gives any text as a sheet, with a merge anywhere: reading it must not
// panic, and every row below the header must be accounted for exactly once.
func FuzzRead(f *testing.F) {
	f.Add("姓名|性别|手机\n张三|男|19900000001\n小计|1人\n说明：无", 0, 1, 1, 3)
	f.Add("名册\n部门|姓名|身份证号\n一组|李四|330101198001011235\n\n|王五|", 0, 3, 0, 5)
	f.Add("工会小组|基本信息|\n|姓名|性别\n一、机加车间（2人）\n张三||男", 1, 1, 2, 1)
	f.Fuzz(func(t *testing.T, text string, col1, row1, col2, row2 int) {
		if len(text) > 10_000 {
			return
		}
		s := grid("表", text, sheet.Range{Col1: col1, Row1: row1, Col2: col2, Row2: row2})
		res, err := Read(context.Background(), book(s), people, Options{})
		if err != nil {
			var own *Error
			if !errors.As(err, &own) || !strings.HasSuffix(own.Message, "。") {
				t.Fatalf("no sentence: %v", err)
			}
			return
		}
		met := map[int]int{}
		for _, row := range res.Rows {
			met[row.Number]++
		}
		for _, n := range res.NotData {
			for i := range n.Rows {
				met[n.Row+i]++
			}
		}
		last := s.Rows[len(s.Rows)-1].Number
		for n := res.Tables[0].HeaderLast + 1; n <= last; n++ {
			if met[n] != 1 {
				t.Fatalf("row %d of %q is named %d times", n, text, met[n])
			}
		}
		if c := res.Counts(); c.Read != len(met) || c.Read != c.Taken+c.Refused+c.NotData {
			t.Fatalf("%+v of %d rows", c, len(met))
		}
	})
}
