package negotiation

import (
	"context"
	"fmt"
	"slices"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/rule"
)

// Due is something to do, with the day to do it by. Raw, Adjusted and Advised are
// as in rule.Deadline; all zero where the law gives no day.
type Due struct {
	Round int64
	// Step is the number of the step, 0 for the contract as a whole.
	Step int
	// Title says what: 2022 年度工资集体协商：报送人社. Action is what to do.
	Title, Action          string
	Raw, Adjusted, Advised civil.Date
	// DaysLeft counts calendar days to Advised, negative when it is past. It
	// means nothing where Dated is false.
	DaysLeft int
	Dated    bool
	// Opens means that Raw is the first day of a window, which ends with Advised.
	Opens bool
	// Words is the short remark: 还剩 1 天. Basis is the article, Note what else
	// must be known, such as a calendar year that is missing.
	Words, Basis, Note string
	// Severity is Error past the last day, Warning when near or past the advised
	// day, Hint otherwise.
	Severity problem.Severity
}

// near is how many days ahead a thing to do becomes a warning.
const near = 7

// DueOn lists what is coming or overdue on a day in all rounds of the ledger, the
// most pressing first.
func DueOn(ctx context.Context, r ledger.Reader, book *rule.Book, cal *calendar.Calendar, on civil.Date) ([]Due, error) {
	all, err := All(ctx, r)
	if err != nil {
		return nil, err
	}
	list := make([]Round, len(all))
	for i, d := range all {
		list[i] = d.Round
	}
	var out []Due
	for _, d := range all {
		p := book.GetOrDefault(d.Get("profile"))
		out = append(out, d.Due(p, cal, on)...)
		if renewal, ok := d.renewal(list, p, cal, on); ok {
			out = append(out, renewal)
		}
	}
	slices.SortStableFunc(out, func(a, b Due) int {
		switch {
		case a.Severity != b.Severity:
			return int(b.Severity) - int(a.Severity)
		case a.Dated != b.Dated:
			return one(b.Dated) - one(a.Dated)
		}
		return a.Advised.Compare(b.Advised)
	})
	return out, nil
}

// Due lists what is to be done in one round on a day. A round that is over asks
// for nothing.
func (d Dossier) Due(p *rule.Profile, cal *calendar.Calendar, on civil.Date) []Due {
	var out []Due
	if d.over(on) {
		if d.Date("terminated").IsZero() {
			return nil
		}
		return d.unfiled(p, cal, on)
	}
	for _, s := range Steps(d, p, cal, on) {
		due := Due{Round: d.ID, Step: s.No, Title: d.Title() + "：" + s.Title, Action: s.Action, Severity: problem.Hint}
		switch {
		case s.State == Failed:
			due.Severity, due.Action, due.Basis = problem.Error, "草案没有通过，修改后重新协商，再提交表决", d.approvalBasis(p)
			due.Words = s.Words
		case s.miscounted(d):
			due.Severity, due.Action, due.Basis = problem.Error, "核对应到、实到人数和各项票数；核对以前不知道草案通过没有", d.approvalBasis(p)
			due.Words = s.Words
		case s.State == Done || s.State == Gap:
			continue
		case s.DoneField == "effective" && d.Yes("objection"):
			due.Severity, due.Words, due.Basis = problem.Warning, "人社有异议", s.Deadline.Basis
			due.Action = "双方修订有异议的条款，重新报送人力社保部门"
		case d.planned(s, on):
			due.plan(d.done(specs[s.No-1]), s.Deadline, on)
		case s.HasRule && s.Deadline.Rule.Silent && !s.Deadline.Raw.IsZero():
			due.review(s.Deadline, on)
		case s.HasRule && s.Deadline.Known:
			due.put(s.Deadline, on)
		case s.HasRule && !s.Deadline.From.IsZero():
			due.undated(s, on)
		case s.State == Now:
			due.Words = "接下来办"
		default:
			continue
		}
		out = append(out, due)
	}
	return append(out, d.listed(p, cal, on)...)
}

// approvalBasis is the article by which the vote of the congress failed.
func (d Dossier) approvalBasis(p *rule.Profile) string {
	v, _ := d.Vote(p)
	return v.approval.Cite()
}

