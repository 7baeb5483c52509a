package intake

import (
	"strings"
	"testing"

	"unionledger/data/civil"
)

// keyed is a roster kind that says which fields tell who somebody is.
func keyed() *Kind {
	k := *people
	k.Keys = []string{"name", "id_number", "gender", "department"}
	return &k
}

func TestSheetsThatTellOfTheSamePeopleAreJoined(t *testing.T) {
	today := civil.MustParse("2022-05-06")
	one := grid("基本情况", "姓名|性别|身份证号\n张三|男|330101197908166730\n李四|女|\n王五|男|\n王五|男|")
	two := grid("通讯录", "姓名|手机|备注\n李四|19900000002|大专\n张 三|19900000001|本科\n王五|19900000003|高中\n赵六|19900000004|高中\n钱七|1990000000|高中")
	res, err := Read(t.Context(), book(one, two), keyed(), Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	if got := values(res, "name") + " " + values(res, "phone"); got != "张三,李四,王五,王五,王五,赵六,钱七 19900000001,19900000002,,,19900000003,19900000004,1990000000" {
		t.Error(got)
	}
	if c := res.Counts(); c.Read != 9 || c.Taken != 7 || c.NotData != 2 || res.NotData[0].Kind != JoinedRow {
		t.Errorf("counts %+v, not data %v", c, res.NotData)
	}
	if got := res.Cell(&res.Rows[0], "phone") + res.Raw(&res.Rows[0], "phone") + res.Cell(&res.Rows[0], "id_number"); got != "B319900000001C2" {
		t.Error("where the joined cells stand:", got)
	}
	if n := res.Notices; len(n) != 1 || n[0].Kind != "sheets_joined" || !strings.Contains(n[0].Message, "2 人") {
		t.Error("notices", n)
	}
}

func TestSheetsOfOthersAreNotJoined(t *testing.T) {
	one := grid("在册", "姓名|性别|手机\n张三|男|19900000001\n李四|女|19900000002\n王五|男|19900000003")
	for name, sheet := range map[string]string{
		"other people":       "姓名|备注\n赵六|本科\n钱七|大专\n张三|高中",
		"an older list":      "姓名|手机|备注\n张三|19900000008|本科\n李四|19900000002|大专",
		"nothing further":    "姓名|性别\n张三|男\n李四|女",
		"another kind of it": "姓名|签名\n张三|\n李四|",
	} {
		res, err := Read(t.Context(), book(one, grid("另一张", sheet)), keyed(), Options{Today: civil.MustParse("2022-05-06")})
		if err != nil || len(res.Tables) != 1 || len(res.Rows) != 3 {
			t.Errorf("%s: %v, %d tables", name, err, len(res.Tables))
		}
	}
	asked, err := Read(t.Context(), book(one, grid("另一张", "姓名|手机|备注\n张三|19900000001|本科\n李四|19900000009|大专")), keyed(),
		Options{Today: civil.MustParse("2022-05-06"), Sheets: []string{"在册", "另一张"}})
	if err != nil || values(asked, "note") != "本科,,,大专" {
		t.Error("what contradicts is not joined:", err, values(asked, "note"))
	}
}

func TestListWithoutHeaderIsCalledThat(t *testing.T) {
	for _, rows := range []string{"1|张三|男|330101197908166730|19900000001\n2|李四|女|330101197908166730|19900000002", "张三|19900000001"} {
		_, err := Read(t.Context(), book(grid("一", rows)), people, Options{Today: civil.MustParse("2022-05-06")})
		if err == nil || !strings.Contains(err.Error(), "没有表头") {
			t.Error(err)
		}
	}
	_, err := Read(t.Context(), book(grid("一", "联系人|19900000001\n品名|数量\n毛巾|3")), people, Options{Today: civil.MustParse("2022-05-06")})
	if err == nil || strings.Contains(err.Error(), "没有表头") {
		t.Error(err)
	}
}
