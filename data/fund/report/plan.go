package report

import (
	"fmt"
	"time"

	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/money"
	"unionledger/data/paper"
	"unionledger/data/sheet"
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
	l := Report{Title: "工会经费应缴已缴表", Middle: levySpan(y), Right: "单位：元", Across: true, Signs: signs, Columns: []paper.StatementColumn{
		{Title: "月份", Width: 20, Kind: sheet.CentredColumn}, {Title: "工资总额", Width: 32, Kind: sheet.MoneyColumn}, {Title: "应缴" + rate, Width: 28, Kind: sheet.MoneyColumn}, {Title: "其中留成", Width: 26, Kind: sheet.MoneyColumn},
		{Title: "其中上缴", Width: 26, Kind: sheet.MoneyColumn}, {Title: "已缴", Width: 28, Kind: sheet.MoneyColumn}, {Title: "差额", Width: 26, Kind: sheet.MoneyColumn}, {Title: "说明"}}}
	for _, m := range y.Months {
		row := paper.StatementRow{Cells: []string{m.Month.String(), "", "", "", "", yuan(m.Paid), yuan(m.Owing()), m.Reason}}
		if m.Known {
			row.Cells[1], row.Cells[2], row.Cells[3], row.Cells[4] = sum(m.Wages.Wages), sum(m.Due), sum(m.Parts.Own), sum(m.Parts.Upper)
			row.Cells[6] = sum(m.Owing())
		}
		l.Rows = append(l.Rows, row)
	}
	l.Rows = append(l.Rows, paper.StatementRow{Strong: true, Cells: []string{"合计", sum(y.Wages), sum(y.Due), sum(y.Parts.Own), sum(y.Parts.Upper), sum(y.Paid), sum(y.Owing()), ""}})
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
	l := Report{Title: "工会经费拨缴明细表", Middle: levySpan(y), Right: "单位：元", Signs: signs, Columns: []paper.StatementColumn{
		{Title: "所属月份", Width: 22, Kind: sheet.CentredColumn}, {Title: "步骤", Width: 24}, {Title: "日期", Width: 24, Kind: sheet.CentredColumn}, {Title: "金额", Width: 30, Kind: sheet.MoneyColumn}, {Title: "票据号", Width: 34}, {Title: "备注"}}}
	var paid money.Fen
	for _, p := range y.Payments {
		note := p.Note
		if p.Reversed {
			note = "已撤回 " + note
		} else {
			paid += p.Amount
		}
		l.Rows = append(l.Rows, paper.StatementRow{Cells: []string{p.Month.String(), p.Kind, p.PaidOn.String(), yuan(p.Amount), p.Document, note}})
	}
	l.Rows = append(l.Rows, paper.StatementRow{Strong: true, Cells: []string{"合计", "", "", sum(paid), "", ""}})
	return l
}

// Budget is the 年度预算表: what each subject has, and what it was last year.
func Budget(t *fund.Budget) Report {
	l := Report{Title: "年度预算表", Middle: fmt.Sprintf("%d 年度", t.Year), Right: "单位：元", Signs: signs, Columns: []paper.StatementColumn{
		{Title: "项目"}, {Title: "上年决算", Width: 32, Kind: sheet.MoneyColumn}, {Title: "本年预算", Width: 32, Kind: sheet.MoneyColumn}, {Title: "说明", Width: 48}}}
	for _, line := range t.Lines {
		l.Rows = append(l.Rows, paper.StatementRow{Strong: line.Sum, Indent: line.Depth, Cells: []string{line.Words,
			amount(line.Last, line.Sum && t.HasLast), amount(line.Initial, line.Sum), ""}})
	}
	return noted(t, l)
}

// Final is the 决算表: last year, budget, changes, carried out, rate, remarks.
func Final(t *fund.Budget) Report {
	middle := fmt.Sprintf("%d 年度", t.Year)
	if t.Month < time.December {
		middle = fmt.Sprintf("%d 年，执行到 %d 月", t.Year, int(t.Month))
	}
	l := Report{Title: "年度决算表", Middle: middle, Right: "单位：元", Across: true, Signs: signs, Columns: []paper.StatementColumn{
		{Title: "项目"}, {Title: "上年决算", Width: 32, Kind: sheet.MoneyColumn}, {Title: "本年预算", Width: 32, Kind: sheet.MoneyColumn}, {Title: "调整", Width: 28, Kind: sheet.MoneyColumn},
		{Title: "执行", Width: 32, Kind: sheet.MoneyColumn}, {Title: "完成率", Width: 20, Kind: sheet.CentredColumn}, {Title: "说明", Width: 62}}}
	for _, line := range t.Lines {
		l.Rows = append(l.Rows, paper.StatementRow{Strong: line.Sum, Indent: line.Depth, Cells: []string{line.Words,
			amount(line.Last, line.Sum && t.HasLast), amount(line.Initial, line.Sum), yuan(line.Adjust),
			amount(line.Actual, line.Sum), line.RateWords(), line.Remark()}})
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
	l := Report{Title: "职工福利支出与标准对照表", Middle: fmt.Sprintf("%d 年（截至 %s）", w.Year, today), Right: "单位：元", Across: true, Signs: signs, Columns: []paper.StatementColumn{
		{Title: "项目", Width: 26}, {Title: "次数", Width: 14, Kind: sheet.CentredColumn}, {Title: "金额", Width: 30, Kind: sheet.MoneyColumn}, {Title: "人均", Width: 26, Kind: sheet.MoneyColumn},
		{Title: "标准", Width: 26, Kind: sheet.MoneyColumn}, {Title: "口径", Width: 22, Kind: sheet.CentredColumn}, {Title: "超出", Width: 24, Kind: sheet.MoneyColumn}, {Title: "依据"}}}
	for _, line := range w.Lines {
		if line.Times == 0 && line.Limit == 0 {
			continue
		}
		over := ""
		if line.Over {
			over = yuan(line.Highest - line.Limit)
		}
		l.Rows = append(l.Rows, paper.StatementRow{Cells: []string{line.Item.Name, fmt.Sprint(line.Times), yuan(line.Amount), yuan(line.Highest),
			yuan(line.Limit), line.Item.PerWords(), over, line.Basis}})
	}
	for _, p := range w.Problems {
		l.Notes = append(l.Notes, p.Message)
	}
	return l
}
