package member

import (
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// typed makes a book of one sheet whose cells are parted by "|".
func typed(lines ...string) *sheet.Book {
	s := &sheet.Sheet{Name: "名册"}
	for i, line := range lines {
		row := sheet.Row{Number: i + 1}
		for _, v := range strings.Split(line, "|") {
			kind := sheet.Text
			if v == "" {
				kind = sheet.Blank
			}
			row.Cells = append(row.Cells, sheet.Cell{Kind: kind, Text: v})
		}
		s.Rows = append(s.Rows, row)
	}
	return &sheet.Book{Format: "xlsx", Sheets: []*sheet.Sheet{s}}
}

// take imports lines into a ledger and returns the import.
func take(t *testing.T, l *ledger.Ledger, only Only, lines ...string) *Import {
	t.Helper()
	im, err := ReadRoster(ctx, Fields, typed(lines...), intake.Options{Today: asRead})
	if err != nil {
		t.Fatal(err)
	}
	im.Only = only
	if _, err := im.Apply(ctx, l, ""); err != nil {
		t.Fatal(err)
	}
	if c := im.Counts(); c.Read != c.Taken+c.Refused+c.NotData || c.Taken != im.Taken.Added+im.Taken.Changed+im.Taken.Same {
		t.Errorf("%+v and %+v do not add up", c, im.Taken)
	}
	return im
}

// only reads the one member called name.
func theOne(t *testing.T, l *ledger.Ledger, name string) Member {
	t.Helper()
	ids, err := List(ctx, l.Read(), Query{Equal: map[string]string{"name": name}})
	if err != nil || len(ids) != 1 {
		t.Fatalf("%s: %v, %v", name, ids, err)
	}
	m, err := Get(ctx, l.Read(), ids[0], civil.Date{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

const (
	manID   = "330101198001011233"
	womanID = "33010119820304456X"
)

func TestUnknownNeverReplacesKnown(t *testing.T) {
	l := newLedger(t)
	const header = "姓名|身份证号|手机|入会时间|部门|备注"
	take(t, l, Everything, header, "陶兰花|"+womanID+"|19900000001|2010-02-03|一组|党员责任区")
	im := take(t, l, Everything, header, "陶兰花|"+womanID+"||2010年2月|二组|")
	if im.Taken.Changed != 1 || len(im.Plan.Changed[0].Changes) != 1 {
		t.Fatalf("taken %+v, changes %+v", im.Taken, im.Plan.Changed)
	}
	m := theOne(t, l, "陶兰花")
	groups, err := union.Groups(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	if m.Get("phone") != "19900000001" || m.Get("join_date") != "2010-02-03" || m.Get("note") != "党员责任区" || union.Names(groups)[m.Int("department")] != "二组" {
		t.Errorf("member %v, groups %v", m.Record, groups)
	}
}

func TestMatching(t *testing.T) {
	const header = "姓名|身份证号|手机|出生年月|部门"
	for name, c := range map[string]struct {
		before, again string
		want          string // new, changed, same or the kind of a conflict
	}{
		"number":                   {"陶兰花|" + womanID + "|||一组", "陶兰花|" + womanID + "|19900000001||一组", "changed"},
		"number under other name":  {"陶兰花|" + womanID + "|||一组", "陶兰华|" + womanID + "|||一组", "id_in_ledger_other_name"},
		"name and birth":           {"陶兰花|||1982.3|一组", "陶兰花|||1982.3|二组", "changed"},
		"name and phone":           {"陶兰花||19900000001||一组", "陶兰花|" + womanID + "|19900000001||一组", "changed"},
		"name and group":           {"陶兰花||||一组", "陶兰花|" + womanID + "|||一组", "changed"},
		"namesake, other birth":    {"陶兰花|||1982.3|一组", "陶兰花|||1983.3|一组", "new"},
		"namesake, other number":   {"陶兰花|" + womanID + "|||一组", "陶兰花|" + manID + "|||一组", "new"},
		"other number, same phone": {"陶兰花|" + womanID + "|19900000001||一组", "陶兰花|" + manID + "|19900000001||一组", "id_differs"},
		"the same damaged number":  {"陶兰花|33010119820304456|||一组", "陶兰花|33010119820304456|||一组", "same"},
		"doubtful for good number": {"陶兰花|" + womanID + "|19900000001||一组", "陶兰花|330101198203044567|19900000001||一组", "same"},
		"good for damaged number":  {"陶兰花|33010119820304456|19900000001||一组", "陶兰花|" + womanID + "|19900000001||一组", "changed"},
		"only a name":              {"陶兰花||||", "陶兰花||||", "same"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLedger(t)
			take(t, l, Everything, header, c.before)
			im := take(t, l, Everything, header, c.again)
			got := ""
			switch p := im.Plan; {
			case len(p.New) == 1:
				got = "new"
			case len(p.Changed) == 1:
				got = "changed"
			case len(p.Same) == 1:
				got = "same"
			case len(p.Conflicts) == 1:
				got = p.Conflicts[0].Kind
			}
			if got != c.want {
				t.Errorf("%s, want %s: %+v", got, c.want, im.Plan)
			}
		})
	}
}

func TestGoodNumberTakesThePlaceOfTheDamagedOne(t *testing.T) {
	l := newLedger(t)
	take(t, l, Everything, "姓名|身份证号|手机", "陶兰花|33010119820304456|19900000001")
	if m := theOne(t, l, "陶兰花"); m.Get("id_number") != "" || m.Get("id_as_written") != "33010119820304456" {
		t.Fatalf("damaged: %v", m.Record)
	}
	take(t, l, Everything, "姓名|身份证号|手机", "陶兰花|"+womanID+"|19900000001")
	if m := theOne(t, l, "陶兰花"); m.Get("id_number") != womanID || m.Get("id_as_written") != "" || m.Get("birth_date") != "1982-03-04" || m.Get("gender") != "女" {
		t.Errorf("mended: %v", m.Record)
	}
}

func TestSeveralNamesakesAreNotGuessed(t *testing.T) {
	l := newLedger(t)
	take(t, l, Everything, "姓名|手机|部门|性别", "陶兰花|19900000001|一组|女", "陶兰花|19900000002|一组|女")
	im := take(t, l, Everything, "姓名|部门|性别", "陶兰花|一组|女")
	if len(im.Plan.Conflicts) != 1 || im.Plan.Conflicts[0].Kind != "several_in_ledger" {
		t.Errorf("plan %+v", im.Plan)
	}
}

func TestOnlyAddOrUpdate(t *testing.T) {
	l := newLedger(t)
	const header = "姓名|身份证号|部门"
	take(t, l, Everything, header, "陶兰花|"+womanID+"|一组")
	lines := []string{header, "陶兰花|" + womanID + "|二组", "钱刚|" + manID + "|二组"}
	if im := take(t, l, AddOnly, lines...); im.Taken.Added != 1 || im.Taken.Changed != 0 {
		t.Errorf("add only: %+v", im.Taken)
	}
	lines = append(lines, "孙丽||二组")
	if im := take(t, l, UpdateOnly, lines...); im.Taken.Added != 0 || im.Taken.Changed != 1 || im.Taken.Conflicts != 1 {
		t.Errorf("update only: %+v", im.Taken)
	}
}

func TestColumnsOfTheLastChange(t *testing.T) {
	l := newLedger(t)
	const header = "姓名|证件号码|入会日期|会籍变化类型|会籍变化日期（格式：yyyy/MM/dd）|会籍变化原因"
	lines := []string{header,
		"陶兰花|" + womanID + "|2010-02-03|转出|2021/03/05|劳动（工作）关系发生变化",
		"钱刚|" + manID + "||入会|2015/06/07|"}
	take(t, l, Everything, lines...)
	if m := theOne(t, l, "陶兰花"); m.State != Transferred || m.Get("join_date") != "2010-02-03" {
		t.Errorf("%v %v", m.State, m.Record)
	}
	if m := theOne(t, l, "钱刚"); m.State != Active || m.Get("join_date") != "2015-06-07" {
		t.Errorf("%v %v", m.State, m.Record)
	}
	if im := take(t, l, Everything, lines...); im.Taken.Same != 2 {
		t.Errorf("again: %+v", im.Taken)
	}
	lines[2] = "钱刚|" + manID + "||保留|2022/01/01|"
	take(t, l, Everything, lines...)
	if m := theOne(t, l, "钱刚"); m.State != Retained {
		t.Errorf("%v", m.State)
	}
	lines[2] = "钱刚|" + manID + "||转出|2021/01/01|"
	if im := take(t, l, Everything, lines...); len(im.Plan.Conflicts) != 1 || im.Plan.Conflicts[0].Kind != "event_too_early" || im.Taken.Same != 1 {
		t.Errorf("plan %+v", im.Plan)
	}
	lines[2] = "钱刚|" + manID + "||保留|2022/01/01|"
	lines[1] = "陶兰花|" + womanID + "|2010-02-03|保留|2022/01/01|"
	if im := take(t, l, Everything, lines...); len(im.Plan.Conflicts) != 1 || im.Plan.Conflicts[0].Kind != "event_impossible" {
		t.Errorf("plan %+v", im.Plan)
	}
}

// TestChangeThatCannotBePut is said and not entered: without a day it would stand
// before the day of joining, and the member would stay 在册 unsaid; one before that
// day would stop the whole import.
func TestChangeThatCannotBePut(t *testing.T) {
	l := newLedger(t)
	lines := []string{"姓名|性别|手机|入会日期|会籍变化类型|会籍变化日期", "钱一|男|19900000001|2015-03|转出|", "钱二|女|19900000002|2015-03|转出|2021-05", "钱三|男|19900000003|2021-03|转出|2015-05"}
	for range 2 {
		im := take(t, l, Everything, lines...)
		said := 0
		for _, p := range im.Problems() {
			if p.Kind == "change_undated" && p.Who == "钱一" || p.Kind == "change_before_joining" && p.Who == "钱三" {
				said++
			}
		}
		if said != 2 {
			t.Errorf("said %d times in %v", said, im.Problems())
		}
	}
	for name, want := range map[string]State{"钱一": Active, "钱二": Transferred, "钱三": Active} {
		m := theOne(t, l, name)
		events, err := Events(ctx, l.Read(), m.ID)
		if err != nil || m.State != want || want == Active && len(events) != 1 {
			t.Errorf("%s: %s %v %v", name, m.State, events, err)
		}
	}
}

func TestCheckOfOneMember(t *testing.T) {
	for name, c := range map[string]struct {
		values string // key=value …
		kinds  string
	}{
		"clean":               {"name=钱刚 gender=男 id_number=" + manID + " birth_date=1980-01-01 phone=19900000001 join_date=2010-02", ""},
		"month of birth":      {"id_number=" + manID + " birth_date=1980-01", ""},
		"other birth":         {"id_number=" + manID + " birth_date=1980-02", "birth_differs_from_id"},
		"other sex":           {"id_number=" + manID + " gender=女", "gender_differs_from_id"},
		"check digit":         {"id_number=330101198001011236 gender=女", "id_wrong_check_digit"},
		"passport":            {"id_type=护照 id_number=E12345678", ""},
		"phone":               {"phone=199000", "phone_wrong"},
		"joined too young":    {"birth_date=1980-01-01 join_date=1995-12-31", "date_before_age_16"},
		"joined the very day": {"birth_date=1980-01-01 join_date=1996-01-01", ""},
		"joined that month":   {"birth_date=1980-01-15 join_date=1996-01", ""},
		"not joined yet":      {"join_date=2031-05-06", "date_in_future"},
		"a child":             {"birth_date=2010-01-01", "birth_too_late"},
		"left":                {"note=2021.10离职", "note_implies_status"},
		"rehired":             {"note=退休返聘", ""},
		"not left":            {"note=尚未调出", ""},
	} {
		t.Run(name, func(t *testing.T) {
			rec := Fields.NewRecord()
			for _, kv := range strings.Fields(c.values) {
				k, v, _ := strings.Cut(kv, "=")
				rec.Set(k, v)
			}
			var kinds []string
			for _, p := range Check(rec, asRead) {
				kinds = append(kinds, p.Kind)
				if p.Message == "" || p.Label == "" {
					t.Errorf("%+v says nothing", p)
				}
			}
			if got := strings.Join(kinds, " "); got != c.kinds {
				t.Errorf("%q, want %q", got, c.kinds)
			}
		})
	}
}

// TestNamesakeWithoutNumbers: a row with a name alone is not added beside a member of
// that name unasked, but is where the ledger has nobody of it.
func TestNamesakeWithoutNumbers(t *testing.T) {
	for name, c := range map[string]struct {
		row       string
		conflicts int
	}{
		"namesake in another group": {"陶兰花|二组|女||", 1},
		"another sex":               {"陶兰花|二组|男||", 0},
		"another phone and group":   {"陶兰花|二组|女|19900000009|", 0},
		"another phone alone":       {"陶兰花|一组|女|19900000009|", 1},
		"a birth date does too":     {"陶兰花|二组|女||1990-02-03", 0},
		"nobody of the name":        {"陶菊花|二组|女||", 0},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLedger(t)
			take(t, l, Everything, "姓名|部门|性别|手机|出生日期", "陶兰花|一组|女|19900000001|1980-01-01")
			im := take(t, l, Everything, "姓名|部门|性别|手机|出生日期", c.row)
			if len(im.Plan.Conflicts) != c.conflicts || im.Taken.Added != 1-c.conflicts {
				t.Fatalf("%d conflicts, %d added", len(im.Plan.Conflicts), im.Taken.Added)
			}
			if c.conflicts == 1 && (im.Plan.Conflicts[0].Kind != "namesake_in_ledger" || len(im.Plan.Conflicts[0].Candidates) != 1) {
				t.Errorf("%+v", im.Plan.Conflicts[0])
			}
		})
	}
}
