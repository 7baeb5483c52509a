package negotiation

import (
	"context"
	"strconv"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/rule"
	"unionledger/data/union"
)

// Line is what one row of the 工资集体协商台账 is written from.
type Line struct {
	No     int
	Unit   union.Unit
	Round  Dossier
	Status string
}

// Column is a column of the ledger: Value gives a canonical text of Kind.
type Column struct {
	Key, Title string
	Kind       field.Kind
	Value      func(Line) string
}

// LedgerColumns are the columns of the 工资集体协商台账 for the upper union: 49,
// since 应到, 实到 and 同意, one column in the usual table, are three here.
var LedgerColumns = []Column{
	{"no", "序号", field.Integer, func(l Line) string { return strconv.Itoa(l.No) }},
	firm("name", "企业名称"), firm("credit_code", "统一社会信用代码"),
	body("name", "工会名称"), body("town", "所属镇街（系统）"),
	firm("nature", "单位类型"), firm("industry", "行业"),
	either("above_scale", "规上", "above_scale"), either("staff", "职工数", "staff"), either("women_staff", "女职工", "women_staff"),
	either("migrant_staff", "农民工", "migrant_staff"), either("dispatch_staff", "派遣工", "dispatch_staff"),
	fact("members", "会员数"), fact("contract_kind", "合同种类"), fact("level", "协商层级"),
	fact("firms", "覆盖企业数"), fact("covered", "覆盖职工数"), fact("sign_kind", "签订类型"), fact("offer_side", "要约方"),
	fact("offered", "要约发出日"), fact("received", "收到日"), fact("replied", "答复日"),
	count("enterprise_reps", "企业方代表数", func(d Dossier) int { return d.Count(Enterprise).All }),
	count("worker_reps", "职工方代表数", func(d Dossier) int { return d.Count(Workers).All }),
	count("outside_reps", "外聘", func(d Dossier) int { return d.Count("").Outsiders }),
	count("women_reps", "女代表", func(d Dossier) int { return d.Count("").Women }),
	count("meetings", "协商会议次数", func(d Dossier) int { return len(d.Meetings) }),
	fact("negotiated", "达成一致日"), fact("congress", "职代会日期"),
	fact("entitled", "应到"), fact("present", "实到"), fact("agreed", "同意"),
	fact("signed", "签字日"), fact("valid_from", "有效期起"), fact("valid_to", "有效期止"),
	fact("filed", "报送日"), fact("accept_no", "受理/登记号"), fact("opinion", "审查意见书日"), fact("effective", "生效日"),
	fact("published", "公布日"), fact("upper_reported", "报上级工会日"),
	fact("last_average_wage_fen", "上年平均工资"), fact("agreed_average_wage_fen", "约定平均工资"), fact("raise_percent", "增长幅度%"),
	fact("lowest_wage_fen", "企业最低工资"), fact("local_minimum_fen", "当地最低工资"),
	fact("checked", "履约检查日"), fact("performance", "职代会报告日"),
	{"status", "状态", field.Text, func(l Line) string { return l.Status }},
}

// fact is a column straight from the round.
func fact(key, title string) Column {
	return Column{key, title, RoundFields.Must(key).Kind, func(l Line) string { return l.Round.Get(key) }}
}

// firm and body are columns of the enterprise and of its union.
func firm(key, title string) Column {
	return Column{"enterprise_" + key, title, union.Enterprise.Must(key).Kind, func(l Line) string { return l.Unit.Enterprise.Get(key) }}
}

func body(key, title string) Column {
	return Column{"union_" + key, title, union.Union.Must(key).Kind, func(l Line) string { return l.Unit.Union.Get(key) }}
}

// either is the number as it was at the round, else as the enterprise has it.
func either(key, title, own string) Column {
	return Column{key, title, RoundFields.Must(key).Kind, func(l Line) string {
		if v := l.Round.Get(key); v != "" {
			return v
		}
		return l.Unit.Enterprise.Get(own)
	}}
}

// count is a number taken from the lists of the dossier, else as entered; unknown
// stays empty.
func count(key, title string, n func(Dossier) int) Column {
	return Column{key, title, field.Integer, func(l Line) string {
		listed := len(l.Round.Reps) > 0
		if key == "meetings" {
			listed = len(l.Round.Meetings) > 0
		}
		if listed {
			return strconv.Itoa(n(l.Round))
		}
		return l.Round.Get(key)
	}}
}

// LedgerRows gives the rows of the ledger in the order of LedgerColumns, the
// oldest round first, with the status as of a day. Values are canonical texts.
func LedgerRows(ctx context.Context, r ledger.Reader, book *rule.Book, cal *calendar.Calendar, on civil.Date) ([][]string, error) {
	unit, err := union.LoadOn(ctx, r, on)
	if err != nil {
		return nil, err
	}
	all, err := All(ctx, r)
	if err != nil {
		return nil, err
	}
	rows := make([][]string, 0, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		d := all[i]
		line := Line{len(rows) + 1, unit, d, d.Status(book.GetOrDefault(d.Get("profile")), cal, on)}
		row := make([]string, len(LedgerColumns))
		for k, c := range LedgerColumns {
			row[k] = c.Value(line)
		}
		rows = append(rows, row)
	}
	return rows, nil
}
