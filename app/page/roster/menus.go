package roster

import (
	"fyne.io/fyne/v2"

	"unionledger/app/widget"
	"unionledger/data/member"
)

// kindsOffered are the events in the order menus list them.
var kindsOffered = []member.EventKind{member.Joined, member.Refused, member.Resumed, member.MovedOut, member.Retain, member.Withdrew,
	member.MovedIn, member.Applied, member.LapsedByRule, member.WasExpelled, member.Died}

// actMenu is the menu 办理 of the page's head: what happens to the members chosen,
// then what concerns the roster as a whole. It must fit a screen of 614 pixels, so
// the groups have a menu of their own behind one line.
func (v *view) actMenu() []widget.MenuItem {
	ids := v.selection()
	items := v.eventItems(ids)
	move := widget.MenuItem{Text: "改小组…", Icon: "people", Do: func() { v.askMove(ids) }}
	if len(ids) == 0 {
		items = []widget.MenuItem{{Text: "会籍变化", Closed: "先选会员"}}
		move.Closed = "先选会员"
	}
	items = append(items, widget.MenuItem{}, move, widget.MenuItem{Text: "批量修改…", Icon: "edit", Do: v.askBulk})
	if len(ids) == 2 {
		items = append(items, v.pairItem(ids))
	}
	items = append(append(items, widget.MenuItem{}), v.lifeItems()...)
	items = append(append(items, v.tidyItems()...), widget.MenuItem{})
	return append(items,
		widget.MenuItem{Text: "分会和小组", Icon: "folder", Shortcut: "›", Do: func() { widget.ShowMenu(v.act, v.groupItems(v.filter.group)) }},
		widget.MenuItem{Text: "自定义项…", Icon: "columns", Do: v.askOwnFields})
}

// eventItems are the events that may happen to the members, as far as their rows
// are known.
func (v *view) eventItems(ids []int64) []widget.MenuItem {
	known := map[member.State]bool{}
	for _, id := range ids[:min(len(ids), pageRows)] {
		if m, ok := v.people.at(v.people.place(id)); ok {
			known[m.State] = true
		}
	}
	var out []widget.MenuItem
	for _, k := range kindsOffered {
		can := len(known) == 0
		for s := range known {
			can = can || s.Allows(k)
		}
		if can {
			out = append(out, widget.MenuItem{Text: deed(k) + "…", Danger: takesAway(k), Do: func() { v.askEvent(k, ids) }})
		}
	}
	return out
}

// rowMenu is the menu of a right click in the grid.
func (v *view) rowMenu(row int, at fyne.Position) {
	m, ok := v.people.at(row)
	if !ok {
		v.bandMenu(row, at)
		return
	}
	ids := []int64{m.ID}
	if marked := v.grid.Marked(); marked.Has(row) {
		ids = v.people.chosen(marked)
	}
	items := []widget.MenuItem{
		{Text: "打开资料", Icon: "person", Shortcut: "Enter", Do: func() { v.drawer.open(m.ID, -1, "") }},
		{Text: "复制", Icon: "copy", Shortcut: "Ctrl+C", Do: v.grid.Copy},
		{Text: "粘贴", Shortcut: "Ctrl+V", Do: v.grid.Paste},
		{Text: "改小组…", Icon: "people", Do: func() { v.askMove(ids) }},
		{Text: "批量修改…", Icon: "edit", Do: v.askBulk},
		{},
	}
	if len(ids) == 2 {
		items = append(items, v.pairItem(ids), widget.MenuItem{})
	}
	widget.ShowMenuAt(v.shell.Window().Canvas(), at, append(items, v.eventItems(ids)...))
}
