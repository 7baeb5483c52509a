package paper

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// threeCopies are the copies of a table of dues that is handed in: who keeps which is
// the usual practice (式样可改，待核实).
var threeCopies = []string{"一式三份　第一联　存根（工会小组）", "一式三份　第二联　记账（财务）", "一式三份　第三联　上报（基层工会）"}

// withoutGroup names those who are in no group.
const withoutGroup = "没有分组"

// yearLegend says what the words of the year at a glance mean.
const yearLegend = "已缴：缴清　预缴：由预缴的钱抵　未缴：一分没缴　欠x.xx：缴了一部分，还欠这么多　免缴：按规定不收，原因在备注　未入会、已离会：当月不在会　缺基数：算不出会费　※：开账后更正过　空白：还没有开账"

// DuesYear makes the year at a glance of some members, under their groups.
func DuesYear(ctx context.Context, r ledger.Reader, year int, all []dues.MemberYear, scope string, on civil.Date) (*Statement, error) {
	unit, err := union.Load(ctx, r)
	if err != nil {
		return nil, err
	}
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return nil, err
	}
	l := &Statement{Title: fmt.Sprintf("%s %d 年会费缴纳一览", unit.Union.Get("name"), year), Left: "范围：" + scope, Right: "单位：元　制表日期：" + on.String(),
		Across: true, Size: 8.5, Notes: []string{yearLegend}}
	l.Columns = []StatementColumn{{Title: "姓名", Width: 21}, {Title: "月会费", Width: 14, Kind: sheet.MoneyColumn}, {Title: "上年欠", Width: 16, Kind: sheet.MoneyColumn}}
	for m := 1; m <= 12; m++ {
		l.Columns = append(l.Columns, StatementColumn{Title: fmt.Sprintf("%d 月", m), Width: 13.4, Kind: sheet.CentredColumn, Small: true})
	}
	l.Columns = append(l.Columns, StatementColumn{Title: "应缴", Width: 17, Kind: sheet.MoneyColumn}, StatementColumn{Title: "已缴", Width: 17, Kind: sheet.MoneyColumn},
		StatementColumn{Title: "欠缴", Width: 16, Kind: sheet.MoneyColumn}, StatementColumn{Title: "备注", Width: 15.2, Small: true})
	var sum dues.YearSums
	for _, g := range dues.ByGroup(all, groups) {
		l.Rows = append(l.Rows, StatementRow{Heading: orNone(g.Name)})
		for i := range g.Members {
			l.Rows = append(l.Rows, yearRow(&g.Members[i]))
			sum.Add(&g.Members[i])
		}
		l.Rows = append(l.Rows, yearSums("小计", &g.YearSums)...)
	}
	l.Rows = append(l.Rows, yearSums("合计", &sum)...)
	return l, nil
}

func fill19(first string) []string {
	out := make([]string, 19)
	out[0] = first
	return out
}

func orNone(name string) string {
	if name == "" {
		return withoutGroup
	}
	return name
}

// stateMarks are the fills of a workbook's cells by the beginning of their word.
var stateMarks = []struct{ word, fill string }{{"未缴", "FBDADA"}, {"欠", "FDEBC8"}, {"缺基数", "FDEBC8"}, {"免缴", "E4E7EC"}, {"已缴", "E1F3E6"}, {"预缴", "DCEBFA"}}

func yearRow(y *dues.MemberYear) StatementRow {
	r := StatementRow{Cells: fill19(y.Name), Marks: make([]string, 19)}
	r.Cells[1], r.Cells[2] = someMoney(y.Monthly), someMoney(y.Before)
	for m, c := range y.Months {
		words := c.Words()
		for _, s := range stateMarks {
			if strings.HasPrefix(words, s.word) {
				r.Marks[3+m] = s.fill
				break
			}
		}
		if c.Corrected {
			words += "※"
		}
		r.Cells[3+m] = words
	}
	r.Cells[15], r.Cells[16], r.Cells[17] = (y.Due() + y.Before).Grouped(), y.Paid().Grouped(), y.Owing().Grouped()
	notes := y.Reasons()
	if y.Held > 0 {
		notes = append(notes, "预缴余 "+y.Held.Grouped())
	}
	r.Cells[18] = strings.Join(notes, "、")
	return r
}

