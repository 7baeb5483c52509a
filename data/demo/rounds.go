package demo

import (
	"fmt"
	"strconv"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
)

// rounds enters three finished years and one round that is waiting to be filed.
func (m *maker) rounds() error {
	cal, err := calendar.Shipped()
	if err != nil {
		return err
	}
	wage := int64(6150000)
	for back := 3; back >= 0; back-- {
		offered := m.today.AddDays(-46)
		for range back {
			offered = offered.AddMonths(-12)
		}
		rise := []float64{6, 4.5, 5.5, 6}[back]
		if err := m.round(cal, offered, wage, rise, back > 0); err != nil {
			return err
		}
		wage += int64(float64(wage) * rise / 100)
	}
	return nil
}

// round enters one round that began with an offer on the day given; an unfinished
// one has been signed but not filed.
func (m *maker) round(cal *calendar.Calendar, offered civil.Date, wage int64, rise float64, finished bool) error {
	workday := func(days int) string { return m.workday(cal, offered.AddDays(days)).String() }
	r := negotiation.NewRound(offered.Year)
	set := func(pairs ...string) {
		for i := 0; i+1 < len(pairs); i += 2 {
			r.Set(pairs[i], pairs[i+1])
		}
	}
	set("sign_kind", "续订", "offer_side", negotiation.Workers, "staff", "341", "women_staff", "128", "migrant_staff", "142", "dispatch_staff", "9",
		"members", "319", "covered", "341", "firms", "1", "above_scale", "1",
		"reps_elected", workday(-14), "announced", workday(-10), "offered", workday(0), "received", workday(0), "replied", workday(8),
		"supplied", workday(14), "meeting", workday(26), "meetings", "2", "recorder", "廖超新", "minutes_signed", "1", "negotiated", workday(29),
		"congress", workday(37), "entitled", "63", "present", "61", "agreed", "58", "against", "2", "abstained", "1", "signed", workday(37),
		"last_average_wage_fen", strconv.FormatInt(wage, 10), "raise_percent", strconv.FormatFloat(rise, 'f', -1, 64),
		"agreed_average_wage_fen", strconv.FormatInt(wage+int64(float64(wage)*rise/100), 10), "lowest_wage_fen", "260000")
	valid := m.workday(cal, offered.AddDays(62))
	set("valid_from", valid.String(), "valid_to", valid.AddMonths(12).AddDays(-1).String())
	if finished {
		set("filed", workday(41), "filed_copies", "5", "filed_to", "建德市人力资源和社会保障局", "accept_no", fmt.Sprintf("集审〔%d〕第 %d 号", offered.Year, 17+offered.Year%9),
			"accepted", workday(42), "effective", valid.String(), "published", m.workday(cal, valid.AddDays(3)).String(), "publish_way", "公告栏",
			"upper_reported", m.workday(cal, valid.AddDays(4)).String(), "checked", m.workday(cal, valid.AddDays(170)).String(),
			"performance", m.workday(cal, valid.AddDays(300)).String())
		for _, key := range []string{"checked", "performance"} {
			if r.Date(key).After(m.today) {
				r.Set(key, "")
			}
		}
	}
	entered := m.workday(cal, offered.AddDays(38))
	if began := m.today.AddDays(-780); entered.Before(began) {
		entered = began // a year before the ledger, entered when it began
	}
	m.plan(entered, func() error {
		return m.write(negotiation.OpKind, "登记协商轮次："+r.Title(), func(tx *ledger.Tx) error {
			id, err := negotiation.Put(tx, r)
			if err != nil {
				return err
			}
			return reps(tx, id)
		})
	})
	return nil
}

// workday is the day itself or the working day before it; where the calendar
// does not know the year, the day itself.
func (m *maker) workday(cal *calendar.Calendar, d civil.Date) civil.Date {
	if w, err := cal.PrevWorkday(d); err == nil {
		return w
	}
	return d
}

// reps enters five representatives a side.
func reps(tx *ledger.Tx, round int64) error {
	for _, rep := range []struct{ side, name, gender, post, chief, elected string }{
		{negotiation.Workers, "郑海", "男", "工会主席", "1", "工会主席"},
		{negotiation.Workers, "毛香娟", "女", "装配钳工", "", "职代会选举"},
		{negotiation.Workers, "王柏俊", "男", "铣工", "", "职代会选举"},
		{negotiation.Workers, "朱慧雪", "女", "检验员", "", "职代会选举"},
		{negotiation.Workers, "程健辉", "男", "维修电工", "", "职代会选举"},
		{negotiation.Enterprise, "严立群", "男", "总经理", "1", "法定代表人"},
		{negotiation.Enterprise, "侯慧婷", "女", "人力资源部经理", "", "法定代表人确定"},
		{negotiation.Enterprise, "朱平新", "男", "财务部经理", "", "法定代表人确定"},
		{negotiation.Enterprise, "陆莲凤", "女", "生产部经理", "", "法定代表人确定"},
		{negotiation.Enterprise, "邹文", "男", "办公室主任", "", "法定代表人确定"},
	} {
		it := negotiation.Item{Record: negotiation.RepFields.NewRecord()}
		for key, v := range map[string]string{"side": rep.side, "name": rep.name, "gender": rep.gender, "post": rep.post, "chief": rep.chief, "elected": rep.elected} {
			it.Set(key, v)
		}
		if _, err := negotiation.PutItem(tx, round, it); err != nil {
			return err
		}
	}
	return nil
}
