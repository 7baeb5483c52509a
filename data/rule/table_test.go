package rule

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"unionledger/data/civil"
)

// The table of the law, rule by rule: number, unit and article in the city's own law, the
// province's, and the two national ones; "-" where a law has no such rule, and then the
// next one to the right speaks, where the profile falls back on it.
func TestTableOfTheLaw(t *testing.T) {
	book, _ := load(t)
	columns := []struct{ profile, law, kind string }{{"hangzhou", "hz", wage}, {"zhejiang", "zj", wage}, {"national", "o9", wage}, {"national", "o22", women}}
	for id, cells := range map[string][4]string{
		"D1":  {"10工作日 第二十四条", "10工作日 第七条", "20日 第十七条", "20日 第三十二条"},
		"D2":  {"7工作日 backward 第二十五条", "7日 backward 第十六条", "5日 backward 第十八条", "-"},
		"D3":  {"60日 第二十九条", "-", "-", "-"},
		"D4":  {"30日 total 第二十七条", "0 total 第十七条", "-", "0 total 第三十五条"},
		"D5":  {"15工作日 第二十八条", "15工作日 第二十四条", "0 第十九条", "0 第三十六条 memory"},
		"D6":  {"5工作日 第二十八条", "5工作日 第二十四条", "-", "-"},
		"D7":  {"10日 第四十条", "10日 第三十四条", "7日 第二十一条", "10日 第四十二条"},
		"D8":  {"15日 silent 第四十条", "15日 silent 第三十四条", "15日 silent 第二十二条", "15日 silent 第四十五条"},
		"D9":  {"5工作日 第四十一条", "5工作日 第三十五条", "5日 第二十三条", "0 第四十八条 memory"},
		"D10": {"0 第四十一条", "0 第三十五条", "-", "0  memory"},
		"D11": {"1年 第四十二条", "1年 第三十七条", "-", "1年  memory"},
		"D12": {"90日 backward window 第二十三条", "90日 backward window 第三十条", "60日 backward window 第二十四条", "3月 backward window 第三十八条 memory"},
		"D13": {"1年 term 第二十三条", "1年 term 第三十条", "1年 term 第二十四条", "1年 term most 3 第三十八条 memory"},
		"D14": {"0 第二十二条", "0 第十三条", "-", "0 第二十二条 memory"},
		"D15": {"0 第二十二条", "0 第十三条", "-", "15日 第三十一条"},
		"D16": {"-", "5工作日 第三十三条", "-", "-"},
		"D17": {"-", "30日 +15 第三十九条", "-", "30日 +15  memory"},
	} {
		for i, want := range cells {
			col := columns[i]
			p, _ := book.Get(col.profile)
			got := "-"
			if r, ok := p.Deadline(id, col.kind, civil.MustParse("2022-03-15")); ok && r.LawID == col.law {
				got = written(r)
			}
			if got != want {
				t.Errorf("%s by %s: %q, want %q", id, col.law, got, want)
			}
		}
	}
	for _, id := range []string{"D16", "D17"} { // the city is silent, the province speaks
		if r := find(t, book, "hangzhou", id, wage, civil.Date{}); r.LawID != "zj" {
			t.Errorf("%s in the city: %s", id, r.Cite())
		}
	}
}

// written is a rule as the table of the law writes it.
func written(r Rule) string {
	s := fmt.Sprint(r.Number, r.Unit)
	if r.Number == 0 {
		s = "0"
	}
	for _, x := range []struct {
		is   bool
		word string
	}{{r.Direction != Forward, string(r.Direction)}, {r.Silent, "silent"}, {r.Window, "window"}, {r.Most > 0, fmt.Sprint("most ", r.Most)},
		{r.Extension > 0, fmt.Sprint("+", r.Extension)}, {true, r.Article}, {r.Sureness() == Memory, Memory}} {
		if x.is {
			s += " " + x.word
		}
	}
	return s
}

