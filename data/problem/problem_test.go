package problem

import "testing"

func TestString(t *testing.T) {
	for want, p := range map[string]Problem{
		"表“名册”E26（张三，入会日期）：看不懂。": {Sheet: "名册", Row: 26, Cell: "E26", Who: "张三", Label: "入会日期", Message: "看不懂。"},
		"表“名册”E26（张三）：入会日期看不懂。":  {Sheet: "名册", Row: 26, Cell: "E26", Who: "张三", Label: "入会日期", Message: "入会日期看不懂。"},
		"表“名册”第 26 行：张三没有手机。":    {Sheet: "名册", Row: 26, Who: "张三", Message: "张三没有手机。"},
		"张三：没有手机。":               {Who: "张三", Label: "手机", Message: "没有手机。"},
		"张三没有手机。":                {Who: "张三", Message: "张三没有手机。"},
		"没有手机。":                  {Message: "没有手机。"},
	} {
		if got := p.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
