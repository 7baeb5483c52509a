package civil

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"
)

// YearMonth is a calendar month, the period most dues are billed for.
type YearMonth struct {
	Year  int
	Month time.Month
}

// ParseYearMonth reads YYYY-MM.
func ParseYearMonth(s string) (YearMonth, error) {
	d, err := Parse(strings.TrimSpace(s))
	if err != nil || d.Month == 0 || d.Day != 0 {
		return YearMonth{}, fmt.Errorf("“%s”不是月份，请写成 2021-11 这样的年-月", s)
	}
	return d.YearMonth(), nil
}

// IsZero reports whether the month is unknown.
func (m YearMonth) IsZero() bool { return m == YearMonth{} }

// String gives YYYY-MM, or "" when unknown.
func (m YearMonth) String() string { return Date{m.Year, m.Month, 0}.String() }

// First is the first day of the month.
func (m YearMonth) First() Date { return Date{m.Year, m.Month, 1} }

// Last is the last day of the month.
func (m YearMonth) Last() Date { return m.Add(1).First().AddDays(-1) }

// Add moves by n months.
func (m YearMonth) Add(n int) YearMonth { return m.First().AddMonths(n).YearMonth() }

// Before reports whether m lies before o.
func (m YearMonth) Before(o YearMonth) bool { return m.index() < o.index() }

// After reports whether m lies after o.
func (m YearMonth) After(o YearMonth) bool { return m.index() > o.index() }

// MonthsUntil counts the months from m to o (negative when o lies before m).
func (m YearMonth) MonthsUntil(o YearMonth) int { return o.index() - m.index() }

func (m YearMonth) index() int { return m.Year*12 + int(m.Month) }

// MarshalText writes YYYY-MM.
func (m YearMonth) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// MarshalJSON writes "YYYY-MM", and null for an unknown month.
func (m YearMonth) MarshalJSON() ([]byte, error) { return quoted(m.String()), nil }

// UnmarshalText reads YYYY-MM, or nothing for an unknown month.
func (m *YearMonth) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*m = YearMonth{}
		return nil
	}
	*m, err = ParseYearMonth(string(b))
	return err
}

// Value stores the month as text, NULL when unknown.
func (m YearMonth) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.String(), nil
}

// Scan reads YYYY-MM or NULL.
func (m *YearMonth) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*m = YearMonth{}
		return nil
	case string:
		return m.UnmarshalText([]byte(v))
	}
	return fmt.Errorf("%T 不是月份", v)
}
