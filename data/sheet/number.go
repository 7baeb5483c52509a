package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// plainDigits writes a number without an exponent, not one digit lost or added:
// 3.30101199511040E+17 is 330101199511040000. What is no such number, or would
// become absurdly long, stays as it is.
func plainDigits(s string) string {
	e := strings.IndexAny(s, "eE")
	if e < 0 {
		return s
	}
	exp, err := strconv.Atoi(s[e+1:])
	if err != nil || exp < -40 || exp > 40 {
		return s
	}
	sign, mantissa := "", s[:e]
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if whole+fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return s
	}
	for ; exp > 0; exp-- {
		if fraction == "" {
			fraction = "0"
		}
		whole, fraction = whole+fraction[:1], fraction[1:]
	}
	for ; exp < 0; exp++ {
		if whole == "" {
			whole = "0"
		}
		whole, fraction = whole[:len(whole)-1], whole[len(whole)-1:]+fraction
	}
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}

// shownDigits is the Text of a Number: the digits of the file, without an exponent.
// Only a fraction with more digits than the fifteen a spreadsheet has, such as
// 570.9299999999999, is written as it is shown and was meant, 570.93; whole numbers
// keep every digit, since they may be identity or card numbers.
func shownDigits(raw string, v float64) string {
	text := plainDigits(raw)
	if strings.Contains(text, ".") && len(strings.TrimLeft(text, "-0.")) > 15 {
		return numberText(v)
	}
	return text
}

// numberText writes a calculated value with the 15 digits a spreadsheet shows.
func numberText(v float64) string { return plainDigits(strconv.FormatFloat(v, 'g', 15, 64)) }

// lastSerial is the last day a spreadsheet knows, 9999-12-31.
const lastSerial = 2958465

// serialText writes a date serial as YYYY-MM-DD, with " hh:mm:ss" behind it where
// there is a time of day. It reports false where the serial is no day. In the 1900
// system serial 60 is 1900-02-29, a day that never was but that spreadsheets show.
func serialText(v float64, from1904 bool) (string, bool) {
	if math.IsNaN(v) || v < 0 || v >= lastSerial+1 || !from1904 && v < 1 {
		return "", false
	}
	day, seconds := int(math.Floor(v)), int(math.Round((v-math.Floor(v))*86400))
	if seconds == 86400 {
		day, seconds = day+1, 0
	}
	var text string
	switch {
	case !from1904 && day == 60:
		text = "1900-02-29"
	case from1904:
		text = dayText(time.Date(1904, 1, 1+day, 0, 0, 0, 0, time.UTC))
	case day < 60:
		text = dayText(time.Date(1899, 12, 31+day, 0, 0, 0, 0, time.UTC))
	default:
		text = dayText(time.Date(1899, 12, 30+day, 0, 0, 0, 0, time.UTC))
	}
	if seconds == 0 {
		return text, true
	}
	b := append([]byte(text), ' ')
	for i, n := range []int{seconds / 3600, seconds / 60 % 60, seconds % 60} {
		if i > 0 {
			b = append(b, ':')
		}
		b = append(b, byte('0'+n/10), byte('0'+n%10))
	}
	return string(b), true
}

func dayText(t time.Time) string { return t.Format(time.DateOnly) }

// isoSerial reads the ISO dates of t="d" cells into a serial.
func isoSerial(s string, from1904 bool) (float64, bool) {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z", "2006-01-02T15:04"} {
		t, err := time.Parse(layout, s) // a fraction of a second is accepted by Parse
		if err != nil {
			continue
		}
		epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		if from1904 {
			epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		v := float64(t.Unix()-epoch.Unix()) / 86400
		if !from1904 && v < 61 {
			v-- // before the day that never was
		}
		return v, true
	}
	return 0, false
}

// builtinDate reports whether a number format that every spreadsheet knows by its
// id shows a day; 27–36 and 50–58 are those of Chinese and other East Asian
// editions. Formats of a time of day alone are no dates.
func builtinDate(id int) bool {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return true
	}
	return false
}

// dateFormat reports whether a custom number format shows a day: it has a year, a
// day, or a month that is no minute, outside quotes, brackets and escapes.
func dateFormat(code string) bool {
	if strings.EqualFold(strings.TrimSpace(code), "general") || strings.Contains(code, "通用格式") {
		return false
	}
	var year, month, day, clock, digits, letter bool
scan:
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			i = skipTo(code, i+1, '"')
		case '[':
			end := skipTo(code, i+1, ']')
			inner := strings.ToLower(code[i+1 : max(i+1, min(end, len(code)))])
			if inner != "" && strings.Trim(inner, "hms") == "" {
				clock = true
			}
			i = end
		case '\\', '_', '*':
			i++
		case ';':
			break scan
		case 'y', 'Y':
			year = true
		case 'm', 'M':
			month = true
		case 'd', 'D':
			day = true
		case 'h', 'H', 's', 'S':
			clock = true
		case 'a', 'A', 'e', 'E':
			letter = true // weekday, era year, or the E of 0.00E+00
		case '0', '#', '?', '@':
			digits = true
		}
	}
	if year {
		return true
	}
	if digits && !clock {
		return false
	}
	return day || month && !clock || letter && !clock && !digits
}

// skipTo gives the place of the next mark from i on, or the end.
func skipTo(s string, i int, mark byte) int {
	if i > len(s) {
		return len(s)
	}
	if j := strings.IndexByte(s[i:], mark); j >= 0 {
		return i + j
	}
	return len(s)
}
