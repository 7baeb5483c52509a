package negotiation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/app/widget"
	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
	"unionledger/data/rule"
)

type tone = widget.Tone

// marks are the words of the main button, by step.
var marks = [...]string{"标记已公示", "标记已签收", "标记已答复", "标记已提供资料", "标记已开会", "标记已达成一致", "登记表决结果",
	"标记已签字", "标记已报送", "填写生效日期", "标记已公布", "标记已上报", "登记履约报告"}

// The steps that show more than facts and papers.
const (
	repsStep     = 1
	meetingStep  = 5
	draftStep    = 6
	congressStep = 7
	signStep     = 8
	filingStep   = 9
	reviewStep   = 10
	lastStep     = 13
)

// wageKeys are the figures of the contract, shown with the signing.
var wageKeys = []string{"last_average_wage_fen", "agreed_average_wage_fen", "raise_percent", "lowest_wage_fen", "local_minimum_fen"}

// endKeys are the facts of a contract ended before its time, shown with the last step.
var endKeys = []string{"terminated", "terminated_filed"}

// aboutKeys are the facts of the round as a whole.
var aboutKeys = []string{"year", "title", "contract_kind", "sign_kind", "level", "offer_side", "profile", "covered", "firms", "staff", "women_staff",
	"migrant_staff", "dispatch_staff", "members", "above_scale", "not_done_reason", "note"}

// atHand is the index of the step to do next; the last one where none is.
func (f facts) atHand() int {
	for i, s := range f.steps {
		if s.State == negotiation.Now || s.State == negotiation.Late || s.State == negotiation.Failed {
			return i
		}
	}
	return len(f.steps) - 1
}

// open says whether anything is to be done in the round.
func (f facts) open() bool {
	return slices.ContainsFunc(f.steps, func(s negotiation.Step) bool {
		return s.State == negotiation.Now || s.State == negotiation.Late || s.State == negotiation.Failed
	})
}

// summary is the round in one line: whom it covers, what it brought, how long it takes.
func (f facts) summary() string {
	var parts []string
	if n := f.d.Get("covered"); n != "" {
		parts = append(parts, "覆盖 "+n+" 人")
	}
	if p := f.d.Get("raise_percent"); p != "" {
		parts = append(parts, "增幅 "+p+"%")
	}
	line := strings.Join(parts, "，")
	days, limit, ok := f.d.Elapsed(f.profile, f.today)
	if line != "" {
		line += "；"
	}
	if !ok || !f.open() {
		return line + f.d.Status(f.profile, f.cal, f.today)
	}
	line += fmt.Sprintf("全程第 %d 日", days)
	if limit > 0 {
		line += fmt.Sprintf("，限 %d 日", limit)
	}
	return line
}

// lineOf is a round in the list.
func lineOf(d negotiation.Dossier, p *rule.Profile, cal *calendar.Calendar, today civil.Date) roundLine {
	line := roundLine{id: d.ID, title: d.Title(), year: d.Get("year")}
	line.raise, _ = strconv.ParseFloat(d.Get("raise_percent"), 64)
	status := d.Status(p, cal, today)
	line.note = status
	if end := d.Get("valid_to"); status == "在有效期" {
		line.note = "履约中，至 " + end
	}
	gaps := 0
	steps := negotiation.Steps(d, p, cal, today)
	for _, s := range steps {
		switch s.State {
		case negotiation.Gap:
			gaps++
		case negotiation.Now, negotiation.Late, negotiation.Failed:
			if line.words == "" && s.No < lastStep {
				line.note, line.words, line.urgent = fmt.Sprintf("第 %d 步 %s", s.No, s.Title), s.Words, toneOf(s, today)
			}
		}
	}
	switch {
	case line.words != "":
	case gaps > 0:
		line.words, line.urgent = fmt.Sprintf("有缺漏 %d", gaps), widget.Warn
	case d.Get("raise_percent") != "":
		line.words, line.urgent = "增 "+d.Get("raise_percent")+"%", widget.Neutral
		if status == "在有效期" {
			line.urgent = widget.OK
		}
	}
	return line
}

