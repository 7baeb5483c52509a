package negotiation

import (
	"maps"

	"unionledger/data/calendar"
	"unionledger/data/rule"
)

// Shift is a deadline beside what it would be with other facts.
type Shift struct {
	// Step is the title of the step the deadline belongs to.
	Step          string
	Before, After rule.Deadline
}

// Moved says whether the deadline would be another day.
func (s Shift) Moved() bool { return s.Before.Raw != s.After.Raw || s.Before.Known != s.After.Known }

// WhatIf gives the round as it would stand with other facts (by key; nothing is stored),
// and every deadline beside the one it has, in the order of the course.
func (d Dossier) WhatIf(facts map[string]string, p *rule.Profile, cal *calendar.Calendar) (Dossier, []Shift) {
	then := d
	then.Record, then.Settled = d.Clone(), maps.Clone(d.Settled)
	for key, v := range facts {
		then.Set(key, v)
		delete(then.Settled, key)
		if key == "meeting" {
			then.Meetings = nil // the first one speaks for the round otherwise
		}
	}
	var out []Shift
	add := func(step, id string) {
		before, a := d.Deadline(id, p, cal)
		after, b := then.Deadline(id, p, cal)
		if (a || b) && (before.Rule.Number > 0 || after.Rule.Number > 0) {
			out = append(out, Shift{step, before, after})
		}
	}
	for _, sp := range specs {
		for _, id := range append(sp.rules[:len(sp.rules):len(sp.rules)], d.further(sp, p)...) {
			add(sp.title, id)
		}
		if sp.done == "congress" {
			add(sp.title, "D6")
		}
	}
	add("续订", "D12")
	if !d.Date("terminated").IsZero() || !then.Date("terminated").IsZero() {
		add("解除", "D16")
	}
	return then, out
}
