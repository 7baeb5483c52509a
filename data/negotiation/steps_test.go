package negotiation

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/field"
)

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
