package negotiation

import (
	"fmt"
	"slices"
	"strings"

	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
)

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
	case draftStep:
		if f.d.Get("dispute_accepted") != "" {
			keys = append(keys, disputeKeys...)
		}
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
			l.paper, l.do, l.tone = m.Paper, "已有", widget.Warn
		}
		if f.waiting(s) {
			l.tone = widget.Neutral
		}
		out = append(out, l)
	}
	return out
}

// listOf is the list a problem is about a row of, nil where it is about the round itself.
func listOf(p problem.Problem) *field.Set {
	i := slices.IndexFunc(negotiation.Parts, func(set *field.Set) bool { return set.Name == p.Table })
	if i < 0 {
		return nil
	}
	return negotiation.Parts[i]
}

// stepOf is the number of the step a problem belongs to.
func stepOf(steps []negotiation.Step, p problem.Problem) int {
	if set := listOf(p); set != nil {
		for no, sets := range stepLists {
			if slices.Contains(sets, set) {
				return no
			}
		}
		return repsStep
	}
	switch {
	case strings.HasPrefix(p.Kind, "rep_"):
		return repsStep
	case p.Kind == "clause":
		return draftStep
	case p.Field == "":
		return signStep
	}
	if no := owner(steps, p.Field); no != 0 {
		return no
	}
	switch {
	case p.Field == "offer_side":
		return 2
	case slices.Contains(disputeKeys, p.Field):
		return draftStep
	case slices.Contains(endKeys, p.Field):
		return lastStep
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
