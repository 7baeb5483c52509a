package report

import (
	"unionledger/data/fund"
	"unionledger/data/paper"
	"unionledger/data/sheet"
)

// Rebate is the table of the conditions of a rebate with what the program found.
func Rebate(y *fund.RebateYear) Report {
	l := Report{Title: y.Rebate + "条件对照", Middle: y.From.String() + " 至 " + y.To.String(), Right: "上缴 " + y.HandedUp.Grouped() + " 元", Signs: signs, Columns: []paper.StatementColumn{
		{Title: "条件", Width: 74}, {Title: "程序的核对", Width: 30, Kind: sheet.CentredColumn}, {Title: "说明"}}}
	for _, c := range y.Conditions {
		l.Rows = append(l.Rows, paper.StatementRow{Cells: []string{c.Words, c.Result, c.Details}})
	}
	if !y.InForce {
		l.Notes = append(l.Notes, "这一年不在程序知道的执行期内。")
	}
	l.Notes = append(l.Notes, "依据："+y.Basis+"。"+y.Local+"。", "是否返还由上级工会决定；"+y.Apply+"。")
	return l
}
