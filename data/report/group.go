package report

import (
	"cmp"
	"slices"

	"unionledger/data/problem"
)

// titles are the names a profile gives to kinds of problems.
func (p *Profile) titles() map[string]string {
	out := map[string]string{
		"no_word":            "词不在下拉表中",
		"too_many_rows":      "行数太多",
		"left_out":           "没有列入",
		"own_missing":        "没有这个自定义项",
		"by_hand":            "要自己填的必填列",
		"earlier_unreadable": "上次报的内容读不出来",
	}
	for _, r := range p.Checks {
		if r.Title != "" {
			out[r.Kind] = r.Title
		}
	}
	return out
}

// grouped sorts problems into what the window folds: errors first, the larger
// groups first. Kinds with a title of their own make one group; the others are
// grouped by field, since a missing and a wrong number are mended in one go.
func grouped(all []problem.Problem, titles map[string]string) []Group {
	type key struct {
		severity    problem.Severity
		field, kind string
	}
	places := map[key]int{}
	groups := []Group{}
	missing := map[key]int{}
	for i, p := range all {
		k := key{severity: p.Severity, field: p.Field}
		if titles[p.Kind] != "" {
			k = key{severity: p.Severity, kind: p.Kind}
		}
		at, ok := places[k]
		if !ok {
			at = len(groups)
			places[k] = at
			groups = append(groups, Group{Kind: cmp.Or(k.kind, p.Field), Severity: p.Severity, Title: titles[k.kind]})
		}
		groups[at].Problems = append(groups[at].Problems, i)
		if p.Kind == "missing" {
			missing[k]++
		}
	}
	for k, at := range places {
		g := &groups[at]
		if g.Title != "" {
			continue
		}
		label := all[g.Problems[0]].Label
		switch missing[k] {
		case len(g.Problems):
			g.Title = label + "缺失"
		case 0:
			g.Title = label + "不合格"
		default:
			g.Title = label + "缺失或不合格"
		}
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(len(b.Problems), len(a.Problems)))
	})
	return groups
}
