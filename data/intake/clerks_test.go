package intake

import (
	"strings"
	"testing"

	"unionledger/data/sheet"
)

// The ways of clerks to lay a list out, each with what a careful reader takes.

func TestOneSheetAWorkshop(t *testing.T) {
	res := read(t, Options{},
		grid("二车间", "姓名|性别|手机\n张三|男|19900000001\n小计|1人\n李四|女|19900000002"),
		grid("行政科", "通讯录\n姓名|性别|手机\n王五|男|19900000003\n后勤组（1人）\n赵六|男|19900000004"),
		grid("离职人员", "姓名|性别|手机\n钱七|男|19900000005"))
	if got := values(res, "name") + " " + values(res, "group"); got != "张三,李四,王五,赵六 二车间,二车间,行政科,后勤组" {
		t.Error(got)
	}
	if len(res.Tables) != 2 || len(res.Others) != 1 || res.Others[0].Sheet != "离职人员" || !res.Others[0].Like {
		t.Errorf("others %+v", res.Others)
	}
	own := read(t, Options{}, grid("一车间", "姓名|部门|手机\n张三|甲组|19900000001\n李四||19900000002\n王五|甲组|19900000003\n赵六|甲组|19900000005"),
		grid("二车间", "姓名|部门|手机\n钱七|乙组|19900000004"))
	if got := values(own, "group"); got != "甲组,,甲组,甲组,乙组" {
		t.Errorf("a column of its own: %s", got)
	}
}

func TestTwoPeopleInARow(t *testing.T) {
	s := grid("一", `
会员名单
序号|姓名|性别|车间|手机|序号|姓名|性别|车间|手机|备注
1|张三|男|甲|19900000001|4|赵六|女|乙|19900000004|左右各三人
2|李四|女||19900000002|5|钱七|男||1990000000|
本部门（3人）
3|王五|男|丙|19900000003
合计|5人`, sheet.Range{Col1: 3, Row1: 3, Col2: 3, Row2: 4}, sheet.Range{Col1: 8, Row1: 3, Col2: 8, Row2: 4})
	res := read(t, Options{}, s)
	if got := values(res, "name") + " " + values(res, "group"); got != "张三,李四,王五,赵六,钱七 甲,甲,丙,乙,乙" {
		t.Error(got)
	}
	problems := res.Problems()
	if len(problems) != 1 || problems[0].Cell != "J4" || problems[0].Who != "钱七" {
		t.Errorf("problems %v", problems)
	}
	if c := res.Counts(); c.Taken != 5 || c.NotData != 2 || len(res.Unmapped()) != 0 {
		t.Errorf("counts %+v, unmapped %v, not data %v", c, res.Unmapped(), res.NotData)
	}
	other := read(t, Options{}, grid("一", "姓名|手机|配偶姓名|姓名|家庭住址\n张三|19900000001|李四|王五|某路"))
	if got := values(other, "name"); got != "张三" || len(other.Notices) != 1 {
		t.Errorf("a second name alone: %s, %v", got, other.Notices)
	}
}

func TestExamplesAndExplanationsAreNoPeople(t *testing.T) {
	res := read(t, Options{}, grid("一", `
姓名*|性别*|手机*
（必填）|（男或女）|（11位）
例：张三|男|13800000000
示例|男|13800000000
李四|女|19900000002
退休人员
王五|男|19900000003
以上共2人，特此说明`))
	if got := values(res, "name"); got != "李四,王五" {
		t.Error(got)
	}
	for i, kind := range []RowKind{Example, Example, Example} {
		if res.NotData[i].Kind != kind {
			t.Errorf("row %d is %s", res.NotData[i].Row, res.NotData[i].Kind)
		}
	}
	if len(res.Notices) != 1 || res.Notices[0].Row != 6 || !strings.Contains(res.Notices[0].Message, "退休人员") {
		t.Errorf("notices %v", res.Notices)
	}
}

func TestHeaderWhoseLowestRowSaysTheShapeOnly(t *testing.T) {
	res := read(t, Options{}, grid("一", `
序号|基本情况||会员情况|
|姓名|手机|入会时间|介绍人
|||年月|
1|张三|19900000001|2015年3月|李四`,
		sheet.Range{Col1: 1, Row1: 1, Col2: 2, Row2: 1}, sheet.Range{Col1: 3, Row1: 1, Col2: 4, Row2: 1},
		sheet.Range{Col1: 1, Row1: 2, Col2: 1, Row2: 3}, sheet.Range{Col1: 2, Row1: 2, Col2: 2, Row2: 3}))
	if got := values(res, "join_date"); got != "2015-03" {
		t.Errorf("join_date %q of %+v", got, res.Tables[0].Columns)
	}
}

func TestNumberInSeveralCells(t *testing.T) {
	res := read(t, Options{}, grid("一", `
姓名|身份证号||手机
张三|33010119790816|6730|19900000001
李四|33010119790816|6731|19900000002
王五|330101197908166730||19900000003`, sheet.Range{Col1: 1, Row1: 1, Col2: 2, Row2: 1}))
	if got := values(res, "id_number"); got != "330101197908166730,,330101197908166730" {
		t.Errorf("numbers %s", got)
	}
	if p := res.Problems(); len(p) != 1 || p[0].Who != "李四" || p[0].Cell != "B3" {
		t.Errorf("problems %v", p)
	}
	boxes := strings.Repeat("|", 17)
	res = read(t, Options{}, grid("一", "姓名|身份证号"+boxes+"|手机\n张三|"+strings.Join(strings.Split("330101197908166730", ""), "|")+"|19900000001"))
	if got := values(res, "id_number") + " " + values(res, "phone"); got != "330101197908166730 19900000001" {
		t.Errorf("boxes: %s", got)
	}
	if got := values(read(t, Options{}, grid("一", "姓名|身份证号||手机\n张三|330101197908166730|一组|19900000001")), "id_number"); got != "330101197908166730" {
		t.Errorf("a column without header beside: %s", got)
	}
}

func TestHalvesUnderDifferentWords(t *testing.T) {
	merges := []sheet.Range{{Col1: 0, Row1: 1, Col2: 1, Row2: 1}, {Col1: 2, Row1: 1, Col2: 3, Row2: 1}}
	res := read(t, Options{}, grid("一", "一车间||二车间|\n姓名|手机|姓名|手机\n张三|19900000001|李四|19900000002", merges...))
	if got := values(res, "name") + " " + values(res, "group"); got != "张三,李四 一车间,二车间" {
		t.Errorf("two workshops: %s", got)
	}
	res = read(t, Options{}, grid("一", "职工情况||配偶情况|\n姓名|手机|姓名|手机\n张三|19900000001|李四|19900000002", merges...))
	if got := values(res, "name"); got != "张三" || len(res.Notices) != 2 {
		t.Errorf("wives: %s, %v", got, res.Notices)
	}
}
