package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

// fieldsOf are the fields each source offers.
var fieldsOf = map[string]*field.Set{
	"member": MemberFields, "organisation": OrganisationFields, "negotiation": NegotiationFields,
	"dues_summary": DuesSummaryFields, "dues_detail": DuesDetailFields,
	"member_change": ChangeFields, "survey": SurveyFields,
}

func TestShippedProfilesFitTheirSources(t *testing.T) {
	infos := Profiles()
	if len(infos) < 5 || infos[0].Source != "member" {
		t.Fatalf("shipped are %v", infos)
	}
	for _, info := range infos {
		p := mustLoad(t, info.ID)
		source := Listed{Name: p.Source, Set: fieldsOf[p.Source], Unit: unitNames()}
		f, _, err := p.bind(ctx, source, Options{AsOf: onDay})
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		c := &checker{filler: *f, set: source.Set}
		if err := c.bindRules(); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
		if _, err := p.singles(must(Options{AsOf: onDay}.facts(ctx, source))(t)); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
	}
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// unitNames are empty facts under every name the unit has.
func unitNames() map[string]string {
	facts := map[string]string{"changes.opening": "", "changes.closing": "", "changes.retained": ""}
	for _, k := range member.Kinds {
		facts["changes."+string(k)] = ""
	}
	for _, u := range unitSets {
		for _, f := range u.set.All() {
			facts[u.prefix+f.Key] = ""
		}
	}
	return facts
}

// A word of our code lists that a form spells the same must really be a word of
// the form, and every word a form lists must be reachable from the ledger.
func TestEveryWordOfTheFormsCanBeWritten(t *testing.T) {
	for _, info := range Profiles() {
		p := mustLoad(t, info.ID)
		for _, c := range p.Columns {
			f, _ := fieldsOf[p.Source].Field(c.Field)
			l, ok := p.Lists[c.List]
			if !ok || f.Kind != field.Code {
				continue
			}
			reached := map[string]bool{}
			for _, w := range code.Get(f.Codes).Words() {
				if theirs, bad := l.word(w); bad == fine {
					reached[theirs] = true
				}
			}
			for _, w := range l.Words {
				if !reached[w] {
					t.Errorf("%s: nothing in the ledger is ever written as %s “%s”", p.ID, c.Header, w)
				}
			}
		}
	}
}

// The header is what a clerk compares with the form in hand, so it is held to the
// letter, in the blank workbook as well as in the profile.
func TestHeadersOfTheMemberForm(t *testing.T) {
	want := []string{"序号", "姓名", "性别", "出生日期（格式：yyyy/MM/dd）", "民族", "就业状况", "有效证件类别", "证件号码\n(填写18位身份证)", "学历", "技术等级",
		"移动电话", "户籍类型", "户籍所在地", "会籍变化类型", "会籍变化日期（格式：yyyy/MM/dd）", "会籍变化原因", "政治面貌", "工作单位", "籍贯", "是否农民工会员\n填写“是”或“否”"}
	p := mustLoad(t, "member-2018")
	book, err := sheet.OpenBytes(ctx, "blank.xlsx", p.Blank(), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Columns) != len(want) {
		t.Fatalf("%d columns, want %d", len(p.Columns), len(want))
	}
	for _, row := range book.Sheets[0].Rows {
		if row.Number != 4 {
			continue
		}
		for i, w := range want {
			if row.Cell(i).Text != w || p.Columns[i].Header != w {
				t.Errorf("column %s is %q in the form and %q in the profile, want %q", p.Columns[i].At, row.Cell(i).Text, p.Columns[i].Header, w)
			}
		}
	}
}

const small = `profile: 1
id: klein
name: 小表
basis: 测试
source: member
sheet: 表
file: {name: 小表.xlsx}
rows: {header: [1, 1], first: 2, blank: 3, note: 5}
columns:
  - {at: A, header: 姓名, field: name}
  - {at: B, header: 性别, field: gender, list: gender}
lists:
  gender: {words: [男性, 女性], map: {男: 男性, 女: 女性}}
checks:
  - {check: unique, fields: [name]}
`

func TestParseSaysWhatIsWrong(t *testing.T) {
	if _, err := Parse([]byte(small)); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ name, old, new, want string }{
		{"unknown word", "basis:", "grund:", "第 4 行读不懂"},
		{"no yaml", "rows: {", "rows: {{", "读不懂"},
		{"version of a later program", "profile: 1", "profile: 2", "格式版本是 2"},
		{"id with a path", "id: klein", "id: ../klein", "id “../klein”不合用"},
		{"unknown source", "source: member", "source: people", "source “people”不认识"},
		{"form elsewhere", "sheet: 表", "sheet: 表\nform: ../../a.xlsx", "同一文件夹"},
		{"csv", "file: {name: 小表.xlsx}", "file: {name: 小表, type: csv}", "写不了"},
		{"data above the header", "first: 2", "first: 1", "行号不对"},
		{"note in the wrong place", "note: 5", "note: 7", "第 5 行"},
		{"no blank rows", "blank: 3, note: 5", "blank: 0", "blank 应在"},
		{"column letter", "at: B", "at: b2", "列号“b2”不对"},
		{"column twice", "at: B", "at: A", "不能重复"},
		{"no header", "header: 性别", `header: ""`, "没有表头文字"},
		{"two contents", "field: gender", "field: gender, sequence: true", "只能"},
		{"unknown need", "field: name", "field: name, need: always", "need “always”"},
		{"unknown list", "list: gender", "list: sex", "词表“sex”没有"},
		{"map to a word that is none", "女: 女性", "女: 妇女", "对应到“妇女”"},
		{"word twice", "[男性, 女性]", "[男性, 男性]", "重复"},
		{"unknown check", "check: unique", "check: magic", "检查“magic”不认识"},
		{"too few fields", "check: unique", "check: age", "2 个字段"},
		{"severity", "fields: [name]", "fields: [name], severity: fatal", "severity “fatal”"},
		{"date without year", "field: name", "field: name, date: MM/dd", "没有 yyyy"},
		{"cell among the rows", "checks:", "cells: [{at: A3, text: x}]\nchecks:", "落在数据行里"},
		{"unknown style", "checks:", "cells: [{at: A9, text: x, style: neon}]\nchecks:", "样式“neon”"},
		{"total without column", "checks:", "total: {at: C, label: 共计}\nchecks:", "没有的列“C”"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(small, c.old, c.new, 1)
			if text == small {
				t.Fatal("the case changes nothing")
			}
			_, err := Parse([]byte(text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestLoadSaysWhatIsMissing(t *testing.T) {
	dir := t.TempDir()
	if _, err := Load(filepath.Join(dir, "nichts")); err == nil || !strings.Contains(err.Error(), "member-2018") {
		t.Errorf("error is %v, want one that lists the shipped forms", err)
	}
	if err := os.WriteFile(filepath.Join(dir, file), []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "空白表 blank.xlsx 不在") {
		t.Errorf("error is %v, want one that asks for the blank form", err)
	}
}

func TestFormOfAnotherEditionIsRefused(t *testing.T) {
	dir := t.TempDir()
	text, err := os.ReadFile("../../assets/profiles/member-2018/profile.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{file: text, "blank.xlsx": mustLoad(t, "member-2018").Blank()} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Load(dir); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ old, new, want string }{
		{"header: 籍贯", "header: 出生地", "S4 写的是“籍贯”，配置里是“出生地”"},
		{"sheet: 会员信息", "sheet: 名册", "没有工作表“名册”"},
	}
	for _, c := range cases {
		changed := strings.Replace(string(text), c.old, c.new, 1)
		if err := os.WriteFile(filepath.Join(dir, file), []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error is %v, want one with %q", err, c.want)
		}
	}
}

func TestFileNameIsTakenByEverySystem(t *testing.T) {
	p := &Profile{Name: "采集表", File: File{Name: "{n}", Type: "xlsx"}}
	cases := []struct{ fact, want string }{
		{"甲公司工会", "甲公司工会.xlsx"},
		{`甲/乙\丙:丁*?"<>|`, "甲_乙_丙_丁______.xlsx"},
		{"  甲.. ", "甲.xlsx"},
		{"甲\t乙\n\x00", "甲 乙.xlsx"},
		{"con", "_con.xlsx"},
		{"COM1.工会", "_COM1.工会.xlsx"},
		{"", "采集表.xlsx"},
		{"...", "采集表.xlsx"},
		{strings.Repeat("长", 300), strings.Repeat("长", 70) + ".xlsx"},
	}
	for _, c := range cases {
		got, err := p.FileName(map[string]string{"n": c.fact})
		if err != nil || got != c.want {
			t.Errorf("%q becomes %q (%v), want %q", c.fact, got, err, c.want)
		}
	}
	if _, err := p.FileName(map[string]string{}); err == nil {
		t.Error("an unknown fact is no error")
	}
}

func TestDatePatterns(t *testing.T) {
	cases := []struct {
		pattern, value, want string
		bad                  fault
	}{
		{"yyyy/MM/dd", "2018-03-05", "2018/03/05", fine},
		{"yyyy/MM/dd", "2018-03", "", partial},
		{"yyyy/MM/dd", "2018", "", partial},
		{"yyyy-MM", "2018-03-05", "2018-03", fine},
		{"yyyy-MM", "2018-03", "2018-03", fine},
		{"yyyy-MM", "2018", "", partial},
		{"yyyy年MM月dd日", "2018-03-05", "2018年03月05日", fine},
		{"yyyyMMdd", "2018-03-05", "20180305", fine},
		{"", "2018-03", "2018-03", fine},
		{"yyyy/MM/dd", "05.03.2018", "", partial},
	}
	for _, c := range cases {
		if got, bad := compileDate(c.pattern).write(c.value); got != c.want || bad != c.bad {
			t.Errorf("%s as %s is %q (%d), want %q (%d)", c.value, c.pattern, got, bad, c.want, c.bad)
		}
	}
}

func FuzzProfile(f *testing.F) {
	f.Add([]byte(small))
	for _, info := range Profiles() {
		data, err := os.ReadFile("../../assets/profiles/" + info.ID + "/profile.yaml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("profile: 1\nlists: &a {x: {words: [*a]}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(data)
		if (p == nil) != (err != nil) && err == nil {
			t.Fatal("neither a profile nor an error")
		}
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without a sentence")
			}
			return
		}
		// What was accepted can be bound to rows without a panic.
		source := Listed{Name: p.Source, Set: fieldsOf[p.Source], Unit: unitNames(), List: []Row{{Values: fieldsOf[p.Source].NewRecord()}}}
		if _, err := Check(ctx, p, source, Options{AsOf: onDay}); err != nil && err.Error() == "" {
			t.Fatal("an error without a sentence")
		}
	})
}
