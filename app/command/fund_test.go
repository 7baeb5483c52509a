package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The account from opening a year to a closed month, by the command line alone.
func TestFund(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.ghtz")
	call := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if got := Run(context.Background(), append(args, "--ledger", path), &out, &errs, nil); got != want {
			t.Fatalf("%v: status %d, want %d\n%s%s", args, got, want, &out, &errs)
		}
		return out.String() + errs.String()
	}
	var out, errs bytes.Buffer
	if Run(context.Background(), []string{"init", path}, &out, &errs, nil) != done {
		t.Fatal(errs.String())
	}
	says := func(got string, words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(got, w) {
				t.Errorf("%q does not say %q", got, w)
			}
		}
	}
	says(call(problems, "fund", "check"), "还没有建经费账")
	says(call(done, "fund", "open", "--year", "2022", "--cash", "100", "--bank", "5000"), "已建立 2022 年经费账")
	says(call(done, "fund", "post", "付", "20.5", "慰问", "--subject", "50405", "--account", "库存现金", "--date", "2022-03-01"), "2022-03 第 1 号")
	says(call(problems, "fund", "post", "付", "20.5", "慰问", "--subject", "999", "--date", "2022-03-01"), "科目表里")
	says(call(wrongUse, "fund", "post", "付", "很多", "慰问", "--subject", "50405"), "不是金额")
	says(call(problems, "fund", "post", "付", "--date", "2022-03-02", "--subject", "50405", "--account", "没有", "1", "慰问"), "没有叫“没有”的账户")
	says(call(done, "fund", "reverse", "3-1", "--on", "2022-03-05", "--reason", "重复"), "第 2 号", "冲销")
	says(call(wrongUse, "fund", "reverse", "三号"), "不是凭证号")
	says(call(problems, "fund", "reverse", "3-9"), "没有第 9 号")
	picture := filepath.Join(dir, "发票.txt")
	if err := os.WriteFile(picture, []byte("发票"), 0o600); err != nil {
		t.Fatal(err)
	}
	says(call(done, "fund", "attach", "3-1", picture), "已给 2022-03 第 1 号凭证添加附件")
	says(call(done, "fund", "accounts", "--add", "专户"), "专户", "库存现金", "100.00")
	says(call(done, "fund", "subjects", "--add", "利息收入", "--below", "408"), "40801")
	says(call(done, "fund", "subjects"), "40801 利息收入", "待核实")
	var rows []map[string]any
	if err := json.Unmarshal([]byte(call(done, "fund", "trial", "--json")), &rows); err != nil || len(rows) < 50 {
		t.Errorf("%v, %d subjects", err, len(rows))
	}
	says(call(done, "fund", "journal", "--account", "库存现金"), "100.00", "-20.50")
	says(call(done, "fund", "statement", "--month", "3"), "一、收入合计")
	says(call(done, "fund", "balance", "--month", "3"), "资产合计")
	for _, name := range []string{"表.pdf", "表.xlsx"} {
		call(done, "fund", "statement", "--month", "3", "--out", filepath.Join(dir, name))
		if i, err := os.Stat(filepath.Join(dir, name)); err != nil || i.Size() < 2000 {
			t.Errorf("%s: %v", name, err)
		}
	}
	says(call(wrongUse, "fund", "statement", "--out", "表.doc"), ".xlsx 或 .pdf")
	says(call(done, "fund", "dues"))
	says(call(problems, "fund", "dues", "2022-03"), "没有要入账的会费")
	says(call(done, "fund", "free", "慰问和饮料", "借:50405:30", "借:50104:70.5", "贷::100.5:工会基本户", "--date", "2022-04-01"), "2022-04 第 1 号", "100.50")
	says(call(problems, "fund", "free", "不平", "借:50405:30", "贷:102:20:工会基本户", "--date", "2022-04-01"), "相差 10.00 元")
	says(call(wrongUse, "fund", "free", "错", "借50405", "贷:102:20", "--date", "2022-04-01"), "不是分录")
	says(call(problems, "fund", "free", "饮料", "借:501:1", "贷::1:工会基本户", "--heads", "2", "--date", "2022-06-01"), "没有福利科目")
	says(call(done, "fund", "edit", "4-1", "--words", "端午慰问", "--welfare", "逢年过节·端午节", "--heads", "12"), "端午慰问")
	says(call(done, "fund", "journal", "--month", "4", "--json"), `"welfare": "逢年过节·端午节"`, `"heads": 12`)
	says(call(problems, "fund", "edit", "4-1", "--heads=-3"), "人数")
	says(call(problems, "fund", "edit", "4-1", "--date", "2022-05-01"), "不能改到 5 月")
	says(call(done, "fund", "opening", "221", "88.8", "--balance"), "88.80")
	says(call(problems, "fund", "opening", "501", "1"), "没有年初余额")
	says(call(done, "fund", "reconcile", "2022-04", "4899.5"), "相符")
	says(call(problems, "fund", "reconcile", "2022-04", "5000"), "还差 -100.50 元", "2022-04 第 1 号")
	says(call(problems, "fund", "reconcile", "2022-04", "5000", "--bank-in=-1"), "不能是负数")
	says(call(done, "fund", "close", "3"), "已结账")
	says(call(problems, "fund", "post", "付", "1", "慰问", "--subject", "50405", "--date", "2022-03-09"), "已经结账")
	says(call(problems, "fund", "reopen", "5", "--reason", "试"), "没有结账")
	says(call(done, "fund", "reopen", "2", "--reason", "漏记"), "已反结账")
	says(call(done, "fund", "close", "0", "--json"), `"operation"`)
	says(call(done, "fund", "check"), "是平的")
	says(call(done, "history"), "2022 年经费年度结账")
}
