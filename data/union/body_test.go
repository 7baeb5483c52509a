package union

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

func write(t testing.TB, l *ledger.Ledger, fn func(*ledger.Tx) error) int64 {
	t.Helper()
	op, err := l.Write(ctx, ledger.Op{Title: "试"}, fn)
	if err != nil {
		t.Fatal(err)
	}
	return op
}

func rec(set *field.Set, pairs ...string) field.Record {
	r := set.NewRecord()
	for i := 0; i+1 < len(pairs); i += 2 {
		r.Set(pairs[i], pairs[i+1])
	}
	return r
}

func TestTermsEndAndAreNamed(t *testing.T) {
	for _, c := range []struct{ number, start, years, end, title, ends string }{
		{"3", "2020-06-05", "3", "", "第三届", "2023-06-04"},
		{"12", "2020-06-05", "5", "2025-03-01", "第十二届", "2025-03-01"},
		{"20", "2020-02-29", "5", "", "第二十届", "2025-02-27"},
		{"", "2020-06", "3", "", "2020-06 起的一届", ""},
		{"", "", "3", "", "未编号的一届", ""},
	} {
		term := Term{Record: rec(TermFields, "number", c.number, "term_start", c.start, "years", c.years, "term_end", c.end)}
		if term.Title() != c.title || term.End().String() != c.ends {
			t.Errorf("%+v: %s, %s", c, term.Title(), term.End())
		}
	}
}

// TestWhoSits takes the last term that had begun, past its end too, and of its
// people those whose days hold.
func TestWhoSits(t *testing.T) {
	post := func(name, from, to string) Post {
		return Post{Record: rec(PostFields, "name", name, "post", "委员", "from_date", from, "to_date", to)}
	}
	b := Body{Terms: []Term{
		{ID: 1, Record: rec(TermFields, "term_start", "2017-06-01", "years", "3")},
		{ID: 2, Record: rec(TermFields, "term_start", "2020-06-01", "years", "3"), People: []Post{
			post("始终在任", "", ""), post("中途离任", "2020-06-01", "2021-03-09"), post("补选", "2021-03-10", ""), post("只知道月", "2022-01", "2022-05")}},
	}}
	for day, want := range map[string]string{
		"2017-05-31": "", "2018-01-01": "1", "2020-06-01": "2 始终在任 中途离任", "2021-03-09": "2 始终在任 中途离任", "2021-03-10": "2 始终在任 补选",
		"2022-05-31": "2 始终在任 补选 只知道月", "2030-01-01": "2 始终在任 补选", "": "2 始终在任 补选",
	} {
		on := civil.Date{}
		if day != "" {
			on = civil.MustParse(day)
		}
		got := ""
		if term, ok := b.Current(on); ok {
			got = string(rune('0' + term.ID))
			for _, p := range term.Sitting(on) {
				got += " " + p.Get("name")
			}
		}
		if got != want {
			t.Errorf("on %q sit %q, want %q", day, got, want)
		}
	}
}

