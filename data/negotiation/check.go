package negotiation

import (
	"fmt"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/problem"
	"unionledger/data/rule"
)

// Vote is the vote of the congress held against the two thresholds, both of which
// count from all who are entitled, not from those present.
type Vote struct {
	Entitled, Present, Agreed int
	// Impossible says that the counts cannot be: more came than may vote, or more voted
	// than came. Nothing is passed or rejected by them.
	Impossible bool
	// QuorumNeeded and ApprovalNeeded are the least numbers that pass; 0 where
	// the law sets none.
	QuorumNeeded, ApprovalNeeded int
	quorum, approval             rule.Limit
}

// Passed reports whether both thresholds were reached, by counts that can be.
func (v Vote) Passed() bool {
	return !v.Impossible && v.Present >= v.QuorumNeeded && v.Agreed >= v.ApprovalNeeded
}

// Vote gives the vote of the congress; false while a count is missing.
func (d Dossier) Vote(p *rule.Profile) (Vote, bool) { return d.voteIn(d.Record, p) }

// voteIn is Vote for the counts of any record that has them.
func (d Dossier) voteIn(r field.Record, p *rule.Profile) (Vote, bool) {
	for _, key := range []string{"entitled", "present", "agreed"} {
		if r.Get(key) == "" {
			return Vote{}, false
		}
	}
	v := Vote{Entitled: int(r.Int("entitled")), Present: int(r.Int("present")), Agreed: int(r.Int("agreed"))}
	v.Impossible = impossible(r)
	if d.Get("level") == Trade || d.Get("level") == Region {
		// A law that says nothing of its own for an area's congress has the common vote.
		if l, ok := p.Limit("approval_area", d.Kind(), d.when()); ok {
			v.approval, v.ApprovalNeeded = l, l.Needed(v.Entitled)
			return v, true
		}
	}
	if l, ok := p.Limit("quorum", d.Kind(), d.when()); ok {
		v.quorum, v.QuorumNeeded = l, l.Needed(v.Entitled)
	}
	if l, ok := p.Limit("approval", d.Kind(), d.when()); ok {
		v.approval, v.ApprovalNeeded = l, l.Needed(v.Entitled)
	}
	return v, true
}

// cast are the votes of a record that has them; a change keeps only those for it.
func cast(r field.Record) (n int64) {
	for _, key := range []string{"agreed", "against", "abstained"} {
		if r.Fields().Index(key) >= 0 {
			n += r.Int(key)
		}
	}
	return n
}

// impossible says whether the counts of a vote, as far as they are known, cannot be.
func impossible(r field.Record) bool {
	above := func(n int64, key string) bool { return r.Get(key) != "" && n > r.Int(key) }
	return above(r.Int("present"), "entitled") || above(cast(r), "present") || above(cast(r), "entitled")
}

func (d Dossier) failed(p *rule.Profile) bool {
	v, ok := d.Vote(p)
	return ok && !v.Impossible && !v.Passed()
}

// checker gathers the problems of one dossier.
type checker struct {
	d   Dossier
	p   *rule.Profile
	cal *calendar.Calendar
	out []problem.Problem
}

// Check holds a dossier against its rule profile: votes, missed deadlines, the
// order of dates, representatives, wages and term. Every problem names the
// article it rests on.
func Check(d Dossier, p *rule.Profile, cal *calendar.Calendar) []problem.Problem {
	c := &checker{d: d, p: p, cal: cal}
	c.profile()
	c.order()
	c.vote()
	c.deadlines()
	c.effect()
	c.suspension()
	c.reps()
	c.wages()
	c.term()
	c.copies()
	c.clauses()
	c.lists()
	return c.out
}

// profile finds a round under a profile that is not there: it is counted by another.
func (c *checker) profile() {
	if id := c.d.Get("profile"); id != "" && id != c.p.ID {
		c.add(problem.Warning, "profile_unknown", "profile", "", fmt.Sprintf("这一轮适用的规则档“%s”没有找到，现在按“%s”计算；请在设置里补上这一档，或者改选别的。", id, c.p.Name))
	}
}

// add notes a problem at a field.
func (c *checker) add(s problem.Severity, kind, key, basis, message string) {
	p := problem.Problem{Severity: s, Kind: kind, Table: RoundFields.Name, Record: c.d.ID, Who: c.d.Title(), Message: message, Basis: basis}
	if f, ok := RoundFields.Field(key); ok {
		p.Field, p.Label, p.Value = key, f.Label, f.Display(c.d.Get(key))
	}
	c.out = append(c.out, p)
}

// limit looks a limit up for the dossier.
func (c *checker) limit(id string) (rule.Limit, bool) {
	return c.p.Limit(id, c.d.Kind(), c.d.when())
}

