package negotiation

import (
	"slices"
	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/rule"
)

// State is where a step stands.
type State uint8

// The states of a step.
const (
	Later  State = iota // not yet its turn
	Now                 // to be done next
	Done                // done
	Late                // not done and past its last day
	Failed              // done, but the vote did not pass
	Gap                 // a later step is done, this one was not recorded
)

// String names the state in Chinese.
func (s State) String() string {
	return [...]string{"未到", "现在办", "已办", "逾期", "未通过", "没有记录"}[s]
}

// Paper is a document a step calls for.
type Paper struct {
	// Key is what it is kept under, Title what it is called in a contract of this kind.
	Key, Title string
	// Need is false for one that is called for only in some cases.
	Need   bool
	There  bool
	Copies int
	Note   string
}

// Missing is something a step still lacks. Field is empty for a paper, Paper is its key.
type Missing struct{ Field, Paper, Title, Why string }

// Step is one of the thirteen steps of a round, from 产生代表 to 履约.
type Step struct {
	No    int
	Title string
	// Action is what to do, Limit the law's time for it in words: 双方首席代表签字后
	// 10 日内; empty where the law has none.
	Action, Limit string
	// Date is the day it was done, zero when not.
	Date  civil.Date
	State State
	// Words is the short remark of the time line: 提前 4 天, 还剩 1 天, 逾期 3 天.
	Words string
	// Deadline is the deadline that counts; HasRule is false where the law has
	// none. Others are further deadlines of the step.
	Deadline rule.Deadline
	HasRule  bool
	Others   []rule.Deadline
	// DoneField is the fact that marks the step as done, Facts are all facts of
	// the step, by key.
	DoneField string
	Facts     []string
	Missing   []Missing
	Papers    []Paper
}

// spec is what a step is made of: what to do, the fact that ends it, the rules it
// is under, the facts shown with it and those it needs, and its papers ("?" before
// a title: only in some cases).
type spec struct {
	title, action string
	done          string
	rules         []string
	facts, needed []string
	papers        []string
}

var specs = []spec{
	{"产生代表", "产生双方代表并公示", "announced", nil, []string{"reps_elected", "announced", "worker_reps", "enterprise_reps", "outside_reps", "women_reps"}, []string{"announced"},
		[]string{"协商代表名单及公示", "代表产生会议记录", "?首席代表委托书", "?外聘代表委托书"}},
	{"要约", "发出要约书并取得签收回执", "received", nil, []string{"offer_side", "offered", "received"}, []string{"offered", "received"},
		[]string{"工资集体协商要约书", "要约书送达回执"}},
	{"书面答复", "收到要约的一方书面答复", "replied", []string{"D1"}, []string{"received", "replied"}, []string{"replied"}, []string{"应约书（答复书）"}},
	{"信息披露", "向对方提供协商资料", "supplied", []string{"D2", "D2b"}, []string{"meeting", "supplied"}, []string{"meeting", "supplied"}, []string{"协商资料交接单"}},
	{"协商会议", "召开协商会议，双方首席代表在纪要上签字", "meeting", nil, []string{"meeting", "meetings", "recorder", "minutes_signed", "suspended_days", "suspension_consent"}, []string{"meeting", "minutes_signed"},
		[]string{"协商会议记录（纪要）", "?中止协商约定"}},
	{"合同草案", "就草案达成一致", "negotiated", []string{"D3"}, []string{"offered", "negotiated"}, []string{"negotiated"}, []string{"合同草案及说明"}},
	{"职代会审议", "把草案提交职代会审议表决", "congress", []string{"D5"}, []string{"congress", "entitled", "present", "agreed", "against", "abstained", "rejected", "renegotiated"},
		[]string{"congress", "entitled", "present", "agreed"}, []string{"职代会决议"}},
	{"签字", "双方首席代表签字", "signed", nil, []string{"signed", "valid_from", "valid_to"}, []string{"signed", "valid_from", "valid_to"}, []string{"集体合同（签字稿）"}},
	{"报送人社", "由企业把合同和说明报送人力社保部门", "filed", []string{"D7"}, []string{"signed", "filed", "filed_copies", "filed_to", "accept_no", "accepted"}, []string{"filed", "accepted"},
		[]string{"集体合同送审表", "报送说明", "人社部门收件回执"}},
	{"审查", "等待审查期满，填写生效日期", "effective", []string{"D8"}, []string{"accepted", "objection", "opinion", "effective"}, []string{"effective"}, []string{"?审查意见书"}},
	{"公布", "向全体职工公布合同", "published", []string{"D9"}, []string{"effective", "published", "publish_way"}, []string{"published"}, []string{"公布记录"}},
	{"报上级工会", "把生效的合同报上一级工会", "upper_reported", []string{"D10"}, []string{"effective", "upper_reported"}, []string{"upper_reported"}, []string{"报上级工会的合同副本"}},
	{"履约", "向职代会报告履行情况", "performance", []string{"D11"}, []string{"checked", "performance", "valid_from", "valid_to"}, []string{"performance"},
		[]string{"履约检查记录", "履行情况报告"}},
}

