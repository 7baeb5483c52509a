package report

import (
	"os"
	"slices"
	"testing"
)

// The profile written by hand for the invented city form says what is to be learnt
// from the form alone.
func TestLearnACityForm(t *testing.T) {
	form, err := os.ReadFile(samples + "市总下发模板-会员.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	learnt, err := Learn(form, "市总下发模板-会员.xlsx", MemberFields)
	if err != nil {
		t.Fatal(err)
	}
	if unknown := learnt.Unknown(); len(unknown) != 0 {
		t.Errorf("not understood: %v", unknown)
	}
	p, err := learnt.Finish("市总会员表")
	if err != nil {
		t.Fatal(err)
	}
	want := cityProfile(t)
	if p.Sheet != want.Sheet || p.Rows != want.Rows {
		t.Errorf("sheet %s rows %v, want %s %v", p.Sheet, p.Rows, want.Sheet, want.Rows)
	}
	if len(p.Columns) != len(want.Columns) {
		t.Fatalf("%d columns, want %d", len(p.Columns), len(want.Columns))
	}
	for i, w := range want.Columns {
		got := p.Columns[i]
		if got.At != w.At || got.Header != w.Header || got.Field != w.Field || got.Text != w.Text || got.Sequence != w.Sequence || got.Date != w.Date || got.Need != w.Need {
			t.Errorf("column %s is learnt as %+v, want %+v", w.At, got, w)
		}
	}
	// Every word of ours is written the same, whoever made the profile.
	l := newLedger(t)
	enrol(t, l, roster(t))
	source, opt := Members{l.Read(), onDay}, Options{AsOf: onDay}
	one, err := Preview(ctx, p, source, opt, 1000)
	if err != nil {
		t.Fatal(err)
	}
	two, err := Preview(ctx, want, source, opt, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if len(one) != 326 || len(two) != 326 {
		t.Fatalf("%d and %d rows", len(one), len(two))
	}
	for i := range one {
		if !slices.Equal(one[i][:23], two[i][:23]) {
			t.Fatalf("row %d is\n%v\nby the form, and\n%v\nby hand", i+1, one[i], two[i])
		}
	}
}

func TestLearnOurOwnForms(t *testing.T) {
	for _, id := range []string{"member-2018", "organisation-2018", "member-24"} {
		want := mustLoad(t, id)
		l, err := Learn(want.Blank(), "采集表.xlsx", MemberFields)
		if err != nil {
			t.Fatal(err)
		}
		p, err := l.Finish("自己的")
		if err != nil {
			t.Fatal(err)
		}
		if p.Source != want.Source || p.Rows != want.Rows {
			t.Errorf("%s is learnt as %s with %v, want %v", id, p.Source, p.Rows, want.Rows)
		}
		for i, c := range want.Columns {
			got := p.Columns[i]
			same := got.Field == c.Field || c.Field == "workplace" || c.Header == "用户名"
			if got.Header != c.Header || !same || c.Date != "" && c.Date[:4]+c.Date[5:7]+c.Date[8:] != got.Date[:4]+got.Date[5:7]+got.Date[8:] {
				t.Errorf("%s: column %s is learnt as %+v", id, c.At, got)
			}
		}
	}
}

func TestLearnRefusesWhatIsNoForm(t *testing.T) {
	for name, data := range map[string][]byte{"a.xlsx": []byte("nichts"), "b.xlsx": nil, "b.csv": []byte("姓名,性别,身份证号\n甲,男,1\n"), "c.xlsx": mustLoad(t, "dues-summary").Blank()} {
		if l, err := Learn(data, name, MemberFields); err == nil {
			t.Errorf("%s was learnt as %v", name, l.Columns)
		} else if err.Error() == "" {
			t.Errorf("%s: an error without a sentence", name)
		}
	}
}
