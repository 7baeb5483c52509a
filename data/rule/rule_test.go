package rule

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"unionledger/assets"
	"unionledger/data/calendar"
	"unionledger/data/civil"
)

func load(t testing.TB) (*Book, *calendar.Calendar) {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := calendar.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return b, cal
}

const (
	wage  = "工资专项"
	women = "女职工权益保护专项"
)

// The golden vector: days counted by hand over the shipped files.
func TestGolden(t *testing.T) {
	book, cal := load(t)
	for _, tt := range []struct {
		name, profile, kind, id, from string
		raw, adjusted, advised        string
	}{
		{"reply", "hangzhou", wage, "D1", "2021-03-15", "2021-03-29", "2021-03-29", "2021-03-29"},
		{"60 days from the sending", "hangzhou", wage, "D3", "2021-03-15", "2021-05-14", "2021-05-14", "2021-05-14"},
		{"data before the meeting", "hangzhou", wage, "D2", "2021-04-12", "2021-03-31", "2021-03-31", "2021-03-31"},
		{"agenda before the meeting, holiday", "hangzhou", wage, "D2b", "2021-04-12", "2021-04-05", "2021-04-02", "2021-04-02"},
		{"to the congress over two make-up days", "hangzhou", wage, "D5", "2021-04-20", "2021-05-12", "2021-05-12", "2021-05-12"},
		{"second vote on a make-up Saturday", "hangzhou", wage, "D6", "2021-04-28", "2021-05-08", "2021-05-08", "2021-05-08"},
		{"filing on a make-up Saturday", "hangzhou", wage, "D7", "2021-04-28", "2021-05-08", "2021-05-08", "2021-05-08"},
		{"review ends on a Saturday", "hangzhou", wage, "D8", "2021-05-07", "2021-05-22", "2021-05-24", "2021-05-21"},
		{"publish", "hangzhou", wage, "D9", "2021-05-24", "2021-05-31", "2021-05-31", "2021-05-31"},
		{"renewal window", "hangzhou", wage, "D12", "2022-04-27", "2022-01-27", "2022-01-27", "2022-01-27"},
		{"national renewal window", "national", wage, "D12", "2022-04-27", "2022-02-26", "2022-02-25", "2022-02-25"},
		{"national reply", "national", wage, "D1", "2021-03-15", "2021-04-04", "2021-04-06", "2021-04-02"},
		{"national filing", "national", wage, "D7", "2021-04-28", "2021-05-05", "2021-05-06", "2021-04-30"},

		{"filing ends on a Sunday, Saturday worked", "hangzhou", wage, "D7", "2022-04-28", "2022-05-08", "2022-05-09", "2022-05-07"},
		{"60 days end on a Saturday", "hangzhou", wage, "D3", "2020-04-07", "2020-06-06", "2020-06-08", "2020-06-05"},
		{"filing ends in a holiday, Sunday worked", "hangzhou", wage, "D7", "2019-04-22", "2019-05-02", "2019-05-05", "2019-04-30"},
		{"over the end of the year", "hangzhou", wage, "D7", "2023-12-25", "2024-01-04", "2024-01-04", "2024-01-04"},
		{"over the leap day", "hangzhou", wage, "D8", "2024-02-20", "2024-03-06", "2024-03-06", "2024-03-06"},
		{"a year from the leap day", "hangzhou", wage, "D11", "2024-02-29", "2025-02-28", "2025-02-28", "2025-02-28"},
		{"all days off since the event", "national", wage, "D9", "2020-10-02", "2020-10-07", "2020-10-09", "2020-10-07"},

		// what a profile does not settle comes from the one it falls back on
		{"termination, city silent", "hangzhou", wage, "D16", "2021-04-28", "2021-05-08", "2021-05-08", "2021-05-08"},
		{"dispute, city silent", "hangzhou", wage, "D17", "2021-03-15", "2021-04-14", "2021-04-14", "2021-04-14"},
		{"women's contract, province", "hangzhou", women, "D2", "2021-04-12", "2021-04-05", "2021-04-02", "2021-04-02"},

		{"D1 province", "zhejiang", wage, "D1", "2021-03-15", "2021-03-29", "2021-03-29", "2021-03-29"},
		{"D2 province", "zhejiang", wage, "D2", "2021-04-12", "2021-04-05", "2021-04-02", "2021-04-02"},
		{"D5 province", "zhejiang", wage, "D5", "2021-04-20", "2021-05-12", "2021-05-12", "2021-05-12"},
		{"D6 province", "zhejiang", wage, "D6", "2021-04-28", "2021-05-08", "2021-05-08", "2021-05-08"},
		{"D7 province", "zhejiang", wage, "D7", "2021-04-28", "2021-05-08", "2021-05-08", "2021-05-08"},
		{"D8 province", "zhejiang", wage, "D8", "2021-05-07", "2021-05-22", "2021-05-24", "2021-05-21"},
		{"D9 province", "zhejiang", wage, "D9", "2021-05-24", "2021-05-31", "2021-05-31", "2021-05-31"},
		{"D11 province", "zhejiang", wage, "D11", "2021-05-24", "2022-05-24", "2022-05-24", "2022-05-24"},
		{"D12 province", "zhejiang", wage, "D12", "2022-04-27", "2022-01-27", "2022-01-27", "2022-01-27"},
		{"D16 province", "zhejiang", wage, "D16", "2021-03-15", "2021-03-22", "2021-03-22", "2021-03-22"},
		{"D17 province", "zhejiang", wage, "D17", "2021-03-15", "2021-04-14", "2021-04-14", "2021-04-14"},
		{"D15 falls to nobody in the province", "national", wage, "D15", "2021-03-15", "2021-03-30", "2021-03-30", "2021-03-30"},
		{"D2 national", "national", wage, "D2", "2021-04-12", "2021-04-07", "2021-04-07", "2021-04-07"},
		{"D8 national", "national", wage, "D8", "2021-05-07", "2021-05-22", "2021-05-24", "2021-05-21"},
		{"D9 national", "national", wage, "D9", "2021-05-24", "2021-05-29", "2021-05-31", "2021-05-28"},
		{"D11 national", "national", wage, "D11", "2021-05-24", "2022-05-24", "2022-05-24", "2022-05-24"},
		{"D17 national", "national", wage, "D17", "2021-03-15", "2021-04-14", "2021-04-14", "2021-04-14"},
		{"D1 national, other contracts", "national", women, "D1", "2021-03-15", "2021-04-04", "2021-04-06", "2021-04-02"},
		{"D7 national, other contracts", "national", women, "D7", "2021-04-28", "2021-05-08", "2021-05-08", "2021-05-08"},
		{"D8 national, other contracts", "national", women, "D8", "2021-05-07", "2021-05-22", "2021-05-24", "2021-05-21"},
		{"D12 national, other contracts", "national", women, "D12", "2022-05-31", "2022-02-28", "2022-02-28", "2022-02-28"},
		{"D13 city", "hangzhou", wage, "D13", "2021-05-24", "2022-05-24", "2022-05-24", "2022-05-24"},
		{"D13 province, other contracts", "zhejiang", women, "D13", "2021-05-24", "2022-05-24", "2022-05-24", "2022-05-24"},
		{"D13 national", "national", wage, "D13", "2021-05-24", "2022-05-24", "2022-05-24", "2022-05-24"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from := civil.MustParse(tt.from)
			r := find(t, book, tt.profile, tt.id, tt.kind, from)
			d := Compute(r, from, cal)
			if !d.Known {
				t.Fatalf("unknown: %s", d.Why)
			}
			if d.Raw.String() != tt.raw || d.Adjusted.String() != tt.adjusted || d.Advised.String() != tt.advised {
				t.Errorf("%s from %s: raw %s adjusted %s advised %s, want %s %s %s",
					r.ID, from, d.Raw, d.Adjusted, d.Advised, tt.raw, tt.adjusted, tt.advised)
			}
			if !strings.Contains(d.Basis, "《") || d.Counted == "" {
				t.Errorf("basis %q counted %q", d.Basis, d.Counted)
			}
		})
	}
}