// Steps gives the time line of a round on a day: each step with its state, its
// deadline by the profile, its papers and what it still lacks.
func Steps(d Dossier, p *rule.Profile, cal *calendar.Calendar, today civil.Date) []Step {
	last := -1
	for i, sp := range specs {
		if !d.doneBy(sp, today).IsZero() {
			last = i
		}
	}
	over := d.over(today)
	steps := make([]Step, len(specs))
	next := true
	for i, sp := range specs {
		s := Step{No: i + 1, Title: sp.title, Action: sp.action, Date: d.doneBy(sp, today), DoneField: sp.done, Facts: sp.facts}
		s.deadlines(d, sp, p, cal)
		if s.HasRule && s.Deadline.Rule.End == "announced" {
			s.Date = by(d.Date("announced"), today) // where a law gives days for it, the election alone is not enough
		}
		switch {
		case i == congressStep && !s.Date.IsZero() && d.failed(p):
			s.State, next = Failed, false
		case s.miscounted(d):
			s.State, next = Now, false // held, but by these counts nothing is decided
		case !s.Date.IsZero():
			s.State = Done
		case i < last || over:
			s.State = Gap
		case s.late(today):
			s.State, next = Late, false
		case next:
			s.State, next = Now, false
		}
		s.Words = d.words(s, sp, p, today)
		s.lacks(d, sp)
		steps[i] = s
	}
	return steps
}

const congressStep = 6

// miscounted says that the vote was held, and its counts cannot be.
func (s Step) miscounted(d Dossier) bool {
	return s.No == congressStep+1 && !s.Date.IsZero() && impossible(d.Record)
}

// doneBy is the day a step was done, up to a day: a day to come is only planned, and what
// must be done before it is still to be called out.
func (d Dossier) doneBy(sp spec, on civil.Date) civil.Date { return by(d.done(sp), on) }

func by(v, on civil.Date) civil.Date {
	if v.First().After(on) {
		return civil.Date{}
	}
	return v
}

// done is the day a step was done, zero when it was not.
func (d Dossier) done(sp spec) civil.Date {
	switch sp.done {
	case "announced":
		if v := d.Date("announced"); !v.IsZero() {
			return v
		}
		return d.Date("reps_elected")
	case "meeting":
		return d.firstMeeting()
	case "performance":
		if d.reportsDue() {
			return civil.Date{}
		}
	}
	return d.Date(sp.done)
}

// firstMeeting is the day of the first meeting, from the round or its meetings.
func (d Dossier) firstMeeting() civil.Date {
	if v := d.Date("meeting"); !v.IsZero() || len(d.Meetings) == 0 {
		return v
	}
	return d.Meetings[0].Date("date")
}

// reportsDue says whether a contract of several years still asks for another
// yearly report after the last one.
func (d Dossier) reportsDue() bool {
	last, end := d.Date("performance"), d.ends()
	return last.Complete() && end.Complete() && !last.AddMonths(12).After(end)
}

// over says whether nothing more can be asked of a round: its contract has run
// out or was terminated, or there was no negotiation. A round without an end is
// over when the year after its own has passed, so that old years entered in
// outline do not ask for work.
func (r Round) over(today civil.Date) bool {
	end := r.lasts()
	if t := r.Date("terminated"); !t.IsZero() {
		end = t
	}
	return end.Last().Before(today) || r.Get("not_done_reason") != ""
}

// ends is the end of the contract; one that lies before its beginning is a slip, by which
// nothing is over.
func (r Round) ends() civil.Date {
	end, from := r.Date("valid_to"), r.Date("valid_from")
	if !from.IsZero() && end.Last().Before(from.First()) {
		return civil.Date{}
	}
	return end
}

// lasts is the end of the contract, or of the year after the round's own where none is
// kept.
func (r Round) lasts() civil.Date {
	if end := r.ends(); !end.IsZero() {
		return end
	}
	return civil.Date{Year: int(r.Int("year")) + 1}
}

// event is the day a rule counts from.
func (d Dossier) event(key string) civil.Date {
	switch {
	case key == "meeting":
		return d.firstMeeting()
	case key == "accepted" && d.Date("accepted").IsZero():
		return d.Date("filed")
	case key == "effective" && d.reportsDue():
		return d.Date("performance")
	case key == "" || RoundFields.Index(key) < 0:
		return civil.Date{}
	}
	return d.Date(key)
}

