package form

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
)

func start(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(false, 1))
}

func TestTypedTextBecomesCanonical(t *testing.T) {
	start(t)
	for _, c := range []struct {
		kind        field.Kind
		typed, want string
		refused     bool
	}{
		{field.Text, "  机加一组 ", "机加一组", false},
		{field.IDNumber, "33010119960203 123x", "33010119960203123X", false},
		{field.Phone, "１９９ 0000 0001", "19900000001", false},
		{field.Date, "2022.5.6", "2022-05-06", false},
		{field.Date, "2022年5月", "2022-05", false},
		{field.Date, "2022-02-30", "", true},
		{field.Month, "2022年5月6日", "2022-05", false},
		{field.Month, "2022", "", true},
		{field.Money, "1,234.5", "123450", false},
		{field.Money, "-1", "", true},
		{field.Integer, "341", "341", false},
		{field.Integer, "-3", "", true},
		{field.Integer, "三", "", true},
		{field.Percent, "6.50%", "6.5", false},
		{field.Percent, "06", "6", false},
		{field.Percent, ".5", "0.5", false},
		{field.Percent, "-0", "0", false},
		{field.Percent, "-2.25", "-2.25", false},
		{field.Percent, "6.555", "", true},
		{field.Percent, "六", "", true},
		{field.Percent, "1000", "", true},
		{field.Money, "", "", false},
		{field.Percent, "", "", false},
	} {
		box := Control(field.Field{Key: "x", Label: "x", Kind: c.kind}).(*widget.TextField)
		value, err := box.Read(c.typed)
		if (err != nil) != c.refused || value != c.want {
			t.Errorf("kind %d: %q became %q (%v), want %q", c.kind, c.typed, value, err, c.want)
		}
	}
}

func TestLongTextIsRefusedWithItsLimit(t *testing.T) {
	start(t)
	box := Control(field.Field{MaxLen: 3}).(*widget.TextField)
	if _, err := box.Read("一二三四"); err == nil || err.Error() != "最多 3 个字，现在 4 个。" {
		t.Fatal(err)
	}
}

func TestPickersOfferWordsByPinyin(t *testing.T) {
	start(t)
	if _, ok := Control(field.Field{Kind: field.Code, Codes: "education"}).(*widget.Picker); !ok {
		t.Fatal("a code field is no picker")
	}
	o := Words("大学本科")[0]
	if o.Value != "大学本科" || o.Keys != "daxuebenke dxbk" {
		t.Fatalf("%+v", o)
	}
}

func TestFormShowsAndTakesRecords(t *testing.T) {
	start(t)
	set := field.NewSet("t", "试", field.Field{Key: "name", Label: "姓名", Required: true},
		field.Field{Key: "wage", Label: "工资", Kind: field.Money}, field.Field{Key: "side", Label: "方"})
	f := New(set, "name", "wage", "side")
	f.Offer("side", false, Words("职工方", "企业方")...)
	r := set.NewRecord()
	r.Set("name", "段兰娟")
	r.Set("wage", "123450")
	r.Set("side", "企业方")
	f.Show(r)
	if got := f.Field("wage").Control.(*widget.TextField).Text(); got != "1,234.50" {
		t.Fatalf("wage is shown as %q", got)
	}
	out := set.NewRecord()
	f.Take(out)
	if out.String() != r.String() {
		t.Fatalf("took %s, showed %s", out, r)
	}
	if _, ok := f.Field("side").Control.(*widget.Picker); !ok || len(f.In(2).Fields()) != 3 {
		t.Fatal("the offered field is no picker, or fields are lost")
	}
}

func TestAYearIsNotGrouped(t *testing.T) {
	start(t)
	for max, want := range map[int]string{4: "2026", 0: "2,026"} {
		box := Control(field.Field{Kind: field.Integer, MaxLen: max}).(*widget.TextField)
		box.SetValue("2026")
		if box.Text() != want {
			t.Errorf("of %d signs at most: %q, want %q", max, box.Text(), want)
		}
	}
}

func TestUpdateLeavesWhatIsBeingTyped(t *testing.T) {
	start(t)
	set := field.NewSet("t", "试", field.Field{Key: "a", Label: "甲"}, field.Field{Key: "b", Label: "乙"})
	f := New(set)
	r := set.NewRecord()
	f.Show(r)
	w := test.NewTempWindow(t, f.In(1))
	f.Field("a").Control.Focus()
	test.Type(w.Canvas().Focused(), "正在写")
	r.Set("b", "别处改的")
	f.Update(r)
	if a := f.Field("a").Control.(*widget.TextField).Text(); a != "正在写" {
		t.Errorf("the text being typed became %q", a)
	}
	if b := f.Field("b").Control.Value(); b != "别处改的" {
		t.Errorf("the other field shows %q", b)
	}
}

func TestChangesAreTold(t *testing.T) {
	start(t)
	set := field.NewSet("t", "试", field.Field{Key: "day", Label: "日期", Kind: field.Date})
	f := New(set)
	var got string
	f.OnChanged(func(key, value string) { got = key + "=" + value })
	w := test.NewTempWindow(t, f.In(1))
	f.Field("day").Control.Focus()
	test.Type(w.Canvas().Focused(), "2022.5.6")
	w.Canvas().Unfocus()
	if got != "day=2022-05-06" {
		t.Fatalf("told %q", got)
	}
}