func find(t testing.TB, b *Book, profile, id, kind string, on civil.Date) Rule {
	t.Helper()
	p, ok := b.Get(profile)
	if !ok {
		t.Fatalf("no profile %s", profile)
	}
	r, ok := p.Deadline(id, kind, on)
	if !ok {
		t.Fatalf("no rule %s in %s", id, profile)
	}
	return r
}

// Rules in which the law gives no number say so and have no day.
func TestRulesWithoutNumber(t *testing.T) {
	book, cal := load(t)
	for _, tt := range []struct{ profile, kind, id, why string }{
		{"hangzhou", wage, "D4", "累计不得超过 30 日"},
		{"hangzhou", wage, "D10", "没有规定天数"},
		{"hangzhou", wage, "D14", "没有规定天数"},
		{"hangzhou", wage, "D15", "没有规定天数"},
		{"zhejiang", wage, "D4", "没有规定天数"},
		{"zhejiang", wage, "D10", "没有规定天数"},
		{"zhejiang", wage, "D14", "没有规定天数"},
		{"zhejiang", wage, "D15", "没有规定天数"},
		{"national", wage, "D4", "没有规定天数"},
		{"national", wage, "D5", "没有规定天数"},
		{"national", wage, "D10", "没有规定天数"},
		{"national", wage, "D14", "没有规定天数"},
		{"national", women, "D5", "没有规定天数"},
		{"national", women, "D9", "没有规定天数"},
	} {
		from := civil.MustParse("2021-03-15")
		d := Compute(find(t, book, tt.profile, tt.id, tt.kind, from), from, cal)
		if d.Known || !d.Raw.IsZero() || !strings.Contains(d.Why, tt.why) {
			t.Errorf("%s %s: %+v", tt.profile, tt.id, d)
		}
	}
	for _, tt := range []struct{ profile, kind, id string }{
		{"hangzhou", women, "D3"}, {"zhejiang", wage, "D3"}, {"national", wage, "D3"},
		{"national", wage, "D6"}, {"national", wage, "D16"},
	} {
		p, _ := book.Get(tt.profile)
		if r, ok := p.Deadline(tt.id, tt.kind, civil.Date{}); ok {
			t.Errorf("%s has a rule %s of %s for %s", tt.profile, tt.id, r.Cite(), tt.kind)
		}
	}
}

