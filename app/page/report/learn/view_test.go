package learn

import (
	"path/filepath"
	"strings"
	"testing"

	"unionledger/app/page/pagetest"
	"unionledger/data/report"
)

const city = "../../../../testdata/samples/市总下发模板-会员.xlsx"

// held puts the work into a window and tells where it went when it was left.
func held(t *testing.T) (*pagetest.Shell, *View, *string) {
	t.Helper()
	s := pagetest.Demo(t, 30)
	gone := ""
	v := New(s, func(id string) { gone = id })
	s.Place(shown{v}, 1093, 614, nil)
	return s, v, &gone
}

func TestFromTheWorkbookToTheForm(t *testing.T) {
	s, v, gone := held(t)
	v.Open(city)
	if v.step != stepColumns || len(v.learn.Columns) != 24 {
		t.Fatalf("step %d, %d columns", v.step, len(v.learn.Columns))
	}
	s.Picture("learn-columns")
	if err := v.learn.Put("X", report.ContentText+"2022"); err != nil {
		t.Fatal(err)
	}
	v.show(stepColumns, nil)
	v.show(stepName, nil)
	s.Picture("learn-name")
	v.name.SetValue("建德市总会员表")
	v.save()
	if s.Failed != nil || !strings.HasPrefix(*gone, "own-") || !strings.Contains(s.Said, "第 1 版") || s.Op == 0 {
		t.Fatalf("left to %q, said %q, failed %v", *gone, s.Said, s.Failed)
	}
	p, err := report.Find(t.Context(), s.Open.Read(), "建德市总会员表")
	if err != nil || p.Columns[23].Text != "2022" {
		t.Errorf("%v, %v", p, err)
	}
	// What is kept opens again as it was settled, and is then the next version.
	again := New(s, func(string) {})
	again.Change(p.ID)
	if again.step != stepColumns || !again.changing || again.title.Text() != "改对列" || again.learn.Columns[23].Content != report.ContentText+"2022" {
		t.Fatalf("step %d, %+v", again.step, again.learn.Columns[23])
	}
	if err := again.learn.Mean("K", "居民家庭户口", "其他户口"); err != nil {
		t.Fatal(err)
	}
	again.show(stepName, nil)
	again.save()
	if !strings.Contains(s.Said, "第 2 版") {
		t.Errorf("said %q", s.Said)
	}
}

func TestWhatIsNoFormIsSaidAndNothingLost(t *testing.T) {
	_, v, _ := held(t)
	v.Open(filepath.Join(t.TempDir(), "没有.xlsx"))
	if v.step != stepFile || len(v.banner.Objects) == 0 {
		t.Error("a file that is not there is not said")
	}
	v.Open("../../../../testdata/samples/会员花名册(旧版).xls")
	if v.step != stepFile || len(v.banner.Objects) == 0 {
		t.Error("an old file type is not said")
	}
}

func TestNameMustBeGiven(t *testing.T) {
	s, v, gone := held(t)
	v.Open(city)
	v.show(stepName, nil)
	v.name.SetValue("  ")
	v.save()
	if v.step != stepName || len(v.banner.Objects) == 0 || *gone != "" || s.Said != "" {
		t.Errorf("step %d, left to %q", v.step, *gone)
	}
}

// shown makes a page of the work, for the window of the test.
type shown struct{ *View }

func (shown) Show(any) {}
