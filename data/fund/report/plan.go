package report

import (
	"fmt"
	"time"

	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/paper"
)

// levySpan says which months a levy is about: 2022 年, or from one to another.
func levySpan(y *fund.LevyYear) string {
	if y.From.Year == y.To.Year && y.From.Month == time.January && y.To.Month == time.December {
		return fmt.Sprintf("%d 年", y.From.Year)
	}
	return y.From.String() + " 至 " + y.To.String()
}

// Levy is the table 拨缴经费应缴已缴表: wages, owed, shares, paid, and what differs by month.
func Levy(y *fund.LevyYear) Report {
	rate := ""
	if len(y.Months) > 0 {
		rate = " " + fund.Percent(y.Months[len(y.Months)-1].Rule.Rate)
	}
	l := Report{Title: "工会经费应缴已缴表", Middle: levySpan(y), Right: "单位：元", Across: true, Signs: signs, Columns: []paper.ListColumn{
		{Title: "月份", Width: 20, Centre: true}, {Title: "工资总额", Width: 32, Money: true}, {Title: "应缴" + rate, Width: 28, Money: true}, {Title: "其中留成", Width: 26, Money: true},
		{Title: "其中上缴", Width: 26, Money: true}, {Title: "已缴", Width: 28, Money: true}, {Title: "差额", Width: 26, Money: true}, {Title: "说明"}}}
	for _, m := range y.Months {
		row := paper.ListRow{Cells: []paper.ListCell{paper.Word(m.Month.String()), {}, {}, {}, {}, paper.Yuan(m.Paid), paper.Yuan(m.Owing()), paper.Word(m.Reason)}}
		if m.Known {
			row.Cells[1], row.Cells[2], row.Cells[3], row.Cells[4] = paper.Sum(m.Wages.Wages), paper.Sum(m.Due), paper.Sum(m.Parts.Own), paper.Sum(m.Parts.Upper)
			row.Cells[6] = paper.Sum(m.Owing())
		}
		l.Rows = append(l.Rows, row)
	}
	l.Rows = append(l.Rows, paper.ListRow{Strong: true, Cells: []paper.ListCell{paper.Word("合计"), paper.Sum(y.Wages), paper.Sum(y.Due), paper.Sum(y.Parts.Own), paper.Sum(y.Parts.Upper), paper.Sum(y.Paid), paper.Sum(y.Owing()), {}}})
	for _, s := range y.Steps {
		l.Notes = append(l.Notes, fmt.Sprintf("%s：应 %s 元，实 %s 元，差 %s 元。", s.Kind, s.Due.Grouped(), s.Paid.Grouped(), s.Owing().Grouped()))
	}
	if y.Extra != 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("按条件返还：%s 元。", y.Extra.Grouped()))
	}
	if n := len(y.Months); n > 0 {
		l.Notes = append(l.Notes, y.Months[n-1].Rule.Words())
	}
	return l
}

// LevyPayments lists what was paid and came back.
func LevyPayments(y *fund.LevyYear) Report {
	l := Report{Title: "工会经费拨缴明细表", Middle: levySpan(y), Right: "单位：元", Signs: signs, Columns: []paper.ListColumn{
		{Title: "所属月份", Width: 22, Centre: true}, {Title: "步骤", Width: 24}, {Title: "日期", Width: 24, Centre: true}, {Title: "金额", Width: 30, Money: true}, {Title: "票据号", Width: 34}, {Title: "备注"}}}
	sum := paper.Sum(0)
	for _, p := range y.Payments {
		note := p.Note
		if p.Reversed {
			note = "已撤回 " + note
		} else {
			sum.Fen += p.Amount
		}
		l.Rows = append(l.Rows, paper.ListRow{Cells: []paper.ListCell{paper.Word(p.Month.String()), paper.Word(p.Kind), paper.Word(p.PaidOn.String()), paper.Yuan(p.Amount), paper.Word(p.Document), paper.Word(note)}})
	}
	l.Rows = append(l.Rows, paper.ListRow{Strong: true, Cells: []paper.ListCell{paper.Word("合计"), {}, {}, sum, {}, {}}})
	return l
}

