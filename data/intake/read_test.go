package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/sheet"
)

// people is a small kind with one field of each sort that matters here.
var people = &Kind{
	Label: "名册", Named: "name", Required: []string{"name"}, Evidence: []string{"id_number", "phone", "gender"},
	Wanted: []string{"phone"},
	Fields: field.NewSet("person", "人",
		field.Field{Key: "name", Label: "姓名", Kind: field.Name, Required: true, Aliases: []string{"职工姓名"}, Decoys: []string{"配偶姓名"}},
		field.Field{Key: "group", Label: "工会小组", Kind: field.Group, Aliases: []string{"部门", "车间"}},
		field.Field{Key: "gender", Label: "性别", Kind: field.Code, Codes: "gender"},
		field.Field{Key: "id_number", Label: "证件号码", Kind: field.IDNumber, Aliases: []string{"身份证号", "身份证号码"}, Decoys: []string{"会员证号"}},
		field.Field{Key: "phone", Label: "移动电话", Kind: field.Phone, Aliases: []string{"手机", "联系电话", "电话"}, Decoys: []string{"办公电话"}},
		field.Field{Key: "join_date", Label: "入会日期", Kind: field.Date, Aliases: []string{"入会时间"}, Decoys: []string{"参加工作时间"}},
		field.Field{Key: "migrant", Label: "是否农民工", Kind: field.YesNo, Aliases: []string{"农民工"}},
		field.Field{Key: "base_fen", Label: "缴费基数", Kind: field.Money},
		field.Field{Key: "note", Label: "备注", Kind: field.Text},
	),
}

// grid makes a sheet of lines whose cells are parted by "|"; an empty line is a
// row that holds nothing.
func grid(name, text string, merges ...sheet.Range) *sheet.Sheet {
	s := &sheet.Sheet{Name: name, Merges: merges}
	for i, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		var cells []sheet.Cell
		for _, v := range strings.Split(strings.TrimSpace(line), "|") {
			c := sheet.Cell{Kind: sheet.Text, Text: strings.ReplaceAll(v, `\n`, "\n")}
			if v == "" {
				c.Kind = sheet.Blank
			}
			cells = append(cells, c)
		}
		if strings.TrimSpace(line) != "" {
			s.Rows = append(s.Rows, sheet.Row{Number: i + 1, Cells: cells})
		}
	}
	return s
}

func book(sheets ...*sheet.Sheet) *sheet.Book { return &sheet.Book{Format: "xlsx", Sheets: sheets} }

func read(t *testing.T, opt Options, sheets ...*sheet.Sheet) *Result {
	t.Helper()
	opt.Today = civil.MustParse("2022-05-06")
	res, err := Read(context.Background(), book(sheets...), people, opt)
	if err != nil {
		t.Fatal(err)
	}
	c := res.Counts()
	if c.Read != c.Taken+c.Refused+c.NotData {
		t.Errorf("counts do not add up: %+v", c)
	}
	return res
}

// values lists one field of all rows taken.
func values(res *Result, key string) string {
	var out []string
	for _, row := range res.Rows {
		if !row.Refused {
			out = append(out, row.Record.Get(key))
		}
	}
	return strings.Join(out, ",")
}

func TestHeaderAnywhere(t *testing.T) {
	for name, s := range map[string]*sheet.Sheet{
		"row 7": grid("一", `
某厂工会

2021年度
填报单位：某厂|||填报日期：2021年11月26日

说明：按身份证填写
序号|姓  名|性别|身份证号码|手\n机
1|张三|男|330101198001011234|19900000001
2|李四|女|330101198001021234|19900000002`),
		"three rows": grid("一", `
名册
序号|基本情况|||联系
|姓名|性别|证件|方式
|||号码|手机
1|张三|男||19900000001
2|李四|女||19900000002`,
			sheet.Range{Col1: 0, Row1: 1, Col2: 4, Row2: 1}, sheet.Range{Col1: 0, Row1: 2, Col2: 0, Row2: 4},
			sheet.Range{Col1: 1, Row1: 2, Col2: 3, Row2: 2}, sheet.Range{Col1: 1, Row1: 3, Col2: 1, Row2: 4},
			sheet.Range{Col1: 2, Row1: 3, Col2: 2, Row2: 4}),
		"two rows without merges": grid("一", `
序号|工会小组|基本信息||联系方式
|||姓名|性别|手机
1|一组|甲|张三|男|19900000001
2|一组|乙|李四|女|19900000002`),
		"reordered, full width, with marks": grid("一", `
手机*|性　别（必填）|＊姓名：
19900000001|男|张三
19900000002|女|李四`),
		"unnamed columns": grid("一", `
姓名||
张三|19900000001|男
李四|19900000002|女
王五|19900000003|男`),
	} {
		t.Run(name, func(t *testing.T) {
			res := read(t, Options{}, s)
			if got := values(res, "name"); !strings.HasPrefix(got, "张三,李四") {
				t.Errorf("names %s", got)
			}
			if got := values(res, "phone"); !strings.HasPrefix(got, "19900000001,19900000002") {
				t.Errorf("phones %s, columns %+v", got, res.Tables[0].Columns)
			}
			if got := values(res, "gender"); !strings.HasPrefix(got, "男,女") {
				t.Errorf("genders %s", got)
			}
		})
	}
}

