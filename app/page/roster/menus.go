package roster

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// kindsOffered are the events in the order menus list them.
var kindsOffered = []member.EventKind{member.MovedOut, member.Retain, member.Withdrew, member.Resumed, member.MovedIn,
	member.Joined, member.LapsedByRule, member.WasExpelled, member.Died}

// actMenu is the menu 办理 of the page's head.
func (v *view) actMenu() []widget.MenuItem {
	ids := v.selection()
	items := v.eventItems(ids)
	if len(ids) == 0 {
		items = []widget.MenuItem{{Text: "会籍变化", Closed: "先选会员"}}
	}
	move := widget.MenuItem{Text: "改小组…", Icon: "people", Do: func() { v.askMove(ids) }}
	if len(ids) == 0 {
		move.Closed = "先选会员"
	}
	items = append(items, widget.MenuItem{}, move, widget.MenuItem{})
	items = append(items, v.groupItems(v.filter.group)...)
	return append(items, widget.MenuItem{}, widget.MenuItem{Text: "自定义项…", Icon: "columns", Do: v.askOwnFields})
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
			can = can || possible(s, k)
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
		return
	}
	ids := []int64{m.ID}
	if marked := v.grid.Marked(); marked.Has(row) {
		ids = v.people.chosen(marked)
	}
	items := []widget.MenuItem{
		{Text: "打开资料", Icon: "person", Shortcut: "Enter", Do: func() { v.drawer.open(m.ID, -1, "") }},
		{Text: "复制", Icon: "copy", Shortcut: "Ctrl+C", Do: v.grid.Copy},
		{Text: "改小组…", Icon: "people", Do: func() { v.askMove(ids) }},
		{},
	}
	widget.ShowMenuAt(v.shell.Window().Canvas(), at, append(items, v.eventItems(ids)...))
}

// quickWrite is up to how many members an event is written while its form stays
// open, so that a refusal can be mended there.
const quickWrite = 50

// askEvent asks for date, reason and paper of an event, and enters it for all of
// the members to whom it may happen.
func (v *view) askEvent(k member.EventKind, ids []int64) {
	v.withMembers(ids, func(list []member.Member) {
		can, why := able(list, k)
		if len(can) == 0 {
			widget.Message(v.shell.Window().Canvas(), deed(k), "选中的人都不能办理"+deed(k)+"。"+why)
			return
		}
		v.eventForm(k, can, why)
	})
}

func (v *view) eventForm(k member.EventKind, list []member.Member, why string) {
	today := v.shell.Today()
	f := form.New(formOf(k), asked(k)...)
	r := eventFields.NewRecord()
	r.SetDate("date", today)
	f.Show(r)
	content := widget.Column(theme.Gap12, f.In(2), widget.NoteParagraph(consequence(k, today)).For(480))
	if why != "" {
		content = widget.Column(theme.Gap12, widget.NewBanner(widget.Warn, why), content)
	}
	title := "办理" + deed(k) + "："
	if k == member.Died {
		title = deed(k) + "："
	}
	d := widget.NewDialog(title+namesOf(list), content, accept(k, len(list))).Wide(520)
	if takesAway(k) {
		d.Dangerous()
	}
	d.Note = "Esc 关闭"
	d.AcceptForm(widget.NewForm(1, f.Fields()...), func() error {
		f.Take(r)
		return v.enterEvent(list, eventOf(k, r))
	})
	d.Open(v.shell.Window().Canvas())
}

// accept is the word on the button of an event.
func accept(k member.EventKind, n int) string {
	word := "办理" + deed(k)
	if k == member.Died {
		word = deed(k)
	}
	if n > 1 {
		return fmt.Sprintf("%s %d 人", word, n)
	}
	return word
}

func (v *view) enterEvent(list []member.Member, e member.Event) error {
	done := fmt.Sprintf("已办理%s：%s", deed(e.Kind), namesOf(list))
	if len(list) > quickWrite {
		v.write("办理"+deed(e.Kind), done, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			return happen(ctx, l, list, e)
		})
		return nil
	}
	op, err := happen(context.Background(), v.shell.Ledger(), list, e)
	if err == nil {
		v.shell.Done(done, op)
	}
	return err
}

// chooseColumns asks which columns are shown.
func (v *view) chooseColumns() {
	boxes := make([]*widget.CheckBox, len(v.list.columns))
	list := container.NewGridWithColumns(3)
	shown := v.grid.Columns()
	for _, i := range v.grid.ViewOrder() {
		boxes[i] = widget.NewCheckBox(v.list.columns[i].field.Label, nil)
		boxes[i].SetChecked(!shown[i].Hidden)
		if v.list.columns[i].key == "name" {
			boxes[i].Disable()
		}
		list.Add(widget.Sized(0, 26, boxes[i]))
	}
	d := widget.NewDialog("显示哪些列", list, "确定这些列").Wide(520)
	d.Note = "列的先后和宽窄在表头上拖"
	d.OnAccept = func() error {
		for i, b := range boxes {
			v.grid.SetHidden(i, !b.Checked())
		}
		return nil
	}
	d.Open(v.shell.Window().Canvas(), widget.NewPlain("自定义项…", "plus", func() {
		d.Cancel()
		v.askOwnFields()
	}), widget.NewPlain("恢复原样", "", func() {
		d.Cancel()
		v.resetColumns()
	}))
}

func (v *view) resetColumns() {
	var states []grid.ColumnState
	for _, c := range v.list.columns.forGrid() {
		states = append(states, grid.ColumnState{Key: c.Key, Width: c.Width, Hidden: c.Hidden})
	}
	v.grid.ApplyColumnStates(states)
	v.columnsChanged()
}
