package trouble

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unionledger/data/demo"
	"unionledger/data/ledger"
)

// secrets are what must be found nowhere: an invented person and where he keeps things.
var secrets = []string{"王小明", "330101199001011234", "33010119900101123X", "19900012345", "wangxiaoming", "名册", "D:"}

const sentence = `“D:\用户\王小明\名册.xlsx”第 3 行：330101199001011234（王小明）和 33010119900101123X 是同一个人，手机 19900012345`

func tells(t *testing.T, what, text string) {
	t.Helper()
	for _, s := range secrets {
		if strings.Contains(text, s) {
			t.Errorf("%s tells %q:\n%s", what, s, text)
		}
	}
}

func TestTextTellsNothingOfAnybody(t *testing.T) {
	for _, s := range []string{sentence, `open C:\Users\wangxiaoming\a.ghtz: Access is denied.`, "open /srv/wangxiaoming/x: permission denied",
		`copy C:\Users\new clerk wangxiaoming.ghtz: no room`,
		`strconv.Atoi: parsing "wangxiaoming": invalid syntax`, "panic: wangxiaoming/330101199001011234", "33010119900101123X"} {
		tells(t, s, Text(s))
	}
	if got := Text(`copy C:\a\b c.ghtz: no room`); got != "copy <path>: no room" {
		t.Errorf("what went wrong is lost: %s", got)
	}
	if got := Text("index out of range [7] with length 5"); got != "index out of range [7] with length 5" {
		t.Errorf("what is the program's own is lost: %s", got)
	}
}

func TestErrorKeepsTheKind(t *testing.T) {
	_, cause := os.Open("/srv/wangxiaoming/330101199001011234")
	got := Error(fmt.Errorf("读“王小明”：%w", &ledger.Error{Kind: "in_use", Message: sentence, Cause: cause}))
	tells(t, "an error", got)
	for _, want := range []string{"*ledger.Error(in_use)", "*fs.PathError"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s does not tell %s", got, want)
		}
	}
}

func TestStackKeepsFunctionsAndLines(t *testing.T) {
	got := Stack("panic: 王小明 330101199001011234\n\ngoroutine 1 [running]:\nunionledger/app/page/roster.(*view).save(0xc000, {0x1, 0x2})\n\t/srv/wangxiaoming/unionledger/app/page/roster/save.go:88 +0x1f\nmain.main()\n\tD:/王小明/main.go:10\n")
	tells(t, "a stack", got)
	for _, want := range []string{"roster.(*view).save\n", "\troster/save.go:88\n", "goroutine 1 [running]:", "main.main\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is lost:\n%s", want, got)
		}
	}
}

// logged runs something with the log going to a folder.
func logged(folder string, do func()) {
	end := Log(folder)
	defer end()
	do()
}

func TestLogAndPackTellNothingOfAnybody(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	path := filepath.Join(folder, "王小明的名册.ghtz")
	if err := demo.Create(ctx, path, 30); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(ctx, path, ledger.Options{Operator: "王小明"})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	logs := filepath.Join(folder, "logs")
	logged(logs, func() {
		log.Print("Fyne error: " + sentence) // as the toolkit does
		slog.Error("failed", "from", CalledFrom(0), "err", errors.New(sentence), "text", sentence, "any", secrets, "stack", Trace("goroutine 1 [running]:\n"+sentence))
	})
	Recovered(logs, sentence)
	// What others wrote into our folder does not pass either.
	if err := os.WriteFile(filepath.Join(logs, "crash-20220506-080000.txt"), []byte(sentence), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(logs, logName))
	if err != nil {
		t.Fatal(err)
	}
	tells(t, "the log", string(text))
	if !strings.Contains(string(text), "trouble_test.go:") || !strings.Contains(string(text), "Fyne error") {
		t.Errorf("the log does not tell where: %s", text)
	}
	out := filepath.Join(folder, "诊断包.zip")
	if err := Pack(ctx, out, logs, Facts{System: "Windows 10 " + sentence, Renderer: "llvmpipe"}, l); err != nil {
		t.Fatal(err)
	}
	files := unzip(t, out)
	for name, text := range files {
		tells(t, name, text)
	}
	var s summary
	if err := json.Unmarshal([]byte(files["summary.json"]), &s); err != nil {
		t.Fatal(err)
	}
	if s.Schema != ledger.SchemaVersion() || s.Ledger == nil || s.Ledger.Rows["member"] != 30 || s.Ledger.Operations == 0 || s.Ledger.Problems != 0 || s.Crashes != 2 {
		t.Errorf("%s", files["summary.json"])
	}
	if !strings.Contains(files[logName], "failed") {
		t.Error("the log is not in the zip")
	}
}

