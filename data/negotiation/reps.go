package negotiation

import (
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/problem"
	"unionledger/data/rule"
)

// NewRep makes an unsaved representative of a side.
func NewRep(side string) Item {
	it := Item{Record: RepFields.NewRecord()}
	it.Set("side", side)
	return it
}

// NewMeeting makes an unsaved meeting.
func NewMeeting() Item { return Item{Record: MeetingFields.NewRecord()} }

// RepCount counts representatives.
type RepCount struct{ All, Chiefs, Outsiders, Women int }

// Count counts the representatives of a side (both for ""), from the list; one whose
// place somebody else was elected into is not counted twice. Without a list the numbers
// entered by hand stand in where there are some.
func (d Dossier) Count(side string) RepCount {
	var n RepCount
	for _, r := range d.Reps {
		if side != "" && r.Get("side") != side || !r.Date("vacated").IsZero() && d.filled(r) {
			continue
		}
		n.All++
		n.Chiefs += one(r.Yes("chief"))
		n.Outsiders += one(r.Yes("outsider"))
		n.Women += one(r.Get("gender") == "女")
	}
	if len(d.Reps) > 0 {
		return n
	}
	switch side {
	case Workers:
		n.All = int(d.Int("worker_reps"))
	case Enterprise:
		n.All = int(d.Int("enterprise_reps"))
	default:
		n = RepCount{All: int(d.Int("worker_reps") + d.Int("enterprise_reps")), Outsiders: int(d.Int("outside_reps")), Women: int(d.Int("women_reps"))}
	}
	return n
}

