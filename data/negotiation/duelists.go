package negotiation

import (
	"fmt"
	"slices"
	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/problem"
	"unionledger/data/rule"
)

// listed lists what the lists of a round ask for on a day: a break to be ended, a place
// to be filled, a change to be taken to the authority.
func (d Dossier) listed(p *rule.Profile, cal *calendar.Calendar, on civil.Date) (out []Due) {
	if it, before, going := d.suspended(); going {
		x := d.ask(meetingStep+1, "恢复协商", "恢复协商，登记恢复日期")
		if r, ok := p.Deadline("D4", d.Kind(), d.when()); ok {
			x.Basis, x.Note = r.Cite(), r.Note
			if r.Number > 0 {
				last := it.Date("since").AddDays(r.Number - before)
				x.Raw, x.Adjusted, x.Advised = last, last, last
				if day, err := cal.PrevWorkday(last); err == nil && day.After(it.Date("since")) {
					x.Advised = day
				}
				x.DaysLeft, x.Dated = on.DaysUntil(x.Advised), true
				x.Words = fmt.Sprintf("已中止 %d 天，最多 %d 天", before+max(0, it.Date("since").DaysUntil(on)), r.Number)
				switch {
				case on.After(last):
					x.Severity = problem.Error
				case x.DaysLeft <= near:
					x.Severity = problem.Warning
				}
			}
		}
		if x.Words == "" {
			x.Words = "中止中"
		}
		out = append(out, x)
	}
	for _, r := range d.Reps {
		left := r.Date("vacated")
		if !left.Complete() || left.After(on) || d.filled(r) {
			continue
		}
		x := d.ask(1, "补选代表（"+r.Get("name")+"）", "按原来产生代表的程序补选，登记新代表")
		x.Words, x.Severity = "空缺", problem.Warning
		if law, ok := p.Deadline("D15", d.Kind(), d.when()); ok {
			x.Basis, x.Note = law.Cite(), law.Note
			if dl := rule.Compute(law, left, cal); dl.Known {
				x.Severity = problem.Hint
				x.put(dl, on)
			}
		}
		out = append(out, x)
	}
	for _, r := range p.InForce(d.Kind(), d.when()) { // what ends a step is asked for there
		if !d.extra(r) || d.Get(r.End) != "" || slices.ContainsFunc(specs, func(sp spec) bool { return sp.done == r.End && len(sp.rules) == 0 }) {
			continue
		}
		dl, _ := d.Deadline(r.ID, p, cal)
		if dl.From.IsZero() {
			continue
		}
		x := d.ask(stepOf(r.End)+1, r.Title, "办好后填写“"+RoundFields.Must(r.End).Label+"”")
		x.Words, x.Note, x.Basis = "还没有办", dl.Why, r.Cite()
		if dl.Known {
			x.put(dl, on)
		}
		out = append(out, x)
	}
	return append(out, d.unfiled(p, cal, on)...)
}

// unfiled lists the signed changes and ends of the contract that the authority has not
// got yet.
func (d Dossier) unfiled(p *rule.Profile, cal *calendar.Calendar, on civil.Date) (out []Due) {
	ask := func(kind string, dl rule.Deadline) {
		x := d.ask(len(specs), "报送"+kind, "把"+kind+"协议报送人力社保部门，登记报送日期")
		x.Words, x.Note = "还没有报送", dl.Why
		if dl.Known {
			x.put(dl, on)
		}
		out = append(out, x)
	}
	for _, it := range d.Lists[ChangeFields.Name] {
		if it.Date("signed").Complete() && it.Get("filed") == "" {
			ask(it.Get("kind"), d.changeDeadline(it, p, cal))
		}
	}
	if len(d.Lists[ChangeFields.Name]) == 0 && d.Date("terminated").Complete() && d.Get("terminated_filed") == "" {
		dl, _ := d.Deadline("D16", p, cal)
		ask(Termination, dl)
	}
	return out
}

// ask begins an item that a list of the round asks for.
func (d Dossier) ask(step int, title, action string) Due {
	return Due{Round: d.ID, Step: step, Title: d.Title() + "：" + title, Action: action, Severity: problem.Hint}
}

const meetingStep = 4