// Deadline computes rule id for the round; false where the law has no such rule.
func (d Dossier) Deadline(id string, p *rule.Profile, cal *calendar.Calendar) (rule.Deadline, bool) {
	r, ok := p.Deadline(id, d.Kind(), d.when())
	if !ok {
		return rule.Deadline{}, false
	}
	start := r.Start
	if start == "effective" && id != "D11" {
		return rule.Compute(r, d.Date("effective"), cal), true
	}
	return rule.Compute(r, d.event(start), cal), true
}

// when is the day whose law counts: that of the offer, else of the signing.
func (r Round) when() civil.Date {
	for _, key := range []string{"offered", "received", "signed", "valid_from"} {
		if v := r.Date(key); v.Complete() {
			return v
		}
	}
	return civil.Date{}
}

func (s *Step) deadlines(d Dossier, sp spec, p *rule.Profile, cal *calendar.Calendar) {
	rules := sp.rules
	if s.No == congressStep+1 && !(d.Date("renegotiated").IsZero() && d.Date("rejected").IsZero()) {
		rules = []string{"D6"}
	}
	for _, id := range append(rules[:len(rules):len(rules)], d.further(sp, p)...) {
		dl, ok := d.Deadline(id, p, cal)
		switch {
		case !ok:
		case !s.HasRule && (!d.extra(dl.Rule) || dl.Rule.End == sp.done):
			s.Deadline, s.HasRule, s.Limit = dl, true, LimitWords(dl.Rule)
		default:
			s.Others = append(s.Others, dl)
		}
	}
}

// placed are the rules that have their place in the course or in a check of their own.
var placed = func() map[string]bool {
	out := map[string]bool{"D4": true, "D6": true, "D12": true, "D13": true, "D14": true, "D15": true, "D16": true}
	for _, sp := range specs {
		for _, id := range sp.rules {
			out[id] = true
		}
	}
	return out
}()

// extra says whether a rule is one that only the unit's own profile has, or the one on a
// dispute, which few rounds have.
func (d Dossier) extra(r rule.Rule) bool {
	if r.ID == "D17" && d.Get("dispute_accepted") == "" {
		return false
	}
	return !placed[r.ID] && RoundFields.Index(r.End) >= 0 && r.Direction != rule.Total && r.Direction != rule.Term
}

// further are the extra rules in force whose end belongs to a step: it ends the step, or
// stands among its facts.
func (d Dossier) further(sp spec, p *rule.Profile) (ids []string) {
	for _, r := range p.InForce(d.Kind(), d.when()) {
		if d.extra(r) && specs[stepOf(r.End)].title == sp.title {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// stepOf is the step, from 0, that a fact belongs to, by its section where it is no usual
// fact of the course; the last one where none has it.
func stepOf(key string) int {
	if at := slices.IndexFunc(specs, func(sp spec) bool { return sp.done == key }); at >= 0 {
		return at
	}
	if at := slices.IndexFunc(specs, func(sp spec) bool { return slices.Contains(sp.facts, key) }); at >= 0 {
		return at
	}
	if at := slices.IndexFunc(specs, func(sp spec) bool { return sp.title == RoundFields.Must(key).Section }); at >= 0 {
		return at
	}
	return len(specs) - 1
}

// late says whether an open step is past its last day. A silent rule ends by
// itself and is never late.
func (s Step) late(today civil.Date) bool {
	final := s.Deadline.Final()
	return s.HasRule && !s.Deadline.Rule.Silent && s.Deadline.Known && today.After(final)
}

// lacks lists the facts and papers an open or current step still needs.
func (s *Step) lacks(d Dossier, sp spec) {
	for _, key := range sp.papers {
		need := key[0] != '?'
		if !need {
			key = key[1:]
		}
		m, there := d.Papers[key]
		s.Papers = append(s.Papers, Paper{key, d.PaperTitle(key), need, there, m.Copies, m.Note})
	}
	for _, key := range sp.needed {
		if d.Get(key) == "" && !(key == "meeting" && len(d.Meetings) > 0) {
			s.Missing = append(s.Missing, Missing{key, "", RoundFields.Must(key).Label + "未填", why[key]})
		}
	}
	if s.State != Now && s.State != Late && s.State != Done {
		return
	}
	for _, p := range s.Papers {
		if p.Need && !p.There {
			s.Missing = append(s.Missing, Missing{"", p.Key, p.Title + "未附", why[p.Key]})
		}
	}
}

// why says what hangs on a missing fact or paper.
var why = map[string]string{
	"received":  "答复期限从收到要约之日算起",
	"meeting":   "提供资料的期限从会议日期往前算",
	"accepted":  "没有受理日，审查期先按报送日估算",
	"entitled":  "过半数按全体应到人数算",
	"effective": "公布和履约的期限从生效日算起",
	"valid_to":  "没有止日，算不出续订的时间",
	"人社部门收件回执":  "审查期从人社部门收到之日算起",
	"要约书送达回执":   "答复期限以签收日期为准",
}
