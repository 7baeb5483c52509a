package negotiation

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/problem"
)

// with makes a dossier from key=value pairs.
func with(pairs ...string) Dossier {
	d := Dossier{Round: NewRound(2022)}
	for _, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		d.Set(key, value)
	}
	return d
}

// running is a round that was signed and is to be filed.
func running(more ...string) Dossier {
	return with(append([]string{"announced=2022-03-07", "offered=2022-03-14", "received=2022-03-14", "replied=2022-03-24",
		"supplied=2022-03-30", "meeting=2022-04-12", "minutes_signed=1", "negotiated=2022-04-15", "congress=2022-04-28",
		"entitled=63", "present=60", "agreed=58", "signed=2022-04-28", "valid_from=2022-06-01", "valid_to=2023-05-31"}, more...)...)
}

func TestSteps(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	line := func(d Dossier, today string) []string {
		var out []string
		for _, s := range Steps(d, p, cal, civil.MustParse(today)) {
			out = append(out, s.State.String()+" "+s.Words)
		}
		return out
	}
	before := []string{"已办 已公示", "已办 已签收", "已办 提前 4 天", "已办 提前 1 天", "已办 纪要已签", "已办 第 32 日", "已办 58 / 63 同意", "已办 双方首席"}
	for _, tt := range []struct {
		name, today string
		d           Dossier
		want        []string
	}{
		{"one day left to file", "2022-05-06", running(), []string{"现在办 还剩 1 天", "未到 15 日", "未到 5 工作日内", "未到 生效后", "未到 每 1 年报告"}},
		{"advised day", "2022-05-07", running(), []string{"现在办 建议今天办"}},
		{"last day", "2022-05-08", running(), []string{"现在办 今天到期"}},
		{"extended", "2022-05-09", running(), []string{"现在办 顺延期最后一日"}},
		{"late", "2022-05-12", running(), []string{"逾期 逾期 3 天"}},
		{"filed in the extension", "2022-05-10", running("filed=2022-05-09"), []string{"已办 顺延期内", "现在办 15 日"}},
		{"filed late", "2022-05-20", running("filed=2022-05-12", "accepted=2022-05-12"), []string{"已办 逾期 3 天", "现在办 15 日"}},
		{"in force", "2022-06-01", running("filed=2022-05-06", "accepted=2022-05-06", "effective=2022-05-22"),
			[]string{"已办 提前 2 天", "已办 已生效", "逾期 逾期 5 天", "未到 生效后", "未到 每 1 年报告"}},
		{"published, report missing at the end of the year", "2023-05-23", running("filed=2022-05-06", "effective=2022-05-22", "published=2022-05-27", "upper_reported=2022-05-27"),
			[]string{"已办 提前 2 天", "已办 已生效", "已办 最后一日", "已办 已办", "逾期 逾期 1 天"}},
	} {
		got := line(tt.d, tt.today)
		want := append(slices.Clone(before), tt.want...)
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: step %d %q, want %q", tt.name, i+1, got[i], want[i])
			}
		}
	}
}

func TestStepsOfAYoungRound(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	steps := Steps(with("announced=2022-03-07", "offered=2022-03-14"), p, cal, civil.MustParse("2022-03-15"))
	if s := steps[1]; s.State != Now || len(s.Missing) != 3 || s.Missing[0].Field != "received" || s.Missing[0].Why == "" || s.Missing[1].Title != "工资集体协商要约书未附" {
		t.Errorf("%+v", s)
	}
	// An answer corrected by a later receipt moves with it.
	early, _ := with("received=2022-03-14").Deadline("D1", p, cal)
	later, _ := with("received=2022-03-16").Deadline("D1", p, cal)
	if early.Raw.String() != "2022-03-28" || later.Raw.String() != "2022-03-30" {
		t.Errorf("%s, %s", early.Raw, later.Raw)
	}
	// A rejected draft goes under the rule of the second vote.
	d := running("rejected=2022-04-20", "renegotiated=2022-04-25", "congress=2022-04-28")
	if s := Steps(d, p, cal, civil.MustParse("2022-05-01"))[congressStep]; s.Deadline.Rule.ID != "D6" || s.Deadline.Raw.String() != "2022-05-05" {
		t.Errorf("%s %s", s.Deadline.Rule.ID, s.Deadline.Raw)
	}
	// Suspended days do not prolong the 60 days.
	plain, _ := with("offered=2022-03-14").Deadline("D3", p, cal)
	stopped, _ := with("offered=2022-03-14", "suspended_days=20").Deadline("D3", p, cal)
	if plain.Raw != stopped.Raw || plain.Raw.String() != "2022-05-13" {
		t.Errorf("%s, suspended %s", plain.Raw, stopped.Raw)
	}
	if s := Steps(running("agreed=31", "signed=", "valid_from=", "valid_to=", "filed="), p, cal, civil.MustParse("2022-05-06"))[congressStep+1]; s.State != Later {
		t.Errorf("signing is %s while the draft has not passed", s.State)
	}
	if s := Steps(running("agreed=31"), p, cal, civil.MustParse("2022-05-06"))[congressStep]; s.State != Failed || s.Words != "未通过 31 / 63" {
		t.Errorf("31 of 63: %s %s", s.State, s.Words)
	}
	// A women's contract stands under the provincial rules: no 60 days.
	if _, ok := with("contract_kind=女职工权益保护专项", "offered=2022-03-14").Deadline("D3", p, cal); ok {
		t.Error("the 60 days of wage contracts were put on another contract")
	}
}

