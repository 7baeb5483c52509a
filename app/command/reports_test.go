package command

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/demo"
)

// demoLedger is a demonstration ledger of a few people.
func demoLedger(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.CreateOn(t.Context(), path, 20, civil.MustParse("2022-05-06")); err != nil {
		t.Fatal(err)
	}
	return path
}

// ask runs a verb for a program and reads its answer.
func ask(t *testing.T, want int, into any, args ...string) {
	t.Helper()
	status, out, errs := do(append(args, "--json")...)
	if status != want {
		t.Fatalf("%v: %d %s%s", args, status, out, errs)
	}
	if err := json.Unmarshal([]byte(out), into); err != nil {
		t.Fatalf("%v: %v in %s", args, err, out)
	}
}

// A report goes out, is listed, made again, corrected, compared, packed and verified.
func TestReportsSentAndPacked(t *testing.T) {
	path, dir := demoLedger(t), t.TempDir()
	if status, _, errs := do("export", "organisation-2018", "--ledger", path, "--to", dir, "--as-of", "2022-05-06"); status == wrongUse {
		t.Fatal(errs)
	}
	var list struct {
		Runs []struct {
			ID, Corrects int64
			File         string
			Profile      string
			SHA256       string `json:"sha256"`
		}
	}
	ask(t, done, &list, "reports", "list", "--ledger", path)
	if len(list.Runs) != 1 || list.Runs[0].Profile != "organisation-2018" || list.Runs[0].SHA256 == "" {
		t.Fatalf("%+v", list)
	}
	again := filepath.Join(dir, "再生成.xlsx")
	if status, out, errs := do("reports", "file", "1", "--ledger", path, "--to", again); status != done || !strings.Contains(out, "每个字节都相同") {
		t.Fatal(out, errs)
	}
	first, _ := os.ReadFile(list.Runs[0].File)
	second, err := os.ReadFile(again)
	if err != nil || string(first) != string(second) {
		t.Error("the file made again differs", err)
	}
	if status, _, errs := do("export", "organisation-2018", "--ledger", path, "--to", dir, "--corrects", "1"); status == wrongUse {
		t.Fatal(errs)
	}
	if status, _, errs := do("export", "member-2018", "--ledger", path, "--to", dir, "--corrects", "1"); status != problems || !strings.Contains(errs, "第 1 次") {
		t.Error(status, errs)
	}
	ask(t, done, &list, "reports", "list", "--ledger", path, "--profile", "organisation-2018")
	if len(list.Runs) != 2 || list.Runs[0].Corrects != 1 {
		t.Errorf("%+v", list)
	}
	var compared struct {
		File    string
		Changed *int
	}
	ask(t, done, &compared, "reports", "compare", "organisation-2018", "--ledger", path, "--run", "2", "--out", filepath.Join(dir, "变化.xlsx"))
	if compared.File == "" || compared.Changed == nil {
		t.Errorf("%+v", compared)
	}
	if status, out, _ := do("reports", "compare", "organisation-2018", "--ledger", path, "--run", "2"); status != done || !strings.Contains(out, "没有变化") {
		t.Error(out)
	}
	var rows struct{ Rows [][]string }
	ask(t, done, &rows, "reports", "rows", "1", "--ledger", path)
	if len(rows.Rows) != 1 {
		t.Errorf("%+v", rows)
	}
	packAndVerify(t, path, dir)
}

