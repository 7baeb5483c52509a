package measure

import (
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/paper"
	"unionledger/data/sheet"
)

// Statement is the table of contracts signed (集体合同签订情况统计表).
func (s Statistics) Statement(unit string) *paper.Statement {
	out := &paper.Statement{Title: "集体合同签订情况统计表", Left: unit, Middle: fmt.Sprintf("%d 年 1 月 1 日至 %s", s.On.Year, s.On.Chinese()), Across: true,
		Columns: []paper.StatementColumn{{Title: "合同种类", Kind: sheet.TextColumn}, {Title: "层级", Width: 16, Kind: sheet.CentredColumn}, {Title: "本年签订", Width: 18, Kind: sheet.CountColumn},
			{Title: "其中：首次", Width: 20, Kind: sheet.CountColumn}, {Title: "续订", Width: 14, Kind: sheet.CountColumn}, {Title: "变更", Width: 14, Kind: sheet.CountColumn}, {Title: "平均增幅", Width: 20, Kind: sheet.CentredColumn},
			{Title: "现行有效", Width: 18, Kind: sheet.CountColumn}, {Title: "覆盖企业", Width: 18, Kind: sheet.CountColumn}, {Title: "覆盖职工", Width: 20, Kind: sheet.CountColumn}, {Title: "本年到期", Width: 18, Kind: sheet.CountColumn},
			{Title: "其中：已续签", Width: 24, Kind: sheet.CountColumn}, {Title: "续签率", Width: 18, Kind: sheet.CentredColumn}},
		Signs: []string{"工会主席：", "填表人：", "填表日期："}}
	for _, l := range append(append([]Line{}, s.Lines...), s.Total) {
		firms, staff := count(l.Firms), count(l.Staff)
		switch {
		case l.Kind != s.Total.Kind:
		case len(s.Lines) == 1:
			firms, staff = count(s.Lines[0].Firms), count(s.Lines[0].Staff)
		default:
			firms, staff = "—", "—" // several kinds cover the same people
		}
		raise, hasRaise := l.Raise()
		renewal, hasRenewal := l.Renewal()
		out.Rows = append(out.Rows, paper.StatementRow{Strong: l.Kind == s.Total.Kind, Cells: []string{l.Kind, l.Level, count(int64(l.Signed)), count(int64(l.First)), count(int64(l.Renewed)),
			count(int64(l.Changed)), percent(raise, hasRaise), count(int64(l.Valid)), firms, staff, count(int64(l.Ended)), count(int64(l.Followed)), percent(renewal, hasRenewal)}})
	}
	if rate, ok := s.System(); ok {
		out.Notes = append(out.Notes, fmt.Sprintf("工资集体协商建制率：%s%%（%d 家企业中 %d 家有现行有效的工资类集体合同；企业是本单位和现行合同的覆盖企业名录里的）。", trim(rate), s.Firms, s.Systems))
	} else {
		out.Notes = append(out.Notes, "工资集体协商建制率算不出：有行业性、区域性合同只写了覆盖企业数，没有覆盖企业名录。")
	}
	out.Notes = append(out.Notes, "本年签订按签字日期算，现行有效按生效日期和有效期算，当年到期的含统计日当天；续签率是本年到期的合同中，之后又签订了同种类合同的比例（变更的不算）。份数、覆盖企业、覆盖职工是三种不同的数：同一种类里前后两份或变更的只按最近一份算覆盖，不同种类覆盖的是同一些人，合计不相加。")
	if s.Total.Unsaid > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("另有 %d 份没有填签订类型，没有归入首次、续订或变更。", s.Total.Unsaid))
	}
	for _, r := range s.Reasons {
		out.Notes = append(out.Notes, fmt.Sprintf("未开展协商：%s，%d 轮（%s）。", r.Reason, len(r.Rounds), strings.Join(r.Rounds, "、")))
	}
	return out
}

// Statement is the table of the figures over the years.
func (t Table) Statement(unit string) *paper.Statement {
	years := t.Years
	note := ""
	if len(years) > mostYears {
		years = years[len(years)-mostYears:]
		note = fmt.Sprintf("只列最近 %d 年，更早的在程序里看。", mostYears)
	}
	out := &paper.Statement{Title: "工资集体协商参考数据", Left: unit, Across: len(years) > 4, Columns: []paper.StatementColumn{{Title: "项目", Kind: sheet.TextColumn}, {Title: "单位", Width: 18, Kind: sheet.TextColumn}}}
	for _, y := range years {
		out.Columns = append(out.Columns, paper.StatementColumn{Title: fmt.Sprintf("%d 年", y), Width: 26, Kind: sheet.CentredColumn})
	}
	for _, it := range t.Items {
		cells := []string{it.Label, it.Unit}
		any := false
		for _, y := range years {
			word := ""
			if v, ok := t.Of(it.Key, y); ok {
				word, any = it.Word(v.Value), true
			}
			cells = append(cells, word)
		}
		if any {
			out.Rows = append(out.Rows, paper.StatementRow{Cells: cells})
		}
	}
	if note != "" {
		out.Notes = append(out.Notes, note)
	}
	return out
}

// mostYears stand side by side on a page.
const mostYears = 8

// RiseStatement is the table of what a rise costs.
func RiseStatement(unit string, month civil.YearMonth, r Rise, groups []Cost, total Cost) *paper.Statement {
	out := &paper.Statement{Title: "工资增长成本测算表", Left: unit, Middle: r.Words(), Right: "单位：元", Columns: []paper.StatementColumn{{Title: "分会、小组", Kind: sheet.TextColumn}, {Title: "人数", Width: 14, Kind: sheet.CountColumn},
		{Title: "现月均", Width: 26, Kind: sheet.MoneyColumn}, {Title: "增后月均", Width: 26, Kind: sheet.MoneyColumn}, {Title: "增幅", Width: 16, Kind: sheet.CentredColumn}, {Title: "每月增加", Width: 28, Kind: sheet.MoneyColumn}, {Title: "一年成本", Width: 32, Kind: sheet.MoneyColumn}}}
	for _, c := range append(append([]Cost{}, groups...), total) {
		name := c.Group
		if name == "" {
			name = "没有分组"
		}
		out.Rows = append(out.Rows, paper.StatementRow{Strong: c.Group == total.Group, Cells: []string{name, fmt.Sprint(c.People), c.Average(c.Before).Grouped(), c.Average(c.After).Grouped(),
			fmt.Sprintf("%.2f%%", c.Percent()), (c.After - c.Before).Grouped(), c.Year.Grouped()}})
	}
	out.Notes = append(out.Notes, fmt.Sprintf("只算在册会员，按 %s 的缴费基数（月工资）算，一年按 12 个月；一年成本含单位另缴的部分。不是会员的职工要另外加。", month))
	if total.Without > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("另有 %d 人没有缴费基数，没有算进去。", total.Without))
	}
	if total.Lifted > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("%d 人提到最低工资。", total.Lifted))
	}
	return out
}
