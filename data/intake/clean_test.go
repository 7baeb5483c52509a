package intake

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/sheet"
)

var (
	nameField   = field.Field{Key: "name", Label: "姓名", Kind: field.Name, MaxLen: 36}
	idField     = field.Field{Key: "id_number", Label: "证件号码", Kind: field.IDNumber, MaxLen: 18}
	creditField = field.Field{Key: "credit_code", Label: "统一社会信用代码", Kind: field.CreditCode}
	phoneField  = field.Field{Key: "phone", Label: "移动电话", Kind: field.Phone, MaxLen: 11}
	dateField   = field.Field{Key: "join_date", Label: "入会日期", Kind: field.Date}
	monthField  = field.Field{Key: "month", Label: "月份", Kind: field.Month}
	schoolField = field.Field{Key: "education", Label: "学历", Kind: field.Code, Codes: "education"}
	yesField    = field.Field{Key: "migrant", Label: "是否农民工会员", Kind: field.YesNo}
	moneyField  = field.Field{Key: "dues_base_fen", Label: "缴费基数", Kind: field.Money}
	countField  = field.Field{Key: "covered", Label: "覆盖职工数", Kind: field.Integer}
	shareField  = field.Field{Key: "raise", Label: "约定增幅", Kind: field.Percent}
	noteField   = field.Field{Key: "note", Label: "备注", Kind: field.Text, MaxLen: 20}
	groupField  = field.Field{Key: "department", Label: "工会小组", Kind: field.Group}

	allFields = []field.Field{nameField, idField, creditField, phoneField, dateField, monthField, schoolField,
		yesField, moneyField, countField, shareField, noteField, groupField}

	day = CleanContext{Today: civil.MustParse("2021-11-30")}
)

func text(s string) sheet.Cell { return sheet.Cell{Kind: sheet.Text, Text: s} }

func num(s string) sheet.Cell {
	n, _ := strconv.ParseFloat(s, 64)
	return sheet.Cell{Kind: sheet.Number, Text: s, Number: n}
}

func dated(s string) sheet.Cell { return sheet.Cell{Kind: sheet.Date, Text: s, Number: 44000} }

