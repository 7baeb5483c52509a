// Package agenda gathers what is due from all rooms into one list, the most
// pressing first: the top of 工作台 and the answer of `unionledger due`. It decides
// nothing; each room says what its own law asks for.
package agenda

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// Kind says which room an item comes from.
type Kind string

// The kinds.
const (
	Negotiation Kind = "negotiation"
	Billing     Kind = "billing"
	Correction  Kind = "correction"
	Arrears     Kind = "arrears"
	Term        Kind = "term"
	Unit        Kind = "unit"
	Report      Kind = "report"
	Feedback    Kind = "feedback"
)

// Item is one thing to do.
type Item struct {
	Kind Kind `json:"kind"`
	// Title says what, Detail adds the days or the names.
	Title  string `json:"title"`
	Detail string `json:"detail,omitempty"`
	// Raw is the last day as the law counts it, Adjusted the one moved off a rest
	// day, Advised the working day to be ready by; unknown where there is no day.
	Raw      civil.Date `json:"raw"`
	Adjusted civil.Date `json:"adjusted"`
	Advised  civil.Date `json:"advised"`
	// Opens means that Raw is the first day of a window, which ends with Advised.
	Opens bool `json:"opens,omitempty"`
	// DaysLeft counts calendar days to Advised, negative past it; it is nil where
	// the law gives no day.
	DaysLeft *int `json:"days_left"`
	// Words is the short remark: 还剩 1 天, 满 6 个月.
	Words    string           `json:"words"`
	Basis    string           `json:"basis"`
	Action   string           `json:"action"`
	Severity problem.Severity `json:"severity"`
	// Where to go to do it.
	Round int64           `json:"round,omitempty"`
	Step  int             `json:"step,omitempty"`
	Month civil.YearMonth `json:"month,omitzero"`
	Field string          `json:"field,omitempty"`
	// Body is the committee whose term ends.
	Body int64 `json:"body,omitempty"`
	// Profile is the form of a report, State whether it is 待报 or 已报.
	Profile string `json:"profile,omitempty"`
	State   string `json:"state,omitempty"`
	// Err is why a room's part of the list is missing.
	Err error `json:"-"`
}

// On lists what is coming or overdue on a day. What a room cannot read stands in the list
// as an item of its own, with Err: the days of the others must not be lost over it. The
// debtors of the month, which it reads anyhow, are given too; nil where they cannot be read.
func On(ctx context.Context, r ledger.Reader, under law.Law, on civil.Date) ([]Item, []dues.Debtor, error) {
	debtors, err := dues.Debtors(ctx, r, on.YearMonth())
	var out []Item
	if err == nil {
		out, err = arrears(ctx, r, debtors)
	}
	if err != nil {
		out = []Item{missing(Arrears, "会费欠缴", err)}
	}
	for _, s := range sources {
		items, err := s.list(ctx, r, under, on)
		if err != nil {
			items = []Item{missing(s.kind, s.name, err)}
		}
		out = append(out, items...)
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err // what failed, failed for that
	}
	slices.SortStableFunc(out, func(a, b Item) int {
		if a.Severity != b.Severity {
			return int(b.Severity) - int(a.Severity)
		}
		return a.left() - b.left()
	})
	return out, debtors, nil
}

// sources are the rooms that are asked, beside the arrears.
var sources = []struct {
	kind Kind
	name string
	list func(context.Context, ledger.Reader, law.Law, civil.Date) ([]Item, error)
}{
	{Negotiation, "集体协商", rounds}, {Billing, "开账", billing}, {Correction, "会费更正", late}, {Term, "换届和证书", terms}, {Report, "上报日历", reports}, {Feedback, "上级反馈", returned},
}

// missing stands where a room could not say what is due.
func missing(kind Kind, name string, err error) Item {
	return Item{Kind: kind, Title: name + "这一部分列不出来", Detail: err.Error() + "。别的都列在这里；请先核对这一部分，改不好的存诊断包交给维护人员。",
		Words: "没列全", Action: "去看看", Severity: problem.Error, Err: err}
}

