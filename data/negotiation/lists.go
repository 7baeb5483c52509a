package negotiation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/calendar"
	"unionledger/data/problem"
	"unionledger/data/rule"
)

// lists holds the rows of the lists against the law and against each other. The facts
// they settle are looked at where the round's own are.
func (c *checker) lists() {
	c.minutes()
	c.breaks()
	c.ballots()
	c.reviews()
	c.changes()
	c.vacancies()
	c.area()
	c.rates()
}

// item notes a problem at a field of a row.
func (c *checker) item(s problem.Severity, kind string, it Item, key, basis, message string) {
	f := it.Fields().Must(key)
	c.out = append(c.out, problem.Problem{Severity: s, Kind: kind, Table: it.Fields().Name, Record: it.ID, Who: it.Fields().Label + " " + it.name(),
		Field: key, Label: f.Label, Value: f.Display(it.Get(key)), Message: message, Basis: basis})
}

// before finds two dates of a row that lie the wrong way round.
func (c *checker) before(it Item, first, then string) {
	a, b := it.Date(first), it.Date(then)
	if a.IsZero() || b.IsZero() || !a.First().After(b.Last()) {
		return
	}
	set := it.Fields()
	c.item(problem.Error, "order", it, then, "", fmt.Sprintf("%s的%s %s 早于%s %s，先后颠倒，请核对这两个日期。", set.Label, set.Must(then).Label, b, set.Must(first).Label, a))
}

func (c *checker) minutes() {
	l, ok := c.limit("minutes")
	for _, m := range c.d.Meetings {
		if signed := c.d.Date("signed"); ok && !signed.IsZero() && !m.Yes("signed") && !c.d.Yes("minutes_signed") {
			c.item(problem.Warning, "minutes", m, "signed", l.Cite(), fmt.Sprintf("%s 的协商会议，没有记录双方首席代表已在纪要上签字。%s。", m.Get("date"), l.Text))
		}
	}
	for _, it := range c.d.Lists[InfoFields.Name] {
		c.before(it, "asked", "given")
	}
}

// breaks looks at each suspension: the order of days, what was agreed for going on.
func (c *checker) breaks() {
	var last Item
	for i, it := range c.d.Lists[SuspensionFields.Name] {
		c.before(it, "since", "until")
		c.before(it, "since", "next_date")
		if i > 0 {
			if end := last.Date("until"); end.IsZero() || end.After(it.Date("since")) {
				c.item(problem.Error, "suspension_overlap", it, "since", "", fmt.Sprintf("%s 起的中止在 %s 起的那一次结束之前，天数会重复计算，请核对。", it.Get("since"), last.Get("since")))
			}
		}
		last = it
		var missing []string
		for _, key := range []string{"next_date", "next_place", "next_content"} {
			if it.Get(key) == "" {
				missing = append(missing, strings.TrimPrefix(SuspensionFields.Must(key).Label, "下次协商"))
			}
		}
		if r, ok := c.p.Deadline("D4", c.d.Kind(), c.d.when()); ok && len(missing) > 0 {
			c.item(problem.Hint, "suspension_next", it, "next_date", r.Cite(), fmt.Sprintf("%s 起的中止没有写下次协商的%s；中止时应当商定期限和下次协商的时间、地点、内容。", it.Get("since"), strings.Join(missing, "、")))
		}
	}
}

// ballots looks at the votes before the last one, which the round states.
func (c *checker) ballots() {
	votes := c.d.Lists[VoteFields.Name]
	for i, it := range votes {
		c.before(it, "renegotiated", "date")
		if i == len(votes)-1 {
			continue
		}
		entitled, present, agreed := it.Int("entitled"), it.Int("present"), it.Int("agreed")
		switch sum := agreed + it.Int("against") + it.Int("abstained"); {
		case it.Get("entitled") == "" || it.Get("present") == "":
		case present > entitled:
			c.item(problem.Error, "vote_counts", it, "present", "", fmt.Sprintf("%s 的表决实到 %d 人多于应到 %d 人，请核对。", it.Get("date"), present, entitled))
		case sum > present:
			c.item(problem.Error, "vote_counts", it, "agreed", "", fmt.Sprintf("%s 的表决同意、反对、弃权共 %d 票，多于实到 %d 人，请核对。", it.Get("date"), sum, present))
		}
		next := votes[i+1]
		if v, ok := c.d.voteIn(it.Record, c.p); ok && v.Passed() {
			c.item(problem.Warning, "vote_again", next, "date", "", fmt.Sprintf("%s 的表决已经通过，又在 %s 表决了一次；否决之后才需要再次表决，请核对票数。", it.Get("date"), next.Get("date")))
		}
		if l, ok := c.p.Deadline("D6", c.d.Kind(), c.d.when()); ok && next.Get("renegotiated") == "" {
			c.item(problem.Hint, "renegotiated_missing", next, "renegotiated", l.Cite(), fmt.Sprintf("%s 再次表决，没有填重新达成一致的日期，无法核对再次表决的期限。", next.Get("date")))
		}
		if again := next.Date("renegotiated"); again.Complete() && again.Before(it.Date("date").First()) {
			c.item(problem.Error, "order", next, "renegotiated", "", fmt.Sprintf("重新达成一致日期 %s 早于上一次表决 %s，先后颠倒，请核对。", again, it.Get("date")))
		}
	}
}