// toneOf is what the remark of a step means.
func toneOf(s negotiation.Step, today civil.Date) tone {
	switch s.State {
	case negotiation.Late, negotiation.Failed:
		return widget.Bad
	case negotiation.Gap:
		return widget.Warn
	case negotiation.Done:
		if strings.HasPrefix(s.Words, "逾期") {
			return widget.Bad
		}
		if s.Words == "未公示" || s.Words == "票数未填" {
			return widget.Warn
		}
		return widget.OK
	case negotiation.Later:
		return widget.Neutral
	}
	if !s.HasRule || !s.Deadline.Known || s.Deadline.Rule.Silent {
		return widget.Neutral
	}
	switch left := today.DaysUntil(s.Deadline.Advised); {
	case left <= 3:
		return widget.Bad
	case left <= 30:
		return widget.Warn
	}
	return widget.Neutral
}

// stages are the time line.
func (f facts) stages() []widget.Stage {
	out := make([]widget.Stage, len(f.steps))
	for i, s := range f.steps {
		st := widget.Stage{Name: s.Title, Words: s.Words, Tone: toneOf(s, f.today)}
		if !s.Date.IsZero() {
			st.Date = shortDate(s.Date, int(f.d.Int("year")))
		}
		switch s.State {
		case negotiation.Done:
			st.State = widget.StepDone
		case negotiation.Now, negotiation.Late:
			st.State, st.Date = widget.StepNow, "现在办"
		case negotiation.Failed:
			st.State = widget.StepNow
		}
		out[i] = st
	}
	return out
}

// shortDate leaves the year out where it is the round's.
func shortDate(d civil.Date, year int) string {
	s := d.String()
	if d.Year == year && len(s) > 5 {
		return s[5:]
	}
	if len(s) > 5 {
		return s[2:]
	}
	return s
}

// sentence is what the step asks for: the time the law gives and what to do.
func sentence(s negotiation.Step) string {
	if s.Limit == "" || strings.Contains(s.Limit, "没有异议") {
		if s.Limit != "" {
			return s.Limit
		}
		return s.Action
	}
	return s.Limit + "，" + s.Action
}

// dateBox is one of the three days of a deadline.
type dateBox struct {
	title, date, day string
	tone             tone
}

// boxes are the last day as the law counts it, moved off a rest day, and the day
// to be ready by or the day it was done. None where no day can be counted.
func (f facts) boxes(s negotiation.Step) []dateBox {
	dl := s.Deadline
	if !s.HasRule || !dl.Known {
		return nil
	}
	box := func(title string, d civil.Date, t tone) dateBox {
		return dateBox{title, d.String(), f.cal.Describe(d), t}
	}
	raw, moved := "法定最后一日（原始）", "顺延后（末日是工作日，不变）"
	switch {
	case dl.Rule.Silent:
		raw = "审查期最后一日（原始）"
	case dl.Rule.Direction == rule.Backward:
		raw, moved = "最迟一日（原始）", "遇休息日往前（不变）"
		if dl.Adjusted != dl.Raw {
			moved = "遇休息日往前"
		}
	}
	if dl.ShiftBasis != "" {
		moved = "顺延后（" + shortBasis(dl.ShiftBasis) + "）"
	}
	out := []dateBox{box(raw, dl.Raw, widget.Neutral), box(moved, dl.Adjusted, widget.Neutral)}
	switch {
	case s.State == negotiation.Done && s.Date.Complete() && dl.Rule.Silent:
		return append(out, box("生效日期", s.Date, widget.OK))
	case s.State == negotiation.Done && s.Date.Complete():
		return append(out, box("实际办理，"+negotiation.Timeliness(dl, s.Date), s.Date, toneOf(s, f.today)))
	case dl.Rule.Silent && f.d.Yes("objection"):
		return append(out, box("没有异议时的生效日期", dl.Raw.AddDays(1), widget.Neutral))
	case dl.Rule.Silent:
		return append(out, box("没有异议，可填生效日期", dl.Raw.AddDays(1), widget.Accent))
	}
	t := toneOf(s, f.today)
	if t == widget.Neutral {
		t = widget.Accent
	}
	return append(out, box("建议办结（系统按此提醒）", dl.Advised, t))
}

