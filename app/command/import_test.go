package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const samples = "../../testdata/samples/"

// do runs a command line and gives what it said on both outputs.
func do(args ...string) (status int, out, errs string) {
	var o, e bytes.Buffer
	status = Run(context.Background(), args, &o, &e, nil)
	return status, o.String(), e.String()
}

func newLedger(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "台账.ghtz")
	if status, _, errs := do("init", path); status != done {
		t.Fatal(errs)
	}
	return path
}

// TestImportEveryKind takes the samples in as a clerk would, twice.
func TestImportEveryKind(t *testing.T) {
	l := newLedger(t)
	for _, c := range []struct{ file, kind, says, again string }{
		{"会员花名册(车间手工台账).xlsx", "roster", "新增 326 人", "相同 326 人"},
		{"2021年11月工资表.xlsx", "wages", "对上会员 324 人，更新基数 20 人", "更新基数 0 人"},
		{"工资集体协商历年台账.xlsx", "negotiation", "新增 4 轮", "相同 4 轮"},
		{"上传结果反馈.xls", "feedback", "上级收了 138 行，退回 12 行", "没有再记"},
	} {
		status, out, errs := do("import", samples+c.file, "--ledger", l, "--kind", c.kind)
		if status != problems || !strings.Contains(out, c.says) || errs == "" {
			t.Errorf("%s: %d %s %s", c.kind, status, out, errs)
		}
		before := history(t, l)
		_, out, _ = do("import", samples+c.file, "--ledger", l, "--kind", c.kind)
		if c.kind != "roster" && history(t, l) != before || !strings.Contains(out, c.again) {
			t.Errorf("%s again: %s", c.kind, out)
		}
		_, out, _ = do("import", samples+c.file, "--ledger", l, "--kind", c.kind, "--dry-run", "--json")
		var said struct {
			Read, Taken, Refused int
			NotData              int `json:"not_data"`
			Repaired             *int
			Problems, Repairs    []map[string]any
			Unmapped             []any
		}
		if err := json.Unmarshal([]byte(out), &said); err != nil || said.Read == 0 || said.Read != said.Taken+said.Refused+said.NotData || said.Repaired == nil || len(said.Problems) == 0 || said.Unmapped == nil {
			t.Errorf("%s: %v %+v", c.kind, err, said)
		}
	}
}

func history(t *testing.T, l string) string {
	t.Helper()
	status, out, errs := do("history", "--ledger", l)
	if status != done {
		t.Fatal(errs)
	}
	return out
}

