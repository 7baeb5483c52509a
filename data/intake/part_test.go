package intake

import (
	"context"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/sheet"
)

// loose is people as clerks keep them: spread, shared and slipped cells are looked for.
var loose = func() *Kind {
	k := *people
	k.Loose, k.Birth, k.Addresses = true, "birth_date", []string{"hukou_place", "home_address"}
	k.Fields = field.NewSet("person", "人", append(append([]field.Field{}, people.Fields.All()...),
		field.Field{Key: "birth_date", Label: "出生日期", Kind: field.Date},
		field.Field{Key: "ethnicity", Label: "民族", Kind: field.Code, Codes: "ethnicity"},
		field.Field{Key: "political", Label: "政治面貌", Kind: field.Code, Codes: "political"},
		field.Field{Key: "hukou_place", Label: "户籍所在地", Kind: field.Text, Aliases: []string{"户籍地址"}},
		field.Field{Key: "home_address", Label: "家庭住址", Kind: field.Text, Aliases: []string{"住址"}})...)
	return &k
}()

func readLoose(t *testing.T, opt Options, sheets ...*sheet.Sheet) *Result {
	t.Helper()
	opt.Today = civil.MustParse("2022-05-06")
	res, err := Read(context.Background(), book(sheets...), loose, opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestFieldsSpreadOverColumnsAreJoined(t *testing.T) {
	for _, c := range []struct{ name, field, text, want string }{
		{"name", "name", "姓|名|性别\n张|三|男\n欧阳|小 四|女", "张三,欧阳小四"},
		{"date by its header", "join_date", "姓名|性别|入会年|月|日\n张三|男|2010|3|5\n李四|女|2011|12|\n王五|男|2012||", "2010-03-05,2011-12,2012"},
		{"date with Chinese numerals", "join_date", "姓名|性别|入会年份|入会月份|入会日\n张三|男|二〇一〇|三|五", "2010-03-05"},
		{"date below its group", "join_date", "姓名|性别|入会日期||\n||年|月|日\n张三|男|2010年|03月|05日\n李四|女|2011|1|2", "2010-03-05,2011-01-02"},
		{"place by its group", "hukou_place", "姓名|性别|户籍所在地||\n||省|市|县\n张三|男|浙江省|杭州市|建德市\n李四|女|上海市|上海市|徐汇区", "浙江省杭州市建德市,上海市徐汇区"},
		{"address without a name goes down to the house", "home_address", "姓名|性别|省|市|区县|详细地址\n张三|男|浙江省|杭州市|建德市|新安江街道1号\n李四|女|浙江省|杭州市||浙江省杭州市梅城镇2号", "浙江省杭州市建德市新安江街道1号,浙江省杭州市梅城镇2号"},
		{"place by its stem", "hukou_place", "姓名|性别|户籍省|户籍市\n张三|男|浙江省|杭州市", "浙江省杭州市"},
		{"name and sex", "gender", "姓名/性别|手机\n张三（男）|19900000001\n李四(女)|19900000002", "男,女"},
		{"name and sex by the values", "name", "姓名|手机\n张三（男）|19900000001\n李四 女|19900000002\n王五男|19900000003\n赵六(女)|19900000004", "张三,李四,王五,赵六"},
		{"sex and ethnicity", "ethnicity", "姓名|性别、民族\n张三|男/汉族\n李四|女，畲族", "汉族,畲族"},
		{"group and name", "group", "姓名|性别\n钱塘一车间 张三|男\n钱塘二车间　李四|女", "钱塘一车间,钱塘二车间"},
		{"the name behind the group", "name", "车间/姓名|性别\n一车间/张三|男\n二车间/李四|女", "张三,李四"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := readLoose(t, Options{}, grid("一", c.text))
			if got := values(res, c.field); got != c.want {
				t.Errorf("%s is %s, want %s\n%+v", c.field, got, c.want, res.Tables[0].Columns)
			}
		})
	}
}

// TestWholeColumnsAreNotSplit holds headers that only look like two fields, or parts.
func TestWholeColumnsAreNotSplit(t *testing.T) {
	for _, text := range []string{"姓名|性别|部门/车间\n张三|男|一车间", "姓名|性别|名字（曾用名）\n张三|男|张大", "姓名|性别|市\n张三|男|杭州", "姓名|性别|年\n张三|男|2010"} {
		for _, m := range readLoose(t, Options{}, grid("一", text)).Tables[0].Columns {
			if m.Part != Whole || m.Also != "" {
				t.Errorf("%q: %+v", text, m)
			}
		}
	}
}

func TestPartsAreCorrectedByHand(t *testing.T) {
	s := grid("一", "姓名|性别|甲|乙\n张三|男|2010|3\n李四|女|2011|4")
	columns := []Mapping{{Column: 2}, {Column: 3}}
	columns[0].Choose("join_date:year")
	columns[1].Choose("join_date:month")
	res := readLoose(t, Options{Columns: columns}, s)
	if got := values(res, "join_date"); got != "2010-03,2011-04" {
		t.Error(got)
	}
	columns[0].Choose("join_date") // the whole in one column leaves no room for a part
	res = readLoose(t, Options{Columns: columns[:1]}, s)
	if got := values(res, "join_date"); got != "2010,2011" {
		t.Error(got)
	}
}

func TestChoicesHaveNames(t *testing.T) {
	for text, want := range map[string]string{"手机": "phone", "join_date:year": "join_date:year", "入会日期·年": "join_date:year", "姓名＋性别": "name+gender", "住址:区县": "home_address:county", "没有": ""} {
		if got, ok := loose.ChoiceNamed(text); got != want || ok != (want != "") {
			t.Errorf("%s is %q", text, got)
		}
	}
	if got := loose.ChoiceLabel("join_date:year") + loose.ChoiceLabel("name+gender"); got != "入会日期·年姓名＋性别" {
		t.Error(got)
	}
}

func TestMappingsAreRememberedByHeader(t *testing.T) {
	text := "姓 名|性别|联络|杂项\n张三|男|19900000001|a\n李四|女|19900000002|b"
	by := []Mapping{{Column: 3, Field: "note"}, {Column: 2}}
	first := readLoose(t, Options{Columns: by}, grid("一", text))
	memory := map[string][]Chosen{first.Tables[0].Fingerprint(): first.Tables[0].Chosen()}
	again := readLoose(t, Options{Memory: memory}, grid("二", strings.Replace(text, "姓 名", "*姓名：", 1)))
	if got := values(again, "note"); got != "a,b" || values(again, "phone") != "," || !again.Tables[0].Recalled || again.Tables[0].Columns[3].How != Remembered {
		t.Errorf("%q %+v", got, again.Tables[0])
	}
	other := readLoose(t, Options{Memory: memory}, grid("三", strings.Replace(text, "杂项", "其他", 1)))
	if values(other, "note") != "," || other.Tables[0].Recalled {
		t.Error("another header was taken for the one remembered")
	}
	gone := readLoose(t, Options{Memory: map[string][]Chosen{first.Tables[0].Fingerprint(): {{Header: headerKey(first.Tables[0].Columns[1]), Choice: "own_9"}}}}, grid("四", text))
	if values(gone, "gender") != "男,女" || gone.Tables[0].Recalled || len(gone.Tables[0].Chosen()) > 0 {
		t.Error("a column stays out for a field that was dropped")
	}
	if again.Tables[0].Chosen()[0] != first.Tables[0].Chosen()[0] {
		t.Error("what was remembered is not remembered again")
	}
}

func TestDatesInChinese(t *testing.T) {
	f := field.Field{Key: "d", Label: "日期", Kind: field.Date}
	for text, want := range map[string]string{
		"二〇一〇年三月": "2010-03", "一九八五年十二月三十一日": "1985-12-31", "二零一九年十月": "2019-10", "二○二○年": "2020", "２０１０年３月５日": "2010-03-05",
		"贰零壹零年叁月拾伍日": "2010-03-15", "二O一O年三月": "2010-03", "二０一０年三月": "2010-03", "２０10年元月": "2010-01", "2010年十二月廿五日": "2010-12-25",
		"二〇一〇年三月一日起": "2010-03-01", "20100305.0": "2010-03-05", "\ufeff2010\u200b-03\u00ad-05\u200e": "2010-03-05", "\u00a0'2010-03-05\u3000": "2010-03-05",
		"十年三月": "", "二〇一〇年十三月": "2010-13"[:0],
	} {
		out := Clean(f, sheet.Cell{Kind: sheet.Text, Text: text}, CleanContext{})
		if got := out.Value; got != want {
			t.Errorf("%q is %q (%s), want %q", text, got, out.Message, want)
		}
	}
	for from1904, want := range map[bool]string{false: "2010-03-04", true: "2014-03-05"} {
		if got := Clean(f, sheet.Cell{Kind: sheet.Number, Text: "40241", Number: 40241}, CleanContext{From1904: from1904}).Value; got != want {
			t.Errorf("day 40241 is %s, want %s", got, want)
		}
	}
}

// TestStrayCellIsNoOtherHeader: a row that slipped to the right makes a column without
// a header, and still the same header.
func TestStrayCellIsNoOtherHeader(t *testing.T) {
	plain := &Table{Columns: []Mapping{{Header: "姓名"}, {Header: "手机"}}}
	stray := &Table{Columns: []Mapping{{Header: "姓名"}, {Header: "手机"}, {}}}
	other := &Table{Columns: []Mapping{{Header: "姓名"}, {}, {Header: "手机"}}}
	if plain.Fingerprint() != stray.Fingerprint() {
		t.Error("a stray column made another header")
	}
	if plain.Fingerprint() == other.Fingerprint() {
		t.Error("a column between others is the header's")
	}
}