// shortBasis leaves the long name of a law out: 民法典第二百零三条.
func shortBasis(basis string) string {
	return strings.NewReplacer("《中华人民共和国", "", "《", "", "》", "").Replace(basis)
}

// article says on what the deadline rests, how it was counted and what else must
// be known; "" where the law has none.
func article(s negotiation.Step) string {
	if !s.HasRule {
		return ""
	}
	parts := []string{deadlineWords(s.Deadline)}
	if s.State == negotiation.Late && s.Deadline.Consequence != "" {
		parts = append(parts, s.Deadline.Consequence)
	}
	for _, o := range s.Others {
		words := "另有期限：" + deadlineWords(o)
		if o.Known {
			words += "，最后一日 " + o.Raw.String()
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, "。") + "。"
}

func deadlineWords(dl rule.Deadline) string {
	parts := []string{dl.Basis}
	if dl.Counted != "" {
		parts = append(parts, dl.Counted)
	}
	if !dl.Known && dl.Why != "" && dl.Why != dl.Counted {
		parts = append(parts, dl.Why)
	}
	if dl.Note != "" && dl.Note != dl.Counted {
		parts = append(parts, dl.Note)
	}
	return strings.TrimRight(strings.Join(parts, "。"), "。")
}

// notices are sentences about the round that must be known before going on.
func (f facts) notices(no int) []notice {
	var out []notice
	say := func(t tone, text string) { out = append(out, notice{t, text}) }
	if why := f.d.Get("not_done_reason"); why != "" {
		say(widget.Warn, "这一轮没有开展："+why+"。不再提醒；要重新开展，请在“这一轮的情况”里清空原因。")
	}
	if t := f.d.Get("terminated"); t != "" {
		say(widget.Warn, "合同已在 "+t+" 解除，不再提醒。")
	}
	switch {
	case no == reviewStep && f.d.Yes("objection"):
		say(widget.Bad, "人社部门提出了异议：双方修订有异议的条款后重新报送；把新的报送、受理日期填到第 9 步，再把“人社提出异议”改为否。")
	case no == congressStep && f.steps[no-1].State == negotiation.Failed:
		say(widget.Bad, "草案没有通过：修改后重新协商，填写上次未通过日期和重新达成一致日期，再填这一次的票数。")
	case (no == meetingStep || no == draftStep) && f.d.Int("suspended_days") > 0:
		say(widget.Warn, f.suspended())
	}
	return out
}

type notice struct {
	tone tone
	text string
}

// suspended says how long negotiation was suspended and how long it may be.
func (f facts) suspended() string {
	s := fmt.Sprintf("协商累计中止 %s 日", f.d.Get("suspended_days"))
	if r, ok := f.profile.Deadline("D4", f.d.Kind(), f.lawDay()); ok && r.Number > 0 {
		s += fmt.Sprintf("，累计不超过 %d %s（%s）", r.Number, r.Unit, r.Cite())
	}
	switch f.d.Get("suspension_consent") {
	case "1":
		return s + "；已经职工方首席代表同意。"
	case "0":
		return s + "；没有职工方首席代表的同意。"
	}
	return s + "；是否经职工方首席代表同意没有填。"
}

// lawDay is the day whose law counts, see package negotiation.
func (f facts) lawDay() civil.Date {
	for _, key := range []string{"offered", "received", "signed", "valid_from"} {
		if v := f.d.Date(key); v.Complete() {
			return v
		}
	}
	return civil.Date{}
}

// keysOf are the facts shown with a step.
func (f facts) keysOf(s negotiation.Step) []string {
	var keys []string
	for _, key := range s.Facts {
		switch key {
		case "worker_reps", "enterprise_reps", "outside_reps", "women_reps":
			if len(f.d.Reps) > 0 {
				continue // counted from the list below
			}
		case "meetings":
			if len(f.d.Meetings) > 0 {
				continue
			}
		}
		keys = append(keys, key)
	}
	switch s.No {
	case signStep:
		keys = append(keys, wageKeys...)
	case lastStep:
		keys = append(keys, endKeys...)
	}
	return keys
}

// owner is the number of the step a fact belongs to; 0 for those of no one step.
func owner(steps []negotiation.Step, key string) int {
	d := negotiation.RoundFields.Must(key)
	for _, s := range steps {
		if s.Title == d.Section {
			return s.No
		}
	}
	return 0
}

// label is the name of a fact within a step; a fact of another step says where it
// is entered.
func (f facts) label(s negotiation.Step, key string) (label string, foreign bool) {
	d := negotiation.RoundFields.Must(key)
	if no := owner(f.steps, key); no != 0 && no != s.No && f.d.Get(key) != "" {
		return fmt.Sprintf("%s（第 %d 步）", d.Label, no), true
	}
	return d.Label, false
}

// lack is one line of 还缺什么 or 要核对.
type lack struct {
	title, why string
	tone       tone
	do         string // the link's words
	field      string // to go to, or
	paper      string // to mark
	step       int    // to go to, 0 for this one
}

// waiting says that a step is to come, or that a period must first run out by
// itself: what is empty then is not yet missing.
func (f facts) waiting(s negotiation.Step) bool {
	return s.State == negotiation.Later ||
		s.State == negotiation.Now && s.HasRule && s.Deadline.Rule.Silent && s.Deadline.Known && !f.today.After(s.Deadline.Raw)
}

// lacks are what a step misses.
func (f facts) lacks(s negotiation.Step) []lack {
	var out []lack
	for _, m := range s.Missing {
		l := lack{title: m.Title, why: m.Why, tone: widget.Bad, do: "填写", field: m.Field}
		if m.Field == "" {
			l.paper, l.do, l.tone = strings.TrimSuffix(m.Title, "未附"), "已有", widget.Warn
		}
		if f.waiting(s) {
			l.tone = widget.Neutral
		}
		out = append(out, l)
	}
	return out
}

// stepOf is the number of the step a problem belongs to.
func stepOf(steps []negotiation.Step, p problem.Problem) int {
	switch {
	case p.Table == negotiation.RepFields.Name || strings.HasPrefix(p.Kind, "rep_"):
		return repsStep
	case p.Kind == "clause":
		return draftStep
	case p.Field == "":
		return signStep
	}
	if no := owner(steps, p.Field); no != 0 {
		return no
	}
	if p.Field == "offer_side" {
		return 2
	}
	return signStep
}

// faults are the problems of a step, the worst first, and in how many places
// other steps have some.
func (f facts) faults(no int) (own []problem.Problem, others map[int]int) {
	others = map[int]int{}
	for _, p := range f.problems {
		if at := stepOf(f.steps, p); at != no {
			others[at]++
		} else {
			own = append(own, p)
		}
	}
	slices.SortStableFunc(own, func(a, b problem.Problem) int { return int(b.Severity) - int(a.Severity) })
	return own, others
}

// severityWord names what a problem asks for.
func severityWord(s problem.Severity) (string, tone) {
	switch s {
	case problem.Error:
		return "要改", widget.Bad
	case problem.Warning:
		return "要看", widget.Warn
	}
	return "提示", widget.Neutral
}

// verdict is one threshold of the vote in words.
type verdict struct {
	text, basis string
	word        string
	tone        tone
}

// verdicts hold the vote of the congress against its two thresholds.
func (f facts) verdicts() []verdict {
	v, ok := f.d.Vote(f.profile)
	if !ok {
		return nil
	}
	var out []verdict
	if v.QuorumNeeded > 0 {
		out = append(out, f.threshold("quorum", fmt.Sprintf("到会：应到 %d 人，实到 %d 人，至少要 %d 人到会", v.Entitled, v.Present, v.QuorumNeeded), "到会人数够", "到会人数不够", v.Present >= v.QuorumNeeded))
	}
	if v.ApprovalNeeded > 0 {
		id := "approval"
		if v.QuorumNeeded == 0 {
			id = "approval_area"
		}
		out = append(out, f.threshold(id, fmt.Sprintf("同意：%d 票，至少要 %d 票（按应到的 %d 人算，不按到会人数算）", v.Agreed, v.ApprovalNeeded, v.Entitled), "通过", "没有通过", v.Agreed >= v.ApprovalNeeded))
	}
	return out
}

func (f facts) threshold(id, text, yes, no string, met bool) verdict {
	v := verdict{text: text, word: yes, tone: widget.OK}
	if !met {
		v.word, v.tone = no, widget.Bad
	}
	if l, ok := f.profile.Limit(id, f.d.Kind(), f.lawDay()); ok {
		v.basis = l.Cite()
		if l.Text != "" {
			v.basis += "：" + l.Text
		}
	}
	return v
}

// minimumWage says what the rules know of the local minimum wage.
func (f facts) minimumWage() string {
	on := f.d.Date("signed")
	if !on.Complete() {
		on = f.today
	}
	w, ok := f.profile.MinimumWage("", on)
	if !ok {
		return "规则档里没有 " + on.String() + " 的当地最低工资，请填写后核对。"
	}
	return fmt.Sprintf("规则档里 %s 的最低工资：%s%s %s 元/月。企业最低工资要高于当地最低工资。", on, w.Area, w.Tier, w.Amount.Grouped())
}

// repTags are the status words behind a representative's name.
func repTags(r negotiation.Item) []string {
	var out []string
	for _, t := range []struct{ key, word string }{{"chief", "首席"}, {"outsider", "外聘"}, {"dispatched", "派遣"}} {
		if r.Yes(t.key) {
			out = append(out, t.word)
		}
	}
	return out
}

// repNote is the small text of a representative.
func repNote(r negotiation.Item) string {
	var parts []string
	for _, key := range []string{"gender", "post", "elected"} {
		if v := r.Get(key); v != "" {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, "，")
}

// elapsed are the shares of the whole term: until agreement, until today.
func (f facts) elapsed() (agreed, now float32, words string, ok bool) {
	days, limit, known := f.d.Elapsed(f.profile, f.today)
	if !known || limit == 0 {
		return 0, 0, "", false
	}
	now = min(float32(days)/float32(limit), 1)
	words = fmt.Sprintf("要约发出 %s，到今天第 %d 日，限 %d 日", f.d.Get("offered"), days, limit)
	if f.d.Date("effective").Complete() {
		words = fmt.Sprintf("要约发出 %s，到生效第 %d 日，限 %d 日", f.d.Get("offered"), days, limit)
	}
	if n := f.d.Date("negotiated"); n.Complete() {
		at := f.d.Date("offered").DaysUntil(n)
		agreed = min(float32(at)/float32(limit), 1)
		words += fmt.Sprintf("；深色：第 %d 日（%s）达成一致", at, shortDate(n, int(f.d.Int("year"))))
	}
	return agreed, max(now-agreed, 0), words, true
}

// changed lists the operations that touched facts of a step.
func (f facts) changed(s negotiation.Step) []logLine {
	keys := f.keysOf(s)
	var out []logLine
	for _, line := range f.log {
		if slices.ContainsFunc(line.keys, func(k string) bool { return slices.Contains(keys, k) }) {
			out = append(out, line)
		}
	}
	return out
}

// shown is a fact as people read it, 空 where it is unknown.
func shown(key, value string) string {
	if s := negotiation.RoundFields.Must(key).Display(value); s != "" {
		return s
	}
	return "空"
}

// carried are the facts a new round takes over from an earlier one.
var carried = []string{"contract_kind", "level", "offer_side", "profile", "covered", "firms", "staff", "women_staff", "migrant_staff", "dispatch_staff",
	"members", "above_scale", "filed_to", "filed_copies", "publish_way"}

// carryOver fills the empty facts of a new round from an earlier one; last year's
// agreed wage becomes the wage to start from.
func carryOver(to, from field.Record) {
	for _, key := range carried {
		if to.Get(key) == "" {
			to.Set(key, from.Get(key))
		}
	}
	if to.Get("last_average_wage_fen") == "" {
		to.Set("last_average_wage_fen", from.Get("agreed_average_wage_fen"))
	}
}

// nextYear is the year a new round most likely is for: the first one without a
// round from the day's year back to the newest.
func (f facts) nextYear() int {
	if f.has {
		return max(int(f.d.Int("year")), f.newest()) + 1
	}
	return f.today.Year
}

func (f facts) newest() int {
	newest := 0
	for _, d := range f.all {
		newest = max(newest, int(d.Int("year")))
	}
	return newest
}
