package roster

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// TestRosterAsOfADay lists, counts and exports as of a day, and writes nothing then.
func TestRosterAsOfADay(t *testing.T) {
	v, s := shown(t)
	now, past := v.grid.Len(), civil.MustParse("2021-06-30")
	v.filter.on = past
	v.reload()
	want := 0
	counts, err := member.Counts(context.Background(), s.Open.Read(), past)
	for _, state := range onRoster {
		want += counts[state]
	}
	if err != nil || v.grid.Len() != want || want == now || v.list.counts[0] != want {
		t.Fatalf("%d rows, %d in the tree, want %d, now %d (%v)", v.grid.Len(), v.list.counts[0], want, now, err)
	}
	if !strings.HasPrefix(v.note.Text(), "截至 2021-06-30：") || v.filter.chips(v.list)[0].text != "截至 2021-06-30" {
		t.Error("the day is not shown:", v.note.Text())
	}
	before := len(s.ops)
	v.grid.SetCurrent(0, 0)
	m, _ := v.people.at(0)
	v.askEvent(member.Retain, []int64{m.ID})
	if !widget.IsOpen(s.Win.Canvas()) {
		t.Error("nothing says why it cannot be written")
	}
	if err := v.edit(0, v.list.columns.at("post"), "试制工"); err == nil || len(s.ops) != before {
		t.Error("the past was edited:", err)
	}
	v.filter.states = nil
	v.reload()
	for i := range v.grid.Len() {
		if m, ok := v.people.at(i); ok && m.State == "" {
			t.Fatal(m.Get("name"), "had not come by then")
		}
	}
	v.toToday()
	if v.day() != day || v.note.Text() == "" || strings.Contains(v.note.Text(), "截至") {
		t.Error("it is not today again:", v.note.Text())
	}
}

