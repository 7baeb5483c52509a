package intake

import (
	"context"
	"errors"
	"strings"
	"testing"

	"unionledger/data/field"
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
		everyRowOnce(t, s, text, people)
		everyRowOnce(t, s, text, loose)
	})
}

func everyRowOnce(t *testing.T, s *sheet.Sheet, text string, kind *Kind) {
	t.Helper()
	res, err := Read(context.Background(), book(s), kind, Options{})
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
}

// FuzzSplit gives any cell as one that holds two fields: what is taken out of it stood
// in it, and dates put together of any parts are dates or nothing.
func FuzzSplit(f *testing.F) {
	f.Add("张三（男）", "2010", "三", "5日")
	f.Add("钱塘一车间 张三", "二〇一〇年", "", "31")
	f.Add("男/汉族", "", "12月", "x")
	f.Fuzz(func(t *testing.T, cell, year, month, day string) {
		pairs := [][2]string{{"name", "gender"}, {"gender", "ethnicity"}, {"name", "group"}, {"group", "name"}}
		for _, p := range pairs {
			a, b, ok := splitText(cell, loose.Fields.Must(p[0]), loose.Fields.Must(p[1]))
			bare := strings.Map(dropInvisible, cell)
			if ok && (a == "" || b == "" || !strings.Contains(bare, a) || !strings.Contains(bare, b)) {
				t.Fatalf("%q gives %q and %q", cell, a, b)
			}
		}
		date := loose.Fields.Must("join_date")
		out := Clean(date, sheet.Cell{Kind: sheet.Text, Text: joinDate(year, month, day)}, CleanContext{})
		if d := field.ParseDate(out.Value); out.Value != "" && (d.IsZero() || d.String() != out.Value) {
			t.Fatalf("%q %q %q gives %q", year, month, day, out.Value)
		}
	})
}
