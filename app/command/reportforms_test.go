package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const cityForm = "../../testdata/samples/市总下发模板-会员.xlsx"

// TestFormsByVerbs learns a form, hands it to another ledger, exports with it, renames
// and deletes it; what is wrong is refused by name.
func TestFormsByVerbs(t *testing.T) {
	l, other, dir := demonstration(t, 30), newLedger(t), t.TempDir()
	bundle, bad := filepath.Join(dir, "市总会员表.ghby"), filepath.Join(dir, "坏.ghby")
	if err := os.WriteFile(bad, []byte("PK nichts"), 0o600); err != nil {
		t.Fatal(err)
	}
	day := []string{"--as-of", "2022-05-06"}
	for _, c := range []struct {
		ledger string
		args   []string
		status int
		says   string
	}{
		{l, []string{"learn", cityForm, "--show", "--set", "X=空"}, done, "X   备注：空着"},
		{l, []string{"learn", cityForm, "--name", "市总会员表", "--set", "备注=常量:2022", "--set", "W=入会方式"}, done, "存为第 1 版"},
		{l, []string{"learn", cityForm, "--name", "市总会员表", "--set", "X=常量:2022"}, done, "没有再存"},
		{l, []string{"learn", cityForm, "--name", "市总会员表", "--type", "xls"}, done, "存为第 2 版"},
		{l, []string{"learn", cityForm, "--set", "X"}, wrongUse, "列=内容"},
		{l, []string{"learn", cityForm, "--set", "ZZ=空"}, problems, "没有“ZZ”这一列"},
		{l, []string{"learn", cityForm, "--set", "X=车牌号"}, problems, "常量:车牌号"},
		{l, []string{"learn", cityForm, "--type", "doc"}, problems, "只能是"},
		{l, []string{"learn", filepath.Join(dir, "没有.xlsx")}, problems, "打不开"},
		{l, []string{"learn", "../../testdata/samples/会员花名册(旧版).xls"}, problems, "旧格式"},
		{l, []string{"profiles", "list"}, done, "市总会员表（本单位的，第 2 版"},
		{l, append([]string{"check", "市总会员表@1"}, day...), problems, "市总会员表："},
		{l, append([]string{"export", "市总会员表@1", "--to", dir}, day...), problems, "已导出"},
		{l, []string{"profiles", "export", "市总会员表", "--to", bundle}, done, "已存到"},
		{other, []string{"profiles", "import", bundle}, done, "存为第 1 版"},
		{other, []string{"profiles", "import", bundle}, done, "没有再存"},
		{other, []string{"profiles", "import", bad}, problems, "坏.ghby"},
		{other, []string{"profiles", "import", filepath.Join(dir, "没有.ghby")}, problems, "打不开"},
		{l, []string{"profiles", "rename", "市总会员表", "新名"}, done, "改名为“新名”"},
		{l, []string{"profiles", "rename", "member-2018", "新名"}, problems, "不能改名或删除"},
		{l, []string{"profiles", "rename", "新名", "又改名", "--json"}, done, "\"operation\": "},
		{l, []string{"profiles", "delete", "又改名", "--json"}, done, "\"operation\": "},
		{l, []string{"learn", cityForm, "--name", "新名"}, done, "存为第 1 版"},
		{l, []string{"learn", cityForm, "--name", "同表头的另一张"}, done, "存为第 1 版"},
		{l, []string{"profiles", "delete", "新名"}, done, "undo"},
		{l, []string{"profiles", "delete", "新名"}, problems, "没有“新名”"},
		{l, append([]string{"check", "member-2018", "--mend"}, day...), done, ""},
		{l, []string{"check", "member-2018", "--yes"}, wrongUse, "--mend"},
		{l, append([]string{"check", "member-2018", "--months", "2022-03"}, day...), done, "--months 没有用上，按 2022-05-06 填"},
		{l, append([]string{"check", "survey-figures", "--months", "2020-10:2021-09"}, day...), done, "基层工会调查表取数：16 行"},
		{l, append([]string{"check", "member-changes", "--months", "2022-04"}, day...), done, "会籍变动情况表："},
	} {
		status, out, errs := do(append(c.args, "--ledger", c.ledger)...)
		if status != c.status && !(c.args[0] == "check" && status == problems) || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: %d, want %d with %q: %s%s", c.args, status, c.status, c.says, out, errs)
		}
	}
}

func TestMendByVerb(t *testing.T) {
	l := newLedger(t)
	roster := filepath.Join(t.TempDir(), "名册.csv")
	text := "姓名,性别,身份证号,出生年月,手机\n赵桂芳,女,330101198508287327,,19900000103\n史花爱,,330101198805274522,1988-05-27,19900000105\n"
	if err := os.WriteFile(roster, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, out, errs := do("import", roster, "--ledger", l); status == wrongUse {
		t.Fatal(out, errs)
	}
	// What the import has told from the number already is forgotten by hand.
	if status, out, errs := do("bulk", "--ledger", l, "--where", "姓名!=", "--set", "性别="); status != done {
		t.Fatal(out, errs)
	}
	mended := func(args ...string) (n int, op int64) {
		t.Helper()
		_, out, errs := do(append([]string{"check", "member-2018", "--mend", "--json", "--ledger", l}, args...)...)
		var got struct {
			Mends     []struct{ Field, New string }
			Operation int64
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(out, errs, err)
		}
		return len(got.Mends), got.Operation
	}
	if n, op := mended(); n == 0 || op != 0 {
		t.Fatalf("%d mends, operation %d", n, op)
	}
	if n, op := mended("--yes"); n == 0 || op == 0 {
		t.Fatalf("%d mends, operation %d", n, op)
	}
	if n, _ := mended(); n != 0 {
		t.Errorf("%d mends are left", n)
	}
}
