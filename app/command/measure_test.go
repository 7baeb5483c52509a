package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMeasuresByVerbs enters figures, reckons a rise, counts contracts, scores a round and
// attaches a scan by the command line; what is wrong is refused by name.
func TestMeasuresByVerbs(t *testing.T) {
	dir := t.TempDir()
	l := filepath.Join(dir, "示范.ghtz")
	if status, _, errs := do("demo", l, "--members", "40"); status != done {
		t.Fatal(errs)
	}
	scan := filepath.Join(dir, "受理单.png")
	data, err := os.ReadFile("../../assets/icons/app.png")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(scan, data, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"measures"}, done, "约定增幅（%）"},
		{[]string{"measures", "cpi=1.5"}, wrongUse, "--year"},
		{[]string{"measures", "--year", "2022", "城镇居民消费价格涨幅=1.5%", "--source", "统计公报"}, done, "2022 年 1.5%"},
		{[]string{"measures", "--year", "2022", "cpi"}, wrongUse, "项目=值"},
		{[]string{"measures", "--year", "2022", "物价=1"}, problems, "没有“物价”"},
		{[]string{"measures", "--year", "2022", "cpi=许多"}, problems, "请写数字"},
		{[]string{"measures", "--out", filepath.Join(dir, "m.xlsx")}, done, "已写成"},
		{[]string{"rise"}, wrongUse, "请写增幅"},
		{[]string{"rise", "--percent", "6", "--on-cost", "30"}, done, "合计"},
		{[]string{"rise", "--percent", "6", "--month", "某月"}, wrongUse, "某月"},
		{[]string{"rise", "--floor", "3000", "--out", filepath.Join(dir, "r.pdf")}, done, "1 页"},
		{[]string{"statistics"}, done, "建制率"},
		{[]string{"statistics", "--json"}, done, `"systems"`},
		{[]string{"statistics", "--out", filepath.Join(dir, "s.doc")}, wrongUse, "结尾"},
		{[]string{"score", "#4", "质效评估"}, done, "13 条没有打分"},
		{[]string{"score", "#4", "某表"}, problems, "可以写：质效评估"},
		{[]string{"score", "#4"}, done, "协商程序"},
		{[]string{"attach", "#4", scan}, done, "1 份附件"},
		{[]string{"attach", "#3", "--drop", "1"}, problems, "不是"},
		{[]string{"dossier", "#4", "--out", filepath.Join(dir, "d.pdf")}, done, "已写成"},
		{[]string{"attach", "#4", "--drop", "1"}, done, "0 份附件"},
	} {
		status, out, errs := do(append(append([]string{"negotiation"}, c.args...), "--ledger", l)...)
		if status != c.status || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v: %d %s%s", c.args, status, out, errs)
		}
	}
}