// Every deadline of every profile is named in one of the tables above.
func TestTablesAreWhole(t *testing.T) {
	book, _ := load(t)
	source, err := os.ReadFile("rule_test.go")
	if err != nil {
		t.Fatal(err)
	}
	text := string(source)
	for _, p := range book.Profiles() {
		for _, r := range p.Deadlines {
			if !strings.Contains(text, `"`+p.ID+`", wage, "`+r.ID+`"`) && !strings.Contains(text, `"`+p.ID+`", women, "`+r.ID+`"`) {
				t.Errorf("no case for %s of %s", r.ID, p.ID)
			}
		}
	}
}

// TestInForceAgreesWithDeadline lists every rule that Deadline gives, once.
func TestInForceAgreesWithDeadline(t *testing.T) {
	book, _ := load(t)
	on := civil.MustParse("2022-05-06")
	for _, p := range book.Profiles() {
		for _, kind := range []string{wage, women} {
			seen := map[string]bool{}
			for _, r := range p.InForce(kind, on) {
				if same, ok := p.Deadline(r.ID, kind, on); !ok || same.Cite() != r.Cite() || seen[r.ID] {
					t.Errorf("%s %s: %s is listed, Deadline gives %v %v", p.ID, kind, r.Cite(), ok, same.Cite())
				}
				seen[r.ID] = true
			}
			for _, id := range []string{"D1", "D2", "D2b", "D3", "D7", "D12", "D16"} {
				if _, ok := p.Deadline(id, kind, on); ok != seen[id] {
					t.Errorf("%s %s: %s holds: %v, listed: %v", p.ID, kind, id, ok, seen[id])
				}
			}
		}
	}
}

