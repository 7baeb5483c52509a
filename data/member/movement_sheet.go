package member

import (
	"fmt"
	"io"
	"slices"
	"time"

	"unionledger/data/civil"
	"unionledger/data/sheet"
)

// Period is a named span of days that figures are asked for.
type Period struct {
	Name     string
	From, To civil.Date
}

// Periods are the spans a clerk asks for around a day, the newest first: months,
// quarters, years, and the year of the union statistics from 1 October to 30 September.
func Periods(today civil.Date) []Period {
	span := func(name string, first civil.Date, months int) Period {
		return Period{name, first, first.AddMonths(months).AddDays(-1)}
	}
	month := civil.Of(today.Year, today.Month, 1)
	quarter := civil.Of(today.Year, (today.Month-1)/3*3+1, 1)
	year := civil.Of(today.Year, 1, 1)
	survey := civil.Of(today.Year, time.October, 1)
	if today.Before(survey) {
		survey = survey.AddMonths(-12)
	}
	return []Period{
		span("本月", month, 1), span("上月", month.AddMonths(-1), 1),
		span("本季", quarter, 3), span("上季", quarter.AddMonths(-3), 3),
		span("本年", year, 12), span("上年", year.AddMonths(-12), 12),
		span("本统计年度（10 月至次年 9 月）", survey, 12), span("上统计年度（10 月至次年 9 月）", survey.AddMonths(-12), 12),
	}
}

// Figure is one line of the table of a period in words.
type Figure struct {
	Label string
	// Kind is the event whose people are behind the figure, "" for the counts at the
	// beginning and the end.
	Kind  EventKind
	Count int
	// Sign is + or - where the figure changes the number of members, else "".
	Sign string
}

// Figures are the lines of the table in order: they add up from 期初 to 期末. Below
// stand what did not touch the number of members, where there was any, and 保留会籍.
func (m Movement) Figures() []Figure {
	out := []Figure{{Label: "期初会员数", Count: m.Opening}}
	var aside []Figure
	for _, l := range m.Lines {
		label := l.Kind.figure()
		changes := l.Kind != Applied && l.Kind != Refused
		if changes {
			sign := "-"
			if leads[l.Kind].Counted() {
				sign = "+"
			}
			out = append(out, Figure{label, l.Kind, l.Counting(), sign})
			label += "（原来不计数的）"
		}
		rest := len(l.People)
		if changes {
			rest -= l.Counting()
		}
		if rest > 0 {
			aside = append(aside, Figure{label, l.Kind, rest, ""})
		}
	}
	out = append(out, Figure{Label: "期末会员数", Count: m.Closing})
	out = append(out, aside...)
	return append(out, Figure{Label: "期初保留会籍（不计数）", Count: m.OpeningRetained}, Figure{Label: "期末保留会籍（不计数）", Count: m.ClosingRetained})
}

// figure is what the table calls a kind.
func (k EventKind) figure() string {
	switch k {
	case Joined:
		return "新入会"
	case Retain:
		return "保留会籍"
	case Resumed:
		return "恢复会籍"
	case Refused:
		return "申请未批准"
	case Applied:
		return "申请入会"
	case Died:
		return "去世"
	}
	return string(k)
}

// Behind are the people behind a figure.
func (m Movement) Behind(f Figure) []Moved {
	people := m.Line(f.Kind).People
	if f.Kind == Applied || f.Kind == Refused {
		return people
	}
	return slices.DeleteFunc(slices.Clone(people), func(p Moved) bool { return (p.Effect != 0) != (f.Sign != "") })
}

// WriteMovement writes a workbook of two sheets: the figures, and everybody behind
// them. The union, when given, stands in the title.
func WriteMovement(out io.Writer, m Movement, union string) error {
	period := fmt.Sprintf("%s 至 %s", m.From, m.To)
	count := func(n int) sheet.Value { return sheet.Value{Text: fmt.Sprint(n), Number: true} }
	var figures [][]sheet.Value
	for _, f := range m.Figures() {
		figures = append(figures, []sheet.Value{{Text: f.Label}, {Text: f.Sign}, count(f.Count)})
	}
	var people [][]sheet.Value
	for _, l := range m.Lines {
		for _, p := range l.People {
			effect := "不变"
			if p.Effect != 0 {
				effect = fmt.Sprintf("%+d", p.Effect)
			}
			people = append(people, []sheet.Value{count(len(people) + 1), {Text: l.Kind.figure()}, {Text: p.Name}, {Text: p.Group}, {Text: p.Date.String()},
				{Text: string(p.Before)}, {Text: effect}, {Text: p.Reason}, {Text: p.OtherUnion}, {Text: p.Document}, {Text: p.MinuteNo}})
		}
	}
	return sheet.WriteTable(out,
		sheet.Table{Sheet: "会籍变动情况", Title: union + "会籍变动情况表", Note: period + "。保留会籍的人不计入会员数。", Count: len(figures), Rows: slices.Values(figures),
			Columns: []sheet.Column{{Title: "项目", Width: 34}, {Title: "增减", Width: 8, Kind: sheet.CentredColumn}, {Title: "人数", Width: 12, Kind: sheet.CountColumn}}},
		sheet.Table{Sheet: "人员名单", Title: "会籍变动人员名单", Note: period, Count: len(people), Rows: slices.Values(people),
			Columns: []sheet.Column{{Title: "序号", Width: 6, Kind: sheet.CountColumn}, {Title: "变动", Width: 12}, {Title: "姓名", Width: 12}, {Title: "工会小组", Width: 18},
				{Title: "日期", Width: 12, Kind: sheet.CentredColumn}, {Title: "原来", Width: 10}, {Title: "会员数", Width: 8, Kind: sheet.CentredColumn},
				{Title: "原因", Width: 24, Kind: sheet.WrappedColumn}, {Title: "转入／原工会", Width: 24, Kind: sheet.WrappedColumn}, {Title: "凭据", Width: 18}, {Title: "会议记录", Width: 16}}})
}
