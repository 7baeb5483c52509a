package schedule

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/report"
)

var ctx = context.Background()

// open makes a ledger that was begun on a day and whose clock can be set.
func open(t testing.TB, day string) (*ledger.Ledger, *time.Time) {
	t.Helper()
	now := civil.MustParse(day).Time().Add(9 * time.Hour)
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "历.ghtz"), ledger.Options{Operator: "测试", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if _, err := l.Write(ctx, ledger.Op{Kind: "test", Title: "开始"}, func(tx *ledger.Tx) error { return tx.SetSetting("begun", day) }); err != nil {
		t.Fatal(err)
	}
	return l, &now
}

func current(t testing.TB, l *ledger.Ledger, on, key string) Occurrence {
	t.Helper()
	all, err := Current(ctx, l.Read(), civil.MustParse(on))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.Entry.Key == key || o.Entry.Name == key {
			return o
		}
	}
	t.Fatalf("no %s", key)
	return Occurrence{}
}

// Every cycle in both years, on days around its ends.
func TestOccurrences(t *testing.T) {
	for _, c := range []struct {
		entry      Entry
		on         string
		words, due string
	}{
		{Entry{Every: Yearly, Year: StatisticsYear, Month: 10, Day: 22, Of: LastPeriod, Ahead: 25}, "2021-09-26", "2019-10 至 2020-09", "2020-10-22"},
		{Entry{Every: Yearly, Year: StatisticsYear, Month: 10, Day: 22, Of: LastPeriod, Ahead: 25}, "2021-09-27", "2020-10 至 2021-09", "2021-10-22"},
		{Entry{Every: Yearly, Year: StatisticsYear, Month: 8, Day: 31, Of: ThisPeriod, Ahead: 10}, "2021-09-01", "2020-10 至 2021-09", "2021-08-31"},
		{Entry{Every: Yearly, Year: CalendarYear, Month: 1, Day: 31, Of: LastPeriod, Ahead: 31}, "2022-01-05", "2021 年", "2022-01-31"},
		{Entry{Every: Yearly, Year: CalendarYear, Month: 1, Day: 10, Of: ThisPeriod, Ahead: 30}, "2021-12-20", "2022 年", "2022-01-10"},
		{Entry{Every: Yearly, Year: CalendarYear, Month: 2, Day: 29, Of: LastPeriod}, "2022-03-01", "2021 年", "2022-02-28"},
		{Entry{Every: HalfYearly, Year: CalendarYear, Day: 10, Of: LastPeriod, Ahead: 9}, "2022-07-01", "2022 年上半年", "2022-07-10"},
		{Entry{Every: HalfYearly, Year: StatisticsYear, Day: 10, Of: LastPeriod, Ahead: 9}, "2022-04-01", "2021-10 至 2022-03", "2022-04-10"},
		{Entry{Every: Quarterly, Year: CalendarYear, Day: 31, Of: ThisPeriod, Ahead: 5}, "2022-06-26", "2022 年第 2 季度", "2022-06-30"},
		{Entry{Every: Quarterly, Year: CalendarYear, Day: 10, Of: LastPeriod, Ahead: 5}, "2022-01-06", "2021 年第 4 季度", "2022-01-10"},
		{Entry{Every: Monthly, Year: CalendarYear, Day: 5, Of: LastPeriod, Ahead: 5}, "2022-02-28", "2022 年 2 月", "2022-03-05"},
		{Entry{Every: Monthly, Year: CalendarYear, Day: 31, Of: ThisPeriod}, "2022-02-28", "2022 年 2 月", "2022-02-28"},
	} {
		o, _, open := c.entry.around(civil.MustParse(c.on))
		if !open || o.PeriodWords() != c.words || o.Due.String() != c.due {
			t.Errorf("%+v on %s: %s by %s", c.entry, c.on, o.PeriodWords(), o.Due)
		}
	}
	once := Entry{Every: Once, Date: civil.MustParse("2022-06-30"), Ahead: 10}
	for on, want := range map[string]bool{"2022-06-19": false, "2022-06-20": true, "2023-01-01": true} {
		if o, _, open := once.around(civil.MustParse(on)); open != want || o.Due != once.Date {
			t.Errorf("%s: %v %+v", on, open, o)
		}
	}
}

