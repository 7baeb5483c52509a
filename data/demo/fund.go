package demo

import (
	"time"

	"unionledger/data/civil"
	"unionledger/data/fund"
	"unionledger/data/money"
)

// item is what is entered in the account every year, where the day has come.
type item struct {
	month, day int
	kind       string
	words      string
	code       map[string]string // subject by scheme
	bank       bool
	yuan       int64
	party      string
	papers     int
}

// same is a subject that has one code in all schemes.
func same(code string) map[string]string { return map[string]string{"2010": code, "2022": code} }

var fundItems = []item{
	{1, 12, fund.Receipt, "行政补助", same("405"), true, 12000, "杭州云栎精密机械有限公司", 1},
	{1, 18, fund.Payment, "春节慰问困难职工 3 人", map[string]string{"2010": "50205", "2022": "50405"}, false, 1500, "", 2},
	{2, 8, fund.Payment, "元宵猜谜活动奖品", same("50102"), false, 864, "洋溪文具店", 1},
	{3, 8, fund.Payment, "三八妇女节插花活动", same("50102"), true, 3250, "建德花艺工坊", 3},
	{3, 21, fund.Receipt, "结算户利息", same("408"), true, 37, "", 1},
	{4, 20, fund.Payment, "五一劳动竞赛奖励", same("50199"), true, 4600, "", 1},
	{5, 5, fund.Payment, "工会干部培训费", map[string]string{"2010": "50301", "2022": "50501"}, true, 980, "浙江省总工会干部学校", 2},
	{6, 10, fund.Payment, "端午节慰问品", same("50104"), true, 9780, "新安江粮油店", 2},
	{8, 3, fund.Payment, "高温慰问饮料", same("50104"), true, 5320, "新安江粮油店", 1},
	{9, 18, fund.Payment, "职工乒乓球赛场地和奖品", same("50102"), true, 2860, "建德市体育馆", 4},
	{11, 6, fund.Payment, "职工书屋购书", same("50101"), true, 1640, "新华书店建德分店", 1},
	{12, 20, fund.Payment, "办公用品", map[string]string{"2010": "504", "2022": "506"}, false, 312, "洋溪文具店", 1},
}

// fund plans the account of this year and the year before: what is entered every year,
// cash drawn, the dues once a month, and months closed as they pass.
func (m *maker) fund() {
	first := m.today.Year - 1
	m.plan(civil.Of(first, 1, 1), func() error {
		_, err := fund.Open(m.ctx, m.l, first, []fund.Begin{{Account: fund.Account{Name: "库存现金", Kind: fund.Cash}, Amount: 126000},
			{Account: fund.Account{Name: "工会基本户", Kind: fund.Bank, Bank: "农业银行洋溪支行", Number: "1905 0000 0000 0001"}, Amount: 3864250}})
		return err
	})
	m.plan(civil.Of(first+1, 1, 1), func() error { _, err := fund.Open(m.ctx, m.l, first+1, nil); return err })
	for year := first; year <= first+1; year++ {
		m.fundYear(year)
		m.fundPlan(year)
	}
}

func (m *maker) fundYear(year int) {
	scheme := fund.SchemeOn(year).ID
	add := func(s fund.Simple) {
		if s.Date.After(m.today) {
			return
		}
		m.plan(s.Date, func() error {
			b, err := fund.Load(m.ctx, m.l.Read(), s.Date.Year)
			if err != nil {
				return err
			}
			v, err := b.Voucher(s)
			if err == nil {
				_, _, err = fund.Enter(m.ctx, m.l, v)
			}
			return err
		})
	}
	add(fund.Simple{Date: civil.Of(year, 1, 15), Kind: fund.Transfer, Words: "提取现金", Account: 2, To: 1, Amount: 300000, Papers: 1})
	for _, i := range fundItems {
		account := int64(1)
		if i.bank {
			account = 2
		}
		add(fund.Simple{Date: civil.Of(year, time.Month(i.month), i.day), Kind: i.kind, Words: i.words, Subject: i.code[scheme], Account: account, Amount: money.Fen(i.yuan * 100), Party: i.party, Papers: i.papers})
	}
	for month := (civil.YearMonth{Year: year, Month: 1}); month.Year == year && month.Last().Before(m.today); month = month.Add(1) {
		m.plan(month.Last(), func() error {
			_, _, err := fund.EnterDues(m.ctx, m.l, month, month.Last(), 1, 2)
			return ignoreConflict(err) // a very small ledger collects nothing
		})
		if closes := month.Add(1).First().AddDays(9); closes.Before(m.today) && month.Add(2).First().Before(m.today) {
			m.plan(closes, func() error { return m.closeFund(month) })
		}
	}
}

// closeFund closes a month, with December the year.
func (m *maker) closeFund(month civil.YearMonth) error {
	end := month.Month
	if end == 12 {
		end = 0
	}
	_, err := fund.Close(m.ctx, m.l, month.Year, end)
	return err
}
