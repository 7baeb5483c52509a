// Package civil holds calendar dates without time or zone, as people write them
// on forms. A date may lack its day or its month: a clerk who knows only
// "2010年2月" has a fact worth keeping, and a day must never be invented.
//
// The room knows nothing of holidays (package calendar) or of spreadsheets.
package civil

import (
	"cmp"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Date is a civil date. Day is 0 where only the month is known, Month is 0 too
// where only the year is known. The zero Date means unknown.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ErrNoDate is returned for text that is no date in one of the stored forms.
var ErrNoDate = errors.New("不是日期")

// Of returns the full date y-m-d without checking it; see Valid.
func Of(y int, m time.Month, d int) Date { return Date{y, m, d} }

// FromTime returns the civil date of t in t's own zone.
func FromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Today returns the current civil date of this computer.
func Today() Date { return FromTime(time.Now()) }

// Parse reads the stored forms YYYY-MM-DD, YYYY-MM and YYYY. Empty text gives
// the zero Date. Dates as people write them are read by package intake.
func Parse(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	// Large rosters are read and written by the million dates: no splitting here.
	var d Date
	ok := len(s) == 4 || (len(s) == 7 || len(s) == 10) && s[4] == '-' && (len(s) == 7 || s[7] == '-')
	if ok {
		d.Year, ok = digits(s[:4])
	}
	if ok && len(s) >= 7 {
		var m int
		m, ok = digits(s[5:7])
		d.Month = time.Month(m)
	}
	if ok && len(s) == 10 {
		d.Day, ok = digits(s[8:])
	}
	if !ok {
		return Date{}, fmt.Errorf("“%s”：%w", s, ErrNoDate)
	}
	if !d.Valid() {
		return Date{}, fmt.Errorf("“%s”：没有这一天", s)
	}
	return d, nil
}

// digits reads a number above zero made of ASCII digits alone.
func digits(s string) (n int, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, n > 0
}

// MustParse is Parse for dates written in source and test code.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// Complete reports whether year, month and day are all known.
func (d Date) Complete() bool { return d.Year > 0 && d.Month > 0 && d.Day > 0 }

// Valid reports whether the known parts name a real day, month or year.
func (d Date) Valid() bool {
	switch {
	case d.Year < 1 || d.Year > 9999:
		return false
	case d.Month == 0:
		return d.Day == 0
	case d.Month < 1 || d.Month > 12:
		return false
	case d.Day == 0:
		return true
	}
	return FromTime(d.Time()) == d
}

// String gives the stored form: YYYY-MM-DD, YYYY-MM, YYYY, or "" when unknown.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	b := pad(make([]byte, 0, 10), d.Year, 4)
	if d.Month != 0 {
		b = pad(append(b, '-'), int(d.Month), 2)
	}
	if d.Month != 0 && d.Day != 0 {
		b = pad(append(b, '-'), d.Day, 2)
	}
	return string(b)
}

// pad writes n with leading zeros up to a width.
func pad(b []byte, n, width int) []byte {
	for limit := 10; width > 1; width-- {
		if n < limit {
			b = append(b, '0')
		}
		limit *= 10
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// Chinese is the date in words, 2021年12月23日; what is not known of it is left out.
func (d Date) Chinese() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%d年", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// Time gives midnight UTC of the first day the date may mean.
func (d Date) Time() time.Time {
	return time.Date(d.Year, max(d.Month, 1), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// First is the earliest day the date may mean: 2010-02 gives 2010-02-01.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return FromTime(d.Time())
}

// Last is the latest day the date may mean: 2010-02 gives 2010-02-28.
func (d Date) Last() Date {
	switch {
	case d.IsZero() || d.Day > 0:
		return d
	case d.Month == 0:
		return Date{d.Year, 12, 31}
	}
	return Date{d.Year, d.Month, 1}.AddMonths(1).AddDays(-1)
}

// AddDays moves a full date by n days.
func (d Date) AddDays(n int) Date { return FromTime(d.Time().AddDate(0, 0, n)) }

// AddMonths moves a full date by n months; a day the target month lacks becomes
// its last day.
func (d Date) AddMonths(n int) Date {
	m := d.Year*12 + int(d.Month) - 1 + n
	y, mo := m/12, time.Month(m%12+1)
	last := time.Date(y, mo+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return Date{y, mo, min(max(d.Day, 1), last)}
}

// YearsTo is the full years from a day to another, such as an age: of a date that
// lacks its day from the first day it may be to the last.
func (d Date) YearsTo(o Date) int {
	from, to := d.First(), o.Last()
	years := to.Year - from.Year
	if to.Month < from.Month || to.Month == from.Month && to.Day < from.Day {
		years--
	}
	return years
}

// Compare orders dates by the first day they may mean, then the vaguer first.
// The unknown date comes before all others.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// Before reports whether d lies before o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After reports whether d lies after o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// DaysUntil counts the days from d to o (negative when o lies before d).
func (d Date) DaysUntil(o Date) int { return int(o.Time().Sub(d.Time()).Hours() / 24) }

// Weekday names the day of the week in Chinese, as in 周五.
func (d Date) Weekday() string {
	return "周" + string([]rune("日一二三四五六")[d.Time().Weekday()])
}

// YearMonth gives the month a date lies in.
func (d Date) YearMonth() YearMonth { return YearMonth{d.Year, d.Month} }

// MarshalText writes the stored form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// MarshalJSON writes the stored form, so that JSON shows "2010-02", and null for
// the unknown date.
func (d Date) MarshalJSON() ([]byte, error) { return quoted(d.String()), nil }

func quoted(s string) []byte {
	if s == "" {
		return []byte("null")
	}
	return []byte(`"` + s + `"`)
}

// UnmarshalText reads the stored form.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = Parse(string(b))
	return err
}

// Value stores the date as text, NULL when unknown.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads the stored form or NULL.
func (d *Date) Scan(v any) (err error) {
	switch v := v.(type) {
	case nil:
		*d = Date{}
	case string:
		*d, err = Parse(v)
	case []byte:
		*d, err = Parse(string(v))
	default:
		err = fmt.Errorf("%T：%w", v, ErrNoDate)
	}
	return err
}