// workbook writes a workbook of rows, cells divided by |.
func workbook(t *testing.T, name, password string, rows ...string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		for j, v := range strings.Split(row, "|") {
			at, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if err := f.SetCellStr("Sheet1", at, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), name)
	if err := f.SaveAs(path, excelize.Options{Password: password}); err != nil {
		t.Fatal(err)
	}
	return path
}

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestImportRefusesBrokenFiles gives every kind of import what cannot be read: one
// sentence, status 1, and nothing changed.
func TestImportRefusesBrokenFiles(t *testing.T) {
	whole, err := os.ReadFile(samples + "2021年11月工资表.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	locked := workbook(t, "加密.xlsx", "秘密", "年度|姓名|基本工资|性别", "2020|钱一|3000|男")
	files := map[string]struct{ path, says string }{
		"no workbook": {write(t, "假的.xlsx", bytes.Repeat([]byte{0, 7, 200}, 500)), "不是表格"},
		"empty file":  {write(t, "空.xlsx", nil), "空文件"},
		"cut":         {write(t, "断.xlsx", whole[:len(whole)/2]), "损坏"},
		"password":    {locked, "密码"},
		"no name":     {workbook(t, "缺列.xlsx", "", "性别|岗位工资|手机", "男|3000|19900000001"), "要找的列"},
		"empty sheet": {workbook(t, "空表.xlsx", ""), "要找的列"},
	}
	l := newLedger(t)
	before := history(t, l)
	for name, f := range files {
		for _, kind := range []string{"roster", "wages", "negotiation", "feedback"} {
			status, out, errs := do("import", f.path, "--ledger", l, "--kind", kind)
			if status != problems || out != "" || strings.Count(errs, "\n") != 1 || !strings.HasSuffix(errs, "。\n") {
				t.Errorf("%s as %s: %d %q %q", name, kind, status, out, errs)
			}
			if f.says != "要找的列" && !strings.Contains(errs, f.says) {
				t.Errorf("%s as %s: %q", name, kind, errs)
			}
		}
	}
	if status, _, errs := do("import", locked, "--ledger", l, "--password", "错的"); status != problems || !strings.Contains(errs, "密码") {
		t.Errorf("%d %s", status, errs)
	}
	if status, _, errs := do("import", workbook(t, "x.xlsx", "", "身份证号|基本工资", "330101197908166730|3000"), "--ledger", l, "--kind", "wages", "--month", "2021-11"); status != problems || !strings.Contains(errs, "缺“姓名”列") {
		t.Errorf("%d %s", status, errs)
	}
	if after := history(t, l); after != before {
		t.Errorf("the ledger changed: %s", after)
	}
	if status, out, errs := do("import", locked, "--ledger", l, "--password", "秘密", "--dry-run"); !strings.Contains(out, "新增 1 人") {
		t.Errorf("%d %s %s", status, out, errs)
	}
}

// TestImportMonth asks for the month where the sheet tells none, and refuses it
// where it means nothing.
// Taken for a roster, a wage sheet would move people into other groups.
func TestImportRefusesAWageSheetForARoster(t *testing.T) {
	l := newLedger(t)
	path := "../../testdata/samples/2021年11月工资表.xlsx"
	if status, out, errs := do("import", path, "--ledger", l); status != problems || out != "" || !strings.Contains(errs, "--kind wages") {
		t.Errorf("%d %q %q", status, out, errs)
	}
	if status, out, _ := do("import", path, "--ledger", l, "--kind", "roster", "--dry-run"); status == wrongUse || !strings.Contains(out, "没有导入的列：E 基本工资") {
		t.Errorf("%d %q", status, out)
	}
}

func TestImportMonth(t *testing.T) {
	l := newLedger(t)
	text := "姓名,基本工资\n钱一,3000\n"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{gbk, utf16, text} {
		path := write(t, "工资.csv", []byte(data))
		if status, _, errs := do("import", path, "--ledger", l, "--kind", "wages"); status != problems || !strings.Contains(errs, "--month") {
			t.Errorf("%d %s", status, errs)
		}
		if _, out, errs := do("import", path, "--ledger", l, "--kind", "wages", "--month", "2021-11"); !strings.Contains(out, "不在名册 1 行") {
			t.Errorf("%s %s", out, errs)
		}
		if status, _, _ := do("import", path, "--ledger", l, "--kind", "wages", "--month", "13"); status != wrongUse {
			t.Errorf("month 13: %d", status)
		}
		if status, _, _ := do("import", path, "--ledger", l, "--month", "2021-11"); status != wrongUse {
			t.Errorf("a month for a roster: %d", status)
		}
	}
}

// TestProblemListReplacesNoSource keeps the clerk's own roster and the ledger from
// being written over by the list of problems.
func TestProblemListReplacesNoSource(t *testing.T) {
	l := newLedger(t)
	roster := workbook(t, "花名册.xlsx", "", "姓名|性别|手机", "钱一|男|19900000001")
	before, err := os.ReadFile(roster)
	if err != nil {
		t.Fatal(err)
	}
	history0 := history(t, l)
	for _, to := range []string{roster, l} {
		if status, _, errs := do("import", roster, "--ledger", l, "--problems", to); status != wrongUse || !strings.Contains(errs, "--problems") {
			t.Errorf("%s: %d %s", to, status, errs)
		}
	}
	if after, err := os.ReadFile(roster); err != nil || !bytes.Equal(before, after) || history(t, l) != history0 {
		t.Errorf("something was changed: %v", err)
	}
}