// What a contract settles depends on its kind, and another law beside may advise more.
func TestClausesByKind(t *testing.T) {
	book, _ := load(t)
	for _, tt := range []struct {
		profile, kind  string
		items, advised int
		cite           string
	}{
		{"hangzhou", wage, 9, 4, "《杭州市企业工资集体协商条例》第九条"},
		{"hangzhou", "能级工资专项", 9, 4, "《杭州市企业工资集体协商条例》第九条"},
		{"hangzhou", women, 6, 0, "《浙江省集体合同条例》第二十二条"},
		{"hangzhou", "劳动安全卫生专项", 9, 0, "《浙江省集体合同条例》第二十一条"},
		{"hangzhou", "综合性", 15, 0, "《集体合同规定》第八条（待核实）"},
		{"zhejiang", wage, 9, 4, "《浙江省集体合同条例》第十九条"},
		{"national", wage, 9, 0, "《工资集体协商试行办法》第七条"},
		{"national", women, 3, 0, "《集体合同规定》第十四条（待核实）"},
	} {
		p, _ := book.Get(tt.profile)
		c, a := p.Clauses(tt.kind, "企业", civil.MustParse("2022-03-15")), p.AdvisedClauses(tt.kind, "企业", civil.MustParse("2022-03-15"))
		advised := 0
		for _, x := range a {
			advised += len(x.Items)
		}
		if len(c.Items) != tt.items || advised != tt.advised || c.Cite() != tt.cite {
			t.Errorf("%s %s: %d by %s, %d advised", tt.profile, tt.kind, len(c.Items), c.Cite(), advised)
		}
	}
}

// Whatever the place, kind and level, an offer has something to put forward, by the law of
// the place, and never what every contract has by its form.
func TestNegotiable(t *testing.T) {
	book, _ := load(t)
	form := []string{"合同的期限", "变更、解除合同的程序", "合同的终止条件", "违约责任"}
	begins := map[string]string{ // the first item, where a place has a list for an area
		"hangzhou 工资专项 行业性": "最低工资标准 5", "hangzhou 能级工资专项 区域性": "最低工资标准 5", "hangzhou 综合性 行业性": "最低工资标准 7",
		"zhejiang 工资专项 行业性": "最低工资标准 7", "zhejiang 能级工资专项 行业性": "最低工资标准 7", "zhejiang 能级工资专项 区域性": "最低工资标准 5",
		"national 工资专项 行业性": "协议的期限 9", "national 能级工资专项 区域性": "协议的期限 9", "national 能级工资专项 企业": "协议的期限 9",
	}
	for _, p := range book.Profiles() {
		for _, kind := range []string{"综合性", wage, women, "劳动安全卫生专项", "能级工资专项"} {
			for _, level := range []string{"企业", "行业性", "区域性"} {
				items := p.Negotiable(kind, level, civil.MustParse("2022-03-15"))
				if len(items) == 0 || slices.ContainsFunc(items, func(s string) bool { return slices.Contains(form, s) }) {
					t.Errorf("%s %s %s offers %v", p.ID, kind, level, items)
					continue
				}
				name := p.ID + " " + kind + " " + level
				if want, ok := begins[name]; ok && fmt.Sprint(items[0], " ", len(items)) != want {
					t.Errorf("%s offers %v, want %s", name, items, want)
				}
			}
		}
	}
}

// Every list that advises an area's contract is given: what it may settle, and what the
// national rule would have in it.
func TestAdvisedClausesOfAnArea(t *testing.T) {
	book, _ := load(t)
	for profile, want := range map[string]string{"hangzhou": "第三十一条 第七条", "zhejiang": "第二十七条 第七条", "national": ""} {
		p, _ := book.Get(profile)
		var got []string
		for _, c := range p.AdvisedClauses(wage, "行业性", civil.MustParse("2022-03-15")) {
			got = append(got, c.Article)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", profile, got, want)
		}
	}
}

// A dispute may take longer than its term in special cases, and the deadline says how long.
func TestExtension(t *testing.T) {
	book, cal := load(t)
	from := civil.MustParse("2021-03-15")
	d := Compute(find(t, book, "hangzhou", "D17", wage, from), from, cal)
	if d.Longest().String() != "2021-04-29" || !strings.Contains(d.Note, "再延 15 日，到 2021-04-29") {
		t.Errorf("%s: %s", d.Longest(), d.Note)
	}
}
