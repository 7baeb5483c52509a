package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"unionledger/data/civil"
)

// The writings of a date, after folding.
var (
	wholeDate   = regexp.MustCompile(`^(\d{4})([年./-])(\d{1,2})([月./-])(\d{1,2})日?\.?$`)
	monthDate   = regexp.MustCompile(`^(\d{4})([年./-])(\d{1,2})(月|\.)?$`)
	yearDate    = regexp.MustCompile(`^(\d{4})年?$`)
	eightDigits = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	sixDigits   = regexp.MustCompile(`^(\d{4})(\d{2})$`)
	serialDay   = regexp.MustCompile(`^([1-6]\d{4})(?:\.\d+)?$`)
	shortYear   = regexp.MustCompile(`^(\d{2})[年./-](\d{1,2})(?:[月./-](\d{1,2})日?|月)?$`)
	noYear      = regexp.MustCompile(`^(\d{1,2})月(\d{1,2})日?$`)
	dayOfYear   = regexp.MustCompile(`^(0?[1-9]|1[0-2])[./-](\d{1,2})$`)
	commaDate   = regexp.MustCompile(`^(\d{4})、(\d{1,2})、(\d{1,2})日?$`)
	dateInWords = regexp.MustCompile(`\d{4}[年./-]\d{1,2}(?:[月./-]\d{1,2}日?|月)?`)
)

// textForms are the kinds of repairs by the sign behind the year.
var textForms = map[string][2]string{
	"年": {"date_text_chinese", "date_text_chinese_month"},
	".": {"date_text_dots", "date_text_dot_month"},
	"/": {"date_text_slashes", "date_text_slash_month"},
	"-": {"date_text_dashes", "date_text_dash_month"},
}

// readDateText reads a folded text, false where it is no date at all.
func readDateText(s string, ctx CleanContext) (Cleaned, bool) {
	if m := wholeDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[3], m[5], textForms[m[2]][0]), true
	}
	if m := commaDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[2], m[3], "date_text_commas"), true
	}
	if m := monthDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[3], "", textForms[m[2]][1]), true
	}
	if m := yearDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], "", "", "date_year_only"), true
	}
	if m := eightDigits.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[2], m[3], "date_eight_digit_number"), true
	}
	if m := sixDigits.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[2], "", "date_six_digit_number"), true
	}
	if m := serialDay.FindStringSubmatch(s); m != nil {
		return serialDate(m[1], ctx), true
	}
	if m := noYear.FindStringSubmatch(s); m != nil {
		if ctx.Year == 0 {
			return lost("date_without_year", "只有月和日，没有年份。请补填。").known(s), true
		}
		return dateOf(strconv.Itoa(ctx.Year), m[1], m[2], "date_without_year"), true
	}
	if m := dayOfYear.FindStringSubmatch(s); m != nil && ctx.Year != 0 {
		return dateOf(strconv.Itoa(ctx.Year), m[1], m[2], "date_without_year"), true
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
func shortYearDate(m []string, ctx CleanContext) (Cleaned, bool) {
	year, _ := strconv.Atoi(m[1])
	year += 2000
	if year > ctx.today().Year {
		year -= 100
	}
	guess := dateOf(strconv.Itoa(year), m[2], m[3], "")
	if guess.Reported() {
		return Cleaned{}, false
	}
	return lost("date_two_digit_year", "年份只写了两位，先后次序也不能确定，可能是 %s。请写全四位年份。", guess.Value).candidates(guess.Value), true
}

// dateAmongWords takes the one date out of a remark, and reports it.
func dateAmongWords(s string) (Cleaned, bool) {
	found := dateInWords.FindAllStringIndex(s, -1)
	if len(found) != 1 || strings.Contains(s, "民国") || strings.Contains(s, "农历") || strings.Contains(s, "阴历") {
		return Cleaned{}, false
	}
	from, to := found[0][0], found[0][1]
	if from > 0 && isDigit(s[from-1]) || to < len(s) && isDigit(s[to]) {
		return Cleaned{}, false
	}
	out, ok := readDateText(s[from:to], CleanContext{})
	if !ok || out.Value == "" {
		return out, ok
	}
	return flag(out.Value, "date_with_remark", "日期旁边还写了别的字，已只取 %s。请核对。", out.Value), true
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

var (
	chineseDate = regexp.MustCompile(`([0-9oO〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{4})年(?:([0-9元一二三四五六七八九十零壹贰叁肆伍陆柒捌玖拾]{1,3})月(?:([0-9一二三四五六七八九十零廿卅壹贰叁肆伍陆柒捌玖拾]{1,3})[日号]?)?)?`)
	anyChinese  = regexp.MustCompile(`[〇○零一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾元]`)
)

// fromChinese writes 二〇一〇年二月十五日 with digits, mixed and formal writings too.
func fromChinese(s string) string {
	if !strings.Contains(s, "年") {
		return s
	}
	at := chineseDate.FindStringSubmatchIndex(s)
	if at == nil || !anyChinese.MatchString(s[at[0]:at[1]]) {
		return s
	}
	m := chineseDate.FindStringSubmatch(s)
	out := ""
	for _, r := range m[1] {
		out += strconv.Itoa(chineseDigit(r))
	}
	out += "年"
	for i, sign := range []string{"月", "日"} {
		if part := m[i+2]; part != "" {
			out += strconv.Itoa(chineseNumber(part)) + sign
		}
	}
	return s[:at[0]] + out + s[at[1]:]
}

func chineseDigit(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	if i := strings.Index("壹贰叁肆伍陆柒捌玖", string(r)); i >= 0 {
		return i/len("壹") + 1
	}
	return max(0, strings.Index("零一二三四五六七八九", string(r))/len("零"))
}

// chineseNumber reads one to 39, in Chinese or in digits; 元 is the first month.
func chineseNumber(s string) int {
	if v, err := strconv.Atoi(s); err == nil {
		return v
	}
	n := 0
	for _, r := range s {
		switch r {
		case '元':
			n = 1
		case '十', '拾':
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