// left orders items without a day behind those with one.
func (i Item) left() int {
	if i.DaysLeft == nil {
		return 1 << 30
	}
	return *i.DaysLeft
}

func rounds(ctx context.Context, r ledger.Reader, under law.Law, on civil.Date) ([]Item, error) {
	due, err := negotiation.DueOn(ctx, r, under.Rules, under.Calendar, on)
	if err != nil {
		return nil, err
	}
	out := make([]Item, len(due))
	for i, d := range due {
		out[i] = Item{Kind: Negotiation, Title: d.Title, Detail: sentence(d.Action, d.Note), Raw: d.Raw, Adjusted: d.Adjusted, Advised: d.Advised, Opens: d.Opens,
			Words: d.Words, Basis: d.Basis, Action: "去办理", Severity: d.Severity, Round: d.Round, Step: d.Step}
		if d.Dated {
			out[i].DaysLeft = &due[i].DaysLeft
		}
	}
	return out, nil
}

// sentence joins what is to be done and what must be known beside.
func sentence(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, "；")
}

// billing asks for the dues of the first month that was left out since the last one
// billed, else of this month; in a ledger without members there is nobody to bill.
func billing(ctx context.Context, r ledger.Reader, under law.Law, on civil.Date) ([]Item, error) {
	this := on.YearMonth()
	month := this
	if last, any, err := dues.LastBilled(ctx, r); err != nil {
		return nil, err
	} else if any && last.Before(this) {
		month = last.Add(1)
	}
	var members, billed int
	if err := r.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM member), (SELECT count(*) FROM dues_bill WHERE month = ?)`, month).
		Scan(&members, &billed); err != nil || members == 0 || billed > 0 {
		return nil, err
	}
	book, err := dues.BookOf(ctx, r)
	if err != nil {
		return nil, err
	}
	rule, err := book.On(month)
	if err != nil || rule.BillByDay == 0 {
		return nil, err
	}
	by := civil.Of(month.Year, month.Month, rule.BillByDay)
	title := fmt.Sprintf("开出 %d 月会费", int(month.Month))
	if month.Year != this.Year {
		title = fmt.Sprintf("开出 %d 年 %d 月会费", month.Year, int(month.Month))
	}
	action := "本月开账"
	if month != this {
		action = "补开账"
	}
	it := dated(Item{Kind: Billing, Title: title, Detail: fmt.Sprintf("每月 %d 日前；%s", rule.BillByDay, rule.Words()),
		Basis: "本会会费规则", Action: action, Month: month}, by, under, on)
	return []Item{it}, nil
}

// late asks to bill again where a later fact says that somebody else has to pay.
func late(ctx context.Context, r ledger.Reader, _ law.Law, _ civil.Date) ([]Item, error) {
	list, err := dues.LateFacts(ctx, r, nil)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	who := list[0].First
	if len(list) > 1 || list[0].Members > 1 {
		who += "等人"
	}
	return []Item{{Kind: Correction, Title: dues.LateWords(list), Detail: who + "的会籍、约定或基数在开账以后有变化；原账不改，另开更正",
		Words: "要更正", Basis: "本会会费规则", Action: "去更正", Month: list[0].Month, Severity: problem.Warning}}, nil
}

// dated puts an item of the unit's own on the calendar and says how long is left.
func dated(it Item, by civil.Date, under law.Law, on civil.Date) Item {
	it.Raw, it.Adjusted, it.Advised = by, by, by
	if w, err := under.Calendar.PrevWorkday(by); err == nil {
		it.Advised = w
	}
	left := on.DaysUntil(it.Advised)
	it.DaysLeft = &left
	switch {
	case left < 0:
		it.Words, it.Severity = fmt.Sprintf("已过 %d 天", -left), problem.Warning
	case left == 0:
		it.Words, it.Severity = "今天", problem.Warning
	default:
		it.Words = fmt.Sprintf("还剩 %d 天", left)
		if left <= 7 {
			it.Severity = problem.Warning
		}
	}
	return it
}

// arrears calls out those who have not paid for as long as the rule book names.
// What follows is the committee's to decide.
func arrears(ctx context.Context, r ledger.Reader, debtors []dues.Debtor) ([]Item, error) {
	book, err := dues.BookOf(ctx, r)
	if err != nil || len(book.Arrears) == 0 {
		return nil, err
	}
	worst := book.Arrears[len(book.Arrears)-1]
	n, soon, first := 0, 0, ""
	for _, d := range debtors {
		if d.Months >= worst.Months {
			if n++; first == "" {
				first = d.Name
			}
		} else if d.Months >= book.Arrears[0].Months {
			soon++
		}
	}
	if n+soon == 0 {
		return nil, nil
	}
	it := Item{Kind: Arrears, Action: "看名单", Basis: worst.Basis, Severity: problem.Warning, Words: fmt.Sprintf("满 %d 个月", book.Arrears[0].Months)}
	if n == 0 {
		it.Title = fmt.Sprintf("连续欠缴会费：%d 人", soon)
		it.Detail = fmt.Sprintf("连续 %d 个月以上未缴，请提醒", book.Arrears[0].Months)
		return []Item{it}, nil
	}
	it.Words, it.Severity = fmt.Sprintf("满 %d 个月", worst.Months), problem.Error
	it.Title = fmt.Sprintf("欠缴满 %d 个月：%d 人", worst.Months, n)
	it.Detail = first
	if n > 1 {
		it.Detail += "等"
	}
	it.Detail += "；先谈话、教育"
	if soon > 0 {
		it.Detail += fmt.Sprintf("。另有满 %d 个月 %d 人", book.Arrears[0].Months, soon)
	}
	return []Item{it}, nil
}

// terms calls out what runs out: the terms of all bodies and the certificate or,
// where none has been entered, what the unit's form says.
func terms(ctx context.Context, r ledger.Reader, under law.Law, on civil.Date) ([]Item, error) {
	u, err := union.LoadOn(ctx, r, on)
	if err != nil {
		return nil, err
	}
	bodies, err := union.Bodies(ctx, r)
	if err != nil {
		return nil, err
	}
	lengths, err := union.Shipped()
	if err != nil {
		return nil, err
	}
	ends, err := loadTerms()
	if err != nil {
		return nil, err
	}
	var out []Item
	for _, t := range ends {
		if t.Field != "term_end" {
			out = t.due(out, Item{Title: t.Title, Field: t.Field, Basis: t.Basis}, u.Union.Date(t.Field), under, on)
			continue
		}
		if !u.IsDerived(union.Union, t.Field) {
			out = t.due(out, Item{Title: union.Committee + t.Title, Field: t.Field, Basis: t.Basis}, u.Union.Date(t.Field), under, on)
		}
		for _, b := range bodies {
			current, has := b.Current(on)
			if !has {
				continue
			}
			it := Item{Title: b.Kind + t.Title, Field: t.Field, Body: b.ID}
			if rule, ruled := lengths.TermYears(b.Kind, on); ruled {
				it.Basis = rule.Cite()
			}
			out = t.due(out, it, current.End(), under, on)
		}
	}
	if u.Union.Get("name") == "" || u.Enterprise.Get("name") == "" {
		out = append(out, Item{Kind: Unit, Title: "填写单位和工会的名称", Detail: "上报的表格都要用到", Words: "未填", Action: "去填写", Severity: problem.Hint, Field: "name"})
	}
	return out, nil
}

// due adds an item for what ends on a day, where that is near enough or past.
func (t term) due(out []Item, it Item, end civil.Date, under law.Law, on civil.Date) []Item {
	if end.IsZero() || on.DaysUntil(end.Last()) > t.Ahead {
		return out
	}
	it.Kind, it.Detail, it.Action = Term, end.String()+" 届满", t.Action
	it = dated(it, end.Last(), under, on)
	if *it.DaysLeft < 0 {
		it.Severity = problem.Error
	}
	return append(out, it)
}
