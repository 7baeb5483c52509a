package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPapersArePrintedAndEdited(t *testing.T) {
	dir := t.TempDir()
	book, out, words := filepath.Join(dir, "示范.ghtz"), filepath.Join(dir, "纸.pdf"), filepath.Join(dir, "模板.txt")
	if status, said := runWith(t, "demo", book, "--members", "30"); status != done {
		t.Fatal(said)
	}
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"--list"}, done, "转会介绍信"},
		{[]string{}, wrongUse, "--list"},
		{[]string{"没有的纸", "--all", "--out", out}, wrongUse, "没有叫“没有的纸”"},
		{[]string{"会员名册", "--all"}, wrongUse, "--out"},
		{[]string{"入会申请书", "--out", out}, wrongUse, "--blank"},
		{[]string{"入会申请书", "--name", "查无此人", "--out", out}, problems, "查无此人"},
		{[]string{"入会申请书", "--group", "没有的组", "--out", out}, problems, "没有的组"},
		{[]string{"会籍变动情况表", "--from", "2022-05-02", "--to", "2022-05-01", "--out", out}, wrongUse, "颠倒"},
		{[]string{"会籍变动情况表", "--from", "2020-01-01", "--out", out}, done, "会籍变动情况表"},
		{[]string{"入会申请书", "--blank", "--out", out}, done, "1 页"},
		{[]string{"会员登记表", "--member", "1", "--member", "2", "--out", out}, done, "2 页"},
		{[]string{"会员登记表", "--member", "99999", "--out", out}, problems, "没有编号为 99999 的会员"},
		{[]string{"退会申请书", "--template-out", words}, done, "--template-in"},
		{[]string{"退会申请书", "--template-in", words}, done, "没有变化"},
	} {
		status, said := runWith(t, append([]string{"paper", "--ledger", book}, c.args...)...)
		if status != c.status || !strings.Contains(said, c.says) {
			t.Errorf("%v: %d %s, want %d with %q", c.args, status, said, c.status, c.says)
		}
	}
	if _, said := runWith(t, "history", "--ledger", book); !strings.Contains(said, "打印完整号码：会员登记表 2 人") {
		t.Error("numbers in full were not journalled:", said)
	}
	text, err := os.ReadFile(words)
	if err != nil {
		t.Fatal(err)
	}
	for own, c := range map[string]struct {
		status int
		says   string
	}{
		strings.Replace(string(text), "【标题】", "【题】", 1):             {problems, "第 14 行：不认识【题】"},
		strings.Replace(string(text), "退会申请书\r\n【", "退会申请\r\n【", 1): {done, "已改好"},
	} {
		if err := os.WriteFile(words, []byte(own), 0o600); err != nil {
			t.Fatal(err)
		}
		if status, said := runWith(t, "paper", "--ledger", book, "退会申请书", "--template-in", words); status != c.status || !strings.Contains(said, c.says) {
			t.Errorf("%d %s, want %q", status, said, c.says)
		}
	}
	var all []struct{ Key, Since string }
	if _, said := runWith(t, "paper", "--ledger", book, "--list", "--json"); json.Unmarshal([]byte(said), &all) != nil || len(all) < 11 {
		t.Error(said)
	}
	if status, said := runWith(t, "paper", "--ledger", book, "withdrawal", "--restore"); status != done || !strings.Contains(said, "恢复原样") {
		t.Error(said)
	}
}

// runWith is do with everything that was said in one text.
func runWith(t *testing.T, args ...string) (int, string) {
	t.Helper()
	status, out, errs := do(args...)
	return status, out + errs
}
