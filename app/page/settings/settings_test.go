package settings

import (
	"strings"
	"testing"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

func TestAFieldIsSavedWhenItIsLeft(t *testing.T) {
	s := pagetest.Demo(t, 5)
	v := New(s).(*view)
	s.Place(v, 1093, 614, nil)
	v.unit.save(v.unit.unit.Union, "clerk", "王五")
	s.Settled()
	u, err := union.Load(t.Context(), s.Open.Read())
	if err != nil || u.Union.Get("clerk") != "王五" || s.Op == 0 || !strings.Contains(s.Said, "经办人") {
		t.Fatal(u.Union.Get("clerk"), s.Said, err)
	}
	if _, err := s.Open.Undo(t.Context(), s.Op); err != nil {
		t.Fatal(err)
	}
	if u, _ := union.Load(t.Context(), s.Open.Read()); u.Union.Get("clerk") != "沈雪娟" {
		t.Error("undo left", u.Union.Get("clerk"))
	}
	before := s.Op
	v.unit.load()
	v.unit.save(v.unit.unit.Union, "clerk", "沈雪娟")
	if s.Op != before {
		t.Error("the same value was written again")
	}
}

func TestSwappedCreditCodesAreSaid(t *testing.T) {
	s := pagetest.Demo(t, 5)
	v := New(s).(*view)
	s.Place(v, 1093, 614, nil)
	enterprise, own := v.unit.unit.Enterprise.Get("credit_code"), v.unit.unit.Union.Get("credit_code")
	v.unit.save(v.unit.unit.Enterprise, "credit_code", own)
	v.unit.load()
	v.unit.save(v.unit.unit.Union, "credit_code", enterprise)
	v.unit.load()
	for name, f := range map[string]string{"单位": v.unit.enterprise.Field("credit_code").Control.Problem(), "工会": v.unit.union.Field("credit_code").Control.Problem()} {
		if !strings.Contains(f, "填反") {
			t.Errorf("%s: %q", name, f)
		}
	}
}

func TestHistoryShowsWhatChanged(t *testing.T) {
	s := pagetest.Demo(t, 40)
	v := New(s).(*view)
	s.Place(v, 1093, 614, page.History{})
	h := v.sections[tabHistory].(*historySection)
	if h.ops.Len() == 0 || v.tabs.Selected() != tabHistory {
		t.Fatal("no operations")
	}
	for row := range h.ops {
		if h.ops.Cell(row, 3).Text == "" {
			t.Errorf("operation %d has no words", row)
		}
	}
	op, err := s.Open.Write(t.Context(), ledger.Op{Title: "改"}, func(tx *ledger.Tx) error {
		return tx.Update("member", 1, []string{"phone", "dues_base_fen"}, []any{"19900000335", 443600})
	})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := readChanges(t.Context(), s.Open, op, 10)
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	for _, r := range rows {
		if !strings.HasPrefix(r.what, "会员“") || r.action != "修改" {
			t.Errorf("%+v", r)
		}
		if r.field == "移动电话" && r.new != "199****0335" || r.field == "缴费基数" && r.new != "4,436.00" {
			t.Errorf("%+v", r)
		}
	}
}

func TestEveryTabLoads(t *testing.T) {
	s := pagetest.Demo(t, 5)
	v := New(s).(*view)
	s.Place(v, 1093, 614, nil)
	inline(v.sections[tabPapers].(*paperSection))
	for i, sec := range v.sections {
		if i == tabLook {
			continue // asks the window how it looks, which the stand-in cannot say
		}
		v.tabs.Select(i)
		sec.load()
		s.Settled()
		if sec.object().MinSize().Width > 1093 {
			t.Errorf("tab %d is wider than the window: %v", i, sec.object().MinSize())
		}
	}
	if !strings.Contains(v.sections[tabBackup].(*backupSection).where.Text(), ledger.Extension) {
		t.Error("the backup tab does not say where the ledger lies")
	}
}