// sequence are the facts whose dates cannot lie the other way round.
var sequence = [][2]string{
	{"reps_elected", "announced"}, {"offered", "received"}, {"received", "replied"},
	{"offered", "meeting"}, {"supplied", "meeting"}, {"meeting", "negotiated"}, {"offered", "negotiated"},
	{"offered", "dispute_accepted"}, {"dispute_accepted", "dispute_ended"},
	{"negotiated", "congress"}, {"negotiated", "rejected"}, {"rejected", "renegotiated"}, {"renegotiated", "congress"},
	{"congress", "signed"}, {"negotiated", "signed"}, {"signed", "filed"}, {"filed", "accepted"}, {"filed", "opinion"},
	{"filed", "effective"}, {"accepted", "effective"}, {"effective", "published"}, {"effective", "upper_reported"},
	{"effective", "performance"}, {"valid_from", "valid_to"}, {"valid_from", "terminated"}, {"terminated", "terminated_filed"},
}

func (c *checker) order() {
	for _, pair := range sequence {
		a, b := c.d.Date(pair[0]), c.d.Date(pair[1])
		if a.IsZero() || b.IsZero() || !a.First().After(b.Last()) {
			continue
		}
		first, then := RoundFields.Must(pair[0]), RoundFields.Must(pair[1])
		c.add(problem.Error, "order", pair[1], c.between(pair[0], pair[1]), fmt.Sprintf("%s %s 早于%s %s，先后颠倒，请核对这两个日期。", then.Label, b, first.Label, a))
	}
	for _, key := range []string{"offered", "signed"} {
		if v, year := c.d.Date(key), int(c.d.Int("year")); !v.IsZero() && (v.Year < year-1 || v.Year > year+1) {
			c.add(problem.Warning, "year", key, "", fmt.Sprintf("%s %s 与年度 %d 相差太远，请核对年度或日期。", RoundFields.Must(key).Label, v, year))
		}
	}
}

// between cites the rule that runs from one fact to another, or back; empty where none does.
func (c *checker) between(a, b string) string {
	for _, r := range c.p.InForce(c.d.Kind(), c.d.when()) {
		if r.Start == a && r.End == b || r.Start == b && r.End == a {
			return r.Cite()
		}
	}
	return ""
}

func (c *checker) vote() {
	v, ok := c.d.Vote(c.p)
	if !ok {
		if !c.d.Date("signed").IsZero() && !c.d.Date("congress").IsZero() {
			c.add(problem.Hint, "vote_unknown", "entitled", "", "职代会的应到、实到、同意人数没有填全，无法核对表决是否有效。")
		}
		all := c.d.Clone() // who came is not known: too few votes are too few even where all did
		all.Set("present", all.Get("entitled"))
		v, ok := c.d.voteIn(all, c.p)
		switch {
		case ok && v.Impossible:
			c.add(problem.Error, "vote_counts", "agreed", v.approval.Cite(), fmt.Sprintf("同意、反对、弃权共 %d 票，多于应到 %d 人，请核对。", cast(all), v.Entitled))
		case ok:
			c.majority(v)
		}
		return
	}
	switch {
	case v.Present > v.Entitled:
		c.add(problem.Error, "vote_counts", "present", v.approval.Cite(), fmt.Sprintf("实到 %d 人多于应到 %d 人，请核对。", v.Present, v.Entitled))
		return
	case v.Impossible:
		c.add(problem.Error, "vote_counts", "agreed", v.approval.Cite(), fmt.Sprintf("同意、反对、弃权共 %d 票，多于实到 %d 人，请核对。", cast(c.d.Record), v.Present))
		return
	}
	if v.Present < v.QuorumNeeded {
		c.add(problem.Error, "quorum", "present", v.quorum.Cite(), fmt.Sprintf("应到 %d 人，实到 %d 人，至少要 %d 人到会，表决无效，须重新召开。", v.Entitled, v.Present, v.QuorumNeeded))
	}
	c.majority(v)
}

func (c *checker) majority(v Vote) {
	switch l := v.approval; {
	case v.Agreed >= v.ApprovalNeeded && v.Agreed*l.Of == v.Entitled*l.Number && l.Note != "":
		c.add(problem.Hint, "majority_exact", "agreed", l.Cite(), fmt.Sprintf("应到 %d 人，同意 %d 票，%s。", v.Entitled, v.Agreed, l.Note))
	case v.Agreed < v.ApprovalNeeded:
		c.add(problem.Error, "majority", "agreed", v.approval.Cite(), fmt.Sprintf("应到 %d 人，同意 %d 票，至少要 %d 票（按全体算，不按到会人数算），草案没有通过。", v.Entitled, v.Agreed, v.ApprovalNeeded))
	}
}