// reviews looks at the filings: an objection asks for another one.
func (c *checker) reviews() {
	filings := c.d.Lists[FilingFields.Name]
	for i, it := range filings {
		c.before(it, "filed", "accepted")
		c.before(it, "accepted", "opinion")
		if it.Yes("objection") && it.Get("objected") == "" {
			c.item(problem.Hint, "objection_text", it, "objected", "", fmt.Sprintf("%s 报送的合同被提出异议，没有写异议内容；修订时要对照。", it.Get("filed")))
		}
		if i > 0 && !filings[i-1].Yes("objection") {
			c.item(problem.Hint, "filed_again", it, "filed", "", fmt.Sprintf("%s 又报送了一次，而上一次没有记录异议，请核对。", it.Get("filed")))
		}
	}
}

// changes looks at changes and ends of the contract, which take the same procedure as
// the contract itself.
func (c *checker) changes() {
	from, to := c.d.Date("valid_from"), c.d.Date("valid_to")
	for _, it := range c.d.Lists[ChangeFields.Name] {
		for _, pair := range [][2]string{{"asked", "congress"}, {"congress", "signed"}, {"asked", "signed"}, {"signed", "filed"}, {"signed", "effective"}} {
			c.before(it, pair[0], pair[1])
		}
		day := it.Date("effective")
		if day.IsZero() {
			day = it.Date("signed")
		}
		if day.Complete() && (from.Complete() && day.Before(from) || to.Complete() && day.After(to)) {
			c.item(problem.Error, "change_term", it, "signed", "", fmt.Sprintf("%s %s 不在合同有效期 %s 至 %s 之内，请核对。", it.Get("kind"), day, from, to))
		}
		if l, ok := c.limit("change"); ok && it.Get("proof") == "" {
			c.item(problem.Hint, "change_proof", it, "proof", l.Cite(), fmt.Sprintf("%s没有写证明材料。%s。", it.Get("kind"), l.Text))
		}
		if l, ok := c.limit("change"); ok && it.Get("signed") != "" && it.Get("congress") == "" {
			c.item(problem.Warning, "change_congress", it, "congress", l.Cite(), fmt.Sprintf("%s没有经过职代会的记录。%s。", it.Get("kind"), l.Text))
		}
		if v, ok := c.d.voteIn(it.Record, c.p); ok && !v.Passed() {
			quorum := ""
			if v.QuorumNeeded > 0 {
				quorum = fmt.Sprintf("（至少 %d 人）", v.QuorumNeeded)
			}
			kind, end := "majority", "没有通过"
			if v.Impossible {
				kind, end = "vote_counts", "票数不对，请核对"
			}
			c.item(problem.Error, kind, it, "agreed", v.approval.Cite(), fmt.Sprintf("%s的表决：应到 %d 人，实到 %d 人%s，同意 %d 票（至少 %d 票），%s。", it.Get("kind"), v.Entitled, v.Present, quorum, v.Agreed, v.ApprovalNeeded, end))
		}
		if it.Get("kind") == Termination {
			continue // the round's own facts hold its day of filing against the law
		}
		if dl, done := c.d.changeDeadline(it, c.p, c.cal), it.Date("filed"); dl.Known && done.Complete() && done.After(dl.Final()) {
			c.item(problem.Warning, "late_"+dl.Rule.ID, it, "filed", dl.Basis, c.lateSentence(dl, ChangeFields.Must("filed").Label, done))
		}
	}
}

// vacancies looks for somebody elected into the place of a representative who left.
func (c *checker) vacancies() {
	for _, r := range c.d.Reps {
		left := r.Date("vacated")
		c.before(r, "since", "vacated")
		if !left.Complete() || c.d.filled(r) {
			continue
		}
		basis, words := "", "应当按原来产生代表的程序补选"
		if x, ok := c.p.Deadline("D15", c.d.Kind(), c.d.when()); ok {
			basis = x.Cite()
			if dl := rule.Compute(x, left, c.cal); dl.Known {
				words = fmt.Sprintf("应当在 %s 前补选", dl.Raw)
			} else if x.Note != "" {
				words = x.Note
			} else if dl.Why != "" {
				words += "（" + dl.Why + "）"
			}
		}
		c.rep(problem.Warning, "rep_vacancy", r, "vacated", basis, fmt.Sprintf("%s代表 %s 从 %s 起空缺，没有登记补选的人：%s。", r.Get("side"), r.Get("name"), left, words))
	}
}

