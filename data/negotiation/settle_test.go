package negotiation

import (
	"context"
	"slices"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/rule"
)

// row makes a row of a list out of keys and values by turns.
func row(set *field.Set, pairs ...string) Item {
	it := NewItem(set)
	for i := 0; i < len(pairs); i += 2 {
		it.Set(pairs[i], pairs[i+1])
	}
	return it
}

// TestListsSpeakForTheRound: where a list has rows the facts follow from it; emptied, the
// typed facts count again; and the typed ones are never touched.
func TestListsSpeakForTheRound(t *testing.T) {
	for name, c := range map[string]struct {
		rows []Item
		want map[string]string
	}{
		"votes": {[]Item{
			row(VoteFields, "date", "2022-04-20", "entitled", "60", "present", "50", "agreed", "20"),
			row(VoteFields, "date", "2022-04-28", "renegotiated", "2022-04-25", "entitled", "60", "present", "55", "agreed", "48", "against", "2")},
			map[string]string{"congress": "2022-04-28", "rejected": "2022-04-20", "renegotiated": "2022-04-25", "agreed": "48", "against": "2", "abstained": ""}},
		"entered the other way round": {[]Item{row(VoteFields, "date", "2022-04-28", "agreed", "48"), row(VoteFields, "date", "2022-04-20", "agreed", "20")},
			map[string]string{"congress": "2022-04-28", "agreed": "48", "rejected": "2022-04-20"}},
		"filings": {[]Item{row(FilingFields, "filed", "2022-05-01", "objection", "1", "accepted", "2022-05-02"), row(FilingFields, "filed", "2022-05-20", "accepted", "2022-05-21", "copies", "5")},
			map[string]string{"filed": "2022-05-20", "accepted": "2022-05-21", "objection": "", "filed_copies": "5"}},
		"suspensions": {[]Item{row(SuspensionFields, "since", "2022-04-01", "until", "2022-04-11", "consent", "1"), row(SuspensionFields, "since", "2022-04-15", "until", "2022-04-20")},
			map[string]string{"suspended_days": "15", "suspension_consent": "0"}},
		"data given in part": {[]Item{row(InfoFields, "item", "利润", "given", "2022-03-30"), row(InfoFields, "item", "工资总额")}, map[string]string{"supplied": ""}},
		"data given":         {[]Item{row(InfoFields, "item", "利润", "given", "2022-03-30"), row(InfoFields, "item", "工资总额", "given", "2022-03-31")}, map[string]string{"supplied": "2022-03-31"}},
		"ended":              {[]Item{row(ChangeFields, "kind", "变更", "grounds", "约定", "signed", "2022-08-01"), row(ChangeFields, "kind", "解除", "grounds", "合并", "signed", "2022-09-01", "filed", "2022-09-05")}, map[string]string{"terminated": "2022-09-01", "terminated_filed": "2022-09-05"}},
		"firms":              {[]Item{row(FirmFields, "name", "甲", "staff", "30"), row(FirmFields, "name", "乙", "staff", "12")}, map[string]string{"firms": "2", "covered": "42"}},
		"checks and reports": {[]Item{row(InspectionFields, "date", "2022-10-01"), row(PerformanceFields, "date", "2022-12-20")}, map[string]string{"checked": "2022-10-01", "performance": "2022-12-20"}},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, l := context.Background(), empty(t)
			r := NewRound(2022)
			for key := range c.want {
				r.Set(key, map[field.Kind]string{field.Date: "2021-01-01", field.Integer: "7", field.YesNo: "1"}[RoundFields.Must(key).Kind])
			}
			id, err := Save(ctx, l, r)
			if err != nil {
				t.Fatal(err)
			}
			for _, it := range c.rows {
				if _, err := SaveItem(ctx, l, Round{ID: id, Record: r.Record}, it); err != nil {
					t.Fatal(err)
				}
			}
			d, err := Load(ctx, l.Read(), id)
			if err != nil {
				t.Fatal(err)
			}
			for key, want := range c.want {
				if d.Get(key) != want || d.Settled[key] == "" {
					t.Errorf("%s is %q, want %q; settled by %q", key, d.Get(key), want, d.Settled[key])
				}
			}
			if stored, err := Get(ctx, l.Read(), id); err != nil || stored.Get("title") != "" || stored.String() != r.String() {
				t.Errorf("the typed facts changed: %v", err)
			}
			for _, list := range d.Lists {
				for _, it := range list {
					if _, err := Remove(ctx, l, it); err != nil {
						t.Fatal(err)
					}
				}
			}
			if d, err = Load(ctx, l.Read(), id); err != nil || d.String() != r.String() || len(d.Settled) > 0 {
				t.Errorf("without rows the round is not as typed: %v %v", err, d.Settled)
			}
		})
	}
}