// reps gives n representatives a side with a chief each.
func reps(workers, enterprise int) (out []Item) {
	for _, side := range []struct {
		name string
		n    int
	}{{Workers, workers}, {Enterprise, enterprise}} { // the workers first: tests name them by place
		for i := range side.n {
			r := NewRep(side.name)
			r.Set("name", fmt.Sprintf("%s%d", side.name, i+1))
			r.Set("chief", fmt.Sprint(one(i == 0)))
			out = append(out, r)
		}
	}
	return out
}

// Where only the holidays of the last day's year are missing, the day itself is called out;
// once it is past, nobody can say that it is late.
func TestDueWithoutTheYear(t *testing.T) {
	book, cal := shippedLaw(t)
	d := running("filed=2022-05-06", "accepted=2022-05-06", "effective=2027-05-24", "published=2027-05-25", "upper_reported=2027-05-26", "valid_to=2030-04-30")
	for _, tt := range []struct{ on, words, note string }{
		{"2028-05-20", "还剩 4 天", "2028"},
		{"2028-05-24", "今天到期", "2028"},
		{"2028-05-25", "法定日已过", "法定日 2028-05-24 已过，能否顺延算不出：缺少 2028 年放假安排"},
		{"2028-06-20", "法定日已过", "能否顺延算不出"},
	} {
		found := false
		for _, x := range d.Due(book.GetOrDefault(""), cal, civil.MustParse(tt.on)) {
			if !strings.HasSuffix(x.Title, "：履约") {
				continue
			}
			found = true
			if !x.Dated || x.Advised != x.Raw || x.Words != tt.words || x.Severity != problem.Warning || !strings.Contains(x.Note, tt.note) {
				t.Errorf("%s: %+v", tt.on, x)
			}
		}
		if !found {
			t.Errorf("%s: the yearly report is not due", tt.on)
		}
	}
}

// An end before the beginning is flagged; nothing is over by it, and nothing counts back
// from it.
func TestEndBeforeTheBeginning(t *testing.T) {
	book, cal := shippedLaw(t)
	p, on := book.GetOrDefault(""), civil.MustParse("2022-06-20")
	d := running("filed=2022-05-06", "accepted=2022-05-06", "effective=2022-05-24", "published=2022-05-25", "upper_reported=2022-05-26", "valid_to=2021-04-27")
	if s := Steps(d, p, cal, on)[12]; s.State != Now || d.Status(p, cal, on) != "在有效期" || len(d.Due(p, cal, on)) == 0 {
		t.Errorf("%s, %s", s.State, d.Status(p, cal, on))
	}
	if !slices.ContainsFunc(Check(d, p, cal), func(x problem.Problem) bool { return x.Kind == "order" }) {
		t.Error("not flagged")
	}
	rep := reps(1, 0)[0]
	if until, _, ok := d.Protection(rep, p); !ok || !until.IsZero() {
		t.Errorf("protected until %s", until)
	}
	d.Set("performance", "2020-03-01")
	if d.reportsDue() {
		t.Error("a report is counted to an end that cannot be")
	}
}

// Counts that cannot be decide nothing: the draft neither passed nor failed, and the round
// does not go on before they are looked at.
func TestImpossibleVotes(t *testing.T) {
	book, cal := shippedLaw(t)
	p, on := book.GetOrDefault(""), civil.MustParse("2022-05-06")
	for _, tt := range []struct {
		counts []string
		wrong  bool
	}{
		{nil, false},
		{[]string{"present=63", "agreed=63"}, false},
		{[]string{"against=1", "abstained=1"}, false},
		{[]string{"agreed=70"}, true}, // 63 may vote, 60 came
		{[]string{"agreed=61"}, true},
		{[]string{"present=64"}, true},
		{[]string{"against=3"}, true},
		{[]string{"abstained=3"}, true},
		{[]string{"present=70", "agreed=20"}, true},
		{[]string{"present=", "agreed=64"}, true},
		{[]string{"level=行业性", "agreed=70"}, true},
	} {
		for _, signed := range []string{"2022-04-28", ""} {
			d := running(append(tt.counts, "signed="+signed)...)
			steps := Steps(d, p, cal, on)
			vote, known := d.Vote(p)
			if s := steps[congressStep]; (s.State != Done) != tt.wrong || (s.Words == "票数不对") != tt.wrong || known && vote.Passed() == tt.wrong {
				t.Errorf("%v: %s %s, passed %v", tt.counts, s.State, s.Words, vote.Passed())
			}
			asked := slices.ContainsFunc(d.Due(p, cal, on), func(x Due) bool {
				return x.Words == "票数不对" && x.Severity == problem.Error && strings.Contains(x.Action, "核对")
			})
			flagged := slices.ContainsFunc(Check(d, p, cal), func(x problem.Problem) bool { return x.Kind == "vote_counts" })
			if asked != tt.wrong || flagged != tt.wrong {
				t.Errorf("%v: asked %v, flagged %v", tt.counts, asked, flagged)
			}
			if signed == "" && tt.wrong && steps[congressStep+1].State != Later {
				t.Errorf("%v: signing is %s", tt.counts, steps[congressStep+1].State)
			}
		}
	}
}

