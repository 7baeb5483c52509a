package calendar

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
)

func shipped(t testing.TB) *Calendar {
	t.Helper()
	c, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestShippedDays(t *testing.T) {
	c := shipped(t)
	for _, tt := range []struct {
		day   string
		work  bool
		known bool
		words string
	}{
		{"2018-12-29", true, true, "周六，调休上班"}, // moved by the notice for 2019
		{"2018-12-31", false, true, "周一，元旦放假"},
		{"2019-05-02", false, true, "周四，劳动节放假"}, // the notice of March 2019 added it
		{"2019-05-05", true, true, "周日，调休上班"},
		{"2020-01-31", false, true, "周五，春节放假"}, // the holiday was prolonged
		{"2020-02-03", true, true, "周一"},
		{"2021-04-05", false, true, "周一，清明节放假"},
		{"2021-04-25", true, true, "周日，调休上班"},
		{"2021-05-08", true, true, "周六，调休上班"},
		{"2021-05-22", false, true, "周六，休息日"},
		{"2022-10-09", true, true, "周日，调休上班"},
		{"2023-12-29", true, true, "周五"},
		{"2024-02-29", true, true, "周四"},
		{"2025-10-11", true, true, "周六，调休上班"},
		{"2026-01-04", true, true, "周日，调休上班"},
		{"2026-09-20", true, true, "周日，调休上班"},
		{"2027-01-01", false, false, "周五"},
		{"2021-05", false, false, ""},
	} {
		d := civil.MustParse(tt.day)
		work, known := c.IsWorkday(d)
		if work != tt.work || known != tt.known || c.Describe(d) != tt.words {
			t.Errorf("%s: work %v known %v %q, want %v %v %q", tt.day, work, known, c.Describe(d), tt.work, tt.known, tt.words)
		}
	}
}

// Every shipped year has the number of working days its notice leaves: holidays
// on weekdays less the weekend days worked.
func TestShippedYearsAreWhole(t *testing.T) {
	want := map[int]int{2018: 250, 2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
	c := shipped(t)
	for _, y := range c.Years() {
		n := 0
		for d := civil.Of(y.Year, 1, 1); d.Year == y.Year; d = d.AddDays(1) {
			if work, _ := c.IsWorkday(d); work {
				n++
			}
		}
		if n != want[y.Year] {
			t.Errorf("%d has %d working days, want %d", y.Year, n, want[y.Year])
		}
		if len(y.Basis) == 0 || y.Sureness == "" {
			t.Errorf("%d names no basis", y.Year)
		}
		delete(want, y.Year)
	}
	if len(want) > 0 {
		t.Errorf("years not shipped: %v", want)
	}
}

func TestCount(t *testing.T) {
	c := shipped(t)
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2021-03-15", 10, "2021-03-29"},
		{"2021-04-12", -7, "2021-03-31"},
		{"2021-04-20", 15, "2021-05-12"},
		{"2021-04-28", 5, "2021-05-08"},
		{"2023-12-29", 1, "2024-01-02"}, // over the end of the year
		{"2024-02-28", 1, "2024-02-29"}, // leap day
		{"2021-05-08", 0, "2021-05-08"},
	} {
		got, err := c.AddWorkdays(civil.MustParse(tt.from), tt.n)
		if err != nil || got.String() != tt.want {
			t.Errorf("AddWorkdays(%s, %d) = %s, %v, want %s", tt.from, tt.n, got, err, tt.want)
		}
	}
	next, _ := c.NextWorkday(civil.MustParse("2021-05-01"))
	prev, _ := c.PrevWorkday(civil.MustParse("2021-05-05"))
	same, _ := c.NextWorkday(civil.MustParse("2021-05-08"))
	if next.String() != "2021-05-06" || prev.String() != "2021-04-30" || same.String() != "2021-05-08" {
		t.Errorf("next %s prev %s same %s", next, prev, same)
	}
}

// A count that needs a year without a notice fails and names the year.
func TestMissingYear(t *testing.T) {
	c := shipped(t)
	for name, call := range map[string]func() error{
		"add":   func() error { _, err := c.AddWorkdays(civil.MustParse("2026-12-30"), 5); return err },
		"start": func() error { _, err := c.AddWorkdays(civil.MustParse("2027-03-01"), -1); return err },
		"next":  func() error { _, err := c.NextWorkday(civil.MustParse("2027-01-03")); return err },
		"between": func() error {
			_, err := c.WorkdaysBetween(civil.MustParse("2026-12-30"), civil.MustParse("2027-01-05"))
			return err
		},
	} {
		var missing MissingYear
		if err := call(); !errors.As(err, &missing) || missing.Year != 2027 || !strings.Contains(err.Error(), "2027 年放假安排") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.AddWorkdays(civil.MustParse("2021-05"), 1); err == nil || !strings.Contains(err.Error(), "不完整") {
		t.Errorf("a month was counted from: %v", err)
	}
}

func TestOwnYearTakesThePlaceOfTheShippedOne(t *testing.T) {
	own, err := Parse([]byte("year: 2026\noff:\n  - {name: 元旦, from: 2026-01-01, to: 2026-01-01}\n"))
	if err != nil {
		t.Fatal(err)
	}
	c := shipped(t).With(own...)
	if work, known := c.IsWorkday(civil.MustParse("2026-01-02")); !work || !known {
		t.Error("the shipped 2 January 2026 still holds")
	}
	if work, _ := c.IsWorkday(civil.MustParse("2025-01-28")); work {
		t.Error("another year was lost")
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":            "没有放假安排",
		"year: 27":    "年份“27”不对",
		"year: 2027":  "没有写放假日",
		"years: 2027": "不是放假安排文件",
		"- 1":         "不是放假安排文件",
		"year: 2027\noff:\n  - {name: 元旦, from: 2027-01-03, to: 2027-01-01}":                                            "止日在起日之前",
		"year: 2027\noff:\n  - {name: 元旦, from: 2026-12-31, to: 2027-01-01}":                                            "不在 2027 年内",
		"year: 2027\noff:\n  - {name: 元旦, from: 2027-01-01}":                                                            "缺少日期",
		"year: 2027\noff:\n  - {name: 元旦, from: 2027-01-01, to: 2027-01-03}\nwork:\n  - {name: 元旦调休, date: 2027-01-02}": "既写成",
		"year: 2027\noff:\n  - {name: 元旦, from: 2027-01-01, to: 2027-01-03}\nwork:\n  - {name: 元旦调休, date: 2027-01-05}": "本来就上班",
	} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Adding n working days and counting them gives n again, whatever the start.
func TestCountUndoesAdd(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(r *rapid.T) {
		d := civil.Of(2020, 1, 1).AddDays(rapid.IntRange(0, 2000).Draw(r, "day"))
		n := rapid.IntRange(-60, 60).Draw(r, "n")
		got, err := c.AddWorkdays(d, n)
		if err != nil {
			r.Fatal(err)
		}
		if back, err := c.WorkdaysBetween(d, got); err != nil || back != n {
			r.Fatalf("%s + %d = %s, counted %d, %v", d, n, got, back, err)
		}
		if work, _ := c.IsWorkday(got); n != 0 && !work {
			r.Fatalf("%s + %d = %s, no working day", d, n, got)
		}
	})
}

// What Parse accepts can be counted with; nothing makes it panic.
func FuzzParse(f *testing.F) {
	f.Add("year: 2027\noff:\n  - {name: 元旦, from: 2027-01-01, to: 2027-01-03}\nwork:\n  - {name: 调休, date: 2027-01-09}\n")
	f.Add("year: [\n---\n&a *a")
	f.Fuzz(func(t *testing.T, text string) {
		years, err := Parse([]byte(text))
		if err != nil {
			return
		}
		c := New(years...)
		for _, y := range years {
			d := civil.Of(y.Year, 6, 1)
			if _, known := c.IsWorkday(d); !known {
				t.Fatalf("%d was read and is unknown", y.Year)
			}
			_, _ = c.NextWorkday(d)
		}
	})
}
