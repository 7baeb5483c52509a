package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/data/ledger"
	data "unionledger/data/report"
)

const city = "../../../testdata/samples/市总下发模板-会员.xlsx"

// keptCity is a page over a ledger that has learnt the city's form.
func keptCity(t *testing.T) (*pagetest.Shell, *view, data.Info) {
	t.Helper()
	s, v := shown2018(t)
	form, err := os.ReadFile(city)
	if err != nil {
		t.Fatal(err)
	}
	l, err := data.Learn(form, city, data.MemberFields)
	if err != nil {
		t.Fatal(err)
	}
	p, err := l.Finish("市总会员表")
	if err != nil {
		t.Fatal(err)
	}
	info, _, err := data.Keep(t.Context(), s.Open, p)
	if err != nil {
		t.Fatal(err)
	}
	v.Show(page.Profile{ID: info.ID})
	s.Settled()
	return s, v, info
}

func TestAFormThatWasLearntIsChecked(t *testing.T) {
	s, v, info := keptCity(t)
	s.Picture("own-form")
	if v.facts.profile != info.ID || !v.facts.info.Own || v.facts.result.Rows == 0 {
		t.Fatalf("%+v", v.facts.info)
	}
	if first := v.facts.forms[0]; first.ID != info.ID {
		t.Errorf("listed are %+v", v.facts.forms)
	}
	dir := t.TempDir()
	if out, err := export(t.Context(), s.Open, v.facts.request, dir); err != nil || out.Rows != v.facts.result.Rows {
		t.Errorf("%+v, %v", out, err)
	}
	// One that goes while it is shown leaves the first in its place.
	if _, err := data.Forget(t.Context(), s.Open, info.ID); err != nil {
		t.Fatal(err)
	}
	v.load()
	if s.Failed != nil || v.facts.profile != "member-2018" {
		t.Errorf("%v, shown is %s", s.Failed, v.facts.profile)
	}
}

func TestDroppedFiles(t *testing.T) {
	s, v, info := keptCity(t)
	p, err := data.Find(t.Context(), s.Open.Read(), info.ID)
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := p.WriteBundle(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if !v.Dropped(bundle) || !strings.Contains(s.Said, "已经有了") {
		t.Errorf("said %q", s.Said)
	}
	bad := filepath.Join(t.TempDir(), "坏.ghby")
	if err := os.WriteFile(bad, []byte("nichts"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !v.Dropped(bad) || s.Failed == nil || !strings.Contains(s.Failed.Error(), "坏.ghby") {
		t.Errorf("failed with %v", s.Failed)
	}
	s.Failed = nil
	if !v.Dropped(city) || v.learning == nil || v.Unstored() == "" {
		t.Error("a workbook is not learnt")
	}
	if v.Dropped("a.csv") {
		t.Error("a csv is taken")
	}
}

func TestMendAllAtOnce(t *testing.T) {
	s := pagetest.Demo(t, 30)
	_, err := s.Open.Write(t.Context(), ledger.Op{Title: "测试"}, func(tx *ledger.Tx) error {
		_, err := tx.Exec("UPDATE member SET gender = NULL WHERE id_number IS NOT NULL AND gender IS NOT NULL")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	v := New(s).(*view)
	s.Place(v, 1093, 614, page.Profile{ID: "member-2018"})
	n := len(v.facts.mends)
	if n == 0 || v.mend.Hidden || !strings.Contains(v.mend.Text(), "放心改") {
		t.Fatalf("%d mends, hidden %v", n, v.mend.Hidden)
	}
	v.askMend()
	s.Picture("mend")
	op, err := data.Apply(t.Context(), s.Open, v.facts.mends)
	if err != nil || op == 0 {
		t.Fatal(op, err)
	}
	v.load()
	if len(v.facts.mends) != 0 || !v.mend.Hidden {
		t.Errorf("%d mends are left", len(v.facts.mends))
	}
}

func TestFormsOfAPeriodOfferMonths(t *testing.T) {
	s, v := shown2018(t)
	for id, want := range map[string]string{"member-changes": "2022-04 2022-04", "survey-figures": "2020-10 2021-09"} {
		v.Show(page.Profile{ID: id})
		s.Settled()
		if got := v.first.Value() + " " + v.last.Value(); got != want || v.months.Hidden {
			t.Errorf("%s speaks of %s, want %s", id, got, want)
		}
		s.Picture(id)
	}
}