// Half of all is 半数以上, wherever the law says so, with a hint that this is not verified;
// where it says 过半数 it is not enough.
func TestExactlyHalf(t *testing.T) {
	book, cal := shippedLaw(t)
	for _, tt := range []struct{ profile, level, kind string }{
		{"hangzhou", Firm, "majority"}, {"hangzhou", Trade, "majority_exact"}, {"hangzhou", Region, "majority_exact"},
		{"zhejiang", Firm, "majority"}, {"zhejiang", Trade, "majority_exact"}, {"zhejiang", Region, "majority_exact"},
		{"national", Firm, "majority_exact"}, {"national", Trade, "majority_exact"}, {"national", Region, "majority_exact"},
	} {
		p, _ := book.Get(tt.profile)
		d := running("profile="+tt.profile, "level="+tt.level, "entitled=62", "present=60", "agreed=31")
		at := slices.IndexFunc(Check(d, p, cal), func(x problem.Problem) bool { return strings.HasPrefix(x.Kind, "majority") })
		if at < 0 {
			t.Errorf("%+v: nothing said", tt)
			continue
		}
		x := Check(d, p, cal)[at]
		if vote, _ := d.Vote(p); x.Kind != tt.kind || vote.Passed() != (tt.kind == "majority_exact") {
			t.Errorf("%+v: %s, passed %v", tt, x, vote.Passed())
		}
		if tt.kind == "majority_exact" && !(strings.Contains(x.Message, "程序") && strings.Contains(x.Message, "待核实")) {
			t.Errorf("%+v does not say whose reading it is: %s", tt, x.Message)
		}
	}
}

// A day fixed for a step dates what is due, and nobody is asked to fix it again. One after
// the last day of the law does not count.
func TestDueOfPlannedDays(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	young := []string{"announced=2022-03-07", "offered=2022-03-14", "received=2022-03-14", "replied=2022-03-21"}
	for _, tt := range []struct {
		name, on, title string
		d               Dossier
		words, advised  string
		severity        problem.Severity
		not             string
	}{
		{"the day of effect is filled in", "2022-05-23", "审查", running("filed=2022-05-06", "effective=2022-05-25"), "定在 2022-05-25", "2022-05-25", problem.Hint, "填写"},
		{"and the review still runs", "2022-05-20", "审查", running("filed=2022-05-06", "effective=2022-05-25"), "定在 2022-05-25", "2022-05-25", problem.Hint, "填写"},
		{"an objection comes first", "2022-05-23", "审查", running("filed=2022-05-06", "effective=2022-05-25", "objection=1"), "人社有异议", "", problem.Warning, "定在"},
		{"a meeting", "2022-04-01", "协商会议", with(append(young, "supplied=2022-03-30", "meeting=2022-04-12")...), "定在 2022-04-12", "2022-04-12", problem.Hint, "接下来办"},
		{"a meeting soon", "2022-04-08", "协商会议", with(append(young, "supplied=2022-03-30", "meeting=2022-04-12")...), "定在 2022-04-12", "2022-04-12", problem.Warning, "接下来办"},
		{"a meeting before its turn", "2022-03-22", "协商会议", with(append(young, "meeting=2022-04-12")...), "定在 2022-04-12", "2022-04-12", problem.Hint, "接下来办"},
		{"a meeting some time in a month", "2022-03-31", "协商会议", with(append(young, "supplied=2022-03-30", "meeting=2022-04")...), "定在 2022-04", "", problem.Hint, "接下来办"},
		{"filing in time", "2022-05-02", "报送人社", running("filed=2022-05-05"), "定在 2022-05-05", "2022-05-05", problem.Warning, "还剩"},
		{"filing planned too late", "2022-05-02", "报送人社", running("filed=2022-05-20"), "还剩 5 天", "2022-05-07", problem.Warning, "定在"},
	} {
		list := tt.d.Due(p, cal, civil.MustParse(tt.on))
		at := slices.IndexFunc(list, func(x Due) bool { return strings.HasSuffix(x.Title, "："+tt.title) })
		if at < 0 {
			t.Errorf("%s: not due: %+v", tt.name, list)
			continue
		}
		x := list[at]
		if x.Words != tt.words || x.Severity != tt.severity || x.Advised.String() != tt.advised || strings.Contains(x.Words+x.Action, tt.not) || x.Dated != x.Advised.Complete() {
			t.Errorf("%s: %+v", tt.name, x)
		}
	}
}

// A meeting that is only planned ends no step: what must be done before it is called out.
func TestPlannedMeeting(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	d := with("announced=2022-03-07", "offered=2022-03-14", "received=2022-03-14", "replied=2022-03-21", "meeting=2022-04-12")
	on := civil.MustParse("2022-03-22")
	steps := Steps(d, p, cal, on)
	if steps[3].State != Now || steps[4].State != Later || steps[4].Words != "定在 2022-04-12" {
		t.Errorf("%+v\n%+v", steps[3], steps[4])
	}
	asked := slices.ContainsFunc(d.Due(p, cal, on), func(x Due) bool { return strings.HasSuffix(x.Title, "：信息披露") && x.Dated })
	if !asked {
		t.Error("nobody is told to supply the data before the meeting")
	}
	if steps := Steps(d, p, cal, civil.MustParse("2022-04-12")); steps[4].State != Done || steps[3].State != Gap {
		t.Errorf("on the day of the meeting: %s, %s", steps[3].State, steps[4].State)
	}
}