func packAndVerify(t *testing.T, path, dir string) {
	secret := filepath.Join(dir, "口令.txt")
	short := filepath.Join(dir, "短口令.txt")
	if err := errors.Join(os.WriteFile(secret, []byte("好长的口令一二三\r\n"), 0o600), os.WriteFile(short, []byte("太短"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := do("package", "member-2018", "--ledger", path, "--to", dir, "--passphrase-file", short); status != problems || !strings.Contains(errs, "至少要 8 个字") {
		t.Error(status, errs)
	}
	if _, out, _ := do("reports", "list", "--ledger", path); strings.Contains(out, "会员信息采集表") {
		t.Error("what was not packed stands as reported:", out)
	}
	nowhere := filepath.Join(dir, "没有这个文件夹", "包.zip")
	for _, args := range [][]string{{"--to", nowhere}, {"--to", dir, "--run", "99"}} {
		args = append([]string{"package", "member-2018", "--ledger", path}, args...)
		if status, _, errs := do(args...); status != problems || errs == "" || strings.Contains(errs, "ghtz") {
			t.Error(args, status, errs)
		}
		if _, out, _ := do("reports", "list", "--ledger", path); strings.Contains(out, "会员信息采集表") {
			t.Error("what is in no package stands as reported:", out)
		}
	}
	var made struct {
		File      string
		Encrypted bool
	}
	ask(t, problems, &made, "package", "member-2018", "--run", "1", "--ledger", path, "--to", dir, "--passphrase-file", secret, "--as-of", "2022-05-06")
	if !made.Encrypted || !strings.HasSuffix(made.File, ".zip.age") {
		t.Fatalf("%+v", made)
	}
	sealed := made.File
	var named struct{ File string }
	ask(t, done, &named, "package", "--run", "1", "--ledger", path, "--to", filepath.Join(dir, "名字.zip"), "--passphrase-file", secret)
	if filepath.Base(named.File) != "名字.zip.age" {
		t.Errorf("an encrypted package is called %s", named.File)
	}
	var found struct {
		Whole    bool
		Parts    []struct{ State string }
		Unpacked []string
	}
	to := t.TempDir()
	ask(t, done, &found, "verify-package", made.File, "--passphrase-file", secret, "--to", to)
	if !found.Whole || len(found.Parts) != 3 || len(found.Unpacked) != 3 {
		t.Errorf("%+v", found)
	}
	if status, _, errs := do("verify-package", made.File); status != problems || !strings.Contains(errs, "口令") {
		t.Error(status, errs)
	}
	ask(t, done, &made, "package", "--run", "1", "--ledger", path, "--to", filepath.Join(dir, "包"))
	if filepath.Base(made.File) != "包.zip" {
		t.Error(made.File)
	}
	data, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	bad := filepath.Join(dir, "坏.zip.age")
	if err := os.WriteFile(bad, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := do("verify-package", bad, "--passphrase-file", secret, "--to", t.TempDir()); status != problems || !strings.Contains(errs, "被改动") {
		t.Error(status, errs)
	}
	if status, out, errs := do("verify", "--ledger", path); status != done {
		t.Error(out, errs)
	}
}

// The sample answer is read in, and what came back is listed and ticked.
func TestFeedbackVerb(t *testing.T) {
	path := newLedger(t)
	sample := func(name string) string { return "../../testdata/samples/" + name }
	if status, _, errs := do("import", sample("会员花名册(车间手工台账).xlsx"), "--ledger", path); status == wrongUse {
		t.Fatal(errs)
	}
	if status, out, errs := do("feedback", sample("上传结果反馈.xls"), "--ledger", path); status != problems || !strings.Contains(out, "退回 12 行") {
		t.Fatal(out, errs)
	}
	var open []struct {
		ID          int64
		Name, Class string
	}
	ask(t, done, &open, "feedback", "--ledger", path)
	if len(open) != 12 {
		t.Fatalf("%d open: %+v", len(open), open)
	}
	n := len(open)
	ask(t, done, &open, "feedback", "--ledger", path, "--done", "50")
	if len(open) != n { // the 50th row was taken: nothing to mark
		t.Errorf("%d open", len(open))
	}
	if status, _, errs := do("feedback", sample("上传结果反馈.xls"), "--ledger", path, "--done", "1"); status != wrongUse {
		t.Error(errs)
	}
	if status, out, _ := do("due", "--ledger", path); status != done || !strings.Contains(out, "上级退回的还有 12 条没办") {
		t.Error(out)
	}
}

// Entries of the calendar are added, changed, switched off, ticked, handed on.
func TestCalendarVerb(t *testing.T) {
	path := demoLedger(t)
	for _, args := range [][]string{
		{"put", "--name", "读书月汇总", "--every", "once", "--date", "2099-04-30", "--ahead", "20"},
		{"put", "--key", "members", "--day", "25"},
		{"off", "summary"}, {"on", "changes"}, {"done", "读书月汇总", "--note", "邮件"},
	} {
		if status, out, errs := do(append(append([]string{"report-calendar"}, args...), "--ledger", path)...); status != done {
			t.Fatal(args, out, errs)
		}
	}
	status, out, _ := do("report-calendar", "list", "--ledger", path, "--on", "2022-05-06")
	for _, want := range []string{"待报  2022-05-25 截止  会员信息采集表，2022 年  members", "停用", "已报  2099-04-30 截止  读书月汇总", "邮件", "（待核实）"} {
		if status != done || !strings.Contains(out, want) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
	file := filepath.Join(t.TempDir(), "日历.yaml")
	if status, _, errs := do("report-calendar", "export", file, "--ledger", path); status != done {
		t.Fatal(errs)
	}
	var exported struct{ File string }
	ask(t, done, &exported, "report-calendar", "export", file+".2.yaml", "--ledger", path)
	if exported.File != file+".2.yaml" {
		t.Errorf("%+v", exported)
	}
	var op struct{ Operation int64 }
	ask(t, done, &op, "report-calendar", "undone", "读书月汇总", "--ledger", path)
	if status, out, _ := do("report-calendar", "list", "--ledger", path); status != done || op.Operation == 0 || !strings.Contains(out, "待报  2099-04-30 截止  读书月汇总") {
		t.Error(out)
	}
	if status, _, errs := do("report-calendar", "undone", "读书月汇总", "--ledger", path); status != problems || !strings.Contains(errs, "没有登记过已报") {
		t.Error(errs)
	}
	other := demoLedger(t)
	if status, out, errs := do("report-calendar", "import", file, "--ledger", other); status != done || !strings.Contains(out, "已采用") {
		t.Fatal(out, errs)
	}
	if status, out, _ := do("report-calendar", "import", file, "--ledger", other); status != done || !strings.Contains(out, "没有改动") {
		t.Error(out)
	}
	if status, _, errs := do("report-calendar", "drop", "members", "--ledger", other); status != done {
		t.Error(errs)
	}
	if status, _, errs := do("report-calendar", "drop", "statistics", "--ledger", other); status != problems || !strings.Contains(errs, "可以停用") {
		t.Error(errs)
	}
	if status, _, errs := do("report-calendar", "put", "--name", "坏", "--every", "week", "--ledger", other); status != problems || !strings.Contains(errs, "多久一次") {
		t.Error(errs)
	}
}
