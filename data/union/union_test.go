package union

import (
	"context"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"unionledger/data/ledger"
)

var ctx = context.Background()

func newLedger(t *testing.T) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "a.ghtz"), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestUnitIsKept(t *testing.T) {
	l := newLedger(t)
	u, err := Load(ctx, l.Read())
	if err != nil || u.Name() != "未命名工会" {
		t.Fatal(u.Name(), err)
	}
	u.Enterprise.Set("name", "甲公司")
	u.Enterprise.Set("staff", "341")
	for range 2 { // the second time replaces the first
		u.Union.Set("founded", "2009-06")
		if _, err := l.Write(ctx, ledger.Op{Title: "存"}, func(tx *ledger.Tx) error { return Save(tx, u) }); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Load(ctx, l.Read())
	if err != nil || got.Name() != "甲公司" || got.Enterprise.Int("staff") != 341 || got.Union.Get("founded") != "2009-06" {
		t.Error(got.Enterprise, got.Union, err)
	}
}

func TestCodesAreToldApart(t *testing.T) {
	const enterprise, own = "91330101MA2K7Q315D", "81330101MC0316A29H"
	for _, c := range []struct {
		name, enterprise, union string
		kinds                   []string
		says                    string
	}{
		{"right", enterprise, own, nil, ""},
		{"swapped", own, enterprise, []string{"credit_code_swapped", "credit_code_swapped"}, "填反"},
		{"one sign wrong", "91330101MA2K7Q315E", own, []string{"credit_code"}, "校验"},
		{"too short", enterprise[:17], own, []string{"credit_code"}, "17 位"},
		{"unit without a code", "", own, []string{"required_missing"}, "没有填"},
		{"union without a code", enterprise, "", nil, ""},
	} {
		u := Unit{Enterprise: Enterprise.NewRecord(), Union: Union.NewRecord()}
		u.Enterprise.Set("name", "甲公司")
		u.Union.Set("name", "甲公司工会")
		u.Enterprise.Set("credit_code", c.enterprise)
		u.Union.Set("credit_code", c.union)
		var kinds []string
		for _, p := range Check(u) {
			kinds = append(kinds, p.Kind)
			if !strings.Contains(p.Message, c.says) {
				t.Errorf("%s: %s", c.name, p.Message)
			}
		}
		if !reflect.DeepEqual(kinds, c.kinds) {
			t.Errorf("%s: %v, want %v", c.name, kinds, c.kinds)
		}
	}
}

func TestTree(t *testing.T) {
	l := newLedger(t)
	_, err := l.Write(ctx, ledger.Op{Title: "小组"}, func(tx *ledger.Tx) error {
		branch, err := AddGroup(tx, Group{Name: "生产一分会", Kind: "分会"})
		if err != nil {
			return err
		}
		for _, name := range []string{"机加一小组", "机加二小组"} {
			if _, err := AddGroup(tx, Group{Parent: branch, Name: name}); err != nil {
				return err
			}
		}
		again, err := EnsureGroup(tx, "机加一小组")
		if err != nil || again != 2 {
			t.Error("made again", again, err)
		}
		_, err = EnsureGroup(tx, "机关")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	groups, err := Groups(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	ordered, depth := Tree(groups)
	var got []string
	for i, g := range ordered {
		got = append(got, strings.Repeat(" ", depth[i])+g.Name)
	}
	if want := []string{"生产一分会", " 机加一小组", " 机加二小组", "机关"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
	if below := Below(groups, 1); !reflect.DeepEqual(below, []int64{1, 2, 3}) || Below(groups, 0) != nil {
		t.Error(below)
	}
	if Names(groups)[4] != "机关" {
		t.Error(Names(groups))
	}
}

// A damaged file may hold a circle; the window must not hang on it.
func TestACircleEnds(t *testing.T) {
	groups := []Group{{ID: 1, Parent: 2, Name: "a"}, {ID: 2, Parent: 1, Name: "b"}, {ID: 3, Parent: 3, Name: "c"}}
	Tree(groups)
	if n := len(Below(groups, 1)); n == 0 || n > 10 {
		t.Errorf("%d groups", n)
	}
}

// TestAGroupNeverHasAnothersNumber makes a group after the making of another was
// undone: what names that one must not come to mean this one.
func TestAGroupNeverHasAnothersNumber(t *testing.T) {
	l := newLedger(t)
	add := func(name string) (id int64) {
		t.Helper()
		if _, err := l.Write(ctx, ledger.Op{Title: "建"}, func(tx *ledger.Tx) (err error) {
			id, err = AddGroup(tx, Group{Name: name})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return id
	}
	first, second := add("甲"), add("乙")
	if second != first+1 {
		t.Fatal(first, second)
	}
	if _, err := l.Undo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if third := add("丙"); third <= second {
		t.Errorf("丙 has number %d, 乙 had %d", third, second)
	}
}
