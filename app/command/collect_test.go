package command

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/ledger"
)

// TestMoneyByVerbs collects, takes a part, holds an advance, pays back, voids and prints by
// the command line; what is wrong is refused and changes nothing, and at the end the sums
// of the verbs are those of the rows in the file, added up apart.
func TestMoneyByVerbs(t *testing.T) {
	l, dir := newLedger(t), t.TempDir()
	sheet := workbook(t, "名册.xlsx", "", "姓名|出生日期|手机|入会日期|缴费基数|部门", "张三|1980-01-02|19900001111|2015-01-01|5678.90|一组", "李四|1981-01-02|19900002222|2015-01-01|6000|一组",
		"王五|1982-01-02|19900003333|2015-01-01|4000|二组", "赵六|1983-01-02|19900004444|2015-01-01|8000|二组")
	if status, out, errs := do("import", sheet, "--ledger", l); !strings.Contains(out, "新增 4 人") {
		t.Fatal(status, out, errs)
	}
	// 28.35 + 30.00 in the first group, 20.00 + 40.00 in the second, a month.
	for _, c := range []struct {
		status int
		says   string
		args   []string
	}{
		{problems, "1 到", []string{"receipts", "--start", "90000000"}},
		{done, "0001001", []string{"receipts", "--start", "1001"}},
		{done, "118.35", []string{"bill", "2022-03"}},
		{done, "118.35", []string{"bill", "2022-04"}},
		{done, "没有入账", []string{"collect", "2022-03", "--group", "一组", "--dry-run"}},
		{problems, "合计不符", []string{"collect", "2022-03", "--group", "一组", "--total", "58", "--method", "现金", "--on", "2022-03-20"}},
		{problems, "", []string{"collect", "2022-03", "--group", "一组", "--total", "58.35", "--count", "3", "--method", "现金", "--on", "2022-03-20"}},
		{problems, "没有", []string{"collect", "2022-03", "--group", "三组", "--total", "58.35", "--method", "现金"}},
		{done, "已入账：2 人 58.35 元", []string{"collect", "2022-03", "--group", "一组", "--total", "58.35", "--count", "2", "--method", "现金", "--on", "2022-03-20"}},
		{done, "已入账：1 人 10.00 元", []string{"pay", "10", "--name", "王五", "--month", "2022-03", "--on", "2022-03-21"}},
		{problems, "", []string{"pay", "500", "--name", "赵六", "--on", "2022-03-21"}},
		{done, "预缴", []string{"pay", "100", "--name", "赵六", "--hold", "--on", "2022-03-21"}},
		{wrongUse, "", []string{"pay", "-5", "--name", "赵六"}},
		{problems, "", []string{"refund", "50", "--name", "赵六", "--reason", "多收"}},
		{done, "已办：赵六 5.00 元", []string{"refund", "5", "--name", "赵六", "--reason", "多收", "--on", "2022-03-25"}},
		{done, "预缴 1 人", []string{"refund"}},
		{problems, "", []string{"void", "--receipt", "99", "--reason", "错"}},
		{done, "已作废：1 笔，28.35 元", []string{"void", "--batch", "1", "--member", "1", "--reason", "收错人", "--on", "2022-03-26"}},
		{done, "王五", []string{"arrears"}},
		{done, "有效 3 张", []string{"receipts"}},
		{done, "0001001", []string{"receipts"}},
		{problems, "不能再改", []string{"receipts", "--start", "5"}},
		{done, "已存成", []string{"receipts", "--out", filepath.Join(dir, "登记簿.xlsx")}},
		{done, "已写成", []string{"receipts", "--print", "1002", "--out", filepath.Join(dir, "收据.pdf")}},
		{done, "已存成", []string{"arrears", "--out", filepath.Join(dir, "欠费.xlsx")}},
		{done, "", []string{"arrears", "--slips", filepath.Join(dir, "催缴单.pdf")}},
		{done, "已写成", []string{"dues", "year", "2022", "--out", filepath.Join(dir, "全年.xlsx")}},
		{done, "已写成", []string{"dues", "summary", "2022-03", "--out", filepath.Join(dir, "汇总.xlsx")}},
		{done, "4 人，应缴 118.35 元", []string{"dues", "detail", "2022-03", "--out", filepath.Join(dir, "明细.pdf")}},
		{done, "应缴 20.00 元，已缴 10.00 元，欠 10.00 元", []string{"dues", "month", "2022-03", "--name", "王五"}},
		{done, "台账完好", []string{"verify"}},
	} {
		status, out, errs := do(append(c.args, "--ledger", l)...)
		if status != c.status || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: %d %s%s", c.args, status, out, errs)
		}
	}
	sum := func(query string) (fen int64) {
		t.Helper()
		file, err := ledger.Open(t.Context(), l, ledger.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		var n sql.NullInt64
		if err := file.Read().QueryRowContext(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n.Int64
	}
	// 58.35 + 10 + 80 − 28.35 were paid of what is due; 20 more came in and 5 went back.
	for query, want := range map[string]int64{"SELECT sum(amount_fen) FROM dues_payment": 12000, "SELECT sum(amount_fen) FROM dues_advance": 1500, "SELECT sum(amount_fen) FROM dues_due": 23670} {
		if got := sum(query); got != want {
			t.Errorf("%s: %d fen, want %d", query, got, want)
		}
	}
}