func TestCheck(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	change := func(d Dossier, edit func(*Dossier)) Dossier { edit(&d); return d }
	full := running()
	full.Reps = reps(5, 5)
	for _, tt := range []struct {
		name string
		d    Dossier
		want []string
		say  string
	}{
		{"nothing wrong", full, nil, ""},
		{"present below two thirds", running("present=41", "agreed=40"), []string{"quorum"}, "至少要 42 人"},
		{"two thirds exactly", running("present=42", "agreed=32"), nil, ""},
		{"half of all is not more than half", running("entitled=62", "agreed=31"), []string{"majority"}, "至少要 32 票"},
		{"more than half of those present only", running("present=60", "agreed=31"), []string{"majority"}, "按全体算"},
		{"more than half for a trade contract is enough", running("level=行业性", "entitled=62", "present=32", "agreed=32"), []string{"firms_missing"}, "名录"},
		{"half for a trade contract is, and to be asked about", running("level=行业性", "entitled=62", "present=31", "agreed=31"), []string{"majority_exact", "firms_missing"}, "半数以上"},
		{"less than half for a trade contract is not", running("level=行业性", "entitled=62", "present=31", "agreed=30"), []string{"majority", "firms_missing"}, "至少要 31 票"},
		{"half for one enterprise is not", running("entitled=62", "present=62", "agreed=31"), []string{"majority"}, "至少要 32 票"},
		{"more present than entitled", running("present=64"), []string{"vote_counts"}, "多于应到"},
		{"more votes than present", running("against=3"), []string{"vote_counts"}, "共 61 票"},
		{"reply late", running("replied=2022-03-29"), []string{"late_D1"}, "最后一日 2022-03-28"},
		{"data late", running("supplied=2022-04-01"), []string{"late_D2"}, "往前数 7 个工作日"},
		{"60 days passed", running("negotiated=2022-05-16", "congress=2022-05-20", "signed=2022-05-20"), []string{"late_D3"}, "一万元以上三万元以下"},
		{"congress late", running("congress=2022-05-30", "signed=2022-05-30"), []string{"late_D5"}, "最后一日 2022-05-09"},
		{"filed late", running("filed=2022-05-12"), []string{"late_D7"}, "顺延也只到 2022-05-09"},
		{"filed in the extension", running("filed=2022-05-09"), []string{"extended_D7"}, "顺延"},
		{"in force too early", running("filed=2022-05-06", "effective=2022-05-20"), []string{"effective_early"}, "2022-05-22"},
		{"in force early by an opinion", running("filed=2022-05-06", "opinion=2022-05-20", "effective=2022-05-20"), nil, ""},
		{"published late", running("effective=2022-05-22", "published=2022-06-02"), []string{"late_D9"}, "最后一日 2022-05-27"},
		{"too few votes, whoever came", running("present=", "agreed=31"), []string{"vote_unknown", "majority"}, "没有填全"},
		{"votes enough, who came is not known", running("present="), []string{"vote_unknown"}, "没有填全"},
		{"a profile that is not there", running("profile=ours"), []string{"profile_unknown"}, "现在按“杭州市”计算"},
		{"order of dates", running("received=2022-03-10"), []string{"order"}, "早于要约发出日期"},
		{"contract ends before it begins", running("valid_to=2022-05-31"), []string{"order"}, "有效期止"},
		{"a vague date is no wrong order", running("received=2022-03", "replied="), nil, ""},
		{"far from its year", running("year=2020"), []string{"year", "year"}, "相差太远"},
		{"suspended too long", running("suspended_days=31", "suspension_consent=1"), []string{"late_D4"}, "超过 30 日"},
		{"suspended without consent", running("suspended_days=10"), []string{"suspension_consent"}, "职工方首席代表同意"},
		{"wage equal to the minimum", running("lowest_wage_fen=207000", "local_minimum_fen=207000"), []string{"minimum_wage"}, "高于"},
		{"wage above the minimum", running("lowest_wage_fen=207100", "local_minimum_fen=207000"), nil, ""},
		{"wage under the shipped minimum", running("lowest_wage_fen=200000"), []string{"minimum_wage"}, "第二档"},
		{"raise and averages do not agree", running("raise_percent=6", "last_average_wage_fen=6000000", "agreed_average_wage_fen=6600000"), []string{"raise"}, "10.00%"},
		{"term of two years", running("valid_to=2024-05-31"), []string{"term"}, "超过 1 年"},
		{"three copies", running("filed_copies=3"), []string{"copies"}, "一式五份"},
		{"too few for a large enterprise", change(running("above_scale=1"), func(d *Dossier) { d.Reps = reps(4, 4) }), []string{"rep_count", "rep_count"}, "少于 5 名"},
		{"too many", running("worker_reps=10", "enterprise_reps=10"), []string{"rep_count", "rep_count"}, "多于 9 名"},
		{"enterprise side larger", change(running(), func(d *Dossier) { d.Reps = reps(3, 4) }), []string{"rep_balance"}, "多于职工方"},
		{"two chiefs", change(running(), func(d *Dossier) { d.Reps = reps(3, 3); d.Reps[0].Set("chief", "1"); d.Reps[1].Set("chief", "1") }), []string{"rep_chief"}, "2 名首席代表"},
		{"too many outsiders", change(running(), func(d *Dossier) {
			d.Reps = reps(5, 5)
			n := 0
			for _, r := range d.Reps {
				if r.Get("side") == Workers && !r.Yes("chief") && n < 2 {
					r.Set("outsider", "1")
					r.Set("mandate", "1")
					n++
				}
			}
		}), []string{"rep_outsiders"}, "外聘 2 名"},
		{"on both sides", change(running(), func(d *Dossier) { d.Reps = reps(3, 3); d.Reps[0].Set("name", d.Reps[5].Get("name")) }), []string{"rep_double"}, "双方代表"},
		{"chief is no officer of the union", change(running(), func(d *Dossier) { d.Reps = reps(3, 3); d.Reps[0].Set("post", "车间主任") }), []string{"rep_worker_chief"}, "没有书面委托书"},
		{"chief delegated by the chair", change(running(), func(d *Dossier) {
			d.Reps = reps(3, 3)
			d.Reps[0].Set("post", "车间主任")
			d.Reps[0].Set("mandate", "1")
		}), nil, ""},
		{"chief is the chair", change(running(), func(d *Dossier) { d.Reps = reps(3, 3); d.Reps[0].Set("post", "工会主席") }), nil, ""},
		{"nobody for the dispatched and the disabled", change(running("dispatch_staff=12", "disabled_staff=3"), func(d *Dossier) { d.Reps = reps(3, 3) }), []string{"rep_dispatched", "rep_disabled"}, "12 人"},
		{"one for the disabled", change(running("disabled_staff=3"), func(d *Dossier) { d.Reps = reps(3, 3); d.Reps[1].Set("disabled", "1") }), nil, ""},
		{"a dispute goes on too long", running("dispute_accepted=2022-04-01", "dispute_ended=2022-05-20"), []string{"late_D17"}, "最后一日 2022-05-01"},
		{"a complicated dispute", running("dispute_accepted=2022-04-01", "dispute_ended=2022-05-12"), []string{"extended_D17"}, "可以延长"},
		{"a dispute ends before it begins", running("dispute_accepted=2022-04-10", "dispute_ended=2022-04-01"), []string{"order"}, "先后颠倒"},
		{"recorder is a representative", change(running("recorder=职工方2"), func(d *Dossier) { d.Reps = reps(3, 3) }), []string{"recorder"}, "职工方2"},
		{"no woman for many", change(running("staff=340", "women_staff=150"), func(d *Dossier) {
			d.Reps = reps(3, 3)
			for _, r := range d.Reps {
				r.Set("gender", "男")
			}
		}), []string{"rep_women"}, "没有女代表"},
		{"clause missing", change(running(), func(d *Dossier) {
			d.Clauses = map[string]Mark{}
			for _, item := range p.Clauses(WageContract, Firm, civil.Date{}).Items[1:] {
				d.Clauses[item] = Mark{}
			}
			for _, item := range p.AdvisedClauses(WageContract, Firm, civil.Date{})[0].Items {
				d.Clauses[item] = Mark{}
			}
		}), []string{"clause"}, "劳动定额与计件单价"},
		{"what another law has in it", change(running(), func(d *Dossier) {
			d.Clauses = map[string]Mark{}
			for _, item := range p.Clauses(WageContract, Firm, civil.Date{}).Items {
				d.Clauses[item] = Mark{}
			}
		}), []string{"clause", "clause", "clause", "clause"}, "合同的期限"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ps := Check(tt.d, p, cal)
			var kinds []string
			for _, found := range ps {
				kinds = append(kinds, found.Kind)
				unlawful := found.Kind == "order" || found.Kind == "profile_unknown" || found.Kind == "vote_unknown" || found.Kind == "year" || found.Kind == "vote_counts" || found.Kind == "raise"
				if found.Basis == "" && !unlawful {
					t.Errorf("no basis: %s", found)
				}
			}
			if !slices.Equal(kinds, tt.want) {
				t.Fatalf("%v, want %v", ps, tt.want)
			}
			if len(ps) > 0 && !strings.Contains(ps[0].Message, tt.say) {
				t.Errorf("%s does not say %s", ps[0].Message, tt.say)
			}
		})
	}
}

