package command

import (
	"encoding/json"
	"strings"
	"testing"
)

const rosterFile, wageFile = samples + "会员花名册(车间手工台账).xlsx", samples + "2021年11月工资表.xlsx"

// TestDuplicatesMergeDistinct finds one person entered twice, merges, takes it back
// and tells the two apart.
func TestDuplicatesMergeDistinct(t *testing.T) {
	l := newLedger(t)
	sheet := workbook(t, "名册.xlsx", "", "姓名|出生日期|手机|岗位", "陆涛斌|1980-01-02|19900001111|钳工", "陆涛彬|1980-01-02|19900001111|磨工", "王小明|1990-01-02|19900002222|")
	if status, out, errs := do("import", sheet, "--ledger", l); !strings.Contains(out, "新增 3 人") {
		t.Fatal(status, out, errs)
	}
	status, out, _ := do("duplicates", "--ledger", l, "--json")
	var pairs []struct {
		A, B    int64
		Sure    string
		Reasons []string
	}
	if err := json.Unmarshal([]byte(out), &pairs); err != nil || status != problems || len(pairs) != 1 || pairs[0].Sure != "很可能" || len(pairs[0].Reasons) != 3 {
		t.Fatal(status, err, out)
	}
	before := history(t, l)
	status, out, errs := do("merge", "--ledger", l, "--keep", "1", "--drop", "2", "--take", "岗位=drop", "--dry-run")
	if status != done || !strings.Contains(out, "岗位：钳工 | 磨工 → 磨工") || !strings.Contains(out, "没有写入") || history(t, l) != before {
		t.Error(status, out, errs)
	}
	status, out, errs = do("merge", "--ledger", l, "--keep", "1", "--drop", "2", "--take", "post=drop", "--events", "keep", "--json")
	if status != done || !strings.Contains(out, `"operation": `) {
		t.Error(status, out, errs)
	}
	if _, out, _ = do("members", "--ledger", l); strings.Count(out, "\n") != 2 {
		t.Error(out)
	}
	if _, out, _ = do("members", "--ledger", l, "--merged"); strings.Count(out, "\n") != 1 || !strings.Contains(out, "已合并") {
		t.Error(out)
	}
	if status, out, _ = do("duplicates", "--ledger", l); status != done || !strings.Contains(out, "没有疑似重复") {
		t.Error(status, out)
	}
	if status, _, errs = do("merge", "--ledger", l, "--keep", "3", "--drop", "2"); status != problems || !strings.Contains(errs, "已经合并过") {
		t.Error(status, errs)
	}
	if status, _, errs = do("undo", "--ledger", l); status != done {
		t.Error(errs)
	}
	for _, says := range []string{"已记下", "已经记过"} {
		if status, out, errs = do("distinct", "2", "1", "--ledger", l); status != done || !strings.Contains(out, says) {
			t.Error(status, out, errs)
		}
	}
	if status, _, _ = do("duplicates", "--ledger", l); status != done {
		t.Error("told apart, and found again")
	}
	for _, take := range []string{"nonsense=drop", "post=both", "post"} {
		if status, _, errs = do("merge", "--ledger", l, "--keep", "1", "--drop", "3", "--take", take); status != wrongUse || errs == "" {
			t.Error(take, status, errs)
		}
	}
}

// TestPayroll looks, refuses what is not said plainly, and writes what was named.
func TestPayroll(t *testing.T) {
	l := newLedger(t)
	do("import", rosterFile, "--ledger", l)
	before := history(t, l)
	const all = "新进 1，不在表里 2，工资变化 20，姓名不同 1，可补号码 31，工资有误 2，代扣不符 4"
	if status, out, errs := do("payroll", wageFile, "--ledger", l); status != problems || !strings.Contains(out, all) || history(t, l) != before {
		t.Fatal(status, out, errs)
	}
	for accept, says := range map[string]string{"leaver": "要写明办什么", "leaver=除名": "没有人能办", "nonsense": "没有“nonsense”", "returned": "要写明办什么"} {
		if status, _, errs := do("payroll", wageFile, "--ledger", l, "--accept", accept); status != wrongUse || !strings.Contains(errs, says) || history(t, l) != before {
			t.Error(accept, status, errs)
		}
	}
	status, out, errs := do("payroll", wageFile, "--ledger", l, "--accept", "all,leaver=转出", "--json")
	var said struct {
		Month   string
		Applied struct {
			Counts    map[string]int
			Operation int64
		}
		Findings []struct{ Kind, Accepted string }
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil || said.Month != "2021-11" || said.Applied.Operation == 0 || said.Applied.Counts["转出"] != 2 ||
		said.Applied.Counts["申请"] != 1 || len(said.Findings) != 61 {
		t.Error(status, err, said, errs)
	}
	if status, out, errs = do("payroll", wageFile, "--ledger", l, "--accept", "base,name"); !strings.Contains(out, "没有写入") {
		t.Error(status, out, errs)
	}
	if status, _, errs = do("payroll", wageFile, "--ledger", l, "--month", "11月"); status != wrongUse {
		t.Error(status, errs)
	}
	if status, out, errs = do("undo", "--ledger", l); status != done || !strings.Contains(out, "对照 2021-11 工资表") {
		t.Error(status, out, errs)
	}
}
