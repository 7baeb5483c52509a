package roster

import (
	"unionledger/data/union"
)

// treeItem is one line of the tree at the left.
type treeItem struct {
	kind  treeKind
	group int64
	saved string
	view  int64 // a saved view
	text  string
	tip   string
	// count is how many members, -1 while it is not known.
	count  int
	depth  int
	folds  bool // has lines below it
	folded bool
	chosen bool
}

type treeKind uint8

const (
	groupLine treeKind = iota
	savedLine
	headingLine
)

// treeItems lays out the tree: everybody, the groups that are not folded away, and
// the saved filters.
func treeItems(l listed, folded map[int64]bool, saved map[string]int) []treeItem {
	f := l.filter
	out := []treeItem{{text: "全部会员", count: l.counts[0], folds: len(l.groups) > 0, folded: folded[0],
		chosen: f.group == 0 && f.saved == "" && f.given == nil && f.view == 0}}
	children := map[int64]bool{}
	for _, g := range l.groups {
		children[g.Parent] = true
	}
	ordered, depth := union.Tree(l.groups)
	hidden := -1 // depth from which lines are folded away
	if folded[0] {
		hidden = 0
	}
	for i, g := range ordered {
		if hidden >= 0 && depth[i] >= hidden {
			continue
		}
		hidden = -1
		out = append(out, treeItem{group: g.ID, text: g.Name, count: l.counts[g.ID], depth: depth[i] + 1,
			folds: children[g.ID], folded: folded[g.ID], chosen: f.group == g.ID && f.view == 0})
		if folded[g.ID] {
			hidden = depth[i] + 1
		}
	}
	out = append(out, treeItem{kind: headingLine, text: "保存的筛选"})
	for _, s := range savedFilters {
		n, known := saved[s.key]
		if !known {
			n = -1
		}
		out = append(out, treeItem{kind: savedLine, saved: s.key, text: s.label, tip: s.hint, count: n, chosen: f.saved == s.key && f.view == 0})
	}
	for _, w := range l.views {
		n, known := saved[viewKey(w.ID)]
		if !known {
			n = -1
		}
		out = append(out, treeItem{kind: savedLine, view: w.ID, text: w.Name, tip: "右键可改名、替换、删除", count: n, chosen: f.view == w.ID})
	}
	return out
}