func TestOnlyNameAndNumber(t *testing.T) {
	res := read(t, Options{}, grid("一", "姓名|身份证号\n段兰娟|330101198001011238"))
	if values(res, "name") != "段兰娟" {
		t.Errorf("got %v", res.Rows)
	}
}

func TestLinesOfAFormAreNoGroups(t *testing.T) {
	res := read(t, Options{}, grid("一", "填报单位（公章）：||填报日期：|\n序号|姓名|性别|手机\n1|张三|男|19900000001",
		sheet.Range{Col1: 0, Row1: 1, Col2: 1, Row2: 1}, sheet.Range{Col1: 2, Row1: 1, Col2: 3, Row2: 1}))
	if tab := res.Tables[0]; tab.HeaderFirst != 2 || tab.Columns[1].Group != "" {
		t.Errorf("header %d–%d, columns %+v", tab.HeaderFirst, tab.HeaderLast, tab.Columns)
	}
}

func TestColumnsThatOnlyLookAlike(t *testing.T) {
	res := read(t, Options{}, grid("一", `
姓名|性别|参加工作时间|入会时间|配偶姓名|办公电话|联系电话|电话|血型
张三|男|1999-01-01|2010-02-03|王五|0571-1234|19900000001|19900000009|A`))
	row := res.Rows[0].Record
	if row.Get("join_date") != "2010-02-03" || row.Get("name") != "张三" || row.Get("phone") != "19900000001" {
		t.Errorf("got %v", row)
	}
	var left []string
	for _, m := range res.Unmapped() {
		left = append(left, m.Header)
	}
	if got := strings.Join(left, ","); got != "参加工作时间,配偶姓名,办公电话,电话,血型" {
		t.Errorf("unmapped %s", got)
	}
	if len(res.Notices) != 1 || res.Notices[0].Kind != "column_twice" || res.Notices[0].Cell != "H1" {
		t.Errorf("notices %v", res.Notices)
	}
}

func TestPeopleCorrectTheMapping(t *testing.T) {
	s := grid("一", "姓名|性别|电话|乙\n张三|男|19900000001|19900000002")
	res := read(t, Options{Columns: []Mapping{{Column: 3, Field: "phone"}}}, s)
	if got := values(res, "phone"); got != "19900000002" {
		t.Errorf("phone %s", got)
	}
	found, err := Recognise(book(s), people, Options{})
	if err != nil {
		t.Fatal(err)
	}
	back := found.Tables[0].Columns
	back[1].Field = ""
	res = read(t, Options{Columns: back}, s)
	if got := values(res, "phone") + values(res, "gender"); got != "19900000001" {
		t.Errorf("passed back: %s", got)
	}
}

func TestRowsThatAreNoData(t *testing.T) {
	res := read(t, Options{}, grid("一", `
名册
工会小组|姓名|性别|手机
一组|张三|男|19900000001
|李四|女|19900000002
小计|2人
工会小组|姓名|性别|手机
二组|王五|男|19900000003

二组|赵六|男|19900000004
|钱七|男|19900000005
小计：|4人
合计|5人
注：以上人员均已核实
2.农民工打√
填表人：|某某|审核人：`))
	var kinds []string
	for _, n := range res.NotData {
		kinds = append(kinds, fmt.Sprintf("%d%s", n.Row, n.Kind))
	}
	if got := strings.Join(kinds, " "); got != "5小计 6重复的表头 8空行 11小计 12合计 13说明 14其他文字 15签字" {
		t.Errorf("not data: %s", got)
	}
	if got := values(res, "group"); got != "一组,一组,二组,二组,二组" {
		t.Errorf("groups %s", got)
	}
	if len(res.Notices) != 1 || res.Notices[0].Cell != "B11" || !strings.Contains(res.Notices[0].Message, "上面实有 3 行") {
		t.Errorf("notices %v", res.Notices)
	}
}

// A sheet that names the group in every row has a real gap where it names none,
// and nothing is carried from one block to the next.
func TestGapsAmongRepeatedGroups(t *testing.T) {
	res := read(t, Options{}, grid("一", "部门|姓名|性别\n一组|张三|男\n一组|李四|女\n|王五|男\n二组|赵六|男"))
	if got := values(res, "group"); got != "一组,一组,,二组" {
		t.Errorf("groups %s", got)
	}
	res = read(t, Options{}, grid("一", "部门|姓名|性别\n一组|张三|男\n小计|1人\n|王五|男"))
	if got := values(res, "group"); got != "一组," {
		t.Errorf("groups %s", got)
	}
}

