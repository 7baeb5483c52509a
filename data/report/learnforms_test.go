package report

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// blankForm builds a blank form: rows of texts by number, then what change does to it.
func blankForm(t testing.TB, rows map[int][]string, change func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	text := 49
	style, err := f.NewStyle(&excelize.Style{NumFmt: text})
	if err != nil {
		t.Fatal(err)
	}
	for n, row := range rows {
		at := fmt.Sprint("A", n)
		if err := f.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellStyle("Sheet1", "A20", "D20", style); err != nil { // the sheet goes on to here
		t.Fatal(err)
	}
	if change != nil {
		change(f)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func learn(t testing.TB, form []byte) *Learning {
	t.Helper()
	l, err := Learn(form, "来表.xlsx", MemberFields)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// list puts a drop-down under a column.
func list(f *excelize.File, column, formula string) {
	f.AddDataValidation("Sheet1", &excelize.DataValidation{Type: "list", Sqref: column + "2:" + column + "20", Formula1: formula})
}

var head = []string{"序号", "*姓名", "性别", "身份证号码"}

// Forms as unions hand them down are understood, each with its quirk, and filled so
// that the receiver finds every row where it looks.
func TestLearnFormsOfManyShapes(t *testing.T) {
	cases := []struct {
		name   string
		rows   map[int][]string
		change func(*excelize.File)
		want   Layout
		fields string
		notice string
	}{
		{"header on row 1, nothing below", map[int][]string{1: head}, nil, Layout{[2]int{1, 1}, 2, 19, 0}, "sequence name gender id_number", ""},
		{"header on row 6 below notes", map[int][]string{1: {"会员采集表"}, 2: {"填表须知：一、必须全部填写；二、不得改动"}, 3: {"单位："}, 6: head}, nil,
			Layout{[2]int{6, 6}, 7, 14, 0}, "sequence name gender id_number", ""},
		{"two header rows with groups", map[int][]string{1: {"会员表"}, 2: {"序号", "基本信息", "", "联系", ""}, 3: {"", "姓名", "性别", "手机", "家庭住址"}, 15: {"填表人：", "", "审核人："}},
			func(f *excelize.File) {
				for _, m := range [][2]string{{"A1", "E1"}, {"A2", "A3"}, {"B2", "C2"}, {"D2", "E2"}} {
					f.MergeCell("Sheet1", m[0], m[1])
				}
			}, Layout{[2]int{2, 3}, 4, 11, 15}, "sequence name gender phone home_address", ""},
		{"a note that is not merged", map[int][]string{1: head, 9: {"注：以上内容必须真实"}}, nil, Layout{[2]int{1, 1}, 2, 7, 9}, "sequence name gender id_number", ""},
		{"numbers of rows and an example", map[int][]string{1: head, 2: {"例", "赵桂芳", "女", "330101198508287327"}, 3: {"1"}, 4: {"2"}, 5: {"3"}}, nil,
			Layout{[2]int{1, 1}, 2, 19, 0}, "sequence name gender id_number", "当作示例"},
		{"columns nobody knows", map[int][]string{1: {"姓名", "性别", "手机", "车牌号", "批次"}}, nil, Layout{[2]int{1, 1}, 2, 19, 0}, "name gender phone ? ?", ""},
		{"protected without a password", map[int][]string{1: head}, func(f *excelize.File) {
			f.ProtectSheet("Sheet1", &excelize.SheetProtectionOptions{SelectLockedCells: true})
		}, Layout{[2]int{1, 1}, 2, 19, 0}, "sequence name gender id_number", ""},
		{"protected with a password", map[int][]string{1: head}, func(f *excelize.File) {
			f.ProtectSheet("Sheet1", &excelize.SheetProtectionOptions{Password: "9527", SelectLockedCells: true})
		}, Layout{[2]int{1, 1}, 2, 19, 0}, "sequence name gender id_number", ""},
		{"dates formatted as dates", map[int][]string{1: {"姓名", "性别", "出生日期", "入会年月(如2019-03)"}}, func(f *excelize.File) {
			date, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
			f.SetCellStyle("Sheet1", "C2", "C20", date)
		}, Layout{[2]int{1, 1}, 2, 19, 0}, "name gender birth_date join_date", "日期格式"},
		{"something beside the table", map[int][]string{1: {"姓名", "性别", "手机"}, 5: {"", "", "", "", "", "咨询电话"}}, nil, Layout{[2]int{1, 1}, 2, 19, 0}, "name gender phone", "F5 还有别的内容"},
		{"formulas among the rows", map[int][]string{1: {"姓名", "性别", "身份证号", "出生日期"}}, func(f *excelize.File) {
			f.SetCellFormula("Sheet1", "D2", `TEXT(MID(C2,7,8),"0000-00-00")`)
		}, Layout{[2]int{1, 1}, 2, 19, 0}, "name gender id_number birth_date", "公式"},
		{"a merge among the rows", map[int][]string{1: {"姓名", "性别", "身份证号", "出生日期"}}, func(f *excelize.File) {
			f.MergeCell("Sheet1", "A3", "B3")
		}, Layout{[2]int{1, 1}, 2, 19, 0}, "name gender id_number birth_date", "整份退回"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := learn(t, blankForm(t, c.rows, c.change))
			_, rows := l.Sheet()
			if rows != c.want {
				t.Errorf("rows are %+v, want %+v", rows, c.want)
			}
			var got []string
			for _, col := range l.Columns {
				content := col.Content
				if col.Unknown {
					content = "?"
				}
				got = append(got, content)
			}
			if strings.Join(got, " ") != c.fields {
				t.Errorf("columns are %v, want %s", got, c.fields)
			}
			if all := strings.Join(l.Notices, ""); !strings.Contains(all, c.notice) || c.notice == "" && all != "" {
				t.Errorf("said %q, want %q", all, c.notice)
			}
			if c.notice != "整份退回" { // which the notice says
				exportLearnt(t, l)
			}
		})
	}
}

// exportLearnt fills the form with more people than it has blank rows and holds that
// what stood below still does.
func exportLearnt(t *testing.T, l *Learning) {
	t.Helper()
	p, err := l.Finish("学来的")
	if err != nil {
		t.Fatal(err)
	}
	var rows []Row
	for i := range 40 {
		rows = append(rows, memberRow(int64(i+1), map[string]string{"name": fmt.Sprintf("会员%02d", i)}))
	}
	made, err := Export(ctx, p, memberSource(rows...), filepath.Join(t.TempDir(), "a.xlsx"), Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	for _, lost := range arrives(t, made.Path, p, preview(t, p, memberSource(rows...))) {
		t.Error(lost)
	}
}

func TestLearnRefusesWithASentence(t *testing.T) {
	wide := make([]string, maxColumns+20)
	for i := range wide {
		wide[i] = fmt.Sprint("第", i, "项")
	}
	copy(wide, head)
	cases := []struct {
		name string
		form []byte
		want string
	}{
		{"no header", blankForm(t, map[int][]string{1: {"一", "二"}, 2: {"三", "四"}}, nil), "没有找到表头"},
		{"two columns of one name", blankForm(t, map[int][]string{1: {"姓名", "性别", "备注", "手机", "*备注"}}, nil), "两列都叫“*备注”（C 列和 E 列）"},
		{"note right below the header", blankForm(t, map[int][]string{1: head, 2: {"说明：请如实填写"}}, nil), "没有空白行"},
		{"very wide", blankForm(t, map[int][]string{1: wide}, nil), "超过 400 列"},
		{"an answer", blankForm(t, map[int][]string{1: {"姓名", "证件号码", "移动电话", "是否导入成功", "错误原因"}, 2: {"赵桂芳", "1", "2", "否", "号码已存在"}}, nil), "读回反馈"},
		{"old file type", mustRead(t, samples+"会员花名册(旧版).xls"), "旧格式"},
		{"encrypted", encrypted(t, blankForm(t, map[int][]string{1: head}, nil)), "打开密码"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Learn(c.form, "来表.xlsx", MemberFields); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want one with %q", err, c.want)
			}
		})
	}
}

func encrypted(t testing.TB, form []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	path := filepath.Join(t.TempDir(), "加密.xlsx")
	if err := f.SaveAs(path, excelize.Options{Password: "9527"}); err != nil {
		t.Fatal(err)
	}
	return mustRead(t, path)
}

// Drop-downs are read wherever their words lie.
func TestLearnWordsOfDropDowns(t *testing.T) {
	dictionary := func(f *excelize.File) {
		f.NewSheet("字 典")
		f.SetSheetCol("字 典", "B2", &[]string{"男性", "女性", "", "男性"})
		f.SetSheetRow("字 典", "D1", &[]string{"男性", "女性"})
		f.SetSheetVisible("字 典", false)
		f.SetDefinedName(&excelize.DefinedName{Name: "性别表", RefersTo: "'字 典'!$B$2:$B$5"})
		f.SetDefinedName(&excelize.DefinedName{Name: "又名", RefersTo: "性别表"})
	}
	cases := []struct{ name, formula, want string }{
		{"between quotes", `"男性, 女性,女性"`, "男性 女性"},
		{"a range of a hidden sheet", `'字 典'!$B$2:$B$5`, "男性 女性"},
		{"a whole column", `'字 典'!$B:$B`, "男性 女性"},
		{"a row", `'字 典'!$D$1:$E$1`, "男性 女性"},
		{"a name", `性别表`, "男性 女性"},
		{"a name for a name", `=又名`, "男性 女性"},
		{"on its own sheet", `$F$31:$F$32`, "男性 女性"},
		{"worked out", `INDIRECT("字典")`, ""},
		{"a range of two columns", `'字 典'!$B$2:$C$5`, ""},
		{"a sheet that is not there", `没有!$A$1:$A$2`, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := learn(t, blankForm(t, map[int][]string{1: head}, func(f *excelize.File) {
				dictionary(f)
				f.SetSheetCol("Sheet1", "F31", &[]string{"男性", "女性"})
				list(f, "C", c.formula)
			}))
			sex := l.Columns[2]
			if got := strings.Join(sex.Words, " "); got != c.want {
				t.Errorf("words are %q, want %q; %v", got, c.want, l.Notices)
			}
			if c.want == "" {
				if !strings.Contains(strings.Join(l.Notices, ""), "读不出") {
					t.Errorf("nothing is said: %v", l.Notices)
				}
				return
			}
			if got := fmt.Sprint(l.Words("C")); got != "[{男 男性} {女 女性}]" {
				t.Errorf("meant are %s", got)
			}
		})
	}
}

// A form that knows fewer words than the ledger gets the one that takes ours in.
func TestCoarserWordsOfAForm(t *testing.T) {
	l := learn(t, blankForm(t, map[int][]string{1: {"姓名", "性别", "文化程度"}}, func(f *excelize.File) {
		list(f, "C", `"研究生,本科,专科,高中及以下"`)
	}))
	if got := fmt.Sprint(l.Words("C")); got != "[{博士 研究生} {硕士 研究生} {本科 本科} {大专 专科} {中专 } {高中 高中及以下} {初中 高中及以下} {小学及以下 高中及以下}]" {
		t.Errorf("meant are %s", got)
	}
}

// Words with a number in front of them are told by what stands behind it, and written as
// the form has them.
func TestNumberedWordsOfAForm(t *testing.T) {
	l := learn(t, blankForm(t, map[int][]string{1: {"姓名", "性别", "文化程度", "民族", "是否农民工"}}, func(f *excelize.File) {
		list(f, "B", `"01 男,02女"`)
		list(f, "C", `"1.研究生,2.本科,3、专科,④高中及以下"`)
		list(f, "D", `"（1）汉族,（2）满族,(3) 回族"`)
		list(f, "E", `"1-是,2-否"`)
	}))
	for at, want := range map[string]string{"B": "[{男 01 男} {女 02女}]", "E": "[{1 1-是} {0 2-否}]",
		"C": "[{博士 1.研究生} {硕士 1.研究生} {本科 2.本科} {大专 3、专科} {中专 } {高中 ④高中及以下} {初中 ④高中及以下} {小学及以下 ④高中及以下}]"} {
		if got := fmt.Sprint(l.Words(at)); got != want {
			t.Errorf("%s: meant are %s", at, got)
		}
	}
	if got := fmt.Sprint(l.Words("D")); !strings.HasPrefix(got, "[{汉族 （1）汉族}") || !strings.Contains(got, "{回族 (3) 回族}") {
		t.Errorf("meant are %s", got)
	}
	for word, want := range map[string]string{"2021": "2021", "3D": "D", "男": "男", "1.": "1.", "": ""} {
		if got := unnumbered(word); got != want {
			t.Errorf("%q becomes %q", word, got)
		}
	}
}

// What no header tells is settled by a person: a field, a fixed text, a field of the
// unit's own, or nothing.
func TestSettlingColumns(t *testing.T) {
	set := withOwn(t)
	form := blankForm(t, map[int][]string{1: {"姓名", "性别", "手机", "车牌号", "批次", "岗位说明", "其他"}}, nil)
	l, err := Learn(form, "来表.xlsx", set)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Columns[3].Content; got != ContentOwn+"车牌号" {
		t.Errorf("the column of an own field is %q", got)
	}
	for word, want := range map[string]string{"工种": "", "岗位": "post", "post": "post", "常量:第一批": ContentText + "第一批", "自定义项:车牌号": ContentOwn + "车牌号", "空": ContentEmpty, "序号": ContentSequence, "自定义项:没有": ""} {
		if got, err := l.Content(word); (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%s is %q, %v", word, got, err)
		}
	}
	for at, content := range map[string]string{"E": ContentText + "第一批", "F": "post", "G": ContentEmpty} {
		if err := l.Put(at, content); err != nil {
			t.Fatal(err)
		}
	}
	if l.Put("Z", "post") == nil || l.Put("E", "nichts") == nil || l.Put("E", ContentText) == nil {
		t.Error("what cannot be is taken")
	}
	if left := l.Unknown(); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
	p, err := l.Finish("报名表")
	if err != nil {
		t.Fatal(err)
	}
	rec := set.NewRecord()
	for key, v := range good {
		rec.Set(key, v)
	}
	rec.Set("own1", "浙A12345")
	rec.Set("post", "钳工")
	source := Listed{Name: "member", Set: set, Unit: unitNames(), List: []Row{{1, "赵桂芳", rec}}}
	if got := fmt.Sprint(preview(t, p, source)[0]); got != "[赵桂芳 女 19900000103 浙A12345 第一批 钳工 ]" {
		t.Errorf("the row is %s", got)
	}
	// A unit without the field fills in the rest and is told.
	plain := memberSource(memberRow(1, nil))
	if got := preview(t, p, plain)[0][3]; got != "" {
		t.Errorf("without the field the cell is %q", got)
	}
	r, err := Check(ctx, p, plain, Options{AsOf: onDay})
	if err != nil || len(r.Problems) != 1 || r.Problems[0].Kind != "own_missing" {
		t.Errorf("%+v, %v", r.Problems, err)
	}
	again, err := Relearn(p, set)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := again.Finish("报名表"); err != nil || text(t, same) != text(t, p) {
		t.Errorf("opened again it is\n%s\nwas\n%s (%v)", text(t, same), text(t, p), err)
	}
}

// What a star asks for and nothing fills is said, once for the column or at each row.
func TestStarredColumnsAreHeldAgainstTheRows(t *testing.T) {
	l := learn(t, blankForm(t, map[int][]string{1: {"*姓名", "性别", "*手机", "*所在班次"}}, nil))
	if err := l.Put("D", ContentEmpty); err != nil {
		t.Fatal(err)
	}
	r, err := Check(ctx, finish(t, l, "班次表"), memberSource(memberRow(1, map[string]string{"phone": ""}), memberRow(2, nil)), Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, q := range r.Problems {
		got = append(got, fmt.Sprint(q.Severity, " ", q.Kind, " ", q.Label))
	}
	if strings.Join(got, ",") != "必须改 missing 移动电话,建议看 by_hand *所在班次" {
		t.Errorf("found %v", got)
	}
}

func text(t testing.TB, p *Profile) string {
	t.Helper()
	out, err := p.Text()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