// Protection is the rule that protects the workers' representatives while they serve, and
// the day it ends for one: the end of the contract, or the day the place was left. The
// day is unknown while the contract has no end; false where the law has no such rule.
func (d Dossier) Protection(r Item, p *rule.Profile) (until civil.Date, l rule.Limit, ok bool) {
	if l, ok = p.Limit("protection", d.Kind(), d.when()); !ok || r.Get("side") != Workers || r.Yes("outsider") {
		return until, l, false
	}
	if until = r.Date("vacated"); until.IsZero() {
		until = d.ends()
	}
	return until, l, true
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// reps holds the representatives against the rules; without any, nothing is said.
func (c *checker) reps() {
	workers, enterprise := c.d.Count(Workers), c.d.Count(Enterprise)
	if workers.All == 0 && enterprise.All == 0 {
		return
	}
	c.side(Workers, "worker_reps", workers)
	c.side(Enterprise, "enterprise_reps", enterprise)
	if l, ok := c.limit("enterprise_not_more"); ok {
		switch {
		case enterprise.All > workers.All:
			c.add(problem.Error, "rep_balance", "enterprise_reps", l.Cite(), fmt.Sprintf("企业方代表 %d 名，多于职工方 %d 名。%s。", enterprise.All, workers.All, l.Text))
		case enterprise.All < workers.All:
			c.add(problem.Hint, "rep_balance", "enterprise_reps", l.Cite(), fmt.Sprintf("企业方代表 %d 名，职工方 %d 名；国家规定双方人数对等，建议人数相等。", enterprise.All, workers.All))
		}
	}
	if len(c.d.Reps) > 0 {
		c.repList()
	}
}

// side checks the number of one side.
func (c *checker) side(side, key string, n RepCount) {
	id := "reps_min"
	if _, ok := c.limit("reps_min_large"); ok && c.d.Yes("above_scale") {
		id = "reps_min_large"
	}
	if l, ok := c.limit(id); ok && n.All < l.Number {
		c.add(problem.Error, "rep_count", key, l.Cite(), fmt.Sprintf("%s代表 %d 名，少于 %d 名。%s。", side, n.All, l.Number, l.Text))
	}
	if l, ok := c.limit("reps_max"); ok && n.All > l.Number {
		c.add(problem.Error, "rep_count", key, l.Cite(), fmt.Sprintf("%s代表 %d 名，多于 %d 名。%s。", side, n.All, l.Number, l.Text))
	}
	if len(c.d.Reps) == 0 {
		return
	}
	if l, ok := c.limit("chief"); ok && n.Chiefs != l.Number {
		c.add(problem.Error, "rep_chief", key, l.Cite(), fmt.Sprintf("%s有 %d 名首席代表，应为 %d 名。", side, n.Chiefs, l.Number))
	}
	if l, ok := c.limit("outsiders"); ok && !l.Within(n.Outsiders, n.All) {
		c.add(problem.Error, "rep_outsiders", key, l.Cite(), fmt.Sprintf("%s %d 名代表中外聘 %d 名。%s。", side, n.All, n.Outsiders, l.Text))
	}
}

// repList checks the persons on the list.
func (c *checker) repList() {
	sides := map[string]string{}
	for _, r := range c.d.Reps {
		name := r.Get("name")
		other, twice := sides[name]
		switch l, ok := c.limit("one_side"); {
		case twice && other != r.Get("side") && ok:
			c.rep(problem.Error, "rep_double", r, "side", l.Cite(), fmt.Sprintf("%s 同时是双方代表；如是同名的两个人，请在姓名后注明。%s。", name, l.Text))
		case twice && other == r.Get("side"):
			c.rep(problem.Warning, "rep_twice", r, "name", "", fmt.Sprintf("%s %s在名单里出现两次。", other, name))
		}
		sides[name] = r.Get("side")
		if l, ok := c.limit("outsiders"); ok && r.Yes("outsider") && !r.Yes("mandate") {
			c.rep(problem.Warning, "rep_mandate", r, "mandate", l.Cite(), fmt.Sprintf("外聘代表 %s 没有书面委托书的记录。%s。", name, l.Text))
		}
		c.chief(r)
	}
	c.recorder(sides)
	c.share()
	if l, ok := c.limit("announced"); ok && c.d.Get("announced") == "" && c.d.Get("reps_elected") != "" {
		c.add(problem.Warning, "rep_announced", "announced", l.Cite(), l.Text+"，这里没有公示日期。")
	}
}

// chief holds the workers' chief against who may be it. Somebody else than the chair or
// the head of the union needs to be delegated in writing; the post says who it is.
func (c *checker) chief(r Item) {
	l, ok := c.limit("worker_chief")
	if !ok || r.Get("side") != Workers || !r.Yes("chief") {
		return
	}
	name, post := r.Get("name"), r.Get("post")
	officer := strings.Contains(post, "主席") || strings.Contains(post, "负责人")
	switch {
	case r.Yes("outsider"):
		c.rep(problem.Warning, "rep_worker_chief", r, "chief", l.Cite(), fmt.Sprintf("职工方首席代表 %s 是外聘的。%s。", name, l.Text))
	case post != "" && !officer && !r.Yes("mandate"):
		c.rep(problem.Warning, "rep_worker_chief", r, "post", l.Cite(), fmt.Sprintf(
			"职工方首席代表 %s 的职务是“%s”，也没有书面委托书的记录。%s；没有建会的企业，由当地工会指导职工推举，并经半数以上职工或者职工代表同意。", name, post, l.Text))
	}
}

// recorder must not be a representative.
func (c *checker) recorder(sides map[string]string) {
	names := []string{c.d.Get("recorder")}
	for _, m := range c.d.Meetings {
		names = append(names, m.Get("recorder"))
	}
	told := map[string]bool{}
	for _, name := range names {
		if l, ok := c.limit("recorder"); ok && name != "" && sides[name] != "" && !told[name] {
			told[name] = true
			c.add(problem.Error, "recorder", "recorder", l.Cite(), fmt.Sprintf("记录员 %s 是%s代表。%s。", name, sides[name], l.Text))
		}
	}
}

// share compares the share of women and the presence of dispatched and disabled workers
// with the staff. The law says "many" without a number, so it is only a hint: none at
// all, or not half of what the share of the staff would give.
func (c *checker) share() {
	n, staff, women := c.d.Count(Workers), c.d.Int("staff"), c.d.Int("women_staff")
	unknown := slices.ContainsFunc(c.d.Reps, func(r Item) bool { return r.Get("side") == Workers && r.Get("gender") == "" })
	if l, ok := c.limit("women"); ok && women > 0 && staff > 0 && !unknown {
		switch {
		case n.Women == 0:
			c.add(problem.Hint, "rep_women", "women_reps", l.Cite(), fmt.Sprintf("职工 %d 人中女职工 %d 人，职工方没有女代表。%s。", staff, women, l.Text))
		case int64(n.Women)*staff*2 < women*int64(n.All):
			c.add(problem.Hint, "rep_women", "women_reps", l.Cite(), fmt.Sprintf("职工 %d 人中女职工 %d 人（%d%%），职工方 %d 名代表中女代表 %d 名（%d%%）。%s。",
				staff, women, women*100/staff, n.All, n.Women, n.Women*100/n.All, l.Text))
		}
	}
	for _, key := range []string{"dispatched", "disabled"} {
		staff := map[string]string{"dispatched": "dispatch_staff", "disabled": "disabled_staff"}[key]
		there := slices.ContainsFunc(c.d.Reps, func(r Item) bool { return r.Get("side") == Workers && r.Yes(key) })
		if l, ok := c.limit(key); ok && c.d.Int(staff) > 0 && !there {
			c.add(problem.Hint, "rep_"+key, staff, l.Cite(), fmt.Sprintf("%s %d 人，职工方没有他们的代表。%s。", RepFields.Must(key).Label, c.d.Int(staff), l.Text))
		}
	}
	l, ok := c.limit("elected")
	for _, r := range c.d.Reps {
		how := r.Get("elected")
		if ok && r.Get("side") == Workers && !r.Yes("chief") && !r.Yes("outsider") && how != "" && !strings.ContainsAny(how, "选举票") {
			c.rep(problem.Hint, "rep_elected", r, "elected", l.Cite(), fmt.Sprintf("%s 的产生方式写的是“%s”。%s。", r.Get("name"), how, l.Text))
		}
	}
}

// rep notes a problem of one representative.
func (c *checker) rep(s problem.Severity, kind string, r Item, key, basis, message string) {
	f := RepFields.Must(key)
	value := f.Display(r.Get(key))
	if f.Kind == field.YesNo && value == "" {
		value = "没有填"
	}
	c.out = append(c.out, problem.Problem{Severity: s, Kind: kind, Table: RepFields.Name, Record: r.ID, Who: r.Get("name"),
		Field: key, Label: f.Label, Value: value, Message: message, Basis: basis})
}
