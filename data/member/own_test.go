package member

import (
	"fmt"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
)

// addOwnFields adds a field of every kind: 备注二, 尺码, 体检日期, 班次, 党员先锋岗.
func addOwnFields(t testing.TB, l *ledger.Ledger) {
	t.Helper()
	_, err := l.Write(ctx, ledger.Op{Kind: "edit", Title: "加自定义项"}, func(tx *ledger.Tx) error {
		for i, o := range []OwnField{{Label: "备注二"}, {Label: "尺码", Kind: field.Number}, {Label: "体检日期", Kind: field.Date},
			{Label: "班次", Kind: field.Code, Words: []string{"白班", " 夜班 ", ""}}, {Label: "先锋岗", Kind: field.YesNo}} {
			o.Sort = int64(i)
			if _, err := SaveOwnField(tx, o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOwnFieldsAreKeptLikeAnyOther(t *testing.T) {
	l := newLedger(t)
	addOwnFields(t, l)
	set, err := FieldsOf(ctx, l.Read())
	if err != nil || set.Len() != Fields.Len()+5 || !strings.HasPrefix(set.Columns(""), Fields.Columns("")) {
		t.Fatal(set.Columns(""), err)
	}
	if again, _ := FieldsOf(ctx, l.Read()); again != set {
		t.Error("the same fields were described twice")
	}
	if _, m := set.Must("own4").List().Find("夜班"); m != code.Exact {
		t.Error("夜班 is not in the list")
	}
	want := map[string]string{"own1": "住宿舍", "own2": "42.5", "own3": "2021-06", "own4": "夜班", "own5": "1"}
	rec := set.NewRecord()
	rec.Set("name", "段兰娟")
	for k, v := range want {
		rec.Set(k, v)
	}
	var id, other int64
	if _, err := l.Write(ctx, ledger.Op{Title: "入会"}, func(tx *ledger.Tx) error {
		if id, err = Add(tx, rec, Event{Date: civil.MustParse("2020-01")}); err != nil {
			return err
		}
		plain := Fields.NewRecord() // of somebody who knows no own fields
		plain.Set("name", "孙生")
		other, err = Add(tx, plain, Event{Date: civil.MustParse("2020-01")})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	got, err := Get(ctx, l.Read(), id, civil.Date{})
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range want {
		if got.Get(k) != v {
			t.Errorf("%s is %q, want %q", k, got.Get(k), v)
		}
	}
	if j := got.JSON(); j["尺码"] != 42.5 || j["先锋岗"] != true {
		t.Error(j)
	}
	op, err := l.Write(ctx, ledger.Op{Title: "改"}, func(tx *ledger.Tx) error {
		return Update(tx, other, map[string]string{"own2": "8", "phone": "19900000001"})
	})
	if err != nil {
		t.Fatal(err)
	}
	for sort, first := range map[string]int64{"own2": other, "-own2": id} { // 8 before 42.5: by number, not by text
		ids, err := List(ctx, l.Read(), Query{Sort: []string{sort}})
		if err != nil || ids[0] != first {
			t.Error(sort, ids, err)
		}
	}
	if ids, err := List(ctx, l.Read(), Query{Equal: map[string]string{"own4": ""}}); err != nil || len(ids) != 1 || ids[0] != other {
		t.Error(ids, err)
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if m, _ := Get(ctx, l.Read(), other, civil.Date{}); m.Get("own2") != "" || m.Get("phone") != "" {
		t.Error("not taken back:", m)
	}
}

func TestOwnFieldsThatCannotBe(t *testing.T) {
	l := newLedger(t)
	addOwnFields(t, l)
	enrol(t, l, "段兰娟")
	save := func(o OwnField) error {
		_, err := l.Write(ctx, ledger.Op{Title: "存"}, func(tx *ledger.Tx) error {
			_, err := SaveOwnField(tx, o)
			return err
		})
		return err
	}
	if _, err := l.Write(ctx, ledger.Op{Title: "填"}, func(tx *ledger.Tx) error { return Update(tx, 1, map[string]string{"own4": "夜班"}) }); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		own  OwnField
		says string
	}{
		{OwnField{Label: " "}, "要有名称"},
		{OwnField{Label: strings.Repeat("长", 21)}, "最多 20"},
		{OwnField{Label: "手机号"}, "就是名册里已有的“移动电话”"},
		{OwnField{Label: "班 次"}, "已经有一个"},
		{OwnField{Label: "甲乙", Kind: field.Code, Words: []string{"甲"}}, "至少要写两个"},
		{OwnField{Label: "甲乙", Kind: field.Code, Words: []string{"甲", "甲"}}, "写法相同"},
		{OwnField{ID: 4, Label: "班次", Kind: field.Text}, "不能再改成文字"},
		{OwnField{ID: 4, Label: "班次", Kind: field.Code, Words: []string{"白班", "中班"}}, "还有 1 人在用"},
	} {
		if err := save(c.own); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v, want %q", c.own, err, c.says)
		}
	}
	if err := save(OwnField{ID: 4, Label: "轮班", Kind: field.Code, Words: []string{"夜班", "中班"}}); err != nil {
		t.Error(err)
	}
	for i := range MostOwnFields - 5 {
		if err := save(OwnField{Label: fmt.Sprint("项", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := save(OwnField{Label: "再一项"}); err == nil || !strings.Contains(err.Error(), "加满") {
		t.Error(err)
	}
}

func TestADroppedOwnFieldComesBackWithItsValues(t *testing.T) {
	l := newLedger(t)
	addOwnFields(t, l)
	enrol(t, l, "段兰娟")
	if _, err := l.Write(ctx, ledger.Op{Title: "填"}, func(tx *ledger.Tx) error { return Update(tx, 1, map[string]string{"own1": "住宿舍"}) }); err != nil {
		t.Fatal(err)
	}
	var had int64
	op, err := l.Write(ctx, ledger.Op{Title: "删"}, func(tx *ledger.Tx) (err error) {
		had, err = DropOwnField(tx, 1)
		return err
	})
	if err != nil || had != 1 {
		t.Fatal(had, err)
	}
	if set, _ := FieldsOf(ctx, l.Read()); set.Index("own1") >= 0 {
		t.Error("still there")
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if m, err := Get(ctx, l.Read(), 1, civil.Date{}); err != nil || m.Get("own1") != "住宿舍" {
		t.Error(m, err)
	}
}

func TestOwnFieldsAreImported(t *testing.T) {
	l := newLedger(t)
	addOwnFields(t, l)
	fields, err := FieldsOf(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	take := func(lines ...string) *Import {
		t.Helper()
		im, err := ReadRoster(ctx, fields, typed(lines...), intake.Options{Today: asRead})
		if err == nil {
			_, err = im.Apply(ctx, l, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		return im
	}
	im := take("姓名|性别|出生日期|班次|尺码|体检日期|先锋岗|备注二", "段兰娟|女|1985-03-02|夜班|42.50|2021年6月|√|住宿舍", "孙生|男|1990-01-01|早班|四十|2021-06-01||")
	kinds := map[string]bool{}
	for _, p := range im.Problems() {
		kinds[p.Kind] = true
	}
	if !kinds["own4_unknown_word"] || !kinds["number_unusable_text"] {
		t.Error("what fits no field was not reported:", kinds)
	}
	want := func(id int64, values map[string]string) {
		t.Helper()
		m, err := Get(ctx, l.Read(), id, civil.Date{})
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range values {
			if m.Get(k) != v {
				t.Errorf("%s: %s is %q, want %q", m.Get("name"), k, m.Get(k), v)
			}
		}
	}
	want(1, map[string]string{"own1": "住宿舍", "own2": "42.5", "own3": "2021-06", "own4": "夜班", "own5": "1"})
	want(2, map[string]string{"own2": "", "own3": "2021-06-01", "own4": ""})
	if im = take("姓名|出生日期|班次|尺码", "段兰娟|1985-03-02|白班|"); len(im.Plan.Changed) != 1 || len(im.Plan.Changed[0].Changes) != 1 {
		t.Errorf("%+v", im.Plan.Changed)
	}
	want(1, map[string]string{"own4": "白班", "own2": "42.5"})
}

// TestANewFieldIsNotAskedForAnOldOne adds a field that gets the number of a dropped
// one which a saved view names.
func TestANewFieldIsNotAskedForAnOldOne(t *testing.T) {
	l := newLedger(t)
	addOwnFields(t, l)
	enrol(t, l, "段兰娟")
	write := func(fn func(*ledger.Tx) error) {
		t.Helper()
		if _, err := l.Write(ctx, ledger.Op{Title: "改"}, fn); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *ledger.Tx) error {
		_, err := SaveView(tx, View{Name: "住宿舍的", Where: []Condition{{Field: "own1", Op: Empty}}, By: "own1", Sort: []string{"-own1", "name"}, Columns: []ViewColumn{{Key: "own1"}, {Key: "name"}}})
		return err
	})
	write(func(tx *ledger.Tx) error { _, err := DropOwnField(tx, 1); return err })
	write(func(tx *ledger.Tx) error { _, err := SaveOwnField(tx, OwnField{Label: "工装号"}); return err })
	views, err := Views(ctx, l.Read())
	if err != nil || len(views) != 1 {
		t.Fatal(views, err)
	}
	set, _ := FieldsOf(ctx, l.Read())
	v := views[0]
	if set.Must("own1").Label != "工装号" || v.Where[0].Words(set, nil) != "已删去的项目" || v.By != "" || len(v.Sort) != 1 || len(v.Columns) != 1 {
		t.Errorf("%+v", v)
	}
	if ids, err := List(ctx, l.Read(), v.Query(nil, civil.Date{})); err != nil || len(ids) != 0 {
		t.Error(ids, err)
	}
}
