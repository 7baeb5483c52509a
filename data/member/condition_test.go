package member

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

var may = civil.MustParse("2022-05-06")

// asked is a ledger of five people in a tree of groups, to be asked about.
func asked(t testing.TB) (*ledger.Ledger, []union.Group) {
	t.Helper()
	l := newLedger(t)
	_, err := l.Write(ctx, ledger.Op{Kind: "member", Title: "入会"}, func(tx *ledger.Tx) error {
		shop, err := union.AddGroup(tx, union.Group{Name: "一车间", Kind: "分会"})
		if err != nil {
			return err
		}
		if _, err = union.AddGroup(tx, union.Group{Name: "甲班", Parent: shop}); err != nil {
			return err
		}
		for _, p := range [][]string{ // name, group, education, post, birth, joined, base, migrant, phone
			{"单田芳", "2", "大专", "电工", "1985-05-06", "2019-03-01", "500000", "1", "19900010001"},
			{"解小龙", "2", "高中", "电焊工", "1985-05-07", "2020", "400000", "0", "19900010002"},
			{"万俟丽", "1", "大专", "会计", "1970-01", "2021-06", "", "", "19900015329"},
			{"王仇", "", "", "", "", "", "300000", "1", ""},
			{"曾华", "1", "本科", "高级电工", "1999-12-31", "2022-05-06", "", "0", ""},
		} {
			rec := Fields.NewRecord()
			for i, key := range []string{"name", "department", "education", "post", "birth_date", "join_date", "dues_base_fen", "migrant", "phone"} {
				rec.Set(key, p[i])
			}
			if _, err := Add(tx, rec, Event{Date: civil.MustParse("2019-03")}); err != nil {
				return err
			}
		}
		_, err = Happen(tx, Event{Member: 3, Kind: Retain, Date: civil.MustParse("2022-01")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	groups, err := union.Groups(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	return l, groups
}

func TestWrittenConditionsFind(t *testing.T) {
	l, groups := asked(t)
	for text, want := range map[string]string{
		"学历=大专":            "单田芳 万俟丽",
		"学历=大专,高中":         "单田芳 解小龙 万俟丽",
		"学历!=大专":           "解小龙 王仇 曾华",
		"学历=":              "王仇",
		"学历!=":             "单田芳 解小龙 万俟丽 曾华",
		"岗位：电工":            "单田芳 曾华",
		"岗位=电工":            "单田芳",
		"岗位含电":             "单田芳 解小龙 曾华",
		"岗位不含电":            "万俟丽 王仇",
		"岗位开头是电":           "单田芳 解小龙",
		"姓名^=万俟":           "万俟丽",
		"入会日期<2020-01-01":  "单田芳",
		"入会日期=2020":        "解小龙",
		"入会日期>=2020-01-01": "解小龙 万俟丽 曾华",
		"入会日期晚于2021":       "曾华",
		"入会日期=2019..2020":  "单田芳 解小龙",
		"入会日期不晚于2021年6月":   "单田芳 解小龙 万俟丽",
		"缴费基数>=4000":       "单田芳 解小龙",
		"缴费基数介于3000,4500":  "解小龙 王仇",
		"年龄=37":            "单田芳",
		"年龄<37":            "解小龙 曾华",
		"年龄>50":            "万俟丽",
		"会籍=保留":            "万俟丽",
		"农民工=是":            "单田芳 王仇",
		"农民工!=是":           "解小龙 万俟丽 曾华",
		"小组=一车间":           "单田芳 解小龙 万俟丽 曾华",
		"小组=甲班":            "单田芳 解小龙",
		"小组=一车间 / 甲班":      "单田芳 解小龙",
		"小组!=甲班":           "万俟丽 王仇 曾华",
		"手机~5329":          "万俟丽",
	} {
		c, ok, err := ReadCondition(text, Fields, groups, may)
		if !ok || err != nil {
			t.Errorf("%s: read %v %v", text, ok, err)
			continue
		}
		ids, err := List(ctx, l.Read(), Query{On: may, Where: []Condition{c}})
		if got := namesBy(t, l, ids); err != nil || !sameWords(got, want) {
			t.Errorf("%s (%s) finds %q, want %q; %v", text, c.Words(Fields, union.Names(groups)), got, want, err)
		}
	}
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func namesBy(t testing.TB, l *ledger.Ledger, ids []int64) string {
	t.Helper()
	list, err := Page(ctx, l.Read(), ids, may)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range list {
		out = append(out, m.Get("name"))
	}
	return strings.Join(out, " ")
}

func TestAllAndAny(t *testing.T) {
	l, _ := asked(t)
	where := []Condition{{Field: "education", Op: Is, Values: []string{"高中"}}, {Field: "migrant", Op: Is, Values: []string{"1"}}}
	all, _ := List(ctx, l.Read(), Query{On: may, Where: where})
	any, _ := List(ctx, l.Read(), Query{On: may, Where: where, Any: true})
	if len(all) != 0 || !sameWords(namesBy(t, l, any), "单田芳 解小龙 王仇") {
		t.Errorf("all %v, any %s", all, namesBy(t, l, any))
	}
}

func TestWhatIsNoCondition(t *testing.T) {
	_, groups := asked(t)
	for _, text := range []string{"", "王小明", "=5", "天气=好", "a<b"} {
		if _, ok, err := ReadCondition(text, Fields, groups, may); ok || err != nil {
			t.Errorf("%q was read as a condition (%v)", text, err)
		}
	}
	for text, part := range map[string]string{
		"学历=天才": "天才", "小组=丙班": "丙班", "入会日期<昨天": "不是日期", "学历<大专": "不能用", "入会日期介于2020": "2 个值", "年龄>老": "不是整数"} {
		if _, ok, err := ReadCondition(text, Fields, groups, may); !ok || err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%q: %v %v", text, ok, err)
		}
	}
}

func TestUnknownFieldFindsNobody(t *testing.T) {
	l, _ := asked(t)
	for _, c := range []Condition{{Field: "x; DROP TABLE member", Op: Is, Values: []string{"1"}}, {Field: "name", Op: "odd", Values: []string{"1"}},
		{Field: "name", Op: Is}, {Field: "join_date", Op: Between, Values: []string{"2020"}}} {
		if ids, err := List(ctx, l.Read(), Query{Where: []Condition{c}}); err != nil || len(ids) != 0 {
			t.Errorf("%+v: %v %v", c, ids, err)
		}
	}
}

// The index and the ledger are two ways to ask the same thing.
func TestSearchAgreesWithTheLedger(t *testing.T) {
	l, groups := asked(t)
	x, err := BuildIndex(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	fields := slices.DeleteFunc(Asked(Fields), func(f field.Field) bool {
		return f.Key == StateKey || f.Key == AgeKey || f.Key == "id_as_written" || f.Key == "id_number"
	})
	values := []string{"大专", "高中", "电工", "电", "2020", "2020-01-01", "2021-06", "4000", "3000", "甲班", "一车间", "是", "单田芳", "19900015329", "丽"}
	signs := []string{"=", "!=", "~", "!~", "^=", "<", ">", "<=", ">="}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(fields).Draw(t, "field").Label + rapid.SampledFrom(signs).Draw(t, "sign") + rapid.SampledFrom(values).Draw(t, "value")
		c, ok, err := ReadCondition(text, Fields, groups, may)
		if !ok || err != nil {
			t.Skip()
		}
		want, err := List(ctx, l.Read(), Query{On: may, Where: []Condition{c}})
		if err != nil {
			t.Fatal(err)
		}
		got := x.Search(text)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%s: search %v, ledger %v", text, got, want)
		}
	})
}

func TestSearchByAnyField(t *testing.T) {
	l, _ := asked(t)
	x, err := BuildIndex(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"大专": "单田芳 万俟丽", "电工": "单田芳 曾华", "一车间": "单田芳 解小龙 万俟丽 曾华", "甲班 高中": "解小龙", "学历:大": "单田芳 万俟丽",
		"学历=大专 岗位=电工": "单田芳", "农民工": "单田芳 王仇", "stf": "单田芳", "xiexl": "解小龙", "xiexiaolong": "解小龙", "mql": "万俟丽", "moqili": "万俟丽",
		"zenghua": "曾华", "zh": "曾华", "5329": "万俟丽", "9900010": "单田芳 解小龙", "入会日期<2020": "单田芳", "2019-03": "单田芳", "2019": "",
		"小组:甲": "单田芳 解小龙", "手机:5329": "万俟丽", "电工 -": ""} {
		if got := namesBy(t, l, x.Search(text)); !sameWords(got, want) {
			t.Errorf("%s finds %q, want %q", text, got, want)
		}
	}
}

func TestPolyphonicSurnames(t *testing.T) {
	for name, want := range map[string]string{"单田芳": "shan", "解晓东": "xie", "仇和": "qiu", "查良镛": "zha", "曾国藩": "zeng", "翟天临": "zhai", "朴树": "piao",
		"乐嘉": "yue", "区志军": "ou", "任重": "ren", "华罗庚": "hua", "盖叫天": "ge", "尉迟恭": "yu chi", "万俟卨": "mo qi", "长孙无忌": "zhang sun",
		"单于丹": "chan yu", "澹台明": "tan tai", "宿白": "su", "逄先知": "pang", "召忽": "shao", "员半千": "yun", "覃辉": "qin", "种师道": "chong",
		"黑齿常": "he", "缪荃孙": "miao", "冼星海": "xian", "尹吉甫": "yin", "卜商": "bu", "车胤": "che", "晁错": "chao", "宓不齐": "mi",
		"过百龄": "guo", "哈文": "ha", "干宝": "gan", "贾宝玉": "jia", "石磊": "shi", "洗夫人": "xian", "郇正": "xun", "祭遵": "zhai", "贲远": "ben",
		"瞿秋白": "qu", "臧克家": "zang", "隗嚣": "wei", "眭弘": "sui", "句践": "gou", "郝海东": "hao", "薄一波": "bo", "应采儿": "ying", "燕青": "yan",
		"钭元": "tou", "鲜于璜": "xian yu", "尔朱荣": "er zhu", "能义": "nai", "佴用": "nai", "撒贝": "sa", "厍狄干": "she di", "褚遂良": "chu", "费孝通": "fei", "谌龙": "chen", "宁静": "ning", "都穆": "du", "戚继光": "qi", "禚庆": "zhuo", "芮城": "rui", "佟湘玉": "tong"} {
		if got := strings.Join(syllables(name), " "); !strings.HasPrefix(got+" ", want+" ") {
			t.Errorf("%s reads %q, want %q first", name, got, want)
		}
	}
}

func TestBands(t *testing.T) {
	l, _ := asked(t)
	ids, _ := List(ctx, l.Read(), Query{On: may, Sort: []string{"-dues_base_fen"}})
	for key, want := range map[string]string{
		"department": "一车间:2 一车间/甲班:2 （工会小组未填）:1",
		"education":  "本科:1 大专:2 高中:1 （学历未填）:1",
		"state":      "在册:4 保留:1",
		"age":        "20～29 岁:1 30～39 岁:2 50～59 岁:1 （年龄未填）:1",
		"join_date":  "入会 2019 年:1 入会 2020 年:1 入会 2021 年:1 入会 2022 年:1 （入会日期未填）:1",
		"migrant":    "是否农民工会员：是:2 是否农民工会员：否:2 （是否农民工会员未填）:1",
	} {
		bands, err := GroupBy(ctx, l.Read(), ids, key, may)
		var got []string
		n := 0
		for _, b := range bands {
			got = append(got, b.Title+":"+strconv.Itoa(len(b.IDs)))
			n += len(b.IDs)
		}
		if s := strings.Join(got, " "); err != nil || s != want || n != len(ids) {
			t.Errorf("%s: %q, want %q (%v)", key, s, want, err)
		}
	}
	bands, _ := GroupBy(ctx, l.Read(), ids, "department", may)
	if w := bands[1].Words(); w != "2 人，缴费基数合计 9,000.00，平均 4,500.00" {
		t.Error(w)
	}
	if _, err := GroupBy(ctx, l.Read(), ids, "id_number", may); err == nil {
		t.Error("numbers of people were made groups")
	}
}

func TestViewsAreKeptUnderTheirName(t *testing.T) {
	l, _ := asked(t)
	save := func(v View) (id int64, err error) {
		_, err = l.Write(ctx, ledger.Op{Kind: "view", Title: "保存筛选"}, func(tx *ledger.Tx) error {
			id, err = SaveView(tx, v)
			return err
		})
		return id, err
	}
	v := View{Name: " 大专电工 ", Where: []Condition{{Field: "education", Op: Is, Values: []string{"大专"}}}, Any: true, States: []State{Active},
		Group: 1, Columns: []ViewColumn{{"name", 80}, {"phone", 0}}, Sort: []string{"-join_date"}, By: "department", Search: "电"}
	id, err := save(v)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Views(ctx, l.Read())
	if err != nil || len(all) != 1 || all[0].Name != "大专电工" || all[0].By != "department" || len(all[0].Where) != 1 || len(all[0].Columns) != 2 {
		t.Fatal(all, err)
	}
	for _, bad := range []View{{Name: " "}, {Name: "大专电工"}, {Name: strings.Repeat("长", 31)}} {
		if _, err := save(bad); err == nil {
			t.Errorf("%q was taken", bad.Name)
		}
	}
	v.ID, v.Name = id, "大专"
	if _, err := save(v); err != nil {
		t.Fatal(err)
	}
	op, err := l.Write(ctx, ledger.Op{Kind: "view", Title: "删除筛选"}, func(tx *ledger.Tx) error { return DropView(tx, id) })
	if err != nil {
		t.Fatal(err)
	}
	if all, _ = Views(ctx, l.Read()); len(all) != 0 {
		t.Fatal("still there", all)
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if all, _ = Views(ctx, l.Read()); len(all) != 1 || all[0].Name != "大专" {
		t.Fatal("not back", all)
	}
}

// FuzzReadCondition holds that no text makes the reader or the ledger fail.
func FuzzReadCondition(f *testing.F) {
	l, groups := asked(f)
	for _, s := range []string{"学历=大专", "入会日期介于2020,2021", "年龄>=30", "手机=", "岗位~'; --", "小组：甲班", "入会日期<2020-13-45", "缴费基数=1..2..3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, ok, err := ReadCondition(text, Fields, groups, may)
		if !ok || err != nil {
			return
		}
		if _, err := List(ctx, l.Read(), Query{On: may, Where: []Condition{c}}); err != nil {
			t.Fatalf("%q as %+v: %v", text, c, err)
		}
		c.Words(Fields, nil)
	})
}

func TestStatesSortAsOfTheDay(t *testing.T) {
	l, _ := asked(t)
	for on, place := range map[string]int{"2021-12-31": 0, "2022-05-06": 4} { // of 万俟丽: by her name, then as the only one 保留
		ids, err := List(ctx, l.Read(), Query{On: civil.MustParse(on), Sort: []string{"-state"}})
		if at := slices.Index(ids, 3); err != nil || at != place {
			t.Errorf("on %s she stands at %d, want %d (%v)", on, at, place, err)
		}
	}
}