// The same facts give other findings under other rules.
func TestCheckByProfile(t *testing.T) {
	book, cal := shippedLaw(t)
	d := running("replied=2022-04-01", "filed=2022-05-06", "negotiated=2022-05-20", "congress=", "signed=2022-04-28")
	for profile, want := range map[string]string{"hangzhou": "late_D1 late_D3", "zhejiang": "late_D1", "national": "late_D7"} {
		var got []string
		for _, p := range Check(d, book.GetOrDefault(profile), cal) {
			if strings.Contains(p.Kind, "_D") {
				got = append(got, p.Kind)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", profile, got, want)
		}
	}
}

// A vote passes exactly when two thirds of all came and more than half of all
// agreed, whatever the numbers.
func TestVoteInvariant(t *testing.T) {
	book, _ := shippedLaw(t)
	p := book.GetOrDefault("")
	rapid.Check(t, func(r *rapid.T) {
		all := rapid.IntRange(1, 3000).Draw(r, "all")
		present := rapid.IntRange(0, all).Draw(r, "present")
		agreed := rapid.IntRange(0, present).Draw(r, "agreed")
		v, ok := with(fmt.Sprintf("entitled=%d", all), fmt.Sprintf("present=%d", present), fmt.Sprintf("agreed=%d", agreed)).Vote(p)
		if want := 3*present >= 2*all && 2*agreed > all; !ok || v.Passed() != want {
			r.Fatalf("%d %d %d: %+v", all, present, agreed, v)
		}
	})
}

// Any mixture of dates gives thirteen steps, at most one of them to be done now,
// and no panic.
func TestStepsOfAnyDates(t *testing.T) {
	book, cal := shippedLaw(t)
	rapid.Check(t, func(r *rapid.T) {
		d := with()
		for _, f := range RoundFields.All() {
			if f.Kind != field.Date || rapid.Bool().Draw(r, "empty") {
				continue
			}
			day := civil.Of(2019, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(r, f.Key))
			if rapid.IntRange(0, 9).Draw(r, "vague") == 0 {
				day.Day = 0
			}
			d.SetDate(f.Key, day)
		}
		p := rapid.SampledFrom(book.Profiles()).Draw(r, "profile")
		today := civil.Of(2019, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(r, "today"))
		now := 0
		steps := Steps(d, p, cal, today)
		for _, s := range steps {
			now += one(s.State == Now)
		}
		if len(steps) != 13 || now > 1 {
			r.Fatalf("%d steps, %d now: %s", len(steps), now, d.Round)
		}
		Check(d, p, cal)
		d.Due(p, cal, today)
		d.Status(p, cal, today)
	})
}

func TestSaveLoadDelete(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	round := running("note=首次").Round
	id, err := Save(ctx, w.Ledger, round)
	if err != nil {
		t.Fatal(err)
	}
	round.ID = id
	for _, rep := range reps(3, 3) {
		if _, err := SaveItem(ctx, w.Ledger, round, rep); err != nil {
			t.Fatal(err)
		}
	}
	m := NewMeeting()
	m.Set("date", "2022-04-12")
	if _, err := SaveItem(ctx, w.Ledger, round, m); err != nil {
		t.Fatal(err)
	}
	if _, err := MarkPaper(ctx, w.Ledger, round, "集体合同（签字稿）", true, Mark{Copies: 5}); err != nil {
		t.Fatal(err)
	}
	if _, err := MarkClause(ctx, w.Ledger, round, "工资支付办法", true, Mark{Note: "第六条"}); err != nil {
		t.Fatal(err)
	}
	d, err := Load(ctx, w.Read(), id)
	if err != nil {
		t.Fatal(err)
	}
	if d.Count(Workers).All != 3 || d.Count("").Chiefs != 2 || len(d.Meetings) != 1 || d.Papers["集体合同（签字稿）"].Copies != 5 ||
		d.Clauses["工资支付办法"].Note != "第六条" || d.Get("level") != Firm || d.Title() != "2022 年度工资集体协商" {
		t.Errorf("%+v", d)
	}
	d.Reps[0].Set("outsider", "1")
	op, err := SaveItem(ctx, w.Ledger, d.Round, d.Reps[0])
	if err != nil {
		t.Fatal(err)
	}
	if last, err := w.History(ctx, 1); err != nil || last[0].ID != op {
		t.Errorf("operation %d, last %v (%v)", op, last, err)
	}
	if _, err := Remove(ctx, w.Ledger, d.Reps[1]); err != nil {
		t.Fatal(err)
	}
	if _, err := MarkPaper(ctx, w.Ledger, d.Round, "集体合同（签字稿）", false, Mark{}); err != nil {
		t.Fatal(err)
	}
	if d, _ = Load(ctx, w.Read(), id); len(d.Reps) != 5 || d.Count("").Outsiders != 1 || len(d.Papers) != 0 {
		t.Errorf("%+v", d)
	}
	d.Set("note", "")
	if _, err := Save(ctx, w.Ledger, d.Round); err != nil {
		t.Fatal(err)
	}
	if got, _ := Get(ctx, w.Read(), id); got.Get("note") != "" || got.String() != d.Record.String() {
		t.Errorf("%s", got)
	}
	if _, err := Delete(ctx, w.Ledger, d.Round); err != nil {
		t.Fatal(err)
	}
	if all, err := List(ctx, w.Read()); err != nil || len(all) != 0 {
		t.Errorf("%v %v", all, err)
	}
	if _, err := Load(ctx, w.Read(), id); err == nil {
		t.Error("a deleted round was read")
	}
}

func TestSaveRefuses(t *testing.T) {
	w := newWorld(t)
	for pair, want := range map[string]string{
		"year=22":           "年度",
		"signed=2022-13-01": "不是日期",
		"entitled=六十":       "不是整数",
		"raise_percent=6%":  "不是百分数",
		"above_scale=是":     "“是”或“否”",
	} {
		if _, err := Save(context.Background(), w.Ledger, with(pair).Round); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", pair, err)
		}
	}
	if _, err := SaveItem(context.Background(), w.Ledger, Round{}, NewRep(Workers)); err == nil || !strings.Contains(err.Error(), "姓名") {
		t.Errorf("a representative without a name: %v", err)
	}
}

