package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/demo"
)

// TestMembershipFromTheCommandLine retains, corrects, voids and undoes as a clerk would.
func TestMembershipFromTheCommandLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.CreateOn(t.Context(), path, 12, civil.MustParse("2022-05-06")); err != nil {
		t.Fatal(err)
	}
	people := filepath.Join(t.TempDir(), "名单.txt")
	_, out, _ := do("members", "--ledger", path, "--json")
	var all []struct {
		ID   int64
		Name string
	}
	if err := json.Unmarshal([]byte(out), &all); err != nil || len(all) != 12 {
		t.Fatal(out, err)
	}
	if err := os.WriteFile(people, []byte(all[0].Name+"\n"+all[1].Name+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   string
		status int
		says   string
	}{
		{"event --kind 保留 --date 2022-05-01 --people " + people + " --dry-run", done, "能办理保留的 2 人"},
		{"event --kind 保留 --date 2022-05-01 --people " + people + " --minute 纪要3", done, "已办理保留 2 人"},
		{"event --kind 保留 --date 2022-05-02 --people " + people, problems, "不能办理保留"},
		{"event --list --name " + all[0].Name, done, "现在：保留"},
		{"event --kind 除名 --name 查无此人 --minute 纪要3", problems, "没有叫“查无此人”"},
		{"event --kind 除名 --member 1", wrongUse, "--minute"},
		{"event --kind 视为退会 --member 1", wrongUse, "--confirmed"},
		{"event --kind 视为退会 --member 3 --confirmed --date 2022-05-01 --dry-run", done, "能办理视为退会的 1 人"},
		{"event --kind 升天 --member 1", wrongUse, "没有“升天”"},
		{"event --kind 保留", wrongUse, "请写明是谁"},
		{"event --correct 13 --date 2022-04-01", wrongUse, "--why"},
		{"event --correct 13 --date 2022-04-01 --why 看错", done, "新记录是第"},
		{"event --correct 13 --date 2022-04-01 --why 看错", problems, "已经更正或作废过"},
		{"event --void 14 --why 录错了人", done, "已作废第 14 号"},
		{"event --void 1 --why 试试 --list", wrongUse, "一次只能用一个"},
		{"event --kind 保留 --reason 乱写 --member 1", wrongUse, "不在全国表的词里"},
		{"members --on 2022-04-15 --counts", done, "保留  1"},
		{"members --as-of 2022-03-15 --counts", done, "截至 2022-03-15：会员 12 人"},
		{"changes --from 2022-04-01 --to 2022-04-30 --people", done, "- 保留会籍  1\n      2022-04-01"},
		{"changes --from 2022-04-30 --to 2022-04-01", wrongUse, "不能早于"},
	} {
		args := strings.Fields(c.args)
		status, out, errs := do(append([]string{args[0], "--ledger", path}, args[1:]...)...)
		if status != c.status || !strings.Contains(out+errs, c.says) {
			t.Errorf("%s\n%d, want %d %q\n%s%s", c.args, status, c.status, c.says, out, errs)
		}
	}
	xlsx := filepath.Join(t.TempDir(), "变动.xlsx")
	status, out, errs := do("changes", "--ledger", path, "--from", "2022-04-01", "--to", "2022-04-30", "--json", "--out", xlsx)
	var m struct{ Opening, Closing int }
	if err := json.Unmarshal([]byte(out), &m); err != nil || status != done || m.Opening != 12 || m.Closing != 11 {
		t.Error(out, errs, err)
	}
	if _, err := os.Stat(xlsx); err != nil {
		t.Error(err)
	}
}
