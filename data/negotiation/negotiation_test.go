package negotiation

import (
	"context"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
)

// with makes a dossier from key=value pairs.

func with(pairs ...string) Dossier {
	d := Dossier{Round: NewRound(2022)}
	for _, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		d.Set(key, value)
	}
	return d
}

// running is a round that was signed and is to be filed.

func running(more ...string) Dossier {
	return with(append([]string{"announced=2022-03-07", "offered=2022-03-14", "received=2022-03-14", "replied=2022-03-24",
		"supplied=2022-03-30", "meeting=2022-04-12", "minutes_signed=1", "negotiated=2022-04-15", "congress=2022-04-28",
		"entitled=63", "present=60", "agreed=58", "signed=2022-04-28", "valid_from=2022-06-01", "valid_to=2023-05-31"}, more...)...)
}

// reps gives n representatives a side with a chief each.

// Where only the holidays of the last day's year are missing, the day itself is called out;

// once it is past, nobody can say that it is late.

// An end before the beginning is flagged; nothing is over by it, and nothing counts back

// from it.

// Counts that cannot be decide nothing: the draft neither passed nor failed, and the round

// does not go on before they are looked at.

// Half of all is 半数以上, wherever the law says so, with a hint that this is not verified;

// where it says 过半数 it is not enough.

// A day fixed for a step dates what is due, and nobody is asked to fix it again. One after

// the last day of the law does not count.

// A meeting that is only planned ends no step: what must be done before it is called out.

// The same facts give other findings under other rules.

// A vote passes exactly when two thirds of all came and more than half of all

// agreed, whatever the numbers.

// Any mixture of dates gives thirteen steps, at most one of them to be done now,

// and no panic.

func TestSaveLoadDelete(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	round := running("note=首次").Round
	id, err := Save(ctx, w.Ledger, round)
	if err != nil {
		t.Fatal(err)
	}
	round.ID = id
	for _, rep := range reps(3, 3) {
		if _, err := SaveItem(ctx, w.Ledger, round, rep); err != nil {
			t.Fatal(err)
		}
	}
	m := NewMeeting()
	m.Set("date", "2022-04-12")
	if _, err := SaveItem(ctx, w.Ledger, round, m); err != nil {
		t.Fatal(err)
	}
	if _, err := MarkPaper(ctx, w.Ledger, round, "集体合同（签字稿）", true, Mark{Copies: 5}); err != nil {
		t.Fatal(err)
	}
	if _, err := MarkClause(ctx, w.Ledger, round, "工资支付办法", true, Mark{Note: "第六条"}); err != nil {
		t.Fatal(err)
	}
	d, err := Load(ctx, w.Read(), id)
	if err != nil {
		t.Fatal(err)
	}
	if d.Count(Workers).All != 3 || d.Count("").Chiefs != 2 || len(d.Meetings) != 1 || d.Papers["集体合同（签字稿）"].Copies != 5 ||
		d.Clauses["工资支付办法"].Note != "第六条" || d.Get("level") != Firm || d.Title() != "2022 年度工资集体协商" {
		t.Errorf("%+v", d)
	}
	d.Reps[0].Set("outsider", "1")
	op, err := SaveItem(ctx, w.Ledger, d.Round, d.Reps[0])
	if err != nil {
		t.Fatal(err)
	}
	if last, err := w.History(ctx, 1); err != nil || last[0].ID != op {
		t.Errorf("operation %d, last %v (%v)", op, last, err)
	}
	if _, err := Remove(ctx, w.Ledger, d.Reps[1]); err != nil {
		t.Fatal(err)
	}
	if _, err := MarkPaper(ctx, w.Ledger, d.Round, "集体合同（签字稿）", false, Mark{}); err != nil {
		t.Fatal(err)
	}
	if d, _ = Load(ctx, w.Read(), id); len(d.Reps) != 5 || d.Count("").Outsiders != 1 || len(d.Papers) != 0 {
		t.Errorf("%+v", d)
	}
	d.Set("note", "")
	if _, err := Save(ctx, w.Ledger, d.Round); err != nil {
		t.Fatal(err)
	}
	if got, _ := Get(ctx, w.Read(), id); got.Get("note") != "" || got.String() != d.Record.String() {
		t.Errorf("%s", got)
	}
	if _, err := Delete(ctx, w.Ledger, d.Round); err != nil {
		t.Fatal(err)
	}
	if all, err := List(ctx, w.Read()); err != nil || len(all) != 0 {
		t.Errorf("%v %v", all, err)
	}
	if _, err := Load(ctx, w.Read(), id); err == nil {
		t.Error("a deleted round was read")
	}
}