// TestCorrectedEntriesStayInTheDrawer corrects and voids, and finds both told.
func TestCorrectedEntriesStayInTheDrawer(t *testing.T) {
	v, s := shown(t)
	m := withNumber(t, v)
	list, err := member.Many(context.Background(), s.Open.Read(), []int64{m.ID}, day, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.enterEvent(list, member.Event{Kind: member.Retain, Date: day}, nil); err != nil {
		t.Fatal(err)
	}
	story := func() []happened {
		out, err := readStory(context.Background(), s.Open, m.ID, day)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	wrong := story()[0]
	if err := v.amend("更正", func(tx *ledger.Tx) error {
		_, err := member.Correct(tx, wrong.ID, member.Event{Kind: member.Retain, Date: day.AddDays(-1), Why: "看错了"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	h := story()
	if h[0].ID != wrong.ID || h[0].over == nil || h[0].over.Why != "看错了" || h[0].over.by == "" || h[1].over != nil {
		t.Fatalf("%+v", h)
	}
	if err := v.amend("作废", func(tx *ledger.Tx) error {
		_, err := member.Void(tx, h[1].ID, member.Event{Date: day, Why: "录错了人"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if h = story(); len(h) != 3 || h[1].over == nil || h[1].over.Kind != member.Voided || h[2].over != nil {
		t.Fatalf("%+v", h)
	}
	v.drawer.open(m.ID, tabEvents, "")
	if len(v.drawer.person.events) != 3 || v.drawer.person.State != member.Active || len(s.failed) > 0 {
		t.Error(v.drawer.person.State, s.failed)
	}
}

// TestAnEntryMadeAgainAfterUndoNamesItsOwnHand takes back what an import entered and
// enters it by hand: the number of the row is given again, its first hand is not.
func TestAnEntryMadeAgainAfterUndoNamesItsOwnHand(t *testing.T) {
	v, s := shown(t)
	m := withNumber(t, v)
	retain := func(kind, how string) int64 {
		t.Helper()
		op, err := s.Open.Write(context.Background(), ledger.Op{Kind: kind, Title: "保留"}, func(tx *ledger.Tx) error {
			_, err := member.Happen(tx, member.Event{Member: m.ID, Kind: member.Retain, Date: day})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if story, err := readStory(context.Background(), s.Open, m.ID, day); err != nil || story[0].how != how {
			t.Errorf("%v: %+v", err, story[0])
		}
		return op
	}
	if _, err := s.Open.Undo(context.Background(), retain("import", "由花名册导入")); err != nil {
		t.Fatal(err)
	}
	retain("event", "登记")
}

// TestWhatOnlyPeopleCanConfirm holds back 视为退会 until each condition is ticked.
func TestWhatOnlyPeopleCanConfirm(t *testing.T) {
	o, e := vowsOf(member.LapsedByRule), member.Event{Kind: member.LapsedByRule, Note: "车间已谈话"}
	for _, b := range o.boxes {
		if err := o.take(&e); err == nil {
			t.Fatal("not all was confirmed")
		}
		b.SetChecked(true)
	}
	if err := o.take(&e); err != nil || !strings.HasPrefix(e.Note, "车间已谈话；已核实：") {
		t.Error(e.Note, err)
	}
	expelled := member.Event{Kind: member.WasExpelled}
	if err := vowsOf(member.WasExpelled).take(&expelled); err != nil || !strings.Contains(expelled.Note, "还没有报上级") {
		t.Error(expelled.Note, err)
	}
	if !formOf(member.WasExpelled).Must("minute_no").Required {
		t.Error("除名 must rest on a minute")
	}
	for _, k := range member.Kinds {
		for _, key := range []string{"document", "minute_no"} {
			if !strings.Contains(strings.Join(asked(k), " "), key) {
				t.Errorf("%s cannot have %s", k, key)
			}
		}
	}
}

func TestListedPeopleAreMarked(t *testing.T) {
	v, s := shown(t)
	a, _ := v.people.at(3)
	v.showLines([]member.Line{{Text: a.Get("name"), Member: a.ID}, {Text: "查无此人", Why: "名册里没有找到"}})
	if v.grid.Len() != 1 || len(v.selection()) != 1 || v.selection()[0] != a.ID {
		t.Error(v.grid.Len(), v.selection())
	}
	if !widget.IsOpen(s.Win.Canvas()) {
		t.Error("nobody says who was not found")
	}
	v.grid.SetMarked(grid.RowSet{})
	v.Show(nil)
	if rows := v.grid.Marked(); rows.Len() != 0 {
		t.Error("marked again")
	}
}

func TestChangesOfAPeriod(t *testing.T) {
	v, s := shown(t)
	v.askChanges()
	if !widget.IsOpen(s.Win.Canvas()) || len(s.failed) > 0 {
		t.Fatal(s.failed)
	}
	c := &changes{v: v}
	var err error
	if c.shown, err = member.Movements(context.Background(), s.Open.Read(), civil.MustParse("2021-10-01"), day); err != nil {
		t.Fatal(err)
	}
	s.file = filepath.Join(t.TempDir(), "变动.xlsx")
	c.save()
	if _, err := os.Stat(s.file); err != nil || len(s.failed) > 0 {
		t.Fatal(err, s.failed)
	}
}

// TestNewcomersComeInThreeWays: an application has no day of joining yet, who moves in
// keeps the one from elsewhere.
func TestNewcomersComeInThreeWays(t *testing.T) {
	v, s := shown(t)
	for kind, want := range map[member.EventKind]string{member.Joined: "2022-05-01 2022-05-01 在册", member.MovedIn: "2022-05-01 2022-05-06 在册", member.Applied: " 2022-05-06 申请中"} {
		f := v.list.fields.NewRecord()
		f.Set("name", "白新"+string(kind))
		f.Set("join_date", "2022-05-01")
		n := newNewcomer(widget.NewField("入会日期", widget.NewDateField(true)), day)
		n.kind.SetValue(string(kind))
		n.show()
		_, id, err := enter(context.Background(), s.Open, f, n.take(f))
		if err != nil {
			t.Fatal(err)
		}
		m, err := member.Get(context.Background(), s.Open.Read(), id, day)
		if err != nil {
			t.Fatal(err)
		}
		events, err := member.Events(context.Background(), s.Open.Read(), id)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Get("join_date") + " " + events[0].Date.String() + " " + string(m.State); got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
}

func TestTheStoryOfAnEntry(t *testing.T) {
	entry := func(k member.EventKind) happened { return happened{Event: member.Event{Kind: k}} }
	void := entry(member.Joined)
	void.over = &happened{Event: member.Event{Kind: member.Voided}}
	for _, c := range []struct {
		name   string
		before []happened
		want   string
	}{
		{"the first of all", nil, "首次入会，会籍连续计算"},
		{"on an application", []happened{entry(member.Applied)}, "申请获得批准，会籍从这天算起"},
		{"after an entry that was void", []happened{void}, "首次入会，会籍连续计算"},
		{"after leaving", []happened{entry(member.Withdrew), entry(member.Joined)}, "重新入会"},
		{"after leaving, on an application", []happened{entry(member.Applied), entry(member.Withdrew), entry(member.MovedIn)}, "重新入会"},
	} {
		if got := story(member.Event{Kind: member.Joined}, c.before); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	month, _ := civil.ParseYearMonth("2026-12")
	for kind, want := range map[member.EventKind]string{member.MovedOut: "停收会费", member.Joined: "计费"} {
		if got := eventFacts(member.Event{Kind: kind, DuesFrom: month}); got[0][0] != want {
			t.Errorf("%s: %v, want %s", kind, got, want)
		}
	}
}

func TestNobodyHasAPlaceBeforeTheListIsRead(t *testing.T) {
	var none *people
	if at := none.place(1); at != -1 {
		t.Errorf("place %d, want -1", at)
	}
}

func TestWhatIsLaterThanTheDayShownIsToldApart(t *testing.T) {
	on := civil.Date{Year: 2026, Month: 5, Day: 1}
	for words, want := range map[string]bool{"2026-04-30": false, "2026-05-01": false, "2026-05": false, "2026-05-02": true, "2027": true} {
		day, err := civil.Parse(words)
		if err != nil {
			t.Fatal(err)
		}
		h := happened{Event: member.Event{Kind: member.Retain, Date: day}}
		if got := h.after(on); got != want {
			t.Errorf("%s after %s: %v", words, on, got)
		}
		if h.after(civil.Date{}) {
			t.Errorf("%s counted as later than today", words)
		}
	}
}

func TestWhyNobodyCanIsSaidOfThePeople(t *testing.T) {
	m := member.Member{Record: member.Fields.NewRecord(), State: member.Active}
	m.Set("name", "甲")
	if got := noneCan([]member.Member{m}, member.Resumed); got != "甲现在是“在册”，不能办理恢复会籍。" {
		t.Error(got)
	}
}
