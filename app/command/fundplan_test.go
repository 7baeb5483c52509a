package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/fund"
)

// Levy, budget and benefits of a year, by the command line alone.
func TestFundPlan(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.ghtz")
	var out, errs bytes.Buffer
	if Run(context.Background(), []string{"init", path}, &out, &errs, nil) != done {
		t.Fatal(errs.String())
	}
	pasted := filepath.Join(dir, "工资.txt")
	if err := os.WriteFile(pasted, []byte("2月\t160000\t31\n3月\t161000\t31\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	pdf := filepath.Join(dir, "决算.pdf")
	for _, c := range []struct {
		want  int
		args  string
		words string
	}{
		{done, "open --year 2022 --cash 100 --bank 5000", "已建立"},
		{done, "levy --year 2022 --month 1 --wages 150000 --staff 30", "2022-01 150,000.00 元"},
		{problems, "levy --year 2022 --month 2 --wages 15000000", "100 倍"},
		{problems, "levy --year 2022 --month 2 --wages=-5", "负数"},
		{problems, "levy --year 2022 --month 2 --propose", "没有会费基数"},
		{wrongUse, "levy --wages 5", "几月"},
		{done, "levy --year 2022 --paste " + pasted, "2 个月"},
		{problems, "levy --year 2022", "税务代收 1,200.00 元还没有缴"},
		{wrongUse, "pay-levy 税务代收", "--month"},
		{done, "pay-levy 税务代收 1200 --month 2022-01 --on 2022-01-20", "税务代收"},
		{problems, "pay-levy 行政拨付 1801 --month 2022-01 --on 2022-01-20", "多了 1.00 元"},
		{done, "pay-levy 行政拨付 1800 --month 2022-01 --on 2022-01-20", "行政拨付"},
		{problems, "pay-levy 乱写 1 --month 2022-01", "可以登记"},
		{problems, "levy --year 2022 --payments", "行政拨付"},
		{done, "journal --year 2022", "拨缴经费收入"},
		{done, "levy-rule", "待核实"},
		{problems, "levy-rule --from 2022-06 --own 70", "110%"},
		{done, "levy-rule --from 2022-06 --own 65 --upper 35 --flow tax_full --basis 某文", "留成 65%"},
		{done, "rebate --year 2022", "资料不全"},
		{done, "budget --year 2022 --subject 402 --set 30000", "拨缴经费收入 30,000.00"},
		{problems, "budget --year 2022 --subject 402 --adjust 1", "原因"},
		{done, "budget --year 2022 --subject 402 --adjust=-100 --reason 少收", "调整预算"},
		{done, "budget --year 2022 --final --out " + pdf, "已写成"},
		{problems, "limits --year 2022 --item 生日 --set 300", "依据"},
		{done, "limits --year 2022 --item 生日 --set 300 --basis 某文〔2022〕1号", "生日 300.00"},
		{done, "limits --examples", "只供参考"},
		{done, "give 生日 3100 10 --date 2022-05-06", "生日 10 人"},
		{problems, "limits --year 2022", "超出 10.00 元"},
		{problems, "budget --year 2022 --final", "没有预算"},
	} {
		out.Reset()
		errs.Reset()
		got := Run(context.Background(), append(append([]string{"fund"}, strings.Fields(c.args)...), "--ledger", path), &out, &errs, nil)
		if said := out.String() + errs.String(); got != c.want || !strings.Contains(said, c.words) {
			t.Errorf("%s: status %d, want %d, %q in\n%s", c.args, got, c.want, c.words, said)
		}
	}
	if info, err := os.Stat(pdf); err != nil || info.Size() < 1000 {
		t.Errorf("%v", err)
	}
	out.Reset()
	var y fund.LevyYear
	Run(context.Background(), []string{"fund", "levy", "--year", "2022", "--json", "--ledger", path}, &out, &errs, nil)
	if err := json.Unmarshal(out.Bytes(), &y); err != nil || y.Due != 942_000 || y.Paid != 300_000 {
		t.Errorf("%v %s", err, out.String())
	}
}
