package calendar

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"

	"unionledger/assets"
	"unionledger/data/civil"
)

// Year is the holiday arrangement (放假安排) of one calendar year.
type Year struct {
	Year int `yaml:"year"`
	// Basis names the notices it was taken from.
	Basis []Notice `yaml:"basis"`
	// Sureness is sourced where the days were checked against the notice, memory
	// where they were not.
	Sureness string `yaml:"sureness"`
	// Off are the spans of days off, ends included.
	Off []Span `yaml:"off"`
	// Work are the weekend days worked in exchange (调休).
	Work []Workday `yaml:"work"`
}

// Notice is a document of the State Council and where it can be read.
type Notice struct {
	Title   string `yaml:"title"`
	Address string `yaml:"address"`
}

// Span is a holiday with its first and last day off.
type Span struct {
	Name string     `yaml:"name"`
	From civil.Date `yaml:"from"`
	To   civil.Date `yaml:"to"`
}

// Workday is a weekend day worked.
type Workday struct {
	Name string     `yaml:"name"`
	Date civil.Date `yaml:"date"`
}

// maxFile bounds what Parse reads; a year takes about two thousand bytes.
const maxFile = 1 << 18

// Shipped gives the calendar of the years the program carries.
func Shipped() (*Calendar, error) {
	names, err := fs.Glob(assets.Files, "calendars/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("读取放假安排：%w", err)
	}
	var all []Year
	for _, name := range names {
		b, err := assets.Files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("读取放假安排 %s：%w", name, err)
		}
		years, err := Parse(b)
		if err != nil {
			return nil, fmt.Errorf("放假安排 %s：%w", path.Base(name), err)
		}
		all = append(all, years...)
	}
	return New(all...), nil
}

// Parse reads one or several years in the YAML form of assets/calendars (several
// as documents parted by ---). Errors say which day is wrong and why.
func Parse(b []byte) ([]Year, error) {
	if len(b) > maxFile {
		return nil, fmt.Errorf("文件有 %d 字节，放假安排文件不会这么大，请检查是否选错了文件", len(b))
	}
	years, err := decode(b)
	if err != nil {
		return nil, fmt.Errorf("不是放假安排文件，格式见随附的样例：%w", err)
	}
	for _, y := range years {
		if err := y.check(); err != nil {
			return nil, err
		}
	}
	if len(years) == 0 {
		return nil, fmt.Errorf("文件里没有放假安排")
	}
	return years, nil
}

// decode reads the documents of a file.
func decode(b []byte) (years []Year, err error) {
	err = assets.Documents(b, func(next func(any) error) error {
		for {
			var y Year
			if err := next(&y); err != nil {
				return err
			}
			years = append(years, y)
		}
	})
	if errors.Is(err, io.EOF) {
		return years, nil
	}
	return nil, err
}

// check finds the slips a person makes when typing a notice.
func (y Year) check() error {
	if y.Year < 1949 || y.Year > 2199 {
		return fmt.Errorf("年份“%d”不对，请写成 2027 这样的四位年份", y.Year)
	}
	if len(y.Off) == 0 {
		return fmt.Errorf("%d 年没有写放假日（off），空的安排会把节日当作工作日，请补全", y.Year)
	}
	off := map[civil.Date]string{}
	for _, s := range y.Off {
		if err := y.inside(s.From, s.Name); err != nil {
			return err
		}
		if err := y.inside(s.To, s.Name); err != nil {
			return err
		}
		if s.To.Before(s.From) {
			return fmt.Errorf("%d 年“%s”放假从 %s 到 %s，止日在起日之前", y.Year, s.Name, s.From, s.To)
		}
		for d := s.From; !d.After(s.To); d = d.AddDays(1) {
			off[d] = s.Name
		}
	}
	for _, w := range y.Work {
		if err := y.inside(w.Date, w.Name); err != nil {
			return err
		}
		if name, both := off[w.Date]; both {
			return fmt.Errorf("%s 既写成“%s”放假又写成“%s”上班，请对照通知改正", w.Date, name, w.Name)
		}
		if !weekend(w.Date) {
			return fmt.Errorf("%s 是%s，本来就上班，调休上班日应是周六或周日，请对照通知改正", w.Date, w.Date.Weekday())
		}
	}
	return nil
}

func (y Year) inside(d civil.Date, name string) error {
	if !d.Complete() {
		return fmt.Errorf("%d 年“%s”缺少日期，要写成 %d-01-01 这样的年-月-日", y.Year, name, y.Year)
	}
	if d.Year != y.Year {
		return fmt.Errorf("“%s”的 %s 不在 %d 年内，跨年的假期请分写在两年里", name, d, y.Year)
	}
	return nil
}
