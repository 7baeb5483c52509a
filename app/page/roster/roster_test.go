package roster

import (
	"context"
	"fmt"
	"testing"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/member"
	"unionledger/data/union"
)

func TestFiltersNarrowTheList(t *testing.T) {
	l, ctx := pagetest.Demo(t, 326).Open, context.Background()
	src := &source{read: l.Read(), today: day, index: indexOf(l.Read())}
	all, err := src.list(ctx, filter{}, nil, "")
	if err != nil || len(all.ids) != 326 || all.counts[0] != 326 {
		t.Fatal(len(all.ids), err)
	}
	var branch union.Group
	for _, g := range all.groups {
		if g.Parent == 0 && all.counts[g.ID] > 0 {
			branch = g
			break
		}
	}
	for _, c := range []struct {
		name string
		f    filter
		want func(member.Member) bool
	}{
		{"group", filter{group: branch.ID}, nil},
		{"migrants", filter{saved: "migrant"}, func(m member.Member) bool { return m.Yes("migrant") }},
		{"left", filter{saved: "left"}, func(m member.Member) bool {
			return m.State != member.Active && m.State != member.Retained && m.State != member.Applying
		}},
		{"retained", filter{states: []member.State{member.Retained}}, func(m member.Member) bool { return m.State == member.Retained }},
		{"incomplete", filter{saved: "incomplete"}, func(m member.Member) bool {
			for _, key := range wantedFields {
				if m.Get(key) == "" {
					return true
				}
			}
			return false
		}},
	} {
		out, err := src.list(ctx, c.f, nil, "")
		if err != nil || len(out.ids) == 0 || len(out.ids) >= 326 {
			t.Errorf("%s: %d listed, %v", c.name, len(out.ids), err)
			continue
		}
		if c.want == nil {
			if len(out.ids) != all.counts[branch.ID] {
				t.Errorf("%s: %d listed, tree says %d", c.name, len(out.ids), all.counts[branch.ID])
			}
			continue
		}
		list, err := member.Many(ctx, l.Read(), out.ids, day, nil)
		for _, m := range list {
			if err != nil || !c.want(m) {
				t.Errorf("%s: %s does not belong there (%v)", c.name, m.Get("name"), err)
			}
		}
	}
	owing, err := src.list(ctx, filter{saved: "owing"}, nil, "")
	if err != nil || len(owing.ids) != 6 {
		t.Errorf("%d owe for four months, %v; the demonstration has 6", len(owing.ids), err)
	}
	first, _ := member.Get(ctx, l.Read(), all.ids[0], day)
	quick, err := src.list(ctx, filter{quick: first.Get("name")}, nil, "")
	if err != nil || len(quick.ids) == 0 || len(quick.ids) > 3 {
		t.Errorf("%d found by name, %v", len(quick.ids), err)
	}
	given, err := src.list(ctx, filter{given: all.ids[3:5]}, []string{"-name"}, "")
	if err != nil || len(given.ids) != 2 || given.ids[0] != all.ids[4] {
		t.Errorf("given %v, listed %v, %v", all.ids[3:5], given.ids, err)
	}
}

func TestChipsLiftTheirOwnPartOnly(t *testing.T) {
	f := filter{group: 7, states: onRoster, quick: "bai"}
	chips := f.chips(listed{names: map[int64]string{7: "装配一小组"}})
	if len(chips) != 2 || chips[0].text != "工会小组：装配一小组" || chips[1].text != "会籍：在册、申请中、保留" {
		t.Fatalf("%+v", chips)
	}
	if g := chips[0].lifted; g.group != 0 || g.states == nil || g.quick != "bai" {
		t.Fatalf("%+v", g)
	}
	if g := chips[1].lifted; g.group != 7 || g.states != nil {
		t.Fatalf("%+v", g)
	}
}

