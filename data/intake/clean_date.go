package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/sheet"
)

// The years a date may lie in; others are writing errors.
const firstYear, lastYear = 1900, 2100

var (
	timeBehind  = regexp.MustCompile(`[\sTt]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$`)
	dateSigns   = strings.NewReplacer("。", ".", "．", ".", "－", "-", "–", "-", "—", "-", "‐", "-", "−", "-", "\\", "/", "号", "日", "年份", "年", "月份", "月")
	wholeDate   = regexp.MustCompile(`^(\d{4})([年./-])(\d{1,2})([月./-])(\d{1,2})日?\.?$`)
	monthDate   = regexp.MustCompile(`^(\d{4})([年./-])(\d{1,2})(月|\.)?$`)
	yearDate    = regexp.MustCompile(`^(\d{4})年?$`)
	eightDigits = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	sixDigits   = regexp.MustCompile(`^(\d{4})(\d{2})$`)
	serialDay   = regexp.MustCompile(`^([1-6]\d{4})(?:\.\d+)?$`)
	shortYear   = regexp.MustCompile(`^(\d{2})[年./-](\d{1,2})(?:[月./-](\d{1,2})日?|月)?$`)
	noYear      = regexp.MustCompile(`^(\d{1,2})月(\d{1,2})日?$`)
	dateInWords = regexp.MustCompile(`\d{4}[年./-]\d{1,2}(?:[月./-]\d{1,2}日?|月)?`)
	dotMMDD     = regexp.MustCompile(`^(\d{4})\.(\d{2})(\d{2})$`)
)

// cleanDate reads a date into YYYY-MM-DD, or YYYY-MM or YYYY where no more is
// said: a day or month is never invented.
func cleanDate(f field.Field, c sheet.Cell, ctx CleanContext) Cleaned {
	out := readDate(c, ctx)
	d := field.ParseDate(out.Value)
	if !d.IsZero() && !out.Reported() && !ctx.MayBeFuture && d.First().After(ctx.today()) {
		return flag(out.Value, "date_in_future", "%s %s 晚于 %s，还没有到。请核对。", f.Label, d, ctx.today()).from(c)
	}
	return out
}

// cleanMonth reads a month; the day of a whole date is left off.
func cleanMonth(f field.Field, c sheet.Cell, ctx CleanContext) Cleaned {
	out := cleanDate(f, c, ctx)
	switch d := field.ParseDate(out.Value); {
	case d.Complete():
		out.Value, out.Changed = d.YearMonth().String(), true
		if out.Kind == "" {
			out.Kind = "month_from_date"
		}
	case !d.IsZero() && d.Month == 0:
		return lost("month_missing", "%s只有年份，没有月份。请补填。", f.Label).known(out.Value)
	}
	return out
}

func readDate(c sheet.Cell, ctx CleanContext) Cleaned {
	switch c.Kind {
	case sheet.Date:
		return readDateCell(c, ctx)
	case sheet.Number:
		return readDateNumber(c, ctx)
	case sheet.Bool:
		return lost("date_unusable_text", "写的是%s，不是日期。请补填。", quoted(c.Text))
	}
	raw := timeBehind.ReplaceAllString(norm.NFKC.String(unwrap(c.Text)), "")
	s := dateSigns.Replace(code.Fold(raw))
	if ctx.Untyped {
		if out, ok := dotMonth(s); ok && out.Lost {
			return out
		}
	}
	out := readDateText(fromChinese(s), ctx)
	if out.Kind == "" {
		out.Kind = "date_unusable_text"
	}
	if out.Reported() {
		if out.Value == "" && len(out.Candidates) == 0 && out.Kind == "date_unusable_text" {
			return unusableDate(c)
		}
		return out.from(c)
	}
	return repair(c, out.Value, out.Kind)
}

// readDateCell reads a true date, whose time of day is cut off.
func readDateCell(c sheet.Cell, ctx CleanContext) Cleaned {
	day, _, timed := strings.Cut(c.Text, " ")
	d, err := civil.Parse(day)
	switch {
	case err != nil || !d.Complete():
		return lost("date_impossible", "没有 %s 这一天。请核对。", day)
	case d.Year < firstYear || d.Year > lastYear:
		return lost("date_out_of_range", "年份 %d 不对。请核对。", d.Year)
	case ctx.MonthOnly && d.Day == 1:
		return Cleaned{Value: d.YearMonth().String(), Changed: true, Kind: "date_month_only"}
	case timed:
		return Cleaned{Value: day, Changed: true, Kind: "date_time_cut"}
	}
	return Cleaned{Value: day}
}

