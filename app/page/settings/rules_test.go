package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/law"
)

func rulesTab(t *testing.T) (*pagetest.Shell, *ruleSection) {
	t.Helper()
	s := pagetest.Demo(t, 40)
	v := New(s).(*view)
	s.Place(v, 1093, 614, nil)
	v.tabs.Select(tabRules)
	v.choose(tabRules)
	return s, v.sections[tabRules].(*ruleSection)
}

// set types into the fields of the dialog on top by their labels and accepts it.
func set(t *testing.T, s *pagetest.Shell, values ...string) {
	t.Helper()
	d := dialog(t, s)
	for i := 0; i < len(values); i += 2 {
		found := false
		for _, o := range test.LaidOutObjects(d) {
			if f, ok := o.(*widget.Field); ok && f.Label() == values[i] {
				f.Control.SetValue(values[i+1])
				found = true
			}
		}
		if !found {
			t.Fatalf("no field %s", values[i])
		}
	}
	d.Accept()
}

// A profile is copied, a deadline of it changed, added and deleted; a new round begins
// with it; each step is one operation to take back.
func TestOwnProfileInTheWindow(t *testing.T) {
	s, r := rulesTab(t)
	hz, _ := r.law.Rules.Get("hangzhou")
	r.copyProfile(hz)
	set(t, s, "名称", "宁波")
	mine, ok := r.law.Rules.Get("own1")
	if !ok || mine.Name != "宁波" || mine.Default {
		t.Fatalf("%+v", mine)
	}
	r.editRule(mine, 0)
	set(t, s, "多少", "8", "依据的法规", "宁波市企业工资集体协商条例", "施行日期", "2014-10-01", "对照条文核对过", "0")
	mine, _ = r.law.Rules.Get("own1")
	if x := mine.Deadlines[0]; x.Number != 8 || x.Cite() != "《宁波市企业工资集体协商条例》第二十四条（待核实）" || x.Counted != "收到要约书" {
		t.Errorf("%+v", x)
	}
	r.editRule(mine, -1)
	set(t, s, "期限名称", "公示代表", "从哪一天算起", "reps_elected", "多少", "5", "日还是工作日", "工作日", "办完这件事算数", "announced", "依据的法规", "某办法", "施行日期", "2015-01-01")
	mine, _ = r.law.Rules.Get("own1")
	n := len(mine.Deadlines)
	if x := mine.Deadlines[n-1]; x.Title != "公示代表" || x.Counted != "代表产生" || x.ID != "U1" {
		t.Errorf("%+v", x)
	}
	r.dropRule(mine, n-1)
	dialog(t, s).Accept()
	mine, _ = r.law.Rules.Get("own1")
	if len(mine.Deadlines) != n-1 {
		t.Error("not deleted")
	}
	r.makeDefault(mine)
	if got := r.law.Rules.GetOrDefault("").ID; got != "own1" {
		t.Errorf("the default is %s", got)
	}
	if ops, err := s.Open.History(t.Context(), 5); err != nil || ops[0].Kind != law.OpKind {
		t.Errorf("%v %v", ops, err)
	}
}

// What is wrong is said in the dialog, which stays.
func TestAWrongRuleIsRefused(t *testing.T) {
	s, r := rulesTab(t)
	hz, _ := r.law.Rules.Get("hangzhou")
	r.copyProfile(hz)
	set(t, s, "名称", "甲")
	mine, _ := r.law.Rules.Get("own1")
	r.editRule(mine, 0)
	set(t, s, "施行日期", "")
	if dialog(t, s) == nil {
		t.Fatal("closed")
	}
	if again, _ := r.law.Rules.Get("own1"); again.Deadlines[0].Law().From.IsZero() {
		t.Error("kept")
	}
}

func TestWagesAndNoticeInTheWindow(t *testing.T) {
	s, r := rulesTab(t)
	r.addWage()
	set(t, s, "从哪天起", "2026-01-01", "第一档（元/月）", "266000", "第二档（元/月）", "243000")
	hz, _ := r.law.Rules.Get("hangzhou")
	if w, ok := hz.MinimumWage("", civil.MustParse("2026-05-06")); !ok || w.Amount != 243000 {
		t.Errorf("%+v %v on %s", w, ok, s.Day)
	}
	r.addWage()
	set(t, s, "从哪天起", "2023-07-01", "第二档（元/月）", "220000")
	hz, _ = r.law.Rules.Get("hangzhou")
	if w, ok := hz.MinimumWage("", civil.MustParse("2024-05-06")); !ok || w.Amount != 226000 {
		t.Errorf("an older standard entered late lasts on: %+v", w)
	}
	if w, ok := hz.MinimumWage("", civil.MustParse("2023-08-06")); !ok || w.Amount != 220000 {
		t.Errorf("%+v", w)
	}
	if len(r.law.Rules.MinimumWages()) != 5 {
		t.Error("the older ones are gone")
	}
	r.pasteNotice()
	set(t, s, "通知的文字，连标题一起", "国务院办公厅关于2031年部分节假日安排的通知。元旦：1月1日放假。春节：1月23日至29日放假。清明节：4月5日放假。劳动节：5月1日至5日放假。端午节：6月24日放假。中秋节：9月29日放假。国庆节：10月1日（周三）至7日（周二）放假调休，共7天。10月11日（周六）上班。")
	if len(r.law.OwnYears) != 1 || r.law.OwnYears[0] != 2031 {
		t.Fatal(r.law.OwnYears)
	}
	r.pasteNotice()
	set(t, s, "通知的文字，连标题一起", "国务院办公厅关于2032年部分节假日安排的通知。国庆节：10月1日（周三）至7日（周二）放假调休，共7天。")
	refused := false
	for _, o := range test.LaidOutObjects(dialog(t, s)) {
		if x, ok := o.(*widget.Paragraph); ok && strings.Contains(x.Text(), "2032 年的通知") {
			refused = true
		}
	}
	if !refused {
		t.Error("the wrong weekday is not named")
	}
}
