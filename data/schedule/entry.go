// Package schedule is the calendar of reports: what goes up in the course of a year,
// for which period and by when, with which form, and whether it has. The program ships
// entries as data; the unit's own lie in the ledger in the same words, beside them or
// in their place.
package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// Cycle says how often a report is due.
type Cycle string

// The cycles.
const (
	Monthly    Cycle = "month"
	Quarterly  Cycle = "quarter"
	HalfYearly Cycle = "half"
	Yearly     Cycle = "year"
	Once       Cycle = "once"
)

// The years by which periods are cut.
const (
	CalendarYear = "calendar"
	// StatisticsYear runs from 1 October to 30 September.
	StatisticsYear = "statistics"
)

// The periods a report may speak of, and how sure its entry is.
const (
	ThisPeriod = "this" // the one its last day lies in
	LastPeriod = "last" // the one before
	Sourced    = "sourced"
	FromMemory = "memory"
)

// Entry is one report of the calendar.
type Entry struct {
	Key   string `yaml:"key" json:"key"`
	Name  string `yaml:"name" json:"name"`
	Every Cycle  `yaml:"every" json:"every"`
	Year  string `yaml:"year,omitempty" json:"year,omitempty"`
	// Month and Day are the last day: both in a year, the day alone in the shorter
	// cycles; Date is that of a report made once.
	Month int        `yaml:"month,omitempty" json:"month,omitempty"`
	Day   int        `yaml:"day,omitempty" json:"day,omitempty"`
	Date  civil.Date `yaml:"date,omitempty" json:"date,omitzero"`
	// Of is the period it speaks of: ThisPeriod or LastPeriod.
	Of string `yaml:"of,omitempty" json:"of,omitempty"`
	// Ahead is how many days before its last day it is called out, and from when on an
	// export counts for it.
	Ahead int `yaml:"ahead" json:"ahead"`
	// Profile is the form it is reported with, "" for what is done outside the program.
	Profile  string `yaml:"profile,omitempty" json:"profile,omitempty"`
	Done     string `yaml:"done,omitempty" json:"done,omitempty"`
	Basis    string `yaml:"basis,omitempty" json:"basis,omitempty"`
	Sureness string `yaml:"sureness" json:"sureness"`
	// Off entries are not called out.
	Off bool `yaml:"off,omitempty" json:"off"`

	// Own is set where the unit entered it or changed a shipped one, Shipped where the
	// program ships one of this key.
	Own     bool `yaml:"-" json:"own"`
	Shipped bool `yaml:"-" json:"shipped"`
	// Broken says why the ledger's text of the entry cannot be read, "" where it can. Of
	// such an entry only key and name are known.
	Broken string `yaml:"-" json:"broken,omitempty"`
}

// Check says what is wrong with an entry; nil where nothing is.
func (e Entry) Check() error {
	in := func(v string, words ...string) bool { return slices.Contains(words, v) }
	switch {
	case e.Broken != "":
		return errors.New("台账里这一条读不懂，请先删除或恢复它")
	case strings.TrimSpace(e.Name) == "":
		return errors.New("请写清报什么")
	case len([]rune(e.Name)) > 60:
		return errors.New("名称太长，最多 60 个字")
	case !in(string(e.Every), string(Monthly), string(Quarterly), string(HalfYearly), string(Yearly), string(Once)):
		return fmt.Errorf("多久一次“%s”不认识：每月、每季、每半年、每年或一次", e.Every)
	case e.Every == Once && !e.Date.Complete():
		return errors.New("只报一次的，请写截止日，写到日")
	case e.Every != Once && !in(e.Year, CalendarYear, StatisticsYear):
		return fmt.Errorf("年度“%s”不认识：公历年或统计年度", e.Year)
	case e.Every != Once && (e.Day < 1 || e.Day > 31):
		return errors.New("截止日要在 1 到 31 之间")
	case e.Every == Yearly && (e.Month < 1 || e.Month > 12):
		return errors.New("每年一次的，请写截止月，1 到 12")
	case e.Every == Yearly && e.Day > civil.Of(2000, 1, 1).AddMonths(e.Month-1).YearMonth().Last().Day:
		return fmt.Errorf("%d 月没有 %d 日", e.Month, e.Day)
	case e.Every != Once && !in(e.Of, ThisPeriod, LastPeriod):
		return fmt.Errorf("报哪一期“%s”不认识：本期或上期", e.Of)
	case e.Ahead < 0 || e.Ahead > 180:
		return errors.New("提前几天提醒要在 0 到 180 之间")
	case !in(e.Sureness, Sourced, FromMemory):
		return fmt.Errorf("有没有依据“%s”不认识：sourced 或 memory", e.Sureness)
	}
	return nil
}

