package report

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// send exports a form of members and enters it in the ledger.
func send(t testing.TB, l *ledger.Ledger, opt Options) (Report, Run) {
	t.Helper()
	return sendTo(t, l, t.TempDir(), opt)
}

func sendTo(t testing.TB, l *ledger.Ledger, dir string, opt Options) (Report, Run) {
	t.Helper()
	return sendForm(t, l, "member-2018", dir, opt)
}

func sendForm(t testing.TB, l *ledger.Ledger, id, dir string, opt Options) (Report, Run) {
	t.Helper()
	p := mustLoad(t, id)
	opt.AsOf = onDay
	made, found, err := CheckAndExport(ctx, p, Members{l.Read(), onDay}, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	number, err := Record(ctx, l, p, made, found)
	if err != nil {
		t.Fatal(err)
	}
	run, err := RunOf(ctx, l.Read(), number)
	if err != nil {
		t.Fatal(err)
	}
	return made, run
}

func sentOf(t testing.TB, l *ledger.Ledger, run Run) *Sent {
	t.Helper()
	s, err := SentOf(ctx, l.Read(), run)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What was sent is made again from the ledger, byte for byte, though members, and the
// file itself, have gone since.
func TestRunIsMadeAgain(t *testing.T) {
	l, people := sampleLedger(t)
	made, run := send(t, l, Options{})
	file, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, l, func(tx *ledger.Tx) error { _, err := tx.Exec("UPDATE member SET name = name || '改'"); return err })
	if run.SHA256 == "" || run.Head == "" || run.Preparer != "测试" || run.Rows != len(people) || run.Period() != "截至 2021-11-30" {
		t.Errorf("%+v", run)
	}
	sent := sentOf(t, l, run)
	var again bytes.Buffer
	if err := sent.Write(&again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Bytes(), file) {
		t.Error("the file made again differs")
	}
	n := 0
	for row, err := range sent.Rows() {
		if err != nil || row.Record == 0 || sent.Text(row, sent.Columns()[1]) != row.Who {
			t.Fatal(row, err)
		}
		n++
	}
	if n != run.Rows {
		t.Errorf("%d rows kept, %d sent", n, run.Rows)
	}
	if size, _ := ledger.ContentSize(ctx, l.Read()); size > 80<<10 {
		t.Errorf("%d bytes are kept", size)
	}
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v.Problems, err)
	}
}

// Months, numbers and sums are kept as well.
func TestDuesRunIsMadeAgain(t *testing.T) {
	l := duesLedger(t)
	period := DuesPeriod{l.Read(), month("2021-09"), month("2021-11")}
	for id, source := range map[string]Source{"dues-summary": DuesSummary{period}, "dues-detail": DuesDetail{period}} {
		p := mustLoad(t, id)
		made, found, err := CheckAndExport(ctx, p, source, t.TempDir(), Options{AsOf: onDay})
		if err != nil {
			t.Fatal(err)
		}
		number, err := Record(ctx, l, p, made, found)
		if err != nil {
			t.Fatal(err)
		}
		run, err := RunOf(ctx, l.Read(), number)
		if err != nil || run.Period() != "2021-09 至 2021-11" {
			t.Fatal(run, err)
		}
		var again bytes.Buffer
		file, err := os.ReadFile(made.Path)
		if err := errors.Join(err, sentOf(t, l, run).Write(&again)); err != nil || !bytes.Equal(again.Bytes(), file) {
			t.Errorf("%s differs, %v", id, err)
		}
		if d, err := Compare(sentOf(t, l, run), sentOf(t, l, run)); err != nil || d.People() != 0 || d.Words() != "没有变化" {
			t.Error(d, err)
		}
	}
}

// The same form sent twice without a change is kept once.
func TestSameRowsAreKeptOnce(t *testing.T) {
	l, _ := sampleLedger(t)
	send(t, l, Options{})
	before, _ := ledger.ContentSize(ctx, l.Read())
	send(t, l, Options{})
	if after, err := ledger.ContentSize(ctx, l.Read()); err != nil || after != before {
		t.Errorf("%d bytes became %d, %v", before, after, err)
	}
}