// Nobody in a ledger of people is named in the zip made of it.
func TestPackNamesNobodyOfTheLedger(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	path := filepath.Join(folder, "台账.ghtz")
	if err := demo.Create(ctx, path, 50); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(ctx, path, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	out := filepath.Join(folder, "x.zip")
	if err := Pack(ctx, out, filepath.Join(folder, "none"), Facts{}, l); err != nil {
		t.Fatal(err)
	}
	files := unzip(t, out)
	rows, err := l.Read().QueryContext(ctx, "SELECT name FROM member UNION SELECT id_number FROM member UNION SELECT phone FROM member")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	seen := 0
	for rows.Next() {
		var value *string
		if err := rows.Scan(&value); err != nil {
			t.Fatal(err)
		}
		if value == nil || *value == "" {
			continue
		}
		seen++
		for name, text := range files {
			if strings.Contains(text, *value) {
				t.Errorf("%s holds %s", name, *value)
			}
		}
	}
	if err := rows.Err(); err != nil || seen < 50 {
		t.Fatal(seen, err)
	}
}

func unzip(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

// TestCrashLeavesAReport lets a process of its own die of a panic that nobody catches.
func TestCrashLeavesAReport(t *testing.T) {
	const variable = "TROUBLE_CRASHES_IN"
	if folder := os.Getenv(variable); folder != "" {
		Watch(folder)
		panic("王小明 330101199001011234")
	}
	folder := t.TempDir()
	run := exec.Command(os.Args[0], "-test.run=^TestCrashLeavesAReport$")
	run.Env = append(os.Environ(), variable+"="+folder)
	if out, err := run.CombinedOutput(); err == nil {
		t.Fatalf("it did not crash: %s", out)
	}
	if Untold(folder) {
		t.Fatal("there is a report before the next start")
	}
	end := Watch(folder)
	if !Untold(folder) {
		t.Fatal("the next start finds no report")
	}
	text, err := os.ReadFile(reports(folder)[0])
	if err != nil {
		t.Fatal(err)
	}
	tells(t, "the report", string(text))
	if !strings.Contains(string(text), "trouble_test.go:") || !strings.Contains(string(text), "panic") {
		t.Errorf("the report does not say where:\n%s", text)
	}
	Told(folder)
	if Untold(folder) || len(reports(folder)) != 1 {
		t.Error("it is told twice, or lost")
	}
	end()
	if left, _ := filepath.Glob(filepath.Join(folder, "*"+rawEnd)); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

func TestOnlyTheLastReportsStay(t *testing.T) {
	folder := t.TempDir()
	day := time.Date(2022, 5, 6, 9, 0, 0, 0, time.Local)
	for i := range kept + 3 {
		report(folder, day.AddDate(0, 0, i), "panic: x")
	}
	all := reports(folder)
	if len(all) != kept || !strings.Contains(all[0], day.AddDate(0, 0, kept+2).Format("20060102")) {
		t.Error(all)
	}
}

// Without a place to write to the program works, and says nothing.
func TestNoPlaceForLogs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	logged(file, func() { slog.Info("x") })
	Watch(file)()
	Recovered(file, "x")
	if _, err := os.Stat(filepath.Join(file, logName)); !errors.Is(err, fs.ErrNotExist) && err == nil {
		t.Error("a file became a folder")
	}
}