func TestRetirementFollowsTheLaw(t *testing.T) {
	law, err := loadRetirement()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ gender, birth, want string }{
		{"男", "1964-12-15", "2024-12"}, // before the delay
		{"男", "1965-01-15", "2025-02"}, // the first month of delay
		{"男", "1965-05-15", "2025-07"},
		{"男", "1976-12-15", "2039-12"}, // the whole three years
	} {
		got := law.month(law.Ages[0], civil.MustParse(c.birth))
		if got.String() != c.want {
			t.Errorf("%s born %s retires %s, want %s", c.gender, c.birth, got, c.want)
		}
	}
	for _, age := range law.Ages {
		for _, today := range []string{"2022-05-06", "2025-06-01", "2040-01-01"} {
			on := civil.MustParse(today)
			first, last := law.births(age, on)
			for at, in := range map[civil.Date]bool{first: true, last: true, first.AddDays(-1): false, last.AddDays(1): false} {
				m := law.month(age, at)
				if within := !m.Before(on.YearMonth()) && !m.After(on.YearMonth().Add(window)); within != in {
					t.Errorf("%s, %d: born %s retires %s, within %v", today, age.Age, at, m, within)
				}
			}
		}
	}
}

// base are the columns of a ledger without fields of its own.
var base = columnsOf(member.Fields)

func TestPeopleComeByPages(t *testing.T) {
	ids := make([]int64, 100_000)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	var waiting []func()
	p := newPeople(listed{ids: ids, columns: base}, func(ids []int64, then func([]member.Member)) {
		waiting = append(waiting, func() {
			var out []member.Member
			for _, id := range ids {
				m := member.Member{ID: id, Record: member.Fields.NewRecord()}
				m.Set("name", fmt.Sprint(id))
				out = append(out, m)
			}
			then(out)
		})
	})
	p.Ensure(0, 30)
	p.Ensure(5, 35)
	if len(waiting) != 1 || p.Loaded(0) {
		t.Fatalf("%d pages asked for", len(waiting))
	}
	waiting[0]()
	if !p.Loaded(199) || p.Loaded(200) || p.Cell(150, 0).Text != "151" {
		t.Fatal("the first page is not there")
	}
	for at := 0; at < 100_000; at += pageRows {
		p.Ensure(at, at+30)
		for _, w := range waiting {
			w()
		}
		waiting = nil
	}
	if len(p.pages) > mostPages+2 || !p.Loaded(99_999) {
		t.Fatalf("%d pages kept", len(p.pages))
	}
	if rows := p.chosen(grid.NewRowSet(3, 7)); len(rows) != 2 || rows[1] != 8 {
		t.Fatal(rows)
	}
}

func TestCellsSayWhatIsMissing(t *testing.T) {
	m := member.Member{ID: 1, Record: member.Fields.NewRecord(), State: member.Active}
	for k, v := range map[string]string{"name": "买买提·吐尔逊", "id_number": "330101199602031230", "join_date": "2021-06", "department": "4",
		"education": "小学及以下", "skill_level": "职业资格三级（高级）", "dues_base_fen": "480000"} {
		m.Set(k, v)
	}
	got := base.cells(m, map[int64]string{4: "装配一小组"})
	for key, want := range map[string]grid.Cell{
		"name":          {Text: "买买提·吐尔逊", Small: true},
		"id_number":     {Text: "****1230"},
		"phone":         {Text: missing, Tone: grid.ToneMissing, Empty: true},
		"join_date":     {Text: "2021-06", Note: "缺日"},
		"department":    {Text: "装配一小组"},
		"education":     {Text: "小学"},
		"skill_level":   {Text: "三级"},
		"dues_base_fen": {Text: "4,800.00"},
		"post":          {},
		stateKey:        {Text: "在册", Shape: grid.ShapeTag, Tone: grid.ToneOK},
	} {
		if c := got[base.at(key)]; c != want {
			t.Errorf("%s is %+v, want %+v", key, c, want)
		}
	}
}

func TestTypedValuesAreCleanedAndChecked(t *testing.T) {
	groups := []union.Group{{ID: 4, Name: "装配一小组"}, {ID: 5, Name: "甲"}, {ID: 6, Name: "甲"}}
	for _, c := range []struct {
		key, typed, want string
		refused          bool
	}{
		{"join_date", "2021.6.3", "2021-06-03", false},
		{"join_date", "2021-02-30", "", true},
		{"department", "装配一小组", "4", false},
		{"department", "没有的", "", true},
		{"department", "甲", "", true},
		{"education", "大学本科", "本科", false},
		{"migrant", "是", "1", false},
		{"phone", "199 0000 0001", "19900000001", false},
		{"phone", "1234", "1234", false},
		{"name", "", "", true},
		{"education", "", "", false},
		{"dues_base_fen", "4,800", "480000", false},
	} {
		got, err := canonical(member.Fields.Must(c.key), c.typed, groups, day)
		if (err != nil) != c.refused || err == nil && got != c.want {
			t.Errorf("%s %q gives %q, %v", c.key, c.typed, got, err)
		}
	}
}