// A correction says what it corrects, covers no file, and is of the same form.
func TestCorrection(t *testing.T) {
	l, _ := sampleLedger(t)
	dir := t.TempDir()
	first, run := sendTo(t, l, dir, Options{})
	second, again := sendTo(t, l, dir, Options{Corrects: run.ID})
	if again.Corrects != run.ID || second.Path == first.Path || !strings.Contains(second.Path, "（更正）") {
		t.Errorf("%+v written to %s", again, second.Path)
	}
	third, _ := sendTo(t, l, dir, Options{Corrects: run.ID})
	if third.Path == second.Path {
		t.Error("the second correction covers the first")
	}
	p := mustLoad(t, "organisation-2018")
	made, found, err := CheckAndExport(ctx, p, Organisation{l.Read(), onDay}, dir, Options{AsOf: onDay, Corrects: run.ID})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Record(ctx, l, p, made, found); err == nil || !strings.Contains(err.Error(), "会员信息采集表") {
		t.Error(err)
	}
	// A run that another one corrects stays where it is.
	ops, err := l.History(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range ops {
		if strings.HasPrefix(o.Title, "导出会员") {
			if _, err := l.Undo(ctx, o.ID); err == nil || !strings.Contains(err.Error(), "上报记录") {
				t.Error(err)
			}
		}
	}
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v.Problems, err)
	}
}

// Contents of a run that were tampered with are found, and not shown.
func TestTamperedRun(t *testing.T) {
	l, _ := sampleLedger(t)
	_, run := send(t, l, Options{})
	write(t, l, func(tx *ledger.Tx) error {
		_, err := tx.Exec("UPDATE attachment_content SET data = x'00' WHERE sha256 = ?", run.sent)
		if err == nil {
			err = tx.SetSetting("any", "change") // contents alone are no operation
		}
		return err
	})
	v, err := l.Verify(ctx)
	if err != nil || !strings.Contains(strings.Join(v.Problems, ""), "上报记录“会员信息采集表 2021-11-30”的内容") {
		t.Error(v.Problems, err)
	}
	// What the form is held against cannot be read; it is checked and sent all the same.
	p := mustLoad(t, "member-2018")
	found, err := Check(ctx, p, Members{l.Read(), onDay}, Options{AsOf: onDay})
	if err != nil || !slices.ContainsFunc(found.Groups, func(g Group) bool {
		return g.Kind == "earlier_unreadable" && g.Severity == problem.Warning && g.Title != ""
	}) {
		t.Errorf("%+v %v", found.Groups, err)
	}
	if _, _, err := CheckAndExport(ctx, p, Members{l.Read(), onDay}, t.TempDir(), Options{AsOf: onDay}); err != nil {
		t.Error(err)
	}
	if _, err := SentOf(ctx, l.Read(), run); !ledger.IsKind(err, "damaged") || !strings.Contains(err.Error(), "第 1 次报送") {
		t.Error(err)
	}
}

// Joined, left and changed are told by member.
func TestDifferenceOfMembers(t *testing.T) {
	l, people := sampleLedger(t)
	_, first := send(t, l, Options{})
	write(t, l, func(tx *ledger.Tx) error {
		if _, err := tx.Exec("UPDATE member SET education = '博士' WHERE name = ?", people[0].Name); err != nil {
			return err
		}
		var id int64
		if err := tx.QueryRow("SELECT id FROM member WHERE name = ?", people[9].Name).Scan(&id); err != nil {
			return err
		}
		if _, err := member.Happen(tx, member.Event{Member: id, Kind: member.Retain, Date: civil.MustParse("2021-11-02")}); err != nil {
			return err
		}
		rec := member.Fields.NewRecord()
		rec.Set("name", "新来的")
		_, err := member.Add(tx, rec, member.Event{Kind: member.Joined, Date: civil.MustParse("2021-11-03")})
		return err
	})
	now, err := Current(ctx, mustLoad(t, "member-2018"), Members{l.Read(), onDay}, Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	d, err := Compare(sentOf(t, l, first), now)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Joined) != 1 || d.Joined[0].Who != "新来的" || len(d.Left) != 1 || d.Left[0].Who != people[9].Name || len(d.Changed) != 1 || d.Changed[0].Who != people[0].Name ||
		d.Words() != "新增 1，减少 1，变化 1" {
		t.Fatalf("%s: %+v %+v %+v", d.Words(), d.Joined, d.Left, d.Changed)
	}
	if c := d.Changed[0].Cells[0]; d.Columns[c.Column].Label() != "学历" || c.New != "博士" {
		t.Errorf("%+v", c)
	}
	path := filepath.Join(t.TempDir(), "变化.xlsx")
	if err := d.WriteFile(path, "会员信息采集表"); err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Open(ctx, path, sheet.Options{})
	if err != nil || len(b.Sheets) != 3 || b.Sheets[2].Rows[2].Cell(3).Text != "博士" {
		t.Errorf("%v", err)
	}
}