// TestClean holds what the sample files have not. report is the kind when the
// cell must be reported, repair the kind when it is mended silently.
func TestClean(t *testing.T) {
	for _, c := range []struct {
		f             field.Field
		cell          sheet.Cell
		value         string
		repair, flags string
	}{
		{nameField, text(" 张 三 "), "张三", "name_padded", ""},
		{nameField, text("张\u00a0三"), "张三", "name_padded", ""},
		{nameField, text("\u200b张三"), "张三", "name_space", ""},
		{nameField, text("吐尔逊‧买买提"), "吐尔逊·买买提", "name_other_dot", ""},
		{nameField, text("吐尔逊 · 买买提"), "吐尔逊·买买提", "name_padded", ""},
		{nameField, text("John  Smith"), "John Smith", "name_padded", ""},
		{nameField, text("䶮㛃𬀩"), "䶮㛃𬀩", "", ""},
		{nameField, text("张三[新]"), "张三", "", "name_with_remark"},
		{nameField, text("（缺）"), "", "", "name_unusable"},
		{nameField, text("张三、李四"), "张三、李四", "", "name_odd_sign"},
		{nameField, text("张□"), "张□", "", "name_odd_sign"},
		{nameField, text("张\ue863"), "张\ue863", "", "name_private_character"},

		{idField, text("330101790816673"), "330101197908166730", "", "id_15_digits"},
		{idField, num("330101790816673"), "330101197908166730", "", "id_15_digits"},
		{idField, text("'330101197908166730'"), "330101197908166730", "id_apostrophe", ""},
		{phoneField, text("‘19900000001’"), "19900000001", "phone_apostrophe", ""},
		{dateField, text("2010、3、5"), "2010-03-05", "date_text_commas", ""},
		{dateField, text("2010.3、5"), "2010-03", "", "date_with_remark"},
		{idField, text("330101-19790816-6730"), "330101197908166730", "id_dashes", ""},
		{idField, text("33010119951213853×"), "33010119951213853X", "id_sign_like_x", ""},
		{idField, text("\ufeff330101197908166730"), "330101197908166730", "id_invisible", ""},
		{idField, num("330101197908166730"), "", "", "id_numeric_lost_digits"},
		{idField, text("330101197908166730（已核）"), "330101197908166730", "", "id_with_remark"},
		{idField, text("33010119790816673O"), "", "", "id_unusable"},
		{idField, text("330101197902306730"), "330101197902306730", "", "id_wrong_date"},
		{idField, text("E12345678"), "E12345678", "", "id_other_document"},
		{idField, text("3301011979081667300"), "", "", "id_19_digits"},
		{idField, sheet.Cell{Kind: sheet.Failed, Text: "#N/A"}, "", "", "cell_error"},

		{creditField, text("91330101ma2k7q315d"), "91330101MA2K7Q315D", "credit_code_wording", ""},
		{creditField, text("91330101MA2K7Q315E"), "91330101MA2K7Q315E", "", "credit_code_wrong_check"},
		{creditField, text("9133O101MA2K7Q315D"), "", "", "credit_code_unusable"},

		{phoneField, text("8619900000301"), "19900000301", "phone_country_code", ""},
		{phoneField, text("1.9900000301E+10"), "19900000301", "phone_wording", ""},
		{phoneField, text("19900000301 19900000302"), "19900000301", "", "phone_two_numbers"},
		{phoneField, text("19900000301\n19900000302"), "19900000301", "", "phone_two_numbers"},
		{phoneField, text("19900000301、19900000301"), "19900000301", "", "phone_with_remark"},
		{phoneField, text("19900000301（妻）"), "19900000301", "", "phone_with_remark"},
		{phoneField, text("0571-64780000"), "057164780000", "", "phone_landline"},
		{phoneField, text("无"), "", "", "phone_not_given"},
		{phoneField, text("同上"), "", "", "phone_unusable"},

		{dateField, text("二〇一〇年二月"), "2010-02", "date_text_chinese_month", ""},
		{dateField, text("二○一九年十二月廿一日"), "2019-12-21", "date_text_chinese", ""},
		{dateField, text("2010年2月15号"), "2010-02-15", "date_text_chinese", ""},
		{dateField, text("2019-4-5 08:30:00"), "2019-04-05", "date_text_dashes", ""},
		{dateField, text("2019/4/5 0:00"), "2019-04-05", "date_text_slashes", ""},
		{dateField, dated("2019-04-05 08:30:00"), "2019-04-05", "date_time_cut", ""},
		{dateField, dated("1900-02-29"), "", "", "date_impossible"},
		{dateField, text("２０１９．０４"), "2019-04", "date_text_dot_month", ""},
		{dateField, num("2019.1000000000001"), "2019", "", "date_number_jan_or_oct"},
		{dateField, num("2019.12"), "2019-12", "date_number_dot_month", ""},
		{dateField, num("2019.0405"), "2019-04-05", "date_number_dot_day", ""},
		{dateField, num("2019.13"), "", "", "date_impossible"},
		{dateField, num("42091.75"), "2015-03-28", "date_serial_shown_as_number", ""},
		{dateField, num("20194"), "", "", "date_serial_unclear"},
		{dateField, num("3.5"), "", "", "date_unusable_text"},
		{dateField, text("42091"), "2015-03-28", "date_serial_shown_as_number", ""},
		{dateField, text("2019"), "2019", "", ""},
		{dateField, text("98.5"), "", "", "date_two_digit_year"},
		{dateField, text("2019.4入会"), "2019-04", "", "date_with_remark"},
		{dateField, text("2019.4-2020.3"), "", "", "date_unusable_text"},
		{dateField, text("农历2019年4月5日"), "", "", "date_unusable_text"},
		{dateField, text("民国38年"), "", "", "date_unusable_text"},
		{dateField, text("4月7日"), "", "", "date_without_year"},
		{dateField, text("2021.13"), "", "", "date_impossible"},
		{dateField, text("1019-04-05"), "", "", "date_out_of_range"},
		{dateField, text("2021-12-01"), "2021-12-01", "", "date_in_future"},
		{dateField, text("/"), "", "", "date_not_given"},
		{monthField, text("2021年11月5日"), "2021-11", "date_text_chinese", ""},
		{monthField, dated("2021-11-05"), "2021-11", "month_from_date", ""},
		{monthField, text("2021"), "", "", "month_missing"},

		{schoolField, text("大学本科"), "本科", "education_wording", ""},
		{schoolField, text("研究生"), "", "", "education_unclear"},
		{schoolField, text("修仙"), "", "", "education_unknown_word"},
		{schoolField, text("/"), "", "", "education_not_given"},

		{yesField, text("☑"), "1", "tick_wording", ""},
		{yesField, text("Y"), "1", "tick_wording", ""},
		{yesField, num("1"), "1", "", ""},
		{yesField, num("0"), "0", "", ""},
		{yesField, sheet.Cell{Kind: sheet.Bool, Text: "TRUE", Number: 1}, "1", "", ""},
		{yesField, text("农民工"), "1", "tick_wording", ""},
		{yesField, text("非农民工"), "0", "tick_wording", ""},
		{yesField, text("也许"), "", "", "yes_no_unclear"},
		{yesField, num("2"), "", "", "yes_no_unclear"},

		{moneyField, text("￥3,285.00"), "328500", "number_text_unit", ""},
		{moneyField, text("4.5万元"), "4500000", "number_in_ten_thousands", ""},
		{moneyField, text("4906.00"), "490600", "", ""},
		{moneyField, num("3285.0000000000005"), "328500", "", ""},
		{moneyField, num("25.055"), "2506", "", "money_part_of_fen"},
		{moneyField, text("(3,250.00)"), "-325000", "", "number_negative"},
		{moneyField, text("4500左右"), "450000", "", "number_with_remark"},
		{moneyField, text("4500-5000"), "", "", "number_unusable_text"},
		{moneyField, text("3,28"), "", "", "number_unusable_text"},
		{moneyField, text("-"), "", "", "number_not_given"},
		{moneyField, num("1e30"), "", "", "number_too_large"},
		{moneyField, dated("2020-06-18"), "4400000", "", "number_shown_as_date"},

		{countField, text("约300"), "300", "", "number_with_remark"},
		{countField, text("60.0"), "60", "number_as_text", ""},
		{countField, num("60.5"), "", "", "number_not_whole"},
		{shareField, text("0.06"), "0.06", "", "percent_unclear"},
		{shareField, num("0.055"), "5.5", "percent_as_fraction", ""},
		{shareField, text("6%左右"), "", "", "number_unusable_text"},

		{noteField, text("一二三四五六七八九十一二三四五六七八九十外"), "一二三四五六七八九十一二三四五六七八九十", "", "text_too_long"},
		{noteField, text(" 骨干\r\n兼质量员 "), "骨干\n兼质量员", "text_spaces", ""},
		{noteField, num("1001"), "1001", "", ""},
		{noteField, num("6222021234567890123"), "", "", "text_numeric_lost_digits"},
		{groupField, text("机加一\n小组"), "机加一小组", "text_spaces", ""},
		{groupField, text("A 组 Line  2"), "A组Line 2", "text_spaces", ""},
	} {
		got := Clean(c.f, c.cell, day)
		wantKind := c.repair + c.flags
		if got.Value != c.value || got.Kind != wantKind || got.Reported() != (c.flags != "") {
			t.Errorf("%s %q (%v): %+v, want %q %s", c.f.Key, c.cell.Text, c.cell.Kind, got, c.value, wantKind)
		}
		if c.repair != "" && !got.Changed {
			t.Errorf("%s %q is not marked as changed", c.f.Key, c.cell.Text)
		}
	}
}