func someMoney(fen money.Fen) string {
	if fen == 0 {
		return ""
	}
	return fen.Grouped()
}

// yearSums are the rows 应收 and 实收 of a group or of all.
func yearSums(word string, s *dues.YearSums) []StatementRow {
	due, paid := fill19(word+"应收"), fill19(word+"实收")
	due[1] = fmt.Sprintf("%d 人", s.Members)
	due[2] = someMoney(s.Before)
	for m := range 12 {
		if s.MonthDue[m] != 0 { // without commas: twelve columns are narrow
			due[3+m], paid[3+m] = s.MonthDue[m].String(), s.MonthPaid[m].String()
		}
	}
	due[15], paid[16], paid[17] = (s.Due + s.Before).Grouped(), s.Paid.Grouped(), s.Owing.Grouped()
	if s.OwingPeople > 0 {
		paid[18] = fmt.Sprintf("%d 人欠", s.OwingPeople)
	}
	return []StatementRow{{Cells: due, Strong: true}, {Cells: paid, Strong: true}}
}

// DuesPeriod is what the tables of dues are about.
type DuesPeriod struct{ First, Last civil.YearMonth }

func (p DuesPeriod) words() string { return dues.Period{First: p.First, Last: p.Last}.Words() }

// duesSum adds details up.
type duesSum struct {
	members, paidUp, months int
	due, paid, owing, over  money.Fen
}

func (s *duesSum) add(d *dues.Detail) {
	s.members++
	if d.Owing == 0 {
		s.paidUp++
	}
	s.months += d.Months
	s.due += d.Due
	s.paid += d.Paid
	s.owing += d.Owing
	s.over += d.Over
}

// notes say what a reader of the sums has to know.
func (s *duesSum) notes() []string {
	out := []string{fmt.Sprintf("会员 %d 人，缴清 %d 人，还欠 %d 人；应缴 %s 元，实缴 %s 元，欠缴 %s 元。", s.members, s.paidUp, s.members-s.paidUp,
		s.due.Grouped(), s.paid.Grouped(), s.owing.Grouped())}
	if s.over > 0 {
		out = append(out, fmt.Sprintf("实缴中有多收的 %s 元，待退还或转为预缴；应缴 = 实缴 + 欠缴 − 多收。", s.over.Grouped()))
	}
	return out
}

// DuesSummary makes the 会费收缴汇总表 of a period in three copies, and DuesDetail the
// 会费收缴明细表 with subtotals of the groups.
func DuesSummary(ctx context.Context, r ledger.Reader, p DuesPeriod) (*Statement, error) {
	l, details, err := duesTable(ctx, r, p, "会费收缴汇总表")
	if err != nil {
		return nil, err
	}
	l.Left, l.Size = "时间段："+p.words(), 10.5
	l.Signs = []string{"分会主席（签字）：", "经办人（签字）：", "财务（签字）：", "（盖章）　　年　月　日"}
	l.Columns = []StatementColumn{{Title: "序号", Width: 12, Kind: sheet.CentredColumn}, {Title: "工会小组名称"}, {Title: "会员数", Width: 17, Kind: sheet.CountColumn},
		{Title: "已缴人数", Width: 19, Kind: sheet.CountColumn}, {Title: "应缴金额", Width: 25, Kind: sheet.MoneyColumn}, {Title: "会费金额（实缴）", Width: 34, Kind: sheet.MoneyColumn},
		{Title: "欠缴金额", Width: 23, Kind: sheet.MoneyColumn}, {Title: "备注", Width: 17, Kind: sheet.WrappedColumn}}
	row := func(number, name string, s *duesSum, strong bool) {
		l.Rows = append(l.Rows, StatementRow{Cells: []string{number, name, strconv.Itoa(s.members), strconv.Itoa(s.paidUp), s.due.Grouped(), s.paid.Grouped(), s.owing.Grouped(), ""}, Strong: strong})
	}
	var all duesSum
	for i := 0; i < len(details); {
		var s duesSum
		name := details[i].Group
		for ; i < len(details) && details[i].Group == name; i++ {
			s.add(&details[i])
			all.add(&details[i])
		}
		row(strconv.Itoa(len(l.Rows)+1), orNone(name), &s, false)
	}
	row("", "共计", &all, true)
	l.Notes = all.notes()
	return l, nil
}