// planned says that the day of a step is fixed, and to come. A day after the last one the
// law gives does not count: the deadline is still to be called out.
func (d Dossier) planned(s Step, on civil.Date) bool {
	day := d.done(specs[s.No-1])
	if day.IsZero() || !day.First().After(on) {
		return false
	}
	return !s.HasRule || s.Deadline.Rule.Silent || s.Deadline.Raw.IsZero() || !day.First().After(s.Deadline.Final())
}

// plan dates an item by the day fixed for it. What comes by itself asks for nothing more.
func (due *Due) plan(day civil.Date, dl rule.Deadline, on civil.Date) {
	due.Basis, due.Note, due.Words = dl.Basis, dl.Note, "定在 "+day.String()
	if dl.Rule.Silent {
		due.Action = fmt.Sprintf("到 %s 生效；之前人社提出异议的，先登记异议", day)
	}
	if due.Dated = day.Complete(); !due.Dated {
		return
	}
	due.Advised, due.DaysLeft = day, on.DaysUntil(day)
	if !dl.Rule.Silent {
		due.Raw, due.Adjusted = dl.Raw, dl.Adjusted
		if due.DaysLeft <= near {
			due.Severity = problem.Warning
		}
	}
}

// put dates an item by its deadline.
func (due *Due) put(dl rule.Deadline, on civil.Date) {
	due.Raw, due.Adjusted, due.Advised, due.Basis, due.Note = dl.Raw, dl.Adjusted, dl.Advised, dl.Basis, dl.Note
	due.DaysLeft, due.Dated = on.DaysUntil(dl.Advised), true
	due.Words = Remaining(dl, on)
	switch {
	case on.After(dl.Final()):
		due.Severity = problem.Error
		if dl.Consequence != "" {
			due.Note = dl.Consequence
		}
	case due.DaysLeft <= near:
		due.Severity = problem.Warning
	}
}

// review dates the end of a review, which comes by itself: nothing is late, but
// the day after it the effective date can be entered.
func (due *Due) review(dl rule.Deadline, on civil.Date) {
	due.Raw, due.Adjusted, due.Basis, due.Note = dl.Raw, dl.Adjusted, dl.Basis, dl.Note
	due.Advised = dl.Raw.AddDays(1)
	due.DaysLeft, due.Dated = on.DaysUntil(due.Advised), true
	due.Words = fmt.Sprintf("审查期到 %s", dl.Raw)
	if due.DaysLeft <= 0 {
		due.Severity = problem.Warning
		due.Action = fmt.Sprintf("审查期已满：没有异议的，填写生效日期（默认 %s）", due.Advised)
	}
}

// undated is for what the law gives no number for, or what cannot be counted for
// want of a calendar year.
func (due *Due) undated(s Step, on civil.Date) {
	due.Raw, due.Basis, due.Note = s.Deadline.Raw, s.Deadline.Basis, s.Deadline.Why
	if due.Raw.Complete() { // only whether it moves on is not known: the day itself is called out
		whole := s.Deadline
		whole.Advised = whole.Raw
		why := due.Note
		due.put(whole, on)
		due.Note = why
		if on.After(due.Raw) && s.Deadline.Rule.Direction == rule.Forward { // not late for certain: it may move on
			due.Severity, due.Words, due.Note = problem.Warning, "法定日已过", fmt.Sprintf("法定日 %s 已过，能否顺延算不出：%s", due.Raw, why)
		}
		return
	}
	due.Words = "尽快"
	if s.Deadline.Rule.Number > 0 {
		due.Words = "期限算不出"
		due.Severity = problem.Warning
		return
	}
	due.Note = s.Deadline.Note
	if s.Deadline.From.Complete() && s.Deadline.From.DaysUntil(on) > near {
		due.Severity = problem.Warning
	}
}

// renewal says that the window to ask for a new contract is open or near, or that
// the contract ran out, while nobody answered for what comes after it.
func (d Dossier) renewal(list []Round, p *rule.Profile, cal *calendar.Calendar, on civil.Date) (Due, bool) {
	end := d.ends()
	if !end.Complete() || !d.Date("terminated").IsZero() || d.settled(list) {
		return Due{}, false
	}
	dl, ok := d.Deadline("D12", p, cal)
	if !ok || dl.Raw.IsZero() || on.Before(dl.Raw.AddDays(-near)) {
		return Due{}, false
	}
	due := Due{Round: d.ID, Title: d.Title() + "：续订", Action: "向对方提出续订或者重新签订的要约", Raw: dl.Raw, Adjusted: dl.Adjusted,
		Advised: end, DaysLeft: on.DaysUntil(end), Dated: true, Opens: true, Basis: dl.Basis, Note: dl.Note, Severity: problem.Warning}
	switch {
	case on.Before(dl.Raw):
		due.Words, due.Severity = fmt.Sprintf("%s 起可提出", dl.Raw), problem.Hint
	case on.After(end):
		due.Words, due.Severity = fmt.Sprintf("合同已到期 %d 天", -due.DaysLeft), problem.Error
	default:
		due.Words = fmt.Sprintf("还有 %d 天到期", due.DaysLeft)
	}
	return due, true
}

