package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// rosterOf writes a roster as text.
func rosterOf(t *testing.T, name string, lines ...string) string {
	t.Helper()
	return write(t, name, []byte(strings.ReplaceAll(strings.Join(lines, "\r\n"), "|", ",")+"\r\n"))
}

func TestImportFromThePipe(t *testing.T) {
	l := newLedger(t)
	standardInput = strings.NewReader("姓名\t性别\t手机\n赵海棠\t女\t19900000000\n")
	defer func() { standardInput = os.Stdin }()
	if _, out, errs := do("import", "-", "--ledger", l); !strings.Contains(out, "新增 1 人") {
		t.Error(out, errs)
	}
	standardInput = strings.NewReader("")
	if status, _, errs := do("import", "-", "--ledger", l); status != problems || !strings.Contains(errs, "空文件") {
		t.Error(status, errs)
	}
}

// TestImportConflictIsDecided goes from the conflict to the flag it names, and on.
func TestImportConflictIsDecided(t *testing.T) {
	l := newLedger(t)
	first := rosterOf(t, "一.csv", "姓名|性别|身份证号|手机|学历", "赵海棠|女|330101197001010021|19900000000|大专")
	if status, _, errs := do("import", first, "--ledger", l); status == wrongUse {
		t.Fatal(errs)
	}
	other := rosterOf(t, "二.csv", "姓名|性别|身份证号|手机|学历", "赵海霞|女|330101197001010021|19900000000|本科")
	before := history(t, l)
	status, out, errs := do("import", other, "--ledger", l)
	if status != problems || !strings.Contains(out, "冲突 1 处") || !strings.Contains(errs, "--same 2=1") || !strings.Contains(errs, "--new 2") || history(t, l) != before {
		t.Fatalf("%d %s %s", status, out, errs)
	}
	_, out, _ = do("import", other, "--ledger", l, "--dry-run", "--json")
	var said struct {
		Plan struct {
			Open []struct {
				Row     int
				Members []int64
			} `json:"to_decide"`
		}
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil || len(said.Plan.Open) != 1 || said.Plan.Open[0].Row != 2 || said.Plan.Open[0].Members[0] != 1 {
		t.Fatal(err, said)
	}
	if _, out, errs = do("import", other, "--ledger", l, "--same", "2=1", "--never-overwrite", "学历"); !strings.Contains(out, "更新 1 人") || !strings.Contains(errs, "只补空白") {
		t.Fatal(out, errs)
	}
	if _, out, _ = do("members", "--ledger", l, "--json"); !strings.Contains(out, "赵海霞") || !strings.Contains(out, "大专") || strings.Contains(out, "本科") {
		t.Error(out)
	}
	for _, wrong := range [][]string{{"--same", "x=1"}, {"--same", "2"}, {"--map", "Z"}, {"--map", "A=没有这项"}, {"--fill-only", "没有这项"}, {"--new", "0"}, {"--only", "all"}} {
		if status, _, errs := do(append([]string{"import", other, "--ledger", l}, wrong...)...); status != wrongUse {
			t.Errorf("%v: %d %s", wrong, status, errs)
		}
	}
	if status, _, _ := do("import", other, "--ledger", l, "--kind", "wages", "--only", "add"); status != wrongUse {
		t.Error("terms of a roster for a wage sheet:", status)
	}
}

// TestImportRemembersColumns: a mapping given by hand holds for the same header next
// time, is listed, and is forgotten when asked.
func TestImportRemembersColumns(t *testing.T) {
	l := newLedger(t)
	file := rosterOf(t, "一.csv", "姓名|性别|联络|杂项", "赵海棠|女|19900000000|先进")
	do("import", file, "--ledger", l, "--map", "D=备注")
	_, out, _ := do("columns", "--ledger", l)
	if !strings.Contains(out, "杂项 → 备注") {
		t.Fatal(out)
	}
	next := rosterOf(t, "二.csv", "姓名|性别|联络|杂项", "钱江潮|男|19900000001|模范")
	do("import", next, "--ledger", l)
	if _, out, _ = do("members", "--ledger", l, "--json"); !strings.Contains(out, "模范") {
		t.Error("the mapping was not used again:", out)
	}
	if _, out, _ = do("import", next, "--ledger", l, "--dry-run", "--json"); !strings.Contains(out, `"上次"`) {
		t.Error("nothing says that it was used")
	}
	if _, out, _ = do("columns", "--ledger", l, "--forget", "all"); !strings.Contains(out, "1 种") {
		t.Error(out)
	}
	if _, out, _ = do("import", next, "--ledger", l, "--dry-run", "--json"); strings.Contains(out, `"上次"`) {
		t.Error("it is not forgotten")
	}
	if status, _, _ := do("columns", "--ledger", l, "--forget", "x"); status != wrongUse {
		t.Error(status)
	}
}

// TestImportAgreesToMend: a slipped row waits until it is agreed to.
func TestImportAgreesToMend(t *testing.T) {
	l := newLedger(t)
	file := rosterOf(t, "一.csv", "工号|姓名|性别|手机|工会小组|入会日期|政治面貌", "A1|赵海棠|女|19900000000|一车间|2010-01-02|群众", "A2||钱江潮|男|19900000001|一车间|2010-01-03|群众", "A3|孙立冬|女|19900000002|一车间|2010-01-04|群众")
	status, out, errs := do("import", file, "--ledger", l, "--dry-run", "--json")
	if status != problems || !strings.Contains(out, `"row_shifted"`) || !strings.Contains(out, `"sure": "可能"`) && !strings.Contains(out, `"sure": "很可能"`) || !strings.Contains(out, `"taken": 2`) {
		t.Fatal(status, out, errs)
	}
	if _, out, _ = do("import", file, "--ledger", l, "--agree", "3"); !strings.Contains(out, "新增 3 人") {
		t.Fatal(out)
	}
}

// TestImportMarkedCopy keeps the clerk's own workbook as it is, coloured.
func TestImportMarkedCopy(t *testing.T) {
	l := newLedger(t)
	for _, password := range []string{"", "秘密"} {
		file := workbook(t, "名册.xlsx", password, "姓名|性别|身份证号", "赵海棠|女|3.30101E+17", "钱江潮|男|")
		to := filepath.Join(t.TempDir(), "标色.xlsx")
		if _, out, errs := do("import", file, "--ledger", l, "--marked-copy", to, "--password", password); !strings.Contains(out, "读 2 行") {
			t.Fatal(out, errs)
		}
		f, err := excelize.OpenFile(to, excelize.Options{Password: password})
		if err != nil {
			t.Fatal(err)
		}
		notes, err := f.GetComments("Sheet1")
		if err != nil || len(notes) < 2 || !strings.Contains(notes[0].Text, "确定") {
			t.Fatalf("%+v %v", notes, err)
		}
		style, _ := f.GetCellStyle("Sheet1", "C2")
		if s, err := f.GetStyle(style); err != nil || len(s.Fill.Color) == 0 || s.Fill.Color[0] != "FFEB9C" {
			t.Errorf("%+v %v", s, err)
		}
		if v, _ := f.GetCellValue("Sheet1", "C2"); v != "3.30101E+17" || f.GetSheetList()[1] != "问题清单" {
			t.Error(v, f.GetSheetList())
		}
		f.Close()
		if status, _, errs := do("import", file, "--ledger", l, "--password", password, "--marked-copy", file); status != wrongUse || !strings.Contains(errs, "--marked-copy") {
			t.Error(status, errs)
		}
	}
	if status, _, _ := do("import", "名册.xlsm", "--ledger", l, "--marked-copy", "x.xlsx"); status != wrongUse {
		t.Error("macros without their ending:", status)
	}
}

// TestImportRefusesOddFiles are more things that lie on a desktop.
func TestImportRefusesOddFiles(t *testing.T) {
	l := newLedger(t)
	dir := filepath.Join(t.TempDir(), "文件夹.xlsx")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	sparse := filepath.Join(t.TempDir(), "大.xlsx")
	f, err := os.Create(sparse)
	if err == nil {
		err = f.Truncate(2 << 30)
	}
	if err != nil {
		t.Skip("no sparse files here")
	}
	f.Close()
	before := history(t, l)
	for name, c := range map[string]struct{ path, says string }{
		"folder": {dir, "不是文件"}, "sparse": {sparse, "2048 MB"}, "missing": {filepath.Join(dir, "没有.xlsx"), "找不到"},
		"picture":      {write(t, "照片.xlsx", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 900)...)), "是图片"},
		"zeros":        {write(t, "零.csv", make([]byte, 5000)), "空文件"},
		"NUL inside":   {write(t, "空字符.csv", []byte("姓名,性别\n张\x00三,男\n")), "不是"},
		"5000 columns": {write(t, "宽.csv", []byte(strings.Repeat("姓名,", 5000)+"\n")), "512 列"},
		"header alone": {rosterOf(t, "空表.csv", "姓名|性别|手机"), "没有一行"},
	} {
		status, out, errs := do("import", c.path, "--ledger", l)
		if status != problems || out != "" || !strings.Contains(errs, c.says) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: %d %q %q", name, status, out, errs)
		}
	}
	if history(t, l) != before {
		t.Error("something was changed")
	}
}
