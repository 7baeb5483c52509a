package widget

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"
)

func TestReadDate(t *testing.T) {
	for text, want := range map[string]string{
		"":           "",
		" 2026-3-5 ": "2026-03-05",
		"20260305":   "2026-03-05",
		"2026.3.5":   "2026-03-05",
		"2026/03/05": "2026-03-05",
		"2026年3月5日":  "2026-03-05",
		"２０２６年３月５号":  "2026-03-05",
		"2026。3。5":   "2026-03-05",
		"2026 3 5":   "2026-03-05",
		"2024-2-29":  "2024-02-29",
		"2026-3":     "2026-03",
		"202603":     "2026-03",
		"2026年3月":    "2026-03",
		"2026":       "2026",
		"2026年":      "2026",
		"1900-01-01": "1900-01-01",
	} {
		if got, err := ReadDate(text); got != want || err != nil {
			t.Errorf("ReadDate(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for text, says := range map[string]string{
		"2019.2.30":  "2019 年 2 月没有 30 日",
		"2023-2-29":  "没有 29 日",
		"2026-13-1":  "没有 13 月",
		"2026-0-1":   "没有 0 月",
		"1022-05-06": "1900",
		"26-3-5":     "看不懂",
		"三月五日":       "看不懂",
		"2026-3-5-1": "看不懂",
		"2026-111-1": "看不懂",
		"2026030":    "看不懂",
	} {
		if got, err := ReadDate(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("ReadDate(%q) = %q, %v; want a sentence with %q", text, got, err, says)
		}
	}
}

func TestReadDateTakesEveryDayInEveryForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 109000).Draw(t, "days"))
		form := rapid.SampledFrom([]string{"2006-01-02", "2006-1-2", "20060102", "2006.1.2", "2006年1月2日", "2006/1/2"}).Draw(t, "form")
		if got, err := ReadDate(day.Format(form)); err != nil || got != day.Format(time.DateOnly) {
			t.Fatalf("ReadDate(%q) = %q, %v", day.Format(form), got, err)
		}
	})
}

func FuzzReadDate(f *testing.F) {
	for _, seed := range []string{"2026-3-5", "2019.2.30", "2026年", "年月日", "-", "９９９９"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		value, err := ReadDate(text)
		if err != nil {
			return
		}
		if again, err := ReadDate(value); again != value || err != nil {
			t.Errorf("ReadDate(%q) = %q, which is read as %q, %v", text, value, again, err)
		}
	})
}

func TestDayGridByKeys(t *testing.T) {
	for _, c := range []struct {
		from string
		keys []fyne.KeyName
		want string
	}{
		{"2026-03-05", []fyne.KeyName{fyne.KeyRight, fyne.KeyDown}, "2026-03-13"},
		{"2026-03-31", []fyne.KeyName{fyne.KeyPageUp}, "2026-02-28"},
		{"2024-02-29", []fyne.KeyName{fyne.KeyEnd}, "2025-02-28"},
		{"2026-01-01", []fyne.KeyName{fyne.KeyLeft}, "2025-12-31"},
		{"1900-01-01", []fyne.KeyName{fyne.KeyLeft}, "1900-01-01"},
		{"2026-03", []fyne.KeyName{fyne.KeyHome}, "2025-03-01"},
		{"2026", []fyne.KeyName{fyne.KeyUp}, "2025-12-25"},
	} {
		g := newDayGrid(c.from)
		g.moved = func() {}
		var got string
		g.pick = func(day time.Time) { got = day.Format(time.DateOnly) }
		for _, key := range append(c.keys, fyne.KeyReturn) {
			g.TypedKey(&fyne.KeyEvent{Name: key})
		}
		if got != c.want {
			t.Errorf("from %s by %v: %s, want %s", c.from, c.keys, got, c.want)
		}
	}
}

func TestDayGridYears(t *testing.T) {
	g := newDayGrid("1975-11-11")
	g.moved = func() {}
	g.showYears(true)
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if g.years || g.day.Year() != 1996 || g.day.Month() != time.November {
		t.Errorf("years %v, at %s", g.years, g.day)
	}
}

func TestDayGridByMouse(t *testing.T) {
	show(t, Body("x"))
	g := newDayGrid("2022-05-06") // May 2022 begins on a Sunday
	var got string
	g.pick = func(day time.Time) { got = day.Format(time.DateOnly) }
	g.Tapped(&fyne.PointEvent{Position: fyne.NewPos(34*4+5, 28*2+5)})
	if got != "2022-05-06" {
		t.Errorf("the Friday of the second row is %s, want 2022-05-06", got)
	}
}
