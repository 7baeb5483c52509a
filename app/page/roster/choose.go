package roster

import (
	"context"
	"encoding/json"
	"strconv"

	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

// chooseLine lists what a line of the tree stands for.
func (v *view) chooseLine(it treeItem) {
	states := v.filter.states
	if v.filter.given != nil || v.filter.saved != "" {
		states = onRoster
	}
	quick := v.filter.quick
	if it.view != 0 {
		v.openView(v.viewByID(it.view))
		return
	}
	v.leaveView()
	if it.kind == savedLine {
		v.filter = filter{saved: it.saved, states: onRoster, on: v.filter.on, quick: quick}
		if savedByKey(it.saved).all {
			v.filter.states = nil
		}
	} else {
		v.filter = filter{group: it.group, states: states, on: v.filter.on, quick: quick}
	}
	v.grid.ScrollTo(0)
	v.reload()
}

const foldedKey = "roster.folded"

// foldAtFirst folds the branches away on a small screen, so that the saved filters
// are seen, until somebody has folded as they like.
func (v *view) foldAtFirst(groups []union.Group) {
	if v.folded != nil {
		return
	}
	v.folded = map[int64]bool{}
	if json.Unmarshal([]byte(v.shell.Recall(foldedKey)), &v.folded) == nil || v.shell.Wide() || len(groups) < manyGroups {
		return
	}
	for _, g := range groups {
		if g.Parent != 0 {
			v.folded[g.Parent] = true
		}
	}
}

// manyGroups is from how many groups on a small screen has no room for all.
const manyGroups = 12

// foldLine folds the lines below a group away or back, and remembers it.
func (v *view) foldLine(it treeItem) {
	v.folded[it.group] = !v.folded[it.group]
	v.keepFolded()
}

// foldAll folds all branches away, or all back.
func (v *view) foldAll(away bool) {
	clear(v.folded)
	for _, g := range v.list.groups {
		if away && g.Parent != 0 {
			v.folded[g.Parent] = true
		}
	}
	v.keepFolded()
}

func (v *view) keepFolded() {
	if text, err := json.Marshal(v.folded); err == nil {
		v.shell.Remember(foldedKey, string(text))
	}
	v.tree.set(treeItems(v.list, v.folded, v.saved))
}

// groupOptions are all groups as a picker offers them, without one and all below it.
func groupOptions(l listed, without int64) []widget.Option {
	left := map[int64]bool{}
	for _, id := range union.Below(l.groups, without) {
		left[id] = true
	}
	ordered, depth := union.Tree(l.groups)
	var out []widget.Option
	for i, g := range ordered {
		if left[g.ID] {
			continue
		}
		o := form.Option(strconv.FormatInt(g.ID, 10), l.names[g.ID])
		if depth[i] > 0 {
			o.Note = l.names[g.Parent]
		}
		out = append(out, o)
	}
	return out
}

// askMove asks for the group that members go to.
func (v *view) askMove(ids []int64) {
	if !v.atToday() {
		return
	}
	if len(ids) == 0 {
		return
	}
	p := widget.NewPicker("请选择", groupOptions(v.list, 0)...)
	fields := widget.NewForm(1, widget.NewField("改到哪个小组", p).Required().Hint("共 "+strconv.Itoa(len(ids))+" 人，可撤销"))
	widget.ShowForm(v.shell.Window().Canvas(), "改小组", fields, "改小组", func() error {
		group, _ := strconv.ParseInt(p.Value(), 10, 64)
		name := v.list.names[group]
		v.write("改小组", strconv.Itoa(len(ids))+" 人已改到"+name, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			return moveTo(ctx, l, ids, group, name)
		})
		return nil
	})
}
