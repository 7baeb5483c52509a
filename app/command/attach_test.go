package command

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/demo"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// TestAttachAndRestore goes the way of a clerk without a window: attach, list, save,
// remove, undo; change nothing by hand, but restore a field from its history.
func TestAttachAndRestore(t *testing.T) {
	dir := t.TempDir()
	l := filepath.Join(dir, "示范.ghtz")
	if err := demo.Create(t.Context(), l, 30); err != nil {
		t.Fatal(err)
	}
	card := filepath.Join(dir, "身份证.pdf")
	if err := os.WriteFile(card, []byte("%PDF-1.4 扫描件"), 0o600); err != nil {
		t.Fatal(err)
	}
	ok := func(want string, args ...string) string {
		t.Helper()
		status, out, errs := do(append(args, "--ledger", l)...)
		if status != done || !strings.Contains(out, want) {
			t.Fatalf("%v: %d %s %s, want %s", args, status, out, errs, want)
		}
		return out
	}
	refused := func(want string, status int, args ...string) {
		t.Helper()
		got, out, errs := do(append(args, "--ledger", l)...)
		if got != status || !strings.Contains(errs, want) {
			t.Errorf("%v: %d %s %s, want %d %s", args, got, out, errs, status, want)
		}
	}
	ok("添加证件：身份证.pdf", "attach", card, "--member", "3", "--kind", "证件")
	refused("已经在附件里了", problems, "attach", card, "--member", "3", "--kind", "其他")
	refused("没有“画像”这种附件", problems, "attach", card, "--member", "3", "--kind", "画像")
	refused("请写明是谁：--member", wrongUse, "attach", card)
	refused("没有编号为 999 的会员", problems, "attach", card, "--member", "999")
	refused("没有叫“某某某”的会员", problems, "attachments", "--name", "某某某")

	var list []struct {
		ID int64
		Kind,
		SHA256 string
	}
	if err := json.Unmarshal([]byte(ok("", "attachments", "--member", "3", "--json")), &list); err != nil || len(list) != 1 || len(list[0].SHA256) != 64 {
		t.Fatal(list, err)
	}
	ok("身份证.pdf", "attachments")
	copied := filepath.Join(dir, "拿出来的.pdf")
	ok("已另存为", "attachments", "--save", "1", "--to", copied)
	if data, err := os.ReadFile(copied); err != nil || string(data) != "%PDF-1.4 扫描件" {
		t.Error(err)
	}
	refused("没有覆盖", problems, "attachments", "--save", "1", "--to", copied)
	ok("的附件：证件", "history", "--limit", "1") // looking was journalled
	ok("申请书“申请书.pdf”", "attachments", "--change", "1", "--kind", "申请书", "--rename", "申请书.pdf")
	ok("可以撤销", "attachments", "--remove", "1")
	ok("没有附件", "attachments", "--member", "3")
	ok("已撤销", "undo")
	ok("申请书.pdf", "attachments", "--member", "3")
	ok("新增附件“证件 身份证.pdf”", "history", "--member", "3", "--field", "attachment")
	ok("台账完好", "verify")
	for _, c := range [][]string{{"--save", "1"}, {"--remove", "1", "--change", "1"}, {"--change", "1"}} {
		if status, _, _ := do(append([]string{"attachments", "--ledger", l}, c...)...); status != wrongUse {
			t.Errorf("%v: %d", c, status)
		}
	}
}

func TestRestoreFromHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.Create(t.Context(), path, 30); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(t.Context(), path, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := member.Get(t.Context(), l.Read(), 3, civil.Today())
	if err != nil {
		t.Fatal(err)
	}
	op, err := l.Write(t.Context(), ledger.Op{Kind: "edit", Title: "改"}, func(tx *ledger.Tx) error {
		return member.Update(tx, 3, map[string]string{"phone": "19900009999"})
	})
	if err == nil {
		err = l.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	change := fmt.Sprint(op)
	before := m.Shown("phone")
	for _, c := range []struct {
		status int
		says   string
		args   []string
	}{
		{done, "移动电话：" + before + " → 199****9999", []string{"history", "--member", "3", "--field", "phone"}},
		{done, m.Get("phone") + " → 19900009999", []string{"history", "--name", m.Get("name"), "--full"}},
		{done, `"label": "移动电话"`, []string{"history", "--member", "3", "--json"}},
		{wrongUse, "没有“tel”这个字段", []string{"history", "--member", "3", "--field", "tel"}},
		{wrongUse, "--field", []string{"history", "--field", "phone"}},
		{done, "没有写入", []string{"restore", "--member", "3", "--field", "phone", "--change", change, "--dry-run"}},
		{done, "还原后是“" + before + "”", []string{"restore", "--member", "3", "--field", "phone", "--change", change}},
		{problems, "不用还原", []string{"restore", "--member", "3", "--field", "phone", "--change", change}},
		{problems, "没有改过", []string{"restore", "--member", "3", "--field", "name", "--change", change}},
		{wrongUse, "缺少参数 --change", []string{"restore", "--member", "3", "--field", "phone"}},
		{done, "存成", []string{"history", "--member", "3", "--save", filepath.Join(t.TempDir(), "记录.xlsx")}},
		{done, "已撤销", []string{"undo"}},
	} {
		status, out, errs := do(append(c.args, "--ledger", path)...)
		if status != c.status || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: %d %s %s, want %s", c.args, status, out, errs, c.says)
		}
	}
}
