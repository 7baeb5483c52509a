package negotiation

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/problem"
)

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
