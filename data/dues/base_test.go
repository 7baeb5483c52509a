package dues

import (
	"fmt"
	"strings"
	"testing"

	"unionledger/data/ledger"
	"unionledger/data/member"
)

func TestParseBases(t *testing.T) {
	for text, want := range map[string]string{
		"姓名\t基数\r\n张三\t5,678.90\r\n":    "[张三=5,678.90]",
		"张三 5678\n\n李四，6000元":           "[张三=5678] [李四=6000元]",
		"张三\t330101199001011234\t5678":  "[张三 330101199001011234=5678]",
		"张三\t":                          "[张三=]",
		"张三":                            "[张三=]",
		"１００１　５，６７８":                    "[1001=5,678]",
		"张三\t\t5678\n\t\t\n李四\t-1":      "[张三=5678] [李四=-1]",
		"张三、5678；李四":                    "[张三 5678=李四]", // one line, one member: it is refused later, not lost
		"序号 姓名 缴费基数（元）\n1 张三 5678":      "[1 张三=5678]",
		"工资表 2021 张三 5000\n张三 2021 基数3": "[工资表 2021 张三=5000] [张三 2021=基数3]",
		"": "",
	} {
		var got []string
		for _, in := range ParseBases(text) {
			got = append(got, fmt.Sprintf("[%s=%s]", strings.Join(in.Keys, " "), in.Amount))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %s, want %s", text, strings.Join(got, " "), want)
		}
	}
}

// FuzzParseBases holds that every line that says anything comes back, a heading apart.
func FuzzParseBases(f *testing.F) {
	f.Add("姓名\t基数\n张三\t5,678.90\n李四 6000")
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Count(strings.ReplaceAll(text, "\r", "\n"), "\n") + 1
		seen := 0
		for _, in := range ParseBases(text) {
			if len(in.Keys) == 0 || in.Line <= seen || in.Line > lines {
				t.Fatalf("%q: %+v", text, in)
			}
			seen = in.Line
			if fen, err := parseBase(in.Amount); err == nil && fen > 1e13 {
				t.Fatal(fen)
			}
		}
	})
}

// TestPlanBases names every bad line, holds the doubtful ones until they are agreed to,
// and writes the rest as one operation.
func TestPlanBases(t *testing.T) {
	l := newLedger(t)
	in := []string{"入会 2010-02"}
	var people []person
	for _, name := range []string{"甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七", "同名", "同名"} {
		people = append(people, person{name, "500000", in})
	}
	people[6].base = ""
	enrol(t, l, people...)
	if _, err := l.Write(ctx, ledger.Op{Title: "工号"}, func(tx *ledger.Tx) error {
		return member.Update(tx, 2, map[string]string{"emp_no": "A007"})
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := Bill(ctx, l, month("2022-03")); err != nil {
		t.Fatal(err)
	}
	text := "姓名\t基数\n甲一\t6,000.00\nA007\t5500\n丙三\t-5000\n丁四\t500000\n戊五\t\n己六\t6000\n己六\t6100\n庚七\t3000\n同名\t3000\n没有这人\t3000\n甲一\t6000\n丙三\t五千\n丁四\t5000.001\n"
	p, err := PlanBases(ctx, l.Read(), month("2022-03"), "粘贴", ParseBases(text))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range p.Lines {
		got = append(got, fmt.Sprintf("%d %s %s %s", b.Line, b.Name, b.Verdict, b.Message))
	}
	for i, want := range []string{
		"2 甲一 change ", "3 乙二 change ", "4 丙三 refused 基数 -5,000.00 元是负数", "5 丁四 held 原来是 5,000.00 元，相差 100 倍以上", "6 戊五 refused 没有写基数",
		"7 己六 refused 己六写了 2 次，数额不同", "8 己六 refused 己六写了 2 次，数额不同", "9 庚七 change ", "10 同名 refused ", "11 没有这人 refused 名册里没有这个人",
		"12 甲一 same 和第 2 行是同一个人", "13 丙三 refused “五千”不是金额", "14 丁四 refused “5000.001”不是金额",
	} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("line %d: %v, want %s", i, got[i:], want)
		}
	}
	if p.Writes() != 3 || fmt.Sprint(p.Billed) != "[2022-03]" || p.Lines[0].Before != 2500 || p.Lines[0].After != 3000 || p.Lines[7].Old != nil {
		t.Errorf("%+v", p)
	}
	p.Lines[3].Agreed = true
	p.Lines[2].Agreed = true // what is refused stays so
	op, err := p.Write(ctx, l)
	if err != nil || op == 0 {
		t.Fatal(err)
	}
	now, err := readBases(ctx, l.Read(), month("2022-03"))
	if err != nil || now[1] != 600000 || now[2] != 550000 || now[3] != 500000 || now[4] != 50000000 || now[7] != 300000 {
		t.Error(now, err)
	}
	if _, err := p.Write(ctx, l); !ledger.IsKind(err, "conflict") {
		t.Error("a plan was written twice", err)
	}
	h, err := BaseHistory(ctx, l.Read(), 1)
	if err != nil || len(h) != 2 || h[0].From != month("2022-03") || *h[0].Base != 600000 || h[0].Source != "粘贴" || *h[1].Base != 500000 {
		t.Error(h, err)
	}
	list, err := BasesIn(ctx, l.Read(), month("2022-03"))
	if err != nil || len(list) != 9 {
		t.Error(list, err)
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Error(err)
	}
	if now, err := readBases(ctx, l.Read(), month("2022-03")); err != nil || now[1] != 500000 || now[4] != 500000 {
		t.Error(now, err)
	}
}