// kept packs rows as an export does.
func kept(t testing.TB, columns []Column, rows []SentRow) *Sent {
	t.Helper()
	w := newSentWriter(&Profile{Columns: columns}, sheet.Fill{Columns: len(columns)})
	for _, r := range rows {
		w.add(r)
	}
	s, err := w.finish(nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var (
	anyText  = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "#1", "\\#", "甲\t乙", "一\n二\r", "\\t", "T1", "12.50"}))
	twoForms = []Column{{At: "A", Header: "序号", Sequence: true}, {At: "B", Header: "姓名", Field: "name"}, {At: "C", Header: "证件\n号码", Field: "id_number"}, {At: "D", Header: "电话"}}
)

// someRows are rows of a form; few records, so that two lists share some.
func someRows(t *rapid.T, label string) []SentRow {
	var rows []SentRow
	used := map[int64]bool{}
	for i := range rapid.IntRange(0, 12).Draw(t, label) {
		r := SentRow{Record: rapid.Int64Range(0, 15).Draw(t, "record"), Who: anyText.Draw(t, "who")}
		if r.Record != 0 && used[r.Record] {
			continue
		}
		used[r.Record] = true
		r.Cells = []sheet.Value{{Text: fmt.Sprint(i + 1), Number: true}, {Text: anyText.Draw(t, "name")}, {Text: rapid.SampledFrom([]string{"", "1", "2", "3"}).Draw(t, "number")}, {Text: anyText.Draw(t, "phone")}}
		rows = append(rows, r)
	}
	return rows
}

// Whatever a row says, it comes back as it went in.
func TestRowsComeBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := someRows(rt, "rows")
		if len(rows) > 0 {
			rows[len(rows)-1].Total = true
		}
		i := 0
		for got, err := range kept(t, twoForms, rows).Rows() {
			if err != nil || fmt.Sprintf("%q", fmt.Sprint(got)) != fmt.Sprintf("%q", fmt.Sprint(rows[i])) {
				rt.Fatalf("%#v became %#v, %v", rows[i], got, err)
			}
			i++
		}
		if i != len(rows) {
			rt.Fatalf("%d rows of %d", i, len(rows))
		}
	})
}

// The difference applied to the earlier report gives the later one.
func TestDifferenceApplied(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := kept(t, twoForms, someRows(rt, "earlier")), kept(t, twoForms, someRows(rt, "later"))
		d, err := Compare(a, b)
		if err != nil {
			rt.Fatal(err)
		}
		from, _ := a.keyed(d.Columns)
		got := map[string]int{}
		rows := map[string]Line{}
		for _, l := range from {
			rows[l.key] = l
		}
		for _, l := range d.Left {
			delete(rows, l.key)
		}
		for _, c := range d.Changed {
			for _, cell := range c.Cells {
				if rows[c.key].Cells[cell.Column] != cell.Old {
					rt.Fatalf("%+v was not %q", rows[c.key], cell.Old)
				}
				rows[c.key].Cells[cell.Column] = cell.New
			}
		}
		for _, l := range rows {
			got[fmt.Sprintf("%q", l.Cells)]++
		}
		for _, l := range d.Joined {
			got[fmt.Sprintf("%q", l.Cells)]++
		}
		to, _ := b.keyed(d.Columns)
		for _, l := range to {
			got[fmt.Sprintf("%q", l.Cells)]--
		}
		for row, n := range got {
			if n != 0 {
				rt.Fatalf("%s: %+d", row, n)
			}
		}
	})
}

// Columns that only one of the forms has are named and not compared.
func TestFormsOfTwoVersions(t *testing.T) {
	row := func(texts ...string) []SentRow {
		return []SentRow{{Record: 1, Who: "甲", Cells: sheet.Texts(texts...)}}
	}
	old := kept(t, []Column{{At: "A", Header: "姓名"}, {At: "B", Header: "籍贯"}, {At: "C", Header: "电话"}}, row("甲", "杭州", "1"))
	now := kept(t, []Column{{At: "A", Header: "电话"}, {At: "B", Header: "姓 名"}, {At: "C", Header: "邮箱"}}, row("2", "甲", ""))
	d, err := Compare(old, now)
	if err != nil || strings.Join(d.Dropped, " ") != "邮箱 籍贯" || len(d.Changed) != 1 || len(d.Changed[0].Cells) != 1 || d.Changed[0].Cells[0] != (Cell{0, "1", "2"}) {
		t.Errorf("%+v %v", d, err)
	}
}
