// Package demo makes the demonstration ledger: an invented unit with its bodies, groups,
// members, two years of dues and of the union's account, four rounds of negotiation. It is the same for
// everybody on the same day; people, numbers and unit exist nowhere.
package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sort"
	"time"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/union"
)

// Operator is the invented clerk who keeps the demonstration ledger.
const Operator = "沈雪娟"

// fewMonthsAbove is the size of roster from which only two months of dues are
// made: two years of a hundred thousand people would be a file of a gigabyte.
const fewMonthsAbove = 5000

// maker carries what the steps of making a ledger share.
type maker struct {
	ctx     context.Context
	l       *ledger.Ledger
	rnd     *rand.Rand
	today   civil.Date
	at      time.Time // what the ledger's clock shows
	groups  []group
	planned []planned
}

// planned is something that happens on a day.
type planned struct {
	day civil.Date
	do  func() error
}

// Create makes a demonstration ledger with so many members at path, as it would
// look today.
func Create(ctx context.Context, path string, members int) error {
	return CreateOn(ctx, path, members, civil.Today())
}

// CreateOn is Create as of another day.
func CreateOn(ctx context.Context, path string, members int, today civil.Date) (err error) {
	m := &maker{ctx: ctx, today: today, rnd: rand.New(rand.NewPCG(330182, 20211223))}
	m.setDay(today.AddDays(-800))
	m.l, err = ledger.Create(ctx, path, ledger.Options{Operator: Operator, Now: func() time.Time { return m.at }})
	if err != nil {
		return err
	}
	defer func() {
		if e := m.l.Close(); err == nil {
			err = e
		}
	}()
	if err := m.unit(); err != nil {
		return err
	}
	if err := m.people(members); err != nil {
		return err
	}
	if err := m.rounds(); err != nil {
		return err
	}
	m.dues(members)
	m.changes()
	m.organisation(members)
	m.fund()
	return m.live()
}

// plan puts off what happens on a day, so that the journal runs in order of time.
func (m *maker) plan(day civil.Date, do func() error) {
	m.planned = append(m.planned, planned{day, do})
}

// live carries out what was planned, day by day.
func (m *maker) live() error {
	sort.SliceStable(m.planned, func(i, j int) bool { return m.planned[i].day.Before(m.planned[j].day) })
	for _, p := range m.planned {
		m.setDay(p.day)
		if err := p.do(); err != nil {
			return err
		}
	}
	return nil
}

// setDay sets the clock that operations are journalled with to a day's morning.
func (m *maker) setDay(d civil.Date) {
	m.at = time.Date(d.Year, d.Month, d.Day, 9, 15, 0, 0, time.Local)
}

func (m *maker) write(kind, title string, fn func(*ledger.Tx) error) error {
	_, err := m.l.Write(m.ctx, ledger.Op{Kind: kind, Title: title}, fn)
	return err
}

// unit enters enterprise and union under invented names.
func (m *maker) unit() error {
	u, err := union.Load(m.ctx, m.l.Read())
	if err != nil {
		return err
	}
	for key, v := range map[string]string{
		"name": "杭州云栎精密机械有限公司", "credit_code": "91330101MA2K7Q315D", "address": "浙江省杭州市建德市洋溪街道云栎路 1 号",
		"district": "浙江省杭州市建德市", "nature": "私营企业", "economy": "私营经济", "industry": "制造业", "above_scale": "1",
		"staff": "341", "women_staff": "128", "migrant_staff": "142", "dispatch_staff": "9", "legal_person": "严立群", "phone": "19900009001",
	} {
		u.Enterprise.Set(key, v)
	}
	for key, v := range map[string]string{
		"name": "杭州云栎精密机械有限公司工会委员会", "credit_code": "81330101MC0316A29H", "upper_union": "建德市洋溪街道总工会",
		"town": "洋溪街道", "kind": "独立基层工会", "founded": "2009-06-18", "phone": "19900009002", "clerk": Operator,
	} {
		u.Union.Set(key, v)
	}
	return m.write("unit", "建立台账", func(tx *ledger.Tx) error { return union.Save(tx, u) })
}

// dues plans to bill and collect month by month up to last month, leaving a few
// people in arrears for one to six months.
func (m *maker) dues(members int) {
	months := 24
	if members > fewMonthsAbove {
		months = 2
	}
	debtors := map[int64]int{}
	for i, owing := range []int{6, 5, 5, 4, 4, 4, 2, 1, 1, 1} {
		if id := int64(2 + i*31); id <= int64(members) {
			debtors[id] = owing
		}
	}
	last := m.today.YearMonth().Add(-1)
	for k := months - 1; k >= 0; k-- {
		month := last.Add(-k)
		m.plan(month.First().AddDays(4), func() error {
			_, err := dues.Bill(m.ctx, m.l, month)
			return err
		})
		m.plan(month.First().AddDays(14), func() error { return m.collect(month, k, debtors) })
	}
}

// collect takes a month's dues from everybody but those who owe it; one pays a
// part of the last month.
func (m *maker) collect(month civil.YearMonth, monthsAgo int, debtors map[int64]int) error {
	var pay []int64
	rows, err := m.l.Read().QueryContext(m.ctx, `SELECT member_id FROM dues_bill WHERE month = ? AND exempt IS NULL ORDER BY member_id`, month)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if owing := debtors[id]; owing == 0 || monthsAgo >= owing {
			pay = append(pay, id)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	_, err = dues.Collect(m.ctx, m.l, month, pay, "工资代扣", month.First().AddDays(14))
	if ledger.IsKind(err, "conflict") {
		err = nil // nobody to collect from in a very small ledger
	}
	if err != nil || monthsAgo > 0 {
		return err
	}
	for id, owing := range debtors {
		if owing == 2 {
			return m.write("collect", fmt.Sprintf("收缴 %s 会费 1 人，5.00 元（现金）", month), func(tx *ledger.Tx) error {
				return ignoreConflict(dues.Pay(tx, month, id, money.Fen(500), "现金", month.First().AddDays(15)))
			})
		}
	}
	return nil
}

func ignoreConflict(err error) error {
	if ledger.IsKind(err, "conflict") {
		return nil
	}
	return err
}
