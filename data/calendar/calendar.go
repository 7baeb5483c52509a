// Package calendar counts working days (工作日) as the yearly notices of the
// State Council on holidays and make-up workdays arrange them. A year nobody has
// given a notice for is unknown, and no count ever runs over an unknown year:
// a wrong deadline is worse than none.
//
// The room knows dates and holidays only, no law and no ledger.
package calendar

import (
	"fmt"
	"slices"

	"unionledger/data/civil"
)

// Calendar holds the working days of the years it was given. The zero Calendar
// knows no year. A Calendar is not changed after it is made.
type Calendar struct {
	years map[int]Year
	days  map[civil.Date]special
}

// special is a day that is not what its place in the week says.
type special struct {
	off  bool
	name string
}

// MissingYear is the error of every count that needs a year without a notice.
type MissingYear struct{ Year int }

// Error tells a clerk what is missing and what to do.
func (e MissingYear) Error() string {
	return fmt.Sprintf("缺少 %d 年放假安排，不能计算工作日；请先导入国务院办公厅当年的放假通知", e.Year)
}

// New makes a calendar from years. Of two arrangements of one year the later
// counts, so own years come after the shipped ones.
func New(years ...Year) *Calendar {
	c := &Calendar{map[int]Year{}, map[civil.Date]special{}}
	for _, y := range years {
		c.years[y.Year] = y
	}
	for _, y := range c.years {
		for _, s := range y.Off {
			for d := s.From; !d.After(s.To); d = d.AddDays(1) {
				c.days[d] = special{true, s.Name}
			}
		}
		for _, w := range y.Work {
			c.days[w.Date] = special{false, w.Name}
		}
	}
	return c
}

// With returns a calendar in which years take the place of those known before.
func (c *Calendar) With(years ...Year) *Calendar {
	return New(append(c.Years(), years...)...)
}

// Years lists the known years in order.
func (c *Calendar) Years() []Year {
	out := make([]Year, 0, len(c.years))
	for _, y := range c.years {
		out = append(out, y)
	}
	slices.SortFunc(out, func(a, b Year) int { return a.Year - b.Year })
	return out
}

// Known reports whether the arrangement of a year is known.
func (c *Calendar) Known(year int) bool {
	_, ok := c.years[year]
	return ok
}

// IsWorkday reports whether d is a working day; known is false where the year of
// d has no arrangement or d is not a full date.
func (c *Calendar) IsWorkday(d civil.Date) (work, known bool) {
	if !d.Complete() || !c.Known(d.Year) {
		return false, false
	}
	if s, ok := c.days[d]; ok {
		return !s.off, true
	}
	return !weekend(d), true
}

// Describe names a day as people say it: 周二, 周六，调休上班, 周一，清明节放假,
// 周日，休息日; with an unknown year only the day of the week.
func (c *Calendar) Describe(d civil.Date) string {
	if !d.Complete() {
		return ""
	}
	s, special := c.days[d]
	switch {
	case special && s.off:
		return d.Weekday() + "，" + s.name + "放假"
	case special:
		return d.Weekday() + "，调休上班"
	case weekend(d) && c.Known(d.Year):
		return d.Weekday() + "，休息日"
	}
	return d.Weekday()
}

// AddWorkdays gives the nth working day after d (before d when n is negative); d
// itself is not counted. Zero gives d.
func (c *Calendar) AddWorkdays(d civil.Date, n int) (civil.Date, error) {
	if err := c.known(d); err != nil {
		return civil.Date{}, err
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		work, known := c.IsWorkday(d)
		if !known {
			return civil.Date{}, MissingYear{d.Year}
		}
		if work {
			n--
		}
	}
	return d, nil
}

// NextWorkday gives the first working day on or after d.
func (c *Calendar) NextWorkday(d civil.Date) (civil.Date, error) { return c.near(d, 1) }

// PrevWorkday gives the last working day on or before d.
func (c *Calendar) PrevWorkday(d civil.Date) (civil.Date, error) { return c.near(d, -1) }

func (c *Calendar) near(d civil.Date, step int) (civil.Date, error) {
	if err := c.known(d); err != nil {
		return civil.Date{}, err
	}
	for ; c.Known(d.Year); d = d.AddDays(step) {
		if work, _ := c.IsWorkday(d); work {
			return d, nil
		}
	}
	return civil.Date{}, MissingYear{d.Year}
}

// WorkdaysBetween counts the working days from a to b, a not counted and b
// counted; where b lies before a the count is negative. It undoes AddWorkdays.
func (c *Calendar) WorkdaysBetween(a, b civil.Date) (int, error) {
	if err := c.known(a); err != nil {
		return 0, err
	}
	if err := c.known(b); err != nil {
		return 0, err
	}
	step := 1
	if b.Before(a) {
		step = -1
	}
	n := 0
	for a != b {
		a = a.AddDays(step)
		work, known := c.IsWorkday(a)
		if !known {
			return 0, MissingYear{a.Year}
		}
		if work {
			n += step
		}
	}
	return n, nil
}

// known refuses dates no count can start from.
func (c *Calendar) known(d civil.Date) error {
	if !d.Complete() || !d.Valid() {
		return fmt.Errorf("日期“%s”不完整，要有年月日才能计算工作日", d)
	}
	if !c.Known(d.Year) {
		return MissingYear{d.Year}
	}
	return nil
}

func weekend(d civil.Date) bool {
	w := d.Time().Weekday()
	return w == 0 || w == 6
}