// TestAnElection ends the old term and its posts, carries over who was named, and is
// taken back as one operation.
func TestAnElection(t *testing.T) {
	l := newLedger(t)
	var body int64
	var posts []int64
	write(t, l, func(tx *ledger.Tx) (err error) {
		if body, err = AddBody(tx, Committee); err != nil {
			return err
		}
		term, err := PutTerm(tx, Term{Body: body, Record: rec(TermFields, "number", "2", "term_start", "2019-05-01", "years", "3")})
		for _, name := range []string{"郑海", "毛香娟", "朱慧雪"} {
			if err == nil {
				var id int64
				id, err = PutPost(tx, Post{Term: term, Record: rec(PostFields, "name", name, "post", map[bool]string{true: "主席", false: "委员"}[name == "郑海"])})
				posts = append(posts, id)
			}
		}
		return err
	})
	next := Term{Body: body, Record: rec(TermFields, "number", "3", "term_start", "2022-04-20", "years", "5")}
	op := write(t, l, func(tx *ledger.Tx) error { _, err := Elect(tx, next, posts[:2]); return err })
	bodies, err := Bodies(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	old, now := bodies[0].Terms[0], bodies[0].Terms[1]
	if old.End().String() != "2022-04-19" || len(old.Sitting(civil.MustParse("2022-04-19"))) != 3 || len(old.Sitting(civil.Date{})) != 0 {
		t.Errorf("the old term: %v %v", old, old.People)
	}
	if len(now.People) != 2 || now.People[0].Get("from_date") != "2022-04-20" || now.People[0].Get("to_date") != "" || now.End().String() != "2027-04-19" {
		t.Errorf("the new term: %v %v", now, now.People)
	}
	if u, err := LoadOn(ctx, l.Read(), civil.MustParse("2022-05-06")); err != nil || u.Union.Get("chair") != "郑海" || u.Union.Get("term_end") != "2027-04-19" {
		t.Error(u.Union, err)
	}
	for name, term := range map[string]Term{
		"不晚于": {Body: body, Record: rec(TermFields, "term_start", "2022-04-20")}, "写到日": {Body: body, Record: rec(TermFields, "term_start", "2025-04")},
		"不在了": {Body: 99, Record: rec(TermFields, "term_start", "2028-01-01")}, "太长": {Body: body, Record: rec(TermFields, "term_start", "2028-01-01", "years", "30")},
		"早于": {Body: body, Record: rec(TermFields, "term_start", "2028-01-01", "term_end", "2027-01-01")},
	} {
		if _, err := l.Write(ctx, ledger.Op{Title: "换届"}, func(tx *ledger.Tx) error { _, err := Elect(tx, term, nil); return err }); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if bodies, err := Bodies(ctx, l.Read()); err != nil || len(bodies[0].Terms) != 1 || len(bodies[0].Terms[0].Sitting(civil.Date{})) != 3 {
		t.Error(bodies, err)
	}
}

// TestOnePlaceOfTruth lets the form's values stand until the organisation says
// something, carries them over, and refuses to keep a second truth.
func TestOnePlaceOfTruth(t *testing.T) {
	l := newLedger(t)
	u, err := Load(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	for key, v := range map[string]string{"chair": "郑海", "term_start": "2020-06-05", "term_end": "2023-06-04", "certificate_end": "2023-06-04", "clerk": "沈雪娟"} {
		u.Union.Set(key, v)
	}
	u.Enterprise.Set("staff", "300")
	write(t, l, func(tx *ledger.Tx) error {
		if err := Save(tx, u); err != nil { // the certificate is entered before the bodies
			return err
		}
		_, err := PutCertificate(tx, Certificate{Record: rec(CertificateFields, "valid_to", "2023-06-04")})
		return err
	})
	before, _ := Load(ctx, l.Read())
	if before.IsDerived(Union, "chair") || before.Union.Get("chair") != "郑海" {
		t.Fatal(before)
	}
	write(t, l, Begin)
	after, err := Load(ctx, l.Read())
	if err != nil || after.Union.String() != before.Union.String() || after.Enterprise.String() != before.Enterprise.String() {
		t.Fatalf("carried over as %v, %v", after, err)
	}
	if all, err := Certificates(ctx, l.Read()); err != nil || len(all) != 1 {
		t.Error(all, err)
	}
	for _, key := range []string{"chair", "term_start", "term_end", "certificate_end"} {
		if !after.IsDerived(Union, key) {
			t.Error(key, "is kept twice")
		}
	}
	after.Union.Set("clerk", "王五")
	write(t, l, func(tx *ledger.Tx) error { return Save(tx, after) })
	after.Union.Set("chair", "王五")
	if _, err := l.Write(ctx, ledger.Op{Title: "存"}, func(tx *ledger.Tx) error { return Save(tx, after) }); err == nil || !strings.Contains(err.Error(), "组织机构") {
		t.Error(err)
	}
	write(t, l, func(tx *ledger.Tx) error {
		if _, err := PutYear(tx, Year{Record: rec(YearFields, "as_of", "2020-12-31", "staff", "310")}); err != nil {
			return err
		}
		_, err := PutYear(tx, Year{Record: rec(YearFields, "as_of", "2021-12-31", "members", "319")}) // no staff given
		return err
	})
	for day, want := range map[string]string{"2020-12-30": "300", "2020-12-31": "310", "2022-05-06": "310"} {
		if u, err := LoadOn(ctx, l.Read(), civil.MustParse(day)); err != nil || u.Enterprise.Get("staff") != want || u.Union.Get("clerk") != "王五" {
			t.Errorf("%s: %s, want %s, %v", day, u.Enterprise.Get("staff"), want, err)
		}
	}
}

func TestWhatCannotBeStoredIsRefused(t *testing.T) {
	l := newLedger(t)
	write(t, l, Begin)
	bodies, _ := Bodies(ctx, l.Read())
	for want, fn := range map[string]func(*ledger.Tx) error{
		"已经有": func(tx *ledger.Tx) error { _, err := AddBody(tx, " 工会委员会 "); return err },
		"写机构": func(tx *ledger.Tx) error { _, err := AddBody(tx, "  "); return err },
		"没有填": func(tx *ledger.Tx) error {
			_, err := PutPost(tx, Post{Record: rec(PostFields, "name", "郑海")})
			return err
		},
		"任职止": func(tx *ledger.Tx) error {
			_, err := PutPost(tx, Post{Record: rec(PostFields, "name", "郑海", "post", "主席", "from_date", "2022-05", "to_date", "2021")})
			return err
		},
		"有效期至": func(tx *ledger.Tx) error {
			_, err := PutCertificate(tx, Certificate{Record: rec(CertificateFields, "issued", "2022-05-06", "valid_to", "2021-01-01")})
			return err
		},
		"不是日期": func(tx *ledger.Tx) error {
			_, err := PutCertificate(tx, Certificate{Record: rec(CertificateFields, "issued", "五月")})
			return err
		},
		"写到日": func(tx *ledger.Tx) error {
			_, err := PutYear(tx, Year{Record: rec(YearFields, "as_of", "2021")})
			return err
		},
		"不小于": func(tx *ledger.Tx) error {
			_, err := PutYear(tx, Year{Record: rec(YearFields, "as_of", "2021-12-31", "staff", "-3")})
			return err
		},
		"还有": func(tx *ledger.Tx) error { b := bodies[0]; b.Terms = []Term{{}}; return DropBody(tx, b) },
	} {
		if _, err := l.Write(ctx, ledger.Op{Title: "试"}, fn); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// The tree, whatever is done to it: no group is lost or below itself, those refused
// change nothing, and all undone it is as it was.
func TestTreeInvariants(t *testing.T) {
	l := newLedger(t)
	write(t, l, func(tx *ledger.Tx) error {
		for i := range 6 {
			if _, err := AddGroup(tx, Group{Name: string(rune('甲' + i)), Kind: "分会"}); err != nil {
				return err
			}
		}
		return nil
	})
	rapid.Check(t, func(r *rapid.T) {
		first, _ := Groups(ctx, l.Read())
		var ops []int64
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			id, other := rapid.Int64Range(1, 6).Draw(r, "id"), rapid.Int64Range(0, 6).Draw(r, "other")
			shift := rapid.IntRange(-3, 3).Draw(r, "places")
			op, err := l.Write(ctx, ledger.Op{Title: "动"}, func(tx *ledger.Tx) error {
				if shift != 0 && other%2 == 0 {
					return ShiftGroup(tx, id, shift)
				}
				return PlaceGroup(tx, id, other)
			})
			groups, _ := Groups(ctx, l.Read())
			ordered, _ := Tree(groups)
			if len(ordered) != 6 {
				r.Fatalf("%d groups stand in the tree: %v (%v)", len(ordered), groups, err)
			}
			if err == nil && op != 0 {
				ops = append(ops, op)
			}
		}
		for i := len(ops) - 1; i >= 0; i-- {
			if _, err := l.Undo(ctx, ops[i]); err != nil {
				r.Fatal(err)
			}
		}
		last, _ := Groups(ctx, l.Read())
		if len(last) != len(first) {
			r.Fatal(last)
		}
		for i := range last {
			if last[i] != first[i] {
				r.Fatalf("%+v, was %+v", last[i], first[i])
			}
		}
	})
}

func TestNamesTellGroupsApart(t *testing.T) {
	groups := []Group{{ID: 1, Name: "一分会"}, {ID: 2, Name: "二分会"}, {ID: 3, Parent: 1, Name: "甲班"}, {ID: 4, Parent: 2, Name: "甲班"}, {ID: 5, Parent: 2, Name: "乙班"}}
	if n := Names(groups); n[3] != "一分会/甲班" || n[4] != "二分会/甲班" || n[5] != "乙班" {
		t.Error(n)
	}
	for text, want := range map[string]int64{"一分会/甲班": 3, "二分会/甲班": 4, "乙班": 5, "甲班": 0, "丙班": 0} {
		if id, same := Find(groups, text); id != want || (text == "甲班") != (len(same) == 2) {
			t.Errorf("%s: %d %v", text, id, same)
		}
	}
	if err := Ambiguous(groups, groups[2:4]); !strings.Contains(err.Error(), "“一分会/甲班”或“二分会/甲班”") {
		t.Error(err)
	}
}

// TestShippedLaw names every rule that was not checked against its text, and has one
// rule of a kind on any day.
func TestShippedLaw(t *testing.T) {
	law, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2022-05-06": "《中华人民共和国工会法》第十六条", "2021-12-31": "《中华人民共和国工会法》（2021 年修正前）第十五条（待核实）"} {
		if rule, ok := law.TermYears(Committee, civil.MustParse(day)); !ok || rule.Cite() != want {
			t.Errorf("%s: %s", day, rule.Cite())
		}
		if n := len(law.Needs(civil.MustParse(day))); n != 3 {
			t.Errorf("%s: %d rules ask for a body", day, n)
		}
	}
	for i, want := range map[int]string{0: "2022-01-01", 1: "2021-10-01"} {
		if got := law.Periods[i].Begin(civil.MustParse("2022-05-06")).String(); got != want {
			t.Errorf("%s begins %s", law.Periods[i].Name, got)
		}
	}
	if got := law.Periods[1].Begin(civil.MustParse("2022-10-01")).String(); got != "2022-10-01" {
		t.Error(got)
	}
	if law.Body("职工之家管理委员会").Lead == "" {
		t.Error("a body of the unit's own has no posts")
	}
}

// FuzzReadLaw: a broken rule file is an error with its name, never a panic.
func FuzzReadLaw(f *testing.F) {
	good, _ := assets.Files.ReadFile("rules/unit/bodies.yaml")
	f.Add(good)
	f.Add([]byte("bodies:\n  - kind: a\n    lead: b\n"))
	f.Add([]byte("need: *x"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := ReadLaw(text); err != nil && !strings.Contains(err.Error(), "unit/bodies.yaml") {
			t.Fatal(err)
		}
	})
}