// One occurrence is open on every day, its period touches the next one's, and its last
// day lies in its period or in the one behind.
func TestPeriodsTouch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := Entry{Name: "x", Every: rapid.SampledFrom([]Cycle{Monthly, Quarterly, HalfYearly, Yearly}).Draw(rt, "every"), Year: rapid.SampledFrom([]string{CalendarYear, StatisticsYear}).Draw(rt, "year"),
			Month: rapid.IntRange(1, 12).Draw(rt, "month"), Day: rapid.IntRange(1, 28).Draw(rt, "day"), Of: rapid.SampledFrom([]string{ThisPeriod, LastPeriod}).Draw(rt, "of"),
			Ahead: rapid.IntRange(0, 180).Draw(rt, "ahead"), Sureness: FromMemory}
		if err := e.Check(); err != nil {
			rt.Fatal(err)
		}
		on := civil.MustParse("2020-01-01").AddDays(rapid.IntRange(0, 1500).Draw(rt, "on"))
		now, next, open := e.around(on)
		if !open || now.Opens.After(on) || !next.Opens.After(on) || now.Next != next.Opens || now.Last.AddDays(1) != next.First {
			rt.Fatalf("%+v then %+v", now, next)
		}
		if e.Of == ThisPeriod && (now.Due.Before(now.First) || now.Due.After(now.Last)) || e.Of == LastPeriod && !now.Due.After(now.Last) || now.Due.After(now.Last.AddMonths(12)) {
			rt.Fatalf("%+v is due on %s", now, now.Due)
		}
	})
}

