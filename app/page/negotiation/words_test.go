package negotiation

import (
	"slices"
	"strings"
	"testing"

	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/law"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
)

// on is what the page knows of a round with these facts on a day.
func on(t *testing.T, day string, pairs ...string) facts {
	t.Helper()
	law, err := law.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	r := negotiation.NewRound(2022)
	r.ID = 1
	for i := 0; i+1 < len(pairs); i += 2 {
		r.Set(pairs[i], pairs[i+1])
	}
	d := negotiation.Dossier{Round: r, Papers: map[string]negotiation.Mark{}, Clauses: map[string]negotiation.Mark{}}
	f := facts{today: civil.MustParse(day), has: true, d: d, all: []negotiation.Dossier{d}, cal: law.Calendar, profile: law.Rules.GetOrDefault("")}
	f.steps = negotiation.Steps(d, f.profile, f.cal, f.today)
	f.problems = negotiation.Check(d, f.profile, f.cal)
	return f
}

// signed is a round waiting to be filed.
var signed = []string{"announced", "2022-03-07", "offered", "2022-03-14", "received", "2022-03-14", "replied", "2022-03-24", "supplied", "2022-03-30",
	"meeting", "2022-04-12", "minutes_signed", "1", "negotiated", "2022-04-15", "congress", "2022-04-28", "entitled", "63", "present", "61", "agreed", "58",
	"signed", "2022-04-28", "covered", "341", "raise_percent", "6"}

func TestTheMockedDay(t *testing.T) {
	f := on(t, "2022-05-06", signed...)
	if got := f.summary(); got != "覆盖 341 人，增幅 6%；全程第 53 日，限 60 日" {
		t.Error(got)
	}
	s := f.steps[f.atHand()]
	if s.No != filingStep {
		t.Fatalf("step %d is at hand", s.No)
	}
	want := []dateBox{{"法定最后一日（原始）", "2022-05-08", "周日，休息日", widget.Neutral},
		{"顺延后（民法典第二百零三条）", "2022-05-09", "周一", widget.Neutral},
		{"建议办结（系统按此提醒）", "2022-05-07", "周六，调休上班", widget.Bad}}
	got := f.boxes(s)
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
	if a := article(s); !strings.HasPrefix(a, "《杭州市企业工资集体协商条例》第四十条。双方首席代表签字 2022-04-28，次日起算 10 日。") {
		t.Error(a)
	}
	stages := f.stages()
	if stages[8].Date != "现在办" || stages[8].Words != "还剩 1 天" || stages[8].Tone != widget.Bad || stages[8].State != widget.StepNow {
		t.Errorf("%+v", stages[8])
	}
	if stages[5].Words != "第 32 日" || stages[5].Date != "04-15" || stages[5].Tone != widget.OK || stages[9].State != widget.StepAhead {
		t.Errorf("%+v %+v", stages[5], stages[9])
	}
}

func TestNoticesOfSpecialCases(t *testing.T) {
	for _, c := range []struct {
		name  string
		step  int
		facts []string
		want  string
	}{
		{"objection", reviewStep, append([]string{"filed", "2022-05-06", "objection", "1"}, signed...), "提出了异议"},
		{"failed vote", congressStep, []string{"congress", "2022-04-28", "entitled", "63", "present", "61", "agreed", "20"}, "没有通过"},
		{"suspended", meetingStep, []string{"suspended_days", "12", "suspension_consent", "1"}, "累计中止 12 日"},
		{"suspended without consent", draftStep, []string{"suspended_days", "12", "suspension_consent", "0"}, "没有职工方首席代表的同意"},
		{"not done", 1, []string{"not_done_reason", "新建会"}, "没有开展：新建会"},
		{"terminated", 13, append([]string{"terminated", "2022-05-01"}, signed...), "2022-05-01 解除"},
	} {
		f := on(t, "2022-05-06", c.facts...)
		all := ""
		for _, n := range f.notices(c.step) {
			all += n.text
		}
		if !strings.Contains(all, c.want) {
			t.Errorf("%s: %q does not say %q", c.name, all, c.want)
		}
	}
	if n := on(t, "2022-05-06", signed...).notices(filingStep); len(n) != 0 {
		t.Errorf("an ordinary step has notices: %v", n)
	}
}

func TestVoteInWords(t *testing.T) {
	v := on(t, "2022-05-06", signed...).verdicts()
	if len(v) != 2 || v[0].tone != widget.OK || v[1].tone != widget.OK || !strings.Contains(v[0].text, "至少要 42 人") || !strings.Contains(v[1].text, "至少要 32 票") {
		t.Fatalf("%+v", v)
	}
	v = on(t, "2022-05-06", "entitled", "60", "present", "39", "agreed", "30").verdicts()
	if v[0].word != "到会人数不够" || v[1].word != "没有通过" || v[1].tone != widget.Bad || v[0].basis == "" {
		t.Fatalf("%+v", v)
	}
	wrong := on(t, "2022-05-06", append(signed, "agreed", "70")...)
	if v := wrong.verdicts(); len(v) != 1 || v[0].word != "票数不对" || v[0].tone != widget.Bad {
		t.Errorf("70 of 63: %+v", v)
	}
	if at := wrong.steps[congressStep-1]; toneOf(at, wrong.today) != widget.Bad || wrong.atHand() != congressStep-1 {
		t.Errorf("70 of 63: %s, at hand is step %d", at.Words, wrong.atHand()+1)
	}
	if v := on(t, "2022-05-06").verdicts(); v != nil {
		t.Fatalf("a vote without numbers is judged: %+v", v)
	}
}

