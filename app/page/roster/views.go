package roster

import (
	"context"
	"fmt"
	"reflect"

	"fyne.io/fyne/v2"

	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// viewByID is a saved view, an empty one when there is none.
func (v *view) viewByID(id int64) member.View {
	for _, w := range v.views {
		if w.ID == id {
			return w
		}
	}
	return member.View{}
}

// viewKey is the name of a view in the counts of the tree.
func viewKey(id int64) string { return fmt.Sprintf("view:%d", id) }

// filterOf is the filter of a saved view.
func filterOf(w member.View) filter {
	return filter{group: w.Group, states: w.States, saved: w.Asks, where: w.Where, any: w.Any, quick: w.Search, view: w.ID}
}

// openView lists a saved view with its columns, order and grouping.
func (v *view) openView(w member.View) {
	v.filter, v.opened = filterOf(w), &w
	v.bar.showQuick(w.Search)
	v.grid.ScrollTo(0)
	v.reload()
}

// followView opens the view in front anew when its content was changed since, as by
// 撤销 of a replacing: a list must not stand under a name that means another.
func (v *view) followView(before member.View) {
	now := v.viewByID(v.filter.view)
	before.Name = now.Name
	if before.ID != 0 && before.ID == now.ID && !reflect.DeepEqual(before, now) {
		v.shell.Remember(v.columnsKey(), "")
		v.openView(now)
	}
}

// takeView takes over how a view that was just opened is shown.
func (v *view) takeView() {
	w := v.opened
	if w == nil {
		return
	}
	v.opened = nil
	if w.By != v.by {
		v.by, v.foldedBands = w.By, map[string]bool{}
	}
	v.order = nil
	for _, key := range w.Sort {
		k := grid.SortKey{Descending: key[0] == '-'}
		if k.Descending {
			key = key[1:]
		}
		if k.Column = v.list.columns.at(key); k.Column >= 0 {
			v.order = append(v.order, k)
		}
	}
	v.grid.SetSort(v.order...)
	if states := readStates(v.shell.Recall(v.columnsKey())); states != nil {
		v.grid.ApplyColumnStates(states)
	} else if len(w.Columns) > 0 {
		v.grid.ApplyColumnStates(viewStates(*w, v.list.columns))
	}
}

// viewStates are the columns of a view: those it names are shown, in its order.
func viewStates(w member.View, all columnSet) []grid.ColumnState {
	var out []grid.ColumnState
	named := map[string]bool{}
	for _, c := range w.Columns {
		named[c.Key] = true
		out = append(out, grid.ColumnState{Key: c.Key, Width: c.Width})
	}
	for _, c := range all {
		if !named[c.key] {
			out = append(out, grid.ColumnState{Key: c.key, Hidden: true})
		}
	}
	return out
}

// columnsKey is where the widths and order of the columns in front are remembered:
// every saved view has its own.
func (v *view) columnsKey() string {
	if v.filter.view != 0 {
		return columnsKey + "." + viewKey(v.filter.view)
	}
	return columnsKey
}

// leaveView goes back to the columns and order of the whole list when another line is chosen.
func (v *view) leaveView() {
	if v.filter.view == 0 {
		return
	}
	v.filter.view = 0
	states := readStates(v.shell.Recall(columnsKey))
	if states == nil {
		for _, c := range v.list.columns.forGrid() {
			states = append(states, grid.ColumnState{Key: c.Key, Width: c.Width, Hidden: c.Hidden})
		}
	}
	v.grid.ApplyColumnStates(states)
	v.by, v.order = "", nil
	v.grid.SetSort()
}

// present is what is on the screen as a view.
func (v *view) present() member.View {
	f := v.filter
	w := member.View{Group: f.group, States: f.states, Where: f.where, Any: f.any, Asks: f.saved, Search: f.quick,
		Sort: v.list.columns.sortKeys(v.order), By: v.by}
	all := v.grid.Columns()
	for _, i := range v.shownColumns() {
		w.Columns = append(w.Columns, member.ViewColumn{Key: v.list.columns[i].key, Width: all[i].Width})
	}
	return w
}

// askSave asks for a name and saves what is on the screen.
func (v *view) askSave() {
	v.askViewName("保存筛选", "保存", v.present())
}

func (v *view) askViewName(title, accept string, w member.View) {
	name := widget.NewTextField("如 一车间大专以上")
	name.SetValue(w.Name)
	fields := widget.NewForm(1, widget.NewField("名字", name).Required().Hint("条件、列、排序和分组一起保存，列在左边“保存的筛选”里"))
	widget.ShowForm(v.shell.Window().Canvas(), title, fields, accept, func() error {
		w.Name = name.Value()
		id, op, err := saveView(context.Background(), v.shell.Ledger(), title+"："+w.Name, w)
		if err != nil {
			return err
		}
		if w.ID == 0 { // a view that is only renamed need not be the one in front
			v.filter.view = id
			v.shell.Remember(v.columnsKey(), sayStates(v.grid.ColumnStates()))
		}
		if op != 0 {
			v.shell.Done("已"+title+"："+w.Name, op)
		}
		return nil
	})
}

// saveView writes a view as one operation.
func saveView(ctx context.Context, l *ledger.Ledger, title string, w member.View) (id, op int64, err error) {
	op, err = l.Write(ctx, ledger.Op{Kind: "view", Title: title}, func(tx *ledger.Tx) error {
		id, err = member.SaveView(tx, w)
		return err
	})
	return id, op, err
}

// viewMenu is the menu of a saved view in the tree.
func (v *view) viewMenu(id int64, at fyne.Position) {
	w := v.viewByID(id)
	c := v.shell.Window().Canvas()
	widget.ShowMenuAt(c, at, []widget.MenuItem{
		{Text: "打开", Icon: "star", Do: func() { v.openView(w) }},
		{Text: "改名…", Icon: "edit", Do: func() { v.askViewName("改名", "改名", w) }},
		{Text: "用现在的替换…", Icon: "refresh", Do: func() {
			now := v.present()
			now.ID, now.Name = w.ID, w.Name
			widget.Confirm(c, "替换“"+w.Name+"”？", "原来的条件、列、排序和分组换成现在屏幕上的。可以撤销。", "替换", false, func() {
				v.shell.Remember(columnsKey+"."+viewKey(w.ID), "")
				v.filter.view = w.ID
				v.write("替换筛选", "已替换："+w.Name, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
					_, op, err := saveView(ctx, l, "替换筛选："+w.Name, now)
					return op, err
				})
			})
		}},
		{},
		{Text: "删除…", Icon: "trash", Danger: true, Do: func() {
			widget.Confirm(c, "删除“"+w.Name+"”？", "只删这个保存的筛选，会员不受影响。可以撤销。", "删除", true, func() {
				v.leaveView()
				v.write("删除筛选", "已删除筛选："+w.Name, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
					return l.Write(ctx, ledger.Op{Kind: "view", Title: "删除筛选：" + w.Name}, func(tx *ledger.Tx) error { return member.DropView(tx, id) })
				})
			})
		}},
	})
}

// countViews counts what the saved views find; one that cannot be worked out is left
// without a number.
func countViews(ctx context.Context, r ledger.Reader, today civil.Date, counts map[string]int) {
	views, err := member.Views(ctx, r)
	if err != nil || len(views) == 0 {
		return
	}
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return
	}
	s := &source{read: r, today: today, index: indexOf(r)}
	for _, w := range views {
		if ids, err := s.ids(ctx, filterOf(w), groups, nil); err == nil {
			counts[viewKey(w.ID)] = len(ids)
		}
	}
}

// openBandOf opens the band a member that is to be seen stands in.
func openBandOf(bands []member.Band, id int64, folded map[string]bool) {
	for _, b := range bands {
		for _, other := range b.IDs {
			if other == id {
				delete(folded, b.Value)
			}
		}
	}
}
