package law

import (
	"context"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/rule"
)

var ctx = context.Background()

const wage = "工资专项"

func open(t *testing.T) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "规则.ghtz"), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func of(t *testing.T, l *ledger.Ledger) Law {
	t.Helper()
	out, err := Of(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// own is a profile of the unit's own: 杭州 with an answer within 5 working days.
func own(t *testing.T, shipped Law, id string) *rule.Profile {
	t.Helper()
	hz, _ := shipped.Rules.Get("hangzhou")
	p, err := hz.Copy(id, "本单位")
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range p.Deadlines {
		if r.ID == "D1" {
			r.Number = 5
			if err := p.Put(i, r, r.Law()); err != nil {
				t.Fatal(err)
			}
		}
	}
	return p
}

// Every shipped file written out and taken in again says the same.
func TestExportImport(t *testing.T) {
	l := open(t)
	shipped := of(t, l)
	keys := []string{rule.Wages, "2021", "2026"}
	for _, p := range shipped.Rules.Profiles() {
		keys = append(keys, p.ID)
	}
	for _, key := range keys {
		text, err := shipped.Export(key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Import(ctx, l, text); err != nil {
			t.Fatalf("%s: %v\n%s", key, err, text)
		}
	}
	again := of(t, l)
	if !reflect.DeepEqual(shipped.Rules.MinimumWages(), again.Rules.MinimumWages()) || !reflect.DeepEqual(shipped.Calendar, again.Calendar) {
		t.Error("wages or holidays changed on the way")
	}
	on := civil.MustParse("2022-05-06")
	for _, p := range shipped.Rules.Profiles() {
		q, _ := again.Rules.Get(p.ID)
		for _, kind := range []string{wage, "女职工权益保护专项"} {
			if !reflect.DeepEqual(p.InForce(kind, on), q.InForce(kind, on)) || !reflect.DeepEqual(p.Clauses(kind, "企业", on), q.Clauses(kind, "企业", on)) {
				t.Errorf("%s changed on the way", p.ID)
			}
		}
		if !again.Rules.IsOwn(p.ID) || shipped.Rules.IsOwn(p.ID) || p.Default != q.Default {
			t.Errorf("%s: whose is it", p.ID)
		}
	}
}

// Two ledgers with different rules stand side by side, and taking back gives the
// shipped ones again.
func TestOwnProfile(t *testing.T) {
	a, b := open(t), open(t)
	op, err := SaveProfile(ctx, a, own(t, of(t, a), "hangzhou"))
	if err != nil {
		t.Fatal(err)
	}
	days := func(l *ledger.Ledger) int {
		r, _ := of(t, l).Rules.GetOrDefault("").Deadline("D1", wage, civil.Date{})
		return r.Number
	}
	if days(a) != 5 || days(b) != 10 {
		t.Errorf("%d and %d days", days(a), days(b))
	}
	if _, err := a.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if days(a) != 10 {
		t.Errorf("after taking back: %d days", days(a))
	}
	mine := own(t, of(t, b), "own1")
	mine.Default = true
	if _, err := SaveProfile(ctx, b, mine); err != nil {
		t.Fatal(err)
	}
	if got := of(t, b).Rules.Profiles(); got[0].ID != "own1" || len(got) != 4 {
		t.Errorf("the unit's default is not the first of %d", len(got))
	}
	if _, err := DropProfile(ctx, b, "own1"); err != nil || days(b) != 10 {
		t.Errorf("%v, %d days", err, days(b))
	}
}

// A round chooses its profile by the name, so no two bear the same.
func TestSameName(t *testing.T) {
	l := open(t)
	for _, name := range []string{"杭州市", "宁波"} {
		p, err := of(t, l).Rules.GetOrDefault("").Copy("own1", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := SaveProfile(ctx, l, p); (err == nil) == (name == "杭州市") {
			t.Errorf("%s: %v", name, err)
		}
	}
	again, _ := of(t, l).Rules.GetOrDefault("").Copy("own2", "宁波")
	if _, err := SaveProfile(ctx, l, again); err == nil || !strings.Contains(err.Error(), "宁波") {
		t.Errorf("a second one of the name: %v", err)
	}
}

// A rule a unit adds gets an ID of its own and its law is kept once.
func TestPut(t *testing.T) {
	p := own(t, of(t, open(t)), "own1")
	n, laws := len(p.Deadlines), len(p.Laws)
	announce := rule.Rule{Title: "公示代表", Start: "reps_elected", End: "announced", Counted: "代表产生", Number: 5, Unit: rule.Workday}
	city := rule.Law{Name: "宁波市企业工资集体协商条例", From: civil.MustParse("2014-10-01"), Sureness: rule.Memory}
	for range 2 {
		if err := p.Put(-1, announce, city); err != nil {
			t.Fatal(err)
		}
	}
	if len(p.Deadlines) != n+2 || len(p.Laws) != laws+1 || p.Deadlines[n].ID == p.Deadlines[n+1].ID {
		t.Errorf("%d rules, %d laws: %+v", len(p.Deadlines), len(p.Laws), p.Deadlines[n:])
	}
	if got := p.Deadlines[n].Cite(); got != "《宁波市企业工资集体协商条例》（待核实）" {
		t.Error(got)
	}
	for _, bad := range []struct {
		r    rule.Rule
		law  rule.Law
		want string
	}{
		{announce, rule.Law{Name: "某条例"}, "施行日期"},
		{announce, rule.Law{Name: "某条例", From: civil.MustParse("2014-10-01"), To: civil.MustParse("2013-10-01")}, "失效日期"},
		{rule.Rule{Title: "公示", Number: 5, Unit: "周"}, city, "单位"},
		{rule.Rule{Number: 5, Unit: rule.Day}, city, "名称"},
	} {
		if err := p.Put(-1, bad.r, bad.law); err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%+v: %v", bad.r, err)
		}
	}
}

// A law in force later leaves the rule before it standing for the rounds before.
func TestAmend(t *testing.T) {
	l := open(t)
	p := own(t, of(t, l), "own1")
	x := p.Deadlines[0]
	newer := x.Law()
	newer.From = civil.MustParse("2026-01-01")
	x.Number = 7
	if err := p.Amend(0, x, newer); err != nil {
		t.Fatal(err)
	}
	if _, err := SaveProfile(ctx, l, p); err != nil {
		t.Fatal(err)
	}
	mine, _ := of(t, l).Rules.Get("own1")
	for day, want := range map[string]int{"2025-12-31": 5, "2026-01-01": 7} {
		if r, ok := mine.Deadline("D1", wage, civil.MustParse(day)); !ok || r.Number != want || !strings.Contains(r.Cite(), "杭州市") {
			t.Errorf("%s: %d days by %s", day, r.Number, r.Cite())
		}
	}
	// Cleared kinds mean every kind.
	rec := RuleRecord(mine.Deadlines[0])
	rec.Set("kinds", "")
	every, basis := RuleOf(rec, mine.Deadlines[0], "")
	if err := mine.Put(0, every, basis); err != nil {
		t.Fatal(err)
	}
	if r, ok := mine.Deadline("D1", "女职工权益保护专项", civil.MustParse("2025-12-31")); !ok || r.Number != 5 {
		t.Errorf("for every kind: %+v %v", r.Number, ok)
	}
}

// What does not hold together is refused in a sentence and nothing is kept.
func TestImportRefuses(t *testing.T) {
	l := open(t)
	for text, want := range map[string]string{
		"":                          "不是放假安排",
		"随便一段话":                     "不是放假安排",
		"id: Own\nname: 本单位\n":      "代号",
		"id: time\nname: 本单位\n":     "代号",
		"id: own1\n":                "名称",
		"id: own1\nname: 甲\nlaw: 1": "读不懂",
		"id: own1\nname: 甲\nfallback: nowhere\n":                                                                            "nowhere",
		"id: own1\nname: 甲\ndeadlines: [{id: D1, title: 答复, number: 5, unit: 日, law: x}]":                                   "laws",
		"- {area: 浙江省, from: 2026-01-01, sureness: sourced, tiers: {第一档: -1}}":                                              "不对",
		"- {area: 浙江省, sureness: sourced, tiers: {第一档: 266000}}":                                                            "起始日",
		"- {area: 浙江省, from: 2026-01-01, sureness: sourced}":                                                                "没有写任何一档",
		"year: 2027\nsureness: sourced\n":                                                                                   "放假日",
		"year: 2027\noff: [{name: 元旦, from: 2027-01-03, to: 2027-01-01}]":                                                   "止日",
		"year: 2027\noff: [{name: 元旦, from: 2027-01-01, to: 2027-01-03}]\nwork: [{name: 调休, date: 2027-01-04}]":             "本来就上班",
		"id: own1\nname: 甲\nlaws: [{id: a, name: 某, sureness: memory}]\ndeadlines: [{id: D1, title: 答, law: a, *x]":         "读不懂",
		"id: own1\nname: 甲\nlaws: [{id: a, name: 某, sureness: memory}]\nlimits: [{id: quorum, law: b, number: 1, of: 2}]\n": "laws",
	} {
		if _, err := Import(ctx, l, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if got := of(t, l); len(got.OwnYears) > 0 || got.Rules.IsOwn("own1") || got.Rules.IsOwn(rule.Wages) {
		t.Error("something was kept")
	}
}

// A year that was missing counts once it is imported, and is missing again after
// dropping it.
func TestYears(t *testing.T) {
	l := open(t)
	day := civil.MustParse("2031-09-29")
	if _, err := of(t, l).Calendar.AddWorkdays(day, 5); err == nil {
		t.Fatal("2031 is known already")
	}
	text := "year: 2031\nsureness: memory\noff: [{name: 国庆节, from: 2031-10-01, to: 2031-10-07}]\nwork: [{name: 国庆节调休, date: 2031-10-11}]\n"
	if _, err := Import(ctx, l, text); err != nil {
		t.Fatal(err)
	}
	if got, err := of(t, l).Calendar.AddWorkdays(day, 5); err != nil || got.String() != "2031-10-11" {
		t.Errorf("%s %v", got, err)
	}
	if _, err := DropYear(ctx, l, 2031); err != nil {
		t.Fatal(err)
	}
	if of(t, l).Calendar.Known(2031) {
		t.Error("still there")
	}
	if _, err := DropYear(ctx, l, 2021); err == nil || !strings.Contains(err.Error(), "2021") {
		t.Errorf("a shipped year dropped: %v", err)
	}
}

// The wording of a notice is taken as well, with what it moves in the year before.
func TestNotice(t *testing.T) {
	l := open(t)
	text := "国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：2026年12月31日（周四）至2027年1月2日（周六）放假调休，共3天。1月3日（周日）上班。\n春节：2月6日至12日放假。清明节：4月5日放假。劳动节：5月1日至5日放假。端午节：6月9日放假。中秋节：9月15日放假。\n七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。"
	if _, err := Import(ctx, l, text); err != nil {
		t.Fatal(err)
	}
	got := of(t, l)
	for day, want := range map[string]bool{"2026-12-31": false, "2026-12-30": true, "2027-01-01": false, "2027-01-03": true, "2027-10-09": true, "2026-10-01": false, "2026-10-10": true} {
		if work, known := got.Calendar.IsWorkday(civil.MustParse(day)); work != want || !known {
			t.Errorf("%s worked: %v", day, work)
		}
	}
	if op, err := Import(ctx, l, text); err != nil || op != 0 {
		t.Errorf("a second time: operation %d, %v", op, err)
	}
}

// A profile that a round counts by stays.
func TestDropUsedProfile(t *testing.T) {
	l := open(t)
	if _, err := SaveProfile(ctx, l, own(t, of(t, l), "own1")); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Write(ctx, ledger.Op{Kind: "test", Title: "一轮"}, func(tx *ledger.Tx) error {
		_, err := tx.Insert("negotiation", []string{"year", "contract_kind", "level", "profile"}, []any{2026, wage, "企业", "own1"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := DropProfile(ctx, l, "own1"); err == nil || !strings.Contains(err.Error(), "2026 年的协商") {
		t.Errorf("%v", err)
	}
}

// Whatever the text: a sentence, or a file that is the same when written out and read
// again; never a panic.
func FuzzParse(f *testing.F) {
	shipped, err := Shipped()
	if err != nil {
		f.Fatal(err)
	}
	for _, key := range []string{"national", rule.Wages, "2026"} {
		text, err := shipped.Export(key)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Parse(text)
		if err != nil {
			return
		}
		if p := file.Profile; p != nil {
			text, err := p.Text()
			if err != nil {
				t.Fatal(err)
			}
			again, err := rule.Parse(text)
			if err != nil {
				t.Fatalf("written out and not to be read: %v\n%s", err, text)
			}
			if same, err := again.Text(); err != nil || same != text {
				t.Fatalf("written out twice: %v\n%s\n%s", err, text, same)
			}
		}
	})
}
