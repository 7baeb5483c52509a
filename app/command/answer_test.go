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

// A program that asks for JSON gets one JSON value from every verb, whether it worked,
// was refused or the command line is wrong; the status says which.
func TestJSONAlways(t *testing.T) {
	l := newLedger(t)
	dir := t.TempDir()
	for _, c := range []struct {
		status int
		key    string // what the value must hold
		line   string
	}{
		{problems, "error", "undo --ledger L --json"},
		{problems, "error", "undo --ledger L --json 99"},
		{wrongUse, "error", "undo --ledger L --json x"},
		{wrongUse, "error", "members --json"},
		{wrongUse, "error", "nosuch --json"},
		{wrongUse, "error", "import x --ledger L --kind nosuch --json"},
		{problems, "error", "import nosuch.xlsx --ledger L --json"},
		{problems, "error", "members --ledger nosuch.ghtz --json"},
		{done, "messages", "fields --ledger L --add 鞋码 --json"},
		{done, "messages", "views --ledger L --save 大专 --where 学历=大专 --json"},
		{wrongUse, "error", "views --ledger L --save 大专 --where nosuch=1 --json"},
		{done, "messages", "members --ledger L --out " + filepath.Join(dir, "a.xlsx") + " --json"},
		{problems, "error", "members --ledger L --out L --json"},
		{problems, "error", "group nosuch --ledger L --delete --json"},
		{wrongUse, "error", "fields --ledger L --add 甲 --drop 乙 --json"},
		{wrongUse, "error", "views --ledger L --save 甲 --drop 乙 --json"},
		{wrongUse, "error", "paper 会员名册 --skip=-1 --out x.pdf --ledger L --json"},
		{problems, "error", "distinct 1 2 --ledger L --json"},
		{problems, "error", "demo L --json"},
		{done, "messages", "init " + filepath.Join(dir, "b.ghtz") + " --json"},
		{done, "messages", "columns --ledger L --forget all --json"},
	} {
		args := strings.Fields(c.line)
		for i := range args {
			if args[i] == "L" {
				args[i] = l
			}
		}
		status, out, errs := do(args...)
		var value map[string]any
		err := json.Unmarshal([]byte(out), &value)
		if err != nil || status != c.status || value[c.key] == nil || (c.key == "error") != (errs != "") {
			t.Errorf("%s: %d %v %s%s", c.line, status, err, out, errs)
		}
		if c.key == "error" && value["status"] != float64(status) {
			t.Errorf("%s: %v", c.line, value)
		}
	}
}

// A bare path opens the window on that ledger or spreadsheet, as a double click does;
// another word is a verb that was misspelt.
func TestBarePath(t *testing.T) {
	opened := ""
	window := func(_ context.Context, path string) error { opened = "[" + path + "]"; return nil }
	for _, c := range []struct {
		line   string
		status int
		opened string
	}{
		{"", done, "[]"}, {"台账.ghtz", done, "[台账.ghtz]"}, {"/a/B.GHTZ", done, "[/a/B.GHTZ]"}, {"--ledger a", done, "[a]"},
		{"membres", wrongUse, ""}, {"a.xlsx", done, "[a.xlsx]"}, {"a.docx", wrongUse, ""}, {"a.ghtz b.ghtz", wrongUse, ""}, {"a.ghtz --ledger b.ghtz", wrongUse, ""},
	} {
		opened = ""
		var out, errs bytes.Buffer
		status := Run(context.Background(), strings.Fields(c.line), &out, &errs, window)
		if status != c.status || opened != c.opened || (status == done) != (errs.Len() == 0) {
			t.Errorf("%q: %d %s %s", c.line, status, opened, errs.String())
		}
	}
}

// The choices of a flag are told as words.
func TestChoicesTold(t *testing.T) {
	for line, want := range map[string]string{
		"import x --ledger l --kind y":                   "只能是 roster、wages、negotiation、feedback。",
		"import x --ledger l --only y":                   "只能是 add、update。",
		"merge --ledger l --keep a --drop 2":             "参数 --keep 要写一个数字，不能是“a”。",
		"merge --ledger l --keep 1 --drop 2 --events no": "只能是 keep、drop、auto。",
	} {
		if status, _, errs := do(strings.Fields(line)...); status != wrongUse || !strings.Contains(errs, want) {
			t.Errorf("%s: %d %s", line, status, errs)
		}
	}
}

// What is written never takes the place of a ledger, and what is read as text is text.
func TestFilesNamedWrong(t *testing.T) {
	l := newLedger(t)
	if status, _, errs := do("import", samples+"会员花名册.csv", "--ledger", l); errs == "" {
		t.Fatal(status)
	}
	before, err := os.ReadFile(l)
	if err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(t.TempDir(), "a.png")
	if err := os.WriteFile(picture, []byte("\x89PNG\x00\x01"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"members --out L", "figures --out L", "changes --from 2020-01-01 --to 2021-01-01 --out L", "paper 会员名册 --out L", "paper 会员名册 --template-out L",
		"history --member 1 --save L",
		"event --kind 退会 --people " + os.DevNull, "event --kind 退会 --people " + picture, "paper 会员名册 --template-in " + os.DevNull, "paper 会员名册 --template-in L",
	} {
		args := strings.Fields(line + " --ledger L")
		for i := range args {
			if args[i] == "L" {
				args[i] = l
			}
		}
		if status, out, errs := do(args...); status == done || !strings.Contains(errs, "“") {
			t.Errorf("%s: %d %s%s", line, status, out, errs)
		}
		if after, err := os.ReadFile(l); err != nil || !bytes.Equal(after, before) {
			t.Fatalf("%s: the ledger was changed: %v", line, err)
		}
	}
	if status, _, errs := do("verify", "--ledger", l); status != done {
		t.Error(errs)
	}
}

// Lists without anything in them are lists.
func TestEmptyListsAreLists(t *testing.T) {
	l := newLedger(t)
	for _, verb := range []string{"members", "columns", "duplicates", "views", "fields", "attachments", "group", "history", "due"} {
		status, out, errs := do(verb, "--ledger", l, "--json")
		var list []any
		if err := json.Unmarshal([]byte(out), &list); err != nil || list == nil || status != done {
			t.Errorf("%s: %d %v %s%s", verb, status, err, out, errs)
		}
	}
}