// filled says whether somebody came into the place of a representative who left: places
// and those who came are matched side by side, the oldest first.
func (d Dossier) filled(gone Item) bool {
	var left, came []Item
	for _, r := range d.Reps {
		if r.Get("side") != gone.Get("side") {
			continue
		}
		if r.Date("vacated").Complete() {
			left = append(left, r)
		}
		if r.Date("since").Complete() {
			came = append(came, r)
		}
	}
	slices.SortStableFunc(left, func(a, b Item) int { return a.Date("vacated").Compare(b.Date("vacated")) })
	slices.SortStableFunc(came, func(a, b Item) int { return a.Date("since").Compare(b.Date("since")) })
	for _, place := range left {
		at := slices.IndexFunc(came, func(r Item) bool { return !r.same(place) && !r.Date("since").Before(place.Date("vacated")) })
		if place.same(gone) {
			return at >= 0
		}
		if at >= 0 {
			came = slices.Delete(came, at, at+1)
		}
	}
	return false
}

func (it Item) same(o Item) bool { return it.ID == o.ID && it.Get("name") == o.Get("name") }

// area asks for the list of enterprises of a contract of a trade or an area.
func (c *checker) area() {
	l, ok := c.limit("firms")
	if level := c.d.Get("level"); !ok || level != Trade && level != Region || c.d.Get("not_done_reason") != "" {
		return
	}
	firms := c.d.Lists[FirmFields.Name]
	if len(firms) == 0 {
		c.add(problem.Hint, "firms_missing", "firms", l.Cite(), l.Text+"，这里还没有登记。")
		return
	}
	unsigned, seen := 0, map[string]bool{}
	for _, it := range firms {
		if it.Get("signed") == "" {
			unsigned++
		}
		if code := it.Get("credit_code"); code != "" && seen[code] {
			c.item(problem.Warning, "firm_twice", it, "credit_code", "", fmt.Sprintf("覆盖企业名录里统一社会信用代码 %s 出现两次（%s），覆盖数会多算。", code, it.Get("name")))
		} else {
			seen[code] = true
		}
	}
	if unsigned > 0 && !c.d.Date("signed").IsZero() {
		c.add(problem.Hint, "firms_unsigned", "firms", l.Cite(), fmt.Sprintf("覆盖企业名录里有 %d 家没有签收日期。%s。", unsigned, l.Text))
	}
}

// rates looks at piece rates that fall and at a contract on skill without its table.
func (c *checker) rates() {
	for _, it := range c.d.Lists[PriceFields.Name] {
		last, a := it.Fen("last_fen")
		agreed, b := it.Fen("agreed_fen")
		if a && b && agreed < last {
			c.item(problem.Hint, "price_falls", it, "agreed_fen", "", fmt.Sprintf("工序“%s”本年单价 %s 元，低于上年 %s 元，请核对。", it.Get("process"), agreed, last))
		}
		reach, err := strconv.ParseFloat(it.Get("reach_percent"), 64)
		if l, ok := c.limit("piece_quota"); ok && err == nil && reach*float64(l.Of) < float64(100*l.Number) {
			c.item(problem.Warning, "piece_quota", it, "reach_percent", l.Cite(), fmt.Sprintf("工序“%s”能完成定额的职工占 %s%%。%s。", it.Get("process"), it.Get("reach_percent"), l.Text))
		}
	}
	if c.d.Kind() == SkillContract && len(c.d.Lists[GradeFields.Name]) == 0 && !c.d.Date("signed").IsZero() {
		c.add(problem.Hint, "grades_missing", "contract_kind", "", "能级工资专项合同要有能级工资标准（项目、等级、标准、享受人数），这里还没有登记。")
	}
}

// SkillContract is the kind of contract about pay for skill.
const SkillContract = "能级工资专项"

// changeDeadline is the time for taking a change to the authority: as for a contract, or
// as for ending one.
func (d Dossier) changeDeadline(it Item, p *rule.Profile, cal *calendar.Calendar) rule.Deadline {
	id := "D7"
	if it.Get("kind") == Termination {
		id = "D16"
	}
	r, ok := p.Deadline(id, d.Kind(), d.when())
	if !ok {
		return rule.Deadline{}
	}
	from := it.Date("signed")
	if day := it.Date("effective"); id == "D16" && day.Complete() {
		from = day
	}
	return rule.Compute(r, from, cal)
}

// suspended is the break that goes on, if one does, and the days of those that are over.
func (d Dossier) suspended() (open Item, before int, going bool) {
	for _, it := range d.Lists[SuspensionFields.Name] {
		since, until := it.Date("since"), it.Date("until")
		switch {
		case until.IsZero() && since.Complete():
			open, going = it, true
		case since.Complete() && until.Complete():
			before += since.DaysUntil(until)
		}
	}
	return open, before, going
}
