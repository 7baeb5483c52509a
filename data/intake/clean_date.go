package intake

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/sheet"
)

// The years a date may lie in; others are writing errors.
const firstYear, lastYear = 1900, 2100

var (
	timeBehind = regexp.MustCompile(`[\sTt]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$`)
	dateSigns  = strings.NewReplacer("。", ".", "．", ".", "－", "-", "–", "-", "—", "-", "‐", "-", "−", "-", "\\", "/", "号", "日", "年份", "年", "月份", "月")
	dotMMDD    = regexp.MustCompile(`^(\d{4})\.(\d{2})(\d{2})$`)
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
	raw := norm.NFKC.String(unwrap(c.Text))
	if strings.Contains(raw, ":") {
		raw = timeBehind.ReplaceAllString(raw, "")
	}
	s := dateSigns.Replace(code.Fold(raw))
	if ctx.Untyped {
		if out, ok := dotMonth(s); ok && out.Lost {
			return out
		}
	}
	s = fromChinese(s)
	if whole, ok := strings.CutSuffix(s, ".0"); ok && eightDigits.MatchString(whole) {
		s = whole // a number that some export wrote with its point
	}
	switch out, ok := readDateText(s, ctx); {
	case !ok:
		return unusableDate(c)
	case out.Reported():
		return out.from(c)
	default:
		return repair(c, out.Value, out.Kind)
	}
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
	shown, err := strconv.ParseFloat(strconv.FormatFloat(c.Number, 'g', 15, 64), 64)
	if err != nil {
		return unusableDate(c)
	}
	s := strconv.FormatFloat(shown, 'f', -1, 64)
	if out, ok := dotMonth(s); ok {
		return out
	}
	if m := dotMMDD.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[2], m[3], "date_number_dot_day").from(c)
	}
	if strings.Contains(s, ".") && !serialDay.MatchString(s) {
		return unusableDate(c)
	}
	out, ok := readDateText(s, ctx)
	if !ok {
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
	if m[3] == "1" {
		out := flag(m[1], "date_number_jan_or_oct", "数字 %s.1 可能是 1 月，也可能是 10 月（表格会去掉末尾的 0），先只记年份。请核实后填写。", m[1])
		out.Lost, out.Changed = true, true
		return out.known(m[1]).candidates(m[1]+"-01", m[1]+"-10"), true
	}
	out := dateOf(m[1], m[3], "", "date_number_dot_month")
	out.Changed = out.Value != ""
	return out, true
}

func unusableDate(c sheet.Cell) Cleaned {
	if saysNothing(c.Text) {
		return lost("date_not_given", "写的是%s，没有日期。请补填。", quoted(c.Text)).hint()
	}
	return lost("date_unusable_text", "写的是%s，看不出是哪一天。请查原来的材料补填，年和月也可以只填一部分，如 2019-03。", quoted(c.Text))
}