func TestDue(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	old := with("year=2021", "signed=2021-04-28", "filed=2021-05-07", "effective=2021-05-24", "published=2021-05-28", "upper_reported=2021-05-28",
		"performance=2022-01-20", "valid_from=2021-05-24", "valid_to=2022-05-23", "offered=2021-03-15", "received=2021-03-15")
	if _, err := Save(ctx, w.Ledger, old.Round); err != nil {
		t.Fatal(err)
	}
	due := func(on string) string {
		list, err := DueOn(ctx, w.Read(), w.book, w.cal, civil.MustParse(on))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, d := range list {
			out = append(out, fmt.Sprintf("%s %s %s %s", d.Title, d.Advised, d.Words, d.Severity))
			if d.Basis == "" && d.Words != "接下来办" {
				t.Errorf("%s has no basis", d.Title)
			}
		}
		return strings.Join(out, "; ")
	}
	for on, want := range map[string]string{
		"2022-02-01": "",
		"2022-02-20": "2021 年度工资集体协商：续订 2022-05-23 2022-02-22 起可提出 提示",
		"2022-03-01": "2021 年度工资集体协商：续订 2022-05-23 还有 83 天到期 建议看",
		"2022-06-01": "2021 年度工资集体协商：续订 2022-05-23 合同已到期 9 天 必须改",
	} {
		if got := due(on); got != want {
			t.Errorf("%s: %q, want %q", on, got, want)
		}
	}
	if _, err := Save(ctx, w.Ledger, running().Round); err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]string{
		"2022-04-29": "2022 年度工资集体协商：报送人社 2022-05-07 还剩 8 天 提示",
		"2022-05-06": "2022 年度工资集体协商：报送人社 2022-05-07 还剩 1 天 建议看",
		"2022-05-10": "2022 年度工资集体协商：报送人社 2022-05-07 逾期 1 天 必须改",
	} {
		if got := due(on); got != want {
			t.Errorf("%s: %q, want %q", on, got, want)
		}
	}
}

