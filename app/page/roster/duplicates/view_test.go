package duplicates

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// asPage lets the stand-in for the window show the view.
type asPage struct{ *View }

func (p asPage) Show(any) { p.Reload() }

// twice is a demonstration ledger in which the member 5 stands a second time, with
// a mistyped name, without the number and with another post.
func twice(t *testing.T) (*pagetest.Shell, *View, *any) {
	t.Helper()
	s := pagetest.Demo(t, 60)
	ctx := context.Background()
	m, err := member.Get(ctx, s.Open.Read(), 5, s.Day)
	if err != nil {
		t.Fatal(err)
	}
	rec := m.Record.Clone()
	rec.Set("id_number", "")
	rec.Set("post", "新岗位")
	rec.Set("education", "博士")
	if _, err := s.Open.Write(ctx, ledger.Op{Title: "又登记了一次"}, func(tx *ledger.Tx) error {
		_, err := member.Add(tx, rec, member.Event{Date: s.Day})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var left any = "still here"
	v := New(s, func(target any) { left = target }, func(_ string, then func()) { then() })
	s.Place(asPage{v}, 1029, 500, nil)
	return s, v, &left
}

func lineOf(t *testing.T, v *View, label string) int {
	t.Helper()
	for i, l := range v.lines {
		if l.label == label {
			return i
		}
	}
	t.Fatal("no line", label)
	return -1
}

func press(t *testing.T, s *pagetest.Shell) {
	t.Helper()
	d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatal("no question was asked")
	}
	d.Accept()
}

func TestMergingInTheWindow(t *testing.T) {
	s, v, _ := twice(t)
	s.Picture("duplicates")
	if len(v.pairs) != 1 || v.m == nil || v.m.Keep.ID != 5 || v.m.Drop.ID != 61 {
		t.Fatalf("%+v", v.pairs)
	}
	post := lineOf(t, v, "岗位")
	if l := v.lines[post]; !l.differs || l.choice() != takeRight || l.after != "新岗位" {
		t.Errorf("%+v", l)
	}
	if l := v.lines[lineOf(t, v, "证件号码")]; l.drop || !strings.HasPrefix(l.after, "****") {
		t.Errorf("%+v", l)
	}
	if err := v.table.OnEdit(post, choiceColumn, takeLeft); err != nil || v.lines[lineOf(t, v, "岗位")].after == "新岗位" {
		t.Error("the choice was not taken", err)
	}
	v.table.OnActivate(lineOf(t, v, "学历"), 1)
	if l := v.lines[lineOf(t, v, "学历")]; l.after == "博士" || l.why != "您选的" {
		t.Errorf("%+v", l)
	}
	test.Tap(v.eye)
	if l := v.lines[lineOf(t, v, "证件号码")]; !strings.HasPrefix(l.after, "330101") {
		t.Errorf("the number is not shown: %+v", l)
	}
	test.Tap(v.do)
	press(t, s)
	s.Settled()
	if len(v.pairs) != 0 || s.Op == 0 || !strings.HasPrefix(s.Said, "已合并会员") {
		t.Fatalf("%v %q", v.pairs, s.Said)
	}
	s.Picture("duplicates-none")
	m, err := member.Get(context.Background(), s.Open.Read(), 5, s.Day)
	if err != nil || m.Get("post") == "新岗位" || m.Get("education") == "博士" {
		t.Errorf("%v %v", m, err)
	}
	s.Undo(s.Op)
	if len(v.pairs) != 1 {
		t.Error("after 撤销 the pair is not found again")
	}
}

func TestTellingApartInTheWindow(t *testing.T) {
	s, v, left := twice(t)
	test.Tap(v.swap)
	if v.m.Keep.ID != 61 {
		t.Fatal("the sides were not swapped")
	}
	test.Tap(v.apart)
	s.Settled()
	if len(v.pairs) != 0 || !strings.HasPrefix(s.Said, "已记下不是同一个人") {
		t.Errorf("%v %q", v.pairs, s.Said)
	}
	v.leave(nil)
	if *left != nil {
		t.Error("the page was not left")
	}
}

// Two who have nothing in common can be merged when somebody says so; that both paid
// differently for a month is told, on the page and again before it is written.
func TestAPairThatWasChosen(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := Pair(s, func(any) {}, func(_ string, then func()) { then() }, 9, 3)
	s.Place(asPage{v}, 1029, 500, nil)
	if len(v.pairs) == 0 || v.pairs[0].A != 3 || v.pairs[0].B != 9 || v.m.Keep.ID != 3 {
		t.Fatalf("%+v", v.pairs)
	}
	if v.do.Disabled() || !strings.Contains(v.moved, "两边收得不一样的") {
		t.Errorf("closed %v, told %q", v.do.Disabled(), v.moved)
	}
	s.Picture("duplicates-paid-differently")
}