func TestHeadingRowsNameTheGroup(t *testing.T) {
	res := read(t, Options{}, grid("一", `
序号|姓名|性别|手机
一、机加车间（2人）
1|张三|男|19900000001
2|李四|女|19900000002
二、铸造小组
3|王五|男|19900000003`))
	if got := values(res, "group"); got != "机加车间,机加车间,铸造小组" {
		t.Errorf("groups %s", got)
	}
}

func TestMergedGroupsEndWithTheirMerge(t *testing.T) {
	res := read(t, Options{}, grid("一", `
部门|姓名|性别
一组|张三|男
|李四|女
二组|王五|男
|赵六|男`, sheet.Range{Col1: 0, Row1: 2, Col2: 0, Row2: 3}, sheet.Range{Col1: 0, Row1: 4, Col2: 0, Row2: 5}))
	if got := values(res, "group"); got != "一组,一组,二组,二组" {
		t.Errorf("groups %s", got)
	}
	if n := res.Counts().Repaired; n != 0 {
		t.Errorf("%d repairs where a merge says all", n)
	}
}

func TestRowWithoutNameIsRefused(t *testing.T) {
	res := read(t, Options{}, grid("一", "序号|姓名|性别|手机\n1||男|19900000001\n2|李四|女|19900000002\n3|||"))
	c := res.Counts()
	if c.Taken != 1 || c.Refused != 1 || c.NotData != 1 {
		t.Fatalf("counts %+v", c)
	}
	if p := res.Rows[0].Problems; len(p) != 1 || p[0].Cell != "B2" || !strings.Contains(p[0].Message, "没有导入") {
		t.Errorf("problems %v", p)
	}
}

func TestTicks(t *testing.T) {
	res := read(t, Options{}, grid("一", "姓名|性别|农民工\n张三|男|√\n李四|女|"))
	if got := values(res, "migrant"); got != "1,0" {
		t.Errorf("ticks %s", got)
	}
	res = read(t, Options{}, grid("一", "姓名|性别|农民工\n张三|男|是\n李四|女|否\n王五|女|"))
	if got := values(res, "migrant"); got != "1,0," {
		t.Errorf("words %s: nothing written is not no", got)
	}
	res = read(t, Options{}, grid("一", "姓名|性别|农民工\n张三|男|是\n李四|女|"))
	if got := values(res, "migrant"); got != "1," {
		t.Errorf("one word %s: nothing written is not no", got)
	}
}

func TestChoiceOfSheets(t *testing.T) {
	first := grid("机加车间", "姓名|性别|手机\n张三|男|19900000001\n李四|女|19900000002")
	second := grid("2020年名单", "姓名|性别|手机\n王五|男|19900000003")
	gifts := grid("礼品", "序号|姓名|部门|数量\n1|赵六|一组|1")
	hidden := grid("旧名册", "姓名|性别|手机|证件号码\n钱七|男|19900000004|")
	hidden.Hidden = true
	all := []*sheet.Sheet{gifts, first, second, hidden}
	res := read(t, Options{}, all...)
	if got := values(res, "name"); got != "张三,李四" {
		t.Errorf("taken %s", got)
	}
	if len(res.Others) != 3 || len(res.Notices) != 1 || res.Notices[0].Sheet != "2020年名单" {
		t.Errorf("others %v, notices %v", res.Others, res.Notices)
	}
	if got := values(read(t, Options{Sheets: []string{"2020年名单", "旧名册"}}, all...), "name"); got != "王五,钱七" {
		t.Errorf("asked for by name: %s", got)
	}
	if got := values(read(t, Options{Sheets: []string{"礼品"}}, all...), "name"); got != "赵六" {
		t.Errorf("a list asked for by name: %s", got)
	}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		sheet *sheet.Sheet
		opt   Options
		kind  string
		words []string
	}{
		"English": {grid("Sheet1", "Name|ID Number|Phone\nZhang San|330101198001011238|19900000001"), Options{}, "no_header", []string{"姓名", "证件号码", "移动电话"}},
		"no name": {grid("表", "性别|手机|证件号码\n男|19900000001|"), Options{}, "missing_column", []string{"“姓名”", "“表”第 1 行"}},
		"empty":   {grid("表", "姓名|性别|手机"), Options{}, "no_rows", []string{"“表”"}},
		"nothing": {grid("表", ""), Options{}, "no_header", []string{"姓名"}},
		"unknown": {grid("表", "姓名|性别|手机\n张三|男|"), Options{Sheets: []string{"别的"}}, "no_sheet", []string{"“别的”", "“表”"}},
		"gifts":   {grid("礼品", "姓名|部门|数量\n张三|一组|1"), Options{}, "no_header", []string{"名册"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(context.Background(), book(c.sheet), people, c.opt)
			var e *Error
			if !errors.As(err, &e) || e.Kind != c.kind {
				t.Fatalf("got %v, want %s", err, c.kind)
			}
			for _, w := range c.words {
				if !strings.Contains(e.Message, w) {
					t.Errorf("%s does not say %s", e.Message, w)
				}
			}
		})
	}
}

