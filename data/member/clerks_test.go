package member

import (
	"strings"
	"testing"

	"unionledger/data/intake"
	"unionledger/data/problem"
)

// readLines reads lines as a roster.
func readLines(t *testing.T, lines ...string) *Import {
	t.Helper()
	im, err := ReadRoster(ctx, Fields, typed(lines...), intake.Options{Today: asRead})
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// TestNumberSettlesOtherCells holds that an identity number answers what the cells
// for sex and birth leave open, and only that.
func TestNumberSettlesOtherCells(t *testing.T) {
	im := readLines(t, "姓名|性别|出生日期|身份证号",
		"张三|1|80.1.1|"+manID, "李四|2|3月4日|"+womanID, "王五|1|1990-05-06|")
	if got := im.Rows[0].Record.Get("gender") + im.Rows[1].Record.Get("gender") + im.Rows[2].Record.Get("gender"); got != "男女" {
		t.Errorf("sexes %s", got)
	}
	if len(im.Rows[0].Problems) != 1 || im.Rows[0].Problems[0].Severity != problem.Hint || im.Rows[0].Problems[0].New != "1980-01-01" {
		t.Errorf("first row %v", im.Rows[0].Problems)
	}
	if im.Rows[1].Record.Get("birth_date") != "1982-03-04" || im.Rows[1].HasProblem("gender") {
		t.Errorf("second row %v", im.Rows[1].Problems)
	}
	if !im.Rows[2].HasProblem("gender") || !im.Rows[2].HasProblem("id_number") {
		t.Errorf("third row %v", im.Rows[2].Problems)
	}
	if again := readLines(t, "姓名|性别|身份证号", "张三|2|"+manID); !again.Rows[0].HasProblem("gender") {
		t.Error("a code that contradicts the number is not reported")
	}
}

func TestNumbersOfOtherDocuments(t *testing.T) {
	im := readLines(t, "姓名|证件类型|证件号码", "陈大文|台胞证|12345678", "Maria Garcia|护照|g1234567", "张三|护照|无号码", "李四|身份证|12345678")
	for i, want := range []string{"12345678", "G1234567", "", ""} {
		if got := im.Rows[i].Record.Get("id_number"); got != want || im.Rows[i].HasProblem("id_number") != (want == "") {
			t.Errorf("row %d: %q, %v", i, got, im.Rows[i].Problems)
		}
	}
}

// TestHeadersOfClerks lists words met above the columns of real rosters.
func TestHeadersOfClerks(t *testing.T) {
	for header, key := range map[string]string{"员工姓名": "name", "公民身份号码": "id_number", "居民身份证号码": "id_number", "联系方式": "phone",
		"文化水平": "education", "政治面貌(党员/团员)": "political", "加入工会年月": "join_date", "户口性质": "hukou_type", "职务/工种": "post",
		"技能证书等级": "skill_level", "所在车间（科室）": "department", "加入工会的时间": "join_date", "参加工作时间": "", "婚姻状况": "", "入职日期": "", "紧急联系人电话": ""} {
		first := "姓名"
		if key == "name" {
			first = "序号"
		}
		im := readLines(t, first+"|性别|"+header, "张三|男|2010年", "李四|女|2011年")
		if got := im.Tables[0].Columns[2].Field; got != key {
			t.Errorf("%s is taken for %q", header, got)
		}
	}
}

// TestAbsentMembersAreNamedAndKept takes a second list in which people are missing.
func TestAbsentMembersAreNamedAndKept(t *testing.T) {
	l := newLedger(t)
	const header = "姓名|身份证号|手机"
	first := take(t, l, Everything, header, "张三|"+manID+"|19900000001", "李四|"+womanID+"|19900000002", "王五||19900000003", "赵六||19900000004")
	if len(first.Plan.Absent) != 0 {
		t.Errorf("absent in an empty ledger: %v", first.Plan.Absent)
	}
	im := take(t, l, Everything, header, "张三|"+manID+"|19900000009", "李思|"+womanID+"|19900000002", "王五||19900000008")
	if len(im.Plan.Absent) != 1 || im.Plan.Absent[0].Name != "赵六" || !strings.Contains(im.Summary(), "赵六") {
		t.Errorf("absent %v, %s", im.Plan.Absent, im.Summary())
	}
	if m := theOne(t, l, "赵六"); m.State != Active || m.Get("phone") != "19900000004" {
		t.Errorf("somebody the list leaves out was changed: %v", m)
	}
}

func TestWhoIsNoMemberIsNotTaken(t *testing.T) {
	im := readLines(t, "姓名|手机|是否工会会员", "张三|19900000001|是", "李四|19900000002|否", "王五|19900000003|")
	if im.Rows[0].Refused || !im.Rows[1].Refused || im.Rows[2].Refused {
		t.Errorf("refused: %v %v %v", im.Rows[0].Refused, im.Rows[1].Refused, im.Rows[2].Refused)
	}
	if p := im.Problems(); len(p) != 1 || p[0].Who != "李四" {
		t.Errorf("problems %v", p)
	}
	ticks := readLines(t, "姓名|手机|是否入会（√）", "张三|19900000001|√", "李四|19900000002|")
	if ticks.Rows[0].Refused || !ticks.Rows[1].Refused {
		t.Errorf("ticks: %v", ticks.Problems())
	}
}
