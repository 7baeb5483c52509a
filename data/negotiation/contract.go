package negotiation

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/problem"
	"unionledger/data/rule"
)

// wages holds the contract's lowest wage above the local minimum wage and the
// agreed average against the raise.
func (c *checker) wages() {
	last, okLast := c.d.Fen("last_average_wage_fen")
	agreed, okAgreed := c.d.Fen("agreed_average_wage_fen")
	raise, err := strconv.ParseFloat(c.d.Get("raise_percent"), 64)
	if okLast && okAgreed && err == nil && last > 0 {
		real := (float64(agreed)/float64(last) - 1) * 100
		if diff := real - raise; diff > 0.5 || diff < -0.5 {
			c.add(problem.Warning, "raise", "raise_percent", "", fmt.Sprintf("约定增幅 %s%%，而平均工资从 %s 元到 %s 元是 %.2f%%，请核对。", c.d.Get("raise_percent"), last.Grouped(), agreed.Grouped(), real))
		}
	}
	lowest, ok := c.d.Fen("lowest_wage_fen")
	floor, known := c.d.Fen("local_minimum_fen")
	l, hasLimit := c.limit("wage_floor")
	if !ok || !hasLimit {
		return
	}
	severity, source := problem.Error, ""
	if !known {
		w, found := c.p.MinimumWage("", c.wageDay())
		if !found {
			c.add(problem.Hint, "minimum_wage_unknown", "local_minimum_fen", l.Cite(), "不知道签订时当地的最低工资标准，无法核对，请填写“当地最低工资”。")
			return
		}
		floor = w.Amount
		severity, source = problem.Warning, fmt.Sprintf("（按%s%s估计，请填写“当地最低工资”核对）", w.Area, w.Tier)
	}
	if lowest < floor || l.Strict && lowest == floor {
		c.add(severity, "minimum_wage", "lowest_wage_fen", l.Cite(), fmt.Sprintf("企业最低工资 %s 元，当地最低工资 %s 元%s。%s。", lowest.Grouped(), floor.Grouped(), source, l.Text))
	}
}

func (c *checker) wageDay() civil.Date {
	if v := c.d.Date("signed"); v.Complete() {
		return v
	}
	return c.d.Date("valid_from")
}

// term holds the length of the contract against the usual one.
func (c *checker) term() {
	r, ok := c.p.Deadline("D13", c.d.Kind(), c.d.when())
	from, to := c.d.Date("valid_from"), c.d.Date("valid_to")
	if !ok || !from.Complete() || !to.Complete() || to.Before(from) {
		return
	}
	most := max(r.Most, r.Number)
	last := from.AddMonths(12 * most).AddDays(-1)
	first := from.AddMonths(12 * r.Number).AddDays(-1)
	severity := problem.Hint
	if r.Most > 0 {
		severity = problem.Warning
	}
	switch {
	case to.After(last.AddDays(1)):
		c.add(severity, "term", "valid_to", r.Cite(), fmt.Sprintf("有效期 %s 至 %s，超过 %d 年（%s）。", from, to, most, r.Note))
	case to.Before(first):
		c.add(problem.Hint, "term", "valid_to", r.Cite(), fmt.Sprintf("有效期 %s 至 %s，不足 %d 年（%s）。", from, to, r.Number, r.Note))
	}
}

// copies holds the number of copies filed against the one asked for.
func (c *checker) copies() {
	if l, ok := c.limit("copies"); ok && c.d.Get("filed_copies") != "" && c.d.Int("filed_copies") < int64(l.Number) {
		c.add(problem.Warning, "copies", "filed_copies", l.Cite(), fmt.Sprintf("报送了 %s 份，应为%s。", c.d.Get("filed_copies"), l.Text))
	}
}

// AskedClauses are the lists of what the law would have the contract settle: what it
// requires, then what it or another law beside it advises.
func (r Round) AskedClauses(p *rule.Profile) []rule.Clauses {
	asked := p.AdvisedClauses(r.Kind(), r.Get("level"), r.when())
	if required := p.Clauses(r.Kind(), r.Get("level"), r.when()); len(required.Items) > 0 {
		asked = slices.Insert(asked, 0, required)
	}
	return asked
}

// Settles are the clauses marked as in the contract, in the order the law lists them; those
// it does not list come last.
func (d Dossier) Settles(p *rule.Profile) (items []string) {
	for _, asked := range d.AskedClauses(p) {
		for _, item := range asked.Items {
			if _, there := d.Clauses[item]; there {
				items = append(items, item)
			}
		}
	}
	for _, item := range slices.Sorted(maps.Keys(d.Clauses)) {
		if !slices.Contains(items, item) {
			items = append(items, item)
		}
	}
	return items
}

// clauses finds what the contract does not settle.
func (c *checker) clauses() {
	if len(c.d.Clauses) == 0 {
		return // the list was never gone through
	}
	for _, asked := range c.d.AskedClauses(c.p) {
		severity := problem.Warning
		if asked.Advised {
			severity = problem.Hint
		}
		for _, item := range asked.Items {
			if _, there := c.d.Clauses[item]; !there {
				c.add(severity, "clause", "", asked.Cite(), fmt.Sprintf("合同里没有“%s”，请补上或在条款清单里勾选。", item))
			}
		}
	}
}

// CheckSeries finds gaps and overlaps between contracts of one kind that follow
// each other. Rounds may come in any order.
func CheckSeries(list []Round) []problem.Problem {
	var out []problem.Problem
	for _, r := range list {
		before, ok := previous(list, r)
		from := r.Date("valid_from")
		if !ok || !from.Complete() || !before.Date("valid_to").Complete() {
			continue
		}
		end := before.Date("valid_to")
		gap := end.DaysUntil(from) - 1
		message := fmt.Sprintf("上一份合同到 %s 为止，这一份从 %s 开始，", end, from)
		switch {
		case gap > 0:
			message += fmt.Sprintf("中间有 %d 天没有合同。", gap)
		case gap < 0:
			message += fmt.Sprintf("重叠 %d 天。", -gap)
		default:
			continue
		}
		f := RoundFields.Must("valid_from")
		out = append(out, problem.Problem{Severity: problem.Hint, Kind: "series", Table: RoundFields.Name, Record: r.ID, Who: r.Title(),
			Field: f.Key, Label: f.Label, Value: from.String(), Message: message})
	}
	return out
}

// previous is the contract of the same kind and level that began last before r.
func previous(list []Round, r Round) (Round, bool) {
	var best Round
	found := false
	for _, o := range list {
		same := o.Kind() == r.Kind() && o.Get("level") == r.Get("level")
		if start := o.Date("valid_from"); same && start.Complete() && start.Before(r.Date("valid_from")) && (!found || start.After(best.Date("valid_from"))) {
			best, found = o, true
		}
	}
	return best, found
}
