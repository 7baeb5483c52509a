package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDuesByTheMonth bills a month, brings late facts in and closes it, all by verbs.
func TestDuesByTheMonth(t *testing.T) {
	l := newLedger(t)
	sheet := workbook(t, "名册.xlsx", "", "姓名|出生日期|手机|入会日期|缴费基数", "张三|1980-01-02|19900001111|2015-01-01|5678.90", "李四|1981-01-02|19900002222|2015-01-01|6000")
	if status, out, errs := do("import", sheet, "--ledger", l); !strings.Contains(out, "新增 2 人") {
		t.Fatal(status, out, errs)
	}
	list := filepath.Join(t.TempDir(), "基数.txt")
	if err := os.WriteFile(list, []byte("姓名\t基数\n张三\t5,678.90\n李四\t700000\n王五\t1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		status int
		says   string
		args   []string
	}{
		{problems, "相差 100 倍以上", []string{"base", "--file", list, "--from", "2022-03"}},
		{done, "没有变化", []string{"base", "--name", "张三", "--base", "5678.90", "--from", "2022-03", "--write"}},
		{done, "已写入 1 行", []string{"base", "--name", "李四", "--base", "6001", "--from", "2022-03", "--write"}},
		{done, "只看结果，没有写入", []string{"bill", "2022-03", "--preview"}},
		{done, "应收 2 人 58.35 元", []string{"bill", "2022-03"}},
		{done, "已记下：李四 每月定额 5.00 元，2022-03 起", []string{"override", "--name", "李四", "--kind", "定额", "--amount", "5", "--from", "2022-03", "--reason", "困难"}},
		{problems, "要更正 1 笔，差额 -25.00 元", []string{"correct", "2022-03", "--preview"}},
		{done, "已更正 1 笔", []string{"correct", "2022-03"}},
		{done, "没有要更正的", []string{"correct", "2022-03"}},
		{done, "已结账：应收 33.35 元", []string{"close-dues", "2022-03"}},
		{problems, "已经结账", []string{"bill", "2022-03"}},
		{problems, "", []string{"correct", "2022-03"}},
		{done, "已重开", []string{"close-dues", "2022-03", "--reopen", "漏了人"}},
		{done, "漏了人", []string{"close-dues"}},
		{done, "基数减 500 元，乘 1%", []string{"rules", "--take", "travel", "--from", "2022-04", "--reason", "决定"}},
		{done, "（本会）：基数减 500 元，乘 1%", []string{"rules"}},
		{done, "deduct_yuan: 500", []string{"rules", "--show", "travel"}},
		{done, "已取消 2022-04", []string{"rules", "--drop", "2022-04"}},
		{done, "李四\t每月定额 5.00 元", []string{"override"}},
		{done, "已取消第 1 号约定", []string{"override", "--drop", "1"}},
		{wrongUse, "不是百分数", []string{"override", "--name", "李四", "--kind", "比例", "--rate", "一半", "--from", "2022-03", "--reason", "x"}},
	} {
		status, out, errs := do(append(c.args, "--ledger", l)...)
		if status != c.status || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: %d %s%s", c.args, status, out, errs)
		}
		if c.status != wrongUse && strings.HasPrefix(c.args[0], "o") {
			if status, out, _ := do("override", "--ledger", l, "--json"); status != done || !strings.HasPrefix(out, "[") {
				t.Error(status, out)
			}
		}
	}
}
