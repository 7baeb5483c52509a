package report

import (
	"slices"
	"testing"

	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// plantMember enters a good member with some values changed, past every check, as an
// older program or another hand may have left them.
func plantMember(t testing.TB, l *ledger.Ledger, changes map[string]string) int64 {
	t.Helper()
	rec := member.Fields.NewRecord()
	for key, v := range good {
		if member.Fields.Index(key) >= 0 {
			rec.Set(key, v)
		}
	}
	for key, v := range changes {
		rec.Set(key, v)
	}
	var id int64
	write(t, l, func(tx *ledger.Tx) (err error) {
		id, err = member.Add(tx, rec, member.Event{Kind: member.Joined, Date: field.ParseDate(good["join_date"])})
		return err
	})
	return id
}

func TestMendsAreSafeAndTakenBackAtOnce(t *testing.T) {
	cases := []struct {
		name    string
		changes map[string]string
		want    map[string]string
	}{
		{"nothing", nil, nil},
		{"no birth", map[string]string{"birth_date": ""}, map[string]string{"birth_date": "1985-08-28"}},
		{"only the month of birth", map[string]string{"birth_date": "1985-08"}, map[string]string{"birth_date": "1985-08-28"}},
		{"another birth", map[string]string{"birth_date": "1985-09-28"}, nil},
		{"another month of birth", map[string]string{"birth_date": "1985-09"}, nil},
		{"no sex and no kind of document", map[string]string{"gender": "", "id_type": ""}, map[string]string{"gender": "女", "id_type": "居民身份证"}},
		{"another sex", map[string]string{"gender": "男"}, nil},
		{"a number that is wrong tells nothing", map[string]string{"id_number": "330101198508287328", "gender": "", "birth_date": ""}, nil},
		{"spaces in the name", map[string]string{"name": "赵 桂 芳"}, map[string]string{"name": "赵桂芳"}},
		{"full-width number", map[string]string{"id_number": "３３０１０１１９８５０８２８７３２７"}, map[string]string{"id_number": "330101198508287327"}},
		{"a word of one meaning", map[string]string{"education": "大专毕业", "political": "党员"}, map[string]string{"education": "大专", "political": "中共党员"}},
		{"a word of two meanings", map[string]string{"education": "研究生"}, nil},
		{"a date without zeros", map[string]string{"birth_date": "1985-8-28"}, map[string]string{"birth_date": "1985-08-28"}},
		{"a field the form does not ask for", map[string]string{"home_address": "  云栎路  "}, nil},
	}
	p := mustLoad(t, "member-2018")
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := newLedger(t)
			id := plantMember(t, l, c.changes)
			from := From{Ledger: l.Read(), On: onDay}
			mends, err := Mends(ctx, p, from)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, m := range mends {
				got[m.Field] = m.New
				if m.Record != id || m.Table != "member" || m.Old != c.changes[m.Field] {
					t.Errorf("%+v", m)
				}
			}
			if len(got) != len(c.want) || len(got) != len(mends) {
				t.Fatalf("mends are %v, want %v", mends, c.want)
			}
			op, err := Apply(ctx, l, mends)
			if err != nil || (op != 0) != (len(c.want) > 0) {
				t.Fatal(op, err)
			}
			now, err := member.Get(ctx, l.Read(), id, onDay)
			if err != nil {
				t.Fatal(err)
			}
			for key, want := range c.want {
				if now.Get(key) != want || got[key] != want {
					t.Errorf("%s is %q, want %q", key, now.Get(key), want)
				}
			}
			if again, err := Mends(ctx, p, from); err != nil || len(again) != 0 {
				t.Errorf("mended, and again %v, %v", again, err)
			}
			if op == 0 {
				return
			}
			if _, err := Apply(ctx, l, mends); err == nil {
				t.Error("stale mends are written")
			}
			if _, err := l.Undo(ctx, op); err != nil {
				t.Fatal(err)
			}
			if again, err := Mends(ctx, p, from); err != nil || !slices.Equal(again, mends) {
				t.Errorf("taken back, %v, %v", again, err)
			}
		})
	}
}

func TestMendsOfTheUnit(t *testing.T) {
	l := newLedger(t)
	u, err := union.Load(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	u.Enterprise.Set("credit_code", "９１３３０１０１ma2k7q315d")
	u.Union.Set("name", " 杭州云栎精密机械有限公司工会委员会 ")
	write(t, l, func(tx *ledger.Tx) error { return union.Save(tx, u) })
	mends, err := Mends(ctx, mustLoad(t, "organisation-2018"), From{Ledger: l.Read(), On: onDay})
	if err != nil || len(mends) != 2 {
		t.Fatal(mends, err)
	}
	if _, err := Apply(ctx, l, mends); err != nil {
		t.Fatal(err)
	}
	if u, err = union.Load(ctx, l.Read()); err != nil || u.Enterprise.Get("credit_code") != "91330101MA2K7Q315D" || u.Name() != "杭州云栎精密机械有限公司工会委员会" {
		t.Errorf("%v, %v", u, err)
	}
	none, err := Mends(ctx, mustLoad(t, "dues-summary"), From{Ledger: l.Read(), On: onDay})
	if err != nil || none != nil {
		t.Errorf("%v, %v", none, err)
	}
}
