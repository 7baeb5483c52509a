package civil

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Date{
		"": {}, "2010": {2010, 0, 0}, "2010-02": {2010, 2, 0}, "2010-02-28": {2010, 2, 28}, "2020-02-29": {2020, 2, 29},
	} {
		if got, err := Parse(text); err != nil || got != want || got.String() != text {
			t.Errorf("%q: %v %v", text, got, err)
		}
	}
	for _, text := range []string{"2010-2", "2010-02-30", "2021-02-29", "10-02-01", "2010-13", "2010-00", "2010-01-00", "x", "2010-01-01-01", "-2010", "2010-0a"} {
		if got, err := Parse(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestPartialDates(t *testing.T) {
	for _, c := range []struct{ text, first, last string }{
		{"2010", "2010-01-01", "2010-12-31"}, {"2012-02", "2012-02-01", "2012-02-29"}, {"2012-02-05", "2012-02-05", "2012-02-05"}, {"", "", ""},
	} {
		d := MustParse(c.text)
		if d.First().String() != c.first || d.Last().String() != c.last {
			t.Errorf("%s: %s to %s", c.text, d.First(), d.Last())
		}
	}
}

func TestOrderIsTheOrderOfTexts(t *testing.T) {
	date := rapid.Custom(func(t *rapid.T) Date {
		d := Date{rapid.IntRange(1900, 2100).Draw(t, "year"), time.Month(rapid.IntRange(0, 12).Draw(t, "month")), 0}
		if d.Month > 0 {
			d.Day = rapid.IntRange(0, 28).Draw(t, "day")
		}
		return d
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := date.Draw(t, "a"), date.Draw(t, "b")
		if a.Before(b) != (a.String() < b.String()) || a.After(b) != (a.String() > b.String()) {
			t.Fatalf("%s and %s", a, b)
		}
		if back, err := Parse(a.String()); err != nil || back != a {
			t.Fatalf("%s comes back as %s (%v)", a, back, err)
		}
	})
}

func TestSteps(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{{"2022-01-31", 1, "2022-02-28"}, {"2020-01-31", 1, "2020-02-29"}, {"2022-12-15", 1, "2023-01-15"}, {"2022-03-31", -1, "2022-02-28"}, {"2022-01-15", -13, "2020-12-15"}} {
		if got := MustParse(c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s and %d months: %s", c.from, c.months, got)
		}
	}
	if MustParse("2021-12-31").AddDays(1).String() != "2022-01-01" || MustParse("2022-05-06").Weekday() != "周五" || MustParse("2022-05-06").DaysUntil(MustParse("2022-05-01")) != -5 {
		t.Error("days")
	}
	m := MustParse("2022-01").YearMonth()
	if m.Add(-1).String() != "2021-12" || m.Last().String() != "2022-01-31" || m.MonthsUntil(m.Add(14)) != 14 || !m.Before(m.Add(1)) || m.After(m) {
		t.Error("months")
	}
}

func TestJSON(t *testing.T) {
	in := struct {
		A, B Date
		C, D YearMonth
	}{A: MustParse("2010-02"), C: MustParse("2021-11").YearMonth()}
	text, err := json.Marshal(in)
	if err != nil || string(text) != `{"A":"2010-02","B":null,"C":"2021-11","D":null}` {
		t.Fatal(string(text), err)
	}
	out := in
	out.A, out.C = Date{}, YearMonth{}
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Error(out, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("2010-02-28")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := Parse(s); err == nil && d.String() != s {
			t.Errorf("%q was read as %s", s, d)
		}
	})
}

func TestYearsTo(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"1976-05-06", "2022-05-06", 46}, {"1976-05-07", "2022-05-06", 45}, {"1976-06", "2022-05-06", 45},
		{"1976-05", "2022-05-06", 46}, {"2000-02-29", "2021-02-28", 20}, {"2000-02-29", "2021-03-01", 21}, {"1976-05-06", "2022-05", 46},
	} {
		if got := MustParse(c.from).YearsTo(MustParse(c.to)); got != c.want {
			t.Errorf("%s to %s: %d, want %d", c.from, c.to, got, c.want)
		}
	}
}