// DuesDetail is described at DuesSummary.
func DuesDetail(ctx context.Context, r ledger.Reader, p DuesPeriod) (*Statement, error) {
	l, details, err := duesTable(ctx, r, p, "会费收缴明细表")
	if err != nil {
		return nil, err
	}
	l.Left, l.Size, l.Across = "缴纳期限："+p.words(), 8.5, true
	l.Signs = []string{"经办人（签字）：________", "基层工会主席（签字）：________", "财务（签字）：________", "　　　年　　月　　日"}
	text, number, yuan := sheet.TextColumn, sheet.CountColumn, sheet.MoneyColumn
	l.Columns = []StatementColumn{{"序号", 10, sheet.CentredColumn, false}, {"姓名", 20, text, false}, {"会员证号", 20, text, true}, {"计费工资", 17, yuan, false}, {"计费基数", 17, yuan, false},
		{"月会费", 13, yuan, false}, {"起", 14.5, sheet.CentredColumn, false}, {"止", 14.5, sheet.CentredColumn, false}, {"月数", 9, number, false}, {"应缴", 18, yuan, false},
		{"实缴", 18, yuan, false}, {"欠缴", 16, yuan, false}, {"方式", 15, sheet.CentredColumn, true}, {"缴纳日期", 18, sheet.CentredColumn, true}, {"本人签名", 24, text, false}, {"备注", 0, text, false}}
	sums := func(word string, s *duesSum) {
		c := make([]string, len(l.Columns))
		c[1], c[8], c[9], c[10], c[11] = word, strconv.Itoa(s.months), s.due.Grouped(), s.paid.Grouped(), s.owing.Grouped()
		c[2], c[3] = fmt.Sprintf("%d 人", s.members), fmt.Sprintf("缴清 %d", s.paidUp)
		l.Rows = append(l.Rows, StatementRow{Cells: c, Strong: true})
	}
	var all duesSum
	for i := 0; i < len(details); {
		var s duesSum
		name := details[i].Group
		l.Rows = append(l.Rows, StatementRow{Heading: orNone(name)})
		for ; i < len(details) && details[i].Group == name; i++ {
			s.add(&details[i])
			all.add(&details[i])
			l.Rows = append(l.Rows, StatementRow{Cells: detailCells(all.members, &details[i])})
		}
		sums("小计", &s)
	}
	sums("合计", &all)
	l.Notes = all.notes()
	return l, nil
}

func detailCells(n int, d *dues.Detail) []string {
	return []string{strconv.Itoa(n), d.Name, d.CardNo, someMoney(d.Wage), someMoney(d.Base), d.Monthly.Grouped(), d.First.String(), d.Last.String(), strconv.Itoa(d.Months),
		d.Due.Grouped(), d.Paid.Grouped(), d.Owing.Grouped(), d.Method, d.PaidOn.String(), "", d.Remark()}
}

// duesTable reads what both tables are made of.
func duesTable(ctx context.Context, r ledger.Reader, p DuesPeriod, name string) (*Statement, []dues.Detail, error) {
	unit, err := union.Load(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	details, err := dues.Details(ctx, r, p.First, p.Last)
	if err != nil {
		return nil, nil, fmt.Errorf("读 %s 的会费：%w", p.words(), err)
	}
	if len(details) == 0 {
		return nil, nil, ledger.Refuse("%s 还没有开账，没有可列的。请先开账，或换一个期间。", p.words())
	}
	return &Statement{Title: unit.Union.Get("name") + "会员" + name, Right: "单位：元", Copies: threeCopies}, details, nil
}
