package command

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// rosterLedger is a ledger with the sample roster in it.
func rosterLedger(t *testing.T) string {
	t.Helper()
	l := newLedger(t)
	if _, _, errs := do("import", samples+"会员花名册(车间手工台账).xlsx", "--ledger", l, "--kind", "roster"); errs == "" {
		t.Fatal("the sample has problems, and none was named")
	}
	return l
}

func TestMembersByConditionsGroupsAndViews(t *testing.T) {
	l := rosterLedger(t)
	count := func(args ...string) int {
		t.Helper()
		status, out, errs := do(append([]string{"members", "--ledger", l, "--json"}, args...)...)
		var list []map[string]any
		if err := json.Unmarshal([]byte(out), &list); status != done || err != nil {
			t.Fatal(args, status, errs, err)
		}
		return len(list)
	}
	all, some, other := count(), count("--where", "学历=大专"), count("--where", "学历!=大专")
	if all != 326 || some == 0 || some+other != all {
		t.Fatalf("%d with, %d without, %d in all", some, other, all)
	}
	if both := count("--where", "学历=大专", "--where", "性别=女"); both == 0 || both >= some {
		t.Error(both)
	}
	if any := count("--where", "学历=大专", "--where", "性别=女", "--any"); any <= some {
		t.Error(any)
	}
	if n := count("--search", "学历:大专"); n != some {
		t.Errorf("the search finds %d, the condition %d", n, some)
	}
	if status, out, _ := do("views", "--ledger", l, "--save", "大专", "--where", "学历=大专", "--columns", "姓名,入会日期", "--group-by", "性别"); status != done || !strings.Contains(out, "可撤销") {
		t.Fatal(out)
	}
	_, out, _ := do("members", "--ledger", l, "--saved", "大专")
	if !strings.HasPrefix(out, "【男】") || !strings.Contains(out, " 人，缴费基数合计 ") || strings.Count(out, "\n") != some+2 {
		t.Errorf("%s", out[:200])
	}
	do("views", "--ledger", l, "--save", "女或大专", "--where", "学历=大专", "--where", "性别=女", "--any")
	if n, union := count("--saved", "女或大专", "--where", "学历=大专"), count("--saved", "女或大专"); n != some || union <= some {
		t.Errorf("%d of them are of 大专, want %d; %d in all", n, some, union)
	}
	do("views", "--ledger", l, "--drop", "女或大专")
	path := filepath.Join(t.TempDir(), "大专.xlsx")
	if status, _, errs := do("members", "--ledger", l, "--saved", "大专", "--sort=-入会日期", "--out", path); status != done {
		t.Fatal(errs)
	}
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if rows, _ := book.GetRows("会员"); len(rows) != 3+2+some || rows[2][1] != "入会日期" {
		t.Errorf("%d rows", len(rows))
	}
	_, out, _ = do("views", "--ledger", l)
	if out != "大专\t学历 是 大专\n" {
		t.Errorf("%q", out)
	}
	ofGroup(t, l)
	if _, out, _ = do("views", "--ledger", l); !strings.Contains(out, "\t工会小组 是 机加一小组；会籍 是 在册；搜索 王\n") {
		t.Errorf("a view that names only a group: %q", out)
	}
	do("views", "--ledger", l, "--drop", "一车间")
	do("views", "--ledger", l, "--rename", "大专=大学专科")
	do("views", "--ledger", l, "--drop", "大学专科")
	if _, out, _ = do("views", "--ledger", l); out != "" {
		t.Errorf("%q is still there", out)
	}
	for _, bad := range [][]string{{"--where", "天气=好"}, {"--where", "学历=天才"}, {"--columns", "星座"}, {"--group-by", "手机"}, {"--saved", "没有的"}} {
		if status, _, errs := do(append([]string{"members", "--ledger", l}, bad...)...); status == done || errs == "" {
			t.Errorf("%v was taken", bad)
		}
	}
}

func TestBulkIsShownWrittenAndTakenBack(t *testing.T) {
	l := rosterLedger(t)
	if status, _, errs := do("bulk", "--ledger", l, "--set", "岗位=巡检工"); status != wrongUse || !strings.Contains(errs, "改谁") {
		t.Error(status, errs)
	}
	_, out, _ := do("bulk", "--ledger", l, "--where", "性别=女", "--set", "岗位=巡检工", "--dry-run")
	if !strings.Contains(out, " → 巡检工") || strings.Contains(out, "已写入") {
		t.Error(out)
	}
	if _, out, _ := do("members", "--ledger", l, "--where", "岗位=巡检工"); out != "" {
		t.Fatal("a dry run wrote", out)
	}
	_, out, _ = do("bulk", "--ledger", l, "--where", "性别=女", "--set", "岗位=巡检工", "--set", "备注=轮岗", "--only-empty", "--json")
	var said struct{ Cells, People, Refused, Operation int }
	if err := json.Unmarshal([]byte(out), &said); err != nil || said.Cells == 0 || said.Operation == 0 {
		t.Fatal(said, err)
	}
	if status, _, errs := do("undo", "--ledger", l); status != done {
		t.Fatal(errs)
	}
	if _, out, _ := do("members", "--ledger", l, "--where", "备注=轮岗"); out != "" {
		t.Error("not taken back", out)
	}
	if status, _, errs := do("bulk", "--ledger", l, "--where", "性别=女", "--set", "证件号码=1"); status == done || !strings.Contains(errs, "不能成批改") {
		t.Error(errs)
	}
}

// ofGroup saves a view as the window does: of a group, without conditions.
func ofGroup(t *testing.T, path string) {
	t.Helper()
	l, err := ledger.Open(t.Context(), path, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	groups, err := union.Groups(t.Context(), l.Read())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Write(t.Context(), ledger.Op{Title: "存"}, func(tx *ledger.Tx) error {
		_, err := member.SaveView(tx, member.View{Name: "一车间", Group: groups[0].ID, States: []member.State{member.Active}, Search: "王"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
