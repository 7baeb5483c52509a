package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestARoundByVerbs enters a round, its lists and documents by the command line: what is
// wrong is refused by name and changes nothing.
func TestARoundByVerbs(t *testing.T) {
	l, dir := newLedger(t), t.TempDir()
	if status, out, errs := do("negotiation", "new", "2021", "--ledger", l, "要约方=职工方", "要约发出日期=2021-03-15", "要约收到日期=2021.3.15"); status != done || !strings.Contains(out, "已存：#1 2021 年度工资集体协商") {
		t.Fatal(status, out, errs)
	}
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"show", "2021"}, done, "法定最后一日 2021-03-29"}, // the golden vector
		{[]string{"set", "2021", "协商会议日期=2021-04-12", "达成一致日期=2021-04-20", "签字日期=2021-04-28"}, done, "已存"},
		{[]string{"show", "#1"}, done, "法定最后一日 2021-05-12"},
		{[]string{"show", "2021", "--if", "签字日期=2021-04-30"}, done, "2021-05-08 → 2021-05-10"},
		{[]string{"show", "2021", "--if", "签字日期=某天"}, wrongUse, "某天"},
		{[]string{"set", "2021", "要约方=中间人"}, wrongUse, "可以写：职工方、企业方"},
		{[]string{"set", "2021", "签字日期=4月31"}, wrongUse, "没有写入"},
		{[]string{"set", "2021", "企业最低工资=2600"}, done, "已存"},
		{[]string{"set", "2021", "没有的=1"}, wrongUse, "没有“没有的”这一栏"},
		{[]string{"add", "2021", "没有的名单", "a=1"}, wrongUse, "可以写：协商代表"},
		{[]string{"add", "2021", "职代会表决", "表决日期=2021-04-25", "应到人数=60", "实到人数=50", "同意票数=30"}, problems, "至少要 31 票"},
		{[]string{"set", "2021", "同意票数=59"}, wrongUse, "由“职代会表决”名单得出"},
		{[]string{"add", "2021", "职代会表决", "表决日期=2021-04-28", "应到人数=60", "实到人数=50", "同意票数=31"}, done, "已存"},
		{[]string{"drop", "2021", "职代会表决", "3"}, wrongUse, "有 2 行"},
		{[]string{"show", "2022"}, problems, "没有找到"},
		{[]string{"show", "x"}, wrongUse, "不是年度"},
		{[]string{"documents", "2021"}, done, "职代会决议（第 2 次）"},
		{[]string{"document", "2021", "F3", "--out", filepath.Join(dir, "a.docx")}, done, "已写成"},
		{[]string{"document", "2021", "F3", "--out", filepath.Join(dir, "a.pdf")}, done, "已写成"},
		{[]string{"document", "2021", "F3", "--out", filepath.Join(dir, "a.doc")}, wrongUse, "结尾"},
		{[]string{"document", "2021", "没有", "--out", filepath.Join(dir, "b.pdf")}, wrongUse, "协商要约书"},
		{[]string{"dossier", "2021", "--out", filepath.Join(dir, "all.pdf")}, done, "已写成"},
		{[]string{"dossier", "2021", "--to", dir}, done, "2021 年度工资集体协商卷宗"},
		{[]string{"dossier", "2021"}, wrongUse, "--to"},
		{[]string{"template", "F3", "--out", filepath.Join(dir, "t.docx")}, done, "已写成"},
		{[]string{"template", "F3", "--in", filepath.Join(dir, "a.pdf")}, problems, "不是 .docx"},
		{[]string{"template", "F3", "--in", filepath.Join(dir, "t.docx")}, done, "模板已改好"},
		{[]string{"template", "F3", "--restore"}, done, "模板已改好"},
		{[]string{"template", "F99", "--restore"}, wrongUse, "没有“F99”"},
	} {
		before := history(t, l)
		status, out, errs := do(append(append([]string{"negotiation"}, c.args...), "--ledger", l)...)
		if status != c.status || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: %d %s %s", c.args, status, out, errs)
		}
		if status == wrongUse && history(t, l) != before {
			t.Errorf("%v was refused and wrote", c.args)
		}
	}
	for _, name := range []string{"a.docx", "a.pdf", "all.pdf"} {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || len(b) < 1000 {
			t.Error(name, len(b), err)
		}
	}
	if status, _, errs := do("verify", "--ledger", l); status != done {
		t.Error(errs)
	}
}
