package roster

import (
	"fmt"
	"sync"

	"unionledger/assets"
	"unionledger/data/civil"
)

// retirement is the law on the age of retirement as the program ships it.
type retirement struct {
	Basis     string          `yaml:"basis"`
	Sureness  string          `yaml:"sureness"`
	DelayFrom civil.YearMonth `yaml:"delay_from"`
	Ages      []retireAge     `yaml:"ages"`
}

// retireAge is one age: who goes at it, and how far it is put off.
type retireAge struct {
	Gender string `yaml:"gender"`
	Age    int    `yaml:"age"`
	// From DelayFrom on the age rises one month for every so many, up to Most.
	Every int    `yaml:"every"`
	Most  int    `yaml:"most"`
	Note  string `yaml:"note"`
}

// window is how many months ahead people are listed as about to retire.
const window = 12

var loadRetirement = sync.OnceValues(func() (retirement, error) {
	var out retirement
	text, err := assets.Files.ReadFile("rules/retirement/national.yaml")
	if err == nil {
		err = assets.Decode(text, &out)
	}
	if err != nil {
		return out, fmt.Errorf("读退休年龄的规则：%w", err)
	}
	return out, nil
})

// month is when somebody born on a day retires under an age.
func (r retirement) month(a retireAge, birth civil.Date) civil.YearMonth {
	usual := birth.AddMonths(12 * a.Age).YearMonth()
	late := r.DelayFrom.MonthsUntil(usual)
	if late < 0 || a.Every == 0 {
		return usual
	}
	return usual.Add(min(late/a.Every+1, a.Most))
}

// births are the first and the last day of birth of those who retire under an age
// from this month on, within the window.
func (r retirement) births(a retireAge, today civil.Date) (first, last civil.Date) {
	now, end := today.YearMonth(), today.YearMonth().Add(window)
	day := today.AddMonths(-12*a.Age - a.Most - 1).YearMonth().First()
	for range a.Most + window + 3 {
		if at := r.month(a, day); !at.Before(now) && !at.After(end) {
			if first.IsZero() {
				first = day
			}
			last = day.AddMonths(1).AddDays(-1)
		}
		day = day.AddMonths(1)
	}
	return first, last
}
