package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLawByVerbs exports a profile, changes it, takes it and drops it again; what is
// wrong is refused by name.
func TestLawByVerbs(t *testing.T) {
	l, dir := newLedger(t), t.TempDir()
	file, notice := filepath.Join(dir, "规则.yaml"), filepath.Join(dir, "通知.txt")
	if status, out, errs := do("law", "export", "hangzhou", file, "--ledger", l); status != done || !strings.Contains(out, "已存到") {
		t.Fatal(status, out, errs)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(file, strings.Replace(string(text), "number: 10\n", "number: 6\n", 1))
	write(notice, "国务院办公厅关于2031年部分节假日安排的通知\n元旦：1月1日放假。春节：1月23日至29日放假。清明节：4月5日放假。劳动节：5月1日至5日放假。端午节：6月24日放假。中秋节：9月29日放假。国庆节：10月1日（周三）至7日（周二）放假调休，共7天。10月11日（周六）上班。")
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"import", file}, done, "已采用"},
		{[]string{"import", file}, done, "没有改动"},
		{[]string{"show", "hangzhou", "--on", "2022-05-06"}, done, "收到要约书后 6 个工作日内"},
		{[]string{"show", "zhejiang"}, done, "收到书面要求后 10 个工作日内"},
		{[]string{"show", "某市"}, problems, "没有“某市”"},
		{[]string{"list"}, done, "杭州市（本单位的），默认"},
		{[]string{"import", notice}, done, "已采用"},
		{[]string{"list"}, done, "2031  放假安排（本单位的）"},
		{[]string{"drop", "2031"}, done, "已取消"},
		{[]string{"drop", "2031"}, problems, "没有自己导入的"},
		{[]string{"drop", "hangzhou"}, done, "已取消"},
		{[]string{"drop", "hangzhou"}, problems, "没有本单位的规则档"},
		{[]string{"export", "minimum_wage", file}, problems, "已经有了"},
		{[]string{"export", "1999", filepath.Join(dir, "x")}, problems, "没有“1999”"},
		{[]string{"import", filepath.Join(dir, "没有")}, problems, "读不到"},
	} {
		status, out, errs := do(append(append([]string{"law"}, c.args...), "--ledger", l)...)
		if status != c.status || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: %d %s%s", c.args, status, out, errs)
		}
	}
}