// deadlines finds what was done too late. What is not done yet belongs to Due.
func (c *checker) deadlines() {
	ids := []string{"D1", "D2", "D2b", "D3", "D5", "D6", "D7", "D9", "D16"}
	for _, sp := range specs {
		ids = append(ids, c.d.further(sp, c.p)...)
	}
	for _, id := range ids {
		dl, ok := c.d.Deadline(id, c.p, c.cal)
		if !ok {
			continue
		}
		if RoundFields.Index(dl.Rule.End) < 0 {
			continue // the unit's own profile does not say what ends it
		}
		done := c.d.firstDone(dl.Rule)
		if id == "D2" || id == "D2b" {
			done = c.d.Date("supplied")
		}
		if !done.Complete() || dl.From.IsZero() {
			continue
		}
		label := RoundFields.Must(dl.Rule.End).Label
		if !dl.Known {
			if dl.Rule.Number > 0 {
				c.add(problem.Warning, "clock", dl.Rule.End, dl.Basis, fmt.Sprintf("无法核对“%s”：%s。", dl.Rule.Title, dl.Why))
			}
			continue
		}
		switch {
		case done.After(dl.Final()) && !done.After(dl.Longest()):
			c.add(problem.Hint, "extended_"+id, dl.Rule.End, dl.Basis, fmt.Sprintf("%s %s 在最后一日 %s 之后、可以延长的期限内；%s。", label, done, dl.Raw, dl.Note))
		case done.After(dl.Final()):
			c.add(problem.Warning, "late_"+id, dl.Rule.End, dl.Basis, c.lateSentence(dl, label, done))
		case done.After(dl.Raw):
			c.add(problem.Hint, "extended_"+id, dl.Rule.End, dl.Basis, fmt.Sprintf("%s %s 在法定最后一日 %s 之后、顺延期内；%s。", label, done, dl.Raw, dl.Note))
		}
	}
}

// firstDone is the day the fact that ends a rule was there first: a second vote or filing
// does not make the first one late. D6 is about the second vote.
func (d Dossier) firstDone(r rule.Rule) civil.Date {
	if votes := d.Lists[VoteFields.Name]; r.ID == "D5" && len(votes) > 0 {
		return votes[0].Date("date")
	}
	if day := d.Date("rejected"); r.ID == "D5" && !day.IsZero() {
		return day
	}
	if filings := d.Lists[FilingFields.Name]; r.ID == "D7" && len(filings) > 0 {
		return filings[0].Date("filed")
	}
	return d.Date(r.End)
}

func (c *checker) lateSentence(dl rule.Deadline, label string, done civil.Date) string {
	s := fmt.Sprintf("%s %s 晚了：%s，最后一日 %s", label, done, dl.Counted, dl.Raw)
	if dl.Adjusted != dl.Raw && dl.Rule.Direction == rule.Forward {
		s += fmt.Sprintf("，顺延也只到 %s", dl.Adjusted)
	}
	s += fmt.Sprintf("，%s。", Timeliness(dl, done))
	if dl.Consequence != "" {
		s += dl.Consequence + "。"
	}
	return s
}

// effect finds a contract in force before the review could have ended.
func (c *checker) effect() {
	dl, ok := c.d.Deadline("D8", c.p, c.cal)
	done := c.d.Date("effective")
	if !ok || dl.Raw.IsZero() || !done.Complete() || !c.d.Date("opinion").IsZero() {
		return
	}
	if earliest := dl.Raw.AddDays(1); done.Before(earliest) {
		c.add(problem.Warning, "effective_early", "effective", dl.Basis, fmt.Sprintf(
			"生效日期 %s 早于审查期满的次日 %s（%s）；只有提前收到审查意见书才可能，请补填审查意见书日期或核对生效日期。", done, earliest, dl.Counted))
	}
}

func (c *checker) suspension() {
	days := int(c.d.Int("suspended_days"))
	if days <= 0 {
		return
	}
	if r, ok := c.p.Deadline("D4", c.d.Kind(), c.d.when()); ok && r.Number > 0 && days > r.Number {
		c.add(problem.Error, "late_D4", "suspended_days", r.Cite(), fmt.Sprintf("中止协商累计 %d 日，超过 %d 日。", days, r.Number))
	}
	if l, ok := c.limit("suspension_consent"); ok && !c.d.Yes("suspension_consent") {
		c.add(problem.Warning, "suspension_consent", "suspension_consent", l.Cite(), l.Text+"，这里没有记录同意。")
	}
}
