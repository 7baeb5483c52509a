package paper

import (
	"errors"
	"strings"
	"testing"
	"time"

	"unionledger/data/member"
)

const begin = "名称：试\n用于：一人一份\n====\n"

func TestWhatIsWrongIsSaidWithItsLine(t *testing.T) {
	for _, c := range []struct {
		name, text string
		line       int
		says       string
	}{
		{"no divider", "名称：试\n用于：一人一份\n正文", 3, "项目：内容"},
		{"no divider at all", "名称：试\n用于：一人一份", 2, "===="},
		{"no name", "用于：一人一份\n====\n字", 0, "名称"},
		{"unknown item", "名字：试\n====\n", 1, "不认识“名字”"},
		{"unknown use", "名称：试\n用于：全体\n====\n", 2, "一人一份"},
		{"bad paper", "名称：试\n用于：名单\n纸张：B6\n====\n", 3, "A4"},
		{"margins", "名称：试\n用于：名单\n页边：1 2\n====\n", 3, "4 个数"},
		{"NaN", "名称：试\n用于：名单\n字号：NaN\n====\n", 3, "字号"},
		{"no room", "名称：试\n用于：一人一份\n页边：150 20 150 20\n====\n字", 0, "页边太大"},
		{"labels too wide", "名称：试\n用于：标签\n标签：4 8 70 37 0 0\n====\n字", 0, "排不下"},
		{"kind of change", "名称：试\n用于：一人一份\n会籍记录：搬家\n====\n字", 0, "搬家"},
		{"unknown mark", begin + "你好\n{{姓铭}}", 5, "没有“姓铭”这个栏目"},
		{"near mark", begin + "{{证件号}}", 4, "证件号码"},
		{"open mark", begin + "甲{{姓名", 4, "}}"},
		{"empty mark", begin + "{{ }}", 4, "栏目名"},
		{"blank too long", begin + "{{姓名 900}}", 4, "1 到 60"},
		{"unknown order", begin + "【居种】字", 4, "不认识【居种】"},
		{"open order", begin + "【居中字", 4, "】"},
		{"row without table", begin + "| 甲 |", 4, "【表格"},
		{"cells", begin + "【表格 20 20】\n| 甲 |", 5, "1 格"},
		{"too wide", begin + "【表格 100 100】\n| 甲 | 乙 |", 4, "放不下"},
		{"empty table", begin + "【表格 20】\n字", 5, "一行也没有"},
		{"nothing left", begin + "【表格 20】\n| < |", 5, "左边"},
		{"nothing above", begin + "【表格 20】\n| ^ |", 5, "上面"},
		{"part of a wide cell", begin + "【表格 20 20】\n| 甲 | < |\n| ^ | 乙 |", 6, "每一列都写 ^"},
		{"foot outside a cell", begin + "字【到底】字", 4, "格子"},
		{"order before a row", begin + "【表格 20】\n【居中】| 甲 |", 5, "表头"},
		{"nothing printed", begin + "# 只有说明\n", 0, "空白"},
		{"list without people", "名称：试\n用于：名单\n====\n字", 0, "【每人】"},
		{"people on a single paper", begin + "【表格 20】\n【每人】| {{姓名}} |", 0, "名单"},
		{"not text", "\xff\xfe", 0, "UTF-8"},
		{"too long", strings.Repeat("字", mostBytes), 0, "太长"},
	} {
		_, err := Parse("x", c.text)
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.Line != c.line || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want line %d with %q", c.name, err, c.line, c.says)
		}
	}
}

func TestWindowsFilesAreRead(t *testing.T) {
	p, err := Parse("x", "\ufeff"+strings.ReplaceAll(begin+"【表格 ＊】\n｜ 甲 ｜\n", "\n", "\r\n"))
	if err != nil || p.Name != "试" || len(p.blocks) != 1 {
		t.Fatal(err)
	}
}

func TestShippedPapersAreDatedAndHaveABasis(t *testing.T) {
	all, err := shipped()
	if err != nil || len(all) < 11 {
		t.Fatal(len(all), err)
	}
	for _, s := range all {
		p := template(t, s.key)
		if _, err := time.Parse("2006-01-02", p.Date); err != nil || p.Basis == "" {
			t.Errorf("%s: date %q, basis %q", s.key, p.Date, p.Basis)
		}
	}
}

// No text that a clerk can type makes the program fall over, neither when it is read
// nor when it is laid out.
func FuzzParse(f *testing.F) {
	all, err := shipped()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range all {
		f.Add(s.text)
	}
	f.Add(begin + "【表格 20 *】\n| 甲 | < |\n| ^ | ^ |\n【高 200】| {{姓名 60}} | ________ |\n")
	f.Add("名称：试\n用于：标签\n标签：2 2 5 5 0 0\n====\n【字号 72】{{姓名 60}}长【换行】【到底】")
	m := member.Member{Record: member.Fields.NewRecord()}
	m.Set("name", "买买提·阿不都热合曼𬀩")
	m.Set("note", strings.Repeat("很长的备注 with words, ", 40))
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse("x", text)
		if err != nil {
			var wrong *Error
			if !errors.As(err, &wrong) {
				t.Fatal("not an *Error:", err)
			}
			return
		}
		faces, err := newFaces(nil)
		if err != nil {
			t.Fatal(err)
		}
		d, err := lay(t.Context(), p, faces, &filling{unit: emptyUnit(), today: today, full: true}, one{&m}, 0)
		if err == nil && len(d.Pages) == 0 {
			t.Fatal("no page")
		}
	})
}