// An expired contract is asked about until somebody answered for what follows it.
func TestExpiredContractIsAnswered(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	old := with("year=2021", "level=企业", "signed=2021-04-28", "valid_from=2021-05-24", "valid_to=2022-05-23")
	old.ID = 1
	for _, tt := range []struct {
		name  string
		later []string
		asks  bool
	}{
		{"nothing later", []string{"year=2020", "level=企业"}, true},
		{"a round", []string{"year=2022", "level=企业"}, false},
		{"recorded as not held", []string{"year=2022", "level=企业", "not_done_reason=停产、歇业"}, false},
		{"by an area's contract", []string{"year=2022", "level=区域性"}, false},
		{"by a general contract", []string{"year=2022", "level=企业", "contract_kind=综合性"}, false},
		{"a general contract not held", []string{"year=2022", "contract_kind=综合性", "not_done_reason=停产、歇业"}, true},
		{"another special contract", []string{"year=2022", "level=企业", "contract_kind=女职工权益保护专项"}, true},
		{"a change within the term", []string{"year=2021", "level=企业", "offered=2021-10-08", "sign_kind=变更"}, true},
		{"a change with a new term", []string{"year=2021", "level=企业", "offered=2021-10-08", "sign_kind=变更", "valid_to=2023-05-23"}, false},
	} {
		later := with(tt.later...)
		later.ID = 2
		if due, asks := old.renewal([]Round{old.Round, later.Round}, p, cal, civil.MustParse("2024-06-01")); asks != tt.asks {
			t.Errorf("%s: %v %+v", tt.name, asks, due)
		}
	}
}

func TestDueOfARound(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	for _, tt := range []struct {
		name, on string
		d        Dossier
		want     string
		severity problem.Severity
	}{
		{"review runs", "2022-05-10", running("filed=2022-05-06"), "审查期到 2022-05-21", problem.Hint},
		{"review over", "2022-05-23", running("filed=2022-05-06"), "默认 2022-05-22", problem.Warning},
		{"objection", "2022-05-23", running("filed=2022-05-06", "objection=1"), "重新报送", problem.Warning},
		{"vote failed", "2022-05-06", running("agreed=20", "signed="), "重新协商", problem.Error},
		{"upper union, no number", "2022-06-20", running("filed=2022-05-06", "effective=2022-05-22", "published=2022-05-27"), "尽快", problem.Warning},
		{"year without notice", "2028-05-06", with("year=2028", "announced=2028-03-01", "offered=2028-03-14", "received=2028-03-14"), "缺少 2028 年放假安排", problem.Warning},
		{"first of all", "2022-03-01", with(), "接下来办", problem.Hint},
	} {
		list := tt.d.Due(p, cal, civil.MustParse(tt.on))
		if len(list) == 0 {
			t.Errorf("%s: nothing", tt.name)
			continue
		}
		if got := list[0].Words + list[0].Action + list[0].Note; !strings.Contains(got, tt.want) || list[0].Severity != tt.severity {
			t.Errorf("%s: %q %s, want %q", tt.name, got, list[0].Severity, tt.want)
		}
	}
	if list := with("year=2019", "offered=2019-03-14").Due(p, cal, civil.MustParse("2022-05-10")); list != nil {
		t.Errorf("an old round entered in outline asks for %v", list)
	}
	if list := running("not_done_reason=新建会").Due(p, cal, civil.MustParse("2022-05-10")); list != nil {
		t.Errorf("a round that is not held asks for %v", list)
	}
}

