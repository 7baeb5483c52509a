package member

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"unionledger/data/attachment"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/ledger"
)

// born is a number that passes its check for a day of birth and a sequence.
func born(day string, seq int) string {
	first := "330101" + strings.ReplaceAll(day, "-", "") + fmt.Sprintf("%03d", seq)
	return first + string(identity.IDCheckDigit(first))
}

// records enters members given as "姓名 key=value …".
func records(t testing.TB, l *ledger.Ledger, people ...string) {
	t.Helper()
	_, err := l.Write(ctx, ledger.Op{Kind: "member", Title: "入会"}, func(tx *ledger.Tx) error {
		for _, p := range people {
			rec := record(p)
			if _, err := Add(tx, rec, Event{Date: civil.MustParse("2020-01")}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func record(p string) field.Record {
	f := strings.Fields(p)
	rec := Fields.NewRecord()
	rec.Set("name", f[0])
	for _, kv := range f[1:] {
		key, value, _ := strings.Cut(kv, "=")
		rec.Set(key, value)
	}
	return rec
}

func TestDuplicates(t *testing.T) {
	number, other := born("1980-01-02", 11), born("1980-01-02", 13)
	short := number[:6] + number[8:17]
	for _, c := range []struct {
		name, a, b, sure, reason string
	}{
		{"one number", "陆涛斌 id_number=" + number, "陆涛斌 id_number=" + number, "确定", "证件号码相同"},
		{"one number, a slip", "陆涛斌 id_number=" + number, "陆涛彬 id_number=" + number, "确定", "姓名相近"},
		{"one number, two short names", "周军 id_number=" + number, "尹军 id_number=" + number, "很可能", "差一个字"},
		{"one number, two names", "陆涛斌 id_number=" + number, "王小明 id_number=" + number, "可能", "姓名不同"},
		{"15 and 18", "陆涛斌 id_number=" + number, "陆涛斌 id_number=" + short, "确定", "15 位和 18 位"},
		{"15 kept as damaged", "陆涛斌 id_number=" + number, "陆涛斌 id_as_written=" + short, "确定", "15 位和 18 位"},
		{"name and birth", "陆涛斌 birth_date=1980-01-02", "陆涛斌 birth_date=1980-01-02", "很可能", "出生日期相同"},
		{"birth out of the number", "陆涛斌 id_number=" + number, "陆涛斌 birth_date=1980-01-02", "很可能", "出生日期相同"},
		{"name and month", "陆涛斌 birth_date=1980-01", "陆涛斌 birth_date=1980-01-02", "可能", "出生年月相同"},
		{"name and phone", "陆涛斌 phone=19900001111", "陆涛斌 phone=19900001111", "很可能", "手机相同"},
		{"name, birth and phone", "陆涛斌 birth_date=1980-01-02 phone=19900001111", "陆涛斌 birth_date=1980-01-02 phone=19900001111", "确定", "手机相同"},
		{"same sound and birth", "陆涛斌 birth_date=1980-01-02", "陆涛彬 birth_date=1980-01-02", "可能", "同音"},
		{"one character and birth", "陆海斌 birth_date=1980-01-02", "陆涛斌 birth_date=1980-01-02", "可能", "差一个字"},
		{"one character and phone", "陆海斌 phone=19900001111", "陆涛斌 phone=19900001111", "可能", "差一个字"},
		{"namesakes with two numbers", "陆涛斌 id_number=" + number, "陆涛斌 id_number=" + other, "可能", "多半是同名"},
		{"remains of a number", "陆涛斌 id_as_written=330101198001021000", "陆涛斌 id_as_written=330101198001021000", "很可能", "损坏的号码相同"},
		{"name alone", "陆涛斌", "陆涛斌", "", ""},
		{"birth alone", "陆涛斌 birth_date=1980-01-02", "王小明 birth_date=1980-01-02", "", ""},
		{"another family by birth", "牛强云 birth_date=1980-01-02", "陆强云 birth_date=1980-01-02", "", ""},
		{"short names by birth", "王伟 birth_date=1980-01-02", "王芳 birth_date=1980-01-02", "", ""},
		{"a couple's phone", "陆涛斌 phone=19900001111", "王小明 phone=19900001111", "", ""},
		{"brothers with numbers", "陆海斌 phone=19900001111 id_number=" + number, "陆涛斌 phone=19900001111 id_number=" + other, "", ""},
		{"no phone at all", "陆涛斌 phone=00000000000", "陆涛斌 phone=00000000000", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLedger(t)
			records(t, l, c.a, c.b)
			got, err := Duplicates(ctx, l.Read())
			if err != nil {
				t.Fatal(err)
			}
			if c.sure == "" {
				if len(got) != 0 {
					t.Errorf("found %+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].A != 1 || got[0].B != 2 || got[0].Sure.String() != c.sure || !strings.Contains(strings.Join(got[0].Reasons, "，"), c.reason) {
				t.Errorf("found %+v", got)
			}
		})
	}
}

// Three records of one person hang together and are merged one by one; a pair told
// apart is not asked about again, not even through the one it went into.
func TestClusterAndDistinct(t *testing.T) {
	l := newLedger(t)
	one := "陆涛斌 birth_date=1980-01-02 phone=19900001111"
	records(t, l, one, one, one, "王小明 birth_date=1990-01-02", "王小明 birth_date=1990-01-02")
	pairs := func() string {
		t.Helper()
		list, err := Duplicates(ctx, l.Read())
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, s := range list {
			out = append(out, fmt.Sprintf("%d:%d-%d", s.Cluster, s.A, s.B))
		}
		return strings.Join(out, " ")
	}
	if got := pairs(); got != "1:1-2 1:1-3 2:4-5" {
		t.Fatal(got)
	}
	if op, err := Distinct(ctx, l, 5, 4); err != nil || op == 0 {
		t.Fatal(op, err)
	}
	if op, err := Distinct(ctx, l, 4, 5); err != nil || op != 0 {
		t.Fatal("remembered twice", op, err)
	}
	if op, err := Distinct(ctx, l, 1, 3); err != nil || op == 0 {
		t.Fatal(op, err)
	}
	if got := pairs(); got != "1:1-2 1:2-3" {
		t.Fatal(got)
	}
	if _, err := mergeInto(l, 2, 1); err != nil {
		t.Fatal(err)
	}
	if got := pairs(); got != "" {
		t.Errorf("after merging 1, told apart from 3, into 2: %s", got)
	}
	if _, err := mergeInto(l, 5, 4); !ledger.IsKind(err, "conflict") {
		t.Errorf("merged two who were told apart: %v", err)
	}
}

func mergeInto(l *ledger.Ledger, keep, drop int64) (int64, error) {
	m, err := ReadMerging(ctx, l, keep, drop)
	if err != nil {
		return 0, err
	}
	return m.Write(ctx, l)
}

func TestMergeChoosesTheBetterKnown(t *testing.T) {
	number := born("1980-01-02", 11)
	l := newLedger(t)
	records(t, l, "陆涛斌 id_as_written=330101198001020000 birth_date=1980-01 phone=19900001111 post=钳工 note=旧",
		"陆涛彬 id_number="+number+" birth_date=1980-01-02 post=磨工 education=本科")
	if _, err := l.Write(ctx, ledger.Op{Title: "改岗位"}, func(tx *ledger.Tx) error { return Update(tx, 1, map[string]string{"post": "车工"}) }); err != nil {
		t.Fatal(err)
	}
	m, err := ReadMerging(ctx, l, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"name": "陆涛斌", "id_number": number, "id_as_written": "", "birth_date": "1980-01-02",
		"phone": "19900001111", "post": "车工", "education": "本科", "note": "旧"}
	for key, v := range want {
		if got := m.Result().Get(key); got != v {
			t.Errorf("%s is %q, want %q", key, got, v)
		}
	}
	if err := m.Take("name", true); err != nil || m.Result().Get("name") != "陆涛彬" {
		t.Error("the choice was not taken", err)
	}
	if m.Take("nonsense", true) == nil {
		t.Error("a field that is none was taken")
	}
	notes, err := m.Try(ctx, l)
	if err != nil {
		t.Fatal(notes, err)
	}
	if h, _ := l.History(ctx, 1); h[0].Title != "改岗位" {
		t.Fatal("trying wrote", h[0].Title)
	}
	if _, err := m.Write(ctx, l); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Write(ctx, l); !ledger.IsKind(err, "conflict") {
		t.Errorf("merged a second time: %v", err)
	}
}

// A merged record is nobody: on no day, in no list, for no import.
func TestMergedIsNobody(t *testing.T) {
	l := newLedger(t)
	number := born("1980-01-02", 11)
	records(t, l, "陆涛斌 birth_date=1980-01-02 phone=19900001111", "陆涛斌 phone=19900001111 id_number="+number)
	if err := happen(l, Event{Member: 2, Kind: MovedOut, Date: civil.MustParse("2021-03-01")}); err != nil {
		t.Fatal(err)
	}
	m, err := ReadMerging(ctx, l, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	m.TakeEvents(true)
	if _, err := m.Write(ctx, l); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]map[State]int{"2020-06-01": {Active: 1}, "2030-01-01": {Transferred: 1}} {
		on := civil.MustParse(day)
		got, err := Counts(ctx, l.Read(), on)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, %v", day, got, err)
		}
		if n, err := ActiveAt(ctx, l.Read(), []civil.Date{on}); err != nil || n[0] != want[Active] {
			t.Errorf("%s: active %v, %v", day, n, err)
		}
		if away, err := Get(ctx, l.Read(), 2, on); err != nil || away.State != Merged {
			t.Errorf("%s: %s, %v", day, away.State, err)
		}
	}
	if m, err := Movements(ctx, l.Read(), civil.MustParse("2019-01-01"), civil.MustParse("2030-01-01")); err != nil || len(m.Line(Joined).People) != 1 || len(m.Line(MovedOut).People) != 1 {
		t.Errorf("the merged one moves: %+v %v", m, err)
	}
	entries, err := Entries(ctx, l.Read(), 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, err := l.Write(ctx, ledger.Op{Title: "作废"}, func(tx *ledger.Tx) error { _, err := Void(tx, e.ID, Event{}); return err }); !ledger.IsKind(err, "conflict") {
			t.Errorf("an entry of the merged one was declared void: %v", err)
		}
	}
	if ids, _ := List(ctx, l.Read(), Query{}); len(ids) != 1 || ids[0] != 1 {
		t.Errorf("listed %v", ids)
	}
	if ids, _ := List(ctx, l.Read(), Query{States: Listed}); slices.Contains(ids, 2) || len(ids) == 0 {
		t.Errorf("%v are listed as of a day", ids)
	}
	if ids, _ := List(ctx, l.Read(), Query{States: []State{Merged}}); len(ids) != 1 || ids[0] != 2 {
		t.Errorf("asked for, listed %v", ids)
	}
	if err := CheckNumberFree(ctx, l.Read(), 1, number); err != nil {
		t.Errorf("the number of the merged record stands in the way: %v", err)
	}
	index, err := BuildIndex(ctx, l.Read())
	if err != nil || index.Len() != 1 {
		t.Errorf("%d in the index, %v", index.Len(), err)
	}
	if found := index.Search("ltb"); len(found) != 1 || found[0] != 1 {
		t.Errorf("the search offers %v", found)
	}
	if found := index.SearchAll(number); !slices.Contains(found, 2) {
		t.Errorf("a list of merged records finds only %v", found)
	}
	people, err := ReadPeople(ctx, l.Read(), civil.Date{})
	if err != nil || people.Find(record("陆涛斌 id_number="+number)).Member != 1 {
		t.Errorf("an import finds the merged one, %v", err)
	}
	if err := happen(l, Event{Member: 2, Kind: MovedIn, Date: civil.MustParse("2022-03-01")}); !ledger.IsKind(err, "conflict") {
		t.Errorf("something happened to nobody: %v", err)
	}
	away, err := Get(ctx, l.Read(), 2, civil.Date{})
	b := NewBulk(nil, civil.MustParse("2030-01-01"))
	b.Do(away, BulkStep{Field: Fields.Must("post"), Text: "电工"})
	if err != nil || b.Refused != 1 || b.People() != 0 || !strings.Contains(b.Lines[0].Why, "已经合并") {
		t.Errorf("the merged one is changed: %+v, %v", b.Lines, err)
	}
}

func BenchmarkDuplicates(b *testing.B) {
	l := newLedger(b)
	_, err := l.Write(ctx, ledger.Op{Title: "入会"}, func(tx *ledger.Tx) error {
		for i := range 100_000 {
			day := civil.Of(1962, 1, 1).AddDays(i * 7 % 14_000)
			name := string([]rune("王李张刘陈杨黄赵周吴")[i%10]) + string([]rune("建国志明文华春新林海")[i/10%10]) + string([]rune("兰娟秀英芳玉梅菊香琴")[i/100%10])
			rec := record(fmt.Sprintf("%s birth_date=%s phone=199%08d id_number=%s", name, day, i, born(day.String(), i%995)))
			if _, err := Add(tx, rec, Event{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Duplicates(ctx, l.Read()); err != nil {
			b.Fatal(err)
		}
	}
}

// What a unit added itself is merged like every other field, and the record that
// was merged away keeps its own.
func TestMergeOwnFields(t *testing.T) {
	l := newLedger(t)
	if _, err := l.Write(ctx, ledger.Op{Title: "自定义项"}, func(tx *ledger.Tx) error {
		_, err := SaveOwnField(tx, OwnField{Label: "班次", Kind: field.Text})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	records(t, l, "陆涛斌 birth_date=1980-01-02", "陆涛斌 birth_date=1980-01-02")
	for id, shift := range map[int64]string{1: "早班", 2: "夜班"} {
		if _, err := l.Write(ctx, ledger.Op{Title: "班次"}, func(tx *ledger.Tx) error { return Update(tx, id, map[string]string{"own1": shift}) }); err != nil {
			t.Fatal(err)
		}
	}
	m, err := ReadMerging(ctx, l, 1, 2)
	if err == nil {
		err = m.Take("own1", true)
	}
	if err != nil {
		t.Fatal(err)
	}
	op, err := m.Write(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"夜班夜班", "早班夜班"} {
		got := ""
		for _, id := range []int64{1, 2} {
			one, err := Get(ctx, l.Read(), id, civil.Date{})
			if err != nil {
				t.Fatal(err)
			}
			got += one.Get("own1")
		}
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if want == "夜班夜班" {
			if _, err := l.Undo(ctx, op); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What is attached to the record that goes is with the one that stays; a file both
// have is there once, and undoing the merging gives each its own again.
func TestMergeTakesAttachmentsAlong(t *testing.T) {
	l := newLedger(t)
	records(t, l, "陆涛斌 birth_date=1980-01-02", "陆涛斌 birth_date=1980-01-02")
	attach := func(id int64, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if _, _, err := attachment.Add(ctx, l, attachment.Owner{Table: Fields.Name, ID: id}, "陆涛斌", "其他",
				attachment.File{Name: text + ".txt", Mime: "text/plain", Data: []byte(text)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	attach(1, "甲", "同")
	attach(2, "乙", "同")
	count := func(id int64) int {
		list, err := attachment.Of(ctx, l.Read(), attachment.Owner{Table: Fields.Name, ID: id})
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	m, err := ReadMerging(ctx, l, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	op, err := m.Write(ctx, l)
	if err != nil || count(1) != 3 || count(2) != 0 {
		t.Fatal(count(1), count(2), err)
	}
	if _, err := l.Undo(ctx, op); err != nil || count(1) != 2 || count(2) != 2 {
		t.Fatal(count(1), count(2), err)
	}
}

// A table of one row a person, of which this room knows nothing more, moves along;
// where both have a row it says so instead of losing one of them. The own fields,
// which have a way of their own, stand in for such a table.
func TestMergeRefusesWhatCannotBeJoined(t *testing.T) {
	delete(moving, "member_own")
	defer func() { moving["member_own"] = nil }()
	for _, both := range []bool{false, true} {
		l := newLedger(t)
		records(t, l, "陆涛斌 birth_date=1980-01-02", "陆涛斌 birth_date=1980-01-02")
		_, err := l.Write(ctx, ledger.Op{Title: "班次"}, func(tx *ledger.Tx) error {
			_, err := tx.Exec(`INSERT INTO member_own (id) SELECT id FROM member WHERE id = 2 OR ?`, both)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = mergeInto(l, 1, 2)
		var of int64
		if e := l.Read().QueryRowContext(ctx, `SELECT max(id) FROM member_own`).Scan(&of); e != nil {
			t.Fatal(e)
		}
		if both != ledger.IsKind(err, "conflict") || !both && (err != nil || of != 1) || both && of != 2 {
			t.Errorf("both %t: %v, the row is of %d", both, err, of)
		}
	}
}