// readDateNumber reads dates typed as numbers, such as 20170802 or 2019.4, and
// days shown as plain numbers.
func readDateNumber(c sheet.Cell, ctx CleanContext) Cleaned {
	s := strconv.FormatFloat(c.Number, 'f', -1, 64)
	if short, err := strconv.ParseFloat(strconv.FormatFloat(c.Number, 'g', 15, 64), 64); err == nil {
		s = strconv.FormatFloat(short, 'f', -1, 64)
	}
	if out, ok := dotMonth(s); ok {
		return out
	}
	if m := dotMMDD.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[2], m[3], "date_number_dot_day").from(c)
	}
	if monthDate.MatchString(s) || strings.Contains(s, ".") && !serialDay.MatchString(s) {
		return unusableDate(c)
	}
	out := readDateText(s, ctx)
	if out.Kind == "date_unusable_text" || out.Kind == "" && out.Value == "" {
		return unusableDate(c)
	}
	return out.from(c)
}

// dotMonth reads the number 2019.4; of 2013.1 only the year is certain, for a
// spreadsheet shows 2013.10 in the same way.
func dotMonth(s string) (Cleaned, bool) {
	m := monthDate.FindStringSubmatch(s)
	if m == nil || m[2] != "." || m[4] != "" {
		return Cleaned{}, false
	}
	if year := dateOf(m[1], "", "", ""); year.Reported() {
		return year, true
	}
	if m[3] == "1" || m[3] == "10" {
		out := flag(m[1], "date_number_jan_or_oct", "数字 %s.1 可能是 1 月，也可能是 10 月（表格会去掉末尾的 0），先只记年份。请核实后填写。", m[1])
		out.Lost, out.Changed = true, true
		return out.known(m[1]).candidates(m[1]+"-01", m[1]+"-10"), true
	}
	out := dateOf(m[1], m[3], "", "date_number_dot_month")
	out.Changed = out.Value != ""
	return out, true
}

// textForms are the kinds of repairs by the sign behind the year.
var textForms = map[string][2]string{
	"年": {"date_text_chinese", "date_text_chinese_month"},
	".": {"date_text_dots", "date_text_dot_month"},
	"/": {"date_text_slashes", "date_text_slash_month"},
	"-": {"date_text_dashes", "date_text_dash_month"},
}

// readDateText reads a folded text. Without a value it is a report, or nothing
// where the text is no date at all.
func readDateText(s string, ctx CleanContext) Cleaned {
	if m := wholeDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[3], m[5], textForms[m[2]][0])
	}
	if m := monthDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[3], "", textForms[m[2]][1])
	}
	if m := yearDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], "", "", "date_year_only")
	}
	if m := eightDigits.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[2], m[3], "date_eight_digit_number")
	}
	if m := sixDigits.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[2], "", "date_six_digit_number")
	}
	if m := serialDay.FindStringSubmatch(s); m != nil {
		return serialDate(m[1], ctx)
	}
	if m := noYear.FindStringSubmatch(s); m != nil {
		if ctx.Year == 0 {
			return lost("date_without_year", "只有月和日，没有年份。请补填。").known(s)
		}
		return dateOf(strconv.Itoa(ctx.Year), m[1], m[2], "date_without_year")
	}
	if m := shortYear.FindStringSubmatch(s); m != nil {
		return shortYearDate(m, ctx)
	}
	return dateAmongWords(s)
}

// dateOf makes a date of its digits; month and day may be "". A day the month
// lacks is left off and reported.
func dateOf(year, month, day, kind string) Cleaned {
	n := func(s string) int { v, _ := strconv.Atoi(s); return v }
	d := civil.Date{Year: n(year), Month: time.Month(n(month)), Day: n(day)}
	switch {
	case d.Year < firstYear || d.Year > lastYear:
		return lost("date_out_of_range", "年份 %s 不对。请核对。", year)
	case month != "" && (d.Month < 1 || d.Month > 12):
		return lost("date_impossible", "没有 %s 月。请核对。", month).known(year)
	case day != "" && (d.Day < 1 || !d.Valid()):
		d.Day = 0
		out := flag(d.String(), "date_impossible", "%s 没有 %s 日，先只记年月。请核对。", d, day)
		out.Lost, out.Changed = true, true
		return out.known(d.String())
	}
	return Cleaned{Value: d.String(), Kind: kind}
}