func TestStatus(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	for _, tt := range []struct {
		on, want string
		d        Dossier
	}{
		{"2022-03-20", "协商中", with("offered=2022-03-14")},
		{"2022-05-10", "已签字", running()},
		{"2022-07-01", "在有效期", running("effective=2022-05-22")},
		{"2023-04-01", "90天内到期", running("effective=2022-05-22")},
		{"2023-06-01", "已过期", running("effective=2022-05-22")},
		{"2022-12-01", "已解除", running("terminated=2022-11-30")},
		{"2022-12-01", "未开展（新建会）", with("not_done_reason=新建会")},
	} {
		if got := tt.d.Status(p, cal, civil.MustParse(tt.on)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.on, got, tt.want)
		}
	}
}

func TestLedgerRows(t *testing.T) {
	if len(LedgerColumns) != 49 {
		t.Errorf("%d columns", len(LedgerColumns))
	}
	titles := map[string]bool{}
	for _, c := range LedgerColumns {
		if titles[c.Title] || titles[c.Key] {
			t.Errorf("%s or %s twice", c.Title, c.Key)
		}
		titles[c.Title], titles[c.Key] = true, true
	}
	w := newWorld(t)
	w.take(t, readKey(t).records(t))
	rows, err := LedgerRows(context.Background(), w.Read(), w.book, w.cal, civil.MustParse("2022-03-01"))
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := func(row []string, title string) string {
		for i, c := range LedgerColumns {
			if c.Title == title {
				return row[i]
			}
		}
		t.Fatalf("no column %s", title)
		return ""
	}
	last := rows[3]
	for title, want := range map[string]string{"序号": "4", "要约发出日": "2021-03-15", "应到": "62", "实到": "60", "同意": "57",
		"增长幅度%": "6.5", "上年平均工资": "6720000", "合同种类": WageContract, "状态": "90天内到期", "女代表": "", "公布日": ""} {
		if got := at(last, title); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
	if got := at(rows[0], "状态"); got != "已过期" {
		t.Errorf("2018 is %s", got)
	}
}

// Deleting a round can be taken back, and the journal names it.
func TestUndoDelete(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id, err := Save(ctx, w.Ledger, running().Round)
	if err != nil {
		t.Fatal(err)
	}
	round, _ := Get(ctx, w.Read(), id)
	if _, err := SaveItem(ctx, w.Ledger, round, reps(1, 0)[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := Delete(ctx, w.Ledger, round); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(ctx, 3); err != nil {
		t.Fatal(err)
	}
	d, err := Load(ctx, w.Read(), id)
	if err != nil || len(d.Reps) != 1 || d.String() != round.String() {
		t.Errorf("%v %+v", err, d)
	}
	_, err = w.Undo(ctx, 1)
	if err == nil || !strings.Contains(err.Error(), "协商") {
		t.Errorf("the round was taken from under its representative: %v", err)
	}
	var name string
	err = w.Read().QueryRowContext(ctx, `SELECT name_column FROM table_label WHERE tbl = 'negotiation'`).Scan(&name)
	if err == nil {
		err = w.Read().QueryRowContext(ctx, "SELECT "+name+" FROM negotiation").Scan(&name)
	}
	if err != nil || name != "2022 年度工资专项集体协商" {
		t.Errorf("%q %v", name, err)
	}
}

func TestLimitWords(t *testing.T) {
	book, cal := shippedLaw(t)
	steps := Steps(running(), book.GetOrDefault(""), cal, civil.MustParse("2022-05-06"))
	for no, want := range map[int]string{3: "收到要约书后 10 个工作日内", 4: "举行协商会议前 7 个工作日", 9: "双方首席代表签字后 10 日内", 10: "人力社保部门收到合同后 15 日没有异议即生效", 12: ""} {
		if got := steps[no-1].Limit; got != want {
			t.Errorf("step %d: %q, want %q", no, got, want)
		}
	}
	if days, limit, ok := running().Elapsed(book.GetOrDefault(""), civil.MustParse("2022-05-06")); days != 53 || limit != 60 || !ok {
		t.Errorf("day %d of %d", days, limit)
	}
}

// Code fields name code lists that exist, and fields of few words offer them.
func TestFieldsAreWhole(t *testing.T) {
	for _, set := range []*field.Set{RoundFields, RepFields, MeetingFields} {
		for _, f := range set.All() {
			if f.Kind == field.Code && len(code.Get(f.Codes).Items) == 0 {
				t.Errorf("%s has no words", f.Key)
			}
		}
	}
	if _, m := code.Get("contract_kind").Find(WageContract); m != code.Exact {
		t.Errorf("%s is no kind of contract", WageContract)
	}
	for _, key := range []string{"side", "level", "offer_side", "not_done_reason"} {
		if len(Words(key)) == 0 {
			t.Errorf("no words for %s", key)
		}
	}
}
