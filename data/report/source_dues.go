package report

import (
	"context"
	"iter"
	"maps"
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// DuesSummaryFields are the rows of 会费收缴汇总表: one 分会 or 工会小组 each.
var DuesSummaryFields = field.NewSet("dues_summary", "会费汇总",
	field.Field{Key: "group", Label: "工会小组名称"},
	field.Field{Key: "members", Label: "会员数", Kind: field.Integer},
	field.Field{Key: "paid_members", Label: "已缴人数", Kind: field.Integer},
	field.Field{Key: "due_fen", Label: "应缴", Kind: field.Money},
	field.Field{Key: "paid_fen", Label: "实缴", Kind: field.Money},
	field.Field{Key: "arrears_fen", Label: "欠缴", Kind: field.Money},
	field.Field{Key: "note", Label: "备注", MaxLen: 500},
)

// DuesDetailFields are the rows of 会费收缴明细表: one member each over the months of
// the period.
var DuesDetailFields = field.NewSet("member", "会费明细",
	field.Field{Key: "group", Label: "工会小组"},
	field.Field{Key: "name", Label: "姓名", Kind: field.Name},
	field.Field{Key: "card_no", Label: "会员证号"},
	field.Field{Key: "wage_fen", Label: "计费工资", Kind: field.Money},
	field.Field{Key: "base_fen", Label: "计费基数", Kind: field.Money},
	field.Field{Key: "monthly_fen", Label: "月会费", Kind: field.Money},
	field.Field{Key: "from_month", Label: "缴纳月份起", Kind: field.Month},
	field.Field{Key: "to_month", Label: "缴纳月份止", Kind: field.Month},
	field.Field{Key: "months", Label: "月数", Kind: field.Integer},
	field.Field{Key: "due_fen", Label: "应缴", Kind: field.Money},
	field.Field{Key: "paid_fen", Label: "实缴", Kind: field.Money},
	field.Field{Key: "arrears_fen", Label: "欠缴", Kind: field.Money},
	field.Field{Key: "pay_way", Label: "缴纳方式"},
	field.Field{Key: "pay_date", Label: "缴纳日期", Kind: field.Date},
	field.Field{Key: "note", Label: "备注", MaxLen: 500},
)

// DuesPeriod names the months a report of dues speaks of, both included.
type DuesPeriod struct {
	Ledger      ledger.Reader
	First, Last civil.YearMonth
}

// facts are those of the unit and the period in words: 2021年1月至2021年11月.
func (d DuesPeriod) facts(ctx context.Context) (map[string]string, error) {
	facts, err := unitFacts(ctx, d.Ledger, d.Last.Last())
	if err != nil {
		return nil, err
	}
	all := map[string]string{"period": d.words()}
	maps.Copy(all, facts)
	return all, nil
}

// words are the months: 2021年1月至2021年11月.
func (d DuesPeriod) words() string {
	if d.Last == d.First {
		return monthWords(d.First)
	}
	return monthWords(d.First) + "至" + monthWords(d.Last)
}

func monthWords(m civil.YearMonth) string {
	return strconv.Itoa(m.Year) + "年" + strconv.Itoa(int(m.Month)) + "月"
}

// DuesDetail is the Source of 会费收缴明细表.
type DuesDetail struct{ DuesPeriod }

// Kind, Fields and Facts describe the source.
func (d DuesDetail) Kind() string       { return "dues_detail" }
func (d DuesDetail) Fields() *field.Set { return DuesDetailFields }
func (d DuesDetail) Facts(ctx context.Context) (map[string]string, error) {
	return d.facts(ctx)
}

// Rows gives a row for everybody who had something to pay, by group and name.
func (d DuesDetail) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		details, err := dues.Details(ctx, d.Ledger, d.First, d.Last)
		if err != nil {
			yield(Row{}, err)
			return
		}
		v := DuesDetailFields.NewRecord()
		for _, one := range details {
			for key, text := range map[string]string{"group": one.Group, "name": one.Name, "card_no": one.CardNo,
				"from_month": one.First.String(), "to_month": one.Last.String(), "months": strconv.Itoa(one.Months),
				"pay_way": one.Method, "pay_date": one.PaidOn.String()} {
				v.Set(key, text)
			}
			for key, fen := range map[string]money.Fen{"wage_fen": one.Wage, "base_fen": one.Base, "monthly_fen": one.Monthly,
				"due_fen": one.Due, "paid_fen": one.Paid, "arrears_fen": one.Owing} {
				v.SetFen(key, fen)
			}
			if !yield(Row{Record: one.Member, Who: one.Name, Values: v}, nil) {
				return
			}
		}
	}
}

// DuesSummary is the Source of 会费收缴汇总表.
type DuesSummary struct{ DuesPeriod }

// Kind, Fields and Facts describe the source.
func (d DuesSummary) Kind() string       { return "dues_summary" }
func (d DuesSummary) Fields() *field.Set { return DuesSummaryFields }
func (d DuesSummary) Facts(ctx context.Context) (map[string]string, error) {
	return d.facts(ctx)
}

// groupSum adds up what the members of one group owe and paid.
type groupSum struct {
	name              string
	members, paid     int64
	due, got, arrears money.Fen
}

// Rows gives a row a group in the order of the groups.
func (d DuesSummary) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		details, err := dues.Details(ctx, d.Ledger, d.First, d.Last)
		if err != nil {
			yield(Row{}, err)
			return
		}
		for _, sum := range sumGroups(details) {
			v := DuesSummaryFields.NewRecord()
			v.Set("group", sum.name)
			v.Set("members", strconv.FormatInt(sum.members, 10))
			v.Set("paid_members", strconv.FormatInt(sum.paid, 10))
			v.SetFen("due_fen", sum.due)
			v.SetFen("paid_fen", sum.got)
			v.SetFen("arrears_fen", sum.arrears)
			if !yield(Row{Who: sum.name, Values: v}, nil) {
				return
			}
		}
	}
}

// sumGroups adds details up; a member counts as paid when nothing is owed.
func sumGroups(details []dues.Detail) []groupSum {
	var sums []groupSum
	at := map[string]int{}
	for _, one := range details {
		i, ok := at[one.Group]
		if !ok {
			i = len(sums)
			at[one.Group] = i
			sums = append(sums, groupSum{name: one.Group})
		}
		s := &sums[i]
		s.members++
		if one.Owing == 0 {
			s.paid++
		}
		s.due += one.Due
		s.got += one.Paid
		s.arrears += one.Owing
	}
	return sums
}