func TestContextDecides(t *testing.T) {
	for _, c := range []struct {
		name  string
		f     field.Field
		cell  sheet.Cell
		ctx   CleanContext
		value string
		kind  string
	}{
		{"tick column", yesField, sheet.Cell{}, CleanContext{BlankIsNo: true}, "0", ""},
		{"no tick column", yesField, sheet.Cell{}, CleanContext{}, "", ""},
		{"header says month", dateField, dated("2010-02-01"), CleanContext{MonthOnly: true}, "2010-02", "date_month_only"},
		{"header says month, whole day", dateField, dated("2010-02-09"), CleanContext{MonthOnly: true}, "2010-02-09", ""},
		{"year of the row", dateField, text("4月7日"), CleanContext{Year: 2020}, "2020-04-07", "date_without_year"},
		{"year of the row, dots", dateField, text("4.15"), CleanContext{Year: 2020}, "2020-04-15", "date_without_year"},
		{"a short year is no month", dateField, text("19.3"), CleanContext{Year: 2020}, "", "date_two_digit_year"},
		{"days from 1904", dateField, num("40629"), CleanContext{From1904: true}, "2015-03-28", "date_serial_shown_as_number"},
		{"no types", dateField, text("2013.1"), CleanContext{Untyped: true}, "2013", "date_number_jan_or_oct"},
		{"no types, clear", dateField, text("2013.4"), CleanContext{Untyped: true}, "2013-04", "date_text_dot_month"},
		{"types", dateField, text("2013.1"), CleanContext{}, "2013-01", "date_text_dot_month"},
		{"a plan", dateField, text("2199-01-01"), CleanContext{MayBeFuture: true}, "", "date_out_of_range"},
		{"a term", dateField, text("2099-01-01"), CleanContext{MayBeFuture: true}, "2099-01-01", ""},
		{"typed by hand", idField, text("330101198512266000"), CleanContext{ByHand: true}, "330101198512266000", ""},
		{"from a sheet", idField, text("330101198512266000"), CleanContext{}, "", "id_text_tail_000"},
		{"header in 万元", moneyField, num("6.488"), CleanContext{TenThousand: true}, "6488000", ""},
		{"header in 万元, unit in the cell", moneyField, text("64880元"), CleanContext{TenThousand: true}, "6488000", "number_text_unit"},
	} {
		if got := Clean(c.f, c.cell, c.ctx); got.Value != c.value || got.Kind != c.kind {
			t.Errorf("%s: %+v, want %q %s", c.name, got, c.value, c.kind)
		}
	}
}

