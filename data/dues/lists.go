package dues

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"unionledger/data/money"
	"unionledger/data/sheet"
)

// WriteReceipts writes a register as a workbook, in the order of the numbers.
func WriteReceipts(path, note string, list []Receipt) error {
	rows := [][]sheet.Value{}
	for i := len(list) - 1; i >= 0; i-- {
		x := list[i]
		state := ReceiptsValid
		if x.Voided() {
			state = ReceiptsVoided
		}
		rows = append(rows, []sheet.Value{wholeCell(x.Number), {Text: x.On.String()}, {Text: x.Payer}, {Text: x.Words}, {Text: x.Method}, yuanCell(x.Amount), {Text: state},
			{Text: x.VoidedOn.String()}, {Text: x.Reason}})
	}
	sums := SumReceipts(list)
	rows = append(rows, []sheet.Value{{}, {}, {Text: "合计（不含作废）"}, {}, {}, yuanCell(sums.Amount), {Text: fmt.Sprintf("%d 张", sums.Valid)}, {}, {}})
	if note != "" {
		note += "。"
	}
	return sheet.WriteFile(path, func(out io.Writer) error {
		return sheet.WriteTable(out, sheet.Table{Sheet: "收据登记簿", Title: "会费收据登记簿", Note: note + sums.Words(), Count: len(rows), Rows: slices.Values(rows),
			Columns: []sheet.Column{{Title: "收据号", Width: 9, Kind: sheet.CountColumn}, {Title: "日期", Width: 12, Kind: sheet.CentredColumn}, {Title: "缴款人", Width: 22},
				{Title: "事由", Width: 34, Kind: sheet.WrappedColumn}, {Title: "方式", Width: 10, Kind: sheet.CentredColumn}, {Title: "金额（元）", Width: 14, Kind: sheet.MoneyColumn},
				{Title: "状态", Width: 8, Kind: sheet.CentredColumn}, {Title: "作废日期", Width: 12, Kind: sheet.CentredColumn}, {Title: "作废原因", Width: 24, Kind: sheet.WrappedColumn}}})
	})
}

// WriteDebtors writes the 欠费名单 as a workbook.
func WriteDebtors(path, note string, list []Debtor) error {
	rows := [][]sheet.Value{}
	var sum money.Fen
	for i, d := range list {
		sum += d.Owing
		rows = append(rows, []sheet.Value{wholeCell(int64(i + 1)), {Text: d.Name}, {Text: d.Group}, wholeCell(int64(d.Months)), wholeCell(int64(d.Unpaid)), {Text: d.SinceWords()}, yuanCell(d.Owing), {Text: d.Words}})
	}
	rows = append(rows, []sheet.Value{{}, {Text: "合计"}, {Text: fmt.Sprintf("%d 人", len(list))}, {}, {}, {}, yuanCell(sum), {}})
	return sheet.WriteFile(path, func(out io.Writer) error {
		return sheet.WriteTable(out, sheet.Table{Sheet: "欠费名单", Title: "会费欠费名单", Note: note, Count: len(rows), Rows: slices.Values(rows),
			Columns: []sheet.Column{{Title: "序号", Width: 6, Kind: sheet.CountColumn}, {Title: "姓名", Width: 12}, {Title: "工会小组", Width: 20}, {Title: "连续月数", Width: 9, Kind: sheet.CountColumn},
				{Title: "共欠月数", Width: 9, Kind: sheet.CountColumn}, {Title: "哪些月", Width: 24, Kind: sheet.WrappedColumn}, {Title: "欠缴（元）", Width: 13, Kind: sheet.MoneyColumn},
				{Title: "规定怎么说（程序不作认定）", Width: 44, Kind: sheet.WrappedColumn}}})
	})
}

func wholeCell(n int64) sheet.Value { return sheet.Value{Text: strconv.FormatInt(n, 10), Number: true} }

func yuanCell(f money.Fen) sheet.Value { return sheet.Value{Text: f.String(), Number: true} }