func TestSaveRefuses(t *testing.T) {
	w := newWorld(t)
	for pair, want := range map[string]string{
		"year=22":           "年度",
		"signed=2022-13-01": "不是日期",
		"entitled=六十":       "不是整数",
		"raise_percent=6%":  "不是百分数",
		"above_scale=是":     "“是”或“否”",
	} {
		if _, err := Save(context.Background(), w.Ledger, with(pair).Round); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", pair, err)
		}
	}
	if _, err := SaveItem(context.Background(), w.Ledger, Round{}, NewRep(Workers)); err == nil || !strings.Contains(err.Error(), "姓名") {
		t.Errorf("a representative without a name: %v", err)
	}
}

// An expired contract is asked about until somebody answered for what follows it.

func TestLedgerRows(t *testing.T) {
	if len(LedgerColumns) != 49 {
		t.Errorf("%d columns", len(LedgerColumns))
	}
	titles := map[string]bool{}
	for _, c := range LedgerColumns {
		if titles[c.Title] || titles[c.Key] {
			t.Errorf("%s or %s twice", c.Title, c.Key)
		}
		titles[c.Title], titles[c.Key] = true, true
	}
	w := newWorld(t)
	w.take(t, readKey(t).records(t))
	rows, err := LedgerRows(context.Background(), w.Read(), w.book, w.cal, civil.MustParse("2022-03-01"))
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := func(row []string, title string) string {
		for i, c := range LedgerColumns {
			if c.Title == title {
				return row[i]
			}
		}
		t.Fatalf("no column %s", title)
		return ""
	}
	last := rows[3]
	for title, want := range map[string]string{"序号": "4", "要约发出日": "2021-03-15", "应到": "62", "实到": "60", "同意": "57",
		"增长幅度%": "6.5", "上年平均工资": "6720000", "合同种类": WageContract, "状态": "90天内到期", "女代表": "", "公布日": ""} {
		if got := at(last, title); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
	if got := at(rows[0], "状态"); got != "已过期" {
		t.Errorf("2018 is %s", got)
	}
}

// Deleting a round can be taken back, and the journal names it.

func TestUndoDelete(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id, err := Save(ctx, w.Ledger, running().Round)
	if err != nil {
		t.Fatal(err)
	}
	round, _ := Get(ctx, w.Read(), id)
	if _, err := SaveItem(ctx, w.Ledger, round, reps(1, 0)[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := Delete(ctx, w.Ledger, round); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(ctx, 3); err != nil {
		t.Fatal(err)
	}
	d, err := Load(ctx, w.Read(), id)
	if err != nil || len(d.Reps) != 1 || d.String() != round.String() {
		t.Errorf("%v %+v", err, d)
	}
	_, err = w.Undo(ctx, 1)
	if err == nil || !strings.Contains(err.Error(), "协商") {
		t.Errorf("the round was taken from under its representative: %v", err)
	}
	var name string
	err = w.Read().QueryRowContext(ctx, `SELECT name_column FROM table_label WHERE tbl = 'negotiation'`).Scan(&name)
	if err == nil {
		err = w.Read().QueryRowContext(ctx, "SELECT "+name+" FROM negotiation").Scan(&name)
	}
	if err != nil || name != "2022 年度工资专项集体协商" {
		t.Errorf("%q %v", name, err)
	}
}

// Code fields name code lists that exist, and fields of few words offer them.

func TestFieldsAreWhole(t *testing.T) {
	for _, set := range []*field.Set{RoundFields, RepFields, MeetingFields} {
		for _, f := range set.All() {
			if f.Kind == field.Code && len(code.Get(f.Codes).Items) == 0 {
				t.Errorf("%s has no words", f.Key)
			}
		}
	}
	if _, m := code.Get("contract_kind").Find(WageContract); m != code.Exact {
		t.Errorf("%s is no kind of contract", WageContract)
	}
	for _, key := range []string{"side", "level", "offer_side", "not_done_reason"} {
		if len(Words(key)) == 0 {
			t.Errorf("no words for %s", key)
		}
	}
}