func TestRequiredBlankIsReported(t *testing.T) {
	for _, f := range allFields {
		if got := Clean(f, sheet.Cell{}, day); got.Value != "" || got.Reported() || got.Changed {
			t.Errorf("%s: a blank that nobody needs gives %+v", f.Key, got)
		}
		f.Required = true
		for _, c := range []sheet.Cell{{}, text(" "), text("\u200b"), text(`=""`)} {
			if got := Clean(f, c, day); got.Value != "" || !got.Reported() || got.Lost {
				t.Errorf("%s %q: %+v", f.Key, c.Text, got)
			}
		}
	}
}

func TestProblemCarriesTheFinding(t *testing.T) {
	cell := text("研究生")
	p := Clean(schoolField, cell, day).Problem(schoolField, cell)
	if p.Kind != "education_unclear" || p.Field != "education" || p.Label != "学历" || p.Value != "研究生" || p.New != "" || p.Message == "" {
		t.Errorf("%+v", p)
	}
}

// longNumber is what no sentence about a person's number may contain.
var longNumber = regexp.MustCompile(`[0-9]{9,}`)

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", " 张 三 ", "='1", `="="a""`, "33010119790816673x", "1.99E+10", "19900000301/19900000302",
		"2013.1", "二〇一〇年二月", "21.1.18", "3,285.00", "4.5万元", "5.5%", "√", "研究生", "(1)", "\xff", "A\u0301 \u200b", "１９"} {
		f.Add(s, 2013.1, uint8(1))
		f.Add(s, 330101195909171000.0, uint8(2))
	}
	f.Add(strings.Repeat("0", 36)+"A", 1.0, uint8(1)) // cut to its length it is a number
	f.Fuzz(func(t *testing.T, s string, n float64, kind uint8) {
		if fault := unsettled(sheet.Cell{Kind: sheet.CellKind(kind % 6), Text: s, Number: n}); fault != "" {
			t.Error(fault)
		}
	})
}