// TestUncheckedEntriesSaySo marks every citation of an entry that was not checked
// against the text of the law, and no other.
func TestUncheckedEntriesSaySo(t *testing.T) {
	book, _ := load(t)
	marked, whole := 0, 0
	for _, p := range book.Profiles() {
		var bases []Basis
		for _, c := range p.Required {
			bases = append(bases, c.Basis)
		}
		for _, r := range p.Deadlines {
			bases = append(bases, r.Basis)
		}
		for _, l := range p.Limits {
			bases = append(bases, l.Basis)
		}
		for _, b := range bases {
			says := strings.HasSuffix(b.Cite(), "（待核实）")
			if says != (b.Sureness() == Memory) {
				t.Errorf("%s: %s is %s", p.ID, b.Cite(), b.Sureness())
			}
			if says {
				marked++
			} else {
				whole++
			}
		}
	}
	if marked == 0 || whole == 0 {
		t.Errorf("%d marked, %d not", marked, whole)
	}
}

func TestSentences(t *testing.T) {
	book, cal := load(t)
	from := civil.MustParse("2022-04-28")
	d := Compute(find(t, book, "hangzhou", "D7", wage, from), from, cal)
	for got, want := range map[string]string{
		d.Basis:        "《杭州市企业工资集体协商条例》第四十条",
		d.ShiftBasis:   "《民法典》第二百零三条",
		d.CountBasis(): "《民法典》第二百零一条",
		d.Counted:      "双方首席代表签字 2022-04-28，次日起算 10 日",
		d.Consequence:  "未按规定报送的，由人力社保部门给予警告，责令限期改正（第四十六条）",
		d.Note:         "末日 2022-05-08（周日，休息日），可顺延至 2022-05-09；顺延是否适用没有定论，所以提前提醒",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	end := civil.MustParse("2022-05-31")
	if d := Compute(find(t, book, "national", "D12", women, end), end, cal); !strings.Contains(d.Note, "未经核对的默认值") {
		t.Errorf("a rule from memory is not called a default: %q", d.Note)
	}
	before := civil.MustParse("2019-04-22")
	if d := Compute(find(t, book, "hangzhou", "D7", wage, before), before, cal); d.ShiftBasis != "《民法总则》第二百零三条" {
		t.Errorf("2019 rests on %s", d.ShiftBasis)
	}
}

func TestUnknown(t *testing.T) {
	book, cal := load(t)
	r := find(t, book, "hangzhou", "D7", wage, civil.Date{})
	for from, want := range map[string]string{
		"":           "还没有双方首席代表签字的日期",
		"2021-04":    "只写到“2021-04”",
		"2028-04-28": "缺少 2028 年放假安排",
	} {
		d := Compute(r, civil.MustParse(from), cal)
		if d.Known || !strings.Contains(d.Why, want) {
			t.Errorf("%q: known %v, %s", from, d.Known, d.Why)
		}
	}
	// The raw day of a rule in plain days is known, only its neighbours are not.
	d := Compute(r, civil.MustParse("2026-12-28"), cal)
	if d.Known || d.Raw.String() != "2027-01-07" || !d.Advised.IsZero() {
		t.Errorf("%+v", d)
	}
	// A law not yet in force is no basis.
	hz, _ := book.Get("hangzhou")
	if r, _ := hz.Deadline("D1", wage, civil.MustParse("2012-03-15")); r.LawID != "zj" {
		t.Errorf("2012 rests on %s", r.Cite())
	}
	if r, _ := hz.Deadline("D1", wage, civil.MustParse("2005-03-15")); r.LawID != "o9" {
		t.Errorf("2005 rests on %s", r.Cite())
	}
}

func TestLimits(t *testing.T) {
	book, _ := load(t)
	hz := book.Profiles()[0]
	if hz.ID != "hangzhou" {
		t.Fatalf("the default is %s", hz.ID)
	}
	for _, tt := range []struct {
		id          string
		all, needed int
		cite        string
	}{
		{"quorum", 60, 40, "第二十八条"}, {"quorum", 58, 39, "第二十八条"}, {"quorum", 62, 42, "第二十八条"},
		{"approval", 60, 31, "第二十八条"}, {"approval", 61, 31, "第二十八条"}, {"approval", 58, 30, "第二十八条"},
		{"approval_area", 60, 30, "第三十三条"}, {"approval_area", 61, 31, "第三十三条"},
		{"reps_min", 0, 3, "第十六条"}, {"reps_max", 0, 9, "第十六条"}, {"reps_min_large", 0, 5, "第十六条"},
		{"copies", 0, 5, "《浙江省集体合同条例》第三十四条"},
	} {
		l, ok := hz.Limit(tt.id, wage, civil.Date{})
		if !ok || l.Needed(tt.all) != tt.needed || !strings.Contains(l.Cite(), tt.cite) {
			t.Errorf("%s of %d: %d by %s", tt.id, tt.all, l.Needed(tt.all), l.Cite())
		}
	}
	outsiders, _ := hz.Limit("outsiders", wage, civil.Date{})
	if !outsiders.Within(2, 6) || outsiders.Within(2, 5) {
		t.Error("a third of the side may be outsiders, no more")
	}
	for _, level := range []string{"行业性", "区域性"} { // their own list is of what may be settled
		if c, a := hz.Clauses(wage, level, civil.Date{}), hz.AdvisedClauses(wage, level, civil.Date{}); len(c.Items) != 0 || len(a) != 2 || len(a[0].Items) != 5 || !strings.HasSuffix(a[0].Cite(), "第三十一条") {
			t.Errorf("%s: %d clauses, advised %v", level, len(c.Items), a)
		}
	}
	if c := hz.Clauses(wage, "企业", civil.Date{}); len(c.Items) != 9 || c.Cite() != "《杭州市企业工资集体协商条例》第九条" {
		t.Errorf("%d clauses by %s", len(c.Items), c.Cite())
	}
}

func TestMinimumWage(t *testing.T) {
	book, _ := load(t)
	hz := book.Profiles()[0]
	for day, want := range map[string]string{"2021-07-31": "1800.00", "2021-08-01": "2070.00", "2024-05-01": "2260.00"} {
		w, ok := hz.MinimumWage("", civil.MustParse(day))
		if !ok || w.Amount.String() != want {
			t.Errorf("%s: %s %v", day, w.Amount, ok)
		}
	}
	if w, ok := hz.MinimumWage("第一档", civil.MustParse("2022-01-01")); !ok || w.Amount.String() != "2280.00" || w.Sureness != Memory {
		t.Errorf("%+v %v", w, ok)
	}
	for _, day := range []string{"2016-01-01", "2030-01-01"} {
		if w, ok := hz.MinimumWage("", civil.MustParse(day)); ok {
			t.Errorf("%s: a wage nobody entered: %+v", day, w)
		}
	}
}

// Whatever the rule and day: the advised day is a working day or the raw one and
// never after it, and the adjusted day never falls on a rest day.
func TestClockInvariants(t *testing.T) {
	book, cal := load(t)
	hz := book.Profiles()[0]
	rapid.Check(t, func(r *rapid.T) {
		rule := rapid.SampledFrom(hz.Deadlines).Draw(r, "rule")
		from := civil.Of(2018, 6, 1).AddDays(rapid.IntRange(0, 2500).Draw(r, "day"))
		d := Compute(rule, from, cal)
		if !d.Known || rule.Direction == Term {
			return
		}
		adjusted, _ := cal.IsWorkday(d.Adjusted)
		advised, _ := cal.IsWorkday(d.Advised)
		if d.Advised.After(d.Raw) || !adjusted || !advised && d.Advised != d.Raw {
			r.Fatalf("%s from %s: %+v", rule.ID, from, d)
		}
		if forward := rule.Direction == Forward; forward && d.Adjusted.Before(d.Raw) || !forward && d.Adjusted.After(d.Raw) {
			r.Fatalf("%s from %s moved the wrong way: %s to %s", rule.ID, from, d.Raw, d.Adjusted)
		}
	})
}

// Broken rule files are refused with the file's name, never a panic.
func FuzzRead(f *testing.F) {
	good, _ := assets.Files.ReadFile("rules/national.yaml")
	f.Add(string(good))
	f.Add("id: a\nname: b\ndeadlines:\n  - {id: D1, title: x, number: 5, unit: 周}\n")
	f.Add("id: a\nfallback: a\n")
	time, _ := assets.Files.ReadFile("rules/time.yaml")
	wages, _ := assets.Files.ReadFile("rules/minimum_wage.yaml")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := Read(fstest.MapFS{"time.yaml": {Data: time}, "minimum_wage.yaml": {Data: wages}, "p.yaml": {Data: []byte(text)}})
		if err != nil && !strings.Contains(err.Error(), "规则") {
			t.Fatal(err)
		}
	})
}