// Cite is the basis as people read it: what no source settles is marked, in front, since
// a narrow list cuts the end.
func (e Entry) Cite() string {
	if e.Sureness == Sourced {
		return e.Basis
	}
	return "（待核实）" + e.Basis
}

// file is what the shipped calendar and an exported one hold.
type file struct {
	Reports []Entry `yaml:"reports"`
}

// Parse reads a calendar; an error names the entry.
func Parse(text string) ([]Entry, error) {
	var f file
	if err := assets.Decode([]byte(text), &f); err != nil {
		return nil, fmt.Errorf("上报日历文件读不懂：%w", err)
	}
	keys := map[string]bool{}
	for i, e := range f.Reports {
		if err := e.Check(); err != nil {
			return nil, fmt.Errorf("上报日历第 %d 条“%s”：%w", i+1, e.Name, err)
		}
		if e.Key == "" || keys[e.Key] {
			return nil, fmt.Errorf("上报日历第 %d 条“%s”的代号 key “%s”是空的或写了两次", i+1, e.Name, e.Key)
		}
		keys[e.Key] = true
	}
	return f.Reports, nil
}

// Shipped is the calendar the program ships.
var Shipped = sync.OnceValues(func() ([]Entry, error) {
	text, err := assets.Files.ReadFile("reports/calendar.yaml")
	if err != nil {
		return nil, err
	}
	list, err := Parse(string(text))
	for i := range list {
		list[i].Shipped = true
	}
	return list, err
})

// Of gives the calendar of a ledger: the shipped entries, changed ones in their place,
// the unit's own behind. One that cannot be read is Broken and hinders no other.
func Of(ctx context.Context, r ledger.Reader) ([]Entry, error) {
	shipped, err := Shipped()
	if err != nil {
		return nil, err
	}
	out := slices.Clone(shipped)
	rows, err := r.QueryContext(ctx, `SELECT key, name, text FROM report_calendar ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("读上报日历：%w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var key, name, text string
		if err := rows.Scan(&key, &name, &text); err != nil {
			return nil, err
		}
		var e Entry
		err := assets.Decode([]byte(text), &e)
		if err == nil {
			err = e.Check()
		}
		if err != nil {
			e = Entry{Name: name, Broken: fmt.Sprintf("台账里这一条读不懂（%v），没有提醒。请在上报日历里删除或恢复它，再重新写。", err)}
		}
		e.Key, e.Own = key, true
		if i := index(out, key); i >= 0 {
			e.Shipped = out[i].Shipped
			out[i] = e
		} else {
			out = append(out, e)
		}
	}
	return out, rows.Err()
}

func index(list []Entry, key string) int {
	return slices.IndexFunc(list, func(e Entry) bool { return e.Key == key })
}

// Find gives an entry by its key or its name.
func Find(list []Entry, word string) (Entry, error) {
	for _, e := range list {
		if e.Key == word || e.Name == word {
			return e, nil
		}
	}
	return Entry{}, fmt.Errorf("上报日历里没有“%s”。有哪些，看上报日历。", word)
}

// Text is the calendar as a file that Parse reads, for another unit; what is Broken is
// left out.
func Text(list []Entry) (string, error) {
	list = slices.DeleteFunc(slices.Clone(list), func(e Entry) bool { return e.Broken != "" })
	text, err := assets.Encode(file{list})
	return string(text), err
}