// unsettled says how cleaning one cell breaks its promises, in any field: what
// was cleaned is clean, every finding has a kind and a sentence, and no sentence
// repeats a person's number.
func unsettled(c sheet.Cell) string {
	for _, f := range allFields {
		got := Clean(f, c, day)
		if (got.Lost || got.Reported()) && (got.Kind == "" || got.Message == "") {
			return fmt.Sprintf("%s %q: a finding without kind or sentence: %+v", f.Key, c.Text, got)
		}
		if (f.Kind == field.IDNumber || f.Kind == field.Phone) && longNumber.MatchString(got.Message) {
			return fmt.Sprintf("%s %q: the sentence repeats the number: %s", f.Key, c.Text, got.Message)
		}
		if got.Value == "" {
			continue
		}
		canonical := got.Value
		if f.Kind == field.Money {
			canonical = field.ParseFen(got.Value).String()
		}
		if again := Clean(f, text(canonical), day); again.Value != got.Value || again.Changed {
			return fmt.Sprintf("%s %q %v %d: not settled: %+v, then %+v", f.Key, c.Text, c.Number, c.Kind, got, again)
		}
	}
	return ""
}

// pieces are what sheets are made of, the odd ones above all: random signs
// seldom meet to a date or a wrapped number.
var pieces = []string{"0", "1", "2", "9", "12", "30", "000", "2019", "1990", "19900000301", "33010119790816673", "20:30",
	".", "-", "/", "年", "月", "日", "万", "元", "%", "约", "√", "是", "无", "民国", "张", "三", "A", "b", "X", "E+", "+86",
	" ", "　", "\u00a0", "\n", "\t", "\r", "\x00", "\u0085", "\u2028", "\u200b", "\ufe0f", "\xff", "\ue863", "'", "\"", "=\"",
	"(", ")", "（", "）", "[", "、", "·", "•", "．", "，", "Ａ", "１", "①", "½", "Ⅳ", "㍿", "e\u0301", "İ", "ﷺ", "−", "𬀩"}

func TestCleanKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := sheet.Cell{
			Kind: sheet.CellKind(rapid.IntRange(0, 5).Draw(t, "kind")),
			Text: strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 7).Draw(t, "text"), ""),
			Number: rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{2013.1, 20194, 3.3e17, math.NaN(), -3.25,
				42091.5, 201908, 20190230, 0.06})).Draw(t, "number"),
		}
		if fault := unsettled(c); fault != "" {
			t.Fatal(fault)
		}
	})
}

// BenchmarkClean cleans the cells of a common row: an import of 10,000 people
// does this 10,000 times.
func BenchmarkClean(b *testing.B) {
	cells := []sheet.Cell{text("张三丰"), text("330101197908166730"), text("19900000301"), dated("2019-04-05"),
		text("2019.4"), text("大专毕业"), text("√"), num("4906"), text("班组长"), text("机加一小组")}
	fields := []field.Field{nameField, idField, phoneField, dateField, dateField, schoolField, yesField, moneyField, noteField, groupField}
	b.ReportAllocs()
	for b.Loop() {
		for i, f := range fields {
			Clean(f, cells[i], day)
		}
	}
}
