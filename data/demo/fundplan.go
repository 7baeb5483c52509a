package demo

import (
	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// fundPlan plans the wage bill of a year, what the tax office takes of it month by month
// and the union gets by the quarter, the budget with one change, and a limit of benefits.
func (m *maker) fundPlan(year int) {
	do := func(on civil.Date, kind string, fn func(*ledger.Tx) error) {
		if on.After(m.today) {
			return
		}
		m.plan(on, func() error {
			_, err := m.l.Write(m.ctx, ledger.Op{Kind: kind, Title: "经费"}, fn)
			return err
		})
	}
	scheme := fund.SchemeOn(year).ID
	for _, b := range []struct {
		code map[string]string
		yuan int64
	}{{same("401"), 80000}, {same("402"), 252000}, {same("405"), 12000}, {same("50101"), 2000}, {same("50102"), 9000}, {same("50104"), 15000}, {same("50199"), 5000},
		{map[string]string{"2010": "50205", "2022": "50405"}, 2000}, {map[string]string{"2010": "504", "2022": "506"}, 500}} {
		do(civil.Of(year, 1, 8), fund.BudgetOp, func(tx *ledger.Tx) error {
			return fund.SetBudget(tx, year, b.code[scheme], money.Fen(b.yuan*100), civil.Of(year, 1, 8))
		})
	}
	do(civil.Of(year, 7, 20), fund.BudgetOp, func(tx *ledger.Tx) error {
		return fund.AdjustBudget(tx, year, "50104", 200000, civil.Of(year, 7, 20), "增加高温慰问")
	})
	do(civil.Of(year, 1, 8), fund.BudgetOp, func(tx *ledger.Tx) error {
		return fund.SetLimit(tx, fund.Limit{Year: year, Item: "生日", Amount: 30000, Basis: "示例：本单位工会委员会决定，请换成当地文件"})
	})
	do(civil.Of(year, 3, 25), fund.VoucherOp, func(tx *ledger.Tx) error {
		_, err := fund.EnterGiving(tx, fund.Give{Simple: fund.Simple{Date: civil.Of(year, 3, 25), Words: "第一季度生日蛋糕券", Subject: "50104", Account: 2, Amount: 360000, Party: "洋溪蛋糕房", Papers: 1}, Item: "生日", Heads: 18}, m.today)
		return err
	})
	for month := (civil.YearMonth{Year: year, Month: 1}); month.Year == year && month.Last().Before(m.today); month = month.Add(1) {
		wages := money.Fen(172_780_000 + 231_150*int64(month.Month))
		do(month.Last(), fund.LevyOp, func(tx *ledger.Tx) error {
			return fund.SetWages(tx, fund.LevyWages{Month: month, Wages: wages, Staff: 340, Source: "手工"}, false)
		})
		do(month.Add(1).First().AddDays(9), fund.LevyOp, func(tx *ledger.Tx) error {
			on := month.Add(1).First().AddDays(9)
			_, err := fund.PayLevy(tx, fund.LevyPay{Month: month, Kind: "税务代收", Amount: (wages*8 + 500) / 1000, On: on, Document: "电子税票"}, m.today)
			return err
		})
		quarter := civil.YearMonth{Year: year, Month: (month.Month + 2) / 3 * 3}.Add(1).First().AddDays(15)
		do(quarter, fund.LevyOp, func(tx *ledger.Tx) error {
			_, err := fund.PayLevy(tx, fund.LevyPay{Month: month, Kind: "行政拨付", Amount: (wages*2+50)/100 - (wages*8+500)/1000, On: quarter, Account: 2, Party: "杭州云栎精密机械有限公司", Papers: 1}, m.today)
			return err
		})
	}
}