// Budget is the 年度预算表: what each subject has, and what it was last year.
func Budget(t *fund.Budget) Report {
	l := Report{Title: "年度预算表", Middle: fmt.Sprintf("%d 年度", t.Year), Right: "单位：元", Signs: signs, Columns: []paper.ListColumn{
		{Title: "项目"}, {Title: "上年决算", Width: 32, Money: true}, {Title: "本年预算", Width: 32, Money: true}, {Title: "说明", Width: 48}}}
	for _, line := range t.Lines {
		l.Rows = append(l.Rows, paper.ListRow{Strong: line.Sum, Indent: line.Depth, Cells: []paper.ListCell{paper.Word(line.Words),
			{Fen: line.Last, IsMoney: true, Zero: line.Sum && t.HasLast}, {Fen: line.Initial, IsMoney: true, Zero: line.Sum}, {}}})
	}
	return noted(t, l)
}

// Final is the 决算表: last year, budget, changes, carried out, rate, remarks.
func Final(t *fund.Budget) Report {
	middle := fmt.Sprintf("%d 年度", t.Year)
	if t.Month < time.December {
		middle = fmt.Sprintf("%d 年，执行到 %d 月", t.Year, int(t.Month))
	}
	l := Report{Title: "年度决算表", Middle: middle, Right: "单位：元", Across: true, Signs: signs, Columns: []paper.ListColumn{
		{Title: "项目"}, {Title: "上年决算", Width: 32, Money: true}, {Title: "本年预算", Width: 32, Money: true}, {Title: "调整", Width: 28, Money: true},
		{Title: "执行", Width: 32, Money: true}, {Title: "完成率", Width: 20, Centre: true}, {Title: "说明", Width: 62}}}
	for _, line := range t.Lines {
		l.Rows = append(l.Rows, paper.ListRow{Strong: line.Sum, Indent: line.Depth, Cells: []paper.ListCell{paper.Word(line.Words),
			{Fen: line.Last, IsMoney: true, Zero: line.Sum && t.HasLast}, {Fen: line.Initial, IsMoney: true, Zero: line.Sum}, paper.Yuan(line.Adjust),
			{Fen: line.Actual, IsMoney: true, Zero: line.Sum}, paper.Word(line.RateWords()), paper.Word(line.Remark())}})
	}
	return noted(t, l)
}

func noted(t *fund.Budget, l Report) Report {
	switch {
	case !t.HasLast:
		l.Notes = append(l.Notes, fmt.Sprintf("没有 %d 年的账，上年决算空着。", t.Year-1))
	case t.LastWords != "":
		l.Notes = append(l.Notes, t.LastWords+"。")
	}
	return l
}

// Welfare is the table of benefits of a year against their limits.
func Welfare(w *fund.WelfareYear, today civil.Date) Report {
	l := Report{Title: "职工福利支出与标准对照表", Middle: fmt.Sprintf("%d 年（截至 %s）", w.Year, today), Right: "单位：元", Across: true, Signs: signs, Columns: []paper.ListColumn{
		{Title: "项目", Width: 26}, {Title: "次数", Width: 14, Centre: true}, {Title: "金额", Width: 30, Money: true}, {Title: "人均", Width: 26, Money: true},
		{Title: "标准", Width: 26, Money: true}, {Title: "口径", Width: 22, Centre: true}, {Title: "超出", Width: 24, Money: true}, {Title: "依据"}}}
	for _, line := range w.Lines {
		if line.Times == 0 && line.Limit == 0 {
			continue
		}
		over := paper.ListCell{}
		if line.Over {
			over = paper.Yuan(line.Highest - line.Limit)
		}
		l.Rows = append(l.Rows, paper.ListRow{Cells: []paper.ListCell{paper.Word(line.Item.Name), paper.Word(fmt.Sprint(line.Times)), paper.Yuan(line.Amount), paper.Yuan(line.Highest),
			paper.Yuan(line.Limit), paper.Word(line.Item.PerWords()), over, paper.Word(line.Basis)}})
	}
	for _, p := range w.Problems {
		l.Notes = append(l.Notes, p.Message)
	}
	return l
}
