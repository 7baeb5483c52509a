package calendar

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"unionledger/data/civil"
)

// The words of the yearly notice: 1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
var (
	noticeYear  = regexp.MustCompile(`(?:关于)?((?:19|20|21)\d\d)年(?:部分)?节假日安排|((?:19|20|21)\d\d)年[^。]{0,20}放假`)
	noticeItem  = regexp.MustCompile(`(?:[一二三四五六七八九十]+[、.．]|\d+[、.．])?([^\s：:，。；（）]{2,20})[：:]`)
	noticeLead  = regexp.MustCompile(`^.*[一二三四五六七八九十\d][、.．]`) // a title without a stop before the first item
	noticeOff   = regexp.MustCompile(`((?:\d{4}年)?)(\d{1,2})月(\d{1,2})日(（[^）]*）)?(?:[至到—~-]+((?:\d{4}年)?)(?:(\d{1,2})月)?(\d{1,2})日(（[^）]*）)?)?(?:补休)?(?:放假|休息)`)
	noticeWork  = regexp.MustCompile(`((?:(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:（[^）]*）)?[、，和及以]*)+)(?:正常|照常)?上班`)
	noticeDay   = regexp.MustCompile(`((?:\d{4}年)?)(\d{1,2})月(\d{1,2})日(（[^）]*）)?`)
	noticeWeek  = regexp.MustCompile(`(?:周|星期)([一二三四五六日天])`)
	noticeDate  = regexp.MustCompile(`\d{1,2}日`)
	noticeAside = regexp.MustCompile(`（[^）]*）`)
	noticeCount = regexp.MustCompile(`共(\d+)天`)
)

// LooksLikeNotice says whether a text may be the wording of a notice of the State Council.
func LooksLikeNotice(text string) bool {
	return noticeOff.MatchString(tidyNotice(text)) && strings.Contains(text, "月")
}