// Followed says whether a later round of the same kind and level has begun.
func (r Round) Followed(list []Round) bool {
	return slices.ContainsFunc(list, func(o Round) bool {
		return o.laterThan(r) && o.Kind() == r.Kind() && o.Get("level") == r.Get("level") && o.Get("not_done_reason") == ""
	})
}

// settled says whether somebody answered for the end of the contract: a later round of
// its kind, be it held at another level or recorded as not held, or a general contract,
// which covers what the special ones do. A change alone moves no end.
func (r Round) settled(list []Round) bool {
	return slices.ContainsFunc(list, func(o Round) bool {
		if !o.laterThan(r) || o.Get("sign_kind") == "变更" && o.Date("valid_to").IsZero() {
			return false
		}
		return o.Kind() == r.Kind() || o.Kind() == GeneralContract && o.Get("not_done_reason") == ""
	})
}

// laterThan compares by year, within a year by day.
func (r Round) laterThan(o Round) bool {
	if r.ID == o.ID || r.Int("year") != o.Int("year") {
		return r.ID != o.ID && r.Int("year") > o.Int("year")
	}
	return r.when().After(o.when())
}

// InForce says whether the contract of the round holds on a day. It begins with its
// effect and not before its term. Where no day of effect is kept (a past year in outline)
// it is the term of a signed contract that is not with the authority. Without an end it
// lasts as long as the round asks for something.
func (r Round) InForce(on civil.Date) bool {
	from, term, ended := r.Date("effective"), r.Date("valid_from"), r.Date("terminated")
	if from.IsZero() {
		if r.Date("signed").IsZero() || !r.Date("filed").IsZero() || r.Yes("objection") {
			return false
		}
		from = term
	}
	if from.IsZero() || r.Get("not_done_reason") != "" {
		return false
	}
	started := !on.Before(from.First()) && (term.IsZero() || !on.Before(term.First()))
	return started && !on.After(r.lasts().Last()) && (ended.IsZero() || on.Before(ended.First()))
}

// Renewed says whether a later contract of the same kind and level was signed; one that
// only changes this contract does not count.
func (r Round) Renewed(list []Round) bool {
	signed := slices.DeleteFunc(slices.Clone(list), func(o Round) bool {
		return o.ID != r.ID && (o.Date("signed").IsZero() || o.Get("sign_kind") == "变更")
	})
	return r.Followed(signed)
}

// Status is what a round is on a day: 未开展, 协商中, 已签字, 在有效期, 90天内到期,
// 已过期, 已解除. The days before expiry are those of the renewal window.
func (d Dossier) Status(p *rule.Profile, cal *calendar.Calendar, on civil.Date) string {
	from, end := d.Date("effective"), d.ends()
	if from.IsZero() {
		from = d.Date("valid_from")
	}
	ended := d.Date("terminated")
	dl, ok := d.Deadline("D12", p, cal)
	switch {
	case d.Get("not_done_reason") != "":
		return "未开展（" + d.Get("not_done_reason") + "）"
	case !ended.IsZero() && !on.Before(ended.First()):
		return "已解除"
	case d.Date("signed").IsZero() && end.IsZero():
		return "协商中"
	case !end.IsZero() && on.After(end.Last()):
		return "已过期"
	case from.IsZero() || on.Before(from.First()):
		return "已签字"
	case ok && !end.IsZero() && !dl.Raw.IsZero() && !on.Before(dl.Raw):
		return fmt.Sprintf("%d%s内到期", dl.Rule.Number, dayWord(dl.Rule.Unit))
	}
	return "在有效期"
}

func dayWord(u rule.Unit) string {
	if u == rule.Month {
		return "个月"
	}
	return "天"
}