func TestFactsOfOtherStepsAreClosedAndNamed(t *testing.T) {
	f := on(t, "2022-05-06", signed...)
	label, foreign := f.label(f.steps[filingStep-1], "signed")
	if label != "签字日期（第 8 步）" || !foreign {
		t.Fatal(label, foreign)
	}
	if label, foreign = f.label(f.steps[filingStep-1], "filed"); label != "报送日期" || foreign {
		t.Fatal(label, foreign)
	}
	empty := on(t, "2022-05-06")
	if _, foreign = empty.label(empty.steps[filingStep-1], "signed"); foreign {
		t.Fatal("a fact that is still empty cannot be entered where it is missing")
	}
}

func TestEveryProblemHasAStep(t *testing.T) {
	f := on(t, "2022-05-06", append([]string{"suspended_days", "90", "filed", "2022-04-01", "lowest_wage_fen", "100", "local_minimum_fen", "207000",
		"worker_reps", "1", "enterprise_reps", "3", "valid_from", "2022-05-20", "valid_to", "2032-05-19"}, signed...)...)
	if len(f.problems) < 5 {
		t.Fatalf("only %d problems", len(f.problems))
	}
	seen := 0
	for no := 1; no <= lastStep; no++ {
		own, others := f.faults(no)
		seen += len(own)
		rest := 0
		for _, n := range others {
			rest += n
		}
		if len(own)+rest != len(f.problems) {
			t.Fatalf("step %d: %d own and %d others of %d", no, len(own), rest, len(f.problems))
		}
		for i := 1; i < len(own); i++ {
			if own[i].Severity > own[i-1].Severity {
				t.Errorf("step %d: the worst is not first", no)
			}
		}
	}
	if seen != len(f.problems) {
		t.Fatalf("%d of %d problems are shown at a step", seen, len(f.problems))
	}
	if at := stepOf(f.steps, problem.Problem{Kind: "clause"}); at != draftStep {
		t.Fatal(at)
	}
}

func TestWaitingIsNotMissing(t *testing.T) {
	f := on(t, "2022-05-10", append([]string{"filed", "2022-05-06", "accepted", "2022-05-06"}, signed...)...)
	s := f.steps[reviewStep-1]
	if s.State != negotiation.Now || !f.waiting(s) {
		t.Fatalf("%s", s.State)
	}
	for _, l := range f.lacks(s) {
		if l.tone != widget.Neutral {
			t.Errorf("%+v alarms while the review runs", l)
		}
	}
	f = on(t, "2022-05-30", append([]string{"filed", "2022-05-06", "accepted", "2022-05-06"}, signed...)...)
	if s = f.steps[reviewStep-1]; f.waiting(s) || f.lacks(s)[0].tone != widget.Bad {
		t.Fatal("after the review the effective date is not asked for")
	}
}

func TestNewRoundTakesOverWhatStays(t *testing.T) {
	old := on(t, "2022-05-06", append([]string{"filed_to", "某局", "agreed_average_wage_fen", "7000000"}, signed...)...).d
	r := negotiation.NewRound(2023)
	r.Set("covered", "350")
	carryOver(r.Record, old.Record)
	if r.Get("covered") != "350" || r.Get("filed_to") != "某局" || r.Get("last_average_wage_fen") != "7000000" || r.Get("signed") != "" || r.Get("year") != "2023" {
		t.Fatalf("%s", r.Record)
	}
	f := on(t, "2022-05-06", signed...)
	if f.nextYear() != 2023 || (facts{today: f.today}).nextYear() != 2022 {
		t.Fatal(f.nextYear())
	}
	again := negotiation.NewRound(2022)
	if f.twice(again) == nil {
		t.Fatal("a second round of one year is taken")
	}
	again.Set("sign_kind", "变更")
	if f.twice(again) != nil {
		t.Fatal("a change within the year is refused")
	}
}

// TestLineOfTellsContractsApart: the list names what is not the unit's own contract on wages,
// and a round that was not held has no gaps.
func TestLineOfTellsContractsApart(t *testing.T) {
	law, err := law.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ kind, level, reason, want string }{
		{negotiation.WageContract, negotiation.Firm, "", ""},
		{"女职工权益保护专项", negotiation.Firm, "企业不愿", "女职工权益保护专项"},
		{negotiation.WageContract, negotiation.Region, "", "区域性 工资专项"},
	} {
		d := negotiation.Dossier{Round: negotiation.NewRound(2022)}
		d.Set("contract_kind", tt.kind)
		d.Set("level", tt.level)
		d.Set("not_done_reason", tt.reason)
		line := lineOf(d, law.Rules.GetOrDefault(""), law.Calendar, civil.MustParse("2022-05-06"))
		if line.kind != tt.want || strings.Contains(line.words, "缺漏") {
			t.Errorf("%s, %s: %+v", tt.kind, tt.level, line)
		}
	}
}

// TestAStepWithAMistakeIsNotTicked: a step that is done and wrong is called 要改 on the time
// line.
func TestAStepWithAMistakeIsNotTicked(t *testing.T) {
	for received, want := range map[string]widget.StepState{"2022-04-11": widget.StepDone, "2022-04-09": widget.StepWrong} {
		f := on(t, "2022-05-06", "offered", "2022-04-10", "received", received)
		i := slices.IndexFunc(f.steps, func(s negotiation.Step) bool { return !s.Date.IsZero() })
		if i < 0 {
			t.Fatal("no step has a day")
		}
		if st := f.stages()[i]; st.State != want || (st.Words == "要改") != (want == widget.StepWrong) {
			t.Errorf("received %s: %s %v %s", received, st.Name, st.State, st.Words)
		}
	}
}