// serialDate reads the count of days a spreadsheet keeps a date in. Counts whose
// digits also read as year and month without a nought (19805) are not guessed.
func serialDate(digits string, ctx CleanContext) Cleaned {
	n, _ := strconv.Atoi(digits)
	epoch := civil.Of(1899, time.December, 30)
	if ctx.From1904 {
		epoch = civil.Of(1904, time.January, 1)
	}
	d := epoch.AddDays(n)
	if year := n / 10; year >= firstYear && year <= ctx.today().Year && n%10 > 0 {
		month := civil.Date{Year: year, Month: time.Month(n % 10)}
		return lost("date_serial_unclear", "数字 %s 可能是 %s，也可能是 %s。请核实后填写。", digits, d, month).candidates(d.String(), month.String())
	}
	return Cleaned{Value: d.String(), Kind: "date_serial_shown_as_number"}
}

// shortYearDate proposes a date for 21.1.18, and stores none.
func shortYearDate(m []string, ctx CleanContext) Cleaned {
	year, _ := strconv.Atoi(m[1])
	year += 2000
	if year > ctx.today().Year {
		year -= 100
	}
	guess := dateOf(strconv.Itoa(year), m[2], m[3], "")
	if guess.Reported() {
		return lost("date_unusable_text", "不是日期。")
	}
	return lost("date_two_digit_year", "年份只写了两位，先后次序也不能确定，可能是 %s。请写全四位年份。", guess.Value).candidates(guess.Value)
}

// dateAmongWords takes the one date out of a remark, and reports it.
func dateAmongWords(s string) Cleaned {
	found := dateInWords.FindAllStringIndex(s, -1)
	if len(found) != 1 || strings.Contains(s, "民国") || strings.Contains(s, "农历") || strings.Contains(s, "阴历") {
		return lost("date_unusable_text", "不是日期。")
	}
	at := found[0]
	digitBefore := at[0] > 0 && isDigit(s[at[0]-1])
	if digitBefore || at[1] < len(s) && isDigit(s[at[1]]) {
		return lost("date_unusable_text", "不是日期。")
	}
	out := readDateText(s[at[0]:at[1]], CleanContext{})
	if out.Value == "" {
		return out
	}
	return flag(out.Value, "date_with_remark", "日期旁边还写了别的字，已只取 %s。请核对。", out.Value)
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func unusableDate(c sheet.Cell) Cleaned {
	if saysNothing(c.Text) {
		return lost("date_not_given", "写的是%s，没有日期。请补填。", quoted(c.Text)).hint()
	}
	return lost("date_unusable_text", "写的是%s，看不出是哪一天。请查原来的材料补填，年和月也可以只填一部分，如 2019-03。", quoted(c.Text))
}

var chineseDate = regexp.MustCompile(`^([〇○零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十廿卅]{1,3})日?)?)?$`)

// fromChinese writes 二〇一〇年二月十五日 with digits.
func fromChinese(s string) string {
	m := chineseDate.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	year := ""
	for _, r := range m[1] {
		year += strconv.Itoa(chineseDigit(r))
	}
	out := year + "年"
	if m[2] != "" {
		out += strconv.Itoa(chineseNumber(m[2])) + "月"
	}
	if m[3] != "" {
		out += strconv.Itoa(chineseNumber(m[3])) + "日"
	}
	return out
}

func chineseDigit(r rune) int {
	return max(0, strings.Index("零一二三四五六七八九", string(r))/len("零"))
}

// chineseNumber reads one to 39.
func chineseNumber(s string) int {
	n := 0
	for _, r := range s {
		switch r {
		case '十':
			n = max(n, 1) * 10
		case '廿':
			n = 20
		case '卅':
			n = 30
		default:
			n += chineseDigit(r)
		}
	}
	return n
}
