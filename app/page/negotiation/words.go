package negotiation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/app/widget"
	"unionledger/data/calendar"
	"unionledger/data/civil"
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
	dataStep     = 4
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

// disputeKeys are the facts of a dispute over the signing, shown with the draft where there
// is one.
var disputeKeys = []string{"dispute_accepted", "dispute_ended"}

// aboutKeys are the facts of the round as a whole.
var aboutKeys = []string{"year", "title", "contract_kind", "sign_kind", "level", "offer_side", "profile", "covered", "firms", "staff", "women_staff",
	"migrant_staff", "dispatch_staff", "disabled_staff", "members", "above_scale", "dispute_accepted", "dispute_ended", "not_done_reason", "note"}

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
	if at, done := f.d.Date("offered").DaysUntil(f.d.Date("negotiated")), f.d.Date("negotiated").Complete(); done && limit > 0 && days > limit && at <= limit {
		return line + fmt.Sprintf("第 %d 日达成一致", at) // what comes after is not under this limit
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
	if d.Kind() != negotiation.WageContract {
		line.kind = d.Kind()
	}
	if level := d.Get("level"); level != negotiation.Firm {
		line.kind = strings.TrimSpace(level + " " + d.Kind())
	}
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
			if d.Get("not_done_reason") == "" {
				gaps++
			}
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
	if s.Words == "票数不对" {
		return widget.Bad
	}
	switch s.State {
	case negotiation.Late, negotiation.Failed:
		return widget.Bad
	case negotiation.Gap:
		return widget.Warn
	case negotiation.Done:
		if strings.HasPrefix(s.Words, "逾期") {
			return widget.Bad
		}
		if slices.Contains([]string{"未公示", "票数未填"}, s.Words) {
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
			if own, _ := f.faults(i + 1); len(own) > 0 && own[0].Severity == problem.Error { // the gravest comes first
				st.State, st.Words, st.Tone = widget.StepWrong, "要改", widget.Bad
			}
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
		say(widget.Bad, "草案没有通过：修改后重新协商，再点“登记重新表决”填这一次的日期和票数；上一次的留在名单里。")
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
	if v.Impossible {
		return []verdict{{text: fmt.Sprintf("应到 %d 人，实到 %d 人，同意 %d 票：请核对各项人数和票数", v.Entitled, v.Present, v.Agreed), word: "票数不对", tone: widget.Bad}}
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
	if left := r.Get("vacated"); left != "" {
		parts = append(parts, left+" 离任")
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