// ReadNotice reads the wording of a yearly notice (国务院办公厅关于2027年部分节假日安排的通知)
// as it is copied from a web page or document. Every weekday and count of days in it must
// agree with the dates: a notice of another year is found out that way. Days of a
// neighbouring year, which some notices move, are given as well, in an arrangement of
// that year that holds nothing else: see Join. year is used where the text names none.
func ReadNotice(text string, year int) ([]Year, error) {
	text = tidyNotice(text)
	if m := noticeYear.FindStringSubmatch(text); m != nil {
		year, _ = strconv.Atoi(m[1] + m[2])
	}
	if year == 0 {
		return nil, errors.New("文字里没有写是哪一年的放假安排，请连标题一起粘贴")
	}
	n := notice{year: year, years: map[int]*Year{}}
	items := noticeItem.FindAllStringSubmatchIndex(text, -1)
	for i, at := range items {
		end := len(text)
		if i+1 < len(items) {
			end = items[i+1][0]
		}
		n.item(text[at[2]:at[3]], text[at[1]:end])
	}
	if n.err != nil {
		return nil, n.err
	}
	y := n.years[year]
	if missing := n.missing(); y != nil && len(y.Off) > 0 && len(missing) > 0 {
		return nil, fmt.Errorf("没有读出 %d 年的%s。要粘贴全年放假安排的全文；只改动一个节日的通知不能单独采用", year, strings.Join(missing, "、"))
	}
	if y == nil || len(y.Off) == 0 {
		return nil, fmt.Errorf("没有读出 %d 年的放假日。请粘贴国务院办公厅通知的全文，写法如“元旦：1月1日（周五）至3日（周日）放假，共3天”", year)
	}
	out := []Year{*y}
	for k, other := range n.years {
		if k != year {
			out = append(out, *other)
		}
	}
	for _, y := range out[:1] {
		if err := y.check(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// tidyNotice makes one line of the text, with the signs as a notice writes them.
func tidyNotice(text string) string {
	return strings.NewReplacer("(", "（", ")", "）", " ", "", "\u3000", "", "\t", "", "\r", "", "\n", "", "\u00a0", "", "〇", "0",
		"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9").Replace(text)
}

// notice gathers what the items of a notice say.
type notice struct {
	year  int
	years map[int]*Year
	named []string // the holidays read
	err   error
}

func (n *notice) of(d civil.Date) *Year {
	y := n.years[d.Year]
	if y == nil {
		y = &Year{Year: d.Year, Sureness: "sourced", Basis: []Notice{{Title: fmt.Sprintf("国务院办公厅关于%d年部分节假日安排的通知", n.year)}}}
		n.years[d.Year] = y
	}
	return y
}

// holidays are what a whole year's arrangement settles.
var holidays = []string{"元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆"}

func (n *notice) missing() (out []string) {
	for _, h := range holidays {
		if !slices.ContainsFunc(n.named, func(name string) bool { return strings.Contains(name, h) }) {
			out = append(out, h)
		}
	}
	return out
}

// left finds a day of an item that neither pattern took: a wording that is not known must
// not lose a day in silence.
func (n *notice) left(name, words string) {
	rest := noticeWork.ReplaceAllString(noticeOff.ReplaceAllString(words, "放假"), "上班")
	rest = noticeAside.ReplaceAllString(rest, "")
	if day := noticeDate.FindString(rest); day != "" {
		n.fail("“%s”里的“%s”前后没有读懂，请改成“1月1日（周四）至3日（周六）放假，共3天。1月4日（周日）上班。”这样的写法", name, day)
	}
}

// item reads what stands behind the name of a holiday.
func (n *notice) item(name, words string) {
	if !slices.ContainsFunc(holidays, func(h string) bool { return strings.Contains(name, h) }) {
		return // words before the list, or after it
	}
	name = noticeLead.ReplaceAllString(name, "")
	n.named = append(n.named, name)
	if stop := strings.Index(words, "节假日期间"); stop >= 0 {
		words = words[:stop]
	}
	n.left(name, words)
	for _, m := range noticeOff.FindAllStringSubmatchIndex(words, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return words[m[2*i]:m[2*i+1]]
		}
		from := n.day(name, part(1), part(2), part(3), part(4))
		to := from
		if part(7) != "" {
			month := part(6)
			if month == "" {
				month = part(2)
			}
			to = n.day(name, part(5), month, part(7), part(8))
			if part(5) == "" && to.Before(from) && to.Month < from.Month { // over the end of the year
				to.Year++
			}
		}
		if n.err != nil {
			return
		}
		days := from.DaysUntil(to) + 1
		if days < 1 || days > 31 {
			n.fail("“%s”放假从 %s 到 %s，不对，请对照通知", name, from, to)
			return
		}
		rest := words[m[1]:]
		if stop := strings.IndexAny(rest, "。；"); stop >= 0 {
			rest = rest[:stop]
		}
		if c := noticeCount.FindStringSubmatch(rest); c != nil && c[1] != strconv.Itoa(days) {
			n.fail("“%s”从 %s 到 %s 是 %d 天，文字写的是共 %s 天，请对照通知", name, from, to, days, c[1])
			return
		}
		for d := from; !d.After(to); { // parted at the end of a year
			last := to
			if end := civil.Of(d.Year, time.December, 31); end.Before(to) {
				last = end
			}
			y := n.of(d)
			y.Off = append(y.Off, Span{name, d, last})
			d = last.AddDays(1)
		}
	}
	for _, m := range noticeWork.FindAllStringSubmatch(words, -1) {
		for _, d := range noticeDay.FindAllStringSubmatch(m[1], -1) {
			day := n.day(name, d[1], d[2], d[3], d[4])
			if n.err != nil {
				return
			}
			y := n.of(day)
			y.Work = append(y.Work, Workday{name + "调休", day})
		}
	}
}

// day reads a date and holds it against the weekday beside it.
func (n *notice) day(name, year, month, day, beside string) civil.Date {
	y := n.year
	switch {
	case year != "":
		y, _ = strconv.Atoi(strings.TrimSuffix(year, "年"))
	case strings.Contains(name, "元旦") && month == "12": // it begins in the year before
		y--
	}
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	date := civil.Date{Year: y, Month: time.Month(m), Day: d}
	if !date.Valid() || !date.Complete() {
		n.fail("“%s”的 %s月%s日不是日期", name, month, day)
		return civil.Date{}
	}
	if w := noticeWeek.FindStringSubmatch(beside); w != nil {
		want := strings.Replace(w[1], "天", "日", 1)
		if got := date.Weekday(); !strings.HasSuffix(got, want) {
			n.fail("“%s”的 %s 是%s，文字写的是周%s：年份或日期不对，请核对是不是 %d 年的通知", name, date, got, want, n.year)
		}
	}
	return date
}

func (n *notice) fail(format string, args ...any) {
	if n.err == nil {
		n.err = fmt.Errorf(format, args...)
	}
}

// Join adds what a notice says of a neighbouring year to what is known of that year;
// where nothing is known of it, it stays unknown.
func (c *Calendar) Join(part Year) (Year, bool) {
	whole, known := c.years[part.Year]
	if !known {
		return Year{}, false
	}
	whole.Off = append(append([]Span{}, whole.Off...), part.Off...)
	whole.Work = append(append([]Workday{}, whole.Work...), part.Work...)
	return whole, true
}
