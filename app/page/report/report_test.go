package report

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/data/problem"
	data "unionledger/data/report"
)

func shown2018(t *testing.T) (*pagetest.Shell, *view) {
	t.Helper()
	s := pagetest.Demo(t, 326)
	v := New(s).(*view)
	s.Place(v, 1093, 614, page.Profile{ID: "member-2018"})
	return s, v
}

func TestClosedUntilNothingMustBeMended(t *testing.T) {
	_, v := shown2018(t)
	n := v.facts.result.Count(problem.Error)
	if n == 0 || !v.write.Disabled() || !strings.Contains(v.write.Text(), "还差") || v.anyway.Hidden {
		t.Fatalf("%d errors, button %q", n, v.write.Text())
	}
	for _, r := range v.facts.result.Problems {
		if r.Field == "id_number" && r.Value != "" && strings.Contains(r.Message, r.Value) {
			t.Errorf("a whole number is shown: %s", r.Message)
		}
	}
}

func TestEachProblemLeadsToItsField(t *testing.T) {
	s, v := shown2018(t)
	jumps := 0
	for row := range v.lines.Len() {
		p, ok := v.lines.at(row)
		if !ok || p.Record == 0 {
			continue
		}
		v.activate(row)
		target, ok := s.Target.(page.MemberField)
		if s.WentTo != page.Roster || !ok || target.ID != p.Record || target.Field != p.Field && p.Field != "change_date" {
			t.Fatalf("row %d leads to %s %+v", row, s.WentTo, s.Target)
		}
		jumps++
	}
	if jumps == 0 {
		t.Error("no row leads anywhere")
	}
}

func TestGroupsFold(t *testing.T) {
	res := data.Result{Problems: make([]problem.Problem, 12), Groups: []data.Group{
		{Title: "多", Problems: []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}, {Title: "少", Problems: []int{10, 11}}}}
	l := newLines(res, nil)
	if l.Len() != 4 { // the long group begins folded
		t.Fatalf("%d rows", l.Len())
	}
	if !l.toggle(0) || l.Len() != 14 || !l.toggle(0) || l.Len() != 4 {
		t.Errorf("%d rows after folding twice", l.Len())
	}
	if l.toggle(2) || l.toggle(-1) || l.toggle(99) {
		t.Error("something that is no head was folded")
	}
}

// TestMendingLeavesThePlace: whoever mended one row comes back to the group as it was
// unfolded, at the next row of it.
func TestMendingLeavesThePlace(t *testing.T) {
	result := func(members ...int64) (res data.Result) {
		g := data.Group{Kind: "missing", Title: "会籍变化日期缺失"}
		for i, m := range members {
			res.Problems = append(res.Problems, problem.Problem{Kind: "missing", Record: m, Field: "change_date"})
			g.Problems = append(g.Problems, i)
		}
		res.Problems = append(res.Problems, problem.Problem{Kind: "odd", Record: 99})
		res.Groups = []data.Group{g, {Kind: "odd", Title: "别的", Problems: []int{len(members)}}}
		return res
	}
	before := newLines(result(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), nil)
	before.toggle(0)
	p, ok := before.at(3) // the third member
	if !ok || p.Record != 3 {
		t.Fatalf("%+v", p)
	}
	after := newLines(result(1, 2, 4, 5, 6, 7, 8, 9, 10), before)
	if q, ok := after.at(after.find(p, 3)); !ok || q.Record != 4 {
		t.Errorf("after mending member 3 the place is at %+v (%v)", q, ok)
	}
	if q, _ := after.at(after.find(problem.Problem{Kind: "missing", Record: 7, Field: "change_date"}, 3)); q.Record != 7 {
		t.Errorf("what is not mended is not found: %+v", q)
	}
	if c := after.Cell(0, colValue); c.Tone != after.Cell(0, colWho).Tone {
		t.Error("a click beside the title does not fold")
	}
}

func TestExportWritesAndNotes(t *testing.T) {
	s, v := shown2018(t)
	dir := t.TempDir()
	out, err := export(t.Context(), s.Open, v.facts.request, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(out.Path); err != nil || filepath.Dir(out.Path) != dir {
		t.Error(out.Path, err)
	}
	runs, err := data.Runs(t.Context(), s.Open.Read())
	if err != nil || len(runs) != 1 || runs[0].Rows != out.Rows || runs[0].Errors == 0 {
		t.Errorf("%+v %v", runs, err)
	}
}

func TestDuesFormsNeedABilledMonth(t *testing.T) {
	s := pagetest.Demo(t, 0)
	v := New(s).(*view)
	s.Place(v, 1093, 614, page.Profile{ID: "dues-summary"})
	if v.facts.why == "" || !v.write.Disabled() || !v.anyway.Hidden {
		t.Errorf("why %q", v.facts.why)
	}
}

func TestUnknownProfileIsSaid(t *testing.T) {
	s := pagetest.Demo(t, 0)
	v := New(s).(*view)
	v.Show(page.Profile{ID: "没有"})
	var said *data.Error
	if !errors.As(s.Failed, &said) {
		t.Error(s.Failed)
	}
}

// slow is a shell that looks at the page before work is done.
type slow struct {
	*pagetest.Shell
	look func()
}

func (s slow) Load(title string, job func(context.Context, page.Progress) error, then func(error)) {
	if title == "体检" {
		s.look()
	}
	s.Shell.Load(title, job, then)
}

// A list that is empty because nothing was read yet does not say that there is nothing.
func TestWhileCheckingNothingIsSaidToBeWell(t *testing.T) {
	s := pagetest.Demo(t, 326)
	var v *view
	looked := 0
	v = New(slow{s, func() {
		looked++
		if v.grid.EmptyText != "" || v.lines.Len() != 0 || !v.write.Disabled() || !v.anyway.Hidden || !v.mend.Hidden || v.sum.Text() != "正在体检…" {
			t.Errorf("while checking: empty list says %q, %d rows, sum %q", v.grid.EmptyText, v.lines.Len(), v.sum.Text())
		}
	}}).(*view)
	s.Place(v, 1093, 614, nil)
	if v.lines.Len() == 0 || v.grid.EmptyText == "" {
		t.Errorf("after checking: %d rows", v.lines.Len())
	}
	v.asking = request{profile: "member-24"}
	v.load()
	if looked < 2 {
		t.Errorf("looked %d times", looked)
	}
}

// On the first visit nobody has chosen a form; what was sent of the one that is shown is
// known nevertheless.
func TestFirstVisitKnowsWhatWasSent(t *testing.T) {
	s := pagetest.Demo(t, 30)
	form, err := data.Load("member-2018")
	if err != nil {
		t.Fatal(err)
	}
	source, err := form.SourceOf(t.Context(), data.From{Ledger: s.Open.Read(), On: s.Day})
	if err != nil {
		t.Fatal(err)
	}
	out, found, err := data.CheckAndExport(t.Context(), form, source, t.TempDir(), data.Options{AsOf: s.Day})
	if err == nil {
		_, err = data.Record(t.Context(), s.Open, form, out, found)
	}
	if err != nil {
		t.Fatal(err)
	}
	v := New(s).(*view)
	s.Place(v, 1093, 614, nil)
	if v.asking.profile != form.ID {
		t.Fatalf("shown is %q", v.asking.profile)
	}
	v.sending.CompareNow()
	s.Settled()
}
