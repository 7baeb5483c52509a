package member

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"unionledger/data/field"
	"unionledger/data/union"
)

func TestBulkShowsWhatItWouldDoAndDoesIt(t *testing.T) {
	l, groups := asked(t)
	ids, _ := List(ctx, l.Read(), Query{})
	all, err := Many(ctx, l.Read(), ids, may, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := NewBulk(groups, may)
	for _, m := range all {
		b.Do(m, BulkStep{Field: Fields.Must("education"), Text: "大学专科", OnlyEmpty: true})
		b.Do(m, BulkStep{Field: Fields.Must("post"), How: ReplaceText, Text: "电", With: "气"})
		b.Do(m, BulkStep{Field: Fields.Must("note"), How: TakeFrom, Text: "post"})
		b.Do(m, BulkStep{Field: Fields.Must("migrant"), How: ClearValue})
		b.Type(m, Fields.Must("phone"), "19900099999")
		b.Type(m, Fields.Must("join_date"), "2021-02-30")
	}
	// education: 王仇; post: 3; note: 4 who have a post; migrant: 4; phone and date refused for all 5
	if b.Cells != 1+3+4+4 || b.Refused != 10 || b.People() != 5 {
		t.Fatalf("%d cells, %d refused, %d people", b.Cells, b.Refused, b.People())
	}
	before := map[int64]Member{}
	for _, m := range all {
		before[m.ID] = m
	}
	for _, line := range b.Lines {
		// Also of the second value of a member, and of those after it.
		if was := before[line.Member].Get(line.Field.Key); line.Why == "" && line.Old != was {
			t.Errorf("%s %s: shown as before %q, was %q", line.Name, line.Field.Key, line.Old, was)
		}
		if line.Why == "" && line.Field.Key == "post" {
			if old, after := b.Texts(line); after != strings.ReplaceAll(old, "电", "气") {
				t.Error(old, after)
			}
		}
	}
	op, err := b.Write(ctx, l, "批量修改")
	if err != nil {
		t.Fatal(err)
	}
	now, _ := Many(ctx, l.Read(), ids, may, nil)
	for i, m := range now {
		if m.Get("migrant") != "" || strings.Contains(m.Get("post"), "电") || m.Get("education") == "" || m.Get("phone") != all[i].Get("phone") {
			t.Error(m)
		}
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	back, _ := Many(ctx, l.Read(), ids, may, nil)
	for i, m := range back {
		if m.String() != all[i].String() {
			t.Errorf("undo left %s, want %s", m, all[i])
		}
	}
}

func TestAStepTakesWhatTheStepsBeforeMade(t *testing.T) {
	l, groups := asked(t)
	ids, _ := List(ctx, l.Read(), Query{})
	all, err := Many(ctx, l.Read(), ids[:1], may, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := NewBulk(groups, may)
	b.Do(all[0], BulkStep{Field: Fields.Must("post"), Text: "电气工"})
	b.Do(all[0], BulkStep{Field: Fields.Must("note"), How: TakeFrom, Text: "post"})
	if last := b.Lines[len(b.Lines)-1]; last.Field.Key != "note" || last.New != "电气工" {
		t.Errorf("took %+v", last)
	}
}

func TestStepsThatCannotBe(t *testing.T) {
	_, groups := asked(t)
	for _, s := range []BulkStep{
		{Field: Fields.Must("id_number"), Text: "1"}, {Field: Fields.Must("education"), Text: "天才"}, {Field: Fields.Must("post")},
		{Field: Fields.Must("name"), How: ClearValue}, {Field: Fields.Must("migrant"), How: ReplaceText, Text: "是"},
		{Field: Fields.Must("post"), How: ReplaceText}, {Field: Fields.Must("post"), How: TakeFrom, Text: "phone"},
		{Field: Fields.Must("post"), How: TakeFrom, Text: "post"}, {Field: derived[0], Text: "在册"}, {Field: Fields.Must("department"), Text: "丁班"},
	} {
		if err := s.Check(Fields, groups, may); err == nil {
			t.Errorf("%s %d %q was taken", s.Field.Label, s.How, s.Text)
		}
	}
	if err := (BulkStep{Field: Fields.Must("department"), Text: "甲班"}).Check(Fields, groups, may); err != nil {
		t.Error(err)
	}
}

// Whatever is typed into any field: what is undone is as it was before.
func TestAnyBulkUndoneIsAsBefore(t *testing.T) {
	l, groups := asked(t)
	ids, _ := List(ctx, l.Read(), Query{})
	before, _ := Many(ctx, l.Read(), ids, may, nil)
	rapid.Check(t, func(t *rapid.T) {
		b := NewBulk(groups, may)
		for range rapid.IntRange(1, 6).Draw(t, "n") {
			m := before[rapid.IntRange(0, len(before)-1).Draw(t, "who")]
			f := rapid.SampledFrom(Asked(Fields)).Draw(t, "field")
			b.Type(m, f, rapid.SampledFrom([]string{"", "大专", "2020-01", "是", "甲班", "电工", "12.5", "张三", "=1+1", "待补"}).Draw(t, "text"))
		}
		op, err := b.Write(ctx, l, "批量修改")
		if err != nil {
			t.Fatal(err)
		}
		if (op != 0) != (b.Cells > 0) {
			t.Fatalf("%d cells, operation %d", b.Cells, op)
		}
		if op == 0 {
			return
		}
		if _, err := l.Undo(ctx, op); err != nil {
			t.Fatal(err)
		}
		now, err := Many(ctx, l.Read(), ids, may, nil)
		if err != nil || fmt.Sprint(now) != fmt.Sprint(before) {
			t.Fatalf("undo left %v, want %v (%v)", now, before, err)
		}
	})
}

func TestAListIsWrittenWithItsGroups(t *testing.T) {
	l, groups := asked(t)
	ids, _ := List(ctx, l.Read(), Query{Sort: []string{"name"}})
	bands, err := GroupBy(ctx, l.Read(), ids, "department", may)
	if err != nil {
		t.Fatal(err)
	}
	var fields []field.Field
	for _, key := range []string{"name", "phone", "age", "state", "dues_base_fen"} {
		f, _ := AskedField(Fields, key)
		fields = append(fields, f)
	}
	path := filepath.Join(t.TempDir(), "名册.xlsx")
	s := Listing{Title: "名册", Note: "按小组", Fields: fields, IDs: ids, Bands: bands, Names: union.Paths(groups), On: may}
	if err := s.Write(ctx, l.Read(), path, nil); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, _ := book.GetRows("会员")
	var got []string
	for _, r := range rows {
		got = append(got, strings.Join(r, "|"))
	}
	want := []string{"名册", "按小组；5 人，缴费基数合计 12,000.00，平均 4,000.00（3 人有基数）", "姓名|手机|年龄|会籍|缴费基数",
		"一车间：2 人", "万俟丽|199****5329|52|保留", "曾华||22|在册",
		"一车间/甲班：2 人，缴费基数合计 9,000.00，平均 4,500.00", "单田芳|199****0001|37|在册|5,000.00", "解小龙|199****0002|36|在册|4,000.00",
		"（工会小组未填）：1 人，缴费基数合计 3,000.00，平均 3,000.00", "王仇|||在册|3,000.00"}
	if g := strings.Join(got, "\n"); g != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", g, strings.Join(want, "\n"))
	}
}