func TestHiddenRosterIsNamedWhereNothingElseIs(t *testing.T) {
	hidden := grid("旧名册", "姓名|性别|手机\n张三|男|19900000001")
	hidden.Hidden = true
	_, err := Read(context.Background(), book(grid("封面", "某厂工会"), hidden), people, Options{})
	if err == nil || !strings.Contains(err.Error(), "“旧名册”") {
		t.Errorf("got %v", err)
	}
}

func TestCancelledAndProgress(t *testing.T) {
	s := grid("一", "姓名|性别"+strings.Repeat("\n张三|男", 5000))
	ctx, cancel := context.WithCancel(context.Background())
	calls := 0
	_, err := Read(ctx, book(s), people, Options{Progress: func(done, total int) {
		if calls++; total != 5000 || done > total {
			t.Errorf("%d of %d", done, total)
		}
		cancel()
	}})
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("err %v after %d calls", err, calls)
	}
}

func TestProblemWorkbook(t *testing.T) {
	res := read(t, Options{}, grid("一", "姓名|性别|手机\n张 三|男|1990000\n合计|1人"))
	var out bytes.Buffer
	if err := WriteProblems(&out, "名册问题清单", res.Problems(), res.Lists()...); err != nil {
		t.Fatal(err)
	}
	b, err := sheet.OpenBytes(context.Background(), "x.xlsx", out.Bytes(), sheet.Options{})
	if err != nil || len(b.Sheets) != 3 {
		t.Fatalf("%v, %v", b, err)
	}
	var text strings.Builder
	for _, r := range b.Sheets[0].Rows {
		text.WriteString(rowText(r) + "\n")
	}
	for _, w := range []string{"C2", "张三", "1990000", "移动电话", "请向本人核对"} {
		if !strings.Contains(text.String(), w) {
			t.Errorf("%s is not in\n%s", w, text.String())
		}
	}
}

func TestQuickGivesWhatCleanGives(t *testing.T) {
	today := civil.MustParse("2022-05-06")
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(people.Fields.All()).Draw(t, "field")
		cell := sheet.Cell{Kind: sheet.Text, Text: rapid.OneOf(
			rapid.StringMatching(`[0-9]{17}[0-9Xx]`), rapid.StringMatching(`1[0-9]{10}`), rapid.StringMatching(`[一-龥]{1,5}`),
			rapid.SampledFrom([]string{"没有", "暂无", "空白", "未填", "未提供", "11010519491231002X", "张三", "张三 "}),
		).Draw(t, "text")}
		ctx := CleanContext{Today: today}
		if got := Clean(f, cell, ctx); quick(f, cell, ctx) && (got.Value != cell.Text || got.Changed || got.Reported()) {
			t.Fatalf("%s %q is quickly taken, but cleaned to %+v", f.Key, cell.Text, got)
		}
	})
}

// A book that counts days from 1904 says so, and its plain numbers follow.
func TestDaysCountedFrom1904(t *testing.T) {
	s := grid("表", "姓名|性别|入会时间\n张三|男|x")
	s.Rows[1].Cells[2] = sheet.Cell{Kind: sheet.Number, Text: "42091", Number: 42091}
	for from1904, want := range map[bool]string{false: "2015-03-28", true: "2019-03-29"} {
		b := book(s)
		b.Date1904 = from1904
		res, err := Read(context.Background(), b, people, Options{Today: civil.MustParse("2022-05-06")})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Rows[0].Record.Get("join_date"); got != want {
			t.Errorf("from 1904 %v: %q, want %q", from1904, got, want)
		}
	}
}

func TestMoreRowsThanAnybodyHas(t *testing.T) {
	s := grid("一", "姓名|性别|手机\n张三|男|19900000001")
	for i := range maxRows + 1 {
		s.Rows = append(s.Rows, sheet.Row{Number: i + 3})
	}
	if res := read(t, Options{}, s); len(res.Rows) != 1 {
		t.Errorf("blank rows were counted: %d rows", len(res.Rows))
	}
	for i := range s.Rows[2:] {
		s.Rows[i+2].Cells = s.Rows[1].Cells
	}
	_, err := Read(context.Background(), book(s), people, Options{})
	var e *Error
	if !errors.As(err, &e) || e.Kind != "too_many_rows" {
		t.Errorf("%v", err)
	}
}
