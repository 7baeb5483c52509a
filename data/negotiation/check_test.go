package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/problem"
)

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