func TestANumberBringsBirthAndSex(t *testing.T) {
	rec := member.Fields.NewRecord()
	rec.Set("id_as_written", "3.30101E+17")
	number := goodNumber(t)
	changes, _, err := member.Changes(rec, "id_number", number, day)
	if err != nil || changes["birth_date"] == "" || changes["gender"] == "" || len(changes) != 4 {
		t.Fatal(changes, err)
	}
	if _, _, err := member.Changes(rec, "id_number", "330101199602031231", day); err == nil {
		t.Fatal("a number with a wrong check digit was taken")
	}
	rec.Set("id_number", number)
	if changes, _, err := member.Changes(rec, "id_number", number, day); err != nil || changes != nil {
		t.Fatal("nothing changed, and yet", changes, err)
	}
}

// goodNumber is an identity number that passes every check.
func goodNumber(t *testing.T) string {
	for _, last := range "0123456789X" {
		rec := member.Fields.NewRecord()
		rec.Set("id_number", "33010119960203123"+string(last))
		if _, ok := member.UsableID(rec, day); ok {
			return rec.Get("id_number")
		}
	}
	t.Fatal("no check digit fits")
	return ""
}

func TestEventsAreOfferedByState(t *testing.T) {
	list := []member.Member{{ID: 1, State: member.Active}, {ID: 2, State: member.Retained}, {ID: 3, State: member.Transferred}}
	for i, name := range []string{"甲", "乙", "丙"} {
		list[i].Record = member.Fields.NewRecord()
		list[i].Set("name", name)
	}
	can, why := able(list, member.Resumed)
	if len(can) != 1 || can[0].ID != 2 || why != "另有 2 人（甲、丙）现在是在册、已转出，不能办理，会跳过。" {
		t.Fatal(can, why)
	}
	for _, k := range kindsOffered {
		for _, key := range asked(k) {
			if eventFields.Index(key) < 0 {
				t.Errorf("%s asks for %s", k, key)
			}
		}
	}
	out, in := formOf(member.MovedOut), formOf(member.MovedIn)
	if !out.Must("other_union").Required || in.Must("other_union").Required || out.Must("reason").Required || out.Must("reason").Hint == "" {
		t.Error("转出 must know the union it leads to, and ask for a reason")
	}
	r := eventFields.NewRecord()
	r.Set("date", "2022-05-06")
	r.Set("dues_from", "2022-06")
	e := eventOf(member.MovedOut, r)
	if e.Date != day || e.DuesFrom.String() != "2022-06" || e.Kind != member.MovedOut {
		t.Fatalf("%+v", e)
	}
}

func TestTreeFoldsAndCounts(t *testing.T) {
	l := listed{groups: []union.Group{{ID: 1, Name: "一分会"}, {ID: 2, Parent: 1, Name: "甲组"}, {ID: 3, Name: "二分会"}},
		counts: map[int64]int{0: 9, 1: 5, 2: 5, 3: 4}, filter: filter{group: 3}}
	open := treeItems(l, map[int64]bool{}, map[string]int{"migrant": 2})
	folded := treeItems(l, map[int64]bool{1: true}, nil)
	none := treeItems(l, map[int64]bool{0: true}, nil)
	if len(open)-len(folded) != 1 || len(open)-len(none) != 3 {
		t.Fatal(len(open), len(folded), len(none))
	}
	if open[2].text != "甲组" || open[2].depth != 2 || !open[3].chosen || !open[1].folds {
		t.Fatalf("%+v", open[:4])
	}
	for _, it := range open {
		if it.saved == "migrant" && it.count != 2 || it.saved == "left" && it.count != -1 {
			t.Fatalf("%+v", it)
		}
	}
}