func TestDeletingARoundTakesItsLists(t *testing.T) {
	ctx, l := context.Background(), empty(t)
	r := NewRound(2022)
	var err error
	if r.ID, err = Save(ctx, l, r); err != nil {
		t.Fatal(err)
	}
	for _, set := range Parts {
		it := NewItem(set)
		for _, f := range set.All() {
			if f.Required {
				it.Set(f.Key, map[field.Kind]string{field.Date: "2022-04-01"}[f.Kind])
				if it.Get(f.Key) == "" {
					it.Set(f.Key, "某")
				}
			}
		}
		if _, err := SaveItem(ctx, l, r, it); err != nil {
			t.Fatal(set.Label, err)
		}
	}
	op, err := Delete(ctx, l, r)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range Parts {
		if list, err := items(ctx, l.Read(), set, ""); err != nil || len(list) > 0 {
			t.Errorf("%s: %d left, %v", set.Label, len(list), err)
		}
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if d, err := Load(ctx, l.Read(), r.ID); err != nil || len(d.Lists) != len(Parts)-2 {
		t.Error("undo", err)
	}
}

func empty(t *testing.T) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Create(context.Background(), t.TempDir()+"/a.ghtz", ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// A deadline that only the unit's own profile has is counted at the step its fact ends,
// and held against what was done.
func TestADeadlineOfTheUnitsOwn(t *testing.T) {
	book, cal := shippedLaw(t)
	hz, _ := book.Get("hangzhou")
	own, err := hz.Copy("own1", "宁波")
	if err != nil {
		t.Fatal(err)
	}
	basis := rule.Law{Name: "宁波市企业工资集体协商条例", From: civil.MustParse("2014-10-01"), Sureness: rule.Memory}
	if err := own.Put(-1, rule.Rule{Title: "公示代表", Start: "reps_elected", End: "announced", Counted: "代表产生", Number: 5, Unit: rule.Workday}, basis); err != nil {
		t.Fatal(err)
	}
	text, err := own.Text()
	if err != nil {
		t.Fatal(err)
	}
	if book, err = rule.Load(rule.Own{Key: "own1", Text: text}); err != nil {
		t.Fatal(err)
	}
	d := Dossier{Round: NewRound(2021)}
	d.Set("profile", "own1")
	d.Set("reps_elected", "2021-03-01")
	d.Set("offered", "2021-03-15")
	p := book.GetOrDefault("own1")
	s := Steps(d, p, cal, civil.MustParse("2021-03-02"))[0]
	if !s.HasRule || s.Deadline.Raw.String() != "2021-03-08" || s.Limit != "代表产生后 5 个工作日内" {
		t.Errorf("%+v", s)
	}
	asks := func(day string) bool {
		return slices.ContainsFunc(d.Due(p, cal, civil.MustParse(day)), func(x Due) bool {
			return strings.HasSuffix(x.Title, "：产生代表") && x.Raw.String() == "2021-03-08"
		})
	}
	d.Set("offered", "")
	if !asks("2021-03-02") { // the election alone does not end the step where there are days for the rest
		t.Error("nobody is told to announce them")
	}
	d.Set("offered", "2021-03-15")
	d.Set("announced", "2021-03-09")
	found := Check(d, p, cal)
	if len(found) != 1 || found[0].Kind != "late_U1" || !strings.Contains(found[0].Basis, "宁波市") {
		t.Errorf("%+v", found)
	}
	// One whose end is no step's own is due, held and shown at the step of that fact.
	if err := own.Put(-1, rule.Rule{Title: "履约检查", Start: "effective", End: "checked", Counted: "合同生效", Number: 90, Unit: rule.Day}, basis); err != nil {
		t.Fatal(err)
	}
	if text, err = own.Text(); err != nil {
		t.Fatal(err)
	}
	if book, err = rule.Load(rule.Own{Key: "own1", Text: text}); err != nil {
		t.Fatal(err)
	}
	p = book.GetOrDefault("own1")
	d = running()
	d.Set("profile", "own1")
	d.Set("effective", "2022-05-24")
	d.Set("checked", "")
	asked := false
	for _, due := range d.Due(p, cal, civil.MustParse("2022-06-01")) {
		asked = asked || strings.HasSuffix(due.Title, "：履约检查") && due.Raw.String() == "2022-08-22"
	}
	if !asked {
		t.Error("the inspection is not due")
	}
	d.Set("checked", "2023-05-01")
	late := false
	for _, x := range Check(d, p, cal) {
		late = late || x.Kind == "late_U2"
	}
	if !late {
		t.Error("a year late and no word")
	}
	if s := Steps(d, p, cal, civil.MustParse("2022-06-01"))[12]; len(s.Others) != 1 || s.Deadline.Rule.ID != "D11" {
		t.Errorf("%+v", s.Others)
	}
	d = Dossier{Round: NewRound(2021)}
	d.Set("reps_elected", "2021-03-01")
	if s := Steps(d, book.GetOrDefault("hangzhou"), cal, civil.MustParse("2021-03-02"))[0]; s.HasRule {
		t.Error("the shipped profile has it too")
	}
}

// A second vote keeps the first on record, and the round follows the second; taken back,
// the round stands as before. The same for a filing after an objection.
func TestAgain(t *testing.T) {
	ctx, l := context.Background(), empty(t)
	r := NewRound(2022)
	for key, v := range map[string]string{"congress": "2022-04-20", "entitled": "60", "present": "50", "agreed": "20", "against": "30", "filed": "2022-05-01", "accepted": "2022-05-02", "objection": "1", "filed_copies": "5"} {
		r.Set(key, v)
	}
	id, err := Save(ctx, l, r)
	if err != nil {
		t.Fatal(err)
	}
	again := func(it Item) (Dossier, int64) {
		t.Helper()
		op, err := Again(ctx, l, id, it)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Load(ctx, l.Read(), id)
		if err != nil {
			t.Fatal(err)
		}
		return d, op
	}
	d, op := again(row(VoteFields, "date", "2022-04-28", "renegotiated", "2022-04-25", "entitled", "60", "present", "55", "agreed", "48"))
	votes := d.Lists[VoteFields.Name]
	if len(votes) != 2 || votes[0].Get("agreed") != "20" || votes[0].Get("date") != "2022-04-20" || d.Get("agreed") != "48" || d.Get("rejected") != "2022-04-20" {
		t.Errorf("%v %s %s", votes, d.Get("agreed"), d.Get("rejected"))
	}
	if d, _ = again(row(FilingFields, "filed", "2022-05-20", "accepted", "2022-05-20", "copies", "5")); len(d.Lists[FilingFields.Name]) != 2 || d.Get("filed") != "2022-05-20" || d.Yes("objection") {
		t.Errorf("%v", d.Lists[FilingFields.Name])
	}
	if d, _ = again(row(VoteFields, "date", "2022-05-28", "entitled", "60", "present", "55", "agreed", "50")); len(d.Lists[VoteFields.Name]) != 3 {
		t.Errorf("%d votes", len(d.Lists[VoteFields.Name]))
	}
	if _, err := Again(ctx, l, id, row(VoteFields)); err == nil {
		t.Error("a vote without a date")
	}
	if _, err := l.Undo(ctx, op); err == nil {
		d, _ := Load(ctx, l.Read(), id)
		if len(d.Lists[VoteFields.Name]) != 1 {
			t.Errorf("%d votes after taking back", len(d.Lists[VoteFields.Name]))
		}
	}
}

// The workers' own representatives are protected to the end of the contract, or to the day
// they left their place; the other side and outsiders are not.
func TestProtection(t *testing.T) {
	book, _ := shippedLaw(t)
	d := running()
	hz := book.GetOrDefault("")
	for _, tt := range []struct {
		r     Item
		until string
		ok    bool
	}{
		{row(RepFields, "side", Workers, "name", "甲"), d.Get("valid_to"), true},
		{row(RepFields, "side", Workers, "name", "乙", "vacated", "2022-09-01"), "2022-09-01", true},
		{row(RepFields, "side", Workers, "name", "丙", "outsider", "1"), "", false},
		{row(RepFields, "side", Enterprise, "name", "丁"), "", false},
	} {
		until, l, ok := d.Protection(tt.r, hz)
		if ok != tt.ok || ok && (until.String() != tt.until || !strings.Contains(l.Cite(), "第二十条")) {
			t.Errorf("%s: %s %v %s", tt.r.Get("name"), until, ok, l.Cite())
		}
	}
	national, _ := book.Get("national")
	if _, _, ok := d.Protection(row(RepFields, "side", Workers, "name", "甲"), national); ok {
		t.Error("the national rules have it here as well")
	}
}