// export enters a run of a form, as the export of the program does.
func export(t testing.TB, l *ledger.Ledger, form, asOf string) int64 {
	t.Helper()
	p, err := report.Load(form)
	if err != nil {
		t.Fatal(err)
	}
	id, err := report.Record(ctx, l, p, report.Report{Path: "甲.xlsx", Rows: 1}, report.Result{AsOf: civil.MustParse(asOf), Problems: []problem.Problem{}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// A report is made by a run of its form while it is open, or as of the period's end.
func TestMadeByRun(t *testing.T) {
	l, now := open(t, "2021-03-01")
	for _, on := range []string{"2021-05-21", "2021-07-19"} { // asked for after its last day
		if o := current(t, l, on, "members"); o.Due.String() != "2021-05-20" || o.Reported || o.State() != Open || o.Missed != nil {
			t.Fatalf("%s: %+v", on, o)
		}
	}
	if o := current(t, l, "2021-07-20", "members"); o.Due.String() != "2022-05-20" || o.Missed == nil || o.Missed.Due.String() != "2021-05-20" {
		t.Fatalf("%+v", o)
	}
	if o := current(t, l, "2022-05-06", "members"); o.Due.String() != "2022-05-20" {
		t.Fatalf("%+v", o)
	}
	*now = civil.MustParse("2022-04-10").Time()
	export(t, l, "member-2018", "2022-04-10") // before it opened
	*now = civil.MustParse("2022-05-06").Time()
	export(t, l, "organisation-2018", "2022-05-06") // another form
	if o := current(t, l, "2022-05-06", "members"); o.Reported {
		t.Errorf("%+v", o)
	}
	id := export(t, l, "member-2018", "2022-05-06")
	o := current(t, l, "2022-05-07", "members")
	if !o.Reported || o.Run != id || o.ReportedOn.String() != "2022-05-06" || o.State() != "已报" {
		t.Errorf("%+v", o)
	}
	if o := current(t, l, "2022-05-21", "members"); o.Reported || o.Due.String() != "2023-05-20" {
		t.Errorf("done and over: %+v", o)
	}
	// What was due before the ledger began is not called late.
	fresh, _ := open(t, "2022-05-06")
	if o := current(t, fresh, "2022-05-06", "statistics"); o.Due.String() != "2022-10-22" {
		t.Errorf("%+v", o)
	}
}

// A report of months must speak of the whole period.
func TestMonthsCoverThePeriod(t *testing.T) {
	l, _ := open(t, "2022-01-01")
	o := current(t, l, "2022-01-10", "dues")
	month := func(s string) civil.YearMonth { m, _ := civil.ParseYearMonth(s); return m }
	for _, c := range []struct {
		first, last string
		want        bool
	}{{"2021-01", "2021-12", true}, {"2020-12", "2022-01", true}, {"2021-01", "2021-11", false}, {"2021-12", "2021-12", false}} {
		if got := o.made(report.Run{Profile: "dues-summary", First: month(c.first), Last: month(c.last), MadeOn: o.Opens}); got != c.want {
			t.Errorf("%s to %s: %v", c.first, c.last, got)
		}
	}
}

// Entries are added, changed, switched off, put back and removed, each taken back; a
// report is ticked by hand.
func TestOwnEntries(t *testing.T) {
	l, _ := open(t, "2022-01-01")
	list, err := Of(ctx, l.Read())
	shipped := len(list)
	if err != nil || shipped < 10 {
		t.Fatal(shipped, err)
	}
	mine := Entry{Name: "读书月汇总", Every: Once, Date: civil.MustParse("2022-04-30"), Ahead: 20, Sureness: FromMemory}
	op, err := Put(ctx, l, mine)
	if err != nil || op == 0 {
		t.Fatal(op, err)
	}
	o := current(t, l, "2022-04-15", "读书月汇总")
	if !o.Entry.Own || o.Entry.Shipped || o.Reported || o.PeriodWords() != "2022-04-30" || o.Entry.Cite() != "（待核实）" {
		t.Errorf("%+v", o)
	}
	if _, err := Tick(ctx, l, o, civil.MustParse("2022-04-16"), " 邮件发给张干事 "); err != nil {
		t.Fatal(err)
	}
	o = current(t, l, "2022-04-20", "读书月汇总")
	if !o.Reported || o.Run != 0 || o.Note != "邮件发给张干事" || o.ReportedOn.String() != "2022-04-16" {
		t.Errorf("%+v", o)
	}
	if _, err := Untick(ctx, l, o); err != nil || current(t, l, "2022-04-20", "读书月汇总").Reported {
		t.Error("still made", err)
	}
	if again, err := Put(ctx, l, o.Entry); err != nil || again != 0 {
		t.Errorf("the same again is operation %d, %v", again, err)
	}
	moved, err := Find(list, "members")
	if err != nil {
		t.Fatal(err)
	}
	moved.Day, moved.Off = 25, true
	if _, err := Put(ctx, l, moved); err != nil {
		t.Fatal(err)
	}
	list, _ = Of(ctx, l.Read())
	got, _ := Find(list, "members")
	if got.Day != 25 || !got.Off || !got.Own || !got.Shipped || len(list) != shipped+1 {
		t.Errorf("%+v among %d", got, len(list))
	}
	if _, err := Drop(ctx, l, got); err != nil {
		t.Fatal(err)
	}
	list, _ = Of(ctx, l.Read())
	if got, _ := Find(list, "会员信息采集表"); got.Day != 20 || got.Own {
		t.Errorf("%+v", got)
	}
	if _, err := Drop(ctx, l, got); err == nil || !strings.Contains(err.Error(), "可以停用") {
		t.Error(err)
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if list, _ = Of(ctx, l.Read()); len(list) != shipped {
		t.Errorf("taken back, %d entries", len(list))
	}
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v.Problems, err)
	}
}

// A calendar that is handed on changes nothing that another unit added itself, and taken
// over twice is the same as once.
func TestAdopt(t *testing.T) {
	theirs, _ := open(t, "2022-01-01")
	ours, _ := open(t, "2022-01-01")
	mine := Entry{Name: "读书月汇总", Every: Once, Date: civil.MustParse("2022-04-30"), Ahead: 20, Sureness: FromMemory}
	other := mine
	other.Name = "劳模推荐"
	for l, e := range map[*ledger.Ledger]Entry{theirs: mine, ours: other} {
		if _, err := Put(ctx, l, e); err != nil {
			t.Fatal(err)
		}
	}
	list, err := Of(ctx, theirs.Read())
	if err != nil {
		t.Fatal(err)
	}
	if op, err := Adopt(ctx, ours, list); err != nil || op == 0 {
		t.Fatal(op, err)
	}
	if op, err := Adopt(ctx, ours, list); err != nil || op != 0 {
		t.Errorf("the same again is operation %d, %v", op, err)
	}
	got, err := Of(ctx, ours.Read())
	if err != nil || len(got) != len(list)+1 {
		t.Fatal(len(got), err)
	}
	for _, name := range []string{mine.Name, other.Name} {
		if _, err := Find(got, name); err != nil {
			t.Error(err)
		}
	}
}

// An entry that cannot be read is named and hinders no other; it can be taken out, and
// does not go to other units.
func TestBrokenEntries(t *testing.T) {
	l, _ := open(t, "2022-01-04")
	if _, err := l.Write(ctx, ledger.Op{Kind: "test", Title: "坏"}, func(tx *ledger.Tx) error {
		for key, name := range map[string]string{"members": "会员信息", "own-1": "自己的"} {
			if _, err := tx.Insert("report_calendar", []string{"key", "name", "text"}, []any{key, name, "every: [x"}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	shipped, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	list, err := Of(ctx, l.Read())
	if err != nil || len(list) != len(shipped)+1 {
		t.Fatal(list, err)
	}
	all, err := Current(ctx, l.Read(), civil.MustParse("2022-05-06"))
	if err != nil || len(all) != len(list) || all[0].State() != Broken || all[1].State() != Broken || all[2].State() == Broken || all[2].Due.IsZero() {
		t.Fatal(all, err)
	}
	text, err := Text(list)
	if err != nil {
		t.Fatal(err)
	}
	if sound, err := Parse(text); err != nil || len(sound) != len(shipped)-1 {
		t.Error(sound, err)
	}
	for _, key := range []string{"members", "own-1"} {
		e, err := Find(list, key)
		if err != nil || e.Broken == "" || e.Name == "" || !e.Own {
			t.Fatal(e, err)
		}
		if _, err := CurrentOf(ctx, l.Read(), e, civil.MustParse("2022-05-06")); err == nil || !strings.Contains(err.Error(), e.Name) {
			t.Error(err)
		}
		if _, err := Put(ctx, l, e); err == nil {
			t.Error("put as it is")
		}
		if _, err := Drop(ctx, l, e); err != nil {
			t.Error(err)
		}
	}
	if again, err := Of(ctx, l.Read()); err != nil || len(again) != len(shipped) || again[index(again, "members")].Broken != "" {
		t.Error(again, err)
	}
}

// What was ticked is found again after its last day, when the next period is shown.
func TestTickedIsTheLastOne(t *testing.T) {
	l, now := open(t, "2021-01-04")
	e := Entry{Name: "月报", Every: Monthly, Year: CalendarYear, Day: 10, Of: LastPeriod, Ahead: 5, Sureness: FromMemory}
	if _, err := Put(ctx, l, e); err != nil {
		t.Fatal(err)
	}
	o := current(t, l, "2022-05-08", "月报")
	e = o.Entry
	if _, err := Ticked(ctx, l.Read(), e); err == nil || !strings.Contains(err.Error(), "没有登记过") {
		t.Error(err)
	}
	*now = civil.MustParse("2022-05-08").Time()
	if _, err := Tick(ctx, l, o, civil.MustParse("2022-05-08"), "网上"); err != nil {
		t.Fatal(err)
	}
	if next := current(t, l, "2022-05-20", "月报"); next.Period() == o.Period() || next.Reported {
		t.Fatalf("%+v", next)
	}
	last, err := Ticked(ctx, l.Read(), e)
	if err != nil || last.Period() != o.Period() || last.Title() != o.Title() || last.Note != "网上" {
		t.Fatalf("%+v %v", last, err)
	}
	if op, err := Untick(ctx, l, last); err != nil || op == 0 {
		t.Error(op, err)
	}
	if o := current(t, l, "2022-05-20", "月报"); o.Reported {
		t.Errorf("%+v", o)
	}
}

// What makes no sense is refused in a sentence.
func TestBadEntries(t *testing.T) {
	good := Entry{Name: "表", Every: Yearly, Year: CalendarYear, Month: 2, Day: 28, Of: LastPeriod, Sureness: FromMemory}
	for want, change := range map[string]func(*Entry){
		"报什么": func(e *Entry) { e.Name = " " }, "名称太长": func(e *Entry) { e.Name = strings.Repeat("长", 61) }, "多久一次": func(e *Entry) { e.Every = "week" },
		"写到日": func(e *Entry) { e.Every, e.Date = Once, civil.MustParse("2022-04") }, "年度": func(e *Entry) { e.Year = "" }, "1 到 31": func(e *Entry) { e.Day = 0 },
		"截止月": func(e *Entry) { e.Month = 13 }, "2 月没有 30 日": func(e *Entry) { e.Day = 30 }, "哪一期": func(e *Entry) { e.Of = "" }, "提前": func(e *Entry) { e.Ahead = -1 }, "依据": func(e *Entry) { e.Sureness = "" },
	} {
		e := good
		change(&e)
		if err := e.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if good.Check() != nil {
		t.Error(good.Check())
	}
}

// The calendar written out is the same when it is read again; whatever the text, there
// is a sentence and no panic.
func FuzzParse(f *testing.F) {
	shipped, err := Shipped()
	if err != nil {
		f.Fatal(err)
	}
	text, err := Text(shipped)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add("reports: [{key: a, name: 甲, every: once, date: 2022-04-30, sureness: memory, ahead: 3}]")
	f.Add("reports: [*x]")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Text(list)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(again); err != nil {
			t.Fatalf("written out and not to be read: %v\n%s", err, again)
		}
		for _, e := range list {
			e.around(civil.MustParse("2022-05-06"))
		}
	})
}
